"""Check that a connection is used again where both sides keep it, and never beyond an answer."""

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Final

import pytest

from addonctl.stores.api.connecting import Way
from addonctl.stores.api.guard import Bounds, Fault
from addonctl.stores.api.http import Request, exchange
from addonctl.stores.api.keeping import Kept
from addonctl.stores.api.origin import Origin
from tests.patience import GUARD_SECONDS
from tests.stores.api.faulty_server import Exchange, FaultyServer, Manner, raw, reply, serving

USUAL: Final = Bounds(GUARD_SECONDS, GUARD_SECONDS, 65_536)
A, B = b'{"a": 1}', b'{"b": 2}'


def lasting(*answers: Manner, gone: threading.Event | None = None) -> Manner:
    """Answer one request after the other on one connection, then wait until the client goes."""

    def answer(given: Exchange) -> None:
        for number, each in enumerate(answers):
            if number and not given.wire.recv(65_536):
                return
            each(given)
        if gone is not None and not given.wire.recv(1):
            gone.set()

    return answer


class Asking:
    """Ask a server with a connection that is kept."""

    def __init__(self, server: FaultyServer) -> None:
        """Take the server."""
        self.kept = Kept()
        self._way = Way(Origin("http", "127.0.0.1", server.port), None)

    def __call__(self, bounds: Bounds = USUAL) -> bytes:
        """Ask; return the body."""
        request = Request("GET", "/", {}, kept=self.kept)
        return exchange(self._way, request, bounds, time.monotonic).body


@contextlib.contextmanager
def asking(*manners: Manner) -> Iterator[tuple[FaultyServer, Asking]]:
    """Serve and ask as long as the block lasts."""
    with serving(*manners) as server:
        ask = Asking(server)
        with contextlib.closing(ask.kept):
            yield server, ask


def test_connection_is_used_again() -> None:
    """Two answers come on one, with a length or in chunks."""
    chunks = raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"8\r\n" + B + b"\r\n0\r\n\r\n"
    )
    with asking(lasting(reply(A), chunks, reply(A))) as (server, ask):
        assert [ask(), ask(), ask()] == [A, B, A]
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "first",
    [
        reply(A, headers={"Connection": "close"}),
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n" + A),
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + A),
    ],
    ids=["said", "old", "to the close"],
)
def test_connection_that_the_server_ends_is_not_kept(first: Manner) -> None:
    """Where it says so, or knows no other way, the next answer has a connection of its own."""
    with asking(first, reply(B)) as (server, ask):
        assert [ask(), ask()] == [A, B]
    assert len(server.requests) == 2


def test_server_that_is_gone_meanwhile_is_asked_anew() -> None:
    """At once, whether that is seen before a request is sent or only when no answer comes."""
    leave = raw(b"")
    with asking(reply(A), lasting(reply(B), leave), reply(A)) as (server, ask):
        assert [ask(), ask(), ask()] == [A, B, A]
    assert len(server.requests) == 3


def test_what_nobody_asked_for_is_no_answer() -> None:
    """What comes behind an answer is never taken for the next one."""
    sent = threading.Event()
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\nContent-Type: application/json\r\n\r\n"

    def chatty(given: Exchange) -> None:
        given.send(body + A)
        given.send(body + b'{"x": 9}')
        sent.set()
        given.wire.recv(65_536)

    with asking(chatty, reply(B)) as (server, ask):
        assert ask() == A
        assert sent.wait(GUARD_SECONDS)
        assert ask() == B
    assert len(server.requests) == 2


def test_answer_that_is_cut_short_is_none_there_either() -> None:
    """A part is never taken for the whole, and nothing is kept of such a connection."""
    cut = reply(B, length=20)
    with asking(lasting(reply(A), cut), reply(B)) as (_server, ask):
        assert ask() == A
        with pytest.raises(Fault) as caught:
            ask()
        assert caught.value.code == "API_BROKEN"
        assert ask() == B


def test_each_answer_has_its_own_bounds() -> None:
    """What an earlier one took isn't counted."""
    body = b'"' + b"x" * 40_000 + b'"'
    with asking(lasting(*[reply(body)] * 8)) as (server, ask):
        for _ in range(8):
            assert ask() == body
    assert len(server.requests) == 1


def test_end_of_all_is_the_end_of_the_connection() -> None:
    """What is kept is closed, and so is what would be kept afterwards."""
    gone, late = threading.Event(), threading.Event()
    with asking(lasting(reply(A), gone=gone), lasting(reply(B), gone=late)) as (_server, ask):
        assert ask() == A
        ask.kept.close()
        assert gone.wait(GUARD_SECONDS)
        assert ask() == B
        assert late.wait(GUARD_SECONDS)
