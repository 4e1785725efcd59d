"""Hold one request as the routes see it, and what they answer; and what all requests share."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from addonctl.errors import AddonctlError, CredentialFailure, StorageFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.context import NOBODY_TOLD, Tells
from addonctl.model.messages import Message
from addonctl.model.policy import Policy, Reading
from addonctl.model.serving import ServerOptions
from addonctl.model.tokens import Scope
from addonctl.model.wire import JSON, MOST_OF_ANSWER
from addonctl.output.formats.json import JsonWriter
from addonctl.server.limits import RateLimit
from addonctl.server.logs import Log
from addonctl.server.storage.database import Database
from addonctl.server.storage.repository import Repository
from addonctl.server.storage.tokens import Bearer, Tokens


class Rules(Struct, frozen=True, kw_only=True):
    """What answers are made by. No path of a file is in it: it goes out to everybody."""

    catalog: Catalog
    policy: Policy
    reading: Reading
    tells: Tells = NOBODY_TOLD


class Site(Struct, frozen=True, kw_only=True):
    """What all requests share; nothing in it changes but the counters of the limits."""

    database: Database
    accounts: Repository
    tokens: Tokens
    rules: Rules
    rulebook: tuple[bytes, str]
    """The rulebook as it is sent, and its ETag."""
    options: ServerOptions
    requests: RateLimit
    failures: RateLimit
    log: Log
    now: Callable[[], dt.datetime]


class Answered(Struct, frozen=True, kw_only=True):
    """What is sent back; `headers` are added to those of every answer, `code` is a problem's."""

    body: bytes = b""
    status: int = 200
    media: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    code: str | None = None


class Asked(Struct, kw_only=True):
    """A request: who asks, for what, and when. The clock is read once."""

    site: Site
    now: dt.datetime
    address: str
    path: Mapping[str, str]
    query: str
    headers: Mapping[str, str]
    body: bytes = b""
    bearer: Bearer | None = None
    is_read: bool = False
    """Whether the body has been read to its end."""
    limits: tuple[tuple[str, str], ...] = ()
    """What the answer says of the limits."""

    @property
    def leaves_a_body(self) -> bool:
        """Say whether a body was sent that nobody has read."""
        has_body = self.headers.get("content-length", "0") != "0"
        return not self.is_read and (has_body or "transfer-encoding" in self.headers)

    @property
    def account_id(self) -> str:
        """Return the account that is asked about."""
        return self.path["account_id"]

    @property
    def operator(self) -> str:
        """Return the name of the token."""
        return "" if self.bearer is None else self.bearer.name

    def today(self, account: Account) -> dt.date:
        """Return today's date in the account's time zone."""
        return account.date_of(self.now)

    def authenticate(self, scope: Scope) -> None:
        """See who asks, that they may, and that they don't ask too often.

        Raises:
            CredentialFailure: TOKEN_INVALID or SCOPE_MISSING.
            StorageFailure: RATE_LIMITED, after how many seconds it is allowed.
        """
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        try:
            bearer = self.site.tokens.check(
                token.strip() if kind.lower() == "bearer" else "", now=self.now
            )
        except CredentialFailure:
            allowed = self.site.failures.take(self.address)
            if not allowed.is_allowed:
                raise StorageFailure("RATE_LIMITED", count=allowed.wait_seconds) from None
            raise
        self.bearer = bearer
        limit, allowed = self.site.requests, self.site.requests.take(bearer.id)
        policy = f'"token";q={limit.burst};w={limit.window_seconds}'
        state = f'"token";r={allowed.remaining};t={allowed.full_in_seconds}'
        self.limits = (("RateLimit-Policy", policy), ("RateLimit", state))
        if not allowed.is_allowed:
            raise StorageFailure("RATE_LIMITED", count=allowed.wait_seconds)
        self.require(scope)

    def require(self, scope: Scope) -> None:
        """See that the token may do what is asked.

        Raises:
            CredentialFailure: SCOPE_MISSING.
        """
        if self.bearer is None:
            raise TypeError(self.path)
        if not self.bearer.may(scope):
            raise CredentialFailure("SCOPE_MISSING", scope=scope, held=self.bearer.scope)


Work = Callable[[Asked], Answered]


class Endpoint(Struct, frozen=True, kw_only=True):
    """What is done for one method of one path: who may ask, how large a body may be.

    What `is_short` looks something up by its name, at most, and sends it as it lies there.
    """

    work: Work
    scope: Scope | None = None
    is_short: bool = False
    most_of_body: int = 0
    too_large: str = "BODY_TOO_LARGE"


def written(value: object) -> bytes:
    """Write an answer as the commands do, each with a writer of its own: what it said it keeps.

    Raises:
        AddonctlError: ANSWER_TOO_LARGE.
    """
    body = JsonWriter().encode(value).encode()
    if len(body) > MOST_OF_ANSWER:
        raise too_large("bytes", len(body), MOST_OF_ANSWER)
    return body


def too_large(what: Literal["bytes", "decisions"], count: int, most: int) -> AddonctlError:
    """Say that an answer would have too many of something."""
    reason = Message(f"ANSWER_TOO_LARGE.{what}", count=count, most=most)
    return AddonctlError("ANSWER_TOO_LARGE", reason=reason)
