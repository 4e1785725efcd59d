"""Keep accounts behind the API, as the store that commands know: what is read is checked here."""

import contextlib
import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final, NamedTuple

from addonctl.errors import (
    AddonctlError,
    CredentialFailure,
    NotFoundFailure,
    StorageFailure,
)
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message
from addonctl.model.wire import MOST_LISTED
from addonctl.stores.api.documents import parse_json
from addonctl.stores.api.pages import list_accounts
from addonctl.stores.api.server import Server
from addonctl.stores.files.documents import ParsedFile, ReadFile, decode_account
from addonctl.stores.parsing.suggestions import guess

if TYPE_CHECKING:  # only for its type
    from addonctl.model.wire import AnyIntent
    from addonctl.stores.api.changes import Changes
    from addonctl.stores.interface import OpenAccount, Recorded

MOST_ACCOUNT_BYTES: Final = 1_048_576
"""More than 256 KiB of TOML come to as JSON, laid out for people."""


class Fetched(NamedTuple):
    """An account as a server answered it, and the ETag where it has one that can be relied on."""

    account_id: str
    document: ParsedFile
    etag: str | None


class ApiAccounts:
    """Accounts behind an API; a reference is an id."""

    def __init__(self, server: Server, *, catalog: Callable[[], Catalog]) -> None:
        """Take the server, and the catalogue that accounts are checked against."""
        self.server = server
        self._catalog = catalog
        self._latest = dict[str, ReadFile]()

    @property
    def catalog(self) -> Catalog:
        """Return the catalogue that accounts are checked against."""
        return self._catalog()

    def file_of(self, reference: str, /) -> str:
        """Name the account by its address."""
        return self.server.address.account(reference)

    def check_changeable(self, reference: str, /) -> None:
        """See that a change may be sent at all, before anything is.

        Rule: to a server that isn't the one that is set nothing is sent at all.

        Raises:
            CredentialFailure: TOKEN_MISSING, no token belongs to the server.
            StorageFailure: API_READ_ONLY.
        """
        del reference
        if not self.server.is_of_settings or self.server.rulebook.records:
            self.check_token()
        if not self.server.rulebook.records:
            reason = Message("API_READ_ONLY.now")
            raise StorageFailure("API_READ_ONLY", server=self.server.client.server, reason=reason)

    def check_token(self) -> None:
        """See that a token belongs to the server.

        Raises:
            CredentialFailure: TOKEN_MISSING.
        """
        if not self.server.client.has_token:
            raise CredentialFailure("TOKEN_MISSING", server=self.server.client.server)

    def read(self, reference: str, /) -> ReadFile:
        """Read an account.

        Raises:
            NotFoundFailure: UNKNOWN_ACCOUNT.
            DataFailure: it is wrong, with all problems.
            CredentialFailure, StorageFailure: the server can't be asked.
        """
        fetched = self.fetch(reference)
        read = ReadFile(account=self.decode(fetched), document=fetched.document)
        self._latest[reference] = read
        return read

    def decode(self, fetched: Fetched) -> Account:
        """Make the account that was answered, checked against the catalogue.

        Raises:
            DataFailure: it is wrong, with all problems.
            StorageFailure: API_OTHER_ACCOUNT, it isn't the one asked for.
        """
        account = decode_account(fetched.document, catalog=self.catalog)
        if account.id != fetched.account_id:
            raise StorageFailure(
                "API_OTHER_ACCOUNT", address=self.file_of(fetched.account_id), id=account.id
            )
        return account

    def fetch(self, account_id: str) -> Fetched:
        """Ask for an account as it is.

        Raises:
            NotFoundFailure: UNKNOWN_ACCOUNT.
            CredentialFailure, StorageFailure: the server can't be asked.
        """
        client = self.server.client
        reply = client.get(self.server.path("accounts", account_id), most_bytes=MOST_ACCOUNT_BYTES)
        if reply.meaning == "UNKNOWN_ACCOUNT":
            nearest = self._nearest(account_id)
            raise NotFoundFailure(
                "UNKNOWN_ACCOUNT",
                kind="api" if nearest is None else None,
                reference=account_id,
                folder=client.server,
                nearest=nearest,
            )
        if not reply.is_answer:
            raise client.failure(reply)
        document = parse_json(reply.answer.body, self.file_of(account_id))
        return Fetched(account_id, document, reply.answer.headers.get("ETag"))

    def change(self, reference: str, /) -> "AbstractContextManager[OpenAccount]":
        """Let a change be recorded on the account as it was read: the server decides afresh."""
        return self._changes(reference).opened(self._latest.get(reference) or self.read(reference))

    def finish(
        self, reference: str, intent: "AnyIntent", /, *, names_day: bool
    ) -> "Recorded | None":
        """Send once more, by the same key, what an earlier run may have sent."""
        read = self._latest.get(reference) or self.read(reference)
        events = read.account.events
        return self._changes(reference).finish(intent, names_day=names_day, events=events)

    def discard(self, reference: str, intent: "AnyIntent", /) -> None:
        """Forget the key of what an earlier run may have sent."""
        self._changes(reference).discard(intent)

    def _changes(self, account_id: str) -> "Changes":
        from addonctl.stores.api.changes import Changes  # noqa: PLC0415  # reading does without

        return Changes(self.server, account_id, address=self.file_of(account_id))

    def _nearest(self, account_id: str) -> str | None:
        """Guess which account was meant, of those that begin alike, where the server lists them."""
        with contextlib.suppress(AddonctlError):
            alike = itertools.islice(list_accounts(self.server, behind=account_id[:1]), MOST_LISTED)
            return guess(account_id, tuple(account.id for account in alike))
        return None
