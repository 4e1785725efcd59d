"""Lay out the sums of several add-ons: a part of each, and what all of it comes to.

Every amount comes from the answer.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from addonctl.model.account import Discount
from addonctl.model.answers import Invoice, InvoicedAddon, InvoiceSums, JointInvoice
from addonctl.model.marking import N_
from addonctl.model.money import Money
from addonctl.output.blocks import Cell, Column, Row, row
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.table import (
    Invoices,
    amount_cell,
    discount_label,
    due_label,
    is_taxed,
    tax_label,
    taxed,
    total_label,
)
from addonctl.text.translator import Translator

Amounts = tuple[Money | None, ...]
"""One for each column of amounts; nothing where an invoice has none."""


class Part(Struct, frozen=True, kw_only=True):
    """An add-on on the next invoice, and its own invoice of now where it is to be bought."""

    name: str
    discount: Discount | None
    now: Invoice | None
    next: InvoicedAddon


def add_parts(
    page: Page,
    columns: Sequence[Column],
    parts: Sequence[Part],
    following: JointInvoice,
    sums: InvoiceSums | None,
) -> None:
    """Add the table of the parts of an invoice; `sums` are those of the invoices of now."""
    say, has_now = page.say, sums is not None
    rows: list[Row] = []
    for part in parts:
        rows += _section(part, say, has_now=has_now, is_alone=len(parts) == 1)
    if len(parts) > 1:
        blank = [None] * (2 if has_now else 1)
        rows.append(_row(say(N_("In all")), "", blank, say, is_title=True))
    rows += _sums(parts, following, sums, say)
    page.table([Column(), Column(is_number=True), *columns], rows)


def _section(part: Part, say: Translator, *, has_now: bool, is_alone: bool) -> list[Row]:
    """Say what an add-on is billed for, and what that comes to; now that is an invoice."""
    now = part.now
    amounts: list[tuple[str, str, Money | None, Money | None]] = []
    for place, line in enumerate(part.next.lines):
        price = say.numbers.decimal(line.cycle_price)
        count = f"{say.numbers.decimal(str(line.quantity))} × {price}"
        label = say.say(line.description)
        first = None if now is None else now.lines[place].amount
        amounts.append((label, count, first, line.amount))
    if part.next.discount.minor or (now is not None and now.discount.minor):
        label = discount_label(part.discount, say)
        first = None if now is None else -now.discount
        amounts.append((label, "", first, -part.next.discount))
    if not is_alone:
        first = None if now is None else now.subtotal
        amounts.append((say(N_("Subtotal")), "", first, part.next.subtotal))
    if now is not None:
        amounts += [(label, "", amount, None) for label, amount in _of_now(now, say)]
    rows = [_row(part.name, "", [None] * (2 if has_now else 1), say, is_title=True)]
    rows += [
        _row(label, count, [first, second] if has_now else [second], say)
        for label, count, first, second in amounts
    ]
    return [*rows[:-1], replace(rows[-1], ends_section=True)]


def _of_now(now: Invoice, say: Translator) -> Iterator[tuple[str, Money]]:
    """List what stands below the subtotal of an invoice."""
    for tax in now.charged_taxes:
        yield tax_label((tax.name, tax.percent), say), tax.amount
    yield total_label([now], say, is_last=False), now.total
    if now.credit.minor:
        yield say(N_("Credit taken")), -now.credit
        yield say(N_("Amount due")), now.amount_due


def _sums(
    parts: Sequence[Part], following: JointInvoice, sums: InvoiceSums | None, say: Translator
) -> Iterator[Row]:
    """Sum up: subtotal, taxes, total, credit, amount due; the last one names the currency."""
    invoices = [part.now for part in parts if part.now is not None]
    shown: Invoices = [following, *invoices]
    every = following if sums is None else sums
    has_credit = bool(following.credit.minor or every.credit.minor)
    rows: list[tuple[str, Money | None, Money | None]] = []
    if is_taxed(shown) or sums is not None:
        rows.append((say(N_("Subtotal")), every.subtotal, following.subtotal))
    for tax in dict.fromkeys((t.name, t.percent) for each in shown for t in each.charged_taxes):
        amounts = [amount for each in invoices if (amount := taxed(each, tax)) is not None]
        now = sum(amounts, Money(0, following.currency)) if amounts else None
        rows.append((tax_label(tax, say), now, taxed(following, tax)))
    label = total_label(shown, say, is_last=not has_credit)
    rows.append((label, every.total, following.total))
    if has_credit:
        rows.append((say(N_("Credit taken")), -every.credit, -following.credit))
        rows.append((due_label(shown, say), every.amount_due, following.amount_due))
    for label, now, later in rows:
        yield _row(label, "", [later] if sums is None else [now, later], say)


def _row(
    label: str,
    count: str,
    amounts: Sequence[Money | None],
    say: Translator,
    *,
    is_title: bool = False,
) -> Row:
    cells = [amount_cell(amount, say) for amount in amounts]
    return row(Cell(label, "bold" if is_title else ""), count, *cells)
