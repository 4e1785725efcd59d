"""Put a system in the real one's place whose k-th call fails, or is the last."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, NamedTuple

from addonctl.stores.files.system import System

CALLS = {
    *("open", "close", "read", "write", "fsync", "replace", "unlink"),
    *("stat", "fstat", "fchmod", "fchown", "flock", "realpath"),
    *("ioctl", "listxattr", "getxattr", "setxattr", "removexattr"),
}

Ending = Literal["fails", "fails from then on", "fails after its work", "dies", "dies after"]


class Fault(NamedTuple):
    """What happens at which call; `error` is the name of an errno where it fails."""

    call: int
    ending: Ending
    error: str = ""


class Died(BaseException):
    """The process is gone: nothing of ours runs after this, but for what Python unwinds."""


class FaultySystem(System):
    """The real system, but for one fault; it knows what was called, and what is left open."""

    def __init__(self, fault: Fault | None = None) -> None:
        """Take the fault, if any."""
        self.fault = fault
        self.called: list[str] = []
        self.descriptors: set[int] = set()
        self.is_dead = False

    @staticmethod
    def fsync(descriptor: int) -> None:  # type: ignore[override]  # only that
        """Do without the disk: what it does nobody sees before a power cut, and it takes long."""
        os.fstat(descriptor)

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401  # whatever the call is
        """Count a call to the system, and let it go wrong."""
        call = super().__getattribute__(name)
        return (
            (lambda *given, **named: self._make(name, call, given, named))
            if name in CALLS
            else call
        )

    def _make(
        self, name: str, call: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:  # noqa: ANN401  # whatever the call returns
        if self.is_dead:
            raise Died
        fault, number = self.fault, len(self.called)
        self.called.append(name)
        is_here = fault is not None and (
            number == fault.call or (number > fault.call and fault.ending == "fails from then on")
        )
        if not is_here or fault is None:
            return self._work(name, call, given, named)
        # Linux closes a descriptor even where it reports an error.
        if name == "close" or fault.ending in {"fails after its work", "dies after"}:
            with suppress(OSError):
                self._work(name, call, given, named)
        if fault.error:
            number = getattr(errno, fault.error)
            raise OSError(number, os.strerror(number))
        self.is_dead = True
        raise Died

    def _work(
        self, name: str, call: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:  # noqa: ANN401  # whatever the call returns
        result = call(*given, **named)
        if name == "open":
            self.descriptors.add(result)
        elif name == "close":
            self.descriptors.discard(given[0])
        return result

    def end(self) -> None:
        """Close what is open, as the kernel does when a process ends."""
        for descriptor in self.descriptors:
            os.close(descriptor)
