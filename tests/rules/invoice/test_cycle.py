"""Check the calendar of billing cycles: every boundary is computed from the anchor."""

import datetime as dt
import itertools

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from addonctl.model.account import Frequency
from addonctl.model.answers import CycleDates
from addonctl.rules.cycle import STEP_MONTHS, add_months, cycle_at, cycle_number

FREQUENCIES = st.sampled_from(list(STEP_MONTHS))
ANCHORS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
DAYS_OF_A_CYCLE = {
    "monthly": range(28, 32),
    "quarterly": range(89, 93),
    "semiannual": range(181, 185),
    "annual": range(365, 367),
}


def date(text: str) -> dt.date:
    """Read a date."""
    return dt.date.fromisoformat(text)


def starts(anchor: str, frequency: Frequency, count: int) -> list[str]:
    """List the starts of the first cycles."""
    return [
        cycle_number(date(anchor), frequency, index).start.isoformat() for index in range(count)
    ]


@pytest.mark.parametrize(
    ("anchor", "frequency", "expected"),
    [
        ("2026-01-31", "monthly", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("2028-01-31", "monthly", ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        ("2026-01-30", "monthly", ["2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30"]),
        ("2026-02-28", "monthly", ["2026-02-28", "2026-03-28", "2026-04-28", "2026-05-28"]),
        ("2026-04-30", "monthly", ["2026-04-30", "2026-05-30", "2026-06-30", "2026-07-30"]),
        ("2025-11-30", "quarterly", ["2025-11-30", "2026-02-28", "2026-05-30", "2026-08-30"]),
        ("2025-08-31", "semiannual", ["2025-08-31", "2026-02-28", "2026-08-31", "2027-02-28"]),
        (
            "2024-02-29",
            "annual",
            ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
        ),
        ("2024-02-29", "semiannual", ["2024-02-29", "2024-08-29", "2025-02-28", "2025-08-29"]),
        ("2027-02-28", "annual", ["2027-02-28", "2028-02-28", "2029-02-28"]),
    ],
)
def test_day_is_clamped_from_the_anchor_and_comes_back(
    anchor: str, frequency: Frequency, expected: list[str]
) -> None:
    """A shorter month takes its last day, the next longer one the anchor's day again.

    The 30th and 28 February aren't "the last day of the month", no February is skipped, and a
    clamped day isn't carried on.
    """
    assert starts(anchor, frequency, len(expected)) == expected


@pytest.mark.parametrize(
    ("anchor", "frequency", "day", "start", "end"),
    [
        ("2026-01-31", "monthly", "2026-11-21", "2026-10-31", "2026-11-30"),
        ("2026-01-31", "monthly", "2026-02-27", "2026-01-31", "2026-02-28"),
        ("2026-01-31", "monthly", "2026-02-28", "2026-02-28", "2026-03-31"),
        ("2026-01-31", "monthly", "2026-03-30", "2026-02-28", "2026-03-31"),
        ("2026-01-31", "monthly", "2026-04-30", "2026-04-30", "2026-05-31"),
        ("2026-03-15", "annual", "2026-11-21", "2026-03-15", "2027-03-15"),
        ("2026-03-15", "annual", "2027-03-14", "2026-03-15", "2027-03-15"),
        ("2026-03-15", "annual", "2027-03-15", "2027-03-15", "2028-03-15"),
        ("2026-01-31", "monthly", "2026-01-30", "2025-12-31", "2026-01-31"),
        ("2026-01-31", "quarterly", "2024-02-29", "2024-01-31", "2024-04-30"),
        ("2024-02-29", "annual", "2023-02-28", "2023-02-28", "2024-02-29"),
        ("2024-02-29", "annual", "2023-02-27", "2022-02-28", "2023-02-28"),
    ],
)
def test_boundary_belongs_to_the_cycle_that_it_starts(
    anchor: str, frequency: Frequency, day: str, start: str, end: str
) -> None:
    """Each date has one cycle, clamped boundaries and dates before the anchor included."""
    cycle = cycle_at(date(anchor), frequency, date(day))
    assert (cycle.start.isoformat(), cycle.end.isoformat()) == (start, end)


def test_cycle_is_printed_with_its_last_day() -> None:
    """The end is exclusive; invoices print the day before it."""
    cycle = cycle_at(date("2024-09-13"), "monthly", date("2024-10-12"))
    assert (cycle.start, cycle.end) == (date("2024-09-13"), date("2024-10-13"))
    assert (cycle.last_day, cycle.days) == (date("2024-10-12"), 30)


@pytest.mark.parametrize("frequency", STEP_MONTHS)
@pytest.mark.parametrize("day", range(1, 32))
def test_all_boundaries_of_every_anchor_day(frequency: Frequency, day: int) -> None:
    """From 500 cycles before to 500 after: they increase, touch, and are those of dateutil.

    The k-th reached directly is the k-th of the list.
    """
    anchor, step = dt.date(2024, 1, day), STEP_MONTHS[frequency]
    cycles = {index: cycle_number(anchor, frequency, index) for index in range(-500, 501)}
    for before, after in itertools.pairwise(cycles.values()):
        assert before.start < before.end == after.start
    for index, cycle in cycles.items():
        assert cycle.start == anchor + relativedelta(months=index * step)
        assert cycle.days in DAYS_OF_A_CYCLE[frequency]


@given(ANCHORS, FREQUENCIES, st.integers(-500, 500))
def test_boundary_agrees_with_dateutil_for_every_anchor(
    anchor: dt.date, frequency: Frequency, index: int
) -> None:
    """A second opinion on every anchor: month, year and leap day."""
    cycle = cycle_number(anchor, frequency, index)
    assert cycle.start == anchor + relativedelta(months=index * STEP_MONTHS[frequency])
    assert cycle.end == anchor + relativedelta(months=(index + 1) * STEP_MONTHS[frequency])


@given(ANCHORS, FREQUENCIES, ANCHORS)
@example(dt.date(2024, 2, 29), "annual", dt.date(2025, 2, 28))
@example(dt.date(2000, 1, 31), "quarterly", dt.date(2100, 4, 30))
@example(dt.date(2100, 12, 31), "monthly", dt.date(2000, 2, 29))
def test_every_date_has_exactly_one_cycle(
    anchor: dt.date, frequency: Frequency, day: dt.date
) -> None:
    """The cycle brackets its date, and its neighbours don't hold it."""
    cycle = cycle_at(anchor, frequency, day)
    assert cycle.start <= day < cycle.end
    months = (cycle.start.year - anchor.year) * 12 + cycle.start.month - anchor.month
    index = months // STEP_MONTHS[frequency]
    assert cycle == cycle_number(anchor, frequency, index)
    assert cycle_number(anchor, frequency, index - 1).end <= day
    assert day < cycle_number(anchor, frequency, index + 1).start


@given(ANCHORS, FREQUENCIES, st.integers(-500, 500))
def test_cycle_is_found_from_each_of_its_ends(
    anchor: dt.date, frequency: Frequency, index: int
) -> None:
    """The first and the last day find the cycle, the exclusive end finds the next one."""
    cycle = cycle_number(anchor, frequency, index)

    def found(day: dt.date) -> CycleDates:
        return cycle_at(anchor, frequency, day)

    assert found(cycle.start) == found(cycle.last_day) == cycle
    assert found(cycle.end) == cycle_number(anchor, frequency, index + 1)


@given(st.dates(dt.date(1, 1, 1), dt.date(9000, 12, 31)), st.integers(0, 6000))
def test_months_are_added_as_dateutil_does(day: dt.date, months: int) -> None:
    """Whole months, the day clamped to the month's length."""
    assert add_months(day, months) == day + relativedelta(months=months)
