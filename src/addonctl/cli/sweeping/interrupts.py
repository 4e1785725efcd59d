"""Let an interrupt wait while rows are written, so that none is cut and all are counted."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from addonctl.errors import Terminated

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Raise what an interrupt raises between writes; a second one doesn't wait."""

    def __init__(self) -> None:
        """Begin with nothing noted."""
        self._is_writing = False
        self._noted: int | None = None

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch for as long as the block lasts."""
        before = {number: signal.signal(number, self._note) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let them wait until the block is over."""
        self._is_writing = True
        try:
            yield
        finally:
            self._is_writing = False
        if self._noted is not None:
            _stop(self._noted)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if not self._is_writing or self._noted is not None:
            _stop(number)
        self._noted = number


def _stop(number: int) -> None:
    if number == signal.SIGTERM:
        raise Terminated("SWEEP_TERMINATED")
    raise KeyboardInterrupt
