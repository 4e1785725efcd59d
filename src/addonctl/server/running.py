"""Run the server: listen, bear slow and crowding clients, stop in good order.

Uvicorn has no limit on how long or how large headers may be; the protocol here adds both.
"""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from addonctl.errors import StorageFailure
from addonctl.model.messages.system import reason_of
from addonctl.model.serving import MOST_OF_HEADERS, ServerOptions
from addonctl.server.bodies import Receive
from addonctl.server.guard import ALWAYS, Guard, Scope, Send, new_request_id, send_answer
from addonctl.server.joining import join_writes
from addonctl.server.problems import answer_problem

KEEP_ALIVE_SECONDS: Final = 15
BACKLOG: Final = 128
STOPS: Final = (signal.SIGINT, signal.SIGTERM)


class PatientProtocol(HttpToolsProtocol):
    """HTTP on one connection, with a deadline and a size for the headers of each request."""

    options: ServerOptions
    """Set on a subclass for each server: uvicorn makes the instances."""

    def __init__(self, *args: Any, **values: Any) -> None:  # noqa: ANN401  # uvicorn's own
        """Begin without a deadline."""
        super().__init__(*args, **values)
        self._deadline: asyncio.TimerHandle | None = None
        self._header_bytes = 0
        self._is_in_headers = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the first request its time; one connection too many is told so."""
        super().connection_made(transport)
        self._begin_headers()
        if len(self.connections) > self.options.connections:
            self.app = _overloaded

    def data_received(self, data: bytes) -> None:
        """Count what comes before the headers are complete."""
        super().data_received(data)
        if self._is_in_headers:
            self._header_bytes += len(data)
            if self._header_bytes > MOST_OF_HEADERS:
                self._refuse(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """Give each further request on a connection its own time."""
        super().on_message_begin()
        if not self._is_in_headers:
            self._begin_headers()

    def on_headers_complete(self) -> None:
        """Stop the deadline; the answer is to be sent as a whole."""
        self._is_in_headers = False
        self._header_bytes = 0
        self._cancel_deadline()
        super().on_headers_complete()
        join_writes(self.cycle)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline with the connection."""
        self._cancel_deadline()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        del msg  # what uvicorn says of it
        self._refuse(b"400 Bad Request")

    def _begin_headers(self) -> None:
        self._is_in_headers = True
        self._header_bytes = 0
        self._cancel_deadline()
        self._deadline = self.loop.call_later(self.options.header_seconds, self._time_is_up)

    def _cancel_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _time_is_up(self) -> None:
        if self._header_bytes:
            self._refuse(b"408 Request Timeout")
        else:
            self.transport.close()

    def _refuse(self, status: bytes) -> None:
        """Answer what never became a request, with what every answer has, and close."""
        if not self.transport.is_closing():
            headers = (
                (b"request-id", new_request_id().encode()),
                *ALWAYS,
                (b"connection", b"close"),
                (b"content-length", b"0"),
            )
            lines = (b"%b: %b\r\n" % header for header in headers)
            self.transport.write(b"HTTP/1.1 %b\r\n%b\r\n" % (status, b"".join(lines)))
            self.transport.close()


async def _overloaded(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Say that there are too many connections, with what every answer has."""
    answered = answer_problem(StorageFailure("OVERLOADED"))
    await send_answer(send, answered, new_request_id(), closes=True)


class StoppableServer(uvicorn.Server):
    """Stop at the first signal once all answers are sent, at a second one at once."""

    def __init__(self, config: uvicorn.Config, *, on_start: Callable[[], None]) -> None:
        """Take what is done once connections are taken."""
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._on_start()

    def handle_exit(self, sig: int, frame: object) -> None:
        """Note a signal."""
        del sig, frame
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals that stop, and give them back; a stop in good order is no failure."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in STOPS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def listen(options: ServerOptions) -> socket.socket:
    """Bind the address; port 0 is any that is free.

    Raises:
        StorageFailure: CANNOT_LISTEN.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((options.host, options.port))
        listener.listen(BACKLOG)
    except (OSError, ValueError) as error:
        listener.close()
        raise _cannot_listen(options, error) from error
    listener.setblocking(False)
    return listener


def _cannot_listen(options: ServerOptions, error: OSError | ValueError) -> StorageFailure:
    """Say what is wrong with the host or the port."""
    if isinstance(error, ValueError):  # no name can be written so
        error = socket.gaierror(socket.EAI_NONAME, "")
    kind = {errno.EADDRINUSE: "port_in_use", errno.EACCES: "port_denied"}.get(error.errno or 0)
    if isinstance(error, socket.gaierror):
        kind = "host_unknown"
    elif error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
        kind = "host_elsewhere"
    return StorageFailure(
        "CANNOT_LISTEN",
        host=options.host,
        port=str(options.port),
        reason=reason_of(error),
        kind=kind,
    )


def server_of(
    app: Guard, options: ServerOptions, *, on_start: Callable[[], None]
) -> StoppableServer:
    """Make the server of an application."""
    logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
    protocol = type("Protocol", (PatientProtocol,), {"options": options})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        loop="uvloop",
        lifespan="off",
        interface="asgi3",
        access_log=False,
        log_config=None,
        log_level="critical",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=options.stop_seconds,
    )
    return StoppableServer(config, on_start=on_start)


def run(
    app: Guard, listener: socket.socket, options: ServerOptions, *, on_start: Callable[[], None]
) -> bool:
    """Serve until a signal; say whether all that was under way could be answered."""
    gc.enable()  # a command does without, a process that stays doesn't
    server = server_of(app, options, on_start=on_start)
    try:
        server.run(sockets=[listener])
    finally:
        app.close()
    return not server.force_exit
