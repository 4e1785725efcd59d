"""`addonctl new`: what it prints is an account, whatever its options hold."""

import json
import re
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addonctl.actions.new_account import OWNER, new_account
from addonctl.errors import UsageFailure
from addonctl.model.account import Account
from addonctl.model.views import NewAccount
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import for_people
from tests.builders import EXAMPLE_NAMES, EXAMPLES, PACKAGED_CATALOG, TODAY
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
        features = StreamFeatures(is_terminal=False, width=None, has_color=False, encoding=encoding)
        try:
            tree = {
                "schema": 1,
                "id": "a",
                "name": name,
                "plan": "essentials",
                "currency": "EUR",
                "billing": {"frequency": "monthly", "anchor": TODAY},
                "licenses": {"standard": 1, "additional": 0},
                "users": [OWNER],
            }
            account = new_account(tree, PACKAGED_CATALOG, lambda _zone: TODAY)
        except UsageFailure:
            assert not name.isprintable(), name
            return
        text = render(
            NewAccount(answer=account, catalog=PACKAGED_CATALOG, today=TODAY),
            for_people("en"),
            features,
        )
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


@pytest.mark.parametrize("form", ["table", "json"])
def test_withdrawn_currency_is_warned_of(form: str) -> None:
    """A contract may still name it, so the account is made; the warning stands beside it."""
    ran = run("new", "--currency", "HRK", "-o", form)
    assert ran.code == 0
    assert "warning: HRK was withdrawn on 1 Jan 2023, in favour of EUR" in ran.err
    assert check(ran.out) == 0
    assert run("new", "-o", form).err == ""


def test_events_stand_in_the_order_of_their_dates() -> None:
    """However they were given, as an account's events keep it."""
    late, early = ("subscribed,ai-assist,2026-11-05", "trial_started,ai-assist,2026-11-02")
    ran = run("new", "--event", late, "--event", early)
    assert [event["kind"] for event in tomllib.loads(ran.out)["events"]] == [
        *("trial_started", "subscribed")
    ]
    assert check(ran.out) == 0


def test_today_of_events_is_that_of_the_account() -> None:
    """In the morning in UTC it is still the day before on Samoa."""
    event = ("--event", f"trial_started,ai-assist,{TODAY}")
    assert run("new", *event).code == 0
    assert run("new", *event, "--time-zone", "Pacific/Pago_Pago").code == 2


def test_plan_is_one_of_the_catalogue_in_force(folder: Path) -> None:
    """The first plan of a catalogue of one's own is the plan of a new account."""
    (folder / "own.toml").write_text('[[plans]]\nid = "gold"\nname = "Gold"\noffers = []\n')
    environ = {"ADDONCTL_CATALOG": "own.toml"}
    ran = run("new", environ=environ)
    assert tomllib.loads(ran.out)["plan"] == "gold"
    assert check(ran.out, environ=environ) == 0


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("Ada Roy", {"id": "ada-roy", "name": "Ada Roy"}),
        ("ada", {"id": "ada", "name": "ada"}),
        (
            "Zoé Martin <zoe@acme.example>",
            {"id": "zoe", "name": "Zoé Martin", "email": "zoe@acme.example"},
        ),
        ("Zoé Lefèvre", {"id": "zoe-lefevre", "name": "Zoé Lefèvre"}),
        ("ada@acme.example", {"id": "ada", "name": "ada", "email": "ada@acme.example"}),
        ("<ada@acme.example>", {"id": "ada", "name": "ada", "email": "ada@acme.example"}),
        ("山田 太郎", {"id": "山田 太郎", "name": "山田 太郎"}),
    ],
)
def test_owner_is_named_as_people_write_them(owner: str, expected: dict[str, str]) -> None:
    """A name, an address or both; the id is made of them, and --as takes any of the three."""
    ran = run("new", "--owner", owner, encoding="utf-8")
    assert tomllib.loads(ran.out)["users"] == [expected | {"roles": ["owner"]}]
    assert check(ran.out) == 0
    for word in expected.values():
        assert run("people", "-a", "-", "--as", word, stdin=ran.out).code == 0


FILLED = (
    *("--price", "Analytics+=15.00", "--price", "ai-assist=27.5/cycle"),
    *("--tax", "VAT=20", "--tax", "City tax=1.5%", "--owner", "Ada <ada@acme.example>"),
    *("--event", "trial_started,ai-assist,2026-11-02,ada"),
    *("--event", "feature_requested, AI Assist Pro, 2026-11-03"),
)


def test_prices_taxes_and_events_are_those_that_are_given() -> None:
    """Each option may be repeated, and takes an add-on by id, alias or name."""
    ran = run("new", *FILLED)
    account = tomllib.loads(ran.out)
    assert account["prices"] == {
        "analytics-plus": {"unit_price": "15.00", "per": "month"},
        "ai-assist": {"unit_price": "27.5", "per": "cycle"},
    }
    assert account["billing"]["taxes"] == [
        {"name": "VAT", "percent": "20"},
        {"name": "City tax", "percent": "1.5"},
    ]
    assert [(each["kind"], each["addon"], each.get("by")) for each in account["events"]] == [
        ("trial_started", "ai-assist", "ada"),
        ("feature_requested", "ai-assist-pro", None),
    ]
    assert check(ran.out) == 0
    assert run("invoice-preview", "analytics-plus", "-a", "-", stdin=ran.out).code == 0
    out = run("new", *FILLED, "-o", "json").out
    assert json.loads(out) == json.loads(json.dumps(account, default=str))


@pytest.mark.parametrize("tax", ["20", "20%", "VAT=20"])
def test_tax_is_value_added_tax_unless_it_is_named(tax: str) -> None:
    """A percentage alone is enough."""
    account = tomllib.loads(run("new", "--tax", tax).out)
    assert account["billing"]["taxes"] == [{"name": "VAT", "percent": "20"}]


def test_no_tax_is_something_else_than_an_unknown_one() -> None:
    """`none` writes an empty list; without the option the taxes aren't known."""
    assert tomllib.loads(run("new", "--tax", "none").out)["billing"]["taxes"] == []
    assert "taxes" not in tomllib.loads(run("new").out)["billing"]


def test_template_shows_an_event_of_today() -> None:
    """How an event is written can be seen without one."""
    text = run("new").out
    event = text.partition("\n# [[events]]")[2]
    assert f"\n# date = {TODAY} " in event
    assert '\n# kind = "trial_started" ' in event
    assert "events" not in tomllib.loads(text)


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--price", "15"), 2, '--price: "15" is not ADDON=AMOUNT'),
        (("--price", "15"), 2, "--price analytics-plus=15.00"),
        (("--price", "analytics-plus="), 2, "is not ADDON=AMOUNT"),
        (("--price", "analytics-plus=15,00"), 2, '--price: "15,00" is not a price'),
        (("--price", "analytics=15"), 5, "did you mean analytics-plus?"),
        (("--price", "ai-assist=9/cylce"), 2, "--price ai-assist=9/cycle"),
        (("--price", "ai-assist=9", "--price", "AI Assist=8"), 2, "--price ai-assist was given"),
        (("--tax", "VAT"), 2, '--tax: "VAT" is not a percentage'),
        (("--tax", "=20"), 2, "--tax: "),
        (("--tax", "VAT=101"), 2, "--tax: "),
        (("--tax", "VAT=20", "--tax", "VAT=21"), 2, "the option --tax VAT was given twice"),
        (("--tax", "20", "--tax", "VAT=20"), 2, "the option --tax VAT was given twice"),
        (("--tax", "A b=1", "--tax", "A b=2"), 2, "the option --tax 'A b' was given twice"),
        (("--tax", "none", "--tax", "20"), 2, '--tax: "none" is not a percentage'),
        (("--event", "subscribed"), 2, "is not KIND,ADDON,DATE[,USER]"),
        (
            ("--event", "subscribd,ai-assist,2026-11-02"),
            2,
            "--event subscribed,ai-assist,2026-11-02",
        ),
        (("--event", "subscribed,ai-asist,2026-11-02"), 5, "did you mean ai-assist?"),
        (
            ("--event", "subscribed,ai-assist,2026-11-2"),
            2,
            "--event subscribed,ai-assist,2026-11-02",
        ),
        (("--owner", ""), 2, "--owner: "),
        (("--owner", "Ada <>"), 2, "--owner: "),
        (("--owner", "Ada <y>"), 2, '--owner: no letter can be sent to "y"'),
        (("--owner", "ada@"), 2, "--owner: "),
        (("--owner", "ada@a@b"), 2, "--owner: no letter can be sent to"),
        (
            ("--event", "subscribed,analytics-plus,2030-01-01"),
            2,
            "--event: 1 Jan 2030 lies after today, 21 Nov 2026",
        ),
        (
            ("--event", "subscribed,ai-assist,2026-11-02") * 2,
            2,
            "--event: ai-assist was subscribed on 2 Nov 2026 already",
        ),
        (("--owner", "\udcff"), 2, "--owner: "),
        (("--example", "acm"), 2, "did you mean acme?"),
        (("--example", "x"), 2, "acme, annual-billed-monthly, annual-upfront,"),
        (("--example", "acme", "--id", "x"), 2, "--example prints an account as it is"),
        (("--example", "acme", "--tax", "none"), 2, "--example prints an account as it is"),
    ],
)
def test_part_that_cannot_be_read_is_told_with_its_form(
    options: tuple[str, ...], code: int, says: str
) -> None:
    """The option is named, and how its value is written."""
    ran = run("new", *options)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err, ran.err


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_example_is_printed_as_toml(name: str, encoding: str) -> None:
    """The file of the examples, with commands about files beside it; it reads back the same.

    One that is JSON is TOML, too, as it goes into NAME.toml.
    """
    text = (EXAMPLES / name).read_text("utf-8")
    ran = run("new", "--example", Path(name).stem, encoding=encoding)
    assert ran.code == 0
    assert "examples/" not in ran.out
    is_toml = name.endswith(".toml")
    if is_toml and encoding == "utf-8":
        assert ran.out == text.replace("examples/", "")
    tree = tomllib.loads(text) if is_toml else json.loads(text)
    printed = tomllib.loads(ran.out)
    assert (
        printed == tree
        if is_toml
        else msgspec.convert(printed, Account) == msgspec.convert(tree, Account)
    )
    assert check(ran.out) == 0
    out = run("new", "--example", Path(name).stem, "-o", "json").json
    assert out == json.loads(json.dumps(tree, default=str))


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_example_is_saved_as_the_help_shows(name: str, folder: Path) -> None:
    """`addonctl new --example NAME > NAME.toml` gives a file that can be asked about."""
    file = folder / f"{Path(name).stem}.toml"
    file.write_text(run("new", "--example", file.stem).out)
    assert run("check", file.name).code == 0
    if name != "price-book.toml":
        assert run("catalog", "-a", file.name).code == 0


def test_example_that_was_json_takes_a_change(folder: Path) -> None:
    """Its events are blocks, as nothing can be appended to a list in one line."""
    (folder / "x.toml").write_text(run("new", "--example", "leap-day").out)
    wish = ("request", "ai-assist", "-a", "x.toml", "--as", "jack")
    assert run(*wish).code == 0
    assert len(tomllib.loads((folder / "x.toml").read_text())["events"]) == 2


def test_price_book_is_an_example_too() -> None:
    """What accounts are tried with beside their own prices."""
    ran = run("new", "--example", "price-book")
    assert "[[prices]]" in ran.out
    assert check(ran.out) == 0
