"""Ask a server: try again where that is safe, and make a failure of all that isn't an answer.

What only reads is tried again whenever no answer came, and so is what has a key: a server does
that once. Any other change is tried again only where nothing of it was sent, or where the server
says that it did nothing; in all other cases it isn't known what became of it.
"""

from typing import Final, NamedTuple

from addonctl import __version__
from addonctl.errors import AddonctlError, CredentialFailure, StorageFailure, UnknownOutcome
from addonctl.model.messages import Message
from addonctl.model.wire import IDEMPOTENCY_KEY, JSON, PROBLEM_JSON
from addonctl.stores.api.connecting import Way
from addonctl.stores.api.guard import Bounds, Fault
from addonctl.stores.api.http import Request, exchange
from addonctl.stores.api.keeping import Kept
from addonctl.stores.api.replies import KEY_IN_USE, Reply, failure_of, problem_of
from addonctl.stores.api.waiting import Patience, Waits, pause

_ON_THE_WAY: Final = frozenset({502, 504})
"""The statuses of somebody on the way to the server, who doesn't know."""
_MISTAKEN: Final = 500
_AGAIN: Final = frozenset({"API_UNREACHABLE", "API_BROKEN"})
_NO_ANSWER: Final = Message("PUSH_UNKNOWN.no_answer")
_CREDENTIALS: Final = frozenset({"TLS_FAILED", "API_PLAIN_HTTP"})


class Delivery:
    """Follow a change on its way: whether a server may have done it, for all that is known."""

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self.is_unclear = False

    def leave(self) -> None:
        """Note that something is about to be sent."""
        self.is_unclear = True


class Tried(NamedTuple):
    """What trying came to, and how often it was tried."""

    last: Reply | Fault
    number: int


class Client:
    """Speak with one server, within the patience of a run."""

    def __init__(self, way: Way, *, token: str | None, waits: Waits, patience: Patience) -> None:
        """Take the way to it, the token that belongs to it, and how to wait."""
        self.server = str(way.origin)
        self.has_token = token is not None
        self._way = way
        self._waits = waits
        self._patience = patience
        self._left = patience.run
        self._headers = {
            "Accept": f"{JSON}, {PROBLEM_JSON}",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": f"addonctl/{__version__}",
        }
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, *, most_bytes: int, kept: Kept | None = None) -> Reply:
        """Ask for something; the reply may be that it isn't there.

        Who asks for much in a row says where the connection is `kept` meanwhile.

        Raises:
            CredentialFailure, StorageFailure: there is no reply.
        """
        headers = self._headers if kept is None else {**self._headers, "Connection": "keep-alive"}
        return self._ask(Request("GET", path, headers, kept=kept), most_bytes)

    def post_question(self, path: str, body: bytes, *, most_bytes: int) -> Reply:
        """Ask for something that is worked out; it changes nothing.

        Raises:
            CredentialFailure, StorageFailure: there is no reply.
        """
        headers = {**self._headers, "Content-Type": JSON}
        return self._ask(Request("POST", path, headers, body, is_question=True), most_bytes)

    def put(
        self,
        path: str,
        body: bytes,
        *,
        condition: tuple[str, str],
        delivery: Delivery,
        most_bytes: int,
    ) -> Reply:
        """Put something in its place, under a condition on what is there.

        Raises:
            CredentialFailure, StorageFailure: nothing was changed.
            UnknownOutcome: it may have been.
        """
        name, value = condition
        headers = {**self._headers, name: value, "Content-Type": JSON}
        return self._ask(Request("PUT", path, headers, body), most_bytes, delivery)

    def post(
        self, path: str, body: bytes, *, key: str, delivery: Delivery, most_bytes: int
    ) -> Tried:
        """Send a change by its key, again as long as it isn't clear what became of it.

        A change has a time of its own: what was read before it took none of that.
        """
        headers = {**self._headers, IDEMPOTENCY_KEY: f'"{key}"', "Content-Type": JSON}
        request = Request("POST", path, headers, body, has_key=True)
        end = self._waits.clock() + self._patience.request
        return self._try_until(end, request, most_bytes, delivery)

    def failure(self, reply: Reply) -> AddonctlError:
        """Make the failure of a reply that isn't the answer."""
        return failure_of(reply, self.server, has_token=self.has_token)

    def failure_of_fault(self, fault: Fault, *, tries: int) -> AddonctlError:
        """Make the failure of an exchange that came to no reply, and changed nothing."""
        kind = CredentialFailure if fault.code in _CREDENTIALS else StorageFailure
        failure = kind(fault.code, server=self.server, count=tries)
        failure.values.update(fault.values, step=fault.step)
        return failure

    def _ask(self, request: Request, most_bytes: int, delivery: Delivery | None = None) -> Reply:
        """Try until there is a reply, or no use or time in trying again."""
        begin = self._waits.clock()
        end = begin + min(self._patience.request, self._left)
        try:
            return self._ask_until(end, request, most_bytes, delivery or Delivery())
        finally:
            self._left -= self._waits.clock() - begin

    def _ask_until(
        self, end: float, request: Request, most_bytes: int, delivery: Delivery
    ) -> Reply:
        tried, count = self._try_until(end, request, most_bytes, delivery)
        if isinstance(tried, Fault):
            raise self._failure_of(tried, request, tries=count) from tried
        if not request.is_reading and tried.is_unclear:
            raise UnknownOutcome("PUSH_UNKNOWN", server=self.server, reason=_NO_ANSWER)
        return tried

    def _try_until(
        self, end: float, request: Request, most_bytes: int, delivery: Delivery
    ) -> Tried:
        number, sleep = 1, self._patience.sleep
        while True:
            tried = self._deliver(request, end, most_bytes, delivery)
            if not _is_worth_another(tried, request):
                break
            asked = tried.wait if isinstance(tried, Reply) else None
            seconds = max(pause(number, self._waits), asked or 0)
            is_over = number >= self._patience.tries or seconds > sleep
            if is_over or self._waits.clock() + seconds >= end:
                break
            self._waits.sleep(seconds)
            number, sleep = number + 1, sleep - seconds
        return Tried(tried, number)

    def _deliver(
        self, request: Request, end: float, most_bytes: int, delivery: Delivery
    ) -> Reply | Fault:
        """Try once; from the first byte on a server may have done it, until it says otherwise."""
        before = delivery.is_unclear
        tried = self._try(request, end, most_bytes, delivery)
        if isinstance(tried, Reply) and tried.says_undone:
            delivery.is_unclear = before
        return tried

    def _try(
        self, request: Request, end: float, most_bytes: int, delivery: Delivery
    ) -> Reply | Fault:
        bounds = Bounds(
            seconds=max(end - self._waits.clock(), 0),
            connect_seconds=self._patience.connect,
            body_bytes=most_bytes,
        )
        try:
            answer = exchange(self._way, request, bounds, self._waits.clock, delivery.leave)
        except Fault as fault:
            return fault
        media = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if answer.status < 300 and media != JSON:  # noqa: PLR2004
            form = "media" if media else "no_media"
            other = Fault("API_NOT_JSON", reason=Message(f"API_NOT_JSON.{form}", media=media))
            other.has_left = True
            return other
        return Reply(answer, problem_of(answer) if media == PROBLEM_JSON else None)

    def _failure_of(self, fault: Fault, request: Request, *, tries: int) -> AddonctlError:
        if not request.is_reading and fault.has_left:
            return UnknownOutcome("PUSH_UNKNOWN", server=self.server, reason=_NO_ANSWER)
        return self.failure_of_fault(fault, tries=tries)


def _is_worth_another(tried: Reply | Fault, request: Request) -> bool:
    """Say whether the same request may come to something else, and can't do anything twice."""
    is_safe = request.is_reading or request.has_key
    if isinstance(tried, Fault):
        is_safe = is_safe and not tried.is_interrupted
        return tried.code in _AGAIN and (is_safe or not tried.has_left)
    if request.has_key and (tried.status == _MISTAKEN or tried.code == KEY_IN_USE):
        return True
    return tried.is_busy or (is_safe and tried.status in _ON_THE_WAY)
