"""Other programs on the same account: waiting for the lock, interrupts, what changed meanwhile."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from tests.cli.accounts import ACCOUNT
from tests.cli.conftest import Change
from tests.cli.hooks import TIME_FLIES, hooked
from tests.cli.program import Ran, as_shells_say, checked, environment, run, spawn
from tests.cli.refusals import SUBSCRIBE
from tests.files import PROJECT, state_of
from tests.patience import GUARD_SECONDS, stop_clock_of_lock, wait_until_held

PATIENT = """
from inspect import unwrap

from addonctl.entry import run
from addonctl.stores.files.store import change_file

unwrap(change_file).__kwdefaults__["lock_timeout_seconds"] = 3600
run()
"""
"""The program, waiting for an hour: what doesn't end at once doesn't end in time."""


@contextmanager
def _locked(account: Path) -> Iterator[IO[str]]:
    """Hold an account's lock, as another program would, until it is closed."""
    with (account.parent / f".{account.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


@contextmanager
def _waiting(account: Path, recording: Change) -> Iterator[tuple[subprocess.Popen[bytes], IO[str]]]:
    """Start a change that waits for the lock."""
    with (
        _locked(account) as lock,
        subprocess.Popen(
            [sys.executable, "-c", PATIENT, *recording.argv],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as process,
    ):
        try:
            wait_until_held(process.pid, ".a.toml.lock")
            yield process, lock
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_interrupt_while_waiting_acts_at_once(
    recording: Change, folder: Path, number: signal.Signals, code: int
) -> None:
    """Who waits for the lock can be stopped: nothing was begun."""
    account = folder / "a.toml"
    before = state_of(folder)
    with _waiting(account, recording) as (process, _):
        process.send_signal(number)
        out, err = process.communicate(timeout=GUARD_SECONDS)
    ended = as_shells_say(process.returncode)
    assert ended == code
    assert state_of(folder) == before
    if number != signal.SIGHUP:
        checked(Ran(ended, out.decode(), err.decode()), recording.argv, before)


def test_lock_that_is_given_back_in_time_is_taken(recording: Change, folder: Path) -> None:
    """A short wait is no failure."""
    account = folder / "a.toml"
    with _waiting(account, recording) as (process, lock):
        time.sleep(0.2)
        assert process.poll() is None
        lock.close()
        process.communicate(timeout=GUARD_SECONDS)
    assert process.returncode == 0
    assert recording.is_recorded_in(account.read_text("utf-8"))


def test_lock_that_is_never_given_back_is_a_conflict(recording: Change, folder: Path) -> None:
    """After ten seconds the change is given up, and it is said that nothing was changed."""
    with _locked(folder / "a.toml"):
        ran = hooked(TIME_FLIES, *recording.argv)
    assert ran.code == 8
    assert "error[LOCKED]: a.toml is locked" in ran.err
    assert "nothing was changed" in ran.err
    assert "10 seconds" in ran.err


def test_readers_do_not_wait(account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who changes the account needs the lock."""
    clock = stop_clock_of_lock(monkeypatch)
    with _locked(account):
        assert run("catalog", "-a", account, "--as-of", "2026-11-21").code == 0
        assert run(*SUBSCRIBE, "--dry-run").code == 0
        assert clock.now == 0
        assert run(*SUBSCRIBE).code == 8
        assert clock.now >= 10


HOLDER = """
import os, signal
from addonctl.stores.packaged import load_catalog
from addonctl.stores.files.store import change_file
from tests.stores.files.writing import EVENT, INTENT

with change_file("a.toml", catalog=load_catalog()) as opened:
    os.kill(os.getpid(), signal.SIGSTOP)
    opened.record(EVENT, INTENT)
"""


@pytest.mark.slow
@pytest.mark.parametrize("is_edited", [False, True])
def test_holder_that_stood_still_records_or_sees_the_change(
    account: Path, *, is_edited: bool
) -> None:
    """Who waits on a stopped holder gives up; the holder goes on, unless an editor was faster."""
    environ = environment({"PYTHONPATH": str(PROJECT)})
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], env=environ, stderr=subprocess.PIPE
    ) as holder:
        os.waitid(os.P_PID, holder.pid, os.WSTOPPED)
        assert spawn(*SUBSCRIBE).code == 8
        if is_edited:
            account.write_text(f"{ACCOUNT}# edited", "utf-8")
        holder.send_signal(signal.SIGCONT)
        _, err = holder.communicate(timeout=GUARD_SECONDS)
    text = account.read_text("utf-8")
    assert ("CHANGED_MEANWHILE" in err.decode()) == is_edited
    assert (text == f"{ACCOUNT}# edited") == is_edited
    assert text.count("[[events]]") == (0 if is_edited else 1)
    assert not (account.parent / ".a.toml.tmp").exists()
