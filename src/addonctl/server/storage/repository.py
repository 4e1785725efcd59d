"""Keep accounts in the database: read one or a page, create and replace, list events.

An account's JSON is kept as it is sent, its events apart: put together they are the exact bytes
of which the ETag speaks. What a change may do belongs to `actions`.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct, structs

from addonctl.errors import ConflictFailure, DataFailure, NotFoundFailure
from addonctl.model.account import Account, Event
from addonctl.model.wire import MOST_OF_PAGE
from addonctl.server.storage.database import Database
from addonctl.server.storage.tables import accounts, events

CHUNK: Final = 16
"""How many accounts are read at once: together they may be twice as large as a page."""

_ONE: Final = sa.union_all(
    sa.select(sa.literal(0).label("seq"), accounts.c.version, accounts.c.document.label("body"))
    .select_from(accounts)
    .where(accounts.c.id == sa.bindparam("account_id")),
    sa.select(events.c.seq, sa.literal(0), events.c.body).where(
        events.c.account_id == sa.bindparam("account_id")
    ),
).order_by("seq")
"""An account and its events in one statement: nothing can change between the two."""
_PAGE: Final = (
    sa.select(accounts)
    .where(accounts.c.id > sa.bindparam("after"))
    .order_by(accounts.c.id)
    .limit(sa.bindparam("count"))
)
_NAMES: Final = (
    sa.select(accounts.c.id, accounts.c.version, accounts.c.name, accounts.c.plan)
    .where(accounts.c.id > sa.bindparam("after"))
    .order_by(accounts.c.id)
    .limit(sa.bindparam("count"))
)
_EVENTS_OF: Final = (
    sa.select(events.c.account_id, events.c.seq, events.c.body)
    .where(events.c.account_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(events.c.account_id, events.c.seq)
)


class Stored:
    """An account as the database holds it: its version, and the bytes that are sent."""

    def __init__(self, version: int, document: str, bodies: Sequence[str]) -> None:
        """Take the account's JSON without its events, and the events'."""
        self.version = version
        text = document
        if bodies:
            text = f'{document[:-1]},"events":[{",".join(bodies)}]}}'
        self.body = text.encode()

    @cached_property
    def etag(self) -> str:
        """Name these exact bytes: the version, and their hash."""
        return f'"{self.version}-{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @cached_property
    def account(self) -> Account:
        """Make the account of them; they were checked when they came in."""
        return msgspec.json.decode(self.body, type=Account)


class Row(Struct, frozen=True):
    """An account in a page, with what is stored where that was asked for."""

    id: str
    version: int
    name: str
    plan: str
    stored: Stored | None = None


class Repository:
    """Accounts in a database."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def find(self, account_id: str) -> Stored | None:
        """Read an account, `None` where there is none of that id."""
        with self._database.read() as connection:
            return _find(connection, account_id)

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
                    for row in connection.execute(_NAMES, values)
                ]
                return rows[:limit], len(rows) > limit
            listed: list[Row] = []
            size = 0
            for row in _whole(connection, after):
                size += len(row.stored.body) if row.stored else 0
                if listed and (len(listed) == limit or size > MOST_OF_PAGE):
                    return listed, True
                listed.append(row)
            return listed, False

    def is_empty(self) -> bool:
        """Say whether there is no account at all."""
        with self._database.read() as connection:
            return connection.scalar(sa.select(accounts.c.id).limit(1)) is None

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
            before = self._locked(connection, account.id)
            check(before)
            known = () if before is None else before.account.events
            whole = structs.replace(account, events=_history(account, known, imported_by))
            document, bodies = written(whole)
            after = Stored(len(bodies), document, bodies)
            if len(after.body) > most:
                raise DataFailure("ACCOUNT_TOO_LARGE", reference=account.id, limit=str(most))
            if before is not None and before.body == after.body:
                return after, False
            _write(connection, whole, document, is_new=before is None)
            if bodies[len(known) :]:
                connection.execute(events.insert(), list(_event_rows(whole, bodies, len(known))))
            return after, before is None

    def _locked(self, connection: sa.Connection, account_id: str) -> Stored | None:
        """Read an account that nobody else changes until the transaction ends."""
        if self._database.is_postgresql:
            lock = sa.select(accounts.c.id).where(accounts.c.id == account_id).with_for_update()
            if connection.scalar(lock) is None:
                return None
        return _find(connection, account_id)


def written(account: Account) -> tuple[str, list[str]]:
    """Write an account's JSON without its events, and each event's."""
    encoder = msgspec.json.Encoder()
    document = encoder.encode(structs.replace(account, events=())).decode()
    return document, [encoder.encode(event).decode() for event in account.events]


def _find(connection: sa.Connection, account_id: str) -> Stored | None:
    rows = connection.execute(_ONE, {"account_id": account_id}).all()
    if not rows or rows[0].seq != 0:
        return None
    return Stored(rows[0].version, rows[0].body, [row.body for row in rows[1:]])


def _whole(connection: sa.Connection, after: str) -> Iterator[Row]:
    """Read accounts with their events, some at a time.

    Events are only appended, so those up to the version that was read belong to it.
    """
    while True:
        rows = connection.execute(_PAGE, {"after": after, "count": CHUNK}).all()
        if not rows:
            return
        ids = [row.id for row in rows]
        bodies: dict[str, list[str]] = {each: [] for each in ids}
        for event in connection.execute(_EVENTS_OF, {"ids": ids}):
            bodies[event.account_id].append(event.body)
        for row in rows:
            stored = Stored(row.version, row.document, bodies[row.id][: row.version])
            yield Row(row.id, row.version, row.name, row.plan, stored)
        after = ids[-1]


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
        yield {
            "account_id": account.id,
            "seq": number + 1,
            "event_id": event.id,
            "addon": event.addon,
            "kind": event.kind,
            "operator": event.operator,
            "body": bodies[number],
        }
