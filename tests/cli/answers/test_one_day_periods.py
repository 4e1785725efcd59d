"""A period of one day is one date, wherever it is named."""

import datetime as dt
import re

import pytest

from tests.cli.program import run

pytestmark = pytest.mark.usefixtures("account")
LAST_DAY = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
ON = ("-a", "a.toml", "--as-of", "2026-11-29")
PREVIEW = ("invoice-preview", "analytics-plus", *ON)
BUY = ("subscribe", "analytics-plus", *ON, "--as", "marie", "--expect-total", "7.80")
TWICE = re.compile(r"29 (Nov\w* 2026 )?(to|au|–) 29 |du 29|29 to")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (PREVIEW, "29 Nov 2026 only"),
        ((*PREVIEW, "--lang", "fr"), "le 29 nov. 2026 seulement"),
        ((*PREVIEW, "-o", "markdown"), ", 29 November 2026 only, 1 of 30 days."),
        (
            (*PREVIEW, "-o", "markdown", "--lang", "fr"),
            ", le 29 novembre 2026 seulement, soit 1 jour sur 30.",
        ),
        (BUY, ", 29 Nov 2026 only"),
        ((*BUY, "--lang", "fr"), ", le 29 nov. 2026 seulement"),
        ((*BUY, "-n"), ", 29 Nov 2026 only"),
        ((*BUY, "-o", "markdown"), ", 29 Nov 2026 only"),
        (("quote", "analytics-plus", *ON, "--as", "marie", "-y", "-n"), None),
        (("history", *ON), None),
        ((*PREVIEW, "--cycles", "2", "--compare-dates", "2026-11-28"), "29 Nov 2026 only"),
    ],
)
@pytest.mark.parametrize("columns", ["", "60", "80", "120"])
def test_one_day_is_one_date(argv: tuple[str, ...], says: str | None, columns: str) -> None:
    """Preview, change, note and history, in each form and language, name the day once."""
    ran = run(*argv, now=LAST_DAY, environ={"COLUMNS": columns})
    text = re.sub(r"\s+", " ", ran.out)
    assert not TWICE.search(text), text
    assert ran.code == 3 or says is None or says in text


@pytest.mark.parametrize(
    ("language", "says"), [("en", "29 Nov 2026 only"), ("fr", "le 29 nov. 2026 seulement")]
)
def test_question_names_one_day_once(language: str, says: str) -> None:
    """What a person is asked to confirm has one date, too."""
    argv = (*BUY[:-2], "--lang", language)
    ran = run(*argv, terminal=True, stdin="no\n", now=LAST_DAY, environ={"TERM": "dumb"})
    assert ran.code == 130
    text = re.sub(r"\s+", " ", ran.out + ran.err)
    assert says in text
    assert not TWICE.search(text)
