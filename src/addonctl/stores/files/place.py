"""Open the place of an account file and say whether it is safe to write to.

All later calls name files relative to the open folder, so that neither a change of the working
directory nor a renamed folder leads them elsewhere. Locking and writing belong to `lock` and
`replace`.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from msgspec import Struct

from addonctl.errors import StorageFailure
from addonctl.model.escaping import shell_words
from addonctl.model.messages import Notice, notice
from addonctl.model.messages.system import reason_of
from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.files.system import System

NETWORK_TYPES: Final = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "gfs2", "glusterfs", "gpfs", "lustre",
    "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "virtiofs",
    "fuse.ceph", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs",
})  # fmt: skip


class Place(Struct, frozen=True, kw_only=True):
    """Where an account file stands: its open folder and its name there, links followed.

    `reference` is the file as it was named, for messages.
    """

    reference: str
    folder: str
    directory: int
    name: str
    device: int

    @property
    def lock_name(self) -> str:
        """Name the lock beside the file."""
        return f".{self.name}.lock"

    @property
    def temporary_name(self) -> str:
        """Name the file that is written before it takes the account file's place."""
        return f".{self.name}.tmp"


class Snapshot(Struct, frozen=True, kw_only=True):
    """A file at one moment: what tells it from any other state of it, and its bytes."""

    device: int
    inode: int
    size: int
    modified_ns: int
    mode: int
    owner: int
    group: int
    links: int
    attributes: dict[str, bytes]
    is_protected: bool
    data: bytes


@contextmanager
def open_place(reference: str, system: System) -> Iterator[Place]:
    """Follow links to the file once, and hold its folder open.

    Rule: a folder that everybody may write to, without the sticky bit, is refused; so is one from
    which nothing can be removed, where the temporary file would have to stay.

    Raises:
        StorageFailure: UNSAFE_DIRECTORY, PROTECTED, or WRITE_FAILED where the folder can't be
            opened.
    """
    try:
        folder, name = os.path.split(system.realpath(reference))
        directory = system.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise write_failure(reference, error) from error
    try:
        try:
            status = system.fstat(directory)
        except OSError as error:
            raise write_failure(reference, error) from error
        if status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX:
            raise StorageFailure(
                "UNSAFE_DIRECTORY",
                file=reference,
                directory=folder,
                argument=shell_words((folder,)),
            )
        if system.is_protected(directory):
            raise StorageFailure("PROTECTED", file=folder)
        yield Place(
            reference=reference, folder=folder, directory=directory, name=name, device=status.st_dev
        )
    finally:
        with suppress(OSError):
            system.close(directory)


def take_snapshot(place: Place, system: System) -> Snapshot:
    """Read the file as it is now, without following a link or waiting for a pipe.

    Raises:
        OSError: it can't be read.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NOCTTY
    descriptor = system.open(place.name, flags, dir_fd=place.directory)
    try:
        status = system.fstat(descriptor)
        attributes, is_protected = system.attributes(descriptor), system.is_protected(descriptor)
        data = b""
        while len(data) <= MAX_BYTES:
            part = system.read(descriptor, MAX_BYTES + 1 - len(data))
            if not part:
                break
            data += part
    finally:
        system.close(descriptor)
    return Snapshot(
        device=status.st_dev,
        inode=status.st_ino,
        size=status.st_size,
        modified_ns=status.st_mtime_ns,
        mode=status.st_mode,
        owner=status.st_uid,
        group=status.st_gid,
        links=status.st_nlink,
        attributes=attributes,
        is_protected=is_protected,
        data=data,
    )


def check_replaceable(place: Place, snapshot: Snapshot) -> None:
    """Refuse a file that replacing would tear from its other names, or take from its owner.

    A new file could take the place of one that nobody may write to, and that isn't what its owner
    meant by taking the right away.

    Raises:
        StorageFailure: LINKED_FILE, NOT_OWNER, PROTECTED or READ_ONLY_FILE.
    """
    file = place.reference
    if snapshot.links > 1:
        raise StorageFailure("LINKED_FILE", file=file, count=snapshot.links)
    if os.geteuid() not in {0, snapshot.owner}:
        raise StorageFailure("NOT_OWNER", file=file)
    if snapshot.is_protected:
        raise StorageFailure("PROTECTED", file=file)
    if not snapshot.mode & stat.S_IWUSR:
        raise StorageFailure("READ_ONLY_FILE", file=file, mode=f"{stat.S_IMODE(snapshot.mode):04o}")


def place_warnings(place: Place, system: System) -> tuple[Notice, ...]:
    """Warn where the mount table says that the file is on a network file system."""
    device = f"{os.major(place.device)}:{os.minor(place.device)}"
    for line in system.mount_table().splitlines():
        # mount id, parent, device, root, mount point, options, further fields, "-", type, ...
        mount, _, kind = line.partition(" - ")
        if mount.split()[2:3] == [device] and kind.split()[:1] and kind.split()[0] in NETWORK_TYPES:
            return (notice("NETWORK_FILE_SYSTEM", file=place.reference),)
    return ()


def write_failure(reference: str, error: OSError) -> StorageFailure:
    """Say that the file can't be changed, and why; nothing was."""
    return StorageFailure("WRITE_FAILED", file=reference, reason=reason_of(error))


def folder_failure(place: Place, error: OSError) -> StorageFailure:
    """Say that the file can't be changed: because of its folder, where the error means that."""
    if error.errno not in {errno.EACCES, errno.EROFS}:
        return write_failure(place.reference, error)
    return StorageFailure(
        "DIRECTORY_READ_ONLY", file=place.reference, directory=place.folder, reason=reason_of(error)
    )
