"""Remember what is about to be sent until its answer is there, so that it is sent by one key.

A change is written down before it leaves, in a file of its own in the user's state folder, and
forgotten at its answer. Whoever runs the same command again, after whatever ended the first run,
finds the entry and sends the same key: a server records a key once. Two runs at once share it.
Whatever can't be kept isn't sent. An entry never holds a token.
"""

import contextlib
import datetime as dt
import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import msgspec

from addonctl.errors import AddonctlError, ConflictFailure, StorageFailure
from addonctl.model.wire import AnyIntent
from addonctl.stores.api.entries import (
    ENDING,
    FLAGS,
    Entry,
    open_place,
    place_in,
    read_entry,
    unusable,
)

LOCK_SECONDS: Final = 10.0
_PAUSE_SECONDS: Final = 0.01
_NEW: Final = ".new"


class Begun(NamedTuple):
    """An entry, and whether an earlier run or another one made it."""

    entry: Entry
    is_earlier: bool


class Journal:
    """The entries of one user about the accounts of one server."""

    def __init__(self, folder: str | None, *, server: str, now: Callable[[], dt.datetime]) -> None:
        """Take the user's state folder, the address of the server, and the clock."""
        self._state = folder
        self._server = server
        self._now = now

    @property
    def folder(self) -> str:
        """Name the folder of the entries.

        Raises:
            StorageFailure: JOURNAL_UNUSABLE, there is no home to have one in.
        """
        if self._state is None:
            raise unusable(place_in("…"), "no_home")
        return place_in(self._state)

    def find(self, account: str, intent: AnyIntent) -> Entry | None:
        """Find what an earlier run was about to send for the same change.

        Raises:
            StorageFailure: JOURNAL_UNUSABLE, what is there can't be read or isn't ours.
            ConflictFailure: KEY_TOO_OLD.
        """
        name = self._name(account, intent)
        try:
            os.lstat(os.path.join(self.folder, name))  # noqa: PTH118
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise unusable(self.folder, error) from error
        with self._locked() as folder:
            return self._read(folder, name, account, intent)

    def begin(self, account: str, intent: AnyIntent) -> Begun:
        """Write down what is about to be sent, with a new key or that of who wrote it already.

        Raises:
            StorageFailure: JOURNAL_UNUSABLE, it can't be kept.
            ConflictFailure: KEY_TOO_OLD.
        """
        name = self._name(account, intent)
        with self._locked() as folder:
            known = self._read(folder, name, account, intent)
            if known is not None:
                return Begun(known, is_earlier=True)
            entry = Entry(
                server=self._server,
                account=account,
                intent=intent,
                key=secrets.token_urlsafe(24),
                at=self._now().replace(microsecond=0),
            )
            self._write(folder, name, entry)
            return Begun(entry, is_earlier=False)

    def drop(self, entry: Entry) -> None:
        """Forget an entry whose answer is there, but none that somebody else put in its place.

        What can't be forgotten is sent once more by who repeats the command, and replayed.
        """
        name = self._name(entry.account, entry.intent)
        with contextlib.suppress(OSError, AddonctlError), self._locked() as folder:
            if self._read(folder, name, entry.account, entry.intent) == entry:
                os.unlink(name, dir_fd=folder)
                os.fsync(folder)

    def discard(self, account: str, intent: AnyIntent) -> None:
        """Forget what is there for a change, whatever it is.

        Raises:
            StorageFailure: JOURNAL_UNUSABLE, it can't be taken away.
        """
        name = self._name(account, intent)
        with self._locked() as folder:
            try:
                os.unlink(name, dir_fd=folder)
                os.fsync(folder)
            except FileNotFoundError:
                return
            except OSError as error:
                raise self._broken(name, error) from error

    def _name(self, account: str, intent: AnyIntent) -> str:
        """Name the file of a change: what decides whether a server takes it for the same.

        Rule: neither the day nor the expected total does, or nobody could repeat it tomorrow.
        """
        same = msgspec.structs.replace(intent, as_of=dt.date.min, expected_total=None)
        told = msgspec.json.encode([self._server, account, same])
        return f"{hashlib.sha256(told).hexdigest()[:32]}{ENDING}"

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """Open the folder, made where it isn't there, and keep all others out of it."""
        place = self.folder
        try:
            _make(place)
            folder = open_place(place)
        except OSError as error:
            raise unusable(place, error) from error
        try:
            _wait(folder, place)
            yield folder
        finally:
            os.close(folder)

    def _read(self, folder: int, name: str, account: str, intent: AnyIntent) -> Entry | None:
        """Read the entry of a change; one of another change is never used."""
        try:
            entry = read_entry(folder, name, self.folder)
        except FileNotFoundError:
            return None
        is_its = entry.server == self._server and entry.account == account
        if not is_its or self._name(account, entry.intent) != self._name(account, intent):
            raise self._broken(name, "damaged")
        if entry.is_too_old(self._now()):
            raise ConflictFailure(
                "KEY_TOO_OLD", server=self._server, key=entry.key, date=entry.at.date()
            )
        return entry

    def _write(self, folder: int, name: str, entry: Entry) -> None:
        """Write an entry whole or not at all, and see it on the disk: then it may be sent."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS
        try:
            with contextlib.suppress(FileNotFoundError):  # of a run that was killed
                os.unlink(name + _NEW, dir_fd=folder)
            descriptor = os.open(name + _NEW, flags, 0o600, dir_fd=folder)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(msgspec.json.encode(entry))
                stream.flush()
                os.fsync(descriptor)
            os.replace(name + _NEW, name, src_dir_fd=folder, dst_dir_fd=folder)
            os.fsync(folder)
        except OSError as error:
            for each in (name + _NEW, name):
                with contextlib.suppress(OSError):
                    os.unlink(each, dir_fd=folder)
            raise self._broken(name, error) from error

    def _broken(self, name: str, why: OSError | str) -> StorageFailure:
        return unusable(os.path.join(self.folder, name), why)  # noqa: PTH118  # only shown


def _make(place: str) -> None:
    """Make the folder where it isn't there, and see it and all that was made for it on the disk.

    An entry is on the disk only where each folder above it stands in its own.
    """
    above, parents = place, []
    while not os.path.isdir(above):  # noqa: PTH112
        above = os.path.dirname(above)  # noqa: PTH120
        parents.append(above)
    os.makedirs(place, mode=0o700, exist_ok=True)  # noqa: PTH103
    for each in parents:
        descriptor = os.open(each, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _wait(folder: int, place: str) -> None:
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise unusable(place, "held") from error
            time.sleep(_PAUSE_SECONDS)
        except OSError as error:
            raise unusable(place, error) from error
        else:
            return
