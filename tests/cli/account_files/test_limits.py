"""Check that what no file can hold is refused by name before anything is written."""

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.command_lines import ON
from tests.cli.program import Ran, run
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")

MANY = changed(("standard = 10\nadditional = 3", "standard = 1000000\nadditional = 1000000"))
DEAR = changed(
    ('unit_price = "15.00"', 'unit_price = "999999999999.99"'),
    ('source = "illustrative"', "discount = { percent = '1' }"),
)
PREVIEW = ("invoice-preview", "analytics-plus")
BUY = ("subscribe", "analytics-plus", "--as", "marie", "--expect-total", "1")
QUOTE = ("quote", "analytics-plus", "--as", "marie", "-y")


def beyond_limit(text: str, *argv: str) -> Ran:
    """See a command refused with nothing said of any event in the file."""
    write(Path.cwd(), text)
    ran = run(*argv, *ON)
    assert ran.code == 6, ran
    assert "events[" not in ran.err
    assert "nothing was recorded" in ran.err
    return ran


@pytest.mark.parametrize("argv", [PREVIEW, BUY, (*BUY, "-n"), QUOTE])
def test_more_than_a_million_licences_are_told(argv: tuple[str, ...]) -> None:
    """The preview says what the purchase would: how many it is, and how many it may be."""
    text = MANY
    if argv[0] == "quote":
        text = text.replace(
            'frequency = "monthly"', 'purchase_path = "quote"\nfrequency = "monthly"'
        )
    said = beyond_limit(text, *argv).err
    assert said.startswith("error[BEYOND_LIMIT]: ")
    assert "quantity would be 2,000,000" in said
    assert "1,000,000;" in said


@pytest.mark.parametrize("argv", [PREVIEW, BUY, (*BUY, "-n")])
def test_amounts_of_thirteen_digits_are_told(argv: tuple[str, ...]) -> None:
    """The amount that doesn't fit is named with the largest one that does."""
    said = beyond_limit(DEAR, *argv).err
    assert "gross would be 3,899,999,999,999.96 EUR" in said
    assert "999,999,999,999.99 EUR" in said


def test_credit_notes_of_thirteen_digits_are_told() -> None:
    """What is given back has as many digits as what is charged, and is read again as well."""
    text = DEAR + (
        '[[events]]\nkind = "subscribed"\ndate = 2026-11-21\naddon = "ai-assist"\nquantity = 13\n'
        '[prices.ai-assist]\nunit_price = "999999999999.99"\nper = "month"\n'
    )
    less = ("amend", "ai-assist", "--licenses", "1", "--credit-note")
    for argv in ((*less, "-n"), (*less, "--expect-total=-1", "--operator", "a", "--reason", "b")):
        said = beyond_limit(text, *argv).err
        assert said.startswith("error[BEYOND_LIMIT]: ")
        assert "gross would be 3,599,999,999,999.96 EUR" in said
        assert "999,999,999,999.99 EUR" in said


def test_the_largest_purchase_that_fits_is_recorded() -> None:
    """A million licences, and twelve digits before the decimals."""
    write(
        Path.cwd(),
        changed(
            ("standard = 10\nadditional = 3", "standard = 1000000\nadditional = 0"),
            ('unit_price = "15.00"', 'unit_price = "999999.99"'),
            ("anchor = 2026-01-31", "anchor = 2026-11-21"),
            ('taxes = [{ name = "VAT", percent = "20" }]', "taxes = []"),
        ),
    )
    total = ("--expect-total", "999999990000.00")
    assert run("subscribe", "analytics-plus", "--as", "marie", *total, *ON).code == 0


@pytest.mark.parametrize("year", [1970, 2150])
@pytest.mark.parametrize(
    "argv",
    [
        ("request", "ai-assist", "--as", "tom"),
        ("trial", "ai-assist", "--as", "paul", "-y"),
        (*BUY, "--no-input"),
        PREVIEW,
    ],
    ids=lambda argv: argv[0],
)
def test_clock_that_is_wrong_is_named(argv: tuple[str, ...], year: int) -> None:
    """Not the file is to blame for a day that no file can hold."""
    now = dt.datetime(year, 1, 1, 12, tzinfo=dt.UTC)
    ran = run(*argv, "-a", "a.toml", now=now)
    assert ran.code == 2
    assert f"1 Jan {year}" in ran.err
    assert "clock" in ran.err
    assert "1 Jan 2000 to 31 Dec 2100" in ran.err
    assert Path("a.toml").read_text("utf-8") == ACCOUNT
