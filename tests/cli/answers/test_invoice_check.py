"""`addonctl invoice-check`: what an amount is compared with, and how it ends."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.program import run

LUMIERE = ("-a", "examples/annual-upfront.toml", "--on", "2026-11-21")
ACME = ("-a", "examples/acme.toml", "--on", "2026-11-21")
CHECK = ("invoice-check", "analytics-plus")
BOUGHT = """
[[events]]
kind = "subscribed"
date = 2026-11-21
addon = "analytics-plus"
quantity = 40
unit_price = "12.00"
per = "month"
"""

pytestmark = pytest.mark.usefixtures("examples")


def answer(*argv: str) -> dict[str, Any]:
    """Return the answer as JSON."""
    done = run(*CHECK, *argv, "-o", "json")
    assert done.code == 0
    document: dict[str, Any] = json.loads(done.out)
    return document


def names(explanation: dict[str, Any]) -> list[str]:
    """Name the deviations of an explanation."""
    return [each["name"] for each in explanation["deviations"]]


def test_day_of_purchase_that_was_not_billed_is_found() -> None:
    """The simplest explanation comes first, with the same in other words beside it."""
    check = answer("--charged", "3276.70", *LUMIERE)
    (explanation,) = check["explanations"]
    assert names(explanation) == ["day_of_purchase_free"]
    assert [[each["name"] for each in same] for same in explanation["same"]] == [["bought_on"]]
    assert explanation["amount_due"] == check["charged"] == "3276.70"
    assert check["expected"]["amount_due"] == "3305.69"
    assert check["difference"] == "-28.99"
    assert "× 113/365 days = 2730.58 EUR, + VAT 546.12" in explanation["formula"]
    assert check["nearest"] is None


def test_two_deviations_together_are_found() -> None:
    """Without tax, and without the day of purchase: 15.00 × 13 × 90% × 8/30 less 20.00."""
    check = answer("--charged", "26.80", *ACME)
    assert ["day_of_purchase_free", "tax_missing"] in [
        sorted(names(each)) for each in check["explanations"]
    ]


def test_expected_amount_needs_no_explanation() -> None:
    """Where the amounts agree nothing is tried."""
    check = answer("--charged", "43.18", *ACME)
    assert not check["differs"]
    assert check["difference"] == "0.00"
    assert (check["explanations"], check["tried"], check["pairs_tried"]) == ([], [], 0)
    assert check["nearest"] is None


def test_what_nothing_explains_has_the_nearest_miss() -> None:
    """How many were tried is said, and how far off the nearest is."""
    check = answer("--charged", "58.51", *ACME)
    assert check["explanations"] == []
    assert len(check["tried"]) > 40
    assert check["pairs_tried"] > 1000
    assert check["nearest"]["amount_due"] == "58.50"
    assert check["nearest"]["difference"] == "0.01"


@pytest.mark.parametrize("amount", ["3,276.70", "3 276,70", "3\u202f276,70", "3276.7"])
def test_amount_is_read_as_screens_show_it(amount: str) -> None:
    """What was pasted from a screen or an invoice is the same amount."""
    assert answer("--charged", amount, *LUMIERE)["charged"] == "3276.70"


@pytest.mark.parametrize(("amount", "code"), [("3276.70", 8), ("3305.69", 0)])
def test_exit_status_says_whether_the_amounts_differ(amount: str, code: int) -> None:
    """Scripts ask for it; without it an answer is an answer."""
    assert run(*CHECK, "--charged", amount, *LUMIERE, "--exit-status").code == code
    assert run(*CHECK, "--charged", amount, *LUMIERE).code == 0


def test_next_invoice_is_the_full_one() -> None:
    """It is compared with what the first invoice leaves of the credit."""
    check = answer("--charged", "234.00", *ACME, "--invoice", "next")
    assert check["expected"]["issue_date"] == "2026-11-30"
    assert check["expected"]["amount_due"] == "210.60"
    assert names(check["explanations"][0]) == ["discount_missing"]


def test_purchase_that_is_recorded_gives_licences_and_price(examples: Path) -> None:
    """The event itself counts for nothing else: the add-on is checked as if it weren't bought."""
    file = examples / "annual-upfront.toml"
    file.write_text(file.read_text("utf-8") + BOUGHT, "utf-8")
    check = answer("--charged", "2204.04", *LUMIERE)
    assert check["purchase"]["date"] == "2026-11-21"
    assert check["quantity"]["billed"] == 40
    assert (check["price"]["unit_price"], check["price"]["origin"]) == ("12.00", "recorded")
    assert check["expected"]["subtotal"] == "1799.01"
    found = {name for each in check["tried"] for name in [each["name"]]}
    assert {"own_price", "all_licenses"} <= found


def test_add_on_that_was_bought_before_is_refused(examples: Path) -> None:
    """The hint names the day of the purchase, for which the question has an answer."""
    file = examples / "annual-upfront.toml"
    file.write_text(file.read_text("utf-8") + BOUGHT, "utf-8")
    argv = (*CHECK, "--charged", "1.00", "-a", "examples/annual-upfront.toml", "--on")
    done = run(*argv, "2026-11-25")
    assert (done.code, done.out) == (3, "")
    assert "error[BOUGHT_BEFORE]" in done.err
    assert "--on 2026-11-21" in done.err
    assert run(*argv, "2026-11-21").code == 0


@pytest.mark.parametrize(
    ("argv", "code", "word"),
    [
        (("--charged", "1.00"), 2, "CHECK_NEEDS"),
        (("--on", "2026-11-21"), 2, "CHECK_NEEDS"),
        (("--charged", "1.005", "--on", "2026-11-21"), 2, "BAD_AMOUNT"),
        (("--charged", "-1.00", "--on", "2026-11-21"), 2, "BAD_AMOUNT"),
        (("--charged", "1.00", "--on", "21.11.2026"), 2, "BAD_DATE"),
        (("--charged", "1.00", "--on", "2026-11-21", "--invoice", "last"), 2, "UNKNOWN_CHOICE"),
        (("--charged", "1.00", "--on", "2026-11-21", "--licenses", "3"), 2, "LICENSES_FIXED"),
        (("--charged", "1.00", "--on", "2025-11-21"), 6, "BEFORE_FIRST_CYCLE"),
    ],
)
def test_wrong_input_says_what_is_wrong(argv: tuple[str, ...], code: int, word: str) -> None:
    """Each ends with the exit code of its kind, and prints no answer."""
    done = run(*CHECK, "-a", "examples/acme.toml", *argv)
    assert (done.code, done.out) == (code, "")
    assert f"error[{word}]" in done.err


def test_no_price_is_told_with_the_option_that_named_the_day() -> None:
    """AI Assist Pro has no price in euros."""
    done = run("invoice-check", "ai-assist-pro", "--charged", "1.00", *ACME)
    assert done.code == 6
    assert "error[NO_PRICE]" in done.err


def test_what_the_plan_includes_is_refused() -> None:
    """Nothing can be expected of it, and the refusal says that it is in the plan."""
    argv = ("--charged", "9.00", "-a", "examples/nordwind.toml", "--on", "2026-11-21")
    done = run("invoice-check", "ai-assist", *argv)
    assert (done.code, done.out) == (3, "")


def test_answer_follows_its_schema() -> None:
    """`addonctl schema invoice-check` describes it, explained or not."""
    schema = json.loads(run("schema", "invoice-check").out)
    for amount in ("43.18", "58.50", "58.51", "26.80"):
        jsonschema.validate(answer("--charged", amount, *ACME), schema)


def test_standard_input_is_asked_alike(examples: Path) -> None:
    """The same bytes come of an account that is sent."""
    text = (examples / "acme.toml").read_text("utf-8")
    argv = (*CHECK, "--charged", "58.50", "--on", "2026-11-21", "-o", "json", "-a")
    assert run(*argv, "-", stdin=text).out == run(*argv, "examples/acme.toml").out


def test_quiet_prints_the_amounts_alone() -> None:
    """Three lines that can be read aloud."""
    done = run(*CHECK, "--charged", "3276.70", *LUMIERE, "-q")
    assert [line.split()[0] for line in done.out.splitlines()] == [
        "Charged",
        "Expected",
        "Difference",
    ]


def test_why_lists_what_was_tried() -> None:
    """The expected invoice line by line, and what each deviation alone would give."""
    text = run(*CHECK, "--charged", "58.50", *ACME, "--why").out
    assert "Standard licences  10 × 15.00" in text
    assert "The discount was taken twice." in text


def test_markdown_has_the_explanations() -> None:
    """What is sent on as a ticket says the same."""
    text = run(*CHECK, "--charged", "3276.70", *LUMIERE, "-o", "markdown").out
    assert "- Charged · 3,276.70 EUR" in text
    assert "The day of purchase wasn't billed: 113 of 365 days." in text
