"""Put new bytes in a file's place so that a crash at any moment leaves the old or the new file.

Each step was learned from a measured failure: the bytes are synced before the name is switched
(or a power cut can leave an empty file), a sync is never repeated (the second one lies), the
original is compared once more (editors take no lock), and what fails after the switch is never
called a failure. What the bytes mean belongs to `append`.
"""

import errno
import os
from collections.abc import Callable
from contextlib import suppress

from addonctl.errors import ConflictFailure, UnknownOutcome
from addonctl.model.messages.system import reason_of
from addonctl.stores.files.place import Place, Snapshot, folder_failure, take_snapshot
from addonctl.stores.files.rights import copy_rights, drop_inherited, first_mode
from addonctl.stores.files.system import System


def replace_file(
    place: Place,
    before: Snapshot,
    data: bytes,
    *,
    system: System,
    on_commit: Callable[[], None],
) -> None:
    """Replace the file that was read as `before`; its access rights stay.

    `on_commit` is called as soon as the file may be the new one.

    Raises:
        StorageFailure: DIRECTORY_READ_ONLY, WRITE_FAILED or RIGHTS_NOT_KEPT; the file is the old
            one.
        ConflictFailure: CHANGED_MEANWHILE; the file is what somebody else made of it.
        UnknownOutcome: OUTCOME_UNKNOWN, or MAY_NOT_SURVIVE where the new file is in place.
    """
    try:
        _remove_temporary(place, system)
        inode = _write_temporary(place, before, data, system)
        _check_unchanged(place, before, system)
        _switch(place, before, data, inode, system=system, on_commit=on_commit)
    except OSError as error:
        with suppress(OSError):
            _remove_temporary(place, system)
        raise folder_failure(place, error) from error
    except BaseException:
        with suppress(OSError):
            _remove_temporary(place, system)
        raise
    try:
        system.fsync(place.directory)
    except OSError as error:
        raise _unknown("MAY_NOT_SURVIVE", place, error) from error


def _remove_temporary(place: Place, system: System) -> None:
    with suppress(FileNotFoundError):
        system.unlink(place.temporary_name, dir_fd=place.directory)


def _write_temporary(place: Place, before: Snapshot, data: bytes, system: System) -> int:
    """Write and sync the new file beside the old one; return its inode."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = system.open(
        place.temporary_name, flags, first_mode(before), dir_fd=place.directory
    )
    try:
        has = drop_inherited(place, descriptor, before, system)
        rest = memoryview(data)
        # Python ignores SIGXFSZ, so that a file size limit is an error here and no sudden end.
        while rest:
            rest = rest[system.write(descriptor, rest) :]
        copy_rights(place, descriptor, before, system, has=has)
        system.fsync(descriptor)
        status = system.fstat(descriptor)
        if status.st_size != len(data):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
    finally:
        system.close(descriptor)
    return status.st_ino


def _check_unchanged(place: Place, before: Snapshot, system: System) -> None:
    try:
        is_same = take_snapshot(place, system) == before
    except OSError as error:
        if error.errno not in {errno.ENOENT, errno.ELOOP}:
            raise
        is_same = False
    if not is_same:
        raise ConflictFailure("CHANGED_MEANWHILE", file=place.reference)


def _switch(
    place: Place,
    before: Snapshot,
    data: bytes,
    inode: int,
    *,
    system: System,
    on_commit: Callable[[], None],
) -> None:
    """Let the new file take the old one's name: the commit.

    An error is believed only when the file is the old one: a network file system can report one
    for what it has done.
    """
    try:
        system.replace(
            place.temporary_name,
            place.name,
            src_dir_fd=place.directory,
            dst_dir_fd=place.directory,
        )
    except OSError as error:
        try:
            now = take_snapshot(place, system)
        except OSError:
            on_commit()
            raise _unknown("OUTCOME_UNKNOWN", place, error) from error
        if now == before:
            raise
        on_commit()
        if (now.inode, now.data) != (inode, data):
            raise _unknown("OUTCOME_UNKNOWN", place, error) from error
    else:
        on_commit()


def _unknown(code: str, place: Place, error: OSError) -> UnknownOutcome:
    return UnknownOutcome(code, file=place.reference, reason=reason_of(error))
