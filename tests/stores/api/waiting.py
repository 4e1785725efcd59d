"""Wait for servers without waiting: sleeps are noted, and the clock goes on by itself."""

import time
from typing import Final

from addonctl.stores.api.waiting import Patience

IMPATIENT: Final = Patience(request=0.4, run=2.0, connect=0.4, sleep=5.0, tries=3)
"""Enough for a fault that never ends; what ends is given its usual time."""


class NotedWaits:
    """Let time pass as it does, sleep not at all, and draw always the same."""

    def __init__(self, chance: float = 0.5) -> None:
        """Begin without a sleep."""
        self.slept: list[float] = []
        self._chance = chance
        self._skipped = 0.0

    def clock(self) -> float:
        """Say what time it would be had there been sleep."""
        return time.monotonic() + self._skipped

    def sleep(self, seconds: float, /) -> None:
        """Note a sleep."""
        self.slept.append(seconds)
        self._skipped += seconds

    def chance(self) -> float:
        """Draw."""
        return self._chance
