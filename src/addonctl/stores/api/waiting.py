"""Wait between tries: the clock, the sleep and the chance that tests replace."""

import random
import time
from typing import Final, NamedTuple, Protocol


class Waits(Protocol):
    """What waiting takes: a clock that only goes on, a sleep, and chance."""

    def clock(self) -> float:
        """Return seconds since some moment."""

    def sleep(self, seconds: float, /) -> None:
        """Let time pass."""

    def chance(self) -> float:
        """Return a number from 0 to 1 by chance."""


class SystemWaits:
    """Wait as the system does."""

    def clock(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float, /) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def chance(self) -> float:
        """Return a number from 0 to 1 by chance; nothing secret hangs on it."""
        return random.random()  # noqa: S311  # it spreads tries


class Patience(NamedTuple):
    """How long a server is waited for, in seconds: a request with its tries, and a whole run.

    Between tries at most `sleep` of it passes.
    """

    request: float = 13.0
    run: float = 27.0
    connect: float = 3.0
    sleep: float = 5.0
    tries: int = 3


PATIENT: Final = Patience()
HASTY: Final = Patience(request=1.2, run=1.2, connect=0.8, sleep=0.0, tries=1)
"""Where somebody waits for a suggestion, not for an answer."""
_FIRST: Final = 0.5


def pause(number: int, waits: Waits) -> float:
    """Return how long to wait after the try of a number: longer each time, and never alike."""
    return _FIRST * float(2 ** (number - 1)) * (0.5 + waits.chance() / 2)
