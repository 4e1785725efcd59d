"""Name the tables of the database and their columns; what is done with them is `repository`'s.

Text is text on both databases: a document keeps its keys in their order, and ids are sorted by
their bytes, so that pages are the same everywhere.
"""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

SCHEMA: Final = "0002"
"""The revision of the schema that this program works with: the newest of `migrations`."""

_BY_BYTES: Final = String().with_variant(String(collation="C"), "postgresql")
_BODY: Final = Text()

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", _BY_BYTES, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", _BODY, nullable=False),
    Column("plan", _BODY, nullable=False),
    Column("document", _BODY, nullable=False),
)
"""`version` counts the account's events; `document` is its JSON without them."""

events: Final = Table(
    "events",
    metadata,
    Column("account_id", _BY_BYTES, ForeignKey(accounts.c.id), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event_id", _BODY),
    Column("addon", _BODY, nullable=False),
    Column("kind", _BODY, nullable=False),
    Column("operator", _BODY),
    Column("body", _BODY, nullable=False),
)
"""Appended and never edited: `seq` = version + 1 decides who wins."""

idempotency: Final = Table(
    "idempotency",
    metadata,
    Column("token_id", Integer, ForeignKey("tokens.id"), primary_key=True, autoincrement=False),
    Column("key", _BY_BYTES, primary_key=True),
    Column("fingerprint", _BODY, nullable=False),
    Column("status", Integer),
    Column("answer", _BODY),
    Column("created_at", _BODY, nullable=False),
)
"""Kept for ever, and successes only; an answer is its headers, an empty line and its body."""

outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", _BY_BYTES, ForeignKey(accounts.c.id), nullable=False),
    Column("addon", _BODY, nullable=False),
    Column("recipient", _BODY, nullable=False),
    Column("kind", _BODY, nullable=False),
    Column("created_at", _BODY, nullable=False),
    Column("not_before", _BODY, nullable=False),
    Column("lease_until", _BODY),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("sent_at", _BODY),
    Column("last_error", _BODY),
)
UNSENT: Final = Index(
    "uq_outbox_unsent",
    outbox.c.account_id,
    outbox.c.addon,
    outbox.c.recipient,
    outbox.c.kind,
    unique=True,
    sqlite_where=text("sent_at IS NULL"),
    postgresql_where=text("sent_at IS NULL"),
)
"""One unsent note a recipient, add-on and kind."""
SENT: Final = Index(
    "ix_outbox_sent",
    outbox.c.account_id,
    outbox.c.addon,
    outbox.c.recipient,
    outbox.c.kind,
    outbox.c.sent_at,
)
"""When a recipient was told last: it is asked within the change, while the account is locked."""

tokens: Final = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _BY_BYTES, nullable=False),
    Column("hash", _BY_BYTES, nullable=False),
    Column("scopes", _BODY, nullable=False),
    Column("created_at", _BODY, nullable=False),
    Column("expires_at", _BODY),
    Column("revoked_at", _BODY),
    UniqueConstraint("name"),
    UniqueConstraint("hash"),
    CheckConstraint("scopes IN ('read', 'act', 'manage', 'admin')", name="scopes"),
)
"""Names are never used again: a revoked token keeps its row."""

revision: Final = Table(
    "alembic_version", MetaData(), Column("version_num", String(32), primary_key=True)
)
"""Where alembic keeps the revision of the schema."""
