"""Lay out the sums of a preview: both invoices, the invoices after them, other dates.

Every amount comes from the answer.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from addonctl.model.account import Discount, Frequency, Per
from addonctl.model.answers import Invoice, InvoicePreview
from addonctl.model.marking import N_
from addonctl.model.messages import phrase, tax_name
from addonctl.model.messages.vocabulary import PRICES_PER
from addonctl.model.money import Money
from addonctl.output.blocks import Cell, Column, Row
from addonctl.output.document import Document
from addonctl.text.translator import Translator

_FULL: Final[dict[Frequency, str]] = {
    "monthly": N_("full month"),
    "quarterly": N_("full quarter"),
    "semiannual": N_("half-year"),
    "annual": N_("full year"),
}


def add_invoices(
    page: Document, answer: InvoicePreview, discount: Discount | None, say: Translator
) -> None:
    """Add the table of both invoices, line by line down to what is due."""
    rows = (*_line_rows(answer, discount, say), *_sum_rows(answer, say))

    cycle, whole = answer.cycle, say(_FULL[answer.cycle.frequency])
    days = f"{cycle.days_billed}/{cycle.days}"
    share = whole if cycle.days_billed == cycle.days else say(N_("{share} days"), share=days)

    def add(page: Document, is_wide: bool) -> None:  # noqa: FBT001
        now = _invoice_column(say(N_("now")), answer.now, share, say, is_wide=is_wide)
        following = _invoice_column(say(N_("next")), answer.next, whole, say, is_wide=is_wide)
        page.table((Column(), Column(is_number=True), now, following), rows)

    page.wide_or_narrow(add)


def add_schedule(page: Document, answer: InvoicePreview, say: Translator) -> None:
    """Add the table of the invoices after the next, where any were asked for."""
    if not answer.schedule:
        return
    page.line()
    page.paragraph(say(N_("After the next invoice")))
    has_credit = any(invoice.credit.minor for invoice in answer.schedule)
    columns = [
        Column(head=say(N_("Date"))),
        Column(head=say(N_("Period"))),
        *_amount_columns(answer, say, is_last=not has_credit),
    ]
    if has_credit:
        columns.append(Column(head=_due_label(answer, say), is_number=True))
    rows = []
    for invoice in answer.schedule:
        period = say.period(invoice.period.start, invoice.period.last_day)
        amounts = _net_and_total(answer, invoice.subtotal, invoice.total)
        rows.append(
            Row(
                cells=(
                    Cell(say.numbers.date(invoice.issue_date)),
                    Cell(period),
                    *_cells(amounts, say),
                    *(_cells([invoice.amount_due], say) if has_credit else ()),
                )
            )
        )
    page.table(columns, rows)


def add_comparison(page: Document, answer: InvoicePreview, say: Translator) -> None:
    """Add the table of other dates, and what buying on them costs or saves until the same day."""
    if not answer.comparison:
        return
    through = answer.comparison[0].through
    paid_here = answer.comparison[0].paid_through - answer.comparison[0].difference
    page.line()
    page.paragraph(say(N_("Bought on another date")))
    columns = (
        Column(head=say(N_("Date"))),
        Column(head=say(N_("Days")), is_number=True),
        *_amount_columns(answer, say, is_last=True),
        Column(head=say(N_("Paid through\n{date}"), date=through), is_number=True),
        Column(head=say(N_("Difference")), is_number=True),
    )
    rows = []
    for other in answer.comparison:
        sign = "+" if other.difference.minor > 0 else ""
        rows.append(
            Row(
                cells=(
                    Cell(say.numbers.date(other.as_of)),
                    Cell(say.numbers.decimal(str(other.days_billed))),
                    *_cells(_net_and_total(answer, other.subtotal, other.total), say),
                    *_cells([other.paid_through], say),
                    Cell(sign + say.numbers.decimal(str(other.difference))),
                )
            )
        )
    page.table(columns, rows)
    page.line()
    template = (
        N_(
            "Difference: what all invoices through {through} come to, more or less than the"
            " {paid} of a purchase on {date}; credit isn't taken off."
        )
        if answer.now.credit.minor or answer.next.credit.minor
        else N_(
            "Difference: what all invoices through {through} come to, more or less than the"
            " {paid} of a purchase on {date}."
        )
    )
    text = say(
        template,
        through=through,
        paid=paid_here,
        date=answer.as_of,
    )
    page.paragraph(text, indent=2, hang=2)
    for (unit_price, per), dates in _other_prices(answer).items():
        price = phrase(PRICES_PER[per], unit_price=unit_price, currency=answer.now.currency)
        text = say(N_("Price of {dates:and}: {price}."), dates=dates, price=price)
        page.paragraph(text, indent=2)


def _other_prices(answer: InvoicePreview) -> dict[tuple[str, Per], list[dt.date]]:
    """List the compared dates by their price, those of the preview's own price left out."""
    dates: dict[tuple[str, Per], list[dt.date]] = {}
    for other in answer.comparison:
        if (other.unit_price, other.per) != (answer.price.unit_price, answer.price.per):
            dates.setdefault((other.unit_price, other.per), []).append(other.as_of)
    return dates


def _invoice_column(
    name: str, invoice: Invoice, share: str, say: Translator, *, is_wide: bool
) -> Column:
    """Head an invoice's column with its date, in full where there is room, and its days."""
    period = invoice.period
    dates = (
        say.period(period.start, period.last_day)
        if is_wide
        else say.numbers.date(invoice.issue_date)
    )
    return Column(head=f"{name}\n{dates}\n{share}", name=name, is_number=True, min_width=12, gap=3)


def _line_rows(answer: InvoicePreview, discount: Discount | None, say: Translator) -> list[Row]:
    rows = []
    for now, following in zip(answer.now.lines, answer.next.lines, strict=True):
        count = say.numbers.decimal(str(now.quantity))
        price = say.numbers.decimal(now.cycle_price)
        rows.append(
            Row(
                cells=(
                    Cell(say.say(now.description.message)),
                    Cell(f"{count} × {price}"),
                    *_cells([now.amount, following.amount], say),
                )
            )
        )
    if answer.now.discount.minor or answer.next.discount.minor:
        percent = discount.percent if discount else None
        label = say(
            N_("Discount {percent:percent}") if percent else N_("Discount"), percent=percent
        )
        rows.append(_row(label, [-answer.now.discount, -answer.next.discount], say))
    rows[-1] = Row(cells=rows[-1].cells, ends_section=True)
    return rows


def _sum_rows(answer: InvoicePreview, say: Translator) -> list[Row]:
    """Sum up: subtotal, taxes, total, credit, amount due; the last one names the currency."""
    now, following = answer.now, answer.next
    has_credit = bool(now.credit.minor or following.credit.minor)
    rows = []
    if _is_taxed(answer):
        rows.append(_row(say(N_("Subtotal")), [now.subtotal, following.subtotal], say))
    rows += _tax_rows(now, following, say)
    total = _total_label(answer, say, is_last=not has_credit)
    rows.append(_row(total, [now.total, following.total], say))
    if has_credit:
        rows.append(_row(say(N_("Credit taken")), [-now.credit, -following.credit], say))
        rows.append(_row(_due_label(answer, say), [now.amount_due, following.amount_due], say))
    return rows


def _tax_rows(now: Invoice, following: Invoice, say: Translator) -> list[Row]:
    """Add a row for each tax at each rate; the cell of an invoice that hasn't it stays empty."""
    rates = dict.fromkeys(
        (tax.name, tax.percent) for tax in (*now.charged_taxes, *following.charged_taxes)
    )
    rows = []
    for name, percent in rates:
        label = say(N_("{tax} {percent:percent}"), tax=tax_name(name), percent=percent)
        amounts = [
            next((t.amount for t in invoice.taxes if (t.name, t.percent) == (name, percent)), None)
            for invoice in (now, following)
        ]
        rows.append(_row(label, amounts, say))
    return rows


def _has_taxes(answer: InvoicePreview) -> bool:
    """Say whether there is a tax on any invoice that is shown; the account may date its taxes."""
    return any(invoice.taxes for invoice in (answer.now, answer.next, *answer.schedule))


def _is_taxed(answer: InvoicePreview) -> bool:
    """Say whether a total differs from its subtotal by taxes."""
    return any(invoice.charged_taxes for invoice in (answer.now, answer.next, *answer.schedule))


def _due_label(answer: InvoicePreview, say: Translator) -> str:
    is_tax_known = answer.now.tax is not None
    template = (
        N_("Amount due, {currency}") if is_tax_known else N_("Amount due excl. tax, {currency}")
    )
    return say(template, currency=answer.now.currency)


def _total_label(answer: InvoicePreview, say: Translator, *, is_last: bool) -> str:
    """Name the total by what it holds, with the currency where no other amount follows."""
    if answer.now.tax is None:
        plain, with_currency = N_("Total excl. tax"), N_("Total excl. tax, {currency}")
    elif not _has_taxes(answer):
        plain, with_currency = N_("Total (no tax)"), N_("Total (no tax), {currency}")
    elif not _is_taxed(answer):
        plain, with_currency = N_("Total excl. VAT"), N_("Total excl. VAT, {currency}")
    else:
        plain, with_currency = N_("Total"), N_("Total, {currency}")
    return say(with_currency if is_last else plain, currency=answer.now.currency)


def _amount_columns(answer: InvoicePreview, say: Translator, *, is_last: bool) -> list[Column]:
    total = Column(head=_total_label(answer, say, is_last=is_last), is_number=True)
    if not _is_taxed(answer):
        return [total]
    return [Column(head=say(N_("Subtotal")), is_number=True), total]


def _net_and_total(answer: InvoicePreview, subtotal: Money, total: Money) -> list[Money]:
    return [subtotal, total] if _is_taxed(answer) else [total]


def _row(label: str, amounts: Sequence[Money | None], say: Translator) -> Row:
    return Row(cells=(Cell(label), Cell(""), *_cells(amounts, say)))


def _cells(amounts: Sequence[Money | None], say: Translator) -> list[Cell]:
    return [Cell("" if amount is None else say.numbers.decimal(str(amount))) for amount in amounts]
