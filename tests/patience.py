"""Measure time so that neither the speed nor the load of a machine decides a test.

What must be quick is measured in processor time, which waiting for others doesn't use up, against
a limit that grows with the slowness of the machine. What waits is given a clock that stands.
"""

import functools
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

GUARD_SECONDS: Final = 300.0
"""How long a test waits for what comes at once, so that one that hangs ends; it proves nothing."""
_STEPS: Final = 1_000_000
_USUAL_SECONDS: Final = 0.05
"""What so many steps take on the machines for which the limits were set."""


def cpu_seconds() -> float:
    """Return the processor time of this process and of the children that it has waited for."""
    return sum(os.times()[:4])


def allowed(seconds: float) -> float:
    """Return a limit of processor time: longer where the machine is slower than usual."""
    return seconds * max(1.0, _slowness())


@functools.cache
def _slowness() -> float:
    start = time.process_time()
    for _ in range(_STEPS):
        pass
    return (time.process_time() - start) / _USUAL_SECONDS


class Clock:
    """Stand in for the module `time` where something waits: to sleep only moves the hands."""

    def __init__(self) -> None:
        """Begin at 0."""
        self.now = 0.0

    def monotonic(self) -> float:
        """Say how long was slept."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass without waiting."""
        self.now += seconds


def stop_clock_of_lock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let whoever waits for an account in this process wait no time, and return its clock.

    A module's name is replaced, as the product's lock takes its clock from nobody.
    """
    clock = Clock()
    monkeypatch.setattr("addonctl.stores.files.lock.time", clock)
    return clock


def holds(process: int, name: str) -> bool:
    """Say whether a process has a file of a name open."""
    try:
        return any(link.readlink().name == name for link in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return False


def wait_until_held(process: int, name: str) -> None:
    """Wait until a process has a file of a name open."""
    wait_until(lambda: holds(process, name), f"{name} was never opened")


def wait_until(is_so: Callable[[], bool], otherwise: str = "") -> None:
    """Wait for something."""
    end = time.monotonic() + GUARD_SECONDS
    while not is_so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.01)
