"""Open the database: SQLite, a file of one process, or PostgreSQL; both with the same statements.

Reads are single statements without a transaction. A write is one transaction: SQLite takes its
lock at once (a deferred one fails under load), PostgreSQL locks the account's row.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy import URL as URL  # noqa: PLC0414  # for those who know no SQLAlchemy
from sqlalchemy.exc import ArgumentError, DBAPIError

from addonctl.errors import StorageFailure, UnknownOutcome, UsageFailure
from addonctl.model.addresses import masked
from addonctl.model.messages.system import reason_of
from addonctl.server.storage.troubles import is_undone, telling_busy

DEFAULT_NAME: Final = "accounts.db"
"""The file of the default database."""
BUSY_SECONDS: Final = 5.0
"""How long a write waits for another before it is told that the server is busy."""
CONNECT_SECONDS: Final = 5
WAIT_SECONDS: Final = 0.02
DRIVERS: Final = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
PRAGMAS: Final = ("PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")


class Lent(threading.local):
    """Which connection for reads a thread has, if it has one."""

    connection: sa.Connection | None = None


class Database(Struct, frozen=True, kw_only=True):
    """Two ways into one database: `reads` commit by themselves, `writes` are transactions.

    On SQLite they take their `turn` in this process: who waits for a lock of the file may wait
    in vain while others are faster.
    """

    url: sa.URL
    reads: sa.Engine
    lent: Lent
    writes: sa.Engine
    turn: threading.Lock

    @property
    def is_postgresql(self) -> bool:
        """Say whether it is PostgreSQL, else it is SQLite."""
        return self.url.get_backend_name() == "postgresql"

    @property
    def shown(self) -> str:
        """Name it without its password."""
        return shown_url(self.url)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Lend a connection for single statements; who reads inside of a read has it already.

        Raises:
            StorageFailure: BUSY, the database doesn't answer.
        """
        if self.lent.connection is not None:
            yield self.lent.connection
            return
        with telling_busy(), self.reads.connect() as connection:
            self.lent.connection = connection
            try:
                yield connection
            finally:
                self.lent.connection = None

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Lend a connection for one transaction, which ends with the block.

        Raises:
            StorageFailure: BUSY, another write took too long, or the database doesn't answer;
                NOT_STORED. Nothing was changed.
            UnknownOutcome: COMMIT_LOST, what was done may be kept or not.
        """
        is_ending = False
        with self._own_turn(), telling_busy(), self.writes.connect() as connection:
            try:
                with connection.begin():
                    yield connection
                    is_ending = True
            except DBAPIError as error:
                if is_ending and not is_undone(error):
                    raise UnknownOutcome("COMMIT_LOST") from error
                raise

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        if self.is_postgresql:
            yield
        elif self.turn.acquire(timeout=BUSY_SECONDS):
            try:
                yield
            finally:
                self.turn.release()
        else:
            raise StorageFailure("BUSY")

    def close(self) -> None:
        """Close all connections."""
        self.reads.dispose()
        self.writes.dispose()


def parse_url(text: str) -> sa.URL:
    """Read the address of a database.

    Raises:
        UsageFailure: BAD_DATABASE.
    """
    try:
        url = sa.make_url(text)
    except (ArgumentError, ValueError):
        raise UsageFailure("BAD_DATABASE") from None
    driver = DRIVERS.get(url.drivername)
    is_file = driver == DRIVERS["sqlite"]
    # Of a file only its path says anything: all else would be left aside without a word.
    is_path = url.database not in {None, "", ":memory:"} and not (url.host or url.query)
    if driver is None or (is_file and not is_path):
        raise UsageFailure("BAD_DATABASE")
    return url.set(drivername=driver)


def shown_url(url: sa.URL) -> str:
    """Write an address as people give it, without its password."""
    plain = url.set(drivername=url.get_backend_name())
    return masked(plain.render_as_string(hide_password=False))


def default_path(environ: Mapping[str, str]) -> str:
    """Return the file of the default database, in the user's data folder."""
    folder = environ.get("XDG_DATA_HOME", "")
    if not folder.startswith("/"):
        folder = os.path.join(environ.get("HOME", "/"), ".local", "share")  # noqa: PTH118
    return os.path.join(folder, "addonctl", DEFAULT_NAME)  # noqa: PTH118  # as settings.py does


def open_database(url: sa.URL, *, threads: int, has_pooler: bool = False) -> Database:
    """Open a database for so many threads; nothing is sent to it yet.

    Behind a pooler of connections PostgreSQL mustn't keep prepared statements.
    """
    options: dict[str, Any] = {
        "pool_size": threads,
        "max_overflow": 0,
        "pool_timeout": BUSY_SECONDS,
        "hide_parameters": True,
    }
    if url.get_backend_name() == "postgresql":
        arguments: dict[str, Any] = {
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)} -c timezone=UTC",
        }
        if has_pooler:
            # Nor does it take options: every transaction says itself how long it waits.
            arguments = {"connect_timeout": CONNECT_SECONDS, "prepare_threshold": None}
        options |= {"connect_args": arguments, "pool_pre_ping": True}
    else:
        _create_privately(url.database or "")
        options |= {"connect_args": {"check_same_thread": False}, "poolclass": sa.QueuePool}
    # Writes must not skip theirs: to SQLAlchemy our SQLite looks as if it committed by itself.
    reads = sa.create_engine(
        url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True, **options
    )
    writes = sa.create_engine(url, **options)
    if url.get_backend_name() == "sqlite":
        for engine in (reads, writes):
            sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(writes, "begin", _begin_immediately)
    elif has_pooler:
        sa.event.listen(writes, "begin", _limit_waits)
    return Database(url=url, reads=reads, lent=Lent(), writes=writes, turn=threading.Lock())


def _create_privately(path: str) -> None:
    """Create the file for its owner alone: it holds accounts. SQLite's other files follow it.

    Raises:
        StorageFailure: DATABASE_UNUSABLE.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise StorageFailure("DATABASE_UNUSABLE", database=path, reason=reason) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Let nobody but us begin transactions, and be told of them only when they are safe.

    The first connection of all makes the file one with a log (WAL), for which it has to be alone:
    SQLite doesn't wait for that, so we do.
    """
    connection.isolation_level = None
    for pragma in (f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}", *PRAGMAS):
        connection.execute(pragma).close()
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(WAIT_SECONDS)
        else:
            return


def _begin_immediately(connection: sa.Connection) -> None:
    """Take the lock at the beginning: a read that becomes a write later fails at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _limit_waits(connection: sa.Connection) -> None:
    """Wait for locks as long as we do without a pooler."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(BUSY_SECONDS * 1000)}")
