"""Who may do what, on a terminal: the matrix, one add-on, one decision and its reasons."""

import datetime as dt
import os
import re
import shlex
import subprocess
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from addonctl.model.account import User
from addonctl.model.escaping import shell_words
from addonctl.output.screens.eligibility.steps import first_name
from addonctl.output.screens.shared import Notes
from addonctl.output.terminal.streams import StreamFeatures
from tests.output.screens.eligibility_cases import (
    HOSTILE,
    PAUL_QUOTES,
    SCREENS_OF_ELIGIBILITY,
    show,
    show_example,
    show_plain,
)
from tests.output.screens.support import PIPE, UNSAFE, terminal

SGR = re.compile("\x1b\\[[0-9;]*m")
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"why": True},
    {"addon": "ai-assist-pro"},
    {"addon": "ai-assist-pro", "why": True},
    {"user": "paul", "action": "quote"},
    PAUL_QUOTES,
    PAUL_QUOTES | {"why": True},
)


@pytest.mark.parametrize("width", [60, 80, 100, 119, 120, 160])
@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_no_line_is_wider_than_the_terminal(width: int, question: dict[str, Any]) -> None:
    """A screen of everyday names fits terminals of every usual width."""
    text = show_example("acme.toml", terminal(width), **question)
    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("features", [terminal(40), terminal(120), PIPE])
def test_who_may_do_all_that_was_asked_about_needs_no_reason(features: StreamFeatures) -> None:
    """A set of roles to which nothing is refused has its yes, and no reason beside it."""
    text = show_example("acme.toml", features, addon="analytics-plus", action="subscribe")
    assert re.search(r"Marie Duval +yes *$", text, re.MULTILINE)


@pytest.mark.parametrize("width", [20, 21, 40, 79, 80, 120, 500])
@pytest.mark.parametrize("question", [{}, {"why": True}, {"addon": "ai-assist"}], ids=str)
def test_hostile_names_reach_no_terminal_raw(width: int, question: dict[str, Any]) -> None:
    """Control, bidirectional and zero-width characters are escaped; markup stays text."""
    text = show(HOSTILE, terminal(width), source="x\x1b[2J\u202e.toml", **question)
    assert not UNSAFE.search(text)
    assert "[bold]PAID[/] :smile:" in " ".join(text.split())
    assert "\u0301" * 3 not in text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_screen_fits_the_encoding_of_its_stream(encoding: str, question: dict[str, Any]) -> None:
    """What the encoding can't hold has a plain twin or is escaped."""
    text = show_example("acme.toml", terminal(80, encoding=encoding), **question)
    assert text.encode(encoding)
    assert "- may do nothing" in text or "–" in text or question


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_colour_adds_nothing_that_is_not_said(question: dict[str, Any]) -> None:
    """Without its colours a screen is the plain one, blanks at the ends of lines aside."""
    plain = show_example("acme.toml", terminal(80), **question)
    colored = show_example("acme.toml", terminal(80, has_color=True), **question)
    assert [line.rstrip() for line in SGR.sub("", colored).splitlines()] == plain.splitlines()


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_off_a_terminal_there_is_no_rule_and_no_break(question: dict[str, Any]) -> None:
    """What isn't a terminal gets the same text, without rules, each paragraph in one line."""
    text = show_example("acme.toml", PIPE, **question)
    assert "─" not in text
    assert "\x1b" not in text
    assert " \\\n" not in text


def test_no_row_is_lost_on_the_way_to_records() -> None:
    """The widths around the matrix show the same cells, beside, below, or as records."""
    words = {
        width: sorted(re.findall(r"subscribe|quote|trial|request", show_plain_matrix(width)))
        for width in (30, 60, 70, 80, 90)
    }
    for narrow, wide in pairwise(words.values()):
        assert narrow == wide


def show_plain_matrix(width: int) -> str:
    """Show the matrix of a plain account without its notes."""
    text = " ".join(show_plain(terminal(width), account={}).split())
    return text.partition("may do nothing")[0].replace("by quote", "")


def test_people_of_one_role_set_are_one_row() -> None:
    """Roles make a row whatever their order; the strongest row comes first."""
    users = [
        {"id": "a", "name": "Ann", "roles": ["agent"]},
        {"id": "b", "name": "Bob", "roles": ["agent", "owner"]},
        {"id": "c", "name": "Cid", "roles": ["owner", "agent"]},
    ]
    text = show_plain(terminal(80), account={"users": users})
    rows = [line.split("  ")[1] for line in text.splitlines() if line.startswith(("  o", "  a"))]
    assert rows == ["owner, agent", "agent"]
    assert "2 people" in text


def test_a_year_is_left_out_only_where_it_is_the_answers() -> None:
    """A date of another year keeps its year at 80 columns."""
    events = [{"kind": "trial_started", "date": "2026-12-15", "addon": "ai-assist"}]
    invocation = {"as_of": dt.date(2026, 12, 20), "is_today": False}
    text = show_plain(terminal(80), account={"events": events}, **invocation)
    assert "trial to 14 Jan 2027" in text


def test_today_is_said_and_another_date_is_in_the_commands() -> None:
    """The word `today` stands only where it is; else commands carry the date."""
    today = show_example("acme.toml", PIPE)
    other = show_example("acme.toml", PIPE, is_today=False)
    assert "as of 21 Nov 2026, today" in today
    assert "--as-of" not in today
    assert "as of 21 Nov 2026\n" in other
    assert "--as USER --as-of 2026-11-21 --why" in other


def test_more_than_nine_notes_have_marks_of_their_own() -> None:
    """The tenth note is marked in a way that every encoding can hold."""
    notes = Notes()
    marks = [notes.mark(str(number)) for number in range(12)]
    assert len(set(marks)) == 12
    assert marks[9:] == ["(10)", "(11)", "(12)"]
    assert notes.mark("0") == marks[0]


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Paul Lefèvre", "Paul"),
        ("Marie", "Marie"),
        ("M. Dupont", "M. Dupont"),
        ("Al Green", "Al Green"),
        ("二十個", "二十個"),
        (" ", " "),
    ],
)
def test_a_first_name_is_used_where_it_is_one(name: str, spoken: str) -> None:
    """Titles, initials and names of one word are said whole."""
    assert first_name(User(id="x", name=name, roles=("agent",))) == spoken


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=20))
@example("it's \\ here\x1b[2J")
@example("\x1bab\u202e12")
@example("\udcffa\x9bé")
@example("e" + "\u0301" * 5)
@example("二十 個")
def test_a_printed_word_reads_back_as_itself(word: str) -> None:
    """A shell gives back exactly the word, though nothing of it could steer a terminal."""
    printed = shell_words([word])
    assert not UNSAFE.search(printed)
    if printed.startswith("$'"):
        script = f"printf %s {printed}"
        run = subprocess.run(
            ["bash", "-c", script], capture_output=True, env={"LC_ALL": "C.UTF-8"}, check=True
        )
        assert os.fsdecode(run.stdout) == word
    else:
        assert shlex.split(printed) == [word]


@pytest.mark.parametrize("name", [name for name in SCREENS_OF_ELIGIBILITY if "hostile" not in name])
def test_every_printed_command_can_be_pasted(name: str) -> None:
    """Each command, its lines joined, splits into words that name the product first."""
    text = SGR.sub("", SCREENS_OF_ELIGIBILITY[name]()).replace(" \\\n", " ")
    commands = re.findall(r"addonctl .*", text)
    for command in commands:
        words = shlex.split(command)
        assert words[1] in {
            "eligibility",
            "invoice-preview",
            "subscribe",
            "quote",
            "trial",
            "request",
        }
        assert "-a" in words
    without = ("-one-addon", "-nobody", "-bought-", "-what-if-")
    assert commands or any(part in name for part in without)
