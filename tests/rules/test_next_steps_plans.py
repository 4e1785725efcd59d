"""Check what another plan would change: an add-on's state, never its past."""

import msgspec
import pytest

from addonctl.model.context import Context
from tests.builders import make_account, make_context
from tests.rules.decisions import decided, steps_of


def not_offering(context: Context) -> Context:
    """Take AI Assist off the account's plan."""
    plans = tuple(
        msgspec.structs.replace(plan, offers=("analytics-plus",)) for plan in context.catalog.plans
    )
    return msgspec.structs.replace(
        context, catalog=msgspec.structs.replace(context.catalog, plans=plans)
    )


PRICED = {"ai-assist": {"unit_price": "9.00", "per": "month"}}


def test_plan_is_the_account_manager_s_to_change() -> None:
    """An add-on that the plan doesn't offer becomes available with another plan."""
    offered = make_context(make_account(prices=PRICED))
    decision = decided(not_offering(offered), "olga", "subscribe", "ai-assist")
    assert steps_of(decision) == [("account_manager", None, {"state": "available"})]
    assert decided(offered, "olga", "subscribe", "ai-assist").allowed


def test_another_plan_leads_to_a_quote_where_that_is_the_route() -> None:
    """Without a price the new plan's add-on is bought by quote, and that is what is proposed."""
    offered = make_context(make_account(prices={}))
    decision = decided(not_offering(offered), "adam", "subscribe", "ai-assist")
    assert steps_of(decision) == [
        ("account_manager", None, {"action": "quote", "state": "available", "user": "olga"})
    ]
    assert decided(offered, "olga", "quote", "ai-assist").allowed


@pytest.mark.parametrize(
    ("date", "state"), [("2026-11-02", "trial_running"), ("2026-01-02", "trial_used")]
)
def test_another_plan_does_not_bring_a_trial_back(date: str, state: str) -> None:
    """A trial that runs or is over stays so: a purchase is proposed, a second trial isn't."""
    trial = {"kind": "trial_started", "date": date, "addon": "ai-assist"}
    context = not_offering(make_context(make_account(prices=PRICED, events=[trial])))
    assert steps_of(decided(context, "olga", "subscribe", "ai-assist")) == [
        ("account_manager", None, {"state": state})
    ]
    [step] = decided(context, "olga", "trial", "ai-assist").next_steps
    assert step.by == "nobody"
