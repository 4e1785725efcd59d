"""Compute what a purchase costs, in whole numbers alone: the only place where an amount is made.

Invoices put lines, formula and the names of taxes around these amounts (`rules.invoice`); a sweep
writes the first two of `bills_of` as a row. Which price, discount and taxes are in force belongs to
`rules.pricing`, the cycle to `rules.cycle`. Amounts are minor units of the account's currency.

The rule (both articles, billing: invoiced at once, prorated through the end of the current billing
cycle, on the total of standard licences and additional users; what they leave open is ours):

1. The price of one licence for a full cycle is its unit price times the months of the cycle, or
   the unit price itself where that is for a cycle.
2. Gross is that price times the licences, times the days billed over the days of the cycle.
3. The subtotal is the same exact amount less the discount: a percentage of it, or an amount a cycle
   that is prorated as the price is and takes at most all of it.
4. Each of the two is one ratio of whole numbers, rounded once, half up: `(n + d // 2) // d`.
   The daily price, the unit price and the fraction are never rounded. So the discount is the
   difference of two rounded amounts.
5. A discount given once is then taken off the first invoice in full, at most the subtotal.
6. Each tax is its percentage of the subtotal, rounded once. Taxes that aren't known are none.
7. The total is the subtotal and its taxes; the account's credit pays it as far as it reaches, and
   the next invoice has what is left.
8. An invoice of several add-ons has a subtotal of each, as if it were alone on it, and their sum.
   Taxes, total and credit are those of the sum: each tax is rounded once, not once an add-on.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import gcd
from typing import Final, Protocol

from msgspec import Struct, structs

from addonctl.model.account import Account, Discount, Event, Frequency, Per, Tax
from addonctl.model.answers import CycleDates, Price
from addonctl.model.money import (
    MILLION,
    half_up,
    minor_unit,
    parse_minor,
    parse_percent,
    parse_price,
    parse_signed,
)
from addonctl.model.remembering import MOST_REMEMBERED, Remembered
from addonctl.rules.cycle import STEP_MONTHS, cycle_at, days_billed
from addonctl.rules.pricing import PriceInForce, discount_of, taxes_on
from addonctl.rules.purchases import OF_PURCHASE, counted_events

_HALF: Final = MILLION // 2


class Reduction(Protocol):
    """How a discount is written, in one of three ways."""

    @property
    def percent(self) -> str | None:
        """Return a percentage of the price."""

    @property
    def per_cycle(self) -> str | None:
        """Return an amount that each cycle costs less."""

    @property
    def once(self) -> str | None:
        """Return an amount that the first invoice costs less."""


class Tariff(Struct, frozen=True, gc=False):
    """By what an add-on is charged on an account, in whole numbers.

    `licence` is what one licence costs for a full cycle and `less` what all of them cost less, in
    millionths of a currency unit; `kept` is the share that a percentage leaves, in millionths, the
    same as `part` of `whole`, reduced; `once` is in minor units, and null where no discount is
    given once. One minor unit is `unit` millionths of a currency unit.
    """

    licence: int
    kept: int
    less: int
    once: int | None
    unit: int
    part: int = 1
    whole: int = 1


class Amounts(Struct, frozen=True, gc=False):
    """What one invoice comes to, in minor units.

    `once` is what a discount given once takes off, null where there is none; `taxes` and `tax` are
    null where no tax is known; `credit` is what the account's credit pays and `due` the rest.
    """

    gross: int
    once: int | None
    subtotal: int
    taxes: tuple[int, ...] | None
    tax: int | None
    total: int
    credit: int
    due: int


class Charge(Struct, frozen=True, kw_only=True):
    """What all invoices of a purchase depend on; `credit` is what is left of it, in minor units."""

    tariff: Tariff
    licenses: int
    frequency: Frequency
    anchor: dt.date
    taxes: tuple[Tax, ...] | None
    credit: int


class Bill(Struct, frozen=True, gc=False):
    """One invoice of a purchase in numbers: its date, its cycle, the days billed, its amounts."""

    issued: dt.date
    cycle: CycleDates
    days: int
    amounts: Amounts


def tariff_of(
    unit_price: str, per: Per, frequency: Frequency, currency: str, discount: Reduction | None
) -> Tariff:
    """Write a price and a discount in whole numbers (steps 1, 3 and 5).

    >>> tariff_of("15.00", "month", "quarterly", "EUR", Discount(percent="10"))
    Tariff(licence=45000000, kept=900000, less=0, once=None, unit=10000, part=9, whole=10)
    """
    licence, kept, less, once = parse_price(unit_price), MILLION, 0, None
    if per == "month":
        licence *= STEP_MONTHS[frequency]
    if discount is not None:
        if discount.percent is not None:
            kept -= parse_percent(discount.percent)
        elif discount.per_cycle is not None:
            less = parse_price(discount.per_cycle)
        if discount.once is not None:
            once = parse_minor(discount.once, currency)
    common = gcd(kept, MILLION)
    unit = minor_unit(currency)
    return Tariff(licence, kept, less, once, unit, kept // common, MILLION // common)


def amounts_of(
    tariff: Tariff,
    licenses: int,
    days: int,
    cycle_days: int,
    *,
    rates: Iterable[int] | None,
    credit: int,
    is_first: bool,
) -> Amounts:
    """Compute an invoice for `days` of a cycle of `cycle_days` (steps 2 to 7).

    `rates` are the taxes' percentages in millionths of the whole, `credit` is what is left of it.

    >>> tariff = tariff_of("15.00", "month", "monthly", "EUR", Discount(percent="10"))
    >>> now = amounts_of(tariff, 13, 9, 30, rates=[200000], credit=0, is_first=True)
    >>> now.gross, now.subtotal, now.tax, now.total
    (5850, 5265, 1053, 6318)
    """
    full = tariff.licence * licenses
    parts = tariff.unit * cycle_days
    gross = subtotal = (full * days + (parts >> 1)) // parts
    if tariff.kept != MILLION or tariff.less:
        rest = full - tariff.less
        charged, parts = rest * tariff.part if rest > 0 else 0, parts * tariff.whole
        subtotal = (charged * days + (parts >> 1)) // parts
    once = None
    if is_first and tariff.once is not None:
        once = min(tariff.once, subtotal)
        subtotal -= once
    taxes: tuple[int, ...] | None = None
    tax = None
    total = subtotal
    if rates is not None:
        taxes, tax = (), 0
        for rate in rates:
            part = (subtotal * rate + _HALF) // MILLION
            taxes += (part,)
            tax += part
        total += tax
    paid = min(total, credit) if credit else 0
    return Amounts(gross, once, subtotal, taxes, tax, total, paid, total - paid)


def joint_amounts(
    parts: Sequence[Amounts], unit: int, *, rates: Iterable[int] | None, credit: int
) -> Amounts:
    """Compute an invoice of several add-ons from what each comes to (step 8).

    Their sum is charged as one licence is whose price it is: whole already, for a full cycle.

    >>> tariff = tariff_of("1.13", "cycle", "monthly", "EUR", None)
    >>> part = amounts_of(tariff, 1, 30, 30, rates=[200000], credit=0, is_first=False)
    >>> part.tax, joint_amounts([part, part], 10000, rates=[200000], credit=0).tax
    (23, 45)
    """
    subtotal = sum([part.subtotal for part in parts])
    whole = Tariff(subtotal * unit, MILLION, 0, None, unit)
    amounts = amounts_of(whole, 1, 1, 1, rates=rates, credit=credit, is_first=False)
    return structs.replace(amounts, gross=sum([part.gross for part in parts]))


def shares_of(
    parts: Sequence[Amounts], joint: Amounts, *, rates: Iterable[int] | None
) -> list[Amounts]:
    """Divide an invoice of several add-ons over them, so that their shares add up to it.

    Each tax is split by subtotal, as lines are; the credit pays the first of them first.

    >>> part = Amounts(113, None, 113, (), 0, 113, 0, 113)
    >>> two, rates = [part, part], [200000]
    >>> joint = joint_amounts(two, 10000, rates=rates, credit=140)
    >>> [(each.tax, each.credit, each.due) for each in shares_of(two, joint, rates=rates)]
    [(23, 136, 0), (22, 4, 131)]
    """
    weights = [part.subtotal for part in parts]
    by_tax = [
        split_exactly(joint.subtotal * rate, MILLION, weights) if joint.subtotal else weights
        for rate in rates or ()
    ]
    shares, left = [], joint.credit
    for number, part in enumerate(parts):
        taxes = None if joint.taxes is None else tuple([split[number] for split in by_tax])
        tax = None if taxes is None else sum(taxes)
        total = part.subtotal + (tax or 0)
        paid = min(left, total)
        left -= paid
        shares.append(
            structs.replace(part, taxes=taxes, tax=tax, total=total, credit=paid, due=total - paid)
        )
    return shares


def charge_of(
    account: Account, addon_id: str, price: PriceInForce | Price, as_of: dt.date, licenses: int
) -> Charge:
    """Gather what a purchase on a date is charged by, for so many licences."""
    billing, currency = account.billing, account.currency
    discount = discount_of(account, addon_id)
    return Charge(
        tariff=tariff_of(price.unit_price, price.per, billing.frequency, currency, discount),
        licenses=licenses,
        frequency=billing.frequency,
        anchor=billing.anchor,
        taxes=billing.taxes,
        credit=credit_left(account, as_of),
    )


def bills_of(charge: Charge, as_of: dt.date) -> Iterator[Bill]:
    """Compute the invoices of a purchase: through the cycle's last day, then cycle by cycle.

    Each uses what the one before leaves of the credit.
    """
    cycle = cycle_at(charge.anchor, charge.frequency, as_of)
    issued, left, is_first = as_of, charge.credit, True
    while True:
        days = days_billed(cycle, issued)
        amounts = amounts_of(
            charge.tariff,
            charge.licenses,
            days,
            cycle.days,
            rates=None if charge.taxes is None else rates_on(charge.taxes, issued),
            credit=left,
            is_first=is_first,
        )
        yield Bill(issued, cycle, days, amounts)
        left -= amounts.credit
        cycle = cycle_at(charge.anchor, charge.frequency, cycle.end)
        issued, is_first = cycle.start, False


def first_bill(charge: Charge, as_of: dt.date) -> Bill:
    """Compute the first invoice of a purchase alone."""
    return next(bills_of(charge, as_of))


class Span(Struct, frozen=True, gc=False):
    """Of which days the first two invoices are: the cycle of the first, the days billed, the next.

    `issued` is the date of the first.
    """

    issued: dt.date
    cycle: CycleDates
    days: int
    following: CycleDates


def span_of(anchor: dt.date, frequency: Frequency, as_of: dt.date) -> Span:
    """Find the days of the first two invoices of a purchase."""
    cycle = cycle_at(anchor, frequency, as_of)
    following = cycle_at(anchor, frequency, cycle.end)
    return Span(as_of, cycle, days_billed(cycle, as_of), following)


def now_and_next(
    tariff: Tariff, licenses: int, span: Span, taxes: tuple[Tax, ...] | None, credit: int
) -> tuple[Amounts, Amounts]:
    """Compute the amounts of the first two of `bills_of`, and no more."""
    cycle, following = span.cycle, span.following
    rates = following_rates = None
    if taxes is not None:
        rates = following_rates = _LASTING_RATES[taxes]
        if rates is None:
            rates, following_rates = rates_on(taxes, span.issued), rates_on(taxes, following.start)
    now = amounts_of(
        *(tariff, licenses, span.days, cycle.days), rates=rates, credit=credit, is_first=True
    )
    full, left = following.days, credit - now.credit
    following_amounts = amounts_of(
        *(tariff, licenses, full, full), rates=following_rates, credit=left, is_first=False
    )
    return now, following_amounts


@lru_cache(MOST_REMEMBERED)
def rates_on(taxes: tuple[Tax, ...], date: dt.date) -> tuple[int, ...]:
    """List the percentages of the taxes that hold on a date, in millionths of the whole."""
    return tuple(parse_percent(tax.percent) for tax in taxes_on(taxes, date))


def _lasting_rates(taxes: tuple[Tax, ...]) -> tuple[int, ...] | None:
    """List the percentages of taxes none of which begins on a date, `None` of others."""
    if any(tax.begins is not None for tax in taxes):
        return None
    return rates_on(taxes, dt.date.max)


_LASTING_RATES: Final = Remembered(_lasting_rates)


def credit_left(account: Account, as_of: dt.date) -> int:
    """Return the minor units of credit that are left by what is recorded until a date."""
    credit = parse_minor(account.billing.credit, account.currency)
    return left_of(credit, account.currency, account.events, as_of)


def left_of(credit: int, currency: str, events: Sequence[Event], as_of: dt.date) -> int:
    """Return the minor units of a credit that are left by what is recorded until a date.

    Rules: what was bought took some, a credit note adds its total; what is voided did neither.
    There is never less than none.
    """
    left = credit
    for each in events:
        if each.credit is not None or each.credit_note:
            break
    else:
        return left
    for event in counted_events(events, as_of):
        if event.credit is not None and event.kind in OF_PURCHASE:
            left -= parse_minor(event.credit, currency)
        if event.credit_note and event.total is not None:
            left -= parse_signed(event.total, currency).minor
    return max(left, 0)


def split_lines(tariff: Tariff, counts: Sequence[int], days: int, cycle_days: int) -> list[int]:
    """Divide the gross amount over lines of licences, so that they add up to it.

    >>> split_lines(tariff_of("180", "cycle", "annual", "EUR", None), (37, 12), 114, 365)
    [208011, 67463]
    """
    exact = tariff.licence * sum(counts) * days
    return split_exactly(exact, tariff.unit * cycle_days, counts)


def split_exactly(numerator: int, denominator: int, weights: Sequence[int]) -> list[int]:
    """Split an exact ratio by weight: whole parts that add up to it rounded.

    Each exact part is rounded down; what is missing from the rounded sum goes one unit each to
    the largest remainders, ties to the earlier part.

    >>> split_exactly(882000 * 114, 365, (37, 12))
    [208011, 67463]
    """
    if len(weights) == 1:
        return [half_up(numerator, denominator)]
    whole = denominator * sum(weights)
    parts = [numerator * weight // whole for weight in weights]
    missing = half_up(numerator, denominator) - sum(parts)
    if missing:
        rests = [numerator * weight % whole for weight in weights]
        by_remainder = sorted(range(len(parts)), key=lambda index: -rests[index])
        for index in by_remainder[:missing]:
            parts[index] += 1
    return parts


def discount_by_itself(
    discount: Discount | None, gross: int, unit: int, days: int, cycle_days: int
) -> int | None:
    """Round a percentage or an amount a cycle by itself, as someone would who checks the line.

    Rule: the subtotal is the rounded amount and the discount the difference to the gross amount,
    so it may differ from this by one minor unit. `None` where there is no such discount.
    """
    if discount is not None and discount.percent is not None:
        return half_up(gross * parse_percent(discount.percent), MILLION)
    if discount is not None and discount.per_cycle is not None:
        return min(half_up(parse_price(discount.per_cycle) * days, unit * cycle_days), gross)
    return None
