"""What a recorded change keeps of the account file: its bytes, its mode, its links."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Change
from tests.cli.program import run
from tests.files import write


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664])
def test_file_keeps_its_mode(recording: Change, folder: Path, mode: int) -> None:
    """Who may read the file may read the changed one, and nobody else."""
    account = folder / "a.toml"
    account.chmod(mode)
    assert run(*recording.argv).code == 0
    assert account.stat().st_mode & 0o7777 == mode


def test_temporary_file_of_a_killed_run_is_cleaned_up(recording: Change, folder: Path) -> None:
    """What a killed run left behind doesn't stop the next one, and is gone afterwards."""
    (folder / ".a.toml.tmp").write_text("half a file", "utf-8")
    assert run(*recording.argv).code == 0
    assert not (folder / ".a.toml.tmp").exists()


def test_link_in_the_temporary_files_place_leads_nowhere(recording: Change, folder: Path) -> None:
    """A link that somebody put there is removed; what it points to isn't touched."""
    victim = write(folder, "victim", "victim")
    (folder / ".a.toml.tmp").symlink_to(victim)
    assert run(*recording.argv).code == 0
    assert victim.read_text("utf-8") == "victim"
    assert not (folder / ".a.toml.tmp").is_symlink()


def test_link_to_an_account_stays_a_link(recording: Change, folder: Path) -> None:
    """A link is followed: the account that it names is changed, and the link stays."""
    account = folder / "a.toml"
    target = account.rename(account.with_name("real.toml"))
    account.symlink_to(target)
    assert run(*recording.argv).code == 0
    assert account.is_symlink()
    assert recording.is_recorded_in(target.read_text("utf-8"))


@pytest.mark.parametrize(
    ("change", "line_end"),
    [
        pytest.param(lambda text: text.encode("utf-8-sig"), b"\n", id="byte-order-mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), b"\r\n", id="crlf"),
        pytest.param(lambda text: text.encode() + b"# the last word", b"\n", id="no-final-newline"),
    ],
)
def test_bytes_before_the_event_stay(
    recording: Change, folder: Path, change: Callable[[str], bytes], line_end: bytes
) -> None:
    """A mark, line ends and a last line without one survive; the event speaks as the file does."""
    data = change(recording.before)
    path = write(folder, data)
    assert run(*recording.argv).code == 0
    after = path.read_bytes()
    assert after.startswith(data)
    added = after.removeprefix(data)
    assert b"[[events]]" + line_end in added
    assert added.startswith((b"\n", b"\r\n"))
    assert added.count(b"\n") == added.count(line_end)
    history = run("history", "-a", "a.toml", "-o", "json").json
    assert history["events"][-1]["kind"] == recording.kind
