"""Let go of where a failure came from, once it is an answer about one account of many."""

from typing import TypeVar

from addonctl.errors import AddonctlError

T = TypeVar("T", bound=AddonctlError)


def bare(failure: T) -> T:
    """Return a failure without the frames that it went through.

    They hold it as it holds them, with the whole account; nothing collects such circles while a
    command runs, and a fleet has a hundred thousand.
    """
    failure.__traceback__ = failure.__context__ = failure.__cause__ = None
    return failure
