"""Say what previews begin and end with: amounts and dates, the cycle, what was assumed."""

from collections.abc import Iterator
from typing import Final

from addonctl.model.account import Frequency
from addonctl.model.answers import (
    BilledCycle,
    Invoice,
    InvoicePreview,
    InvoicePreviews,
    InvoiceSums,
    JointInvoice,
    NextInvoice,
    SumsUntil,
)
from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import EVERY, INVOICES
from addonctl.output.blocks import Bar, Cell, Column, Paragraph, Row, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_warnings
from addonctl.text.translator import Translator

BAR_CELLS: Final = 48


AMOUNTS: Final = (Column(), Column(is_number=True, gap=3, min_width=13), Column(gap=3, least=20))


def then_words(tax: str, frequency: Frequency, say: Translator) -> str:
    """Say what the total of every later invoice holds, and how often one follows."""
    return say(N_("{tax}, then {every}"), tax=tax, every=phrase(EVERY[frequency]))


def tax_words(invoice: Invoice | JointInvoice, say: Translator) -> str:
    """Say which taxes a total holds, or that no rate is known."""
    if invoice.tax is None:
        return say(N_("excl. tax"))
    if not invoice.taxes:
        return say(N_("no tax"))
    if invoice.is_zero_rated:
        return say(N_("excl. VAT"))
    return say(N_("incl. {taxes:and}"), taxes=invoice.tax_names)


def billed_cells(days: int, cycle_days: int) -> int:
    """Say how many of the bar's cells are billed: never none, all for a full cycle only.

    >>> billed_cells(114, 365), billed_cells(1, 366), billed_cells(365, 366), billed_cells(30, 30)
    (15, 1, 47, 48)
    """
    if days == cycle_days:
        return BAR_CELLS
    rounded = (2 * BAR_CELLS * days + cycle_days) // (2 * cycle_days)
    return min(max(rounded, 1), BAR_CELLS - 1)


def amount_row(
    label: str, invoice: Invoice | JointInvoice | InvoiceSums, words: str, say: Translator
) -> Row:
    """Say what an invoice, or several, come to, and what is due of it where credit is taken."""
    if invoice.credit.minor:
        due = say.numbers.decimal(str(invoice.amount_due))
        words = say(N_("{amount} due; {words}"), words=words, amount=due)
    return row(label, Cell(say("{total}", total=invoice.total), "bold"), words)


def now_words(invoice: Invoice, say: Translator) -> str:
    """Say which taxes a total holds, and for which days it is."""
    period, tax = invoice.period, tax_words(invoice, say)
    return say.period(
        period.start,
        period.last_day,
        N_("{tax}, {first} to {last}"),
        one_day=N_("{tax}, {date} only"),
        tax=tax,
    )


def add_cycle(page: Page, cycle: BilledCycle) -> None:
    """Add the cycle as a bar with words under it; in words alone where there is no room for it."""
    say, texts = page.say, []
    if cycle.days != cycle.days_billed:
        count = cycle.days - cycle.days_billed
        texts.append(say(plural("{count} day not billed", "{count} days not billed"), count=count))
    texts.append(say(plural("{count} of {total} days"), count=cycle.days_billed, total=cycle.days))
    filled = billed_cells(cycle.days_billed, cycle.days)
    bar = Bar(
        first=say.numbers.date(cycle.start),
        last=say.numbers.date(cycle.last_day),
        blank=BAR_CELLS - filled,
        filled=filled,
        under=tuple(texts),
    )
    template = N_("Cycle {first} to {last}: {days}")
    words = say.period(cycle.start, cycle.last_day, template, days=", ".join(texts))
    page.by_width(None, bar, Paragraph(text=words, indent=2, hang=4))


def until_rows(
    sums: SumsUntil | None, like: Invoice | JointInvoice | None, say: Translator
) -> Iterator[Row]:
    """Say what all invoices until a day come to, where that was asked for; `like` one of them."""
    if sums is None or like is None:
        return
    label = say(N_("Until {date}"), date=sums.until)
    count = say(INVOICES, count=sums.invoices)
    words = say(N_("{invoices}, {tax}"), invoices=count, tax=tax_words(like, say))
    yield amount_row(label, sums, words, say)


def add_notices(page: Page, answer: InvoicePreview | InvoicePreviews | NextInvoice) -> None:
    """Add the warnings of an answer, what was assumed, and what isn't included."""
    say = page.say
    add_warnings(page, answer.warnings, is_apart=True)
    if answer.assumptions:
        page.heading(N_("Assumed"))
    for number, assumption in enumerate(answer.assumptions, start=1):
        page.paragraph(f"{number}. {say.say(assumption.message)}", indent=2, hang=5)
    left_out = ", ".join(say.say(what) for what in answer.not_included)
    page.paragraph(say(N_("Not included: {what}."), what=left_out), hang=2)
