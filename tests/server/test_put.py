"""Putting accounts: conditions, shape and history, on both databases."""

import json
import resource
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest

from addonctl.model.account import Account
from tests.builders import example_account, make_account
from tests.server.changing import filled
from tests.server.process import serving
from tests.server.running import JSON, Api, Reply, ask

ACME = example_account("acme.toml")
PLAIN = make_account()
EVENT = {"kind": "feature_requested", "date": "2026-11-20", "addon": "ai-assist", "by": "sara"}


def with_events(*events: dict[str, Any]) -> Account:
    """Return the plain account with events."""
    return make_account(events=[EVENT | each for each in events])


def refused(reply: Reply, status: int, code: str) -> None:
    """See that a put was refused."""
    assert (reply.status, reply.code) == (status, code), reply


def test_creating_answers_201_with_its_address(api: Api) -> None:
    """The answer is the account as it is stored, with the ETag of these bytes."""
    reply = api.put(PLAIN, If_None_Match="*")
    assert reply.status == 201
    assert reply.headers["location"] == "/v1/accounts/plain"
    got = api.get("/accounts/plain")
    assert (got.body, got.headers["etag"]) == (reply.body, reply.headers["etag"])


def test_replacing_answers_200_with_the_new_etag(api: Api) -> None:
    """What was seen is replaced."""
    etag = api.create(PLAIN).headers["etag"]
    changed = msgspec.structs.replace(PLAIN, name="Other", plan="professional")
    reply = api.put(changed, If_Match=etag)
    assert reply.status == 200
    assert reply.headers["etag"] != etag
    assert "location" not in reply.headers
    listed = api.get("/accounts").json["accounts"]
    assert listed == [{"id": "plain", "name": "Other", "plan": "professional", "version": 0}]


def test_same_account_changes_nothing(api: Api) -> None:
    """Sent again it is the same, ETag and all: to repeat a put is safe."""
    created = api.create(ACME)
    reply = api.put(created.body, "/accounts/acme", If_Match=created.headers["etag"])
    assert (reply.status, reply.body) == (200, created.body)
    assert reply.headers["etag"] == created.headers["etag"]


def test_without_condition_is_428(api: Api) -> None:
    """Nothing is replaced blindly, and nothing is created so."""
    refused(api.put(PLAIN), 428, "PRECONDITION_NEEDED")
    assert api.state()["accounts"] == []


@pytest.mark.parametrize("header", ['"0-1"', "W/{}", '"x", "y"'])
def test_other_etag_is_412(api: Api, header: str) -> None:
    """What was seen isn't there any more; a weak ETag is never the same."""
    etag = api.create(PLAIN).headers["etag"]
    before = api.state()
    changed = msgspec.structs.replace(PLAIN, name="Other")
    refused(api.put(changed, If_Match=header.format(etag)), 412, "CHANGED_MEANWHILE")
    assert api.state() == before


def test_one_of_several_etags_is_enough(api: Api) -> None:
    """If-Match is a list, or * for whatever is there."""
    etag = api.create(PLAIN).headers["etag"]
    assert api.put(PLAIN, If_Match=f'"x", {etag}').status == 200
    assert api.put(PLAIN, If_Match="*").status == 200


def test_creating_what_is_there_is_412(api: Api) -> None:
    """If-None-Match: * never writes over anything."""
    api.create(PLAIN)
    other = msgspec.structs.replace(PLAIN, name="Other")
    refused(api.put(other, If_None_Match="*"), 412, "CHANGED_MEANWHILE")
    assert api.state()["accounts"][0]["name"] == PLAIN.name


@pytest.mark.parametrize("header", ['"0-1"', "*"])
def test_replacing_what_is_not_there_is_412(api: Api, header: str) -> None:
    """If-Match never creates anything."""
    refused(api.put(PLAIN, If_Match=header), 412, "CHANGED_MEANWHILE")
    assert api.state()["accounts"] == []


@pytest.mark.parametrize(
    "headers",
    [{"If_Match": "nonsense"}, {"If_None_Match": '"1-2"'}, {"If_Match": ""}, {"If_Match": '"a" b'}],
)
def test_condition_that_cannot_be_read_is_400(api: Api, headers: dict[str, str]) -> None:
    """A condition that isn't understood isn't taken for none."""
    refused(api.put(PLAIN, **headers), 400, "PARAMETER_INVALID")


def test_both_conditions_never_hold(api: Api) -> None:
    """It can't be there and not be there."""
    etag = api.create(PLAIN).headers["etag"]
    refused(api.put(PLAIN, If_Match=etag, If_None_Match="*"), 412, "CHANGED_MEANWHILE")


def test_two_who_create_at_once_are_told_apart(api: Api) -> None:
    """One creates, all others are told so: nobody writes over anybody."""
    replies: list[Reply] = []
    go = threading.Barrier(6)

    def create(number: int) -> None:
        account = msgspec.structs.replace(PLAIN, name=f"Number {number}")
        go.wait()
        replies.append(api.put(account, If_None_Match="*"))

    threads = [threading.Thread(target=create, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.status for reply in replies) == [201, *[412] * 5]


def test_two_who_replace_at_once_are_told_apart(api: Api) -> None:
    """Of those who saw the same version one replaces it."""
    for _round in range(5):
        etag = api.put(PLAIN, If_None_Match="*").headers.get("etag")
        etag = etag or api.get("/accounts/plain").headers["etag"]
        replies: list[Reply] = []
        go = threading.Barrier(4)

        def replace(number: int, etag: str = etag, go: threading.Barrier = go) -> None:
            account = msgspec.structs.replace(PLAIN, name=f"{etag} {number}")
            go.wait()
            replies.append(api.put(account, If_Match=etag))  # noqa: B023  # of this round

        threads = [threading.Thread(target=replace, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(reply.status for reply in replies) == [200, 412, 412, 412]


def test_history_grows(api: Api) -> None:
    """New events come behind the stored ones, and have who sent them; old ones keep theirs."""
    first = api.create(with_events({}))
    other = api.tokens.new("billing", "admin", now=api.site.now())
    account = json.loads(first.body)
    account["events"].append(EVENT | {"addon": "ai-assist-pro", "imported_by": "somebody"})
    reply = api.put(account, If_Match=first.headers["etag"], token=other)
    assert reply.status == 200
    assert [event["imported_by"] for event in reply.json["events"]] == ["tests", "billing"]
    assert api.get("/accounts").json["accounts"][0]["version"] == 2
    numbers = [api.get(f"/accounts/plain/events/{seq}").json["addon"] for seq in (1, 2)]
    assert numbers == ["ai-assist", "ai-assist-pro"]


def test_own_operator_of_an_event_is_kept_as_stated(api: Api) -> None:
    """Who recorded an event elsewhere is shown as it was sent, beside who sent it."""
    reply = api.create(with_events({"operator": "another server"}))
    event = reply.json["events"][0]
    assert (event["operator"], event["imported_by"]) == ("another server", "tests")


def test_account_of_a_file_can_be_sent_again(api: Api) -> None:
    """Who sent its events is the server's to know: a file that doesn't say is no other history."""
    etag = api.create(with_events({})).headers["etag"]
    reply = api.put(with_events({}, {"by": "adam"}), If_Match=etag)
    assert reply.status == 200
    assert len(reply.json["events"]) == 2


@pytest.mark.parametrize(
    "events",
    [
        (),
        ({"by": "adam"}, {"addon": "ai-assist-pro"}),
        ({"addon": "ai-assist-pro"}, {}),
        ({"addon": "ai-assist-pro"}, {}, {}),
        ({"operator": "me"}, {"addon": "ai-assist-pro"}),
    ],
    ids=["removed", "edited", "reordered", "inserted", "claimed"],
)
def test_history_that_differs_is_409(api: Api, events: tuple[dict[str, Any], ...]) -> None:
    """What was recorded is never edited; not a byte changes."""
    etag = api.create(with_events({}, {"addon": "ai-assist-pro"})).headers["etag"]
    before = api.state()
    refused(api.put(with_events(*events), If_Match=etag), 409, "HISTORY_DIFFERS")
    assert api.state() == before


def test_condition_is_looked_at_before_the_history(api: Api) -> None:
    """Who saw an old version is told that, not that their history differs."""
    api.create(with_events({}))
    refused(api.put(PLAIN, If_Match='"0-1"'), 412, "CHANGED_MEANWHILE")


def test_all_problems_of_an_account_come_at_once(api: Api) -> None:
    """As strict as a file: unknown keys, wrong types, what can't be; each with its place."""
    account = json.loads(msgspec.json.encode(PLAIN))
    account |= {"plan": "gold", "licence": 5}
    account["users"][0]["roles"] = ["boss"]
    reply = api.put(json.dumps(account, indent=1), "/accounts/plain", If_None_Match="*")
    refused(reply, 422, "ACCOUNT_INVALID")
    found = {each["path"]: each for each in reply.json["problems"]}
    assert {"plan", "licence", "users[0].roles[0]"} <= found.keys()
    assert all(each["line"] > 1 and set(each["message"]) == {"en", "fr"} for each in found.values())
    assert "file" not in reply.json["problems"][0]


@pytest.mark.parametrize(
    "body",
    [
        '{"schema": 1, "schema": 1}',
        '{"id": "a", "users": [{"id": "x", "id": "y"}]}',
        "[]",
        '"text"',
        "null",
        "{",
        "",
        "{} {}",
        'schema = 1\nid = "a"',
        '{"a": NaN}',
        "[" * 60_000,
        '{"a": ' * 70 + "1" + "}" * 70,
        '{"a": 11111111111111111111111111}',
        b'{"a": "\xff"}',
        '{"a": "\\ud800"}',
        '{"a": "\\u0000"}',
    ],
    ids=range(16),
)
@pytest.mark.parametrize("path", ["/accounts/plain", "/accounts/plain/previews"])
def test_body_that_is_no_json_object_is_400(api: Api, path: str, body: str | bytes) -> None:
    """The limits of files hold before anything is parsed; a key twice is no JSON either."""
    method = "POST" if path.endswith("previews") else "PUT"
    reply = api.ask(method, f"/v1{path}", body, If_None_Match="*")
    refused(reply, 400, "BODY_SYNTAX")
    problem = reply.json["problems"][0]
    assert problem["line"] >= 1
    assert problem["column"] >= 1


def test_account_of_another_id_is_refused(api: Api) -> None:
    """What stands in the address and in the account is the same."""
    reply = api.put(msgspec.json.encode(PLAIN), "/accounts/other", If_None_Match="*")
    refused(reply, 422, "OTHER_ACCOUNT")
    assert api.state()["accounts"] == []


def test_id_that_cannot_be_one_is_400(api: Api) -> None:
    """Nothing is put under it."""
    reply = api.put(msgspec.json.encode(PLAIN), "/accounts/a%20b", If_None_Match="*")
    refused(reply, 400, "PARAMETER_INVALID")


@pytest.mark.parametrize("media", ["text/plain", "", "application/jsonx", "application/toml"])
def test_body_of_another_type_is_415(api: Api, media: str) -> None:
    """A body that isn't said to be JSON isn't read as JSON."""
    reply = api.put(PLAIN, If_None_Match="*", Content_Type=media)
    refused(reply, 415, "NOT_JSON")


def test_type_may_name_a_charset(api: Api) -> None:
    """JSON is UTF-8, and may say so."""
    reply = api.put(PLAIN, If_None_Match="*", Content_Type="Application/JSON; charset=utf-8")
    assert reply.status == 201


def large(count: int) -> Account:
    """Make an account with so many people of long names."""
    users = [{"id": f"u{n}", "name": "x" * 1000, "roles": ["owner"]} for n in range(count)]
    return make_account(users=users)


def test_account_may_be_as_large_as_a_file(api: Api) -> None:
    """256 KiB with its events; more is 413, and not a byte changes."""
    assert api.put(large(240), If_None_Match="*").status == 201
    before = api.state()
    refused(api.put(large(270), If_Match="*"), 413, "ACCOUNT_TOO_LARGE")
    assert api.state() == before


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_account_that_has_no_room_changes_nothing(url: str, tmp_path: Path) -> None:
    """A server whose files may grow no more: told as that; accounts can be read as they were."""
    token = filled(url, [PLAIN])
    with serving("--database", url) as served:

        def put(account: Account, **headers: str) -> Reply:
            path = f"/v1/accounts/{account.id}"
            sent = msgspec.json.encode(account)
            bearer = f"Bearer {token}"
            return ask(served.port, "PUT", path, sent, Authorization=bearer, **JSON, **headers)

        def get() -> Reply:
            return ask(served.port, "GET", "/v1/accounts/plain", Authorization=f"Bearer {token}")

        before = get()
        grown = max(path.stat().st_size for path in tmp_path.glob("accounts.db*"))
        _, hard = resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (grown, hard))
        full = [put(large(240), If_Match="*") for _ in "abc"]
        new = put(make_account(id="new", name="x" * 900), If_None_Match="*")
        assert {(reply.status, reply.code) for reply in full} == {(503, "NOT_STORED")}
        assert new.status in {201, 503}
        assert (get().body, get().headers["etag"]) == (before.body, before.headers["etag"])
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        assert put(large(240), If_Match=before.headers["etag"]).status == 200


def test_size_counts_what_is_stored(api: Api) -> None:
    """Who sent the events is added, and may make an account too large to be sent back."""
    account = large(240)
    events = tuple(
        msgspec.convert(EVENT | {"id": f"e{number}"}, type=type(ACME.events[0]))
        for number in range(120)
    )
    account = msgspec.structs.replace(account, events=events)
    body = msgspec.json.encode(account)
    body += b" " * (262_144 - len(body))
    refused(api.put(body, "/accounts/plain", If_None_Match="*"), 413, "ACCOUNT_TOO_LARGE")
    assert api.state()["accounts"] == []
