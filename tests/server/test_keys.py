"""The key of a change: sent again with it, a change is recorded once; on both databases."""

from typing import Any

import msgspec
import pytest

from tests.builders import example_account, make_account
from tests.server.changing import BUY, KEY, bought, refused
from tests.server.running import NOW, Api, running


def test_same_key_answers_the_same_bytes(acme: Api) -> None:
    """With what was answered first, and a header that says so; nothing is recorded twice."""
    first = acme.change(*BUY, key=KEY)
    state = acme.state()
    again = acme.change(*BUY, key=KEY)
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    for name in ("etag", "location", "content-type"):
        assert again.headers[name] == first.headers[name]
    assert acme.state() == state


@pytest.mark.parametrize("form", ["{}", '"{}"', ' "{}" '])
def test_key_is_the_same_in_quotes_and_bare(acme: Api, form: str) -> None:
    """As the draft of the IETF has it, or as most people send it."""
    acme.change(*BUY, key=KEY)
    reply = acme.change(*BUY, key=form.format(KEY))
    assert reply.headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize(
    "key",
    [
        *("short", "x" * 15, "x" * 129, '"' + "x" * 16, "x" * 16 + '"', '""', '"x" * 16', "é" * 16),
        *("a key with blanks in it", "k" * 16 + ", " + "l" * 16, '"' + "k" * 16 + '";a=1'),
        "k" * 16 + "/",
    ],
)
def test_key_that_is_none_is_400(acme: Api, key: str) -> None:
    """Too short to be random, too long, or of other signs; nothing is decided."""
    before = acme.state()
    refused(acme, acme.change(*BUY, key=key), 400, "KEY_INVALID", before=before)


@pytest.mark.parametrize("key", ["x" * 16, "x" * 128, "Az09_.:-" * 2])
def test_key_may_be_all_that_is_said(acme: Api, key: str) -> None:
    """Its limits belong to it."""
    assert acme.change(*BUY, key=key).json["event"]["key"] == key


def test_change_without_a_key_is_400(acme: Api) -> None:
    """It couldn't be repeated."""
    before = acme.state()
    wanted = {"action": "subscribe", "addon": "analytics-plus", "user": "marie"}
    reply = acme.post("/accounts/acme/events", wanted | {"as_of": "2026-11-21"})
    refused(acme, reply, 400, "KEY_NEEDED", before=before)


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        ({"action": "quote"}, "quote"),
        ({"addon": "ai-assist"}, "ai-assist"),
        ({"user": "Marie Durand"}, "Marie Durand"),
        ({"licenses": 3}, "licenses"),
        ({"reading": "fr-table"}, "fr-table"),
        ({"account": "other"}, "other"),
    ],
)
def test_key_of_another_change_is_422(acme: Api, other: dict[str, Any], shown: str) -> None:
    """Both changes are named, in both languages; nothing is recorded."""
    acme.create(msgspec.structs.replace(example_account("acme.toml"), id="other"))
    acme.change(*BUY, key=KEY)
    before = acme.state()
    given = dict(zip(("action", "addon", "user"), BUY, strict=True)) | other
    reply = acme.change(**given, key=KEY)
    refused(acme, reply, 422, "KEY_REUSED", before=before)
    for text in reply.json["why"].values():
        assert all(word in text for word in (*BUY, "acme", shown))


@pytest.mark.parametrize(
    "other", [{"as_of": "2026-11-20"}, {"expected_total": "1.00"}, {"as_of": "2031-01-01"}]
)
def test_day_and_total_are_no_part_of_what_a_key_stands_for(
    acme: Api, other: dict[str, Any]
) -> None:
    """Whoever repeats a change on the next day, having looked again, still means that one."""
    first = acme.change(*BUY, key=KEY)
    assert acme.change(*BUY, key=KEY, **other).body == first.body


def test_key_belongs_to_a_token(acme: Api) -> None:
    """What somebody else sends with the same key is another change: the rules see it."""
    acme.change(*BUY, key=KEY)
    other = acme.tokens.new("other", "act", now=NOW)
    reply = acme.change(*BUY, key=KEY, token=other)
    assert (reply.status, reply.code) == (409, "REFUSED")
    reply = acme.change("trial", "ai-assist-pro", "paul", key=KEY, token=other)
    assert reply.json["event"]["operator"] == "other"


def test_key_is_known_for_ever(url: str) -> None:
    """Also after a start of the server, ten years later."""
    with running(url) as api:
        api.create(example_account("acme.toml"))
        first = api.change(*BUY, key=KEY)
        token = api.token
    with running(url, now=NOW.replace(year=2036)) as api:
        again = api.change(*BUY, key=KEY, token=token)
    assert (again.status, again.body) == (201, first.body)


def test_key_is_looked_at_before_what_was_seen(acme: Api) -> None:
    """Else whoever repeats a change honestly is told that the account changed: by that change."""
    etag = acme.get("/accounts/acme").headers["etag"]
    first = acme.change(*BUY, key=KEY, headers={"If_Match": etag})
    assert first.status == 201
    again = acme.change(*BUY, key=KEY, headers={"If_Match": etag})
    assert (again.status, again.body) == (201, first.body)
    reply = acme.change("request", "analytics-plus", "hugo", headers={"If_Match": etag})
    assert (reply.status, reply.code) == (412, "CHANGED_MEANWHILE")


def test_key_is_looked_at_before_the_rules(acme: Api) -> None:
    """A purchase that is repeated is no second purchase."""
    acme.change(*BUY, key=KEY)
    assert acme.change(*BUY).code == "REFUSED"
    assert acme.change(*BUY, key=KEY).status == 201


def test_refusal_leaves_the_key_free(api: Api) -> None:
    """Successes alone are kept: once the account allows it the same key records it."""
    api.create(make_account(events=[bought("analytics-plus")]))
    before = api.state()
    reply = api.change("subscribe", "analytics-plus", "olga", account="plain", key=KEY)
    refused(api, reply, 409, "REFUSED", before=before)
    reply = api.change("request", "analytics-plus", "olga", account="nope", key=KEY)
    refused(api, reply, 404, "UNKNOWN_ACCOUNT", before=before)
    assert api.change("quote", "ai-assist", "olga", account="plain", key=KEY).status == 201


def test_mistake_of_the_server_leaves_the_key_free(
    acme: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No 500 is ever replayed, and no half of a change stays."""
    before = acme.state()
    with monkeypatch.context() as patch:
        patch.setattr("addonctl.server.routes.changes.written", lambda _answer: 1 / 0)
        refused(acme, acme.change(*BUY, key=KEY), 500, "INTERNAL", before=before)
    assert acme.change(*BUY, key=KEY).status == 201


def test_what_is_recorded_already_is_200_and_kept(acme: Api) -> None:
    """A person's second request records nothing; the answer is that of its key from then on."""
    first = acme.change("request", "analytics-plus", "hugo")
    state = acme.state()
    second = acme.change("request", "analytics-plus", "hugo", key=KEY)
    assert second.status == 200
    assert (second.json["already"], second.json["recorded"]) == (True, False)
    assert second.json["event"] == first.json["event"]
    assert second.headers["location"] == first.headers["location"]
    assert second.headers["etag"] == first.headers["etag"]
    again = acme.change("request", "analytics-plus", "hugo", key=KEY)
    assert (again.status, again.body) == (200, second.body)
    assert acme.state() == state
