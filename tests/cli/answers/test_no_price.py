"""No price is known: it is said first, with what would change the answer."""

from pathlib import Path

import pytest

from tests.cli.accounts import changed
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import write

PRICE = '[prices.analytics-plus]\nunit_price = "15.00"\nper = "month"\nsource = "illustrative"\n'
LINES = (
    '[prices.analytics-plus]\nunit_price = "..."                 # from the contract\nper = "month"'
)
ASKED = ("--as", "marie", *ON)


@pytest.fixture(autouse=True)
def unpriced(folder: Path) -> None:
    """Write an account without a price, as `addonctl new` does."""
    write(folder, changed((PRICE, "")))


def test_refusal_says_first_that_no_price_is_known() -> None:
    """Then which factor decided it, and the lines with which the answer changes."""
    ran = run("subscribe", "analytics-plus", *ASKED, "--expect-total", "70.20")
    assert ran.code == 3
    first, *why = ran.err.split("\n")
    assert first == (
        "error[REFUSED]: no price in EUR is known: Marie Duval (owner) may not subscribe to"
        " Analytics+"
    )
    assert why[0].endswith("no price in EUR is known for this add-on, NO_PRICE_KNOWN)")
    hint = (
        "request a quote, or start a trial, or ask the account manager to agree a price in EUR and"
    )
    assert f"hint: {hint} add it to a.toml:" in ran.err
    assert LINES.replace("\n", "\n  ") in ran.err


def test_refusal_says_so_in_json() -> None:
    """The message, the hint with its lines, and the decision with the step."""
    error = run("subscribe", "analytics-plus", *ASKED, "-n", "-o", "json").error
    assert error["message"]["en"].startswith("no price in EUR is known: ")
    assert error["message"]["fr"].startswith("aucun prix en EUR n'est connu")
    assert LINES in error["hint"]["en"]
    decision = error["decision"]
    assert decision["route_reason"] == {"code": "NO_PRICE_KNOWN", "basis": "inferred"}
    (step,) = [step for step in decision["next_steps"] if step["missing_price"]]
    assert (step["by"], step["missing_price"]) == ("account_manager", "analytics-plus")
    assert "unit_price and per under [prices.analytics-plus]" in step["message"]["en"]


@pytest.mark.parametrize("columns", ["40", "80", "120"])
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_decision_says_first_that_no_price_is_known(columns: str, form: str) -> None:
    """With every reason, the factor that decided it and the lines, on a screen of any width."""
    ran = run(
        *("eligibility", "analytics-plus", *ASKED, "--action", "subscribe", "--why", "-o", form),
        environ={"COLUMNS": columns},
    )
    first = " ".join(ran.out.lstrip("*").split())
    assert first.startswith("No. No price in EUR is known: Marie Duval (owner) may not subscribe")
    assert "NO_PRICE_KNOWN" in ran.out.replace("\\", "")
    for line in LINES.split("\n"):
        assert line in ran.out


def test_lines_change_the_answer(folder: Path) -> None:
    """With a number in place of the dots the answer is yes."""
    text = (folder / "a.toml").read_text("utf-8")
    write(folder, text + LINES.replace("...", "15.00") + "\n")
    ran = run("eligibility", "analytics-plus", *ASKED, "--action", "subscribe", "--exit-status")
    assert ran.code == 0


def test_json_account_is_told_the_lines_of_json(folder: Path) -> None:
    """What is shown is in the form of the file."""
    text = '{"schema": 1, "id": "a", "name": "A", "plan": "essentials", "currency": "EUR",'
    text += '"billing": {"frequency": "monthly", "anchor": "2026-01-31"},'
    text += '"licenses": {"standard": 1, "additional": 0},'
    text += '"users": [{"id": "marie", "roles": ["owner"]}]}'
    write(folder, text, "a.json")
    ran = run("subscribe", "ai-assist", "-a", "a.json", "--as", "marie", "-n")
    assert '"prices": {"ai-assist": {"unit_price": "...", "per": "month"}}' in ran.err


@pytest.mark.parametrize("factor", ['purchase_path = "quote"', 'payment_method = "bank_transfer"'])
def test_price_is_no_answer_where_it_would_change_none(folder: Path, factor: str) -> None:
    """An account that buys by quote with a price, too, isn't told that a price is enough."""
    write(folder, changed((PRICE, ""), ("[licenses]", f"{factor}\n\n[licenses]")))
    ran = run("subscribe", "analytics-plus", *ASKED, "-n")
    assert ran.code == 3
    assert ran.err.startswith("error[REFUSED]: Marie Duval (owner) may not subscribe")
    assert "NO_PRICE_KNOWN" in ran.err
    assert "unit_price" not in ran.err
    assert "agree a price in EUR and " in ran.err


def test_role_that_may_not_buy_is_not_told_of_a_price() -> None:
    """A price makes no owner of a supervisor."""
    ran = run("subscribe", "analytics-plus", "-a", "a.toml", "--as", "zoe", "-n")
    assert ran.err.startswith("error[REFUSED]: Zoé Martin (supervisor) may not subscribe")
    assert "unit_price" not in ran.err


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_catalogue_writes_the_first_price_out(columns: str) -> None:
    """Where the account has none, nothing in it shows how one is written."""
    ran = run("catalog", "-a", "a.toml", environ={"COLUMNS": columns})
    for line in (*LINES.split("\n"), "[prices.ai-assist]", "[prices.ai-assist-pro]"):
        assert line in ran.out
