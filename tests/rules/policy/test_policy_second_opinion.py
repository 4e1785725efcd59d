"""Compare the permission table with the same rules written independently in Cedar.

`policy.cedar` was written from the two articles. Cedar skips a row that fails, and
without a schema a wrong word makes a row fail, so the schema is always given and no error allowed.
"""

from pathlib import Path

import cedarpy
import msgspec
import pytest

from addonctl.model.policy import Policy, Reading
from addonctl.rules.policy import Question, decide_role
from tests.rules.policy.policy_cells import CELLS, POLICY

HERE = Path(__file__).parent
CEDAR = (HERE / "policy.cedar").read_text("utf-8")
SCHEMA = (HERE / "policy.cedarschema").read_text("utf-8")


def request_of(reading: str, role: str, question: Question) -> dict[str, object]:
    """Put one cell as Cedar asks it."""
    return {
        "principal": {"type": "Role", "id": role},
        "action": {"type": "Action", "id": question.action},
        "resource": {"type": "State", "id": question.state},
        "context": {
            "route": {"__entity": {"type": "Route", "id": question.route}},
            "reading": {"__entity": {"type": "Reading", "id": reading}},
        },
    }


def cells_in_dispute(policy: Policy, reading: Reading) -> list[str]:
    """List the cells on which the table and Cedar disagree."""
    requests = [request_of(reading, role, question) for role, question in CELLS]
    answers = cedarpy.is_authorized_batch(requests, CEDAR, [], SCHEMA)
    assert len(answers) == 192
    assert [error for answer in answers for error in answer.diagnostics.errors] == []
    return [
        f"{role} {question.action} {question.route} {question.state}"
        for (role, question), answer in zip(CELLS, answers, strict=True)
        if decide_role(policy, reading, role, question).allowed != answer.allowed
    ]


def test_second_opinion_is_valid_cedar() -> None:
    """Cedar finds no wrong word and no wrong type in the second opinion."""
    assert cedarpy.validate_policies(CEDAR, SCHEMA).errors == []


@pytest.mark.parametrize("reading", ["strict", "fr-table"])
def test_second_opinion_agrees_on_every_cell(reading: Reading) -> None:
    """Two tables written apart give the same 192 answers."""
    assert cells_in_dispute(POLICY, reading) == []


def test_second_opinion_notices_a_changed_row() -> None:
    """The comparison fails where a permission of the table is wrong."""
    trial = next(row for row in POLICY.permit if row.code == "MAY_START_TRIAL")
    request = next(row for row in POLICY.forbid if row.code == "OWNER_ACTS_DIRECTLY")
    changed = msgspec.structs.replace(
        POLICY,
        permit=(*POLICY.permit, msgspec.structs.replace(trial, id="any", when=request.when)),
        forbid=tuple(row for row in POLICY.forbid if row is not request),
    )
    assert cells_in_dispute(changed, "strict") == [
        f"owner request {route} {state}"
        for route in ("self_service", "quote")
        for state in ("available", "trial_running", "trial_used")
    ]


def test_unknown_word_is_no_answer_to_the_second_opinion() -> None:
    """With its schema Cedar decides nothing about a word that it doesn't know."""
    question = Question(action="trial", route="quote", state="available")
    request = request_of("strictly", "owner", question)
    answer = cedarpy.is_authorized(request, CEDAR, [], SCHEMA)
    assert answer.decision is cedarpy.Decision.NoDecision
    assert answer.diagnostics.errors != []
