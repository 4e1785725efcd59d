"""Send one request over HTTP and take its whole answer, in one deadline and so many bytes.

Nothing is repeated, followed or decoded here. What an answer means, and what is tried again, is
`client`'s.
"""

import http.client
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from addonctl.stores.api.connecting import Connection, Way, connect
from addonctl.stores.api.guard import Bounds, Fault, Guard
from addonctl.stores.api.keeping import Kept

_PART_BYTES: Final = 32_768


class Request(NamedTuple):
    """A request: its method, its path with the query, its headers and, where it has one, a body.

    One that `has_key` is done once, however often it is sent; one that `is_question`
    changes nothing, whatever its method. Where a connection is `kept`, it is used and left there:
    only for what reads, which may be sent again.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None = None
    has_key: bool = False
    is_question: bool = False
    kept: Kept | None = None

    @property
    def is_reading(self) -> bool:
        """Say whether it changes nothing."""
        return self.is_question or self.method == "GET"


class Answer(NamedTuple):
    """What a server answered: the status, the headers (names in any case) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(
    way: Way,
    request: Request,
    bounds: Bounds,
    clock: Callable[[], float],
    on_leave: Callable[[], None] = lambda: None,
) -> Answer:
    """Send a request and return the whole answer; `on_leave` is told before anything is sent.

    Raises:
        Fault: API_UNREACHABLE, API_TIMEOUT, API_BROKEN, API_TOO_LARGE, API_ENCODED, TLS_FAILED or
            API_PLAIN_HTTP, each with whether anything was sent. So is an interrupt of what isn't
            reading once a byte has left: what became of it has to be said.
    """
    guard = Guard(bounds, clock, on_leave)
    try:
        return _exchange(way, request, guard)
    except Fault as fault:
        fault.has_left, fault.step = guard.has_left, guard.step
        raise
    except BaseException as error:
        broken = _broken(error, guard)
        if broken is None:
            if request.is_reading or not guard.has_left:
                raise
            broken = Fault("API_BROKEN")
            broken.is_interrupted = True
        broken.has_left, broken.step = guard.has_left, guard.step
        raise broken from error


def _broken(error: BaseException, guard: Guard) -> Fault | None:
    """Say what an error of the connection means, `None` where it is none of it."""
    match error:
        case TimeoutError():
            return guard.late()
        case http.client.LineTooLong():
            return guard.too_large()
        case http.client.HTTPException() if type(error) is http.client.HTTPException:
            return guard.too_large()  # more than a hundred headers
        case HTTPError() | http.client.HTTPException() | OSError() | ValueError():
            return Fault("API_BROKEN")
        case _:
            return None


def _exchange(way: Way, request: Request, guard: Guard) -> Answer:
    """Ask on a connection that was kept, and where the server has left that, on a new one."""
    before = None if request.kept is None else request.kept.take(guard)
    if before is not None:
        try:
            return _ask(before, request, guard)
        except ConnectionError:
            guard.step = "name"
    return _ask(connect(way, guard), request, guard)


def _ask(connection: Connection, request: Request, guard: Guard) -> Answer:
    is_whole = False
    try:
        connection.http.request(
            request.method,
            request.path,
            body=request.body,
            headers=request.headers,
            preload_content=False,
            decode_content=False,
        )
        response = connection.http.getresponse()
        try:
            if not guard.bounds.body_bytes:
                return Answer(response.status, response.headers, b"")
            _check_framing(response)
            guard.begin_body()
            body = _body(response, guard)
            is_whole = connection.http.sock is not None  # none is left where the server ends it
            return Answer(response.status, response.headers, body)
        finally:
            response.close()
    finally:
        if request.kept is not None and is_whole:
            request.kept.keep(connection)
        else:
            connection.close()


def _check_framing(response: BaseHTTPResponse) -> None:
    """Refuse what is compressed, although nobody asked for it, and an end that isn't clear.

    Two ways to say where a body ends, or two lengths, are read differently by others on the way.
    """
    encodings = response.headers.getlist("Content-Encoding")
    if any(each.strip().lower() not in {"", "identity"} for each in encodings):
        raise Fault("API_ENCODED", encoding=encodings[0])
    lengths = set(response.headers.getlist("Content-Length"))
    transfer = response.headers.getlist("Transfer-Encoding")
    is_chunked = [each.strip().lower() for each in transfer] == ["chunked"]
    is_plain = len(lengths) <= 1 and all(each.isascii() and each.isdigit() for each in lengths)
    if not is_plain or (transfer and (lengths or not is_chunked)):
        raise Fault("API_BROKEN")


def _body(response: BaseHTTPResponse, guard: Guard) -> bytes:
    """Read the body to its end; one that is cut short is an error."""
    parts: list[bytes] = []
    count = 0
    while part := response.read(_PART_BYTES, decode_content=False):
        parts.append(part)
        count += len(part)
        if count > guard.bounds.body_bytes:
            raise guard.too_large()
    return b"".join(parts)
