"""Account files that can't be read, or can't be written to safely: the container."""

import gzip
import os
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, BOUGHT
from tests.cli.program import CANARY, run
from tests.cli.refusals import AMEND, MANNERS, SUBSCRIBE, Row, refuse, rows
from tests.files import write

WITHOUT_RIGHTS = (
    "setpriv --bounding-set=-dac_override,-dac_read_search" if os.geteuid() == 0 else ""
)
"""Root may write anywhere; without these rights it is held to modes like everybody else."""


def _links(*pairs: tuple[str, str]) -> None:
    for name, target in pairs:
        Path(name).symlink_to(target)


UNREADABLE = [
    Row("missing", 6, "FILE_MISSING", ("a.toml does not exist", "check the path")),
    Row(
        "missing-folder",
        6,
        "FILE_MISSING",
        ("no/where.toml does not exist",),
        argv=("catalog", "-a", "no/where.toml"),
    ),
    Row(
        "a-file-as-folder",
        6,
        "FILE_MISSING",
        ("b.toml/x.toml does not exist",),
        argv=("catalog", "-a", "b.toml/x.toml"),
        prepare=lambda folder: write(folder, "", "b.toml"),
    ),
    Row(
        "name-too-long",
        6,
        "FILE_MISSING",
        ("does not exist",),
        argv=("catalog", "-a", "x" * 300 + ".toml"),
    ),
    Row(
        "name-with-nul",
        6,
        "FILE_MISSING",
        ("\\x00", "does not exist"),
        argv=("catalog", "-a", "a\0b.toml"),
    ),
    Row(
        "directory",
        6,
        "FILE_IS_DIRECTORY",
        ("a.toml is a directory",),
        prepare=lambda folder: (folder / "a.toml").mkdir(),
    ),
    Row(
        "pipe",
        6,
        "FILE_NOT_REGULAR",
        ("a.toml is not a regular file",),
        prepare=lambda folder: os.mkfifo(folder / "a.toml"),
    ),
    Row(
        "device",
        6,
        "FILE_NOT_REGULAR",
        ("is not a regular file",),
        argv=("catalog", "-a", "/dev/zero"),
    ),
    Row(
        "kernel-file",
        6,
        "FILE_UNREADABLE",
        ("/proc/self/mem",),
        argv=("catalog", "-a", "/proc/self/mem"),
    ),
    Row(
        "dangling-link",
        6,
        "FILE_LINK",
        ("link", "gone.toml"),
        prepare=lambda _: _links(("a.toml", "gone.toml")),
    ),
    Row(
        "link-loop",
        6,
        "FILE_LINK_LOOP",
        ("link", "b.toml"),
        prepare=lambda _: _links(("a.toml", "b.toml"), ("b.toml", "a.toml")),
    ),
    Row(
        "yaml",
        6,
        "FILE_FORMAT",
        ("TOML or JSON",),
        argv=("catalog", "-a", "a.yaml"),
        prepare=lambda folder: write(folder, ACCOUNT, "a.yaml"),
    ),
    Row(
        "hostile-path",
        6,
        "FILE_MISSING",
        ("a\\x0a\\x1b[2J\\u202e .toml does not exist",),
        argv=("catalog", "-a", "a\n\x1b[2J\u202e .toml"),
    ),
]
UNREADABLE = [row._replace(data=None) for row in UNREADABLE]
WRONG_CONTENT = [
    Row("empty", 6, "FILE_EMPTY", ("a.toml is empty",), b""),
    Row("blank", 6, "FILE_EMPTY", ("a.toml is empty",), b"\n \n\t\n"),
    Row("too-large", 6, "FILE_TOO_LARGE", ("larger than 262144 bytes",), "# comment\n" * 210_000),
    Row("gzip", 6, "FILE_NOT_UTF8", ("not UTF-8", "offset 1"), gzip.compress(ACCOUNT.encode())),
    Row("utf-16", 6, "FILE_NOT_UTF8", ("not UTF-8", "offset 0"), ACCOUNT.encode("utf-16")),
    Row("latin-1", 6, "FILE_NOT_UTF8", ("not UTF-8", "offset 499"), ACCOUNT.encode("latin-1")),
    Row(
        "toml-as-json",
        6,
        "ACCOUNT_SYNTAX",
        ("a.json:1:1", "not JSON", ".toml"),
        ACCOUNT,
        "a.json",
        ("catalog", "-a", "a.json"),
    ),
    Row("json-as-toml", 6, "ACCOUNT_SYNTAX", ("a.toml:1:1", "not TOML", ".json"), '{"schema": 1}'),
    Row(
        "another-file",
        6,
        "ACCOUNT_SYNTAX",
        ("passwd:1:5", "not TOML"),
        f"root:{CANARY}:0:0\n",
        "passwd",
        ("catalog", "-a", "../records/passwd"),
    ),
]
UNSAFE = [
    Row(
        "read-only-folder",
        7,
        "DIRECTORY_READ_ONLY",
        ("records", "nothing was changed"),
        prepare=lambda folder: folder.chmod(0o555),
        script=f'exec {WITHOUT_RIGHTS} "$@"',
    ),
    Row(
        "lock-is-a-link",
        7,
        "LOCK_UNSAFE",
        ("lock", "nothing was changed"),
        prepare=lambda folder: _links((".a.toml.lock", str(write(folder, "victim", "victim")))),
    ),
    Row(
        "lock-is-a-folder",
        7,
        "LOCK_UNSAFE",
        ("lock", "nothing was changed"),
        prepare=lambda folder: (folder / ".a.toml.lock").mkdir(),
    ),
    Row(
        "open-folder",
        7,
        "UNSAFE_DIRECTORY",
        ("anyone can replace", "nothing was changed"),
        prepare=lambda folder: folder.chmod(0o777),
    ),
    Row(
        "hard-link",
        7,
        "LINKED_FILE",
        ("2 names", "nothing was changed"),
        prepare=lambda folder: (folder / "b.toml").hardlink_to(folder / "a.toml"),
    ),
]
UNSAFE = [
    *(row._replace(argv=SUBSCRIBE) for row in UNSAFE),
    *(row._replace(id=f"amend-{row.id}", argv=AMEND, data=BOUGHT) for row in UNSAFE),
]


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows([*UNREADABLE, *WRONG_CONTENT]))
def test_file_that_cannot_be_read_is_named_with_the_reason(row: Row, error_format: str) -> None:
    """What stands where an account should is named, escaped, with what it is instead."""
    refuse(row, error_format)


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows(UNSAFE))
def test_place_that_is_not_safe_is_not_written_to(row: Row, error_format: str) -> None:
    """A folder or lock that others could use against the file is refused before anything."""
    refuse(row, error_format)
    Path.cwd().chmod(0o755)


def test_file_of_the_right_kind_shows_nothing_of_what_was_not_meant(folder: Path) -> None:
    """A file that isn't an account is told by place; its words aren't shown, not even one."""
    write(folder, "secretword = [\n", "notes")
    ran = run("catalog", "-a", "./notes")
    assert (ran.code, "secretword" in ran.err) == (6, False)
