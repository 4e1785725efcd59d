"""Changes of what was bought behind the API: by the token's name, by one key, as from a file."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from addonctl.model.account import Account
from tests.cli.accounts import BOUGHT, MORE
from tests.cli.program import CANARY, NOW, run
from tests.cli.servers.conftest import Change, failure_of, journal_files
from tests.files import write
from tests.stores.api.faulty_server import reply, reset
from tests.stores.api.kept_accounts import problem
from tests.stores.api.recording_accounts import OPERATOR, RecordingAccounts

WHY: Final = ("--reason", "two people joined")
ADD: Final = ("amend", "analytics-plus", *WHY, "--expect-total", MORE)
END: Final = ("amend", "analytics-plus", "--end", "cycle", *WHY, "-y")
VOID: Final = ("amend", "analytics-plus", "--void", "1", *WHY, "-y")
CHANGES: Final = {"more": ADD, "end": END, "void": VOID}
INTENT: Final = {
    "action": "amend",
    "addon": "analytics-plus",
    "reason": "two people joined",
    "as_of": "2026-11-21",
}
FORMS: Final = {
    "screen": (),
    "screen in French": ("--lang", "fr"),
    "markdown": ("-o", "markdown"),
    "quiet": ("-q",),
}


@pytest.fixture
def there() -> RecordingAccounts:
    """Keep an account on which Analytics+ is bought for fewer licences than it has."""
    account = msgspec.convert(tomllib.loads(BOUGHT), Account)
    document: dict[str, Any] = json.loads(msgspec.json.encode(account))
    return RecordingAccounts(document)


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_recorded_there(name: str, there: RecordingAccounts, change: Change) -> None:
    """The event is the server's, of its token, by the key that was sent; nothing is left behind."""
    ran = change(*CHANGES[name], "-a", "acme", "-o", "json")
    assert ran.code == 0, ran
    _, event = there.events
    assert {key: ran.json["event"][key] for key in event} == event
    assert (event["operator"], {event["key"]}) == (OPERATOR, there.keys)
    assert (ran.json["recorded"], ran.json["already"], ran.json["event_number"]) == (True, False, 2)
    assert ran.json["recorded_in"].endswith("/v1/accounts/acme")
    assert journal_files() == []


@pytest.mark.parametrize(
    ("argv", "more"),
    [
        (ADD, {"change": "licenses", "expected_total": MORE}),
        (END, {"change": "end"}),
        (
            ("amend", "Analytics+", "--end", "2027-01-15", *END[4:]),
            {"change": "end", "end": "2027-01-15"},
        ),
        (VOID, {"change": "void", "event": "1"}),
    ],
)
def test_intent_is_what_the_person_saw(
    argv: tuple[str, ...], more: dict[str, Any], there: RecordingAccounts, change: Change
) -> None:
    """The change, the reason, the day and the total; who does it is the token's to say."""
    environ = {"ADDONCTL_OPERATOR": "Anna Weber"}
    assert change(*argv, "-a", "acme", environ=environ).code == 0
    (post,) = there.posts
    assert post.intent == INTENT | more


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CHANGES)
def test_change_looks_as_on_a_file(
    name: str, form: str, there: RecordingAccounts, change: Change, folder: Path
) -> None:
    """The screen is the same but for where the account is, and that nobody states who did it."""
    write(folder, BOUGHT)
    words = (*CHANGES[name], *FORMS[form])
    filed = run(*words, "-a", "a.toml", "--operator", OPERATOR)
    ran = change(*words, "-a", "acme")
    out = ran.out.replace(f"http://{there.host}/v1/accounts/acme", "a.toml")
    for stated in (", stated", ", selon sa déclaration"):
        filed = filed._replace(out=filed.out.replace(f"{OPERATOR}{stated}", OPERATOR))
    assert (ran.code, out, ran.err) == (filed.code, filed.out, filed.err)
    assert ran.code == 0


def test_preview_is_for_every_token(there: RecordingAccounts, change: Change) -> None:
    """Nothing is sent, and its command names no operator."""
    ran = change("amend", "analytics-plus", "-n", "-a", "acme", "-o", "json")
    assert (ran.code, there.posts) == (0, [])
    assert f"--reason TEXT --expect-total {MORE}" in ran.json["amend_command"]
    assert "--operator" not in ran.json["amend_command"]


def test_operator_is_the_token_s(there: RecordingAccounts, change: Change) -> None:
    """To state another one is a mistake, before anything is asked."""
    ran = change(*END, "--operator", "Anna Weber", "-a", "acme")
    assert (ran.code, failure_of(ran)) == (2, "OPERATOR_OF_TOKEN")
    assert there.posts == []


def test_question_names_the_server(there: RecordingAccounts, change: Change) -> None:
    """In its first line; no operator stands in it."""
    ran = change(*END[:-1], "-a", "acme", stdin="n\n", terminal=True)
    assert (ran.code, there.posts) == (130, [])
    assert "http://127.0.0.1:" in ran.err.split("\n")[0]
    assert "stated" not in ran.err


@pytest.mark.parametrize("form", [(), ("--lang", "fr"), ("-o", "markdown"), ("-o", "json")])
@pytest.mark.parametrize("name", CHANGES)
def test_change_that_was_recorded_is_told_by_the_next_run(
    name: str, form: tuple[str, ...], there: RecordingAccounts, change: Change
) -> None:
    """The answer was lost three times: the same command ends it, by the same key, once."""
    there.after = [reset()] * 3
    words = (*CHANGES[name], "-a", "acme")
    ran = change(*words)
    assert (ran.code, len(journal_files())) == (9, 1)
    assert CANARY not in journal_files()[0].read_text("utf-8")
    ran = change(*words, *form)
    assert ran.code == 0, ran
    assert (len(there.events), len(there.keys)) == (2, 1)
    if form == ("-o", "json"):
        assert (ran.json["recorded"], ran.json["already"]) == (False, True)
        assert (ran.json["event_number"], ran.json["event"]["id"]) == (2, "there-2")
        assert ran.json["next"]
    else:
        said = "Déjà enregistré" if "fr" in form else "Already recorded"
        assert ran.out.lstrip("*").startswith(said)
    assert journal_files() == []


def test_others_wrote_after_it(there: RecordingAccounts, change: Change) -> None:
    """What was recorded before their events is shown as decided on those before it."""
    there.after = [reset()] * 3
    assert change(*ADD, "-a", "acme").code == 9
    there.events.append({"kind": "feature_requested", "date": "2026-11-21", "addon": "ai-assist"})
    ran = change(*ADD, "-a", "acme", "-o", "json")
    assert ran.code == 0, ran
    assert (ran.json["event_number"], ran.json["already"]) == (2, True)
    assert ran.json["invoice"]["now"]["total"] == MORE


def test_first_run_is_ended_as_it_was_confirmed(there: RecordingAccounts, change: Change) -> None:
    """The day after, too: with its own day, by its own key; another reason is another change."""
    there.instead = [reset()] * 3
    assert change(*END, "-a", "acme").code == 9
    ran = change(*END, "-a", "acme", "-o", "json", now=NOW + dt.timedelta(hours=23))
    assert (ran.code, ran.json["event"]["date"]) == (0, "2026-11-21")
    assert len(there.keys) == 1
    words = ["another" if word == WHY[1] else word for word in VOID]
    assert change(*words, "-a", "acme").code == 3
    assert len(there.keys) == 1


def test_new_key_gives_the_old_one_up(there: RecordingAccounts, change: Change) -> None:
    """Only there another key is sent, and the rules still know what was recorded."""
    there.after = [reset()] * 3
    assert change(*END, "-a", "acme").code == 9
    ran = change(*END, "-a", "acme", "--new-key")
    assert (ran.code, failure_of(ran), journal_files()) == (3, "ENDS_ALREADY", [])


@pytest.mark.parametrize(
    ("status", "code", "ends"),
    [
        ("403 No", "SCOPE_MISSING", 4),
        ("409 No", "TOTAL_DIFFERS", 8),
        ("409 No", "NOT_BOUGHT", 3),
        ("409 No", "VOID_STOOD_ON", 3),
        ("422 No", "NO_SUCH_EVENT", 5),
        ("422 No", "LICENSES_NEEDED", 2),
        ("422 No", "END_BEFORE_DAY", 2),
        ("422 No", "BODY_INVALID", 70),
    ],
)
def test_what_the_server_decides_otherwise(
    status: str, code: str, ends: int, there: RecordingAccounts, change: Change
) -> None:
    """Its code says how it ends, and nothing is kept."""
    there.instead = [problem(status, code)]
    ran = change(*ADD, "-a", "acme")
    assert ran.code == ends, ran
    assert journal_files() == []
    assert len(there.events) == 1


def test_key_that_stands_for_another_change_tells_both(
    there: RecordingAccounts, change: Change
) -> None:
    """What was sent stands in the message."""
    there.instead = [problem("422 No", "KEY_REUSED")]
    ran = change(*ADD, "-a", "acme")
    assert (ran.code, failure_of(ran)) == (8, "KEY_REUSED")
    assert "analytics-plus, licenses, licences -, reason: two people joined" in " ".join(
        ran.err.split()
    )


def test_answer_about_another_change_is_unknown(there: RecordingAccounts, change: Change) -> None:
    """An event of another kind, add-on or reason isn't what was asked for: 9."""
    assert change(*END, "-a", "acme").code == 0
    good: dict[str, Any] = {
        "schema": "addonctl.amend/1",
        "account": {"id": "acme", "name": "Acme SAS"},
        "event": there.events.pop(),
        "event_number": 2,
        "already": False,
    }
    wrong: tuple[dict[str, Any], ...] = (
        {"kind": "voided"},
        {"reason": "x"},
        {"addon": "ai-assist"},
    )
    for part in wrong:
        event = good["event"] | part
        there.instead = [reply(good | {"event": event}, status="201 Created")]
        ran = change(*END, "-a", "acme")
        assert (ran.code, failure_of(ran)) == (9, "CHANGE_UNKNOWN"), part
        for file in journal_files():
            file.unlink()


def test_doctor_prints_the_command_that_ends_it(there: RecordingAccounts, change: Change) -> None:
    """With its options and its reason, ready to be pasted."""
    there.instead = [reset()] * 3
    argv = ("amend", "analytics-plus", "--end", "2027-01-15", *END[4:])
    assert change(*argv, "-a", "acme").code == 9
    ran = run("doctor", "-o", "json")
    commands = [each for check in ran.json["checks"] for each in check["commands"]]
    (command,) = [each for each in commands if "amend" in each]
    assert "--end 2027-01-15 --reason 'two people joined'" in command
