"""The database: its address, what is hidden of it, and writes that wait for each other."""

import re
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from addonctl.errors import StorageFailure, UsageFailure
from addonctl.model.addresses import masked
from addonctl.server.storage import database as databases
from addonctl.server.storage.database import (
    Database,
    default_path,
    open_database,
    parse_url,
    shown_url,
)
from addonctl.server.storage.repository import Repository
from addonctl.server.storage.schema import is_current, prepare_schema
from addonctl.server.storage.tables import accounts, events
from tests.builders import make_account
from tests.patience import GUARD_SECONDS
from tests.server.running import Reply, eventually, running

SECRET = "s3cr3t"  # noqa: S105  # nobody's
Open = Callable[..., Database]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Open databases, and close them at the end."""
    with ExitStack() as stack:
        yield lambda url, **options: stack.enter_context(closing(open_database(url, **options)))


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("sqlite:///a.db", "sqlite+pysqlite"),
        ("sqlite:////var/a.db", "sqlite+pysqlite"),
        ("postgresql://db/name", "postgresql+psycopg"),
        ("postgres://me@db:5433/name?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg:///name?host=/run", "postgresql+psycopg"),
    ],
)
def test_address_names_one_of_two_databases(text: str, driver: str) -> None:
    """As libpq and others write it; the driver is ours to choose."""
    assert parse_url(text).drivername == driver


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.db",
        "mysql://db/x",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///",
        "sqlite:///a.db?mode=ro",
        "sqlite://host/a.db",
        "postgresql+x://db",
        "http://x",
        "postgresql://db:port/x",
    ],
)
def test_other_address_is_refused(text: str) -> None:
    """Without repeating it: it may hold a password."""
    with pytest.raises(UsageFailure, match="BAD_DATABASE") as caught:
        parse_url(text)
    assert caught.value.values == {}


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://me:{SECRET}@db/name",
        f"postgresql://me@db/name?password={SECRET}",
        f"postgresql://me:{SECRET}@db/name?sslpassword={SECRET}&x=1",
        f"postgresql://:{SECRET}@db/name",
    ],
)
def test_password_is_hidden_wherever_an_address_is_shown(text: str) -> None:
    """In what is told, in the settings, in how Python shows it."""
    assert SECRET not in shown_url(parse_url(text))
    assert SECRET not in masked(text)
    assert "db/name" in shown_url(parse_url(text))


@pytest.mark.parametrize(
    "text", ["sqlite:////a@b:c/x.db", "postgresql://me@db/name", "postgresql://db"]
)
def test_address_without_a_password_is_shown_as_it_is(text: str) -> None:
    """Nothing is hidden that nobody has to hide."""
    assert masked(text) == text


def test_database_that_does_not_answer_is_told_without_its_password(opened: Open) -> None:
    """What the driver says isn't repeated."""
    url = parse_url(f"postgresql://me:{SECRET}@127.0.0.1:1/x")
    database = opened(url, threads=1)
    with pytest.raises(StorageFailure, match="BUSY") as caught, database.read() as connection:
        connection.execute(sa.text("SELECT 1"))
    assert SECRET not in repr(caught.value)
    assert not is_current(database)


def test_file_of_the_database_is_its_owner_s(tmp_path: Path, opened: Open) -> None:
    """It holds accounts: others can't read it, nor what SQLite puts beside it."""
    database = opened(parse_url(f"sqlite:///{tmp_path}/a.db"), threads=1)
    prepare_schema(database)
    with database.read() as connection:
        connection.execute(sa.select(accounts)).all()
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize("name", ["missing/a.db", ".", "a\x00b"])
def test_file_that_cannot_be_made_is_told(tmp_path: Path, name: str, opened: Open) -> None:
    """With why."""
    with pytest.raises(StorageFailure, match="DATABASE_UNUSABLE"):
        opened(sa.URL.create("sqlite+pysqlite", database=f"{tmp_path}/{name}"), threads=1)


def test_default_is_in_the_user_s_data_folder() -> None:
    """A data folder that isn't absolute is none."""
    home = {"HOME": "/home/me"}
    assert default_path(home) == "/home/me/.local/share/addonctl/accounts.db"
    assert default_path(home | {"XDG_DATA_HOME": "data"}) == default_path(home)
    assert default_path({"XDG_DATA_HOME": "/data"}) == "/data/addonctl/accounts.db"


def test_writes_wait_for_each_other(
    url: str, monkeypatch: pytest.MonkeyPatch, opened: Open
) -> None:
    """A read that becomes a write fails at once on a deferred lock: here none of 100 does."""
    monkeypatch.setattr(databases, "BUSY_SECONDS", float(GUARD_SECONDS))
    database = opened(parse_url(url), threads=8)
    prepare_schema(database)
    repository = Repository(database)
    faults: list[BaseException] = []

    def add(number: int) -> None:
        event = {"kind": "feature_requested", "date": "2026-11-20", "addon": "ai-assist"}
        try:
            for count in range(1, 26):
                account = make_account(
                    id=f"a{number % 4}",
                    name=f"{number}",
                    events=[event] * (count if number < 4 else 0),
                )
                if number < 4:
                    repository.put(account, check=lambda _: None, imported_by="me", most=10**6)
                else:
                    repository.find(f"a{number % 4}")
        except BaseException as error:  # noqa: BLE001  # told by the test
            faults.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with database.read() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(events))
    assert count == 4 * 25


def test_write_that_waits_too_long_is_busy(
    url: str, monkeypatch: pytest.MonkeyPatch, opened: Open
) -> None:
    """Another change holds the account: nothing is written, and it is told."""
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.2)
    database = opened(parse_url(url), threads=2)
    prepare_schema(database)
    repository = Repository(database)
    repository.put(make_account(), check=lambda _: None, imported_by="me", most=10**6)
    with database.write() as connection:
        lock = sa.select(accounts.c.id).with_for_update() if database.is_postgresql else None
        if lock is not None:
            connection.execute(lock).all()
        with pytest.raises(StorageFailure, match="BUSY"):
            repository.put(
                make_account(name="x"), check=lambda _: None, imported_by="me", most=10**6
            )
    assert b'"Plain SAS"' in repository.read("plain").body


def _fail_in_a_write(database: Database) -> None:
    with database.write() as connection:
        row = {"id": "x", "version": 0, "name": "", "plan": "", "document": ""}
        connection.execute(accounts.insert().values(row))
        raise RuntimeError


def test_write_that_fails_holds_nothing(url: str, opened: Open) -> None:
    """The next one doesn't wait for it: what it began is taken back at once."""
    database = opened(parse_url(url), threads=2)
    prepare_schema(database)
    for _round in range(3):
        with pytest.raises(RuntimeError):
            _fail_in_a_write(database)
    with database.write() as connection:
        assert connection.execute(sa.select(accounts)).all() == []


def test_read_is_of_one_moment(url: str, opened: Open) -> None:
    """An account and its events are read in one statement: never a version without its events."""
    database = opened(parse_url(url), threads=4)
    prepare_schema(database)
    repository = Repository(database)
    event = {"kind": "feature_requested", "date": "2026-11-20", "addon": "ai-assist"}
    done = threading.Event()

    def write() -> None:
        for count in range(40):
            account = make_account(events=[event] * count)
            repository.put(account, check=lambda _: None, imported_by="me", most=10**6)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        stored = repository.find("plain")
        assert stored is None or stored.version == len(stored.account.events)
        for row in repository.page(after="", limit=5, is_whole=True)[0]:
            assert row.stored is not None
            assert row.version == len(row.stored.account.events)
    writer.join()


def test_pooler_is_told_nothing_that_it_could_forget(url: str, opened: Open) -> None:
    """Behind it a connection is another's next time: no prepared statements are kept there."""
    if url.startswith("sqlite"):
        return
    for has_pooler, kept in ((False, 5), (True, None)):
        database = opened(parse_url(url), threads=1, has_pooler=has_pooler)
        with database.read() as connection:
            assert connection.connection.driver_connection is not None
            assert connection.connection.driver_connection.prepare_threshold == kept


def test_parameters_are_bound() -> None:
    """No statement is put together from texts, and no check that finds such is switched off."""
    source = Path(databases.__file__).parents[1]
    texts = [path.read_text("utf-8") for path in source.rglob("*.py")]
    assert len(texts) > 20
    assert not [text for text in texts if "S608" in text or re.search(r"text\(f[\"']", text)]


def test_reads_of_sqlite_wait_for_no_thread(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All threads wait for a write of somebody else: what is only looked up is answered."""
    if not url.startswith("sqlite"):
        return
    monkeypatch.setattr(databases, "BUSY_SECONDS", float(GUARD_SECONDS))
    path = parse_url(url).database or ""
    with running(url, threads=1) as api, closing(sqlite3.connect(path)) as other:
        api.create(make_account())
        other.execute("BEGIN IMMEDIATE")
        replies: list[Reply] = []
        account = make_account(id="second")
        waiting = threading.Thread(target=lambda: replies.append(api.create(account)))
        waiting.start()
        eventually(api.site.database.turn.locked)
        assert api.get("/accounts/plain").status == 200
        assert api.ask("GET", "/health", token=None).status == 200
        assert replies == []
        other.rollback()
        waiting.join()
        assert [reply.status for reply in replies] == [201]


def test_read_inside_of_a_read_has_its_connection(url: str, opened: Open) -> None:
    """Who asks and what is asked about are looked up by one; each thread has its own."""
    database = opened(parse_url(url), threads=2)
    with database.read() as outer:
        with database.read() as inner:
            assert inner is outer
        with ThreadPoolExecutor() as pool:
            assert pool.submit(_read_with, database).result() is not outer
        assert outer.scalar(sa.text("SELECT 1")) == 1
    assert database.lent.connection is None
    with pytest.raises(RuntimeError), database.read():
        raise RuntimeError
    assert database.lent.connection is None


def _read_with(database: Database) -> sa.Connection:
    with database.read() as connection:
        return connection
