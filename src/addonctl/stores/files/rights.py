"""Keep who may do what with a file when another takes its place: owner, mode, ACL, attributes.

Rule: access rights stay as they are. They are copied to the last bit or nothing is recorded, and
at no moment may anybody read the new file who couldn't read the old one. What goes beyond the mode
are extended attributes (`system.posix_acl_access`, `security.*`, `user.*`), which Python shows on
Linux alone. Writing the bytes belongs to `replace`.
"""

import errno
import stat
from typing import Final

from addonctl.errors import StorageFailure
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.system import IGNORED, reason_of
from addonctl.stores.files.place import Place, Snapshot
from addonctl.stores.files.system import System

ACL: Final = "system.posix_acl_access"


def first_mode(before: Snapshot) -> int:
    """Return the mode to make a file with: the owner's part of the old one's.

    The ACL that a folder hands down to new files gives nothing then: the group's part is its mask.
    """
    return stat.S_IMODE(before.mode) & stat.S_IRWXU


def drop_inherited(
    place: Place, descriptor: int, before: Snapshot, system: System
) -> dict[str, bytes]:
    """Take from a new file what the old one doesn't have, as its folder's list; return the rest.

    Raises:
        StorageFailure: RIGHTS_NOT_KEPT.
        OSError: the attributes can't be read.
    """
    has = system.attributes(descriptor)
    for name in sorted(has.keys() - before.attributes.keys()):
        try:
            system.removexattr(descriptor, name)
        except OSError as error:
            if error.errno != errno.ENODATA:
                raise _not_kept(place, name, reason_of(error)) from error
        del has[name]
    return has


def copy_rights(
    place: Place, descriptor: int, before: Snapshot, system: System, *, has: dict[str, bytes]
) -> None:
    """Give a new file, which `has` some attributes, the rights of the old one; look at them then.

    The owner comes first, who may read the old file as well; then the ACL, which counts from then
    on; and at last the mode, which each step before may change.

    Raises:
        StorageFailure: RIGHTS_NOT_KEPT, with what can't be kept.
        OSError: owner or mode can't be set.
    """
    status = system.fstat(descriptor)
    if (status.st_uid, status.st_gid) != (before.owner, before.group):
        system.fchown(descriptor, before.owner, before.group)
    for name in sorted(before.attributes, key=lambda name: (name == ACL, name)):
        if has.get(name) == before.attributes[name]:
            continue  # a label that the system gives by itself, which few may set
        try:
            system.setxattr(descriptor, name, before.attributes[name])
        except OSError as error:
            raise _not_kept(place, name, reason_of(error)) from error
    system.fchmod(descriptor, stat.S_IMODE(before.mode))
    _check(place, descriptor, before, system)


def _check(place: Place, descriptor: int, before: Snapshot, system: System) -> None:
    """Believe the file and not the calls: some systems leave out a right without a word."""
    status, has = system.fstat(descriptor), system.attributes(descriptor)
    for name in sorted(has.keys() | before.attributes.keys()):
        if has.get(name) != before.attributes.get(name):
            raise _not_kept(place, name, phrase(IGNORED))
    if stat.S_IMODE(status.st_mode) != stat.S_IMODE(before.mode):
        mode = f"{stat.S_IMODE(before.mode):04o}"
        raise _not_kept(place, Message("RIGHT_MODE", mode=mode), phrase(IGNORED))


def _not_kept(place: Place, name: str | Message, reason: Message) -> StorageFailure:
    return StorageFailure("RIGHTS_NOT_KEPT", file=place.reference, name=name, reason=reason)
