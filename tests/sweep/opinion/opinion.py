"""Compare what the program says of many accounts with a second opinion in SQL, column by column."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import duckdb
import msgspec
import tomli_w

from tests.sweep.opinion.accounts import Asked, made_up
from tests.sweep.opinion.book import BOOK, DIGITS, PLANS

HERE: Final = Path(__file__).parent
RULES: Final = (HERE / "rules.sql").read_text("utf-8")
INVOICES: Final = (HERE / "invoices.sql").read_text("utf-8")
PERMISSIONS: Final = (HERE / "permissions.sql").read_text("utf-8")
TABLES: Final[Mapping[str, tuple[str, Sequence[Mapping[str, Any]]]]] = {
    "book": (
        """addon VARCHAR, currency VARCHAR, commitment VARCHAR, unit_price VARCHAR, per VARCHAR,
        valid_from DATE""",
        BOOK,
    ),
    "plans": (
        "id VARCHAR, offers VARCHAR[], includes VARCHAR[], route VARCHAR",
        [{"includes": [], "route": None} | plan for plan in PLANS],
    ),
    "currencies": (
        "code VARCHAR, minor HUGEINT",
        [{"code": code, "minor": 10**digits} for code, digits in DIGITS.items()],
    ),
}


class Compared(NamedTuple):
    """How many rows were compared, and how many of them differ in which column."""

    rows: int
    differing: dict[str, int]


def write_accounts(path: Path, count: int, asked: Asked, *, seed: int) -> None:
    """Write accounts as JSON Lines."""
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as out:
        out.writelines(encode(each) + b"\n" for each in made_up(count, asked, seed=seed))


def write_book(path: Path) -> None:
    """Write the plans and the price book as a file of the settings."""
    prices = [row | {"valid_from": dt.date.fromisoformat(row["valid_from"])} for row in BOOK]
    plans = [plan | {"name": plan["id"].title()} for plan in PLANS]
    path.write_text(tomli_w.dumps({"plans": plans, "prices": prices}), "utf-8")


class Opinion:
    """A database with the accounts of a file, and what it thinks of them."""

    def __init__(self, accounts: Path, asked: Asked, *, rule: str = "") -> None:
        """Compute all of it, by the rules but for one that is put in the place of its namesake."""
        self.database = duckdb.connect()
        values = asked._asdict() | {"accounts": str(accounts)}
        for name, value in values.items():
            kind = {"as_of": "DATE", "licenses": "INTEGER"}.get(name, "VARCHAR")
            self.database.execute(f"SET VARIABLE {name} = $1::{kind}", [value])
        for name, (columns, rows) in TABLES.items():
            self.database.execute(f"CREATE TABLE {name} ({columns})")
            for row in rows:
                words = ", ".join("?" * len(row))
                sql = f"INSERT INTO {name} ({', '.join(row)}) VALUES ({words})"  # noqa: S608
                self.database.execute(sql, list(row.values()))
        self.database.execute(RULES)
        self.database.execute(rule)
        self.database.execute(INVOICES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.database.close()

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Return the rows that answer a question."""
        return self.database.execute(question).fetchall()

    def compare(self, told: Path) -> Compared:
        """Compare with all columns of the previews that the program wrote."""
        return self._compare("opinion", told, ())

    def compare_permissions(self, told: Path) -> Compared:
        """Compare with who may do what, but for the codes."""
        self.database.execute(PERMISSIONS)
        return self._compare("permission", told, ("codes",))

    def _compare(self, table: str, told: Path, left_out: Sequence[str]) -> Compared:
        read = "SELECT row_number() OVER () AS line, * FROM read_csv($1, all_varchar = true)"
        self.database.execute(f"CREATE OR REPLACE TABLE told AS {read}", [str(told)])
        columns = [name for name in head_of(told) if name not in left_out]
        known = [row[0] for row in self.ask(f"DESCRIBE {table}")]
        assert ["line", *columns] == known
        counts = ", ".join(
            f"count(*) FILTER (told.{name} IS DISTINCT FROM {table}.{name})" for name in known
        )
        joined = f"FROM told FULL JOIN {table} ON told.line = {table}.line"
        ((rows, *differing),) = self.ask(f"SELECT count(*), {counts} {joined}")
        found = zip(known, differing, strict=True)
        return Compared(rows, {name: number for name, number in found if number})


def head_of(path: Path) -> list[str]:
    """Return the names of a table's columns."""
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines))


def added(parts: Iterable[Compared]) -> Compared:
    """Add parts up."""
    rows, differing = 0, dict[str, int]()
    for part in parts:
        rows += part.rows
        for name, number in part.differing.items():
            differing[name] = differing.get(name, 0) + number
    return Compared(rows, differing)
