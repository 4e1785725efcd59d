"""Keep a connection to a server between two exchanges, where both sides do.

On a network each new connection costs a round trip, over TLS two: as long as a page itself.
"""

import threading

from urllib3.util.wait import wait_for_read

from addonctl.stores.api.connecting import Connection
from addonctl.stores.api.guard import Guard, GuardedSocket


class Kept:
    """Hold at most one connection, idle, until it is taken again or all is over."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._is_over = False

    def take(self, guard: Guard) -> Connection | None:
        """Return the connection for another exchange, `None` where the server ended it.

        Rule: one on which anything came that nobody asked for isn't used again either.
        """
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is None or wait_for_read(connection.wire, timeout=0.0):
            _end(connection)
            return None
        guard.step = "answer"
        connection.http.sock = GuardedSocket(connection.wire, guard)
        return connection

    def keep(self, connection: Connection) -> None:
        """Hold a connection whose answer was read to its end, unless all is over."""
        with self._lock:
            before = connection if self._is_over else self._connection
            self._connection = None if self._is_over else connection
        _end(before)

    def close(self) -> None:
        """End what is held, and what is given to be kept from now on."""
        with self._lock:
            self._is_over = True
            before, self._connection = self._connection, None
        _end(before)


def _end(connection: Connection | None) -> None:
    if connection is not None:
        connection.close()
