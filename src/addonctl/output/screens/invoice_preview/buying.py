"""Say who may buy what a preview shows, and by which command; decided by the actions."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from addonctl.model.marking import N_, Plural, Template, plural
from addonctl.model.policy import Action
from addonctl.model.views import BuyingView
from addonctl.output.page import Page
from addonctl.text.phrases import (
    contested_sentences,
    may_words,
    person,
    sentence,
)
from addonctl.text.translator import Translator

AnyBuying = BuyingView[Any]
"""The step by which something is bought, whatever was asked about."""
# One person and several: the verb is the same in English only.
_MAY: Final[dict[Action, Plural]] = {
    "subscribe": plural("{people:and} may subscribe."),
    "quote": plural("{people:and} may request one."),
}
_MAY_SO: Final[dict[Action, Plural]] = {
    "subscribe": plural("{people:and} may subscribe. At exactly this amount:"),
    "quote": plural("{people:and} may request one:"),
}
_MAY_ALL: Final[dict[Action, Plural]] = {
    "subscribe": plural("{people:and} may subscribe. At exactly these amounts:"),
    "quote": plural("{people:and} may request quotes:"),
}
_NOBODY: Final[dict[Action, tuple[str, str]]] = {
    "subscribe": (
        N_("Nobody may subscribe: this account has no owner. Contact the account manager."),
        N_("Nobody on this account may subscribe."),
    ),
    "quote": (
        N_("Nobody may request one: this account has no owner. Contact the account manager."),
        N_("Nobody on this account may request one."),
    ),
}
"""Without an owner, and with one."""


def add_buying(page: Page, offer: AnyBuying) -> None:
    """Say who may subscribe, or request a quote, with the command that does it.

    Who is asked about comes first, and alone where they may: that they may stands with the command.
    """
    say = page.say
    if offer.action == "quote":
        page.paragraph(_by_quote(offer, say))
    may, *contested = person_words(offer, say) or ("",)
    if offer.asking is not None and not offer.asking.decision.allowed:
        page.paragraph(may)
    for text in contested:
        page.paragraph(text, style="yellow")
    may_so = _MAY if offer.command is None else _MAY_SO
    page.paragraph(_who_may(may_so, offer, say), style="green" if offer.people else "")
    if offer.people and offer.command is not None:
        page.command(offer.command)
    elif offer.people and offer.prevented is not None:
        page.paragraph(sentence(say.say(offer.prevented)))


def add_buying_of_all(page: Page, offers: Sequence[AnyBuying]) -> None:
    """Say who may buy several add-ons: once where that is the same for all of them.

    Their commands stand in the order in which the credit is used.
    """
    first, say = offers[0], page.say
    is_same = all(_is_alike(first, other) for other in offers)
    if not is_same or first.people == () or first.command is None:
        for place, offer in enumerate(offers):
            if place:
                page.line()
            page.line(say.clean(offer.addon.name), "bold")
            add_buying(page, offer)
        return
    if first.action == "quote":
        page.paragraph(_by_quote_all(first, say))
    for offer in offers:
        for text in person_words(offer, say)[1:]:
            page.paragraph(text, style="yellow")
    names = [person(user, say) for user in first.people]
    template = _MAY_ALL[first.action]
    page.paragraph(say(template, count=len(names), people=names), style="green")
    for offer in offers:
        if offer.command is not None:
            page.command(offer.command)


def _is_alike(one: AnyBuying, other: AnyBuying) -> bool:
    """Say whether two add-ons are bought by the same people in the same way."""
    return (
        one.people == other.people
        and one.action == other.action
        and (other.asking is None or other.asking.decision.allowed)
        and (one.command is None) == (other.command is None)
    )


def buying_words(offer: AnyBuying, say: Translator) -> Iterator[str]:
    """Say the same without commands, for a mail."""
    if offer.action == "quote" and offer.assumption is None:
        yield _by_quote(offer, say)
    yield from person_words(offer, say)
    if not offer.people or offer.asking is None or not offer.asking.decision.allowed:
        yield _who_may(_MAY, offer, say)


def person_words(offer: AnyBuying, say: Translator) -> tuple[str, ...]:
    """Say in sentences whether the person may, and what contests it; nothing where none is."""
    asking = offer.asking
    if asking is None:
        return ()
    words = may_words(asking, say)
    if asking.decision.allowed:
        text = say(N_("{answer}."), answer=words)
    else:
        reasons = [say.short(each.reason.message) for each in asking.reasons]
        text = say(N_("{answer}: {reasons:and}."), answer=words, reasons=reasons)
    return text, *contested_sentences(asking, say)


def is_plain(offer: AnyBuying) -> bool:
    """Say whether there is nothing to explain: one person may subscribe, nobody was asked about."""
    return offer.action == "subscribe" and len(offer.people) == 1 and offer.asking is None


def _by_quote(offer: AnyBuying, say: Translator) -> str:
    """Say by which account factor it is bought by quote: the file's word or an assumption."""
    template = (
        N_("{addon} is bought by quote here, as the account's purchase path says.")
        if offer.assumption is None
        else N_("{addon} is bought by quote here (assumption {number}).")
    )
    return say(template, addon=offer.addon.name, number=offer.assumption)


def _by_quote_all(offer: AnyBuying, say: Translator) -> str:
    """Say by which account factor all of it is bought by quote."""
    if offer.assumption is None:
        return say(N_("All are bought by quote here, as the account's purchase path says."))
    return say(N_("All are bought by quote here (assumption {number})."), number=offer.assumption)


def _who_may(texts: dict[Action, Plural], offer: AnyBuying, say: Translator) -> str:
    """Name the people, or say that there are none."""
    names = [person(user, say) for user in offer.people]
    nobody: Template = _NOBODY[offer.action][offer.has_owner]
    return say(texts[offer.action] if names else nobody, count=len(names), people=names)
