"""Check that an account stays readable when the catalogue doesn't have its add-on any more."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import PACKAGED, write

EVENTS = """\
[[events]]
kind = "subscribed"
date = 2026-11-01
addon = "fax"
quantity = 13
total = "10.00"

[[events]]
kind = "trial_started"
date = 2026-11-02
addon = "voicemail"

[[events]]
kind = "feature_requested"
date = 2026-11-03
addon = "voicemail"
by = "zoe"
"""


@pytest.fixture(autouse=True)
def old_account(folder: Path) -> Path:
    """Write an account whose add-ons are gone."""
    return write(folder, ACCOUNT + EVENTS)


def addons(*argv: str) -> dict[str, dict[str, Any]]:
    """Return the add-ons of the catalogue's answer by their ids."""
    return {each["id"]: each for each in run("catalog", *ON, "-o", "json", *argv).json["addons"]}


def test_what_was_bought_is_shown_by_its_id() -> None:
    """It is bought, by nobody's leave to buy it again, and comes after what is for sale."""
    shown = addons()
    assert list(shown)[-2:] == ["fax", "voicemail"]
    assert (shown["fax"]["name"], shown["fax"]["state"]) == ("fax", "purchased")
    assert shown["fax"]["purchased_on"] == "2026-11-01"
    assert shown["voicemail"]["state"] == "not_offered"
    assert {shown[each]["basis"] for each in ("fax", "voicemail")} == {None}
    assert not any(any(shown[each]["actions"].values()) for each in ("fax", "voicemail"))


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
@pytest.mark.parametrize(
    "argv", [("catalog",), ("eligibility",), ("history",), ("request", "--list"), ("people",)]
)
def test_every_reading_command_answers(argv: tuple[str, ...], form: str) -> None:
    """Nobody has to correct a history that is right to read it."""
    ran = run(*argv, *ON, "-o", form)
    assert ran.code == 0
    assert "voicemail" in ran.out


def test_who_asked_for_it_is_listed() -> None:
    """The request stays, and the owner may do nothing about it."""
    [row] = run("request", "--list", *ON, "-o", "json").json["requests"]
    assert (row["addon"], row["count"], row["owner_may"]) == ("voicemail", 1, [])


@pytest.mark.parametrize("addon", ["fax", "voicemail"])
@pytest.mark.parametrize("user", ["marie", "paul", "zoe"])
@pytest.mark.parametrize("action", ["subscribe", "quote", "trial", "request"])
def test_it_is_not_for_sale(action: str, user: str, addon: str) -> None:
    """Nobody may do anything with it, and no other plan is proposed for what no plan offers."""
    answer = {"subscribe": ("--expect-total", "1"), "request": ()}.get(action, ("-y",))
    ran = run(action, addon, "--as", user, *answer, *ON)
    assert ran.code == 3
    assert "change the plan" not in ran.err
    assert "not offered" not in ran.err
    assert "price" not in ran.err


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "not in the catalogue (any more): not for sale"),
        ("fr", "absent (ou retiré) du catalogue\u00a0: pas en vente"),
    ],
)
def test_a_refusal_names_the_catalogue_and_not_the_plan(language: str, says: str) -> None:
    """No plan and no price would make it an add-on that can be had."""
    lang = ("--lang", language)
    ran = run("subscribe", "voicemail", "--as", "marie", "--expect-total", "1", *ON, *lang)
    assert says in ran.err
    assert "ADDON_NOT_OFFERED" in ran.err
    preview = run("invoice-preview", "voicemail", *ON, *lang)
    assert (preview.code, says in preview.err) == (3, True)
    why = run("eligibility", "voicemail", "--as", "marie", "--action", "subscribe", "--why", *ON)
    assert "The catalogue doesn't have it (any more): it isn't for sale." in why.out
    assert "ACCOUNT_NEEDS_QUOTE" not in why.out


def test_other_add_ons_are_sold_as_before() -> None:
    """A change is recorded although the account has add-ons that are gone."""
    argv = ("subscribe", "analytics-plus", "--as", "marie", "--expect-total", "70.20")
    assert run(*argv, *ON).code == 0
    assert len(run("history", *ON, "-o", "json").json["events"]) == 4


def test_check_warns_of_each_with_its_line() -> None:
    """Discontinued or misspelt, only a person knows: the event stands with its line."""
    ran = run("check", "a.toml")
    assert ran.code == 0
    lines = (ACCOUNT + EVENTS).splitlines()
    for word in ("fax", "voicemail"):
        number = lines.index(f'addon = "{word}"') + 1
        assert f"a.toml:{number}: warning: " in ran.out
        assert f'"{word}" is no add-on of the catalogue' in ran.out
    assert run("check", "a.toml", "--strict").code == 6
    warned = run("catalog", *ON, "-o", "json").json["warnings"]
    assert [each["code"] for each in warned] == ["ADDON_NOT_IN_CATALOG"] * 2


def test_a_misspelt_event_is_warned_of_with_what_was_meant(folder: Path) -> None:
    """It may as well be an add-on that is gone, so it is kept, and the nearest one is named."""
    write(folder, ACCOUNT + EVENTS.replace("voicemail", "analitics-plus"))
    for argv in (("check", "a.toml"), ("catalog", *ON), ("eligibility", *ON)):
        ran = run(*argv)
        said = f"{ran.out}{ran.err}".replace("\n    ", " ")
        assert ran.code == 0
        assert '"analitics-plus" is no add-on of the catalogue' in said
        assert 'Did you mean "analytics-plus"?' in said


PRICE = '[prices.{}]\nunit_price = "1.00"\nper = "month"\n\n[[users]]'


@pytest.mark.parametrize(
    ("addon", "events", "code"),
    [
        ("fax", "", 0),
        ("fax", EVENTS, 0),
        ("analitics-plus", "", 6),
        ("analitics-plus", EVENTS.replace("voicemail", "analitics-plus"), 0),
        ("aircall-ai", EVENTS, 6),
    ],
)
def test_the_price_of_what_is_gone_is_kept_and_a_misspelt_one_is_not_lost(
    folder: Path, addon: str, events: str, code: int
) -> None:
    """Near a known add-on, an event has to show that there once was such an add-on."""
    write(folder, changed(("[[users]]", PRICE.format(addon))) + events)
    assert run("catalog", *ON).code == code
    ran = run("check", "a.toml")
    assert ran.code == code
    assert ("warning: prices." in ran.out) == (code == 0)


@pytest.mark.parametrize(
    "word", ["Analytics+", "aircall-ai", "AI-Assist", "ai-assist ", "f\u0430x", "fa\u200bx"]
)
def test_another_name_of_an_add_on_is_a_problem(folder: Path, word: str) -> None:
    """Files hold ids: an alias or a name is no add-on that is gone."""
    write(folder, ACCOUNT + EVENTS.replace("voicemail", word))
    assert run("check", "a.toml").code == 6


def test_a_catalogue_of_ones_own_may_drop_an_add_on(folder: Path) -> None:
    """What was bought under the packaged catalogue is read under one without it."""
    write(folder, ACCOUNT + EVENTS.replace("fax", "analytics-plus"))
    packaged = PACKAGED / "catalog.toml"
    catalog = tomllib.loads(packaged.read_text("utf-8"))
    kept = [each for each in catalog["addons"] if each["id"] != "analytics-plus"]
    plans = [each | {"offers": [], "includes": []} for each in catalog["plans"]]
    write(folder, json.dumps({"addons": kept, "plans": plans}), "own.json")
    ran = run("catalog", *ON, "-o", "json", environ={"ADDONCTL_CATALOG": "own.json"})
    shown = {each["id"]: each["state"] for each in ran.json["addons"]}
    assert shown["analytics-plus"] == "purchased"
