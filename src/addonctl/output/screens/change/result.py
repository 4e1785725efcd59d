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
from addonctl.model.context import Subject
from addonctl.model.marking import mark as _
from addonctl.model.messages import Message
from addonctl.model.policy import Action
from addonctl.output.formats.markdown import new_page
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.page import Cell, Column, Page, Row
from addonctl.output.terminal.streams import Look
from addonctl.text.decisions import user_of
from addonctl.text.phrases import person
from addonctl.text.translator import Wording, for_people

_RECORDED: Final[dict[Action, str]] = {
    "subscribe": _("Recorded: {addon} for {account} ({id}), {date}."),
    "quote": _("Recorded: a quote of {addon} is requested for {account} ({id}), {date}."),
    "trial": _("Recorded: a trial of {addon} for {account} ({id}), {date}."),
    "request": _("Recorded: {addon} is requested for {account} ({id}), {date}."),
}
_NOT_RECORDED: Final[dict[Action, str]] = {
    "subscribe": _("Not recorded (dry run): {addon} for {account} ({id}), {date}."),
    "quote": _("Not recorded (dry run): a quote of {addon} for {account} ({id}), {date}."),
    "trial": _("Not recorded (dry run): a trial of {addon} for {account} ({id}), {date}."),
    "request": _("Not recorded (dry run): a request of {addon} for {account} ({id}), {date}."),
}
_INVOICED: Final = {False: _("To invoice now"), True: _("Would be invoiced now")}
_FACTS: Final = (Column(), Column(gap=3))
_THEN: Final[dict[Frequency, str]] = {
    "monthly": _(", then every month"),
    "quarterly": _(", then every quarter"),
    "semiannual": _(", then every half-year"),
    "annual": _(", then every year"),
}

# Whether a new cycle begins a day later, and whether the price is another then.
_VALIDITY: Final = {
    (False, False): _("As priced {on_day}, valid until {date}; a day later {amount}."),
    (True, False): _(
        "As priced {on_day}, valid until {date}; a day later a new cycle begins, and only its"
        " invoice is paid: {amount}."
    ),
    (False, True): _("As priced {on_day}, valid until {date}; a day later, at {price}, {amount}."),
    (True, True): _(
        "As priced {on_day}, valid until {date}; a day later a new cycle begins at a price of"
        " {price}, and only its invoice is paid: {amount}."
    ),
}


def render_change(answer: ChangeAnswer, subject: Subject, say: Wording, look: Look) -> str:
    """Show what was recorded, or would be."""
    page = new_page(look, say.colon)
    if answer.already:
        _add_earlier(page, answer, subject, say)
        return page.text()
    page.paragraph(about(_RECORDED if answer.recorded else _NOT_RECORDED, answer, subject, say))
    add_warnings(page, answer.warnings, say)
    _add_facts(page, answer, subject, say)
    by = _("By {person}; event {count} of {file}") if answer.recorded else _("By {person}")
    page.paragraph(
        say(
            by,
            person=actor(answer, subject, say),
            count=answer.event_number or 0,
            file=_file(answer),
        ),
        indent=2,
        hang=4,
    )
    _add_contested(page, answer, say)
    _add_note(page, answer, subject.account.language, say)
    return page.text()


def _add_earlier(page: Page, answer: ChangeAnswer, subject: Subject, say: Wording) -> None:
    """Say which event recorded it before: what, by whom, when; of a quote, until when it counts."""
    event, until = answer.event, None
    if isinstance(answer, QuoteAnswer):
        until = answer.pending_until
        template = (
            _(
                "Already recorded: {person} requested a quote of {addon} on {date}, event {count}"
                " of {file}; without amounts, pending through {until}."
            )
            if event.total is None
            else _(
                "Already recorded: {person} requested this quote of {addon} on {date}, event"
                " {count} of {file}; valid until {until}."
            )
        )
    else:
        template = _(
            "Already recorded: {person} requested {addon} on {date}, event {count} of {file}."
        )
    page.paragraph(
        say(
            template,
            person=_requester(answer, subject, say),
            addon=addon_name(answer, subject),
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


def _requester(answer: ChangeAnswer, subject: Subject, say: Wording) -> str | Message:
    """Name who requested what was recorded before: for a quote it may be somebody else."""
    by = answer.event.by
    if by is None:
        return Message("SOMEONE")
    user = next((user for user in subject.account.users if user.id == by), None)
    return by if user is None else person(user, say)


def about(texts: dict[Action, str], answer: ChangeAnswer, subject: Subject, say: Wording) -> str:
    """Word what is changed: the account, the add-on and the date."""
    return say(
        texts[answer.decision.action],
        account=subject.account.name,
        id=subject.account.id,
        addon=addon_name(answer, subject),
        date=answer.event.date,
    )


def addon_name(answer: ChangeAnswer, subject: Subject) -> str:
    """Name the add-on that is changed."""
    return subject.catalog.addon(answer.event.addon).name


def actor(answer: ChangeAnswer, subject: Subject, say: Wording) -> str:
    """Name who changes it, with their role."""
    return person(user_of(subject, answer.decision.user), say)


def invoices_of(answer: ChangeAnswer) -> InvoicePair | None:
    """Return the invoices that follow, where a price is known."""
    return answer.invoice if isinstance(answer, SubscribeAnswer | QuoteAnswer) else None


def trial_words(trial_end: dt.date, say: Wording) -> str:
    """Say when a trial ends, and that nothing follows from it by itself."""
    return say(
        _("Runs through {date}; it isn't renewed and never becomes a purchase by itself."),
        date=trial_end - dt.timedelta(days=1),
    )


def _add_facts(page: Page, answer: ChangeAnswer, subject: Subject, say: Wording) -> None:
    """Add what follows from the change: the invoices, a quote's validity, the trial's end."""
    invoices = invoices_of(answer)
    if invoices is not None:
        _add_invoices(page, answer, invoices, subject.account.billing.frequency, say)
    if isinstance(answer, QuoteAnswer):
        _add_validity(page, answer, subject, say)
    if answer.event.trial_end is not None:
        page.paragraph(trial_words(answer.event.trial_end, say), indent=2, hang=4)


def _add_invoices(
    page: Page, answer: ChangeAnswer, invoices: InvoicePair, frequency: Frequency, say: Wording
) -> None:
    """Add what is invoiced now and next: totals, or before tax what a quote is about."""
    now, later, is_quote = invoices.now, invoices.next, isinstance(answer, QuoteAnswer)
    labels = (
        say(_("Priced now") if is_quote else _INVOICED[answer.dry_run]),
        say(_("On {date}"), date=later.issue_date),
    )
    ends = (
        say.period(
            now.period.start,
            now.period.last_day,
            _(", {first} to {last}"),
            one_day=_(", {date} only"),
        ),
        say(_THEN[frequency]),
    )
    rows: list[tuple[str, str, str]] = []
    for invoice, label, end in zip((now, later), labels, ends, strict=True):
        amount = invoice.subtotal if is_quote else invoice.total
        words = _net_words(invoice, say, is_quote=is_quote)
        if invoice.credit.minor and not is_quote:
            words += say(_(" in total"))
        rows.append((label, say("{amount}", amount=amount), words + end))
        if not is_quote:
            rows += [(*row, "") for row in credit_rows(invoice, say)]
    if now.remarks:
        rows.append((say(_("Remark")), "", say("{remarks:and}", remarks=now.remarks)))
    width = max(len(amount) for _label, amount, _words in rows)
    page.table(
        _FACTS,
        [
            Row(cells=(Cell(label), Cell((amount and amount.rjust(width)) + words)))
            for label, amount, words in rows
        ],
    )


def credit_rows(invoice: Invoice, say: Wording) -> list[tuple[str, str]]:
    """Say what credit pays of a total, and what is due then; nothing where no credit is taken."""
    if not invoice.credit.minor:
        return []
    return [
        (say(_("Credit taken")), say("{amount}", amount=-invoice.credit)),
        (say(_("Due")), say("{amount}", amount=invoice.amount_due)),
    ]


def _net_words(invoice: Invoice, say: Wording, *, is_quote: bool) -> str:
    """Say that an amount is without taxes, where it is."""
    if invoice.is_zero_rated:
        return say(_(" excl. VAT"))
    if is_quote:
        return say(_(" before tax"))
    return say(_(" excl. tax")) if invoice.tax is None else ""


def _add_validity(page: Page, answer: QuoteAnswer, subject: Subject, say: Wording) -> None:
    until = answer.event.valid_until
    if answer.day_later is None or answer.invoice is None:
        text = say(_("Without amounts: no price is known."))
    else:
        now, later = answer.invoice.now, answer.day_later
        is_new_cycle = now.ends_before(later.as_of)
        is_repriced = (later.unit_price, later.per) != (answer.event.unit_price, answer.event.per)
        template = _VALIDITY[is_new_cycle, is_repriced]
        price = Message(f"PRICE.{later.per}", unit_price=later.unit_price, currency=now.currency)
        text = say(
            template,
            date=until,
            amount=now.before_tax(later.subtotal),
            price=price,
            on_day=subject.day_words("PRICED_ON"),
        )
    page.paragraph(text, indent=2, hang=4)


def _add_contested(page: Page, answer: ChangeAnswer, say: Wording) -> None:
    """Say where an answer rests on one reading of a contradiction."""
    for contested in answer.decision.contested:
        page.paragraph(
            say(
                _(
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


def _add_note(page: Page, answer: ChangeAnswer, language: Language | None, say: Wording) -> None:
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
