"""Show an invoice preview: both amounts first, then their sums, what was assumed, who may buy.

The sums behind the amounts are `table`'s.
"""

from typing import Final

from addonctl.actions.preview import Offer
from addonctl.model.account import Frequency
from addonctl.model.answers import BilledCycle, Invoice
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import EVERY
from addonctl.output.blocks import Bar, Cell, Column, Paragraph, Row, row
from addonctl.output.document import Document
from addonctl.output.screens.invoice_preview.buying import add_buying
from addonctl.output.screens.invoice_preview.table import add_comparison, add_invoices, add_schedule
from addonctl.output.screens.shared import add_warnings
from addonctl.text.phrases import of_account, price_place
from addonctl.text.translator import Translator

BAR_CELLS: Final = 48
_AMOUNTS: Final = (Column(), Column(is_number=True, gap=3, min_width=13), Column(gap=3, least=20))


def add_preview(page: Document, offer: Offer) -> None:
    """Add the preview of a purchase."""
    say, answer = page.say, offer.answer
    _add_head(page, offer)
    page.line()
    add_invoices(page, answer, offer.discount)
    page.line()
    page.paragraph(say.say(answer.now.formula), indent=2, hang=4)
    place = price_place(answer.price, say)
    page.paragraph(say(N_("Price: {place}"), place=place), indent=2, hang=4)
    if answer.now.remarks:
        remark = Message("TAX.remark", remarks=answer.now.remarks)
        page.paragraph(say.say(remark), indent=2, hang=4)
    add_schedule(page, answer)
    add_comparison(page, answer)
    add_warnings(page, answer.warnings, is_apart=True)
    page.heading(N_("Assumed"))
    for number, assumption in enumerate(answer.assumptions, start=1):
        page.paragraph(f"{number}. {say.say(assumption.message)}", indent=2, hang=5)
    left_out = ", ".join(say.say(what) for what in answer.not_included)
    page.paragraph(say(N_("Not included: {what}."), what=left_out), hang=2)
    page.line()
    add_buying(page, offer)


def _add_head(page: Document, offer: Offer) -> None:
    """Add the heading, the two amounts with their periods, and the cycle."""
    say, answer = page.say, offer.answer
    heading = N_("{addon} for {account} ({id}) · {as_of}")
    addon = offer.addon_name(answer.addon)
    page.paragraph(of_account(heading, offer.context, say, addon=addon), hang=2)
    page.line()
    again = then_words(_tax_words(answer.next, say), answer.cycle.frequency, say)
    rows = [
        _amount(say(N_("Now")), answer.now, _now_words(answer.now, say), say),
        _amount(say.numbers.date(answer.next.issue_date), answer.next, again, say),
    ]
    with page.as_answer():
        page.table(_AMOUNTS, rows)
    page.line()
    _add_cycle(page, answer.cycle)


def then_words(tax: str, frequency: Frequency, say: Translator) -> str:
    """Say what the total of every later invoice holds, and how often one follows."""
    return say(N_("{tax}, then {every}"), tax=tax, every=phrase(EVERY[frequency]))


def _tax_words(invoice: Invoice, say: Translator) -> str:
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


def _amount(label: str, invoice: Invoice, words: str, say: Translator) -> Row:
    if invoice.credit.minor:
        due = say.numbers.decimal(str(invoice.amount_due))
        words = say(N_("{amount} due; {words}"), words=words, amount=due)
    return row(label, Cell(say("{total}", total=invoice.total), "bold"), words)


def _now_words(invoice: Invoice, say: Translator) -> str:
    period, tax = invoice.period, _tax_words(invoice, say)
    return say.period(
        period.start,
        period.last_day,
        N_("{tax}, {first} to {last}"),
        one_day=N_("{tax}, {date} only"),
        tax=tax,
    )


def _add_cycle(page: Document, cycle: BilledCycle) -> None:
    """Add the cycle as a bar with words under it; in words alone where there is no room for it."""
    say, texts = page.say, []
    if cycle.days != cycle.days_billed:
        count = cycle.days - cycle.days_billed
        texts.append(say(plural("{count} day not billed", "{count} days not billed"), count=count))
    billed = plural("{count} of {total} days")
    texts.append(say(billed, count=cycle.days_billed, total=cycle.days))
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
