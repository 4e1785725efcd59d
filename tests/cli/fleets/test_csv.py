"""CSV: fixed columns, rows that other programs read, cells that no spreadsheet computes."""

import pytest

from tests.cli.command_lines import ADDONS
from tests.cli.fleets.fleet import (
    COMMANDS,
    ON,
    account,
    documents,
    example_accounts,
    lines_of,
    table,
)
from tests.cli.program import run

BASE = ["account", "name", "as_of", "addon", "state", "route", "code"]
COSTS = [
    *("currency", "quantity", "days_billed", "cycle_days"),
    *("now_subtotal", "now_tax", "now_total", "now_due", "next_date", "next_total"),
]
COLUMNS = {
    "catalog": BASE,
    "eligibility": [*BASE, "user", "roles", "action", "allowed", "codes"],
    "invoice-preview": [*BASE, *COSTS],
    "request": [*BASE, "requests", "first_on", "requesters", "owner_may", "owners"],
    "history": [*BASE, "event", "date", "by", "quantity", "currency", "total"],
    "people": [*BASE, "user", "user_name", "email", "roles", "actions"],
    "check": [*BASE, "level", "file", "line", "column", "path", "message"],
}
PREVIEW = ("invoice-preview", "analytics-plus", "--accounts", "-", "-o", "csv", *ON)


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("argv", [*COMMANDS, ("check",)], ids=" ".join)
def test_columns_are_fixed(argv: tuple[str, ...]) -> None:
    """Their names and their order are a contract; new ones come at the end."""
    ran = run(*argv, "--accounts", "-", "-o", "csv", stdin=lines_of(*example_accounts()))
    assert (ran.code, ran.err) == (0, "")
    columns = ran.out.split("\r\n", 1)[0].split(",")
    more = ["through", "paid_through", "difference"] if "--compare-dates" in argv else []
    if "--compare" in argv:
        more += ["key", "value", "year_total", "year_difference"]
    if argv[0] == "invoice-preview" and len([word for word in argv[:3] if word in ADDONS]) != 1:
        more += ["next_subtotal", "next_tax", "next_due"]
    if "--until" in argv:
        more += ["until", "until_subtotal", "until_tax", "until_total", "until_due"]
    if "--set" in argv:
        more.append("what_if")
    assert columns == [*COLUMNS[argv[0]], *more]
    rows = table(ran)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


def test_an_empty_fleet_has_its_columns() -> None:
    """Nothing to answer is an answer."""
    ran = run(*PREVIEW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == ",".join(COLUMNS["invoice-preview"]) + "\r\n"


@pytest.mark.usefixtures("examples")
def test_amounts_are_those_of_the_documents() -> None:
    """A row says what the document of the same account says; an unknown amount is empty."""
    data = lines_of(*example_accounts())
    rows = {row["account"]: row for row in table(run(*PREVIEW, stdin=data))}
    seen_unknown = False
    for document in documents(run(*PREVIEW[:4], "-o", "jsonl", *ON, stdin=data)):
        row = rows[document["account"]["id"]]
        if "error" in document:
            assert row["code"] == document["error"]["code"]
            assert row["now_total"] == row["currency"] == ""
            continue
        now, following = document["now"], document["next"]
        seen_unknown |= now["tax"] is None
        assert row == {
            "account": document["account"]["id"],
            "name": document["account"]["name"],
            "as_of": "2026-11-21",
            "addon": "analytics-plus",
            "state": document["purchase"]["state"],
            "route": document["purchase"]["route"],
            "code": "",
            "currency": now["currency"],
            "quantity": str(document["quantity"]["billed"]),
            "days_billed": str(document["cycle"]["days_billed"]),
            "cycle_days": str(document["cycle"]["days"]),
            "now_subtotal": now["subtotal"],
            "now_tax": now["tax"] or "",
            "now_total": now["total"],
            "now_due": now["amount_due"],
            "next_date": following["issue_date"],
            "next_total": following["total"],
        }
    assert seen_unknown


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_is_no_formula(sign: str) -> None:
    """A name that a spreadsheet would compute begins with an apostrophe, quoted where needed."""
    name = f'{sign}HYPERLINK("http://x";"y"),1'
    rows = table(run(*PREVIEW, stdin=lines_of(account("a", name=name))))
    assert [row["name"] for row in rows] == [f"'{name}"]


def test_hidden_characters_are_shown() -> None:
    """What could steer a terminal or hide is text, as everywhere."""
    rows = table(run(*PREVIEW, stdin=lines_of(account("a", name="A\u202eB\u200bC"))))
    assert [row["name"] for row in rows] == ["A\\u202eB\\u200bC"]


def test_french_spreadsheets_have_their_dialect() -> None:
    """Semicolons, decimal commas and a byte order mark; what holds a semicolon is quoted."""
    data = lines_of(account("a", name="Dupont; Fils"))
    ran = run(*PREVIEW, "--csv-dialect", "excel-fr", stdin=data)
    assert ran.out.startswith("\ufeffaccount;name;")
    (row,) = table(ran, delimiter=";")
    (plain,) = table(run(*PREVIEW, stdin=data))
    assert row["name"] == "Dupont; Fils"
    assert row["now_total"] == plain["now_total"].replace(".", ",")
    assert "," in row["now_total"]
    assert (row["next_date"], row["quantity"]) == (plain["next_date"], plain["quantity"])


def test_compared_dates_are_rows() -> None:
    """A start on each date has its row, with what it brings until the same day."""
    dates = "2026-12-01,2026-12-15"
    data = lines_of(account("a"), account("b", licenses={"standard": 5, "additional": 1}))
    rows = table(run(*PREVIEW, "--compare-dates", dates, stdin=data))
    assert [(row["account"], row["as_of"]) for row in rows] == [
        (name, day) for name in "ab" for day in dates.split(",")
    ]
    single = run(*PREVIEW[:4], "-o", "jsonl", *ON, "--compare-dates", dates, stdin=data)
    compared = [each for row in documents(single) for each in row["comparison"]]
    assert [row["paid_through"] for row in rows] == [each["paid_through"] for each in compared]
    assert [row["now_total"] for row in rows] == [each["total"] for each in compared]
    assert [row["difference"] for row in rows] == [each["difference"] for each in compared]
