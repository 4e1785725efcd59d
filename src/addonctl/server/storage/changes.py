"""Record one event in the one transaction of a change: the account is locked, read and appended to.

What may be recorded belongs to `actions`; here it is only written, once, and read back.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct, structs

from addonctl.errors import ConflictFailure, DataFailure, NotFoundFailure, StorageFailure
from addonctl.model.account import Account, Event
from addonctl.model.messages import Notice, Problem, Problems
from addonctl.model.wire import AnyIntent
from addonctl.server.storage.keys import Kept, Key, keep
from addonctl.server.storage.stored import Stored, find_stored
from addonctl.server.storage.tables import accounts, events
from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.interface import Recorded
from addonctl.stores.parsing.raw import Found
from addonctl.stores.parsing.suggestions import path_text

_ENCODER: Final = msgspec.json.Encoder()


class Changing(Struct, frozen=True, kw_only=True):
    """A change's transaction: its key, and what was answered under that before (`kept`)."""

    connection: sa.Connection
    key: Key
    kept: Kept | None

    @contextmanager
    def change(self, reference: str, /) -> "Iterator[OpenStored]":
        """Lock an account until the transaction ends, and read it.

        Raises:
            NotFoundFailure: UNKNOWN_ACCOUNT.
        """
        stored = find_locked(self.connection, reference)
        if stored is None:
            raise NotFoundFailure("UNKNOWN_ACCOUNT", reference=reference)
        yield OpenStored(connection=self.connection, stored=stored, key=self.key)

    def keep(self, kept: Kept) -> None:
        """Keep what is answered under the key."""
        keep(self.connection, self.key, kept)


class OpenStored(Struct, kw_only=True):
    """An account inside the transaction of its change, as it is `stored`: an `OpenAccount`."""

    connection: sa.Connection
    stored: Stored
    key: Key

    @property
    def account(self) -> Account:
        """Return the account as it was read."""
        return self.stored.account

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """Say that nothing weakens the lock."""
        return ()

    def place(self, found: Iterable[Found], /) -> Problems:
        """Name the fields where everything stands: there are no lines."""
        return Problems(
            listed=tuple(
                Problem(file=None, path=path_text(path), line=None, column=None, message=message)
                for path, message in found
            )
        )

    def record(self, event: Event, intent: AnyIntent, /) -> Recorded:
        """Append one event, once, with the token and the key by which it came.

        Rule: an account is read back as it was, with the event at its end.

        Raises:
            DataFailure: ACCOUNT_TOO_LARGE, with its events it would be.
            ConflictFailure: CHANGED_MEANWHILE, an event of that number is there.
        """
        del intent  # the event says what was wanted
        event = structs.replace(event, operator=self.key.operator, key=self.key.text)
        body = _ENCODER.encode(event).decode()
        before, after = self.stored, self.stored.with_event(body)
        account_id = before.account.id
        if len(after.body) > MAX_BYTES:
            raise DataFailure("ACCOUNT_TOO_LARGE", reference=account_id, limit=str(MAX_BYTES))
        if after.account != structs.replace(before.account, events=(*before.account.events, event)):
            raise StorageFailure("NOT_READ_BACK", file=account_id)
        row = event_row(account_id, after.version, event, body)
        try:
            self.connection.execute(events.insert(), row)
        except sa.exc.IntegrityError:
            raise ConflictFailure("CHANGED_MEANWHILE", file=account_id) from None
        self.connection.execute(
            accounts.update().where(accounts.c.id == account_id).values(version=after.version)
        )
        self.stored = after
        return Recorded(event=event, number=after.version)


def find_locked(connection: sa.Connection, account_id: str) -> Stored | None:
    """Read an account that nobody else changes until the transaction ends.

    PostgreSQL locks its row; SQLite locked everything when the transaction began.
    """
    if connection.dialect.name == "postgresql":
        lock = sa.select(accounts.c.id).where(accounts.c.id == account_id).with_for_update()
        if connection.scalar(lock) is None:
            return None
    return find_stored(connection, account_id)


def event_row(account_id: str, number: int, event: Event, body: str) -> Mapping[str, Any]:
    """Return the row of an account's event, counted from 1."""
    return {
        "account_id": account_id,
        "seq": number,
        "event_id": event.id,
        "addon": event.addon,
        "kind": event.kind,
        "operator": event.operator,
        "body": body,
    }
