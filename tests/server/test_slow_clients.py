"""Clients that are slow, crowd or send too much: each is told, and holds nobody else up."""

import json
import re
import socket
import threading
import time
from contextlib import ExitStack

import pytest

from addonctl.model.serving import MOST_OF_HEADERS
from tests.builders import make_account
from tests.patience import GUARD_SECONDS
from tests.server.raw import connected, head, read_all, read_head
from tests.server.running import Api, running

BODY = json.dumps({"addon": "analytics-plus"}).encode()
JSON = "application/json"


def drip(connection: socket.socket, data: bytes, stop: threading.Event) -> None:
    """Send a byte now and then until it isn't taken any more."""
    for byte in data:
        if stop.wait(0.05):
            return
        try:
            connection.sendall(bytes([byte]))
        except OSError:
            return


def check_headers(answer: bytes) -> None:
    """See that an answer has the headers of every other, although no route gave it."""
    assert re.search(rb"request-id: [0-9a-f]{16}\r\n", answer)
    assert b"cache-control: private, no-cache, no-transform\r\n" in answer


def test_dripping_headers_end_at_the_deadline(url: str) -> None:
    """A byte now and then doesn't buy more time; it is told, and the connection closed."""
    with running(url, header_seconds=1) as api, connected(api.port) as connection:
        stop = threading.Event()
        slow = threading.Thread(
            target=drip, args=(connection, b"GET /health HTTP/1.1\r\nX: " + b"x" * 1000, stop)
        )
        slow.start()
        answer = read_all(connection)
        stop.set()
        slow.join()
        assert answer.startswith(b"HTTP/1.1 408 ")
        check_headers(answer)
        assert api.get("/health").status == 200


def test_connection_without_a_request_is_closed(url: str) -> None:
    """Who says nothing is let go, without a word."""
    with running(url, header_seconds=1) as api, connected(api.port) as connection:
        assert read_all(connection) == b""


def test_deadline_begins_anew_with_each_request(url: str) -> None:
    """A connection may be kept; its second request has its own time, and no more."""
    with running(url, header_seconds=1) as api, connected(api.port) as connection:
        for _request in range(3):
            time.sleep(0.5)
            connection.sendall(head("GET", "/health"))
            assert b" 200 " in read_head(connection)
        connection.sendall(b"GET /health HTTP/1.1\r\nX: ")
        assert b" 408 " in read_all(connection)


def test_headers_that_are_too_large_are_431(api: Api) -> None:
    """However they come, they aren't gathered without end."""
    with connected(api.port) as connection:
        lines = b"X-Large: " + b"x" * 1000 + b"\r\n"
        count = MOST_OF_HEADERS // len(lines) + 2
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + lines * count)
        answer = read_all(connection)
        assert answer.startswith(b"HTTP/1.1 431 ")
        check_headers(answer)
    with connected(api.port) as connection:
        connection.sendall(head("GET", "/health", X_Large="x" * (MOST_OF_HEADERS - 1000)))
        assert b" 200 " in read_head(connection)


@pytest.mark.parametrize("kind", ["length", "chunked"])
def test_dripping_body_ends_at_the_deadline(url: str, kind: str) -> None:
    """A byte now and then doesn't buy more time; it is told by its code."""
    with running(url, body_seconds=1) as api, connected(api.port) as connection:
        api.create(make_account())
        given = {"Content_Length": "5000"} if kind == "length" else {"Transfer_Encoding": "chunked"}
        path = "/v1/accounts/plain/previews"
        connection.sendall(head("POST", path, api.token, Content_Type=JSON, **given))
        stop = threading.Event()
        data = b" " * 1000 if kind == "length" else b"1\r\n \r\n" * 200
        slow = threading.Thread(target=drip, args=(connection, data, stop))
        slow.start()
        answer = read_all(connection)
        stop.set()
        slow.join()
        assert answer.startswith(b"HTTP/1.1 408 ")
        check_headers(answer)
        assert b"BODY_TIMEOUT" in answer
        assert b"connection: close" in answer


def test_body_without_end_is_refused_where_it_passes_the_limit(api: Api) -> None:
    """Not where it ends: endless chunks end there."""
    with connected(api.port) as connection:
        path = "/v1/accounts/plain/previews"
        connection.sendall(
            head("POST", path, api.token, Content_Type=JSON, Transfer_Encoding="chunked")
        )
        chunk = b"1000\r\n" + b" " * 4096 + b"\r\n"
        try:
            for _chunk in range(100):
                connection.sendall(chunk)
        except OSError:
            pass
        assert b"BODY_TOO_LARGE" in read_all(connection)


@pytest.mark.parametrize(
    ("method", "path", "has_token"),
    [
        ("POST", "/v1/accounts/plain/previews", False),
        ("PUT", "/v1/accounts/plain", False),
        ("GET", "/v1/accounts", True),
        ("POST", "/v1/nothing", True),
    ],
)
def test_body_that_nobody_reads_ends_the_connection(
    api: Api, method: str, path: str, *, has_token: bool
) -> None:
    """Who may not send anything can't hold a connection by sending it slowly."""
    token = api.token if has_token else None
    with connected(api.port) as connection:
        connection.sendall(head(method, path, token, Content_Type=JSON, Content_Length="90000"))
        answer = read_all(connection)
        assert b"connection: close" in answer
        assert b" 40" in answer or b" 200 " in answer


def test_client_that_goes_away_is_noted_and_nothing_else(api: Api) -> None:
    """Half a body is no request: the log has it, and no bug."""
    with connected(api.port) as connection:
        path = "/v1/accounts/plain/previews"
        connection.sendall(
            head("POST", path, api.token, Content_Type=JSON, Content_Length="50") + b"{"
        )
        time.sleep(0.2)
    end = time.monotonic() + GUARD_SECONDS
    while not any(line.get("status") == 499 for line in api.lines()):
        assert time.monotonic() < end
        time.sleep(0.01)
    assert not [line for line in api.lines() if line["event"] == "bug"]


def test_connections_beyond_the_limit_are_told_so(url: str) -> None:
    """503 with when to come again; those that are there go on, and a free place is taken again."""
    with running(url, connections=3) as api:
        with ExitStack() as stack:
            kept = [stack.enter_context(connected(api.port)) for _ in range(3)]
            for connection in kept:
                connection.sendall(head("GET", "/health"))
                assert b" 200 " in read_head(connection)
            with connected(api.port) as connection:
                connection.sendall(head("GET", "/health"))
                answer = read_all(connection)
            assert b" 503 " in answer
            assert b"OVERLOADED" in answer
            assert b"retry-after: 1" in answer
            check_headers(answer)
            kept[0].sendall(head("GET", "/health"))
            assert b" 200 " in read_head(kept[0])
        end = time.monotonic() + GUARD_SECONDS
        while api.get("/health").status != 200:
            assert time.monotonic() < end


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nA\r\n\r\n",
    ],
    ids=["tls", "no path", "version", "header"],
)
def test_what_is_no_http_is_400(api: Api, data: bytes) -> None:
    """And closed; the next is served."""
    with connected(api.port) as connection:
        connection.sendall(data + b"\r\n" * 5)
        answer = read_all(connection)
        assert answer[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 421"}
        check_headers(answer)
    assert api.get("/health").status == 200


def test_pipelined_requests_are_answered_in_order(api: Api) -> None:
    """Each has its own name."""
    with connected(api.port) as connection:
        last = head("GET", "/ready", Connection="close")
        connection.sendall(head("GET", "/health") + head("GET", "/v1/nope") + last)
        answer = read_all(connection)
    statuses = [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"404", b"200"]


def test_client_that_waits_for_continue_is_told_to(api: Api) -> None:
    """Before it sends a body in vain, too."""
    api.create(make_account())
    with connected(api.port) as connection:
        path = "/v1/accounts/plain/previews"
        length = str(len(BODY))
        start = head(
            "POST", path, api.token, Content_Type=JSON, Content_Length=length, Expect="100-continue"
        )
        connection.sendall(start)
        assert read_head(connection).startswith(b"HTTP/1.1 100 ")
        connection.sendall(BODY)
        assert b" 200 " in read_head(connection)
    with connected(api.port) as connection:
        connection.sendall(start.replace(api.token.encode(), b"wrong"))
        assert read_head(connection).startswith(b"HTTP/1.1 401 ")
