"""Reading accounts: one with its ETag, pages by id, on both databases."""

import re

import msgspec
import pytest

from addonctl.model.account import Account
from addonctl.model.wire import MOST_OF_PAGE, AccountsPage
from addonctl.server.storage import tables
from tests.builders import example_account, make_account
from tests.server.running import Api, Reply

ACME = example_account("acme.toml")


def ids(reply: Reply) -> list[str]:
    """Return the ids of a page."""
    return [each["id"] for each in reply.json["accounts"]]


def test_account_is_sent_as_its_file_holds_it(api: Api) -> None:
    """What was put comes back whole, events in their order; added is only who sent them."""
    api.create(ACME)
    reply = api.get("/accounts/acme")
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/json"
    sent = msgspec.json.decode(reply.body, type=Account)
    assert {event.imported_by for event in sent.events} == {"tests"}
    events = tuple(msgspec.structs.replace(event, imported_by=None) for event in sent.events)
    assert msgspec.structs.replace(sent, events=events) == ACME


def test_etag_is_strong_and_names_version_and_bytes(api: Api) -> None:
    """It is the same for the same bytes, and another for others."""
    api.create(ACME)
    first, again = api.get("/accounts/acme"), api.get("/accounts/acme")
    assert re.fullmatch(rf'"{len(ACME.events)}-[0-9a-f]{{32}}"', first.headers["etag"])
    assert (first.headers["etag"], first.body) == (again.headers["etag"], again.body)
    changed = msgspec.structs.replace(ACME, name="Other")
    assert api.put(changed, If_Match=first.headers["etag"]).status == 200
    assert api.get("/accounts/acme").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("form", ["{}", '"x", {}', "W/{}", "*", '"a,b" , {}'])
def test_known_account_is_not_sent_again(api: Api, form: str) -> None:
    """If-None-Match is compared weakly, in a list or alone; the answer has no body."""
    etag = api.create(ACME).headers["etag"]
    reply = api.get("/accounts/acme", If_None_Match=form.format(etag))
    assert (reply.status, reply.body, reply.headers["etag"]) == (304, b"", etag)
    assert "content-type" not in reply.headers


@pytest.mark.parametrize("header", ['"5-0"', "nonsense", '"x", nonsense', ""])
def test_other_etag_is_answered_with_the_account(api: Api, header: str) -> None:
    """What isn't the ETag, or can't be read, is no reason to send nothing."""
    api.create(ACME)
    assert api.get("/accounts/acme", If_None_Match=header).status == 200


@pytest.mark.parametrize("account_id", ["nope", "a%20b", "..%2Fadmin", "x" * 80, "%00", "-a", "é"])
def test_unknown_account_is_404(api: Api, account_id: str) -> None:
    """An id that can't be one is unknown, too."""
    api.create(ACME)
    path = f"/accounts/{account_id}".replace("é", "%C3%A9")
    reply = api.get(path)
    assert (reply.status, reply.code) in {(404, "UNKNOWN_ACCOUNT"), (404, "NO_SUCH_PATH")}


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/acme%2Fevents",
        "/accounts/acme%2fevents",
        "/accounts/acme%2Fevents%2F1",
        "/accounts/acme%2Fevents/1",
        "/accounts%2Facme",
        "/accounts/%2Facme",
        "/accounts/acme%2F",
        "/accounts/acme%252Fevents",
        "/accounts/acme%5Cevents",
        "/accounts/x%2F..%2Facme",
        "/accounts/..%2Frulebook",
        "%2Frulebook",
    ],
)
def test_slash_in_a_name_leads_nowhere_else(api: Api, path: str) -> None:
    """What was sent as a part of a name parts nothing: there is no such account, and no such path.

    Otherwise who guards paths before the server would be passed by.
    """
    api.create(ACME)
    reply = api.get(path)
    assert (reply.status, reply.code) in {(404, "UNKNOWN_ACCOUNT"), (404, "NO_SUCH_PATH")}


@pytest.mark.parametrize("gone", ["a", "b", "c", "d", "e"])
def test_pages_go_on_where_an_account_is_gone(api: Api, gone: str) -> None:
    """Even that by whose id they go on: none is left out, and none comes twice."""
    for name in "abcde":
        api.create(make_account(id=name))
    first = api.get("/accounts?limit=2").json
    with api.site.database.write() as connection:
        for table in (tables.events, tables.accounts):
            column = table.c.account_id if table is tables.events else table.c.id
            connection.execute(table.delete().where(column == gone))
    seen, after = [each["id"] for each in first["accounts"]], first["next"]
    while after is not None:
        page = api.get(f"/accounts?limit=2&after={after}").json
        seen += [each["id"] for each in page["accounts"]]
        after = page["next"]
    assert seen == ["a", "b", *(name for name in "cde" if name != gone)]


def test_pages_hold_all_accounts_once_in_the_order_of_their_bytes(api: Api) -> None:
    """Following next, and following the link, leads through all of them; the last page has none."""
    names = ["a-1", "A", "B", "a", "a.b", "b", "Z", "z0", "0"]
    for name in names:
        api.create(make_account(id=name))
    assert ids(api.get("/accounts")) == sorted(names)
    for by_link in (False, True):
        seen, path = [], "/accounts?limit=2"
        while path:
            reply = api.get(path)
            page = msgspec.json.decode(reply.body, type=AccountsPage)
            seen += [each.id for each in page.accounts]
            link = re.fullmatch(r'</v1(\S+)>; rel="next"', reply.headers.get("link", ""))
            assert (link is None) == (page.next is None)
            path = f"/accounts?limit=2&after={page.next}" if page.next else ""
            path = (link[1] if link else "") if by_link else path
        assert seen == sorted(names)


def test_page_of_exactly_all_is_the_last(api: Api) -> None:
    """No empty page follows."""
    for name in "abcd":
        api.create(make_account(id=name))
    assert api.get("/accounts?limit=4").json["next"] is None
    assert api.get("/accounts?limit=3").json["next"] == "c"
    assert api.get("/accounts?limit=3&after=d").json == {"accounts": [], "next": None}


def test_whole_accounts_are_those_that_are_sent_alone(api: Api) -> None:
    """include=account adds the account, byte for byte; without it there is no such key."""
    api.create(ACME)
    api.create(make_account(id="plain"))
    listed = api.get("/accounts?include=account")
    assert ids(listed) == ["acme", "plain"]
    for name in ("acme", "plain"):
        assert api.get(f"/accounts/{name}").body in listed.body
    assert list(api.get("/accounts").json["accounts"][0]) == ["id", "name", "plan", "version"]
    assert listed.json["accounts"][0]["version"] == len(ACME.events)


def test_page_of_whole_accounts_ends_before_two_mebibytes(api: Api) -> None:
    """Whatever limit says; nothing is left out for it."""
    users = [{"id": f"u{n}", "name": "x" * 1000, "roles": ["owner"]} for n in range(200)]
    names = [f"a{number:02}" for number in range(15)]
    for name in names:
        api.create(make_account(id=name, users=users))
    seen: list[str] = []
    sizes, after = [], ""
    while True:
        reply = api.get(f"/accounts?limit=500&include=account{after}")
        sizes.append(len(reply.body))
        seen += ids(reply)
        if reply.json["next"] is None:
            break
        after = f"&after={reply.json['next']}"
    assert seen == names
    assert len(sizes) == 2
    assert max(sizes) < MOST_OF_PAGE + 2048 * len(names)


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=501", "limit=x", "limit=", "limit=1.5", "limit=-1", "limit=%EF%BC%91"),
        *("after=", "after=%00", "after=a/b", "after=" + "x" * 65, "include=users", "include="),
        *("limit=1&limit=1", "offset=1", "after=%FF", "x", "&".join("a=1" for _ in range(40))),
    ],
)
def test_parameter_that_is_wrong_is_400(api: Api, query: str) -> None:
    """Unknown ones and repeated ones, too: nothing that was asked for is left aside silently."""
    reply = api.get(f"/accounts?{query}")
    assert (reply.status, reply.code) == (400, "PARAMETER_INVALID")


@pytest.mark.parametrize("path", ["/accounts/acme", "/rulebook", "/accounts/acme/events/1"])
def test_parameters_where_there_are_none_are_400(api: Api, path: str) -> None:
    """What a path doesn't take isn't left aside."""
    api.create(ACME)
    reply = api.get(f"{path}?x=1")
    assert (reply.status, reply.code) == (400, "PARAMETER_INVALID")
    assert reply.json["why"]["en"] == "expected no parameters here"
