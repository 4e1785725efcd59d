"""Keep accounts in the database: read one or a page, create and replace.

How an account lies there is `stored`'s. What a change may do belongs to `actions`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from msgspec import structs

from addonctl.errors import ConflictFailure, DataFailure, NotFoundFailure, StorageFailure
from addonctl.model.account import Account, Event
from addonctl.model.wire import MOST_OF_PAGE
from addonctl.server.storage.changes import Changing, event_row, find_locked
from addonctl.server.storage.database import Database
from addonctl.server.storage.keys import Key, claim
from addonctl.server.storage.stored import (
    BEHIND,
    Row,
    Stored,
    find_stored,
    stored_behind,
    written,
)
from addonctl.server.storage.tables import accounts, events


class Repository:
    """Accounts in a database."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def find(self, account_id: str) -> Stored | None:
        """Read an account, `None` where there is none of that id."""
        with self._database.read() as connection:
            return find_stored(connection, account_id)

    def read(self, account_id: str) -> Stored:
        """Read an account.

        Raises:
            NotFoundFailure: UNKNOWN_ACCOUNT.
        """
        stored = self.find(account_id)
        if stored is None:
            raise NotFoundFailure("UNKNOWN_ACCOUNT", reference=account_id)
        return stored

    def page(self, *, after: str, limit: int, is_whole: bool) -> tuple[list[Row], bool]:
        """List accounts behind an id, and say whether there are more.

        A page of whole accounts ends before it is larger than 2 MiB.
        """
        with self._database.read() as connection:
            if not is_whole:
                values = {"after": after, "count": limit + 1}
                rows = [
                    Row(row.id, row.version, row.name, row.plan)
                    for row in connection.execute(BEHIND, values)
                ]
                return rows[:limit], len(rows) > limit
            listed: list[Row] = []
            size = 0
            for row in stored_behind(connection, after):
                size += len(row.stored.body) if row.stored else 0
                if listed and (len(listed) == limit or size > MOST_OF_PAGE):
                    return listed, True
                listed.append(row)
            return listed, False

    def fill(self, filling: Sequence[Account], *, imported_by: str, most: int) -> None:
        """Store accounts where there are none: all of them, or nothing.

        Raises:
            StorageFailure: DATABASE_NOT_EMPTY.
            DataFailure: ACCOUNT_TOO_LARGE, one has more than `most` bytes.
        """
        with self._database.write() as connection:
            if connection.scalar(sa.select(accounts.c.id).limit(1)) is not None:
                raise StorageFailure("DATABASE_NOT_EMPTY", database=self._database.shown)
            for account in filling:
                _store(connection, account, None, imported_by=imported_by, most=most)

    def put(
        self,
        account: Account,
        *,
        check: Callable[[Stored | None], None],
        imported_by: str,
        most: int,
    ) -> tuple[Stored, bool]:
        """Create an account or replace it, its history at most lengthened; say which it was.

        `check` sees what is stored, inside the transaction, before anything is written. New
        events get the name of who sent them.

        Raises:
            ConflictFailure: HISTORY_DIFFERS, or CHANGED_MEANWHILE; whatever `check` raises.
            DataFailure: ACCOUNT_TOO_LARGE, more than `most` bytes.
        """
        with self._database.write() as connection:
            before = find_locked(connection, account.id)
            check(before)
            after = _store(connection, account, before, imported_by=imported_by, most=most)
            return after, before is None

    @contextmanager
    def changing(self, key: Key) -> Iterator[Changing]:
        """Begin the one transaction of a change, under its key; what fails inside undoes it all.

        Raises:
            ConflictFailure: KEY_REUSED.
            UnknownOutcome: KEY_IN_USE, or COMMIT_LOST where the end of it was lost.
        """
        with self._database.write() as connection:
            yield Changing(connection=connection, key=key, kept=claim(connection, key))


def _store(
    connection: sa.Connection,
    account: Account,
    before: Stored | None,
    *,
    imported_by: str,
    most: int,
) -> Stored:
    """Store an account in the place of what was there, where that differs."""
    known = () if before is None else before.account.events
    whole = structs.replace(account, events=_history(account, known, imported_by))
    document, bodies = written(whole)
    after = Stored(len(bodies), document, bodies)
    if len(after.body) > most:
        raise DataFailure("ACCOUNT_TOO_LARGE", reference=account.id, limit=str(most))
    if before is None or before.body != after.body:
        _write(connection, whole, document, is_new=before is None)
        if bodies[len(known) :]:
            connection.execute(events.insert(), list(_event_rows(whole, bodies, len(known))))
    return after


def _history(account: Account, known: Sequence[Event], imported_by: str) -> tuple[Event, ...]:
    """Return the events that are known, and those that are new with who sent them.

    Rule: what is stored must be a prefix of what is sent; who sent an event is the server's to
    say, so it isn't compared.
    """
    sent = account.events
    if [_as_sent(event) for event in sent[: len(known)]] != [_as_sent(event) for event in known]:
        raise ConflictFailure("HISTORY_DIFFERS", reference=account.id, count=len(known))
    new = (structs.replace(event, imported_by=imported_by) for event in sent[len(known) :])
    return (*known, *new)


def _as_sent(event: Event) -> Event:
    return structs.replace(event, imported_by=None)


def _write(connection: sa.Connection, account: Account, document: str, *, is_new: bool) -> None:
    values = {
        "version": len(account.events),
        "name": account.name,
        "plan": account.plan,
        "document": document,
    }
    if not is_new:
        connection.execute(accounts.update().where(accounts.c.id == account.id).values(values))
        return
    try:
        with connection.begin_nested():
            connection.execute(accounts.insert().values(id=account.id, **values))
    except sa.exc.IntegrityError:  # somebody else was faster, and their row can't be waited for
        raise ConflictFailure("CHANGED_MEANWHILE", file=account.id) from None


def _event_rows(account: Account, bodies: Sequence[str], known: int) -> Iterator[Mapping[str, Any]]:
    for number, event in enumerate(account.events[known:], known):
        yield event_row(account.id, number + 1, event, bodies[number])
