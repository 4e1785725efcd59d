"""Keep notes in the outbox until they are delivered: written with their event, lent to one sender.

A row is one note to one recipient; while it is unsent, further events of the add-on belong to it.
Who sends it holds a lease: where they die, another goes on after it. Nothing here is held while
a note is sent.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.dialects import postgresql, sqlite

from addonctl.actions.change import Prepared
from addonctl.model.account import Event, EventKind
from addonctl.model.notes import ACCOUNT_MANAGER, Fault, NoteKind
from addonctl.model.wire import instant
from addonctl.server.storage.database import Database
from addonctl.server.storage.tables import accounts, events, outbox

EVENTS: Final[dict[NoteKind, EventKind]] = {
    "request": "feature_requested",
    "quote": "quote_requested",
}
"""The events that each kind of note is about."""
APART: Final = dt.timedelta(hours=1)
"""A recipient is told of an add-on this often at most."""
LEASE: Final = dt.timedelta(minutes=2)
"""How long a sender has: much longer than a try may take."""
KEPT: Final = dt.timedelta(days=30)
"""How long a note is kept once it is sent."""
_COLUMNS: Final = tuple(column for column in outbox.c if column.name != "sent_at")
_UNSENT: Final = outbox.c.sent_at.is_(None)


class Note(Struct, frozen=True, kw_only=True):
    """A note that isn't sent yet: to an owner by id, or to the account manager.

    `created_at` is the moment of the first event that it is about.
    """

    id: int
    account_id: str
    addon: str
    recipient: str
    kind: NoteKind
    created_at: str
    not_before: str
    lease_until: str | None
    attempts: int
    last_error: str | None

    @property
    def key(self) -> str:
        """Name the note for those who get it, the same at every try and in no other database."""
        parts = (str(self.id), self.account_id, self.addon, self.recipient, self.kind)
        text = "\n".join((*parts, self.created_at))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def enqueue(connection: sa.Connection, prepared: Prepared, *, now: dt.datetime) -> None:
    """Note who is to be told of a change, in its transaction.

    Rule: a request to each owner, a quote to the account manager; one mail a recipient, add-on and
    hour at most. The account is locked by the transaction.
    """
    kind = prepared.change.action
    if kind not in EVENTS or prepared.earlier is not None:
        return
    account = prepared.context.account
    recipients: Sequence[str] = (ACCOUNT_MANAGER,)
    if kind == "request":
        recipients = [owner.id for owner in account.users_with("owner")]
    event = prepared.event
    for recipient in recipients:
        key = {
            "account_id": account.id,
            "addon": event.addon,
            "recipient": recipient,
            "kind": kind,
        }
        _add(connection, key, created_at=instant(event.at or now), now=now)


def _add(
    connection: sa.Connection, key: dict[str, Any], *, created_at: str, now: dt.datetime
) -> None:
    """Add a note where none waits; it isn't sent before an hour after the one before it."""
    same = [outbox.c[name] == value for name, value in key.items()]
    last = connection.scalar(sa.select(sa.func.max(outbox.c.sent_at)).where(*same))
    soonest = now if last is None else max(now, dt.datetime.fromisoformat(last) + APART)
    row = key | {"created_at": created_at, "not_before": instant(soonest), "attempts": 0}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(outbox).values(row).on_conflict_do_nothing())


class Outbox:
    """The notes of a database."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def claim(self, *, now: dt.datetime) -> Note | None:
        """Take the note that is due for longest, for as long as a lease lasts.

        Several senders share the work: a row that another one is just taking is passed over.
        """
        moment = instant(now)
        is_free = sa.or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= moment)
        due = (
            sa.select(*_COLUMNS)
            .where(_UNSENT, outbox.c.not_before <= moment, is_free)
            .order_by(outbox.c.not_before, outbox.c.id)
            .limit(1)
        )
        with self._database.read() as connection:
            if connection.execute(due).one_or_none() is None:
                return None
        with self._database.write() as connection:
            found = connection.execute(due.with_for_update(skip_locked=True))
            row = found.mappings().one_or_none()
            if row is None:
                return None
            lease = {"lease_until": instant(now + LEASE), "attempts": row["attempts"] + 1}
            connection.execute(outbox.update().where(outbox.c.id == row["id"]).values(lease))
        return Note(**{**row, **lease})

    def mark_sent(self, note: Note, *, version: int, now: dt.datetime) -> None:
        """Mark a note as sent, worded from the account of a version.

        Rule: what was recorded while it was on its way is told in another note, an hour later.
        """
        sent = {"sent_at": instant(now), "lease_until": None, "last_error": None}
        is_it = (outbox.c.id == note.id, _UNSENT)
        self._end(note, outbox.update().where(*is_it).values(sent), version=version, now=now)

    def put_back(
        self, note: Note, *, why: Fault, status: str = "", not_before: dt.datetime, is_try: bool
    ) -> None:
        """Put a note back with what went wrong; one that was never sent counts as no try."""
        values = {
            "lease_until": None,
            "not_before": instant(not_before),
            "last_error": f"{why} {status}".strip(),
            "attempts": note.attempts - (0 if is_try else 1),
        }
        with self._database.write() as connection:
            connection.execute(outbox.update().where(*_is_ours(note)).values(values))

    def drop(self, note: Note, *, version: int, now: dt.datetime) -> None:
        """Take a note out that has nobody to tell, or nothing, as the account is in a version.

        Rule: what was recorded since then found it waiting, and is told in a note of its own.
        """
        self._end(note, outbox.delete().where(*_is_ours(note)), version=version, now=now)

    def _end(
        self, note: Note, statement: "sa.Update | sa.Delete", *, version: int, now: dt.datetime
    ) -> None:
        """End a note, and begin another for what its version of the account doesn't hold yet.

        The account is locked as by a change, so no event falls between the two.
        """
        with self._database.write() as connection:
            lock = sa.select(accounts.c.id).where(accounts.c.id == note.account_id)
            connection.execute(lock.with_for_update())
            ended = connection.execute(statement.returning(outbox.c.id)).one_or_none()
            event = None if ended is None else _event_after(connection, note, version)
            if event is not None:
                names = ("account_id", "addon", "recipient", "kind")
                key = {name: getattr(note, name) for name in names}
                _add(connection, key, created_at=instant(event.at or now), now=now)

    def unsent(self) -> list[Note]:
        """List the notes that aren't sent yet, in the order in which they came."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(*_COLUMNS).where(_UNSENT).order_by(outbox.c.id))
            return [Note(**row) for row in rows.mappings()]

    def retry(self, *, now: dt.datetime, number: int | None = None) -> int:
        """Let notes that failed be tried again now, all or one; return how many.

        Rule: one that waits for its hour goes on waiting, and one that is on its way isn't sent
        twice.
        """
        moment = instant(now)
        is_free = sa.or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= moment)
        chosen = [_UNSENT, outbox.c.last_error.is_not(None), is_free]
        if number is not None:
            chosen.append(outbox.c.id == number)
        again = {"not_before": moment, "lease_until": None}
        with self._database.write() as connection:
            statement = outbox.update().where(*chosen).values(again).returning(outbox.c.id)
            return len(connection.execute(statement).all())

    def forget(self, *, now: dt.datetime) -> None:
        """Forget notes that were sent long ago."""
        with self._database.write() as connection:
            connection.execute(outbox.delete().where(outbox.c.sent_at < instant(now - KEPT)))


def _is_ours(note: Note) -> tuple[sa.ColumnElement[bool], ...]:
    """Choose a note whose lease is still ours."""
    return (outbox.c.id == note.id, _UNSENT, outbox.c.lease_until == note.lease_until)


def _event_after(connection: sa.Connection, note: Note, version: int) -> Event | None:
    """Find the first event behind a version that a note would be about."""
    rows = connection.scalars(
        sa.select(events.c.body)
        .where(
            events.c.account_id == note.account_id,
            events.c.seq > version,
            events.c.addon == note.addon,
            events.c.kind == EVENTS[note.kind],
        )
        .order_by(events.c.seq)
    )
    found = (msgspec.json.decode(body, type=Event) for body in rows)
    return next((event for event in found if event.imported_by is None), None)
