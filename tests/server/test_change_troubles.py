"""Troubles of the database in the midst of a change: nothing is lost, nothing happens twice."""

import resource
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import msgspec
import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from addonctl.server.storage import database as databases
from addonctl.server.storage.troubles import is_undone
from tests.builders import example_account
from tests.patience import GUARD_SECONDS
from tests.server.changing import BUY, KEY, Sender, events_of, filled
from tests.server.process import serving
from tests.server.running import Api, Reply, running

SHORT: Final = 0.2
"""How long a lock is waited for here."""
PAGE_BYTES: Final = 4096
"""Less than any change writes."""


@contextmanager
def before_statements(
    api: Api, act: Callable[[int, sa.Connection, str], None]
) -> Iterator[list[str]]:
    """Do something before each statement of writes, counted from 0, and before their end."""
    engine = api.site.database.writes
    seen: list[str] = []

    def before(connection: sa.Connection, *given: Any) -> None:  # noqa: ANN401  # SQLAlchemy's
        statement = given[1] if given else "COMMIT"
        seen.append(statement)
        act(len(seen) - 1, connection, statement)

    sa.event.listen(engine, "before_cursor_execute", before)
    sa.event.listen(engine, "commit", before)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", before)
        sa.event.remove(engine, "commit", before)


def statements_of_a_change(url: str) -> list[str]:
    """Return the statements of a change."""
    with running(url) as api:
        api.create(example_account("acme.toml"))
        with before_statements(api, lambda *_given: None) as seen:
            assert api.change(*BUY, key=KEY).status == 201
        return list(seen)


def recorded_once(api: Api, before: list[dict[str, Any]]) -> None:
    """Send the change again with its key: now it is recorded, and it was recorded once."""
    reply = api.change(*BUY, key=KEY)
    assert reply.status == 201, reply
    after = events_of(api)
    assert after[:-1] == before
    assert after[-1]["key"] == KEY
    assert api.change(*BUY, key=KEY).body == reply.body
    assert events_of(api) == after


def test_change_is_one_transaction_of_few_statements(url: str) -> None:
    """The key is claimed first of all; the account is locked before anything is decided."""
    seen = statements_of_a_change(url)
    words = [statement.split()[0] for statement in seen if not statement.startswith("BEGIN")]
    lock = ["SELECT"] if url.startswith("postgresql") else []
    assert words == ["INSERT", *lock, "SELECT", "INSERT", "UPDATE", "UPDATE", "COMMIT"]
    assert seen[-1] == "COMMIT"
    if lock:
        assert "FOR UPDATE" in seen[1]
    else:
        assert seen[0] == "BEGIN IMMEDIATE"


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_connection_that_is_ended_records_nothing_or_says_that_it_is_not_known(url: str) -> None:
    """Before each statement in turn; with its key the change is recorded then, once."""
    count = len(statements_of_a_change(url))
    for number in range(count):
        account_id = f"acme-{number}"
        with running(url) as api:
            api.create(msgspec.structs.replace(example_account("acme.toml"), id=account_id))
            before = api.state()
            with before_statements(api, partial(end_connection, api, number)):
                reply = api.change(*BUY, account=account_id, key=f"{KEY}-{number}")
            is_at_the_end = number == count - 1
            code = "COMMIT_LOST" if is_at_the_end else "BUSY"
            assert (reply.status, reply.code) == (500 if is_at_the_end else 503, code)
            assert api.state() == before
            again = [api.change(*BUY, account=account_id, key=f"{KEY}-{number}") for _ in "ab"]
            assert [each.status for each in again] == [201, 201]
            assert again[0].body == again[1].body
            assert len(events_of(api, account_id)) == again[0].json["event_number"]


def end_connection(
    api: Api, at: int, number: int, connection: sa.Connection, _statement: str
) -> None:
    """End the connection of a transaction from outside, before one of its statements."""
    driver = connection.connection.dbapi_connection
    if number == at and driver is not None:
        with psycopg.connect(libpq(api.url), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 60000)", [driver.info.backend_pid])


def libpq(url: str) -> str:
    """Write the address of a database as libpq takes it."""
    return url.replace("postgresql+psycopg:", "postgresql:")


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_end_that_is_lost_after_the_commit_is_told_as_not_known(
    acme: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is recorded, and its key gets the answer: nothing happens twice."""
    before = events_of(acme)
    dialect = acme.site.database.writes.dialect
    commit = dialect.do_commit

    def commit_and_be_lost(connection: Any) -> None:  # noqa: ANN401  # the driver's
        commit(connection)
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(dialect, "do_commit", commit_and_be_lost)
        reply = acme.change(*BUY, key=KEY)
    assert (reply.status, reply.code) == (500, "COMMIT_LOST")
    assert len(events_of(acme)) == len(before) + 1
    assert acme.change(*BUY, key=KEY).headers["idempotency-replayed"] == "true"
    recorded_once(acme, before)


@pytest.mark.parametrize("pooler", ["no", "yes"])
def test_change_under_way_is_waited_for_and_never_done_twice(
    url: str, monkeypatch: pytest.MonkeyPatch, pooler: str
) -> None:
    """Where it is stopped before its end, the same key is told so, and gets its answer later."""
    monkeypatch.setattr(databases, "BUSY_SECONDS", SHORT)
    goes_on, stands, replies = threading.Event(), threading.Event(), list[Reply]()

    def stop(_number: int, _connection: sa.Connection, statement: str) -> None:
        if statement == "COMMIT" and not stands.is_set():
            stands.set()
            assert goes_on.wait(GUARD_SECONDS)

    with running(url, pooler=pooler) as api:
        api.create(example_account("acme.toml"))
        before = events_of(api)
        with before_statements(api, stop):
            first = threading.Thread(target=lambda: replies.append(api.change(*BUY, key=KEY)))
            first.start()
            assert stands.wait(GUARD_SECONDS)
            again = api.change(*BUY, key=KEY)
            other = api.change("request", "ai-assist-pro", "zoe")
            assert events_of(api) == before
            goes_on.set()
            first.join(GUARD_SECONDS)
        is_sqlite = url.startswith("sqlite")
        expected = (503, "BUSY") if is_sqlite else (409, "KEY_IN_USE")
        assert (again.status, again.code) == expected
        assert (other.status, other.code) == (503, "BUSY")
        assert replies[0].status == 201
        recorded_once(api, before)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_full_database_records_nothing(acme: Api) -> None:
    """What SQLite says of a full disk: told as that, and nothing of the change stays."""
    before, state = events_of(acme), acme.state()
    reads: list[int] = []

    def fill(_number: int, connection: sa.Connection, statement: str) -> None:
        driver = connection.connection.dbapi_connection
        if statement == "BEGIN IMMEDIATE" and driver is not None:
            pages = driver.execute("PRAGMA page_count").fetchone()[0]
            driver.execute(f"PRAGMA max_page_count={pages}").close()
            reads.append(pages)

    with before_statements(acme, fill):
        reply = acme.change(*BUY, key=KEY)
    assert reads
    assert (reply.status, reply.code) == (503, "NOT_STORED")
    assert "retry-after" in reply.headers
    assert acme.state() == state
    with before_statements(acme, make_room):
        recorded_once(acme, before)


def make_room(_number: int, connection: sa.Connection, statement: str) -> None:
    """Let the database grow again."""
    driver = connection.connection.dbapi_connection
    if statement == "BEGIN IMMEDIATE" and driver is not None:
        driver.execute("PRAGMA max_page_count=1000000").close()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_file_that_may_not_grow_records_nothing(url: str) -> None:
    """A server whose files may not grow (EFBIG): told, unchanged, and recorded once they may."""
    token = filled(url, [example_account("acme.toml")])
    with serving("--database", url) as served:
        sender = Sender(served.port, token)
        before = sender.events("acme")
        _, hard = resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (PAGE_BYTES, hard))
        reply = sender.change("acme", key=KEY)
        assert (reply.status, reply.code) == (503, "NOT_STORED")
        assert sender.events("acme") == before
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        again = [sender.change("acme", key=KEY) for _ in "ab"]
        assert [each.status for each in again] == [201, 201]
        assert again[0].body == again[1].body
        assert sender.events("acme")[:-1] == before


def driver_error(*, state: str | None = None, code: int | None = None) -> DBAPIError:
    """Make what SQLAlchemy raises for what a driver does."""
    error = Exception()
    if state is not None:
        error.sqlstate = state  # type: ignore[attr-defined]  # as psycopg has it
    if code is not None:
        error.sqlite_errorcode = code  # type: ignore[attr-defined]  # as sqlite3 has it
    return DBAPIError("COMMIT", None, error)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"state": "40001"}, True),
        ({"state": "53100"}, True),
        ({"state": "23505"}, True),
        ({"state": "57P01"}, False),
        ({"state": "08006"}, False),
        ({}, False),
        ({"code": sqlite3.SQLITE_FULL}, True),
        ({"code": sqlite3.SQLITE_IOERR_WRITE}, True),
        ({"code": sqlite3.SQLITE_BUSY_SNAPSHOT}, True),
        ({"code": sqlite3.SQLITE_IOERR_FSYNC}, False),
    ],
)
def test_only_what_was_undone_for_certain_is_told_so(
    given: dict[str, Any], *, expected: bool
) -> None:
    """At the end of a transaction; anything else may be kept or not."""
    assert is_undone(driver_error(**given)) is expected
