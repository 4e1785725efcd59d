"""Check the figures of a preview: those of the screens, the schedule, other dates."""

import datetime as dt

import pytest

from tests.actions.previews import codes_of, lines_of, preview, sums_of
from tests.builders import (
    example_account,
    example_catalog,
    make_account,
)


def test_year_in_advance_is_as_the_screen_has_it() -> None:
    """Lumière: 15.00 x 12 months x 49 licences x 114/365 days = 2,754.74 EUR, and the renewal."""
    answer = preview(example_account("annual-upfront.toml"))
    assert lines_of(answer.now) == [
        ("standard", 37, "180.00", "114/365", "2080.11"),
        ("additional", 12, "180.00", "114/365", "674.63"),
    ]
    assert sums_of(answer.now) == ["2754.74", "550.95", "3305.69", "0.00", "3305.69"]
    assert lines_of(answer.next) == [
        ("standard", 37, "180.00", "366/366", "6660.00"),
        ("additional", 12, "180.00", "366/366", "2160.00"),
    ]
    assert sums_of(answer.next) == ["8820.00", "1764.00", "10584.00", "0.00", "10584.00"]
    assert (answer.cycle.start, answer.cycle.end) == (dt.date(2026, 3, 15), dt.date(2027, 3, 15))
    assert (answer.cycle.last_day, answer.cycle.days) == (dt.date(2027, 3, 14), 365)
    assert (answer.cycle.days_billed, answer.cycle.frequency) == (114, "annual")
    assert (answer.next.issue_date, answer.next.period.last_day) == (
        dt.date(2027, 3, 15),
        dt.date(2028, 3, 14),
    )
    later = answer.day_later
    assert (later.as_of, later.days_billed, str(later.subtotal)) == (
        dt.date(2026, 11, 22),
        113,
        "2730.58",
    )
    assert codes_of(answer) == ["DAY_OF_PURCHASE_BILLED", "PRICES_BEFORE_TAX", "NEXT_AS_TODAY"]
    assert (answer.purchase.allowed, answer.purchase.route) == (("claire",), "self_service")


def test_month_with_discount_and_credit_is_as_the_screen_has_it() -> None:
    """Acme: 15.00 x 13 licences x 90 % x 9/30 days = 52.65 EUR, 20.00 of the 63.18 from credit."""
    answer = preview(example_account("acme.toml"), catalog=example_catalog())
    assert lines_of(answer.now) == [
        ("standard", 10, "15.00", "9/30", "45.00"),
        ("additional", 3, "15.00", "9/30", "13.50"),
    ]
    assert (str(answer.now.gross), str(answer.now.discount)) == ("58.50", "5.85")
    assert sums_of(answer.now) == ["52.65", "10.53", "63.18", "20.00", "43.18"]
    assert lines_of(answer.next) == [
        ("standard", 10, "15.00", "31/31", "150.00"),
        ("additional", 3, "15.00", "31/31", "45.00"),
    ]
    assert (str(answer.next.gross), str(answer.next.discount)) == ("195.00", "19.50")
    assert sums_of(answer.next) == ["175.50", "35.10", "210.60", "0.00", "210.60"]
    assert (answer.now.period.last_day, answer.next.issue_date) == (
        dt.date(2026, 11, 29),
        dt.date(2026, 11, 30),
    )
    assert (answer.day_later.days_billed, str(answer.day_later.subtotal)) == (8, "46.80")
    assert codes_of(answer) == [
        "DAY_OF_PURCHASE_BILLED",
        "MONTH_END_CLAMPED",
        "PRICES_BEFORE_TAX",
        "CREDIT_LEFT",
        "NEXT_AS_TODAY_DISCOUNTED",
    ]
    assert answer.purchase.allowed == ("marie",)
    assert answer.subscribe_command == (
        "addonctl subscribe analytics-plus -a plain.toml --as marie --expect-total 63.18"
    )


@pytest.mark.parametrize(
    ("name", "as_of", "fraction", "sums"),
    [
        (
            "bank-transfer.toml",
            "2026-11-21",
            "21/30",
            ["190.40", "38.08", "228.48", "228.48", "0.00"],
        ),
        ("japanese-yen.toml", "2026-11-21", "10/30", ["4317", "432", "4749", "0", "4749"]),
        (
            "three-decimals.toml",
            "2026-11-21",
            "19/30",
            ["210.583", "40.011", "250.594", "0.000", "250.594"],
        ),
        ("month-end.toml", "2027-02-10", "18/28", ["64.29", "13.50", "77.79", "0.00", "77.79"]),
        ("month-end.toml", "2028-02-10", "19/29", ["65.52", "13.76", "79.28", "0.00", "79.28"]),
        (
            "quarterly-discounts.toml",
            "2026-11-21",
            "7/92",
            ["0.00", "0.00", "0.00", "0.00", "0.00"],
        ),
        (
            "quarterly-discounts.toml",
            "2026-12-01",
            "89/92",
            ["289.55", "57.91", "347.46", "0.00", "347.46"],
        ),
        (
            "annual-billed-monthly.toml",
            "2026-11-21",
            "18/30",
            ["225.00", "47.25", "272.25", "0.00", "272.25"],
        ),
        ("us-dollars.toml", "2026-12-21", "25/31", ["206.45", "0.00", "206.45", "0.00", "206.45"]),
        (
            "leap-day.json",
            "2026-11-21",
            "99/365",
            ["907.60", "90.76", "998.36", "0.00", "998.36"],
        ),
        (
            "past-due.toml",
            "2026-11-21",
            "57/92",
            ["819.68", "188.53", "1008.21", "0.00", "1008.21"],
        ),
    ],
)
def test_examples_come_to_what_their_comments_say(
    name: str, as_of: str, fraction: str, sums: list[str]
) -> None:
    """The amounts that the example files promise."""
    day = dt.date.fromisoformat(as_of)
    answer = preview(example_account(name), as_of=day, catalog=example_catalog())
    assert answer.now.lines[0].fraction == fraction
    assert sums_of(answer.now) == sums


def test_credit_that_is_left_pays_the_next_invoice() -> None:
    """Garonne: 21.52 of 250.00 are left for the next invoice, and nothing after it."""
    answer = preview(example_account("bank-transfer.toml"), cycles=2)
    assert [str(invoice.credit) for invoice in (answer.next, *answer.schedule)] == [
        "21.52",
        "0.00",
        "0.00",
    ]


def test_unknown_tax_is_none_and_an_assumption() -> None:
    """Fjordbok: neither time zone nor taxes are known, so both are said."""
    answer = preview(example_account("no-owner.toml"))
    assert (answer.now.tax, answer.now.taxes) == (None, ())
    assert answer.now.total == answer.now.subtotal
    assert codes_of(answer) == [
        "TIME_ZONE_UTC",
        "DAY_OF_PURCHASE_BILLED",
        "TAX_UNKNOWN",
        "NEXT_AS_TODAY",
    ]
    assert (answer.purchase.allowed, answer.subscribe_command) == ((), None)


@pytest.mark.parametrize("cycles", [0, 1, 3, 120])
def test_schedule_continues_after_the_next_invoice(cycles: int) -> None:
    """There are as many further invoices as asked for, from the same anchor on."""
    account = make_account(billing={"anchor": "2026-01-31"})
    answer = preview(account, cycles=cycles)
    assert len(answer.schedule) == cycles
    dates = [invoice.issue_date.isoformat() for invoice in (answer.next, *answer.schedule)]
    expected = ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]
    assert dates[:4] == expected[: cycles + 1]
    if cycles == 120:
        assert dates[-1] == "2036-11-30"


def test_dates_are_compared_once_each_and_in_order() -> None:
    """Each date is the first invoice of a purchase then; before and after the as-of date."""
    account = make_account(billing={"taxes": [{"name": "VAT", "percent": "20"}]})
    days = [dt.date(2026, 12, 1), dt.date(2026, 11, 1), dt.date(2026, 11, 30), dt.date(2026, 12, 1)]
    compared = preview(account, compare_dates=days).comparison
    assert [(str(each.as_of), each.days_billed, str(each.subtotal)) for each in compared] == [
        ("2026-11-01", 30, "150.00"),
        ("2026-11-30", 1, "5.00"),
        ("2026-12-01", 31, "150.00"),
    ]
    assert [(str(each.tax), str(each.total)) for each in compared] == [
        ("30.00", "180.00"),
        ("1.00", "6.00"),
        ("30.00", "180.00"),
    ]
    for each in compared:
        then = preview(account, as_of=each.as_of).now
        assert (each.subtotal, each.tax, each.total) == (then.subtotal, then.tax, then.total)


def test_nothing_is_compared_unless_asked() -> None:
    """Without dates and cycles both lists are empty."""
    answer = preview()
    assert (answer.comparison, answer.schedule) == ((), ())


def test_day_later_is_the_first_invoice_of_a_purchase_then() -> None:
    """On the last day of a cycle it is already the next cycle's full price."""
    answer = preview(as_of=dt.date(2026, 11, 30))
    assert (answer.cycle.days_billed, str(answer.now.subtotal)) == (1, "5.00")
    assert (answer.day_later.days_billed, str(answer.day_later.subtotal)) == (31, "150.00")
