"""Check what a person with one or several roles may do: each role alone, and any role is enough."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.model.account import Role
from addonctl.model.policy import READINGS, ROLES, Reading
from addonctl.rules.policy import Question, counted_roles, decide, decide_role
from tests.rules.policy.policy_cells import POLICY, QUESTIONS

ROLE_SETS = tuple(
    roles for size in range(1, len(ROLES) + 1) for roles in itertools.combinations(ROLES, size)
)
readings = st.sampled_from(READINGS)
questions = st.sampled_from(QUESTIONS)
held_roles = st.lists(st.sampled_from(ROLES), min_size=1, max_size=6)

QUOTE = Question(action="quote", route="quote", state="available")
SUBSCRIBE = Question(action="subscribe", route="self_service", state="available")
REQUEST = Question(action="request", route="self_service", state="available")
TRIAL = Question(action="trial", route="self_service", state="trial_used")


@pytest.mark.parametrize(
    ("held", "counted"),
    [
        (["agent"], ("agent",)),
        (["agent", "agent"], ("agent",)),
        (["agent", "owner"], ("owner",)),
        (["supervisor", "admin"], ("admin", "supervisor")),
        (["agent", "supervisor", "admin", "owner"], ("owner", "admin", "supervisor")),
    ],
)
def test_agent_counts_only_alone(held: list[Role], counted: tuple[Role, ...]) -> None:
    """The counted roles come strongest first, and `agent` only where there is no other."""
    assert counted_roles(held) == counted


@pytest.mark.parametrize(
    ("roles", "question", "allowed", "rules"),
    [
        (["agent", "owner"], SUBSCRIBE, True, ["owner-subscribes"]),
        (["owner", "agent"], REQUEST, False, ["owner-requests-no-feature"]),
        (["owner", "admin"], REQUEST, True, ["admin-or-supervisor-requests-feature"]),
        (["owner", "admin"], QUOTE, True, ["owner-requests-quote"]),
        (["agent", "supervisor"], SUBSCRIBE, False, ["only-owner-subscribes"]),
        (["supervisor", "admin"], SUBSCRIBE, False, ["only-owner-subscribes"]),
        (
            ["supervisor", "admin"],
            QUOTE,
            False,
            ["admin-requests-no-quote", "supervisor-requests-no-quote"],
        ),
        (["supervisor", "admin"], TRIAL, False, ["trial-is-used", "supervisor-starts-no-trial"]),
    ],
)
def test_person_may_what_any_of_their_roles_may(
    roles: list[Role], question: Question, *, allowed: bool, rules: list[str]
) -> None:
    """The allowing roles' permits are the reasons, else every counted role's forbids, each once."""
    verdict = decide(POLICY, "strict", tuple(roles), question)
    assert verdict.allowed is allowed
    assert [rule.id for rule in verdict.rules] == rules


@pytest.mark.parametrize(
    ("roles", "contested"),
    [
        (["admin"], ["C1"]),
        (["agent", "admin"], ["C1"]),
        (["supervisor", "admin"], ["C1"]),
        (["owner", "admin"], []),
        (["supervisor"], []),
    ],
)
@pytest.mark.parametrize("reading", ["strict", "fr-table"])
def test_answer_is_contested_only_where_the_other_reading_changes_it(
    reading: Reading, roles: list[Role], contested: list[str]
) -> None:
    """An owner's quote is nobody's dispute, whatever else the owner is."""
    verdict = decide(POLICY, reading, tuple(roles), QUOTE)
    assert [conflict.id for conflict in verdict.contested] == contested


@given(reading=readings, held=held_roles, question=questions)
def test_decision_is_made_of_each_counted_role_alone(
    reading: Reading, held: list[Role], question: Question
) -> None:
    """Any counted role's permission is enough; the reasons are those of the deciding roles."""
    alone = [decide_role(POLICY, reading, role, question) for role in set(held) - {"agent"}]
    alone = alone or [decide_role(POLICY, reading, "agent", question)]
    verdict = decide(POLICY, reading, tuple(held), question)
    reasons = [rule.id for rule in verdict.rules]
    assert verdict.allowed == any(one.allowed for one in alone)
    assert len(reasons) == len(set(reasons))
    assert set(reasons) == {
        rule.id for one in alone if one.allowed == verdict.allowed for rule in one.rules
    }


@given(reading=readings, held=held_roles, question=questions, data=st.data())
def test_order_and_repetition_of_roles_mean_nothing(
    reading: Reading, held: list[Role], question: Question, data: st.DataObject
) -> None:
    """The same roles in another order give the same answer with its reasons in the same order."""
    shuffled = data.draw(st.permutations(held + held[:1]))
    assert decide(POLICY, reading, tuple(shuffled), question) == decide(
        POLICY, reading, tuple(held), question
    )


@given(reading=readings, held=held_roles, more=st.sampled_from(ROLES), question=questions)
def test_another_role_never_takes_a_permission_away(
    reading: Reading, held: list[Role], more: Role, question: Question
) -> None:
    """Whoever is given one more role may at least what they could before."""
    before = decide(POLICY, reading, tuple(held), question)
    after = decide(POLICY, reading, (*held, more), question)
    assert after.allowed >= before.allowed


@pytest.mark.parametrize("roles", ROLE_SETS, ids="+".join)
def test_fr_table_allows_whatever_strict_does(roles: tuple[Role, ...]) -> None:
    """The other reading only ever adds permissions, for every set of roles."""
    for question in QUESTIONS:
        strict = decide(POLICY, "strict", tuple(roles), question)
        assert decide(POLICY, "fr-table", roles, question).allowed >= strict.allowed
