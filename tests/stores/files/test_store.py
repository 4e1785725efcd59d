"""Check that recording adds one block to one file, and that nothing else ever changes."""

import stat
from pathlib import Path

import msgspec
import pytest

from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.account import Event
from addonctl.stores.files.append import append_event
from addonctl.stores.files.documents import ParsedFile
from addonctl.stores.files.reading import MAX_BYTES
from tests.builders import PACKAGED_CATALOG
from tests.files import state_of
from tests.stores.files.writing import (
    BLOCK,
    EVENT,
    INTENT,
    account_in,
    changing,
    record,
    refused,
    whole,
)
from tests.stores.reading import ACCOUNT, read_account

CRLF_ACCOUNT = ACCOUNT.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ACCOUNT, ACCOUNT + BLOCK),
        ("\ufeff" + ACCOUNT, "\ufeff" + ACCOUNT + BLOCK),
        (CRLF_ACCOUNT, CRLF_ACCOUNT + BLOCK.replace("\n", "\r\n")),
        (ACCOUNT + "# the end", ACCOUNT + "# the end\n" + BLOCK),
        (ACCOUNT + "\n", ACCOUNT + BLOCK),
        ("# one\r\n" + ACCOUNT, "# one\r\n" + ACCOUNT + BLOCK),
        (ACCOUNT + "# two\r\n", ACCOUNT + "# two\r\n" + BLOCK.replace("\n", "\r\n")),
        ("# one\r\n" + ACCOUNT + "# two", "# one\r\n" + ACCOUNT + "# two\n" + BLOCK),
    ],
    ids=[
        *("plain", "byte order mark", "CRLF", "no final newline", "blank line at the end"),
        *("mixed, last LF", "mixed, last CRLF", "mixed, no final newline"),
    ],
)
def test_one_block_is_added_and_nothing_else(tmp_path: Path, old: str, new: str) -> None:
    """The file is the old text and the block; there is nothing beside it but the lock."""
    path = account_in(tmp_path, old)
    if old.endswith("\n\n"):
        new = old + BLOCK.lstrip("\n")
    record(path)
    assert path.read_bytes() == new.encode()
    assert state_of(tmp_path) == whole(path)
    assert read_account(str(path), catalog=PACKAGED_CATALOG).events[-1] == EVENT


def test_the_account_is_read_inside_the_lock(tmp_path: Path) -> None:
    """What another process recorded while this one waited is seen by the decision."""
    path = account_in(tmp_path)
    record(path)
    with changing(path) as opened:
        assert opened.account.events[-1] == EVENT
        assert opened.warnings == ()


def test_a_block_that_records_nothing_changes_nothing(tmp_path: Path) -> None:
    """A refusal inside the lock leaves every byte, the inode and the time of the file."""
    path = account_in(tmp_path)
    before = (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
    with changing(path):
        pass
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o640 | stat.S_ISGID])
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


@pytest.mark.parametrize("wrong", ["none", "two", "another"])
def test_what_would_be_written_is_read_again_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    """A text that holds anything but the old events and the new one is never put in place."""

    def append_wrongly(document: ParsedFile, event: Event) -> ParsedFile:
        match wrong:
            case "none":
                return document
            case "two":
                return append_event(append_event(document, event), event)
            case _:
                return append_event(document, msgspec.structs.replace(event, by="paul"))

    # The store appends by itself: what it checks here is its own mistake.
    monkeypatch.setattr("addonctl.stores.files.store.append_event", append_wrongly)
    assert refused(account_in(tmp_path)).startswith("NOT_READ_BACK 7: ")


def test_inline_events_change_nothing(tmp_path: Path) -> None:
    """A file that can't be appended to stays as it is."""
    text = "events = []\n" + ACCOUNT.partition("\n[[events]]")[0]
    assert refused(account_in(tmp_path, text)).startswith("EVENTS_NOT_BLOCKS 6: ")


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
    with changing(account_in(old)) as opened:
        old.rename(new)
        opened.record(EVENT, INTENT)
    assert state_of(new) == whole(new / "a.toml")
    assert (new / "a.toml").read_text() == ACCOUNT + BLOCK
