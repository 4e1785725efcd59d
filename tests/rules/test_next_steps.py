"""Check what would change a refusal: it can happen, it suffices, and the nearest comes first."""

import datetime as dt
import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.model.account import User
from addonctl.model.answers import Change, Decision, RouteReason
from addonctl.model.context import Context
from addonctl.model.messages import phrase
from addonctl.model.messages.next_steps import CAN, MANAGER_CAN, STEP_NO_OWNER, STEP_NOBODY
from addonctl.model.policy import ACTIONS, READINGS, ROLES, ROUTES, STATES, Action, Reading
from addonctl.model.views import AddonStatus
from addonctl.rules.decisions import decide_action
from addonctl.rules.policy import Question, decide
from tests.builders import (
    EXAMPLE_NAMES,
    PACKAGED_CATALOG,
    example_account,
    example_catalog,
    make_account,
    make_context,
)
from tests.rules.decisions import decided, status_of, steps_of

NEAREST_FIRST = ["self", "colleague", "account_manager", "nobody"]
BUYABLE = {"available", "trial_running", "trial_used"}


def is_allowed_after(
    context: Context, status: AddonStatus, decision: Decision, change: Change
) -> bool:
    """Apply a change to the refused request and decide anew."""
    people = {user.id: user for user in context.account.users}
    question = Question(
        action=change.action or decision.action,
        route=change.route or status.route,
        state=change.state or status.state,
    )
    roles = people[change.user or decision.user].roles
    return decide(context.policy, context.reading, roles, question).allowed


def check_advice(context: Context, status: AddonStatus, user: User, action: Action) -> None:
    """Check all that must hold of the steps after any decision."""
    decision = decide_action(context, status, user, action).decision
    steps = decision.next_steps
    assert bool(steps) != decision.allowed
    ranks = [NEAREST_FIRST.index(step.by) for step in steps]
    assert ranks == sorted(ranks)
    for step in steps:
        change = step.change
        changed = set(msgspec.to_builtins(change))
        if step.by == "nobody":
            assert (step.who, changed) == (None, set())
            continue
        assert is_allowed_after(context, status, decision, change)
        if step.by == "self":
            assert (step.who, changed) == (user.id, {"action"})
        elif step.by == "colleague":
            assert step.who == change.user != user.id
            assert changed <= {"user", "action"}
        else:
            assert step.who is None
            assert changed & {"route", "state"}
        # Nobody un-buys an add-on, takes it out of a plan or un-uses a trial.
        assert status.state in BUYABLE | {"not_offered"}
        assert change.state is None or status.state == "not_offered"
        if change.state is not None:
            assert (change.state == "available") == (status.trial_end is None)
    is_purchase = action in {"subscribe", "quote"}
    has_owner = any("owner" in each.roles for each in context.account.users)
    says_so = [step.message.words for step in steps].count(STEP_NO_OWNER)
    is_over = status.state in {"purchased", "included"}
    assert says_so == (is_purchase and not decision.allowed and not has_owner and not is_over)


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_every_step_on_the_examples_leads_to_a_yes(name: str, reading: Reading) -> None:
    """For all users, add-ons and actions of the example accounts, with and without prices."""
    for catalog in (PACKAGED_CATALOG, example_catalog()):
        context = make_context(example_account(name), catalog=catalog, reading=reading)
        for addon, user, action in itertools.product(
            catalog.addons, context.account.users, ACTIONS
        ):
            check_advice(context, status_of(context, addon.id), user, action)


ROLE_SETS = st.lists(st.sampled_from(ROLES), min_size=1, max_size=4, unique=True)


@st.composite
def refusable(draw: st.DrawFn) -> tuple[Context, AddonStatus]:
    """Draw any people, reading, state and route, with and without a trial behind."""
    role_sets = draw(st.lists(ROLE_SETS, min_size=1, max_size=4))
    users = [{"id": f"user-{i}", "roles": roles} for i, roles in enumerate(role_sets)]
    reading: Reading = draw(st.sampled_from(READINGS))
    context = make_context(make_account(users=users), reading=reading)
    state = draw(st.sampled_from(STATES))
    ends = [dt.date(2026, 11, 1), dt.date(2026, 12, 1)]
    is_trial = state in {"trial_running", "trial_used"}
    status = msgspec.structs.replace(
        status_of(context),
        state=state,
        route=draw(st.sampled_from(ROUTES)),
        route_reason=RouteReason(code="PURCHASE_PATH_GIVEN", basis="stated"),
        trial_end=draw(st.sampled_from(ends if is_trial else [None, *ends])),
    )
    return context, status


@given(refusable(), st.sampled_from(ACTIONS))
def test_every_step_leads_to_a_yes_whoever_is_on_the_account(
    invocation: tuple[Context, AddonStatus], action: Action
) -> None:
    """Any people, any state, either route and reading, with and without a trial behind."""
    context, status = invocation
    for user in context.account.users:
        check_advice(context, status, user, action)


def test_refused_admin_is_shown_the_ways_of_the_support_call() -> None:
    """Paul may start a trial or request it; Marie may request the quote; or a price is agreed."""
    context = make_context(example_account("acme.toml"), catalog=example_catalog())
    assert steps_of(decided(context, "paul", "subscribe", "ai-assist-pro")) == [
        ("self", "paul", {"action": "trial"}),
        ("self", "paul", {"action": "request"}),
        ("colleague", "marie", {"action": "quote", "user": "marie"}),
        ("account_manager", None, {"route": "self_service", "user": "marie"}),
    ]
    quote = decided(context, "paul", "quote", "ai-assist-pro")
    assert steps_of(quote) == [
        ("self", "paul", {"action": "trial"}),
        ("self", "paul", {"action": "request"}),
        ("colleague", "marie", {"user": "marie"}),
    ]
    assert quote.next_steps[2].message.values["what"] == phrase(CAN["quote"], person="Marie Duval")


def test_every_able_colleague_is_named_in_the_account_s_order() -> None:
    """Two owners are two steps."""
    users = [
        {"id": "tom", "roles": ["agent"]},
        {"id": "b", "roles": ["owner"]},
        {"id": "a", "roles": ["agent", "owner"]},
    ]
    decision = decided(make_context(make_account(users=users)), "tom", "subscribe")
    assert [(step.by, step.who) for step in decision.next_steps] == [
        ("colleague", "b"),
        ("colleague", "a"),
    ]


def test_owner_who_must_ask_for_a_quote_is_told_both_ways() -> None:
    """The owner's own quote or trial comes first, the account manager's way last."""
    context = make_context(make_account(billing={"payment_method": "bank_transfer"}))
    decision = decided(context, "olga", "subscribe")
    assert steps_of(decision) == [
        ("self", "olga", {"action": "quote"}),
        ("self", "olga", {"action": "trial"}),
        ("account_manager", None, {"route": "self_service"}),
    ]
    assert decision.next_steps[-1].message.values["what"] == phrase(
        MANAGER_CAN["BANK_TRANSFER"], currency="EUR"
    )
    changed = make_account(
        billing={"payment_method": "bank_transfer", "purchase_path": "self_service"}
    )
    assert decided(make_context(changed), "olga", "subscribe").allowed


@pytest.mark.parametrize(
    ("name", "user", "addon", "state"),
    [
        ("nordwind.toml", "jonas", "analytics-plus", "purchased"),
        ("included-in-plan.toml", "giulia", "ai-assist", "included"),
    ],
)
@pytest.mark.parametrize("action", ACTIONS)
def test_what_is_there_already_is_changed_by_nobody(
    name: str, user: str, addon: str, state: str, action: Action
) -> None:
    """What is bought or in the plan leaves nothing to propose, even to the owner."""
    context = make_context(example_account(name))
    [step] = decided(context, user, action, addon).next_steps
    assert (step.by, step.change, step.message.words) == ("nobody", Change(), STEP_NOBODY[state])


@pytest.mark.parametrize("action", ["subscribe", "quote"])
def test_account_without_owner_says_so(action: Action) -> None:
    """Nobody can purchase; the admin is still shown what they can do themselves."""
    context = make_context(example_account("no-owner.toml"))
    steps = decided(context, "ingrid", action).next_steps
    assert [step.by for step in steps] == ["self", "self", "nobody"]
    assert steps[-1].message.words == STEP_NO_OWNER


def test_agent_alone_on_the_account_is_told_that_nobody_can() -> None:
    """There is no one to ask but the account manager."""
    context = make_context(make_account(users=[{"id": "tom", "roles": ["agent"]}]))
    assert [step.message.words for step in decided(context, "tom", "trial").next_steps] == [
        STEP_NOBODY["other"]
    ]
    assert [step.message.words for step in decided(context, "tom", "subscribe").next_steps] == [
        STEP_NO_OWNER
    ]
