"""Interrupts at chosen moments: before the commit nothing is left, after it they end with 0."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from tests.cli.accounts import BOUGHT
from tests.cli.conftest import Change
from tests.cli.hooks import AFTER_COMMIT, AT_IMPORT, RUN, hooked
from tests.cli.program import ON_ITS_DAY, environment
from tests.cli.refusals import AMEND, CATALOG, SUBSCRIBE
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
ENDS: Final = {"SIGINT": 130, "SIGTERM": 143}
LONGEST_SECONDS: Final = 20.0
LOST: Final = """
import os, signal, sys, weakref

class Thing:
    pass

class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == "addonctl.cli.recording.carry_out":
            sys.meta_path.remove(self)
            thing = Thing()
            kept = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.{number}))
            del thing

sys.meta_path.insert(0, Interrupter())
"""
"""Interrupt the program where Python drops what is raised, as its own import system does."""


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize(
    "name",
    [
        "typer",
        "addonctl.cli.app",
        "addonctl.cli.commands.subscribe",
        "msgspec",
        "addonctl.rules.invoice",
        "tomllib",
        "addonctl.stores.files.store",
    ],
)
def test_interrupt_during_an_import_leaves_nothing(name: str, number: str) -> None:
    """Whatever is being loaded: the exit code says so, and neither a trace nor an event is left."""
    ran = hooked(AT_IMPORT.format(name=name, number=number), *SUBSCRIBE)
    assert (ran.code, ran.out) == (ENDS[number], "")
    assert re.fullmatch(r"(Stopped.*: nothing was recorded\.\n)?", ran.err)


@pytest.mark.parametrize(
    "name", ["addonctl.cli.commands.amend", "addonctl.actions.amend", "addonctl.stores.files.store"]
)
def test_interrupt_of_an_amendment_leaves_nothing(folder: Path, name: str) -> None:
    """As of a purchase, whatever is being loaded."""
    write(folder, BOUGHT)
    ran = hooked(AT_IMPORT.format(name=name, number="SIGTERM"), *AMEND)
    assert (ran.code, ran.out) == (143, "")
    assert Path("a.toml").read_text("utf-8") == BOUGHT


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_interrupt_that_python_drops_is_not_lost(number: str) -> None:
    """One that arrives where nothing can be raised ends the program all the same."""
    ran = hooked(LOST.format(number=number), *SUBSCRIBE)
    assert (ran.code, ran.out, ran.err) == (ENDS[number], "", "")


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_interrupt_right_after_the_commit_says_that_it_is_recorded(
    recording: Change, number: str
) -> None:
    """One that had to wait for the commit acts then, and the exit code is that of success."""
    kill = f"import signal; os.kill(os.getpid(), signal.{number})"
    ran = hooked(AFTER_COMMIT.format(then=kill), *recording.argv)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Recorded in a.toml as event ")
    assert "couldn't be shown: it was interrupted." in ran.err
    assert recording.is_recorded_in(Path("a.toml").read_text("utf-8"))


@pytest.mark.parametrize("number", ["SIGINT", "SIGHUP"])
def test_interrupt_that_the_caller_ignores_stays_ignored(number: str) -> None:
    """Under `nohup` and in the background of a script the answer is printed to its end."""
    ignore = f"import signal; signal.signal(signal.{number}, signal.SIG_IGN)\n"
    kill = f"os.kill(os.getpid(), signal.{number})"
    ran = hooked(ignore + AFTER_COMMIT.format(then=kill), *SUBSCRIBE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Recorded: ")


def _full_pipe() -> tuple[int, int]:
    """Make a pipe that takes nothing more and that nobody reads."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    while True:
        try:
            os.write(writing, b"x" * 4096)
        except BlockingIOError:
            break
    os.set_blocking(writing, True)
    return reading, writing


def _wait_until_writing(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process sleeps in a write to a pipe; some systems tell only that it sleeps."""
    deadline = time.monotonic() + LONGEST_SECONDS
    place = Path(f"/proc/{process.pid}")
    while True:
        state = (place / "stat").read_text().rpartition(") ")[2][0]
        where = (place / "wchan").read_text()
        if "pipe" in where or (state == "S" and where == "0"):
            return
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("is_shared", [False, True], ids=["stdout", "both"])
def test_reader_that_stopped_reading_does_not_keep_the_program(
    number: signal.Signals, *, is_shared: bool
) -> None:
    """After the commit a signal ends a program whose answer nobody takes, as a success."""
    reading, writing = _full_pipe()
    try:
        process = subprocess.Popen(
            [*ON_ITS_DAY, *SUBSCRIBE],
            stdout=writing,
            stderr=writing if is_shared else subprocess.PIPE,
            env=environment(),
        )
        _wait_until_writing(process)
        process.send_signal(number)
        _, err = process.communicate(timeout=LONGEST_SECONDS)
    finally:
        os.close(reading)
        os.close(writing)
    assert process.returncode == 0
    assert "subscribed" in Path("a.toml").read_text("utf-8")
    assert is_shared or err.startswith(b"Recorded in a.toml as event ")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_question_to_a_reader_that_stopped_reading(number: signal.Signals, code: int) -> None:
    """Before any commit a signal ends an answer that nobody takes as it ends everything."""
    reading, writing = _full_pipe()
    try:
        process = subprocess.Popen(
            [*ON_ITS_DAY, *CATALOG], stdout=writing, stderr=subprocess.PIPE, env=environment()
        )
        _wait_until_writing(process)
        process.send_signal(number)
        _, err = process.communicate(timeout=LONGEST_SECONDS)
    finally:
        os.close(reading)
        os.close(writing)
    assert process.returncode == code
    assert b"Traceback" not in err


def test_outcome_that_is_unknown_does_not_wait_for_a_reader_either() -> None:
    """Where it may have been recorded a signal ends the program with what it has to say: 9."""
    fail = """
import errno, os
fsync = os.fsync
replaced = []
replace = os.replace

def commit(*args, **values):
    replace(*args, **values)
    replaced.append(True)

def sync(descriptor):
    if replaced:
        raise OSError(errno.EIO, "")
    fsync(descriptor)

os.replace, os.fsync = commit, sync
"""
    reading, writing = _full_pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", fail + RUN, *SUBSCRIBE],
            stdout=subprocess.PIPE,
            stderr=writing,
            env=environment(),
        )
        _wait_until_writing(process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LONGEST_SECONDS)
    finally:
        os.close(reading)
        os.close(writing)
    assert process.returncode == 9
