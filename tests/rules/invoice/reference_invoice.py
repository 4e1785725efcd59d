"""Compute invoices a second time, in other ways: a reference for the properties.

Boundaries come from dateutil, amounts from whole numbers of a common small unit; nothing of the
rules under test is used but the list of currencies.
"""

import datetime as dt
from fractions import Fraction

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from addonctl.model.account import Account
from addonctl.model.money import MINOR_DIGITS

MONTHS = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}


class Figures(Struct, frozen=True, kw_only=True):
    """What an invoice must say, amounts in minor units."""

    start: dt.date
    end: dt.date
    fraction: str
    lines: tuple[int, ...]
    gross: int
    subtotal: int
    taxes: tuple[int, ...]
    total: int
    credit: int


def nearest(exact: Fraction) -> int:
    """Round a number that isn't negative, a half up."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    return whole + (2 * rest >= exact.denominator)


def reference_invoices(account: Account, as_of: dt.date, count: int) -> list[Figures]:
    """Compute the first `count` invoices of buying Analytics+ on a date."""
    billing, step = account.billing, MONTHS[account.billing.frequency]
    scale = 10 ** MINOR_DIGITS[account.currency]

    def boundary(index: int) -> dt.date:
        return billing.anchor + relativedelta(months=index * step)

    index = 0
    while boundary(index + 1) <= as_of:
        index += 1
    credit = nearest(Fraction(billing.credit) * scale)
    invoices = []
    for number in range(count):
        start, end = boundary(index + number), boundary(index + number + 1)
        issued = start if number else as_of
        figures = _figures(account, issued, (start, end), credit, is_first=number == 0)
        credit -= figures.credit
        invoices.append(figures)
    return invoices


def _figures(
    account: Account,
    issued: dt.date,
    cycle: tuple[dt.date, dt.date],
    credit: int,
    *,
    is_first: bool,
) -> Figures:
    billing, price = account.billing, account.prices["analytics-plus"]
    scale = 10 ** MINOR_DIGITS[account.currency]
    billed, days = (cycle[1] - issued).days, (cycle[1] - cycle[0]).days
    unit = Fraction(price.unit_price) * scale * Fraction(billed, days)
    unit *= MONTHS[billing.frequency] if price.per == "month" else 1
    counts = [count for count in (account.licenses.standard, account.licenses.additional) if count]
    exact = sum(unit * count for count in counts)
    subtotal = nearest(exact)
    discount = price.discount or billing.discount
    if discount and discount.percent:
        subtotal = nearest(exact - exact * Fraction(discount.percent) / 100)
    if discount and discount.per_cycle:
        less = Fraction(discount.per_cycle) * scale * billed / days
        subtotal = 0 if less > exact else nearest(exact - less)
    if discount and discount.once and is_first:
        subtotal = max(0, subtotal - nearest(Fraction(discount.once) * scale))
    taxes = tuple(nearest(subtotal * Fraction(tax.percent) / 100) for tax in billing.taxes or ())
    total = subtotal + sum(taxes)
    return Figures(
        start=issued,
        end=cycle[1],
        fraction=f"{billed}/{days}",
        lines=_lines([unit * count for count in counts], nearest(exact)),
        gross=nearest(exact),
        subtotal=subtotal,
        taxes=taxes,
        total=total,
        credit=min(credit, total),
    )


def _lines(exact: list[Fraction], gross: int) -> tuple[int, ...]:
    """Give the missing units one by one to the line that lacks most, the first of equals."""
    lines = [part.numerator // part.denominator for part in exact]
    while sum(lines) < gross:
        lacks = [part - line for part, line in zip(exact, lines, strict=True)]
        lines[lacks.index(max(lacks))] += 1
    return tuple(lines)
