"""Account files that aren't TOML or JSON, or are made to make a parser slow: the syntax."""

import json
import time
import tomllib
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.program import run
from tests.cli.refusals import CATALOG, MANNERS, Row, refuse, rows
from tests.files import write
from tests.patience import allowed

JSON_ACCOUNT = json.dumps(tomllib.loads(ACCOUNT), default=str)
AS_JSON = ("catalog", "-a", "a.json", "--as-of", "2026-11-21")


def _toml(name: str, says: tuple[str, ...], text: str, error: str = "ACCOUNT_SYNTAX") -> Row:
    return Row(name, 6, error, says, text)


def _json(name: str, says: tuple[str, ...], text: str, error: str = "ACCOUNT_SYNTAX") -> Row:
    return Row(name, 6, error, says, text, "a.json", AS_JSON)


FAULTS = [
    _toml(
        "no-equals", ("a.toml:4:6", 'expected "="', "KEY = VALUE"), changed(("name = ", "name "))
    ),
    _toml(
        "deep-header",
        ("too many parts",),
        f"[{'a.' * 999}a]\n" + "".join(f"k{n}=1\n" for n in range(20_000)),
    ),
    _toml("dotted-key", ("too many parts",), "a." * 65 + "a = 1"),
    _toml("nested-lists", ("too many levels",), "a = " + "[" * 100_000),
    _toml("nested-tables", ("too many levels",), "a = " + "{b = " * 50_000),
    _json("nested-json", ("too many levels",), '{"a":' * 50_000),
    _toml(
        "long-integer", ("number too long",), changed(("standard = 10", f"standard = {'1' * 5000}"))
    ),
    _json("long-integer-json", ("number too long",), '{"schema": ' + "1" * 5000 + "}"),
    _json("not-a-number", ("a.json:1:12", "finite"), '{"schema": NaN}'),
    _toml(
        "duplicate-key",
        ("a.toml:5:1", '"name"', "line 4 already"),
        changed(('name = "Acme SAS"', 'name = "A"\nname = "B"')),
    ),
    _toml("duplicate-table", ('"billing"', "line 9 already"), ACCOUNT + "[billing]\n"),
    _json("duplicate-key-json", ('"id"', "line 1 already"), '{"schema": 1, "id": "a", "id": "b"}'),
    _toml("raw-nul", ("a.toml:4:13", "control character"), changed(("Acme SAS", "Acme\0SAS"))),
    _json("escaped-nul", ("control character",), '{"name": "A\\u0000B"}'),
    _json("lone-surrogate", ("not valid Unicode",), '{"name": "\\ud800"}'),
    _json("trailing-garbage", ("a.json:1:4", "end of the document"), "{} x"),
    _json(
        "two-accounts",
        ("a.json:2:1", "more than one JSON object", "one account is asked about", "its own"),
        "{}\n{}",
    ),
    Row(
        "json-lines",
        6,
        "ACCOUNT_SYNTAX",
        ("fleet.jsonl:2:1", "more than one JSON object", "one account is asked about"),
        f"{JSON_ACCOUNT}\n{JSON_ACCOUNT}\n",
        "fleet.jsonl",
        ("catalog", "-a", "fleet.jsonl", "--as-of", "2026-11-21"),
    ),
    _json(
        "list-of-accounts",
        ("a.json:1:1", "a list of JSON objects", "one account is asked about", "its own"),
        f"[{JSON_ACCOUNT}]",
    ),
    _toml(
        "list-of-accounts-toml",
        ("a.toml:1:", "a list of JSON objects", "one account is asked about"),
        f"[\n  {JSON_ACCOUNT}\n]\n",
    ),
    _json("half-a-document", ("a.json:1:", "not JSON"), JSON_ACCOUNT[:-40]),
    _json("not-an-object", ("a.json:1:1",), "[]"),
    _toml("half-a-string", ("a.toml:4:", "closing quote"), changed(('SAS"', "SAS"))),
    _toml("events-as-table", ("events", "[[events]]"), ACCOUNT + "[events]\n", "ACCOUNT_INVALID"),
    _toml("events-dotted", ("events", "[[events]]"), "events.x = 1\n" + ACCOUNT, "ACCOUNT_INVALID"),
    _toml(
        "price-with-exponent",
        ("prices.analytics-plus.unit_price", "is not a price"),
        changed(('"15.00"', '"1e1000000"')),
        "ACCOUNT_INVALID",
    ),
    _toml(
        "bare-price-with-exponent",
        ("prices.analytics-plus.unit_price", "is not a price"),
        changed(('"15.00"', "1e1000000")),
        "ACCOUNT_INVALID",
    ),
]


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows(FAULTS))
def test_text_that_cannot_be_parsed_is_refused_with_its_place(row: Row, error_format: str) -> None:
    """A text beyond the limits or the grammar is refused with its place and what was expected."""
    refuse(row, error_format)


@pytest.mark.parametrize("row", rows(FAULTS))
def test_text_from_standard_input_is_refused_as_well(row: Row) -> None:
    """Standard input is told apart by its first byte and refused like a file."""
    ran = run("catalog", "-a", "-", "--as-of", "2026-11-21", stdin=row.data)
    assert ran.code == 6
    assert ran.err.startswith(f"error[{row.error}]: standard input")


def test_number_with_a_huge_exponent_is_refused_at_once(folder: Path) -> None:
    """No number is made of what isn't one: a million digits are never counted."""
    write(folder, changed(('"15.00"', '"1e1000000"')))
    run(*CATALOG)  # what is imported once isn't measured
    started = time.process_time()
    assert run(*CATALOG).code == 6
    assert time.process_time() - started < allowed(0.5)


def test_rejected_value_is_shown_in_sixty_characters(folder: Path) -> None:
    """A long value is cut where it is rejected, and what stands in its later part isn't shown."""
    write(folder, changed(('"15.00"', '"' + "9" * 100 + 'x"')))
    ran = run(*CATALOG)
    assert ran.code == 6
    assert "9" * 50 in ran.err
    assert "9" * 61 not in ran.err
