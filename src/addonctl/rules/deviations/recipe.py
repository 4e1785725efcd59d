"""Work out an invoice from a recipe: the numbers that it is made of, any of which may be wrong.

It is the arithmetic of what was charged, never of what is right: that is `rules.amounts`'. With
the numbers of the expected invoice it comes to the same amounts. All are whole numbers.
"""

import datetime as dt
from math import gcd
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from addonctl.model.account import Per
from addonctl.model.messages import Message
from addonctl.model.money import MILLION, half_up

Rounding = Literal["half_up", "down", "half_even", "unit", "day", "line", "discount"]
"""What is rounded by itself, or in which way the amounts are."""
BY_PARTS: Final = frozenset({"unit", "day", "line"})
"""The ways in which parts of the gross amount are rounded before they are added up."""


class Recipe(Struct, frozen=True, kw_only=True, gc=False):
    """What an invoice is made of.

    Bought on `day`, it is billed from `start` to before `end`, in a cycle counted from `anchor`.
    A licence costs `price` (millionths of a currency unit), times `months`; what is billed of the
    cycle is `numerator` / `denominator`. These are days, counted `times`, unless the share is
    `shown` as a percentage or as months: `whole` ones and days of one that has `month_days`.

    `kept` is the share that a percentage leaves, in millionths, `less` an amount a cycle in
    millionths of a currency unit, `once` one in minor units; the discount is taken so many times.
    `rates` are in millionths, null where no tax is known. `beside` is charged on the same invoice
    before tax, `apart` after everything else; both in minor units, and named.
    """

    day: dt.date
    anchor: dt.date
    start: dt.date
    end: dt.date
    unit: int
    price: int
    price_text: str
    per: Per
    months: int
    licenses: int
    lines: tuple[int, ...]
    numerator: int
    denominator: int
    times: int = 1
    whole: int = 0
    month_days: int = 0
    shown: Literal["days", "months", "percent"] = "days"
    kept: int = MILLION
    less: int = 0
    once: int = 0
    discounts: int = 1
    is_after_tax: bool = False
    rates: tuple[int, ...] | None
    tax_names: tuple[str, ...] = ()
    tax_times: int = 1
    is_gross_taxed: bool = False
    rounding: Rounding = "half_up"
    credit: int
    beside: int = 0
    beside_name: str = ""
    apart: int = 0
    apart_name: str | Message = ""

    @property
    def has_discount(self) -> bool:
        """Say whether anything is taken off."""
        return bool(self.discounts and (self.kept != MILLION or self.less or self.once))


class Outcome(NamedTuple):
    """What a recipe comes to, in minor units.

    The discount that is taken `after` tax is in `total` and not in `subtotal`.
    """

    gross: int
    subtotal: int
    taxes: tuple[int, ...] | None
    after: int
    total: int
    credit: int
    due: int


def work_out(recipe: Recipe) -> Outcome:
    """Compute an invoice by a recipe."""
    gross = _gross(recipe)
    subtotal = gross if recipe.is_after_tax or not recipe.discounts else _subtotal(recipe, gross)
    total, taxes = subtotal + recipe.beside, None
    if recipe.rates is not None:
        taxed = (gross if recipe.is_gross_taxed else subtotal) + recipe.beside
        taxes = tuple(
            [
                rounded(recipe.rounding, taxed * rate, MILLION) * recipe.tax_times
                for rate in recipe.rates
            ]
        )
        total += sum(taxes)
    after = 0
    if recipe.is_after_tax and recipe.discounts:
        after = _off(recipe, total)
        total -= after
    credit = min(recipe.credit, total)
    return Outcome(gross, subtotal, taxes, after, total, credit, total - credit + recipe.apart)


def _gross(recipe: Recipe) -> int:
    """Multiply price, licences and share of the cycle: once, or part by part."""
    licence = recipe.price * recipe.months
    numerator, parts = recipe.numerator, recipe.unit * recipe.denominator
    match recipe.rounding:
        case "unit":
            return unit_amount(recipe) * recipe.licenses
        case "day":
            return day_amount(recipe) * (numerator // recipe.times) * recipe.licenses
        case "line":
            return sum([half_up(licence * count * numerator, parts) for count in recipe.lines])
        case way:
            return rounded(way, licence * recipe.licenses * numerator, parts)


def unit_amount(recipe: Recipe) -> int:
    """Round what one licence costs for what is billed of the cycle."""
    licence = recipe.price * recipe.months
    return half_up(licence * recipe.numerator, recipe.unit * recipe.denominator)


def day_amount(recipe: Recipe) -> int:
    """Round what one licence costs a day."""
    licence = recipe.price * recipe.months
    return half_up(licence * recipe.times, recipe.unit * recipe.denominator)


def _subtotal(recipe: Recipe, gross: int) -> int:
    """Take the discount off before tax."""
    times, numerator = recipe.discounts, recipe.numerator
    parts, less = recipe.unit * recipe.denominator, recipe.less * times
    kept, of = recipe.kept**times, MILLION**times
    if recipe.rounding == "discount":
        subtotal = gross - min(gross, _off_share(recipe, gross))
    elif recipe.rounding in BY_PARTS:
        subtotal = half_up(max(gross * parts - less * numerator, 0) * kept, parts * of)
    elif kept == of and not less:
        subtotal = gross
    else:
        licences = recipe.price * recipe.months * recipe.licenses
        charged = max(licences - less, 0) * kept
        subtotal = rounded(recipe.rounding, charged * numerator, parts * of)
    return subtotal - min(recipe.once * times, subtotal)


def _off(recipe: Recipe, amount: int) -> int:
    """Say what the discount takes off an amount, at most all of it."""
    return min(_off_share(recipe, amount) + recipe.once * recipe.discounts, amount)


def _off_share(recipe: Recipe, amount: int) -> int:
    """Round what a percentage of an amount comes to, or the amount a cycle for what is billed."""
    times = recipe.discounts
    of = MILLION**times
    share = rounded(recipe.rounding, amount * (of - recipe.kept**times), of)
    parts = recipe.unit * recipe.denominator
    return share + rounded(recipe.rounding, recipe.less * times * recipe.numerator, parts)


def rounded(way: Rounding, numerator: int, denominator: int) -> int:
    """Round a ratio once: half up, unless everything is rounded in another way.

    >>> rounded("half_up", 5, 2), rounded("down", 5, 2), rounded("half_even", 5, 2)
    (3, 2, 2)
    """
    if way == "down":
        return numerator // denominator
    result = (2 * numerator + denominator) // (2 * denominator)
    if way == "half_even" and result % 2 and 2 * numerator == (2 * result - 1) * denominator:
        return result - 1
    return result


def identity_of(recipe: Recipe) -> tuple[object, ...]:
    """Return what tells recipes apart that come to their amounts in different ways.

    Two that have the same are one explanation in other words, such as a purchase on the next day
    and a day of purchase that isn't billed.
    """
    common = gcd(recipe.numerator, recipe.denominator) or 1
    share: tuple[int, ...] = (recipe.numerator // common, recipe.denominator // common)
    if recipe.rounding == "day":
        share = (recipe.numerator, recipe.denominator, recipe.times)
    discount: tuple[int, ...] = ()
    if recipe.has_discount:
        times, after = recipe.discounts, int(recipe.is_after_tax)
        discount = (recipe.kept**times, recipe.less * times, recipe.once * times, after)
    rounding = recipe.rounding
    if rounding == "line" and len(recipe.lines) == 1:
        rounding = "half_up"
    taxes = recipe.rates
    if taxes is not None:
        times = recipe.tax_times
        taxes = (*taxes, times, int(recipe.is_gross_taxed and bool(discount)))
    return (
        *(recipe.price * recipe.months, recipe.licenses, share, discount, taxes),
        *(rounding, recipe.lines if rounding == "line" else ()),
        *(recipe.credit, recipe.beside, recipe.apart),
    )
