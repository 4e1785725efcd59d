"""Read what was charged to many accounts: CSV with a row a charge, comma or semicolon between.

Columns are found by their names, in any order, and others are left alone. What an amount means
depends on the account's currency, so that is read where the account is.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final, get_args

from addonctl.errors import DataFailure
from addonctl.model.account import FIRST_DAY, LAST_DAY
from addonctl.model.answers.checks import WhichInvoice
from addonctl.model.charges import Charge, Charges
from addonctl.model.messages import MAX_PROBLEMS, Message, Problem
from addonctl.stores.files.reading import decode_text, problem_file, read_bytes

MAX_CHARGES: Final = 67_108_864
"""A file of charges has at most so many bytes: about a million rows."""
NEEDED: Final = ("account", "addon", "charged", "on")
INVOICES: Final[tuple[WhichInvoice, ...]] = get_args(WhichInvoice)
Found = tuple[str | None, Message]
"""What is wrong in a row, with its column where it is one cell."""


def load_charges(path: str) -> Charges:
    """Read a file of charges.

    Raises:
        DataFailure: it can't be read; CHARGES_INVALID, with all problems.
    """
    data = read_bytes(path, kind="charges", most=MAX_CHARGES)
    text = decode_text(data, path, kind="charges")
    by_account: dict[str, list[Charge]] = {}
    problems: list[tuple[int, Found]] = []
    for line, row in _rows(text):
        if isinstance(row, Message):
            problems.append((line, (None, row)))
            continue
        found = list(_problems(row))
        problems += [(line, each) for each in found]
        if not found:
            charge = Charge(
                line=line,
                addon=row["addon"],
                charged=row["charged"],
                on=dt.date.fromisoformat(row["on"]),
                invoice=_invoice(row) or INVOICES[0],
            )
            by_account.setdefault(row["account"], []).append(charge)
    if problems:
        raise _invalid(path, problems)
    return Charges(file=path, by_account={key: tuple(rows) for key, rows in by_account.items()})


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str] | Message]]:
    """Read the rows with their lines; one that isn't a row is what is wrong with it."""
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    try:
        for cells in reader:
            line = reader.line_num
            if not any(cells):
                continue
            if names is None:
                names = [name.strip().lower() for name in cells]
                missing = [name for name in NEEDED if name not in names]
                if missing:
                    yield (
                        line,
                        Message(
                            "CHARGES_COLUMNS", missing=missing, needed=NEEDED, count=len(missing)
                        ),
                    )
                    return
            elif len(cells) != len(names):
                yield line, Message("CHARGE_CELLS", count=len(cells), total=len(names))
            else:
                yield line, dict(zip(names, map(str.strip, cells), strict=True))
    except csv.Error:
        yield reader.line_num, Message("CHARGES_NOT_CSV")


def _problems(row: Mapping[str, str]) -> Iterator[Found]:
    """Find what is wrong with the cells of a row."""
    for name in NEEDED:
        if not row[name]:
            yield name, Message("CHARGE_MISSING")
    if row["on"] and _date(row["on"]) is None:
        yield "on", Message("CHARGE_DATE", value=row["on"])
    if _invoice(row) is None:
        yield "invoice", Message("CHARGE_INVOICE", value=row["invoice"], choices=INVOICES)


def _date(text: str) -> dt.date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _invoice(row: Mapping[str, str]) -> WhichInvoice | None:
    """Return which invoice a row is about: the first where it doesn't say, none by a wrong word."""
    word = row.get("invoice") or INVOICES[0]
    return next((which for which in INVOICES if which == word), None)


def _invalid(path: str, problems: list[tuple[int, Found]]) -> DataFailure:
    listed = tuple(
        Problem(file=problem_file(path), path=column, line=line, column=None, message=message)
        for line, (column, message) in problems[:MAX_PROBLEMS]
    )
    return DataFailure(
        "CHARGES_INVALID",
        problems=listed,
        more=len(problems) - len(listed),
        file=path,
        count=len(problems),
    )
