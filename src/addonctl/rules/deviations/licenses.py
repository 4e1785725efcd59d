"""Charge for another number of licences."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.rules.deviations.case import Case, Deviation, Way, licensed
from addonctl.rules.deviations.recipe import Recipe

_MOST_MORE: Final = 5


def _charged_for(case: Case, total: int | None, far: int = 0, **values: object) -> Iterator[Way]:
    if total and total > 0 and total != case.recipe.licenses:
        change = partial(_licensed, case, total)
        yield Way(change, {"total": total, **values}, far)


def _licensed(case: Case, count: int, recipe: Recipe) -> Recipe:
    return licensed(case, recipe, count)


def _changed(case: Case) -> Iterator[Way]:
    """Charge for the licences of a later change of the purchase."""
    changes = [event for event in case.later if event.kind == "licenses_changed"]
    for far, event in enumerate(reversed(changes)):
        yield from _charged_for(case, event.quantity, far, date=event.holds_from)


def _more_or_fewer(case: Case, sign: int) -> Iterator[Way]:
    for number in range(1, _MOST_MORE + 1):
        total = case.recipe.licenses + sign * number
        yield from _charged_for(case, total, number - 1, count=number)


_ASKS: Final = N_("For how many licences is the invoice, and why?")
LICENSES: Final = (
    Deviation(
        name="standard_only",
        kind="licenses",
        weight=1,
        says=N_("Only the standard licences were charged: {total}."),
        asks=N_("Are the additional users on the invoice?"),
        ways=lambda case: _charged_for(case, case.account.licenses.standard),
    ),
    Deviation(
        name="all_licenses",
        kind="licenses",
        weight=1,
        says=N_("All licences of the account were charged: {total}."),
        asks=N_("For how many licences was it bought?"),
        ways=lambda case: _charged_for(case, case.account.licenses.total),
    ),
    Deviation(
        name="licenses_bought",
        kind="licenses",
        weight=1,
        says=N_("The licences of the purchase were charged: {total}."),
        asks=N_("For how many licences was it bought?"),
        ways=lambda case: _charged_for(case, case.bought),
    ),
    Deviation(
        name="licenses_changed",
        kind="licenses",
        weight=1,
        says=N_("The licences from {date} on were charged: {total}."),
        asks=N_("From which day on does the number on the invoice hold?"),
        ways=_changed,
    ),
    Deviation(
        name="people",
        kind="licenses",
        weight=2,
        says=N_("People were charged, not licences: {total}."),
        asks=N_("Does the invoice count people or licences?"),
        ways=lambda case: _charged_for(case, len(case.account.users)),
    ),
    Deviation(
        name="more_licenses",
        kind="licenses",
        weight=2,
        says=plural(
            "{count} licence more was charged: {total}.",
            "{count} licences more were charged: {total}.",
        ),
        asks=_ASKS,
        ways=lambda case: _more_or_fewer(case, 1),
    ),
    Deviation(
        name="fewer_licenses",
        kind="licenses",
        weight=2,
        says=plural(
            "{count} licence fewer was charged: {total}.",
            "{count} licences fewer were charged: {total}.",
        ),
        asks=_ASKS,
        ways=lambda case: _more_or_fewer(case, -1),
    ),
)
