"""Deliver notes by mail: one letter to one reader, over TLS but on this machine.

A mail server is waited for only so long in all, however slowly it speaks, and of what it says
only the numbers are kept.
"""

import contextlib
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final

from msgspec import Struct

from addonctl.errors import CredentialFailure
from addonctl.model.context import Tells
from addonctl.model.mail import MailAddress
from addonctl.output.formats.owner_mail import addressed, mail_of
from addonctl.server.notes.secrets import read_password
from addonctl.server.notes.ways import BOUNDS, Undelivered, undelivered
from addonctl.server.notes.wording import Letter
from addonctl.stores.api.connecting import dial, fault_of, is_loopback
from addonctl.stores.api.guard import Bounds, Fault, Guard, GuardedSocket
from addonctl.stores.api.origin import Origin

ID_DOMAIN: Final = "notes.addonctl.invalid"
"""The second half of a Message-ID: no setting, so that it stays the same whatever is set."""
_ENHANCED: Final = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})(?: |$)")
_OK, _TEMPORARY, _FINAL = range(200, 300), range(400, 500), range(500, 600)


class MailServer(Struct, frozen=True, kw_only=True):
    """A mail server: where it is, who logs in there, and whom it is trusted by."""

    origin: Origin
    user: str | None
    password_file: str | None
    context: ssl.SSLContext


class Mail:
    """Letters through a mail server, from an address of ours."""

    name = "mail"

    def __init__(
        self,
        server: MailServer,
        *,
        sender: MailAddress,
        account_manager: MailAddress | None,
        bounds: Bounds = BOUNDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the server, who writes, who reads about quotes, and how long a try may take."""
        self._server = server
        self._sender = sender
        self._account_manager = account_manager
        self._bounds = bounds
        self._clock = clock

    @property
    def tells(self) -> Tells:
        """Return whom letters reach: who has an address."""
        return Tells(owners=True, account_manager=self._account_manager is not None)

    def send(self, letter: Letter) -> None:
        """Send a letter; a mail server that has said so has taken it.

        Raises:
            Undelivered: it hasn't, as far as is known.
        """
        to = self._reader(letter)
        if to is None:
            raise Undelivered("no_address")
        mail = self._mail(letter, to)
        guard = Guard(self._bounds, self._clock)
        try:
            with contextlib.ExitStack() as opened:
                self._converse(opened, guard, mail, to)
        except Fault as fault:
            raise undelivered(fault) from fault
        except smtplib.SMTPResponseException as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from refused
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Undelivered("broken") from error

    def _reader(self, letter: Letter) -> Address | None:
        if letter.owner is not None:
            return addressed(letter.owner.display_name, letter.owner.email, letter.context)
        manager = self._account_manager
        return None if manager is None else Address("", manager.local, manager.domain)

    def _mail(self, letter: Letter, to: Address) -> EmailMessage:
        note = letter.note
        mail = mail_of(
            note.kind,
            letter.told.messages,
            letter.context,
            addon_id=note.addon,
            to=[to],
            at=letter.at,
            is_ascii=True,
        )
        mail["From"] = Address("", self._sender.local, self._sender.domain)
        mail["Message-ID"] = f"<{note.key}@{ID_DOMAIN}>"
        mail["Auto-Submitted"] = "auto-generated"
        return mail

    def _converse(
        self, opened: contextlib.ExitStack, guard: Guard, mail: EmailMessage, to: Address
    ) -> None:
        """Speak with the server until it has taken the letter."""
        talk = self._begin(opened, guard)
        self._log_in(talk)
        _expect(*talk.mail(str(self._sender)))
        _expect(*talk.rcpt(to.addr_spec), is_about_this=True)
        _expect(*talk.data(mail.as_bytes()), is_about_this=True)
        talk.leave()

    def _begin(self, opened: contextlib.ExitStack, guard: Guard) -> "_Talk":
        """Greet the server, in a way that nobody can read or change what follows."""
        origin, name = self._server.origin, self._sender.domain
        wire = opened.enter_context(dial(origin, guard))
        is_secure = origin.scheme == "smtps"
        if is_secure:
            wire = opened.enter_context(self._secured(wire, guard))
        talk = _Talk(wire, guard, name)
        _expect(*talk.getreply())
        _expect(*talk.ehlo())
        if is_secure or is_loopback(wire):
            return talk
        if not talk.has_extn("starttls"):
            raise Undelivered("untrusted")
        _expect(*talk.docmd("STARTTLS"))
        # A conversation of its own: nothing that came in plain is read in it.
        talk = _Talk(opened.enter_context(self._secured(wire, guard)), guard, name)
        _expect(*talk.ehlo())
        return talk

    def _secured(self, wire: socket.socket, guard: Guard) -> ssl.SSLSocket:
        wire.settimeout(guard.left())
        try:
            return self._server.context.wrap_socket(wire, server_hostname=self._server.origin.host)
        except OSError as error:
            raise fault_of(error, guard) from error

    def _log_in(self, talk: "_Talk") -> None:
        if self._server.user is None or self._server.password_file is None:
            return
        try:
            password = read_password(self._server.password_file)
        except CredentialFailure:
            raise Undelivered("unreadable_secret") from None
        try:
            talk.login(self._server.user, password)
        except smtplib.SMTPResponseException as refused:
            if refused.smtp_code in _TEMPORARY:
                raise
            raise Undelivered("no_login", _status(refused.smtp_code, b"")) from None
        except (smtplib.SMTPNotSupportedError, UnicodeError):
            raise Undelivered("no_login") from None


class _Talk(smtplib.SMTP):
    """A conversation over a socket that the guard watches over."""

    def __init__(self, wire: socket.socket, guard: Guard, name: str) -> None:
        super().__init__(local_hostname=name)
        self.sock = GuardedSocket(wire, guard)  # type: ignore[assignment]  # all that is used of one

    def leave(self) -> None:
        """Say goodbye; the letter is taken, whatever becomes of that."""
        with contextlib.suppress(Fault, smtplib.SMTPException, OSError):
            self.docmd("QUIT")


def _expect(code: int, said: bytes, *, is_about_this: bool = False) -> None:
    """Stop where the server doesn't agree; only what is about this letter can be final."""
    if code not in _OK:
        raise _refusal(code, said, is_about_this=is_about_this)


def _refusal(code: int, said: bytes | str, *, is_about_this: bool = False) -> Undelivered:
    status = _status(code, said if isinstance(said, bytes) else said.encode())
    if code in _FINAL:
        return Undelivered("rejected", status, is_final=is_about_this)
    if code in _TEMPORARY:
        return Undelivered("postponed", status)
    return Undelivered("broken")


def _status(code: int, said: bytes) -> str:
    """Keep the numbers of a reply, and none of its words: they may hold anything."""
    found = _ENHANCED.match(said)
    return f"{code} {found[1].decode()}" if found else str(code)
