"""Say who may buy what a preview shows, on a screen with the command that does it.

Whether the person who was asked about may comes first. What may be done is decided by the actions.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from addonctl.actions.preview import Offer
from addonctl.model.account import User
from addonctl.model.answers import InvoicePreview
from addonctl.model.context import Context
from addonctl.model.marking import N_, Plural, plural
from addonctl.model.policy import Action
from addonctl.output.document import Document
from addonctl.text.decisions import may_words
from addonctl.text.phrases import contested_words, person, sentence
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


def add_buying(
    page: Document, answer: InvoicePreview, offer: Offer, context: Context, say: Translator
) -> None:
    """Say who may subscribe, or request a quote, with the command that does it.

    Who is asked about comes first, and alone where they may.
    """
    if offer.action == "quote":
        page.paragraph(_by_quote(answer, offer, context, say))
    _add_person(page, offer, context, say)
    if not offer.people:
        page.paragraph(_nobody(offer, say))
        return
    templates = _MAY if offer.command is None else _MAY_SO
    page.paragraph(_of_people(templates[offer.action], offer.people, say), style="green")
    if offer.command is not None:
        page.command(offer.command)
    elif offer.prevented is not None:
        page.paragraph(sentence(say.say(offer.prevented)))


def buying_words(
    answer: InvoicePreview, offer: Offer, context: Context, say: Translator
) -> Iterator[str]:
    """Say the same without commands, for a mail."""
    if offer.action == "quote" and offer.assumption is None:
        yield _by_quote(answer, offer, context, say)
    yield from _person_words(offer, context, say)
    if not offer.people:
        yield _nobody(offer, say)
    elif offer.asking is None or not offer.asking.decision.allowed:
        yield _of_people(_MAY[offer.action], offer.people, say)


def _add_person(page: Document, offer: Offer, context: Context, say: Translator) -> None:
    """Add why the person may not, and what contests it; that they may stands with the command."""
    may, *contested = _person_words(offer, context, say) or ("",)
    if offer.asking is not None and not offer.asking.decision.allowed:
        page.paragraph(may)
    for text in contested:
        page.paragraph(text, style="yellow")


def _person_words(offer: Offer, context: Context, say: Translator) -> tuple[str, ...]:
    """Say in sentences whether the person may, nothing where nobody was asked about."""
    asking = offer.asking
    if asking is None:
        return ()
    words = may_words(asking, say)
    if asking.decision.allowed:
        text = say(N_("{answer}."), answer=words)
    else:
        reasons = [say.short(each.reason.message) for each in asking.reasons]
        text = say(N_("{answer}: {reasons:and}."), answer=words, reasons=reasons)
    contested = (
        contested_words(each.conflict, context, say, names_sources=True)
        for each in asking.decision.contested
    )
    return text, *contested


def is_plain(offer: Offer) -> bool:
    """Say whether there is nothing to explain: one person may subscribe, nobody was asked about."""
    is_one = offer.action == "subscribe" and len(offer.people) == 1
    return is_one and offer.asking is None


def _by_quote(answer: InvoicePreview, offer: Offer, context: Context, say: Translator) -> str:
    """Say by which account factor it is bought by quote: the file's word or an assumption."""
    template = (
        N_("{addon} is bought by quote here, as the account's purchase path says.")
        if offer.assumption is None
        else N_("{addon} is bought by quote here (assumption {number}).")
    )
    addon = context.catalog.addon(answer.addon).name
    return say(template, addon=addon, number=offer.assumption)


def _nobody(offer: Offer, say: Translator) -> str:
    return say(_NOBODY[offer.action][offer.has_owner])


def _of_people(template: Plural, people: Sequence[User], say: Translator) -> str:
    names = [person(user, say) for user in people]
    return say(template, count=len(people), people=names)
