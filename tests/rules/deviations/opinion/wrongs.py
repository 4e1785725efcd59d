"""List everything that goes wrong with an invoice."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import floor

from tests.rules.deviations.opinion.days import dates, shares
from tests.rules.deviations.opinion.facts import Facts
from tests.rules.deviations.opinion.prices import discounts, licences, prices, taxes
from tests.rules.deviations.opinion.sheet import (
    Change,
    Sheet,
    Wrong,
    half_even,
    half_up,
    right_sheet,
)


def everything_wrong(facts: Facts) -> Iterator[Wrong]:
    """List everything that can go wrong with an invoice."""
    for part in (dates, shares, licences, prices, discounts, taxes, _roundings, _rest):
        yield from part(facts)


def _roundings(facts: Facts) -> Iterator[Wrong]:
    def rounding(rounds: Callable[[Fraction], int]) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.rounds = rounds

        return change

    def part(name: str) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.rounded_part = name

        return change

    def share(sheet: Sheet) -> None:
        sheet.share = Fraction(half_up(sheet.share * 100), 100)

    yield Wrong(("rounded_down", None), "rounding", rounding(floor))
    yield Wrong(("half_to_even", None), "rounding", rounding(half_even))
    for name in ("unit", "day", "line"):
        yield Wrong((f"rounded_by_{name}", None), "rounding", part(name))
    yield Wrong(("rounded_share", None), "rounding", share)
    if facts.has_discount:
        yield Wrong(("rounded_discount", None), "rounding", part("discount"))


def _rest(facts: Facts) -> Iterator[Wrong]:
    right = right_sheet(facts)

    def crediting(credit: int) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.credit = credit

        return change

    if right.credit:
        yield Wrong(("credit_not_taken", None), "credit", crediting(0))
    for credit in {facts.credit, max(facts.credit - facts.used, 0)} - {0, right.credit}:
        yield Wrong(("credit_again", credit), "credit", crediting(credit))

    def before_tax(sheet: Sheet) -> None:
        sheet.credit = 0
        sheet.taxes = None if sheet.taxes is None else {}

    def gross(sheet: Sheet) -> None:
        before_tax(sheet)
        sheet.discounts = 0

    is_taxed = any((right.taxes or {}).values())
    if is_taxed and right.credit:
        yield Wrong(("subtotal_charged", None), "figure", before_tax)
    if facts.has_discount and (is_taxed or right.credit):
        yield Wrong(("gross_charged", None), "figure", gross)
    yield from _additions(facts)


def _additions(facts: Facts) -> Iterator[Wrong]:
    def apart(amount: int) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.apart += amount

        return change

    def beside(amount: int) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.beside += amount

        return change

    both = right_sheet(replace(facts, is_next=not facts.is_next))
    found = [("both_invoices", None, both.due(), _subtotal(both))]
    if facts.other is not None:
        price, percent = facts.other
        account = replace(
            facts,
            recorded=price,
            quantity=None,
            percent=percent or facts.percent,
            per_cycle=None if percent else facts.per_cycle,
            once=None if percent else facts.once,
            credit=0,
        )
        other = right_sheet(account)
        found.append(("other_addon", None, other.due(), _subtotal(other)))
    for name, value, due, subtotal in found:
        yield Wrong((name, value), "addition", apart(due))
        one, two = right_sheet(facts), right_sheet(facts)
        one.apart, two.beside = due, subtotal
        if one.due() != two.due() and subtotal:
            yield Wrong((name, "beside"), "addition", beside(subtotal))


def _subtotal(sheet: Sheet) -> int:
    other = replace(sheet)
    other.credit, other.taxes = 0, None
    return other.due()
