"""Lists in pages: to their end or not at all, from one server alone."""

import json
from collections.abc import Sequence
from typing import Any, Final

import pytest

from addonctl.errors import AddonctlError
from addonctl.model.preferences import Preferences
from addonctl.stores.api.origin import read_api
from addonctl.stores.api.pages import check_origin, list_accounts
from addonctl.stores.api.server import Server
from tests.cli.program import NOW
from tests.stores.api.faulty_server import FaultyServer, Manner, reply, serving
from tests.stores.api.waiting import NotedWaits

EVIL: Final = ("https://evil.example/", "http://127.0.0.1:1/", "//evil.example/x", "https:/\\evil")


def page(ids: Sequence[str], after: str | None, **headers: str) -> Manner:
    """Answer with a page."""
    accounts = [{"id": each, "name": each, "plan": "custom", "version": 0} for each in ids]
    return reply({"accounts": accounts, "next": after}, headers=headers)


def listed(server: FaultyServer) -> list[str]:
    """List the ids of a server's accounts."""
    found = Server(
        read_api(server.url),
        preferences=Preferences(),
        environ={},
        now=lambda: NOW,
        waits=NotedWaits(),
    )
    return [account.id for account in list_accounts(found, most_pages=50)]


def failure(*manners: Manner) -> str:
    """Return the code that a list fails with."""
    with serving(*manners) as server, pytest.raises(AddonctlError) as caught:
        listed(server)
    return caught.value.code


def test_pages_are_walked_to_their_end() -> None:
    """Each by what the one before says; an empty one may stand between."""
    pages = page(["a", "b"], "b&x=?"), page([], "c"), page(["d"], None)
    with serving(*pages) as server:
        assert listed(server) == ["a", "b", "d"]
    assert server.paths == [
        "/v1/accounts?limit=500",
        "/v1/accounts?limit=500&after=b%26x%3D%3F",
        "/v1/accounts?limit=500&after=c",
    ]


def test_pages_in_a_circle() -> None:
    """To the same page, or to one before it: never for ever."""
    assert failure(page(["a"], "x"), page(["b"], "x")) == "API_PAGES"
    assert failure(page(["a"], "x"), page(["b"], "y"), page(["c"], "x")) == "API_PAGES"


def test_pages_without_end() -> None:
    """Always a new one: after many it is left."""
    number = 0

    def endless(exchange: Any) -> None:  # noqa: ANN401 - the server's own
        nonlocal number
        number += 1
        page([f"a{number}"], f"a{number}")(exchange)

    assert failure(endless) == "API_PAGES"
    assert number == 50


def test_account_twice() -> None:
    """A list that tells an account twice isn't one."""
    assert failure(page(["a", "b"], "b"), page(["b"], None)) == "API_PAGES"


@pytest.mark.parametrize("target", EVIL)
def test_page_on_another_server(target: str) -> None:
    """Neither the document nor a header leads to another server, whatever the scheme."""
    assert failure(page(["a"], target)) == "API_OTHER_ORIGIN"
    link = f'<{target}>; rel="next"'
    assert failure(page(["a"], "a", Link=link)) == "API_OTHER_ORIGIN"


def test_link_to_the_same_server() -> None:
    """A header that says the same is no matter."""
    link = '</v1/accounts?after=a>; rel="next", <https://evil/>; rel="help"'
    with serving(page(["a"], "a", Link=link), page(["b"], None)) as server:
        assert listed(server) == ["a", "b"]


def test_link_that_names_the_server_as_others_write_it() -> None:
    """In capitals, or with its usual port, it is the same server; with a dot behind it another."""
    server = Server(
        read_api("https://Billing.example"), preferences=Preferences(), environ={}, now=lambda: NOW
    )
    for target in ("https://billing.example:443/v1/accounts?after=a", "//BILLING.EXAMPLE/v1"):
        check_origin(server, target)
    for target in ("https://billing.example.:443/v1", "https://billing.example:8443/v1"):
        with pytest.raises(AddonctlError, match="API_OTHER_ORIGIN"):
            check_origin(server, target)


def test_server_without_a_list() -> None:
    """A server need not list its accounts."""
    assert failure(reply(status="404 Not Found", media=None)) == "API_NO_LIST"
    # What a web server says of a folder of files.
    folder = {"Location": "/v1/accounts/?limit=500"}
    moved = reply(status="301 Moved Permanently", media=None, headers=folder)
    assert failure(moved) == "API_NO_LIST"
    elsewhere = {"Location": "https://billing.example.com/v1/accounts"}
    moved = reply(status="301 Moved Permanently", media=None, headers=elsewhere)
    assert failure(moved) == "API_REDIRECT"


@pytest.mark.parametrize("document", [{}, {"accounts": {}}, {"accounts": [{}], "next": None}])
def test_page_of_another_shape(document: object) -> None:
    """What isn't laid out as a page is none."""
    assert failure(reply(json.dumps(document).encode())) == "API_NOT_JSON"
