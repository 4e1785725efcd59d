"""Check what is taken off an invoice, discounts and credit, and the formula that says so."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.model.money import Money
from addonctl.rules.amounts import credit_left
from tests.builders import TODAY, make_account
from tests.rules.invoice.invoices import (
    VAT_20,
    factors_of,
    invoices_of,
    price,
    rounded_discount,
)


@pytest.mark.parametrize(
    ("once", "as_of", "expected"),
    [
        ("20.00", "2026-11-21", [("20.00", "30.00"), ("0.00", "150.00"), ("0.00", "150.00")]),
        ("50.00", "2026-11-21", [("50.00", "0.00"), ("0.00", "150.00"), ("0.00", "150.00")]),
        ("80.00", "2026-11-21", [("50.00", "0.00"), ("0.00", "150.00"), ("0.00", "150.00")]),
        ("80.00", "2026-12-01", [("80.00", "70.00"), ("0.00", "150.00"), ("0.00", "150.00")]),
    ],
)
def test_discount_once_is_taken_off_now_and_its_rest_lapses(
    once: str, as_of: str, expected: list[tuple[str, str]]
) -> None:
    """It isn't prorated, never makes an amount negative, and nothing of it is left for later."""
    account = make_account(prices=price(discount={"once": once}))
    invoices = invoices_of(account, dt.date.fromisoformat(as_of), 3)
    assert [(str(invoice.discount), str(invoice.subtotal)) for invoice in invoices] == expected


@pytest.mark.parametrize(
    ("per_cycle", "expected"),
    [
        ("30.00", [("10.00", "40.00"), ("30.00", "120.00")]),
        ("0.05", [("0.02", "49.98"), ("0.05", "149.95")]),
        ("150.00", [("50.00", "0.00"), ("150.00", "0.00")]),
        ("999.00", [("50.00", "0.00"), ("150.00", "0.00")]),
    ],
)
def test_discount_a_cycle_is_prorated_and_never_exceeds_the_price(
    per_cycle: str, expected: list[tuple[str, str]]
) -> None:
    """10 of 30 days have a third of it, each full cycle all of it, and no amount is below 0."""
    account = make_account(billing={"discount": {"per_cycle": per_cycle}})
    invoices = invoices_of(account)
    assert [(str(invoice.discount), str(invoice.subtotal)) for invoice in invoices] == expected


def test_percentage_is_taken_off_the_exact_amount() -> None:
    """Half of the exact 0.005 rounds to nothing; half of the gross, rounded to 0.01, would not."""
    account = make_account(
        billing={"discount": {"percent": "50"}}, licenses={"standard": 1}, prices=price("0.01")
    )
    now = invoices_of(account, dt.date(2026, 11, 16))[0]
    assert (str(now.gross), str(now.discount), str(now.subtotal)) == ("0.01", "0.01", "0.00")


def test_subtotal_is_rounded_and_the_discount_is_the_difference() -> None:
    """34.90 less 15 % are 29.665, so 29.67: the line says 5.23, where 5.235 alone would be 5.24."""
    discount = {"discount": {"percent": "15"}}
    account = make_account(billing=discount, licenses={"standard": 1}, prices=price("34.90"))
    now = invoices_of(account, dt.date(2026, 11, 1))[0]
    assert (str(now.gross), str(now.discount), str(now.subtotal)) == ("34.90", "5.23", "29.67")
    assert rounded_discount(account, now) == 524


@given(
    st.decimals("0.0001", "999", places=4),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    st.one_of(
        st.decimals(0, 100, places=2).map(lambda percent: {"percent": str(percent)}),
        st.decimals(0, 50, places=2).map(lambda amount: {"per_cycle": str(amount)}),
    ),
)
def test_discount_differs_from_its_own_rounding_by_a_cent_at_most(
    unit_price: Decimal, as_of: dt.date, discount: dict[str, str]
) -> None:
    """Whatever the price, the days and the discount: gross less discount is the subtotal."""
    account = make_account(
        billing={"discount": discount}, licenses={"standard": 3}, prices=price(str(unit_price))
    )
    for invoice in invoices_of(account, as_of):
        by_itself = rounded_discount(account, invoice)
        assert by_itself is not None
        assert abs(by_itself - invoice.discount.minor) <= 1
        assert invoice.gross - invoice.discount == invoice.subtotal


@pytest.mark.parametrize("discount", [None, {"once": "20.00"}])
def test_other_discounts_have_no_rounding_of_their_own(discount: dict[str, str] | None) -> None:
    """An amount once is taken off the subtotal as it is."""
    account = make_account(billing={"discount": discount})
    assert rounded_discount(account, invoices_of(account)[0]) is None


@pytest.mark.parametrize(("percent", "subtotal"), [("0", "50.00"), ("100", "0.00")])
def test_percentage_reaches_from_nothing_to_all(percent: str, subtotal: str) -> None:
    """0 % takes nothing off, 100 % all."""
    account = make_account(billing={"discount": {"percent": percent}})
    assert str(invoices_of(account)[0].subtotal) == subtotal


def bought(date: str, credit: str | None) -> dict[str, Any]:
    """Write a recorded purchase of another add-on that used some credit."""
    event = {"kind": "subscribed", "addon": "ai-assist", "date": date}
    return event if credit is None else event | {"credit": credit}


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ((), "100.00"),
        ((bought("2026-05-01", "30.00"),), "70.00"),
        ((bought("2026-05-01", "30.00"), bought("2026-11-21", "50.00")), "20.00"),
        ((bought("2026-05-01", None),), "100.00"),
        ((bought("2026-11-22", "30.00"),), "100.00"),
        ((bought("2026-05-01", "100.00"),), "0.00"),
        ((bought("2026-05-01", "130.00"),), "0.00"),
        (({**bought("2026-05-01", "30.00"), "kind": "quote_requested"},), "100.00"),
    ],
)
def test_recorded_purchases_use_the_credit_up(events: Sequence[dict[str, Any]], left: str) -> None:
    """What purchases up to the date used is gone; a quote uses nothing, and less than 0 is 0."""
    account = make_account(billing={"credit": "100.00"}, events=list(events))
    assert str(Money(credit_left(account, TODAY), "EUR")) == left


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("0.00", [("0.00", "60.00"), ("0.00", "180.00"), ("0.00", "180.00")]),
        ("20.00", [("20.00", "40.00"), ("0.00", "180.00"), ("0.00", "180.00")]),
        ("60.00", [("60.00", "0.00"), ("0.00", "180.00"), ("0.00", "180.00")]),
        ("250.00", [("60.00", "0.00"), ("180.00", "0.00"), ("10.00", "170.00")]),
    ],
)
def test_each_invoice_uses_what_the_one_before_left(
    credit: str, expected: list[tuple[str, str]]
) -> None:
    """Credit pays the total, tax included, at most all of it, and is used once."""
    account = make_account(billing={"credit": credit, "taxes": VAT_20})
    invoices = invoices_of(account, count=3)
    assert [(str(invoice.credit), str(invoice.amount_due)) for invoice in invoices] == expected


def test_formula_names_its_factors_and_leaves_out_what_does_not_apply() -> None:
    """A yearly price with a discount has months and the share paid; a monthly one has neither."""
    yearly = make_account(
        billing={
            "frequency": "annual",
            "anchor": "2026-03-15",
            "discount": {"percent": "2.5"},
        }
    )
    full = factors_of(invoices_of(yearly)[0])
    assert (full.months, full.licenses, full.percent_paid) == (12, 10, "97.5")
    assert (full.days, full.cycle_days) == (114, 365)
    plain = factors_of(invoices_of(make_account())[0])
    assert (plain.unit_price, plain.months, plain.percent_paid) == ("15.00", None, None)
    assert (plain.less_per_cycle, plain.less_once) == (None, None)


@pytest.mark.parametrize(
    ("discount", "used"),
    [
        ({"once": "80"}, [(None, "50.00"), (None, None)]),
        ({"once": "20"}, [(None, "20.00"), (None, None)]),
        ({"per_cycle": "30"}, [("30.00", None), ("30.00", None)]),
        ({"per_cycle": "200"}, [("150.00", None), ("150.00", None)]),
    ],
)
def test_formula_names_only_what_is_used_of_a_discount(
    discount: dict[str, str], used: list[tuple[str | None, str | None]]
) -> None:
    """What lapses isn't in the equation, so that it holds."""
    factors = [factors_of(i) for i in invoices_of(make_account(billing={"discount": discount}))]
    assert [(each.less_per_cycle, each.less_once) for each in factors] == used
