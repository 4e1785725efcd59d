"""Let every call to the system fail or be the last one: the file is the old or the new one.

What is raised tells the truth about it, and the next run goes on from there. Power cuts are not
tested, only the order of calls that they ask for.
"""

import errno
import itertools
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, get_args

import pytest

from addonctl.errors import AddonctlError, ConflictFailure, StorageFailure, UnknownOutcome
from addonctl.model.account import Language
from addonctl.stores.files.system import System
from addonctl.text.translator import for_people
from tests.files import state_of
from tests.stores.files.faulty_system import CALLS, Died, Ending, Fault, FaultySystem
from tests.stores.files.rights import ACL, DEFAULT_ACL, attributes_of, set_acl, set_attribute
from tests.stores.files.writing import BLOCK, account_in, record, refused
from tests.stores.reading import ACCOUNT

ERRORS = ("EACCES", "EDQUOT", "EINTR", "EIO", "ENOSPC", "EROFS", "EXDEV")
NEW = ACCOUNT + BLOCK
MODE = 0o640

Situation = Literal["plain", "after a killed run", "another's, as root", "in a folder with a list"]
NEVER = {
    "another's, as root": {"setxattr", "removexattr", "getxattr"},
    "in a folder with a list": {"fchown", "stat"},
}
"""The calls that aren't made where the situation doesn't ask for them."""


def faults(calls: int) -> Iterator[Fault]:
    """List every fault at every call."""
    for call, ending in itertools.product(range(calls), get_args(Ending)):
        if ending.startswith("dies"):
            yield Fault(call, ending)
        else:
            for error in ERRORS:
                yield Fault(call, ending, error)


def start(folder: Path, situation: Situation = "plain") -> Path:
    """Write an account, and what else the situation asks for."""
    path = account_in(folder)
    path.chmod(MODE)
    if situation == "after a killed run":
        (folder / ".a.toml.tmp").write_text(NEW[:-20])
    if situation == "another's, as root":
        os.chown(path, 65534, 65534)
        (folder / ".a.toml.lock").unlink(missing_ok=True)
    if situation == "in a folder with a list":
        if DEFAULT_ACL not in os.listxattr(folder):
            set_acl(folder, "u:4242:rwx", default=True)
        if ACL in os.listxattr(path):
            os.removexattr(path, ACL)
        set_attribute(path, "user.note", b"x")
        path.chmod(MODE)
    return path


def calls_of_a_change(folder: Path, situation: Situation = "plain") -> list[str]:
    """List the calls of a change where nothing goes wrong."""
    system = FaultySystem()
    record(start(folder, situation), system=system)
    assert not system.descriptors, "a descriptor was left open"
    return system.called


def violations(folder: Path, situation: Situation, fault: Fault) -> list[str]:
    """Record under a fault, record again without; return every promise that was broken."""
    path = start(folder, situation)
    names = set(state_of(folder))
    owner, rights = path.stat().st_uid, attributes_of(path)
    system, raised = FaultySystem(fault), None
    try:
        record(path, system=system, timeout=0.0)
    except (AddonctlError, Died) as error:
        raised = error
    system.end()
    text = path.read_text()
    match raised:
        case None:
            allowed = {NEW}
        case StorageFailure() | ConflictFailure():
            allowed = {ACCOUNT}
        case UnknownOutcome() | Died():
            allowed = {ACCOUNT, NEW}
        case _:
            allowed = set()
    broken = [] if text in allowed else [f"{raised!r} and the file is {text!r}"]
    if (stat.S_IMODE(path.stat().st_mode), path.stat().st_uid) != (MODE, owner):
        broken.append("mode or owner is another")
    if attributes_of(path) != rights:
        broken.append("access list or attributes are others")
    may_stay = isinstance(raised, Died) or fault.ending == "fails from then on"
    # A run that stops early doesn't touch what a killed run left.
    if not may_stay and not {"a.toml"} <= set(state_of(folder)) <= names:
        broken.append(f"{raised!r} left {set(state_of(folder))}")
    record(path, system=FaultySystem(), timeout=0.0)
    if path.read_text() != text + BLOCK or set(state_of(folder)) != {"a.toml"}:
        broken.append("the next run didn't recover")
    return broken


@pytest.mark.once
@pytest.mark.parametrize("situation", get_args(Situation))
def test_whatever_call_fails_the_file_is_whole_and_the_message_true(
    tmp_path: Path, situation: Situation, record_property: Callable[[str, object], None]
) -> None:
    """Every call of a change is made to fail in every way, once and from then on, or to die."""
    if situation == "another's, as root" and os.geteuid() != 0:
        pytest.skip("only root changes files of others")
    calls = calls_of_a_change(tmp_path, situation)
    never = NEVER.get(situation, NEVER["another's, as root"] | NEVER["in a folder with a list"])
    assert set(calls) >= CALLS - never, "a kind of call is never made"
    planned = list(faults(len(calls)))
    found = {
        fault: broken for fault in planned if (broken := violations(tmp_path, situation, fault))
    }
    assert not found
    assert len(planned) >= 100
    record_property(
        "counted",
        f"calls that fail or are the last ({situation}): {len(planned)} faults over"
        f" {len(calls)} calls, {len(found)} violations",
    )


def code_of(folder: Path, call: str, number: int, error: str, ending: Ending = "fails") -> str:
    """Return the code of the failure where the n-th call of a kind fails."""
    calls = calls_of_a_change(folder)
    places = [place for place, name in enumerate(calls) if name == call]
    path = account_in(folder)
    with pytest.raises(AddonctlError) as caught:
        record(path, system=FaultySystem(Fault(places[number], ending, error)))
    for language in get_args(Language):
        assert all(for_people(language).failure(caught.value)), "what, why or hint is missing"
    is_new = path.read_text() == NEW
    return f"{caught.value.code} {caught.value.exit_code} {'new' if is_new else 'old'}"


def test_bytes_are_synced_before_the_switch_and_the_folder_after_it(tmp_path: Path) -> None:
    """Or a power cut can leave an empty file; the folder is opened before there is no way back."""
    calls = calls_of_a_change(tmp_path)
    switch = calls.index("replace")
    first, last = (place for place, name in enumerate(calls) if name == "fsync")
    assert calls.index("write") < first < switch < last
    assert "open" not in calls[switch:]


@pytest.mark.parametrize(
    ("call", "number", "error", "expected"),
    [
        ("write", 0, "ENOSPC", "WRITE_FAILED 7 old"),
        ("write", 0, "EDQUOT", "WRITE_FAILED 7 old"),
        ("fsync", 0, "EIO", "WRITE_FAILED 7 old"),  # and no second fsync, which would lie
        ("fsync", 1, "EIO", "MAY_NOT_SURVIVE 9 new"),
        ("replace", 0, "EXDEV", "WRITE_FAILED 7 old"),
        ("replace", 0, "EROFS", "DIRECTORY_READ_ONLY 7 old"),
        ("open", 1, "EROFS", "DIRECTORY_READ_ONLY 7 old"),  # the lock
        ("open", 3, "EACCES", "DIRECTORY_READ_ONLY 7 old"),  # the temporary file
        ("flock", 0, "EIO", "LOCK_FAILED 7 old"),
        ("fchmod", 0, "EPERM", "WRITE_FAILED 7 old"),
    ],
)
def test_a_failing_call_is_told_by_its_code(
    tmp_path: Path, call: str, number: int, error: str, expected: str
) -> None:
    """Before the commit it is 7 and nothing was changed; after it 9, never "failed"."""
    assert code_of(tmp_path, call, number, error) == expected


def test_a_folder_that_is_not_synced_is_told_as_written(tmp_path: Path) -> None:
    """The change is there; what can't be promised is that it outlives a power cut."""
    fault = Fault(len(calls_of_a_change(tmp_path)) - 3, "fails", "EIO")
    with pytest.raises(UnknownOutcome) as caught:
        record(account_in(tmp_path), system=FaultySystem(fault))
    what, _, hint = for_people("en").failure(caught.value)
    assert "written, but may not survive a power cut" in what
    assert "addonctl history" in (hint or "")


def test_an_error_for_what_was_done_is_not_believed(tmp_path: Path) -> None:
    """Where a rename reports an error, the file itself says whether it happened."""
    calls = calls_of_a_change(tmp_path)
    path = account_in(tmp_path)
    fault = Fault(calls.index("replace"), "fails after its work", "EIO")
    record(path, system=FaultySystem(fault))
    assert path.read_text() == NEW
    gone_on = code_of(tmp_path, "replace", 0, "EIO", "fails from then on")
    assert gone_on == "OUTCOME_UNKNOWN 9 old"


def test_rights_are_set_before_the_bytes_are_synced(tmp_path: Path) -> None:
    """Or a power cut can leave the new file with the rights of no file."""
    calls = calls_of_a_change(tmp_path, "in a folder with a list")
    sync = calls.index("fsync")
    for call in ("removexattr", "setxattr", "fchmod"):
        assert call in calls[:sync]
        assert call not in calls[sync:]


class Taken(System):
    """A system on which somebody puts a file with the same bytes in the account's place."""

    @staticmethod
    def replace(old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:  # type: ignore[override]  # only that
        """Report an error, with another's file in place of the old one."""
        with open(os.open(old, os.O_RDONLY, dir_fd=src_dir_fd), "rb") as stream:  # noqa: PTH123  # a descriptor
            data = stream.read()
        os.unlink(new, dir_fd=dst_dir_fd)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(new, flags, 0o666, dir_fd=dst_dir_fd), "wb") as stream:  # noqa: PTH123  # a descriptor
            stream.write(data)
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_file_of_somebody_else_is_not_taken_for_ours(tmp_path: Path) -> None:
    """The same bytes in another file don't say that the switch happened."""
    path = account_in(tmp_path)
    with pytest.raises(UnknownOutcome, match="OUTCOME_UNKNOWN"):
        record(path, system=Taken())
    assert path.read_text() == NEW


class ShortWrites(System):
    """A system that writes seven bytes at a time."""

    @staticmethod
    def write(descriptor: int, data: memoryview) -> int:  # type: ignore[override]  # only that
        """Write the first bytes."""
        return os.write(descriptor, data[:7])


class LostBytes(System):
    """A system that says it wrote all, and wrote less."""

    @staticmethod
    def write(descriptor: int, data: memoryview) -> int:  # type: ignore[override]  # only that
        """Write all but the last byte."""
        os.write(descriptor, data[:-1])
        return len(data)


def test_short_writes_are_continued_and_lost_bytes_noticed(tmp_path: Path) -> None:
    """All bytes are written, and counted before they count."""
    path = account_in(tmp_path)
    assert refused(path, system=LostBytes()).startswith("WRITE_FAILED 7: ")
    record(path, system=ShortWrites())
    assert path.read_text() == NEW
