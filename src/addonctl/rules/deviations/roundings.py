"""Round otherwise than every amount once, half up."""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec.structs import replace

from addonctl.model.marking import N_
from addonctl.rules.deviations.case import Case, Deviation, Way
from addonctl.rules.deviations.recipe import Recipe, Rounding, rounded

_HUNDRED: Final = 100


def _by(way: Rounding) -> Callable[[Case], Iterable[Way]]:
    return lambda _case: [Way(lambda recipe: replace(recipe, rounding=way))]


def _by_fraction(recipe: Recipe) -> Recipe:
    """Bill a whole percentage of the cycle, as the vendor's own example names one (87 %)."""
    percent = rounded("half_up", recipe.numerator * _HUNDRED, recipe.denominator)
    return replace(recipe, numerator=percent, denominator=_HUNDRED, times=1, shown="percent")


_ASKS: Final = N_("What is rounded on the invoice, and how?")
ROUNDINGS: Final = (
    Deviation(
        name="rounded_down",
        kind="rounding",
        weight=2,
        says=N_("Every amount was rounded down."),
        asks=_ASKS,
        ways=_by("down"),
    ),
    Deviation(
        name="rounded_by_unit",
        kind="rounding",
        weight=1,
        says=N_("The price of each licence was rounded first."),
        asks=_ASKS,
        ways=_by("unit"),
    ),
    Deviation(
        name="rounded_by_day",
        kind="rounding",
        weight=1,
        says=N_("The price of each day was rounded first."),
        asks=_ASKS,
        ways=_by("day"),
    ),
    Deviation(
        name="rounded_by_line",
        kind="rounding",
        weight=1,
        says=N_("Each line was rounded by itself."),
        asks=_ASKS,
        ways=_by("line"),
    ),
    Deviation(
        name="rounded_share",
        kind="rounding",
        weight=2,
        says=N_("The share of the cycle was rounded to a whole percentage."),
        asks=_ASKS,
        ways=lambda _case: [Way(_by_fraction)],
    ),
    Deviation(
        name="rounded_discount",
        kind="rounding",
        weight=1,
        says=N_("The discount was rounded by itself."),
        asks=_ASKS,
        ways=lambda case: _by("discount")(case) if case.recipe.has_discount else (),
    ),
    Deviation(
        name="half_to_even",
        kind="rounding",
        weight=3,
        says=N_("A half was rounded to the even neighbour."),
        asks=_ASKS,
        ways=_by("half_even"),
    ),
)
