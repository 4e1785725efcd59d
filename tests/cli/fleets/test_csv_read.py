"""CSV as another program reads it: DuckDB finds the types by itself, and the sums are the same."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest

from tests.cli.fleets.fleet import COMMANDS, FLEET, ON, documents, example_accounts, lines_of
from tests.cli.program import run

_NOW: Final = ("now_subtotal", "now_tax", "now_total", "now_due")
_LATER: Final = tuple(
    f"{when}_{what}" for when in ("next", "until") for what in ("subtotal", "tax", "total", "due")
)
KINDS: Final = {
    **dict.fromkeys(("as_of", "next_date", "through", "first_on", "date", "until"), "DATE"),
    **dict.fromkeys(("quantity", "days_billed", "cycle_days", "requests", "owners"), "BIGINT"),
    **dict.fromkeys(("line", "column"), "BIGINT"),
    **dict.fromkeys((*_NOW, *_LATER, "total", "paid_through", "difference"), "DOUBLE"),
    **dict.fromkeys(("year_total", "year_difference"), "DOUBLE"),
    "value": "BIGINT",  # of the one key that is compared here
    "allowed": "BOOLEAN",
}
MAY_BE_EMPTY: Final = {
    *("addon", "state", "route", "code", "file", "quantity", "total", "currency"),
    *("days_billed", "cycle_days", *_NOW),
}
"""What nothing may be to say of where nothing is wrong, or nothing is bought or charged now."""
PREVIEW: Final = ("invoice-preview", "analytics-plus", "--accounts", FLEET, *ON)
QUIET: Final = ("--problems", "problems.jsonl")
EXACT: Final = "types = {'now_total': 'DECIMAL(18, 4)', 'now_tax': 'DECIMAL(18, 4)'}"


def read(text: str, question: str, *, options: str = "") -> list[tuple[Any, ...]]:
    """Ask DuckDB about a table of CSV, which is `told`."""
    Path("told.csv").write_bytes(text.encode())
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE told AS FROM read_csv('told.csv' {options})")
        return database.execute(question).fetchall()


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("argv", [*COMMANDS, ("check",)], ids=" ".join)
def test_every_column_has_its_type(argv: tuple[str, ...]) -> None:
    """Dates are dates, counts and amounts numbers, truths truths; the rest is text."""
    many = lines_of(*example_accounts(), {"id": 7})
    quiet = () if argv == ("check",) else QUIET
    told = run(*argv, "--accounts", "-", "-o", "csv", *quiet, stdin=many).out
    for name, kind, empty in read(
        told, "SELECT column_name, column_type, null_percentage = 100 FROM (SUMMARIZE told)"
    ):
        assert kind == ("VARCHAR" if empty else KINDS.get(name, "VARCHAR")), name
        assert not empty or name in MAY_BE_EMPTY, name


def test_sums_are_those_of_the_documents_and_of_the_summary() -> None:
    """By currency, to the last decimal; an unknown tax is no number, and so isn't 0."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    unknown = 0
    for document in documents(run(*PREVIEW, "-o", "jsonl", *QUIET)):
        if "error" not in document:
            sums[document["now"]["currency"]] += Decimal(document["now"]["total"])
            unknown += document["now"]["tax"] is None
    told = run(*PREVIEW, "-o", "csv", *QUIET).out
    by_currency = "SELECT currency, sum(now_total) FROM told WHERE code IS NULL GROUP BY currency"
    assert dict(read(told, by_currency, options=f", {EXACT}")) == sums
    taxes = "SELECT count(*) FILTER (now_tax IS NULL AND code IS NULL) FROM told"
    assert read(told, taxes) == [(unknown,)]
    assert unknown
    shown = run(*PREVIEW, *QUIET).out.splitlines()
    for currency, total in sums.items():
        (line,) = [line for line in shown if line.split()[:1] == [currency]]
        assert line.split()[4] == f"{total:,}"


def test_french_table_holds_the_same() -> None:
    """Read with its separators, every row of it is one of the other table."""
    french = run(*PREVIEW, "-o", "csv", "--csv-dialect", "excel-fr", *QUIET).out
    Path("french.csv").write_bytes(french.encode())
    other = "FROM read_csv('french.csv', delim = ';', decimal_separator = ',')"
    plain = run(*PREVIEW, "-o", "csv", *QUIET).out
    assert read(plain, f"FROM told EXCEPT ALL {other}") == []
    assert read(plain, f"{other} EXCEPT ALL FROM told") == []
    assert read(plain, "SELECT count(*) FROM told") == [(38,)]
