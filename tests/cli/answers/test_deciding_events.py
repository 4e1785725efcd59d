"""A refusal by what happened names the event, one by the plan the plan."""

from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import write

ASKED = ("analytics-plus", "--as", "marie", *ON)
OTHER = '\n[[events]]\nkind = "feature_requested"\ndate = 2026-10-01\naddon = "ai-assist"\n'
BOUGHT = (
    '\n[[events]]\nkind = "subscribed"\ndate = 2026-11-05\naddon = "analytics-plus"\nid = "E-7"\n'
)
RUNS = (
    '\n[[events]]\nkind = "trial_started"\ndate = 2026-11-02\naddon = "analytics-plus"\n'
    'by = "paul"\n'
)
USED = RUNS.replace("2026-11-02", "2026-10-05")
PURCHASE = {"number": 2, "id": "E-7", "kind": "subscribed", "date": "2026-11-05", "by": None}
TRIAL = {"number": 2, "id": None, "kind": "trial_started", "by": "paul"}


@pytest.mark.parametrize(
    ("events", "command", "event", "shown"),
    [
        (BOUGHT, "subscribe", PURCHASE | {"trial_end": None}, "bought on 5 Nov 2026, event 2 ("),
        (BOUGHT, "trial", PURCHASE | {"trial_end": None}, "bought on 5 Nov 2026, event 2 ("),
        (
            RUNS,
            "trial",
            TRIAL | {"date": "2026-11-02", "trial_end": "2026-12-02"},
            "its trial runs from 2 Nov 2026 through 1 Dec 2026, event 2 (TRIAL_RUNNING",
        ),
        (
            USED,
            "trial",
            TRIAL | {"date": "2026-10-05", "trial_end": "2026-11-05"},
            "its trial ran from 5 Oct 2026 through 4 Nov 2026, event 2 (TRIAL_USED",
        ),
    ],
    ids=["bought", "bought-and-tried", "trial-runs", "trial-is-used"],
)
def test_refusal_names_the_event_that_decided(
    folder: Path, events: str, command: str, event: dict[str, object], shown: str
) -> None:
    """On the screen its date and its number, in JSON the event beside the reason."""
    write(folder, ACCOUNT + OTHER + events)
    assert shown in run(command, *ASKED, "-n").err
    decision = run(command, *ASKED, "-n", "-o", "json").error["decision"]
    assert event in [reason["event"] for reason in decision["reasons"]]
    why = run("eligibility", *ASKED, "--action", command, "--why").out
    assert "(event 2)" in why


def test_preview_of_what_is_bought_names_the_event(folder: Path) -> None:
    """Its refusal is the same."""
    write(folder, ACCOUNT + OTHER + BOUGHT)
    ran = run("invoice-preview", *ASKED)
    assert ran.code == 3
    assert "bought on 5 Nov 2026, event 2" in ran.err


@pytest.mark.parametrize(
    ("plan", "addon", "shown"),
    [("professional", "ai-assist", "in the plan, Professional: nothing to buy")],
)
def test_refusal_names_the_plan(folder: Path, plan: str, addon: str, shown: str) -> None:
    """Which plan includes it is on the screen and in JSON."""
    write(folder, changed(('"essentials"', f'"{plan}"')))
    words = ("subscribe", addon, *ASKED[1:], "-n")
    assert shown in run(*words).err
    reasons = run(*words, "-o", "json").error["decision"]["reasons"]
    assert [reason["plan"] for reason in reasons if reason["code"] == "INCLUDED_IN_PLAN"] == [plan]


def test_plan_that_does_not_offer_it_is_named(folder: Path) -> None:
    """The same for what the plan lacks."""
    catalog = '[[plans]]\nid = "essentials"\nname = "Essentials"\noffers = ["ai-assist"]\n'
    write(folder, catalog, "catalog.toml")
    write(folder, ACCOUNT)
    ran = run("trial", *ASKED, "-n", environ={"ADDONCTL_CATALOG": "catalog.toml"})
    assert "not offered on the plan, Essentials (ADDON_NOT_OFFERED" in ran.err


def test_repeated_request_names_the_event(folder: Path) -> None:
    """Which event, when and by whom."""
    invocation = OTHER.replace('addon = "ai-assist"', 'addon = "analytics-plus"\nby = "paul"')
    write(folder, ACCOUNT + OTHER + invocation)
    words = ("request", "analytics-plus", "--as", "paul", *ON)
    ran = run(*words)
    assert ran.out == (
        "Already recorded: Paul Lefèvre (admin) requested Analytics+ on 1 Oct 2026, event 2 of"
        " a.toml.\n"
    )
    assert run(*words, "-o", "json").json["event_number"] == 2


@pytest.mark.parametrize(
    ("words", "would", "asks"),
    [
        (("subscribe", "analytics-plus", "marie"), "Would be invoiced now", "To invoice now"),
        (("quote", "ai-assist", "marie"), "This note would go to the account manager", "Send"),
        (("trial", "analytics-plus", "marie"), "would then be started", "Start the trial"),
        (("request", "analytics-plus", "paul"), "Marie Duval would be told", "Tell"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_dry_run_asks_nobody_to_act(
    folder: Path, words: tuple[str, str, str], would: str, asks: str, form: str
) -> None:
    """It says what would be; the note is the one that would be sent."""
    write(folder, ACCOUNT)
    action, addon, user = words
    ran = run(action, addon, "-a", "a.toml", "--as", user, "-n", "-o", form)
    assert ran.code == 0
    if form != "json":
        assert would in ran.out
        assert asks not in ran.out
        return
    said = [step["en"] for step in ran.json["next"]]
    assert any("would" in step for step in said)
    assert not any(step.startswith((asks, "Invoice")) for step in said)
    assert ran.json["event_number"] is None
    if action == "request":
        assert ran.json["notify"]["users"] == ["marie"]
