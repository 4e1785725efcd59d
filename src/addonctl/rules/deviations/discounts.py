"""Take a discount otherwise than once, before tax."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from addonctl.model.marking import N_
from addonctl.model.money import MILLION
from addonctl.rules.deviations.case import Case, Deviation, Way
from addonctl.rules.deviations.recipe import Recipe


def _times(case: Case, times: int) -> Iterator[Way]:
    if case.recipe.has_discount:
        yield Way(lambda recipe: replace(recipe, discounts=times))


def _after_tax(case: Case) -> Iterator[Way]:
    """Take it off the amount with tax; a fixed one then leaves the tax of the whole amount."""
    if case.recipe.has_discount and case.recipe.rates is not None:
        yield Way(_taken_after_tax)


def _taken_after_tax(recipe: Recipe) -> Recipe:
    if recipe.kept == MILLION:
        return replace(recipe, is_gross_taxed=True)
    return replace(recipe, is_after_tax=True)


DISCOUNTS: Final = (
    Deviation(
        name="discount_missing",
        kind="discount",
        weight=1,
        says=N_("The discount is missing."),
        asks=N_("Is the discount known to billing, and from when on?"),
        ways=lambda case: _times(case, 0),
    ),
    Deviation(
        name="discount_twice",
        kind="discount",
        weight=2,
        says=N_("The discount was taken twice."),
        asks=N_("Does the price on the invoice hold the discount already?"),
        ways=lambda case: _times(case, 2),
    ),
    Deviation(
        name="discount_after_tax",
        kind="discount",
        weight=3,
        says=N_("The discount was taken after tax."),
        asks=N_("Of which amount is the discount taken?"),
        ways=_after_tax,
    ),
)
