"""Check invoices of any account against a second computation, and what holds of all."""

import datetime as dt
from fractions import Fraction
from itertools import accumulate

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from addonctl.model.account import Account
from addonctl.model.answers import Invoice
from addonctl.model.money import Money, parse_amount
from addonctl.rules.amounts import credit_left
from tests.builders import TODAY, make_account
from tests.rules.invoice.invoices import (
    CONTRACT_ACCOUNT,
    factors_of,
    invoices_of,
    price,
)
from tests.rules.invoice.reference_invoice import Figures, nearest, reference_invoices

DIGITS = {"JPY": 0, "EUR": 2, "KWD": 3, "CLF": 4}


@st.composite
def purchases(draw: st.DrawFn) -> tuple[Account, dt.date]:
    """Draw an account with a price, and a date at most six years after its anchor."""
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
    start = Money(credit_left(account, as_of), account.currency)
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
        rounded = nearest(exact * 10 ** DIGITS[account.currency])
        once = parse_amount(shown.less_once or "0", account.currency)
        assert rounded - once.minor == invoice.subtotal.minor
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
