"""Check that the rows that are proposed for a policy's gaps close them and change nothing else."""

import tomllib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.model.policy import READINGS, Policy, Rule
from addonctl.rules.policy_checks import PolicyFaults, find_policy_faults
from tests.rules.policy.policy_cells import (
    POLICY,
    RULES,
    ReadCell,
    answers_of,
    of_rules,
    with_rule,
    without,
)

DISPUTED = {rule_id for side in POLICY.conflict[0].reading for rule_id in side.disables}
UNDISPUTED = tuple(rule for rule in RULES if rule.id not in DISPUTED)


class Rows(msgspec.Struct, forbid_unknown_fields=True):
    """The rows of a proposal, as they would stand in a policy file."""

    permit: tuple[Rule, ...] = ()
    forbid: tuple[Rule, ...] = ()


def allowed_by(policy: Policy) -> set[ReadCell]:
    """List the cells that a policy allows."""
    return {cell for cell, verdict in answers_of(policy).items() if verdict and verdict.allowed}


def rows_to_paste(policy: Policy) -> list[str]:
    """List the rows that the faults of a policy propose."""
    return list(find_policy_faults(policy).gaps)


def paste(policy: Policy) -> Policy:
    """Add the proposed rows, as a person does who pastes them into the file."""
    proposal = msgspec.convert(tomllib.loads("\n".join(rows_to_paste(policy))), Rows)
    return msgspec.structs.replace(
        policy,
        permit=(*policy.permit, *proposal.permit),
        forbid=(*policy.forbid, *proposal.forbid),
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_removed_row_leaves_one_row_to_paste(rule: Rule) -> None:
    """Each row is needed for some answer, and one row closes the gap that it leaves."""
    policy = without(rule.id)
    assert len(rows_to_paste(policy)) == 1
    assert None not in answers_of(paste(policy)).values()


@pytest.mark.parametrize("rule", UNDISPUTED, ids=lambda rule: rule.id)
def test_row_to_paste_brings_the_answers_back(rule: Rule) -> None:
    """Where the documents agree the proposal allows and refuses what the removed row did."""
    assert allowed_by(paste(without(rule.id))) == allowed_by(POLICY)


def test_row_that_one_reading_lacks_says_that_the_other_disables_it() -> None:
    """A forbid over what the other reading allows would refuse there, too, so it says so."""
    (row,) = rows_to_paste(without("admin-requests-no-quote"))
    assert row == (
        "[[forbid]]  # one reading allows this: it has to disable this row\n"
        'id = "missing-1"\n'
        'code = "ROLE_OWNER_ONLY"\n'
        'when = { role = ["admin", "supervisor"], action = ["subscribe", "quote"] }\n'
        'inferred = "say why, or name a source instead"\n'
    )


def test_proposals_for_an_empty_policy_are_the_strict_reading() -> None:
    """From nothing the proposals allow exactly the 22 cells that the documents do."""
    empty = msgspec.structs.replace(POLICY, permit=(), forbid=(), conflict=())
    assert len(rows_to_paste(empty)) == 15
    restored = paste(empty)
    assert find_policy_faults(restored) == PolicyFaults()
    strict = {
        (role, question) for reading, role, question in allowed_by(POLICY) if reading == "strict"
    }
    assert allowed_by(restored) == {(reading, *cell) for reading in READINGS for cell in strict}


def test_proposed_ids_are_new() -> None:
    """A proposal never takes an id that the policy has."""
    policy = msgspec.structs.replace(
        with_rule("trial-is-running", id="missing-1"),
        permit=POLICY.permit[1:],
        route=(msgspec.structs.replace(POLICY.route[0], id="missing-2"),),
    )
    assert 'id = "missing-3"' in rows_to_paste(policy)[0]
    assert find_policy_faults(paste(policy)) == PolicyFaults()


@given(kept=st.sets(st.sampled_from([rule.id for rule in RULES])))
def test_pasting_the_proposals_closes_every_gap(kept: set[str]) -> None:
    """Whatever rows are left, the proposals answer the rest and turn no answer round.

    Where a reading allows what another leaves open the proposal says what is left to do by hand.
    """
    policy = of_rules([rule for rule in RULES if rule.id in kept])
    is_disputed = any("one reading allows this" in row for row in rows_to_paste(policy))
    before, after = answers_of(policy), answers_of(paste(policy))
    for cell, verdict in before.items():
        now = after[cell]
        assert now is not None
        if verdict is not None and not (is_disputed and verdict.allowed):
            assert now.allowed == verdict.allowed


def test_gap_in_one_reading_alone_is_found() -> None:
    """The checks look at every reading, whichever is the default."""
    for reading, rule_id in zip(
        READINGS, ("admin-requests-no-quote", "admin-requests-quote"), strict=True
    ):
        policy = without(rule_id)
        gaps = {cell[0] for cell, verdict in answers_of(policy).items() if verdict is None}
        assert gaps == {reading}
        assert len(rows_to_paste(policy)) == 1
