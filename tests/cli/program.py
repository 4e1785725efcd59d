"""Run the real program, in this process or in one of its own, and check what every run promises.

Whatever is run, on whatever streams: no secret, no traceback and nothing that steers a terminal
is printed; a run that doesn't end with 0 says why on standard error and leaves every byte as it
was; what is recorded is appended. So no test has to think of these, and none can forget them.
"""

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest import mock

from jsonschema import Draft202012Validator

from addonctl.cli.app import answer
from addonctl.cli.runtime import Runtime
from addonctl.model.reports import FailureDocument
from addonctl.output.formats.json import json_schema
from addonctl.stores.api.waiting import Patience, Waits
from addonctl.stores.locate import Located
from tests.files import State, state_of
from tests.patience import GUARD_SECONDS

NOW: Final = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
FIXED_CLOCK: Final = str(Path(__file__).with_name("fixed_clock.py"))
CANARY: Final = "canary-5ec2e7-d0-n0t-pr1nt"
"""A secret that every run finds in its environment and none may show."""

PROGRAM: Final = (sys.executable, "-W", "error", "-m", "addonctl")
ON_ITS_DAY: Final = (sys.executable, "-W", "error", FIXED_CLOCK)
"""The program on the clock of the tests: what is recorded has a date, and none after today."""
CHANGING: Final = {"subscribe", "quote", "trial", "request", "amend"}
EXIT_CODES: Final = {0, 2, 3, 4, 5, 6, 7, 8, 9, 70, 130, 143}
MAY_HAVE_CHANGED: Final = {0, 9}
STOPPED: Final = {130, 143}
_COLORS: Final = re.compile(r"\x1b\[[0-9;]*m")
_BAR: Final = re.compile(r"\x1b\[\?25[hl]|\x1b\[[0-9]*[AK]|\r")
"""How a bar hides the cursor, comes and goes."""
# Written anew, not taken from the product: what may never reach a terminal.
_STEERING: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_FIRST_LINE: Final = re.compile(r"error\[[A-Z][A-Z0-9_]+\]: \S.*")
_HINT: Final = re.compile(r"^hint: \S", re.MULTILINE)


class Ran(NamedTuple):
    """What a run came to. A stream that was closed is empty."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - a document of any shape
        """Return standard output as its one JSON document."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:  # noqa: ANN401 - a document of any shape
        """Return the error of standard error, which is one JSON object and nothing else."""
        document = json.loads(self.err)
        assert set(document) == {"error"}
        return document["error"]


class _Terminal(io.BytesIO):
    """Bytes that say that they are a terminal."""

    def isatty(self) -> bool:
        return True


def run(
    *argv: str | Path,
    environ: Mapping[str, str] | None = None,
    stdin: str | bytes | None = b"",
    encoding: str = "utf-8",
    closed: Sequence[str] = (),
    terminal: bool = False,
    now: dt.datetime | Callable[[], dt.datetime] = NOW,
    locate: Callable[..., Located] | None = None,
    waits: Waits | None = None,
    patience: Patience | None = None,
) -> Ran:
    """Answer a command line in this process, with streams of its own and the clock standing.

    `closed` names the streams that are closed, `terminal` makes all three terminals, `locate`
    finds accounts that aren't in files. A clock that goes on is given as `now`, too; `waits` and
    `patience` are how a server is waited for.
    """
    words = [str(word) for word in argv]
    kind = _Terminal if terminal else io.BytesIO
    data = stdin.encode() if isinstance(stdin, str) else stdin
    streams = {
        "stdin": None if data is None else io.TextIOWrapper(kind(data), "utf-8"),
        "stdout": io.TextIOWrapper(kind(), encoding, newline=""),
        "stderr": io.TextIOWrapper(kind(), encoding, newline=""),
    }
    given, stdout, stderr = (None if name in closed else streams[name] for name in streams)
    surrounding = environment(environ)
    before = state_of(Path.cwd())
    with mock.patch.dict(os.environ, surrounding, clear=True):
        runtime = Runtime(
            *(given, stdout, stderr),
            environ=os.environ,
            now=(lambda: now) if isinstance(now, dt.datetime) else now,
            locate=locate,
            waits=waits,
            patience=patience,
        )
        code = answer(words, runtime)
    ran = Ran(code, _text(streams["stdout"], encoding), _text(streams["stderr"], encoding))
    return checked(ran, words, before, environ=surrounding, closed=closed)


def spawn(
    *argv: str | Path,
    environ: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    stdout: int = subprocess.PIPE,
    script: str = "",
    closed: Sequence[str] = (),
    program: Sequence[str] | None = None,
) -> Ran:
    """Run the program as a process of its own; what changes something on the tests' clock.

    `script` is what a shell runs, with the program as `"$@"`: `exec "$@" >&-` closes a stream.
    `program` is what starts it, where that is another way than usual.
    """
    words = [str(word) for word in argv]
    if program is None:
        program = ON_ITS_DAY if CHANGING.intersection(words[:1]) else PROGRAM
    surrounding = environment(environ)
    before = state_of(Path.cwd())
    done = subprocess.run(
        [*(("sh", "-c", script, "sh") if script else ()), *program, *words],
        input=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=surrounding,
        timeout=GUARD_SECONDS,
        check=False,
    )
    encoding = surrounding.get("PYTHONIOENCODING") or "utf-8"
    ran = Ran(
        as_shells_say(done.returncode),
        (done.stdout or b"").decode(encoding),
        done.stderr.decode(encoding),
    )
    return checked(ran, words, before, environ=surrounding, closed=closed)


def as_shells_say(code: int) -> int:
    """Return how a process ended: 128 and a number where that of a signal ended it."""
    return code if code >= 0 else 128 - code


def events_of(account: str = "a.toml") -> list[dict[str, Any]]:
    """Return the events of an account."""
    events: list[dict[str, Any]] = run("history", "-a", account, "-o", "json").json["events"]
    return events


def totals_recorded(account: str) -> list[str | None]:
    """Return the total of each event of an account."""
    return [event["total"] for event in events_of(account)]


def environment(given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a run: this test's, with a secret in it, and what is given."""
    return dict(os.environ) | {"AIRCALL_API_TOKEN": CANARY} | dict(given or {})


def checked(
    ran: Ran,
    argv: Sequence[str],
    before: State,
    *,
    environ: Mapping[str, str] | None = None,
    closed: Sequence[str] = (),
) -> Ran:
    """Check what every run promises, and hand the run on."""
    context = f"{argv} ended with {ran}"
    assert ran.code in EXIT_CODES, context
    for stream in (ran.out, ran.err):
        # A tab stands between a word and its help where a shell completes.
        text = stream.replace("\t", " ") if "_ADDONCTL_COMPLETE" in (environ or {}) else stream
        if "--accounts" in argv and "TERM" in (environ or {}):
            text = _BAR.sub("", text)
        if "csv" in argv:  # its line ends, and what a French spreadsheet knows it by
            text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        check_text(text, has_color=has_color(argv, environ or {}), context=context)
    after = state_of(Path.cwd())
    assert not [name for name in set(after) - set(before) if name.endswith(".tmp")], context
    if ran.code not in MAY_HAVE_CHANGED:
        assert after == before, context
    may_answer = "--exit-status" in argv or argv[:1] in (["check"], ["doctor"])
    if ran.code != 0 and not may_answer and "--accounts" not in argv:
        assert ran.out == "", context
    if ran.code not in {0, *STOPPED} and "stderr" not in closed:
        check_error(ran, argv)
    return ran


def check_text(text: str, *, has_color: bool, context: str = "") -> None:
    """See that a stream holds no secret, no traceback and nothing that steers a terminal."""
    assert CANARY not in text, context
    assert "Traceback (most recent call last)" not in text, context
    shown = _COLORS.sub("", text) if has_color else text
    steering = _STEERING.search(shown)
    assert steering is None, f"{steering!r}: {context}"


def check_error(ran: Ran, argv: Sequence[str]) -> None:
    """See that an error says what and what to do, for people or as one JSON object."""
    if "--exit-status" in argv and ran.out:
        return
    if "json" in argv or "-ojson" in argv:
        error_schema().validate(json.loads(ran.err))
        error = ran.error
        more = error.pop("more", None)
        assert list(error) == ["code", "message", "why", "hint", "problems", "decision"]
        assert more is None or (more > 0 and len(error["problems"]) == 100)
        assert len(error["problems"]) <= 100
        for text in (error["message"], error["hint"]):
            assert set(text) == {"en", "fr"}
            assert all(text.values())
        assert (error["decision"] is None) == (error["code"] != "REFUSED")
        for problem in error["problems"]:
            assert list(problem) == ["file", "path", "line", "column", "message"]
        return
    plain = _COLORS.sub("", ran.err)
    if "--accounts" in argv:  # what couldn't be read is told before
        plain = plain[plain.index("error[") :]
    assert _FIRST_LINE.fullmatch(plain.split("\n")[0]), ran
    assert len(_HINT.findall(plain)) == 1, ran


@cache
def error_schema() -> Draft202012Validator:
    """Return the schema that the program itself prints for its errors; it knows every key."""
    schema = json_schema(FailureDocument)
    for part in schema["$defs"].values():
        part["additionalProperties"] = False
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def has_color(argv: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Say whether colour was asked for."""
    return "always" in argv or bool(environ.get("FORCE_COLOR")) or "TERM" in environ


def plain_text(text: str) -> str:
    """Take the colours out of a text."""
    return _COLORS.sub("", text)


def _text(stream: io.TextIOWrapper | None, encoding: str) -> str:
    if stream is None:
        return ""
    stream.flush()
    data: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]  # it is a BytesIO
    return data.decode(encoding)
