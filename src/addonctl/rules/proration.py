"""Divide a price over a part of a cycle and an amount over lines, exactly. No invoice here.

Rule: the day of purchase is billed, through the cycle's last day; nothing is rounded before the
amount is complete (both articles, billing: prorated to the end of the current cycle).
"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from addonctl.rules.cycle import Cycle


def days_billed(cycle: Cycle, as_of: dt.date) -> int:
    """Count the days from `as_of` through the cycle's last day, both billed; never 0.

    >>> from addonctl.rules.cycle import cycle_at
    >>> days_billed(cycle_at(dt.date(2026, 1, 31), "monthly", day := dt.date(2026, 11, 21)), day)
    9
    """
    return (cycle.end - as_of).days


def prorate(cycle_price: Fraction, quantity: int, days: int, cycle_days: int) -> Fraction:
    """Return the exact price of `quantity` licences for `days` of a cycle of `cycle_days`.

    >>> prorate(Fraction(180), 49, 114, 365)
    Fraction(201096, 73)
    """
    return cycle_price * quantity * days / cycle_days


def split_exactly(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split `total` minor units by weight so that the parts add up to it.

    Each part is rounded down; what is missing goes one unit each to the largest remainders, ties
    to the earlier part. No weight at all gives nothing to divide by: all parts are 0 then.

    >>> split_exactly(275474, (37, 12))
    (208011, 67463)
    """
    whole = sum(weights)
    if whole == 0:
        return tuple(0 for _ in weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(
        range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index)
    )
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return tuple(parts)
