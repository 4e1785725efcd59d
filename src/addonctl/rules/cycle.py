"""Find the billing cycle of a date, and count which of its days are billed. No amount here.

Rules: every boundary is computed from the anchor, `anchor + k x step months` with the day clamped
to the month's length, never from the boundary before: 31 January, 28 February, 31 March. The day
of purchase is billed, through the cycle's last day (both articles, billing: prorated to the end of
the current cycle).
"""

import datetime as dt
from functools import lru_cache
from typing import Final

from addonctl.model.account import Frequency
from addonctl.model.answers import CycleDates
from addonctl.model.remembering import MOST_REMEMBERED

STEP_MONTHS: Final[dict[Frequency, int]] = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
}

_LAST_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_CYCLES: Final = 16_384
"""So many cycles are remembered: a fleet's anchors lie on any day of some years."""


def add_months(day: dt.date, months: int) -> dt.date:
    """Move a date by whole months, its day clamped to the month's length.

    >>> add_months(dt.date(2026, 1, 31), 1).isoformat()
    '2026-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = 29 if month == 1 and _is_leap(year) else _LAST_DAYS[month]
    return dt.date(year, month + 1, min(day.day, last))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def cycle_number(anchor: dt.date, frequency: Frequency, index: int) -> CycleDates:
    """Return the `index`-th cycle since the anchor, 0 the first; negative ones lie before it.

    It has 28 to 31 days, 89 to 92, 181 to 184, 365 or 366.
    """
    step = STEP_MONTHS[frequency]
    start, end = add_months(anchor, index * step), add_months(anchor, (index + 1) * step)
    return CycleDates(
        frequency=frequency,
        start=start,
        end=end,
        last_day=end - dt.timedelta(days=1),
        days=(end - start).days,
    )


@lru_cache(_MOST_CYCLES)
def cycle_at(anchor: dt.date, frequency: Frequency, day: dt.date) -> CycleDates:
    """Return the only cycle that holds `day`; a boundary belongs to the cycle that it starts.

    >>> cycle_at(dt.date(2026, 1, 31), "monthly", dt.date(2026, 11, 21)).start.isoformat()
    '2026-10-31'
    """
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    index = months // STEP_MONTHS[frequency]
    cycle = cycle_number(anchor, frequency, index)
    while not cycle.start <= day < cycle.end:
        index += -1 if day < cycle.start else 1
        cycle = cycle_number(anchor, frequency, index)
    return cycle


def days_billed(cycle: CycleDates, as_of: dt.date) -> int:
    """Count the days from `as_of` through the cycle's last day, both billed; never 0.

    >>> days_billed(cycle_at(dt.date(2026, 1, 31), "monthly", day := dt.date(2026, 11, 21)), day)
    9
    """
    return (cycle.end - as_of).days


@lru_cache(MOST_REMEMBERED)
def is_clamped(anchor: dt.date, frequency: Frequency, first: dt.date, last: dt.date) -> bool:
    """Say whether a cycle from one date to another begins or ends on another day than the anchor.

    >>> is_clamped(dt.date(2026, 1, 31), "monthly", day := dt.date(2026, 11, 21), day)
    True
    """
    cycle = cycle_at(anchor, frequency, first)
    bounds = [cycle.start, cycle.end]
    while bounds[-1] <= last:
        bounds.append(cycle_at(anchor, frequency, bounds[-1]).end)
    return any(day.day != anchor.day for day in bounds)
