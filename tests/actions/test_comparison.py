"""Compare purchases on other dates by what is paid until the same day: the sign is right."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.model.account import Account
from addonctl.model.answers import ComparedDate
from tests.actions.previews import preview
from tests.builders import TODAY, example_account, make_account, make_catalog

VAT_20 = [{"name": "VAT", "percent": "20"}]


def compared(account: Account, *days: str, as_of: dt.date = TODAY) -> list[ComparedDate]:
    """Compare a purchase on a date with others."""
    dates = [dt.date.fromisoformat(day) for day in days]
    return list(preview(account, as_of=as_of, compare_dates=dates).comparison)


def figures(each: ComparedDate) -> tuple[str, str, str, str]:
    """Write what a date comes to: the first invoice, all of them, the difference."""
    return (str(each.as_of), str(each.total), str(each.paid_through), str(each.difference))


def paid_until(account: Account, day: dt.date, last: dt.date) -> str:
    """Add up all invoices of a purchase until a day, from its own preview with a long schedule."""
    answer = preview(account, as_of=day, cycles=60)
    invoices = [answer.now, answer.next, *answer.schedule]
    totals = [invoice.total for invoice in invoices if invoice.issue_date <= last]
    return str(sum(totals[1:], totals[0]))


def test_waiting_for_the_new_quarter_is_cheaper_by_what_is_not_paid() -> None:
    """Thistle: buying today also brings the quarter of 421.20, so waiting saves and never costs."""
    account = example_account("quarterly-discounts.toml")
    answers = compared(account, "2026-11-28", "2026-12-01", "2026-11-25")
    assert {each.through for each in answers} == {dt.date(2027, 2, 27)}
    assert [figures(each) for each in answers] == [
        ("2026-11-25", "0.00", "421.20", "0.00"),
        ("2026-11-28", "361.20", "361.20", "-60.00"),
        ("2026-12-01", "347.46", "347.46", "-73.74"),
    ]


@pytest.mark.parametrize(
    ("as_of", "days", "expected"),
    [
        # within one cycle: the first invoices differ by their days
        ("2026-11-21", ["2026-11-25"], [("2026-11-25", "30.00", "30.00", "-20.00")]),
        # the boundary: the next cycle's invoice comes either way
        ("2026-11-30", ["2026-12-01"], [("2026-12-01", "150.00", "150.00", "-5.00")]),
        # the last day of the latest cycle still counts, the day after doesn't
        ("2026-11-30", ["2026-12-31"], [("2026-12-31", "4.84", "4.84", "-150.16")]),
        # several cycles later
        ("2026-11-21", ["2027-02-01"], [("2027-02-01", "150.00", "150.00", "-350.00")]),
        # earlier than the date that is asked about, in another cycle
        ("2026-12-01", ["2026-11-30"], [("2026-11-30", "5.00", "155.00", "5.00")]),
        # the date itself
        ("2026-12-01", ["2026-12-01"], [("2026-12-01", "150.00", "150.00", "0.00")]),
        # unsorted and twice
        (
            "2026-11-21",
            ["2026-12-01", "2026-11-01", "2026-12-01"],
            [
                ("2026-11-01", "150.00", "300.00", "100.00"),
                ("2026-12-01", "150.00", "150.00", "-50.00"),
            ],
        ),
    ],
)
def test_dates_are_compared_through_the_same_last_day(
    as_of: str, days: list[str], expected: list[tuple[str, str, str, str]]
) -> None:
    """Each date counts all its invoices until the end of the cycle of the latest one."""
    answers = compared(make_account(), *days, as_of=dt.date.fromisoformat(as_of))
    assert [figures(each) for each in answers] == expected


def test_taxes_are_paid_and_credit_is_not_taken_off() -> None:
    """What is paid are totals: with tax, and the same whether there is credit or not."""
    plain = compared(make_account(billing={"taxes": VAT_20}), "2026-12-01")
    credit = compared(make_account(billing={"taxes": VAT_20, "credit": "600.00"}), "2026-12-01")
    assert [figures(each) for each in plain] == [("2026-12-01", "180.00", "180.00", "-60.00")]
    assert plain == credit


def test_unknown_tax_leaves_it_out_of_all() -> None:
    """Without a known rate the figures are before tax, as the totals are."""
    answers = compared(make_account(billing={"taxes": None}), "2026-12-01")
    assert [figures(each) for each in answers] == [("2026-12-01", "150.00", "150.00", "-50.00")]


def test_purchase_on_another_day_has_the_price_of_that_day() -> None:
    """Who buys before the price rises keeps the old one: then waiting is truly dearer."""
    catalog = make_catalog(
        {"unit_price": "15.00"}, {"unit_price": "30.00", "valid_from": "2026-12-01"}
    )
    answer = preview(
        make_account(prices={}),
        catalog=catalog,
        compare_dates=[dt.date(2026, 11, 30), dt.date(2026, 12, 1)],
    )
    assert [figures(each) for each in answer.comparison] == [
        ("2026-11-30", "5.00", "155.00", "-45.00"),
        ("2026-12-01", "300.00", "300.00", "100.00"),
    ]


frequencies = st.sampled_from(["monthly", "quarterly", "semiannual", "annual"])
days = st.dates(dt.date(2026, 1, 31), dt.date(2029, 12, 31))
discounts = st.sampled_from([None, {"percent": "15"}, {"per_cycle": "7.77"}, {"once": "50.00"}])


@given(frequencies, discounts, days, st.lists(days, min_size=1, max_size=4), st.booleans())
def test_waiting_never_looks_dearer(
    frequency: str,
    discount: dict[str, str] | None,
    as_of: dt.date,
    dates: list[dt.date],
    is_taxed: bool,  # noqa: FBT001 - drawn
) -> None:
    """At one price a later purchase pays less until the same day: the sum of its own preview's."""
    billing = {
        "frequency": frequency,
        "anchor": "2026-01-31",
        "discount": discount,
        "taxes": VAT_20 if is_taxed else [],
    }
    account = make_account(billing=billing)
    answers = preview(account, as_of=as_of, compare_dates=[*dates, as_of]).comparison
    assert [each.as_of for each in answers] == sorted({*dates, as_of})
    for earlier, later in pairwise(answers):
        assert later.paid_through <= earlier.paid_through
    (here,) = (each for each in answers if each.as_of == as_of)
    for each in answers:
        assert str(each.paid_through) == paid_until(account, each.as_of, each.through)
        assert each.difference == each.paid_through - here.paid_through
        assert (each.difference.minor > 0) <= (each.as_of < as_of)
