"""What is on the next invoice, and several purchases at once, as somebody asks on a terminal."""

from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.builders import EXAMPLES
from tests.cli.fleets.fleet import example_accounts, lines_of, table
from tests.cli.program import run
from tests.files import write

BRUME = (EXAMPLES / "two-addons.toml").read_text("utf-8")
ON = ("-a", "a.toml", "--as-of", "2026-11-21")
BOOK = {"ADDONCTL_CATALOG": str(EXAMPLES / "price-book.toml")}


@pytest.fixture
def brume(folder: Path) -> Path:
    """Write the account that has two add-ons."""
    write(folder, BRUME, "a.toml")
    return folder / "a.toml"


def valid(name: str, *argv: str, **environ: str) -> dict[str, Any]:
    """Ask for JSON, see that it is what its schema says, and hand it on."""
    document: dict[str, Any] = run(*argv, "-o", "json", environ=environ).json
    assert document["schema"] == f"addonctl.{name}/1"
    Draft202012Validator(run("schema", name).json).validate(document)
    return document


@pytest.mark.usefixtures("brume")
def test_next_invoice_has_everything_bought() -> None:
    """Lines by add-on, taxes once on their sum, what is left of the credit; both quantities."""
    found = valid("next-invoice", "invoice-preview", *ON)
    invoice = found["next"]
    assert [(each["addon"], each["subtotal"]) for each in invoice["addons"]] == [
        ("analytics-plus", "202.50"),
        ("ai-assist", "48.60"),
    ]
    first, second = invoice["addons"]
    assert (first["bought_quantity"], first["quantity"]["billed"]) == (13, 15)
    assert (second["price"]["origin"], second["quantity"]["assigned"]) == ("recorded", 6)
    keys = ("subtotal", "tax", "total", "credit", "amount_due", "issue_date")
    assert [invoice[key] for key in keys] == [
        *("251.10", "50.22", "301.32", "20.00", "281.32", "2026-11-30")
    ]
    assert "LICENSES_DIFFER" in [each["code"] for each in found["assumptions"]]
    assert (found["schedule"], found["until"]) == ([], None)


@pytest.mark.usefixtures("brume")
def test_invoices_until_a_day_are_summed() -> None:
    """The day itself counts; where there is none, the sum is of none, and the next one is shown."""
    found = valid("next-invoice", "invoice-preview", *ON, "--until", "2027-01-31")
    assert [each["issue_date"] for each in found["schedule"]] == ["2026-12-31", "2027-01-31"]
    assert (found["until"]["invoices"], found["until"]["total"]) == (3, "903.96")
    assert found["until"]["amount_due"] == "883.96"
    none = valid("next-invoice", "invoice-preview", *ON, "--until", "2026-11-29")["until"]
    assert (none["invoices"], none["total"], none["tax"]) == (0, "0.00", "0.00")
    cycles = valid("next-invoice", "invoice-preview", *ON, "--cycles", "2")
    assert cycles["schedule"] == found["schedule"]


def test_sum_of_a_purchase_has_its_first_invoice(folder: Path) -> None:
    """With one add-on named it is the sum from today on."""
    write(folder, (EXAMPLES / "annual-upfront.toml").read_text("utf-8"), "a.toml")
    argv = ("invoice-preview", "analytics-plus", *ON, "--until", "2028-03-15")
    found = valid("invoice-preview", *argv)
    assert (found["until"]["invoices"], found["until"]["total"]) == (3, "24473.69")
    assert "Until 15 Mar 2028" in run(*argv, "-q").out


@pytest.mark.usefixtures("examples")
def test_nothing_bought_is_an_answer() -> None:
    """It says so in words, with exit code 0; there is no invoice, so none of 0."""
    argv = ("invoice-preview", "-a", "examples/acme.toml", "--as-of", "2026-11-21")
    found = valid("next-invoice", *argv)
    assert (found["next"], found["schedule"]) == (None, [])
    assert run(*argv, "-q").out == (
        "  Nothing is bought beside the plan, so the invoice of 30 Nov 2026 has no add-on.\n"
    )
    assert "beside the plan" in run(*argv, "-o", "markdown").out


def test_missing_price_of_one_is_no_partial_sum(folder: Path) -> None:
    """What is bought without any price stops the answer, and is named with its date."""
    bare = BRUME.replace('unit_price = "9.00"\nper = "month"\ncurrency = "EUR"\n', "")
    write(folder, bare, "a.toml")
    ran = run("invoice-preview", *ON)
    assert (ran.code, ran.out) == (6, "")
    assert ran.err.startswith("error[NO_PRICE]: AI Assist, bought on 10 Nov 2026, has no price")
    assert "[prices.ai-assist]" in ran.err
    with_book = run("invoice-preview", *ON, environ=BOOK)
    assert with_book.code == 0
    assert "the price book's price of 30 Nov 2026" in with_book.out
    assert run("invoice-preview", "ai-assist-pro", "analytics-plus", *ON).code == 3


def test_price_of_the_account_is_said_where_it_is_not_the_recorded_one(folder: Path) -> None:
    """The contract's newer price wins, and the older one is named."""
    newer = BRUME.replace('unit_price = "15.00"', 'unit_price = "16.00"', 1)
    write(folder, newer, "a.toml")
    found = valid("next-invoice", "invoice-preview", *ON)
    assert found["next"]["addons"][0]["subtotal"] == "216.00"
    notes = {each["code"]: each["message"]["en"] for each in found["assumptions"]}
    assert notes["PRICE_NOT_RECORDED"] == (
        "Analytics+ has the account's own price; recorded with its purchase is 15.00 EUR a month."
    )


@pytest.mark.usefixtures("brume")
def test_events_after_the_date_do_not_count() -> None:
    """Asked about 5 November, only what was bought on the 3rd is on the invoice."""
    found = valid("next-invoice", "invoice-preview", "-a", "a.toml", "--as-of", "2026-11-05")
    assert [each["addon"] for each in found["next"]["addons"]] == ["analytics-plus"]


@pytest.mark.usefixtures("brume")
def test_first_day_of_a_cycle_says_that_its_invoice_is_issued() -> None:
    """Asked on the day of an invoice, the next one is a cycle later, and that is said."""
    found = valid("next-invoice", "invoice-preview", "-a", "a.toml", "--as-of", "2026-11-30")
    assert found["next"]["issue_date"] == "2026-12-31"
    assert "ISSUED_TODAY" in [each["code"] for each in found["assumptions"]]


def test_tax_is_rounded_once_on_an_invoice_of_several(folder: Path) -> None:
    """Two subtotals of 1.13 at 20 %: 0.23 of each now, 0.45 of both next, and 0.46 in all now."""
    prices = "".join(
        f'[prices.{addon}]\nunit_price = "1.13"\nper = "cycle"\n'
        for addon in ("analytics-plus", "ai-assist")
    )
    head, _, _ = BRUME.partition("[prices.analytics-plus]")
    users = BRUME[BRUME.index("[[users]]") : BRUME.index("[[events]]")]
    head = head.replace("standard = 10", "standard = 1").replace("additional = 5", "additional = 0")
    head = head.replace('discount = { percent = "10" }\n', "").replace('"30.00"', '"0.00"')
    write(folder, head + prices + users, "a.toml")
    argv = ("invoice-preview", "analytics-plus", "ai-assist", "-a", "a.toml")
    found = valid("invoice-previews", *argv, "--as-of", "2026-11-30")
    assert [each["now"]["tax"] for each in found["previews"]] == ["0.23", "0.23"]
    assert (found["now"]["tax"], found["next"]["tax"]) == ("0.46", "0.45")


@pytest.mark.usefixtures("examples")
def test_credit_is_used_in_the_order_given() -> None:
    """The first purchase takes what it can of it, the next what is left, the next invoice none."""
    argv = ("invoice-preview", "-a", "examples/acme.toml", "--as-of", "2026-11-21")
    orders: tuple[tuple[str, ...], ...] = (
        ("analytics-plus", "ai-assist"),
        ("ai-assist", "analytics-plus"),
    )
    for order in orders:
        found = valid("invoice-previews", *argv, *order, "--licenses", "4", **BOOK)
        taken = {each["addon"]: each["now"]["credit"] for each in found["previews"]}
        assert list(taken) == list(order)
        expected = {"analytics-plus": "20.00", "ai-assist": "0.00"}
        if order[0] == "ai-assist":
            expected = {"ai-assist": "11.66", "analytics-plus": "8.34"}
        assert taken == expected
        assert (found["now"]["credit"], found["next"]["credit"]) == ("20.00", "0.00")


def test_recorded_one_after_the_other_they_cost_what_was_shown(folder: Path) -> None:
    """Each printed command records its purchase, and the next invoice is the one that was shown."""
    bare = BRUME.partition("[[events]]")[0].replace("[prices.ai-assist-pro]", "[prices.ai-assist]")
    write(folder, bare, "a.toml")
    argv = ("invoice-preview", "analytics-plus", "ai-assist", "--licenses", "3", "-a", "a.toml")
    shown = valid("invoice-previews", *argv)
    for each in shown["previews"]:
        words = each["subscribe_command"].split()[1:]
        ran = run(*words, "-o", "json")
        assert ran.code == 0, ran
        assert ran.json["invoice"]["now"] == each["now"]
    after = valid("next-invoice", "invoice-preview", "-a", "a.toml")
    for key in ("subtotal", "taxes", "tax", "total", "credit", "amount_due"):
        assert after["next"][key] == shown["next"][key]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--licenses", "3"), "NEEDS_ADDON"),
        (("--as", "lou"), "NEEDS_ADDON"),
        (("--compare-dates", "2026-12-01"), "NEEDS_ADDON"),
        (("ai-assist-pro", "ai-assist", "--compare-dates", "2026-12-01"), "ONE_ADDON_ALONE"),
        (("ai-assist-pro", "AI Assist Pro"), "ADDON_TWICE"),
        (("--until", "2027-01-01", "--cycles", "2"), "UNTIL_AND_CYCLES"),
        (("--until", "2026-11-20"), "UNTIL_PAST"),
        (("ai-assist-pro", "--until", "2026-11-20"), "UNTIL_PAST"),
        (("--until", "soon"), "BAD_DATE"),
        (("analytics-plus", "a.toml"), "EXTRA_ARGUMENT"),
    ],
)
@pytest.mark.usefixtures("brume")
def test_options_that_do_not_go_together_are_named(argv: tuple[str, ...], code: str) -> None:
    """What has no meaning for so many add-ons is refused before anything is computed."""
    ran = run("invoice-preview", *argv, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error[{code}]")


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("more", [(), ("--until", "2027-11-21")])
@pytest.mark.parametrize("addons", [(), ("analytics-plus", "ai-assist")])
def test_rows_of_an_account_add_up_to_its_invoice(
    addons: tuple[str, ...], more: tuple[str, ...]
) -> None:
    """Summed by account, the columns of CSV are the amounts of the account's document."""
    argv = ("invoice-preview", *addons, *more, "--as-of", "2026-11-21")
    accounts = example_accounts()
    rows = table(
        run(*argv, "--accounts", "-", "-o", "csv", stdin=lines_of(*accounts), environ=BOOK)
    )
    billed = [row for row in rows if row["next_total"]]
    assert billed
    for name, own in groupby(billed, key=lambda row: row["account"]):
        listed = list(own)
        account = next(each for each in accounts if each.id == name)
        document = run(*argv, "-a", "-", "-o", "json", stdin=lines_of(account), environ=BOOK).json
        checked = [("next", document["next"]), *([("until", document["until"])] if more else [])]
        if addons:
            checked.append(("now", document["now"]))
        for prefix, sums in checked:
            for column, key in (
                *(("subtotal", "subtotal"), ("tax", "tax"), ("total", "total")),
                ("due", "amount_due"),
            ):
                cells = [row[f"{prefix}_{column}"] for row in listed]
                if sums[key] is None:
                    assert set(cells) == {""}
                else:
                    assert sum(Decimal(cell or 0) for cell in cells) == Decimal(sums[key])
