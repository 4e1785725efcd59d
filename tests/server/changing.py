"""Send changes in tests: one that the example account allows, and what is seen of it."""

import secrets
from collections.abc import Sequence
from contextlib import closing
from typing import Any, Final, NamedTuple

from addonctl.model.account import Account
from addonctl.model.serving import ServerOptions
from addonctl.server.serving import open_checked
from addonctl.server.storage.database import parse_url
from addonctl.server.storage.repository import Repository
from addonctl.server.storage.tokens import Tokens
from addonctl.stores.files.reading import MAX_BYTES
from tests.server.running import NOW, Api, Reply, ask

KEY: Final = "a-key-of-this-very-change"
BUY: Final = ("subscribe", "analytics-plus", "marie")
TODAY: Final = NOW.date().isoformat()
MANY: Final = {"ADDONCTL_SERVER_RATE": "100000", "ADDONCTL_SERVER_BURST": "100000"}
"""The settings of a server process that is asked as often as one likes."""


def events_of(api: Api, account: str = "acme") -> list[dict[str, Any]]:
    """Return what is recorded on an account."""
    events: list[dict[str, Any]] = api.get(f"/accounts/{account}").json.get("events", [])
    return events


def refused(api: Api, reply: Reply, status: int, code: str, *, before: object) -> None:
    """See that a change was refused, and that nothing of it stayed."""
    assert (reply.status, reply.code) == (status, code), reply
    assert api.state() == before


def bought(addon: str, day: str = "2026-11-01") -> dict[str, str]:
    """State that an add-on was bought."""
    return {"kind": "subscribed", "date": day, "addon": addon}


def filled(url: str, accounts: Sequence[Account]) -> str:
    """Put accounts into an empty database, and return a token that may do all."""
    with closing(open_checked(parse_url(url), options=ServerOptions())) as database:
        Repository(database).fill(accounts, imported_by="import", most=MAX_BYTES)
        return Tokens(database).new("tests", "admin", now=NOW)


class Sender(NamedTuple):
    """Who sends changes to servers that are processes of their own."""

    port: int
    token: str

    def change(
        self, account: str, *change: str, key: str | None = None, as_of: str | None = None
    ) -> Reply:
        """Send a change of today, under a key of its own unless one is given."""
        action, addon, user = change or BUY
        return ask(
            self.port,
            "POST",
            f"/v1/accounts/{account}/events",
            {"action": action, "addon": addon, "user": user, "as_of": as_of or TODAY},
            Authorization=f"Bearer {self.token}",
            Idempotency_Key=key or secrets.token_hex(16),
        )

    def events(self, account: str) -> list[dict[str, Any]]:
        """Return what is recorded on an account."""
        path = f"/v1/accounts/{account}"
        reply = ask(self.port, "GET", path, Authorization=f"Bearer {self.token}")
        assert reply.status == 200, reply
        events: list[dict[str, Any]] = reply.json.get("events", [])
        return events
