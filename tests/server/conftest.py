"""Give each test a server on each database."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from addonctl.model.serving import ServerOptions
from addonctl.server.serving import open_checked
from addonctl.server.storage.database import parse_url
from tests.builders import example_account
from tests.server import postgres
from tests.server.running import Api, running

DIALECTS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.once))


@cache
def _template() -> str:
    """Make a database with our tables once: a copy of it is there sooner."""
    url = postgres.new_database()
    open_checked(parse_url(url), options=ServerOptions()).close()
    return url


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """Name the database that the test is about; skipped, and seen so, where it isn't there."""
    name: str = request.param
    if name == "postgresql" and not postgres.is_there():
        pytest.skip("no PostgreSQL: neither DATABASE_URL nor initdb")
    return name


@pytest.fixture
def empty_url(dialect: str, tmp_path: Path) -> str:
    """Return the address of an empty database."""
    if dialect == "postgresql":
        return postgres.new_database()
    return f"sqlite:///{tmp_path}/accounts.db"


@pytest.fixture
def url(dialect: str, tmp_path: Path) -> str:
    """Return the address of a database without accounts."""
    if dialect == "postgresql":
        return postgres.new_database(_template())
    return f"sqlite:///{tmp_path}/accounts.db"


@pytest.fixture
def api(url: str) -> Iterator[Api]:
    """Run a server on a database without accounts."""
    with running(url) as server:
        yield server


@pytest.fixture
def acme(api: Api) -> Api:
    """Have the example account on the server, as its file is."""
    api.create(example_account("acme.toml"))
    return api
