"""Check that every fault of a policy is found, once, and that the proposed rows close its gaps."""

import tomllib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addonctl.errors import DataFailure
from addonctl.model.policy import (
    READINGS,
    Conflict,
    ConflictReading,
    Policy,
    Rule,
    Source,
    When,
)
from addonctl.rules.policy_checks import PolicyFault, count_contested_cells, find_policy_faults
from tests.rules.policy_cells import POLICY, ReadCell, answers_of

RULES = (*POLICY.permit, *POLICY.forbid)
DISPUTED = {rule_id for side in POLICY.conflict[0].reading for rule_id in side.disables}
UNDISPUTED = tuple(rule for rule in RULES if rule.id not in DISPUTED)
SOURCE = Source(document="en", section="who can purchase")


class Rows(msgspec.Struct, forbid_unknown_fields=True):
    """The rows of a proposal, as they would stand in a policy file."""

    permit: tuple[Rule, ...] = ()
    forbid: tuple[Rule, ...] = ()


def rule_named(rule_id: str) -> Rule:
    """Look up a packaged row."""
    return next(rule for rule in RULES if rule.id == rule_id)


def with_forbid(rule: Rule) -> Policy:
    """Add a forbid to the packaged policy."""
    return msgspec.structs.replace(POLICY, forbid=(*POLICY.forbid, rule))


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


def with_conflict(*sides: ConflictReading) -> Policy:
    """Give the packaged contradiction other readings."""
    return msgspec.structs.replace(POLICY, conflict=(with_sides(POLICY.conflict[0], *sides),))


def allowed_by(policy: Policy) -> set[ReadCell]:
    """List the cells that a policy allows."""
    return {cell for cell, verdict in answers_of(policy).items() if verdict and verdict.allowed}


def rows_to_paste(policy: Policy) -> list[str]:
    """List the rows that the faults of a policy propose."""
    return [fault.row for fault in find_policy_faults(policy) if fault.row is not None]


def paste(policy: Policy) -> Policy:
    """Add the proposed rows, as a person does who pastes them into the file."""
    proposal = msgspec.convert(tomllib.loads("\n".join(rows_to_paste(policy))), Rows)
    return msgspec.structs.replace(
        policy,
        permit=(*policy.permit, *proposal.permit),
        forbid=(*policy.forbid, *proposal.forbid),
    )


def test_packaged_policy_has_no_fault() -> None:
    """What is shipped passes its own checks."""
    assert find_policy_faults(POLICY) == ()


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


FAULTY: dict[str, tuple[Policy, list[PolicyFault]]] = {
    "neither source nor conclusion": (
        with_rule("trial-is-used", inferred=None),
        [PolicyFault(code="POLICY_NO_SOURCE", rule="trial-is-used")],
    ),
    "both source and conclusion": (
        with_rule("trial-is-used", source=(SOURCE,)),
        [PolicyFault(code="POLICY_BOTH_SOURCE_AND_INFERRED", rule="trial-is-used")],
    ),
    "row cites an unknown document, twice": (
        with_rule(
            "owner-subscribes",
            source=(SOURCE, *[Source(document="de", section=name) for name in ("a", "b")]),
        ),
        [PolicyFault(code="POLICY_UNKNOWN_DOCUMENT", rule="owner-subscribes", missing="de")],
    ),
    "reading cites an unknown document": (
        with_conflict(
            POLICY.conflict[0].reading[0],
            msgspec.structs.replace(
                POLICY.conflict[0].reading[1], source=(Source(document="de", section="a"),)
            ),
        ),
        [PolicyFault(code="POLICY_UNKNOWN_DOCUMENT", rule="C1", missing="de")],
    ),
    "conflict disables an unknown row": (
        with_conflict(
            msgspec.structs.replace(
                POLICY.conflict[0].reading[0], disables=("admin-requests-quote", "admin-quotes")
            ),
            POLICY.conflict[0].reading[1],
        ),
        [PolicyFault(code="POLICY_UNKNOWN_RULE", rule="C1", missing="admin-quotes")],
    ),
    "conflict with the same reading twice": (
        with_conflict(
            msgspec.structs.replace(POLICY.conflict[0].reading[0], disables=()),
            msgspec.structs.replace(POLICY.conflict[0].reading[0], disables=()),
        ),
        [
            PolicyFault(code="POLICY_DUPLICATE_READING", rule="C1"),
            PolicyFault(code="POLICY_DEAD_RULE", rule="admin-requests-quote"),
        ],
    ),
    "id of a row used twice": (
        with_rule("trial-is-used", id="trial-is-running"),
        [PolicyFault(code="POLICY_DUPLICATE_ID", rule="trial-is-running")],
    ),
    "id of an account factor used by a permit": (
        msgspec.structs.replace(
            POLICY, route=(msgspec.structs.replace(POLICY.route[0], id="owner-subscribes"),)
        ),
        [PolicyFault(code="POLICY_DUPLICATE_ID", rule="owner-subscribes")],
    ),
    "id of a document used twice": (
        msgspec.structs.replace(POLICY, document=(*POLICY.document, POLICY.document[0])),
        [PolicyFault(code="POLICY_DUPLICATE_ID", rule="en")],
    ),
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
        [PolicyFault(code="POLICY_DEAD_RULE", rule="agents-try")],
    ),
    "forbid of nothing": (
        with_forbid(
            Rule(id="nobody", code="ROLE_NO_ACCESS", when=When(role=()), inferred="for this test")
        ),
        [PolicyFault(code="POLICY_DEAD_RULE", rule="nobody")],
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
        [
            PolicyFault(code="POLICY_DEAD_RULE", rule="trial-is-used"),
            PolicyFault(
                code="POLICY_GAP",
                row=(
                    "[[forbid]]\n"
                    'id = "missing-1"\n'
                    'code = "TRIAL_USED"\n'
                    'when = { action = ["trial"], state = ["trial_used"] }\n'
                    'inferred = "say why, or name a source instead"\n'
                ),
            ),
        ],
    ),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    """Each fault is reported with its row, once, and the sound rows aren't."""
    policy, expected = FAULTY[fault]
    assert list(find_policy_faults(policy)) == expected


def test_all_faults_are_reported_together() -> None:
    """One run lists every fault, not only the first."""
    policy = msgspec.structs.replace(
        with_rule("trial-is-used", inferred=None, source=()),
        permit=POLICY.permit[1:],
        document=POLICY.document[:1],
    )
    codes = {fault.code for fault in find_policy_faults(policy)}
    assert codes == {"POLICY_NO_SOURCE", "POLICY_UNKNOWN_DOCUMENT", "POLICY_GAP"}


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
    assert find_policy_faults(restored) == ()
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
    assert find_policy_faults(paste(policy)) == ()


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


def words(*known: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw a list of words for a row."""
    return st.sets(st.sampled_from(known), min_size=1).map(tuple)


@settings(max_examples=40)
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
    dead = {
        fault.rule
        for fault in find_policy_faults(of_rules(rules))
        if fault.code == "POLICY_DEAD_RULE"
    }
    whole = answers_of(of_rules(rules))
    deletable = {
        rule.id
        for rule in rules
        if answers_of(of_rules([other for other in rules if other is not rule])) == whole
    }
    assert dead == deletable


def test_gap_in_one_reading_alone_is_found() -> None:
    """The checks look at every reading, whichever is the default."""
    for reading, rule_id in zip(
        READINGS, ("admin-requests-no-quote", "admin-requests-quote"), strict=True
    ):
        policy = without(rule_id)
        gaps = {cell[0] for cell, verdict in answers_of(policy).items() if verdict is None}
        assert gaps == {reading}
        assert len(rows_to_paste(policy)) == 1
