"""Give the policy tests the packaged rules and every question that they must answer."""

import itertools
from typing import TypeAlias

import msgspec

from addonctl.errors import DataFailure
from addonctl.model.account import Role
from addonctl.model.policy import (
    ACTIONS,
    READINGS,
    ROLES,
    ROUTES,
    STATES,
    Conflict,
    ConflictReading,
    Policy,
    Reading,
    Rule,
)
from addonctl.rules.policy import Question, Verdict, decide_role
from tests.builders import PACKAGED_POLICY

POLICY = PACKAGED_POLICY
RULES = (*POLICY.permit, *POLICY.forbid)
ReadCell: TypeAlias = tuple[Reading, Role, Question]

QUESTIONS = tuple(
    Question(action=action, route=route, state=state)
    for action, route, state in itertools.product(ACTIONS, ROUTES, STATES)
)
CELLS: tuple[tuple[Role, Question], ...] = tuple(itertools.product(ROLES, QUESTIONS))
READ_CELLS: tuple[ReadCell, ...] = tuple(
    (reading, role, question) for (role, question), reading in itertools.product(CELLS, READINGS)
)


def answers_of(policy: Policy) -> dict[ReadCell, Verdict | None]:
    """Answer every cell under every reading, a gap as `None`."""
    answers: dict[ReadCell, Verdict | None] = {}
    for cell in READ_CELLS:
        try:
            answers[cell] = decide_role(policy, *cell)
        except DataFailure:
            answers[cell] = None
    return answers


def with_rule(old_id: str, **changes: object) -> Policy:
    """Change one row of the packaged policy."""
    assert old_id in {rule.id for rule in RULES}

    def change(rule: Rule) -> Rule:
        return msgspec.structs.replace(rule, **changes) if rule.id == old_id else rule

    return msgspec.structs.replace(
        POLICY,
        permit=tuple(map(change, POLICY.permit)),
        forbid=tuple(map(change, POLICY.forbid)),
    )


def without(*rule_ids: str) -> Policy:
    """Leave rows out of the packaged policy, and out of its conflict too."""
    assert set(rule_ids) <= {rule.id for rule in RULES}
    return of_rules([rule for rule in RULES if rule.id not in rule_ids])


def of_rules(rules: list[Rule]) -> Policy:
    """Make a policy of some packaged or changed rows; the conflict disables those that are left."""
    ids = {rule.id for rule in rules}
    conflicts = tuple(
        with_sides(
            conflict,
            *(
                msgspec.structs.replace(side, disables=tuple(ids.intersection(side.disables)))
                for side in conflict.reading
            ),
        )
        for conflict in POLICY.conflict
    )
    return msgspec.structs.replace(
        POLICY,
        permit=tuple(rule for rule in rules if rule.code.startswith("MAY_")),
        forbid=tuple(rule for rule in rules if not rule.code.startswith("MAY_")),
        conflict=conflicts,
    )


def with_sides(conflict: Conflict, *sides: ConflictReading) -> Conflict:
    """Give a conflict other readings."""
    return msgspec.structs.replace(conflict, reading=sides)
