"""Check what a preview assumes, and that it says nothing that changes no number."""

import datetime as dt

import pytest

from tests.actions.previews import ASSIST_PRICE, LATER, codes_of, lines_of, preview
from tests.builders import (
    example_account,
    example_catalog,
    make_account,
    make_catalog,
)


def test_assigned_licenses_are_billed_where_they_are_given() -> None:
    """Four licences of AI Assist are four, and nothing is assumed about them."""
    answer = preview(make_account(prices=ASSIST_PRICE), "ai-assist", licenses=4)
    assert (answer.quantity.assigned, answer.quantity.billed) == (4, 4)
    assert lines_of(answer.now) == [("assigned", 4, "9.00", "10/30", "12.00")]
    assert "LICENSES_NOT_GIVEN" not in codes_of(answer)
    assert answer.subscribe_command is not None
    assert "--licenses 4" in answer.subscribe_command


def test_licenses_not_given_are_all_and_said() -> None:
    """Without a number AI Assist is billed on all licences: the articles' rule, an assumption."""
    account = make_account(prices=ASSIST_PRICE, licenses={"standard": 10, "additional": 3})
    answer = preview(account, "ai-assist")
    assert (answer.quantity.assigned, answer.quantity.billed) == (None, 13)
    assert [line.kind for line in answer.now.lines] == ["standard", "additional"]
    assert codes_of(answer).count("LICENSES_NOT_GIVEN") == 1
    assert "LICENSES_NOT_GIVEN" not in codes_of(preview())


@pytest.mark.parametrize(
    ("as_of", "cycles", "is_said"),
    [
        ("2026-11-21", 0, True),
        ("2026-11-30", 0, True),
        ("2026-11-21", 1, True),
        ("2026-12-01", 0, True),
        ("2026-12-31", 0, True),
        ("2027-01-01", 0, False),
    ],
)
def test_known_later_price_is_said_where_it_would_matter(
    as_of: str, cycles: int, is_said: object
) -> None:
    """All invoices use the price of the as-of date, those after the last shown, too."""
    catalog = make_catalog({"unit_price": "16.00"}, LATER)
    account = make_account(prices={})
    answer = preview(account, as_of=dt.date.fromisoformat(as_of), catalog=catalog, cycles=cycles)
    assert ("LATER_PRICE_KNOWN" in codes_of(answer)) is is_said
    prices = {
        line.unit_price
        for invoice in (answer.now, answer.next, *answer.schedule)
        for line in invoice.lines
    }
    assert prices == {answer.price.unit_price}


def test_no_assumption_is_made_that_changes_no_number() -> None:
    """A plain account with stated tax, zone, price and whole months assumes two things alone."""
    assert codes_of(preview()) == ["DAY_OF_PURCHASE_BILLED", "NEXT_AS_TODAY"]


def test_discount_once_is_not_one_of_the_next_invoice() -> None:
    """The next invoice has no such discount, so nothing is assumed about it."""
    price = {"unit_price": "15.00", "per": "month", "discount": {"once": "20.00"}}
    assert "NEXT_AS_TODAY" in codes_of(preview(make_account(prices={"analytics-plus": price})))


@pytest.mark.parametrize(
    ("anchor", "frequency", "as_of", "is_said"),
    [
        ("2026-01-31", "monthly", "2026-11-21", True),
        ("2026-01-31", "monthly", "2026-12-31", True),
        ("2026-01-31", "semiannual", "2026-11-21", False),
        ("2026-01-28", "monthly", "2027-02-10", False),
        ("2026-01-30", "monthly", "2026-11-21", False),
        ("2026-01-30", "monthly", "2026-12-30", True),
        ("2026-01-30", "monthly", "2027-02-28", True),
    ],
)
def test_clamped_month_end_is_said_where_a_boundary_is_clamped(
    anchor: str, frequency: str, as_of: str, is_said: object
) -> None:
    """Only where a period shown starts or ends on another day than the anchor's."""
    account = make_account(billing={"anchor": anchor, "frequency": frequency})
    answer = preview(account, as_of=dt.date.fromisoformat(as_of))
    assert ("MONTH_END_CLAMPED" in codes_of(answer)) is is_said


@pytest.mark.parametrize(
    ("as_of", "discount", "said"),
    [
        ("2026-11-01", {"percent": "15"}, ("5.23", "5.24", "2026-11-01")),
        ("2026-11-03", {"percent": "15"}, ("4.88", "4.89", "2026-11-03")),
        ("2026-11-04", {"percent": "15"}, ("5.23", "5.24", "2026-12-01")),
        ("2026-11-01", {"percent": "10"}, None),
        ("2026-11-01", {"per_cycle": "5.00"}, None),
        ("2026-11-01", {"once": "5.00"}, None),
        ("2026-11-01", None, None),
    ],
)
def test_discount_that_is_not_its_own_rounding_is_explained(
    as_of: str, discount: dict[str, str] | None, said: tuple[str, str, str] | None
) -> None:
    """Where a line differs by a cent from what one computes, the first such line is explained."""
    account = make_account(
        billing={"discount": discount},
        licenses={"standard": 1},
        prices={"analytics-plus": {"unit_price": "34.90", "per": "month"}},
    )
    answer = preview(account, as_of=dt.date.fromisoformat(as_of))
    found = [
        tuple(str(each.message.values[name]) for name in ("discount", "by_itself", "date"))
        for each in answer.assumptions
        if each.code == "DISCOUNT_IS_DIFFERENCE"
    ]
    assert found == ([] if said is None else [said])


ALL_ASSUMPTIONS = {
    "TIME_ZONE_UTC",
    "NO_PRICE_KNOWN",
    "PLAN_BY_QUOTE",
    "BANK_TRANSFER",
    "DAY_OF_PURCHASE_BILLED",
    "MONTH_END_CLAMPED",
    "TAX_UNKNOWN",
    "PRICES_BEFORE_TAX",
    "LICENSES_NOT_GIVEN",
    "BILLED_DURING_TRIAL",
    "TAX_OF_INVOICE_DATE",
    "DISCOUNT_REST_LAPSES",
    "CREDIT_LEFT",
    "NEXT_AS_TODAY",
    "NEXT_AS_TODAY_DISCOUNTED",
    "LATER_PRICE_KNOWN",
    "DISCOUNT_IS_DIFFERENCE",
}


def test_every_assumption_is_one_that_is_known() -> None:
    """The codes that a preview can have are stable."""
    catalog = example_catalog()
    for name in ("acme.toml", "us-dollars.toml", "custom-quote.toml", "leap-day.json"):
        answer = preview(example_account(name), catalog=catalog, cycles=12)
        assert set(codes_of(answer)) <= ALL_ASSUMPTIONS
