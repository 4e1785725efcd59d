"""Previews and decisions: the same as the commands', and what stops them; on both databases."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from jsonschema import Draft202012Validator

from addonctl.model.account import Account
from addonctl.model.answers import EligibilityAnswer, InvoicePreview
from addonctl.model.wire import MOST_DECISIONS
from addonctl.output.formats.json import json_schema
from tests.builders import EXAMPLES, example_account, example_catalog, make_account
from tests.cli.program import run
from tests.server.running import Api, running

ON: Final = "2026-11-21"
PREVIEW: Final = {"addon": "analytics-plus", "as_of": ON}
PREVIEWS: Final[list[tuple[dict[str, Any], tuple[str, ...]]]] = [
    ({}, ()),
    ({"user": "marie"}, ("--as", "marie")),
    ({"cycles": 3}, ("--cycles", "3")),
    (
        {"compare_dates": ["2026-12-15", "2026-11-25"]},
        ("--compare-dates", "2026-12-15,2026-11-25"),
    ),
    ({"addon": "Analytics+", "as_of": "2027-02-28"}, ("--as-of", "2027-02-28")),
    ({"later": "unknown keys are left aside"}, ()),
]
DECISIONS: Final[list[tuple[dict[str, Any], tuple[str, ...]]]] = [
    ({}, ()),
    ({"addon": "ai-assist"}, ("ai-assist",)),
    ({"user": "paul"}, ("--as", "paul")),
    ({"action": "quote"}, ("--action", "quote")),
    ({"user": "paul", "reading": "fr-table"}, ("--as", "paul", "--reading", "fr-table")),
    (
        {"addon": "ai-assist-pro", "user": "paul", "action": "quote"},
        ("ai-assist-pro", "--as", "paul", "--action", "quote"),
    ),
]


def answer_of(*argv: str) -> Any:  # noqa: ANN401  # a document of any shape
    """Answer a command about the example's file."""
    as_of = () if "--as-of" in argv else ("--as-of", ON)
    return run(*argv, "-a", EXAMPLES / "acme.toml", *as_of, "-o", "json").json


def without_places(answer: Any) -> Any:  # noqa: ANN401  # JSON
    """Leave out what may differ between a file and a server: the command, and a price's file."""
    found = dict(answer)
    if "subscribe_command" in found:
        found["subscribe_command"] = None
    return found


@pytest.mark.parametrize(("given", "options"), PREVIEWS, ids=str)
def test_preview_is_the_command_s(
    acme: Api,
    given: Mapping[str, Any],
    options: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same function, the same JSON; the command in it names the account by its id."""
    monkeypatch.chdir(tmp_path)
    reply = acme.post("/accounts/acme/previews", PREVIEW | dict(given))
    assert reply.status == 200
    expected = answer_of("invoice-preview", "analytics-plus", *options)
    assert without_places(reply.json) == without_places(expected)
    command = reply.json["subscribe_command"]
    assert (command is None) == (reply.json["as_of"] > ON)  # nothing is recorded ahead
    assert command is None or " -a acme " in command


@pytest.mark.parametrize(("given", "options"), DECISIONS, ids=str)
def test_decisions_are_the_command_s(
    acme: Api,
    given: Mapping[str, Any],
    options: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every reason, every next step."""
    monkeypatch.chdir(tmp_path)
    reply = acme.post("/accounts/acme/decisions", {"as_of": ON} | dict(given))
    assert reply.status == 200
    expected = answer_of("eligibility", *options)
    assert reply.body == (json.dumps(expected, indent=2, ensure_ascii=False) + "\n").encode()


def test_nothing_is_changed_by_asking(acme: Api) -> None:
    """Previews and decisions read."""
    before = acme.state()
    acme.post("/accounts/acme/previews", PREVIEW)
    acme.post("/accounts/acme/decisions", {})
    assert acme.state() == before


@pytest.mark.parametrize(
    ("zone", "today"), [("Asia/Tokyo", "2026-11-22"), (None, "2026-11-21"), ("Europe/Paris", ON)]
)
def test_today_is_the_account_s_by_the_server_s_clock(
    url: str, zone: str | None, today: str
) -> None:
    """Where no date is given, and read once a request."""
    now = dt.datetime(2026, 11, 21, 16, 30, tzinfo=dt.UTC)
    with running(url, now=now) as api:
        api.create(make_account(time_zone=zone))
        for kind, given in (("previews", {"addon": "analytics-plus"}), ("decisions", {})):
            assert api.post(f"/accounts/plain/{kind}", given).json["as_of"] == today


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"addon": "analitics"}, 422, "UNKNOWN_ADDON"),
        ({"addon": "ai-assist-pro"}, 422, "NO_PRICE"),
        ({"user": "nobody"}, 422, "UNKNOWN_USER"),
        ({"licenses": 3}, 422, "LICENSES_FIXED"),
        ({"addon": "ai-assist", "licenses": 3000}, 422, "LICENSES_TOO_MANY"),
        ({"as_of": "2025-01-01"}, 422, "BEFORE_FIRST_CYCLE"),
        ({"as_of": "1999-12-31"}, 422, "BODY_INVALID"),
        ({"as_of": "2101-01-01"}, 422, "BODY_INVALID"),
        ({"as_of": "today"}, 422, "BODY_INVALID"),
        ({"as_of": "2026-02-30"}, 422, "BODY_INVALID"),
        ({"licenses": 0}, 422, "BODY_INVALID"),
        ({"licenses": "3"}, 422, "BODY_INVALID"),
        ({"licenses": 1.5}, 422, "BODY_INVALID"),
        ({"licenses": True}, 422, "BODY_INVALID"),
        ({"cycles": 121}, 422, "BODY_INVALID"),
        ({"cycles": -1}, 422, "BODY_INVALID"),
        ({"compare_dates": ["2026-11-21"] * 367}, 422, "BODY_INVALID"),
        ({"compare_dates": ["1999-01-01"]}, 422, "BODY_INVALID"),
        ({"addon": ""}, 422, "BODY_INVALID"),
        ({"addon": None}, 422, "BODY_INVALID"),
        ({"addon": "x" * 2000}, 422, "BODY_INVALID"),
        ({"user": 1}, 422, "BODY_INVALID"),
    ],
)
def test_preview_that_cannot_be_made_says_why(
    acme: Api, given: dict[str, Any], status: int, code: str
) -> None:
    """By the codes of the commands; what has a wrong type or range is listed."""
    reply = acme.post("/accounts/acme/previews", PREVIEW | given)
    assert (reply.status, reply.code) == (status, code)
    if code == "BODY_INVALID":
        assert all(problem["path"] for problem in reply.json["problems"])


def test_all_that_is_wrong_with_a_body_comes_at_once(acme: Api) -> None:
    """Each field with its place, both languages."""
    body = '{\n "licenses": "3",\n "as_of": "x",\n "cycles": 500\n}'
    reply = acme.post("/accounts/acme/previews", body)
    found = {each["path"]: each["line"] for each in reply.json["problems"]}
    assert found.keys() == {"licenses", "as_of", "cycles", "addon"}
    assert (found["licenses"], found["as_of"], found["cycles"]) == (2, 3, 4)


def test_preview_of_what_is_not_for_sale_is_409_with_the_decision(api: Api) -> None:
    """A refusal by the rules is 409: 403 is about tokens."""
    bought = {"kind": "subscribed", "date": "2026-11-01", "addon": "analytics-plus"}
    api.create(make_account(events=[bought]))
    reply = api.post("/accounts/plain/previews", PREVIEW | {"user": "olga"})
    assert (reply.status, reply.code) == (409, "REFUSED")
    decision = reply.json["decision"]
    assert (decision["user"], decision["allowed"]) == ("olga", False)
    assert decision["reasons"][0]["code"] == "ALREADY_PURCHASED"


@pytest.mark.parametrize("kind", ["previews", "decisions"])
def test_question_about_an_unknown_account_is_404(api: Api, kind: str) -> None:
    """Whatever is asked."""
    reply = api.post(f"/accounts/nope/{kind}", PREVIEW)
    assert (reply.status, reply.code) == (404, "UNKNOWN_ACCOUNT")


@pytest.mark.parametrize(
    "given", [{"action": "buy"}, {"reading": "mine"}, {"user": ""}, {"addon": []}]
)
def test_decision_about_nonsense_is_422(acme: Api, given: dict[str, Any]) -> None:
    """Words of closed lists are these."""
    assert acme.post("/accounts/acme/decisions", given).code == "BODY_INVALID"


def test_body_is_at_most_64_kibibytes(acme: Api) -> None:
    """One byte more is too many, whether its length is told or not."""
    body = json.dumps(PREVIEW).encode()
    fits = body + b" " * (64 * 1024 - len(body))
    assert acme.post("/accounts/acme/previews", fits).status == 200
    for headers in ({}, {"Transfer-Encoding": "chunked"}):
        sent = b"%x\r\n%b\r\n0\r\n\r\n" % (len(fits) + 1, fits + b" ") if headers else fits + b" "
        reply = acme.post("/accounts/acme/previews", sent, **headers)
        assert (reply.status, reply.code) == (413, "BODY_TOO_LARGE")


def test_no_path_of_a_file_reaches_the_wire(url: str) -> None:
    """Neither in a price, nor in the rulebook, nor in a problem: it is nobody's business."""
    catalog = msgspec.structs.replace(example_catalog(), prices_from="/etc/secret/book.toml")
    with running(url, catalog=catalog) as api:
        api.create(example_account("acme.toml"))
        priced = api.post("/accounts/acme/previews", PREVIEW | {"addon": "ai-assist"})
        assert priced.json["price"]["origin"] == "price_book"
        assert priced.json["price"]["file"] is None
        unpriced = api.post("/accounts/acme/previews", PREVIEW | {"addon": "ai-assist-pro"})
        assert unpriced.code == "NO_PRICE"
        assert "/v1/rulebook" in unpriced.json["why"]["en"]
        for reply in (priced, unpriced, api.get("/rulebook")):
            assert b"secret" not in reply.body
            assert b"book.toml" not in reply.body


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [("previews", PREVIEW, InvoicePreview), ("decisions", {}, EligibilityAnswer)],
)
def test_answer_is_as_its_schema_says(
    acme: Api, path: str, body: dict[str, Any], kind: type
) -> None:
    """The schema that the commands print."""
    reply = acme.post(f"/accounts/acme/{path}", body)
    Draft202012Validator(json_schema(kind)).validate(reply.json)


def test_account_that_the_catalogue_no_longer_fits_is_422(url: str) -> None:
    """It can be read, and nothing is computed about it; all that is wrong is listed."""
    with running(url) as api:
        api.create(make_account())
    plans = tuple(plan for plan in example_catalog().plans if plan.id != "essentials")
    catalog = msgspec.structs.replace(example_catalog(), plans=plans)
    with running(url, catalog=catalog) as api:
        assert api.get("/accounts/plain").status == 200
        reply = api.post("/accounts/plain/previews", PREVIEW)
        assert (reply.status, reply.code) == (422, "ACCOUNT_INVALID")
        assert reply.json["problems"][0]["path"] == "plan"


def crowd(number: int) -> Account:
    """Make an account with many users."""
    users = [{"id": f"u{each}", "name": "U", "roles": ["agent"]} for each in range(number)]
    users[0]["roles"] = ["owner"]
    return make_account(users=users)


def test_more_decisions_than_an_answer_holds_are_not_made(api: Api) -> None:
    """How many they would be is said, and by what fewer are asked for."""
    api.create(crowd(1300))
    for given, count in (({}, 15600), ({"action": "quote"}, 3900), ({"addon": "ai-assist"}, 5200)):
        reply = api.post("/accounts/plain/decisions", given)
        if count <= MOST_DECISIONS:
            assert len(reply.json["decisions"]) == count
            continue
        assert (reply.status, reply.code) == (422, "ANSWER_TOO_LARGE")
        assert f"{count} decisions" in reply.json["message"]["en"]
        assert "by addon, action or user" in reply.json["hint"]["en"]
    for given in ({"user": "u1299"}, {"addon": "ai-assist", "action": "trial"}):
        assert api.post("/accounts/plain/decisions", given).status == 200


def test_command_answers_about_any_number_of_users(api: Api) -> None:
    """It decides by itself."""
    api.create(crowd(450))
    assert api.post("/accounts/plain/decisions", {}).code == "ANSWER_TOO_LARGE"
    environ = {"ADDONCTL_API_URL": f"http://127.0.0.1:{api.port}", "ADDONCTL_TOKEN": api.token}
    ran = run("eligibility", "-a", "plain", "-o", "json", environ=environ)
    assert len(ran.json["decisions"]) == 450 * 12


def test_answer_of_too_many_bytes_is_not_sent(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long names make long answers: whatever it is, it isn't larger than the limit."""
    api.create(crowd(30))
    whole = api.post("/accounts/plain/decisions", {})
    monkeypatch.setattr("addonctl.server.exchange.MOST_OF_ANSWER", len(whole.body))
    assert api.post("/accounts/plain/decisions", {}).body == whole.body
    monkeypatch.setattr("addonctl.server.exchange.MOST_OF_ANSWER", len(whole.body) - 1)
    reply = api.post("/accounts/plain/decisions", {})
    assert (reply.status, reply.code) == (422, "ANSWER_TOO_LARGE")
    assert f"{len(whole.body)} bytes" in reply.json["message"]["en"]
