"""Serve as `addonctl serve` does, and be killed at a certain moment of a change.

    python -m tests.server.killed serve …

The moment is a number in the file that ARMED names: that of the statement, counted from 0, before
which the process is killed; behind the last one is its end, and behind that the moment between
the end and the answer. The file is gone then, so that nobody is killed twice.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from addonctl.entry import run
from addonctl.server.storage.changes import Changing
from addonctl.server.storage.keys import Key
from addonctl.server.storage.repository import Repository

_ARMED = Path(os.environ["ARMED"])
_under_way = threading.local()
_changing = Repository.changing


def _pass(*_given: Any) -> None:  # noqa: ANN401  # SQLAlchemy's
    """Pass one moment of a change, or die."""
    count = getattr(_under_way, "count", None)
    if count is None:
        return
    if _ARMED.exists() and int(_ARMED.read_text("ascii")) == count:
        _ARMED.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    _under_way.count = count + 1


@contextmanager
def _watched(repository: Repository, key: Key) -> Iterator[Changing]:
    """Count the moments of a change."""
    _under_way.count = 0
    with _changing(repository, key) as changing:
        yield changing
    _pass()
    _under_way.count = None


if __name__ == "__main__":
    Repository.changing = _watched  # type: ignore[method-assign, assignment]  # what this is for
    sa.event.listen(sa.Engine, "before_cursor_execute", _pass)
    sa.event.listen(sa.Engine, "commit", _pass)
    run()
