"""Serve HTTP by hand on the loopback, so that every fault is one that a test wrote.

A server answers each connection by the next of its manners, the last one from then on. It keeps
what it was sent, byte for byte, and whether the client left before a manner came to its end.
"""

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from addonctl.model.wire import RULES
from tests.patience import GUARD_SECONDS

JSON: Final = "application/json"
Manner = Callable[["Exchange"], None]
"""How one connection is answered."""


class Exchange(NamedTuple):
    """A connection, and the request that came on it."""

    wire: socket.socket
    request: bytes

    @property
    def path(self) -> str:
        """Return the path that was asked for, with its query."""
        return self.request.split(b" ")[1].decode()

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self.wire.sendall(data)


def reply(
    body: object = b"",
    *,
    status: str = "200 OK",
    media: str | None = JSON,
    headers: Mapping[str, str] | None = None,
    length: int | None = None,
) -> Manner:
    """Answer as one should; a body that isn't bytes is written as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status}"]
    if media is not None:
        lines.append(f"Content-Type: {media}")
    lines.append(f"Content-Length: {len(data) if length is None else length}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + data)


def raw(data: bytes) -> Manner:
    """Answer with bytes as they are, then close."""
    return lambda exchange: exchange.send(data)


def drip(begin: bytes, drop: bytes) -> Manner:
    """Answer with a beginning, then for ever with drops; every drop comes in good time."""

    def answer(exchange: Exchange) -> None:
        exchange.send(begin)
        while True:
            exchange.send(drop)
            threading.Event().wait(0.02)

    return answer


def flood(begin: bytes, wave: bytes) -> Manner:
    """Answer with a beginning, then for ever with as much as the client takes."""

    def answer(exchange: Exchange) -> None:
        exchange.send(begin)
        while True:
            exchange.send(wave)

    return answer


def silence(exchange: Exchange) -> None:
    """Answer nothing until the client goes."""
    exchange.wire.recv(1)


def reset(begin: bytes = b"") -> Manner:
    """Answer with a beginning, then break the connection off."""

    def answer(exchange: Exchange) -> None:
        exchange.send(begin)
        # So that closing sends a reset in the place of an end.
        exchange.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


def by_path(**manners: Manner | list[Manner]) -> Manner:
    """Answer by the last part of the path: each of a list in turn, the last one from then on."""
    left = {name: list(m) if isinstance(m, list) else [m] for name, m in manners.items()}

    def answer(exchange: Exchange) -> None:
        name = exchange.path.partition("?")[0].rpartition("/")[2]
        turn = left.get(name) or [reply(b"", status="404 Not Found", media=None)]
        (turn.pop(0) if len(turn) > 1 else turn[0])(exchange)

    return answer


class FaultyServer:
    """A server on a free port, over TLS where it is given a context."""

    def __init__(
        self, *manners: Manner, tls: ssl.SSLContext | None = None, is_eager: bool = False
    ) -> None:
        """Take the manners in the order of the connections; who `is_eager` answers any bytes."""
        self.requests: list[bytes] = []
        self.left_early = threading.Event()
        """Set once a client went away before an answer came to its end."""
        self._manners = list(manners)
        self._tls = tls
        self._end = b"" if is_eager else b"\r\n\r\n"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the address below which the API is."""
        scheme, host = ("http", "127.0.0.1") if self._tls is None else ("https", "localhost")
        return f"{scheme}://{host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        """List what was asked for."""
        return [request.split(b" ")[1].decode() for request in self.requests]

    def close(self) -> None:
        """Take no more connections, and wait until that is so."""
        self.stop_listening()
        self._thread.join(GUARD_SECONDS)

    def stop_listening(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                wire, _address = self._listener.accept()
            except OSError:
                return
            turn = self._manners.pop(0) if len(self._manners) > 1 else self._manners[0]
            threading.Thread(target=self._answer, args=(wire, turn), daemon=True).start()

    def _answer(self, wire: socket.socket, manner: Manner) -> None:
        with contextlib.ExitStack() as stack:
            stack.callback(wire.close)
            try:
                if self._tls is not None:
                    wire = self._tls.wrap_socket(wire, server_side=True)
                    stack.callback(wire.close)
                request = _request(wire, self._end)
                if request:
                    self.requests.append(request)
                    manner(Exchange(wire, request))
            except OSError:
                self.left_early.set()


def _request(wire: socket.socket, end: bytes) -> bytes:
    """Read a request to its end; a connection without one is nobody's."""
    wire.settimeout(GUARD_SECONDS)
    data = b""
    while not data or end not in data:
        part = wire.recv(65_536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(lengths[0].partition(b":")[2]) if lengths else 0
    while len(body) < length and (part := wire.recv(65_536)):
        body += part
    return head + b"\r\n\r\n" + body


@contextlib.contextmanager
def serving(
    *manners: Manner, tls: ssl.SSLContext | None = None, is_eager: bool = False
) -> Iterator[FaultyServer]:
    """Serve as long as the block lasts."""
    server = FaultyServer(*manners, tls=tls, is_eager=is_eager)
    try:
        yield server
    finally:
        server.close()


def rulebook(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of any shape
    """Return a rulebook that prescribes nothing, but for what is given."""
    return {
        "api": "addonctl.api/1",
        "version": "1.0.0",
        "rules": RULES,
        "records": False,
        "reading": "strict",
        **values,
    }
