"""Hold what a server is told: where it listens, what it bears, how it tells others; no secret."""

from typing import Final, Literal

from msgspec import Struct

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
MOST_OF_BODY: Final = 64 * 1024
MOST_OF_HEADERS: Final = 32 * 1024


class ServerOptions(Struct, frozen=True, kw_only=True):
    """The limits of a server; seconds are whole ones.

    `hosts` are the names under which it is asked, besides those of this machine and its own.
    `failures` are tokens that are wrong, a minute and address.
    """

    host: str = "127.0.0.1"
    port: int = 8642
    hosts: tuple[str, ...] = ()
    rate: int = 20
    burst: int = 100
    failures: int = 10
    header_seconds: int = 10
    body_seconds: int = 30
    stop_seconds: int = 10
    connections: int = 64
    threads: int = 6
    pooler: Literal["yes", "no"] = "no"


class NoteOptions(Struct, frozen=True, kw_only=True):
    """How notes are delivered: by a webhook, else by mail, else not at all.

    Secrets are in files. `account_manager` and `mail_from` are addresses; `ca_file` and `proxy`
    are those of all connections.
    """

    smtp_url: str | None = None
    smtp_password_file: str | None = None
    mail_from: str | None = None
    account_manager: str | None = None
    webhook_url: str | None = None
    webhook_secret_file: str | None = None
    ca_file: str | None = None
    proxy: str | None = None
