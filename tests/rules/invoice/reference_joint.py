"""Compute invoices of several add-ons a second time, in fractions, from the account's file alone.

Nothing of the rules under test is used but the list of currencies.
"""

import datetime as dt
from fractions import Fraction

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from addonctl.model.account import Account, Event
from addonctl.model.money import MINOR_DIGITS
from tests.rules.invoice.reference_invoice import MONTHS, nearest


class JointFigures(Struct, frozen=True, kw_only=True):
    """What an invoice of several add-ons must say, amounts in minor units."""

    issued: dt.date
    subtotals: dict[str, int]
    taxes: tuple[int, ...]
    total: int
    credit: int


def reference_joint_invoices(account: Account, as_of: dt.date, count: int) -> list[JointFigures]:
    """Compute the `count` invoices after a date of all that was bought until then."""
    billing, step = account.billing, MONTHS[account.billing.frequency]
    scale = 10 ** MINOR_DIGITS[account.currency]
    index = 0
    while billing.anchor + relativedelta(months=index * step) <= as_of:
        index += 1
    bought: dict[str, Event] = {}
    credit = Fraction(billing.credit) * scale
    for event in account.events:
        if event.kind == "subscribed" and event.date <= as_of:
            bought.setdefault(event.addon, event)
            credit -= Fraction(event.credit or 0) * scale
    left = max(0, nearest(credit)) if credit > 0 else 0
    invoices = []
    for number in range(count):
        subtotals = {addon: _subtotal(account, event) for addon, event in bought.items()}
        base = sum(subtotals.values())
        taxes = tuple(nearest(base * Fraction(tax.percent) / 100) for tax in billing.taxes or ())
        total = base + sum(taxes)
        paid = min(left, total)
        left -= paid
        invoices.append(
            JointFigures(
                issued=billing.anchor + relativedelta(months=(index + number) * step),
                subtotals=subtotals,
                taxes=taxes,
                total=total,
                credit=paid,
            )
        )
    return invoices


def _subtotal(account: Account, event: Event) -> int:
    """Compute a full cycle of something bought: the contract's price wins over the recorded one."""
    scale, own = 10 ** MINOR_DIGITS[account.currency], account.prices.get(event.addon)
    unit, per = (own.unit_price, own.per) if own else (event.unit_price or "", event.per)
    licenses = account.licenses.standard + account.licenses.additional
    if event.addon != "analytics-plus" and event.quantity is not None:
        licenses = event.quantity
    months = MONTHS[account.billing.frequency] if per == "month" else 1
    exact = Fraction(unit) * scale * months * licenses
    discount = (own.discount if own else None) or account.billing.discount
    if discount is not None and discount.percent is not None:
        exact -= exact * Fraction(discount.percent) / 100
    if discount is not None and discount.per_cycle is not None:
        exact = max(Fraction(0), exact - Fraction(discount.per_cycle) * scale)
    return nearest(exact)
