"""The number of the rules: it says whether two programs would answer alike."""

import datetime as dt

import pytest

from addonctl.model.answers import CycleDates
from addonctl.model.wire import RULES
from addonctl.rules import amounts
from addonctl.rules.cycle import days_billed
from tests.rules import rules_number
from tests.rules.policy.policy_cells import with_rule
from tests.rules.rules_number import (
    DECISIONS,
    KEPT,
    Answered,
    Answers,
    changed_answers,
    complaint,
    found_answers,
    kept_answers,
    renewed,
)


def test_number_grows_with_every_change_of_an_answer() -> None:
    """A client that has other rules than its server says so beside every answer."""
    assert complaint(kept_answers(), found_answers()) is None


def test_renewing_changes_nothing_that_is_up_to_date() -> None:
    """So that whoever runs it for something else finds no difference."""
    assert renewed() == KEPT.read_text("utf-8")


def test_another_decision_needs_another_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of the policy says otherwise: what to do is said, and renewing doesn't hide it."""
    policy = with_rule("owner-subscribes", code="MAY_START_TRIAL")
    monkeypatch.setattr(rules_number, "POLICY", policy)
    found = found_answers()
    assert changed_answers(kept_answers(), found) == [DECISIONS]
    told = complaint(kept_answers(), found)
    assert told == (
        "Answers changed (decisions) under the same number of the rules: raise RULES in"
        f" src/addonctl/model/wire.py to {RULES + 1}, then run python -m tests.renew rules."
    )
    with pytest.raises(SystemExit, match="raise RULES"):
        renewed()


def test_another_amount_needs_another_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """One day more that is billed changes cases and examples, and no decision."""

    def one_less(cycle: CycleDates, date: dt.date) -> int:
        return days_billed(cycle, date) - 1

    monkeypatch.setattr(amounts, "days_billed", one_less)
    changed = changed_answers(kept_answers(), found_answers())
    assert DECISIONS not in changed
    assert {"amounts.tsv", "acme.toml", "leap-day.json"} <= set(changed)


@pytest.mark.parametrize(
    ("kept", "found", "says"),
    [
        ((1, "a 1"), (1, "a 1"), None),
        ((1, "a 1"), (1, "a 2"), "Answers changed (x) under the same number"),
        ((1, "a 1"), (2, "a 2"), "run python -m tests.renew rules"),
        ((1, "a 1"), (2, "a 1"), "run python -m tests.renew rules"),
        ((1, "a 1"), (1, "b 2"), "run python -m tests.renew rules"),
        ((2, "a 1"), (1, "a 1"), "only grows"),
    ],
)
def test_what_is_said_of_a_difference(
    kept: tuple[int, str], found: tuple[int, str], says: str | None
) -> None:
    """The same answers, others, others under another number, others to something else."""
    before, after = (
        Answers(number, {"x": Answered(*answered.split())}) for number, answered in (kept, found)
    )
    told = complaint(before, after)
    assert told is None if says is None else says in str(told)
