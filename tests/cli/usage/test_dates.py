"""Days that haven't come, days that are over, and the one look at the clock that a run takes."""

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, TOTAL, changed
from tests.cli.command_lines import WITH_ONE_FORM, name_of, questions
from tests.cli.program import Ran, run
from tests.cli.refusals import MANNERS, Row, refuse, rows
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
ON = ("-a", "a.toml")
PREVIEW = ("invoice-preview", "analytics-plus", *ON)
CHANGES = {
    "subscribe": ("subscribe", "analytics-plus", "--as", "marie", "--expect-total", TOTAL, *ON),
    "quote": ("quote", "ai-assist-pro", "--as", "marie", "--yes", *ON),
    "trial": ("trial", "analytics-plus", "--as", "marie", "--yes", *ON),
    "request": ("request", "analytics-plus", "--as", "paul", *ON),
}
TRIAL = CHANGES["trial"]


def event(kind: str, date: str, addon: str = "ai-assist") -> str:
    """Write an event by hand."""
    return f'\n[[events]]\nkind = "{kind}"\ndate = {date}\naddon = "{addon}"\n'


BOOK = """\
[[prices]]
addon = "analytics-plus"
currency = "EUR"
unit_price = "15.00"
per = "month"
valid_from = 2026-09-01
"""
BOUGHT_SINCE = ACCOUNT + event("subscribed", "2026-11-10", "analytics-plus")
ASKED_SINCE = ACCOUNT + event("feature_requested", "2026-11-05")
TYPED_WRONG = ACCOUNT + event("feature_requested", "2062-11-05")
LINE = len(ACCOUNT.splitlines()) + 4
NEVER_LATER = [
    *(
        Row(
            f"{name}-tomorrow",
            2,
            "DATE_AFTER_TODAY",
            ("2026", "leave --as-of out", "hasn't come"),
            argv=(*argv, "--as-of", "2026-11-22"),
        )
        for name, argv in CHANGES.items()
    ),
    Row(
        "in-years",
        2,
        "DATE_AFTER_TODAY",
        ("2030",),
        argv=(*TRIAL, "--as-of", "2030-01-01"),
    ),
    Row(
        "event-after-today",
        8,
        "DATE_BEFORE_EVENTS",
        (
            f"a.toml:{LINE}: AI Assist was requested on",
            "after today",
            "correct that event's date, or this machine's clock",
        ),
        TYPED_WRONG,
        argv=TRIAL,
    ),
    Row(
        "event-before-today",
        8,
        "DATE_BEFORE_EVENTS",
        (f"a.toml:{LINE}: Analytics+ was bought on", "give --as-of a date from"),
        BOUGHT_SINCE,
        argv=("request", "ai-assist", "--as", "paul", *ON, "--as-of", "2026-11-03"),
    ),
    Row(
        "compared-date-before-the-anchor",
        6,
        "BEFORE_FIRST_CYCLE",
        ("give --compare-dates a date from",),
        argv=(*PREVIEW, "--compare-dates", "2026-11-25,2020-01-01"),
    ),
    Row(
        "date-before-the-anchor",
        6,
        "BEFORE_FIRST_CYCLE",
        ("give --as-of a date from",),
        argv=(*PREVIEW, "--as-of", "2020-01-01"),
    ),
    Row(
        "anchor-after-today",
        6,
        "BEFORE_FIRST_CYCLE",
        ("billed from", "hasn't come yet", "correct billing.anchor"),
        changed(("anchor = 2026-01-31", "anchor = 2027-01-31")),
        argv=PREVIEW,
    ),
]


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows(NEVER_LATER))
def test_date_that_cannot_be_is_refused(row: Row, error_format: str) -> None:
    """Nothing is recorded, and no advice leads to a day that hasn't come."""
    ran = refuse(row, error_format)
    assert "from 5 Nov 2062" not in ran.err
    assert "from 31 Jan 2027 on" not in ran.err


def test_compared_date_without_a_price_is_named(folder: Path) -> None:
    """A price book that begins on a date has none before it, though there is one today."""
    write(folder, BOOK, "book.toml")
    account = changed((ACCOUNT[ACCOUNT.index("[prices") : ACCOUNT.index("[[users]]")], ""))
    write(folder, account)
    argv = (*PREVIEW, "--compare-dates", "2026-06-01,2026-12-01")
    ran = run(*argv, environ={"ADDONCTL_CATALOG": "book.toml"})
    assert ran.code == 6
    said = " ".join(ran.err.split())
    assert "has no price in EUR on 1 Jun 2026 (--compare-dates) for Acme SAS (acme)" in said
    assert run(*PREVIEW, environ={"ADDONCTL_CATALOG": "book.toml"}).code == 0


@pytest.mark.parametrize("name", CHANGES)
def test_dry_run_may_look_ahead(name: str) -> None:
    """It says what would be recorded on a day that hasn't come."""
    argv = [word for word in CHANGES[name] if word not in {"--expect-total", TOTAL}]
    ran = run(*argv, "--as-of", "2026-12-24", "--dry-run", "-o", "json")
    assert (ran.code, ran.json["event"]["date"]) == (0, "2026-12-24")


def test_today_is_the_accounts(account: Path) -> None:
    """At 23:30 in London on 21 November it is the 22nd in Paris, and still the 21st in New York."""
    evening = dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC)
    on_the_next_day = (*TRIAL, "--as-of", "2026-11-22")
    in_new_york = changed(("Europe/Paris", "America/New_York"))
    write(account.parent, in_new_york)
    assert run(*on_the_next_day, now=evening).code == 2
    write(account.parent, ACCOUNT)
    assert run(*on_the_next_day, now=evening).code == 0


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("text", [BOUGHT_SINCE, ASKED_SINCE], ids=["bought", "asked"])
def test_preview_before_a_newer_event_names_it_and_offers_nothing(
    account: Path, text: str, language: str
) -> None:
    """The amounts stand; what couldn't be recorded any more isn't offered."""
    plain = run(*PREVIEW, "--as-of", "2026-11-03", "-o", "json").json
    write(account.parent, text)
    ran = run(*PREVIEW, "--as-of", "2026-11-03", "-o", "json").json
    assert (ran["now"], ran["next"]) == (plain["now"], plain["next"])
    assert ran["preview_id"] == plain["preview_id"]
    assert plain["subscribe_command"]
    assert ran["subscribe_command"] is None
    (warning,) = ran["warnings"]
    assert warning["code"] == "LATER_EVENT"
    day = "2026-11-10" if text == BOUGHT_SINCE else "2026-11-05"
    assert day in warning["message"][language]
    screen = run(*PREVIEW, "--as-of", "2026-11-03", "--lang", language).out
    assert "addonctl" not in screen
    assert "warning: " in screen or "attention" in screen


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (PREVIEW, "Nothing is recorded for 1 Dec 2026 before that day comes."),
        (
            (*("eligibility", "analytics-plus", "--as", "paul", "--action", "trial"), *ON),
            "Nothing is recorded for 1 Dec 2026 before that day comes.",
        ),
        (
            (
                *("eligibility", "analytics-plus", "--as", "paul"),
                *("--action", "subscribe", "--why", *ON),
            ),
            "Nothing is recorded for 1 Dec 2026 before that day comes.",
        ),
    ],
)
def test_answer_about_a_day_ahead_offers_no_command_that_records(
    argv: tuple[str, ...], words: str
) -> None:
    """It says why instead."""
    ran = run(*argv, "--as-of", "2026-12-01")
    assert ran.code == 0
    assert words in " ".join(ran.out.split())
    for command in ("subscribe ", "trial ", "request ", "quote "):
        assert f"addonctl {command}" not in ran.out


def test_refusal_in_the_past_offers_no_command_that_records(account: Path) -> None:
    """What the refused person could do instead can't be recorded for that day either."""
    write(account.parent, ASKED_SINCE)
    argv = ("subscribe", "analytics-plus", "--as", "paul", *ON, "-n", "--as-of", "2026-11-03")
    ran = run(*argv)
    assert ran.code == 3
    assert "nothing can be recorded for 3 Nov 2026: AI Assist was requested on 5 Nov 2026" in (
        " ".join(ran.err.split())
    )
    assert "addonctl " not in ran.err


def test_nothing_is_bought_before_the_first_cycle() -> None:
    """Before it a trial can be started, but there is nothing to preview."""
    about = ("--as", "marie", *ON, "--as-of", "2026-01-30")
    may = run("eligibility", "analytics-plus", "--action", "subscribe", *about)
    assert "Nothing is bought before the first billing cycle begins, on 31 Jan 2026." in may.out
    assert "addonctl" not in may.out
    assert "addonctl trial" in run("eligibility", "ai-assist", "--action", "trial", *about).out


def test_question_says_that_the_date_is_not_today() -> None:
    """A person who agrees to a change of another day is told so; today is called today."""
    argv = [word for word in CHANGES["subscribe"] if word not in {"--expect-total", TOTAL}]
    invocation = run(*argv, "--as-of", "2026-11-20", terminal=True, stdin="no\n")
    assert "Marie Duval (owner) · as of 20 Nov 2026, not today\n" in invocation.err
    assert "as of 21 Nov 2026, today\n" in run(*argv, terminal=True, stdin="no\n").err


def test_check_warns_of_an_event_after_today(account: Path) -> None:
    """With its line, on standard output; only --strict takes it for a fault."""
    write(account.parent, TYPED_WRONG)
    warning = f"a.toml:{LINE}: warning: events[0].date: 5 Nov 2062 lies after today, 21 Nov 2026\n"
    ran = run("check", "a.toml")
    assert (ran.code, ran.out, ran.err) == (0, f"{warning}a.toml: ok (account)\n", "")
    strict = run("check", "a.toml", "--strict")
    assert (strict.code, strict.out) == (6, ran.out)
    assert strict.err.startswith("error[CHECK_WARNINGS]: 1 warning in 1 file, and")
    (file,) = run("check", "a.toml", "-o", "json").json["files"]
    assert (file["ok"], file["problems"]) == (True, [])
    (found,) = file["warnings"]
    assert (found["code"], found["line"], found["path"]) == (
        "EVENT_AFTER_TODAY",
        LINE,
        "events[0].date",
    )
    assert run("check", "a.toml", "-o", "json", "--strict").out.count('"ok": false') == 2
    github = run("check", "a.toml", "-o", "github").out
    assert github.startswith(f"::warning file=a.toml,line={LINE},col=1,title=addonctl (EVENT")


def test_check_takes_today_from_the_account(account: Path) -> None:
    """An event of the day is no warning where the day has begun in the account's zone."""
    write(account.parent, ACCOUNT + event("trial_started", "2026-11-22"))
    evening = dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC)
    assert "warning" not in run("check", "a.toml", now=evening).out
    assert "warning" in run("check", "a.toml", now=evening - dt.timedelta(hours=1)).out


def run_at(moment: dt.datetime, seconds: Iterator[int], *argv: str) -> Ran:
    """Run on a clock that goes on a second with each look at it."""
    return run(*argv, now=lambda: moment + dt.timedelta(seconds=next(seconds)))


@pytest.mark.parametrize("argv", questions(), ids=name_of)
def test_clock_is_read_at_most_once_a_run(argv: tuple[str, ...]) -> None:
    """A run that begins before midnight speaks of one day, whatever it does."""
    seconds = itertools.count()
    midnight = dt.datetime(2026, 11, 21, 22, 59, 59, tzinfo=dt.UTC)
    words = [word for word in argv if word not in {"--as-of", "2026-11-21"}]
    verbose = [] if words[0] in WITH_ONE_FORM else ["-v"]
    run_at(midnight, seconds, *words, *verbose)
    assert next(seconds) <= 1


@pytest.mark.parametrize("name", CHANGES)
def test_moment_and_id_of_an_event_are_of_one_look_at_the_clock(name: str) -> None:
    """The id begins with the very second at which it was recorded."""
    seconds = itertools.count()
    midnight = dt.datetime(2026, 11, 21, 22, 59, 59, tzinfo=dt.UTC)
    ran = run_at(midnight, seconds, *CHANGES[name], "-v")
    assert (ran.code, next(seconds)) == (0, 1)
    recorded = run("history", *ON, "-o", "json").json["events"][0]
    assert recorded["at"] == "2026-11-21T22:59:59Z"
    assert recorded["id"].startswith("20261121T225959Z-")
    assert recorded["date"] == "2026-11-21"


@pytest.mark.parametrize(
    ("year", "as_of"), [(1970, ()), (1970, ("--as-of", "2026-11-21")), (2101, ())]
)
@pytest.mark.parametrize("name", CHANGES)
def test_wrong_clock_is_named_at_once(
    account: Path, name: str, as_of: tuple[str, ...], year: int
) -> None:
    """Advice on --as-of would only lead to the next error; a day that is over stays one."""
    before = account.read_bytes()
    ran = run(*CHANGES[name], *as_of, now=dt.datetime(year, 1, 1, 9, tzinfo=dt.UTC))
    assert (ran.code, account.read_bytes()) == (2, before)
    assert "error[CLOCK_OUT_OF_RANGE]" in ran.err


@pytest.mark.parametrize("options", [(), ("--anchor", "2026-11-01"), ("--tax", "none")])
def test_no_account_is_made_by_a_wrong_clock(options: tuple[str, ...]) -> None:
    """It gives the first cycle, and the day until which something can have happened."""
    ran = run("new", *options, now=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    assert (ran.code, ran.out) == (2, "")
    assert "error[CLOCK_OUT_OF_RANGE]" in ran.err
