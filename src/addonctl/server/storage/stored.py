"""Hold accounts as the database has them: their JSON as it is sent, and how it is read.

Their events are kept apart: put together they are the exact bytes of which the ETag speaks.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct, structs

from addonctl.model.account import Account
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
BEHIND: Final = (
    sa.select(accounts.c.id, accounts.c.version, accounts.c.name, accounts.c.plan)
    .where(accounts.c.id > sa.bindparam("after"))
    .order_by(accounts.c.id)
    .limit(sa.bindparam("count"))
)
_WHOLE_BEHIND: Final = BEHIND.add_columns(accounts.c.document)
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
        self._document, self._bodies = document, bodies
        text = document
        if bodies:
            text = f'{document[:-1]},"events":[{",".join(bodies)}]}}'
        self.body = text.encode()

    def with_event(self, event: str) -> "Stored":
        """Append the JSON of one event: no other byte changes."""
        return Stored(self.version + 1, self._document, (*self._bodies, event))

    @cached_property
    def etag(self) -> str:
        """Name these exact bytes: the version, and their hash."""
        return etag_of(self.version, self.body)

    @cached_property
    def account(self) -> Account:
        """Make the account of them; they were checked when they came in."""
        return msgspec.json.decode(self.body, type=Account)


def etag_of(version: int, body: bytes) -> str:
    """Name exact bytes of some version."""
    return f'"{version}-{hashlib.sha256(body).hexdigest()[:32]}"'


class Row(Struct, frozen=True):
    """An account in a page, with what is stored where that was asked for."""

    id: str
    version: int
    name: str
    plan: str
    stored: Stored | None = None


def written(account: Account) -> tuple[str, list[str]]:
    """Write an account's JSON without its events, and each event's."""
    encoder = msgspec.json.Encoder()
    document = encoder.encode(structs.replace(account, events=())).decode()
    return document, [encoder.encode(event).decode() for event in account.events]


def find_stored(connection: sa.Connection, account_id: str) -> Stored | None:
    """Read an account, `None` where there is none of that id."""
    rows = connection.execute(_ONE, {"account_id": account_id}).all()
    if not rows or rows[0].seq != 0:
        return None
    return Stored(rows[0].version, rows[0].body, [row.body for row in rows[1:]])


def stored_behind(connection: sa.Connection, after: str) -> Iterator[Row]:
    """Read accounts with their events, some at a time.

    Events are only appended, so those up to the version that was read belong to it.
    """
    while True:
        rows = connection.execute(_WHOLE_BEHIND, {"after": after, "count": CHUNK}).all()
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
