"""The formula of an explanation is an equation: computed as it is written, it gives the amount."""

import random
import re
from fractions import Fraction
from math import floor

import pytest

from addonctl.actions.invoice_check import expect_invoice
from addonctl.rules.deviations.formula import formula_of
from addonctl.rules.deviations.recipe import Recipe, work_out
from addonctl.rules.deviations.search import try_all
from addonctl.text.translator import for_machines
from tests.builders import example_account, make_context
from tests.rules.deviations.drawn import draw

ACCOUNTS = 60
PAIRS = 60
UNITS = re.compile(r" ?(EUR|JPY|TND|months?|licences?|days?)\b")
ROUNDED = re.compile(r"\((?:[^()]|\([^()]*\))*, rounded to ([0-9.]+)\)")


def value_of(text: str) -> Fraction:
    """Compute a product as it is written, with what is rounded on the way as it says."""
    text = ROUNDED.sub(lambda found: found[1], UNITS.sub("", text))
    text = re.sub(r"([0-9.]+)%", r"(\1/100)", text)
    assert re.fullmatch(r"[0-9. ×−+/()]+", text), text
    text = text.replace("×", "*").replace("−", "-")
    # Fractions written in a row, such as 2 × 3/4, are what Python reads, too.
    text = re.sub(r"[0-9]+(\.[0-9]+)?", lambda found: f"Fraction('{found[0]}')", text)
    value: Fraction = eval(text, {"Fraction": Fraction})  # noqa: S307  # signs and numbers, as seen
    return max(value, Fraction(0))


def rest_of(parts: list[str], scale: int) -> int:
    """Add up what follows the subtotal, in minor units."""
    total = Fraction(0)
    for part in parts:
        found = re.fullmatch(r"([+−]) (2 × )?.*? ([0-9.]+)( on [0-9.]+)?", part)
        if found is None:
            assert "rounded" in part, part
            continue
        amount = Fraction(found[3]) * (2 if found[2] else 1)
        total += amount if found[1] == "+" else -amount
    return int(total * scale)


def check(recipe: Recipe, currency: str) -> None:
    """Compute the formula of a recipe, and compare it with what the recipe comes to."""
    outcome = work_out(recipe)
    text = for_machines("en").say(formula_of(recipe, outcome, currency))
    first, *rest = text.split(", ")
    while " = " not in first:  # a comma stands before what is rounded
        first = f"{first}, {rest.pop(0)}"
    product, subtotal = first.split(" = ")
    scale = 10 ** len(subtotal.split()[0].partition(".")[2])
    shown = int(Fraction(subtotal.removesuffix(f" {currency}")) * scale)
    exact = value_of(product) * scale
    match recipe.rounding:
        case "down":
            expected = floor(exact)
        case "half_even":
            expected = round(exact)
        case _:
            expected = floor(exact + Fraction(1, 2))
    # Lines may be rounded otherwise than their sum, and what is given once comes off after that.
    slack = 1 if recipe.rounding in {"line", "half_even", "down"} else 0
    assert abs(shown - expected) <= slack, text
    assert shown + rest_of(rest, scale) == outcome.due, text


@pytest.mark.once
def test_formula_is_an_equation() -> None:
    """Whatever went wrong, alone or two together, what is written is what was computed."""
    for seed in range(ACCOUNTS):
        case = draw(seed).case
        trials = try_all(case)
        made = [parts for found in trials.by_due.values() for parts in found]
        some = random.Random(seed)  # noqa: S311  # the same in every run
        alone = [parts for parts in made if len(parts) == 1]
        for parts in (*alone, *some.sample(made, PAIRS)):
            first, *others = parts
            recipe = others[0].way.change(first.recipe) if others else first.recipe
            check(recipe, case.terms.currency)


def test_whole_months_are_written_apart_from_the_days() -> None:
    """From 21 November to 14 March: three months, and 22 of the 28 days of one more."""
    context = make_context(example_account("annual-upfront.toml"))
    addon = context.catalog.addon("analytics-plus")
    case = expect_invoice(context, addon=addon, on=context.as_of)
    made = [one for one in try_all(case).tried if one.deviation.name == "whole_months_first"]
    recipe = made[0].recipe
    text = for_machines("en").say(formula_of(recipe, work_out(recipe), "EUR"))
    assert text.startswith("15.00 EUR × 49 licences × (3 + 22/28) months = 2782.50 EUR")
