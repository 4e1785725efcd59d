"""Check that reading a file is bounded, never waits, and says what is wrong with the container."""

import gzip
import io
import os
from pathlib import Path

import pytest

from addonctl.errors import DataFailure
from addonctl.stores.files.documents import read_document
from addonctl.stores.files.reading import MAX_BYTES
from tests.builders import EXAMPLES, PACKAGED_CATALOG
from tests.files import write
from tests.stores.reading import ACCOUNT, failure_of, read_account, sentences_of


def read(path: Path | str) -> object:
    """Read an account file."""
    return read_account(str(path), catalog=PACKAGED_CATALOG)


def say(path: Path | str) -> str:
    """Say why an account file can't be read."""
    return sentences_of(lambda: read(path))


@pytest.mark.parametrize(
    "path",
    sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".toml", ".json"}),
    ids=lambda path: path.name,
)
def test_every_example_account_is_read(path: Path) -> None:
    """The examples, but for the price book, are accounts without a problem."""
    if path.stem != "price-book":
        assert read_account(str(path), catalog=PACKAGED_CATALOG).schema == 1


def test_a_missing_file_is_named_with_how_to_write_one(tmp_path: Path) -> None:
    """A path that leads nowhere, also through a file, does not exist."""
    path = write(tmp_path, b"x")
    for missing in (tmp_path / "none.toml", path / "a.toml", tmp_path / ("x" * 300)):
        text = say(missing)
        assert f"{missing} does not exist" in text
        assert "addonctl new" in text


def test_a_name_that_no_file_can_have_does_not_exist() -> None:
    """A name with a NUL, or with half a character, is a missing file and no crash."""
    assert failure_of(lambda: read("a\0b.toml")).code == "FILE_MISSING"
    assert failure_of(lambda: read("a\ud800b.toml")).code == "FILE_MISSING"


def test_a_directory_is_not_read(tmp_path: Path) -> None:
    """A directory says so."""
    assert f"{tmp_path} is a directory" in say(tmp_path)


@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
def test_what_is_not_a_regular_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    """A pipe without a writer, a device without an end, a socket: nothing waits."""
    import socket

    path = tmp_path / "a.toml"
    with socket.socket(socket.AF_UNIX) as server:
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "socket":
            server.bind(str(path))
        else:
            path = Path("/dev/zero")
        assert f"{path} is not a regular file" in say(path)


def test_a_kernel_file_that_claims_to_be_regular_is_read_within_bounds() -> None:
    """The memory of the process says that it is regular and empty; reading it fails."""
    assert "/proc/self/mem can't be read" in say("/proc/self/mem")


def test_an_unreadable_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permission denied is told in our own words (faked: root may read everything)."""

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, ACCOUNT.encode())
    monkeypatch.setattr(os, "open", denied)
    assert "permission denied" in say(path)


def test_links_that_lead_nowhere_name_their_target(tmp_path: Path) -> None:
    """A dangling link and a loop of links name the target."""
    (tmp_path / "gone.toml").symlink_to("nowhere.toml")
    (tmp_path / "one.toml").symlink_to("two.toml")
    (tmp_path / "two.toml").symlink_to("one.toml")
    assert "is a link to nowhere.toml, which does not exist" in say(tmp_path / "gone.toml")
    assert "is a link to two.toml" in say(tmp_path / "one.toml")


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    """An account may be a link."""
    (tmp_path / "link.toml").symlink_to(write(tmp_path, ACCOUNT.encode()))
    read(tmp_path / "link.toml")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_says_so(tmp_path: Path, data: bytes) -> None:
    """Nothing but blanks is nothing."""
    assert "is empty" in say(write(tmp_path, data))


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """The limit is 262144 bytes, told by its number; no more is ever read."""
    padding = b"#" * (MAX_BYTES - len(ACCOUNT.encode()))
    read(write(tmp_path, ACCOUNT.encode() + padding))
    text = say(write(tmp_path, ACCOUNT.encode() + padding + b"#"))
    assert "is larger than 262144 bytes" in text
    assert "larger than 262144 bytes" in say(write(tmp_path, b"# comment\n" * 200_000))


@pytest.mark.parametrize("name", ["a.yaml", "a.YML"])
def test_yaml_is_told_apart_by_its_name(tmp_path: Path, name: str) -> None:
    """A YAML name is refused with the formats that are read, whether it exists or not."""
    assert "TOML or JSON" in say(write(tmp_path, b"schema: 1\n", name))
    assert "TOML or JSON" in say(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        pytest.param(gzip.compress(ACCOUNT.encode()), 1, id="gzip"),
        pytest.param(ACCOUNT.encode("utf-16"), 0, id="utf-16"),
        pytest.param('name = "Zoé"'.encode("latin-1"), 10, id="latin-1"),
        pytest.param(b'name = "' + b"\xed\xa0\x80" + b'"', 8, id="surrogate"),
    ],
)
def test_bytes_that_are_not_utf8_are_placed(tmp_path: Path, data: bytes, offset: int) -> None:
    """The offset of the first wrong byte is told, and no content."""
    text = say(write(tmp_path, data))
    assert "is not UTF-8" in text
    assert f"offset {offset}" in text


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    """What editors on Windows write is read, and kept for whoever writes it back."""
    data = b"\xef\xbb\xbf" + ACCOUNT.replace("\n", "\r\n").encode()
    path = write(tmp_path, data)
    assert read(path) == read(write(tmp_path, ACCOUNT.encode(), "b.toml"))
    assert read_document(str(path), kind="account").data == data


def test_a_name_with_an_escape_is_never_shown_raw(tmp_path: Path) -> None:
    """A line end or an escape sequence in a file's name is shown as text."""
    text = say(tmp_path / "a\n\x1b[2J .toml")
    assert "a\\x0a\\x1b[2J .toml does not exist" in text
    assert "\x1b" not in text


def test_a_name_that_is_not_utf8_is_told_as_valid_unicode(tmp_path: Path) -> None:
    r"""A byte of a name that is no character is written as Python holds it, `\udcff`."""
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.toml")
    assert f"{tmp_path}/\\udcff.toml does not exist" in say(name)


def test_standard_input_is_told_by_its_first_character() -> None:
    """`-` is JSON where it begins with a brace, else TOML; its problems name no file."""
    stdin = io.BytesIO(ACCOUNT.encode())
    assert read_account("-", catalog=PACKAGED_CATALOG, stdin=stdin).id == "acme"
    example = (EXAMPLES / "leap-day.json").read_bytes()
    account = read_account("-", catalog=PACKAGED_CATALOG, stdin=io.BytesIO(example))
    assert account.id == "delta-print"
    failure = failure_of(
        lambda: read_account("-", catalog=PACKAGED_CATALOG, stdin=io.BytesIO(b"schema = 1"))
    )
    assert {getattr(problem, "file", "") for problem in failure.problems} == {None}


@pytest.mark.parametrize("stdin", [None, io.BytesIO()])
def test_a_closed_or_empty_standard_input_is_empty(stdin: io.BytesIO | None) -> None:
    """A standard input that holds nothing is like an empty file."""
    text = sentences_of(lambda: read_account("-", catalog=PACKAGED_CATALOG, stdin=stdin))
    assert text.startswith("standard input is empty")


def test_standard_input_is_bounded_and_its_faults_are_told() -> None:
    """An endless standard input is cut off; one that can't be read says so."""
    endless = io.BytesIO(b"#" * (MAX_BYTES + 2))
    with pytest.raises(DataFailure, match="FILE_TOO_LARGE"):
        read_account("-", catalog=PACKAGED_CATALOG, stdin=endless)
    assert endless.tell() == MAX_BYTES + 1
    with (
        Path("/proc/self/mem").open("rb") as unreadable,
        pytest.raises(DataFailure, match="FILE_UNREADABLE"),
    ):
        read_account("-", catalog=PACKAGED_CATALOG, stdin=unreadable)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    """Reading, or failing to, closes what it opened."""
    before = set(os.listdir("/proc/self/fd"))  # noqa: PTH208
    read(write(tmp_path, ACCOUNT.encode()))
    for path in (tmp_path, Path("/dev/zero"), Path("/proc/self/mem")):
        failure_of(lambda path=path: read(path))  # type: ignore[misc]
    assert set(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
