"""Check which price is in force: the contract's, a row of the price book, or none."""

import datetime as dt
from typing import Any

import pytest

from addonctl.model.account import Frequency, Per
from addonctl.model.answers import Price
from addonctl.model.catalog import Catalog
from addonctl.model.money import parse_price
from addonctl.rules.amounts import tariff_of
from addonctl.rules.pricing import discount_of, later_prices, price_of
from tests.builders import TODAY, make_account, make_catalog

BOOK = make_catalog(
    {"unit_price": "18.00", "valid_from": "2026-01-01", "source": "list of 2026"},
    {"unit_price": "19.00", "valid_from": "2026-11-21"},
    {"unit_price": "20.00", "valid_from": "2027-01-01"},
    {"unit_price": "22.00", "valid_from": "2027-02-01"},
    {"unit_price": "16.00", "commitment": "annual", "valid_from": "2026-01-01"},
    {"unit_price": "15.00", "currency": "USD", "valid_from": "2026-06-01"},
    {"addon": "ai-assist", "unit_price": "9.00", "valid_from": "2026-01-01"},
)


def price_on(date: str, catalog: Catalog = BOOK, **overrides: Any) -> str | None:  # noqa: ANN401
    """Name the unit price of Analytics+ in force for an account without a price of its own."""
    account = make_account(**({"prices": {}} | overrides))
    price = price_of(account, catalog, "analytics-plus", dt.date.fromisoformat(date))
    return None if price is None else price.unit_price


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-12-31", None),
        ("2026-01-01", "18.00"),
        ("2026-11-20", "18.00"),
        ("2026-11-21", "19.00"),
        ("2026-12-31", "19.00"),
        ("2027-01-01", "20.00"),
        ("2100-12-31", "22.00"),
    ],
)
def test_latest_row_that_has_come_is_in_force(date: str, expected: str | None) -> None:
    """A row holds from its own date on; before the first there is no price."""
    assert price_on(date) == expected


def test_order_of_the_rows_does_not_matter() -> None:
    """The latest row counts wherever it stands in the book."""
    backwards = make_catalog(
        {"unit_price": "19.00", "valid_from": "2026-11-21"},
        {"unit_price": "18.00", "valid_from": "2026-01-01"},
    )
    assert price_on("2026-11-21", backwards) == "19.00"
    assert price_on("2026-11-20", backwards) == "18.00"


def test_commitment_chooses_its_own_row() -> None:
    """An annual commitment has the annual price, never the other one, and the reverse."""
    assert price_on("2026-11-21", billing={"commitment": "annual"}) == "16.00"
    only_annual = make_catalog({"commitment": "annual"})
    assert price_on("2026-11-21", only_annual) is None
    assert price_on("2026-11-21", make_catalog({}), billing={"commitment": "annual"}) is None


@pytest.mark.parametrize(
    ("currency", "date", "expected"),
    [("USD", "2026-11-21", "15.00"), ("USD", "2026-05-31", None), ("GBP", "2026-11-21", None)],
)
def test_price_in_another_currency_is_no_price(
    currency: str, date: str, expected: str | None
) -> None:
    """Nothing is converted, and nothing costs 0."""
    assert price_on(date, currency=currency) == expected


def test_price_of_another_addon_is_no_price() -> None:
    """Each add-on has its own rows."""
    catalog = make_catalog({"addon": "ai-assist"})
    assert price_on("2026-11-21", catalog) is None


def test_contract_wins_over_the_price_book() -> None:
    """The account's own price holds on every date, whatever the book says."""
    account = make_account(
        prices={"analytics-plus": {"unit_price": "12.345", "per": "cycle", "source": "contract"}}
    )
    assert price_of(account, BOOK, "analytics-plus", dt.date(2020, 1, 1)) == Price(
        unit_price="12.345",
        per="cycle",
        currency="EUR",
        source="contract",
        valid_from=None,
        origin="account",
        file=None,
    )
    assert later_prices(account, BOOK, "analytics-plus", TODAY, dt.date(2030, 1, 1)) == ()


def test_price_of_the_book_says_where_it_comes_from() -> None:
    """The row's date and source and the book's file come with the price."""
    account = make_account(prices={})
    assert price_of(account, BOOK, "analytics-plus", dt.date(2026, 2, 1)) == Price(
        unit_price="18.00",
        per="month",
        currency="EUR",
        source="list of 2026",
        valid_from=dt.date(2026, 1, 1),
        origin="price_book",
        file="book.toml",
    )


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [
        ("2026-11-20", "2026-11-20", ["19.00"]),
        ("2026-11-20", "2026-12-01", ["19.00", "20.00"]),
        ("2026-11-21", "2026-12-31", ["20.00"]),
        ("2026-11-21", "2027-01-01", ["20.00", "22.00"]),
        ("2026-11-21", "2028-01-01", ["20.00", "22.00"]),
        ("2027-01-01", "2028-01-01", ["22.00"]),
        ("2028-01-01", "2028-01-01", []),
    ],
)
def test_later_prices_are_known_in_advance(after: str, until: str, expected: list[str]) -> None:
    """Those after a date, through the first after another, for this currency and commitment."""
    rows = later_prices(
        make_account(prices={}),
        BOOK,
        "analytics-plus",
        dt.date.fromisoformat(after),
        dt.date.fromisoformat(until),
    )
    assert [row.unit_price for row in rows] == expected


def test_row_that_repeats_the_price_is_no_later_price() -> None:
    """A new list with the same price changes no amount, written otherwise or not."""
    book = make_catalog(
        {"unit_price": "18.00"},
        {"unit_price": "18.0", "valid_from": "2027-01-01"},
        {"unit_price": "18.00", "per": "cycle", "valid_from": "2027-02-01"},
    )
    account, last = make_account(prices={}), dt.date(2028, 1, 1)
    rows = later_prices(account, book, "analytics-plus", TODAY, last)
    assert [(row.unit_price, row.per) for row in rows] == [("18.00", "cycle")]


@pytest.mark.parametrize(
    ("per", "frequency", "expected"),
    [
        ("month", "monthly", "15.5"),
        ("month", "quarterly", "46.5"),
        ("month", "semiannual", "93"),
        ("month", "annual", "186"),
        ("cycle", "monthly", "15.5"),
        ("cycle", "quarterly", "15.5"),
        ("cycle", "annual", "15.5"),
    ],
)
def test_price_of_a_cycle_is_its_months_or_its_own(
    per: Per, frequency: Frequency, expected: str
) -> None:
    """A price for a month counts once for each month of the cycle, one for a cycle once."""
    account = make_account(prices={"analytics-plus": {"unit_price": "15.50", "per": per}})
    price = price_of(account, BOOK, "analytics-plus", TODAY)
    assert price is not None
    tariff = tariff_of(price.unit_price, price.per, frequency, price.currency, None)
    assert tariff.licence == parse_price(expected)


def test_discount_of_the_price_replaces_the_account_s() -> None:
    """Every add-on has the account's discount but the one whose price has its own."""
    account = make_account(
        billing={"discount": {"percent": "10"}},
        prices={
            "analytics-plus": {
                "unit_price": "15.00",
                "per": "month",
                "discount": {"per_cycle": "20.00"},
            },
            "ai-assist": {"unit_price": "9.00", "per": "month"},
        },
    )
    own, shared = discount_of(account, "analytics-plus"), discount_of(account, "ai-assist")
    assert own is not None
    assert (own.percent, own.per_cycle) == (None, "20.00")
    assert shared == discount_of(account, "ai-assist-pro") == account.billing.discount
    assert discount_of(make_account(), "ai-assist") is None
