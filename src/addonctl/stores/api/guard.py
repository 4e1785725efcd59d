"""Watch over one exchange: what is left of its time, and how many bytes may still come."""

import io
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from addonctl.model.messages import Message

if TYPE_CHECKING:  # only for its type
    from addonctl.model.upkeep import Step

MOST_HEADER_BYTES: Final = 65_536
_AT_ONCE: Final = 32_768
"""How much is read at once: a part of the headers' bytes, so that a body's begin harms them not."""
_ROOM: Final = 4
"""How many bytes there may be on the wire for one of a body: small chunks have long frames."""


class Bounds(NamedTuple):
    """How long an exchange and, within it, one attempt to connect may take, and its body be.

    With 0 bytes the body isn't read: what its status says is enough.
    """

    seconds: float
    connect_seconds: float
    body_bytes: int


class Fault(Exception):
    """Stop an exchange: a code, the values of its sentence, whether anything was sent, and where.

    Until a byte of the request `has_left`, a server can't have done anything. What only an
    interrupt stopped `is_interrupted`. `step` is how far the exchange had come.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        """Take the code and the values."""
        super().__init__(code)
        self.code = code
        self.values = values
        self.has_left = False
        self.is_interrupted = False
        self.step: Step = "json"


class Guard:
    """Hold the deadline and the allowance of bytes of one exchange."""

    def __init__(
        self,
        bounds: Bounds,
        clock: Callable[[], float],
        on_leave: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin now: every second from here on counts."""
        self.bounds = bounds
        self.has_left = False
        self._on_leave = on_leave
        self.step: Step = "name"
        self._clock = clock
        self._end = clock() + bounds.seconds
        self._part, self._limit = "headers", MOST_HEADER_BYTES
        self._most, self._taken = MOST_HEADER_BYTES, 0

    def left(self) -> float:
        """Return how many seconds are left.

        Raises:
            Fault: API_TIMEOUT.
        """
        seconds = self._end - self._clock()
        if seconds <= 0:
            raise self.late()
        return seconds

    def take(self, count: int) -> None:
        """Count bytes that came.

        Raises:
            Fault: API_TOO_LARGE.
        """
        self._taken += count
        if self._taken > self._most:
            raise self.too_large()

    def leave(self) -> None:
        """Tell, before the first byte of a request is sent, that a server may have it."""
        self._on_leave()
        self.has_left = True

    def begin_body(self) -> None:
        """Let a body come, too."""
        self._part, self._limit = "body", self.bounds.body_bytes
        self._most = self._taken + _ROOM * self.bounds.body_bytes + MOST_HEADER_BYTES

    def late(self) -> Fault:
        """Say that the time is over."""
        return Fault("API_TIMEOUT", seconds=self.bounds.seconds)

    def too_large(self) -> Fault:
        """Say which part is larger than it may be."""
        part = Message(f"API_TOO_LARGE.{self._part}")
        return Fault("API_TOO_LARGE", part=part, limit=str(self._limit))


class GuardedSocket:
    """What a connection uses of its socket, by the guard's leave; who made it closes it.

    A timeout of a socket begins anew with every byte, so each read gets what is left of the whole.
    """

    def __init__(self, wire: socket.socket, guard: Guard) -> None:
        """Take the connected socket."""
        self._wire = wire
        self._guard = guard

    def makefile(self, *_mode: object, **_options: object) -> io.BufferedReader:
        """Read from it."""
        return io.BufferedReader(_Reader(self._wire, self._guard), _AT_ONCE)

    def sendall(self, data: bytes) -> None:
        """Send bytes; from here on the server may have them."""
        self._wire.settimeout(self._guard.left())
        self._guard.leave()
        self._wire.sendall(data)

    def settimeout(self, _seconds: object) -> None:
        """Leave the time to the guard."""

    def close(self) -> None:
        """Leave it open: a connection closes its socket before the body is read."""


class _Reader(io.RawIOBase):
    def __init__(self, wire: socket.socket, guard: Guard) -> None:
        super().__init__()
        self._wire = wire
        self._guard = guard

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # one of the buffers
        self._wire.settimeout(self._guard.left())
        try:
            count = self._wire.recv_into(buffer)
        except TimeoutError as error:
            raise self._guard.late() from error
        self._guard.take(count)
        return count
