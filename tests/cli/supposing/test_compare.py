"""`--compare KEY=V1,V2,…`: what a purchase costs with each value, now, next and in a year."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
PREVIEW = ("invoice-preview", "analytics-plus", *ON)


def variants(*argv: str, stdin: str = "") -> list[dict[str, Any]]:
    """Compare values and return what each comes to."""
    ran = run(*argv, "-o", "json", stdin=stdin)
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = ran.json["variants"]
    return found


def year_by_its_invoices(*argv: str, until: dt.date) -> str:
    """Add up the invoices of a preview of its own, as one does by hand."""
    answer = run(*argv, "--cycles", "14", "-o", "json").json
    invoices = [answer["now"], answer["next"], *answer["schedule"]]
    totals = [
        Decimal(each["total"])
        for each in invoices
        if dt.date.fromisoformat(each["issue_date"]) < until
    ]
    return str(sum(totals))


def same_day_next_year(day: str) -> dt.date:
    """Return the day by the calendar: 29 February has none, so the last day of that month."""
    date = dt.date.fromisoformat(day)
    try:
        return date.replace(year=date.year + 1)
    except ValueError:
        return date.replace(year=date.year + 1, day=28)


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-30", "2026-01-31", "2028-02-29"])
@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("licenses.standard", ["10", "20", "1"]),
        ("billing.frequency", ["annual", "monthly", "quarterly"]),
        ("prices.analytics-plus.unit_price", ["12.00", "15.00"]),
        ("billing.credit", ["5.00", "1000"]),
    ],
)
def test_amounts_are_those_of_a_preview_of_each(key: str, values: list[str], day: str) -> None:
    """Now, next, and the sum of all invoices dated before the same day next year."""
    argv = ("invoice-preview", "analytics-plus", "-a", "a.toml", "--as-of", day)
    found = variants(*argv, "--compare", f"{key}={','.join(values)}")
    assert [str(each["value"]) for each in found] == values
    until = same_day_next_year(day)
    own = Decimal(year_by_its_invoices(*argv, until=until))
    for value, each in zip(values, found, strict=True):
        alone = (*argv, "--set", f"{key}={value}")
        answer = run(*alone, "-o", "json").json
        for invoice in ("now", "next"):
            wanted = answer[invoice]
            assert each[invoice] == {
                name: wanted[name] for name in ("issue_date", "subtotal", "tax", "total")
            }
        year = each["in_a_year"]
        assert (year["until"], each["path"]) == (str(until), key)
        assert year["total"] == year_by_its_invoices(*alone, until=until)
        assert Decimal(year["difference"]) == Decimal(year["total"]) - own


def test_an_invoice_of_the_same_day_next_year_is_left_out() -> None:
    """A year from the day of an invoice has twelve of them, not thirteen; a yearly one has one."""
    argv = ("invoice-preview", "analytics-plus", "-a", "a.toml", "--as-of", "2026-01-31")
    monthly, annual = variants(*argv, "--compare", "billing.frequency=monthly,annual")
    assert (monthly["in_a_year"]["invoices"], annual["in_a_year"]["invoices"]) == (12, 1)
    assert monthly["in_a_year"]["total"] == annual["in_a_year"]["total"] == "2808.00"


def test_values_are_compared_upon_what_is_supposed() -> None:
    """The table compares with the answer above it, which `--set` has changed."""
    supposed = (*PREVIEW, "--set", "licenses.standard=20")
    found = variants(*supposed, "--compare", "licenses.additional=3,0")
    assert [(each["is_now"], each["in_a_year"]["difference"]) for each in found] == [
        (True, "0.00"),
        (False, "-664.20"),
    ]


def test_each_value_once_in_its_order() -> None:
    """However it is written; quotes, lists and tables hold commas of their own."""
    texts = [each["value"] for each in variants(*PREVIEW, "--compare", 'name="a, b",c , "c",d')]
    assert texts == ["a, b", "c", "d"]
    tables = "{standard = 1, additional = 0},{standard = 2, additional = 1}"
    found = variants(*PREVIEW, "--compare", f"licenses={tables}")
    assert [each["value"] for each in found] == [
        {"standard": 1, "additional": 0},
        {"standard": 2, "additional": 1},
    ]


def test_what_cannot_be_bought_is_said_in_its_place() -> None:
    """One plan includes the add-on: the others are compared all the same."""
    text = ACCOUNT.replace("analytics-plus", "ai-assist")
    argv = ("invoice-preview", "ai-assist", "-a", "-", "--as-of", "2026-11-21")
    compare = ("--compare", "plan=essentials,professional,custom")
    first, second, third = variants(*argv, *compare, stdin=text)
    assert first["in_a_year"]["difference"] == third["in_a_year"]["difference"] == "0.00"
    assert (second["now"], second["next"], second["in_a_year"]) == (None, None, None)
    assert second["refused"]["code"] == "REFUSED"
    shown = run(*argv, *compare, stdin=text).out
    assert "  professional            –" in shown
    assert "– professional: AI Assist comes with the Professional plan of Acme SAS." in shown
    (early,) = variants(*PREVIEW, "--compare", "billing.anchor=2026-12-15")
    assert early["refused"]["code"] == "BEFORE_FIRST_CYCLE"


def test_other_currencies_are_named_and_make_no_difference() -> None:
    """Amounts of two currencies are never subtracted."""
    found = variants(*PREVIEW, "--compare", "currency=EUR,CHF")
    assert [each["in_a_year"]["difference"] for each in found] == ["0.00", None]
    assert "70.20 CHF" in run(*PREVIEW, "--compare", "currency=EUR,CHF").out


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("plan", "BAD_PARTS", "KEY=V1,V2,…"),
        ("plan=essentials,custum", "SET_INVALID", '--compare plan=custum: unknown plan "custum"'),
        (
            "licenses.standard=1,x,-3",
            "SET_INVALID",
            "--compare licenses.standard=x: must be a whole",
        ),
        (
            "licenses.standard=1,x,-3",
            "SET_INVALID",
            "--compare licenses.standard=-3: must be from 0",
        ),
        ("licenses.standard=1,,2", "SET_INVALID", "--compare licenses.standard=: must be a whole"),
        ("licenses.standart=1,2", "SET_INVALID", 'did you mean "standard"?'),
        (f"licenses.standard={','.join(map(str, range(101)))}", "TOO_MANY_VALUES", "more than 100"),
        ("billing.credit=1,2", "REPEATED_OPTION", "billing.credit"),
        ("billing={},{}", "SET_INVALID", "is missing"),
    ],
)
def test_a_value_that_cannot_be_is_named(word: str, code: str, said: str) -> None:
    """All of them at once, each by its value."""
    ran = run(*PREVIEW, "--set", "billing.credit=3", "--compare", word)
    assert (ran.code, ran.err.split("]")[0]) == (2, f"error[{code}")
    assert said in ran.err


def test_another_amount_than_the_currency_has_is_named() -> None:
    """What an account can't take is found when it is read, and named like all else."""
    ran = run(*PREVIEW, "--compare", "billing.credit=1.5,1.234")
    assert "--compare billing.credit=1.234: " in ran.err
    assert ran.code == 2


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_table_has_a_row_a_value(form: str) -> None:
    """What is so now is marked; the words under it say what a year is."""
    ran = run(*PREVIEW, "--compare", "licenses.standard=10,20", "-o", form)
    rows = [line.replace("|", "").split("  ") for line in ran.out.splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    if form == "markdown":
        assert "| 10, as now | 70.20 | 30 Nov 2026 | 234.00 | 2,878.20 | 0.00 |" in ran.out
    else:
        assert ["10, as now", "70.20", "30 Nov 2026", "234.00", "2,878.20", "0.00"] in cells
    assert "In a year: now and all invoices dated before 21 Nov 2027" in " ".join(ran.out.split())


def test_many_accounts_have_a_row_a_value(folder: Path) -> None:
    """CSV: the key, the value, the year and its difference; the supposition at the end."""
    (folder / "many").mkdir()
    write(folder / "many", ACCOUNT, "acme.toml")
    argv = ("invoice-preview", "analytics-plus", "--accounts", "many", "--as-of", "2026-11-21")
    asked = ("--set", "billing.credit=5", "--compare", "licenses.standard=10,20")
    head, *rows = run(*argv, *asked, "-o", "csv").out.split("\r\n")[:-1]
    assert head.endswith("next_total,key,value,year_total,year_difference,what_if")
    assert [row.split(",")[-6:] for row in rows] == [
        ["234.00", "licenses.standard", "10", "2878.20", "0.00", "billing.credit=5"],
        ["414.00", "licenses.standard", "20", "5092.20", "2214.00", "billing.credit=5"],
    ]
    shown = run(*argv, *asked).out
    assert "\n  if billing.credit were 5\n" in shown
    assert "Currency  licenses.standard  Accounts" in shown
    catalog = run("catalog", *argv[2:], *asked[:2], "-o", "csv").out.split("\r\n")
    assert catalog[0].endswith(",code,what_if")
    assert all(row.endswith(",billing.credit=5") for row in catalog[1:-1])


def test_what_one_of_many_accounts_cannot_take_is_its_own_problem(folder: Path) -> None:
    """The others are answered; it is named with its place, before the option."""
    (folder / "many").mkdir()
    text = changed(("anchor = 2026-01-31", 'anchor = 2026-01-31\ndiscount = { percent = "5" }'))
    write(folder / "many", text.replace('"acme"', '"first"'), "first.toml")
    write(folder / "many", ACCOUNT, "second.toml")
    argv = ("catalog", "--accounts", "many", "--as-of", "2026-11-21")
    asked = ("--set", "billing.discount.per_cycle=5")
    ran = run(*argv, *asked, "-o", "jsonl")
    assert ran.code == 0
    assert [line.split('"id":"')[1][:4] for line in ran.out.splitlines()] == ["acme"]
    assert "many/first.toml: --set billing.discount.per_cycle: billing.discount: " in ran.err
    assert run(*argv, *asked, "--strict").code == 6
    once = run(*argv, "--set", "billing.discuont.per_cycle=5")
    assert (once.code, once.out) == (2, "")


def test_rows_are_about_values_or_dates() -> None:
    """A row of both would be ambiguous; a document of JSON has both."""
    argv = ("invoice-preview", "analytics-plus", "--accounts", ".", "--as-of", "2026-11-21")
    both = ("--compare", "plan=custom", "--compare-dates", "2026-12-01")
    assert run(*argv, *both, "-o", "csv").err.startswith("error[COMPARED_TWICE]")
    ran = run(*argv, *both, "-o", "jsonl")
    assert (ran.code, '"comparison":[{' in ran.out, '"variants":[{' in ran.out) == (0, True, True)
