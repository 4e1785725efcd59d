"""Changes of what was bought over the API: by a token that may manage, recorded once."""

import tomllib
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from jsonschema import Draft202012Validator

from addonctl.model.account import Account
from addonctl.model.answers import AmendAnswer
from addonctl.output.formats.json import json_schema
from tests.cli.accounts import BOUGHT, MORE
from tests.cli.program import run
from tests.server.changing import KEY, events_of, refused
from tests.server.running import NOW, Api, Reply

REASON: Final = "two people joined"
OF_THE_SERVER: Final = {"id", "at", "operator", "key"}
CHANGES: Final[dict[str, tuple[dict[str, Any], tuple[str, ...]]]] = {
    "licenses_changed": ({"change": "licenses"}, ("--expect-total", MORE)),
    "ended": ({"change": "end", "end": "2027-01-15"}, ("--end", "2027-01-15", "-y")),
    "voided": ({"change": "void", "event": 1}, ("--void", "1", "-y")),
}
MORE_LICENSES: Final = CHANGES["licenses_changed"][0]
REFUSED: Final[tuple[tuple[dict[str, Any], int, str], ...]] = (
    ({"change": "end", "reason": None}, 422, "BODY_INVALID"),
    ({"change": "end", "reason": ""}, 422, "BODY_INVALID"),
    ({"change": "end", "reason": "  "}, 422, "BODY_INVALID"),
    ({"change": "end", "reason": "a\nb"}, 422, "BODY_INVALID"),
    ({"change": "end", "reason": "x" * 1025}, 422, "BODY_INVALID"),
    ({"change": None}, 422, "BODY_INVALID"),
    ({"change": "nothing"}, 422, "BODY_INVALID"),
    ({"change": "end", "as_of": None}, 422, "BODY_INVALID"),
    ({"change": "end", "event": 1}, 422, "BODY_INVALID"),
    ({"change": "end", "end": "cycle"}, 422, "BODY_INVALID"),
    ({"change": "end", "end": "1999-12-31"}, 422, "BODY_INVALID"),
    ({"change": "void"}, 422, "BODY_INVALID"),
    ({"change": "void", "event": 0}, 422, "BODY_INVALID"),
    ({"change": "void", "event": 1, "credit_note": True}, 422, "BODY_INVALID"),
    ({"change": "void", "event": 1, "licenses": 3}, 422, "BODY_INVALID"),
    ({"change": "licenses", "licenses": 0}, 422, "BODY_INVALID"),
    ({"change": "licenses", "expected_total": "1,00"}, 422, "BODY_INVALID"),
    ({"change": "licenses", "expected_total": "--1"}, 422, "BODY_INVALID"),
    ({"change": "licenses", "expected_total": "-1\n"}, 422, "BODY_INVALID"),
    ({"change": "licenses", "expected_total": "10.81"}, 409, "TOTAL_DIFFERS"),
    ({"change": "licenses", "expected_total": "-10.80"}, 409, "TOTAL_DIFFERS"),
    ({"change": "end", "expected_total": "1"}, 409, "TOTAL_DIFFERS"),
    ({"change": "licenses", "licenses": 12}, 422, "LICENSES_FIXED"),
    ({"change": "licenses", "credit_note": True}, 422, "CREDIT_NOTE_FOR_MORE"),
    ({"change": "end", "end": "2026-11-20"}, 422, "END_BEFORE_DAY"),
    ({"change": "end", "addon": "ai-assist"}, 409, "NOT_BOUGHT"),
    ({"change": "end", "addon": "analitics"}, 422, "UNKNOWN_ADDON"),
    ({"change": "void", "event": 2}, 422, "NO_SUCH_EVENT"),
    ({"change": "end", "as_of": "2026-11-22"}, 422, "DATE_AFTER_TODAY"),
    ({"change": "end", "as_of": "2026-11-02"}, 409, "DATE_BEFORE_EVENTS"),
)


@pytest.fixture
def bought(api: Api) -> Api:
    """Have an account on the server on which Analytics+ is bought for fewer than all licences."""
    api.create(msgspec.convert(tomllib.loads(BOUGHT), Account))
    return api


def amend(api: Api, key: str | None = None, token: str = "", **intent: Any) -> Reply:  # noqa: ANN401
    """Send a change of what was bought."""
    wanted = {"action": "amend", "addon": "analytics-plus", "reason": REASON}
    sent = wanted | {"as_of": NOW.date().isoformat()} | intent
    body = {name: value for name, value in sent.items() if value is not None}
    return api.post("/accounts/acme/events", body, token=token, Idempotency_Key=key or KEY)


@pytest.mark.parametrize("name", CHANGES)
def test_answer_is_the_command_s(bought: Api, name: str, tmp_path: Path) -> None:
    """The same amounts and words; the event has the token's name as operator."""
    given, options = CHANGES[name]
    file = tmp_path / "a.toml"
    file.write_text(BOUGHT, "utf-8")
    reply = amend(bought, **given)
    assert reply.status == 201, reply
    words = ("amend", "analytics-plus", "-a", str(file), "--as-of", "2026-11-21", *options)
    said = ("--operator", "Anna Weber", "--reason", REASON)
    expected = run(*words, *said, "-o", "json", now=NOW).json
    answer = reply.json
    assert answer.pop("recorded_in") == "/v1/accounts/acme"
    expected.pop("recorded_in")
    events = [each.pop("event") for each in (answer, expected)]
    assert answer == expected
    ours, theirs = ({k: v for k, v in e.items() if k not in OF_THE_SERVER} for e in events)
    assert ours == theirs
    assert (events[0]["operator"], events[0]["key"], events[0]["by"]) == ("tests", KEY, None)
    Draft202012Validator(json_schema(AmendAnswer)).validate(reply.json)


def test_event_is_appended_and_listed(bought: Api) -> None:
    """Its address has its number, and what it voids is named by that event's id or number."""
    reply = amend(bought, change="void", event=1)
    assert reply.headers["location"] == "/v1/accounts/acme/events/2"
    assert reply.headers["etag"] == bought.get("/accounts/acme").headers["etag"]
    page = bought.get("/accounts/acme/events").json
    assert [event["event"] for event in page["events"]] == [None, 1]


@pytest.mark.parametrize("scope", ["act", "manage"])
def test_it_takes_the_scope_manage(bought: Api, scope: Any) -> None:  # noqa: ANN401  # a scope
    """Before the shape of what was sent: a token that may not manage learns nothing of it."""
    token = bought.tokens.new("anna", scope, now=NOW)
    before = bought.state()
    if scope == "act":
        refused(
            bought, amend(bought, token=token, change="end"), 403, "SCOPE_MISSING", before=before
        )
        shapeless = amend(bought, token=token, change="nothing", reason=None)
        refused(bought, shapeless, 403, "SCOPE_MISSING", before=before)
        return
    assert amend(bought, token=token, change="end").json["event"]["operator"] == "anna"


def test_change_that_cannot_be_made_says_why(bought: Api) -> None:
    """By the codes of the command; nothing is recorded, and the key is free."""
    before = bought.state()
    for given, status, code in REFUSED:
        refused(bought, amend(bought, **given), status, code, before=before)
    assert amend(bought, change="end").status == 201


def test_what_is_wrong_is_named_by_its_field(bought: Api) -> None:
    """Every field that doesn't belong to the change, or is missing for it."""
    reply = amend(bought, change="void", licenses=3, credit_note=True)
    problems = {each["path"]: each["code"] for each in reply.json["problems"]}
    expected = {"licenses": "NOT_OF_CHANGE", "credit_note": "NOT_OF_CHANGE"}
    assert problems == expected | {"event": "NEEDED_BY_CHANGE"}


@pytest.mark.parametrize("total", [MORE, "010.800", "10.8"])
def test_total_that_was_seen_is_recorded(bought: Api, total: str) -> None:
    """It is compared as a number."""
    assert amend(bought, **MORE_LICENSES, expected_total=total).status == 201


def test_same_key_answers_the_same_bytes(bought: Api) -> None:
    """Whatever the day and the total are by then; another reason is another change."""
    first = amend(bought, **MORE_LICENSES)
    state = bought.state()
    again = amend(bought, **MORE_LICENSES, expected_total="1.00", as_of="2026-11-20")
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["idempotency-replayed"] == "true"
    refused(bought, amend(bought, change="end"), 422, "KEY_REUSED", before=state)
    other = amend(bought, **MORE_LICENSES, reason="another")
    refused(bought, other, 422, "KEY_REUSED", before=state)


def test_other_condition_stops_after_the_key_and_before_the_rules(bought: Api) -> None:
    """Whoever repeats a change gets its answer, however old the account is that they saw."""
    body = {"action": "amend", "addon": "ai-assist", "change": "end", "reason": REASON}
    body |= {"as_of": "2026-11-21"}
    path = "/accounts/acme/events"
    before = bought.state()
    reply = bought.post(path, body, Idempotency_Key=KEY, If_Match='"0-1"')
    refused(bought, reply, 412, "CHANGED_MEANWHILE", before=before)
    body["addon"] = "analytics-plus"
    assert bought.post(path, body, Idempotency_Key=KEY, If_Match="*").status == 201
    again = bought.post(path, body, Idempotency_Key=KEY, If_Match='"0-1"')
    assert again.headers["idempotency-replayed"] == "true"


def test_nobody_is_told_of_it(bought: Api) -> None:
    """No note waits for an owner, whatever was asked for before."""
    assert amend(bought, change="end").status == 201
    assert (
        run("outbox", "-o", "json", environ={"ADDONCTL_DATABASE": bought.url}).json["notes"] == []
    )


def test_account_with_changes_can_be_put_again(bought: Api) -> None:
    """What was recorded is a part of the history that is compared."""
    for given in (MORE_LICENSES, {"change": "end"}):
        assert amend(bought, key=f"{KEY}-{given['change']}", **given).status == 201
    got = bought.get("/accounts/acme")
    account = msgspec.json.decode(got.body, type=Account)
    renamed = msgspec.structs.replace(account, name="Acme & Co.")
    assert bought.put(renamed, If_Match=got.headers["etag"]).status == 200
    assert [each["kind"] for each in events_of(bought)] == [
        "subscribed",
        "licenses_changed",
        "ended",
    ]
