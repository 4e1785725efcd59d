"""Lay out the sums of a preview: both invoices, the invoices after them, other dates.

Every amount comes from the answer.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from addonctl.model.account import Discount, Frequency, Per
from addonctl.model.answers import ComparedDate, Invoice, InvoicePreview, JointInvoice
from addonctl.model.marking import N_
from addonctl.model.messages import phrase, tax_name
from addonctl.model.messages.vocabulary import PRICES_PER
from addonctl.model.money import Money
from addonctl.output.blocks import Column, Row, row
from addonctl.output.page import Page
from addonctl.text.translator import Translator

Invoices = Sequence[Invoice | JointInvoice]
FULL: Final[dict[Frequency, str]] = {
    "monthly": N_("full month"),
    "quarterly": N_("full quarter"),
    "semiannual": N_("half-year"),
    "annual": N_("full year"),
}


def add_invoices(page: Page, answer: InvoicePreview, discount: Discount | None) -> None:
    """Add the table of both invoices, line by line down to what is due."""
    cycle, whole = answer.cycle, page.say(FULL[answer.cycle.frequency])
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


def add_schedule(page: Page, shown: Invoices, schedule: Invoices) -> None:
    """Add the table of the invoices after the next, where any were asked for, of those `shown`."""
    if not schedule:
        return
    say = page.say
    page.line()
    page.paragraph(say(N_("After the next invoice")))
    has_credit = any(invoice.credit.minor for invoice in schedule)
    columns = page.heads(N_("Date"), N_("Period"))
    columns += _amount_columns(page, shown, is_last=not has_credit)
    if has_credit:
        columns.append(Column(head=due_label(shown, say), is_number=True))
    rows = [
        row(
            say.numbers.date(invoice.issue_date),
            say.period(invoice.period.start, invoice.period.last_day),
            *_net_and_total(shown, invoice, say),
            *([amount_cell(invoice.amount_due, say)] if has_credit else ()),
        )
        for invoice in schedule
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
        *_amount_columns(page, invoices_of(answer), is_last=True),
        Column(head=paid_through, is_number=True),
        *page.heads(N_("Difference"), is_number=True),
    ]
    rows = [
        row(
            say.numbers.date(other.as_of),
            say.numbers.decimal(str(other.days_billed)),
            *_net_and_total(invoices_of(answer), other, say),
            amount_cell(other.paid_through, say),
            ("+" if other.difference.minor > 0 else "") + amount_cell(other.difference, say),
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
        yield row(label, count, amount_cell(line.amount, say), amount_cell(later.amount, say))
    if now.discount.minor or following.discount.minor:
        label = discount_label(discount, say)
        yield row(label, "", amount_cell(-now.discount, say), amount_cell(-following.discount, say))


def _sum_rows(answer: InvoicePreview, say: Translator) -> Iterator[Row]:
    """Sum up: subtotal, taxes, total, credit, amount due; the last one names the currency.

    A tax has a row at each rate; the cell of an invoice that hasn't it stays empty.
    """
    now, following = answer.now, answer.next
    has_credit = bool(now.credit.minor or following.credit.minor)
    sums: list[tuple[str, Money | None, Money | None]] = []
    if is_taxed(invoices_of(answer)):
        sums.append((say(N_("Subtotal")), now.subtotal, following.subtotal))
    for tax in dict.fromkeys(
        (tax.name, tax.percent) for tax in (*now.charged_taxes, *following.charged_taxes)
    ):
        label = tax_label(tax, say)
        sums.append((label, taxed(now, tax), taxed(following, tax)))
    sums.append(
        (total_label(invoices_of(answer), say, is_last=not has_credit), now.total, following.total)
    )
    if has_credit:
        sums.append((say(N_("Credit taken")), -now.credit, -following.credit))
        sums.append((due_label(invoices_of(answer), say), now.amount_due, following.amount_due))
    for label, *amounts in sums:
        yield row(label, "", *(amount_cell(amount, say) for amount in amounts))


def discount_label(discount: Discount | None, say: Translator) -> str:
    """Name a discount, with its percentage where it is one."""
    percent = discount.percent if discount else None
    template = N_("Discount {percent:percent}") if percent else N_("Discount")
    return say(template, percent=percent)


def tax_label(tax: tuple[str, str], say: Translator) -> str:
    """Name a tax with its percentage."""
    return say(N_("{tax} {percent:percent}"), tax=tax_name(tax[0]), percent=tax[1])


def taxed(invoice: Invoice | JointInvoice, tax: tuple[str, str]) -> Money | None:
    """Return what an invoice has of a tax at a rate."""
    return next((t.amount for t in invoice.taxes if (t.name, t.percent) == tax), None)


def invoices_of(answer: InvoicePreview) -> Invoices:
    """List all invoices that are shown; the account may date its taxes."""
    return (answer.now, answer.next, *answer.schedule)


def is_taxed(shown: Invoices) -> bool:
    """Say whether a total differs from its subtotal by taxes."""
    return any(invoice.charged_taxes for invoice in shown)


def due_label(shown: Invoices, say: Translator) -> str:
    """Name what is due, with the currency."""
    label = N_("Amount due") if shown[0].tax is not None else N_("Amount due excl. tax")
    return say(N_("{label}, {currency}"), label=say(label), currency=shown[0].currency)


def total_label(shown: Invoices, say: Translator, *, is_last: bool) -> str:
    """Name the total by what it holds, with the currency where no other amount follows."""
    label = N_("Total") if is_taxed(shown) else N_("Total excl. VAT")
    if shown[0].tax is None:
        label = N_("Total excl. tax")
    elif not any(invoice.taxes for invoice in shown):
        label = N_("Total (no tax)")
    if not is_last:
        return say(label)
    return say(N_("{label}, {currency}"), label=say(label), currency=shown[0].currency)


def _amount_columns(page: Page, shown: Invoices, *, is_last: bool) -> list[Column]:
    total = Column(head=total_label(shown, page.say, is_last=is_last), is_number=True)
    return [*page.heads(*([N_("Subtotal")] if is_taxed(shown) else ()), is_number=True), total]


def _net_and_total(
    shown: Invoices, of: Invoice | JointInvoice | ComparedDate, say: Translator
) -> list[str]:
    amounts = [of.subtotal, of.total] if is_taxed(shown) else [of.total]
    return [amount_cell(amount, say) for amount in amounts]


def amount_cell(amount: Money | None, say: Translator) -> str:
    """Write an amount without its currency, nothing where there is none."""
    return "" if amount is None else say.numbers.decimal(str(amount))
