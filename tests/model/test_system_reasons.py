"""Why the system couldn't do something: in our words and both languages, else in its own."""

import errno
import locale
import os
import re
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from addonctl.model.messages.system import NAMES, SQLITE, SYSTEM, no_file_reason, reason_of
from addonctl.text.translator import for_people
from tests.files import PROJECT

OCCUR = [
    *("EACCES", "ENOENT", "ENOSPC", "EROFS", "EISDIR", "ENOTDIR", "EIO", "EPERM", "ENAMETOOLONG"),
    *("ELOOP", "EMFILE", "ENFILE", "EDQUOT", "EFBIG", "EEXIST", "ETXTBSY", "ENOMEM", "EBUSY"),
    *("ECONNREFUSED", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EADDRINUSE", "EADDRNOTAVAIL"),
    *("ECONNRESET", "EPIPE", "EAFNOSUPPORT", "EOPNOTSUPP", "ENOTSUP", "ESTALE"),
]


def said(error: BaseException | None) -> tuple[str, str]:
    """Say a reason in both languages."""
    reason = reason_of(error)
    return for_people("en").say(reason), for_people("fr").say(reason)


@pytest.mark.parametrize("name", OCCUR)
def test_what_occurs_has_our_words(name: str) -> None:
    """Two sentences, neither of them the system's."""
    number = getattr(errno, name)
    english, french = said(OSError(number, os.strerror(number)))
    assert english != french
    assert os.strerror(number) not in english + french
    assert english[0].islower()


def test_nothing_is_listed_that_is_not_here() -> None:
    """The table and this test name the same."""
    assert {getattr(errno, name) for name in OCCUR} == SYSTEM.keys()


@pytest.mark.parametrize("name", NAMES)
def test_hosts_that_are_not_found(name: str) -> None:
    """Their numbers are others than those of the system."""
    english, french = said(socket.gaierror(getattr(socket, name), "Name or service not known"))
    assert "name" in english
    assert "nom" in french


def test_host_that_does_not_exist() -> None:
    """A name that is reserved for that, or whatever this machine says of it."""
    with pytest.raises(socket.gaierror) as caught:
        socket.getaddrinfo("nowhere.invalid", 80)
    assert "name" in said(caught.value)[0]


def test_sqlite_in_our_words(tmp_path: Path) -> None:
    """A file that is none of its own, and every other that is listed."""
    (tmp_path / "a.db").write_bytes(b"no database at all, whatever it is called" * 100)
    with (
        closing(sqlite3.connect(tmp_path / "a.db")) as connection,
        pytest.raises(sqlite3.DatabaseError) as caught,
    ):
        connection.execute("SELECT 1 FROM x")
    assert said(caught.value)[0] == "the file is no database of SQLite"
    with pytest.raises(sqlite3.OperationalError) as denied:
        sqlite3.connect(tmp_path)
    assert said(denied.value)[1] == "le fichier ne peut pas être ouvert"
    assert all(hasattr(sqlite3, name) for name in SQLITE)


def test_detail_of_sqlite_is_the_same_reason() -> None:
    """It knows thirty kinds of a device's error."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    assert said(error) == said(OSError(errno.EIO, ""))


def test_what_is_not_listed_is_the_systems() -> None:
    """It is introduced, so that its English isn't ours."""
    assert said(OSError(errno.EXDEV, "")) == (
        "the system says: Invalid cross-device link",
        "le système dit\N{NO-BREAK SPACE}: Invalid cross-device link",
    )
    assert said(sqlite3.OperationalError("no such table: x"))[0].endswith("no such table: x")
    assert said(OSError())[0] == "the system says: OSError"


def test_name_that_can_be_none() -> None:
    """What Python refuses before the system is asked is told, too."""
    with pytest.raises(ValueError, match="null") as caught:
        Path("a\0b").stat()
    assert said(caught.value)[0] == "it holds a character that no name may hold"


def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder is told from a pipe."""
    os.mkfifo(tmp_path / "pipe")
    folder, pipe = (no_file_reason(path.stat().st_mode) for path in (tmp_path, tmp_path / "pipe"))
    say = for_people("fr").say
    assert (say(folder), say(pipe)[:14]) == ("c'est un dossier", "c'est un tube ")


def test_locale_of_the_system_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever language it speaks: where none is installed, this can't fail."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:
        locale.setlocale(locale.LC_ALL, "C")
    try:
        assert said(PermissionError(errno.EACCES, ""))[0] == "permission denied"
    finally:
        locale.setlocale(locale.LC_ALL, before)


def test_nobody_else_asks_the_system_for_words() -> None:
    """In the code its words stand in one place; an error that is made may carry them."""
    for path in (PROJECT / "src" / "addonctl").rglob("*.py"):
        text = re.sub(r"OSError\(errno\.\w+, os\.strerror\(errno\.\w+\)\)", "", path.read_text())
        assert path.name == "system.py" or "strerror" not in text, path
