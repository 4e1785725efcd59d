"""Check that an account is changed by one process at a time, editors and interrupts included."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from addonctl.errors import ConflictFailure
from addonctl.stores.files.lock import PAUSE_SECONDS
from tests.files import PROJECT, state_of
from tests.patience import GUARD_SECONDS, stop_clock_of_lock, wait_until_held
from tests.stores.files.writing import (
    BLOCK,
    EVENT,
    INTENT,
    account_in,
    changing,
    python,
    record,
    refused,
    whole,
)
from tests.stores.reading import ACCOUNT


@contextmanager
def lock_held(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process hold an account until it is killed."""
    code = (
        "import sys, time; from tests.stores.files.writing import changing\n"
        "with changing(sys.argv[1]):\n    print('held', flush=True); time.sleep(3600)"
    )
    process = subprocess.Popen(python(code, path), stdout=subprocess.PIPE, cwd=PROJECT)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_an_account_that_is_held_is_refused_after_the_timeout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits is told so; a holder that is stopped for good changes nothing about that."""
    path = account_in(tmp_path)
    clock = stop_clock_of_lock(monkeypatch)
    with lock_held(path) as holder:
        holder.send_signal(signal.SIGSTOP)
        said = refused(path, timeout=0.2)
        assert 0.2 <= clock.now < 0.2 + 2 * PAUSE_SECONDS
        assert said.startswith("LOCKED 8: ")
        holder.send_signal(signal.SIGCONT)


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    """The lock is the kernel's: it is free as soon as its holder is gone."""
    path = account_in(tmp_path)
    with lock_held(path) as holder:
        holder.kill()
        holder.wait()
        record(path, timeout=0.0)
    assert path.read_text() == ACCOUNT + BLOCK


@pytest.mark.parametrize("interrupt", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_waiting_for_the_lock_is_interrupted_at_once(tmp_path: Path, interrupt: int) -> None:
    """Nobody waits out the lock's timeout for a program that should stop."""
    path = account_in(tmp_path)
    with lock_held(path):
        before = state_of(tmp_path)
        code = (
            "import sys; from tests.stores.files.writing import record\n"
            "try: record(sys.argv[1], timeout=3600)\n"
            "except KeyboardInterrupt: sys.exit(130)"
        )
        process = subprocess.Popen(python(code, path), cwd=PROJECT)
        wait_until_held(process.pid, ".a.toml.lock")
        process.send_signal(interrupt)
        process.wait(GUARD_SECONDS)
        assert process.returncode == (130 if interrupt == signal.SIGINT else -interrupt)
        assert state_of(tmp_path) == before


@pytest.mark.parametrize("interrupt", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("records", [False, True], ids=["refused", "recorded"])
def test_interrupts_inside_the_lock_wait(tmp_path: Path, interrupt: int, *, records: bool) -> None:
    """They act when nothing was recorded, and never once it was: the exit code tells which."""
    path = account_in(tmp_path)
    code = (
        "import os, sys; from tests.stores.files.writing import EVENT, INTENT, changing\n"
        "try:\n"
        "    with changing(sys.argv[1]) as opened:\n"
        "        os.kill(os.getpid(), int(sys.argv[2])); print('inside', flush=True)\n"
        "        if sys.argv[3] == 'True': opened.record(EVENT, INTENT)\n"
        "except KeyboardInterrupt: sys.exit(130)\n"
        "os.kill(os.getpid(), int(sys.argv[2])); print('after', flush=True)\n"
    )
    run = subprocess.run(
        python(code, path, int(interrupt), records),
        cwd=PROJECT,
        check=False,
        capture_output=True,
    )
    if records:
        assert (run.returncode, run.stdout) == (0, b"inside\nafter\n")
        assert path.read_text() == ACCOUNT + BLOCK
    else:
        assert run.returncode == (130 if interrupt == signal.SIGINT else -interrupt)
        assert run.stdout == b"inside\n"
        assert path.read_text() == ACCOUNT
    assert state_of(tmp_path) == whole(path)


def edit_account(path: Path, edit: str) -> None:
    """Change an account as an editor does, which knows of no lock."""
    match edit:
        case "bytes":
            times = path.stat()
            path.write_text(ACCOUNT.replace("Acme", "Acne"))
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        case "same bytes, another file":
            account_in(path.parent, name="new").replace(path)
        case "time":
            os.utime(path, ns=(1, 1))
        case "mode":
            path.chmod(0o600)
        case "gone":
            path.unlink()
        case _:
            path.rename(path.with_name("b.toml"))
            path.symlink_to("b.toml")


@pytest.mark.parametrize(
    "edit", ["bytes", "same bytes, another file", "time", "mode", "gone", "link"]
)
def test_a_change_by_an_editor_is_not_overwritten(tmp_path: Path, edit: str) -> None:
    """Editors take no lock: the file is compared once more right before it is replaced."""
    path = account_in(tmp_path)
    with changing(path) as opened:
        edit_account(path, edit)
        edited = state_of(tmp_path)
        with pytest.raises(ConflictFailure, match="CHANGED_MEANWHILE"):
            opened.record(EVENT, INTENT)
    assert state_of(tmp_path) == edited
