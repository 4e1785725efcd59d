"""Run a real mail server that keeps its letters, and one that misbehaves as a test wrote it."""

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from tests.patience import GUARD_SECONDS

USER: Final = "notes@mail.example"
PASSWORD: Final = "s3cr3t of the mail server"  # noqa: S105  # nobody's


class Mailbox:
    """A mail server's letters, in the order in which they came, and what it says instead of yes."""

    def __init__(self) -> None:
        """Begin without letters, taking all."""
        self.letters: list[EmailMessage] = []
        self.readers: list[list[str]] = []
        self.refused: dict[str, str] = {}
        """What is said of a reader."""
        self.answers: list[str] = []
        """What is said of the next letters; one that begins with 2 is taken."""
        self.tried = threading.Event()
        self.logins: list[bytes] = []
        self.is_held = False
        """Whether it keeps the answer to itself once it has a letter."""

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name for it
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take a reader, or not."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # as above
        self, _server: object, _session: object, envelope: Envelope
    ) -> str:
        """Take a letter, or not."""
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("2"):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, policy=default)
            self.letters.append(letter)
            self.readers.append(envelope.rcpt_tos)
        self.tried.set()
        while self.is_held:  # noqa: ASYNC110  # another thread lets go of it
            await asyncio.sleep(0.02)
        return answer

    def authenticate(
        self, _server: object, _session: object, _envelope: object, _mechanism: str, data: object
    ) -> AuthResult:
        """Let one user in."""
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login)
        is_right = data == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)

    @property
    def ids(self) -> list[str]:
        """List the ids of the letters."""
        return [letter["Message-ID"] for letter in self.letters]


@contextlib.contextmanager
def mail_server(
    mailbox: Mailbox,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    has_login: bool = False,
) -> Iterator[int]:
    """Serve on a free port, and return it."""
    given: dict[str, Any] = {}
    if has_login:
        given |= {"authenticator": mailbox.authenticate, "auth_require_tls": False}
    if starttls is not None:
        given |= {"tls_context": starttls, "require_starttls": True}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls,
        ready_timeout=GUARD_SECONDS,
        **given,
    )
    controller.start()
    try:
        yield port
    finally:
        mailbox.is_held = False
        controller.stop()


class Line:
    """A connection to a mail server that speaks by hand."""

    def __init__(self, wire: socket.socket) -> None:
        """Take the connection."""
        self.wire = wire
        self._reader = wire.makefile("rb")

    def say(self, *lines: str) -> None:
        """Send lines."""
        self.wire.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def hear(self) -> str:
        """Read a line; without one the other side is gone."""
        line = self._reader.readline()
        if not line:
            raise ConnectionError
        return line.decode().strip()

    def until_data(self) -> None:
        """Agree to everything until the letter may come."""
        self.say("220 by.hand ESMTP")
        while not self.hear().upper().startswith("DATA"):
            self.say("250 OK")
        self.say("354 go on")

    def wait(self) -> None:
        """Say nothing more until the other side goes."""
        while self.wire.recv(65_536):
            pass


@contextlib.contextmanager
def by_hand(*manners: Callable[[Line], None]) -> Iterator[int]:
    """Serve each connection by the next manner, the last one from then on; return the port."""
    left = list(manners)
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(wire: socket.socket, manner: Callable[[Line], None]) -> None:
        wire.settimeout(GUARD_SECONDS)
        with wire, contextlib.suppress(OSError):
            manner(Line(wire))

    def serve() -> None:
        while True:
            try:
                wire, _ = listener.accept()
            except OSError:
                return
            manner = left.pop(0) if len(left) > 1 else left[0]
            threading.Thread(target=answer, args=(wire, manner), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(GUARD_SECONDS)
