"""Try every deviation on an invoice, then every two of different kinds, for an amount charged.

`DEVIATIONS` is the whole list: to add one, add it to the module of its kind.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, get_args

from addonctl.model.answers.checks import DeviationKind
from addonctl.rules.deviations.additions import ADDITIONS, CREDITS
from addonctl.rules.deviations.case import Case, Deviation, Way
from addonctl.rules.deviations.dates import CYCLES, DATES
from addonctl.rules.deviations.discounts import DISCOUNTS
from addonctl.rules.deviations.figures import FIGURES
from addonctl.rules.deviations.licenses import LICENSES
from addonctl.rules.deviations.prices import PRICES
from addonctl.rules.deviations.recipe import Recipe, identity_of, work_out
from addonctl.rules.deviations.roundings import ROUNDINGS
from addonctl.rules.deviations.shares import SHARES
from addonctl.rules.deviations.taxes import TAXES

DEVIATIONS: Final[tuple[Deviation, ...]] = (
    *(*DATES, *SHARES, *LICENSES, *PRICES, *DISCOUNTS),
    *(*TAXES, *CREDITS, *FIGURES, *ADDITIONS, *CYCLES, *ROUNDINGS),
)
"""Every deviation; of those of one weight the first is told first."""
_ORDER: Final = {kind: place for place, kind in enumerate(get_args(DeviationKind))}


class Tried(NamedTuple):
    """A deviation as it was made in one of its ways: with the recipe and what is due by it.

    They are numbered; the deviation has its `place` in the list of all.
    """

    deviation: Deviation
    way: Way
    number: int
    place: int
    recipe: Recipe
    due: int

    @property
    def rank(self) -> tuple[int, int]:
        """Say how simple and common it is."""
        return self.deviation.weight + self.way.far, self.place


class Found(NamedTuple):
    """One deviation, or two together, with their recipe; `same` are the same in other words."""

    parts: tuple[Tried, ...]
    recipe: Recipe
    same: tuple[tuple[Tried, ...], ...] = ()


class Trials(NamedTuple):
    """All that was tried on an invoice: alone, how many pairs, and what leads to which amount.

    `tried` are those that make it another invoice; others may do so beside a second one.
    """

    tried: tuple[Tried, ...]
    pairs: int
    by_due: dict[int, list[tuple[Tried, ...]]]

    def explain(self, due: int) -> tuple[Found, ...]:
        """Return every explanation of an amount, the simplest first.

        Those that are the same in other words are told together. Two of which one alone gives the
        amount are that one.
        """
        hits = sorted(self.by_due.get(due, ()), key=_rank)
        alone = {parts[0].number for parts in hits if len(parts) == 1}
        groups: dict[tuple[object, ...], list[tuple[Tried, ...]]] = {}
        recipes: dict[tuple[object, ...], Recipe] = {}
        for parts in hits:
            if len(parts) > 1 and any(part.number in alone for part in parts):
                continue
            recipe = _together(parts)
            identity = identity_of(recipe)
            same = groups.setdefault(identity, [])
            recipes.setdefault(identity, recipe)
            if not same or len(same[0]) == len(parts):
                same.append(parts)
        return tuple(
            Found(first, recipes[identity], tuple(others))
            for identity, (first, *others) in groups.items()
        )

    def nearest(self, due: int) -> Found | None:
        """Return what comes nearest to an amount, of several the simplest."""
        if not self.by_due:
            return None
        near = min(abs(amount - due) for amount in self.by_due)
        hits = [parts for sign in (-1, 1) for parts in self.by_due.get(due + sign * near, ())]
        parts = min(hits, key=_rank)
        return Found(parts, _together(parts))


def try_all(case: Case) -> Trials:
    """Try every deviation, and every two of different kinds."""
    made = list(_made(case))
    by_due: dict[int, list[tuple[Tried, ...]]] = {}
    for one in made:
        by_due.setdefault(one.due, []).append((one,))
    pairs = 0
    for first, second in _pairs(made):
        pairs += 1
        due = work_out(second.way.change(first.recipe)).due
        by_due.setdefault(due, []).append((first, second))
    plain = identity_of(case.recipe)
    tried = tuple(one for one in made if identity_of(one.recipe) != plain)
    return Trials(tried, pairs, by_due)


def _made(case: Case) -> Iterator[Tried]:
    number = 0
    for place, deviation in enumerate(DEVIATIONS):
        for way in deviation.ways(case):
            recipe = way.change(case.recipe)
            yield Tried(deviation, way, number, place, recipe, work_out(recipe).due)
            number += 1


def _pairs(made: Sequence[Tried]) -> Iterator[tuple[Tried, Tried]]:
    """Put two of different kinds together, in the order in which they are applied."""
    ordered = sorted(made, key=lambda one: _ORDER[one.deviation.kind])
    for index, first in enumerate(ordered):
        kind = first.deviation.kind
        for second in ordered[index + 1 :]:
            if second.deviation.kind != kind:
                yield first, second


def _together(parts: tuple[Tried, ...]) -> Recipe:
    """Return the recipe of one, or of two together."""
    first, *others = parts
    return others[0].way.change(first.recipe) if others else first.recipe


def _rank(parts: tuple[Tried, ...]) -> tuple[int, int, list[tuple[int, int]]]:
    """Put a lone one before two, then the simpler and more common ones first."""
    ranks = sorted(part.rank for part in parts)
    return len(parts), sum(weight for weight, _place in ranks), ranks
