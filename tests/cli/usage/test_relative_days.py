"""`--as-of tomorrow`, `+7d`, `next-cycle`: days that are counted, and shown as dates."""

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.fleets.fleet import account, lines_of
from tests.cli.program import run
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
PREVIEW = ("invoice-preview", "analytics-plus", "-a", "a.toml")
LATE = dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC)
"""In Paris it is the 22nd."""


@pytest.mark.parametrize(
    ("word", "date"),
    [
        ("yesterday", "2026-11-20"),
        ("today", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("+7d", "2026-11-28"),
        ("-7d", "2026-11-14"),
        ("+0d", "2026-11-21"),
        ("next-cycle", "2026-11-30"),
    ],
)
def test_day_is_resolved_and_shown_as_a_date(word: str, date: str) -> None:
    """The answer is about that date, and says so as it does of every date."""
    assert run(*PREVIEW, "--as-of", word, "--get", "as_of").out == f"{date}\n"
    assert run(*PREVIEW, "--as-of", word, "-o", "json").out == (
        run(*PREVIEW, "--as-of", date, "-o", "json").out
    )
    assert run(*PREVIEW, f"--as-of={word}").out == run(*PREVIEW, f"--as-of={date}").out


def test_days_are_counted_where_the_account_is() -> None:
    """Shortly before midnight in UTC tomorrow is another day in Paris."""
    words = (*PREVIEW, "--as-of", "tomorrow", "--get", "as_of")
    assert run(*words, now=LATE).out == "2026-11-23\n"


def test_before_the_first_cycle_that_is_the_next_one() -> None:
    """An account that begins in December has its first invoice then."""
    write(Path(), changed(("2026-01-31", "2026-12-15")))
    assert run(*PREVIEW, "--as-of", "next-cycle", "--get", "now.issue_date").out == "2026-12-15\n"


@pytest.mark.parametrize("word", ["tomorow", "next cycle", "+7", "7d", "+d", "+1w", "+\uff11d", ""])
def test_other_words_are_no_day(word: str) -> None:
    """What is nearly one is suggested."""
    ran = run(*PREVIEW, "--as-of", word)
    assert (ran.code, ran.out) == (2, "")
    assert "is not a date" in ran.err
    if word in {"tomorow", "next cycle"}:
        assert "did you mean" in ran.err


@pytest.mark.parametrize("word", ["+99999d", "-99999d"])
def test_day_out_of_the_calendar_is_told(word: str) -> None:
    """Dates go from 2000 to 2100, however they are written."""
    assert "is not a date from 2000 to 2100" in run(*PREVIEW, "--as-of", word).err


def test_next_cycle_needs_an_account() -> None:
    """The catalogue by plan has no cycle."""
    ran = run("catalog", "--as-of", "next-cycle", "-o", "json")
    assert (ran.code, ran.error["code"]) == (2, "NEXT_CYCLE_OF_ACCOUNT")
    assert run("catalog", "--as-of", "tomorrow", "--get", "as_of").out == "2026-11-22\n"


def test_nothing_is_recorded_for_a_day_that_has_not_come() -> None:
    """Counted days follow the rule of all days; yesterday is one on which something happened."""
    words = ("request", "analytics-plus", "-a", "a.toml", "--as", "zoe", "--as-of")
    assert run(*words, "tomorrow", "-o", "json").error["code"] == "DATE_AFTER_TODAY"
    assert run(*words, "yesterday").code == 0
    assert "date = 2026-11-20" in Path("a.toml").read_text()
    assert Path("a.toml").read_text().startswith(ACCOUNT)


def test_each_of_many_accounts_has_its_own_days() -> None:
    """The next cycle is each account's own, and so is tomorrow."""
    bills = [{"frequency": "monthly", "anchor": f"2026-01-{day}"} for day in ("05", "25")]
    zones = ("UTC", "UTC", "Pacific/Kiritimati")
    accounts = [
        account(f"a{i}", billing=bills[i % 2], time_zone=zone) for i, zone in enumerate(zones)
    ]
    Path("many.jsonl").write_bytes(lines_of(*accounts))
    words = ("invoice-preview", "analytics-plus", "--accounts", "many.jsonl", "--get", "as_of")
    own = ["2026-12-05", "2026-11-25", "2026-12-05"]
    assert run(*words, "--as-of", "next-cycle").out.split() == own
    there = ["2026-11-22", "2026-11-22", "2026-11-23"]
    assert run(*words, "--as-of", "tomorrow", now=LATE).out.split() == there
    lines = run("catalog", *words[2:4], "-o", "jsonl", "--as-of", "+7d").out.splitlines()
    assert {json.loads(line)["as_of"] for line in lines} == {"2026-11-28"}
