"""Check the packaged permission table, all 192 cells under both readings.

The whole table stands in `policy-table.txt`, one line a cell and reading, so that a changed rule is
a change that a reviewer reads. `python -m tests.renew` writes it anew.
"""

import itertools
from pathlib import Path

import msgspec
import pytest

from addonctl.errors import DataFailure
from addonctl.model.account import Role
from addonctl.model.policy import Reading, Rule, State
from addonctl.rules.policy import Question, decide, decide_role
from tests.rules.policy.policy_cells import (
    CELLS,
    POLICY,
    READ_CELLS,
    RULES,
    ReadCell,
    answers_of,
    without,
)

TABLE = Path(__file__).with_name("policy-table.txt")

ALLOWED_UNDER_STRICT = {
    "owner subscribe self_service available",
    "owner subscribe self_service trial_running",
    "owner subscribe self_service trial_used",
    "owner quote quote available",
    "owner quote quote trial_running",
    "owner quote quote trial_used",
    "owner trial self_service available",
    "owner trial quote available",
    "admin trial self_service available",
    "admin trial quote available",
    "admin request self_service available",
    "admin request self_service trial_running",
    "admin request self_service trial_used",
    "admin request quote available",
    "admin request quote trial_running",
    "admin request quote trial_used",
    "supervisor request self_service available",
    "supervisor request self_service trial_running",
    "supervisor request self_service trial_used",
    "supervisor request quote available",
    "supervisor request quote trial_running",
    "supervisor request quote trial_used",
}
CONTESTED = {
    "admin quote quote available",
    "admin quote quote trial_running",
    "admin quote quote trial_used",
}


def name_of(role: Role, question: Question) -> str:
    """Name a cell by its four words."""
    return f"{role} {question.action} {question.route} {question.state}"


def line_of(reading: Reading, role: Role, question: Question) -> str:
    """Write one line of the golden table."""
    verdict = decide(POLICY, reading, (role,), question)
    reasons = ", ".join(f"{rule.code} ({rule.id})" for rule in verdict.rules)
    contested = "".join(f"  contested {conflict.id}" for conflict in verdict.contested)
    return (
        f"{role:<10} {question.action:<9} {question.route:<12} {question.state:<13} {reading:<8} "
        f"-> {'yes' if verdict.allowed else 'no ':<3} {reasons}{contested}\n"
    )


def golden_table() -> str:
    """Write the golden table."""
    return "".join(line_of(*read_cell) for read_cell in READ_CELLS)


def allowed_cells() -> list[ReadCell]:
    """List the cells that the packaged policy allows."""
    return [cell for cell in READ_CELLS if decide_role(POLICY, *cell).allowed]


def test_every_cell_is_as_the_golden_table_has_it() -> None:
    """Every answer, its codes, its rows and its contested mark are as reviewed."""
    assert golden_table().splitlines() == TABLE.read_text("utf-8").splitlines()


def test_golden_table_holds_all_cells_once() -> None:
    """The table has 192 cells under each of two readings, and none twice."""
    cells = [line.partition("->")[0] for line in TABLE.read_text("utf-8").splitlines()]
    assert len(cells) == len(set(cells)) == 192 * 2


def test_no_cell_is_a_gap() -> None:
    """Every question has an answer with at least one reason, under each reading."""
    answers = answers_of(POLICY)
    assert [cell for cell, verdict in answers.items() if not (verdict and verdict.rules)] == []


def test_exactly_the_22_cells_are_allowed_under_strict() -> None:
    """The documents allow 22 of 192 cells, named here by hand."""
    allowed = {
        name_of(role, question)
        for role, question in CELLS
        if decide_role(POLICY, "strict", role, question).allowed
    }
    assert len(ALLOWED_UNDER_STRICT) == 22
    assert allowed == ALLOWED_UNDER_STRICT


def test_fr_table_allows_the_same_and_the_contested_cells() -> None:
    """The other reading takes nothing away and adds the admin's three quotes."""
    allowed = {
        name_of(role, question)
        for role, question in CELLS
        if decide_role(POLICY, "fr-table", role, question).allowed
    }
    assert allowed == ALLOWED_UNDER_STRICT | CONTESTED


@pytest.mark.parametrize("reading", ["strict", "fr-table"])
def test_exactly_three_cells_are_contested(reading: Reading) -> None:
    """The contradiction marks three cells, whichever reading is followed."""
    contested = {
        name_of(role, question): [conflict.id for conflict in verdict.contested]
        for role, question in CELLS
        if (verdict := decide(POLICY, reading, (role,), question)).contested
    }
    assert contested == {cell: ["C1"] for cell in CONTESTED}


def test_agent_is_never_allowed() -> None:
    """Whoever is an agent and nothing else may do nothing, under any reading."""
    assert not [cell for cell in allowed_cells() if cell[1] == "agent"]


@pytest.mark.parametrize("state", ["purchased", "included", "not_offered"])
def test_what_is_not_for_sale_allows_nothing(state: State) -> None:
    """What is bought, in the plan or not offered is neither bought, quoted, tried nor requested."""
    assert not [cell for cell in allowed_cells() if cell[2].state == state]


def test_subscribe_and_quote_exclude_each_other() -> None:
    """An account buys by itself or by quote, never both."""
    ways = {(question.action, question.route) for _, _, question in allowed_cells()}
    assert ("subscribe", "quote") not in ways
    assert ("quote", "self_service") not in ways


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_row_matters(rule: Rule) -> None:
    """Without the row some cell has another answer or other reasons, in some reading."""
    assert answers_of(without(rule.id)) != answers_of(POLICY)


@pytest.mark.parametrize("permit", POLICY.permit, ids=lambda rule: rule.id)
def test_no_permit_says_more_than_it_gives(permit: Rule) -> None:
    """Each cell that a permit names it also opens, in some reading."""
    when, answers = permit.when, answers_of(POLICY)
    opened = {
        (role, question.action, question.route, question.state)
        for (_, role, question), verdict in answers.items()
        if verdict and permit in verdict.rules
    }
    assert opened == set(itertools.product(when.role, when.action, when.route, when.state))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_row_has_either_sources_or_a_conclusion(rule: Rule) -> None:
    """A row is stated by a known document or inferred for a reason, never both or neither."""
    assert bool(rule.source) != (rule.inferred is not None)
    assert rule.basis == ("stated" if rule.source else "inferred")


def test_every_source_is_a_known_document() -> None:
    """Rows and readings cite documents that the policy gives a title and an address."""
    known = {document.id for document in POLICY.document}
    sources = [source for rule in RULES for source in rule.source]
    for conflict in POLICY.conflict:
        sources += [source for side in conflict.reading for source in side.source]
    cited = {source.document for source in sources}
    assert cited == known == {"en", "fr"}
    assert all(document.address.startswith("https://") for document in POLICY.document)


def test_every_id_is_used_once() -> None:
    """Permits, forbids, conflicts and account factors share one space of names."""
    ids = [rule.id for rule in RULES]
    ids += [conflict.id for conflict in POLICY.conflict] + [row.id for row in POLICY.route]
    assert sorted(ids) == sorted(set(ids))


def test_permits_and_forbids_carry_their_own_codes() -> None:
    """A permit's code says what one may, a forbid's why one may not."""
    assert all(rule.code.startswith("MAY_") for rule in POLICY.permit)
    assert not any(rule.code.startswith("MAY_") for rule in POLICY.forbid)


def test_strict_is_the_default_reading() -> None:
    """The first reading of the contradiction, the default, is the one that refuses."""
    assert [[side.name for side in conflict.reading] for conflict in POLICY.conflict] == [
        ["strict", "fr-table"]
    ]


def test_refusal_names_every_matching_forbid() -> None:
    """All the rows that refuse are reasons, not only the first."""
    question = Question(action="trial", route="quote", state="purchased")
    verdict = decide_role(POLICY, "strict", "supervisor", question)
    codes = [rule.code for rule in verdict.rules]
    assert codes == ["ROLE_OWNER_OR_ADMIN_ONLY", "ALREADY_PURCHASED"]


def test_forbid_overrides_permit_wherever_it_stands() -> None:
    """One matching forbid refuses whatever the permits say, and alone is the reason."""
    ban = msgspec.structs.replace(POLICY.forbid[0], id="ban", when=POLICY.permit[0].when)
    banned = msgspec.structs.replace(POLICY, forbid=(*POLICY.forbid, ban))
    question = Question(action="subscribe", route="self_service", state="available")
    verdict = decide_role(banned, "strict", "owner", question)
    assert not verdict.allowed
    assert verdict.rules == (ban,)


def test_gap_fails_and_names_the_cell() -> None:
    """A question without any row is a fault of the policy: neither yes nor no."""
    question = Question(action="subscribe", route="self_service", state="trial_used")
    with pytest.raises(DataFailure) as raised:
        decide(without("owner-subscribes"), "strict", ("owner", "admin"), question)
    assert (raised.value.code, raised.value.exit_code) == ("POLICY_GAP", 6)
    assert raised.value.values == {
        "role": "owner",
        "action": "subscribe",
        "route": "self_service",
        "state": "trial_used",
        "reading": "strict",
    }
