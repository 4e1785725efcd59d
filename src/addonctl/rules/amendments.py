"""Compute what a change of licences comes to, and write its invoice or its credit note.

The rule (both articles: a purchase is final, the account manager or the success team changes it;
the vendor's published credit note; what they leave open is ours):

1. What is charged is the exact discounted price of a cycle for the new number of licences, less
   that for the old one, both at the price of the day of the change, times the days from that day
   through the cycle's last one over the days of the cycle. It is rounded once, half up; what is
   given back is negative and rounded as if it were charged.
2. So a percentage lowers it, an amount a cycle only as far as the old number didn't use it up. A
   discount given once isn't taken again.
3. Taxes, total and credit follow as for a purchase (`rules.amounts`); nothing is paid by credit
   where something is given back.
"""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from addonctl.model.account import Account
from addonctl.model.answers import Formula, Invoice, InvoiceLine, Period, Price
from addonctl.model.messages import EnglishText
from addonctl.model.money import MILLION, Money, decimal_text, percent_text, round_half_up
from addonctl.rules.amounts import (
    Amounts,
    Bill,
    Tariff,
    amounts_of,
    credit_left,
    rates_on,
    tariff_of,
)
from addonctl.rules.cycle import STEP_MONTHS, cycle_at, days_billed
from addonctl.rules.holdings import Holding
from addonctl.rules.invoice import NAMES, tax_lines, write_invoice
from addonctl.rules.joint import held_terms
from addonctl.rules.pricing import discount_of


def change_amounts(
    tariff: Tariff,
    before: int,
    after: int,
    days: int,
    cycle_days: int,
    *,
    rates: Iterable[int] | None,
    credit: int,
) -> Amounts:
    """Compute a change from one number of licences to another, for `days` of a cycle.

    >>> tariff = tariff_of("15.00", "month", "monthly", "EUR", None)
    >>> back = change_amounts(tariff, 10, 6, 27, 31, rates=[200000], credit=500)
    >>> back.gross, back.subtotal, back.tax, back.total, back.credit
    (-5226, -5226, -1045, -6271, 0)
    """
    parts = tariff.unit * cycle_days
    gross = round_half_up(tariff.licence * (after - before) * days, parts)
    charged = _charged(tariff, after) - _charged(tariff, before)
    subtotal = round_half_up(charged * days, parts * MILLION)
    taxes = tax = None
    total = subtotal
    if rates is not None:
        taxes = tuple(round_half_up(subtotal * rate, MILLION) for rate in rates)
        tax = sum(taxes)
        total += tax
    paid = min(credit, max(total, 0))
    return Amounts(gross, None, subtotal, taxes, tax, total, paid, total - paid)


def _charged(tariff: Tariff, licenses: int) -> int:
    """Return the exact discounted price of a cycle, in millionths of millionths."""
    return max(tariff.licence * licenses - tariff.less, 0) * tariff.kept


class LicenseChange(Struct, frozen=True):
    """A change of an add-on's licences from one number to another, at a price."""

    addon_id: str
    price: Price
    before: int
    after: int

    @property
    def more(self) -> int:
        """Return how many licences come; negative where they go."""
        return self.after - self.before


def invoice_of_change(account: Account, change: LicenseChange, as_of: dt.date) -> Invoice:
    """Write the invoice of licences that come on a date, or the credit note of those that go."""
    billing, currency, price = account.billing, account.currency, change.price
    discount = discount_of(account, change.addon_id)
    tariff = tariff_of(price.unit_price, price.per, billing.frequency, currency, discount)
    cycle = cycle_at(billing.anchor, billing.frequency, as_of)
    days = days_billed(cycle, as_of)
    amounts = change_amounts(
        tariff,
        change.before,
        change.after,
        days,
        cycle.days,
        rates=None if billing.taxes is None else rates_on(billing.taxes, as_of),
        credit=credit_left(account, as_of),
    )
    bill = Bill(as_of, cycle, days, amounts)
    gross, subtotal = Money(amounts.gross, currency), Money(amounts.subtotal, currency)
    return Invoice(
        issue_date=as_of,
        period=Period(start=as_of, end=cycle.end, last_day=cycle.last_day),
        currency=currency,
        lines=(_line(change, tariff, bill, gross),),
        gross=gross,
        discount=gross - subtotal,
        subtotal=subtotal,
        taxes=tax_lines(billing.taxes, bill, currency),
        tax=None if amounts.tax is None else Money(amounts.tax, currency),
        total=Money(amounts.total, currency),
        credit=Money(amounts.credit, currency),
        amount_due=Money(amounts.due, currency),
        formula=_formula(account, change, tariff, bill),
    )


def _line(change: LicenseChange, tariff: Tariff, bill: Bill, gross: Money) -> InvoiceLine:
    return InvoiceLine(
        description=NAMES["change"],
        kind="change",
        quantity=change.more,
        unit_price=change.price.unit_price,
        per=change.price.per,
        cycle_price=decimal_text(tariff.licence, gross.currency),
        fraction=f"{bill.days}/{bill.cycle.days}",
        amount=gross,
    )


def _formula(account: Account, change: LicenseChange, tariff: Tariff, bill: Bill) -> EnglishText:
    """Name the factors of the subtotal; of an amount a cycle only what the change uses of it."""
    currency, price = account.currency, change.price
    months = STEP_MONTHS[account.billing.frequency] if price.per == "month" else 1
    used = _used(tariff, change.after) - _used(tariff, change.before)
    factors = Formula(
        unit_price=price.unit_price,
        currency=currency,
        months=months if months > 1 else None,
        licenses=change.more,
        percent_paid=None if tariff.kept == MILLION else percent_text(tariff.kept),
        less_per_cycle=decimal_text(used, currency) if used else None,
        days=bill.days,
        cycle_days=bill.cycle.days,
        less_once=None,
        subtotal=Money(bill.amounts.subtotal, currency),
    )
    return EnglishText("FORMULA", factors=factors)


def _used(tariff: Tariff, licenses: int) -> int:
    return min(tariff.less, tariff.licence * licenses)


def full_invoice(
    account: Account, holding: Holding, price: Price, date: dt.date, credit: int
) -> Invoice:
    """Write the invoice of a whole cycle that begins on a date, of what is bought then."""
    terms = held_terms(account, holding, price)
    cycle = cycle_at(terms.anchor, terms.frequency, date)
    amounts = amounts_of(
        terms.tariff,
        terms.licenses,
        cycle.days,
        cycle.days,
        rates=None if terms.taxes is None else rates_on(terms.taxes, date),
        credit=credit,
        is_first=False,
    )
    return write_invoice(terms, Bill(date, cycle, cycle.days, amounts))
