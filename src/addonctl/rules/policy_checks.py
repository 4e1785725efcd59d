"""Find the faults of a policy that reads well and still doesn't hold together.

What a row says by itself (words, ids, sources) is checked with its place where the file is read;
the rows that close gaps are made by `rules.policy_gaps`.
"""

import itertools
from typing import NamedTuple

from addonctl.errors import DataFailure
from addonctl.model.account import Role
from addonctl.model.policy import ACTIONS, READINGS, ROLES, ROUTES, STATES, Policy, Reading
from addonctl.rules.policy import Question, Verdict, decide, decide_role
from addonctl.rules.policy_gaps import Cell, rows_for_gaps

_CELLS: tuple[Cell, ...] = tuple(itertools.product(ROLES, ACTIONS, ROUTES, STATES))


class PolicyFaults(NamedTuple):
    """The ids of the rows that never matter, and the rows to paste, as TOML, that close gaps."""

    dead: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


def find_policy_faults(policy: Policy) -> PolicyFaults:
    """List the rows that never matter and the questions that no row answers.

    Rule: each row decides something in some reading; each of the 192 questions has an answer in
    each reading. Rows that a person switched off aren't dead.
    """
    answers = {
        (reading, cell): _answer(policy, reading, cell) for reading in READINGS for cell in _CELLS
    }
    # A row that is no reason of any answer can go: forbids hide permits, and nothing else hides.
    reasons = {rule for answer in answers.values() if answer for rule in answer.rules}
    rules = (*policy.permit, *policy.forbid)
    dead = tuple(rule.id for rule in rules if rule not in reasons)
    missing = (cell for (_, cell), answer in answers.items() if answer is None)
    allowed = {cell for (_, cell), answer in answers.items() if answer and answer.allowed}
    taken = [rule.id for rule in rules] + [row.id for row in policy.conflict]
    taken += [row.id for row in policy.route]
    return PolicyFaults(dead, tuple(rows_for_gaps(missing, allowed, taken)))


def count_contested_cells(policy: Policy) -> dict[Reading, int]:
    """Count the cells, of 192, that a reading's answer marks as contested.

    Raises:
        DataFailure: the policy has a gap (`POLICY_GAP`).
    """
    return {
        reading: sum(
            bool(decide(policy, reading, (role,), question).contested)
            for role, question in map(_split, _CELLS)
        )
        for reading in READINGS
    }


def _answer(policy: Policy, reading: Reading, cell: Cell) -> Verdict | None:
    try:
        return decide_role(policy, reading, *_split(cell))
    except DataFailure:
        return None


def _split(cell: Cell) -> tuple[Role, Question]:
    role, action, route, state = cell
    return role, Question(action=action, route=route, state=state)
