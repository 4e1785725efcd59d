"""Record events in account files, and tell what became of their folder."""

import datetime as dt
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from addonctl.errors import AddonctlError
from addonctl.model.account import Event
from addonctl.model.wire import Intent
from addonctl.stores.files.store import OpenFile, change_file
from addonctl.stores.files.system import System
from addonctl.text.translator import for_people
from tests.builders import PACKAGED_CATALOG
from tests.files import State, state_of, write
from tests.stores.reading import ACCOUNT

EVENT = Event(
    kind="feature_requested",
    date=dt.date(2026, 11, 21),
    addon="analytics-plus",
    id="20261121T090000Z-0a1b2c3d",
    at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC),
    by="marie",
)
INTENT = Intent(action="request", addon="analytics-plus", user="marie", as_of=EVENT.date)
BLOCK = """\

[[events]]
kind = "feature_requested"
date = 2026-11-21
addon = "analytics-plus"
id = "20261121T090000Z-0a1b2c3d"
at = 2026-11-21 09:00:00+00:00
by = "marie"
"""
"""What recording `EVENT` adds to a file that ends with a line end."""


def changing(
    path: Path | str, system: System | None = None, *, timeout_seconds: float = 10.0
) -> AbstractContextManager[OpenFile]:
    """Open a file for a change, against the packaged catalogue."""
    return change_file(
        str(path),
        catalog=PACKAGED_CATALOG,
        lock_timeout_seconds=timeout_seconds,
        system=system,
    )


def record(
    path: Path | str, *, event: Event = EVENT, system: System | None = None, timeout: float = 10.0
) -> None:
    """Record an event in a file."""
    with changing(path, system, timeout_seconds=timeout) as opened:
        opened.record(event, INTENT)


def account_in(folder: Path, data: str | bytes = ACCOUNT, name: str = "a.toml") -> Path:
    """Write an account file."""
    return write(folder, data, name)


def whole(path: Path) -> State:
    """Return what a folder holds that has nothing but the account file in it."""
    return {path.name: state_of(path.parent)[path.name]}


def python(code: str, *arguments: object) -> list[str]:
    """Return the command that runs Python code in a process of its own."""
    return [sys.executable, "-c", code, *map(str, arguments)]


def refused(path: Path | str, *, system: System | None = None, timeout: float = 0.0) -> str:
    """See recording refused with no byte changed; return code, exit code, what, why and hint."""
    folder = Path(path).resolve().parent
    before = state_of(folder)
    with pytest.raises(AddonctlError) as caught:
        record(path, system=system, timeout=timeout)
    assert state_of(folder) == before
    failure = caught.value
    what, why, hint = for_people("en").failure(failure)
    assert hint
    assert failure.exit_code not in {7, 8} or "nothing was" in (why or "")
    return f"{failure.code} {failure.exit_code}: {what}; {why}; {hint}"
