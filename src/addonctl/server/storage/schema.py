"""Create the schema in an empty database, tell an older or a newer one, and upgrade it.

Alembic is imported for an upgrade alone: a new database is made from the tables as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from addonctl.errors import StorageFailure
from addonctl.server.storage.database import Database
from addonctl.server.storage.tables import SCHEMA, metadata, revision

MIGRATIONS: Final = Path(__file__).parent / "migrations"
LOCK: Final = 4_702_914_633
"""The number of the advisory lock under which a schema is made or changed."""


def schema_of(connection: sa.Connection) -> str | None:
    """Return the revision of a database's schema, `None` where there is none yet."""
    if not sa.inspect(connection).has_table(revision.name):
        return None
    number: str | None = connection.scalar(sa.select(revision.c.version_num))
    return number


def is_current(database: Database) -> bool:
    """Say whether the database can be reached and has our schema."""
    try:
        with database.read() as connection:
            return connection.scalar(sa.select(revision.c.version_num)) == SCHEMA
    except (StorageFailure, sa.exc.DBAPIError):
        return False


def prepare_schema(database: Database) -> None:
    """Create the schema in an empty database.

    Raises:
        StorageFailure: SCHEMA_OLDER or SCHEMA_NEWER, or DATABASE_FOREIGN: it isn't empty, and not
            ours.
    """
    with changing(database) as connection:
        found = schema_of(connection)
        if found == SCHEMA:
            return
        if found is not None:
            code = "SCHEMA_OLDER" if found < SCHEMA else "SCHEMA_NEWER"
            raise StorageFailure(code, database=database.shown, found=found, needed=SCHEMA)
        _refuse_foreign(connection, database)
        metadata.create_all(connection)
        revision.create(connection)
        connection.execute(revision.insert().values(version_num=SCHEMA))


def upgrade_schema(database: Database) -> tuple[str | None, str]:
    """Bring the schema to the newest revision; return the one before and the one now.

    Raises:
        StorageFailure: SCHEMA_NEWER, the database is of a newer addonctl; DATABASE_FOREIGN, it is
            of something else.
    """
    from alembic import command  # noqa: PLC0415  # for an upgrade alone

    with changing(database) as connection:
        before = schema_of(connection)
        if before is not None and before > SCHEMA:
            raise StorageFailure(
                "SCHEMA_NEWER", database=database.shown, found=before, needed=SCHEMA
            )
        if before is None:
            _refuse_foreign(connection, database)
        command.upgrade(migrations(connection), "head")
    return before, SCHEMA


def _refuse_foreign(connection: sa.Connection, database: Database) -> None:
    """See that a database without our schema is empty."""
    tables = sa.inspect(connection).get_table_names()
    if tables:
        raise StorageFailure("DATABASE_FOREIGN", database=database.shown, table=tables[0])


def migrations(connection: sa.Connection | None = None) -> Any:  # noqa: ANN401  # alembic's own
    """Tell alembic where the migrations are, and which connection they go through."""
    from alembic.config import Config  # noqa: PLC0415  # for an upgrade alone

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def changing(database: Database) -> Iterator[sa.Connection]:
    """Begin a transaction that is alone in changing the schema."""
    with database.write() as connection:
        if database.is_postgresql:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        yield connection
