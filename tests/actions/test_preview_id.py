"""Check the preview's id: it covers what the amounts depend on, and nothing else."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from addonctl.actions.preview import preview_purchase
from addonctl.model.context import Context
from tests.actions.previews import ASSIST_PRICE, preview
from tests.builders import (
    TODAY,
    make_account,
    make_context,
)


def id_of(context: Context, addon: str = "analytics-plus", licenses: int | None = None) -> str:
    """Name the preview of a purchase."""
    found = context.catalog.addon(addon)
    return preview_purchase(context, addon=found, licenses=licenses).preview_id


def priced(unit_price: str = "15.00", per: str = "month") -> dict[str, dict[str, str]]:
    """Write the price of Analytics+."""
    return {"analytics-plus": {"unit_price": unit_price, "per": per}}


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "other"},
        {"licenses": {"standard": 11}},
        {"licenses": {"standard": 9, "additional": 1}},
        {"prices": priced("15.01")},
        {"prices": priced("15.00", "cycle")},
        {"currency": "USD"},
        {"billing": {"discount": {"percent": "10"}}},
        {"billing": {"discount": {"per_cycle": "10"}}},
        {"billing": {"taxes": None}},
        {"billing": {"taxes": [{"name": "VAT", "percent": "20"}]}},
        {"billing": {"credit": "10.00"}},
        {"billing": {"anchor": "2026-01-02"}},
        {"billing": {"frequency": "quarterly"}},
    ],
    ids=str,
)
def test_preview_has_another_id_for_another_input(changed: dict[str, Any]) -> None:
    """Everything that an amount depends on is in the id."""
    assert id_of(make_context(make_account(**changed))) != id_of(make_context())


def test_preview_has_another_id_on_another_day_for_another_addon_or_number() -> None:
    """The date, the add-on and the licences are in the id too."""
    prices = priced() | ASSIST_PRICE | {"ai-assist-pro": ASSIST_PRICE["ai-assist"]}
    context = make_context(make_account(prices=prices))
    ids = [
        id_of(context),
        id_of(msgspec.structs.replace(context, as_of=TODAY + dt.timedelta(days=1))),
        id_of(context, "ai-assist"),
        id_of(context, "ai-assist-pro"),
        id_of(context, "ai-assist", 4),
        id_of(context, "ai-assist", 5),
    ]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "changed",
    [
        {"users": [{"id": "solo", "roles": ["agent"]}]},
        {"name": "Another name"},
        {"language": "fr"},
        {"billing": {"payment_method": "bank_transfer", "past_due": True}},
        {
            "events": [
                {"kind": "feature_requested", "date": "2026-06-10", "addon": "analytics-plus"}
            ]
        },
        {"events": [{"kind": "trial_started", "date": "2026-11-10", "addon": "analytics-plus"}]},
        {"events": [{"kind": "subscribed", "date": "2026-06-10", "addon": "ai-assist"}]},
    ],
    ids=str,
)
def test_preview_keeps_its_id_whatever_else_changes(changed: dict[str, Any]) -> None:
    """Users, names, and events that use no credit aren't in the id."""
    assert id_of(make_context(make_account(**changed))) == id_of(make_context())


def test_preview_has_another_id_once_credit_was_used() -> None:
    """What another purchase took from the credit changes what is left, and so the id."""
    used = {"kind": "subscribed", "date": "2026-06-10", "addon": "ai-assist", "credit": "4.00"}
    credit = {"credit": "10.00"}
    with_use = make_context(make_account(billing=credit, events=[used]))
    assert id_of(with_use) != id_of(make_context(make_account(billing=credit)))
    assert id_of(with_use) == id_of(make_context(make_account(billing={"credit": "6.00"})))


def test_same_question_has_the_same_answer() -> None:
    """Nothing but its inputs is in an answer: asked again it is equal, id and all."""
    options: dict[str, Any] = {"cycles": 3, "compare_dates": [dt.date(2026, 12, 1)]}
    assert preview(**options) == preview(**options)
    assert preview().preview_id == "fe39f8a3bda3c59e"
