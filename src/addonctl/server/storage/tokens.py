"""Make, list, revoke and check tokens: who may ask the server, and for what.

A token stands for a colleague or for a program. Only its hash is kept, and what it may do is
looked up at each request: a revoked one fails at the next.
"""

import base64
import datetime as dt
import hashlib
import re
import secrets
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from addonctl.errors import ConflictFailure, CredentialFailure, NotFoundFailure, UsageFailure
from addonctl.model.tokens import SCOPES, Scope
from addonctl.model.upkeep import TokenRow
from addonctl.model.wire import PREFIX_OF_TOKENS, instant
from addonctl.server.storage.database import Database
from addonctl.server.storage.tables import tokens
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits, guess

SHAPE: Final = re.compile(rf"{PREFIX_OF_TOKENS}[A-Za-z0-9_-]{{43}}", re.ASCII)
BITS: Final = 256

_CHECK: Final = sa.select(
    tokens.c.id, tokens.c.name, tokens.c.scopes, tokens.c.expires_at, tokens.c.revoked_at
).where(tokens.c.hash == sa.bindparam("hash"))


class Bearer(Struct, frozen=True):
    """Who asks: the token's id and name, what it may do, and until when."""

    id: int
    name: str
    scope: Scope
    expires_at: str | None

    def may(self, scope: Scope) -> bool:
        """Say whether the token holds a scope."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


class Tokens:
    """The tokens of a database."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def new(self, name: str, scope: Scope, *, now: dt.datetime) -> str:
        """Make a token and return it, once: nobody can read it again.

        Raises:
            UsageFailure: BAD_TOKEN_NAME.
            ConflictFailure: TOKEN_NAME_USED; a name is never used again.
        """
        if not fits(IDENTIFIER, name):
            raise UsageFailure("BAD_TOKEN_NAME", value=name)
        token = new_token()
        row = {
            "name": name,
            "hash": hash_of(token),
            "scopes": scope,
            "created_at": instant(now),
        }
        try:
            with self._database.write() as connection:
                connection.execute(tokens.insert().values(row))
        except sa.exc.IntegrityError:
            raise ConflictFailure("TOKEN_NAME_USED", name=name) from None
        return token

    def all(self) -> list[TokenRow]:
        """List all tokens, the revoked ones too, in the order in which they were made."""
        with self._database.read() as connection:
            return [
                TokenRow(
                    name=row.name,
                    scope=row.scopes,
                    created_at=row.created_at,
                    expires_at=row.expires_at,
                    revoked_at=row.revoked_at,
                )
                for row in connection.execute(sa.select(tokens).order_by(tokens.c.id))
            ]

    def revoke(self, name: str, *, now: dt.datetime) -> TokenRow:
        """Let a token fail from the next request on; one that was revoked stays so. Return it.

        Raises:
            NotFoundFailure: UNKNOWN_TOKEN, with the nearest name.
        """
        with self._database.write() as connection:
            known = connection.scalars(sa.select(tokens.c.name).order_by(tokens.c.id)).all()
            if name not in known:
                raise NotFoundFailure(
                    "UNKNOWN_TOKEN", value=name, nearest=guess(name, tuple(known))
                )
            connection.execute(
                tokens.update()
                .where(tokens.c.name == name, tokens.c.revoked_at.is_(None))
                .values(revoked_at=instant(now))
            )
        return next(row for row in self.all() if row.name == name)

    def is_empty(self) -> bool:
        """Say whether there was never a token."""
        with self._database.read() as connection:
            return connection.scalar(sa.select(tokens.c.id).limit(1)) is None

    def check(self, token: str, *, now: dt.datetime) -> Bearer:
        """Find who a token stands for.

        Raises:
            CredentialFailure: TOKEN_INVALID: unknown, revoked or expired, which isn't told apart.
        """
        row = None
        if SHAPE.fullmatch(token):
            with self._database.read() as connection:
                row = connection.execute(_CHECK, {"hash": hash_of(token)}).one_or_none()
        if row is None or row.revoked_at is not None:
            raise CredentialFailure("TOKEN_INVALID")
        if row.expires_at is not None and row.expires_at <= instant(now):
            raise CredentialFailure("TOKEN_INVALID")
        return Bearer(row.id, row.name, row.scopes, row.expires_at)


def new_token() -> str:
    """Make a token of 256 random bits."""
    bits = base64.urlsafe_b64encode(secrets.token_bytes(BITS // 8)).rstrip(b"=").decode()
    return PREFIX_OF_TOKENS + bits


def hash_of(token: str) -> str:
    """Return what is kept of a token; it is random, so a plain hash can't be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
