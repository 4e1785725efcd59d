"""`addonctl new`: what it prints is an account, whatever its options hold."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addonctl.actions.new import new_account
from addonctl.errors import UsageFailure
from addonctl.output.new_screen import render_new_account
from addonctl.output.streams import Look
from addonctl.output.wording import for_people
from tests.builders import PACKAGED_CATALOG, TODAY
from tests.cli.hostile import HOSTILE
from tests.cli.program import run
from tests.draws import examples

GIVEN = (
    *("--id", "acme", "--name", "Acme SAS", "--plan", "professional", "--currency", "JPY"),
    *("--time-zone", "Asia/Tokyo", "--standard", "10", "--additional", "3"),
    *("--frequency", "annual", "--anchor", "2026-03-15"),
)


def check(text: str, *, environ: dict[str, str] | None = None) -> int:
    """Check a text on standard input."""
    return run("check", "-", stdin=text, environ=environ).code


@pytest.mark.parametrize("options", [(), GIVEN])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_what_is_printed_passes_check(
    options: tuple[str, ...], language: str, encoding: str
) -> None:
    """In each language and encoding the file is right as it is printed."""
    ran = run("new", *options, "--lang", language, encoding=encoding)
    assert ran.code == 0
    assert check(ran.out) == 0


def test_options_fill_in_the_account() -> None:
    """Each option is a field of the account."""
    account = tomllib.loads(run("new", *GIVEN).out)
    assert {key: account[key] for key in ("id", "name", "plan", "currency", "time_zone")} == {
        "id": "acme",
        "name": "Acme SAS",
        "plan": "professional",
        "currency": "JPY",
        "time_zone": "Asia/Tokyo",
    }
    assert account["licenses"] == {"standard": 10, "additional": 3}
    assert account["billing"]["frequency"] == "annual"
    assert account["billing"]["anchor"].isoformat() == "2026-03-15"


def test_first_cycle_begins_with_this_month() -> None:
    """Without an anchor the first day of this month is one."""
    account = tomllib.loads(run("new").out)
    assert account["billing"]["anchor"] == TODAY.replace(day=1)


@pytest.mark.parametrize("options", [(), GIVEN])
def test_every_optional_line_is_right_once_it_is_used(options: tuple[str, ...]) -> None:
    """With every # of a setting taken away the file still passes."""
    text = run("new", *options).out
    used = re.sub(r"^# (?=\[|[a-z_]+ = )", "", text, flags=re.MULTILINE)
    assert used.count("\n# ") < text.count("\n# ")
    assert len(tomllib.loads(used)["billing"]) == 9
    assert check(used) == 0


def test_json_is_the_same_account() -> None:
    """For a program the account comes without comments, and passes, too."""
    out = run("new", *GIVEN, "-o", "json").out
    account = tomllib.loads(run("new", *GIVEN).out)
    account["billing"]["anchor"] = account["billing"]["anchor"].isoformat()
    assert json.loads(out) == account
    assert check(out) == 0


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_hostile_name_stays_what_it_is(name: str, encoding: str) -> None:
    """Whatever steers a terminal is escaped as TOML does, so that the name reads back the same."""
    ran = run("new", "--name", name, encoding=encoding)
    assert tomllib.loads(ran.out)["name"] == name
    assert check(ran.out) == 0


@given(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=100))
@settings(max_examples=examples(200))
def test_any_name_reads_back_the_same(name: str) -> None:
    """A name that an account may have is printed so that it reads back, in any encoding."""
    for encoding in ("utf-8", "ascii"):
        look = Look(is_terminal=False, width=None, has_color=False, encoding=encoding)
        try:
            account = new_account(
                account_id="a",
                name=name,
                plan="essentials",
                currency="EUR",
                time_zone=None,
                standard=1,
                additional=0,
                frequency="monthly",
                anchor=TODAY,
                catalog=PACKAGED_CATALOG,
            )
        except UsageFailure:
            assert not name.isprintable(), name
            return
        text = render_new_account(account, PACKAGED_CATALOG, for_people("en"), look)
        assert tomllib.loads(text)["name"] == name
        assert text.encode(encoding)


def test_all_values_that_cannot_be_are_named_by_their_options(folder: Path) -> None:
    """Everything that is wrong is told at once, and nothing is printed."""
    ran = run(
        *("new", "--id", "a b", "--name", "", "--plan", "essential", "--currency", "EURO"),
        *("--time-zone", "Europe/Pari", "--standard", "0"),
    )
    assert ran.code == 2
    told = [line.split(":")[0] for line in ran.err.splitlines() if line.startswith("--")]
    assert sorted(told) == [
        *("--currency", "--id", "--name", "--plan", "--standard, --additional", "--time-zone")
    ]
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--standard", "-1"), "BAD_NUMBER"),
        (("--additional", "1e3"), "BAD_NUMBER"),
        (("--frequency", "annualy"), "UNKNOWN_CHOICE"),
        (("--anchor", "2026-02-30"), "BAD_DATE"),
        (("-o", "markdown"), "UNKNOWN_CHOICE"),
        (("--name", "\udcff"), "NEW_INVALID"),
    ],
)
def test_option_that_cannot_be_is_a_mistake(options: tuple[str, ...], code: str) -> None:
    """Each option takes what its field does."""
    ran = run("new", *options)
    assert (ran.code, f"error[{code}]" in ran.err) == (2, True)


def test_plan_is_one_of_the_catalogue_in_force(folder: Path) -> None:
    """The first plan of a catalogue of one's own is the plan of a new account."""
    (folder / "own.toml").write_text('[[plans]]\nid = "gold"\nname = "Gold"\noffers = []\n')
    environ = {"ADDONCTL_CATALOG": "own.toml"}
    ran = run("new", environ=environ)
    assert tomllib.loads(ran.out)["plan"] == "gold"
    assert check(ran.out, environ=environ) == 0
