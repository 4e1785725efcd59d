"""Check what stops a preview, and who may buy what it shows."""

import datetime as dt
import shlex
from typing import Any

import msgspec
import pytest

from addonctl.actions.preview import preview_purchase
from addonctl.errors import AddonctlError
from addonctl.model.account import Account
from addonctl.model.context import Invocation
from tests.actions.previews import ASSIST_PRICE, codes_of, preview
from tests.builders import (
    TODAY,
    make_account,
    make_context,
)

BOUGHT = [{"kind": "subscribed", "date": "2026-06-10", "addon": "analytics-plus"}]


@pytest.mark.parametrize(
    ("account", "addon", "options", "code", "exit_code"),
    [
        (make_account(prices={}), "analytics-plus", {}, "NO_PRICE", 6),
        (make_account(currency="USD", prices={}), "ai-assist", {}, "NO_PRICE", 6),
        (
            make_account(billing={"anchor": "2026-11-22"}),
            "analytics-plus",
            {},
            "BEFORE_FIRST_CYCLE",
            6,
        ),
        (
            make_account(),
            "analytics-plus",
            {"compare_dates": [dt.date(2025, 12, 31)]},
            "BEFORE_FIRST_CYCLE",
            6,
        ),
        (make_account(), "analytics-plus", {"licenses": 5}, "LICENSES_FIXED", 2),
        (make_account(prices=ASSIST_PRICE), "ai-assist", {"licenses": 11}, "LICENSES_TOO_MANY", 2),
    ],
)
def test_what_cannot_be_computed_is_a_failure_and_never_0(
    account: Account, addon: str, options: dict[str, Any], code: str, exit_code: int
) -> None:
    """No price, no cycle yet or a wrong number of licences gives a code and no amounts."""
    before = msgspec.json.encode(account)
    with pytest.raises(AddonctlError) as raised:
        preview(account, addon, **options)
    assert (raised.value.code, raised.value.exit_code) == (code, exit_code)
    assert msgspec.json.encode(account) == before


def test_as_many_licenses_as_there_are_may_be_assigned() -> None:
    """The account's total is the limit and allowed; on the anchor itself there is a cycle."""
    answer = preview(make_account(prices=ASSIST_PRICE), "ai-assist", licenses=10)
    assert answer.quantity.billed == 10
    assert preview(as_of=dt.date(2026, 1, 1)).cycle.days_billed == 31


@pytest.mark.parametrize(
    ("account", "addon", "reason"),
    [
        (make_account(events=BOUGHT), "analytics-plus", "ALREADY_PURCHASED"),
        (make_account(plan="professional"), "ai-assist", "INCLUDED_IN_PLAN"),
    ],
)
def test_what_is_not_for_sale_is_refused_with_the_decision(
    account: Account, addon: str, reason: str
) -> None:
    """Bought or in the plan: exit 3 and the owner's decision, never an invoice of 0."""
    before = msgspec.json.encode(account)
    with pytest.raises(AddonctlError) as raised:
        preview(account, addon)
    assert raised.value.exit_code == 3
    decision: Any = raised.value.decision
    assert (decision.user, decision.allowed) == ("olga", False)
    assert reason in {each.code for each in decision.reasons}
    assert msgspec.json.encode(account) == before


def test_refusal_is_the_asking_user_s() -> None:
    """With `--as` it is that user's decision; without owners or users there may be none."""
    account = make_account(events=BOUGHT)
    with pytest.raises(AddonctlError) as raised:
        preview(account, user=account.users[2])
    decision: Any = raised.value.decision
    assert decision.user == "sara"
    with pytest.raises(AddonctlError) as raised:
        preview(make_account(events=BOUGHT, users=[]))
    assert raised.value.decision is None


def test_refused_role_or_route_does_not_stop_a_preview() -> None:
    """The amounts are the same; the answer says who may and who may not, and why."""
    by_quote = preview(make_account(billing={"payment_method": "bank_transfer"}))
    assert by_quote.now == preview().now
    assert (by_quote.purchase.allowed, by_quote.subscribe_command) == ((), None)
    assert [(each.user, each.codes) for each in by_quote.purchase.refused] == [
        ("olga", ("ACCOUNT_NEEDS_QUOTE",)),
        ("adam", ("ROLE_OWNER_ONLY", "ACCOUNT_NEEDS_QUOTE")),
        ("sara", ("ROLE_OWNER_ONLY", "ACCOUNT_NEEDS_QUOTE")),
        ("anna", ("ROLE_NO_ACCESS", "ACCOUNT_NEEDS_QUOTE")),
    ]
    assert "BANK_TRANSFER" in codes_of(by_quote)
    assert preview().purchase.allowed == ("olga",)


@pytest.mark.parametrize(
    ("billing", "user", "expected"),
    [
        ({}, 0, ("subscribe", True, ["MAY_SUBSCRIBE"])),
        ({}, 1, ("subscribe", False, ["ROLE_OWNER_ONLY"])),
        ({}, 3, ("subscribe", False, ["ROLE_NO_ACCESS"])),
        ({"purchase_path": "quote"}, 0, ("quote", True, ["MAY_REQUEST_QUOTE"])),
        ({"purchase_path": "quote"}, 2, ("quote", False, ["ROLE_OWNER_ONLY"])),
    ],
)
def test_who_asks_gets_their_own_decision(
    billing: dict[str, Any], user: int, expected: tuple[str, bool, list[str]]
) -> None:
    """Whether they may take the step by which this account buys, and why; amounts are the same."""
    account = make_account(billing=billing)
    answer = preview(account, user=account.users[user])
    decision = answer.purchase.decision
    assert decision is not None
    assert decision.user == account.users[user].id
    codes = [reason.code for reason in decision.reasons]
    assert (decision.action, decision.allowed, codes) == expected
    everybody = preview(account)
    assert everybody.purchase.decision is None
    assert (answer.now, answer.purchase.allowed, answer.purchase.refused) == (
        everybody.now,
        everybody.purchase.allowed,
        everybody.purchase.refused,
    )


TWO_OWNERS = [
    {"id": "adam", "roles": ["admin"]},
    {"id": "first owner", "roles": ["owner"]},
    {"id": "second", "roles": ["owner"]},
]


@pytest.mark.parametrize(
    ("user", "buyer"),
    [(None, "first owner"), (0, "first owner"), (1, "first owner"), (2, "second")],
)
def test_command_is_the_asking_user_s_where_they_may(user: int | None, buyer: str) -> None:
    """Else it is that of the first who may; it is quoted for a shell and says the exact total."""
    account = make_account(users=TWO_OWNERS)
    asking = None if user is None else account.users[user]
    answer = preview(account, user=asking, source="my accounts/plain.toml")
    assert shlex.split(answer.subscribe_command or "") == [
        "addonctl",
        "subscribe",
        "analytics-plus",
        "-a",
        "my accounts/plain.toml",
        "--as",
        buyer,
        "--expect-total",
        "50.00",
    ]


def test_command_has_the_date_only_where_it_was_given() -> None:
    """A date that isn't today is in the command; an account from standard input has no command."""
    context = msgspec.structs.replace(
        make_context(), invocation=Invocation(reference="plain.toml", as_of=TODAY)
    )
    answer = preview_purchase(context, addon=context.catalog.addon("analytics-plus"))
    assert (answer.subscribe_command or "").endswith(" --as-of 2026-11-21")
    assert "--as-of" not in (preview().subscribe_command or "")
    assert preview(source=None).subscribe_command is None


def test_overdue_balance_is_a_warning() -> None:
    """The amounts are the same, and there is a warning."""
    overdue = preview(make_account(billing={"past_due": True}))
    assert [notice.code for notice in overdue.warnings] == ["PAST_DUE"]
    assert overdue.now == preview().now
    assert preview().warnings == ()
