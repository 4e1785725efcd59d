"""Do one thing in a thread while another is done, and wait for what it comes to."""

import queue
import signal
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from addonctl.stores.interrupts import HELD_SIGNALS

T = TypeVar("T")


class Meanwhile(Generic[T]):
    """Do something from now on. It ends with the process where nobody waits for it any more."""

    def __init__(self, work: Callable[[], T]) -> None:
        """Begin."""
        self._done: queue.SimpleQueue[tuple[T] | BaseException] = queue.SimpleQueue()
        threading.Thread(target=self._run, args=(work,), daemon=True).start()

    def _run(self, work: Callable[[], T]) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, HELD_SIGNALS)  # they are for who waits
        try:
            self._done.put((work(),))
        except BaseException as error:  # noqa: BLE001  # raised where the result is asked for
            self._done.put(error)

    def result(self) -> T:
        """Wait for what it comes to, once, or raise what it raised."""
        done = self._done.get()
        if isinstance(done, BaseException):
            raise done
        return done[0]
