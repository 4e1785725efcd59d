"""The journal: one entry a change, whole or not at all, of one's own, for a day, never a token."""

import datetime as dt
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec import structs

from addonctl.errors import AddonctlError, ConflictFailure, StorageFailure
from addonctl.model.wire import Intent
from addonctl.stores.api import journal as journal_module
from addonctl.stores.api.entries import read_unfinished, state_folder
from addonctl.stores.api.journal import Begun, Journal
from addonctl.text.translator import for_people
from tests.cli.program import NOW
from tests.files import PROJECT
from tests.patience import GUARD_SECONDS

SERVER: Final = "https://billing.example.com"
INTENT: Final = Intent(
    action="subscribe",
    addon="analytics-plus",
    user="marie",
    as_of=dt.date(2026, 11, 21),
    expected_total="70.20",
)
OTHERS: Final[dict[str, dict[str, Any]]] = {
    "action": {"action": "quote"},
    "add-on": {"addon": "ai-assist"},
    "person": {"user": "paul"},
    "licences": {"licenses": 2},
    "reading": {"reading": "fr-table"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Name where the entries are."""
    return tmp_path / "addonctl" / "sent"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Open a journal that nobody wrote into."""
    return journal_at(tmp_path)


def journal_at(state: Path, *, server: str = SERVER, now: dt.datetime = NOW) -> Journal:
    """Open a journal at a time."""
    return Journal(str(state), server=server, now=lambda: now)


def unusable(begin: Callable[[], object]) -> str:
    """See that nothing can be kept, so that nothing is sent; return why."""
    with pytest.raises(StorageFailure) as caught:
        begin()
    assert caught.value.code == "JOURNAL_UNUSABLE"
    what, why, hint = for_people("en").failure(caught.value)
    assert hint
    assert (why or "").endswith("nothing was sent")
    return f"{what}: {why}"


def test_entry_is_found_until_it_is_dropped(journal: Journal, folder: Path) -> None:
    """What is begun once is found by whoever asks for the same; then it is forgotten."""
    assert journal.find("acme", INTENT) is None
    assert not folder.exists()
    entry, is_earlier = journal.begin("acme", INTENT)
    assert not is_earlier
    assert journal.find("acme", INTENT) == entry
    assert journal.begin("acme", INTENT) == Begun(entry, is_earlier=True)
    journal.drop(entry)
    assert journal.find("acme", INTENT) is None
    assert list(folder.iterdir()) == []
    assert journal.begin("acme", INTENT).entry.key != entry.key


def test_entry_holds_what_was_confirmed(journal: Journal, folder: Path) -> None:
    """Server, account, intent, key and time, and nothing else; for its owner alone."""
    entry = journal.begin("acme", INTENT).entry
    (file,) = folder.iterdir()
    assert json.loads(file.read_bytes()) == {
        "journal": 1,
        "server": SERVER,
        "account": "acme",
        "intent": {
            "action": "subscribe",
            "addon": "analytics-plus",
            "user": "marie",
            "as_of": "2026-11-21",
            "expected_total": "70.20",
        },
        "key": entry.key,
        "at": "2026-11-21T09:00:00Z",
    }
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_folders_that_are_made_are_seen_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in the folder above it; those that are there already need that no more."""
    synced: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    state = tmp_path / "home" / "state"
    journal_at(state).begin("acme", INTENT)
    made = [state / "addonctl" / "sent", state / "addonctl", state, tmp_path / "home", tmp_path]
    assert {path.stat().st_ino for path in made} <= set(synced)
    synced.clear()
    journal_at(state).begin("other", INTENT)
    assert not {path.stat().st_ino for path in made[1:]} & set(synced)


def test_day_and_total_make_no_other_change(journal: Journal) -> None:
    """Whoever repeats it tomorrow, or expects another total, sends the same key."""
    entry = journal.begin("acme", INTENT).entry
    later = structs.replace(INTENT, as_of=dt.date(2026, 11, 22), expected_total=None)
    assert journal.find("acme", later) == entry


@pytest.mark.parametrize("name", OTHERS)
def test_other_change_has_another_key(name: str, journal: Journal) -> None:
    """Whatever a server tells changes by."""
    entry = journal.begin("acme", INTENT).entry
    other = journal.begin("acme", structs.replace(INTENT, **OTHERS[name])).entry
    assert other.key != entry.key


def test_other_account_or_server_has_another_key(tmp_path: Path, journal: Journal) -> None:
    """The same change of another account, or behind another address of the same machine."""
    keys = {
        journal.begin("acme", INTENT).entry.key,
        journal.begin("nordwind", INTENT).entry.key,
        journal_at(tmp_path, server=f"{SERVER}/test").begin("acme", INTENT).entry.key,
        journal_at(tmp_path, server=f"{SERVER}:8443").begin("acme", INTENT).entry.key,
    }
    assert len(keys) == 4


def test_entry_of_another_is_not_dropped(journal: Journal, tmp_path: Path) -> None:
    """Who got an answer late takes nothing away that somebody else began meanwhile."""
    entry = journal.begin("acme", INTENT).entry
    journal.discard("acme", INTENT)
    other = journal.begin("acme", INTENT).entry
    journal.drop(entry)
    assert journal_at(tmp_path).find("acme", INTENT) == other


@pytest.mark.parametrize("hours", [-25, 25, 24 * 365])
def test_old_key_is_never_used_again(hours: int, tmp_path: Path, journal: Journal) -> None:
    """After a day it is 8 until it is discarded, also where the clock went back."""
    entry = journal.begin("acme", INTENT).entry
    later = journal_at(tmp_path, now=NOW + dt.timedelta(hours=hours))
    for ask in (later.find, later.begin):
        with pytest.raises(ConflictFailure) as caught:
            ask("acme", INTENT)
        assert caught.value.code == "KEY_TOO_OLD"
        _what, why, hint = for_people("en").failure(caught.value)
        assert entry.key in (why or "")
        assert "addonctl history" in (hint or "")
        assert "--new-key" in (hint or "")
    later.discard("acme", INTENT)
    assert later.begin("acme", INTENT).entry.key != entry.key


@pytest.mark.parametrize("age", [dt.timedelta(), dt.timedelta(hours=24), -dt.timedelta(hours=24)])
def test_key_of_a_day_is_used(age: dt.timedelta, tmp_path: Path, journal: Journal) -> None:
    """Up to a day."""
    entry = journal.begin("acme", INTENT).entry
    assert journal_at(tmp_path, now=NOW + age).find("acme", INTENT) == entry


def changed(old: bytes, new: bytes) -> Callable[[Path], None]:
    """Change the first of something in an entry."""

    def change(file: Path) -> None:
        assert old in file.read_bytes()
        file.write_bytes(file.read_bytes().replace(old, new, 1))

    return change


def made(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Put something else in the place of an entry."""

    def change(file: Path) -> None:
        file.rename(file.parent.parent / "moved")
        make(file)

    return change


DAMAGES: Final[dict[str, Callable[[Path], None]]] = {
    "empty": made(lambda file: os.close(os.open(file, os.O_CREAT, 0o600))),
    "half": changed(b'"},"key"', b""),
    "no JSON": changed(b"{", b"\xff\xfe"),
    "another change": changed(b"marie", b"paul"),
    "another server": changed(b"billing", b"evil"),
    "another account": changed(b'"acme"', b'"other"'),
    "a key that is none": changed(b'"key":"', b'"key":"\\n'),
    "more": changed(b"{", b'{"x":1,'),
    "no zone": changed(b'00Z"', b'00"'),
    "huge": changed(b"{", b" " * 100_000 + b"{"),
    "open to all": lambda file: file.chmod(0o644),
    "a link": made(lambda file: file.symlink_to("../moved")),
    "a broken link": made(lambda file: file.symlink_to("nowhere")),
    "a pipe": made(lambda file: os.mkfifo(file, 0o600)),
    "a folder": made(lambda file: file.mkdir()),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_entry_that_is_not_ours_is_never_used(name: str, journal: Journal, folder: Path) -> None:
    """Damaged, open to others or something else: it is named, and nothing is sent."""
    entry = journal.begin("acme", INTENT).entry
    (file,) = folder.iterdir()
    DAMAGES[name](file)
    for ask in (journal.find, journal.begin):
        assert str(file) in unusable(lambda ask=ask: ask("acme", INTENT))  # type: ignore[misc]
    journal.drop(entry)
    assert os.path.lexists(file)
    if name == "a folder":
        assert str(file) in unusable(lambda: journal.discard("acme", INTENT))
        return
    journal.discard("acme", INTENT)
    assert journal.begin("acme", INTENT).entry.key != entry.key


def test_unfinished_entries_are_read_as_strictly(journal: Journal, tmp_path: Path) -> None:
    """What no command would use isn't listed as one that waits, but named."""
    assert read_unfinished(str(tmp_path)) == ((), ())
    journal.begin("acme", INTENT)
    journal.begin("acme", structs.replace(INTENT, user="paul"))
    found = read_unfinished(str(tmp_path))
    assert (len(found.entries), found.failures) == (2, ())
    (file,) = (each for each in Path(journal.folder).iterdir() if b"marie" in each.read_bytes())
    file.chmod(0o644)
    found = read_unfinished(str(tmp_path))
    assert [getattr(each.intent, "user", None) for each in found.entries] == ["paul"]
    assert [each.values["file"] for each in found.failures] == [str(file)]


def test_entry_whose_answer_comes_meanwhile_is_none(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run may drop it between the list and the look."""
    entry = journal.begin("acme", INTENT).entry
    names = [path.name for path in Path(journal.folder).iterdir()]
    monkeypatch.setattr(os, "listdir", lambda _folder: names)
    assert read_unfinished(str(tmp_path)).entries == (entry,)
    journal.drop(entry)
    assert read_unfinished(str(tmp_path)) == ((), ())


def test_home_that_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home, on a read-only one, where a file stands: nothing can be kept."""
    nowhere = Journal(None, server=SERVER, now=lambda: NOW)
    assert "HOME" in unusable(lambda: nowhere.begin("acme", INTENT))
    (tmp_path / "file").write_text("", "utf-8")
    assert "addonctl" in unusable(lambda: journal_at(tmp_path / "file").begin("acme", INTENT))
    assert journal_at(tmp_path / "file").find("acme", INTENT) is None

    def refuse(*_args: object, **_values: object) -> int:
        raise OSError(30, "")

    monkeypatch.setattr(os, "makedirs", refuse)
    assert "read-only" in unusable(lambda: journal_at(tmp_path).begin("acme", INTENT))


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720])
def test_folder_that_others_write_to_is_not_used(mode: int, journal: Journal, folder: Path) -> None:
    """Who may write there could put a key of their own in an entry's place."""
    journal.begin("acme", INTENT)
    folder.chmod(mode)
    assert "yours alone" in unusable(lambda: journal.begin("acme", INTENT))
    assert "yours alone" in unusable(lambda: journal.find("acme", INTENT))


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_full_disk_leaves_nothing(
    call: str, journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step of writing fails: nothing is kept, so nothing is sent."""
    journal.begin("acme", structs.replace(INTENT, user="paul"))
    real = getattr(os, call)

    def fail(*args: Any, **values: Any) -> object:  # noqa: ANN401
        if call == "open" and not args[1] & os.O_CREAT:
            return real(*args, **values)
        raise OSError(28, "")

    monkeypatch.setattr(os, call, fail)
    assert "full" in unusable(lambda: journal.begin("acme", INTENT))
    monkeypatch.undo()
    assert len(list(folder.iterdir())) == 1
    assert journal.find("acme", INTENT) is None


def test_lock_that_another_holds(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for, but not for ever."""
    slept: list[float] = []

    class Clock:
        @staticmethod
        def monotonic() -> float:
            return sum(slept)

        sleep = staticmethod(slept.append)

    monkeypatch.setattr(journal_module, "time", Clock)
    entry = journal.begin("acme", INTENT).entry
    with journal._locked():  # noqa: SLF001
        assert "another run" in unusable(lambda: journal_at(tmp_path).begin("acme", INTENT))
        journal_at(tmp_path).drop(entry)
    assert sum(slept) >= 20
    assert journal.find("acme", INTENT) == entry


def test_many_at_once_share_one_key(tmp_path: Path) -> None:
    """Whoever comes first makes it, and all others send the same."""
    begun: list[Begun] = []
    gate = threading.Barrier(16)

    def begin() -> None:
        gate.wait()
        begun.append(journal_at(tmp_path).begin("acme", INTENT))

    threads = [threading.Thread(target=begin) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(GUARD_SECONDS)
    assert len({each.entry.key for each in begun}) == 1
    assert sum(not each.is_earlier for each in begun) == 1


KILLED: Final = """
import os, sys
from tests.stores.api.test_journal import INTENT, journal_at
from pathlib import Path

left = int(sys.argv[2])
journal = journal_at(Path(sys.argv[1]))

def counted(name):
    real = getattr(os, name)
    def call(*args, **values):
        global left
        if left == 0:
            os.kill(os.getpid(), 9)
        left -= 1
        return real(*args, **values)
    return call

for name in ("makedirs", "open", "fsync", "replace", "unlink", "fdopen"):
    setattr(os, name, counted(name))
entry = journal.begin("acme", INTENT).entry
print(entry.key, flush=True)
journal.drop(entry)
print("dropped", left, flush=True)
"""


def test_killed_at_every_call_leaves_a_whole_entry_or_none(tmp_path: Path) -> None:
    """Before each call to the system in turn; what was told stays until it is dropped."""
    number, seen = 0, set[int]()
    while True:
        state = tmp_path / str(number)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, state, str(number)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
            timeout=GUARD_SECONDS,
        )
        told = done.stdout.split("\n")
        found = journal_at(state).find("acme", INTENT)
        seen.add(len(told))
        if done.returncode == 0:
            assert found is None
            break
        assert done.returncode == -9, done.stderr
        if len(told) > 1 and found is not None:
            assert found.key == told[0]
        begun = journal_at(state).begin("acme", INTENT)
        assert begun.is_earlier == (found is not None)
        assert [path.suffix for path in (state / "addonctl" / "sent").iterdir()] == [".json"]
        number += 1
    assert number > 8
    assert seen == {1, 2, 3}


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"XDG_STATE_HOME": "/s", "HOME": "/h"}, "/s"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/h"}, "/h/.local/state"),
        ({"HOME": "/h"}, "/h/.local/state"),
        ({"HOME": "h"}, None),
        ({}, None),
    ],
)
def test_state_folder(environ: dict[str, str], folder: str | None) -> None:
    """As the system's users know it; a relative one is none."""
    assert state_folder(environ) == folder


def test_failures_have_exit_codes() -> None:
    """7 where nothing can be kept, 8 where an old key stands in the way."""
    assert (StorageFailure.exit_code, ConflictFailure.exit_code) == (7, 8)
    assert issubclass(StorageFailure, AddonctlError)
