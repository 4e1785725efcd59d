"""Write the invoices of a purchase: the same function for a preview and for the purchase.

Rules (both articles, billing): a purchase is invoiced at once, prorated through the end of the
current billing cycle, on the total of standard licences and additional users; the next invoice
follows the billing frequency and holds the add-on in full. What that comes to is `rules.amounts`';
here its lines, its taxes by name and its formula stand around the same amounts.

Who may purchase belongs to `rules.policy`; the sentences around the numbers to `output`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final, get_args

from msgspec import Struct

from addonctl.model.account import Account, Discount, Frequency, Tax
from addonctl.model.answers import (
    CycleDates,
    Formula,
    Invoice,
    InvoiceLine,
    LineKind,
    Period,
    Price,
    Quantity,
    TaxLine,
)
from addonctl.model.catalog import Addon
from addonctl.model.messages import EnglishText
from addonctl.model.messages.vocabulary import LINE_NAMES
from addonctl.model.money import Money, decimal_text, parse_percent, percent_text
from addonctl.rules.amounts import Tariff, amounts_of, credit_minor, split_lines, tariff_of
from addonctl.rules.cycle import STEP_MONTHS, cycle_at, days_billed
from addonctl.rules.pricing import discount_of, taxes_on

LINES: Final[dict[LineKind, EnglishText]] = {
    kind: EnglishText.of(LINE_NAMES[kind]) for kind in get_args(LineKind)
}
"""The lines that an invoice may have, in their order."""


class Terms(Struct, frozen=True, kw_only=True):
    """On what terms an add-on is bought: everything an invoice depends on, and nothing else."""

    currency: str
    frequency: Frequency
    anchor: dt.date
    price: Price
    quantity: Quantity
    discount: Discount | None
    taxes: tuple[Tax, ...] | None
    credit_left: Money

    @property
    def tariff(self) -> Tariff:
        """Return price and discount in whole numbers."""
        price = self.price
        return tariff_of(price.unit_price, price.per, self.frequency, self.currency, self.discount)


def terms_of(
    account: Account, addon: Addon, price: Price, as_of: dt.date, licenses: int | None
) -> Terms:
    """Gather the terms of buying `addon` on a date, for `licenses` assigned licences or all."""
    return Terms(
        currency=account.currency,
        frequency=account.billing.frequency,
        anchor=account.billing.anchor,
        price=price,
        quantity=quantity_of(account, addon, licenses),
        discount=discount_of(account, addon.id),
        taxes=account.billing.taxes,
        credit_left=credit_left(account, as_of),
    )


def quantity_of(account: Account, addon: Addon, licenses: int | None) -> Quantity:
    """Say how many licences are billed.

    Rule: the total of standard licences and additional users (both articles, billing); an add-on
    whose licences are assigned may be bought for fewer.
    """
    held = account.licenses
    return Quantity(
        standard=held.standard if licenses is None else None,
        additional=held.additional if licenses is None else None,
        assigned=licenses,
        billed=held.total if licenses is None else licenses,
        basis=addon.basis,
    )


def credit_left(account: Account, as_of: dt.date) -> Money:
    """Return what is left of the account's credit after the purchases recorded until a date."""
    return Money(credit_minor(account, as_of), account.currency)


def invoice_now(terms: Terms, as_of: dt.date) -> Invoice:
    """Compute the invoice of a purchase on `as_of`, through the cycle's last day."""
    cycle = cycle_at(terms.anchor, terms.frequency, as_of)
    return _invoice(terms, cycle, as_of, terms.credit_left, is_first=True)


def invoices_after(terms: Terms, now: Invoice) -> Iterator[Invoice]:
    """Compute the full invoices that follow, cycle by cycle, with what is left of the credit."""
    left = terms.credit_left - now.credit
    cycle = cycle_at(terms.anchor, terms.frequency, now.issue_date)
    while True:
        cycle = cycle_at(terms.anchor, terms.frequency, cycle.end)
        invoice = _invoice(terms, cycle, cycle.start, left, is_first=False)
        left -= invoice.credit
        yield invoice


def _invoice(
    terms: Terms, cycle: CycleDates, issue_date: dt.date, credit: Money, *, is_first: bool
) -> Invoice:
    """Put everything around the amounts of an invoice that it says beside them."""
    currency, days = terms.currency, days_billed(cycle, issue_date)
    taxes = None if terms.taxes is None else taxes_on(terms.taxes, issue_date)
    amounts = amounts_of(
        terms.tariff,
        terms.quantity.billed,
        days,
        cycle.days,
        rates=None if taxes is None else [parse_percent(tax.percent) for tax in taxes],
        credit=credit.minor,
        is_first=is_first,
    )
    return Invoice(
        issue_date=issue_date,
        period=Period(start=issue_date, end=cycle.end, last_day=cycle.last_day),
        currency=currency,
        lines=_lines(terms, days, cycle.days),
        gross=Money(amounts.gross, currency),
        discount=Money(amounts.gross - amounts.subtotal, currency),
        subtotal=(subtotal := Money(amounts.subtotal, currency)),
        taxes=tuple(
            TaxLine(name=tax.name, percent=tax.percent, amount=Money(amount, currency))
            for tax, amount in zip(taxes or (), amounts.taxes or (), strict=True)
        ),
        tax=None if amounts.tax is None else Money(amounts.tax, currency),
        total=Money(amounts.total, currency),
        credit=Money(amounts.credit, currency),
        amount_due=Money(amounts.due, currency),
        formula=_formula(terms, days, cycle.days, once=amounts.once, subtotal=subtotal),
    )


def _lines(terms: Terms, days: int, cycle_days: int) -> tuple[InvoiceLine, ...]:
    """Divide the gross amount over the lines; a line of no licences is left out."""
    billed = [(kind, count) for kind in LINES if (count := getattr(terms.quantity, kind))]
    amounts = split_lines(terms.tariff, [count for _, count in billed], days, cycle_days)
    fraction = f"{days}/{cycle_days}"
    cycle_price = decimal_text(terms.tariff.licence, terms.currency)
    return tuple(
        InvoiceLine(
            description=LINES[kind],
            kind=kind,
            quantity=count,
            unit_price=terms.price.unit_price,
            per=terms.price.per,
            cycle_price=cycle_price,
            fraction=fraction,
            amount=Money(amount, terms.currency),
        )
        for (kind, count), amount in zip(billed, amounts, strict=True)
    )


def _formula(
    terms: Terms, days: int, cycle_days: int, *, once: int | None, subtotal: Money
) -> EnglishText:
    """Name the factors of the subtotal in the order in which they are multiplied.

    Of a fixed discount only what is used is named, so that the equation holds.
    """
    tariff, discount, billed = terms.tariff, terms.discount, terms.quantity.billed
    percent_paid = less_per_cycle = None
    if discount is not None and discount.percent is not None:
        percent_paid = percent_text(tariff.kept)
    elif discount is not None and discount.per_cycle is not None:
        used = min(tariff.less, tariff.licence * billed)
        less_per_cycle = decimal_text(used, terms.currency)
    months = STEP_MONTHS[terms.frequency] if terms.price.per == "month" else 1
    factors = Formula(
        unit_price=terms.price.unit_price,
        currency=terms.currency,
        months=months if months > 1 else None,
        licenses=billed,
        percent_paid=percent_paid,
        less_per_cycle=less_per_cycle,
        days=days,
        cycle_days=cycle_days,
        less_once=None if once is None else str(Money(once, terms.currency)),
        subtotal=subtotal,
    )
    return EnglishText("FORMULA", factors=factors)
