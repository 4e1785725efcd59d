"""Divide a price over a part of a cycle and an amount over lines, exactly. No invoice here.

Rule: the day of purchase is billed, through the cycle's last day; nothing is rounded before the
amount is complete (both articles, billing: prorated to the end of the current cycle).
"""

import datetime as dt
import math
from collections.abc import Sequence
from fractions import Fraction

from addonctl.model.money import round_half_up
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


def split_exactly(total: Fraction, weights: Sequence[int]) -> tuple[int, ...]:
    """Split an exact amount in minor units by weight: whole parts that add up to it rounded.

    Each exact part is rounded down; what is missing from the rounded sum goes one unit each to
    the largest remainders, ties to the earlier part.

    >>> split_exactly(Fraction(882000 * 114, 365), (37, 12))
    (208011, 67463)
    """
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [math.floor(part) for part in exact]
    missing = round_half_up(total) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
    for index in by_remainder[:missing]:
        parts[index] += 1
    return tuple(parts)
