"""Connect to a server: find its address, reach it directly or through a proxy, check who it is.

Nothing is taken from the environment: proxy and authorities are those of our settings, else none
and those of the system.
"""

import errno
import http.client
import ipaddress
import queue
import re
import signal
import socket
import ssl
import threading
from typing import Any, Final, NamedTuple

from urllib3.connection import HTTPConnection, HTTPSConnection

from addonctl.model.messages import Message
from addonctl.model.messages.system import reason_of
from addonctl.stores.api.guard import Fault, Guard, GuardedSocket
from addonctl.stores.api.origin import Origin
from addonctl.stores.interrupts import HELD_SIGNALS

_CERTIFICATE_FAULTS: Final = {
    9: "not_yet",
    10: "expired",
    18: "self_signed",
    19: "unknown",
    20: "unknown",
    21: "unknown",
    62: "other_host",
    64: "other_host",
}
"""What OpenSSL finds wrong with a certificate."""
_HELPED_BY: Final = {"expired": "by_date", "not_yet": "by_date", "other_host": "by_name"}
"""Against which of these something else helps than an authority of one's own."""
_FAMILY, _ADDRESS = 0, 4


class Way(NamedTuple):
    """How a server is reached: its origin, whom it is vouched for by, a proxy or none.

    Plain http has no context.
    """

    origin: Origin
    context: ssl.SSLContext | None
    proxy: Origin | None = None


class Connection(NamedTuple):
    """A connection, and the socket to close when all is over."""

    http: HTTPConnection
    wire: socket.socket

    def close(self) -> None:
        """End it."""
        self.http.close()
        self.wire.close()


def connect(way: Way, guard: Guard) -> Connection:
    """Connect; nothing of a request is sent.

    Raises:
        Fault: API_UNREACHABLE, API_TIMEOUT, TLS_FAILED, API_PLAIN_HTTP.
    """
    wire = _reach(way, guard)
    if way.context is not None:
        guard.step = "tls"
    host, port = way.origin.host, way.origin.port
    http: _Plain | _Secure = (
        _Plain(host, port) if way.context is None else _Secure(host, port, ssl_context=way.context)
    )
    http.given = wire
    try:
        wire.settimeout(guard.left())
        http.connect()
    except BaseException as error:
        wire.close()
        http.close()
        if isinstance(error, OSError):
            raise fault_of(error, guard) from error
        raise
    guard.step = "answer"
    wire = http.sock
    http.sock = GuardedSocket(wire, guard)
    return Connection(http, wire)


class _Final(http.client.HTTPResponse):
    """Pass over what a server says before its answer, such as 103: Python knows 100 alone."""

    def begin(self) -> None:
        """Read heads until that of the answer."""
        super().begin()
        while http.HTTPStatus.SWITCHING_PROTOCOLS < self.status < http.HTTPStatus.OK:
            self.headers = self.msg = None  # type: ignore[assignment]  # as before the first
            super().begin()


class _Given:
    """Where urllib3 makes a socket, ours is taken: found, connected and led through the proxy."""

    given: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.given


class _Plain(_Given, HTTPConnection):
    response_class = _Final


class _Secure(_Given, HTTPSConnection):
    response_class = _Final


def _reach(way: Way, guard: Guard) -> socket.socket:
    """Connect to the origin, or through the proxy to it."""
    if way.proxy is None or way.origin.is_loopback:
        wire = dial(way.origin, guard)
        if way.context is None and not is_loopback(wire):
            wire.close()
            raise Fault("API_PLAIN_HTTP")
        return wire
    wire = _dial_proxy(way.proxy, guard)
    try:
        _tunnel(wire, way.origin, guard)
    except BaseException as error:
        wire.close()
        if isinstance(error, Fault):
            error.values["kind"] = "by_proxy"
        raise
    return wire


def _dial_proxy(proxy: Origin, guard: Guard) -> socket.socket:
    """Connect to a proxy; where that fails the server has no part in it."""
    try:
        return dial(proxy, guard)
    except Fault as fault:
        if fault.code != "API_UNREACHABLE":
            raise
        reason = Message(
            "API_UNREACHABLE.no_proxy", proxy=str(proxy), reason=fault.values["reason"]
        )
        raise Fault("API_UNREACHABLE", reason=reason, kind="by_proxy") from fault


def dial(origin: Origin, guard: Guard) -> socket.socket:
    """Connect to an origin directly.

    Raises:
        Fault: API_UNREACHABLE, API_TIMEOUT.
    """
    fault: OSError | None = None
    addresses = _addresses(origin, guard)
    guard.step = "connection"
    for found in addresses:
        wire = socket.socket(found[_FAMILY], socket.SOCK_STREAM)
        try:
            wire.settimeout(min(guard.bounds.connect_seconds, guard.left()))
            wire.connect(found[_ADDRESS])
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            wire.close()
            fault = error
        except BaseException:
            wire.close()
            raise
        else:
            return wire
    raise _unreachable(fault)


def _addresses(origin: Origin, guard: Guard) -> list[Any]:
    """Look the host up; the system's own patience isn't ours, so it is asked in a thread."""
    found: queue.SimpleQueue[list[Any] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, HELD_SIGNALS)  # they are for who waits
        try:
            found.put(socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(error if isinstance(error, OSError) else socket.gaierror())

    threading.Thread(target=look_up, daemon=True).start()
    try:
        addresses = found.get(timeout=guard.left())
    except queue.Empty:
        raise guard.late() from None
    if isinstance(addresses, OSError):
        raise _unreachable(addresses) from addresses
    return addresses


def is_loopback(wire: socket.socket) -> bool:
    """Say whether the other side is this machine."""
    return ipaddress.ip_address(wire.getpeername()[0]).is_loopback


def _tunnel(wire: socket.socket, origin: Origin, guard: Guard) -> None:
    """Ask a proxy for a tunnel; it learns the host and the port, and nothing of what is sent."""
    place = origin.authority
    reader = GuardedSocket(wire, guard).makefile()
    wire.settimeout(guard.left())
    try:
        wire.sendall(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode("ascii"))
        status = reader.readline()
        while reader.readline().strip():
            pass
    except TimeoutError as error:
        raise guard.late() from error
    except OSError as error:
        raise _unreachable(error) from error
    if not re.match(rb"HTTP/1\.[01] 200\b", status):
        raise Fault("API_UNREACHABLE", reason=Message("API_UNREACHABLE.proxy"))


def fault_of(error: OSError, guard: Guard) -> Fault:
    """Say what kept a connection from being made once the server was reached."""
    if isinstance(error, TimeoutError):
        return guard.late()
    if isinstance(error, ssl.SSLCertVerificationError):
        form = _CERTIFICATE_FAULTS.get(error.verify_code, "other")
        reason = Message(f"TLS_FAILED.{form}", text=error.verify_message)
        return Fault("TLS_FAILED", reason=reason, kind=_HELPED_BY.get(form))
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return Fault("TLS_FAILED", reason=Message("TLS_FAILED.no_tls"))
    return _unreachable(error)


def _unreachable(error: OSError | None) -> Fault:
    """Say why nothing was reached."""
    match error:
        case socket.gaierror():
            reason = Message("API_UNREACHABLE.name")
        case TimeoutError():
            reason = Message("API_UNREACHABLE.timeout")
        case OSError(errno=errno.ECONNREFUSED):
            reason = Message("API_UNREACHABLE.refused")
            return Fault("API_UNREACHABLE", reason=reason, kind="by_host")
        case OSError(errno=errno.EHOSTUNREACH | errno.ENETUNREACH):
            reason = reason_of(error)
        case _:
            reason = Message("API_UNREACHABLE.other")
    return Fault("API_UNREACHABLE", reason=reason)
