"""A quote that is pending: asked for once, shown wherever the add-on is, and gone in time."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.accounts import changed
from tests.cli.program import plain_text, run
from tests.cli.terminal import open_terminal
from tests.files import state_of, write

pytestmark = pytest.mark.usefixtures("account")
PATH_QUOTE = ('taxes = [{ name = "VAT", percent = "20" }]', 'taxes = []\npurchase_path = "quote"')
OPEN = ("quote", "ai-assist-pro", "-a", "a.toml", "--as", "marie", "--yes")
"""Asks for an add-on without a known price, and says nothing of licences."""
PRICED = ("quote", "analytics-plus", "-a", "a.toml", "--as", "marie", "--yes")


def noon(day: str) -> dt.datetime:
    """Return the moment at which a run happens on a day."""
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


def ask(words: Sequence[str], *more: str, on: str = "2026-11-21") -> Any:  # noqa: ANN401
    """Ask for a quote on a date, as if it were today, and return the answer."""
    ran = run(*words, *more, "--as-of", on, "-o", "json", now=noon(on))
    assert (ran.code, ran.err) == (0, "")
    return ran.json


def pending(*, on: str = "2026-11-21") -> list[tuple[str, int, str]]:
    """Return add-on, number and date of the pending quotes; every answer must say the same."""
    on_date = ("-a", "a.toml", "--as-of", on, "-o", "json")
    catalog = run("catalog", *on_date).json
    quotes = [quote for addon in catalog["addons"] for quote in addon["pending_quotes"]]
    assert run("eligibility", *on_date).json["pending_quotes"] == quotes
    assert run("request", "--list", *on_date).json["pending_quotes"] == quotes
    return [(quote["addon"], quote["number"], quote["date"]) for quote in quotes]


def test_quote_without_a_price_names_no_number_that_nobody_gave() -> None:
    """Neither licences nor a validity: there are no amounts that could be valid."""
    answer = ask(OPEN)
    event = answer["event"]
    assert (event["quantity"], event["valid_until"], event["total"]) == (None, None, None)
    note = answer["notify"]["message"]
    assert note["en"] == "Marie Duval of Acme SAS (acme) requests a quote for AI Assist Pro."
    assert "licence" not in note["fr"]
    assert "Valid" not in run(*OPEN, "--licenses", "2", "--as-of", "2026-11-21").out


def test_quote_without_a_price_names_the_licences_that_are_known() -> None:
    """Those that were given, and all of the account for an add-on that is billed on all."""
    given = ask(OPEN, "--licenses", "5")
    assert given["event"]["quantity"] == 5
    assert given["notify"]["message"]["en"].endswith("for AI Assist Pro, 5 licences.")
    write(
        Path(),
        changed(
            (
                '[prices.analytics-plus]\nunit_price = "15.00"\nper = "month"\n',
                '[prices.ai-assist]\nunit_price = "9"\nper = "month"\n',
            )
        ),
    )
    everybody = ask(PRICED)
    assert everybody["event"]["quantity"] == 13
    note = everybody["notify"]["message"]["en"]
    assert note.endswith("for Analytics+, for all 13 licences of the account.")


@pytest.mark.parametrize("words", [OPEN, PRICED], ids=["open", "priced"])
def test_same_quote_is_recorded_once(words: tuple[str, ...]) -> None:
    """Asked three times it is one event; the later answers name it and tell nobody again."""
    write(Path(), changed(PATH_QUOTE))
    first = ask(words)
    assert (first["recorded"], first["already"], first["event_number"]) == (True, False, 1)
    for _ in range(2):
        again = ask(words)
        assert (again["recorded"], again["already"], again["event_number"]) == (False, True, 1)
        assert again["event"] == first["event"]
        assert (again["notify"], again["next"]) == (None, [])
        assert again["pending_until"] == "2026-12-21"
    assert len(pending()) == 1


def test_repeated_quote_says_which_event_when_and_by_whom() -> None:
    """On the screen, too; a question that needs no answer isn't asked."""
    ask(OPEN)
    ran = run(*OPEN[:-1], "--as-of", "2026-11-22", now=noon("2026-11-22"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Already recorded: Marie Duval (owner) requested a quote of AI Assist Pro on 21 Nov 2026,"
        " event 1 of a.toml; without amounts, pending through 21 Dec 2026.\n"
    )


def test_another_quote_is_recorded_beside_it() -> None:
    """Other licences, other amounts or another reading: both are pending, in their order."""
    write(Path(), changed(PATH_QUOTE))
    ask(OPEN, "--licenses", "2")
    ask(OPEN, "--licenses", "3")
    ask(OPEN, "--licenses", "3", "--reading", "fr-table")
    ask(PRICED)
    ask(PRICED, on="2026-11-22")
    assert pending(on="2026-11-22") == [
        ("analytics-plus", 4, "2026-11-21"),
        ("analytics-plus", 5, "2026-11-22"),
        ("ai-assist-pro", 1, "2026-11-21"),
        ("ai-assist-pro", 2, "2026-11-21"),
        ("ai-assist-pro", 3, "2026-11-21"),
    ]


def test_same_quote_of_somebody_else_is_the_same() -> None:
    """Who asks makes no other quote; the answer names who asked first."""
    write(Path(), changed(('roles = ["admin"]', 'roles = ["owner"]')))
    ask(OPEN)
    words = [*OPEN[:-2], "paul", "--yes", "--as-of", "2026-11-21"]
    ran = run(*words)
    assert ran.out.startswith("Already recorded: Marie Duval (owner) requested a quote")


@pytest.mark.parametrize("on", ["2026-11-21", "2026-12-20", "2026-12-21"])
def test_quote_is_pending_from_its_day_through_its_last(on: str) -> None:
    """On each of these days asking again changes nothing."""
    ask(OPEN)
    assert pending(on=on)
    assert ask(OPEN, on=on)["already"]


def test_quote_is_not_pending_before_its_day_and_after_its_last() -> None:
    """The day before nobody had asked; the day after the last it may be asked for anew."""
    ask(OPEN)
    assert not pending(on="2026-11-20")
    assert not pending(on="2026-12-22")
    assert ask(OPEN, on="2026-12-22")["recorded"]


def test_purchase_ends_what_was_pending() -> None:
    """Once it is bought, or in the plan, a quote of it is history."""
    ask(OPEN)
    bought = '\n[[events]]\nkind = "subscribed"\ndate = 2026-11-22\naddon = "ai-assist-pro"\n'
    file = Path("a.toml")
    file.write_text(file.read_text("utf-8") + bought, "utf-8")
    assert pending(on="2026-11-21")
    assert not pending(on="2026-11-22")


def test_plan_that_includes_it_ends_what_was_pending() -> None:
    """What comes with the plan needs no quote."""
    quote = '\n[[events]]\nkind = "quote_requested"\ndate = 2026-11-20\naddon = "ai-assist"\n'
    write(Path(), changed() + quote)
    assert pending()
    write(Path(), changed(('"essentials"', '"professional"')) + quote)
    assert not pending()


def test_quote_written_by_hand_counts_as_long(folder: Path) -> None:
    """Kind, date and add-on are enough: it is pending for the catalogue's days."""
    quote = '\n[[events]]\nkind = "quote_requested"\ndate = 2026-11-01\naddon = "ai-assist"\n'
    write(folder, changed() + quote)
    words = ("quote", "ai-assist", "-a", "a.toml", "--as", "marie", "-y")
    assert ask(words)["already"]
    assert ask(words, on="2026-12-02")["recorded"]


@pytest.mark.parametrize("command", [("catalog",), ("eligibility",), ("request", "--list")])
@pytest.mark.parametrize("columns", ["20", "40", "80", "120"])
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_pending_quote_is_shown_with_its_date(
    command: tuple[str, ...], columns: str, form: str
) -> None:
    """On a screen of any width and as Markdown."""
    ask(OPEN, "--licenses", "2")
    ran = run(
        *command, "-a", "a.toml", "--as-of", "2026-11-23", "-o", form, environ={"COLUMNS": columns}
    )
    text = " ".join(ran.out.split())
    assert (
        "Quote pending for AI Assist Pro: requested on 21 Nov 2026 by Marie Duval (event 1),"
        " 2 licences, without amounts, pending through 21 Dec 2026." in text
    )


def test_pending_quote_with_amounts_shows_its_total() -> None:
    """What was quoted, and until when it is valid."""
    write(Path(), changed(PATH_QUOTE))
    ask(PRICED)
    text = " ".join(run("catalog", "-a", "a.toml", "--as-of", "2026-11-23").out.split())
    assert "13 licences, total 58.50 EUR, valid until 21 Dec 2026." in text


def test_days_of_the_catalogue_decide(folder: Path) -> None:
    """A catalogue of one's own says how long a quote counts, with and without amounts."""
    write(folder, changed(PATH_QUOTE))
    write(folder, "quote_valid_days = 7\n", "catalog.toml")
    environ = {"ADDONCTL_CATALOG": "catalog.toml"}
    on = ("--as-of", "2026-11-21", "-o", "json")
    priced = run(*PRICED, *on, environ=environ).json
    assert priced["event"]["valid_until"] == "2026-11-28"
    unpriced = run(*OPEN, *on, environ=environ).json
    assert (unpriced["event"]["valid_until"], unpriced["pending_until"]) == (None, "2026-11-28")


@pytest.mark.parametrize("days", ["0", "366", "-1", '"30"', "1.5", "true"])
def test_days_that_cannot_be_are_a_problem_of_the_catalogue(folder: Path, days: str) -> None:
    """From 1 to 365, so that the last day stays a date that an event may have."""
    write(folder, f"quote_valid_days = {days}\n", "catalog.toml")
    ran = run("check", "catalog.toml")
    assert ran.code == 6
    assert "catalog.toml:1: quote_valid_days" in ran.out
    assert run("catalog", environ={"ADDONCTL_CATALOG": "catalog.toml"}).code == 6


def test_same_quote_by_somebody_else_meanwhile_is_found() -> None:
    """Two people at two terminals ask once: it is looked for inside the lock again."""
    with open_terminal(*OPEN[:-1]) as terminal:
        terminal.wait_for("[y/N] ")
        assert run(*OPEN).code == 0
        before = state_of(Path.cwd())
        terminal.type("y\n")
        ran = terminal.finish(before)
    assert ran.code == 0
    assert "Already recorded" in plain_text(ran.err)
    assert len(run("history", "-a", "a.toml", "-o", "json").json["events"]) == 1
