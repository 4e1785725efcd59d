"""Bill another share of the cycle than its days."""

from collections.abc import Callable, Iterator
from math import gcd
from typing import Final

from msgspec.structs import replace

from addonctl.model.marking import N_
from addonctl.model.messages import Entry
from addonctl.rules.cycle import STEP_MONTHS, add_months, cycle_at
from addonctl.rules.deviations.case import Case, Deviation, Way
from addonctl.rules.deviations.recipe import Recipe

_MONTHS_OF_YEAR: Final = 12


def _whole_cycle(_case: Case) -> Iterator[Way]:
    yield Way(lambda recipe: replace(recipe, numerator=recipe.denominator))


def _days_divided(_case: Case) -> Iterator[Way]:
    for far, days in enumerate((30, 31, 365, 360)):
        yield Way(_dividing(days), {"days": days}, far)


def _dividing(days: int) -> Callable[[Recipe], Recipe]:
    return lambda recipe: replace(recipe, denominator=days)


def _months_of_days(case: Case) -> Iterator[Way]:
    """Count each month of the cycle as so many days."""
    step = STEP_MONTHS[case.terms.frequency]
    for far, days in enumerate((30, 31)):
        yield Way(_dividing(days * step), {"days": days}, far)


def _year_of_days(case: Case) -> Iterator[Way]:
    """Divide a year's price by its days, however long the cycle is."""
    step = STEP_MONTHS[case.terms.frequency]
    common = gcd(step, _MONTHS_OF_YEAR)
    times, days = _MONTHS_OF_YEAR // common, 365

    def change(recipe: Recipe) -> Recipe:
        return replace(
            recipe,
            numerator=recipe.numerator * times,
            denominator=days * step // common,
            times=times,
        )

    yield Way(change, {"days": days})


def _next_cycle(case: Case) -> Iterator[Way]:
    frequency = case.terms.frequency

    def change(recipe: Recipe) -> Recipe:
        days = cycle_at(recipe.anchor, frequency, recipe.end).days
        return replace(recipe, denominator=days)

    yield Way(change, {"days": change(case.recipe).denominator})


def _whole_months(case: Case) -> Iterator[Way]:
    """Count whole months from the first day on, then the days that are left, of one more month."""
    step = STEP_MONTHS[case.terms.frequency]

    def change(recipe: Recipe) -> Recipe:
        whole = 0
        while add_months(recipe.start, whole + 1) <= recipe.end:
            whole += 1
        since, until = add_months(recipe.start, whole), add_months(recipe.start, whole + 1)
        return _in_months(recipe, whole, (recipe.end - since).days, (until - since).days, step)

    yield Way(change, _months_values(change(case.recipe)))


def _months_of_cycle(case: Case) -> Iterator[Way]:
    """Count what is left of the month of the cycle, then its whole months."""
    step = STEP_MONTHS[case.terms.frequency]

    def change(recipe: Recipe) -> Recipe:
        month = cycle_at(recipe.anchor, "monthly", recipe.start)
        whole, end = 0, month.end
        while end < recipe.end:
            whole, end = whole + 1, cycle_at(recipe.anchor, "monthly", end).end
        return _in_months(recipe, whole, (month.end - recipe.start).days, month.days, step)

    yield Way(change, _months_values(change(case.recipe)))


def _in_months(recipe: Recipe, whole: int, days: int, of: int, step: int) -> Recipe:
    return replace(
        recipe,
        numerator=whole * of + days,
        denominator=of * step,
        whole=whole,
        month_days=of,
        shown="months",
    )


def _months_values(recipe: Recipe) -> dict[str, object]:
    of = recipe.month_days
    days = recipe.numerator - recipe.whole * of
    return {"months": recipe.whole, "share": f"{days}/{of}"}


_DIVISOR: Final = N_("By how many days is the price of the cycle divided?")
SHARES: Final = (
    Deviation(
        name="whole_cycle",
        kind="share",
        weight=1,
        says=N_("The whole cycle was billed, not its rest."),
        asks=N_("Is the purchase prorated?"),
        ways=_whole_cycle,
    ),
    Deviation(
        name="days_divided_by",
        kind="share",
        weight=2,
        says=N_("The days were divided by {days}, whatever the cycle has."),
        asks=_DIVISOR,
        ways=_days_divided,
    ),
    Deviation(
        name="months_of_days",
        kind="share",
        weight=2,
        says=N_("Each month was counted as {days} days."),
        asks=_DIVISOR,
        ways=_months_of_days,
    ),
    Deviation(
        name="year_of_days",
        kind="share",
        weight=2,
        says=N_("The price of a day was a year's divided by {days}."),
        asks=_DIVISOR,
        ways=_year_of_days,
    ),
    Deviation(
        name="days_of_next_cycle",
        kind="share",
        weight=3,
        says=N_("The days were divided by the {days} of the next cycle."),
        asks=_DIVISOR,
        ways=_next_cycle,
    ),
    Deviation(
        name="whole_months_first",
        kind="share",
        weight=3,
        says=Entry(
            N_("Whole months were counted first, then the days left: {months} + {share}."),
            short=N_("whole months were counted first, then the days left"),
        ),
        asks=N_("Is it prorated by days or by months?"),
        ways=_whole_months,
    ),
    Deviation(
        name="months_of_cycle",
        kind="share",
        weight=3,
        says=Entry(
            N_(
                "The month that had begun was counted by its days, then whole ones:"
                " {share} + {months}."
            ),
            short=N_("the month that had begun was counted by its days, then whole ones"),
        ),
        asks=N_("Is it prorated by days or by months?"),
        ways=_months_of_cycle,
    ),
)
