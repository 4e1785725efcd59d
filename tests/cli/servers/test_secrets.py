"""What may be a secret in an address is shown nowhere, however wrong the address is written."""

from pathlib import Path
from typing import Final

import pytest

from addonctl.model.addresses import holds_password, masked
from tests.cli.program import run
from tests.cli.servers.conftest import Serve
from tests.files import write
from tests.stores.api.waiting import NotedWaits

pytestmark = pytest.mark.once

WRONG: Final = (
    "https://user:PW@host/v1/accounts/acme",
    "https:/user:PW@host/v1/accounts/acme",
    "https:user:PW@host/v1/accounts/acme",
    "https:///user:PW@host",
    "http:PW@host",
    "HTTPS:\\\\user:PW@host\\v1\\accounts\\acme",
    "hTTp:\\user:PW@host",
    "https:\\/user:PW@host",
    "https://user:P@W:PW@host/",
    "https:/user:P/W?PW#PW@host/",
    "htps://user:PW@host/v1/accounts/acme",
    "ftp://user:PW@host",
    "user:PW@host/v1/accounts/acme",
    "postgresql://user:PW@host/name",
)
"""Addresses that hold a password: as one should and as one shouldn't write them."""
PLACES: Final = (
    ("catalog", "-a", "WORD"),
    ("catalog", "-aWORD"),
    ("catalog", "--account=WORD"),
    ("catalog", "-a", "acme.toml", "--config", "WORD"),
    ("check", "WORD"),
    ("pull", "WORD"),
    ("pull", "acme", "--to", "WORD"),
    ("push", "WORD"),
    ("request", "ai-assist", "-a", "acme.toml", "--as", "zoe", "--note", "WORD"),
    ("serve", "--import", "WORD"),
    ("people", "WORD", "-a", "acme.toml"),
    ("explain", "WORD"),
    ("catalog", "--profile", "WORD"),
    ("catalog", "--lang", "WORD"),
    ("WORD",),
    ("catalog", "WORD"),
    ("catalog", "--WORD"),
)
VARIABLES: Final = (
    *("ACCOUNT", "ACCOUNTS", "CATALOG", "POLICY", "API_URL", "PROXY", "CONFIG"),
    *("TOKEN_FILE", "CA_FILE", "PROFILE", "LANG", "READING", "OPERATOR", "DATABASE"),
)


@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_password_on_the_command_line_is_not_shown(
    place: tuple[str, ...], form: str, folder: Path
) -> None:
    """Wherever it stands, and whatever was meant by it."""
    del folder
    for address in WRONG:
        argv = [word.replace("WORD", address) for word in place]
        ran = run(*argv, "-o", form)
        assert ran.code in {2, 4}, (argv, ran)
        assert "PW" not in ran.out + ran.err, (argv, ran)


@pytest.mark.parametrize("argv", [("catalog", "-a", "acme"), ("config",), ("token", "list")])
@pytest.mark.parametrize("name", VARIABLES)
def test_password_in_a_variable_is_not_shown(
    name: str, argv: tuple[str, ...], serve: Serve, folder: Path
) -> None:
    """Nor are those of settings, in failures as in what config lists."""
    del folder
    server = serve()
    for number, address in enumerate(WRONG):
        environ = {"ADDONCTL_API_URL": server.url, f"ADDONCTL_{name}": address}
        form = ("table", "json")[number % 2]
        ran = run(*argv, "-vv", "-o", form, environ=environ, waits=NotedWaits())
        assert "PW" not in ran.out + ran.err, (address, ran)


@pytest.mark.parametrize(
    "text", [*WRONG, " https://user:PW@host", "https:/host/?token=PW", "https://host/#PW"]
)
def test_what_is_masked_keeps_where_it_leads(text: str) -> None:
    """A person sees which address it is about."""
    assert "PW" not in masked(text)
    assert "host" in masked(text) or text.startswith("http:PW")


@pytest.mark.parametrize(
    "text",
    [
        *("acme.toml", "./a:b.toml", "marie@acme.example", "https://host:8443/v1", "C1"),
        *("http:notes.toml", "x: a@b", "sqlite:////a@b:c/x.db", "postgresql://me@db/name"),
    ],
)
def test_what_holds_no_secret_stays_as_it_is(text: str) -> None:
    """Names of files and people are shown whole."""
    assert masked(text) == text
    assert not holds_password(text)


def test_file_that_is_named_so_is_a_file(folder: Path) -> None:
    """What is there is what was meant."""
    (folder / "a:b@c").mkdir()
    write(folder / "a:b@c", "schema = 1\n", "acme.toml")
    ran = run("check", "a:b@c/acme.toml")
    assert (ran.code, "a:***@c/acme.toml" in ran.out) == (6, True)
