"""Check the decision about a person: its reasons, what they stand on, what is contested."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from addonctl.model.account import Role
from addonctl.model.answers import Decision
from addonctl.model.messages import Message
from addonctl.model.policy import Action, Reading
from addonctl.rules.addon_status import status_of
from addonctl.rules.decisions import decide_action
from tests.builders import make_account, make_context
from tests.rules.decisions import decided

BOUGHT = {"kind": "subscribed", "date": "2026-06-10", "addon": "analytics-plus"}


def decided_on(
    user: str,
    action: Action,
    *,
    addon: str = "analytics-plus",
    reading: Reading = "strict",
    **overrides: Any,  # noqa: ANN401 - keys of an account file
) -> Decision:
    """Decide about a user of a plain account with some keys of its file changed."""
    context = make_context(make_account(**overrides), reading=reading)
    return decided(context, user, action, addon)


def reasons_of(decision: Decision) -> list[tuple[str, str, str]]:
    """List code, effect and basis of each reason."""
    return [(reason.code, reason.effect, reason.basis) for reason in decision.reasons]


def test_permission_gives_the_rule_that_allows() -> None:
    """An owner may subscribe where the account buys by itself; the row and its sources say why."""
    decision = decided_on("olga", "subscribe")
    assert decision.allowed
    assert reasons_of(decision) == [("MAY_SUBSCRIBE", "permit", "stated")]
    assert decision.reasons[0].rule == "owner-subscribes"
    assert [source.document for source in decision.reasons[0].source] == ["en", "fr"]
    assert (decision.user, decision.roles, decision.addon) == ("olga", ("owner",), "analytics-plus")
    assert (decision.action, decision.state, decision.route) == (
        "subscribe",
        "available",
        "self_service",
    )
    assert (decision.contested, decision.next_steps) == ((), ())


def test_refusal_gives_all_reasons_the_stated_first() -> None:
    """A row that we concluded stands behind those that a document states."""
    decision = decided_on("adam", "trial", events=[BOUGHT])
    assert reasons_of(decision) == [("ALREADY_PURCHASED", "forbid", "inferred")]
    decision = decided_on("adam", "subscribe", billing={"payment_method": "bank_transfer"})
    assert not decision.allowed
    assert reasons_of(decision) == [
        ("ROLE_OWNER_ONLY", "forbid", "stated"),
        ("ACCOUNT_NEEDS_QUOTE", "forbid", "inferred"),
    ]
    decision = decided_on("olga", "request", events=[BOUGHT])
    assert reasons_of(decision) == [
        ("OWNER_ACTS_DIRECTLY", "forbid", "inferred"),
        ("ALREADY_PURCHASED", "forbid", "inferred"),
    ]


def test_stated_reason_moves_before_an_inferred_one_of_the_table() -> None:
    """The order is by firmness, not that of the rows: the table has the owner's rule first."""
    decision = decided_on("olga", "subscribe", plan="custom", events=[BOUGHT])
    assert reasons_of(decision) == [
        ("ALREADY_PURCHASED", "forbid", "stated"),
        ("ACCOUNT_NEEDS_QUOTE", "forbid", "inferred"),
    ]


@pytest.mark.parametrize(
    ("overrides", "action", "code", "basis", "route_code"),
    [
        (
            {"billing": {"purchase_path": "quote"}},
            "subscribe",
            "ACCOUNT_NEEDS_QUOTE",
            "stated",
            "PURCHASE_PATH_GIVEN",
        ),
        ({"prices": {}}, "subscribe", "ACCOUNT_NEEDS_QUOTE", "inferred", "NO_PRICE_KNOWN"),
        ({"plan": "custom"}, "subscribe", "ACCOUNT_NEEDS_QUOTE", "inferred", "PLAN_BY_QUOTE"),
        (
            {"billing": {"purchase_path": "self_service"}},
            "quote",
            "QUOTE_NOT_OFFERED",
            "stated",
            "PURCHASE_PATH_GIVEN",
        ),
        ({}, "quote", "QUOTE_NOT_OFFERED", "inferred", "NO_OTHER_FACTOR"),
    ],
)
def test_reason_of_the_route_is_as_firm_as_what_decided_it(
    overrides: dict[str, Any], action: Action, code: str, basis: str, route_code: str
) -> None:
    """The account's own word is stated; every factor that we concluded is inferred."""
    decision = decided_on("olga", action, **overrides)
    assert reasons_of(decision) == [(code, "forbid", basis)]
    assert decision.route_reason.code == route_code


@pytest.mark.parametrize(
    ("roles", "allowed", "codes"),
    [
        (["agent"], False, ["ROLE_NO_ACCESS"]),
        (["agent", "owner"], True, ["MAY_SUBSCRIBE"]),
        (["supervisor", "admin"], False, ["ROLE_OWNER_ONLY"]),
        (["agent", "supervisor"], False, ["ROLE_OWNER_ONLY"]),
        (["admin", "owner", "agent"], True, ["MAY_SUBSCRIBE"]),
    ],
)
def test_reasons_of_several_roles_are_each_given_once(
    roles: list[Role], allowed: object, codes: list[str]
) -> None:
    """Each role is decided alone, each reason given once, and `agent` counts only alone."""
    decision = decided_on("pat", "subscribe", users=[{"id": "pat", "roles": roles}])
    assert decision.allowed is allowed
    assert [reason.code for reason in decision.reasons] == codes
    assert decision.roles == tuple(roles)


@pytest.mark.parametrize(
    ("reading", "other", "allowed"), [("strict", "fr-table", False), ("fr-table", "strict", True)]
)
def test_contested_answer_names_both_readings(
    reading: Reading, other: Reading, allowed: object
) -> None:
    """An admin's quote names the reading that it follows, the other one, and who says what."""
    decision = decided_on("adam", "quote", reading=reading, billing={"purchase_path": "quote"})
    assert decision.allowed is allowed
    [contested] = decision.contested
    assert (contested.conflict, contested.reading) == ("C1", reading)
    assert (contested.other_reading, contested.other_allowed) == (other, not allowed)
    assert [(source.document, source.reading) for source in contested.sources] == [
        ("en", "strict"),
        ("fr", "strict"),
        ("fr", "fr-table"),
    ]


@pytest.mark.parametrize(
    ("user", "action", "overrides"),
    [
        ("adam", "quote", {}),
        ("adam", "quote", {"billing": {"purchase_path": "quote"}, "events": [BOUGHT]}),
        ("adam", "subscribe", {"billing": {"purchase_path": "quote"}}),
        ("olga", "quote", {"billing": {"purchase_path": "quote"}}),
        ("sara", "quote", {"billing": {"purchase_path": "quote"}}),
    ],
)
def test_answer_that_both_readings_share_is_not_contested(
    user: str, action: Action, overrides: dict[str, Any]
) -> None:
    """Only where the other reading gives the other answer is there something to contest."""
    assert decided_on(user, action, **overrides).contested == ()


def test_owner_who_is_admin_is_not_contested() -> None:
    """The owner may request the quote under either reading."""
    users = [{"id": "pat", "roles": ["admin", "owner"]}]
    decision = decided_on("pat", "quote", billing={"purchase_path": "quote"}, users=users)
    assert decision.allowed
    assert decision.contested == ()


def test_reason_speaks_of_the_action_where_the_rule_covers_two() -> None:
    """That only owners purchase, and only they request quotes, are two sentences of a code."""
    subscribe = decided_on("sara", "subscribe").reasons[0]
    quote = decided_on("sara", "quote", billing={"purchase_path": "quote"}).reasons[0]
    assert subscribe.code == quote.code == "ROLE_OWNER_ONLY"
    assert subscribe.message == Message("ROLE_OWNER_ONLY.subscribe")
    assert quote.message == Message("ROLE_OWNER_ONLY.quote")


def test_decision_depends_on_its_inputs_alone() -> None:
    """Asked twice the answer is the same value."""
    assert decided_on("adam", "quote") == decided_on("adam", "quote")
    assert decided_on("adam", "quote") != decided_on("sara", "quote")


def test_overdue_balance_changes_no_answer() -> None:
    """The articles are silent on it: it is a warning elsewhere, never a reason."""
    overdue = decided_on("olga", "subscribe", billing={"past_due": True})
    assert overdue == decided_on("olga", "subscribe")


def test_state_follows_the_as_of_date() -> None:
    """The day before the recorded purchase the owner may still subscribe."""
    context = make_context(make_account(events=[BOUGHT]))
    addon = context.catalog.addon("analytics-plus")
    answers = []
    for day in (dt.date(2026, 6, 9), dt.date(2026, 6, 10)):
        on_day = msgspec.structs.replace(context, as_of=day)
        status = status_of(on_day, addon)
        view = decide_action(on_day, status, on_day.account.users[0], "subscribe")
        answers.append(view.decision.allowed)
    assert answers == [True, False]
