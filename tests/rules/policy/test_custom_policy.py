"""Check that a policy of one's own may use every code for every action."""

import msgspec
import pytest

from addonctl.model.policy import ACTIONS, Action, Rule, When
from addonctl.text.translator import for_machines
from tests.builders import make_account, make_context
from tests.rules.decisions import decided


@pytest.mark.parametrize("action", ACTIONS)
def test_owner_only_has_a_sentence_for_every_action(action: Action) -> None:
    """A row that keeps an action for owners is worded, whichever action it is."""
    context = make_context(make_account())
    row = Rule(
        id="only-owners-here",
        code="ROLE_OWNER_ONLY",
        when=When(role=("admin",), action=(action,)),
        inferred="for this test",
    )
    policy = msgspec.structs.replace(context.policy, forbid=(*context.policy.forbid, row))
    decision = decided(msgspec.structs.replace(context, policy=policy), "adam", action)
    assert not decision.allowed
    for reason in decision.reasons:
        assert for_machines("fr").say(reason.message) != for_machines("en").say(reason.message)


def test_no_more_than_ten_colleagues_are_named() -> None:
    """Where many may help ten are named: an answer of a large account stays small."""
    users = [{"id": "tom", "roles": ["agent"]}]
    users += [{"id": f"o{number}", "roles": ["owner"]} for number in range(30)]
    decision = decided(make_context(make_account(users=users)), "tom", "subscribe")
    assert [step.who for step in decision.next_steps] == [f"o{number}" for number in range(10)]
