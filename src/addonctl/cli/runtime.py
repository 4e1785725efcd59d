"""Hold what a run finds around itself: streams, environment, clock. The only look at the clock."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple, TextIO


def utc_now() -> dt.datetime:
    """Read the clock."""
    return dt.datetime.now(dt.UTC)


class Runtime(NamedTuple):
    """The streams, the environment and the clock that a run may use."""

    stdin: TextIO | None
    stdout: TextIO | None
    stderr: TextIO | None
    environ: Mapping[str, str]
    now: Callable[[], dt.datetime] = utc_now

    @classmethod
    def of_process(cls) -> "Runtime":
        """Take those of this process."""
        return cls(stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr, environ=os.environ)
