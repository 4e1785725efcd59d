"""Say which date is meant by a day that is counted from another, or from the account's cycles."""

import datetime as dt
from typing import Final, Literal, NamedTuple

from addonctl.errors import UsageFailure
from addonctl.model.account import FIRST_DAY, LAST_DAY, Billing, Frequency
from addonctl.rules.cycle import cycle_at

Day = dt.date | int | Literal["next-cycle"]
"""A date, so many days from today, or the first day of the account's next cycle."""
NEXT_CYCLE: Final = "next-cycle"


class Cycles(NamedTuple):
    """What an account's cycles follow from."""

    anchor: dt.date
    frequency: Frequency


def cycles_of(billing: Billing) -> Cycles:
    """Return what the cycles of an account follow from."""
    return Cycles(billing.anchor, billing.frequency)


def date_of(day: Day, today: dt.date, cycles: Cycles | None, *, option: str) -> dt.date:
    """Return the date that an option's day means; before the first cycle that is the next one.

    Raises:
        UsageFailure: NEXT_CYCLE_OF_ACCOUNT, there are no `cycles`; BAD_DATE, it isn't a date from
            2000 to 2100.
    """
    if isinstance(day, dt.date):
        return day
    if day == NEXT_CYCLE:
        if cycles is None:
            raise UsageFailure("NEXT_CYCLE_OF_ACCOUNT", option=option)
        return max(cycles.anchor, cycle_at(*cycles, today).end)
    try:
        date = today + dt.timedelta(days=day)
    except OverflowError:
        date = dt.date.max
    if not FIRST_DAY <= date <= LAST_DAY:
        form = f"{option} {today}"
        raise UsageFailure("BAD_DATE", option=option, value=f"{day:+}d", form=form)
    return date
