"""Let interrupts end a process whose exit code is settled. Before that they are exceptions."""

import os
import signal
from collections.abc import Callable

from addonctl.stores.files.lock import HELD_SIGNALS


def end_on_interrupt(code: int, say: Callable[[], None] | None = None) -> None:
    """Let every interrupt end the process at once with a code, after a word, from now on.

    Rule: once a change may have been recorded, no interrupt may say otherwise; but none is held
    for ever either, or a reader that has stopped reading could keep the process for good. Those
    that were held until now act now. What the caller's shell ignores stays ignored.
    """

    def end(_number: int, _frame: object) -> None:
        try:
            if say is not None:
                say()
        finally:
            os._exit(code)

    for number in HELD_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_SIGNALS)
