"""Check which days are billed and how an amount is divided: exactly, rounded once."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from addonctl.model.account import Frequency
from addonctl.model.money import Money, decimal_text
from addonctl.rules.amounts import amounts_of, split_exactly, tariff_of
from addonctl.rules.cycle import STEP_MONTHS, cycle_at, days_billed
from tests.rules.invoice.reference_invoice import nearest

DATES = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
FREQUENCIES = st.sampled_from(list(STEP_MONTHS))
PRICES = st.integers(0, 10**9)
"""Prices in millionths of a currency unit."""
QUANTITIES = st.integers(1, 10_000)


def gross(price: str, quantity: int, days: int, cycle_days: int) -> int:
    """Return what a price for a cycle comes to in cents, for some of its days."""
    tariff = tariff_of(price, "cycle", "monthly", "EUR", None)
    return amounts_of(tariff, quantity, days, cycle_days, rates=None, credit=0, is_first=True).gross


def share(anchor: str, frequency: Frequency, as_of: str) -> str:
    """Say which share of the cycle's days a purchase bills."""
    day = dt.date.fromisoformat(as_of)
    cycle = cycle_at(dt.date.fromisoformat(anchor), frequency, day)
    return f"{days_billed(cycle, day)}/{cycle.days}"


@pytest.mark.parametrize(
    ("anchor", "frequency", "as_of", "expected"),
    [
        ("2024-07-06", "monthly", "2024-07-10", "27/31"),
        ("2026-01-31", "monthly", "2026-11-21", "9/30"),
        ("2026-01-31", "monthly", "2026-11-29", "1/30"),
        ("2026-01-31", "monthly", "2026-11-30", "31/31"),
        ("2026-01-31", "monthly", "2027-02-10", "18/28"),
        ("2026-01-31", "monthly", "2028-02-10", "19/29"),
        ("2026-03-15", "annual", "2026-11-21", "114/365"),
        ("2026-03-15", "annual", "2026-11-22", "113/365"),
        ("2026-03-15", "annual", "2027-03-15", "366/366"),
        ("2023-01-01", "monthly", "2023-01-31", "1/31"),
        ("2026-01-01", "quarterly", "2026-01-01", "90/90"),
        ("2026-01-01", "semiannual", "2026-06-30", "1/181"),
    ],
)
def test_day_of_purchase_is_billed_through_the_last_day(
    anchor: str, frequency: Frequency, as_of: str, expected: str
) -> None:
    """The first day bills all, the last day one, a boundary the whole next cycle.

    The denominator is the real cycle: not the rest of it, not a month from the purchase on.
    """
    assert share(anchor, frequency, as_of) == expected


def test_vendor_s_own_figure_agrees() -> None:
    """A change on 10 July in a cycle that ends on 5 August is 87 % of the month."""
    day = dt.date(2024, 7, 10)
    cycle = cycle_at(dt.date(2024, 6, 6), "monthly", day)
    assert cycle.last_day == dt.date(2024, 8, 5)
    assert nearest(Fraction(100 * days_billed(cycle, day), cycle.days)) == 87


@pytest.mark.parametrize(
    ("price", "quantity", "days", "cycle_days", "expected"),
    [
        ("15.00", 37, 11, 31, "196.94"),  # not 196.84 (unit rounded), nor 195.36 (day rounded)
        ("9.99", 1, 15, 30, "5.00"),  # not 4.99: in floats 4.995 is a little less
        ("0.05", 1, 15, 30, "0.03"),  # not 0.02: a half isn't rounded to the even neighbour
        ("100.00", 1, 1, 31, "3.23"),  # not 6.25 (both ends of an exclusive end), nor 0.00
        ("649", 1, 1, 31, "20.94"),  # not 23.18 (the days of the month from the purchase on)
        ("99.99", 1, 20, 30, "66.66"),  # not 66.99 (fraction rounded to 0.67)
        ("180", 49, 114, 365, "2754.74"),
        ("0.004", 5000, 31, 31, "20.00"),  # not 0.00: the price is finer than the cent
        ("15.00", 13, 30, 30, "195.00"),
    ],
)
def test_nothing_is_rounded_before_the_amount_is_complete(
    price: str, quantity: int, days: int, cycle_days: int, expected: str
) -> None:
    """The day's price, the unit's and the fraction stay exact; the amount is rounded once."""
    assert str(Money(gross(price, quantity, days, cycle_days), "EUR")) == expected


@given(DATES, FREQUENCIES, DATES)
def test_purchase_bills_at_least_a_day_and_at_most_the_cycle(
    anchor: dt.date, frequency: Frequency, as_of: dt.date
) -> None:
    """0 < N <= D on every date, and all days on the first one alone."""
    cycle = cycle_at(anchor, frequency, as_of)
    assert 0 < days_billed(cycle, as_of) <= cycle.days
    assert (days_billed(cycle, as_of) == cycle.days) == (as_of == cycle.start)
    assert days_billed(cycle, cycle.last_day) == 1


@given(PRICES, QUANTITIES, st.integers(1, 366))
def test_full_cycle_is_the_full_price(price: int, quantity: int, days: int) -> None:
    """Where all days are billed nothing is prorated, and the price is rounded once."""
    full = Fraction(price * quantity, 10**4)
    assert gross(decimal_text(price, "EUR"), quantity, days, days) == nearest(full)


@given(PRICES, PRICES, QUANTITIES, QUANTITIES, st.data())
def test_amount_never_falls_as_days_licenses_or_price_grow(
    price: int, more: int, quantity: int, extra: int, data: st.DataObject
) -> None:
    """Each factor alone only ever adds."""
    cycle_days = data.draw(st.integers(28, 366))
    days = data.draw(st.integers(1, cycle_days - 1))
    unit_price, dearer = decimal_text(price, "EUR"), decimal_text(price + more, "EUR")
    amount = gross(unit_price, quantity, days, cycle_days)
    assert gross(unit_price, quantity, days + 1, cycle_days) >= amount
    assert gross(unit_price, quantity + extra, days, cycle_days) >= amount
    assert gross(dearer, quantity, days, cycle_days) >= amount


@given(PRICES, QUANTITIES, st.data())
def test_used_and_remaining_make_the_whole(price: int, quantity: int, data: st.DataObject) -> None:
    """Both parts of a cycle add up exactly, and within one minor unit where they are rounded."""
    cycle_days = data.draw(st.integers(28, 366))
    days = data.draw(st.integers(1, cycle_days - 1))
    unit_price, exactly = decimal_text(price, "EUR"), 10**4 * cycle_days

    def missing(licenses: int) -> int:
        remaining = gross(unit_price, licenses, days, cycle_days)
        used = gross(unit_price, licenses, cycle_days - days, cycle_days)
        return gross(unit_price, licenses, cycle_days, cycle_days) - used - remaining

    assert abs(missing(quantity)) <= 1
    assert missing(quantity * exactly) == 0  # so many licences leave nothing to round


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        ("882000*114/365", (37, 12), (208011, 67463)),
        ("19500*9/30", (10, 3), (4500, 1350)),
        ("1", (1, 1), (1, 0)),
        ("3", (1, 1), (2, 1)),
        ("23/2", (109, 6), (11, 1)),
        ("7/2", (9, 1), (3, 1)),  # exactly 3.15 and 0.35: the cent goes to the greater remainder
        ("0", (3, 4), (0, 0)),
        ("41", (13,), (41,)),
        ("5", (0, 2), (0, 5)),
        ("10", (1, 1, 1), (4, 3, 3)),
    ],
)
def test_missing_unit_goes_to_the_largest_remainder(
    total: str, weights: Sequence[int], parts: Sequence[int]
) -> None:
    """Exact parts are rounded down, what is missing goes up by remainder, a tie to the first."""
    factors, _, divisor = total.partition("/")
    exact = Fraction(1, int(divisor or 1))
    for factor in factors.split("*"):
        exact *= int(factor)
    assert split_exactly(exact.numerator, exact.denominator, weights) == list(parts)


@given(
    st.fractions(0, 10**12, max_denominator=366 * 10**4),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=3).filter(any),
)
@example(Fraction(3, 2), [1, 2])
def test_parts_add_up_to_the_rounded_sum(total: Fraction, weights: list[int]) -> None:
    """Whole parts make the sum rounded once, each less than one unit from its exact value."""
    parts = split_exactly(total.numerator, total.denominator, weights)
    assert sum(parts) == nearest(total)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1
