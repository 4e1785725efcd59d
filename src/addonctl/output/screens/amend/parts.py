"""Word what a change of what was bought is, and what it comes to, for all of its screens."""

import datetime as dt
from typing import Final

from addonctl.model.answers import (
    AmendAnswer,
    AmendmentKind,
    BoughtLicenses,
    EarlierEvent,
    Invoice,
)
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import EVERY
from addonctl.model.views import AmendView
from addonctl.output.blocks import Column, row
from addonctl.output.page import Page
from addonctl.output.screens.change.question import parts_words, period_words
from addonctl.output.screens.change.result import credit_rows
from addonctl.output.screens.history import WHAT
from addonctl.output.screens.invoice_preview.head import then_words
from addonctl.text.phrases import named
from addonctl.text.translator import Translator

Rows = list[tuple[str, str, str]]
_LICENSES: Final[dict[bool, Template]] = {
    False: plural("from {before} to {after} licence", "from {before} to {after} licences"),
    True: plural("on {after} licence", "on {after} licences"),
}
"""Whether the number before isn't known."""
TOLD: Final = frozenset(
    {
        "QUANTITY_NOT_RECORDED",
        "CHANGE_AT_TODAYS_PRICE",
        "ONCE_NOT_TAKEN_AGAIN",
        "TAX_OF_INVOICE_DATE",
        "LATER_PRICE_KNOWN",
    }
)
"""The assumptions that somebody who agrees to the amounts has to know."""


CREDITED: Final = N_("With --credit-note they would go, and be credited, at once.")


def change_words(view: AmendView, say: Translator) -> str:
    """Say what changes, as a part of a sentence: behind the add-on's name."""
    answer = view.answer
    if answer.change == "void":
        return say(N_("event {number} is void"), number=_number(answer.voids))
    if answer.change == "end":
        return say(N_("ends, last day {date}"), date=_day_before(answer.effective))
    words = say(
        _LICENSES[answer.quantity_before is None],
        count=answer.quantity,
        before=answer.quantity_before,
        after=answer.quantity,
    )
    if answer.effective == answer.as_of:
        return words
    return say(N_("{words} from {date} on"), words=words, date=answer.effective)


def add_amounts(page: Page, view: AmendView) -> None:
    """Add what is invoiced or credited now and next, with what it is made of; a line apart."""
    say, answer = page.say, view.answer
    rows = _now_rows(answer, say)
    if answer.invoice.next is not None:
        rows += _next_rows(view, answer.invoice.next, say)
    if not rows:
        return
    width = max(len(amount) for _label, amount, _words in rows)
    page.table(
        (Column(), Column(gap=3), Column(gap=3, least=20)),
        [row(label, amount.rjust(width).rstrip(), words) for label, amount, words in rows],
    )
    page.line()


def _now_rows(answer: AmendAnswer, say: Translator) -> Rows:
    now = answer.invoice.now
    if now is None:
        return []
    credit = credit_rows(now, say)
    made_of = f"{parts_words(now, say, is_named=bool(credit))}\n{period_words(now, say)}"
    label = N_("Now") if answer.credited is None else N_("Credit note")
    return [(say(label), say("{total}", total=now.total), made_of), *credit]


def _next_rows(view: AmendView, later: Invoice, say: Translator) -> Rows:
    credit = credit_rows(later, say)
    again = parts_words(later, say, is_named=bool(credit))
    again = then_words(again, view.context.account.billing.frequency, say)
    total = say("{total}", total=later.total)
    return [(say.numbers.date(later.issue_date), total, again), *credit]


def add_facts(page: Page, view: AmendView) -> None:
    """Add what the change stands on, and what it leaves and gives back."""
    for text in fact_words(view, page.say):
        page.item(text)


def fact_words(view: AmendView, say: Translator) -> list[str]:
    """Say in sentences what the change stands on, and what it leaves and gives back."""
    answer, told = view.answer, []
    if answer.voids is not None:
        told.append(_voided(answer.voids, view, say))
    if answer.change in {"more", "fewer"} and answer.bought is not None:
        told.append(_bought(answer.bought, view, say))
    if answer.replaces is not None:
        template = N_("It replaces event {number}, which was still to come.")
        told.append(say(template, number=answer.replaces.number))
    told += _consequences(answer, say)
    if answer.credit != answer.credit_before:
        template = N_("Account credit: {before} before, {after} after.")
        told.append(say(template, before=answer.credit_before, after=answer.credit))
    return told


_UNPAID: Final[dict[AmendmentKind, Template]] = {
    "fewer": N_("Nothing is credited: purchases are final."),
    "end": N_("Nothing is refunded: purchases are final."),
    "void": N_("The record stays in the history and counts for nothing."),
    "more": N_("Nothing is invoiced now."),
}


def _consequences(answer: AmendAnswer, say: Translator) -> list[str]:
    """Say what isn't charged or given back, and what is open again."""
    told = [] if answer.invoice.now is not None else [say(_UNPAID[answer.change])]
    if answer.change in {"end", "void"} and answer.state != answer.state_before:
        told.append(say(N_("State from {date} on: {state}."), **_state(answer)))
    before, after = answer.quantity_before, answer.quantity
    if answer.change == "void" and before != after and None not in {before, after}:
        told.append(
            say(N_("Licences: {before} before, {after} after."), before=before, after=after)
        )
    if answer.change == "end" and answer.invoice.next is None:
        told.append(say(N_("Nothing more is invoiced for it.")))
    return told


def _state(answer: AmendAnswer) -> dict[str, object]:
    from addonctl.model.messages.vocabulary import STATE_NAMES  # noqa: PLC0415

    return {"date": answer.effective, "state": phrase(STATE_NAMES[answer.state])}


_BOUGHT: Final[dict[tuple[str, bool], Template]] = {
    ("unknown", True): N_("Bought on {date}; the account has {account} licences today."),
    ("unknown", False): N_("Bought on {date}."),
    ("bought", True): plural(
        "Bought on {date} for {before} licence; the account has {account} today.",
        "Bought on {date} for {before} licences; the account has {account} today.",
    ),
    ("bought", False): plural(
        "Bought on {date} for {before} licence.", "Bought on {date} for {before} licences."
    ),
    ("changed", True): plural(
        "Bought on {date}, now for {before} licence; the account has {account} today.",
        "Bought on {date}, now for {before} licences; the account has {account} today.",
    ),
    ("changed", False): plural(
        "Bought on {date}, now for {before} licence.",
        "Bought on {date}, now for {before} licences.",
    ),
}
"""Whether the number is known or was changed, and whether all licences of the account count."""


def _bought(bought: BoughtLicenses, view: AmendView, say: Translator) -> str:
    """Say what was bought, and what the account has."""
    purchase = view.context.account.events[bought.purchase.number - 1]
    is_of_all = view.context.catalog.addon(view.answer.addon).basis == "all_licenses"
    form = "unknown" if bought.quantity is None else "bought"
    if form == "bought" and bought.quantity != purchase.quantity:
        form = "changed"
    return say(
        _BOUGHT[form, is_of_all],
        count=bought.quantity or 0,
        date=bought.purchase.date,
        before=bought.quantity,
        account=bought.account,
    )


def _voided(event: EarlierEvent, view: AmendView, say: Translator) -> str:
    """Say what is voided: which event, when and by whom."""
    return say(
        N_("Event {number}: {what} on {date} by {person}."),
        number=event.number,
        what=phrase(WHAT[event.kind]),
        date=event.date,
        person=view.context.account.events[event.number - 1].operator
        or named(view.who(event.by), say),
    )


def _number(event: EarlierEvent | None) -> int:
    return 0 if event is None else event.number


def _day_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


def every_words(view: AmendView) -> object:
    """Say how often the account is billed."""
    return phrase(EVERY[view.context.account.billing.frequency])
