"""`amend`: what is changed of what was bought, by whom and why; what is asked and refused."""

import json
import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.cli.accounts import ACCOUNT, BOUGHT, MORE
from tests.cli.command_lines import FORMS, ON
from tests.cli.hostile import HOSTILE, hostile_account
from tests.cli.program import CANARY, Ran, events_of, plain_text, run
from tests.cli.terminal import TYPE_THE_ID, open_terminal
from tests.files import state_of, write

AMEND: Final = ("amend", "analytics-plus", *ON)
SAID: Final = ("--operator", "Anna Weber", "--reason", "two people joined")
CHANGES: Final[dict[str, tuple[str, ...]]] = {
    "licenses_changed": (*AMEND, *SAID, "--expect-total", MORE),
    "ended": (*AMEND, "--end", "cycle", *SAID, "-y"),
    "voided": (*AMEND, "--void", "1", *SAID, "-y"),
}
CHANGED = pytest.mark.parametrize(("kind", "argv"), CHANGES.items(), ids=CHANGES)
ASSIGNED: Final = """
[prices.ai-assist]
unit_price = "9.00"
per = "month"

[[events]]
kind = "subscribed"
date = 2026-11-04
addon = "ai-assist"
by = "marie"
quantity = 6
"""
FEWER: Final = ("amend", "ai-assist", "--licenses", "4", *ON)


@pytest.fixture(autouse=True)
def account(folder: Path) -> Path:
    """Write an account on which Analytics+ and AI Assist are bought."""
    return write(folder, BOUGHT + ASSIGNED)


@CHANGED
def test_change_appends_one_event(account: Path, kind: str, argv: tuple[str, ...]) -> None:
    """The old bytes stay in front; what follows is one event that says who, what, when and why."""
    before = account.read_bytes()
    ran = run(*argv)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Recorded: Analytics+ for Acme SAS (acme), 21 Nov 2026: ")
    after = account.read_bytes()
    assert after.startswith(before)
    event = tomllib.loads(after.decode())["events"][-1]
    assert event["kind"] == kind
    assert (event["operator"], event["reason"]) == ("Anna Weber", "two people joined")
    assert "by" not in event
    assert str(event["date"]) == "2026-11-21"
    assert event["at"].isoformat() == "2026-11-21T09:00:00+00:00"


@CHANGED
def test_history_says_what_the_answer_said(kind: str, argv: tuple[str, ...]) -> None:
    """The event of the answer is the event that is read again, key by key."""
    answer = run(*argv, "-o", "json").json
    assert (answer["schema"], answer["event"]["kind"]) == ("addonctl.amend/1", kind)
    assert (answer["recorded"], answer["already"], answer["dry_run"]) == (True, False, False)
    assert (answer["event_number"], answer["recorded_in"]) == (3, "a.toml")
    assert events_of()[-1] == answer["event"]


@CHANGED
@pytest.mark.parametrize("form", FORMS)
def test_dry_run_is_a_preview_for_everybody(
    account: Path, kind: str, argv: tuple[str, ...], form: str
) -> None:
    """It needs neither an operator nor a reason, records nothing, makes no lock, and never asks."""
    before = account.read_bytes()
    said = {*SAID, "-y", "--expect-total", MORE}
    ran = run(*(word for word in argv if word not in said), "-n", "-o", form)
    assert (ran.code, ran.err) == (0, "")
    assert account.read_bytes() == before
    assert [path.name for path in account.parent.iterdir()] == ["a.toml"]
    if form == "json":
        recorded = run(*argv, "-o", "json").json
        assert (ran.json["recorded"], ran.json["dry_run"]) == (False, True)
        assert ran.json["event"]["kind"] == kind
        for name in ("invoice", "credit", "quantity", "state", "effective", "change"):
            assert ran.json[name] == recorded[name]


def test_printed_command_is_the_one_that_records() -> None:
    """What a preview prints can be pasted, once the words in capitals are filled in."""
    for argv in (
        AMEND,
        (*AMEND, "--end", "cycle"),
        (*AMEND, "--end", "2027-01-15"),
        (*FEWER, "--credit-note"),
        ("amend", "ai-assist", "--licenses", "3", *ON),
        (*AMEND, "--void", "3"),
    ):
        command = run(*argv, "-n", "-o", "json").json["amend_command"]
        assert "--operator NAME --reason TEXT" in command
        words = command.split()[1:]
        assert run(*words).code == 0, command
    assert [event["kind"] for event in events_of()[2:]] == [
        "licenses_changed",
        "ended",
        "ended",
        "licenses_changed",
        "licenses_changed",
        "voided",
    ]


def test_amounts_of_more_licences() -> None:
    """They are billed from today through the cycle's end, and in full from the next invoice on."""
    answer = run(*CHANGES["licenses_changed"], "-o", "json").json
    now, following = answer["invoice"]["now"], answer["invoice"]["next"]
    assert (now["subtotal"], now["tax"], now["total"]) == ("9.00", "1.80", MORE)
    assert (now["lines"][0]["kind"], now["lines"][0]["quantity"]) == ("change", 2)
    assert (following["issue_date"], following["subtotal"]) == ("2026-11-30", "195.00")


def test_credit_note_is_expected_with_its_minus() -> None:
    """Both ways in which a shell hands it over, and as a screen shows it."""
    for total in (("--expect-total", "-6.48"), ("--expect-total=-6.48",)):
        ran = run(*FEWER, "--credit-note", *SAID, *total, "-n", "-o", "json")
        assert ran.code == 0, ran
        assert (ran.json["credited"], ran.json["credit"]) == ("6.48", "6.48")
    ran = run(*FEWER, "--credit-note", *SAID, "--expect-total", "-6.47")
    assert (ran.code, "the total is -6.48 EUR, you expected -6.47 EUR" in ran.err) == (8, True)
    assert "--expect-total -6.48" in ran.err
    assert run(*FEWER, "--credit-note", *SAID, "--expect-total=-6.48").code == 0
    assert events_of()[-1]["total"] == "-6.48"


@pytest.mark.parametrize(
    ("argv", "code", "error", "says"),
    [
        ((*AMEND, *SAID), 2, "QUESTION_NEEDS_FLAG", "--expect-total AMOUNT"),
        ((*AMEND, *SAID, "-y"), 2, "QUESTION_NEEDS_FLAG", "--expect-total AMOUNT"),
        ((*AMEND, "--end", "cycle", *SAID), 2, "QUESTION_NEEDS_FLAG", "answer it with --yes"),
        ((*AMEND, *SAID, "--expect-total", "10.81"), 8, "TOTAL_DIFFERS", "10.80 EUR"),
        ((*AMEND, *SAID, "--expect-total", "9.00"), 8, "TOTAL_DIFFERS", "before tax"),
        ((*AMEND, "--end", "cycle", *SAID, "--expect-total", "1"), 8, "TOTAL_DIFFERS", "0.00 EUR"),
        ((*AMEND, "--reason", "x", "-y"), 2, "OPERATOR_NEEDED", "ADDONCTL_OPERATOR"),
        ((*AMEND, "--operator", "x", "-y"), 2, "REASON_NEEDED", "--reason"),
        ((*AMEND, "--operator", "", "-n"), 2, "BAD_TEXT", "1 to 100 characters"),
        ((*AMEND, "--operator", "x" * 101, "-n"), 2, "BAD_TEXT", "1 to 100 characters"),
        ((*AMEND, "--operator", "a\nb", "-n"), 2, "BAD_TEXT", "on one line"),
        ((*AMEND, "--reason", " ", "-n"), 2, "BAD_TEXT", "1 to 1,024 characters"),
        ((*AMEND, "--as", "marie", "-n"), 2, "UNKNOWN_OPTION", "--as"),
        ((*AMEND, "--end", "cycle", "--void", "1"), 2, "AMEND_ONE_CHANGE", "--end and --void"),
        ((*FEWER, "--void", "1"), 2, "AMEND_ONE_CHANGE", "--licenses and --void"),
        ((*AMEND, "--end", "cycle", "--credit-note"), 2, "CREDIT_NOTE_OF_LICENSES", "fewer"),
        ((*AMEND, "--end", "soon", "-n"), 2, "BAD_END", "--end cycle"),
        ((*AMEND, "--end", "2026-11-20", "-n"), 2, "END_BEFORE_DAY", "20 Nov 2026"),
        ((*AMEND, "--licenses", "12", "-n"), 2, "LICENSES_FIXED", "the account's total, 13"),
        ((*FEWER[:2], *ON, "-n"), 2, "LICENSES_NEEDED", "--licenses from 1 to 13"),
        ((*FEWER[:2], "--licenses", "14", *ON, "-n"), 2, "LICENSES_TOO_MANY", "14"),
        ((*FEWER[:2], "--licenses", "0", *ON, "-n"), 2, "BAD_NUMBER", "1"),
        ((*FEWER[:2], "--licenses", "6", *ON, "-n"), 3, "NOTHING_TO_CHANGE", "event 2"),
        (("amend", "ai-assist-pro", *ON, "-n"), 3, "NOT_BOUGHT", "nothing to change"),
        ((*AMEND, "--void", "9", "-n"), 5, "NO_SUCH_EVENT", "addonctl history"),
        ((*AMEND, "--void", "2", "-n"), 2, "EVENT_OF_OTHER_ADDON", "another add-on"),
        ((*AMEND[:2], "-a", "-", *SAID, "-y"), 2, "STDIN_UNCHANGEABLE", "-a FILE"),
        ((*AMEND[:-1], "2026-11-22", *SAID, "-y"), 2, "DATE_AFTER_TODAY", "--dry-run"),
        ((*AMEND[:-1], "2026-11-03", *SAID, "-y"), 8, "DATE_BEFORE_EVENTS", "4 Nov 2026"),
    ],
)
def test_what_is_refused(
    account: Path, argv: tuple[str, ...], code: int, error: str, says: str
) -> None:
    """Each with its code and a way out, and not a byte changed."""
    before = state_of(account.parent)
    ran = run(*argv)
    assert (ran.code, ran.out) == (code, ""), ran
    assert ran.err.startswith(f"error[{error}]: "), ran
    assert says in " ".join(ran.err.split()), ran
    assert state_of(account.parent) == before
    french = run(*argv, "--lang", "fr")
    assert (french.code, french.err != ran.err) == (code, True)


def test_the_same_again_is_refused_by_what_is_recorded() -> None:
    """What is pending or over isn't recorded twice: the refusal names the event."""
    assert run(*FEWER, *SAID, "-y").code == 0
    ran = run(*FEWER, *SAID, "-y")
    assert (ran.code, "is recorded already (event 3)" in ran.err) == (3, True)
    assert run(*CHANGES["ended"]).code == 0
    ran = run(*CHANGES["ended"])
    assert (ran.code, "is recorded already (event 4)" in ran.err) == (3, True)
    assert len(events_of()) == 4


def test_newer_pending_change_replaces_the_older() -> None:
    """The answer says which, and the next invoice is that of the newer."""
    assert run(*FEWER, *SAID, "-y").code == 0
    words = ["3" if word == "4" else word for word in FEWER]
    answer = run(*words, *SAID, "-y", "-o", "json").json
    assert answer["replaces"]["number"] == 3
    assert answer["invoice"]["next"]["lines"][0]["quantity"] == 3
    assert "It replaces event 4" in run(*FEWER[:3], "2", *ON, "-n").out


def test_void_gives_way_to_another_purchase() -> None:
    """A purchase that was a mistake is struck, counts for nothing, and can be made again."""
    buy = ("subscribe", "analytics-plus", "--as", "marie", *ON)
    assert run(*buy, "-n").code == 3
    assert run(*CHANGES["voided"]).code == 0
    assert run(*buy, "-n").code == 0
    ran = run(*AMEND, "--void", "3", "-n")
    assert (ran.code, "error[VOID_OF_VOID]" in ran.err) == (3, True)
    ran = run(*AMEND, "--void", "1", "-n")
    assert (ran.code, "error[VOIDED_ALREADY]" in ran.err) == (3, True)


def test_what_something_stands_on_is_not_voided() -> None:
    """The refusal names what does; once that is void, too, it can be."""
    assert run(*CHANGES["licenses_changed"]).code == 0
    ran = run(*CHANGES["voided"])
    assert (ran.code, "event 3 stands on it" in ran.err) == (3, True)
    assert run(*AMEND, "--void", "3", *SAID, "-y").code == 0
    assert run(*CHANGES["voided"]).code == 0


def test_operator_of_the_settings() -> None:
    """Without the option it is the setting's, and a screen says that it is only stated."""
    environ = {"ADDONCTL_OPERATOR": "Ben Okri"}
    ran = run(*AMEND, "--end", "cycle", "--reason", "moves on", "-y", environ=environ)
    assert (ran.code, "By Ben Okri, stated; event 3 of a.toml" in ran.out) == (0, True)
    assert events_of()[-1]["operator"] == "Ben Okri"
    assert "Ben Okri, stated" in run("history", *ON).out
    ran = run(
        *AMEND, "--void", "1", "--reason", "x", "-y", environ={"ADDONCTL_OPERATOR": "x" * 101}
    )
    assert (ran.code, "error[BAD_TEXT]: operator: " in ran.err) == (2, True)


def test_history_strikes_what_is_void() -> None:
    """On a terminal it is struck, and everywhere in words; the numbers are those of --void."""
    assert run(*CHANGES["voided"]).code == 0
    text = run("history", *ON).out
    assert "voided by 3" in text
    assert "reason: two people joined" in text
    lines = [line.split() for line in text.splitlines()]
    assert [line[0] for line in lines if line[:1] and line[0].isdigit()] == ["1", "2", "3"]
    colored = run("history", *ON, "--color", "always").out
    assert "\x1b[9mbought\x1b[0m" in colored
    answer = run("history", *ON, "-o", "json").json
    assert answer["numbers"] == [1, 2, 3]
    assert answer["voided"] == [{"number": 1, "by": 3}]
    assert run("history", *ON[:2], "--as-of", "2026-11-20", "-o", "json").json["voided"] == []
    assert run("history", *ON, "--as", "marie", "-o", "json").json["numbers"] == [1, 2]


@pytest.mark.parametrize("words", [(), ("--lang", "fr")])
def test_why_says_who_says_so(words: tuple[str, ...]) -> None:
    """With --why the sources and all assumptions follow."""
    ran = run(*AMEND, "-n", "--why", *words)
    assert ran.code == 0
    assert "(AMENDED_BY_VENDOR)" in ran.out or "AMENDED_BY_VENDOR" in ran.out
    assert "1. " in ran.out


def test_quiet_is_the_first_block_alone() -> None:
    """The amounts, without the command and what it stands on."""
    text = run(*AMEND, "-n", "-q").out
    assert text.startswith("Analytics+ for Acme SAS (acme): from 11 to 13 licences")
    assert MORE in text
    assert "--operator" not in text


def test_json_account_is_changed_in_place(folder: Path) -> None:
    """A JSON account is the old value and one event more."""
    old = json.loads(json.dumps(tomllib.loads(BOUGHT), default=str))
    path = write(folder, json.dumps(old, indent=4) + "\n", "a.json")
    words = ["a.json" if word == "a.toml" else word for word in CHANGES["licenses_changed"]]
    assert run(*words).code == 0
    new = json.loads(path.read_text("utf-8"))
    assert new["events"][:-1] == old["events"]
    assert new["events"][-1]["quantity"] == 13
    assert {**new, "events": 0} == {**old, "events": 0}


def test_preview_reads_standard_input() -> None:
    """It can't be recorded from there, so no command is printed."""
    ran = run("amend", "analytics-plus", "-a", "-", *ON[2:], "-n", stdin=BOUGHT)
    assert (ran.code, MORE in ran.out, "--operator" in ran.out) == (0, True, False)


def test_day_that_has_not_come_is_only_previewed() -> None:
    """No command is printed, and why not is said."""
    ran = run("amend", "analytics-plus", "-a", "a.toml", "--as-of", "2026-12-01", "-n")
    assert (ran.code, "--operator" in ran.out) == (0, False)
    assert "1 Dec 2026" in ran.out


def test_question_of_an_amount_is_answered_with_the_id() -> None:
    """At a terminal an amount is confirmed as a purchase is, and -y doesn't do it."""
    with open_terminal(*AMEND, *SAID, "-y") as terminal:
        terminal.wait_for(TYPE_THE_ID)
        before = state_of(Path.cwd())
        terminal.type("acme\n")
        ran = terminal.finish(before)
    text = plain_text(ran.err)
    assert ran.code == 0
    assert "Change Analytics+ of Acme SAS (acme)?" in text
    assert "From 11 to 13 licences · Anna Weber, stated · as of 21 Nov 2026, today" in text
    assert "Reason: two people joined" in text
    assert "it charges nobody" in text


def test_question_without_an_amount_takes_a_yes() -> None:
    """Anything but a yes records nothing."""
    words = (*AMEND, "--end", "cycle", *SAID)
    ran = run(*words, terminal=True, stdin="n\n")
    assert (ran.code, len(events_of())) == (130, 2)
    assert "Nothing is refunded: purchases are final." in ran.err
    assert run(*words, terminal=True, stdin="y\n").code == 0
    assert events_of()[-1]["kind"] == "ended"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("form", FORMS)
def test_answer_fits_the_encoding(form: str, encoding: str) -> None:
    """What a stream can't hold has a plain twin, in a preview as in what was recorded."""
    for argv in ((*AMEND, "-n"), ("history", *ON), *CHANGES.values()):
        ran = run(*argv, "-o", form, encoding=encoding)
        assert (ran.code, ran.err) == (0, ""), argv
        if argv[0] == "amend" and "-n" not in argv:
            assert run(*AMEND, "--void", str(len(events_of())), *SAID, "-y").code in {0, 3}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_of_an_account_are_text(folder: Path, name: str) -> None:
    """Whatever a name holds, no stream gets it raw; the check is made of every run."""
    account = hostile_account(name) | {"events": tomllib.loads(BOUGHT)["events"]}
    write(folder, json.dumps(account, default=str), "a.json")
    words = tuple("a.json" if word == "a.toml" else word for word in (*AMEND, "--end", "cycle"))
    for form in FORMS:
        ran = run(*words, "-n", "-o", form, environ={"COLUMNS": "20"})
        assert ran.code == 0, ran
    ran = run(*words, *SAID, terminal=True, stdin="n\n")
    assert ran.code == 130, ran


def test_completion_knows_what_is_bought_and_what_was_recorded() -> None:
    """The add-ons that are bought, and the numbers of the events that aren't void."""
    assert completed("addonctl", "amend", "-a", "a.toml", "") == ["analytics-plus", "ai-assist"]
    assert completed("addonctl", "amend", "-a", "a.toml", "--void", "") == ["1", "2"]
    assert completed("addonctl", "amend", "--end", "") == ["cycle"]
    assert run(*CHANGES["voided"]).code == 0
    assert completed("addonctl", "amend", "-a", "a.toml", "") == ["ai-assist"]
    assert completed("addonctl", "amend", "-a", "a.toml", "--void", "") == ["2"]


def completed(*words: str) -> list[str]:
    """Ask as the script of bash does."""
    line = {"COMP_WORDS": "\n".join(words) + "\n", "COMP_CWORD": str(len(words) - 1)}
    return run(environ=line | {"_ADDONCTL_COMPLETE": "complete_bash"}).out.split()


@pytest.mark.parametrize("text", ["\x1b[2J", "caf\udce9", "a\u202eb", "[bold]x[/]", "=1+1"])
def test_hostile_words_are_shown_as_text(text: str) -> None:
    """What can be kept steers no terminal; what can't is 2."""
    ran: Ran = run(*AMEND, "--end", "cycle", "--operator", text, "--reason", text, "-y")
    assert ran.code in {0, 2}
    for words in (("history", *ON), ("history", *ON, "-o", "markdown"), ("history", *ON, "-q")):
        assert run(*words).code == 0


def test_faulty_history_is_mended_by_a_void(folder: Path) -> None:
    """Bought twice: nothing can be recorded until one purchase is void."""
    event = '\n[[events]]\nkind = "subscribed"\ndate = 2026-11-05\naddon = "analytics-plus"\n'
    write(folder, BOUGHT + event)
    assert run(*CHANGES["licenses_changed"]).code == 6
    assert run("check", "a.toml").code == 6
    ran = run(*AMEND, "--void", "2", *SAID, "-y")
    assert ran.code == 0, ran
    assert run("check", "a.toml").code == 0
    assert run(*CHANGES["licenses_changed"]).code == 0


def test_nothing_bought_says_what_to_look_at(folder: Path) -> None:
    """Every form of the refusal; nothing secret in it."""
    write(folder, ACCOUNT)
    ran = run(*AMEND, "-n", "-o", "json", environ={"ADDONCTL_TOKEN": CANARY})
    assert (ran.code, ran.error["code"]) == (3, "NOT_BOUGHT")
    assert ran.error["message"]["fr"] != ran.error["message"]["en"]
