"""Check which taxes an invoice has: those that hold on its own date."""

import datetime as dt
from typing import Any

import pytest

from addonctl.model.account import Account, Tax
from addonctl.rules.pricing import changes_of, taxes_on
from tests.builders import make_account
from tests.rules.invoice.invoices import invoices_of, price

AUGUST = dt.date(2024, 8, 15)
ALV: list[dict[str, str]] = [
    {"name": "ALV", "percent": "24"},
    {"name": "ALV", "percent": "25.5", "from": "2024-09-01"},
]


def helsinki(taxes: list[dict[str, str]]) -> Account:
    """Make an account that is billed monthly from 1 August 2024, ten licences at 10.00."""
    return make_account(
        time_zone="Europe/Helsinki",
        billing={"anchor": "2024-08-01", "taxes": taxes},
        prices=price("10.00"),
    )


def totals(taxes: list[dict[str, str]], count: int = 2) -> list[str]:
    """Name the totals of a purchase on 15 August 2024."""
    return [str(invoice.total) for invoice in invoices_of(helsinki(taxes), AUGUST, count)]


def rates_on(date: str, *rows: tuple[str, str, str | None]) -> list[tuple[str, str]]:
    """Name the taxes of a date, of rows of a name, a percentage and a date."""
    holding = taxes_on(rows_of(*rows), dt.date.fromisoformat(date))
    return [(tax.name, tax.percent) for tax in holding]


def rows_of(*rows: tuple[str, str, str | None]) -> tuple[Tax, ...]:
    """Make rows of a name, a percentage and a date."""
    return tuple(
        Tax(
            name=name,
            percent=percent,
            begins=None if begins is None else dt.date.fromisoformat(begins),
        )
        for name, percent, begins in rows
    )


def test_each_invoice_has_the_tax_of_its_own_date() -> None:
    """17/31 of 100.00 in August with 24 %, September and October with 25.5 %."""
    assert totals(ALV, 3) == ["68.00", "125.50", "125.50"]
    assert totals(ALV[:1]) == ["68.00", "124.00"]


def test_order_of_the_rows_makes_no_difference() -> None:
    """The latest row that has begun holds, wherever it stands."""
    assert totals(ALV[::-1]) == totals(ALV)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-08-31", [("ALV", "24")]),
        ("2024-09-01", [("ALV", "25.5")]),
        ("2026-12-31", [("ALV", "25.5")]),
        ("2027-01-01", [("ALV", "26")]),
    ],
)
def test_row_holds_from_its_first_day_until_the_next_begins(
    date: str, expected: list[tuple[str, str]]
) -> None:
    """A date belongs to the row that begins on it."""
    rows = [("ALV", "24", None), ("ALV", "26", "2027-01-01"), ("ALV", "25.5", "2024-09-01")]
    assert rates_on(date, *rows) == expected


def test_tax_that_has_not_begun_is_not_on_the_invoice() -> None:
    """Neither as a line nor as an amount of 0; other taxes stay in their order."""
    city: dict[str, str] = {"name": "City", "percent": "1", "from": "2024-09-01"}
    now, following = invoices_of(helsinki([city, ALV[0]]), AUGUST)
    assert [tax.name for tax in now.taxes] == ["ALV"]
    assert [tax.name for tax in following.taxes] == ["City", "ALV"]
    now, following = invoices_of(helsinki([city]), AUGUST)
    assert (now.taxes, str(now.tax), str(following.tax)) == ((), "0.00", "1.00")


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-12-01", ["21", "1"]),
        ("2027-01-31", ["21", "1"]),
        ("2027-02-01", ["21", "1", "22"]),
        ("2027-03-01", ["21", "1", "22"]),
        ("2027-05-01", ["21", "1", "22"]),
    ],
)
def test_changes_reach_to_the_first_day_of_change_after_the_last_date(
    last: str, expected: list[str]
) -> None:
    """Every tax of that day is listed; one that repeats its percentage changes nothing."""
    rows = rows_of(
        ("VAT", "20", None),
        ("VAT", "20.0", "2027-01-01"),
        ("VAT", "21", "2027-02-01"),
        ("City", "1", "2027-02-01"),
        ("VAT", "22", "2027-03-01"),
        ("City", "1.0", "2027-04-01"),
    )
    changes = changes_of(rows, dt.date(2026, 11, 21), dt.date.fromisoformat(last))
    assert [tax.percent for tax in changes] == expected


def test_tax_of_nothing_stays_a_line() -> None:
    """A row of 0 % replaces the row before it, and is in the list with 0.00."""
    ended: dict[str, Any] = {"name": "ALV", "percent": "0", "from": "2024-09-01"}
    _now, following = invoices_of(helsinki([ALV[0], ended]), AUGUST)
    assert [(tax.percent, str(tax.amount)) for tax in following.taxes] == [("0", "0.00")]
