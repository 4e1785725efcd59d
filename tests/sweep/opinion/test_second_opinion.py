"""Compute what many accounts are told a second time, in SQL: every column of every row is the same.

The accounts and the SQL know nothing of the program but its rules, as the documents state them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.sweep.opinion.accounts import PARTS
from tests.sweep.opinion.fleets import BOOK_FILE, Ask, ask_here, ask_program, compare_fleet
from tests.sweep.opinion.opinion import Opinion, write_accounts, write_book

FEW: Final = 4_000
EVERY_CODE: Final = {
    *("", "REFUSED", "NO_PRICE", "BEFORE_FIRST_CYCLE", "LICENSES_TOO_MANY", "BEYOND_LIMIT"),
}
TIES_IN: Final = {28, 30, 31, 90, 92, 365, 366}
"""Cycles of so many days have amounts that end in exactly a half."""
WRONG: Final = {
    "a half to the even": """nearest(n, d) AS
        CASE WHEN n % d * 2 = d THEN n // d + n // d % 2 ELSE (2 * n + d) // (2 * d) END""",
    "a half down": "nearest(n, d) AS (2 * n + d - 1) // (2 * d)",
    "the day of purchase given away": "days_billed(day, cycle_end) AS cycle_end - day - 1",
    "the day after the cycle billed": "days_billed(day, cycle_end) AS cycle_end - day + 1",
    "the discount rounded first": """subtotal_of(n, d, share, per_cycle, days) AS
        nearest(n, d) - nearest(
            least(n * share + per_cycle * days * 1000000, n * 1000000), d * 1000000)""",
    "the price rounded to cents": "price_of(number) AS nearest(scaled(number, 6), 10000) * 10000",
    "a short month never left": """boundary(anchor, months) AS (
        anchor - greatest(day(anchor) - 28, 0)::INTEGER + to_months(months::INTEGER))::DATE""",
    "a month's end kept": """boundary(anchor, months) AS CASE WHEN last_day(anchor) = anchor
        THEN last_day((anchor + to_months(months::INTEGER))::DATE)
        ELSE (anchor + to_months(months::INTEGER))::DATE END""",
    "taxes rounded together": """tax_of(subtotal, taxes, day) AS CASE
        WHEN taxes IS NOT NULL
        THEN nearest(subtotal * coalesce(list_sum(rates(taxes, day)), 0), 1000000) END""",
    "a tax before its day": "begun(taxes, day) AS taxes",
    "an earlier tax kept": "holds(tax, others) AS true",
    "an unknown tax taken for none": """tax_of(subtotal, taxes, day) AS coalesce(
        list_sum([nearest(subtotal * rate, 1000000) FOR rate IN rates(taxes, day)]), 0)""",
    "credit taken twice": "credit_left(credit, taken) AS credit",
}
"""Rules that billing systems are known to have and this one hasn't."""


def check_fleet(folder: Path, count: int, ask: Ask, record: Callable[[str, object], None]) -> None:
    """Compare, and see that accounts of every kind were among them."""
    found = compare_fleet(folder, count, ask)
    assert (found.previews.differing, found.permissions.differing) == ({}, {})
    assert found.previews.rows == count
    assert found.permissions.rows == count * 2
    assert found.codes == EVERY_CODE
    assert set(found.halves) >= TIES_IN
    record("counted", found.counted)


@pytest.mark.once
def test_every_column_is_that_of_the_second_opinion(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Amounts, dates, days, states, routes and codes, and who may do what: no row differs."""
    check_fleet(tmp_path, FEW, ask_here, record_property)


@pytest.mark.slow
@pytest.mark.parametrize(
    "count",
    [
        pytest.param(100_000, id="many"),
        pytest.param(1_000_000, id="a-million", marks=pytest.mark.thorough),
    ],
)
def test_program_agrees_on_so_many_accounts(
    tmp_path: Path, record_property: Callable[[str, object], None], count: int
) -> None:
    """What is written by the command is compared, file with file."""
    check_fleet(tmp_path, count, ask_program, record_property)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ask about some accounts once; they are there beside the rows."""
    folder = tmp_path_factory.mktemp("told")
    write_book(folder / BOOK_FILE)
    write_accounts(folder / "accounts.jsonl", FEW // len(PARTS), PARTS[0], seed=0)
    ask_here("invoice-preview", PARTS[0], folder / "accounts.jsonl", folder / "rows.csv")
    return folder


@pytest.mark.once
@pytest.mark.parametrize("wrong", WRONG)
def test_accounts_tell_a_wrong_rule(told: Path, wrong: str) -> None:
    """By a rule that is common and wrong the second opinion is another one."""
    rule = f"CREATE OR REPLACE MACRO {WRONG[wrong]}"
    with Opinion(told / "accounts.jsonl", PARTS[0], rule=rule) as opinion:
        assert opinion.compare(told / "rows.csv").differing
