"""Hold what a run finds around itself: streams, environment, clock. The only look at the clock."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:  # help does without it
    from addonctl.model.preferences import Preferences
    from addonctl.stores.locate import Located


def utc_now() -> dt.datetime:
    """Read the clock."""
    return dt.datetime.now(dt.UTC)


class Runtime(NamedTuple):
    """The streams, the environment and the clock that a run may use.

    `locate` finds accounts where they aren't in files, as `stores.locate` does.
    """

    stdin: TextIO | None
    stdout: TextIO | None
    stderr: TextIO | None
    environ: Mapping[str, str]
    now: Callable[[], dt.datetime] = utc_now
    locate: "Callable[..., Located] | None" = None

    @classmethod
    def of_process(cls) -> "Runtime":
        """Take those of this process."""
        return cls(stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr, environ=os.environ)


class Run:
    """One run while it goes on: what it found, and what its session notes for its last words."""

    def __init__(self, runtime: Runtime) -> None:
        """Begin with what was found."""
        self.runtime = runtime
        self.preferences: Preferences | None = None
        """The settings, once they were read."""
        self.is_quiet = False
        """Whether only the answer is wanted."""
