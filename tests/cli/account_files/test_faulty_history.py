"""Check that nothing is added to a history that contradicts itself, and that reading goes on."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import PACKAGED, write

pytestmark = pytest.mark.usefixtures("account")

FIRST = '[[events]]\nkind = "feature_requested"\ndate = 2026-11-10\naddon = "ai-assist"\nid = "a"\n'
TRIAL = '[[events]]\nkind = "trial_started"\ndate = 2026-11-02\naddon = "ai-assist"\n'
BOUGHT = '[[events]]\nkind = "subscribed"\ndate = 2026-11-02\naddon = "ai-assist"\n'

FAULTY = {
    "out of order": (FIRST + FIRST.replace("10", "09").replace('"a"', '"b"'), ["2026-11-09"]),
    "an id twice": (FIRST + FIRST, ["events[1].id", "events[0] on line"]),
    "trials that overlap": (
        TRIAL + TRIAL.replace("11-02", "11-20"),
        ["events[1].kind", "events[0] on line", "ai-assist", "1 Dec 2026"],
    ),
    "a trial inside a longer one": (
        TRIAL + "trial_end = 2027-01-01\n" + TRIAL.replace("11-02", "12-10"),
        ["events[0] on line", "31 Dec 2026"],
    ),
    "purchases twice": (BOUGHT + BOUGHT, ["events[0] on line"]),
    "trial after purchase": (BOUGHT + TRIAL, ["events[0] on line"]),
    "another currency": (BOUGHT + 'currency = "USD"\n', ["USD", "EUR"]),
    "amounts that don't add up": (
        BOUGHT + 'gross = "10.00"\nsubtotal = "9.99"\ntotal = "1"\n',
        ["9.99", "10.00"],
    ),
    "more credit than there is to pay": (BOUGHT + 'total = "1"\ncredit = "2"\n', ["1.00", "2.00"]),
}
CHANGES = {
    "request": ("request", "ai-assist-pro", "--as", "tom"),
    "quote": ("quote", "analytics-plus", "--as", "marie", "-y"),
    "trial": ("trial", "analytics-plus", "--as", "paul", "-y"),
    "subscribe": ("subscribe", "analytics-plus", "--as", "marie", "--expect-total", "70.20"),
    "dry run": ("subscribe", "analytics-plus", "--as", "marie", "-n"),
    "what the rules refuse": ("subscribe", "analytics-plus", "--as", "tom", "--expect-total", "1"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_check_names_both_events(name: str) -> None:
    """The event that is wrong stands with its line, and so does the one that it contradicts."""
    events, words = FAULTY[name]
    write(Path.cwd(), ACCOUNT + events)
    ran = run("check", "a.toml")
    assert ran.code == 6
    plain = ran.out.replace("9 Nov 2026", "2026-11-09").replace("\n    ", " ")
    for word in words:
        assert word in plain


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", FAULTY)
def test_nothing_is_added_to_a_faulty_history(name: str, change: str) -> None:
    """Any change is refused with its problems and lines, until `addonctl check` is content."""
    write(Path.cwd(), ACCOUNT + FAULTY[name][0])
    ran = run(*CHANGES[change], *ON, "-o", "json")
    assert ran.code == 6
    assert ran.error["code"] == "HISTORY_FAULTY"
    assert "addonctl check a.toml" in ran.error["hint"]["en"]
    assert ran.error["problems"]
    assert all(each["line"] > 40 and each["file"] == "a.toml" for each in ran.error["problems"])


@pytest.mark.parametrize("name", FAULTY)
@pytest.mark.parametrize("argv", [("catalog",), ("eligibility",), ("history",)])
def test_a_faulty_history_is_read(name: str, argv: tuple[str, ...]) -> None:
    """Whoever looks for what is wrong sees the account."""
    write(Path.cwd(), ACCOUNT + FAULTY[name][0])
    assert run(*argv, *ON).code == 0


@pytest.mark.parametrize(
    "events",
    [
        TRIAL + TRIAL.replace("11-02", "12-02"),
        TRIAL + "trial_end = 2026-11-03\n" + TRIAL.replace("11-02", "11-03"),
        TRIAL + TRIAL.replace("ai-assist", "ai-assist-pro"),
        TRIAL + BOUGHT,
    ],
)
def test_events_that_may_follow_each_other_are_no_fault(events: str) -> None:
    """A trial after the end of another, one of another add-on, a purchase during a trial."""
    write(Path.cwd(), ACCOUNT + events)
    assert run("check", "a.toml").code == 0


def test_a_catalogue_of_longer_trials_decides_where_the_event_does_not() -> None:
    """Without an end a trial lasts as long as the catalogue in force says."""
    write(Path.cwd(), ACCOUNT + TRIAL + TRIAL.replace("11-02", "12-02"))
    packaged = PACKAGED / "catalog.toml"
    addons = tomllib.loads(packaged.read_text("utf-8"))["addons"]
    for addon in addons:
        addon["trial_months"] = 2
    write(Path.cwd(), json.dumps({"addons": addons}), "long.json")
    ran = run("check", "a.toml", environ={"ADDONCTL_CATALOG": "long.json"})
    assert (ran.code, "1 Jan 2027" in ran.out) == (6, True)


def test_newest_and_not_last_event_counts() -> None:
    """A date between the last event's and the newest one's is recorded by nobody."""
    write(Path.cwd(), ACCOUNT + FAULTY["out of order"][0])
    argv = ("request", "ai-assist", "--as", "tom", "-a", "a.toml", "--as-of", "2026-11-09")
    assert run(*argv).code == 6


def test_rules_come_before_the_order_of_dates() -> None:
    """Who may not do it at all isn't sent to another date: 3 and not 8."""
    write(Path.cwd(), ACCOUNT + FIRST)
    late = ("-a", "a.toml", "--as-of", "2026-11-05")
    argv = ("subscribe", "analytics-plus", "--expect-total", "1", *late)
    assert run(*argv, "--as", "tom").code == 3
    assert run(*argv, "--as", "marie").code == 8


@pytest.mark.parametrize(("reading", "code"), [("fr-table", 0), ("strict", 3)])
def test_a_contested_decision_is_kept_in_the_event(reading: str, code: int) -> None:
    """Whoever reads the account later sees which reading allowed it, and that it was contested."""
    text = changed(("[billing]", '[billing]\npurchase_path = "quote"'))
    write(Path.cwd(), text)
    argv = ("quote", "analytics-plus", "--as", "paul", "-y", "--reading", reading, *ON)
    assert run(*argv).code == code
    events = tomllib.loads(Path("a.toml").read_text("utf-8")).get("events", [])
    kept = [(event.get("conflict"), event["policy_reading"]) for event in events]
    assert kept == ([] if code else [("C1", reading)])
