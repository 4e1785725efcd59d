"""Read the journal's entries: a file each in the user's state folder, one's own and nobody else's.

Nothing is locked or changed here: `journal` puts an entry in its place whole, or not at all.
"""

import datetime as dt
import errno
import os
import stat
from collections.abc import Mapping
from typing import Annotated, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from addonctl.errors import StorageFailure
from addonctl.model.messages import Message
from addonctl.model.messages.system import reason_of
from addonctl.model.wire import BASE, KEY_PATTERN, AnyIntent, intent_type

FLAGS: Final = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
ENDING: Final = ".json"
_OLDEST: Final = dt.timedelta(hours=24)
"""For how long a key is used: servers of others may forget it then, and record twice."""
_MOST_BYTES: Final = 65_536


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A change that was or is about to be sent: where to, what, by which key, and since when."""

    journal: Literal[1] = 1
    server: str
    account: str
    intent: AnyIntent
    key: Annotated[str, Meta(pattern=rf"^{KEY_PATTERN}\Z")]
    at: dt.datetime

    @property
    def address(self) -> str:
        """Return the address of the account."""
        return f"{self.server}{BASE}/accounts/{self.account}"

    def is_too_old(self, now: dt.datetime) -> bool:
        """Say whether its key isn't used any more; so it is where the clock went back."""
        return abs(now - self.at) > _OLDEST


class _Written(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry as it is read: what its intent is, that says itself."""

    intent: msgspec.Raw  # type: ignore[assignment]


class _Named(Struct):
    action: str


class Unfinished(NamedTuple):
    """The entries, the oldest first, and what is wrong where they are kept."""

    entries: tuple[Entry, ...] = ()
    failures: tuple[StorageFailure, ...] = ()


def state_folder(environ: Mapping[str, str]) -> str | None:
    """Return the user's state folder, `None` without a home; one that isn't absolute is none."""
    folder = environ.get("XDG_STATE_HOME", "")
    if folder.startswith("/"):
        return folder
    home = environ.get("HOME", "")
    return os.path.join(home, ".local", "state") if home.startswith("/") else None  # noqa: PTH118


def place_in(state: str) -> str:
    """Name the folder of the entries."""
    return os.path.join(state, "addonctl", "sent")  # noqa: PTH118  # no pathlib needed


def read_unfinished(state: str) -> Unfinished:
    """Read all that the journal holds: what was sent, and no answer came that tells.

    A journal that isn't there is empty.
    """
    place = place_in(state)
    entries, failures = [], []
    try:
        folder = open_place(place)
    except FileNotFoundError:
        return Unfinished()
    except StorageFailure as failure:
        return Unfinished(failures=(failure,))
    try:
        for name in sorted(os.listdir(folder)):  # noqa: PTH208  # of an open folder
            if not name.endswith(ENDING):
                continue
            try:
                entries.append(read_entry(folder, name, place))
            except FileNotFoundError:  # its answer came meanwhile
                continue
            except StorageFailure as failure:
                failures.append(failure)
    except OSError as error:
        failures.append(unusable(place, error))
    finally:
        os.close(folder)
    return Unfinished(tuple(sorted(entries, key=lambda entry: entry.at)), tuple(failures))


def open_place(place: str) -> int:
    """Open the folder of the entries: who may write there could put in a key of their own.

    Raises:
        FileNotFoundError: it isn't there.
        StorageFailure: JOURNAL_UNUSABLE.
    """
    try:
        folder = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unusable(place, error) from error
    status = os.fstat(folder)
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        os.close(folder)
        raise unusable(place, "open")
    return folder


def read_entry(folder: int, name: str, place: str) -> Entry:
    """Read an entry; what isn't one of ours is never used.

    Raises:
        FileNotFoundError: there is none.
        StorageFailure: JOURNAL_UNUSABLE.
    """
    path = os.path.join(place, name)  # noqa: PTH118  # only shown
    try:
        data = _bytes_of(folder, name)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unusable(path, error) from error
    if data is None:
        raise unusable(path, "open")
    try:
        entry = _decoded(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise unusable(path, "damaged") from error
    if entry.at.tzinfo is None:
        raise unusable(path, "damaged")
    return entry


def _decoded(data: bytes) -> Entry:
    """Read an entry; two kinds of intents are told apart by their action.

    Raises:
        DecodeError, UnicodeDecodeError: it is none.
    """
    written = msgspec.json.decode(data, type=_Written)
    kind = intent_type(msgspec.json.decode(written.intent, type=_Named).action)
    intent = msgspec.json.decode(written.intent, type=kind)
    return Entry(**{**msgspec.structs.asdict(written), "intent": intent})


def unusable(file: str, why: OSError | str) -> StorageFailure:
    """Say that what is about to be sent can't be kept at a place, so it isn't sent."""
    if isinstance(why, OSError) and why.errno == errno.ELOOP:
        why = "open"
    reason = Message(f"JOURNAL_UNUSABLE.{why}") if isinstance(why, str) else reason_of(why)
    return StorageFailure("JOURNAL_UNUSABLE", file=file, reason=reason)


def _bytes_of(folder: int, name: str) -> bytes | None:
    """Read a file of one's own that nobody else may read, `None` where it isn't one."""
    descriptor = os.open(name, os.O_RDONLY | FLAGS, dir_fd=folder)
    try:
        status = os.fstat(descriptor)
        is_own = status.st_uid == os.geteuid() and not status.st_mode & 0o077
        if not stat.S_ISREG(status.st_mode) or not is_own:
            return None
        return os.read(descriptor, _MOST_BYTES)
    finally:
        os.close(descriptor)
