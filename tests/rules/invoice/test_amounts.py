"""Compare amounts in whole numbers with the same rule in fractions, on purchases drawn once."""

import math
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import pytest
from msgspec import Struct

from addonctl.model.account import Discount, Frequency, Per
from addonctl.model.money import parse_percent
from addonctl.rules.amounts import (
    amounts_of,
    bills_of,
    charge_of,
    discount_by_itself,
    split_lines,
    tariff_of,
)
from addonctl.rules.pricing import price_in_force
from tests.builders import PACKAGED_CATALOG, TODAY, make_account
from tests.rules.invoice.invoices import CONTRACT_ACCOUNT, invoices_of
from tests.rules.invoice.reference_invoice import MONTHS, nearest

DRAWS = 2000
DIGITS = {"EUR": 2, "JPY": 0, "KWD": 3, "CLF": 4}
DAYS = (28, 29, 30, 31, 89, 90, 92, 181, 184, 365, 366)
"""Days of cycles; those that two, four or five divides bring ties."""


class Drawn(Struct, frozen=True, kw_only=True):
    """All that an invoice depends on."""

    currency: str
    unit_price: str
    per: Per
    frequency: Frequency
    discount: Discount | None
    counts: tuple[int, ...]
    days: int
    cycle_days: int
    percents: tuple[str, ...] | None
    credit: int
    is_first: bool

    @property
    def licenses(self) -> int:
        """Count all licences."""
        return sum(self.counts)


def number(draw: random.Random, limit: int, digits: int) -> str:
    """Write a number: often a whole or a half one, for these are rounded at the edge."""
    scale = 10**digits
    parts = draw.choice(
        [draw.randint(0, limit * scale), draw.randint(0, limit) * scale, scale // 2]
    )
    whole, rest = divmod(parts, scale)
    return f"{whole}.{rest:0{digits}}" if digits else str(whole)


def drawn() -> Iterator[Drawn]:
    """Draw purchases, the same at every call."""
    draw = random.Random(20261128)  # noqa: S311
    for _ in range(DRAWS):
        currency = draw.choice(list(DIGITS))
        percents = [number(draw, 100, draw.randint(0, 4)) for _ in range(4)]
        amount = number(draw, draw.choice([1, 50, 5000]), DIGITS[currency])
        cycle_days = draw.choice(DAYS)
        percents = ["100" if float(percent) > 100 else percent for percent in percents]
        yield Drawn(
            currency=currency,
            unit_price=number(draw, draw.choice([1, 20, 999]), draw.randint(0, 6)),
            per=draw.choice(["month", "cycle"]),
            frequency=draw.choice(["monthly", "quarterly", "semiannual", "annual"]),
            discount=draw.choice(
                [
                    None,
                    Discount(percent=percents[0]),
                    Discount(per_cycle=amount),
                    Discount(once=amount),
                ]
            ),
            counts=draw.choice(
                [(draw.randint(1, 300),), (draw.randint(1, 10**6), draw.randint(1, 99))]
            ),
            days=draw.choice([draw.randint(1, cycle_days), cycle_days // 2, cycle_days]),
            cycle_days=cycle_days,
            percents=draw.choice([None, (), tuple(percents[1:2]), tuple(percents[1:])]),
            credit=draw.choice([0, draw.randint(0, 10**6)]),
            is_first=draw.random() < 0.7,
        )


def in_fractions(case: Drawn) -> tuple[object, ...]:
    """Compute an invoice as the rule reads: one exact number an amount, rounded at its end."""
    scale, share = 10 ** DIGITS[case.currency], Fraction(case.days, case.cycle_days)
    months = MONTHS[case.frequency] if case.per == "month" else 1
    gross = Fraction(case.unit_price) * months * case.licenses * share
    exact, once, discount = gross, None, case.discount
    if discount is not None and discount.percent is not None:
        exact = gross * (1 - Fraction(discount.percent) / 100)
    if discount is not None and discount.per_cycle is not None:
        exact = max(gross - Fraction(discount.per_cycle) * share, Fraction(0))
    subtotal = nearest(exact * scale)
    if discount is not None and discount.once is not None and case.is_first:
        once = min(nearest(Fraction(discount.once) * scale), subtotal)
        subtotal -= once
    taxes = None
    if case.percents is not None:
        taxes = tuple(nearest(subtotal * Fraction(percent) / 100) for percent in case.percents)
    tax = None if taxes is None else sum(taxes)
    total = subtotal + (tax or 0)
    credit = min(case.credit, total)
    rounded = nearest(gross * scale)
    return rounded, once, subtotal, taxes, tax, total, credit, total - credit


def lines_in_fractions(case: Drawn) -> list[int]:
    """Divide the gross amount as the rule reads: rounded down, the rest by largest remainder."""
    months = MONTHS[case.frequency] if case.per == "month" else 1
    each = Fraction(case.unit_price) * months * Fraction(case.days, case.cycle_days)
    exact = [each * 10 ** DIGITS[case.currency] * count for count in case.counts]
    parts = [math.floor(part) for part in exact]
    missing = nearest(sum(exact, Fraction(0))) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
    for index in by_remainder[:missing]:
        parts[index] += 1
    return parts


def test_whole_numbers_and_fractions_agree() -> None:
    """Every amount, every line and every discount by itself, on thousands of purchases."""
    ties = 0
    for case in drawn():
        tariff = tariff_of(case.unit_price, case.per, case.frequency, case.currency, case.discount)
        rates = None if case.percents is None else [parse_percent(text) for text in case.percents]
        amounts = amounts_of(
            tariff,
            case.licenses,
            case.days,
            case.cycle_days,
            rates=rates,
            credit=case.credit,
            is_first=case.is_first,
        )
        found = [getattr(amounts, name) for name in amounts.__struct_fields__]
        assert tuple(found) == in_fractions(case), case
        lines = split_lines(tariff, case.counts, case.days, case.cycle_days)
        assert lines == lines_in_fractions(case), case
        exact = Fraction(tariff.licence * case.licenses * case.days, case.cycle_days * tariff.unit)
        ties += exact % 1 == Fraction(1, 2)
    assert ties > DRAWS // 50


def test_discount_by_itself_agrees_with_fractions() -> None:
    """A percentage of the rounded gross amount, an amount a cycle of at most all of it."""
    for case in drawn():
        discount, gross = case.discount, case.licenses * 100
        if discount is None or discount.once is not None:
            continue
        tariff = tariff_of("1", "cycle", "monthly", case.currency, discount)
        found = discount_by_itself(discount, gross, tariff.unit, case.days, case.cycle_days)
        if discount.percent is not None:
            assert found == nearest(gross * Fraction(discount.percent) / 100)
        else:
            share = Fraction(case.days, case.cycle_days) * 10 ** DIGITS[case.currency]
            assert found == nearest(
                min(Fraction(discount.per_cycle or "0") * share, Fraction(gross))
            )


@pytest.mark.parametrize("taxes", [None, [], [{"name": "VAT", "percent": "20"}]])
def test_row_of_a_purchase_is_what_its_invoices_say(taxes: list[dict[str, str]] | None) -> None:
    """Who writes amounts without invoices gets the same: dates, days, tax or none, credit."""
    accounts = [
        CONTRACT_ACCOUNT,
        make_account(billing={"credit": "70.00", "taxes": taxes}),
        make_account(billing={"frequency": "annual", "taxes": taxes, "discount": {"once": "5"}}),
    ]
    for account in accounts:
        price = price_in_force(account, PACKAGED_CATALOG, "analytics-plus", TODAY)
        assert price is not None
        charge = charge_of(account, "analytics-plus", price, TODAY, account.licenses.total)
        for bill, invoice in zip(
            islice(bills_of(charge, TODAY), 4), invoices_of(account, TODAY, 4), strict=True
        ):
            amounts = bill.amounts
            assert bill.issued == invoice.issue_date
            assert f"{bill.days}/{bill.cycle.days}" == invoice.lines[0].fraction
            assert [amounts.gross, amounts.subtotal, amounts.total, amounts.due] == [
                amount.minor
                for amount in (invoice.gross, invoice.subtotal, invoice.total, invoice.amount_due)
            ]
            assert amounts.tax == (None if invoice.tax is None else invoice.tax.minor)
