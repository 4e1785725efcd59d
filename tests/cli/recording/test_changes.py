"""The four commands that change something: what they record, and what they leave alone."""

import json
import tomllib
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, BOUGHT, TOTAL, changed
from tests.cli.command_lines import FORMS, ON
from tests.cli.program import Ran, events_of, run
from tests.cli.refusals import AMEND, MANNERS, Row, refuse, rows
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
SUBSCRIBE = ("subscribe", "analytics-plus", "--as", "marie", *ON)
TRIAL = ("trial", "analytics-plus", "--as", "marie", *ON)
QUOTE = ("quote", "ai-assist-pro", "--as", "marie", *ON)
REQUEST = ("request", "analytics-plus", "--as", "paul", *ON)
CHANGES = {
    "subscribed": (*SUBSCRIBE, "--expect-total", TOTAL),
    "trial_started": (*TRIAL, "--yes"),
    "quote_requested": (*QUOTE, "-y"),
    "feature_requested": REQUEST,
}
AS_JSON = json.dumps(tomllib.loads(ACCOUNT), default=str)
CHANGED = pytest.mark.parametrize(("kind", "argv"), CHANGES.items(), ids=CHANGES)
CONFLICTS = [
    Row(
        "another-total",
        8,
        "TOTAL_DIFFERS",
        ("the total is 70.20 EUR, you expected 70.21 EUR", "9 of 30 days", "--expect-total 70.20"),
        argv=(*SUBSCRIBE, "--expect-total", "70.21"),
    ),
    Row(
        "another-total-dry",
        8,
        "TOTAL_DIFFERS",
        ("70.20 EUR", "you expected 0.00 EUR"),
        argv=(*SUBSCRIBE, "--expect-total", "0", "-n"),
    ),
    Row(
        "before-the-newest-event",
        8,
        "DATE_BEFORE_EVENTS",
        ("2026",),
        ACCOUNT
        + '[[events]]\nkind = "feature_requested"\ndate = 2026-11-22\naddon = "ai-assist"\n',
        argv=CHANGES["subscribed"],
    ),
    Row(
        "events-in-one-value",
        6,
        "EVENTS_NOT_BLOCKS",
        ("a.toml:1:", "[[events]]"),
        "events = []\n" + ACCOUNT,
        argv=CHANGES["subscribed"],
    ),
    Row(
        "too-large",
        7,
        "TOO_LARGE_AFTER",
        ("262144", "nothing was changed"),
        ACCOUNT + "#" * (262_144 - len(ACCOUNT.encode()) - 40) + "\n",
        argv=CHANGES["subscribed"],
    ),
    Row(
        "amend-too-large",
        7,
        "TOO_LARGE_AFTER",
        ("262144", "nothing was changed"),
        BOUGHT + "#" * (262_144 - len(BOUGHT.encode()) - 40) + "\n",
        argv=AMEND,
    ),
]


def _state(addon: str) -> str:
    addons = run("catalog", *ON, "-o", "json").json["addons"]
    return next(str(each["state"]) for each in addons if each["id"] == addon)


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows(CONFLICTS))
def test_conflict_stops_before_anything_is_written(row: Row, error_format: str) -> None:
    """Another total, an earlier date or a file that can't take an event leaves all as it was."""
    refuse(row, error_format)


@CHANGED
def test_change_appends_one_event(account: Path, kind: str, argv: tuple[str, ...]) -> None:
    """The old bytes stay in front; what follows is one event that says who, what and when."""
    before = account.read_bytes()
    ran = run(*argv)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Recorded: ")
    after = account.read_bytes()
    assert after.startswith(before)
    (event,) = tomllib.loads(after.decode())["events"]
    assert event["kind"] == kind
    assert event["by"] == ("paul" if kind == "feature_requested" else "marie")
    assert str(event["date"]) == "2026-11-21"
    assert event["at"].isoformat() == "2026-11-21T09:00:00+00:00"
    assert event["policy_reading"] == "strict"


@CHANGED
def test_history_says_what_the_answer_said(kind: str, argv: tuple[str, ...]) -> None:
    """The event of the answer is the event that is read again, key by key."""
    answer = run(*argv, "-o", "json").json
    assert answer["event"]["kind"] == kind
    assert (answer["recorded"], answer["already"], answer["dry_run"]) == (True, False, False)
    assert events_of() == [answer["event"]]


@CHANGED
@pytest.mark.parametrize("form", FORMS)
def test_dry_run_does_all_but_record(
    account: Path, kind: str, argv: tuple[str, ...], form: str
) -> None:
    """A dry run answers with what would be, records nothing and makes no lock."""
    words = [word for word in argv if word not in {"-y", "--yes", "--expect-total", TOTAL}]
    ran = run(*words, "--dry-run", "-o", form)
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in account.parent.iterdir()] == ["a.toml"]
    assert account.read_text("utf-8") == ACCOUNT
    if form == "json":
        assert (ran.json["recorded"], ran.json["dry_run"]) == (False, True)
        assert ran.json["event"]["kind"] == kind
        recorded = run(*argv, "-o", "json").json
        assert ran.json["event"] | {"id": ""} == recorded["event"] | {"id": ""}


@pytest.mark.parametrize("total", ["70.20", "70.2", "70.200000", "070.20"])
def test_expected_total_is_compared_as_a_number(total: str) -> None:
    """How an amount is written doesn't matter, only how much it is."""
    assert run(*SUBSCRIBE, "--expect-total", total).code == 0


@pytest.mark.parametrize("total", ["70.19", "70.21", "0", "70", "702.0", "70.200001"])
def test_other_total_records_nothing_and_says_both(total: str) -> None:
    """A cent more or less stops the purchase."""
    ran = run(*SUBSCRIBE, "--expect-total", total, "-o", "json")
    assert (ran.code, ran.error["code"]) == (8, "TOTAL_DIFFERS")
    assert "70.20 EUR" in ran.error["message"]["en"]
    assert "70.20 EUR" in ran.error["message"]["fr"]


def test_state_follows_what_is_recorded() -> None:
    """A trial runs, then what was tried is bought; both are seen at once."""
    assert _state("analytics-plus") == "available"
    run(*CHANGES["trial_started"])
    assert _state("analytics-plus") == "trial_running"
    run(*CHANGES["subscribed"])
    assert _state("analytics-plus") == "purchased"


@pytest.mark.parametrize(
    ("kind", "code"),
    [("subscribed", 3), ("trial_started", 3), ("quote_requested", 0), ("feature_requested", 0)],
)
def test_repeating_meets_the_rules(kind: str, code: int) -> None:
    """A second purchase or trial is refused, a quote or a request is there already."""
    assert run(*CHANGES[kind]).code == 0
    assert run(*CHANGES[kind]).code == code
    assert len(events_of()) == 1


@pytest.mark.parametrize("form", FORMS)
def test_second_request_of_a_person_changes_no_byte(account: Path, form: str) -> None:
    """The same person asks once; the answer names what is recorded already."""
    first = run(*REQUEST, "-o", "json").json
    before = account.read_bytes()
    ran = run(*REQUEST, "-o", form)
    assert ran.code == 0
    assert account.read_bytes() == before
    if form == "json":
        assert (ran.json["already"], ran.json["recorded"]) == (True, False)
        assert ran.json["event"] == first["event"]
        assert ran.json["notify"] is None
    else:
        assert "Already recorded" in ran.out


def test_requests_of_several_people_are_counted() -> None:
    """Each person counts once for each add-on, and none once it is bought."""
    for user in ("paul", "zoe", "paul"):
        run("request", "analytics-plus", "--as", user, *ON)
    listed = run("request", "--list", *ON, "-o", "json").json["requests"]
    assert [(each["addon"], each["count"]) for each in listed] == [("analytics-plus", 2)]
    run(*CHANGES["subscribed"])
    assert run("request", "--list", *ON, "-o", "json").json["requests"] == []


@CHANGED
def test_json_account_keeps_its_keys(folder: Path, kind: str, argv: tuple[str, ...]) -> None:
    """A JSON account is the old value and one event, in the order and indent that it had."""
    old = json.loads(json.dumps(tomllib.loads(ACCOUNT), default=str))
    path = write(folder, json.dumps(old, indent=4, ensure_ascii=False) + "\n", "a.json")
    words = ["a.json" if word == "a.toml" else word for word in argv]
    assert run(*words).code == 0
    text = path.read_text("utf-8")
    new = json.loads(text)
    assert [each["kind"] for each in new.pop("events")] == [kind]
    assert new == old
    assert list(new) == list(old)
    assert text.startswith('{\n    "schema": 1,')


def test_other_date_is_kept_beside_the_moment() -> None:
    """A date that isn't today is the event's; the moment stays the clock's."""
    argv = ["2026-11-20" if word == "2026-11-21" else word for word in TRIAL]
    event = run(*argv, "-y", "-o", "json").json["event"]
    assert (event["date"], event["at"]) == ("2026-11-20", "2026-11-21T09:00:00Z")


def test_note_for_the_owners_is_a_letter() -> None:
    """The note is written once, as a file that mail programs open, with the people counted."""
    ran = run(*REQUEST, "--note", "note.eml")
    assert ran.code == 0
    letter = Path("note.eml").read_text("utf-8")
    assert "marie@acme.example" in letter
    assert "Subject: " in letter


def test_note_goes_to_the_owners_alone(account: Path) -> None:
    """No name adds a line or another reader to the letter, however a mail program decodes it."""
    hostile = f"=?utf-8?q?=0ABcc:_eve?= {'x' * 80}, <eve@evil.example>"
    write(account.parent, changed(("Marie Duval", hostile)), account.name)
    assert run(*REQUEST, "--note", "note.eml").code == 0
    letter = message_from_bytes(Path("note.eml").read_bytes(), policy=policy.default)
    readers = [reader.addr_spec for reader in letter["To"].addresses]
    assert (readers, letter["Bcc"]) == (["marie@acme.example"], None)


def test_note_is_never_written_over_a_file(account: Path) -> None:
    """Where the note's file exists already, nothing is recorded."""
    write(account.parent, "keep me", "note.eml")
    ran = run(*REQUEST, "--note", "note.eml")
    assert (ran.code, "note.eml exists already" in ran.err) == (2, True)

    dry = run(*REQUEST, "--note", "note.eml", "-n")
    assert (dry.code, "note.eml exists already" in dry.err) == (2, True)


@pytest.mark.parametrize("dry_run", [(), ("-n",)], ids=["", "dry-run"])
def test_note_of_a_request_that_was_recorded_is_left_alone(dry_run: tuple[str, ...]) -> None:
    """A script may be repeated as it is: what is there stays, whoever wrote or changed it."""
    assert run(*REQUEST, "--note", "note.eml").code == 0
    Path("note.eml").write_text("sent", "utf-8")
    again = run(*REQUEST, "--note", "note.eml", *dry_run)
    assert again.code == 0
    assert "warning: no note was written: the request was recorded before" in again.err
    assert Path("note.eml").read_text("utf-8") == "sent"
    assert run(*REQUEST, "--note", "other.eml", *dry_run).code == 0
    assert not Path("other.eml").exists()
    assert len(events_of()) == 1


@pytest.mark.parametrize("argv", [SUBSCRIBE, TRIAL, QUOTE, REQUEST], ids=lambda argv: argv[0])
@pytest.mark.parametrize("text", [ACCOUNT, AS_JSON], ids=["toml", "json"])
def test_dry_run_reads_standard_input(argv: tuple[str, ...], text: str) -> None:
    """What would be is the same as for a file, but for the place where it would be recorded."""
    there = run(*argv, "-n", "-o", "json").json
    piped = tuple("-" if word == "a.toml" else word for word in argv)
    ran = run(*piped, "-n", "-o", "json", stdin=text)
    assert ran.code == 0
    event = there["event"] | {"id": ran.json["event"]["id"]}  # of the moment, and random
    assert ran.json == there | {"recorded_in": None, "event": event}
    assert there["recorded_in"] == "a.toml"
    for form in FORMS:
        assert run(*piped, "-n", "-o", form, stdin=text).code == 0
    assert run(*piped, "-n", stdin=text).out == run(*argv, "-n").out
    refused = run(*(piped[:2]), "--as", "tom", *piped[4:], "-n", stdin=text)
    assert (refused.code, "Tom Roux (agent) may not" in refused.err) == (3, True)


@pytest.mark.parametrize("argv", CHANGES.values(), ids=CHANGES)
def test_answer_that_cannot_be_encoded_is_no_failure(argv: tuple[str, ...]) -> None:
    """What is recorded is told in ASCII where a stream holds no more."""
    ran: Ran = run(*argv, encoding="ascii", environ={"LC_ALL": "C"})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Recorded: ")


def test_note_is_in_the_language_of_the_account() -> None:
    """Whoever runs the command, the note to send is in the account's own language."""
    write(Path.cwd(), ACCOUNT.replace("currency =", 'language = "fr"\ncurrency ='))
    ran = run(*REQUEST)
    assert "Recorded: Analytics+ is requested" in ran.out
    assert "1 personne demande Analytics+" in ran.out


def test_request_without_a_person_is_nobody_s() -> None:
    """A request written by hand may name nobody: null in JSON, someone on the screen."""
    event = '[[events]]\nkind = "feature_requested"\ndate = 2026-11-01\naddon = "ai-assist"\n'
    write(Path.cwd(), ACCOUNT + event)
    [row] = run("request", "--list", *ON, "-o", "json").json["requests"]
    assert row["requesters"] == [{"user": None, "roles": [], "first_on": "2026-11-01"}]
    assert "someone" in run("request", "--list", *ON).out
