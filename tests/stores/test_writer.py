"""Check that recording changes one file in one way, and refuses places that aren't safe."""

import os
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from addonctl.errors import ConflictFailure, DataFailure, UsageFailure
from addonctl.output.wording import for_people
from addonctl.stores.source import MAX_BYTES
from addonctl.stores.system import System
from tests.stores.reading import ACCOUNT
from tests.stores.writing import (
    BLOCK,
    EVENT,
    ROOT,
    State,
    account_in,
    file_store,
    python,
    record,
    refused,
    state_of,
)

CRLF_ACCOUNT = ACCOUNT.replace("\n", "\r\n")
NOBODY = 65534
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of others")


def whole(path: Path) -> State:
    """Return what a folder holds that has nothing but the account file in it."""
    return {path.name: (stat.S_IMODE(path.stat().st_mode), path.read_bytes())}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ACCOUNT, ACCOUNT + BLOCK),
        ("\ufeff" + ACCOUNT, "\ufeff" + ACCOUNT + BLOCK),
        (CRLF_ACCOUNT, CRLF_ACCOUNT + BLOCK.replace("\n", "\r\n")),
        (ACCOUNT + "# the end", ACCOUNT + "# the end\n" + BLOCK),
        (ACCOUNT + "\n", ACCOUNT + BLOCK),
    ],
    ids=["plain", "byte order mark", "CRLF", "no final newline", "blank line at the end"],
)
def test_one_block_is_added_and_nothing_else(tmp_path: Path, old: str, new: str) -> None:
    """The file is the old text and the block; there is nothing beside it but the lock."""
    path = account_in(tmp_path, old)
    if old.endswith("\n\n"):
        new = old + BLOCK.lstrip("\n")
    record(path)
    assert path.read_bytes() == new.encode()
    assert state_of(tmp_path) == whole(path)
    assert file_store().read(str(path)).events[-1] == EVENT


def test_the_account_is_read_inside_the_lock(tmp_path: Path) -> None:
    """What another process recorded while this one waited is seen by the decision."""
    path = account_in(tmp_path)
    record(path)
    with file_store().change(str(path)) as opened:
        assert opened.account.events[-1] == EVENT
        assert opened.warnings == ()


def test_a_block_that_records_nothing_changes_nothing(tmp_path: Path) -> None:
    """A refusal inside the lock leaves every byte, the inode and the time of the file."""
    path = account_in(tmp_path)
    before = (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
    with file_store().change(str(path)):
        pass
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o400])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    """Readers keep their access, and nobody gets any."""
    path = account_in(tmp_path)
    path.chmod(mode)
    record(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert stat.S_IMODE((tmp_path / ".a.toml.lock").stat().st_mode) == 0o600


def test_a_stale_temporary_file_is_removed(tmp_path: Path) -> None:
    """What a killed run left behind is gone after the next one."""
    path = account_in(tmp_path)
    (tmp_path / ".a.toml.tmp").write_text("half a")
    record(path)
    assert state_of(tmp_path) == whole(path)


def test_a_link_in_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    """The victim of a planted link isn't touched, and the change is recorded."""
    victim = account_in(tmp_path, "precious", "victim")
    path = account_in(tmp_path)
    (tmp_path / ".a.toml.tmp").symlink_to(victim)
    record(path)
    assert victim.read_text() == "precious"
    assert path.read_text() == ACCOUNT + BLOCK
    assert set(state_of(tmp_path)) == {"victim", "a.toml"}


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


def test_what_cannot_be_read_gets_no_lock(tmp_path: Path) -> None:
    """A missing file, a folder and a wrong account are told as in reading."""
    for name, code in (("none.toml", "FILE_MISSING"), ("folder", "FILE_IS_DIRECTORY")):
        (tmp_path / "folder").mkdir(exist_ok=True)
        assert refused(tmp_path / name).startswith(f"{code} 6: ")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
    wrong = account_in(tmp_path, ACCOUNT.replace("essentials", "essential"))
    with pytest.raises(DataFailure, match="ACCOUNT_INVALID"):
        record(wrong)


def test_standard_input_cannot_be_changed() -> None:
    """There is no file to record in."""
    with pytest.raises(UsageFailure, match="STDIN_UNCHANGEABLE"):
        record("-")


def test_a_file_that_would_become_too_large_is_refused(tmp_path: Path) -> None:
    """The limit of reading holds for what would be written, to the byte."""
    room = MAX_BYTES - len(ACCOUNT) - len(BLOCK)
    path = account_in(tmp_path, f"#{'x' * (room - 1)}\n{ACCOUNT}")
    said = refused(path)
    assert said.startswith("TOO_LARGE_AFTER 7: ")
    assert "262144" in said
    path = account_in(tmp_path, f"#{'x' * (room - 2)}\n{ACCOUNT}")
    record(path)
    assert path.stat().st_size == MAX_BYTES


def test_inline_events_change_nothing(tmp_path: Path) -> None:
    """A file that can't be appended to stays as it is."""
    text = "events = []\n" + ACCOUNT.partition("\n[[events]]")[0]
    assert refused(account_in(tmp_path, text)).startswith("EVENTS_NOT_BLOCKS 6: ")


@contextmanager
def lock_held(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process hold an account until it is killed."""
    code = (
        "import sys, time; from tests.stores.writing import file_store\n"
        "with file_store().change(sys.argv[1]):\n    print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(python(code, path), stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_an_account_that_is_held_is_refused_after_the_timeout(tmp_path: Path) -> None:
    """Whoever waits is told so; a holder that is stopped for good changes nothing about that."""
    path = account_in(tmp_path)
    with lock_held(path) as holder:
        holder.send_signal(signal.SIGSTOP)
        start = time.monotonic()
        said = refused(path, timeout=0.2)
        assert 0.2 <= time.monotonic() - start < 2
        assert said.startswith("LOCKED 8: ")
        holder.send_signal(signal.SIGCONT)


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    """The lock is the kernel's: it is free as soon as its holder is gone."""
    path = account_in(tmp_path)
    with lock_held(path) as holder:
        holder.kill()
        holder.wait()
        record(path, timeout=0.0)
    assert path.read_text() == ACCOUNT + BLOCK


@pytest.mark.parametrize("interrupt", [signal.SIGTERM, signal.SIGINT])
def test_waiting_for_the_lock_is_interrupted_at_once(tmp_path: Path, interrupt: int) -> None:
    """Nobody waits out the lock's timeout for a program that should stop."""
    path = account_in(tmp_path)
    with lock_held(path):
        before = state_of(tmp_path)
        code = (
            "import sys; from tests.stores.writing import record\n"
            "try:\n    print('waiting', flush=True); record(sys.argv[1])\n"
            "except KeyboardInterrupt: sys.exit(130)"
        )
        process = subprocess.Popen(python(code, path), stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.3)
        process.send_signal(interrupt)
        process.communicate(timeout=2)
        assert process.returncode == (130 if interrupt == signal.SIGINT else -signal.SIGTERM)
        assert state_of(tmp_path) == before


@pytest.mark.parametrize("interrupt", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("records", [False, True], ids=["refused", "recorded"])
def test_interrupts_inside_the_lock_wait(tmp_path: Path, interrupt: int, *, records: bool) -> None:
    """They act when nothing was recorded, and never once it was: the exit code tells which."""
    path = account_in(tmp_path)
    code = (
        "import os, sys; from tests.stores.writing import EVENT, file_store\n"
        "try:\n"
        "    with file_store().change(sys.argv[1]) as opened:\n"
        "        os.kill(os.getpid(), int(sys.argv[2])); print('inside', flush=True)\n"
        "        if sys.argv[3] == 'True': opened.record(EVENT)\n"
        "except KeyboardInterrupt: sys.exit(130)\n"
        "os.kill(os.getpid(), int(sys.argv[2])); print('after', flush=True)\n"
    )
    run = subprocess.run(
        python(code, path, int(interrupt), records),
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    if records:
        assert (run.returncode, run.stdout) == (0, b"inside\nafter\n")
        assert path.read_text() == ACCOUNT + BLOCK
    else:
        assert run.returncode == (130 if interrupt == signal.SIGINT else -signal.SIGTERM)
        assert run.stdout == b"inside\n"
        assert path.read_text() == ACCOUNT
    assert state_of(tmp_path) == whole(path)


@pytest.mark.parametrize(
    "edit",
    ["bytes", "same bytes, another file", "time", "mode", "gone", "link"],
)
def test_a_change_by_an_editor_is_not_overwritten(tmp_path: Path, edit: str) -> None:
    """Editors take no lock: the file is compared once more right before it is replaced."""
    path = account_in(tmp_path)
    with (
        pytest.raises(ConflictFailure, match="CHANGED_MEANWHILE"),
        file_store().change(str(path)) as opened,
    ):
        match edit:
            case "bytes":
                times = path.stat()
                path.write_text(ACCOUNT.replace("Acme", "Acne"))
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            case "same bytes, another file":
                account_in(tmp_path, name="new").replace(path)
            case "time":
                os.utime(path, ns=(1, 1))
            case "mode":
                path.chmod(0o600)
            case "gone":
                path.unlink()
            case _:
                path.rename(tmp_path / "b.toml")
                path.symlink_to("b.toml")
        edited = state_of(tmp_path)
        opened.record(EVENT)
    assert state_of(tmp_path) == edited


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
    with file_store(OnNetwork(tmp_path, "nfs4")).change(str(path)) as opened:
        (warning,) = opened.warnings
        opened.record(EVENT)
    assert warning.code == "NETWORK_FILE_SYSTEM"
    assert "exclusive access cannot be guaranteed" in for_people("en").say(warning.message)
    assert path.read_text() == ACCOUNT + BLOCK
    with file_store(OnNetwork(tmp_path, "ext4")).change(str(path)) as opened:
        assert opened.warnings == ()


def test_a_deleted_working_directory_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An absolute path needs no working directory, and a renamed folder stays the same folder."""
    path = account_in(tmp_path)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    record(path)
    assert path.read_text() == ACCOUNT + BLOCK


def test_a_folder_that_is_renamed_meanwhile_stays_the_same_folder(tmp_path: Path) -> None:
    """Files are named relative to the open folder, wherever it goes."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    with file_store().change(str(account_in(old))) as opened:
        old.rename(new)
        opened.record(EVENT)
    assert state_of(new) == whole(new / "a.toml")
    assert (new / "a.toml").read_text() == ACCOUNT + BLOCK


def as_nobody(*paths: Path) -> subprocess.CompletedProcess[bytes]:
    """Record in files as a user without rights; print the codes of what stops it."""
    code = (
        "import sys; from tests.stores.writing import record\n"
        "from addonctl.errors import AddonctlError\n"
        f"import os; os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "for path in sys.argv[1:]:\n"
        "    try: record(path); print('recorded')\n"
        "    except AddonctlError as error: print(error.code, error.exit_code)\n"
    )
    return subprocess.run(python(code, *paths), check=True, capture_output=True, cwd=ROOT)


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
        "import resource, sys; from tests.stores.writing import record\n"
        "from addonctl.errors import AddonctlError; from addonctl.output.wording import for_people\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: record(sys.argv[1])\n"
        "except AddonctlError as e: print(e.exit_code, for_people('en').failure(e))\n"
    )
    run = subprocess.run(python(code, path), check=True, capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.startswith("7 ")
    assert "file size" in run.stdout
    assert "nothing was changed" in run.stdout
    assert state_of(tmp_path) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 16 KiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k,mode=0755", "tmpfs", folder]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a file system isn't allowed here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_and_changes_nothing(small_disk: Path) -> None:
    """The account fits, its new version doesn't; once there is room again, it does."""
    path = account_in(small_disk)
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"x" * 4096)
    (small_disk / ".a.toml.lock").touch()
    said = refused(path)
    assert said.startswith("WRITE_FAILED 7: ")
    assert "No space left" in said
    filler.unlink()
    record(path)
    assert path.read_text() == ACCOUNT + BLOCK
