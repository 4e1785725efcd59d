"""Change account files: lock, read, let the caller decide, append one event.

POSIX only. Commands that only read don't import this: `locate` does, for a change. What may be
recorded belongs to `actions`; how bytes are put in place safely to `replace`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from addonctl.errors import ConflictFailure, StorageFailure, UsageFailure
from addonctl.model.account import Event
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Notice
from addonctl.model.wire import AnyIntent
from addonctl.stores.files.append import append_event
from addonctl.stores.files.documents import ReadFile, decode_account, parse_document
from addonctl.stores.files.lock import locked
from addonctl.stores.files.place import (
    Place,
    Snapshot,
    check_replaceable,
    open_place,
    place_warnings,
    take_snapshot,
    write_failure,
)
from addonctl.stores.files.reading import MAX_BYTES, STANDARD_INPUT, read_bytes
from addonctl.stores.files.replace import replace_file
from addonctl.stores.files.system import System
from addonctl.stores.interface import Recorded
from addonctl.stores.interrupts import interrupts_held

LOCK_TIMEOUT_SECONDS: Final = 10.0


@contextmanager
def change_file(
    reference: str,
    /,
    *,
    catalog: Catalog,
    lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
    system: System | None = None,
) -> Iterator["OpenFile"]:
    """Lock an account's file and read it, for as long as the block lasts.

    `catalog` is what the account is checked against; what follows, tests replace. It is as long
    as the order of lock, signals and reading, which is seen in one piece.

    Interrupts act at once while the lock is waited for, and wait while it is held. Once an
    event may have been recorded they wait for the rest of the process: 130 and 143 mean
    that nothing was changed.

    Raises:
        UsageFailure: STDIN_UNCHANGEABLE.
        DataFailure: the file can't be read or is wrong.
        StorageFailure: its place can't be written to, or isn't safe to write to.
        ConflictFailure: LOCKED, or CHANGED_MEANWHILE.
    """
    if reference == STANDARD_INPUT:
        raise UsageFailure("STDIN_UNCHANGEABLE")
    system = system or System()
    read_bytes(reference, kind="account")  # what can't be read gets no lock file beside it
    with (
        open_place(reference, system) as place,
        locked(place, system, timeout_seconds=lock_timeout_seconds),
        interrupts_held() as hold_for_ever,
    ):
        before = _read_locked(place, system)
        document = parse_document(before.data, reference, kind="account")
        yield OpenFile(
            document=document,
            account=decode_account(document, catalog=catalog),
            warnings=place_warnings(place, system),
            catalog=catalog,
            write=lambda data: replace_file(
                place, before, data, system=system, on_commit=hold_for_ever
            ),
        )


class OpenFile(ReadFile, frozen=True, kw_only=True):
    """An account file inside its lock: `write` replaces its bytes."""

    warnings: tuple[Notice, ...]
    catalog: Catalog
    write: Callable[[bytes], None]

    def record(self, event: Event, _intent: AnyIntent, /) -> Recorded:
        """Append one event, once; when this returns, it survives a power cut.

        Raises:
            DataFailure: EVENTS_NOT_BLOCKS, or the account would be wrong with it.
            StorageFailure: TOO_LARGE_AFTER, NOT_READ_BACK, DIRECTORY_READ_ONLY, WRITE_FAILED.
            ConflictFailure: CHANGED_MEANWHILE.
            UnknownOutcome: MAY_NOT_SURVIVE, OUTCOME_UNKNOWN.
        """
        after = append_event(self.document, event)
        if len(after.data) > MAX_BYTES:
            raise StorageFailure("TOO_LARGE_AFTER", file=after.reference, limit=str(MAX_BYTES))
        if decode_account(after, catalog=self.catalog).events != (*self.account.events, event):
            raise StorageFailure("NOT_READ_BACK", file=after.reference)
        self.write(after.data)
        return Recorded(event=event, number=len(self.account.events) + 1)


def _read_locked(place: Place, system: System) -> Snapshot:
    """Read the file that is to be changed."""
    try:
        snapshot = take_snapshot(place, system)
    except FileNotFoundError as error:
        raise ConflictFailure("CHANGED_MEANWHILE", file=place.reference) from error
    except OSError as error:
        raise write_failure(place.reference, error) from error
    check_replaceable(place, snapshot)
    return snapshot
