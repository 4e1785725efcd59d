"""Stand before the routes: every request and every answer passes here once.

It names each request, knows its host, finds its route, lets the work be done in a thread, turns
what goes wrong into a problem, adds what every answer has, and writes the log.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime
from typing import Any, Final, TypeVar
from urllib.parse import unquote

from starlette.routing import Match, Route

from addonctl.errors import AddonctlError, CredentialFailure
from addonctl.model.serving import LOOPBACK
from addonctl.server.bodies import Disconnected, Receive, read_body
from addonctl.server.exchange import Answered, Asked, Endpoint, Site
from addonctl.server.problems import answer_problem

T = TypeVar("T")
Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
CACHE: Final = "private, no-cache, no-transform"
ALWAYS: Final = (
    (b"cache-control", CACHE.encode()),
    (b"x-content-type-options", b"nosniff"),
)
CLIENT_GONE: Final = 499
"""What the log says where nobody waited for the answer."""


class Guard:
    """The application: routes behind what all requests have in common."""

    def __init__(self, routes: Mapping[str, Mapping[str, Endpoint]], site: Site) -> None:
        """Take the endpoints by path and method."""
        self._site = site
        self._routes = [
            (Route(path, _nothing, methods=list(methods)), methods)
            for path, methods in routes.items()
        ]
        self._hosts = {name.lower() for name in (*LOOPBACK, site.options.host, *site.options.hosts)}
        self._threads = ThreadPoolExecutor(site.options.threads, thread_name_prefix="request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        began = time.perf_counter()
        request_id = new_request_id()
        asked = self._asked(scope)
        try:
            answered = await self._answer(asked, scope, receive)
        except Disconnected:
            self._log(asked, scope, request_id, Answered(status=CLIENT_GONE), began)
            return
        except AddonctlError as failure:
            answered = answer_problem(failure)
        except Exception as error:  # noqa: BLE001  # the last resort: a bug is told, never shown
            self._site.log.bug(error, request_id=request_id)
            answered = answer_problem(AddonctlError("INTERNAL", report=request_id))
        await send_answer(
            send,
            answered,
            request_id,
            more=(("Date", format_datetime(asked.now, usegmt=True)), *asked.limits),
            closes=asked.leaves_a_body,
        )
        self._log(asked, scope, request_id, answered, began)

    def close(self) -> None:
        """Let the threads go; what they do is waited for by whoever asked."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _asked(self, scope: Scope) -> Asked:
        client = scope.get("client")
        return Asked(
            site=self._site,
            now=self._site.now(),
            address=client[0] if client else "",
            path={},
            query=scope["query_string"].decode("latin-1"),
            headers=_headers(scope["headers"]),
        )

    async def _answer(self, asked: Asked, scope: Scope, receive: Receive) -> Answered:
        """Order: host, path, token, then what is sent."""
        self._check_host(asked)
        endpoint = self._find(asked, scope)
        if not endpoint.most_of_body:
            return await self._do(lambda: _work(endpoint, asked), is_short=endpoint.is_short)
        if endpoint.scope is not None:
            token_scope = endpoint.scope
            await self._do(lambda: asked.authenticate(token_scope), is_short=True)
        asked.body = await read_body(
            receive,
            asked.headers,
            most=endpoint.most_of_body,
            code=endpoint.too_large,
            seconds=self._site.options.body_seconds,
        )
        asked.is_read = True
        return await self._do(lambda: endpoint.work(asked))

    async def _do(self, work: Callable[[], T], *, is_short: bool = False) -> T:
        """Do something in a thread, so that it holds up nobody; a short read of SQLite at once.

        Such a read waits for nobody. To hand it over takes longer, and SQLite's driver lets go of
        the interpreter so often that threads mostly take it from each other.
        """
        if is_short and not self._site.database.is_postgresql:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _check_host(self, asked: Asked) -> None:
        """Answer to our own names alone, or pages of other sites could be led here.

        Raises:
            CredentialFailure: HOST_UNKNOWN.
        """
        host = asked.headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if name.removeprefix("[").removesuffix("]").lower() not in self._hosts:
            raise CredentialFailure("HOST_UNKNOWN", host=host)

    def _find(self, asked: Asked, scope: Scope) -> Endpoint:
        """Find what is done for a path and method.

        Raises:
            AddonctlError: NO_SUCH_PATH or METHOD_NOT_ALLOWED.
        """
        path, method = _path_of(scope), scope["method"]
        if path != scope["path"]:
            scope = {**scope, "path": path}
        for route, methods in self._routes:
            match, found = route.matches(scope)
            if match is Match.NONE or path.endswith("\n"):  # which `$` of a pattern leaves aside
                continue
            endpoint = methods.get("GET" if method == "HEAD" else method)
            if endpoint is None:
                allowed = tuple(methods)
                raise AddonctlError("METHOD_NOT_ALLOWED", path=path, method=method, allowed=allowed)
            asked.path = found["path_params"]
            return endpoint
        raise AddonctlError("NO_SUCH_PATH", path=path)

    def _log(
        self, asked: Asked, scope: Scope, request_id: str, answered: Answered, began: float
    ) -> None:
        self._site.log.write(
            "request",
            request_id=request_id,
            method=scope["method"],
            path=scope["path"],
            status=answered.status,
            code=answered.code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1),
            token=None if asked.bearer is None else asked.bearer.name,
            address=asked.address,
        )


def _path_of(scope: Scope) -> str:
    """Return the path that was asked for; a slash that was sent as %2F is one of a name."""
    raw: bytes = scope.get("raw_path") or b""
    if b"%2f" not in raw.lower():
        path: str = scope["path"]
        return path
    return unquote(re.sub("%(2f)", r"%25\1", raw.decode("latin-1"), flags=re.IGNORECASE))


def new_request_id() -> str:
    """Name a request, for its answer and the log."""
    return secrets.token_hex(8)


def _work(endpoint: Endpoint, asked: Asked) -> Answered:
    """See who asks and answer, by one connection to the database."""
    if endpoint.scope is None:
        return endpoint.work(asked)
    with asked.site.database.read():
        asked.authenticate(endpoint.scope)
        return endpoint.work(asked)


def _headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Join what is said several times with commas, as lists are written."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


async def send_answer(
    send: Send,
    answered: Answered,
    request_id: str,
    *,
    more: Sequence[tuple[str, str]] = (),
    closes: bool = False,
) -> None:
    """Send an answer with what every answer has; one that `closes` is the connection's last."""
    headers = [(b"request-id", request_id.encode()), *ALWAYS]
    if answered.status != 304:  # noqa: PLR2004  # nothing is sent that could have a type
        headers += [
            (b"content-type", answered.media.encode()),
            (b"content-length", str(len(answered.body)).encode()),
        ]
    headers += [
        (name.lower().encode(), value.encode("latin-1"))
        for name, value in (*more, *answered.headers)
    ]
    if closes:  # what is still sent may come for as long as it likes, but not to us
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": answered.status, "headers": headers})
    await send({"type": "http.response.body", "body": answered.body})


def _nothing(_request: object) -> None:
    """Stand where a route names its endpoint: `Guard` calls that itself."""
