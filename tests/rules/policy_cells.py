"""Give the policy tests the packaged rules and every question that they must answer."""

import itertools
from typing import TypeAlias

from addonctl.errors import DataFailure
from addonctl.model.account import Role
from addonctl.model.policy import ACTIONS, READINGS, ROLES, ROUTES, STATES, Policy, Reading
from addonctl.rules.policy import Question, Verdict, decide_role
from tests.builders import PACKAGED_POLICY

POLICY = PACKAGED_POLICY
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
