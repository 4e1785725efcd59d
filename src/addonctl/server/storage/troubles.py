"""Tell what went wrong with a database: it is busy, can't store, or the end of it isn't known."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from addonctl.errors import StorageFailure

BUSY_STATES: Final = frozenset({"55P03", "57014", "40001", "40P01"})
"""What PostgreSQL says where a lock wasn't to be had: timeouts, a conflict, a deadlock."""

FULL_STATES: Final = frozenset({"53100", "58030"})
"""What it says of a full disk, and of one that fails."""
LOST_STATES: Final = frozenset({"08", "57"})
"""How its codes begin where somebody ended the connection, or the database itself."""
UNWRITTEN: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY})
"""What SQLite says where it may write no more."""


@contextmanager
def telling_busy() -> Iterator[None]:
    """Turn what a database that can't be reached, or is locked, raises into our own failure."""
    try:
        yield
    except PoolTimeout:
        raise StorageFailure("BUSY") from None
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if _is_unwritable(error):
            raise StorageFailure("NOT_STORED") from error
        if state in BUSY_STATES or (isinstance(error, OperationalError) and not _is_garbled(error)):
            raise StorageFailure("BUSY") from error
        raise


def is_undone(error: DBAPIError) -> bool:
    """Say whether a transaction that failed at its end was undone for certain.

    PostgreSQL says so by the code of what it found, unless it was stopped meanwhile; without one
    the connection was lost, and so was the answer. SQLite can say it of what was never written.
    """
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state[:2] not in LOST_STATES
    return _is_unwritable(error) or _sqlite_code(error) & 0xFF == sqlite3.SQLITE_BUSY


def _is_unwritable(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    code = _sqlite_code(error)
    return state in FULL_STATES or code == sqlite3.SQLITE_IOERR_WRITE or code & 0xFF in UNWRITTEN


def _is_garbled(error: DBAPIError) -> bool:
    """Say whether what lies there is no text: Python finds that, so SQLite has no code for it."""
    return isinstance(error.orig, sqlite3.Error) and not _sqlite_code(error)


def _sqlite_code(error: DBAPIError) -> int:
    """Return SQLite's code with what it says more exactly, 0 where there is none."""
    code: int = getattr(error.orig, "sqlite_errorcode", 0)
    return code
