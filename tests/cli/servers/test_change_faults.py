"""A server that misbehaves while a change is sent: once recorded or not at all, or exit code 9.

Whatever is tried again has the key of the first try; what isn't known is never called undone.
"""

from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from tests.cli.accounts import TOTAL
from tests.cli.program import CANARY, run
from tests.cli.servers.conftest import Ask, Change, Serve, failure_of, journal_files
from tests.stores.api.faulty_server import (
    Exchange,
    FaultyServer,
    Manner,
    drip,
    flood,
    raw,
    reply,
    reset,
    silence,
)
from tests.stores.api.kept_accounts import problem
from tests.stores.api.recording_accounts import RecordingAccounts
from tests.stores.api.waiting import IMPATIENT, NotedWaits

pytestmark = pytest.mark.once

BUY: Final = ("subscribe", "analytics-plus", "-a", "acme", "--as", "marie", "--expect-total", TOTAL)
HEAD: Final = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
NO_BODY: Final = "we-never-echo-this"
PAGE: Final = reply(b"<html>" + NO_BODY.encode(), media="text/html")


class End(NamedTuple):
    """How a change ends: its exit code and failure, how often it was sent, whether it is kept."""

    code: int
    failure: str
    sent: int = 1
    is_kept: bool = False
    says: str = ""


UNKNOWN: Final = End(9, "CHANGE_UNKNOWN", is_kept=True)
THRICE: Final = UNKNOWN._replace(sent=3)
NO_ANSWER: Final[dict[str, tuple[Manner, End]]] = {
    "reset": (reset(), THRICE),
    "reset in the headers": (reset(HEAD), THRICE),
    "closed": (raw(b""), THRICE),
    "half an answer": (reply(b"{}", length=9), THRICE),
    "two lengths": (raw(HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), THRICE),
    "silence": (silence, UNKNOWN._replace(says="in time")),
    "headers that drip": (drip(HEAD, b"X: y\r\n"), UNKNOWN._replace(says="in time")),
    "a body that drips": (drip(HEAD + b"\r\n", b" "), UNKNOWN._replace(says="in time")),
    "3 MB": (reply(b"1" * 3_000_000), UNKNOWN._replace(says="1048576 bytes")),
    "an endless body": (flood(HEAD + b"\r\n", b" " * 65_536), UNKNOWN._replace(says="a body")),
    "a header of 200 KB": (
        reply({}, headers={"X": "y" * 200_000}),
        UNKNOWN._replace(says="headers of more than 65536 bytes"),
    ),
    "a bomb": (reply(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), UNKNOWN),
    "a page of a network": (PAGE, UNKNOWN._replace(says="isn't JSON: its media type is text/html")),
    "no content": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), UNKNOWN._replace(says="isn't JSON")),
    "text": (reply(b"{}", media="text/plain"), UNKNOWN._replace(says="text/plain")),
    "broken JSON": (reply(b'{"schema": ', status="201 Created"), UNKNOWN),
    "a list": (reply([], status="201 Created"), UNKNOWN),
    "another status": (reply({}, status="299 Hm"), UNKNOWN._replace(says="status 299")),
    "a redirect": (reply(status="307 There", headers={"Location": "/x"}, media=None), UNKNOWN),
    "bad gateway": (reply(status="502 Way", media=None), THRICE._replace(says="status 502")),
    "busy, or somebody on the way": (reply(status="503 Busy", media=None), THRICE),
    "gateway timeout": (reply(status="504 Late", media=None), THRICE._replace(says="status 504")),
    "a key in use": (problem("409 Conflict", "KEY_IN_USE"), THRICE._replace(says="still at work")),
    "a commit that was lost": (problem("500 Oh", "COMMIT_LOST"), THRICE),
}
"""What comes in the place of an answer once the change is there."""
ENDLESS: Final = {"silence", "headers that drip", "a body that drips"}
NOTHING_DONE: Final[dict[str, tuple[Manner, End]]] = {
    "busy": (problem("503 Busy", "BUSY"), End(7, "API_BUSY", sent=3)),
    "too many requests": (problem("429 Slow", "RATE_LIMITED"), End(7, "API_BUSY", sent=3)),
    "no such token": (problem("401 No", "TOKEN_INVALID"), End(4, "TOKEN_INVALID")),
    "a token that may not": (problem("403 No", "SCOPE_MISSING"), End(4, "SCOPE_MISSING")),
    "no such account": (
        reply(status="404 No", media=None),
        End(5, "UNKNOWN_ACCOUNT", says="check the id, and which API is set"),
    ),
    "a day that has not come there": (
        problem("422 No", "DATE_AFTER_TODAY"),
        End(2, "DATE_AFTER_TODAY", says="compare both clocks with addonctl doctor"),
    ),
    "no such account in words": (problem("404 No", "UNKNOWN_ACCOUNT"), End(5, "UNKNOWN_ACCOUNT")),
    "no such method": (
        reply(status="405 No", media=None),
        End(7, "API_READ_ONLY", says="doesn't know how to record"),
    ),
    "refused": (problem("409 Conflict", "REFUSED", decision={}), End(3, "REFUSED")),
    "another total": (problem("409 Conflict", "TOTAL_DIFFERS"), End(8, "TOTAL_DIFFERS")),
    "an earlier day": (problem("409 Conflict", "DATE_BEFORE_EVENTS"), End(8, "DATE_BEFORE_EVENTS")),
    "changed": (problem("412 No", "CHANGED_MEANWHILE"), End(8, "CHANGED_MEANWHILE")),
    "changed without words": (reply(status="412 No", media=None), End(8, "CHANGED_MEANWHILE")),
    "no such add-on": (problem("422 No", "UNKNOWN_ADDON"), End(5, "UNKNOWN_ADDON")),
    "no such user": (problem("422 No", "UNKNOWN_USER"), End(5, "UNKNOWN_USER")),
    "licences": (problem("422 No", "LICENSES_TOO_MANY"), End(2, "LICENSES_TOO_MANY")),
    "a day to come": (problem("422 No", "DATE_AFTER_TODAY"), End(2, "DATE_AFTER_TODAY")),
    "no price": (problem("422 No", "NO_PRICE"), End(6, "NO_PRICE")),
    "before the anchor": (problem("422 No", "BEFORE_FIRST_CYCLE"), End(6, "BEFORE_FIRST_CYCLE")),
    "a wrong account": (problem("422 No", "ACCOUNT_INVALID"), End(6, "ACCOUNT_INVALID")),
    "a wrong body": (problem("422 No", "BODY_INVALID"), End(70, "API_MISTAKE")),
    "no JSON": (problem("415 No", "NOT_JSON"), End(70, "API_MISTAKE")),
    "a wrong parameter": (problem("400 No", "PARAMETER_INVALID"), End(70, "API_MISTAKE")),
    "a wrong key": (problem("400 No", "KEY_INVALID"), End(70, "API_MISTAKE")),
    "no key": (problem("400 No", "KEY_NEEDED"), End(70, "API_MISTAKE")),
    "an unknown problem": (problem("409 Conflict", "MOON_FULL"), End(7, "API_PROBLEM")),
}
"""What says that nothing was recorded."""


def ended(
    there: RecordingAccounts,
    change: Change,
    end: End,
    *argv: str,
    **options: Any,  # noqa: ANN401
) -> None:
    """See that a change ends so, sent by one key, with nothing of a body shown."""
    ran = change(*(argv or BUY), **options)
    assert (ran.code, failure_of(ran)) == (end.code, end.failure), ran
    assert end.says in " ".join(ran.err.split()), ran
    assert NO_BODY not in ran.err
    assert len(there.posts) == end.sent
    assert len(there.keys) == 1
    assert bool(journal_files()) == end.is_kept
    if end.code == 9:
        assert there.posts[0].key in ran.err
        assert "addonctl" in ran.err


@pytest.mark.parametrize("is_recorded", [False, True], ids=["not recorded", "recorded"])
@pytest.mark.parametrize("name", NO_ANSWER)
def test_answer_that_does_not_come(
    name: str, there: RecordingAccounts, change: Change, *, is_recorded: bool
) -> None:
    """Nobody knows whether it is recorded: 9, the entry stays, and repeating ends it once."""
    manner, end = NO_ANSWER[name]
    (there.after if is_recorded else there.instead).extend([manner] * 3)
    ended(there, change, end, patience=IMPATIENT if name in ENDLESS else None)
    there.after, there.instead = [], []
    ran = change(*BUY, "-o", "json")
    assert ran.code == 0, ran
    assert (ran.json["recorded"], ran.json["already"]) == (not is_recorded, is_recorded)
    assert len(there.events) == 1
    assert len(there.keys) == 1
    assert journal_files() == []


@pytest.mark.parametrize("name", NOTHING_DONE)
def test_answer_that_says_no(name: str, there: RecordingAccounts, change: Change) -> None:
    """What is refused is over: its exit code says what it was, and nothing is kept."""
    manner, end = NOTHING_DONE[name]
    there.instead = [manner] * 3
    ended(there, change, end)
    assert there.events == []


@pytest.mark.parametrize(
    "form", [("-o", "json"), ("--lang", "fr"), ("-q",), ("-vvv",)], ids=" ".join
)
@pytest.mark.parametrize("name", [each for each in NO_ANSWER | NOTHING_DONE if each != "refused"])
def test_every_end_is_told_in_every_form(
    name: str, form: tuple[str, ...], there: RecordingAccounts, change: Change
) -> None:
    """As JSON with all its keys, in French, however quiet or loud; the token is in none.

    A refusal has a whole decision, as `test_server_refuses_what_was_allowed` sees.
    """
    manner, end = (NO_ANSWER | NOTHING_DONE)[name]
    there.instead = [manner] * 3
    ran = change(*BUY, *form, patience=IMPATIENT if name in ENDLESS else None)
    assert ran.code == end.code, ran
    if "json" in form:
        assert ran.error["code"] == end.failure


def test_answer_that_was_dropped_is_asked_for_again(
    there: RecordingAccounts, change: Change, waits: NotedWaits
) -> None:
    """Recorded and then cut off: the same key gets the stored answer, and it is this run's."""
    there.after = [reset(), raw(b"")]
    ran = change(*BUY, "-o", "json")
    assert ran.code == 0, ran
    assert (ran.json["recorded"], ran.json["already"]) == (True, False)
    assert (len(there.posts), len(there.keys), len(there.events)) == (3, 1, 1)
    assert waits.slept == [0.375, 0.75]


def test_busy_server_is_asked_again_by_the_same_key(
    there: RecordingAccounts, change: Change, waits: NotedWaits
) -> None:
    """Twice 503, then recorded: three tries, one key, one purchase."""
    busy = reply(status="503 Busy", media=None)
    there.instead = [busy, busy]
    assert change(*BUY).code == 0
    assert (len(there.posts), len(there.keys), len(there.events)) == (3, 1, 1)
    assert waits.slept == [0.375, 0.75]


def test_server_says_how_long_to_wait(
    there: RecordingAccounts, change: Change, waits: NotedWaits
) -> None:
    """Retry-After is kept to, as long as somebody would wait; then it is 7, nothing recorded."""
    there.instead = [reply(status="429 Slow", media=None, headers={"Retry-After": "2"})]
    assert change(*BUY).code == 0
    assert waits.slept == [2]
    there.instead = [reply(status="429 Slow", media=None, headers={"Retry-After": "3600"})]
    ran = change("request", "ai-assist", "-a", "acme", "--as", "zoe")
    assert (ran.code, failure_of(ran)) == (7, "API_BUSY")
    assert "it asks to wait 3,600 seconds; nothing was changed" in ran.err
    assert waits.slept == [2]
    assert journal_files() == []


def test_server_that_is_busy_after_an_unclear_try(there: RecordingAccounts, change: Change) -> None:
    """What may be recorded isn't called undone by what comes after it."""
    for later in (
        reply(status="503 Busy", media=None),
        problem("401 No", "TOKEN_INVALID"),
        problem("400 No", "KEY_INVALID"),
    ):
        there.instead, there.after = [None, later, later], [reset()]
        ran = change(*BUY)
        assert (ran.code, failure_of(ran)) == (9, "CHANGE_UNKNOWN")
        assert len(journal_files()) == 1
        there.instead = []
        assert change(*BUY).code == 0
        there.account["events"] = []


def test_refusal_after_an_unclear_try_is_one(there: RecordingAccounts, change: Change) -> None:
    """A server looks at the key before its rules: what it refuses it hadn't recorded."""
    there.instead = [reset(), problem("409 Conflict", "REFUSED")]
    ended(there, change, End(3, "REFUSED", sent=2))


def test_failure_that_is_stored_for_the_key(there: RecordingAccounts, change: Change) -> None:
    """Whatever is repeated gets it again: look first, and only then another key.

    Where the event that was recorded has the key, the next run finds it by itself.
    """
    mistake = reply(status="500 Oh", media=None)
    there.after = [mistake] * 9
    key = ""
    for count in (3, 6):
        ended(there, change, End(9, "CHANGE_STUCK", sent=count, is_kept=True, says="--new-key"))
        key = there.events[0].pop("key", "") or key  # as of a server that keeps it elsewhere
    (entry,) = journal_files()
    kept = entry.read_bytes()
    there.events[0]["key"] = key
    assert change(*BUY, "-o", "json").json["already"] is True
    assert (len(there.posts), journal_files()) == (6, [])
    entry.write_bytes(kept)
    entry.chmod(0o600)
    del there.events[0]["key"]
    there.after = []
    ran = change(*BUY, "--new-key")
    assert (ran.code, failure_of(ran)) == (3, "REFUSED")  # the rules know what was recorded
    assert len(there.events) == 1
    assert journal_files() == []


def test_key_that_stands_for_another_change(there: RecordingAccounts, change: Change) -> None:
    """Both changes are told, it is never tried again, and only --new-key ends it."""
    words = {"en": "it was used for trial", "fr": "elle a servi à un essai"}
    there.instead = [problem("422 No", "KEY_REUSED", why=words)] * 2
    end = End(8, "KEY_REUSED", is_kept=True, says="it was used for trial")
    ended(there, change, end)
    ended(there, change, end._replace(sent=2, says="sent was: subscribe, analytics-plus, by marie"))
    assert change(*BUY, "--new-key").code == 0
    assert len(there.keys) == 2


@pytest.mark.parametrize("place", ["client.problem_of", "changes.outcome_of"])
def test_mistake_of_ours_after_sending_is_told_as_one(
    place: str,
    there: RecordingAccounts,
    change: Change,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Nobody knows what became of it, so 9 and the same key again; a report says where it was."""
    there.after = [problem("500 Oh", "COMMIT_LOST")]

    def fail(*_: object) -> None:
        raise KeyError(NO_BODY)

    with monkeypatch.context() as patched:
        patched.setattr(f"addonctl.stores.api.{place}", fail)
        ran = change(*BUY, environ={"XDG_STATE_HOME": str(tmp_path)})
    assert (ran.code, failure_of(ran)) == (9, "CHANGE_UNKNOWN")
    (report,) = tmp_path.glob("addonctl-report-*.txt")
    told = ran.err.replace("\n", "").replace(" ", "")
    assert f"addonctlmadeamistakeofitsown(report{report})" in told
    assert "interrupted" not in ran.err
    assert "KeyError" in report.read_text("utf-8")
    assert NO_BODY not in ran.err + report.read_text("utf-8")
    assert change(*BUY, environ={"XDG_STATE_HOME": str(tmp_path)}).code == 0
    assert (len(there.keys), len(there.events)) == (1, 1)


def test_mistake_of_ours_before_sending_leaves_nothing(
    there: RecordingAccounts, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a bug as any: nothing was sent, and nothing is kept."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError

    monkeypatch.setattr("addonctl.stores.api.client.Client.post", fail)
    ran = change(*BUY)
    assert (ran.code, failure_of(ran)) == (70, "INTERNAL")
    assert (there.posts, journal_files()) == ([], [])


def test_answer_about_something_else(there: RecordingAccounts, change: Change) -> None:
    """Another account, action, add-on, person or day: not what was asked for, so 9."""
    assert change(*BUY, "-o", "json").code == 0
    (event,) = there.events
    good = {
        "schema": "addonctl.subscribe/1",
        "account": {"id": "acme", "name": "Acme SAS"},
        "event": event,
        "event_number": 1,
        "already": False,
    }
    wrong: tuple[dict[str, Any], ...] = (
        {"schema": "addonctl.trial/1"},
        {"account": {"id": "other"}},
        {"event": event | {"kind": "trial_started"}},
        {"event": event | {"addon": "ai-assist"}},
        {"event": event | {"by": "paul"}},
        {"event": event | {"date": "2026-11-20"}},
        {"event": event | {"date": "yesterday"}},
        {"event": {}},
        {"event_number": 0},
        {"event_number": "1"},
        {"already": None},
    )
    for part in wrong:
        there.account["events"] = []
        there.instead = [reply(good | part, status="201 Created")]
        ran = change(*BUY)
        assert (ran.code, failure_of(ran)) == (9, "CHANGE_UNKNOWN"), part
        assert "isn't about what was asked for" in ran.err
        for file in journal_files():
            file.unlink()
    there.instead = [reply(good | {"more": [1], "event": event | {"new": 1}}, status="201 Created")]
    assert change(*BUY).code == 0


def test_answer_with_other_amounts(there: RecordingAccounts, change: Change) -> None:
    """What was confirmed is never shown as recorded where the server says something else."""
    assert change(*BUY, "-o", "json").code == 0
    answer = {
        "schema": "addonctl.subscribe/1",
        "account": {"id": "acme"},
        "event": there.events.pop() | {"total": "1.00"},
        "event_number": 1,
        "already": False,
    }
    there.instead = [reply(answer, status="201 Created")]
    ran = change(*BUY)
    assert (ran.code, ran.out) == (0, "")
    assert "as event there-1. The answer couldn't be shown" in ran.err
    assert journal_files() == []


def test_nobody_listens(serve: Serve, ask: Ask, there: RecordingAccounts, acme: object) -> None:
    """Nothing was sent: three tries, 7, and nothing is kept."""
    servers = list[FaultyServer]()

    def answer_and_close(exchange: Exchange) -> None:
        servers[0].stop_listening()
        reply(acme)(exchange)

    servers.append(serve(rulebook=reply(there.rulebook), acme=answer_and_close))
    ran = ask(servers[0], *BUY)
    assert (ran.code, failure_of(ran)) == (7, "API_UNREACHABLE"), ran
    assert "tried 3 times" in ran.err
    assert journal_files() == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ADDONCTL_API_URL": "https://user:PW@host/?token=T"}, 4),
        ({"ADDONCTL_TOKEN": "a token\nof two lines"}, 4),
        ({"ADDONCTL_TOKEN": "jeton-très-secret"}, 4),
        ({"ADDONCTL_TOKEN": "short"}, 4),
    ],
)
def test_address_or_token_that_cannot_be_one(
    given: dict[str, str], code: int, there: RecordingAccounts, change: Change
) -> None:
    """It is refused before anything is sent, and shown nowhere."""
    ran = change(*BUY, environ=given)
    assert ran.code == code
    for secret in ("PW", "token=T", "two lines", "très", "short"):
        assert secret not in ran.err.replace("too short", "")
    assert there.requests == []
    assert journal_files() == []


@pytest.mark.parametrize(
    "account", ["a?role=owner", "a#x", "%2e%2e", "a b", "x" * 300, "-", "a\nb"]
)
def test_id_that_is_none(account: str, there: RecordingAccounts, change: Change) -> None:
    """It is refused by its pattern: nothing of it comes into a path."""
    ran = change("trial", "analytics-plus", "--as", "paul", "-y", "-a", account)
    assert ran.code == 2
    assert there.requests == []


def test_clock_of_the_server_is_its_own(there: RecordingAccounts, change: Change) -> None:
    """A date of years ago in its headers changes nothing of what is computed here."""
    there.headers = {"Date": "Tue, 21 Nov 2000 09:00:00 GMT"}
    assert change(*BUY).code == 0
    assert there.posts[0].intent["as_of"] == "2026-11-21"


def test_environment_of_a_stranger(there: RecordingAccounts, change: Change, serve: Serve) -> None:
    """Proxies and authorities of the environment are left aside when something is sent, too."""
    evil = serve()
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    environ = dict.fromkeys(names, evil.url) | {"SSL_CERT_FILE": "/dev/null"}
    assert change(*BUY, environ=environ).code == 0
    assert evil.requests == []
    assert len(there.events) == 1


def test_server_that_is_not_set_gets_no_token(there: RecordingAccounts, serve: Serve) -> None:
    """Without a token that belongs to it nothing is sent to a server, whoever it is."""
    server = serve(rulebook=reply(there.rulebook))
    address = f"{server.url}/v1/accounts/acme"
    words = ("trial", "analytics-plus", "--as", "paul", "-y", "-a", address)
    ran = run(*words, environ={"ADDONCTL_TOKEN": CANARY})
    assert (ran.code, failure_of(ran)) == (4, "TOKEN_MISSING")
    assert not any(b"POST" in request for request in server.requests)
