"""Check what is bought on a day, for how many licences and at which price."""

import datetime as dt
from typing import Any

import pytest

from addonctl.model.catalog import Catalog
from addonctl.rules.holdings import Holding, holdings_on
from tests.builders import PACKAGED_CATALOG, TODAY, make_account, make_catalog, make_context

NEXT = dt.date(2026, 12, 1)
BOUGHT: dict[str, Any] = {"kind": "subscribed", "date": "2026-11-03", "addon": "analytics-plus"}
RECORDED = {"unit_price": "14.00", "per": "month", "currency": "EUR", "quantity": 8}


def held(
    *events: dict[str, Any],
    as_of: dt.date = TODAY,
    catalog: Catalog = PACKAGED_CATALOG,
    day: dt.date = NEXT,
    **account: Any,  # noqa: ANN401  # keys of its file
) -> tuple[Holding, ...]:
    """Say what is bought on an account with these events."""
    known = make_account(events=[BOUGHT | event for event in events], **account)
    context = make_context(known, as_of=as_of, catalog=catalog.with_addons_of(known))
    return holdings_on(context, day)


def test_a_purchase_is_held_from_its_day_on() -> None:
    """The events after the date that is asked about don't count, its own do."""
    assert held({}, as_of=dt.date(2026, 11, 2)) == ()
    (one,) = held({}, as_of=dt.date(2026, 11, 3))
    assert (one.addon.id, one.since) == ("analytics-plus", dt.date(2026, 11, 3))


@pytest.mark.parametrize("kind", ["trial_started", "quote_requested", "feature_requested"])
def test_only_a_purchase_is_held(kind: str) -> None:
    """A trial, a quote and a request buy nothing."""
    assert held({"kind": kind}) == ()


def test_what_the_plan_includes_is_not_held() -> None:
    """An add-on that came into the plan after its purchase isn't billed beside it."""
    assert held({"addon": "ai-assist"}, plan="professional") == ()


def test_holdings_are_in_the_order_of_the_catalogue() -> None:
    """Not in the order of their purchases; what the catalogue doesn't have comes last."""
    names = [{"addon": name} for name in ("old-one", "ai-assist", "analytics-plus")]
    found = [one.addon.id for one in held(*names)]
    assert found == ["analytics-plus", "ai-assist", "old-one"]


@pytest.mark.parametrize(
    ("event", "assigned"),
    [
        ({"addon": "analytics-plus", "quantity": 8}, None),
        ({"addon": "ai-assist", "quantity": 8}, 8),
        ({"addon": "ai-assist"}, None),
        ({"addon": "old-one", "quantity": 8}, 8),
        ({"addon": "old-one"}, None),
    ],
)
def test_recorded_licences_are_billed_unless_it_is_on_all(
    event: dict[str, Any], assigned: int | None
) -> None:
    """An add-on on all licences is billed on the account's total, others as recorded if it is."""
    (one,) = held(event)
    assert (one.recorded, one.assigned) == (event.get("quantity"), assigned)


@pytest.mark.parametrize(
    ("event", "prices", "price"),
    [
        (RECORDED, {"analytics-plus": {"unit_price": "15.00", "per": "month"}}, "account 15.00"),
        (RECORDED, {}, "recorded 14.00"),
        ({}, {}, "price_book 18.00"),
        (RECORDED | {"currency": "USD"}, {}, "price_book 18.00"),
        ({"unit_price": "14.00"}, {}, "price_book 18.00"),
        ({"unit_price": "14.00", "per": "month"}, {}, "recorded 14.00"),
    ],
)
def test_price_is_the_accounts_then_the_recorded_then_the_books(
    event: dict[str, Any], prices: dict[str, Any], price: str
) -> None:
    """A recorded price counts with what it is for, and in the account's currency."""
    (one,) = held(event, prices=prices, catalog=make_catalog({"unit_price": "18.00"}))
    assert one.price is not None
    assert f"{one.price.origin} {one.price.unit_price}" == price


def test_price_of_the_book_is_that_of_the_invoice_date() -> None:
    """A row that begins between the date asked about and the invoice counts."""
    rows = {"unit_price": "18.00"}, {"unit_price": "20.00", "valid_from": "2026-12-01"}
    (one,) = held({}, prices={}, catalog=make_catalog(*rows))
    assert one.price is not None
    assert one.price.unit_price == "20.00"


def test_a_price_that_nobody_knows_is_none() -> None:
    """No price is no price: there is no default."""
    (one,) = held({}, prices={})
    assert one.price is None


def test_a_discount_given_once_is_not_left() -> None:
    """It was taken off the first invoice; a percentage stays."""
    billing = {"discount": {"once": "20.00"}}
    (one,) = held({}, billing=billing)
    assert one.discount is None
    (other,) = held({}, billing={"discount": {"percent": "10"}})
    assert other.discount is not None
    assert other.discount.percent == "10"


def test_the_first_of_two_purchases_counts() -> None:
    """A second one is a fault of the file; it changes nothing."""
    (one,) = held({"quantity": 8}, {"quantity": 9})
    assert one.recorded == 8
