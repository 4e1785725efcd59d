"""Let interrupts wait while something is changed, so that no exit code says what isn't so."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

HELD_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def interrupts_held() -> Iterator[Callable[[], None]]:
    """Let interrupts wait until the block is over; yield what lets them wait for ever.

    Rule: once a change may have been recorded, the process isn't interrupted any more. An exit
    code of 130 or 143 says that nothing was changed. What is left is printing: who prints lets
    them act again, with an exit code of its own.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD_SIGNALS)
    is_for_ever = False

    def hold_for_ever() -> None:
        nonlocal is_for_ever
        is_for_ever = True

    try:
        yield hold_for_ever
    finally:
        if not is_for_ever:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def interrupts_let_in() -> Iterator[None]:
    """Let interrupts that are held act for as long as the block lasts, as where it waits."""
    held = set(HELD_SIGNALS) & signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, held)
