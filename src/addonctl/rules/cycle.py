"""Find the billing cycle of a date. Money doesn't belong here.

Rule: every boundary is computed from the anchor, `anchor + k x step months` with the day clamped
to the month's length, never from the boundary before: 31 January, 28 February, 31 March.
"""

import calendar
import datetime as dt
from typing import Final

from msgspec import Struct

from addonctl.model.account import Frequency
from addonctl.model.answers import CycleDates

STEP_MONTHS: Final[dict[Frequency, int]] = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
}


class Cycle(Struct, frozen=True, kw_only=True):
    """The billing cycle `[start, end)`, the `index`-th since the anchor (0 is the first)."""

    frequency: Frequency
    index: int
    start: dt.date
    end: dt.date

    @property
    def last_day(self) -> dt.date:
        """Name the last day inside the cycle, as invoices print it."""
        return self.end - dt.timedelta(days=1)

    @property
    def days(self) -> int:
        """Count the days of the whole cycle: 28 to 31, 89 to 92, 181 to 184, 365 or 366."""
        return (self.end - self.start).days


def add_months(day: dt.date, months: int) -> dt.date:
    """Move a date by whole months, its day clamped to the month's length.

    >>> add_months(dt.date(2026, 1, 31), 1).isoformat()
    '2026-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def cycle_number(anchor: dt.date, frequency: Frequency, index: int) -> Cycle:
    """Return the `index`-th cycle since the anchor; negative ones lie before it."""
    step = STEP_MONTHS[frequency]
    return Cycle(
        frequency=frequency,
        index=index,
        start=add_months(anchor, index * step),
        end=add_months(anchor, (index + 1) * step),
    )


def cycle_at(anchor: dt.date, frequency: Frequency, day: dt.date) -> Cycle:
    """Return the only cycle that holds `day`; a boundary belongs to the cycle that it starts.

    >>> cycle_at(dt.date(2026, 1, 31), "monthly", dt.date(2026, 11, 21)).start.isoformat()
    '2026-10-31'
    """
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    cycle = cycle_number(anchor, frequency, months // STEP_MONTHS[frequency])
    while day < cycle.start:
        cycle = cycle_number(anchor, frequency, cycle.index - 1)
    while day >= cycle.end:
        cycle = cycle_number(anchor, frequency, cycle.index + 1)
    return cycle


def cycle_dates(cycle: Cycle) -> CycleDates:
    """Name the dates of a cycle as answers hold them."""
    return CycleDates(
        frequency=cycle.frequency,
        start=cycle.start,
        end=cycle.end,
        last_day=cycle.last_day,
        days=cycle.days,
    )
