"""Let what hangs end with its test."""

import threading
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def hang() -> Iterator[Callable[[], None]]:
    """Hang for as long as the test lasts."""
    over = threading.Event()

    def wait() -> None:
        over.wait()
        raise OSError

    yield wait
    over.set()
