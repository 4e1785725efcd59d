"""Tokens: each belongs to one origin, is read from a file of one's own, and is never told."""

import os
from pathlib import Path

import pytest

from addonctl.errors import CredentialFailure
from addonctl.model.preferences import TokenPlace
from addonctl.stores.api.origin import Origin
from addonctl.stores.api.tokens import find_token
from addonctl.text.translator import for_people

TOKEN = "abcdefghijklmnop-0123456789"  # noqa: S105  # nobody's
HOST = Origin("https", "host", 443)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a token file."""
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n", "utf-8")
    path.chmod(0o600)
    return path


def found(*places: TokenPlace, origin: Origin = HOST, token: str = TOKEN) -> str | None:
    """Find the token for an origin."""
    return find_token(origin, places, {"ADDONCTL_TOKEN": token})


@pytest.mark.parametrize(
    "url",
    [
        "https://other",
        "https://host:444",
        "http://host",
        "https://host.evil",
        "https://sub.host",
        "https://evil/host",
        "nonsense",
    ],
)
def test_token_of_another_origin_is_none(url: str) -> None:
    """Scheme, host and port have to be the same."""
    assert found(TokenPlace(url, None)) is None


@pytest.mark.parametrize("url", ["https://host", "https://HOST:443/", "https://host/path"])
def test_token_belongs_to_its_origin(url: str) -> None:
    """Whatever path stands behind it."""
    assert found(TokenPlace(url, None)) == TOKEN


def test_first_place_wins(file: Path) -> None:
    """A variable wins over a file of the same origin; one of another origin is none."""
    file.write_text("from-the-file-0123456789", "utf-8")
    assert found(TokenPlace("https://host", None), TokenPlace("https://host", str(file))) == TOKEN
    places = TokenPlace("https://other", None), TokenPlace("https://host", str(file))
    assert found(*places) == "from-the-file-0123456789"


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_token_file(file: Path, end: str) -> None:
    """A line may end behind the token."""
    file.write_bytes(TOKEN.encode() + end.encode())
    assert found(TokenPlace("https://host", str(file))) == TOKEN


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666, 0o610])
def test_token_file_that_others_may_use(file: Path, mode: int) -> None:
    """It keeps no secret, so it isn't used."""
    file.chmod(mode)
    with pytest.raises(CredentialFailure) as caught:
        found(TokenPlace("https://host", str(file)))
    assert caught.value.code == "TOKEN_FILE_OPEN"


def test_token_file_that_is_none(tmp_path: Path) -> None:
    """A folder, a pipe or nothing at all is no token file, and it is told which."""
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name, reason in {
        "": "it is a folder",
        "pipe": "it is a pipe or a device, and no file",
        "none": "there is no such file or folder",
        "a\0b": "it holds a character that no name may hold",
    }.items():
        with pytest.raises(CredentialFailure) as caught:
            found(TokenPlace("https://host", str(tmp_path / name)))
        assert caught.value.code == "TOKEN_FILE_UNREADABLE"
        assert for_people("en").failure(caught.value)[0].endswith(f"can't be read: {reason}")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "short",
        f"{TOKEN}\n{TOKEN}",
        f"{TOKEN}\n\n",
        f" {TOKEN}",
        f"{TOKEN} ",
        "t\u00f6ken-t\u00f6ken-t\u00f6ken-t\u00f6ken",
        f"{TOKEN}\x00",
        f"{TOKEN}\r\nX: y",
        "a" * 5000,
    ],
)
def test_what_is_no_token(token: str, file: Path) -> None:
    """Blanks, line ends and other characters are refused, with the length and nothing more."""
    file.write_bytes(token.encode())
    for place in (TokenPlace("https://host", None), TokenPlace("https://host", str(file))):
        with pytest.raises(CredentialFailure) as caught:
            found(place, token=token)
        assert caught.value.code == "TOKEN_MALFORMED"
        values = dict(caught.value.values)
        assert isinstance(values.pop("count"), int)
        assert set(values) == {"where"}
