"""Check that places which aren't safe or can't be written to are refused, changing nothing."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from addonctl.errors import StorageFailure
from addonctl.stores.files.system import System
from addonctl.text.translator import for_people
from tests.files import PROJECT, state_of
from tests.stores.files.writing import (
    BLOCK,
    EVENT,
    INTENT,
    account_in,
    changing,
    python,
    record,
    refused,
)
from tests.stores.reading import ACCOUNT

NOBODY = 65534
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of others")


def test_a_link_in_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    """The victim of a planted link isn't touched, and the change is recorded."""
    victim = account_in(tmp_path, "precious", "victim")
    path = account_in(tmp_path)
    (tmp_path / ".a.toml.tmp").symlink_to(victim)
    record(path)
    assert victim.read_text() == "precious"
    assert path.read_text() == ACCOUNT + BLOCK
    assert set(state_of(tmp_path)) == {"victim", "a.toml"}


class Planting(System):
    """A system on which somebody puts a link where a temporary file was removed."""

    @staticmethod
    def unlink(name: str, *, dir_fd: int) -> None:  # type: ignore[override]  # only that
        """Remove a file, and be raced."""
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=dir_fd)
        os.symlink("victim", name, dir_fd=dir_fd)


def test_a_link_that_is_planted_at_the_last_moment_is_not_followed(tmp_path: Path) -> None:
    """The temporary file is made by this process or not at all."""
    victim, path = account_in(tmp_path, "precious", "victim"), account_in(tmp_path)
    with pytest.raises(StorageFailure, match="WRITE_FAILED"):
        record(path, system=Planting())
    assert (victim.read_text(), path.read_text()) == ("precious", ACCOUNT)


def test_a_link_to_the_account_is_followed_once(tmp_path: Path) -> None:
    """The link stays a link; lock and temporary file stand beside its target."""
    real, names = tmp_path / "real", tmp_path / "names"
    real.mkdir()
    names.mkdir()
    path = account_in(real)
    (names / "b.toml").symlink_to(path)
    record(names / "b.toml")
    assert path.read_text() == ACCOUNT + BLOCK
    assert [entry.name for entry in names.iterdir()] == ["b.toml"]
    assert (names / "b.toml").is_symlink()


@pytest.mark.parametrize("lock", ["link", "dangling link", "pipe", "folder", "hard link"])
def test_a_lock_that_is_no_plain_file_is_refused(tmp_path: Path, lock: str) -> None:
    """Nothing is opened through it, least of all truncated."""
    path, place = account_in(tmp_path), tmp_path / ".a.toml.lock"
    victim = account_in(tmp_path, "precious", "victim")
    match lock:
        case "link":
            place.symlink_to(victim)
        case "dangling link":
            place.symlink_to("nowhere")
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case _:
            place.hardlink_to(victim)
    said = refused(path)
    assert said.startswith("LOCK_UNSAFE 7: ")
    assert "lock" in said
    assert victim.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_file_with_two_names_is_refused(tmp_path: Path) -> None:
    """Replacing one name would leave the other with the old state."""
    path = account_in(tmp_path)
    (tmp_path / "b.toml").hardlink_to(path)
    assert refused(path).startswith("LINKED_FILE 7: ")


def test_a_folder_where_anyone_can_replace_the_file_is_refused(tmp_path: Path) -> None:
    """World-writable is refused, and accepted with the sticky bit, as /tmp has it."""
    path = account_in(tmp_path)
    tmp_path.chmod(0o777)
    said = refused(path)
    assert said.startswith("UNSAFE_DIRECTORY 7: anyone can replace")
    assert not (tmp_path / ".a.toml.lock").exists()
    tmp_path.chmod(0o1777)
    record(path)


class OnNetwork(System):
    """A system whose mount table has the folder on another kind of file system."""

    def __init__(self, folder: Path, kind: str) -> None:
        """Take the folder, and the file system's type."""
        device = folder.stat().st_dev
        number = f"{os.major(device)}:{os.minor(device)}"
        self.table = (
            "21 1 0:19 / /proc rw,nosuid - proc proc rw\nnonsense\n\n"
            f"98 1 {number} / /mnt rw shared:7 master:1 - {kind} host:/export rw\n"
        )

    def mount_table(self) -> str:  # type: ignore[override]  # ours knows its folder
        """Return the table."""
        return self.table


def test_a_network_file_system_is_warned_of_once(tmp_path: Path) -> None:
    """The change is recorded, and the person is told what can't be promised there."""
    path = account_in(tmp_path)
    with changing(path, OnNetwork(tmp_path, "nfs4")) as opened:
        (warning,) = opened.warnings
        opened.record(EVENT, INTENT)
    assert warning.code == "NETWORK_FILE_SYSTEM"
    assert "exclusive access cannot be guaranteed" in for_people("en").say(warning.message)
    assert path.read_text() == ACCOUNT + BLOCK
    with changing(path, OnNetwork(tmp_path, "ext4")) as opened:
        assert opened.warnings == ()


def as_nobody(*paths: Path) -> subprocess.CompletedProcess[bytes]:
    """Record in files as a user without rights; print the codes of what stops it."""
    code = (
        "import sys; from tests.stores.files.writing import record\n"
        "from addonctl.errors import AddonctlError\n"
        f"import os; os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "for path in sys.argv[1:]:\n"
        "    try: record(path); print('recorded')\n"
        "    except AddonctlError as error: print(error.code, error.exit_code)\n"
    )
    return subprocess.run(python(code, *paths), check=True, capture_output=True, cwd=PROJECT)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """Make a folder that everybody can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@is_root
def test_only_an_owner_records(open_to_all: Path) -> None:
    """Others would make the file theirs; a folder without the right to write is named."""
    mine = open_to_all / "mine"
    mine.mkdir()
    os.chown(mine, NOBODY, NOBODY)
    foreign, own = account_in(mine, name="foreign.toml"), account_in(mine, name="own.toml")
    os.chown(own, NOBODY, NOBODY)
    roots = open_to_all / "roots"
    roots.mkdir()
    closed = account_in(roots)
    os.chown(closed, NOBODY, NOBODY)
    foreign.chmod(0o644)
    before = state_of(roots)
    run = as_nobody(foreign, closed, own)
    assert run.stdout.decode().splitlines() == [
        "NOT_OWNER 7",
        "DIRECTORY_READ_ONLY 7",
        "recorded",
    ]
    assert foreign.read_text() == ACCOUNT
    assert state_of(roots) == before


@is_root
def test_root_leaves_file_and_lock_to_their_owner(open_to_all: Path) -> None:
    """After a change by root the owner can go on."""
    path = account_in(open_to_all)
    os.chown(path, NOBODY, 12345)
    os.chown(open_to_all, NOBODY, NOBODY)
    record(path)
    status = path.stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, 12345)
    os.chown(path, NOBODY, NOBODY)
    assert as_nobody(path).stdout == b"recorded\n"


def test_a_file_size_limit_is_told(tmp_path: Path) -> None:
    """Python ignores the signal that would end the process, and the error is reported."""
    path = account_in(tmp_path, f"# {'x' * 4096}\n{ACCOUNT}")
    before = state_of(tmp_path)
    code = (
        "import resource, sys; sys.dont_write_bytecode = True  # the limit would cut it short\n"
        "from tests.stores.files.writing import record\n"
        "from addonctl.errors import AddonctlError\n"
        "from addonctl.text.translator import for_people\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: record(sys.argv[1])\n"
        "except AddonctlError as e: print(e.exit_code, for_people('en').failure(e))\n"
    )
    run = subprocess.run(
        python(code, path), check=True, capture_output=True, text=True, cwd=PROJECT
    )
    assert run.stdout.startswith("7 ")
    assert "file size" in run.stdout
    assert "nothing was changed" in run.stdout
    assert state_of(tmp_path) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 16 KiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k,mode=0755", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a file system isn't allowed here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_and_changes_nothing(small_disk: Path) -> None:
    """The account fits, its new version doesn't; once there is room again, it does."""
    path = account_in(small_disk)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while stream.write(b"x" * 4096):
            pass
    (small_disk / ".a.toml.lock").touch()
    said = refused(path)
    assert said.startswith("WRITE_FAILED 7: ")
    assert "no space left" in said
    filler.unlink()
    record(path)
    assert path.read_text() == ACCOUNT + BLOCK
