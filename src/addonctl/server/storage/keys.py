"""Keep what was answered under a key, so that a change that is sent twice is recorded once.

A key belongs to a token and is claimed inside the transaction of its change: with a refusal it is
free again, with a success it stands for that change for ever.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.exc import DBAPIError

from addonctl.errors import ConflictFailure, UnknownOutcome
from addonctl.model.wire import instant
from addonctl.server.storage.tables import idempotency
from addonctl.stores.parsing.suggestions import excerpt

LOCK_TIMED_OUT: Final = "55P03"
"""What PostgreSQL says where another request holds the key for too long."""

# The number of rows that an insert concerned isn't told by every driver: what it returns is.
_CLAIM: Final = sa.text(
    "INSERT INTO idempotency (token_id, key, fingerprint, created_at)"
    " VALUES (:token_id, :key, :fingerprint, :created_at)"
    " ON CONFLICT DO NOTHING RETURNING key"
)
_FIND: Final = sa.select(
    idempotency.c.fingerprint, idempotency.c.status, idempotency.c.answer
).where(
    idempotency.c.token_id == sa.bindparam("token_id"), idempotency.c.key == sa.bindparam("key")
)


class Key(Struct, frozen=True, kw_only=True):
    """A key of a token, and what it is to stand for: the fields of a change, as they were sent.

    `operator` is the token's name.
    """

    token_id: int
    operator: str
    text: str
    fields: Mapping[str, str]
    now: dt.datetime


class Kept(Struct, frozen=True, kw_only=True):
    """What was answered under a key, byte for byte: the status, headers and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def claim(connection: sa.Connection, key: Key) -> Kept | None:
    """Take a key for a change; return what was answered under it where it is taken.

    Raises:
        ConflictFailure: KEY_REUSED, it stands for another change.
        UnknownOutcome: KEY_IN_USE, a request that has it isn't over.
    """
    row = {
        "token_id": key.token_id,
        "key": key.text,
        "fingerprint": _written(key.fields),
        "created_at": instant(key.now),
    }
    try:
        if connection.scalar(_CLAIM, row) is not None:
            return None
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_TIMED_OUT:
            raise UnknownOutcome("KEY_IN_USE") from None
        raise
    found = connection.execute(_FIND, {"token_id": key.token_id, "key": key.text}).one()
    if found.fingerprint != row["fingerprint"]:
        raise _reused(key, msgspec.json.decode(found.fingerprint, type=dict[str, str]))
    head, _, body = found.answer.partition("\n\n")
    pairs = (line.partition(": ") for line in head.splitlines())
    headers = tuple((name, value) for name, _, value in pairs)
    return Kept(status=found.status, headers=headers, body=body.encode())


def keep(connection: sa.Connection, key: Key, kept: Kept) -> None:
    """Keep what is answered, in the transaction of what it tells: its headers, then its body."""
    head = "\n".join(f"{name}: {value}" for name, value in kept.headers)
    connection.execute(
        idempotency.update()
        .where(idempotency.c.token_id == key.token_id, idempotency.c.key == key.text)
        .values(status=kept.status, answer=f"{head}\n\n{kept.body.decode()}")
    )


def _written(fields: Mapping[str, str]) -> str:
    return msgspec.json.encode(fields, order="sorted").decode()


def _reused(key: Key, recorded: Mapping[str, str]) -> ConflictFailure:
    """Say what the key stands for, and what was asked for with it now."""
    return ConflictFailure("KEY_REUSED", recorded=_in_words(recorded), asked=_in_words(key.fields))


def _in_words(fields: Mapping[str, str]) -> str:
    return ", ".join(f'{name} "{excerpt(value)}"' for name, value in sorted(fields.items()))
