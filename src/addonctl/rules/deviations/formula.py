"""Write the formula of a recipe: factors in the order in which they are multiplied, then the rest.

It says what was computed; that it is a mistake is the deviation's sentence to say.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import EnglishText, Message, phrase, tax_name
from addonctl.model.messages.vocabulary import LICENSES
from addonctl.model.money import MILLION, Money, decimal_text, percent_text
from addonctl.rules.deviations.recipe import Outcome, Recipe, day_amount, unit_amount

_TIMES: Final = N_("{first} × {second}")
_THEN: Final = N_("{first}, {second}")
_ROUNDED: Final[dict[str, Template]] = {
    "down": N_("rounded down"),
    "half_even": N_("a half rounded to the even neighbour"),
    "line": N_("each line rounded"),
}


_SHARED_FIRST: Final = frozenset({"unit", "day"})
"""What is rounded for its share of the cycle before it is multiplied by the licences."""


def formula_of(recipe: Recipe, outcome: Outcome, currency: str) -> EnglishText:
    """Write how a recipe comes to its subtotal, and what is added to it and taken off."""
    is_apart = recipe.rounding == "discount" and recipe.has_discount
    shown = outcome.gross if is_apart else outcome.subtotal
    product = _product(recipe, currency)
    if recipe.has_discount and not (is_apart or recipe.is_after_tax):
        product = _discounted(recipe, product, currency)
    if recipe.rounding not in _SHARED_FIRST:
        product = _multiplied([product, *_share(recipe)])
    if recipe.once and recipe.has_discount and not (is_apart or recipe.is_after_tax):
        once = Money(recipe.once * recipe.discounts, currency)
        product = phrase(N_("{product} − {amount}"), product=product, amount=once)
    first = phrase(N_("{product} = {subtotal}"), product=product, subtotal=Money(shown, currency))
    rest = list(_rest(recipe, outcome, currency, is_apart=is_apart))
    return EnglishText.of("{all}", all=_joined(_THEN, [first, *rest]))


def _product(recipe: Recipe, currency: str) -> Message:
    """Multiply the price by months and licences; what is rounded by itself is put in brackets."""
    price = phrase(N_("{price:decimal} {currency}"), price=recipe.price_text, currency=currency)
    licence = [price]
    if recipe.months > 1 and not _is_by_month(recipe):
        licence.append(phrase(plural("{count} month", "{count} months"), count=recipe.months))
    licenses = phrase(LICENSES, count=recipe.licenses)
    if recipe.rounding == "unit":
        product, amount = _multiplied([*licence, *_share(recipe)]), unit_amount(recipe)
        one = phrase(
            N_("({product}, rounded to {amount})"),
            product=product,
            amount=Money(amount, currency),
        )
        return _multiplied([one, licenses])
    if recipe.rounding == "day":
        one = phrase(
            N_("({product} / {days} days, rounded to {amount})"),
            product=_multiplied(licence),
            days=decimal_text(recipe.denominator * MILLION // recipe.times, "JPY"),
            amount=Money(day_amount(recipe), currency),
        )
        days = phrase(plural("{count} day", "{count} days"), count=recipe.numerator // recipe.times)
        return _multiplied([one, days, licenses])
    return _multiplied([*licence, licenses])


def _share(recipe: Recipe) -> Iterator[Message]:
    """Say which share of the cycle is billed, nothing where it is all of it."""
    numerator, denominator = recipe.numerator, recipe.denominator
    if recipe.shown == "percent":
        yield phrase("{percent:percent}", percent=str(numerator))
    elif recipe.shown == "months":
        yield _months(recipe)
    elif recipe.times > 1:
        share = f"{numerator // recipe.times}/{denominator}"
        yield phrase(N_("{times} × {share} days"), times=recipe.times, share=share)
    elif numerator != denominator:
        yield phrase(N_("{share} days"), share=f"{numerator}/{denominator}")


def _months(recipe: Recipe) -> Message:
    """Say how many whole months and which part of one are billed; of a cycle's price, by months."""
    of = recipe.month_days
    step = recipe.denominator // of
    share = f"{recipe.numerator - recipe.whole * of}/{of}"
    if _is_by_month(recipe) or step == 1:
        return phrase(N_("({whole} + {share}) months"), whole=recipe.whole, share=share)
    return phrase(
        N_("({whole} + {share}) / {step} months"), whole=recipe.whole, share=share, step=step
    )


def _is_by_month(recipe: Recipe) -> bool:
    """Say whether a price for a month is multiplied by the months that are billed.

    An amount a cycle comes off the price of the cycle, which is then multiplied by its share.
    """
    return recipe.shown == "months" and recipe.months > 1 and not (recipe.less and recipe.discounts)


def _discounted(recipe: Recipe, product: Message, currency: str) -> Message:
    """Multiply by the share that a percentage leaves, or take off an amount a cycle."""
    if recipe.less:
        less = decimal_text(recipe.less * recipe.discounts, currency)
        amount = phrase(N_("{price:decimal} {currency}"), price=less, currency=currency)
        if recipe.rounding in _SHARED_FIRST:
            amount = _multiplied([amount, *_share(recipe)])
            return phrase(N_("{product} − {amount}"), product=product, amount=amount)
        return phrase(N_("({product} − {amount})"), product=product, amount=amount)
    if recipe.kept == MILLION:
        return product
    kept = phrase("{percent:percent}", percent=percent_text(recipe.kept))
    return _multiplied([product, *[kept] * recipe.discounts])


def _rest(recipe: Recipe, outcome: Outcome, currency: str, *, is_apart: bool) -> Iterator[Message]:
    """Say what follows the subtotal: how it was rounded, discount, additions, taxes, credit."""
    if recipe.rounding in _ROUNDED:
        yield phrase(_ROUNDED[recipe.rounding])
    apart = outcome.gross - outcome.subtotal if is_apart else 0
    yield from _amount(N_("− discount {amount:decimal}"), apart, currency)
    plus = N_("+ {name} {amount:decimal}")
    yield from _amount(plus, recipe.beside, currency, name=recipe.beside_name)
    yield from _taxes(recipe, outcome, currency)
    yield from _amount(N_("− discount {amount:decimal}"), outcome.after, currency)
    yield from _amount(N_("− credit {amount:decimal}"), outcome.credit, currency)
    yield from _amount(plus, recipe.apart, currency, name=recipe.apart_name)


def _amount(template: str, minor: int, currency: str, **values: object) -> Iterator[Message]:
    """Say an amount where there is one."""
    if minor:
        yield phrase(template, amount=str(Money(minor, currency)), **values)


def _taxes(recipe: Recipe, outcome: Outcome, currency: str) -> Iterator[Message]:
    """Say each tax, and of which amount it is where that isn't the subtotal."""
    template, base = N_("+ {tax} {amount:decimal}"), str(Money(outcome.gross, currency))
    if recipe.tax_times > 1:
        template = N_("+ 2 × {tax} {amount:decimal}")
    elif recipe.is_gross_taxed and recipe.has_discount:
        template = N_("+ {tax} {amount:decimal} on {base:decimal}")
    for name, minor in zip(recipe.tax_names, outcome.taxes or (), strict=False):
        tax = minor // recipe.tax_times
        yield from _amount(template, tax, currency, tax=tax_name(name), base=base)


def _multiplied(factors: Sequence[Message]) -> Message:
    return _joined(_TIMES, factors)


def _joined(template: str, parts: Sequence[Message]) -> Message:
    return reduce(lambda first, second: phrase(template, first=first, second=second), parts)
