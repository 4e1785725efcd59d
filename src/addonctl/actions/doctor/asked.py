"""Ask a server for its rulebook, once: what came of it tells of token, way, clock and versions."""

import datetime as dt
from collections.abc import Callable
from typing import Final, NamedTuple

from addonctl.errors import AddonctlError
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.wire import Rulebook
from addonctl.stores.api.replies import Reply, moment_of
from addonctl.stores.api.server import Server

_OF_TOKEN: Final = ("TOKEN_", "SCOPE_")


class Asked(NamedTuple):
    """What came of asking a server for its rulebook, and the moment at which it came.

    A `failure` keeps the `rulebook` from being known; there may be a `reply` all the same.
    """

    server: Server
    reply: Reply | None
    rulebook: Rulebook | None
    failure: AddonctlError | None
    at: dt.datetime

    @property
    def origin(self) -> str:
        """Name the server."""
        return str(self.server.address.origin)

    @property
    def is_of_token(self) -> bool:
        """Say whether it is the token that keeps an answer away."""
        return self.failure is not None and self.failure.code.startswith(_OF_TOKEN)


def ask(server: Server, now: Callable[[], dt.datetime]) -> Asked:
    """Ask a server for its rulebook, once."""
    try:
        reply = server.rulebook_reply
    except AddonctlError as failure:
        return Asked(server, None, None, failure, now())
    at = now()
    try:
        return Asked(server, reply, server.rulebook, None, at)
    except AddonctlError as failure:
        return Asked(server, reply, None, failure, at)


def unknown(asked: Asked) -> Message:
    """Say why it isn't known what a server would say."""
    if asked.reply is None and asked.is_of_token:
        return phrase(N_("the server wasn't asked: the token can't be used"))
    return phrase(N_("the server gave no answer that tells"))


def date_of(reply: Reply) -> dt.datetime | None:
    """Return when a server says that it answered, `None` where it doesn't say."""
    return moment_of(reply.answer.headers.get("Date", ""))
