"""Charge tax otherwise than once, on the subtotal, at the rate of the invoice's date."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from msgspec.structs import replace

from addonctl.model.account import Tax
from addonctl.model.marking import N_
from addonctl.model.messages import tax_name
from addonctl.model.money import parse_percent
from addonctl.rules.deviations.case import Case, Deviation, Way
from addonctl.rules.deviations.recipe import Recipe
from addonctl.rules.pricing import taxes_on


def _is_taxed(case: Case) -> bool:
    return any(case.recipe.rates or ())


def _missing(case: Case) -> Iterator[Way]:
    if _is_taxed(case):
        yield Way(lambda recipe: replace(recipe, rates=(), tax_names=()))


def _one_missing(case: Case) -> Iterator[Way]:
    """Leave one of several taxes out."""
    charged = dict(zip(case.recipe.tax_names, case.recipe.rates or (), strict=False))
    names = [name for name, rate in charged.items() if rate]
    if len(names) > 1:
        for name in names:
            yield Way(partial(_without, name), {"tax": tax_name(name)})


def _without(name: str, recipe: Recipe) -> Recipe:
    kept = [pair for pair in _taxes(recipe) if pair[0] != name]
    return _taxed(recipe, kept)


def _taxes(recipe: Recipe) -> list[tuple[str, int]]:
    return list(zip(recipe.tax_names, recipe.rates or (), strict=True))


def _taxed(recipe: Recipe, taxes: list[tuple[str, int]]) -> Recipe:
    names = tuple(name for name, _rate in taxes)
    return replace(recipe, rates=tuple(rate for _name, rate in taxes), tax_names=names)


def _twice(case: Case) -> Iterator[Way]:
    if _is_taxed(case):
        yield Way(lambda recipe: replace(recipe, tax_times=2))


def _before_discount(case: Case) -> Iterator[Way]:
    if _is_taxed(case) and case.recipe.has_discount:
        yield Way(lambda recipe: replace(recipe, is_gross_taxed=True))


def _other_rate(case: Case) -> Iterator[Way]:
    """Charge a rate that the account has for another time."""
    taxes = case.terms.taxes or ()
    holding = taxes_on(taxes, case.bill.issued)
    for far, tax in enumerate(row for row in taxes if row not in holding):
        values = {"tax": tax_name(tax.name), "percent": tax.percent}
        yield Way(partial(_at_rate, tax), values, far)


def _at_rate(tax: Tax, recipe: Recipe) -> Recipe:
    taxes = dict(_taxes(recipe))
    taxes[tax.name] = parse_percent(tax.percent)
    return _taxed(recipe, list(taxes.items()))


TAXES: Final = (
    Deviation(
        name="tax_missing",
        kind="tax",
        weight=1,
        says=N_("No tax was charged."),
        asks=N_("Is the customer exempt from tax, by a tax number for instance?"),
        ways=_missing,
    ),
    Deviation(
        name="one_tax_missing",
        kind="tax",
        weight=2,
        says=N_("{tax} wasn't charged."),
        asks=N_("Which taxes are on the invoice?"),
        ways=_one_missing,
    ),
    Deviation(
        name="tax_twice",
        kind="tax",
        weight=2,
        says=N_("Tax was charged twice."),
        asks=N_("Does the price hold the tax already?"),
        ways=_twice,
    ),
    Deviation(
        name="tax_before_discount",
        kind="tax",
        weight=2,
        says=N_("Tax was charged on the amount before the discount."),
        asks=N_("On which amount is the tax charged?"),
        ways=_before_discount,
    ),
    Deviation(
        name="other_rate",
        kind="tax",
        weight=1,
        says=N_("{tax} of {percent:percent} was charged."),
        asks=N_("Which rate held on the invoice's date?"),
        ways=_other_rate,
    ),
)
