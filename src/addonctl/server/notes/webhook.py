"""Deliver notes to a webhook, signed as Standard Webhooks has it: id, time and body together.

Redirects aren't followed, and nothing of an answer but its status is read.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Final

from addonctl import __version__
from addonctl.errors import CredentialFailure
from addonctl.model.context import Tells
from addonctl.model.wire import JSON
from addonctl.server.exchange import written
from addonctl.server.notes.secrets import read_hook_secrets
from addonctl.server.notes.ways import BOUNDS, Undelivered, undelivered
from addonctl.server.notes.wording import Letter, document_of
from addonctl.stores.api.connecting import Way as Route
from addonctl.stores.api.guard import Bounds, Fault
from addonctl.stores.api.http import Request, exchange
from addonctl.stores.api.replies import Reply

_TAKEN, _REDIRECTED, _REFUSED = range(200, 300), range(300, 400), range(400, 500)
_LATER: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
"""Refusals of the moment among those that are final."""


class Webhook:
    """A webhook: where it is, and the file of its secrets."""

    name = "webhook"
    tells = Tells(owners=True, account_manager=True, needs_address=False)

    def __init__(
        self,
        route: Route,
        path: str,
        secret_file: str,
        *,
        bounds: Bounds = BOUNDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the way to its server, its path there, and how long a try may take."""
        self._route = route
        self._path = path
        self._secret_file = secret_file
        self._bounds = bounds
        self._clock = clock

    def send(self, letter: Letter) -> None:
        """Send a note; any status of success says that it was taken.

        Raises:
            Undelivered: it wasn't, as far as is known.
        """
        try:
            secrets = read_hook_secrets(self._secret_file)
        except CredentialFailure:
            raise Undelivered("unreadable_secret") from None
        body = written(document_of(letter))
        note_id, moment = f"note_{letter.note.key}", str(int(letter.at.timestamp()))
        headers = {
            "Content-Type": JSON,
            "Connection": "close",
            "User-Agent": f"addonctl/{__version__}",
            "webhook-id": note_id,
            "webhook-timestamp": moment,
            "webhook-signature": signature(secrets, note_id, moment, body),
        }
        request = Request("POST", self._path, headers, body)
        try:
            answer = exchange(self._route, request, self._bounds, self._clock)
        except Fault as fault:
            raise undelivered(fault) from fault
        _check(Reply(answer))


def signature(secrets: Sequence[bytes], note_id: str, moment: str, body: bytes) -> str:
    """Sign a note with each secret: whoever gets it knows one of them."""
    signed = f"{note_id}.{moment}.".encode() + body
    digests = (hmac.digest(secret, signed, hashlib.sha256) for secret in secrets)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)


def _check(reply: Reply) -> None:
    """Read the status of an answer."""
    status = reply.status
    if status in _TAKEN:
        return
    if status in _REDIRECTED:
        raise Undelivered("redirected", str(status))
    if status in _REFUSED and status not in _LATER:
        raise Undelivered("rejected", str(status), is_final=True)
    raise Undelivered("postponed", str(status), wait=reply.wait or 0)
