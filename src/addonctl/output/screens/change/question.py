"""Show what is about to be recorded, before a person is asked: who, what, which amounts.

The question itself is `cli.recording.prompts`'s.
"""

from typing import Final

from addonctl.actions.telling import names_of, told_and_left
from addonctl.model.answers import Invoice, InvoicePair
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import tax_name
from addonctl.model.messages.vocabulary import LICENSE_COUNTS
from addonctl.model.policy import Action
from addonctl.output.blocks import Column, row
from addonctl.output.page import Page
from addonctl.output.screens.change.result import (
    ChangeView,
    about,
    credit_rows,
    invoices_of,
    trial_words,
)
from addonctl.output.screens.invoice_preview.head import then_words
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.phrases import as_of, person
from addonctl.text.translator import Translator

_QUESTIONS: Final[dict[Action, str]] = {
    "subscribe": N_("Subscribe {account} ({id}) to {addon}?"),
    "quote": N_("Request a quote of {addon} for {account} ({id})?"),
    "trial": N_("Start a trial of {addon} for {account} ({id})?"),
    "request": N_("Request {addon} for {account} ({id})?"),
}
_RECORDS: Final[dict[Action, str]] = {
    "subscribe": N_("This records the purchase in {file}; it charges nobody."),
    "quote": N_("This records the request in {file}; it asks nobody by itself."),
    "trial": N_("This records the trial in {file}; it starts nothing at the vendor."),
    "request": N_("This records the request in {file}."),
}
_TELLS: Final[dict[Action, str]] = {
    "quote": N_("This records the request in {file}, and the server tells the account manager."),
    "request": N_("This records the request in {file}, and the server tells {owners:and}."),
}
"""The same on a server that tells those whom it concerns."""

_TOLD: Final = frozenset(
    {
        "BILLED_DURING_TRIAL",
        "LICENSES_NOT_GIVEN",
        "TAX_OF_INVOICE_DATE",
        "DISCOUNT_REST_LAPSES",
        "LATER_PRICE_KNOWN",
    }
)
"""The assumptions that somebody who agrees to the amounts has to know."""


def render_question(
    view: ChangeView, say: Translator, features: StreamFeatures, *, server: str | None = None
) -> str:
    """Show what is about to be recorded, and on which server, up to the question itself."""
    page, answer = Page(say), view.answer
    question = about(_QUESTIONS, view, say)
    if server is not None:
        question = say("{question} · {server}", question=question, server=server)
    page.paragraph(question, hang=2)
    who = person(view.who(answer.decision.user), say)
    page.paragraph(say(N_("{person} · {as_of}"), person=who, as_of=date_words(view.context, say)))
    page.line()
    add_warnings(page, answer.warnings)
    invoices = invoices_of(answer)
    if invoices is not None:
        _add_amounts(page, view, invoices)
        for assumption in answer.assumptions:
            if assumption.code in _TOLD:
                page.paragraph(say.say(assumption.message), indent=2)
        page.line()
    if answer.event.trial_end is not None:
        page.paragraph(trial_words(answer.event.trial_end, say), indent=2)
        page.line()
    if answer.decision.action == "subscribe":
        page.paragraph(
            say(N_("Purchases are final. Later changes: the account manager or the success team."))
        )
    page.paragraph(_records(view, say))
    page.line()
    return page.written(features)


def _records(view: ChangeView, say: Translator) -> str:
    """Say what follows at once: where it is recorded, and whom a server tells of it."""
    action, file = view.answer.decision.action, view.answer.recorded_in or ""
    told, _left = told_and_left(view.context)
    is_told = {"quote": view.context.tells.account_manager, "request": bool(told)}
    texts = _TELLS if is_told.get(action) else _RECORDS
    return say(texts[action], file=file, owners=names_of(told))


def date_words(context: Context, say: Translator) -> str:
    """Say for which date it is recorded, and plainly where that isn't today."""
    if context.as_of == context.today:
        return as_of(context, say)
    return say(N_("as of {date}, not today"), date=context.as_of)


def _add_amounts(page: Page, view: ChangeView, invoices: InvoicePair) -> None:
    """Add both invoices with what they are made of, and the licences."""
    say, answer, now, later = page.say, view.answer, invoices.now, invoices.next
    count = answer.event.quantity or 0
    licenses = [say(LICENSE_COUNTS[line.kind], count=line.quantity) for line in now.lines]
    # A quote takes no credit: the invoice that may follow from it does.
    takes_credit = answer.decision.action == "subscribe"
    credit, later_credit = (
        credit_rows(invoice, say) if takes_credit else [] for invoice in (now, later)
    )
    again = parts_words(later, say, is_named=bool(later_credit))
    again = then_words(again, view.context.account.billing.frequency, say)
    made_of = f"{parts_words(now, say, is_named=bool(credit))}\n{period_words(now, say)}"
    rows = [
        (say(N_("Now")), say("{total}", total=now.total), made_of),
        *credit,
        (say.numbers.date(later.issue_date), say("{total}", total=later.total), again),
        *later_credit,
    ]
    width = max(len(amount) for _label, amount, _words in rows)
    number = say.numbers.decimal(str(count)) + " " * len(f" {now.currency}")
    rows.append((say(plural("Licence", "Licences"), count=count), number, " + ".join(licenses)))
    if now.remarks:
        rows.append((say(N_("Remark")), "", say("{remarks:and}", remarks=now.remarks)))
    page.table(
        (Column(), Column(gap=3), Column(gap=3, least=20)),
        [row(label, amount.rjust(width).rstrip(), words) for label, amount, words in rows],
    )


def parts_words(invoice: Invoice, say: Translator, *, is_named: bool) -> str:
    """Say what a total is made of: `2,754.74 + VAT 550.95`; by its name where credit follows."""
    parts = say.numbers.decimal(str(invoice.subtotal))
    for tax in invoice.charged_taxes:
        parts = say(
            N_("{parts} + {tax} {amount:decimal}"),
            parts=parts,
            tax=tax_name(tax.name),
            amount=str(tax.amount),
        )
    if invoice.tax is None:
        parts = say(N_("{parts} excl. tax"), parts=parts)
    if invoice.is_zero_rated:
        parts = say(N_("{parts} excl. VAT"), parts=parts)
    return say(N_("total of {parts}"), parts=parts) if is_named else parts


def period_words(invoice: Invoice, say: Translator) -> str:
    """Say which days an invoice is for, and how many of the cycle's these are."""
    return say.period(
        invoice.period.start,
        invoice.period.last_day,
        N_("{first} to {last}, {share} days"),
        one_day=N_("{date} only, {share} days"),
        share=invoice.lines[0].fraction,
    )
