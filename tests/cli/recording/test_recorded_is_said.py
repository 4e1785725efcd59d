"""A change that is recorded is said to be, whatever becomes of the printing of its answer."""

import errno
import os
import re
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.command_lines import FORMS, ON
from tests.cli.conftest import Change
from tests.cli.hooks import AFTER_COMMIT, hooked
from tests.cli.program import Ran, run, spawn
from tests.cli.refusals import SUBSCRIBE
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
SAID = re.compile(
    r"Recorded in a\.toml as event [0-9TZ]{16}-[0-9a-f]{8}\. The answer couldn't be shown: (.+)\."
    r" To see it: addonctl history -a a\.toml\n"
)
REQUEST = ("request", "ai-assist", "--as", "zoe", *ON)
NO_SPACE = "no space left on the device"


def reason_of(ran: Ran, recording: Change) -> str:
    """See that it is recorded and said in one line; return why the answer isn't there."""
    assert (ran.code, ran.out) == (0, ""), ran
    assert recording.is_recorded_in(Path("a.toml").read_text("utf-8"))
    said = SAID.fullmatch(ran.err)
    assert said is not None, ran
    return said[1]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("redirection", "reason"),
    [(">&-", "nobody reads standard output"), (">/dev/full", NO_SPACE)],
)
def test_answer_that_goes_nowhere(
    recording: Change, redirection: str, reason: str, form: str
) -> None:
    """A full disk or a closed stream: the line on standard error says where it is recorded."""
    ran = spawn(*recording.argv, "-o", form, script=f'exec "$@" {redirection}')
    assert reason_of(ran, recording) == reason


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_answer_to_a_reader_that_is_gone(recording: Change, quiet: tuple[str, ...]) -> None:
    """Who pipes a change into what has ended already is told, also who wants it quiet."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = spawn(*recording.argv, *quiet, stdout=writing)
    finally:
        os.close(writing)
    assert reason_of(ran, recording) == "nobody reads standard output"


def test_nobody_listens_at_all(recording: Change) -> None:
    """With both streams gone the exit code alone says it."""
    ran = spawn(*recording.argv, script='exec "$@" >/dev/full 2>/dev/full')
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert recording.is_recorded_in(Path("a.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("form", "broken"),
    [
        ("table", "addonctl.output.page.Page.written"),
        ("markdown", "addonctl.output.page.Page.written"),
        ("json", "addonctl.output.formats.json.JsonWriter.encode"),
        ("table", "addonctl.output.terminal.streams.fit_encoding"),
        ("table", "addonctl.cli.printer.for_people"),
    ],
)
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (LookupError("data of the account"), "addonctl made a mistake of its own (report "),
        (RecursionError(), "addonctl made a mistake of its own (report "),
        (MemoryError(), "there is too little memory"),
    ],
)
def test_bug_in_a_renderer(
    recording: Change,
    form: str,
    broken: str,
    *,
    error: Exception,
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mistake of ours after the commit is told with its report, and is no failure."""

    def fail(*_args: object, **_values: object) -> None:
        raise error

    # What shows an answer is the program itself: no collaborator is passed that could fail instead.
    monkeypatch.setattr(broken, fail)
    monkeypatch.setenv("XDG_STATE_HOME", str(Path.cwd().parent))
    assert reason_of(run(*recording.argv, "-o", form), recording).startswith(reason)


def test_little_memory_after_the_commit() -> None:
    """Where nothing more can be loaded, the answer or the line comes all the same."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 20, 1 << 20))"
    ran = hooked(AFTER_COMMIT.format(then=limit), *SUBSCRIBE)
    assert ran.code == 0
    assert "subscribed" in Path("a.toml").read_text("utf-8")
    assert ran.out.startswith("Recorded: ") or SAID.fullmatch(ran.err), ran


def test_line_is_in_the_language_of_the_person() -> None:
    """What is said at last is said in French, too."""
    ran = spawn(*SUBSCRIBE, "--lang", "fr", script='exec "$@" >/dev/full')
    assert ran.err.startswith("Enregistré dans a.toml, événement ")
    assert "il ne reste plus de place sur le périphérique" in ran.err


def test_line_names_a_file_as_a_shell_reads_it() -> None:
    """The command in the line can be pasted, whatever the file's name."""
    name = os.fsdecode(b"caf\xe9 x.toml")
    write(Path.cwd(), ACCOUNT, name)
    argv = [name if word == "a.toml" else word for word in SUBSCRIBE]
    ran = spawn(*argv, script='exec "$@" >/dev/full')
    assert ran.err.startswith("Recorded in caf\\udce9 x.toml as event ")
    assert ran.err.endswith("addonctl history -a $'caf\\xe9 x.toml'\n")


@pytest.mark.parametrize(
    "email", ["<marie@acme.example>", "marie@", "a@b@c", "@acme.example", "é@acme.example", "a b@c"]
)
@pytest.mark.parametrize("form", FORMS)
def test_note_to_an_address_that_is_none(email: str, form: str) -> None:
    """The note is whole without that owner, and who is left out is said."""
    write(Path.cwd(), changed(("marie@acme.example", email)))
    ran = run(*REQUEST, "--note", "note.eml", "-o", form)
    assert ran.code == 0
    assert ran.err == (
        "warning: the note isn't addressed to Marie Duval: no letter reaches the e-mail\n"
    )
    letter = Path("note.eml").read_text("utf-8")
    assert "To: \n" in letter.replace("\r", "").replace("To:\n", "To: \n")
    assert letter.rstrip().endswith("side bar.")


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("", "OPTION_NEEDS_VALUE"),
        (".", "NOTE_EXISTS"),
        ("a.toml", "NOTE_EXISTS"),
        ("no/where.eml", "NOTE_PLACE"),
        ("a.toml/note.eml", "NOTE_PLACE"),
        ("folder/", "NOTE_PLACE"),
        ("n" * 300, "NOTE_PLACE"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",), ("-o", "json")])
def test_note_that_has_no_place_is_found_before(
    note: str, code: str, more: tuple[str, ...]
) -> None:
    """Nothing is recorded, and the name is to be corrected: 2, also in a dry run."""
    ran = run(*REQUEST, "--note", note, *more)
    assert ran.code == 2
    assert code in ran.err


def test_note_that_fails_before_the_commit_stops_it() -> None:
    """Where nothing can be written it is found before the request is recorded."""
    ran = spawn(*REQUEST, "--note", "note.eml", script='ulimit -f 0; exec "$@"')
    assert (ran.code, "error[NOTE_FAILED]" in ran.err) == (7, True)


def test_note_whose_name_is_taken_meanwhile() -> None:
    """The other file stays as it is; that the note is missing is told even to who wants quiet."""
    late = "import pathlib; pathlib.Path('note.eml').write_text('keep me')"
    ran = hooked(AFTER_COMMIT.format(then=late), *REQUEST, "--note", "note.eml", "-q")
    assert ran.code == 0
    assert "warning: the note note.eml can't be written: it exists already" in ran.err
    assert Path("note.eml").read_text("utf-8") == "keep me"


def test_note_without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file system has no links the note is written in its place."""

    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EPERM, "")

    # Where tests run no file system is without links, and none can be mounted.
    monkeypatch.setattr("os.link", refuse)
    assert run(*REQUEST, "--note", "note.eml").code == 0
    assert "Subject: " in Path("note.eml").read_text("utf-8")


@pytest.mark.parametrize("email", ["<marie@acme.example>", "marie@", "a@b@c", "Marie"])
def test_address_that_no_letter_reaches_is_a_warning(email: str) -> None:
    """An e-mail that a note can't be addressed to is named with its line, and is no fault."""
    write(Path.cwd(), changed(("marie@acme.example", email)))
    ran = run("check", "a.toml")
    assert (ran.code, f'no letter can be sent to "{email}"' in ran.out + ran.err) == (0, True)
    assert "a.toml:26: warning: users[0].email" in ran.out + ran.err
    assert run("check", "a.toml", "--strict").code == 6
