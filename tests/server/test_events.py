"""Events: pages of what was recorded, one event; on both databases."""

import re

import pytest

from tests.builders import example_account, make_account
from tests.server.running import Api

EVENT = {"kind": "feature_requested", "date": "2026-11-20", "addon": "ai-assist", "by": "sara"}


@pytest.fixture
def seven(api: Api) -> Api:
    """Have an account with seven events."""
    api.create(make_account(events=[EVENT | {"id": f"e{number}"} for number in range(1, 8)]))
    return api


def test_pages_hold_all_events_once_in_their_order(seven: Api) -> None:
    """Following next leads through all of them; the last page has none."""
    seen, after = [], ""
    while True:
        reply = seven.get(f"/accounts/plain/events?limit=3{after}")
        assert reply.json["schema"] == "addonctl.history/1"
        seen += [event["id"] for event in reply.json["events"]]
        following = reply.json["next"]
        link = re.search(r"after=(\d+)>; rel=.next.", reply.headers.get("link", ""))
        assert (link[1] if link else None) == following
        if following is None:
            break
        after = f"&after={following}"
    assert seen == [f"e{number}" for number in range(1, 8)]


@pytest.mark.parametrize(("query", "count"), [("limit=7", 7), ("after=7", 0), ("after=99", 0)])
def test_last_page_has_no_next(seven: Api, query: str, count: int) -> None:
    """Nor one behind it."""
    page = seven.get(f"/accounts/plain/events?{query}").json
    assert (len(page["events"]), page["next"]) == (count, None)


def test_event_is_found_by_its_number(seven: Api) -> None:
    """Counted from 1, every key present, with who recorded and who sent it."""
    event = seven.get("/accounts/plain/events/3").json
    assert (event["id"], event["imported_by"], event["operator"]) == ("e3", "tests", None)
    assert event == seven.get("/accounts/plain/events").json["events"][2]


@pytest.mark.parametrize("seq", ["0", "8", "99999999999", "-1", "x", "1.5", "%D9%A1"])
def test_event_that_is_not_there_is_404(seven: Api, seq: str) -> None:
    """Whatever stands in its place."""
    reply = seven.get(f"/accounts/plain/events/{seq}")
    assert (reply.status, reply.code) == (404, "UNKNOWN_EVENT")


@pytest.mark.parametrize("path", ["/accounts/nope/events", "/accounts/nope/events/1"])
def test_events_of_an_unknown_account_are_404(api: Api, path: str) -> None:
    """As the account itself."""
    assert api.get(path).code == "UNKNOWN_ACCOUNT"


@pytest.mark.parametrize("query", ["limit=0", "after=x", "after=-1", "after=", "include=account"])
def test_parameter_that_is_wrong_is_400(seven: Api, query: str) -> None:
    """As for accounts."""
    assert seven.get(f"/accounts/plain/events?{query}").code == "PARAMETER_INVALID"


def test_events_of_days_to_come_are_listed(api: Api) -> None:
    """They were recorded, and the page says until which day it speaks."""
    api.create(make_account(events=[EVENT, EVENT | {"date": "2027-01-31"}]))
    page = api.get("/accounts/plain/events").json
    assert len(page["events"]) == 2
    assert page["as_of"] == "2027-01-31"


def test_history_is_the_command_s(api: Api) -> None:
    """The same events with the same keys."""
    api.create(example_account("acme.toml"))
    page = api.get("/accounts/acme/events").json
    assert list(page) == ["schema", "as_of", "account", "assumptions", "warnings", "events", "next"]
    assert page["account"] == {"id": "acme", "name": "Acme SAS"}
