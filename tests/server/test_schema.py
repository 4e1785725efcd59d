"""The schema: made in an empty database, refused where it is another, brought up to date."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from addonctl.errors import StorageFailure
from addonctl.server.storage.database import Database, open_database, parse_url
from addonctl.server.storage.repository import Repository
from addonctl.server.storage.schema import (
    changing,
    migrations,
    prepare_schema,
    schema_of,
    upgrade_schema,
)
from addonctl.server.storage.tables import SCHEMA, metadata, outbox, revision
from addonctl.server.storage.tokens import Tokens
from tests.builders import make_account
from tests.server.running import NOW

EVENT = {"kind": "feature_requested", "date": "2026-11-20", "addon": "ai-assist", "by": "sara"}
FIRST_ROWS = (
    "INSERT INTO accounts VALUES ('a', 1, 'A', 'pro', '{}'), ('é', 0, 'É', 'pro', '{\"b\": 1}')",
    "INSERT INTO events VALUES ('a', 1, 'e1', 'ai-assist', 'feature_requested', 'me', '{}')",
    "INSERT INTO tokens VALUES (1, 'me', 'h', 'act', '2026-11-20T09:00:00Z', NULL, NULL)",
    "INSERT INTO idempotency VALUES (1, 'k', 'f', 200, 'answer', '2026-11-20T09:00:00Z')",
    "INSERT INTO outbox VALUES (1, 'a', 'ai-assist', 'o', 'request', '1', '2', NULL, 1, '3', NULL)",
    "INSERT INTO outbox VALUES (2, 'a', 'ai-assist', 'o', 'request', '4', '5', NULL, 0, NULL, 'x')",
)
"""Rows of the first schema, in the order of its columns."""
TABLES = {"accounts", "events", "idempotency", "outbox", "tokens", "alembic_version"}


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    """Open an empty database."""
    with closing(open_database(parse_url(empty_url), threads=4)) as opened:
        yield opened


def differences(database: Database) -> list[object]:
    """Compare the tables of a database with ours."""
    with database.write() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, metadata))


def indexes(database: Database) -> dict[str, list[str]]:
    """List the indexes of each table, which a comparison of types leaves out."""
    with database.read() as connection:
        seen = sa.inspect(connection)
        return {
            name: sorted(str(index["name"]) for index in seen.get_indexes(name)) for name in TABLES
        }


def fill_first(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Make the first schema, put rows into each of its tables, and return them."""
    from alembic import command

    with changing(database) as connection:
        command.upgrade(migrations(connection), "0001")
        for statement in FIRST_ROWS:
            connection.execute(sa.text(statement))
    held = rows_of(database)
    assert all(held.values())
    return held


def rows_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return what is in each table, whatever its columns are."""
    with database.read() as connection:
        return {
            name: sorted(map(tuple, connection.execute(sa.text(f"SELECT * FROM {name}"))), key=str)  # noqa: S608
            for name in sorted(TABLES - {"alembic_version"})
        }


def test_empty_database_gets_all_tables(database: Database) -> None:
    """All of them are made now, and a second start changes nothing."""
    prepare_schema(database)
    prepare_schema(database)
    with database.read() as connection:
        assert set(sa.inspect(connection).get_table_names()) == TABLES
        assert schema_of(connection) == SCHEMA
    assert differences(database) == []


def test_migrations_lead_to_the_same_schema(database: Database) -> None:
    """Whether it was made at once or step by step."""
    assert upgrade_schema(database) == (None, SCHEMA)
    with database.read() as connection:
        assert set(sa.inspect(connection).get_table_names()) == TABLES
    assert differences(database) == []
    assert indexes(database)["outbox"] == ["ix_outbox_sent", "uq_outbox_unsent"]
    prepare_schema(database)


def test_newest_migration_is_the_schema_of_the_program() -> None:
    """There is one, and it is named where the program looks."""
    script = ScriptDirectory.from_config(migrations())
    assert script.get_heads() == [SCHEMA]


def test_upgrade_keeps_what_is_there(database: Database) -> None:
    """From the first schema on, with data in it; where there is nothing to do nothing is done."""
    upgrade_schema(database)
    accounts = Repository(database)
    account = make_account(events=[EVENT, EVENT | {"addon": "ai-assist-pro"}])
    stored, _ = accounts.put(account, check=lambda _: None, imported_by="me", most=10**6)
    token = Tokens(database).new("me", "read", now=NOW)
    assert upgrade_schema(database) == (SCHEMA, SCHEMA)
    assert accounts.read("plain").body == stored.body
    assert Tokens(database).check(token, now=NOW).name == "me"


def test_first_schema_is_brought_up_to_date_with_all_that_is_in_it(database: Database) -> None:
    """Not a row of accounts, events, tokens, keys and notes is lost or changed."""
    before = fill_first(database)
    with pytest.raises(StorageFailure, match="SCHEMA_OLDER"):
        prepare_schema(database)
    assert rows_of(database) == before
    assert upgrade_schema(database) == ("0001", SCHEMA)
    assert rows_of(database) == before
    assert indexes(database)["outbox"] == ["ix_outbox_sent", "uq_outbox_unsent"]
    assert differences(database) == []
    prepare_schema(database)


def test_last_note_is_found_by_an_index(database: Database) -> None:
    """It is looked for within the change, so not in all notes that were ever sent."""
    prepare_schema(database)
    with database.write() as connection:
        enough = "SET LOCAL enable_seqscan = off" if database.is_postgresql else "SELECT 1"
        connection.execute(sa.text(enough))
        key = ("account_id", "addon", "recipient", "kind")
        same = [outbox.c[name] == "a" for name in key]
        last = sa.select(sa.func.max(outbox.c.sent_at)).where(*same)
        text = last.compile(connection, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN" if database.is_postgresql else "EXPLAIN QUERY PLAN"
        plan = connection.execute(sa.text(f"{explain} {text}"))
        assert "ix_outbox_sent" in str(plan.all())


@pytest.mark.parametrize(("found", "code"), [("0000", "SCHEMA_OLDER"), ("9999", "SCHEMA_NEWER")])
def test_other_schema_is_refused(database: Database, found: str, code: str) -> None:
    """Nothing is changed by looking."""
    prepare_schema(database)
    with database.write() as connection:
        connection.execute(revision.update().values(version_num=found))
    with pytest.raises(StorageFailure, match=code):
        prepare_schema(database)
    with database.read() as connection:
        assert schema_of(connection) == found


def test_newer_schema_is_not_upgraded(database: Database) -> None:
    """An older program leaves it alone."""
    prepare_schema(database)
    with database.write() as connection:
        connection.execute(revision.update().values(version_num="9999"))
    with pytest.raises(StorageFailure, match="SCHEMA_NEWER"):
        upgrade_schema(database)


def test_database_of_something_else_is_refused(database: Database) -> None:
    """Not a table is added to it."""
    with database.write() as connection:
        connection.execute(sa.text("CREATE TABLE theirs (a INTEGER)"))
    for change in (prepare_schema, upgrade_schema):
        with pytest.raises(StorageFailure, match="DATABASE_FOREIGN"):
            change(database)
    with database.read() as connection:
        assert sa.inspect(connection).get_table_names() == ["theirs"]


def test_several_who_start_at_once_make_it_once(empty_url: str) -> None:
    """One makes it, the others wait and find it."""
    faults: list[BaseException] = []
    go = threading.Barrier(4)

    def start() -> None:
        database = open_database(parse_url(empty_url), threads=1)
        go.wait()
        try:
            prepare_schema(database)
        except BaseException as error:  # noqa: BLE001  # told by the test
            faults.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_failed_step_leaves_the_schema_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of an upgrade or nothing."""
    from alembic import command

    real = command.upgrade

    def fail(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]  # as it was called
        raise RuntimeError

    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(RuntimeError):
        upgrade_schema(database)
    with database.read() as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_alembic_is_imported_for_an_upgrade_alone() -> None:
    """It takes as long to load as the server."""
    script = (
        "import sys, addonctl.server.serving, addonctl.server.storage.schema;"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
