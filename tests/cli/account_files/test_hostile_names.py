"""Names that steer terminals, hide, or look like markup, in every command, form and stream."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cli.accounts import changed
from tests.cli.command_lines import FORMS, ON, in_form, name_of, questions
from tests.cli.hostile import CONTROLS, HOSTILE, hostile_account, write_hostile
from tests.cli.program import Ran, run
from tests.draws import examples
from tests.files import write

STREAMS: dict[str, dict[str, Any]] = {
    "pipe": {},
    "wide": {"terminal": True, "environ": {"COLUMNS": "120", "TERM": "xterm"}},
    "narrow": {"terminal": True, "environ": {"COLUMNS": "20", "TERM": "dumb"}},
    "one-column": {"environ": {"COLUMNS": "1"}},
    "enormous": {"environ": {"COLUMNS": "500"}},
    "ascii": {"encoding": "ascii", "environ": {"LC_ALL": "C"}},
    "cp1252": {"encoding": "cp1252"},
    "french": {"environ": {"LC_ALL": "fr_FR.UTF-8", "COLUMNS": "80"}},
}
QUESTIONS = [argv for argv in questions() if "a.toml" in argv or argv == ("catalog",)]
"""Those whose answers hold names of an account or a price book."""
ASKED = pytest.mark.parametrize("argv", QUESTIONS, ids=name_of)


def _ask(argv: tuple[str, ...], stream: str) -> Ran:
    settings = dict(STREAMS[stream])
    settings["environ"] = {"ADDONCTL_CATALOG": "book.toml", **settings.get("environ", {})}
    return run(*argv, **settings)


@pytest.mark.no_cover
@ASKED
@pytest.mark.parametrize("name", HOSTILE)
def test_names_reach_no_terminal_raw(folder: Path, name: str, argv: tuple[str, ...]) -> None:
    """Whatever a name holds, every stream gets characters that can be seen, and no more.

    The check itself is made of every run: `tests.cli.program`.
    """
    write_hostile(folder, name)
    for form in FORMS:
        for stream in STREAMS if form == "table" else ("pipe", "ascii", "cp1252"):
            ran = _ask(in_form(argv, form), stream)
            assert ran.code == 0, ran
            assert ran.out


@ASKED
@pytest.mark.parametrize("name", HOSTILE)
def test_json_is_one_document_that_holds_the_name(
    folder: Path, name: str, argv: tuple[str, ...]
) -> None:
    """JSON escapes a name and doesn't change it: whoever parses it gets what the file says."""
    write_hostile(folder, name)
    ran = _ask(in_form(argv, "json"), "ascii")
    if in_form(argv, "json") == argv:
        return
    account = ran.json.get("account")
    if account:
        assert account == {"id": "acme", "name": HOSTILE[name]}


def test_markup_is_text(folder: Path) -> None:
    """What looks like markup, an emoji or a template is shown as it is written."""
    for name in ("markup", "format"):
        write_hostile(folder, name)
        for command in ("catalog", "history"):
            ran = run(command, *ON)
            assert HOSTILE[name] in ran.out


def test_escapes_are_shown_as_text(folder: Path) -> None:
    """A name that would clear the screen says so."""
    write_hostile(folder, "clear")
    ran = run("catalog", *ON)
    assert ran.out.startswith("Acme\\x1b[2J\\x1b]0;pwn\\x07 (acme)")


@pytest.mark.parametrize("name", CONTROLS)
def test_json_account_with_hostile_names_is_read_as_well(folder: Path, name: str) -> None:
    """The same names in JSON are the same account."""
    write(folder, json.dumps(hostile_account(name)), "a.json")
    ran = run("catalog", "-a", "a.json", "--as-of", "2026-11-21", "-o", "json")
    assert ran.json["account"]["name"] == HOSTILE[name]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_recorded_of_a_hostile_account_is_shown_safely(folder: Path, name: str) -> None:
    """Changing commands answer for such names as well, and append to what they found."""
    write_hostile(folder, name)
    before = (folder / "a.toml").read_bytes()
    on = ("-a", "a.toml", "--as-of", "2026-11-21")
    answers = [
        run("request", "analytics-plus", "--as", "zoe", *on),
        run("trial", "analytics-plus", "--as", "marie", "-y", *on),
        run("quote", "ai-assist-pro", "--as", "marie", "-y", *on),
        run("subscribe", "analytics-plus", "--as", "marie", "--expect-total", "63.18", *on),
        run("history", *on),
    ]
    assert [ran.code for ran in answers] == [0] * 5
    assert (folder / "a.toml").read_bytes().startswith(before)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["user", "addon", "account", "role", "key", "command", "option"])
def test_rejected_hostile_word_is_shown_safely(folder: Path, name: str, place: str) -> None:
    """A word that is refused is shown escaped and cut, wherever it stood."""
    word = HOSTILE[name]
    quoted = json.dumps(word)
    data = changed()
    argv: tuple[str, ...] = ("catalog", "-a", "a.toml")
    match place:
        case "user":
            argv = ("eligibility", "-a", "a.toml", "--as", word)
        case "addon":
            argv = ("eligibility", word, "-a", "a.toml")
        case "account":
            argv = ("catalog", "-a", f"no/{word}")
        case "role":
            data = changed(('["owner"]', f"[{quoted}]"))
        case "key":
            data = changed(("schema = 1\n", f"schema = 1\n{quoted} = 1\n"))
        case "command":
            argv = (word, "-a", "a.toml")
        case _:
            argv = ("catalog", f"--x{word}")
    write(folder, data.replace("\\ud83c\\udff3", "x").replace("\\ud83c\\udf08", "x"))
    for form in ("table", "json"):
        for encoding in ("utf-8", "ascii", "cp1252"):
            assert run(*argv, "-o", form, encoding=encoding).code in {2, 5, 6}


@settings(max_examples=examples(60))
@given(
    name=st.text(min_size=1, max_size=60),
    argv=st.sampled_from(QUESTIONS),
    form=st.sampled_from(FORMS),
    stream=st.sampled_from(sorted(STREAMS)),
)
@example(name="\0", argv=QUESTIONS[0], form="table", stream="narrow")
def test_any_name_is_shown_safely_or_refused(
    name: str, argv: tuple[str, ...], form: str, stream: str
) -> None:
    """Whatever a text holds, it is refused with its place or shown without harm."""
    account = hostile_account("format") | {"name": name}
    account["users"][0]["name"] = name
    write(Path.cwd(), json.dumps(account), "a.json")
    words = tuple("a.json" if word == "a.toml" else word for word in argv)
    ran = run(*in_form(words, form), **STREAMS[stream])
    assert ran.code in {0, 6}, ran
