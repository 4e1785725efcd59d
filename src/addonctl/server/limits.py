"""Limit how often somebody may ask: a bucket of tokens that fills at a steady rate.

Kept in the process: what several processes allow adds up.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

MOST_BUCKETS: Final = 10_000
"""So many askers are remembered; who was quiet for longest is forgotten first."""


class Allowance(NamedTuple):
    """What an asker may still do: whether this is allowed, how many more, after how long again."""

    is_allowed: bool
    remaining: int
    wait_seconds: int
    full_in_seconds: int


class RateLimit:
    """Let each asker do `rate` things a second, and `burst` at once."""

    def __init__(self, *, rate: float, burst: int, clock: Callable[[], float]) -> None:
        """Take the rate, and a clock that only goes forward."""
        self.rate = rate
        self.burst = burst
        self._clock = clock
        self._buckets: OrderedDict[object, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def window_seconds(self) -> int:
        """Return how long an empty bucket takes to fill."""
        return max(1, math.ceil(self.burst / self.rate))

    def take(self, asker: object) -> Allowance:
        """Count one more thing of an asker, if it is allowed."""
        with self._lock:
            return self._take(asker)

    def _take(self, asker: object) -> Allowance:
        now = self._clock()
        level, last = self._buckets.get(asker, (float(self.burst), now))
        level = min(float(self.burst), level + (now - last) * self.rate)
        is_allowed = level >= 1.0
        if is_allowed:
            level -= 1.0
        self._buckets[asker] = level, now
        self._buckets.move_to_end(asker)
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        return Allowance(
            is_allowed,
            int(level),
            0 if is_allowed else math.ceil((1.0 - level) / self.rate),
            math.ceil((self.burst - level) / self.rate),
        )
