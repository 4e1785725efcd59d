"""Reproduce every published fact of the tables beside this file; `README.md` says what they are."""

import csv
import datetime as dt
from pathlib import Path
from typing import cast

import pytest

from addonctl.actions.preview import preview_purchase
from addonctl.model.account import Frequency
from addonctl.model.answers import CycleDates
from addonctl.model.context import Context
from addonctl.model.money import Money
from addonctl.rules.addon_status import status_of
from addonctl.rules.cycle import cycle_at, days_billed
from addonctl.rules.invoice import invoice_now, terms_of
from tests.builders import make_account, make_context

Row = dict[str, str]
EXPECTED_COUNTS = {"cycles": 312, "fractions": 26, "amounts": 80}


def read_table(name: str) -> list[Row]:
    """Read a table: a row is its cells by the names of their columns."""
    path = Path(__file__).parent / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


TABLES = {name: read_table(name) for name in EXPECTED_COUNTS}
SOURCES = read_table("sources")


def rows_of(name: str) -> list[object]:
    """Make one test of each row, named by the row's id."""
    return [pytest.param(row, id=row["id"]) for row in TABLES[name]]


def cycle_of(row: Row, date: str) -> CycleDates:
    """Find the cycle of the row that holds a date."""
    return cycle_at(
        dt.date.fromisoformat(row["anchor"]),
        cast("Frequency", row["frequency"]),
        dt.date.fromisoformat(date),
    )


def subject_of(row: Row) -> Context:
    """Make the account that the row's purchase is made on."""
    discount, tax = row["discount_percent"], row["tax_percent"]
    account = make_account(
        currency=row["currency"],
        billing={
            "frequency": row["frequency"],
            "anchor": row["anchor"],
            "discount": {"percent": discount} if discount else None,
            "taxes": [{"name": "tax", "percent": tax}] if tax else [],
        },
        licenses={"standard": int(row["licenses"])},
        prices={"analytics-plus": {"unit_price": row["cycle_price"], "per": "cycle"}},
    )
    return make_context(account, as_of=dt.date.fromisoformat(row["as_of"]))


@pytest.mark.parametrize("row", rows_of("cycles"))
def test_cycle_is_the_published_one(row: Row) -> None:
    """The cycle that holds the date starts, ends and has as many days as its source states."""
    cycle = cycle_of(row, row["date"])
    stated = {key: row[key] for key in ("start", "end", "days") if row[key]}
    found = {
        "start": cycle.start.isoformat(),
        "end": cycle.end.isoformat(),
        "days": str(cycle.days),
    }
    assert stated
    assert {key: found[key] for key in stated} == stated


@pytest.mark.parametrize("row", rows_of("fractions"))
def test_share_of_the_cycle_is_the_published_one(row: Row) -> None:
    """A purchase on the date bills the stated days of the cycle's."""
    cycle = cycle_of(row, row["as_of"])
    billed = days_billed(cycle, dt.date.fromisoformat(row["as_of"]))
    assert f"{billed}/{cycle.days}" == row["fraction"]


@pytest.mark.parametrize("row", rows_of("amounts"))
def test_amount_is_the_published_one(row: Row) -> None:
    """A preview of the purchase comes to the stated amounts, and so does the purchase itself."""
    context = subject_of(row)
    account, addon = context.account, context.catalog.addon("analytics-plus")
    preview = preview_purchase(context, addon=addon)
    now = preview.now
    assert f"{preview.cycle.days_billed}/{preview.cycle.days}" == row["fraction"]
    assert [line.fraction for line in now.lines] == [row["fraction"]]
    assert str(now.subtotal) == row["subtotal"]
    if row["total"]:
        assert (str(now.tax), str(now.total)) == (row["tax"], row["total"])
    else:
        assert (now.tax, now.total) == (Money(0, account.currency), now.subtotal)
    price = status_of(context, addon).price
    assert price is not None
    assert invoice_now(terms_of(account, addon, price, context.as_of, None), context.as_of) == now


@pytest.mark.parametrize("name", EXPECTED_COUNTS)
def test_table_is_complete(name: str) -> None:
    """No row was lost or is there twice, and each row has all its cells."""
    rows = TABLES[name]
    assert len({row["id"] for row in rows}) == len(rows) == EXPECTED_COUNTS[name]
    assert all(None not in row and None not in row.values() for row in rows)


def test_every_row_has_its_own_id_and_a_known_origin() -> None:
    """The 418 ids differ across the tables, and each row's source says where it comes from."""
    rows = [row for table in TABLES.values() for row in table]
    known = {source["source"]: source for source in SOURCES}
    assert len({row["id"] for row in rows}) == len(rows) == 418
    assert {row["source"] for row in rows} == set(known)
    assert all(source["system"] and source["where"] for source in SOURCES)
    assert len(known) == len(SOURCES)
    assert sum(known[row["source"]]["system"] == "computed" for row in rows) == 36
