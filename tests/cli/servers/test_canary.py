"""A token stays out of everything: every stream and file of the client, the server's, its log.

The token is a real one of a real server, whatever is asked with it and whatever becomes of that.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.cli.program import CANARY, run
from tests.cli.servers.commands import ALONE, COMMANDS, FORMS, argv_of
from tests.cli.servers.conftest import Change, failure_of, journal_files
from tests.cli.servers.places import REAL, Place, serving_examples
from tests.files import replaced
from tests.server.raw import connected, read_all
from tests.stores.api.faulty_server import reset
from tests.stores.api.recording_accounts import RecordingAccounts

LOUD: Final = ("-vvv", "--color", "always")
PREFIX: Final = "addonctl_"


@pytest.fixture(params=REAL)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """Serve the examples, with a token for everything."""
    folder = tmp_path_factory.mktemp(request.param)
    with serving_examples(request.param, folder, scope="admin") as found:
        yield found


def test_token_stays_out(place: Place, folder: Path) -> None:
    """Whether it is taken, revoked, another's or broken; where it is put by mistake, too."""
    assert place.served is not None
    secrets = [place.token, token_of(place, "reads", "read"), token_of(place, "gone", "admin")]
    shown: list[str] = []

    def ask(*argv: str, token: str = place.token, **environ: str) -> str:
        given = {"ADDONCTL_API_URL": place.url, "ADDONCTL_TOKEN": token} | environ
        ran = run(*argv, environ=given)
        shown.extend((ran.out, ran.err))
        return failure_of(ran)

    for number, command in enumerate(COMMANDS):
        ask(*argv_of(command, "acme", FORMS[number % len(FORMS)]))
        ask(*argv_of(command, f"{place.url}/v1/accounts/acme", LOUD))
    for command in (*ALONE, ("config",), ("config", "-o", "json"), ("doctor",)):
        ask(*command, *LOUD)
    complete = {"COMP_WORDS": "addonctl\ncatalog\n-a\n", "COMP_CWORD": "3"}
    assert ask(**complete, _ADDONCTL_COMPLETE="complete_bash") == "OK"
    assert ask("catalog", "-a", "acne", *LOUD) == "UNKNOWN_ACCOUNT"
    assert ask("trial", "ai-assist", "-a", "acme", "--as", "marie", "-y") == "REFUSED"
    trial = ("trial", "ai-assist-pro", "-a", "acme", "--as", "marie", "-y")
    for form in (LOUD, ("-o", "json"), ("-q",)):
        ask(*trial, *form, token=f"{place.token}x")
        ask(*trial, *form)

    for name in ("a.toml", "a.json"):
        assert ask("pull", "acme", "--to", name, *LOUD) == "OK"
    for name, change in (("a.toml", "Acme"), ("a.json", "Acme 2")):
        (folder / name).write_text(
            replaced((folder / name).read_text("utf-8"), ("Acme SAS", change)), "utf-8"
        )
    assert ask("push", "a.toml", "-y", token=secrets[1]) == "SCOPE_MISSING"
    assert ask("push", "a.toml", *LOUD) == "QUESTION_NEEDS_FLAG"
    assert ask("push", "a.toml", "-y", *LOUD) == "OK"
    assert ask("push", "a.json", "-y", "-o", "json") == "OK"

    database = {"ADDONCTL_DATABASE": database_of(place)}
    ask("token", "list", *LOUD, **database)
    ask("token", "revoke", "gone", **database)
    for wrong in (secrets[2], CANARY, f"{place.token}x"):
        assert ask("people", "-a", "acme", *LOUD, token=wrong) == "TOKEN_INVALID"
        assert ask("doctor", *LOUD, token=wrong) == "TOKEN_INVALID"
    assert ask("people", "-a", "acme", token=f"{place.token}\nx") == "TOKEN_MALFORMED"
    held = f"http://{place.token}@{place.url.partition('//')[2]}"
    assert ask("people", "-a", "acme", *LOUD, ADDONCTL_API_URL=held) != "OK"
    assert ask("people", "-a", f"{held}/v1/accounts/acme", *LOUD) != "OK"
    assert ask("doctor", *LOUD, ADDONCTL_API_URL=held) == "API_ADDRESS_SECRET"
    assert ask("doctor", "-a", f"{held}/v1/accounts/acme", *LOUD) == "API_ADDRESS_SECRET"
    assert ask("doctor", *LOUD, ADDONCTL_ACCOUNT=f"{held}/v1/accounts/acme") != "OK"
    assert ask("people", "-a", f"{place.url}/v1/accounts/acme?token={place.token}", *LOUD) != "OK"
    for line in (f"GET /{place.token}", f"GET /v1/accounts?after={place.token}", place.token):
        with connected(place.served.port) as wire:
            host = f"127.0.0.1:{place.served.port}"
            wire.sendall(f"{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            read_all(wire)

    assert place.served.stop() == 0
    assert ask("people", "-a", "acme", *LOUD) == "API_UNREACHABLE"
    shown += [path.read_text("utf-8") for path in folder.iterdir()]
    shown += [place.served.out, place.served.log]
    assert place.served.log.count('"event":"request"') > len(COMMANDS)
    for secret in secrets:
        assert not [text for text in shown if secret.removeprefix(PREFIX) in text]


@pytest.mark.parametrize("form", [LOUD, ("-o", "json", "-vvv"), ("--lang", "fr", "-vv"), ("-q",)])
def test_token_is_not_in_what_is_kept(
    form: tuple[str, ...], there: RecordingAccounts, change: Change
) -> None:
    """An entry that waits for its answer holds the key; the token stands in no file of the home."""
    there.after = [reset()] * 3
    assert change("request", "ai-assist", "-a", "acme", "--as", "zoe", *form).code == 9
    (entry,) = journal_files()
    assert there.posts[0].key in entry.read_text("utf-8")
    home = Path(os.environ["HOME"])
    held = [path for path in home.rglob("*") if path.is_file()]
    assert held
    assert not [path for path in held if CANARY.encode() in path.read_bytes()]
    assert all(CANARY.encode() in request for request in there.requests)


def database_of(place: Place) -> str:
    """Return the address of the database, as the server's process was told it."""
    assert place.database is not None
    return place.database


def token_of(place: Place, name: str, scope: str) -> str:
    """Make a token, which is shown this once."""
    environ = {"ADDONCTL_DATABASE": database_of(place)}
    ran = run("token", "new", name, "--scope", scope, environ=environ)
    assert ran.out.startswith(PREFIX)
    return ran.out.strip()
