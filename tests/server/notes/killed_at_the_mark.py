"""Run the program until it would mark a note as sent, and die there as nobody can prevent."""

import os
import signal
from typing import NoReturn

from addonctl.entry import run
from addonctl.server.notes.outbox import Outbox


def _die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


Outbox.mark_sent = _die  # type: ignore[method-assign]
run()
