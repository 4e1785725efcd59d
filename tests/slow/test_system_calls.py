"""Let the kernel fail or kill the command at every call that touches the account, with strace.

Unlike the faulty system of the fast tests, this knows nothing of how the writer is made.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.files import PROJECT
from tests.slow.test_crowd import ACCOUNT
from tests.stores.files.rights import attributes_of, set_acl, set_attribute

pytestmark = pytest.mark.slow

CALLS = (
    "openat",
    "fstat,newfstatat",
    "read",
    "write",
    "fchmod",
    "fsync",
    "rename,renameat,renameat2",
    "unlink,unlinkat",
    "close",
    "flock",
    "ioctl",
)
CALLS_ON_RIGHTS = ("flistxattr", "fgetxattr", "fsetxattr", "fremovexattr")
"""Made in full only where the account has attributes and its folder hands a list down."""
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
COMMAND = [
    *(sys.executable, "-m", "addonctl", "request", "ai-assist", "--as", "user-1"),
    *("--as-of", "2026-11-01", "-a"),
]
AMEND = [
    *(sys.executable, "-m", "addonctl", "amend", "ai-assist", "--end", "cycle", "--yes"),
    *("--operator", "Anna Weber", "--reason", "moves on", "--as-of", "2026-11-01", "-a"),
]
BOUGHT = f"""{ACCOUNT}
[[events]]
kind = "subscribed"
date = 2026-10-01
addon = "ai-assist"
"""


class Recording(NamedTuple):
    """A command that records something, the account before, and how it ends when repeated."""

    command: list[str]
    before: str
    repeated: int


RECORDINGS = {"request": Recording(COMMAND, ACCOUNT, 0), "amend": Recording(AMEND, BOUGHT, 3)}
"""What a user does, and what the vendor's people change."""


@cache
def why_not() -> str | None:
    """Say why calls can't be made to fail here, `None` where they can."""
    if shutil.which("strace") is None:
        return "strace isn't installed"
    run = subprocess.run(
        ["strace", "-qq", "-e", "inject=getppid:error=EIO", "true"],
        check=False,
        capture_output=True,
    )
    return None if run.returncode == 0 else f"strace isn't allowed: {run.stderr.decode().strip()}"


def traced(recording: Recording, path: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Record something under strace, which sees only what touches the account's folder."""
    names = (path, path.with_name(".a.toml.tmp"), path.with_name(".a.toml.lock"), path.parent)
    watched = [word for name in names for word in ("-P", str(name))]
    return subprocess.run(
        ["strace", "-f", "-qq", *watched, *options, *recording.command, str(path)],
        check=False,
        capture_output=True,
        cwd=PROJECT,
    )


def fresh(recording: Recording, folder: Path) -> Path:
    """Write the account, with an attribute where its folder hands a list down."""
    path = folder / "a.toml"
    path.write_text(recording.before)
    if os.listxattr(folder):
        subprocess.run(["setfacl", "-b", path], check=True)
        set_attribute(path, "user.note", b"x")
    return path


def count_calls(recording: Recording, folder: Path, calls: str) -> int:
    """Count the calls of a kind that a change makes, when nothing goes wrong."""
    log = folder.parent / "log"
    path = fresh(recording, folder)
    run = traced(recording, path, "-o", str(log), "-e", f"trace={calls}")
    assert run.returncode == 0, run.stderr
    names = Counter(line.split("(")[0].split()[-1] for line in log.read_text().splitlines())
    return sum(names[name] for name in calls.split(","))


def violation(recording: Recording, folder: Path, fault: str) -> str | None:
    """Record under a fault, then without; return the promise that was broken, if one was."""
    path, before = fresh(recording, folder), recording.before
    rights = attributes_of(path)
    run = traced(recording, path, "-o", "/dev/null", "-e", f"inject={fault}")
    text = path.read_text()
    events = new_events(recording, text)
    told = f"{run.returncode} {run.stderr.decode()}"
    if not text.startswith(before) or (len(text) > len(before)) != (len(events) == 1):
        return f"{told}: the file is {text[len(before) :]!r}"
    if attributes_of(path) != rights:
        return f"{told}: {attributes_of(path)} instead of {rights}"
    allowed = {0: {1}, 6: {0}, 7: {0}, 8: {0}, 9: {0, 1}, -9: {0, 1}}
    if len(events) not in allowed.get(run.returncode, set()):
        return f"{told}: {len(events)} events"
    if run.returncode != -9 and path.with_name(".a.toml.tmp").exists():
        return f"{told}: a temporary file was left"
    again = subprocess.run(
        [*recording.command, path], check=False, capture_output=True, cwd=PROJECT
    )
    expected = recording.repeated if events else 0
    recovered = len(new_events(recording, path.read_text()))
    names = {entry.name for entry in folder.iterdir()}
    if (again.returncode, recovered, names) != (expected, 1, {"a.toml", ".a.toml.lock"}):
        return f"{told}: then {again.returncode}, {recovered} events, {names}"
    return None


def new_events(recording: Recording, text: str) -> list[object]:
    """Return the events that an account has now and hadn't before."""
    known = recording.before.count("[[events]]")
    events: list[object] = tomllib.loads(text).get("events", [])
    return events[known:]


CHECKED = [
    *(("request", calls) for calls in (*CALLS, *CALLS_ON_RIGHTS)),
    *(("amend", calls) for calls in ("write", "fsync", "rename,renameat,renameat2")),
]
"""Every call of one command; of the other, by the same writer, those that commit."""


@pytest.mark.parametrize(("name", "calls"), CHECKED)
def test_wherever_the_kernel_fails_the_file_is_whole(
    tmp_path: Path, name: str, calls: str, record_property: Callable[[str, object], None]
) -> None:
    """The k-th call of each kind fails or is the last one, for every k: old or new, truly told."""
    if reason := why_not():
        pytest.skip(reason)
    folder = tmp_path / "accounts"
    folder.mkdir()
    if calls in CALLS_ON_RIGHTS:
        set_acl(folder, "u:4242:rwx", default=True)
    recording = RECORDINGS[name]
    count = count_calls(recording, folder, calls)
    assert count > 0
    faults = [
        f"{calls}:{fault}:when={number}" for number in range(1, count + 1) for fault in FAULTS
    ]
    found = {fault: broken for fault in faults if (broken := violation(recording, folder, fault))}
    assert not found
    record_property(
        "counted", f"strace {name} {calls}: {len(faults)} faults, {len(found)} violations"
    )
