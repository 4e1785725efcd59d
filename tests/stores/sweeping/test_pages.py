"""Check what is asked of a server meanwhile: the next page, and no more than that."""

import contextlib
import threading
from collections.abc import Iterator

from addonctl.model.preferences import Preferences
from addonctl.stores.api.origin import read_api
from addonctl.stores.api.server import Server
from addonctl.stores.sweeping.pages import Pages
from tests.cli.fleets.fleet import account
from tests.cli.fleets.test_servers import page
from tests.cli.program import NOW
from tests.patience import GUARD_SECONDS
from tests.stores.api.faulty_server import Exchange, FaultyServer, Manner, serving
from tests.stores.api.waiting import NotedWaits


@contextlib.contextmanager
def opened(server: FaultyServer) -> Iterator[Pages]:
    """Open the accounts of a server."""
    waits = NotedWaits()
    asked = Server(
        read_api(server.url),
        preferences=Preferences(),
        environ={},
        now=lambda: NOW,
        waits=waits,
    )
    with contextlib.closing(Pages(asked, after=None, wait=waits.sleep)) as pages:
        yield pages


def told(manner: Manner, event: threading.Event) -> Manner:
    """Answer, and tell that it was asked for."""

    def answer(exchange: Exchange) -> None:
        event.set()
        manner(exchange)

    return answer


def test_next_page_comes_while_one_is_answered() -> None:
    """It is on its way as soon as a page is there; the one behind it isn't asked for."""
    second, third = threading.Event(), threading.Event()
    manners = (
        page([account("a")], "a"),
        told(page([account("b")], "b"), second),
        told(page([account("c")], None), third),
    )
    with serving(*manners) as server, opened(server) as pages:
        blocks = pages.blocks()
        assert [item.account_id for item in next(blocks).items] == ["a"]
        assert second.wait(GUARD_SECONDS)
        assert not third.is_set()
        assert [item.account_id for block in blocks for item in block.items] == ["b", "c"]
        assert third.is_set()


def test_pages_come_on_one_connection() -> None:
    """Where the server keeps it; it ends with the sweep."""
    ended = threading.Event()
    answers = [page([account("a")], "a"), page([account("b")], "b"), page([account("c")], None)]

    def last_to_end(exchange: Exchange) -> None:
        for number, answer in enumerate(answers):
            if number:
                exchange.wire.recv(65_536)
            answer(exchange)
        if not exchange.wire.recv(1):
            ended.set()

    with serving(last_to_end) as server:
        with opened(server) as pages:
            assert len(list(pages.blocks())) == 3
        assert ended.wait(GUARD_SECONDS)
    assert len(server.requests) == 1
    assert b"\r\nConnection: keep-alive\r\n" in server.requests[0]
