"""Say at once what a purchase costs now and next, and which part of the cycle is billed.

The sums behind the amounts belong to `table`.
"""

from typing import Final

from addonctl.actions.preview import Offer
from addonctl.model.account import Frequency
from addonctl.model.answers import BilledCycle, Invoice
from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import EVERY
from addonctl.output.blocks import Bar, Cell, Column, Paragraph, Row, row
from addonctl.output.document import Document
from addonctl.text.phrases import of_account
from addonctl.text.translator import Translator

BAR_CELLS: Final = 48
_AMOUNTS: Final = (Column(), Column(is_number=True, gap=3, min_width=13), Column(gap=3, least=20))


def add_head(page: Document, offer: Offer) -> None:
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
