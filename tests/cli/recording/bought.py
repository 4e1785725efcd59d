"""Say a second time, in a model's own words, what is bought on a day by a list of facts."""

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from dateutil.relativedelta import relativedelta

ALL: Final = 13
"""How many licences the account has."""
ANCHOR: Final = dt.date(2026, 1, 31)


class Fact(NamedTuple):
    """What the model remembers of an event: of a change, from how many licences and since when.

    `event` is the number of the one that is void by it, counted from 1.
    """

    kind: str
    date: dt.date
    addon: str
    by: str | None = None
    before: int | None = None
    quantity: int | None = None
    since: dt.date | None = None
    event: int | None = None


class Holding(NamedTuple):
    """What is bought of an add-on: licences, the number that is to come, the first day without."""

    quantity: int
    pending: int | None
    end: dt.date | None


def cycle_end(day: dt.date) -> dt.date:
    """Return the first day of the next cycle."""
    months = 0
    while ANCHOR + relativedelta(months=months) <= day:
        months += 1
    return ANCHOR + relativedelta(months=months)


def holding(facts: Sequence[Fact], addon: str, day: dt.date) -> Holding | None:
    """Go day by day through what counts: a change replaces what is still to come."""
    held: Holding | None = None
    waiting: Fact | None = None
    for fact in [each for each in facts if each.addon == addon and each.date <= day]:
        held, waiting = _passed(held, waiting, fact.date)
        if fact.kind == "subscribed" and held is None:
            held, waiting = Holding(fact.quantity or 0, None, None), None
        elif fact.kind == "ended" and held is not None:
            held = held._replace(end=fact.since)
        elif fact.kind == "licenses_changed" and held is not None:
            held, waiting = held._replace(pending=fact.quantity), fact
    held, _waiting = _passed(held, waiting, day)
    return held


def _passed(
    held: Holding | None, waiting: Fact | None, day: dt.date
) -> tuple[Holding | None, Fact | None]:
    """Let a day come: what was to come is there."""
    if held is None or (held.end is not None and held.end <= day):
        return None, None
    if waiting is not None and waiting.since is not None and waiting.since <= day:
        return held._replace(quantity=waiting.quantity or 0, pending=None), None
    return held, waiting


def impossible(facts: Sequence[Fact], addon: str) -> bool:
    """Say whether some fact of an add-on can't have happened after the others."""
    own = [fact for fact in facts if fact.addon == addon]
    for number, fact in enumerate(own):
        held = holding(own[:number], addon, fact.date)
        if fact.kind in {"subscribed", "trial_started"} and held is not None:
            return True
        if fact.kind == "ended" and held is None:
            return True
        if fact.kind == "licenses_changed" and (held is None or held.quantity != fact.before):
            return True
    return False
