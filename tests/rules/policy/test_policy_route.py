"""Check what decides whether an account buys by itself or by quote, and what comes before what."""

import itertools

import msgspec
import pytest

from addonctl.model.account import Account, RouteName
from addonctl.model.policy import Policy, RouteCode, RouteFactor, RouteRule
from addonctl.rules.addon_status import route_of
from tests.builders import make_context
from tests.rules.policy.policy_cells import POLICY

PATHS: tuple[RouteName | None, ...] = (None, "self_service", "quote")
METHODS = (None, "card", "direct_debit", "bank_transfer")
FACTORS = tuple(itertools.product((True, False), PATHS, ("essentials", "custom"), METHODS))


def account_with(path: RouteName | None, plan: str, method: str | None) -> Account:
    """Make an account from the three things that its route depends on."""
    billing = {"frequency": "monthly", "anchor": "2026-01-31"}
    billing |= {"purchase_path": path} if path else {}
    billing |= {"payment_method": method} if method else {}
    return msgspec.convert(
        {
            "schema": 1,
            "id": "acme",
            "name": "Acme SAS",
            "plan": plan,
            "currency": "EUR",
            "billing": billing,
            "licenses": {"standard": 10, "additional": 3},
        },
        Account,
    )


def route_under(
    policy: Policy,
    *,
    is_price_known: bool = True,
    path: RouteName | None = None,
    plan: str = "essentials",
    method: str | None = None,
) -> tuple[RouteName, RouteCode]:
    """Decide the route and name the code of the row that decided."""
    context = make_context(account_with(path, plan, method))
    context = msgspec.structs.replace(context, policy=policy)
    decided = route_of(context, is_price_known=is_price_known)
    code, basis = decided.reason.code, decided.reason.basis
    assert basis == ("stated" if code == "PURCHASE_PATH_GIVEN" else "inferred")
    return decided.route, code


def with_rows(*rows: RouteRule) -> Policy:
    """Give the packaged policy other account factors."""
    return msgspec.structs.replace(POLICY, route=rows)


def disabled(rule_id: str) -> Policy:
    """Switch one account factor off, as a person does in the file."""
    assert rule_id in {row.id for row in POLICY.route}
    return with_rows(
        *(
            msgspec.structs.replace(row, enabled=row.enabled and row.id != rule_id)
            for row in POLICY.route
        )
    )


def routes_of(policy: Policy) -> list[tuple[RouteName, RouteCode]]:
    """Decide the route of every combination of factors."""
    return [
        route_under(policy, is_price_known=known, path=path, plan=plan, method=method)
        for known, path, plan, method in FACTORS
    ]


@pytest.mark.parametrize(
    ("known", "path", "plan", "method", "route", "code"),
    [
        (False, "self_service", "essentials", "card", "quote", "NO_PRICE_KNOWN"),
        (False, "quote", "custom", "bank_transfer", "quote", "NO_PRICE_KNOWN"),
        (False, None, "custom", "bank_transfer", "quote", "NO_PRICE_KNOWN"),
        (True, "self_service", "custom", "bank_transfer", "self_service", "PURCHASE_PATH_GIVEN"),
        (True, "self_service", "essentials", None, "self_service", "PURCHASE_PATH_GIVEN"),
        (True, "quote", "essentials", "card", "quote", "PURCHASE_PATH_GIVEN"),
        (True, "quote", "custom", "bank_transfer", "quote", "PURCHASE_PATH_GIVEN"),
        (True, None, "custom", "card", "quote", "PLAN_BY_QUOTE"),
        (True, None, "custom", "bank_transfer", "quote", "PLAN_BY_QUOTE"),
        (True, None, "essentials", "bank_transfer", "quote", "BANK_TRANSFER"),
        (True, None, "professional", "direct_debit", "self_service", "NO_OTHER_FACTOR"),
        (True, None, "essentials", "card", "self_service", "NO_OTHER_FACTOR"),
        (True, None, "essentials", None, "self_service", "NO_OTHER_FACTOR"),
    ],
)
def test_price_comes_before_path_and_path_before_factors(
    *,
    known: bool,
    path: RouteName | None,
    plan: str,
    method: str | None,
    route: RouteName,
    code: RouteCode,
) -> None:
    """An unknown price decides first, then the account's own path, then plan and payment."""
    decided = route_under(POLICY, is_price_known=known, path=path, plan=plan, method=method)
    assert decided == (route, code)


@pytest.mark.parametrize(
    ("rule_id", "known", "path", "plan", "method", "route", "code"),
    [
        ("no-price", False, "self_service", "custom", None, "self_service", "PURCHASE_PATH_GIVEN"),
        ("no-price", False, None, "custom", None, "quote", "PLAN_BY_QUOTE"),
        ("plan-by-quote", True, None, "custom", "bank_transfer", "quote", "BANK_TRANSFER"),
        ("plan-by-quote", True, None, "custom", "card", "self_service", "NO_OTHER_FACTOR"),
        (
            "bank-transfer",
            True,
            None,
            "essentials",
            "bank_transfer",
            "self_service",
            "NO_OTHER_FACTOR",
        ),
    ],
)
def test_disabled_factor_leaves_the_decision_to_the_next(
    *,
    rule_id: str,
    known: bool,
    path: RouteName | None,
    plan: str,
    method: str | None,
    route: RouteName,
    code: RouteCode,
) -> None:
    """A row that is switched off is as if it weren't there."""
    policy = disabled(rule_id)
    decided = route_under(policy, is_price_known=known, path=path, plan=plan, method=method)
    assert decided == (route, code)


@pytest.mark.parametrize("row", POLICY.route, ids=lambda row: row.id)
def test_every_account_factor_matters(row: RouteRule) -> None:
    """Without the row some account has another route or another reason for it."""
    rest = with_rows(*(other for other in POLICY.route if other is not row))
    assert routes_of(rest) != routes_of(POLICY)


def test_factors_alone_send_an_account_to_the_quote() -> None:
    """Without any factor and any path every account buys by itself."""
    policy = with_rows()
    assert set(routes_of(policy)) == {
        ("self_service", "NO_OTHER_FACTOR"),
        ("self_service", "PURCHASE_PATH_GIVEN"),
        ("quote", "PURCHASE_PATH_GIVEN"),
    }


def test_factor_needs_every_condition_of_its_row() -> None:
    """A row with two conditions decides only where both hold."""
    both = RouteRule(
        id="both",
        code="BANK_TRANSFER",
        route="quote",
        when=RouteFactor(plan_route=("quote",), payment_method=("bank_transfer",)),
        inferred="for this test",
    )
    policy = with_rows(both)
    assert route_under(policy, plan="custom", method="bank_transfer")[0] == "quote"
    assert route_under(policy, plan="custom", method="card")[0] == "self_service"
    assert route_under(policy, plan="essentials", method="bank_transfer")[0] == "self_service"


def test_first_of_two_matching_factors_decides() -> None:
    """Where two rows hold, the one that the file names first decides, but price before all."""
    policy = with_rows(*reversed(POLICY.route))
    assert route_under(policy, plan="custom", method="bank_transfer")[1] == "BANK_TRANSFER"
    assert route_under(policy, is_price_known=False, method="bank_transfer")[1] == "NO_PRICE_KNOWN"


def test_every_account_factor_is_a_named_conclusion() -> None:
    """The packaged rows all send to the quote, are on, and differ in their codes."""
    assert [(row.code, row.route, row.enabled) for row in POLICY.route] == [
        ("NO_PRICE_KNOWN", "quote", True),
        ("PLAN_BY_QUOTE", "quote", True),
        ("BANK_TRANSFER", "quote", True),
    ]
