"""Show a change: what was recorded, or would be. The question before it is `question`'s.

Every answer names where it was recorded and what a person does next; addonctl charges nobody.
"""

import datetime as dt
from typing import Final, TypeAlias

from addonctl.model.answers import (
    ChangeAnswer,
    Invoice,
    InvoicePair,
    QuoteAnswer,
    RequestAnswer,
    SubscribeAnswer,
)
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import EVERY, PRICES_PER
from addonctl.model.policy import Action
from addonctl.model.views import AccountView
from addonctl.output.blocks import Cell, Column, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_warnings
from addonctl.text.phrases import of_account, person
from addonctl.text.translator import Translator, for_people

ChangeView: TypeAlias = AccountView[ChangeAnswer]
_RECORDED: Final[dict[Action, str]] = {
    "subscribe": N_("Recorded: {addon} for {account} ({id}), {date}."),
    "quote": N_("Recorded: a quote of {addon} is requested for {account} ({id}), {date}."),
    "trial": N_("Recorded: a trial of {addon} for {account} ({id}), {date}."),
    "request": N_("Recorded: {addon} is requested for {account} ({id}), {date}."),
}
_NOT_RECORDED: Final[dict[Action, str]] = {
    "subscribe": N_("Not recorded (dry run): {addon} for {account} ({id}), {date}."),
    "quote": N_("Not recorded (dry run): a quote of {addon} for {account} ({id}), {date}."),
    "trial": N_("Not recorded (dry run): a trial of {addon} for {account} ({id}), {date}."),
    "request": N_("Not recorded (dry run): a request of {addon} for {account} ({id}), {date}."),
}
_RECORDED_BEFORE: Final[dict[Action, str]] = {
    "subscribe": N_(
        "Already recorded: {person} bought {addon} on {date}, event {count} of {file}."
    ),
    "trial": N_(
        "Already recorded: {person} started a trial of {addon} on {date}, event {count} of {file}."
    ),
    "request": N_(
        "Already recorded: {person} requested {addon} on {date}, event {count} of {file}."
    ),
}
_INVOICED: Final = {False: N_("To invoice now"), True: N_("Would be invoiced now")}
_FACTS: Final = (Column(), Column(gap=3, least=24))
_LATER_CHANGES: Final = frozenset({"TAX_OF_INVOICE_DATE", "LATER_PRICE_KNOWN"})
"""The assumptions that say from when another price or tax is known."""

# Whether a new cycle begins a day later, and whether the price is another then.
_VALIDITY: Final = {
    (False, False): N_("As priced {on_day}, valid until {date}; a day later {amount}."),
    (True, False): N_(
        "As priced {on_day}, valid until {date}; a day later a new cycle begins, and only its"
        " invoice is paid: {amount}."
    ),
    (False, True): N_("As priced {on_day}, valid until {date}; a day later, at {price}, {amount}."),
    (True, True): N_(
        "As priced {on_day}, valid until {date}; a day later a new cycle begins at a price of"
        " {price}, and only its invoice is paid: {amount}."
    ),
}


def add_change(page: Page, view: ChangeView) -> None:
    """Add what was recorded, or would be."""
    answer, say = view.answer, page.say
    if answer.already:
        _add_earlier(page, view)
        return
    with page.as_answer():
        page.paragraph(about(_RECORDED if answer.recorded else _NOT_RECORDED, view, say), hang=2)
        add_warnings(page, answer.warnings)
        _add_facts(page, view)
        by = N_("By {person}; event {count} of {file}") if answer.recorded else N_("By {person}")
        who, count = person(view.who(answer.decision.user), say), answer.event_number or 0
        page.item(say(by, person=who, count=count, file=_file(answer)))
    for contested in answer.decision.contested:
        words = say(
            N_(
                "Contested ({conflict}): allowed under the reading `{reading}`; under"
                " `{other}` it isn't."
            ),
            conflict=contested.conflict,
            reading=contested.reading,
            other=contested.other_reading,
        )
        page.item(words, "yellow", is_note=True)
    if answer.decision.action != "subscribe":  # what to invoice, and when, was just shown
        _add_next(page, view)


def _add_earlier(page: Page, view: ChangeView) -> None:
    """Say which event recorded it before: what, by whom, when; of a quote, until when it counts.

    What can't be recorded twice was by an earlier run, whose answer nobody may have seen.
    """
    answer, event, say = view.answer, view.answer.event, page.say
    until = answer.pending_until if isinstance(answer, QuoteAnswer) else None
    if until is None:
        template = _RECORDED_BEFORE[answer.decision.action]
    elif event.total is None:
        template = N_(
            "Already recorded: {person} requested a quote of {addon} on {date}, event {count}"
            " of {file}; without amounts, pending through {until}."
        )
    else:
        template = N_(
            "Already recorded: {person} requested this quote of {addon} on {date}, event"
            " {count} of {file}; valid until {until}."
        )
    text = say(
        template,
        person=person(view.who(event.by), say),
        addon=view.addon_name(event.addon),
        date=event.date,
        count=answer.event_number,
        file=_file(answer),
        until=until,
    )
    page.paragraph(text, hang=2)
    if answer.next:
        add_warnings(page, answer.warnings)
        _add_facts(page, view)
        if answer.decision.action != "subscribe":
            _add_next(page, view)


def _file(answer: ChangeAnswer) -> str | Message:
    """Name where the event stands; a dry run may have read it from standard input."""
    return answer.recorded_in or Message("STANDARD_INPUT.the")


def about(texts: dict[Action, str], view: ChangeView, say: Translator) -> str:
    """Word what is changed: the account, the add-on and the date."""
    event, template = view.answer.event, texts[view.answer.decision.action]
    addon = view.addon_name(event.addon)
    return of_account(template, view.context, say, addon=addon, date=event.date)


def invoices_of(answer: ChangeAnswer) -> InvoicePair | None:
    """Return the invoices that follow, where a price is known."""
    return answer.invoice if isinstance(answer, SubscribeAnswer | QuoteAnswer) else None


def trial_words(trial_end: dt.date, say: Translator) -> str:
    """Say when a trial ends, and that nothing follows from it by itself."""
    return say(
        N_("Runs through {date}; it isn't renewed and never becomes a purchase by itself."),
        date=trial_end - dt.timedelta(days=1),
    )


def _add_facts(page: Page, view: ChangeView) -> None:
    """Add what follows from the change: the invoices, a quote's validity, the trial's end.

    What ends "then every month" is said of a purchase; a quote's note says it of a quote.
    """
    answer, invoices = view.answer, invoices_of(view.answer)
    if invoices is not None:
        _add_invoices(page, view, invoices)
    if isinstance(answer, QuoteAnswer):
        page.item(_validity(answer, view, page.say))
    else:
        for each in answer.assumptions:
            if each.code in _LATER_CHANGES:
                page.item(page.say.say(each.message), is_note=True)
    if answer.event.trial_end is not None:
        page.item(trial_words(answer.event.trial_end, page.say))


def _add_invoices(page: Page, view: ChangeView, invoices: InvoicePair) -> None:
    """Add what is invoiced now and next: totals, or before tax what a quote is about."""
    answer, say, now, later = view.answer, page.say, invoices.now, invoices.next
    is_quote, period = isinstance(answer, QuoteAnswer), now.period
    only, every = N_(", {date} only"), phrase(EVERY[view.context.account.billing.frequency])
    now_label = say(N_("Priced now") if is_quote else _INVOICED[answer.dry_run])
    now_end = say.period(period.start, period.last_day, N_(", {first} to {last}"), one_day=only)
    later_label, later_end = say(N_("On {date}"), date=later.issue_date), N_(", then {every}")
    rows: list[tuple[str, str, str]] = []
    for invoice, label, end in (
        (now, now_label, now_end),
        (later, later_label, say(later_end, every=every)),
    ):
        amount = invoice.subtotal if is_quote else invoice.total
        words = _net_words(invoice, say, is_quote=is_quote)
        if invoice.credit.minor and not is_quote:
            words += say(N_(" in total"))
        rows.append((label, say("{amount}", amount=amount), words + end))
        if not is_quote:
            rows += credit_rows(invoice, say)
    if now.remarks:
        rows.append((say(N_("Remark")), "", say("{remarks:and}", remarks=now.remarks)))
    width = max(len(amount) for _label, amount, _words in rows)
    page.table(
        _FACTS,
        [
            row(label, Cell((amount and amount.rjust(width)) + words, hang=4))
            for label, amount, words in rows
        ],
    )


def credit_rows(invoice: Invoice, say: Translator) -> list[tuple[str, str, str]]:
    """Say what credit pays of a total, and what is due then; nothing where no credit is taken."""
    if not invoice.credit.minor:
        return []
    return [
        (say(N_("Credit taken")), say("{amount}", amount=-invoice.credit), ""),
        (say(N_("Due")), say("{amount}", amount=invoice.amount_due), ""),
    ]


def _net_words(invoice: Invoice, say: Translator, *, is_quote: bool) -> str:
    """Say that an amount is without taxes, where it is."""
    if invoice.is_zero_rated:
        return say(N_(" excl. VAT"))
    if is_quote:
        return say(N_(" before tax"))
    return say(N_(" excl. tax")) if invoice.tax is None else ""


def _validity(answer: QuoteAnswer, view: ChangeView, say: Translator) -> str:
    if answer.day_later is None or answer.invoice is None:
        return say(N_("Without amounts: no price is known."))
    now, later, event = answer.invoice.now, answer.day_later, answer.event
    is_repriced = (later.unit_price, later.per) != (event.unit_price, event.per)
    return say(
        _VALIDITY[now.ends_before(later.as_of), is_repriced],
        date=event.valid_until,
        amount=now.before_tax(later.subtotal),
        price=phrase(PRICES_PER[later.per], unit_price=later.unit_price, currency=now.currency),
        on_day=view.context.day_words("PRICED_ON"),
    )


def _add_next(page: Page, view: ChangeView) -> None:
    """Add what a person does next, and the note that is theirs to send, in the account's language.

    Where a server tells everybody there is none to send.
    """
    answer, say = view.answer, page.say
    page.line()
    for step in answer.next:
        page.paragraph(say.say(step), hang=2)
    notify = answer.notify if isinstance(answer, QuoteAnswer | RequestAnswer) else None
    if notify is not None and notify.is_for_people:
        in_account_language = for_people(view.context.account.language or say.language)
        page.line()
        page.paragraph(in_account_language.say(notify.message), indent=2)
