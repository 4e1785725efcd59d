"""Check the answers that change nothing: the account at a glance, and who may do what."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from addonctl.actions.catalog import describe_catalog, describe_plans
from addonctl.actions.eligibility import decide_eligibility
from addonctl.model.answers import CatalogAnswer, EligibilityAnswer
from addonctl.model.catalog import Catalog
from addonctl.model.policy import ACTIONS
from addonctl.rules.addon_status import status_of
from tests.builders import (
    EXAMPLE_NAMES,
    PACKAGED_CATALOG,
    TODAY,
    example_account,
    example_catalog,
    make_account,
    make_context,
)


def catalog_of(name: str, as_of: dt.date = TODAY, catalog: Catalog | None = None) -> CatalogAnswer:
    """Look at an example account, with the example prices."""
    return describe_catalog(
        make_context(example_account(name), as_of=as_of, catalog=catalog or example_catalog())
    ).answer


def eligibility_of(name: str, **overrides: Any) -> EligibilityAnswer:  # noqa: ANN401
    """Decide everything on an example account, with the example prices."""
    context = make_context(example_account(name), catalog=example_catalog())
    invocation = {
        "addons": context.catalog.addons,
        "users": context.account.users,
        "actions": ACTIONS,
    }
    return decide_eligibility(context, **(invocation | overrides)).answer


def test_account_is_shown_at_a_glance() -> None:
    """Acme: 10 + 3 licences, owner Marie, cycle 31 Oct to 29 Nov, next invoice 30 November."""
    answer = catalog_of("acme.toml")
    assert answer.account is not None
    assert (answer.account.id, answer.account.name) == ("acme", "Acme SAS")
    assert answer.licenses is not None
    assert (answer.licenses.standard, answer.licenses.additional) == (10, 3)
    assert answer.owners == ("marie",)
    assert answer.cycle is not None
    assert msgspec.structs.asdict(answer.cycle) == {
        "frequency": "monthly",
        "start": dt.date(2026, 10, 31),
        "end": dt.date(2026, 11, 30),
        "last_day": dt.date(2026, 11, 29),
        "days": 30,
    }
    assert answer.next_invoice == dt.date(2026, 11, 30)
    assert answer.plans is None


def test_every_addon_has_state_price_route_and_people() -> None:
    """Acme: Analytics+ is available, AI Assist on trial, AI Assist Pro has no price."""
    analytics, assist, pro = catalog_of("acme.toml").addons
    assert [addon.id for addon in (analytics, assist, pro)] == [
        "analytics-plus",
        "ai-assist",
        "ai-assist-pro",
    ]
    assert (analytics.state, analytics.route, analytics.requests) == (
        "available",
        "self_service",
        1,
    )
    assert (assist.state, assist.trial_end) == ("trial_running", dt.date(2026, 12, 2))
    assert assist.price is not None
    assert (assist.price.unit_price, assist.price.origin) == ("9.00", "price_book")
    assert (pro.state, pro.price, pro.route, pro.requests) == ("available", None, "quote", 3)
    assert pro.route_reason is not None
    assert (pro.route_reason.code, pro.route_reason.basis) == ("NO_PRICE_KNOWN", "inferred")
    assert {user: pro.actions[user] for user in ("marie", "paul", "zoe", "tom")} == {
        "marie": ("quote", "trial"),
        "paul": ("trial", "request"),
        "zoe": ("request",),
        "tom": (),
    }
    assert {user: assist.actions[user] for user in ("marie", "paul", "zoe", "tom")} == {
        "marie": ("subscribe",),
        "paul": ("request",),
        "zoe": ("request",),
        "tom": (),
    }


def test_purchase_and_plan_leave_nothing_to_do() -> None:
    """Nordwind: Analytics+ bought on 3 February, AI Assist in the plan, Pro by quote."""
    analytics, assist, pro = catalog_of("nordwind.toml").addons
    assert (analytics.state, analytics.purchased_on) == ("purchased", dt.date(2026, 2, 3))
    assert (assist.state, assist.purchased_on) == ("included", None)
    assert set(analytics.actions.values()) == set(assist.actions.values()) == {()}
    assert pro.actions["jonas"] == ("quote", "trial")


def test_before_the_first_cycle_there_is_no_cycle_and_a_first_invoice() -> None:
    """Before the anchor the next invoice is on the anchor; on it the first cycle runs."""
    before = catalog_of("acme.toml", dt.date(2026, 1, 30))
    assert (before.cycle, before.next_invoice) == (None, dt.date(2026, 1, 31))
    first = catalog_of("acme.toml", dt.date(2026, 1, 31))
    assert first.cycle is not None
    assert first.next_invoice == first.cycle.end == dt.date(2026, 2, 28)


def test_without_an_account_the_catalogue_is_shown_by_plan() -> None:
    """Plans say what they offer and include; nothing is said that needs an account."""
    answer = describe_plans(PACKAGED_CATALOG, TODAY)
    assert (answer.account, answer.licenses, answer.owners) == (None, None, None)
    assert (answer.cycle, answer.next_invoice) == (None, None)
    assert answer.plans is not None
    assert [(plan.id, plan.includes, plan.route) for plan in answer.plans] == [
        ("essentials", (), None),
        ("professional", ("ai-assist",), None),
        ("custom", (), "quote"),
    ]
    assert [(addon.id, addon.basis, addon.state) for addon in answer.addons] == [
        ("analytics-plus", "all_licenses", None),
        ("ai-assist", "assigned", None),
        ("ai-assist-pro", "assigned", None),
    ]


def test_no_price_is_packaged() -> None:
    """Prices come from the contract or a price book, never with the program."""
    assert PACKAGED_CATALOG.prices == ()
    bare = catalog_of("acme.toml", catalog=PACKAGED_CATALOG).addons
    assert [addon.price is None for addon in bare] == [False, True, True]


def test_decisions_come_by_user_then_addon_then_action() -> None:
    """13 people, three add-ons and four actions are 156 decisions in the account's order."""
    decisions = eligibility_of("acme.toml").decisions
    assert len(decisions) == 13 * 3 * 4
    order = [(decision.user, decision.addon, decision.action) for decision in decisions]
    assert order[:5] == [
        ("marie", "analytics-plus", "subscribe"),
        ("marie", "analytics-plus", "quote"),
        ("marie", "analytics-plus", "trial"),
        ("marie", "analytics-plus", "request"),
        ("marie", "ai-assist", "subscribe"),
    ]
    assert order[12][0] == "paul"
    assert len(set(order)) == len(order)


def test_one_question_has_one_decision() -> None:
    """What was asked about is decided, and nothing else."""
    context = make_context()
    answer = decide_eligibility(
        context,
        addons=context.catalog.addons[:1],
        users=context.account.users[1:2],
        actions=("trial",),
    ).answer
    [decision] = answer.decisions
    assert (decision.user, decision.addon, decision.action) == ("adam", "analytics-plus", "trial")


def test_what_colleagues_may_do_is_worked_out_once_for_everybody() -> None:
    """A thousand refused people and two hundred owners are no two hundred thousand steps."""
    owners = [{"id": f"owner-{number}", "roles": ["owner"]} for number in range(2)]
    agents = [{"id": f"agent-{number}", "roles": ["agent"]} for number in range(2)]
    context = make_context(make_account(users=[*owners, *agents]))
    answer = decide_eligibility(
        context,
        addons=context.catalog.addons[:1],
        users=context.account.users[2:],
        actions=["subscribe"],
    ).answer
    one, other = (decision.next_steps for decision in answer.decisions)
    assert [step.who for step in one] == ["owner-0", "owner-1"]
    assert all(mine is theirs for mine, theirs in zip(one, other, strict=True))


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_catalog_and_eligibility_say_the_same(name: str) -> None:
    """The actions listed for a user are those whose decision is a yes."""
    listed = {
        (user, addon.id, action)
        for addon in catalog_of(name).addons
        for user, actions in addon.actions.items()
        for action in actions
    }
    decided = {
        (decision.user, decision.addon, decision.action)
        for decision in eligibility_of(name).decisions
        if decision.allowed
    }
    assert listed == decided


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("acme.toml", ["NO_PRICE_KNOWN"]),
        ("annual-upfront.toml", ["NO_PRICE_KNOWN"]),
        ("no-owner.toml", ["TIME_ZONE_UTC", "NO_PRICE_KNOWN", "NO_PRICE_KNOWN"]),
        ("bank-transfer.toml", ["BANK_TRANSFER", "BANK_TRANSFER", "NO_PRICE_KNOWN"]),
        ("nordwind.toml", []),
    ],
)
def test_assumed_routes_are_said_where_something_may_be_bought(name: str, codes: list[str]) -> None:
    """A stated route, and one of what is bought or in the plan, is no assumption."""
    for answer in (catalog_of(name), eligibility_of(name)):
        assert [notice.code for notice in answer.assumptions] == codes


def test_route_of_what_was_bought_is_not_assumed() -> None:
    """Without prices two of three add-ons are by quote; the third is bought, and needs no route."""
    bought = {"kind": "subscribed", "date": "2026-06-10", "addon": "analytics-plus"}
    answer = describe_catalog(make_context(make_account(prices={}, events=[bought]))).answer
    assert [addon.route for addon in answer.addons] == ["quote", "quote", "quote"]
    assert [notice.message.values["addon"] for notice in answer.assumptions] == [
        "AI Assist",
        "AI Assist Pro",
    ]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("acme.toml", []),
        ("past-due.toml", ["PAST_DUE"]),
        ("included-in-plan.toml", ["INCLUDED_AND_PURCHASED"]),
    ],
)
def test_warnings_change_no_answer(name: str, codes: list[str]) -> None:
    """An overdue balance and something bought twice are said beside the answer."""
    for answer in (catalog_of(name), eligibility_of(name)):
        assert [notice.code for notice in answer.warnings] == codes


def test_no_addon_no_assumption_about_it() -> None:
    """What is assumed is about the add-ons that were asked about."""
    context = make_context(example_account("acme.toml"), catalog=example_catalog())
    answer = eligibility_of("acme.toml", addons=context.catalog.addons[:1])
    assert answer.assumptions == ()


@pytest.mark.parametrize(
    ("as_of", "states"),
    [
        ("2026-11-29", ["trial_used", "trial_running"]),
        ("2026-11-30", ["trial_used", "trial_used"]),
        ("2026-09-14", ["trial_running", "available"]),
        ("2026-09-13", ["available", "available"]),
    ],
)
def test_trials_are_shown_as_they_stand_on_the_date(as_of: str, states: list[str]) -> None:
    """Ribera's two trials: one ran out in October, one runs to 29 November."""
    addons = catalog_of("trials.toml", dt.date.fromisoformat(as_of)).addons
    assert [addon.state for addon in addons[:2]] == states


def test_standing_is_that_of_the_subject_s_date() -> None:
    """The date of the question decides, not any clock."""
    event = {"kind": "subscribed", "date": "2026-06-10", "addon": "analytics-plus"}
    context = make_context(make_account(events=[event]), as_of=dt.date(2026, 6, 9))
    assert status_of(context, context.catalog.addon("analytics-plus")).state == "available"
