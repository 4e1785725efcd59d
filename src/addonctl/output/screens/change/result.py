"""Show a change: what was recorded, or would be. The question before it is `question_screen`'s.

Every answer names where it was recorded and what a person does next; addonctl charges nobody.
"""

import datetime as dt
from typing import Final

from addonctl.model.account import Frequency, Language
from addonctl.model.answers import (
    ChangeAnswer,
    Invoice,
    InvoicePair,
    QuoteAnswer,
    RequestAnswer,
    SubscribeAnswer,
)
from addonctl.model.context import Context
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import EVERY, PRICES_PER
from addonctl.model.policy import Action
from addonctl.output.blocks import Cell, Column, Row
from addonctl.output.document import Document
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.phrases import person
from addonctl.text.translator import Translator, for_people

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


def render_change(
    answer: ChangeAnswer, context: Context, say: Translator, features: StreamFeatures
) -> str:
    """Show what was recorded, or would be."""
    page = Document()
    if answer.already:
        _add_earlier(page, answer, context, say)
        return written(page, features, say.colon)
    page.paragraph(about(_RECORDED if answer.recorded else _NOT_RECORDED, answer, context, say))
    add_warnings(page, answer.warnings, say)
    _add_facts(page, answer, context, say)
    by = N_("By {person}; event {count} of {file}") if answer.recorded else N_("By {person}")
    page.paragraph(
        say(
            by,
            person=actor(answer, context, say),
            count=answer.event_number or 0,
            file=_file(answer),
        ),
        indent=2,
        hang=4,
    )
    page.end_answer()
    _add_contested(page, answer, say)
    _add_note(page, answer, context.account.language, say)
    return written(page, features, say.colon)


def _add_earlier(page: Document, answer: ChangeAnswer, context: Context, say: Translator) -> None:
    """Say which event recorded it before: what, by whom, when; of a quote, until when it counts."""
    event, until = answer.event, None
    if isinstance(answer, QuoteAnswer):
        until = answer.pending_until
        template = (
            N_(
                "Already recorded: {person} requested a quote of {addon} on {date}, event {count}"
                " of {file}; without amounts, pending through {until}."
            )
            if event.total is None
            else N_(
                "Already recorded: {person} requested this quote of {addon} on {date}, event"
                " {count} of {file}; valid until {until}."
            )
        )
    else:
        template = N_(
            "Already recorded: {person} requested {addon} on {date}, event {count} of {file}."
        )
    page.paragraph(
        say(
            template,
            person=_requester(answer, context, say),
            addon=addon_name(answer, context),
            date=event.date,
            count=answer.event_number,
            file=_file(answer),
            until=until,
        ),
        hang=2,
    )


def _file(answer: ChangeAnswer) -> str | Message:
    """Name where the event stands; a dry run may have read it from standard input."""
    return answer.recorded_in or Message("STANDARD_INPUT.the")


def _requester(answer: ChangeAnswer, context: Context, say: Translator) -> str | Message:
    """Name who requested what was recorded before: for a quote it may be somebody else."""
    by = answer.event.by
    if by is None:
        return Message("SOMEONE")
    user = next((user for user in context.account.users if user.id == by), None)
    return by if user is None else person(user, say)


def about(texts: dict[Action, str], answer: ChangeAnswer, context: Context, say: Translator) -> str:
    """Word what is changed: the account, the add-on and the date."""
    return say(
        texts[answer.decision.action],
        account=context.account.name,
        id=context.account.id,
        addon=addon_name(answer, context),
        date=answer.event.date,
    )


def addon_name(answer: ChangeAnswer, context: Context) -> str:
    """Name the add-on that is changed."""
    return context.catalog.addon(answer.event.addon).name


def actor(answer: ChangeAnswer, context: Context, say: Translator) -> str:
    """Name who changes it, with their role."""
    user = next(user for user in context.account.users if user.id == answer.decision.user)
    return person(user, say)


def invoices_of(answer: ChangeAnswer) -> InvoicePair | None:
    """Return the invoices that follow, where a price is known."""
    return answer.invoice if isinstance(answer, SubscribeAnswer | QuoteAnswer) else None


def trial_words(trial_end: dt.date, say: Translator) -> str:
    """Say when a trial ends, and that nothing follows from it by itself."""
    return say(
        N_("Runs through {date}; it isn't renewed and never becomes a purchase by itself."),
        date=trial_end - dt.timedelta(days=1),
    )


def _add_facts(page: Document, answer: ChangeAnswer, context: Context, say: Translator) -> None:
    """Add what follows from the change: the invoices, a quote's validity, the trial's end."""
    invoices = invoices_of(answer)
    if invoices is not None:
        _add_invoices(page, answer, invoices, context.account.billing.frequency, say)
    if isinstance(answer, QuoteAnswer):
        _add_validity(page, answer, context, say)
    else:
        _add_later_changes(page, answer, say)
    if answer.event.trial_end is not None:
        page.paragraph(trial_words(answer.event.trial_end, say), indent=2, hang=4)


def _add_invoices(
    page: Document,
    answer: ChangeAnswer,
    invoices: InvoicePair,
    frequency: Frequency,
    say: Translator,
) -> None:
    """Add what is invoiced now and next: totals, or before tax what a quote is about."""
    now, later, is_quote = invoices.now, invoices.next, isinstance(answer, QuoteAnswer)
    labels = (
        say(N_("Priced now") if is_quote else _INVOICED[answer.dry_run]),
        say(N_("On {date}"), date=later.issue_date),
    )
    ends = (
        say.period(
            now.period.start,
            now.period.last_day,
            N_(", {first} to {last}"),
            one_day=N_(", {date} only"),
        ),
        say(N_(", then {every}"), every=phrase(EVERY[frequency])),
    )
    rows: list[tuple[str, str, str]] = []
    for invoice, label, end in zip((now, later), labels, ends, strict=True):
        amount = invoice.subtotal if is_quote else invoice.total
        words = _net_words(invoice, say, is_quote=is_quote)
        if invoice.credit.minor and not is_quote:
            words += say(N_(" in total"))
        rows.append((label, say("{amount}", amount=amount), words + end))
        if not is_quote:
            rows += [(*row, "") for row in credit_rows(invoice, say)]
    if now.remarks:
        rows.append((say(N_("Remark")), "", say("{remarks:and}", remarks=now.remarks)))
    width = max(len(amount) for _label, amount, _words in rows)
    page.table(
        _FACTS,
        [
            Row(cells=(Cell(label), Cell((amount and amount.rjust(width)) + words, hang=4)))
            for label, amount, words in rows
        ],
    )


def credit_rows(invoice: Invoice, say: Translator) -> list[tuple[str, str]]:
    """Say what credit pays of a total, and what is due then; nothing where no credit is taken."""
    if not invoice.credit.minor:
        return []
    return [
        (say(N_("Credit taken")), say("{amount}", amount=-invoice.credit)),
        (say(N_("Due")), say("{amount}", amount=invoice.amount_due)),
    ]


def _net_words(invoice: Invoice, say: Translator, *, is_quote: bool) -> str:
    """Say that an amount is without taxes, where it is."""
    if invoice.is_zero_rated:
        return say(N_(" excl. VAT"))
    if is_quote:
        return say(N_(" before tax"))
    return say(N_(" excl. tax")) if invoice.tax is None else ""


def _add_validity(page: Document, answer: QuoteAnswer, context: Context, say: Translator) -> None:
    until = answer.event.valid_until
    if answer.day_later is None or answer.invoice is None:
        text = say(N_("Without amounts: no price is known."))
    else:
        now, later = answer.invoice.now, answer.day_later
        is_new_cycle = now.ends_before(later.as_of)
        is_repriced = (later.unit_price, later.per) != (answer.event.unit_price, answer.event.per)
        template = _VALIDITY[is_new_cycle, is_repriced]
        price = phrase(PRICES_PER[later.per], unit_price=later.unit_price, currency=now.currency)
        text = say(
            template,
            date=until,
            amount=now.before_tax(later.subtotal),
            price=price,
            on_day=context.day_words("PRICED_ON"),
        )
    page.paragraph(text, indent=2, hang=4)


def _add_later_changes(page: Document, answer: ChangeAnswer, say: Translator) -> None:
    """Say what ends "then every month"; a quote's note says it of a quote."""
    for assumption in answer.assumptions:
        if assumption.code in _LATER_CHANGES:
            page.note(say.say(assumption.message), indent=2, hang=4)


def _add_contested(page: Document, answer: ChangeAnswer, say: Translator) -> None:
    """Say where an answer rests on one reading of a contradiction."""
    for contested in answer.decision.contested:
        page.note(
            say(
                N_(
                    "Contested ({conflict}): allowed under the reading `{reading}`; under"
                    " `{other}` it isn't."
                ),
                conflict=contested.conflict,
                reading=contested.reading,
                other=contested.other_reading,
            ),
            indent=2,
            hang=4,
            style="yellow",
        )


def _add_note(
    page: Document, answer: ChangeAnswer, language: Language | None, say: Translator
) -> None:
    """Add what a person does next, and the note to send, in the account's language."""
    if answer.decision.action == "subscribe":
        return  # what to invoice, and when, is what was just shown
    page.line()
    for step in answer.next:
        page.paragraph(say.say(step), hang=2)
    notify = answer.notify if isinstance(answer, QuoteAnswer | RequestAnswer) else None
    if notify is not None:
        in_account_language = for_people(language or say.language)
        page.line()
        page.paragraph(in_account_language.say(notify.message), indent=2)
