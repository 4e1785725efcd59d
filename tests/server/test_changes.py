"""Changes over the API: decided by the server, recorded once, on both databases."""

import datetime as dt
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from jsonschema import Draft202012Validator

from addonctl.model.account import Account, Event
from addonctl.model.answers import QuoteAnswer, RequestAnswer, SubscribeAnswer, TrialAnswer
from addonctl.model.wire import Intent
from addonctl.output.formats.json import json_schema
from addonctl.server.storage.keys import Key
from addonctl.stores.interface import OpenAccount
from tests.builders import EXAMPLES, PACKAGED_POLICY, example_account, example_catalog, make_account
from tests.cli.program import run
from tests.server.changing import BUY, KEY, bought, events_of, refused
from tests.server.running import NOW, Api, running

OF_THE_SERVER: Final = {"id", "at", "operator", "key"}
"""What only a server can say of an event, or says otherwise than a command."""


CHANGES: Final = [
    (BUY, "--expect-total"),
    (("quote", "ai-assist-pro", "marie"), "--yes"),
    (("trial", "analytics-plus", "paul"), "--yes"),
    (("request", "analytics-plus", "hugo"), ""),
]


@pytest.mark.parametrize(("change", "option"), CHANGES)
def test_answer_is_the_command_s(
    acme: Api, change: tuple[str, str, str], option: str, tmp_path: Path
) -> None:
    """The same decision, invoices and words; the event has the server's id, instant and token."""
    file = tmp_path / "acme.toml"
    file.write_bytes((EXAMPLES / "acme.toml").read_bytes())
    action, addon, user = change
    answer = acme.change(*change, key=KEY).json
    words: list[str | Path] = [
        action,
        addon,
        "-a",
        file,
        "--as",
        user,
        "--as-of",
        "2026-11-21",
        "-o",
        "json",
    ]
    if option == "--expect-total":
        words += [option, answer["invoice"]["now"]["total"]]
    elif option == "--yes":
        words.append(option)
    expected = run(*words, now=NOW).json
    assert answer.pop("recorded_in") == "/v1/accounts/acme"
    expected.pop("recorded_in")
    events = [each.pop("event") for each in (answer, expected)]
    assert answer == expected
    ours, theirs = ({k: v for k, v in e.items() if k not in OF_THE_SERVER} for e in events)
    assert ours == theirs
    assert events[0]["at"] == "2026-11-21T09:00:00Z"
    assert events[0]["id"].startswith("20261121T090000Z-")
    assert (events[0]["operator"], events[0]["key"]) == ("tests", KEY)


def test_event_is_appended_and_the_answer_says_where(acme: Api) -> None:
    """One event more; its address, and the ETag of the account as it is now."""
    before = events_of(acme)
    reply = acme.change(*BUY)
    after = acme.get("/accounts/acme")
    assert after.json["events"][:-1] == before
    assert reply.headers["etag"] == after.headers["etag"]
    number = len(before) + 1
    assert reply.headers["location"] == f"/v1/accounts/acme/events/{number}"
    assert reply.json["event_number"] == number
    assert acme.get(f"/accounts/acme/events/{number}").json == reply.json["event"]
    assert (reply.json["recorded"], reply.json["already"]) == (True, False)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (kind, change)
        for kind, (change, _) in zip(
            (SubscribeAnswer, QuoteAnswer, TrialAnswer, RequestAnswer), CHANGES, strict=True
        )
    ],
)
def test_answer_is_as_its_schema_says(acme: Api, kind: type, change: tuple[str, str, str]) -> None:
    """The schema that the commands print."""
    Draft202012Validator(json_schema(kind)).validate(acme.change(*change).json)


def test_words_name_what_is_meant_as_on_the_command_line(acme: Api) -> None:
    """An add-on by alias or name, a person by e-mail or name; the event has their ids."""
    reply = acme.change("subscribe", "Analytics+", "MARIE@acme.example")
    assert reply.status == 201, reply
    assert (reply.json["event"]["addon"], reply.json["event"]["by"]) == ("analytics-plus", "marie")


def test_what_the_intent_does_not_know_is_left_aside(acme: Api) -> None:
    """Envelopes grow; what a server can't know doesn't tell one change from another."""
    assert acme.change(*BUY, key=KEY, later={"a": 1}).status == 201
    assert acme.change(*BUY, key=KEY).headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"addon": "analitics"}, 422, "UNKNOWN_ADDON"),
        ({"user": "nobody"}, 422, "UNKNOWN_USER"),
        ({"licenses": 3}, 422, "LICENSES_FIXED"),
        ({"action": "quote", "addon": "ai-assist", "licenses": 3000}, 422, "LICENSES_TOO_MANY"),
        ({"as_of": "2026-11-22"}, 422, "DATE_AFTER_TODAY"),
        ({"as_of": "2025-01-01", "action": "request", "user": "hugo"}, 409, "DATE_BEFORE_EVENTS"),
        ({"expected_total": "1.00"}, 409, "TOTAL_DIFFERS"),
        ({"action": "subscribe", "user": "paul"}, 409, "REFUSED"),
        ({"action": "buy"}, 422, "BODY_INVALID"),
        ({"as_of": "1999-12-31"}, 422, "BODY_INVALID"),
        ({"as_of": None}, 422, "BODY_INVALID"),
        ({"licenses": 0}, 422, "BODY_INVALID"),
        ({"licenses": "3"}, 422, "BODY_INVALID"),
        ({"reading": "mine"}, 422, "BODY_INVALID"),
        ({"addon": ""}, 422, "BODY_INVALID"),
        ({"expected_total": 3305.69}, 422, "BODY_INVALID"),
        ({"expected_total": "3,305.69"}, 422, "BODY_INVALID"),
        ({"expected_total": "1.00\n"}, 422, "BODY_INVALID"),
        ({"expected_total": ""}, 422, "BODY_INVALID"),
    ],
)
def test_change_that_cannot_be_made_says_why(
    acme: Api, given: dict[str, Any], status: int, code: str
) -> None:
    """By the codes of the commands; nothing is recorded, and the key is free."""
    before = acme.state()
    wanted = dict(zip(("action", "addon", "user"), BUY, strict=True)) | given
    refused(acme, acme.change(**wanted, key=KEY), status, code, before=before)
    assert acme.change(*BUY, key=KEY).status == 201


def test_refusal_carries_its_decision(acme: Api) -> None:
    """409, for 403 is about tokens; who may instead stands in it."""
    reply = acme.change("subscribe", "analytics-plus", "paul")
    assert (reply.status, reply.code) == (409, "REFUSED")
    decision = reply.json["decision"]
    assert (decision["user"], decision["action"], decision["allowed"]) == (
        "paul",
        "subscribe",
        False,
    )
    assert decision["reasons"]


def test_missing_price_names_the_rulebook(url: str) -> None:
    """Under a policy by which what has no price isn't bought by quote; no file is named."""
    catalog = msgspec.structs.replace(example_catalog(), prices_from="/etc/secret/book.toml")
    policy = msgspec.structs.replace(PACKAGED_POLICY, route=())
    with running(url, catalog=catalog, policy=policy) as api:
        api.create(example_account("acme.toml"))
        reply = api.change("subscribe", "ai-assist-pro", "marie")
        assert (reply.status, reply.code) == (422, "NO_PRICE")
        assert "/v1/rulebook" in reply.json["why"]["en"]
        assert b"secret" not in reply.body


def test_date_before_the_first_cycle_is_422(api: Api) -> None:
    """Nothing is billed yet."""
    api.create(make_account())
    reply = api.change("subscribe", "analytics-plus", "olga", account="plain", as_of="2020-01-01")
    assert (reply.status, reply.code) == (422, "BEFORE_FIRST_CYCLE")


def test_newer_event_is_named_by_its_field(acme: Api) -> None:
    """Events are recorded in the order of their days; a problem says which stands in the way."""
    reply = acme.change("request", "analytics-plus", "hugo", as_of="2026-11-08")
    assert (reply.status, reply.code) == (409, "DATE_BEFORE_EVENTS")
    assert [each["path"] for each in reply.json["problems"]] == ["events[4].date"]


@pytest.mark.parametrize("total", ["3305.69", "3305.690", "03305.69"])
def test_expected_total_is_compared_as_a_number(acme: Api, total: str) -> None:
    """However many zeros it is written with."""
    preview = {"addon": "analytics-plus", "as_of": "2026-11-21"}
    now = acme.post("/accounts/acme/previews", preview).json["now"]["total"]
    reply = acme.change(*BUY, expected_total=total.replace("3305.69", now))
    assert reply.status == 201, reply


def test_other_total_is_shown_with_the_expected_one(acme: Api) -> None:
    """Both figures, as the command says them."""
    reply = acme.change(*BUY, expected_total="12.34")
    assert (reply.status, reply.code) == (409, "TOTAL_DIFFERS")
    assert "12.34" in reply.json["message"]["en"] + reply.json["why"]["en"]


@pytest.mark.parametrize(
    ("zone", "day", "status"),
    [
        ("Asia/Tokyo", "2026-11-22", 201),
        (None, "2026-11-22", 422),
        ("Europe/Paris", "2026-11-21", 201),
        ("Pacific/Honolulu", "2026-11-21", 201),
    ],
)
def test_today_is_the_server_s_in_the_account_s_zone(
    url: str, zone: str | None, day: str, status: int
) -> None:
    """Whatever clock the other side has."""
    now = dt.datetime(2026, 11, 21, 16, 30, tzinfo=dt.UTC)
    with running(url, now=now) as api:
        api.create(make_account(time_zone=zone))
        reply = api.change("quote", "ai-assist", "olga", account="plain", as_of=day)
        assert reply.status == status, reply
        if status == 201:
            assert reply.json["event"]["at"] == "2026-11-21T16:30:00Z"


def test_clock_is_read_once_a_request(url: str) -> None:
    """So that no change has two todays."""
    read: list[dt.datetime] = []

    def clock() -> dt.datetime:
        read.append(NOW + dt.timedelta(days=len(read)))
        return read[-1]

    with running(url, clock=clock) as api:
        api.create(make_account())
        before = len(read)
        reply = api.change("quote", "ai-assist", "olga", account="plain")
        assert reply.status == 201, reply
        at = dt.datetime.fromisoformat(reply.json["event"]["at"])
        assert at in read[before:]
        asked_of = [moment for moment in read[before:] if moment == at]
        assert len(asked_of) == 1


def test_other_condition_stops_before_the_rules(acme: Api) -> None:
    """Who saw an old version learns that; who sends none is judged on the account as it is."""
    before = acme.state()
    reply = acme.change("subscribe", "analytics-plus", "paul", headers={"If_Match": '"0-1"'})
    refused(acme, reply, 412, "CHANGED_MEANWHILE", before=before)
    assert acme.change(*BUY, headers={"If_Match": "*"}).status == 201


@pytest.mark.parametrize("scope", ["read", "act"])
def test_changes_take_the_scope_act(acme: Api, scope: Any) -> None:  # noqa: ANN401  # a scope
    """A token that may read may not record."""
    token = acme.tokens.new("some", scope, now=NOW)
    before = acme.state()
    reply = acme.change(*BUY, token=token)
    if scope == "read":
        refused(acme, reply, 403, "SCOPE_MISSING", before=before)
    else:
        assert reply.json["event"]["operator"] == "some"


@pytest.mark.parametrize("account", ["nope", "a%20b"])
def test_unknown_account_is_404(acme: Api, account: str) -> None:
    """Also one that can't be an id."""
    before = acme.state()
    refused(acme, acme.change(*BUY, account=account), 404, "UNKNOWN_ACCOUNT", before=before)


def test_key_twice_in_a_body_is_400(acme: Api) -> None:
    """Nobody could say which one was meant."""
    before = acme.state()
    body = '{"action": "request", "addon": "ai-assist", "user": "jade", "user": "marie"}'
    reply = acme.post("/accounts/acme/events", body, Idempotency_Key=KEY)
    refused(acme, reply, 400, "BODY_SYNTAX", before=before)


def test_body_is_at_most_64_kibibytes(acme: Api) -> None:
    """It is looked at before anything else of it."""
    before = acme.state()
    reply = acme.change(*BUY, later="x" * 64 * 1024)
    refused(acme, reply, 413, "BODY_TOO_LARGE", before=before)


def test_account_may_not_outgrow_a_file(api: Api) -> None:
    """256 KiB with its events; the event that is one too many isn't recorded."""
    users = [{"id": "u0", "name": "x", "roles": ["owner"]}]
    while (free := 262_144 - len(msgspec.json.encode(make_account(users=users)))) > 100:
        length = min(1000, free - 60)
        users.append({"id": f"u{len(users)}", "name": "x" * length, "roles": ["agent"]})
    api.create(make_account(users=users))
    before = api.state()
    reply = api.change("quote", "ai-assist", "u0", account="plain", key=KEY)
    refused(api, reply, 413, "ACCOUNT_TOO_LARGE", before=before)


def test_rulebook_says_that_changes_are_recorded(api: Api) -> None:
    """Clients send them then."""
    assert api.get("/rulebook").json["records"] is True


def test_account_that_the_catalogue_no_longer_fits_is_422(url: str) -> None:
    """Nothing is decided about it."""
    with running(url) as api:
        api.create(make_account())
    plans = tuple(plan for plan in example_catalog().plans if plan.id != "essentials")
    catalog = msgspec.structs.replace(example_catalog(), plans=plans)
    with running(url, catalog=catalog) as api:
        reply = api.change("quote", "ai-assist", "olga", account="plain")
        assert (reply.status, reply.code) == (422, "ACCOUNT_INVALID")


def test_history_that_contradicts_itself_is_not_added_to(api: Api) -> None:
    """As with a file."""
    account = make_account(events=[bought("ai-assist"), bought("ai-assist", "2026-11-02")])
    api.create(account)
    before = api.state()
    reply = api.change("quote", "ai-assist-pro", "olga", account="plain")
    refused(api, reply, 422, "HISTORY_FAULTY", before=before)


def test_account_with_recorded_events_can_be_put_again(acme: Api) -> None:
    """What the server recorded is a part of the history that is compared, operator and key too."""
    acme.change(*BUY)
    got = acme.get("/accounts/acme")
    account = msgspec.json.decode(got.body, type=Account)
    renamed = msgspec.structs.replace(account, name="Acme & Co.")
    reply = acme.put(renamed, If_Match=got.headers["etag"])
    assert reply.status == 200, reply
    assert reply.json["events"] == got.json["events"]
    claimed = msgspec.structs.replace(account.events[-1], operator="me")
    forged = msgspec.structs.replace(account, events=(*account.events[:-1], claimed))
    assert acme.put(forged, If_Match="*").code == "HISTORY_DIFFERS"


def test_store_of_a_server_is_one_as_commands_know_it(acme: Api) -> None:
    """It lends an account that is locked, which records an event and says which it is."""
    key = Key(token_id=1, operator="tests", text=KEY, fields={}, now=NOW)
    intent = Intent(action="request", addon="ai-assist", user="hugo", as_of=NOW.date())
    event = Event(kind="feature_requested", date=NOW.date(), addon="ai-assist", by="hugo")
    with acme.site.accounts.changing(key) as changing:
        lent: AbstractContextManager[OpenAccount] = changing.change("acme")
        with lent as opened:
            assert (opened.account.events[-1].by, opened.warnings) == ("paul", ())
            recorded = opened.record(event, intent)
    assert recorded.event == msgspec.structs.replace(event, operator="tests", key=KEY)
    events = acme.site.accounts.read("acme").account.events
    assert (recorded.number, recorded.already) == (len(events), False)
    assert events[-1] == recorded.event
