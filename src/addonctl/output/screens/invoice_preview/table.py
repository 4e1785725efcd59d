"""Lay out the sums of a preview: both invoices, the invoices after them, other dates.

Every amount comes from the answer.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from addonctl.model.account import Discount, Frequency, Per
from addonctl.model.answers import ComparedDate, Invoice, InvoicePreview
from addonctl.model.marking import N_
from addonctl.model.messages import phrase, tax_name
from addonctl.model.messages.vocabulary import PRICES_PER
from addonctl.model.money import Money
from addonctl.output.blocks import Column, Row, row
from addonctl.output.page import Page
from addonctl.text.translator import Translator

_FULL: Final[dict[Frequency, str]] = {
    "monthly": N_("full month"),
    "quarterly": N_("full quarter"),
    "semiannual": N_("half-year"),
    "annual": N_("full year"),
}


def add_invoices(page: Page, answer: InvoicePreview, discount: Discount | None) -> None:
    """Add the table of both invoices, line by line down to what is due."""
    cycle, whole = answer.cycle, page.say(_FULL[answer.cycle.frequency])
    days = f"{cycle.days_billed}/{cycle.days}"
    is_full = cycle.days_billed == cycle.days
    share = whole if is_full else page.say(N_("{share} days"), share=days)
    *lines, last = _line_rows(answer, discount, page.say)
    rows = [*lines, replace(last, ends_section=True), *_sum_rows(answer, page.say)]

    def add(part: Page, is_wide: bool) -> None:  # noqa: FBT001
        columns = [Column(), Column(is_number=True)]
        for name, invoice, of_cycle in (
            (page.say(N_("now")), answer.now, share),
            (page.say(N_("next")), answer.next, whole),
        ):
            dates = page.say.numbers.date(invoice.issue_date)
            if is_wide:
                dates = page.say.period(invoice.period.start, invoice.period.last_day)
            head = f"{name}\n{dates}\n{of_cycle}"
            columns.append(Column(head=head, name=name, is_number=True, min_width=12, gap=3))
        part.table(columns, rows)

    page.wide_or_narrow(add)


def add_schedule(page: Page, answer: InvoicePreview) -> None:
    """Add the table of the invoices after the next, where any were asked for."""
    if not answer.schedule:
        return
    say = page.say
    page.line()
    page.paragraph(say(N_("After the next invoice")))
    has_credit = any(invoice.credit.minor for invoice in answer.schedule)
    columns = page.heads(N_("Date"), N_("Period"))
    columns += _amount_columns(page, answer, is_last=not has_credit)
    if has_credit:
        columns.append(Column(head=_due_label(answer, say), is_number=True))
    rows = [
        row(
            say.numbers.date(invoice.issue_date),
            say.period(invoice.period.start, invoice.period.last_day),
            *_net_and_total(answer, invoice, say),
            *([_amount(invoice.amount_due, say)] if has_credit else ()),
        )
        for invoice in answer.schedule
    ]
    page.table(columns, rows)


def add_comparison(page: Page, answer: InvoicePreview) -> None:
    """Add the table of other dates, and what buying on them costs or saves until the same day."""
    if not answer.comparison:
        return
    say, first = page.say, answer.comparison[0]
    page.line()
    page.paragraph(say(N_("Bought on another date")))
    paid_through = say(N_("Paid through\n{date}"), date=first.through)
    columns = [
        *page.heads(N_("Date")),
        *page.heads(N_("Days"), is_number=True),
        *_amount_columns(page, answer, is_last=True),
        Column(head=paid_through, is_number=True),
        *page.heads(N_("Difference"), is_number=True),
    ]
    rows = [
        row(
            say.numbers.date(other.as_of),
            say.numbers.decimal(str(other.days_billed)),
            *_net_and_total(answer, other, say),
            _amount(other.paid_through, say),
            ("+" if other.difference.minor > 0 else "") + _amount(other.difference, say),
        )
        for other in answer.comparison
    ]
    page.table(columns, rows)
    _add_difference(page, answer)


def _add_difference(page: Page, answer: InvoicePreview) -> None:
    """Say what the difference is to, and the prices of the other dates."""
    say, first = page.say, answer.comparison[0]
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
    paid_here = first.paid_through - first.difference
    text = say(template, through=first.through, paid=paid_here, date=answer.as_of)
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


def _line_rows(answer: InvoicePreview, discount: Discount | None, say: Translator) -> Iterator[Row]:
    """List what is billed, and the discount."""
    now, following = answer.now, answer.next
    for line, later in zip(now.lines, following.lines, strict=True):
        price = say.numbers.decimal(line.cycle_price)
        count = f"{say.numbers.decimal(str(line.quantity))} × {price}"
        label = say.say(line.description)
        yield row(label, count, _amount(line.amount, say), _amount(later.amount, say))
    if now.discount.minor or following.discount.minor:
        percent = discount.percent if discount else None
        template = N_("Discount {percent:percent}") if percent else N_("Discount")
        label = say(template, percent=percent)
        yield row(label, "", _amount(-now.discount, say), _amount(-following.discount, say))


def _sum_rows(answer: InvoicePreview, say: Translator) -> Iterator[Row]:
    """Sum up: subtotal, taxes, total, credit, amount due; the last one names the currency.

    A tax has a row at each rate; the cell of an invoice that hasn't it stays empty.
    """
    now, following = answer.now, answer.next
    has_credit = bool(now.credit.minor or following.credit.minor)
    sums: list[tuple[str, Money | None, Money | None]] = []
    if _is_taxed(answer):
        sums.append((say(N_("Subtotal")), now.subtotal, following.subtotal))
    for tax in dict.fromkeys(
        (tax.name, tax.percent) for tax in (*now.charged_taxes, *following.charged_taxes)
    ):
        label = say(N_("{tax} {percent:percent}"), tax=tax_name(tax[0]), percent=tax[1])
        sums.append((label, _taxed(now, tax), _taxed(following, tax)))
    sums.append((_total_label(answer, say, is_last=not has_credit), now.total, following.total))
    if has_credit:
        sums.append((say(N_("Credit taken")), -now.credit, -following.credit))
        sums.append((_due_label(answer, say), now.amount_due, following.amount_due))
    for label, *amounts in sums:
        yield row(label, "", *(_amount(amount, say) for amount in amounts))


def _taxed(invoice: Invoice, tax: tuple[str, str]) -> Money | None:
    return next((t.amount for t in invoice.taxes if (t.name, t.percent) == tax), None)


def _invoices(answer: InvoicePreview) -> tuple[Invoice, ...]:
    """List all invoices that are shown; the account may date its taxes."""
    return (answer.now, answer.next, *answer.schedule)


def _is_taxed(answer: InvoicePreview) -> bool:
    """Say whether a total differs from its subtotal by taxes."""
    return any(invoice.charged_taxes for invoice in _invoices(answer))


def _due_label(answer: InvoicePreview, say: Translator) -> str:
    label = N_("Amount due") if answer.now.tax is not None else N_("Amount due excl. tax")
    return say(N_("{label}, {currency}"), label=say(label), currency=answer.now.currency)


def _total_label(answer: InvoicePreview, say: Translator, *, is_last: bool) -> str:
    """Name the total by what it holds, with the currency where no other amount follows."""
    label = N_("Total") if _is_taxed(answer) else N_("Total excl. VAT")
    if answer.now.tax is None:
        label = N_("Total excl. tax")
    elif not any(invoice.taxes for invoice in _invoices(answer)):
        label = N_("Total (no tax)")
    if not is_last:
        return say(label)
    return say(N_("{label}, {currency}"), label=say(label), currency=answer.now.currency)


def _amount_columns(page: Page, answer: InvoicePreview, *, is_last: bool) -> list[Column]:
    total = Column(head=_total_label(answer, page.say, is_last=is_last), is_number=True)
    return [*page.heads(*([N_("Subtotal")] if _is_taxed(answer) else ()), is_number=True), total]


def _net_and_total(
    answer: InvoicePreview, of: Invoice | ComparedDate, say: Translator
) -> list[str]:
    amounts = [of.subtotal, of.total] if _is_taxed(answer) else [of.total]
    return [_amount(amount, say) for amount in amounts]


def _amount(amount: Money | None, say: Translator) -> str:
    return "" if amount is None else say.numbers.decimal(str(amount))
