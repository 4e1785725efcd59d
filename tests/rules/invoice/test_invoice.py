"""Check the invoices of a purchase: order, rounding, quantity, taxes."""

import datetime as dt

import msgspec
import pytest

from addonctl.model.money import Money
from addonctl.rules.invoice import invoice_now, quantity_of
from tests.builders import TODAY, make_account
from tests.rules.invoice.invoices import (
    ANALYTICS,
    ASSIST,
    CONTRACT_ACCOUNT,
    VAT_20,
    amounts,
    invoices_of,
    price,
    terms_for,
)


def test_worked_example_comes_out_to_the_cent() -> None:
    """15.00 x 13 x 9/30 is 58.50; 10 % off is 52.65; with 20 % VAT it is 63.18."""
    now, following = invoices_of(CONTRACT_ACCOUNT)
    assert amounts(now) == {
        "gross": "58.50",
        "discount": "5.85",
        "subtotal": "52.65",
        "tax": "10.53",
        "total": "63.18",
        "credit": "0.00",
        "amount_due": "63.18",
    }
    assert [(str(line.amount), line.quantity, line.fraction) for line in now.lines] == [
        ("45.00", 10, "9/30"),
        ("13.50", 3, "9/30"),
    ]
    assert (now.issue_date, now.period.start, now.period.end, now.period.last_day) == (
        TODAY,
        TODAY,
        dt.date(2026, 11, 30),
        dt.date(2026, 11, 29),
    )
    assert (following.issue_date, following.period.end) == (
        dt.date(2026, 11, 30),
        dt.date(2026, 12, 31),
    )
    assert amounts(following) == {
        "gross": "195.00",
        "discount": "19.50",
        "subtotal": "175.50",
        "tax": "35.10",
        "total": "210.60",
        "credit": "0.00",
        "amount_due": "210.60",
    }
    assert {line.fraction for line in following.lines} == {"31/31"}


@pytest.mark.parametrize(
    ("as_of", "fraction", "subtotal"),
    [
        ("2026-10-31", "30/30", "195.00"),
        ("2026-11-29", "1/30", "6.50"),
        ("2026-11-30", "31/31", "195.00"),
    ],
)
def test_boundary_is_already_the_full_cycle(as_of: str, fraction: str, subtotal: str) -> None:
    """The first day bills the full price, the last day one day, the next day the next cycle."""
    account = msgspec.structs.replace(
        CONTRACT_ACCOUNT, billing=msgspec.structs.replace(CONTRACT_ACCOUNT.billing, discount=None)
    )
    now = invoices_of(account, dt.date.fromisoformat(as_of))[0]
    assert {line.fraction for line in now.lines} == {fraction}
    assert str(now.subtotal) == subtotal


@pytest.mark.parametrize(
    ("currency", "gross", "lines"),
    [
        ("JPY", "10", ("7", "3")),
        ("EUR", "10.00", ("6.67", "3.33")),
        ("TND", "10.000", ("6.667", "3.333")),
        ("CLF", "10.0000", ("6.6667", "3.3333")),
    ],
)
def test_lines_add_up_in_every_currency(currency: str, gross: str, lines: tuple[str, str]) -> None:
    """Two thirds and a third of 10 are rounded to 0, 2, 3 or 4 decimals and still make 10."""
    account = make_account(
        currency=currency, licenses={"standard": 2, "additional": 1}, prices=price("10")
    )
    now = invoices_of(account)[0]
    assert str(now.gross) == gross
    assert tuple(str(line.amount) for line in now.lines) == lines


def test_missing_unit_goes_to_the_line_that_lacks_most() -> None:
    """Exact lines of 3.15 and 0.35 yen: their sum is 4, and the second line lacks most."""
    account = make_account(
        currency="JPY", licenses={"standard": 9, "additional": 1}, prices=price("0.35")
    )
    now = invoices_of(account, dt.date(2026, 11, 1))[0]
    assert [str(line.amount) for line in now.lines] == ["3", "1"]


@pytest.mark.parametrize(
    ("standard", "additional", "kinds"),
    [
        (10, 3, [("standard", 10), ("additional", 3)]),
        (10, 0, [("standard", 10)]),
        (0, 3, [("additional", 3)]),
    ],
)
def test_line_of_no_licenses_is_left_out(
    standard: int, additional: int, kinds: list[tuple[str, int]]
) -> None:
    """Standard licences and additional users are billed, each on a line where there are any."""
    account = make_account(licenses={"standard": standard, "additional": additional})
    now = invoices_of(account)[0]
    assert [(line.kind, line.quantity) for line in now.lines] == kinds


def test_contracted_licenses_are_billed_whoever_uses_them() -> None:
    """Four users, ten standard licences: ten are billed."""
    account = make_account()
    assert len(account.users) == 4
    assert quantity_of(account, ANALYTICS, None).billed == 10


def test_assigned_licenses_are_one_line() -> None:
    """An add-on whose licences are assigned is billed on those, and on all where none is said."""
    account = make_account(licenses={"standard": 10, "additional": 3})
    assigned = quantity_of(account, ASSIST, 4)
    assert (assigned.standard, assigned.additional, assigned.assigned) == (None, None, 4)
    assert (assigned.billed, assigned.basis) == (4, "assigned")
    unsaid = quantity_of(account, ASSIST, None)
    assert (unsaid.standard, unsaid.additional, unsaid.assigned) == (10, 3, None)
    assert (unsaid.billed, unsaid.basis) == (13, "assigned")
    terms = msgspec.structs.replace(terms_for(account), quantity=assigned)
    now = invoice_now(terms, TODAY)
    assert [(line.kind, line.quantity, str(line.amount)) for line in now.lines] == [
        ("assigned", 4, "20.00")
    ]


def test_each_tax_is_rounded_on_its_own() -> None:
    """Two taxes of 5 % on 0.10 are a cent each: 0.005 twice, each rounded up."""
    taxes = [{"name": "GST", "percent": "5"}, {"name": "PST", "percent": "5"}]
    account = make_account(
        billing={"taxes": taxes}, licenses={"standard": 1}, prices=price("0.30", "cycle")
    )
    now = invoices_of(account)[0]
    assert str(now.subtotal) == "0.10"
    assert [(tax.name, tax.percent, str(tax.amount)) for tax in now.taxes] == [
        ("GST", "5", "0.01"),
        ("PST", "5", "0.01"),
    ]
    assert (str(now.tax), str(now.total)) == ("0.02", "0.12")


def test_tax_is_on_the_rounded_subtotal() -> None:
    """39.29 and 20 % of it, 7.86, are 47.15; the exact amount with tax would be 47.14."""
    account = make_account(
        billing={"anchor": "2026-02-01", "taxes": VAT_20},
        licenses={"standard": 1},
        prices=price("50.00"),
    )
    now = invoices_of(account, dt.date(2026, 2, 7))[0]
    assert (str(now.subtotal), str(now.tax), str(now.total)) == ("39.29", "7.86", "47.15")


def test_no_tax_is_an_amount_and_an_unknown_tax_is_none() -> None:
    """An empty list of taxes is a tax of 0; without the list there is no tax to speak of."""
    none = invoices_of(make_account(billing={"taxes": []}))[0]
    unknown = invoices_of(make_account(billing={"taxes": None}))[0]
    assert (none.taxes, none.tax) == ((), Money(0, "EUR"))
    assert (unknown.taxes, unknown.tax) == ((), None)
    assert none.total == unknown.total == none.subtotal == Money(5000, "EUR")
