"""A change is at the price of its day, which is then the price of what is bought."""

import datetime as dt

import pytest
from msgspec import structs

from addonctl.actions.amend import prepare_amendment
from addonctl.actions.next_invoice import preview_next
from addonctl.errors import NoPrice
from addonctl.model.amendments import LicensesWanted
from addonctl.model.catalog import Catalog
from tests.builders import PACKAGED_CATALOG, TODAY, make_account, make_catalog, make_context

BOUGHT = {"kind": "subscribed", "date": "2026-11-03", "addon": "analytics-plus", "quantity": 8}
RECORDED = {"unit_price": "15.00", "per": "month", "currency": "EUR"}
BOOK = make_catalog({"unit_price": "15.00"}, {"unit_price": "17.50", "valid_from": "2026-11-15"})


@pytest.mark.parametrize(
    ("recorded", "catalog", "told", "now", "following"),
    [
        pytest.param(RECORDED, BOOK, True, "11.67", "175.00", id="another in the book"),
        pytest.param(RECORDED, PACKAGED_CATALOG, False, "10.00", "150.00", id="none in the book"),
        pytest.param({}, BOOK, False, "11.67", "175.00", id="none recorded"),
    ],
)
def test_price_of_the_day_holds_from_the_change_on(
    recorded: dict[str, str], catalog: Catalog, *, told: bool, now: str, following: str
) -> None:
    """2 licences more for 10 of 30 days, then 10; the invoice of the account says the same."""
    account = make_account(prices=None, events=[{**BOUGHT, **recorded}])
    context = make_context(account, catalog=catalog)
    addon = catalog.addon("analytics-plus")
    prepared = prepare_amendment(context, addon, LicensesWanted())
    invoice = prepared.answer.invoice
    assert invoice.now is not None
    assert invoice.next is not None
    assert (str(invoice.now.subtotal), str(invoice.next.subtotal)) == (now, following)
    codes = [each.code for each in prepared.assumptions]
    assert ("CHANGE_AT_TODAYS_PRICE" in codes) == told
    after = structs.replace(account, events=(*account.events, prepared.event))
    whole = preview_next(make_context(after, as_of=TODAY, catalog=catalog)).next
    assert whole is not None
    assert str(whole.subtotal) == following


def test_more_without_any_price_is_refused_and_fewer_is_not() -> None:
    """What is billed needs a price; fewer licences from the next cycle on need none."""
    account = make_account(prices=None, events=[BOUGHT])
    context = make_context(account, as_of=dt.date(2026, 11, 21))
    addon = context.catalog.addon("analytics-plus")
    with pytest.raises(NoPrice):
        prepare_amendment(context, addon, LicensesWanted())
    fewer = make_account(prices=None, licenses={"standard": 5}, events=[BOUGHT])
    prepared = prepare_amendment(make_context(fewer), addon, LicensesWanted())
    assert (prepared.total, prepared.event.unit_price) == (None, None)
