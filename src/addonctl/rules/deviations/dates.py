"""Bill from another day on, or count the cycle from another one."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Final

from msgspec.structs import replace

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry
from addonctl.rules.addon_status import trial_period_end
from addonctl.rules.deviations.case import Case, Deviation, Way, placed
from addonctl.rules.deviations.recipe import Recipe

_ONE_DAY: Final = dt.timedelta(days=1)
_WEEK: Final = 7


def _calendar_cycle(case: Case) -> Iterator[Way]:
    anchor = case.terms.anchor.replace(day=1)
    moved = placed(case, case.recipe, day=case.on, anchor=anchor)

    def change(recipe: Recipe) -> Recipe:
        return placed(case, recipe, day=recipe.day, anchor=anchor)

    yield Way(change, {"count": moved.numerator, "total": moved.denominator})


def _starting(recipe: Recipe, days: int) -> Recipe:
    """Bill from so many days later on."""
    start = recipe.start + days * _ONE_DAY
    return replace(recipe, start=start, numerator=recipe.numerator - days)


def _first_day(case: Case, days: int) -> Iterator[Way]:
    """Bill from so many days after the day of purchase on, which a full invoice doesn't have."""
    count = case.recipe.numerator - days
    if not case.is_next and count:
        values = {"count": count, "total": case.recipe.denominator}
        yield Way(lambda recipe: _starting(recipe, days), values)


def _on(case: Case, day: dt.date, far: int = 0) -> Iterator[Way]:
    """Buy on another day, unless nothing was billed yet or the price book has no price on it."""
    is_priced = case.terms.price.origin != "price_book" or case.price_on(day) is not None
    if day != case.on and day >= case.terms.anchor and is_priced:
        change = partial(_bought_on, case, day)
        yield Way(change, {"date": day}, far)


def _bought_on(case: Case, day: dt.date, recipe: Recipe) -> Recipe:
    return placed(case, recipe, day=day, anchor=recipe.anchor)


def _within_a_week(case: Case) -> Iterator[Way]:
    for days in range(1, _WEEK + 1):
        for sign in (1, -1):
            yield from _on(case, case.on + sign * days * _ONE_DAY, far=days - 1)


def _date_in_utc(case: Case) -> Iterator[Way]:
    """Take the date in UTC: that of the recorded moment, else the one near midnight.

    Where no moment is recorded it is the day before east of Greenwich, and the day after west.
    """
    zone_name, purchase = case.account.time_zone, case.purchase
    if zone_name in (None, "UTC"):
        return
    if purchase is not None and purchase.at is not None:
        if purchase.date == case.on:
            yield from _on(case, purchase.at.astimezone(dt.UTC).date())
        return
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # only where a zone is named

    noon = dt.datetime.combine(case.on, dt.time(12), tzinfo=ZoneInfo(zone_name))
    offset = noon.utcoffset()
    if offset:
        yield from _on(case, case.on - _ONE_DAY if offset > dt.timedelta() else case.on + _ONE_DAY)


def _after_trial(case: Case) -> Iterator[Way]:
    """Bill from the end of a trial on that ran on the day of purchase."""
    for event in case.account.events:
        if event.kind == "trial_started" and event.addon == case.addon.id:
            end = event.trial_end or trial_period_end(event.date, case.addon)
            if event.date <= case.on < end:
                yield from _on(case, end)


CYCLES: Final = (
    Deviation(
        name="calendar_cycle",
        kind="cycle",
        weight=3,
        says=Entry(
            plural("The cycle was counted from the 1st of the month: {count} of {total} days."),
            short=N_("the cycle was counted from the 1st of the month"),
        ),
        asks=N_("On which day does the invoice's cycle begin?"),
        ways=_calendar_cycle,
    ),
)
DATES: Final = (
    Deviation(
        name="day_of_purchase_free",
        kind="date",
        weight=1,
        says=Entry(
            plural("The day of purchase wasn't billed: {count} of {total} days."),
            short=N_("the day of purchase wasn't billed"),
        ),
        asks=N_("What is the first day that the invoice bills?"),
        ways=lambda case: _first_day(case, 1),
    ),
    Deviation(
        name="one_day_more",
        kind="date",
        weight=2,
        says=Entry(
            plural("One day too many was billed: {count} of {total} days."),
            short=N_("one day too many was billed"),
        ),
        asks=N_("What are the first and the last day that the invoice bills?"),
        ways=lambda case: _first_day(case, -1),
    ),
    Deviation(
        name="bought_on",
        kind="date",
        weight=2,
        says=N_("Bought on {date}."),
        asks=N_("On which day was it bought?"),
        ways=_within_a_week,
    ),
    Deviation(
        name="date_in_utc",
        kind="date",
        weight=3,
        says=N_("The date was taken in UTC: {date}."),
        asks=N_("At what time was it bought, and in which time zone is the invoice's date?"),
        ways=_date_in_utc,
    ),
    Deviation(
        name="after_trial",
        kind="date",
        weight=2,
        says=N_("Billed from the end of the trial on, {date}."),
        asks=N_("Was the rest of the trial meant to be free?"),
        ways=_after_trial,
    ),
)
