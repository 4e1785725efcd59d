"""Streams that are closed, full, or can't show everything; places that have gone."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, TOTAL
from tests.cli.command_lines import FORMS, in_form, name_of, questions
from tests.cli.program import PROGRAM, environment, events_of, plain_text, run, spawn
from tests.cli.refusals import CATALOG, SUBSCRIBE

pytestmark = pytest.mark.usefixtures("account")
ASKED = pytest.mark.parametrize("argv", questions(), ids=name_of)
OF_THE_ACCOUNT = pytest.mark.parametrize(
    "argv", [argv for argv in questions() if argv[0] not in {"config", "new"}], ids=name_of
)
"""`config` shows the environment itself, and `new` a text for people."""


def test_reader_that_is_gone_is_no_error() -> None:
    """`addonctl catalog | head -0` ends with 0 and says nothing."""
    for argv in (CATALOG, ("--help",), ("--version",), ("schema", "account"), ("catalog", "-h")):
        reading, writing = os.pipe()
        os.close(reading)
        try:
            ran = spawn(*argv, stdout=writing)
        finally:
            os.close(writing)
        assert (ran.code, ran.err) == (0, ""), argv


def test_reader_that_stops_early_is_no_error() -> None:
    """The same with a real reader that reads nothing, through a shell."""
    ran = spawn(*CATALOG, script='{ "$@"; echo "$?" >&2; } | head -0')
    assert (ran.code, ran.out, ran.err) == (0, "", "0\n")


@pytest.mark.parametrize("argv", [CATALOG, (*CATALOG, "-o", "json"), ("--version",), ("--help",)])
def test_answer_that_a_full_disk_takes_is_reported(argv: tuple[str, ...]) -> None:
    """An answer that couldn't be written isn't given: the exit code says so."""
    ran = spawn(*argv, script='exec "$@" >/dev/full')
    assert ran.code == 7
    assert "OUTPUT_FAILED" in ran.err


@pytest.mark.parametrize("redirection", [">&-", "<&-", "<&- >&-", "<&- >&- 2>&-", "2>&-"])
def test_closed_streams_are_no_error(redirection: str) -> None:
    """Who closes a stream doesn't want it; nothing else lands in what is opened later."""
    for argv in (CATALOG, ("catalog", "-a", "-"), ("--version",), ("--help",)):
        ran = spawn(
            *argv,
            script=f'exec "$@" {redirection}',
            stdin=ACCOUNT.encode(),
            closed=("stderr",) if "2>&-" in redirection else (),
        )
        stdin_closed = argv[-1] == "-" and "<&-" in redirection
        assert ran.code == (6 if stdin_closed else 0), (argv, ran)
        assert ran.err == "" or stdin_closed


def test_what_is_recorded_is_told_on_an_ascii_terminal() -> None:
    """A stream that can't show a name gets an escape, and the event is there."""
    ran = spawn(*SUBSCRIBE, environ={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Recorded: Analytics+ for Acme SAS (acme)")
    assert [event["total"] for event in events_of()] == [TOTAL]


@pytest.mark.parametrize("gone", ["folder", "home"])
def test_place_that_is_gone_is_not_needed(account: Path, gone: str) -> None:
    """A deleted working directory or no home stops nothing that doesn't need them."""
    script = {
        "folder": 'mkdir x && cd x && rmdir ../x && exec "$@"',
        "home": 'unset HOME XDG_CONFIG_HOME && exec "$@"',
    }[gone]
    ran = spawn("catalog", "-a", account, "--as-of", "2026-11-21", script=script)
    assert (ran.code, ran.err) == (0, "")
    if gone == "folder":
        missing = spawn("catalog", "-a", "a.toml", script=script)
        assert (missing.code, "a.toml does not exist" in missing.err) == (6, True)


@ASKED
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("form", FORMS)
def test_answer_fits_the_encoding(argv: tuple[str, ...], encoding: str, form: str) -> None:
    """What a stream can't hold has a plain twin: no question marks, no failure, no half answer."""
    invocation = in_form(argv, form)
    ran = run(*invocation, encoding=encoding)
    assert (ran.code, ran.err) == (0, "")
    whole = run(*invocation)
    assert len(ran.out.splitlines()) == len(whole.out.splitlines())
    assert "?" not in ran.out.replace("?", "", whole.out.count("?"))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_process_writes_its_encoding(encoding: str) -> None:
    """A real stream of an encoding gets bytes of it."""
    ran = spawn(*CATALOG, environ={"PYTHONIOENCODING": encoding})
    assert ran.code == 0
    assert ("Acme SAS (acme) . Essentials" in ran.out) == (encoding == "ascii")


@OF_THE_ACCOUNT
@pytest.mark.parametrize("locale", ["C", "fr_FR.UTF-8", "de_DE", "tr_TR.UTF-8", "nonsense"])
def test_json_is_the_same_in_any_locale(argv: tuple[str, ...], locale: str) -> None:
    """Neither numbers nor dates nor sentences of JSON depend on the machine or the language."""
    invocation = in_form(argv, "json")
    answers = {
        re.sub(
            r"[0-9a-f]{8}\"", "", run(*invocation, environ=environ).out
        )  # an event's id is random
        for environ in ({"LC_ALL": "C.UTF-8"}, {"LC_ALL": locale}, {"LANG": locale, "LC_ALL": ""})
    }
    assert len(answers) == 1


@ASKED
@pytest.mark.parametrize("columns", ["1", "10", "20", "80", "120", "500"])
def test_answer_fits_its_width(argv: tuple[str, ...], columns: str) -> None:
    """No width is too small to answer in, and none makes an answer fail."""
    ran = run(*in_form(argv, "table"), environ={"COLUMNS": columns})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()


@OF_THE_ACCOUNT
def test_colour_repeats_what_words_say(argv: tuple[str, ...]) -> None:
    """Without its colours a coloured answer is the plain one."""
    invocation = in_form(argv, "table")
    environ = {"COLUMNS": "80"}
    plain = run(*invocation, environ=environ)
    colored = run(*invocation, "--color", "always", environ=environ)
    assert plain_text(colored.out) == plain.out


@pytest.mark.parametrize(
    ("environ", "argv", "terminal", "is_colored"),
    [
        ({}, (), False, False),
        ({}, (), True, True),
        ({"TERM": "dumb"}, (), True, False),
        ({"NO_COLOR": "1"}, (), True, False),
        ({"NO_COLOR": ""}, (), True, True),
        ({"FORCE_COLOR": "1"}, (), False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False, False),
        ({"NO_COLOR": "1"}, ("--color", "always"), False, True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), True, False),
        ({}, ("--color", "auto"), False, False),
        ({"ADDONCTL_COLOR": "never"}, (), True, False),
        ({"ADDONCTL_COLOR": "always"}, (), False, True),
    ],
)
def test_colour_is_there_where_it_is_wanted(
    *, environ: dict[str, str], argv: tuple[str, ...], terminal: bool, is_colored: bool
) -> None:
    """The option wins, then NO_COLOR, then FORCE_COLOR, then what the stream is."""
    invocation = {"TERM": "xterm", **environ}
    ran = run(*CATALOG, *argv, environ=invocation, terminal=terminal)
    assert ("\x1b[" in ran.out) == is_colored


def test_coloured_error_says_the_same() -> None:
    """An error in colour is the error."""
    plain = run("catalog", "-a", "missing.toml")
    colored = run("catalog", "-a", "missing.toml", "--color", "always")
    assert "\x1b[" in colored.err
    assert plain_text(colored.err) == plain.err


def test_installed_command_is_the_module() -> None:
    """The command on the path and `python -m` are the same program."""
    command = Path(sys.executable).with_name("addonctl")
    if not command.exists():
        pytest.skip("the command isn't installed beside this interpreter")
    assert PROGRAM[-2:] == ("-m", "addonctl")
    done = spawn("--version", script=f'shift 5; exec {command} "$@"')
    assert done.code == 0
    assert done.out == spawn("--version").out


def test_secret_of_the_environment_is_there_to_be_found() -> None:
    """The runs of these tests do have a secret in their environment."""
    assert "canary" in environment()["AIRCALL_API_TOKEN"]
