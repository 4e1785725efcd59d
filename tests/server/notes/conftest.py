"""Open a database with its notes for each test, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from tests.server.notes.office import Office, opened


@pytest.fixture
def office(url: str) -> Iterator[Office]:
    """Return an office without accounts."""
    with opened(url) as office:
        yield office
