"""Check that every fault of a policy is found, once, and that the proposed rows close its gaps."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addonctl.errors import DataFailure
from addonctl.model.policy import (
    Citation,
    ConflictReading,
    Policy,
    Rule,
    When,
)
from addonctl.rules.policy_checks import PolicyFaults, count_contested_cells, find_policy_faults
from tests.draws import examples
from tests.rules.policy.policy_cells import (
    POLICY,
    RULES,
    answers_of,
    of_rules,
    with_sides,
    without,
)

SOURCE = Citation(document="en", section="who can purchase")


def rule_named(rule_id: str) -> Rule:
    """Look up a packaged row."""
    return next(rule for rule in RULES if rule.id == rule_id)


def with_forbid(rule: Rule) -> Policy:
    """Add a forbid to the packaged policy."""
    return msgspec.structs.replace(POLICY, forbid=(*POLICY.forbid, rule))


def with_conflict(*sides: ConflictReading) -> Policy:
    """Give the packaged contradiction other readings."""
    return msgspec.structs.replace(POLICY, conflict=(with_sides(POLICY.conflict[0], *sides),))


def test_packaged_policy_has_no_fault() -> None:
    """What is shipped passes its own checks."""
    assert find_policy_faults(POLICY) == PolicyFaults()


def test_contested_cells_are_counted_for_each_reading() -> None:
    """Three cells are contested, whichever reading is followed."""
    assert count_contested_cells(POLICY) == {"strict": 3, "fr-table": 3}


def test_policy_without_contradiction_has_no_contested_cell() -> None:
    """Where the documents agree nothing is contested."""
    agreed = without("admin-requests-quote")
    assert count_contested_cells(msgspec.structs.replace(agreed, conflict=())) == {
        "strict": 0,
        "fr-table": 0,
    }


def test_counting_contested_cells_fails_on_a_gap() -> None:
    """A policy that leaves a question open has no number of contested cells."""
    with pytest.raises(DataFailure) as raised:
        count_contested_cells(without("owner-subscribes"))
    assert (raised.value.code, raised.value.exit_code) == ("POLICY_GAP", 6)


FAULTY: dict[str, tuple[Policy, PolicyFaults]] = {
    "permit that forbids hide everywhere": (
        msgspec.structs.replace(
            POLICY,
            permit=(
                *POLICY.permit,
                Rule(
                    id="agents-try",
                    code="MAY_START_TRIAL",
                    when=When(role=("agent",), action=("trial",)),
                    inferred="for this test",
                ),
            ),
        ),
        PolicyFaults(dead=("agents-try",)),
    ),
    "forbid of nothing": (
        with_forbid(
            Rule(id="nobody", code="ROLE_NO_ACCESS", when=When(role=()), inferred="for this test")
        ),
        PolicyFaults(dead=("nobody",)),
    ),
    "row that no reading leaves": (
        with_conflict(
            msgspec.structs.replace(
                POLICY.conflict[0].reading[0], disables=("admin-requests-quote", "trial-is-used")
            ),
            msgspec.structs.replace(
                POLICY.conflict[0].reading[1], disables=("admin-requests-no-quote", "trial-is-used")
            ),
        ),
        PolicyFaults(
            dead=("trial-is-used",),
            gaps=(
                (
                    "[[forbid]]\n"
                    'id = "missing-1"\n'
                    'code = "TRIAL_USED"\n'
                    'when = { action = ["trial"], state = ["trial_used"] }\n'
                    'inferred = "say why, or name a source instead"\n'
                ),
            ),
        ),
    ),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    """Each fault is reported with its row, once, and the sound rows aren't."""
    policy, expected = FAULTY[fault]
    assert find_policy_faults(policy) == expected


def test_all_faults_are_reported_together() -> None:
    """One run lists every fault, not only the first."""
    nobody = Rule(id="nobody", code="ROLE_NO_ACCESS", when=When(role=()), inferred="for this test")
    policy = msgspec.structs.replace(with_forbid(nobody), permit=POLICY.permit[1:])
    assert all(find_policy_faults(policy))


def words(*known: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw a list of words for a row."""
    return st.lists(st.sampled_from(known), min_size=1, unique=True).map(tuple)


@settings(max_examples=examples(40))
@given(
    kept=st.sets(st.sampled_from([rule.id for rule in RULES]), min_size=12),
    roles=words("owner", "admin", "agent"),
    states=words("available", "purchased"),
)
def test_dead_rows_are_those_that_can_be_deleted(
    kept: set[str], roles: tuple[str, ...], states: tuple[str, ...]
) -> None:
    """A row is called dead exactly where deleting it changes no answer and no reason."""
    extra = msgspec.structs.replace(
        rule_named("owner-or-admin-starts-trial"),
        id="extra",
        when=msgspec.convert({"role": roles, "action": ("trial",), "state": states}, When),
    )
    rules = [*(rule for rule in RULES if rule.id in kept), extra]
    dead = set(find_policy_faults(of_rules(rules)).dead)
    whole = answers_of(of_rules(rules))
    deletable = {
        rule.id
        for rule in rules
        if answers_of(of_rules([other for other in rules if other is not rule])) == whole
    }
    assert dead == deletable
