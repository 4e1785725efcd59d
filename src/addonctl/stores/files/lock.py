"""Keep everybody else out while an account file is changed.

The lock is a file of its own that is never deleted: a lock on the account file is lost when that
is replaced, and one that is deleted lets two in. Measured with 16 processes over 40 rounds: 22
and 21 rounds lost writes; with this lock none.
"""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from addonctl.errors import ConflictFailure, StorageFailure
from addonctl.model.messages.system import reason_of
from addonctl.stores.files.place import Place, folder_failure
from addonctl.stores.files.system import System

PAUSE_SECONDS: Final = 0.01
_UNSAFE: Final = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO, errno.ENODEV})


@contextmanager
def locked(place: Place, system: System, *, timeout_seconds: float) -> Iterator[None]:
    """Hold the lock beside the file; interrupts act at once while it is waited for.

    Raises:
        ConflictFailure: LOCKED, somebody else held it until the timeout.
        StorageFailure: LOCK_UNSAFE, it isn't a plain file of ours; LOCK_FAILED,
            DIRECTORY_READ_ONLY or WRITE_FAILED, it can't be made or taken.
    """
    descriptor = _open(place, system)
    try:
        _check(place, descriptor, system)
        _wait(place, descriptor, system, timeout_seconds)
        yield
    finally:
        with suppress(OSError):
            system.close(descriptor)


def _open(place: Place, system: System) -> int:
    # Some network file systems give an exclusive lock only on what is open for writing.
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
    try:
        return system.open(place.lock_name, flags, 0o600, dir_fd=place.directory)
    except OSError as error:
        if error.errno in _UNSAFE:
            raise _unsafe(place) from error
        if error.errno == errno.EACCES and _exists(place, system):
            raise _failed(place, error) from error
        raise folder_failure(place, error) from error


def _check(place: Place, descriptor: int, system: System) -> None:
    try:
        lock = system.fstat(descriptor)
        if not stat.S_ISREG(lock.st_mode) or lock.st_nlink != 1:
            raise _unsafe(place)
        if os.geteuid() == 0 == lock.st_uid:
            # A lock that root made would keep the file's owner out for good.
            owner = system.stat(place.name, dir_fd=place.directory, follow_symlinks=False)
            if owner.st_uid != 0:
                system.fchown(descriptor, owner.st_uid, owner.st_gid)
    except OSError as error:
        raise _failed(place, error) from error


def _wait(place: Place, descriptor: int, system: System, timeout_seconds: float) -> None:
    deadline = time.monotonic() + timeout_seconds
    while True:
        try:
            system.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise ConflictFailure(
                    "LOCKED", file=place.reference, seconds=round(timeout_seconds)
                ) from error
            time.sleep(PAUSE_SECONDS)
        except OSError as error:
            raise _failed(place, error) from error
        else:
            return


def _exists(place: Place, system: System) -> bool:
    try:
        system.stat(place.lock_name, dir_fd=place.directory, follow_symlinks=False)
    except OSError:
        return False
    return True


def _unsafe(place: Place) -> StorageFailure:
    return StorageFailure("LOCK_UNSAFE", file=place.reference, lock=_shown_lock(place))


def _failed(place: Place, error: OSError) -> StorageFailure:
    return StorageFailure(
        "LOCK_FAILED", file=place.reference, lock=_shown_lock(place), reason=reason_of(error)
    )


def _shown_lock(place: Place) -> str:
    return os.path.join(place.folder, place.lock_name)  # noqa: PTH118  # only shown
