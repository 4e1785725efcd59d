"""What was charged to many accounts at once: rows, what can't be checked, how it ends."""

from pathlib import Path

import msgspec
import pytest

from tests.cli.fleets.fleet import documents, example_accounts, lines_of, table
from tests.cli.program import Ran, run

HEAD = "account,addon,charged,on,invoice\n"
ROWS = """acme,analytics-plus,58.50,2026-11-21,now
acme,Analytics+,210.60,2026-11-21,next
lumiere,analytics-plus,"3,276.70",2026-11-21,
lumiere,analytics-plus,3305.69,2026-11-21,now
acme,nothing,1.00,2026-11-21,now
acme,analytics-plus,1.005,2026-11-21,now
acme,ai-assist-pro,5,2026-11-21,now
"""
ON = ("--as-of", "2026-11-21")
CHECK = ("invoice-check", "--accounts", "-", "--charges", "charges.csv", *ON)

pytestmark = pytest.mark.usefixtures("examples")


@pytest.fixture(autouse=True)
def charges(folder: Path) -> Path:
    """Write a file of charges."""
    path = folder / "charges.csv"
    path.write_text(HEAD + ROWS, "utf-8")
    return path


def check(*argv: str) -> Ran:
    """Check the charges of all examples."""
    return run(*CHECK, *argv, stdin=lines_of(*example_accounts()))


def test_line_is_the_document_of_the_single_command() -> None:
    """Every byte is the same, laid out on one line, by the order of accounts, then of the file."""
    ran = check("-o", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    accounts = {account.id: msgspec.json.encode(account) for account in example_accounts()}
    asked = [
        ("acme", "analytics-plus", "58.50", "now"),
        ("acme", "Analytics+", "210.60", "next"),
        *[("acme", "", "", "")] * 3,
        ("lumiere", "analytics-plus", "3,276.70", "now"),
        ("lumiere", "analytics-plus", "3305.69", "now"),
    ]
    lines = ran.out.splitlines()
    assert len(lines) == len(asked)
    for line, (account, addon, charged, which) in zip(lines, asked, strict=True):
        if not addon:
            continue
        argv = ("--charged", charged, "--on", "2026-11-21", "--invoice", which, *ON, "-o", "json")
        alone = run("invoice-check", addon, *argv, "-a", "-", stdin=accounts[account])
        assert msgspec.json.format(line, indent=2) + "\n" == alone.out


def test_charge_that_can_not_be_checked_is_a_row_with_its_code() -> None:
    """It says which charge it was, and stops none of the others."""
    failed = [each for each in documents(check("-o", "jsonl")) if "error" in each]
    assert [each["error"]["code"] for each in failed] == ["UNKNOWN_ADDON", "BAD_AMOUNT", "NO_PRICE"]
    assert [each["charge"]["line"] for each in failed] == [6, 7, 8]
    assert {each["account"]["id"] for each in failed} == {"acme"}


def test_rows_name_the_simplest_explanation() -> None:
    """The amounts have their currency's decimals; where nothing differs there is nothing."""
    rows = table(check("-o", "csv"))
    assert [
        (row["code"], row["charged"], row["difference"], row["explanations"], row["deviations"])
        for row in rows
    ] == [
        ("", "58.50", "15.32", "2", "gross_charged"),
        ("", "210.60", "0.00", "", ""),
        ("UNKNOWN_ADDON", "", "", "", ""),
        ("BAD_AMOUNT", "", "", "", ""),
        ("NO_PRICE", "", "", "", ""),
        ("", "3276.70", "-28.99", "1", "day_of_purchase_free"),
        ("", "3305.69", "0.00", "", ""),
    ]
    assert {row["on"] for row in rows} == {"2026-11-21"}


@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
def test_several_processes_change_nothing(form: str) -> None:
    """Rows and sums are the same, in the same order."""
    assert check("-o", form) == check("-o", form, "--jobs", "3")


@pytest.mark.parametrize(("keep", "code"), [("58.50", 8), ("3305.69", 0)])
def test_exit_status_says_whether_an_amount_differs(charges: Path, keep: str, code: int) -> None:
    """One that does is enough; without it an answer is an answer."""
    rows = [row for row in ROWS.splitlines() if keep in row]
    charges.write_text(HEAD + "\n".join(rows), "utf-8")
    assert check("--exit-status", "-o", "csv").code == code
    assert check("-o", "csv").code == 0


def test_charges_of_accounts_that_were_not_read_are_named(charges: Path) -> None:
    """A mistyped id is no silence, and with --strict a failure."""
    row = "nobody,analytics-plus,1,2026-11-21,now\n"
    charges.write_text(HEAD + ROWS + row * 2, "utf-8")
    ran = check("-o", "csv")
    assert ran.code == 0
    assert "2 of 9 charges are of accounts that weren't read: nobody." in ran.err
    ran = check("-o", "csv", "--strict")
    assert ran.code == 6
    assert "error[CHARGES_UNMATCHED]" in ran.err


def test_summary_counts_charges_by_what_came_of_them() -> None:
    """Amounts by currency, causes by their names, and why some couldn't be checked."""
    text = check().out
    assert "EUR       as expected                       2  3,516.29  3,516.29" in text
    assert "day_of_purchase_free" in text
    assert "UNKNOWN_ADDON" in text


@pytest.mark.parametrize(
    ("argv", "code", "word"),
    [
        (("invoice-check", "--accounts", "-"), 2, "CHARGES_NEEDED"),
        (("invoice-check", "-a", "examples/acme.toml"), 2, "MISSING_ARGUMENT"),
        (("invoice-check", "--charges", "charges.csv"), 2, "NEEDS_ACCOUNTS"),
        ((*CHECK, "--on", "2026-11-21"), 2, "CHARGES_ALONE"),
        (("invoice-check", "analytics-plus", *CHECK[1:]), 2, "CHARGES_ALONE"),
        ((*CHECK[:3], "--charges", "nowhere.csv"), 6, "FILE_MISSING"),
        ((*CHECK[:3], "--charges", "examples/acme.toml"), 6, "CHARGES_INVALID"),
    ],
)
def test_what_does_not_go_together_is_told(argv: tuple[str, ...], code: int, word: str) -> None:
    """Before an account is read, and without an answer."""
    ran = run(*argv, stdin=b"")
    assert (ran.code, ran.out) == (code, "")
    assert f"error[{word}]" in ran.err
