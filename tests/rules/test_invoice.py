"""Check the invoices of a purchase: order, rounding, discounts, taxes, credit, quantity."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, islice
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from addonctl.model.account import Account
from addonctl.model.answers import Formula, Invoice
from addonctl.model.money import Money, round_to_money
from addonctl.rules.invoice import (
    Terms,
    credit_left,
    invoice_now,
    invoices_after,
    quantity_of,
    terms_of,
)
from addonctl.rules.pricing import price_of
from tests.builders import PACKAGED_CATALOG, TODAY, make_account
from tests.rules.reference_invoice import Figures, reference_invoices

ANALYTICS, ASSIST = PACKAGED_CATALOG.addon("analytics-plus"), PACKAGED_CATALOG.addon("ai-assist")
VAT_20 = [{"name": "VAT", "percent": "20"}]


def price(unit_price: str = "15.00", per: str = "month", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write the contract's price of Analytics+."""
    return {"analytics-plus": {"unit_price": unit_price, "per": per} | more}


def terms_for(account: Account, as_of: dt.date = TODAY) -> Terms:
    """Gather the terms of buying Analytics+."""
    known = price_of(account, PACKAGED_CATALOG, "analytics-plus", as_of)
    assert known is not None
    return terms_of(account, ANALYTICS, known, as_of, None)


def invoices_of(account: Account, as_of: dt.date = TODAY, count: int = 2) -> list[Invoice]:
    """Compute the first invoices of buying Analytics+."""
    terms = terms_for(account, as_of)
    now = invoice_now(terms, as_of)
    return [now, *islice(invoices_after(terms, now), count - 1)]


def amounts(invoice: Invoice) -> dict[str, str]:
    """Write the amounts of an invoice in their order."""
    names = ("gross", "discount", "subtotal", "tax", "total", "credit", "amount_due")
    return {name: str(getattr(invoice, name)) for name in names}


def factors_of(invoice: Invoice) -> Formula:
    """Take the formula of an invoice out of its message."""
    factors = invoice.formula.message.values["factors"]
    assert isinstance(factors, Formula)
    return factors


# --- worked examples ------------------------------------------------------------------------

CONTRACT_ACCOUNT = make_account(
    billing={"anchor": "2026-01-31", "taxes": VAT_20, "discount": {"percent": "10"}},
    licenses={"standard": 10, "additional": 3},
)


def test_worked_example_comes_out_to_the_cent() -> None:
    """15.00 x 13 x 9/30 is 58.50; 10 % off is 52.65; with 20 % VAT it is 63.18."""
    now, following = invoices_of(CONTRACT_ACCOUNT)
    assert amounts(now) == {
        "gross": "58.50",
        "discount": "5.85",
        "subtotal": "52.65",
        "tax": "10.53",
        "total": "63.18",
        "credit": "0.00",
        "amount_due": "63.18",
    }
    assert [(str(line.amount), line.quantity, line.fraction) for line in now.lines] == [
        ("45.00", 10, "9/30"),
        ("13.50", 3, "9/30"),
    ]
    assert (now.issue_date, now.period.start, now.period.end, now.period.last_day) == (
        TODAY,
        TODAY,
        dt.date(2026, 11, 30),
        dt.date(2026, 11, 29),
    )
    assert (following.issue_date, following.period.end) == (
        dt.date(2026, 11, 30),
        dt.date(2026, 12, 31),
    )
    assert amounts(following) == {
        "gross": "195.00",
        "discount": "19.50",
        "subtotal": "175.50",
        "tax": "35.10",
        "total": "210.60",
        "credit": "0.00",
        "amount_due": "210.60",
    }
    assert {line.fraction for line in following.lines} == {"31/31"}


@pytest.mark.parametrize(
    ("as_of", "fraction", "subtotal"),
    [
        ("2026-10-31", "30/30", "195.00"),
        ("2026-11-29", "1/30", "6.50"),
        ("2026-11-30", "31/31", "195.00"),
    ],
)
def test_boundary_is_already_the_full_cycle(as_of: str, fraction: str, subtotal: str) -> None:
    """The first day bills the full price, the last day one day, the next day the next cycle."""
    account = msgspec.structs.replace(
        CONTRACT_ACCOUNT, billing=msgspec.structs.replace(CONTRACT_ACCOUNT.billing, discount=None)
    )
    now = invoices_of(account, dt.date.fromisoformat(as_of))[0]
    assert {line.fraction for line in now.lines} == {fraction}
    assert str(now.subtotal) == subtotal


@pytest.mark.parametrize(
    ("currency", "gross", "lines"),
    [
        ("JPY", "10", ("7", "3")),
        ("EUR", "10.00", ("6.67", "3.33")),
        ("TND", "10.000", ("6.667", "3.333")),
        ("CLF", "10.0000", ("6.6667", "3.3333")),
    ],
)
def test_lines_add_up_in_every_currency(currency: str, gross: str, lines: tuple[str, str]) -> None:
    """Two thirds and a third of 10 are rounded to 0, 2, 3 or 4 decimals and still make 10."""
    account = make_account(
        currency=currency, licenses={"standard": 2, "additional": 1}, prices=price("10")
    )
    now = invoices_of(account)[0]
    assert str(now.gross) == gross
    assert tuple(str(line.amount) for line in now.lines) == lines


def test_missing_unit_goes_to_the_line_that_lacks_most() -> None:
    """Exact lines of 3.15 and 0.35 yen: their sum is 4, and the second line lacks most."""
    account = make_account(
        currency="JPY", licenses={"standard": 9, "additional": 1}, prices=price("0.35")
    )
    now = invoices_of(account, dt.date(2026, 11, 1))[0]
    assert [str(line.amount) for line in now.lines] == ["3", "1"]


# --- quantity -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standard", "additional", "kinds"),
    [
        (10, 3, [("standard", 10), ("additional", 3)]),
        (10, 0, [("standard", 10)]),
        (0, 3, [("additional", 3)]),
    ],
)
def test_line_of_no_licenses_is_left_out(
    standard: int, additional: int, kinds: list[tuple[str, int]]
) -> None:
    """Standard licences and additional users are billed, each on a line where there are any."""
    account = make_account(licenses={"standard": standard, "additional": additional})
    now = invoices_of(account)[0]
    assert [(line.kind, line.quantity) for line in now.lines] == kinds


def test_contracted_licenses_are_billed_whoever_uses_them() -> None:
    """Four users, ten standard licences: ten are billed."""
    account = make_account()
    assert len(account.users) == 4
    assert quantity_of(account, ANALYTICS, None).billed == 10


def test_assigned_licenses_are_one_line() -> None:
    """An add-on whose licences are assigned is billed on those, and on all where none is said."""
    account = make_account(licenses={"standard": 10, "additional": 3})
    assigned = quantity_of(account, ASSIST, 4)
    assert (assigned.standard, assigned.additional, assigned.assigned) == (None, None, 4)
    assert (assigned.billed, assigned.basis) == (4, "assigned")
    unsaid = quantity_of(account, ASSIST, None)
    assert (unsaid.standard, unsaid.additional, unsaid.assigned) == (10, 3, None)
    assert (unsaid.billed, unsaid.basis) == (13, "assigned")
    terms = msgspec.structs.replace(terms_for(account), quantity=assigned)
    now = invoice_now(terms, TODAY)
    assert [(line.kind, line.quantity, str(line.amount)) for line in now.lines] == [
        ("assigned", 4, "20.00")
    ]


# --- discounts ------------------------------------------------------------------------------


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


@pytest.mark.parametrize(("percent", "subtotal"), [("0", "50.00"), ("100", "0.00")])
def test_percentage_reaches_from_nothing_to_all(percent: str, subtotal: str) -> None:
    """0 % takes nothing off, 100 % all."""
    account = make_account(billing={"discount": {"percent": percent}})
    assert str(invoices_of(account)[0].subtotal) == subtotal


# --- taxes ----------------------------------------------------------------------------------


def test_each_tax_is_rounded_on_its_own() -> None:
    """Two taxes of 5 % on 0.10 are a cent each: 0.005 twice, each rounded up."""
    taxes = [{"name": "GST", "percent": "5"}, {"name": "PST", "percent": "5"}]
    account = make_account(
        billing={"taxes": taxes}, licenses={"standard": 1}, prices=price("0.30", "cycle")
    )
    now = invoices_of(account)[0]
    assert str(now.subtotal) == "0.10"
    assert [(tax.name, tax.percent, str(tax.amount)) for tax in now.taxes] == [
        ("GST", "5", "0.01"),
        ("PST", "5", "0.01"),
    ]
    assert (str(now.tax), str(now.total)) == ("0.02", "0.12")


def test_tax_is_on_the_rounded_subtotal() -> None:
    """39.29 and 20 % of it, 7.86, are 47.15; the exact amount with tax would be 47.14."""
    account = make_account(
        billing={"anchor": "2026-02-01", "taxes": VAT_20},
        licenses={"standard": 1},
        prices=price("50.00"),
    )
    now = invoices_of(account, dt.date(2026, 2, 7))[0]
    assert (str(now.subtotal), str(now.tax), str(now.total)) == ("39.29", "7.86", "47.15")


def test_no_tax_is_an_amount_and_an_unknown_tax_is_none() -> None:
    """An empty list of taxes is a tax of 0; without the list there is no tax to speak of."""
    none, unknown = (invoices_of(make_account(billing={"taxes": taxes}))[0] for taxes in ([], None))
    assert (none.taxes, none.tax) == ((), Money(0, "EUR"))
    assert (unknown.taxes, unknown.tax) == ((), None)
    assert none.total == unknown.total == none.subtotal == Money(5000, "EUR")


# --- credit ---------------------------------------------------------------------------------


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
    assert str(credit_left(account, TODAY)) == left


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


# --- formula --------------------------------------------------------------------------------


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


# --- properties -----------------------------------------------------------------------------

DIGITS = {"JPY": 0, "EUR": 2, "KWD": 3, "CLF": 4}


@st.composite
def purchases(draw: st.DrawFn) -> tuple[Account, dt.date]:
    """Draw an account with a price for Analytics+, and a date at most six years after its anchor."""
    currency = draw(st.sampled_from(sorted(DIGITS)))

    def amount(limit: int) -> str:
        minor = draw(st.integers(0, limit) | st.integers(0, limit * 10 ** DIGITS[currency]))
        return str(Money(minor, currency))

    percents = st.integers(0, 10**6).map(lambda parts: f"{parts // 10**4}.{parts % 10**4:04}")
    discounts: list[dict[str, str] | None] = [
        None,
        {"percent": draw(percents)},
        {"per_cycle": amount(500)},
        {"once": amount(500)},
    ]
    taxes = draw(st.none() | st.lists(percents, max_size=3))
    anchor = draw(st.dates(dt.date(2000, 1, 1), dt.date(2094, 12, 31)))
    unit_price = draw(st.integers(0, 10**4) | st.integers(0, 10**9))
    account = make_account(
        currency=currency,
        billing={
            "frequency": draw(st.sampled_from(["monthly", "quarterly", "semiannual", "annual"])),
            "anchor": anchor,
            "credit": amount(5000),
            "discount": draw(st.sampled_from(discounts)),
            "taxes": taxes and [{"name": f"tax {i}", "percent": p} for i, p in enumerate(taxes)],
        },
        licenses={
            "standard": draw(st.integers(1, 200)),
            "additional": draw(st.integers(0, 200)),
        },
        prices=price(
            f"{unit_price // 10**6}.{unit_price % 10**6:06}",
            draw(st.sampled_from(["month", "cycle"])),
        ),
    )
    return account, anchor + dt.timedelta(days=draw(st.integers(0, 6 * 365)))


def figures_of(invoice: Invoice) -> Figures:
    """Write an invoice as the reference does."""
    return Figures(
        start=invoice.period.start,
        end=invoice.period.end,
        fraction=invoice.lines[0].fraction,
        lines=tuple(line.amount.minor for line in invoice.lines),
        gross=invoice.gross.minor,
        subtotal=invoice.subtotal.minor,
        taxes=tuple(tax.amount.minor for tax in invoice.taxes),
        total=invoice.total.minor,
        credit=invoice.credit.minor,
    )


@given(purchases())
def test_invoices_are_those_of_the_reference(purchase: tuple[Account, dt.date]) -> None:
    """Every figure of five invoices agrees with a second computation, for any account."""
    account, as_of = purchase
    invoices = invoices_of(account, as_of, 5)
    assert [figures_of(invoice) for invoice in invoices] == reference_invoices(account, as_of, 5)


@given(purchases())
def test_amounts_of_every_invoice_fit_together(purchase: tuple[Account, dt.date]) -> None:
    """Lines make the gross, nothing is below 0, and no more is credited than is to be paid."""
    account, as_of = purchase
    zero = Money(0, account.currency)
    for invoice in invoices_of(account, as_of, 4):
        assert sum((line.amount for line in invoice.lines), zero) == invoice.gross
        assert invoice.gross - invoice.discount == invoice.subtotal
        assert sum((tax.amount for tax in invoice.taxes), zero) == (invoice.tax or zero)
        assert invoice.subtotal + (invoice.tax or zero) == invoice.total
        assert invoice.total - invoice.credit == invoice.amount_due
        assert (invoice.tax is None) == (account.billing.taxes is None)
        parts = (invoice.discount, invoice.subtotal, invoice.credit, invoice.amount_due)
        assert min(*parts, *(line.amount for line in invoice.lines)) >= zero


@given(purchases())
def test_credit_is_never_used_twice(purchase: tuple[Account, dt.date]) -> None:
    """Over the whole schedule no more credit is used than there was, and as early as can be."""
    account, as_of = purchase
    invoices = invoices_of(account, as_of, 8)
    start = credit_left(account, as_of)
    used = list(accumulate(invoice.credit for invoice in invoices))
    assert used[-1] <= start
    for invoice, so_far in zip(invoices, used, strict=True):
        assert invoice.amount_due == Money(0, account.currency) or so_far == start


@given(purchases())
def test_schedule_touches_and_bills_full_cycles(purchase: tuple[Account, dt.date]) -> None:
    """Each period starts where the one before ended and has the full price from the second on."""
    account, as_of = purchase
    now, *rest = invoices_of(account, as_of, 5)
    ends = [now.period.end, *(invoice.period.end for invoice in rest)]
    for invoice, end in zip(rest, ends, strict=False):
        assert invoice.issue_date == invoice.period.start == end
        assert {len(set(line.fraction.split("/"))) for line in invoice.lines} == {1}
        assert invoice.gross == rest[0].gross >= now.gross


@given(purchases())
def test_formula_comes_to_the_subtotal(purchase: tuple[Account, dt.date]) -> None:
    """What is shown, computed as it reads, is the subtotal to the smallest unit."""
    account, as_of = purchase
    for invoice in invoices_of(account, as_of, 2):
        shown = factors_of(invoice)
        exact = Fraction(shown.unit_price) * (shown.months or 1) * shown.licenses
        exact = exact * Fraction(shown.percent_paid or 100) / 100
        exact = (exact - Fraction(shown.less_per_cycle or 0)) * shown.days / shown.cycle_days
        assert exact >= 0
        rounded = round_to_money(exact, account.currency)
        once = Fraction(shown.less_once or 0)
        assert rounded - round_to_money(once, account.currency) == invoice.subtotal
        assert shown.subtotal == invoice.subtotal


@given(purchases())
def test_waiting_a_day_never_costs_more_within_a_cycle(purchase: tuple[Account, dt.date]) -> None:
    """Before discount and rounding included, fewer days are never dearer."""
    account, as_of = purchase
    today = invoices_of(account, as_of)[0]
    later = invoices_of(account, as_of + dt.timedelta(days=1))[0]
    if later.period.end == today.period.end:
        assert later.gross <= today.gross
    else:
        assert later.gross >= today.gross


@given(purchases())
@example((CONTRACT_ACCOUNT, TODAY))
def test_same_inputs_give_the_same_invoices(purchase: tuple[Account, dt.date]) -> None:
    """The invoices are values: computed again from a copy they are equal."""
    account, as_of = purchase
    copy = msgspec.convert(msgspec.to_builtins(account), Account)
    assert copy == account
    assert invoices_of(copy, as_of, 4) == invoices_of(account, as_of, 4)
