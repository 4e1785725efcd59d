"""One exchange with a server that misbehaves: it ends, in its time, with a fault that says what."""

import socket
import time
from collections.abc import Callable
from typing import Final

import pytest

from addonctl.stores.api.connecting import Way
from addonctl.stores.api.guard import Bounds, Fault
from addonctl.stores.api.http import Answer, Request, exchange
from addonctl.stores.api.origin import Origin
from tests.stores.api.faulty_server import (
    Manner,
    drip,
    flood,
    raw,
    reply,
    reset,
    serving,
    silence,
)

HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED: Final = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
MOST: Final = 100_000
SHORT: Final = Bounds(seconds=0.4, connect_seconds=0.4, body_bytes=MOST)
USUAL: Final = Bounds(seconds=60.0, connect_seconds=10.0, body_bytes=MOST)

ENDLESS: Final[dict[str, Manner]] = {
    "headers that drip": drip(b"HTTP/1.1 200 OK\r\n", b"X"),
    "header lines that drip": drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "a status that drips": drip(b"", b"H"),
    "a body that drips": drip(HEAD + b"Content-Length: 50000\r\n\r\n", b"1"),
    "chunks that drip": drip(CHUNKED, b"1\r\nx\r\n"),
    "a body that drips to its close": drip(HEAD + b"\r\n", b" "),
    "trailers that drip": drip(CHUNKED + b"1\r\nx\r\n0\r\n", b"X: y\r\n"),
    "answers to come that drip": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "nothing at all": silence,
}
LARGE: Final[dict[str, tuple[Manner, str]]] = {
    "a long header": (raw(HEAD + b"X: " + b"y" * 200_000 + b"\r\n\r\n"), "headers"),
    "many headers": (flood(HEAD, b"X: y\r\n" * 50), "headers"),
    "answers to come": (flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50), "headers"),
    "a large body": (reply(b"1" * 3_000_000), "body"),
    "an endless body": (flood(HEAD + b"\r\n", b"1" * 65_536), "body"),
    "endless chunks": (flood(CHUNKED, b"1000\r\n" + b"1" * 4096 + b"\r\n"), "body"),
    "chunks of long frames": (flood(CHUNKED, b"1;" + b"x" * 4096 + b"\r\n1\r\n"), "body"),
    "endless trailers": (flood(CHUNKED + b"1\r\nx\r\n0\r\n", b"X: y\r\n" * 500), "body"),
}
BROKEN: Final[dict[str, Manner]] = {
    "a reset before the answer": reset(),
    "a reset in the headers": reset(HEAD),
    "a reset in the body": reset(HEAD + b"Content-Length: 10\r\n\r\n12"),
    "no answer": raw(b""),
    "no HTTP": raw(b"220 mail.example ESMTP\r\n"),
    "a body shorter than its length": reply(b"{}", length=10),
    "a chunk that is cut": raw(CHUNKED + b"5\r\nab"),
    "chunks without their end": raw(CHUNKED + b"2\r\nab\r\n"),
    "a chunk without its size": raw(CHUNKED + b"zz\r\nab\r\n0\r\n\r\n"),
    "two lengths": raw(HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
    "two lengths in one header": raw(HEAD + b"Content-Length: 2, 3\r\n\r\n{} "),
    "a length that is none": raw(HEAD + b"Content-Length: -2\r\n\r\n{}"),
    "a length beside chunks": raw(
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    ),
    "an unknown transfer": raw(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
}
WHOLE: Final[dict[str, Manner]] = {
    "a length": reply(b"{}"),
    "no encoding, in words": reply(b"{}", headers={"Content-Encoding": "identity"}),
    "chunks": raw(CHUNKED + b"1\r\n{\r\n1;x=y\r\n}\r\n0\r\nX: y\r\n\r\n"),
    "to the close": raw(HEAD + b"\r\n{}"),
    "the same length twice": raw(HEAD + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
    "after a word to go on": raw(b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"\r\n{}"),
    "before another answer": raw(HEAD + b"Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n"),
}


def asked(manner: Manner, bounds: Bounds = USUAL, method: str = "GET") -> Answer:
    """Ask a server that answers in a manner."""
    with serving(manner) as server:
        way = Way(Origin("http", "127.0.0.1", server.port), None)
        return exchange(way, Request(method, "/v1/rulebook", {}), bounds, time.monotonic)


def fault_of(manner: Manner, bounds: Bounds = USUAL) -> Fault:
    """Return the fault that an answer comes to."""
    with pytest.raises(Fault) as caught:
        asked(manner, bounds)
    return caught.value


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_left_at_the_deadline(name: str) -> None:
    """However steadily bytes come, the whole has one deadline; the server sees the client go."""
    with serving(ENDLESS[name]) as server:
        way = Way(Origin("http", "127.0.0.1", server.port), None)
        with pytest.raises(Fault) as caught:
            exchange(way, Request("GET", "/", {}), SHORT, time.monotonic)
    assert caught.value.code == "API_TIMEOUT"
    assert caught.value.has_left


@pytest.mark.parametrize("name", LARGE)
def test_what_is_too_large_is_not_read_to_its_end(name: str) -> None:
    """Headers and body have a number of bytes each, and so have their frames."""
    manner, part = LARGE[name]
    fault = fault_of(manner)
    assert fault.code == "API_TOO_LARGE"
    assert str(fault.values["part"]).count(part)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_off_is_no_answer(name: str) -> None:
    """A part is never taken for the whole, nor an end for clear that isn't."""
    assert fault_of(BROKEN[name]).code == "API_BROKEN"


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, identity"])
def test_what_is_compressed_is_not_unpacked(encoding: str) -> None:
    """A bomb stays packed: its encoding is refused before a byte of it is read."""
    fault = fault_of(reply(b"\x1f\x8b" * 40, headers={"Content-Encoding": encoding}))
    assert fault.code == "API_ENCODED"
    assert fault.values["encoding"] == encoding


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_is_an_answer(name: str) -> None:
    """With a length, in chunks or to the close, a body is what was sent."""
    assert asked(WHOLE[name]).body == b"{}"


def test_nothing_is_followed_or_added() -> None:
    """A redirect is an answer like others, and what is sent is what was given."""
    with serving(reply(b"", status="302 Found", headers={"Location": "http://x/"})) as server:
        way = Way(Origin("http", "127.0.0.1", server.port), None)
        answer = exchange(way, Request("GET", "/a?b", {"X": "y"}), USUAL, time.monotonic)
    assert answer.status == 302
    (sent,) = server.requests
    assert sent.startswith(b"GET /a?b HTTP/1.1\r\n")
    assert b"\r\nX: y\r\n" in sent


def test_nobody_listens() -> None:
    """A port without a server is told as such, and nothing was sent."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Fault) as caught:
        exchange(
            Way(Origin("http", "127.0.0.1", port), None),
            Request("GET", "/", {}),
            USUAL,
            time.monotonic,
        )
    assert caught.value.code == "API_UNREACHABLE"
    assert not caught.value.has_left


def test_name_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host without an address is told as such."""

    def look_up(*_args: object, **_values: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    fault = fault_of_way("billing.example.com")
    assert (fault.code, fault.has_left) == ("API_UNREACHABLE", False)
    assert "name" in str(fault.values["reason"])


def test_name_server_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, hang: Callable[[], None]
) -> None:
    """Looking a name up has the same deadline, although nothing can interrupt it."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_values: hang())
    assert fault_of_way("billing.example.com", SHORT).code == "API_TIMEOUT"


def test_plain_http_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loopback name that leads elsewhere gets nothing: the address it led to is looked at."""
    monkeypatch.setattr("addonctl.stores.api.connecting.is_loopback", lambda _wire: False)
    with serving(reply(b"{}")) as server:
        way = Way(Origin("http", "localhost", server.port), None)
        with pytest.raises(Fault) as caught:
            exchange(way, Request("GET", "/", {"X": "secret"}), USUAL, time.monotonic)
    assert caught.value.code == "API_PLAIN_HTTP"
    assert server.requests == []


def fault_of_way(host: str, bounds: Bounds = USUAL) -> Fault:
    """Return the fault that asking a host comes to."""
    with pytest.raises(Fault) as caught:
        exchange(
            Way(Origin("http", host, 80), None), Request("GET", "/", {}), bounds, time.monotonic
        )
    return caught.value
