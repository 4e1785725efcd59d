"""`--quiet` prints the answer's first block alone: no heading, no notes, no next steps."""

import pytest

from tests.cli.program import run

pytestmark = pytest.mark.usefixtures("examples")
ACME = ("-a", "examples/acme.toml", "--as-of", "2026-11-21")
PREVIEW = ("invoice-preview", "analytics-plus", *ACME)
AMOUNTS = [
    "  Now               63.18 EUR   43.18 due; incl. VAT, 21 to 29 Nov 2026",
    "  30 Nov 2026      210.60 EUR   incl. VAT, then every month",
]


def test_a_preview_is_its_two_amounts() -> None:
    """What is due now stands before what it is made of, and nothing stands around the amounts."""
    assert run(*PREVIEW, "-q").out.splitlines() == AMOUNTS
    assert run(*PREVIEW).out.splitlines()[2:4] == AMOUNTS


def test_json_stays_whole() -> None:
    """Who reads by program wants all of it, whatever is said around it."""
    assert run(*PREVIEW, "-q", "-o", "json").out == run(*PREVIEW, "-o", "json").out


def test_a_list_is_its_rows() -> None:
    """A history begins with its heads, on a pipe and in Markdown."""
    assert run("history", *ACME, "-q").out.startswith("  No.  Date         Event")
    assert run("history", *ACME, "-q", "-o", "markdown").out.startswith("| No. | Date | Event |")


def test_a_change_is_what_was_recorded() -> None:
    """What is done next and the note to send aren't what was asked for."""
    out = run("request", "ai-assist", *ACME, "--as", "zoe", "-n", "-q").out
    assert out.splitlines()[1:] == ["  By Zoé Martin (supervisor)"]


def test_a_question_is_its_yes_or_no() -> None:
    """Each decision is one line, whatever else was asked for."""
    who = ("eligibility", "ai-assist-pro", *ACME, "--as", "paul", "--action", "quote")
    said = "No. Paul Lefèvre (admin) may not request a quote for AI Assist Pro.\n"
    assert run(*who, "-q").out == run(*who, "--why", "-q").out == said


@pytest.mark.parametrize("command", ["catalog", "eligibility", "people"])
def test_a_table_is_its_rows(command: str) -> None:
    """Neither who it is about nor what its marks mean stands around it."""
    whole, rows = (run(command, *ACME, *quiet).out for quiet in ((), ("-q",)))
    assert rows in whole
    assert "AI Assist" in rows
    assert "Acme SAS" not in rows
    assert "Assumed" not in rows


def test_checked_files_stand_under_their_title_in_markdown() -> None:
    """What `check` found is all of it the answer: no problem is taken for a heading."""
    check = ("check", "examples/acme.toml", "examples/nordwind.toml", "-o", "markdown")
    assert run(*check, "-q").out == run(*check).out
    assert run(*check, "-q").out.startswith("**Checked files**\n\nexamples/acme.toml: ok")
