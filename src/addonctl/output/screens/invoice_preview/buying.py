"""Say who may buy what a preview shows, on a screen with the command that does it.

Whether the person who was asked about may comes first. What may be done is decided by the actions.
"""

from collections.abc import Iterator
from typing import Final

from addonctl.actions.preview import Offer
from addonctl.model.marking import N_, Plural, Template, plural
from addonctl.model.policy import Action
from addonctl.output.document import Document
from addonctl.text.decisions import contested_sentences, may_words
from addonctl.text.phrases import person, sentence
from addonctl.text.translator import Translator

# One person and several: the verb is the same in English only.
_MAY: Final[dict[Action, Plural]] = {
    "subscribe": plural("{people:and} may subscribe."),
    "quote": plural("{people:and} may request one."),
}
_MAY_SO: Final[dict[Action, Plural]] = {
    "subscribe": plural("{people:and} may subscribe. At exactly this amount:"),
    "quote": plural("{people:and} may request one:"),
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


def add_buying(page: Document, offer: Offer) -> None:
    """Say who may subscribe, or request a quote, with the command that does it.

    Who is asked about comes first, and alone where they may: that they may stands with the command.
    """
    say = page.say
    if offer.action == "quote":
        page.paragraph(_by_quote(offer, say))
    may, *contested = _person_words(offer, say) or ("",)
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


def buying_words(offer: Offer, say: Translator) -> Iterator[str]:
    """Say the same without commands, for a mail."""
    if offer.action == "quote" and offer.assumption is None:
        yield _by_quote(offer, say)
    yield from _person_words(offer, say)
    if not offer.people or offer.asking is None or not offer.asking.decision.allowed:
        yield _who_may(_MAY, offer, say)


def _person_words(offer: Offer, say: Translator) -> tuple[str, ...]:
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


def is_plain(offer: Offer) -> bool:
    """Say whether there is nothing to explain: one person may subscribe, nobody was asked about."""
    is_one = offer.action == "subscribe" and len(offer.people) == 1
    return is_one and offer.asking is None


def _by_quote(offer: Offer, say: Translator) -> str:
    """Say by which account factor it is bought by quote: the file's word or an assumption."""
    template = (
        N_("{addon} is bought by quote here, as the account's purchase path says.")
        if offer.assumption is None
        else N_("{addon} is bought by quote here (assumption {number}).")
    )
    return say(template, addon=offer.addon_name(offer.answer.addon), number=offer.assumption)


def _who_may(texts: dict[Action, Plural], offer: Offer, say: Translator) -> str:
    """Name the people, or say that there are none."""
    names = [person(user, say) for user in offer.people]
    nobody: Template = _NOBODY[offer.action][offer.has_owner]
    return say(texts[offer.action] if names else nobody, count=len(names), people=names)
