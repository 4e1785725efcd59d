"""Check that what is done meanwhile is told where it is waited for."""

import signal
import threading

import pytest

from addonctl.stores.interrupts import HELD_SIGNALS
from addonctl.stores.sweeping.meanwhile import Meanwhile
from tests.patience import GUARD_SECONDS


def test_result_is_there_when_it_is_asked_for() -> None:
    """The work goes on by itself, and what it returned is waited for."""
    goes_on, begun = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        goes_on.wait(GUARD_SECONDS)
        return "done"

    meanwhile = Meanwhile(work)
    assert begun.wait(GUARD_SECONDS)
    goes_on.set()
    assert meanwhile.result() == "done"


def test_failure_is_raised_where_the_result_is_asked_for() -> None:
    """Whatever it is."""

    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        Meanwhile(fail).result()


def test_signals_are_for_who_waits() -> None:
    """A thread that took an interrupt would leave the waiting one asleep."""
    blocked = Meanwhile(lambda: signal.pthread_sigmask(signal.SIG_BLOCK, ())).result()
    assert set(HELD_SIGNALS) <= blocked
