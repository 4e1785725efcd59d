"""A file of charges: CSV as programs write it, and all that is wrong in it with its line."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest

from addonctl.errors import DataFailure
from addonctl.model.charges import Charge
from addonctl.model.messages import Problem
from addonctl.model.messages.files import CHARGES
from addonctl.stores.files.charges import load_charges

HEAD = "account,addon,charged,on,invoice\n"
WRONG: Final[list[tuple[str, list[tuple[int, str | None, str]]]]] = [
    (",ai,1,2026-11-21,", [(2, "account", "CHARGE_MISSING")]),
    ("a,ai,1,21.11.2026,", [(2, "on", "CHARGE_DATE")]),
    ("a,ai,1,2026-02-30,", [(2, "on", "CHARGE_DATE")]),
    ("a,ai,1,1999-12-31,", [(2, "on", "CHARGE_DATE")]),
    ("a,ai,1,2026-11-21,last", [(2, "invoice", "CHARGE_INVOICE")]),
    ("a,ai,1", [(2, None, "CHARGE_CELLS")]),
    ('a,ai,"1,2026-11-21', [(2, None, "CHARGES_NOT_CSV")]),
    (
        "a,ai,,x,y\nb,ai,1,2026-11-21,\n\nc",
        [
            (2, "charged", "CHARGE_MISSING"),
            (2, "on", "CHARGE_DATE"),
            (2, "invoice", "CHARGE_INVOICE"),
            (5, None, "CHARGE_CELLS"),
        ],
    ),
]


def written(folder: Path, text: str | bytes) -> str:
    """Write a file of charges, and return its path."""
    path = folder / "charges.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


@pytest.mark.parametrize(
    "text",
    [
        "account,addon,charged,on,invoice\r\nacme,ai,58.50,2026-11-21,next\r\n",
        "\ufeffaccount;addon;charged;on;invoice\nacme;ai;58.50;2026-11-21;next",
        'Invoice, On ,note,charged,addon,ACCOUNT\nnext,2026-11-21,"a, b",58.50,ai,acme\n\n',
        'account,addon,charged,on,invoice\n"acme","ai","58.50","2026-11-21","next"\n,,,,\n',
    ],
)
def test_columns_are_found_by_their_names(tmp_path: Path, text: str) -> None:
    """In any order and case, with either separator, beside others, with a byte order mark."""
    charges = load_charges(written(tmp_path, text))
    day = dt.date(2026, 11, 21)
    charge = Charge(line=2, addon="ai", charged="58.50", on=day, invoice="next")
    assert charges.by_account == {"acme": (charge,)}
    assert charges.count == 1


def test_invoice_is_the_first_where_nothing_else_is_said(tmp_path: Path) -> None:
    """The column may be missing or empty; charges of an account keep the file's order."""
    rows = "acme,ai,2,2026-11-21\nb,ai,3,2026-11-21\nacme,ai,1,2026-11-21\n"
    charges = load_charges(written(tmp_path, "account,addon,charged,on\n" + rows))
    assert [(each.charged, each.invoice) for each in charges.by_account["acme"]] == [
        ("2", "now"),
        ("1", "now"),
    ]
    assert charges.count == 3


def test_no_rows_are_no_charges(tmp_path: Path) -> None:
    """An export of nothing is nothing wrong."""
    assert load_charges(written(tmp_path, HEAD)).by_account == {}


@pytest.mark.parametrize(("rows", "expected"), WRONG)
def test_all_that_is_wrong_is_told_with_its_line(
    tmp_path: Path, rows: str, expected: list[tuple[int, str | None, str]]
) -> None:
    """Nothing is checked before the file is right."""
    with pytest.raises(DataFailure) as caught:
        load_charges(written(tmp_path, HEAD + rows))
    problems = [each for each in caught.value.problems if isinstance(each, Problem)]
    found = [(each.line, each.path, each.message.code) for each in problems]
    assert (caught.value.code, found) == ("CHARGES_INVALID", expected)


def test_no_kind_is_left_out() -> None:
    """Whoever adds a kind of problem shows here that it is found, with its line."""
    codes = {code for _rows, found in WRONG for _line, _column, code in found}
    assert codes | {"CHARGES_COLUMNS"} == set(CHARGES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"account,\xe9\n", "FILE_NOT_UTF8"),
        (b"account,addon\nacme,ai\n", "CHARGES_INVALID"),
    ],
)
def test_what_is_no_file_of_charges_is_told(tmp_path: Path, text: bytes, code: str) -> None:
    """With the code of what is wrong with it."""
    with pytest.raises(DataFailure) as caught:
        load_charges(written(tmp_path, text))
    assert caught.value.code == code


def test_hundred_problems_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    """A file in another form has one in each row."""
    with pytest.raises(DataFailure) as caught:
        load_charges(written(tmp_path, HEAD + "a,ai,1,today,\n" * 250))
    assert (len(caught.value.problems), caught.value.more) == (100, 150)
    assert caught.value.values["count"] == 250


def test_file_may_be_larger_than_an_account(tmp_path: Path) -> None:
    """A month of charges is."""
    rows = "acme,analytics-plus,58.50,2026-11-21,now\n" * 10_000
    assert load_charges(written(tmp_path, HEAD + rows)).count == 10_000
