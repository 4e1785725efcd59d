"""Check that recording leaves to everybody the access that they had, and gives nobody more."""

import errno
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from addonctl.errors import ConflictFailure
from addonctl.stores.files.system import System
from tests.files import state_of
from tests.stores.files.faulty_system import Died, Fault, FaultySystem
from tests.stores.files.rights import ACL, attributes_of, gains, rights_of, set_acl, set_attribute
from tests.stores.files.test_place import as_nobody, is_root, open_to_all
from tests.stores.files.writing import BLOCK, EVENT, INTENT, account_in, changing, record, refused
from tests.stores.reading import ACCOUNT

__all__ = ["open_to_all"]
STRANGER = 4242


def state(path: Path) -> tuple[int, dict[str, bytes], dict[tuple[int, int], int]]:
    """Return mode, attributes and what everybody may."""
    return stat.S_IMODE(path.stat().st_mode), attributes_of(path), rights_of(path)


@pytest.mark.parametrize(
    ("mode", "entries"),
    [
        (0o640, f"u:{STRANGER}:r"),
        (0o600, f"u:{STRANGER}:rw,g:{STRANGER}:r,m:r"),
        (0o660, f"u:{STRANGER}:-,m:rw"),
        (0o644, f"g::-,g:{STRANGER}:r,m:r"),
    ],
    ids=["a reader", "a mask", "somebody shut out", "a group in place of the owner's"],
)
def test_access_control_lists_stay(tmp_path: Path, mode: int, entries: str) -> None:
    """Named users keep what they may, and what a mask hides stays hidden."""
    path = account_in(tmp_path)
    path.chmod(mode)
    set_acl(path, entries)
    before = state(path)
    assert ACL in before[1]
    record(path)
    assert state(path) == before
    assert path.read_text() == ACCOUNT + BLOCK


@pytest.mark.parametrize(
    "name", ["user.note", "user.empty", "trusted.note", "security.note", "user.\xe9"]
)
def test_extended_attributes_stay(tmp_path: Path, name: str) -> None:
    """What other programs noted at the file is still there."""
    path = account_in(tmp_path)
    set_attribute(path, name, b"" if name == "user.empty" else b"1\0\xff")
    before = state(path)
    record(path)
    assert state(path) == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_what_a_folder_hands_down_is_not_taken(tmp_path: Path, mode: int) -> None:
    """A new file in a folder with a default ACL would let more people in than the old one did."""
    path = account_in(tmp_path)
    path.chmod(mode)
    set_acl(tmp_path, f"u:{STRANGER}:rwx,g:{STRANGER}:rwx,o::r", default=True)
    before = state(path)
    assert ACL not in before[1]
    record(path)
    assert state(path) == before


def test_an_account_that_inherited_its_rights_keeps_them(tmp_path: Path) -> None:
    """A list that the folder handed down is the file's own, also once the folder has another."""
    set_acl(tmp_path, f"u:{STRANGER}:rw", default=True)
    path = account_in(tmp_path)
    set_acl(tmp_path, f"u:{STRANGER}:-,u:{STRANGER + 1}:rwx", default=True)
    before = state(path)
    assert ACL in before[1]
    record(path)
    assert state(path) == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660])
@pytest.mark.parametrize("has_list", [False, True], ids=["mode alone", "with a list"])
def test_at_no_moment_more_people_can_read_the_new_file(
    tmp_path: Path, mode: int, *, has_list: bool
) -> None:
    """Wherever the process dies, what it leaves lets in nobody whom the account doesn't."""
    set_acl(tmp_path, f"u:{STRANGER}:rwx,g:{STRANGER}:rwx,o::rwx", default=True)
    temporary, number, seen = tmp_path / ".a.toml.tmp", 0, 0
    while True:
        path = account_in(tmp_path)
        subprocess.run(["setfacl", "-b", path], check=True)
        path.chmod(mode)
        if has_list:
            set_acl(path, f"u:{STRANGER + 1}:r,m:rw")
        temporary.unlink(missing_ok=True)
        system = FaultySystem(Fault(number, "dies after"))
        allowed = rights_of(path)
        try:
            record(path, system=system)
        except Died:
            system.end()
        else:
            break
        if temporary.exists():
            seen += 1
            assert not gains(allowed, rights_of(temporary)), system.called
        path.unlink()
        number += 1
    assert seen > 5


class WithoutAttributes(System):
    """A system whose file system knows no attributes."""

    @staticmethod
    def listxattr(_descriptor: int) -> list[str]:  # type: ignore[override]  # only that
        """Say so."""
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


def test_a_file_system_without_attributes_is_as_before(tmp_path: Path) -> None:
    """There is nothing to keep but the mode."""
    path = account_in(tmp_path)
    path.chmod(0o640)
    record(path, system=WithoutAttributes())
    assert path.read_text() == ACCOUNT + BLOCK
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


class Unwilling(System):
    """A system that sets no attribute: it refuses, or does nothing without a word."""

    def __init__(self, number: int | None) -> None:
        """Take the error to refuse with, if it does."""
        self.number = number

    def setxattr(self, *_given: Any) -> None:  # type: ignore[override]  # noqa: ANN401  # it takes any
        """Set nothing."""
        if self.number is not None:
            raise OSError(self.number, os.strerror(self.number))

    removexattr = setxattr  # type: ignore[assignment]  # as unwilling


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSPC, None])
def test_rights_that_cannot_be_kept_are_refused(tmp_path: Path, number: int | None) -> None:
    """Rather nothing is recorded than something that other people can read, or not read."""
    path = account_in(tmp_path)
    set_attribute(path, "user.note", b"x")
    before = state(path)
    said = refused(path, system=Unwilling(number))
    assert said.startswith("RIGHTS_NOT_KEPT 7: ")
    assert "user.note" in said
    assert state(path) == before
    os.removexattr(path, "user.note")
    set_acl(tmp_path, f"u:{STRANGER}:rwx", default=True)
    assert ACL in refused(path, system=Unwilling(number))


class IgnoredMode(System):
    """A system that says it set the mode."""

    @staticmethod
    def fchmod(descriptor: int, mode: int) -> None:
        """Set nothing."""


def test_a_mode_that_is_not_taken_over_is_refused(tmp_path: Path) -> None:
    """The file is believed, and not the call."""
    path = account_in(tmp_path)
    path.chmod(0o640)
    said = refused(path, system=IgnoredMode())
    assert said.startswith("RIGHTS_NOT_KEPT 7: ")
    assert "0640" in said


@is_root
def test_an_owner_without_rights_to_an_attribute_is_refused(open_to_all: Path) -> None:
    """Who may not set a label of the system can't record; root can, and keeps it."""
    path = account_in(open_to_all)
    set_attribute(path, "security.note", b"x")
    for name in (open_to_all, path):
        os.chown(name, 65534, 65534)
    assert as_nobody(path).stdout == b"RIGHTS_NOT_KEPT 7\n"
    assert set(state_of(open_to_all)) == {"a.toml"}
    record(path)
    assert attributes_of(path) == {"security.note": b"x"}
    assert path.stat().st_uid == 65534


def test_rights_that_change_meanwhile_are_not_overwritten(tmp_path: Path) -> None:
    """Whoever takes access away while a change is under way doesn't find it given back."""
    path = account_in(tmp_path)
    set_acl(path, f"u:{STRANGER}:r")
    with changing(path) as opened:
        set_acl(path, f"u:{STRANGER}:-")
        edited = state(path)
        with pytest.raises(ConflictFailure, match="CHANGED_MEANWHILE"):
            opened.record(EVENT, INTENT)
    assert state(path) == edited
    assert path.read_text() == ACCOUNT


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o466])
def test_a_file_that_its_owner_may_not_write_is_refused(tmp_path: Path, mode: int) -> None:
    """Who took the right to write from everybody, or from oneself, meant it, also for root."""
    path = account_in(tmp_path)
    path.chmod(mode)
    said = refused(path)
    assert said.startswith("READ_ONLY_FILE 7: ")
    assert f"{mode:04o}" in said
    path.chmod(mode | stat.S_IWUSR)
    record(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode | stat.S_IWUSR


def protect(path: Path, flag: str) -> Callable[[], object]:
    """Make a file or folder immutable (`i`) or append-only (`a`); return what undoes it."""
    if shutil.which("chattr") is None:
        pytest.skip("chattr isn't installed (package e2fsprogs)")
    run = subprocess.run(["chattr", f"+{flag}", path], check=False, capture_output=True, text=True)
    if run.returncode != 0:
        pytest.skip(f"chattr isn't allowed: {run.stderr.strip()}")
    return lambda: subprocess.run(["chattr", f"-{flag}", path], check=True)


@pytest.mark.parametrize("flag", ["i", "a"])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_immutable_or_append_only_is_refused(tmp_path: Path, flag: str, what: str) -> None:
    """It is named, and so is what takes the protection away; nothing is left beside it."""
    path = account_in(tmp_path)
    protected = path if what == "file" else tmp_path
    undo = protect(protected, flag)
    try:
        said = refused(path)
    finally:
        undo()
    assert said.startswith(f"PROTECTED 7: {protected} ")
    assert "chattr" in said
    record(path)
    assert path.read_text() == ACCOUNT + BLOCK
