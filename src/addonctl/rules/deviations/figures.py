"""Charge another figure of the right invoice than what is due."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from addonctl.model.marking import N_
from addonctl.rules.deviations.case import Case, Deviation, Way
from addonctl.rules.deviations.recipe import Recipe


def _before_tax(recipe: Recipe) -> Recipe:
    rates = None if recipe.rates is None else ()
    return replace(recipe, rates=rates, tax_names=(), credit=0)


def _subtotal(case: Case) -> Iterator[Way]:
    """Charge the subtotal, where tax and credit both stand between it and what is due."""
    if any(case.recipe.rates or ()) and case.recipe.credit:
        yield Way(_before_tax)


def _gross(case: Case) -> Iterator[Way]:
    """Charge the amount before discount, where more than the discount comes after it."""
    recipe = case.recipe
    if recipe.has_discount and (any(recipe.rates or ()) or recipe.credit):
        yield Way(lambda recipe: replace(_before_tax(recipe), discounts=0))


_ASKS: Final = N_("Is it the amount due that was charged, or another figure of the invoice?")
FIGURES: Final = (
    Deviation(
        name="subtotal_charged",
        kind="figure",
        weight=2,
        says=N_("The amount before tax and credit was charged."),
        asks=_ASKS,
        ways=_subtotal,
    ),
    Deviation(
        name="gross_charged",
        kind="figure",
        weight=2,
        says=N_("The amount before discount, tax and credit was charged."),
        asks=_ASKS,
        ways=_gross,
    ),
)
