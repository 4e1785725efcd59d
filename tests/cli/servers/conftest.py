"""Give tests an account as JSON, and a way to ask a server about it."""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from addonctl.model.account import Account
from tests.cli.accounts import ACCOUNT
from tests.cli.program import CANARY, Ran, run
from tests.stores.api.faulty_server import (
    FaultyServer,
    Manner,
    by_path,
    reply,
    rulebook,
)
from tests.stores.api.recording_accounts import RecordingAccounts
from tests.stores.api.waiting import NotedWaits

Serve = Callable[..., FaultyServer]
Ask = Callable[..., Ran]
Change = Callable[..., Ran]


@pytest.fixture(scope="session")
def acme() -> dict[str, Any]:
    """Return the account of the tests as JSON."""
    import tomllib

    account = msgspec.convert(tomllib.loads(ACCOUNT), Account)
    document: dict[str, Any] = json.loads(msgspec.json.encode(account))
    return document


@pytest.fixture
def serve(acme: dict[str, Any]) -> Iterator[Serve]:
    """Serve the account and a rulebook, or what a test gives in their place."""
    servers = []

    def start(*, tls: Any = None, **manners: Manner | list[Manner]) -> FaultyServer:  # noqa: ANN401
        usual: dict[str, Manner | list[Manner]] = {
            "rulebook": reply(rulebook()),
            "acme": reply(acme, headers={"ETag": '"1-a"'}),
        }
        server = FaultyServer(by_path(**(usual | manners)), tls=tls)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def waits() -> NotedWaits:
    """Wait without waiting."""
    return NotedWaits()


@pytest.fixture
def ask(waits: NotedWaits) -> Ask:
    """Ask about the account of a server that is set, with a token that nobody may ever see."""

    def ask_of(server: FaultyServer, *argv: str, **options: Any) -> Ran:  # noqa: ANN401
        environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
        environ |= options.pop("environ", {})
        words = argv or ("catalog", "-a", "acme", "-vv")
        return run(*words, environ=environ, waits=options.pop("waits", waits), **options)

    return ask_of


@pytest.fixture
def there(acme: dict[str, Any]) -> RecordingAccounts:
    """Keep the account where changes are recorded."""
    return RecordingAccounts(acme)


@pytest.fixture
def change(there: RecordingAccounts, ask: Ask) -> Iterator[Change]:
    """Ask for changes of it, with a token that nobody may ever see."""
    server = FaultyServer(there)
    yield lambda *argv, **options: ask(server, *argv, **options)
    server.close()


def failure_of(ran: Ran) -> str:
    """Return the code of a failure, `OK` where it is none."""
    found = re.match(r"(?:\x1b\[[0-9;]*m)*error\[([A-Z_]+)\]", ran.err)
    return "OK" if found is None else found[1]


def journal_folder() -> Path:
    """Return where this test's runs keep what they are about to send."""
    return Path(os.environ["HOME"], ".local", "state", "addonctl", "sent")


def journal_files() -> list[Path]:
    """List what is kept there."""
    folder = journal_folder()
    return sorted(folder.iterdir()) if folder.is_dir() else []
