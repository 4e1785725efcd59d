"""What is previewed is what is recorded, for every published amount, through the command line."""

import datetime as dt
import shlex
from pathlib import Path

import pytest

from tests.cases.test_cases import Row, rows_of
from tests.cli.program import run
from tests.files import write

ACCOUNT = """\
schema = 1
id = "case"
name = "Case"
plan = "essentials"
currency = "{currency}"
users = [{{ id = "olga", roles = ["owner"] }}]

[billing]
frequency = "{frequency}"
anchor = {anchor}
taxes = [{taxes}]
{discount}

[licenses]
standard = {licenses}
additional = 0

[prices.analytics-plus]
unit_price = "{cycle_price}"
per = "cycle"
"""
AMOUNTS = ("gross", "discount", "subtotal", "tax", "total", "credit")


@pytest.mark.parametrize("row", rows_of("amounts"))
def test_published_amount_is_previewed_and_recorded(folder: Path, row: Row) -> None:
    """The preview's own command records the preview's amounts, and they are the published ones."""
    percent, tax = row["discount_percent"], row["tax_percent"]
    text = ACCOUNT.format(
        **row,
        taxes=f'{{ name = "tax", percent = "{tax}" }}' if tax else "",
        discount=f'discount = {{ percent = "{percent}" }}' if percent else "",
    )
    write(folder, text, "case.toml")
    on = ("-a", "case.toml", "--as-of", row["as_of"])
    clock = dt.datetime.fromisoformat(f"{row['as_of']}T12:00:00Z")
    preview = run("invoice-preview", "analytics-plus", *on, "-o", "json", now=clock).json
    now = preview["now"]
    assert now["subtotal"] == row["subtotal"]
    assert not row["total"] or (now["tax"], now["total"]) == (row["tax"], row["total"])
    assert f"{preview['cycle']['days_billed']}/{preview['cycle']['days']}" == row["fraction"]
    answer = run(
        *("subscribe", "analytics-plus", "--as", "olga", *on),
        *("--expect-total", now["total"], "-o", "json"),
        now=clock,
    )
    assert answer.code == 0, answer
    assert answer.json["invoice"]["now"] == now
    assert answer.json["invoice"]["next"] == preview["next"]
    (event,) = run("history", *on, "-o", "json").json["events"]
    assert {key: event[key] for key in AMOUNTS} == {key: now[key] for key in AMOUNTS}
    assert (event["period_start"], event["period_end"]) == (row["as_of"], preview["cycle"]["end"])
    assert (event["quantity"], event["unit_price"]) == (int(row["licenses"]), row["cycle_price"])


def test_printed_command_is_the_one_that_records(folder: Path) -> None:
    """The command that the preview prints can be run as it stands."""
    text = ACCOUNT.format(
        currency="EUR",
        frequency="monthly",
        anchor="2026-01-31",
        taxes="",
        discount="",
        licenses="13",
        cycle_price="15.00",
    )
    write(folder, text, "a case.toml")
    on = ("-a", "a case.toml", "--as-of", "2026-11-01")
    preview = run("invoice-preview", "analytics-plus", *on, "-o", "json").json
    command = preview["subscribe_command"]
    words = shlex.split(command)
    assert words[0] == "addonctl"
    assert command in run("invoice-preview", "analytics-plus", *on).out
    assert run(*words[1:]).code == 0
