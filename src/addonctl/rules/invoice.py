"""Compute the invoices of a purchase: the same function for a preview and for the purchase.

Rules (both articles, billing): a purchase is invoiced at once, prorated through the end of the
current billing cycle, on the total of standard licences and additional users; the next invoice
follows the billing frequency and holds the add-on in full. Order on one invoice: gross, discount,
subtotal, taxes, total, credit, amount due; each amount is exact and rounded once, half up. Of
gross amount, discount and subtotal two can be rounded: the discount is their difference.

Who may purchase belongs to `rules.policy`; the sentences around the numbers to `output`.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import get_args

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
from addonctl.model.money import (
    MINOR_DIGITS,
    Money,
    decimal_text,
    parse_amount,
    parse_percent,
    parse_price,
    percent_text,
    round_to_money,
)
from addonctl.rules.cycle import (
    STEP_MONTHS,
    cycle_at,
    days_billed,
    prorate,
    split_exactly,
)
from addonctl.rules.pricing import cycle_price, discount_of, taxes_on


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
    currency = account.currency
    left = parse_amount(account.billing.credit, currency)
    for event in account.events_until(as_of):
        if event.kind == "subscribed" and event.credit is not None:
            left -= parse_amount(event.credit, currency)
    return max(left, Money(0, currency))


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
    currency = terms.currency
    days = days_billed(cycle, issue_date)
    unit = cycle_price(terms.price, terms.frequency)
    exact_gross = prorate(unit, terms.quantity.billed, days, cycle.days)
    gross = round_to_money(exact_gross, currency)
    discounted = _discounted(terms, exact_gross, Fraction(days, cycle.days))
    once = _once(terms, discounted) if is_first else None
    subtotal = discounted if once is None else discounted - once
    taxes = _taxes(terms, subtotal, issue_date)
    tax = None if taxes is None else sum((line.amount for line in taxes), Money(0, currency))
    total = subtotal if tax is None else subtotal + tax
    applied = min(credit, total)
    return Invoice(
        issue_date=issue_date,
        period=Period(start=issue_date, end=cycle.end, last_day=cycle.last_day),
        currency=currency,
        lines=_lines(terms, exact_gross, unit, f"{days}/{cycle.days}"),
        gross=gross,
        discount=gross - subtotal,
        subtotal=subtotal,
        taxes=taxes or (),
        tax=tax,
        total=total,
        credit=applied,
        amount_due=total - applied,
        formula=_formula(terms, unit, days, cycle.days, once=once, subtotal=subtotal),
    )


def _discounted(terms: Terms, exact_gross: Fraction, share: Fraction) -> Money:
    """Take a percentage or an amount a cycle off exactly, and round what is left."""
    discount, exact = terms.discount, exact_gross
    if discount is not None and discount.percent is not None:
        exact = exact_gross * (1 - parse_percent(discount.percent))
    elif discount is not None and discount.per_cycle is not None:
        exact = max(exact_gross - parse_price(discount.per_cycle) * share, Fraction(0))
    return round_to_money(exact, terms.currency)


def _once(terms: Terms, before: Money) -> Money | None:
    """Say how much of a discount once is used: all of it, at most the amount; its rest lapses."""
    if terms.discount is None or terms.discount.once is None:
        return None
    return min(parse_amount(terms.discount.once, terms.currency), before)


def _taxes(terms: Terms, subtotal: Money, issue_date: dt.date) -> tuple[TaxLine, ...] | None:
    if terms.taxes is None:
        return None
    exact = Fraction(str(subtotal))
    return tuple(
        TaxLine(
            name=tax.name,
            percent=tax.percent,
            amount=round_to_money(exact * parse_percent(tax.percent), terms.currency),
        )
        for tax in taxes_on(terms.taxes, issue_date)
    )


def _lines(
    terms: Terms, exact_gross: Fraction, unit: Fraction, fraction: str
) -> tuple[InvoiceLine, ...]:
    """Divide the gross amount over the lines; a line of no licences is left out."""
    kinds: tuple[LineKind, ...] = get_args(LineKind)
    billed = [(kind, count) for kind in kinds if (count := getattr(terms.quantity, kind))]
    exact_minor = exact_gross * 10 ** MINOR_DIGITS[terms.currency]
    amounts = split_exactly(exact_minor, [count for _, count in billed])
    return tuple(
        InvoiceLine(
            description=EnglishText.of(LINE_NAMES[kind]),
            kind=kind,
            quantity=count,
            unit_price=terms.price.unit_price,
            per=terms.price.per,
            cycle_price=decimal_text(unit, terms.currency),
            fraction=fraction,
            amount=Money(amount, terms.currency),
        )
        for (kind, count), amount in zip(billed, amounts, strict=True)
    )


def _formula(
    terms: Terms,
    unit: Fraction,
    days: int,
    cycle_days: int,
    *,
    once: Money | None,
    subtotal: Money,
) -> EnglishText:
    """Name the factors of the subtotal in the order in which they are multiplied.

    Of a fixed discount only what is used is named, so that the equation holds.
    """
    percent_paid = less_per_cycle = None
    if terms.discount is not None and terms.discount.percent is not None:
        percent_paid = percent_text(1 - parse_percent(terms.discount.percent))
    elif terms.discount is not None and terms.discount.per_cycle is not None:
        used = min(parse_price(terms.discount.per_cycle), unit * terms.quantity.billed)
        less_per_cycle = decimal_text(used, terms.currency)
    months = STEP_MONTHS[terms.frequency] if terms.price.per == "month" else 1
    factors = Formula(
        unit_price=terms.price.unit_price,
        currency=terms.currency,
        months=months if months > 1 else None,
        licenses=terms.quantity.billed,
        percent_paid=percent_paid,
        less_per_cycle=less_per_cycle,
        days=days,
        cycle_days=cycle_days,
        less_once=None if once is None else str(once),
        subtotal=subtotal,
    )
    return EnglishText("FORMULA", factors=factors)
