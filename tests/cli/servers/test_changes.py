"""Changes of accounts behind the API: recorded there, once, and shown as from a file."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.accounts import ACCOUNT, TOTAL
from tests.cli.program import CANARY, Ran, run
from tests.cli.servers.conftest import Ask, Change, Serve, failure_of, journal_files
from tests.files import write
from tests.stores.api.faulty_server import reply
from tests.stores.api.kept_accounts import problem
from tests.stores.api.recording_accounts import OPERATOR, RecordingAccounts

BUY: Final = ("subscribe", "analytics-plus", "--as", "marie", "--expect-total", TOTAL)
TRY: Final = ("trial", "analytics-plus", "--as", "paul", "-y")
REQUEST: Final = ("request", "ai-assist", "--as", "zoe")
QUOTE: Final = ("quote", "ai-assist", "--as", "marie", "--reading", "fr-table", "-y")
CHANGES: Final = {each[0]: each for each in (BUY, TRY, REQUEST)}
FORMS: Final = {
    "screen": (),
    "screen in French": ("--lang", "fr"),
    "markdown": ("-o", "markdown"),
    "quiet": ("-q",),
}


def plain(ran: Ran, *pairs: tuple[str, str]) -> tuple[int, str, str]:
    """Return a run with one name for where the account is."""
    out, err = ran.out, ran.err
    for old, new in pairs:
        out, err = out.replace(old, new), err.replace(old, new)
    return ran.code, out, err


def of_others(kind: str = "feature_requested", by: str = "tom") -> dict[str, Any]:
    """Make an event that somebody else records meanwhile."""
    return {"kind": kind, "date": "2026-11-20", "addon": "ai-assist", "by": by, "id": f"by-{by}"}


def test_purchase_is_recorded_there(there: RecordingAccounts, change: Change) -> None:
    """The event is the server's, of its token, by the key that was sent."""
    ran = change(*BUY, "-a", "acme", "-o", "json")
    assert ran.code == 0, ran
    (event,) = there.events
    assert {name: ran.json["event"][name] for name in event} == event
    assert event["operator"] == OPERATOR
    assert {event["key"]} == there.keys
    assert (ran.json["recorded"], ran.json["already"], ran.json["event_number"]) == (True, False, 1)
    assert ran.json["recorded_in"].endswith("/v1/accounts/acme")
    assert journal_files() == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("action", CHANGES)
def test_change_looks_as_on_a_file(
    action: str, form: str, there: RecordingAccounts, change: Change, folder: Path
) -> None:
    """The screen is the same but for where the account is."""
    write(folder, ACCOUNT)
    words = (*CHANGES[action], *FORMS[form])
    filed = run(*words, "-a", "a.toml")
    ran = change(*words, "-a", "acme")
    url = f"http://{there.host}/v1/accounts/acme"
    assert plain(ran, (url, "a.toml")) == plain(filed)
    assert ran.code == 0


def test_intent_is_what_the_person_saw(there: RecordingAccounts, change: Change) -> None:
    """Ids, the day and the total; what wasn't given is left to the server."""
    assert change(*BUY, "-a", "acme").code == 0
    (post,) = there.posts
    assert post.intent == {
        "action": "subscribe",
        "addon": "analytics-plus",
        "user": "marie",
        "as_of": "2026-11-21",
        "expected_total": TOTAL,
    }


def test_total_that_was_shown_is_expected(there: RecordingAccounts, change: Change) -> None:
    """Of a purchase that was asked about, too: the server records no other one."""
    words = ("subscribe", "analytics-plus", "--as", "marie", "-a", "acme")
    ran = change(*words, stdin="acme\n", terminal=True, encoding="utf-8")
    assert ran.code == 0, ran
    assert there.posts[0].intent["expected_total"] == TOTAL


def test_question_names_the_server_first(
    there: RecordingAccounts, change: Change, folder: Path
) -> None:
    """In its first line; of a file that line is as it was."""
    words = ("trial", "analytics-plus", "--as", "paul")
    ran = change(*words, "-a", "acme", stdin="n\n", terminal=True)
    assert ran.code == 130
    first = ran.err.split("\n")[0]
    assert "http://127.0.0.1:" in first
    assert there.posts == []
    write(folder, ACCOUNT)
    filed = run(*words, "-a", "a.toml", stdin="n\n", terminal=True)
    assert first.startswith(filed.err.split("\n")[0])
    assert "http" not in filed.err.split("\n")[0]


def test_others_wrote_meanwhile(there: RecordingAccounts, change: Change) -> None:
    """What was recorded behind their events is shown as decided on these, by its own number."""
    there.before_recording = [of_others()]
    ran = change(*REQUEST, "-a", "acme", "-o", "json")
    assert ran.code == 0, ran
    assert ran.json["event_number"] == 2
    assert "Tom Roux" in ran.json["notify"]["message"]["en"]
    assert "Zoé Martin" in ran.json["notify"]["message"]["en"]


def test_note_is_of_what_was_recorded(
    there: RecordingAccounts, change: Change, folder: Path
) -> None:
    """The owners' note names those who asked meanwhile, too."""
    there.before_recording = [of_others()]
    ran = change(*REQUEST, "-a", "acme", "--note", "note.eml")
    assert ran.code == 0, ran
    assert "Tom Roux" in (folder / "note.eml").read_text("utf-8")


def test_somebody_else_requested_meanwhile(there: RecordingAccounts, change: Change) -> None:
    """A request that the server finds recorded is so for everybody."""
    there.before_recording = [of_others(by="zoe")]
    ran = change(*REQUEST, "-a", "acme", "-o", "json")
    assert ran.code == 0, ran
    assert (ran.json["recorded"], ran.json["already"], ran.json["event_number"]) == (False, True, 1)
    assert ran.json["event"]["id"] == "by-zoe"
    assert ran.json["notify"] is None


def test_answer_that_cannot_be_shown_is_recorded_all_the_same(
    serve: Serve, ask: Ask, there: RecordingAccounts, acme: dict[str, Any]
) -> None:
    """Where the account can't be read again the exit code is that of what was recorded."""
    there.before_recording = [of_others()]
    gone = reply(status="401 No", media=None)
    server = serve(rulebook=reply(there.rulebook), acme=[reply(acme), gone], events=there)
    ran = ask(server, *REQUEST, "-a", "acme")
    assert (ran.code, ran.out) == (0, "")
    assert "as event there-2. The answer couldn't be shown" in ran.err
    assert "doesn't take the token" in ran.err
    assert "addonctl history -a acme" in ran.err


def test_server_refuses_what_was_allowed(there: RecordingAccounts, change: Change) -> None:
    """Its words and its decision, with what was seen here; nothing is recorded or kept."""
    there.before_recording = [of_others("subscribed") | {"addon": "analytics-plus"}]
    ran = change(*TRY, "-a", "acme")
    assert (ran.code, failure_of(ran)) == (3, "REFUSED")
    assert "as the account was read here, it was allowed" in ran.err
    assert "decided that, and recorded nothing" in ran.err
    there.account["events"] = []
    there.before_recording = [of_others("subscribed") | {"addon": "analytics-plus"}]
    ran = change(*TRY, "-a", "acme", "-o", "json", "--lang", "fr")
    assert ran.error["decision"]["allowed"] is False
    assert journal_files() == []
    assert len(there.keys) == 2


def test_server_has_another_total(
    there: RecordingAccounts, serve: Serve, ask: Ask, acme: dict[str, Any]
) -> None:
    """Both figures: what was seen here, and what the server computes."""
    there.account["prices"] = {"analytics-plus": {"unit_price": "16.00", "per": "month"}}
    server = serve(rulebook=reply(there.rulebook), acme=reply(acme), events=there)
    ran = ask(server, *BUY, "-a", "acme")
    assert (ran.code, failure_of(ran)) == (8, "TOTAL_DIFFERS")
    assert "74.88" in ran.err
    assert f"here it came to {TOTAL}" in ran.err
    assert there.events == []
    assert journal_files() == []


def test_server_that_records_nothing(change: Change, there: RecordingAccounts) -> None:
    """API_READ_ONLY before anything is sent; looking ahead works."""
    there.rulebook["records"] = False
    ran = change(*TRY, "-a", "acme")
    assert (ran.code, failure_of(ran)) == (7, "API_READ_ONLY")
    assert change(*TRY, "-a", "acme", "-n").code == 0
    assert there.posts == []
    assert journal_files() == []


def test_change_to_another_origin_sends_nothing(serve: Serve, ask: Ask) -> None:
    """Exit code 4 before anything is sent; without a question, too."""
    own, other = serve(), serve(rulebook=reply({}))
    ran = ask(own, *TRY, "-a", f"{other.url}/v1/accounts/acme")
    assert (ran.code, failure_of(ran)) == (4, "TOKEN_MISSING")
    assert own.requests + other.requests == []


def test_dry_run_sends_and_keeps_nothing(there: RecordingAccounts, change: Change) -> None:
    """It looks ahead, and leaves what an earlier run began to the next one."""
    assert change(*BUY, "-a", "acme", "-n").code == 0
    assert there.posts == []
    assert journal_files() == []


def test_no_input_and_yes_are_as_on_files(there: RecordingAccounts, change: Change) -> None:
    """A question that can't be asked is 2, before anything is kept or sent."""
    ran = change("trial", "analytics-plus", "--as", "paul", "-a", "acme", "--no-input")
    assert (ran.code, failure_of(ran)) == (2, "QUESTION_NEEDS_FLAG")
    assert there.posts == []
    assert journal_files() == []
    assert change(*TRY, "-a", "acme", "--no-input").code == 0


def test_operator_is_the_token(there: RecordingAccounts, change: Change) -> None:
    """Whatever the setting says: it is a statement, and a server knows whom it talks to."""
    ran = change(*TRY, "-a", "acme", "-o", "json", environ={"ADDONCTL_OPERATOR": "somebody"})
    assert ran.json["event"]["operator"] == OPERATOR
    assert not any(b"somebody" in request for request in there.requests)


def test_key_is_no_secret_and_the_token_is_nowhere(
    there: RecordingAccounts, change: Change
) -> None:
    """The token stands in the header of each request and in nothing else."""
    change(*BUY, "-a", "acme", "-vvv")
    assert there.requests
    for request in there.requests:
        head, _, body = request.partition(b"\r\n\r\n")
        assert head.count(CANARY.encode()) == 1
        assert CANARY.encode() not in body


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "an event of 2 Dec 2026 (2026-12-02T09:00:00Z), not of 1 Jan 2027."),
        ("fr", "un événement du 2 déc. 2026 (2026-12-02T09:00:00Z), non du 1er janv. 2027."),
    ],
)
def test_dates_of_a_refusal_are_written_as_here(
    language: str, shown: str, there: RecordingAccounts, change: Change
) -> None:
    """The server's words have those of programs; what is no date of a sentence stays as it is."""
    words = {
        "en": "an event of 2026-12-02 (2026-12-02T09:00:00Z), not of 2027-01-01.",
        "fr": "un événement du 2026-12-02 (2026-12-02T09:00:00Z), non du 2027-01-01.",
    }
    hint = dict.fromkeys(words, 'look at e-2026-12-02, "2026-12-02" and 2026-02-30')
    there.instead = [problem("409 No", "DATE_BEFORE_EVENTS", message=words, hint=hint)] * 2
    ran = change(*TRY, "-a", "acme", "--lang", language)
    told = " ".join(ran.err.split())
    assert shown.removesuffix(".") in told
    assert 'look at e-2026-12-02, "2026-12-02" and 2026-02-30' in told
    asked = change(*TRY, "-a", "acme", "-o", "json")
    assert asked.error["message"] == words
