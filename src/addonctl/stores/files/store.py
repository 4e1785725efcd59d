"""Change account files: lock, read, let the caller decide, append one event.

POSIX only. Commands that only read don't import this: `accounts` does, for a change. What may be
recorded belongs to `actions`; how bytes are put in place safely to `replace`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from addonctl.errors import ConflictFailure, StorageFailure, UsageFailure
from addonctl.model.account import Account, Event
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Notice, Problems
from addonctl.stores.files.append_toml import append_event
from addonctl.stores.files.documents import ParsedFile, decode_account, parse_document
from addonctl.stores.files.lock import interrupts_held, locked
from addonctl.stores.files.place import (
    Place,
    Snapshot,
    check_replaceable,
    open_place,
    place_warnings,
    take_snapshot,
    write_failure,
)
from addonctl.stores.files.reading import MAX_BYTES, STANDARD_INPUT, read_bytes, shown_name
from addonctl.stores.files.replace import replace_file
from addonctl.stores.files.system import System
from addonctl.stores.parsing.raw import Found

LOCK_TIMEOUT_SECONDS: Final = 10.0


class FileStore:
    """Write to account files, TOML or JSON; a reference is a path."""

    def __init__(
        self,
        *,
        catalog: Catalog,
        lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
        system: System | None = None,
    ) -> None:
        """Take the catalogue that accounts are checked against, and what tests replace."""
        self._catalog = catalog
        self._lock_timeout_seconds = lock_timeout_seconds
        self._system = system or System()

    @contextmanager
    def change(self, ref: str, /) -> Iterator["OpenFile"]:
        """Lock an account's file and read it, for as long as the block lasts.

        Interrupts act at once while the lock is waited for, and wait while it is held. Once an
        event may have been recorded they wait for the rest of the process: 130 and 143 mean
        that nothing was changed.

        Raises:
            UsageFailure: STDIN_UNCHANGEABLE.
            DataFailure: the file can't be read or is wrong.
            StorageFailure: its place can't be written to, or isn't safe to write to.
            ConflictFailure: LOCKED, or CHANGED_MEANWHILE.
        """
        if ref == STANDARD_INPUT:
            raise UsageFailure("STDIN_UNCHANGEABLE")
        read_bytes(ref, kind="account")  # what can't be read gets no lock file beside it
        with (
            open_place(ref, self._system) as place,
            locked(place, self._system, timeout_seconds=self._lock_timeout_seconds),
            interrupts_held() as hold_for_ever,
        ):
            before = _read_locked(place, self._system)
            document = parse_document(before.data, ref, kind="account")
            account = decode_account(document, catalog=self._catalog)
            warnings = place_warnings(place, self._system)

            def write(data: bytes) -> None:
                replace_file(place, before, data, system=self._system, on_commit=hold_for_ever)

            yield OpenFile(
                document, account=account, warnings=warnings, catalog=self._catalog, write=write
            )


class OpenFile:
    """An account file inside its lock; `FileStore.change` makes one."""

    def __init__(
        self,
        document: ParsedFile,
        *,
        account: Account,
        warnings: tuple[Notice, ...],
        catalog: Catalog,
        write: Callable[[bytes], None],
    ) -> None:
        """Take what was read, and what replaces the file's bytes."""
        self.account = account
        self.warnings = warnings
        self._document = document
        self._catalog = catalog
        self._write = write

    def place(self, found: Iterable[Found], /) -> Problems:
        """Say where in the file everything stands that was found."""
        return self._document.place(found)

    def record(self, event: Event, /) -> None:
        """Append one event, once; when this returns, it survives a power cut.

        Raises:
            DataFailure: EVENTS_NOT_BLOCKS, or the account would be wrong with it.
            StorageFailure: TOO_LARGE_AFTER, NOT_READ_BACK, DIRECTORY_READ_ONLY, WRITE_FAILED.
            ConflictFailure: CHANGED_MEANWHILE.
            UnknownOutcome: MAY_NOT_SURVIVE, OUTCOME_UNKNOWN.
        """
        after = append_event(self._document, event)
        if len(after.data) > MAX_BYTES:
            raise StorageFailure(
                "TOO_LARGE_AFTER", file=shown_name(after.reference), limit=str(MAX_BYTES)
            )
        if decode_account(after, catalog=self._catalog).events != (*self.account.events, event):
            raise StorageFailure("NOT_READ_BACK", file=shown_name(after.reference))
        self._write(after.data)


def _read_locked(place: Place, system: System) -> Snapshot:
    """Read the file that is to be changed."""
    try:
        snapshot = take_snapshot(place, system)
    except FileNotFoundError as error:
        raise ConflictFailure("CHANGED_MEANWHILE", file=shown_name(place.reference)) from error
    except OSError as error:
        raise write_failure(place.reference, error) from error
    check_replaceable(place, snapshot)
    return snapshot
