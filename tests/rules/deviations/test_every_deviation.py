"""Every deviation and every pair of two kinds is found, on accounts that were drawn."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

import pytest

from addonctl.rules.deviations.recipe import identity_of, work_out
from addonctl.rules.deviations.search import Trials, Tried, try_all
from tests.rules.deviations.drawn import draw
from tests.rules.deviations.opinion.sheet import Key, due_with, right_sheet
from tests.rules.deviations.opinion.wrongs import everything_wrong

FEW = 200
PAIRS_OF_FEW = 40
"""So many pairs of each of the few accounts are computed a second time, all of the many's."""
PARTS, OF_PART = 10, 1_000
"""The many accounts: they are spread over the processes that tests run in."""


@pytest.mark.once
def test_every_deviation_is_found() -> None:
    """What is charged by a mistake is explained by that mistake, or by a simpler one."""
    _check_all(range(FEW), pairs=PAIRS_OF_FEW)


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("part", range(PARTS))
def test_every_pair_on_ten_thousand_accounts_is_found(
    part: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing that one or two mistakes charge is left unexplained."""
    counts = _check_all(range(part * OF_PART, (part + 1) * OF_PART), pairs=None)
    assert counts["amounts"] > 100 * OF_PART
    with capfd.disabled():
        words = ", ".join(f"{count} {what}" for what, count in counts.items())
        sys.stderr.write(f"\nCharges explained: {words}\n")


def _check_all(seeds: range, *, pairs: int | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    for seed in seeds:
        try:
            _check(seed, pairs, counts)
        except AssertionError as error:
            error.add_note(f"of the account of seed {seed}")
            raise
    assert counts["accounts"] == len(seeds)
    return counts


def _check(seed: int, pairs: int | None, counts: Counter[str]) -> None:
    """Compute everything a second time, and look each amount up."""
    drawn = draw(seed)
    facts, case = drawn.facts, drawn.case
    expected = case.bill.amounts.due
    assert right_sheet(facts).due() == work_out(case.recipe).due == expected
    trials = try_all(case)
    keys = {one.number: _key(one) for one in _all_alone(trials)}
    made = {
        frozenset(keys[part.number] for part in parts): due
        for due, found in trials.by_due.items()
        for parts in found
    }
    wrongs = tuple(everything_wrong(facts))
    both = [(one, two) for one, two in combinations(wrongs, 2) if one.kind != two.kind]
    assert trials.pairs == len(both)
    assert len(made) == len(wrongs) + len(both)
    some = random.Random(seed)  # noqa: S311  # the same in every run
    chosen = both if pairs is None else some.sample(both, min(pairs, len(both)))
    dues = set()
    for together in (*((wrong,) for wrong in wrongs), *chosen):
        names = frozenset(wrong.key for wrong in together)
        due = due_with(facts, *together)
        assert made[names] == due, names
        dues.add(due)
    counts.update(accounts=1, deviations=len(wrongs), pairs=len(chosen))
    for due in dues - {expected}:
        counts.update(_look_up(trials, due))


def _look_up(trials: Trials, due: int) -> Iterator[str]:
    """Look an amount up: all that gives it is told, or by a part of it that gives it alone."""
    explained = trials.explain(due)
    told = {_numbers(parts) for found in explained for parts in (found.parts, *found.same)}
    lone = [parts for parts in trials.by_due[due] if len(parts) == 1]
    alone = {parts[0].number for parts in lone}
    simpler = {identity_of(found.recipe) for found in explained if len(found.parts) == 1}
    yield "amounts"
    for parts in trials.by_due[due]:
        if _numbers(parts) in told:
            yield "told as it is"
        else:
            assert len(parts) == 2
            recipe = parts[1].way.change(parts[0].recipe)
            assert any(part.number in alone for part in parts) or identity_of(recipe) in simpler
            yield "told as a part of it"
    assert all(len(found.parts) == 1 for found in explained[: len(simpler)])
    if len(lone) == 1:
        assert _numbers(explained[0].parts) == _numbers(lone[0])
        yield "lone and first"


def _numbers(parts: tuple[Tried, ...]) -> tuple[int, ...]:
    return tuple(part.number for part in parts)


def _all_alone(trials: Trials) -> Iterator[Tried]:
    for found in trials.by_due.values():
        yield from (parts[0] for parts in found if len(parts) == 1)


_TOLD_APART = {
    **dict.fromkeys(("bought_on", "date_in_utc", "after_trial", "other_validity"), "date"),
    **dict.fromkeys(("days_divided_by", "months_of_days", "year_of_days"), "days"),
    "one_tax_missing": "tax",
}
"""The values by which the ways of some deviations differ."""


def _key(one: Tried) -> Key:
    """Return the key of a deviation as the second opinion has it."""
    name, values = one.deviation.name, one.way.values
    if one.deviation.kind == "addition":
        return name, "beside" if one.way.far else None
    if one.deviation.kind == "licenses":
        return name, values["total"]
    if name == "other_rate":
        return name, (values["tax"], Fraction(str(values["percent"])) / 100)
    if name == "credit_again":
        return name, one.recipe.credit
    return name, values[_TOLD_APART[name]] if name in _TOLD_APART else None
