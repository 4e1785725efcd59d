"""Ask about many accounts at once and about each alone: not a byte differs, whatever they hold."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from tests.builders import make_account
from tests.cases.test_cases import TABLES, Row, subject_of
from tests.cli.fleets.fleet import lines_of
from tests.cli.program import run
from tests.sweep.opinion.accounts import PARTS, Asked, made_up
from tests.sweep.opinion.fleets import BOOK_FILE
from tests.sweep.opinion.opinion import write_book

FEW: Final = 100
MANY: Final = 10_000
Record = Callable[[str, object], None]


def questions(asked: Asked) -> Iterator[tuple[str, ...]]:
    """Ask what there is, who may do what, and what it costs."""
    on = ("--as-of", asked.as_of.isoformat())
    licenses = () if asked.licenses is None else ("--licenses", str(asked.licenses))
    yield "catalog", *on
    yield "eligibility", *on
    yield "invoice-preview", asked.addon, *licenses, *on


def count_same(argv: tuple[str, ...], accounts: Sequence[object]) -> int:
    """Compare each line of the sweep with the document of the account alone; return how many."""
    swept = run(*argv, "--accounts", "-", "-o", "jsonl", stdin=lines_of(*accounts))
    assert (swept.code, swept.err) == (0, "")
    for line, account in zip(swept.out.splitlines(), accounts, strict=True):
        alone = run(*argv, "-a", "-", "-o", "json", stdin=msgspec.json.encode(account))
        document: dict[str, Any] = msgspec.json.decode(line)
        own, whole = line, alone.out
        if "error" in document:
            assert document["as_of"] == argv[-1]
            assert document["account"].keys() == {"id", "name"}
            own, whole = msgspec.json.encode({"error": document["error"]}).decode(), alone.err
        assert msgspec.json.format(own, indent=2) + "\n" == whole
    return len(accounts)


def case_of(row: Row) -> tuple[dt.date, object]:
    """Make the account of a published case, and say on which day it is asked about."""
    if "licenses" in row:
        context = subject_of(row)
        return context.as_of, context.account
    billing = {"frequency": row["frequency"], "anchor": row["anchor"]}
    return dt.date.fromisoformat(row.get("as_of") or row["date"]), make_account(billing=billing)


@pytest.mark.parametrize(
    "argv",
    [
        pytest.param(("invoice-preview", "analytics-plus"), marks=pytest.mark.once),
        pytest.param(("catalog",), marks=pytest.mark.slow),
        pytest.param(("eligibility",), marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_every_published_case_is_answered_alike(
    record_property: Record, argv: tuple[str, ...]
) -> None:
    """All cycles, fractions and amounts that others have published."""
    cases = sorted(map(case_of, chain(*TABLES.values())), key=itemgetter(0))
    same = 0
    for day, group in groupby(cases, key=itemgetter(0)):
        accounts = [account for _, account in group]
        same += count_same((*argv, "--as-of", day.isoformat()), accounts)
    assert same == 418
    record_property("counted", f"{argv[0]}: {same} published cases, alone and in a sweep")


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(FEW, marks=pytest.mark.once, id="few"),
        pytest.param(MANY, marks=[pytest.mark.slow, pytest.mark.thorough], id="many"),
    ],
)
def test_made_up_accounts_are_answered_alike(
    folder: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record, count: int
) -> None:
    """Accounts of every kind, with a price book: answers, refusals, missing prices."""
    write_book(folder / BOOK_FILE)
    monkeypatch.setenv("ADDONCTL_CATALOG", BOOK_FILE)
    same = 0
    for seed, asked in enumerate(PARTS):
        accounts = list(made_up(count // len(PARTS), asked, seed=100 + seed))
        same += sum(count_same(argv, accounts) for argv in questions(asked))
    record_property("counted", f"{same:,} answers about made-up accounts, alone and in a sweep")
