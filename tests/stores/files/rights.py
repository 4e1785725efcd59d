"""Give test files access control lists and attributes, and say who may do what with a file."""

import os
import shutil
import stat
import struct
import subprocess
from pathlib import Path
from typing import Final

import pytest

ACL: Final = "system.posix_acl_access"
DEFAULT_ACL: Final = "system.posix_acl_default"
"""What a folder hands down."""
_OWNER, _USER, _OWNERS_GROUP, _GROUP, _MASK, _OTHERS = 1, 2, 4, 8, 16, 32
_MASKED: Final = {_USER, _OWNERS_GROUP, _GROUP}

Rights = dict[tuple[int, int], int]
"""What an owner (1), user (2), owner's group (4), group (8) or all others (32) may, by number."""


def set_acl(path: Path, entries: str, *, default: bool = False) -> None:
    """Set entries of a list, such as `u:65534:r`; skip the test where that can't be done."""
    if shutil.which("setfacl") is None:
        pytest.skip("setfacl isn't installed (package acl)")
    command = ["setfacl", *(["-d"] if default else []), "-m", entries, str(path)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    if run.returncode != 0:
        pytest.skip(f"the file system knows no ACLs: {run.stderr.strip()}")


def set_attribute(path: Path, name: str, value: bytes) -> None:
    """Set an extended attribute; skip the test where that can't be done."""
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"{name} can't be set here: {error.strerror}")


def attributes_of(path: Path) -> dict[str, bytes]:
    """Return all extended attributes of a file, its ACL among them."""
    return {name: os.getxattr(path, name) for name in os.listxattr(path)}


def rights_of(path: Path) -> Rights:
    """Say what everybody may do with a file, masks applied, as acl(5) has it."""
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    names = {_OWNER: status.st_uid, _OWNERS_GROUP: status.st_gid}
    if ACL not in os.listxattr(path):
        parts = {_OWNER: mode >> 6 & 7, _OWNERS_GROUP: mode >> 3 & 7, _OTHERS: mode & 7}
        return {(tag, names.get(tag, 0)): right for tag, right in parts.items()}
    entries = list(struct.iter_unpack("<HHI", os.getxattr(path, ACL)[4:]))
    mask = next((right for tag, right, _ in entries if tag == _MASK), 7)
    return {
        (tag, names.get(tag, number if tag in {_USER, _GROUP} else 0)): (
            right & mask if tag in _MASKED else right
        )
        for tag, right, number in entries
        if tag != _MASK
    }


def gains(before: Rights, after: Rights) -> Rights:
    """Return what somebody may do with the second file that they may not do with the first.

    Who isn't named is one of the others.
    """
    others = before.get((_OTHERS, 0), 0)
    return {
        who: gained for who, right in after.items() if (gained := right & ~before.get(who, others))
    }
