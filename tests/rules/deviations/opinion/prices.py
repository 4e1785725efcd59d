"""List what goes wrong with what is charged for: licences, prices, discounts, taxes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from tests.rules.deviations.opinion.facts import Facts, Price, TaxRow
from tests.rules.deviations.opinion.sheet import Change, Sheet, Wrong, right_sheet


def licences(facts: Facts) -> Iterator[Wrong]:
    """List for how many licences it may be."""
    expected = facts.licences

    def counting(count: int) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.count = count

        return change

    named = {
        "standard_only": facts.standard,
        "all_licenses": facts.standard + facts.additional,
        "licenses_changed": facts.changed,
        "people": facts.people,
    }
    for name, count in named.items():
        if count and count != expected:
            yield Wrong((name, count), "licenses", counting(count))
    for number in range(1, 6):
        more, fewer = expected + number, expected - number
        yield Wrong(("more_licenses", more), "licenses", counting(more))
        if fewer > 0:
            yield Wrong(("fewer_licenses", fewer), "licenses", counting(fewer))


def prices(facts: Facts) -> Iterator[Wrong]:
    """List what a licence may cost."""
    expected = facts.price_on(facts.on)
    assert expected is not None

    def pricing(price: Price) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.price = price

        return change

    def other_period(sheet: Sheet) -> None:
        sheet.price = replace(sheet.price, is_monthly=not sheet.price.is_monthly)

    in_force = facts.row_in_force(facts.on)
    same = [row for row in facts.book if row.is_annual == facts.is_annual]
    others = [r for r in facts.book if r.is_annual != facts.is_annual and r.valid_from <= facts.on]
    candidates: list[tuple[str, object, Price]] = []
    if facts.own is not None:
        candidates.append(("own_price", None, facts.own))
    if in_force is not None and (facts.own or facts.recorded):
        candidates.append(("book_price", None, in_force.price))
    if others:
        newest = max(others, key=lambda row: row.valid_from)
        candidates.append(("other_commitment", None, newest.price))
    rows = [row for row in same if row is not in_force]
    candidates += [("other_validity", row.valid_from, row.price) for row in rows]
    for name, value, price in candidates:
        if price != expected:
            yield Wrong((name, value), "price", pricing(price))
    if facts.step > 1:
        yield Wrong(("other_period", None), "price", other_period)


def discounts(facts: Facts) -> Iterator[Wrong]:
    """List how a discount may be taken."""
    if not facts.has_discount:
        return

    def taking(times: int) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.discounts = times

        return change

    def after_tax(sheet: Sheet) -> None:
        if facts.percent:
            sheet.discounts_after_tax = True
        else:
            sheet.taxes_before_discount = True

    yield Wrong(("discount_missing", None), "discount", taking(0))
    yield Wrong(("discount_twice", None), "discount", taking(2))
    if facts.taxes is not None:
        yield Wrong(("discount_after_tax", None), "discount", after_tax)


def taxes(facts: Facts) -> Iterator[Wrong]:
    """List how tax may be charged."""
    rates = right_sheet(facts).taxes
    if rates is None:
        return
    charged = [name for name, rate in rates.items() if rate]
    if charged:
        yield from _tax_of_all(facts)
    if len(charged) > 1:
        yield from map(_tax_missing, charged)
    yield from _other_rates(facts)


def _tax_of_all(facts: Facts) -> Iterator[Wrong]:
    def missing(sheet: Sheet) -> None:
        sheet.taxes = {}

    def twice(sheet: Sheet) -> None:
        sheet.tax_times = 2

    def before_discount(sheet: Sheet) -> None:
        sheet.taxes_before_discount = True

    yield Wrong(("tax_missing", None), "tax", missing)
    yield Wrong(("tax_twice", None), "tax", twice)
    if facts.has_discount:
        yield Wrong(("tax_before_discount", None), "tax", before_discount)


def _tax_missing(name: str) -> Wrong:
    def change(sheet: Sheet) -> None:
        sheet.taxes = {n: rate for n, rate in (sheet.taxes or {}).items() if n != name}

    return Wrong(("one_tax_missing", name), "tax", change)


def _other_rates(facts: Facts) -> Iterator[Wrong]:
    def at_rate(row: TaxRow) -> Change:
        def change(sheet: Sheet) -> None:
            sheet.taxes = (sheet.taxes or {}) | {row.name: row.rate}

        return change

    rows, day = facts.taxes or (), right_sheet(facts).first
    for row in rows:
        holding = [r for r in rows if r.name == row.name and _holds(facts, r, day)]
        if row not in holding:
            yield Wrong(("other_rate", (row.name, row.rate)), "tax", at_rate(row))


def _holds(facts: Facts, row: TaxRow, day: dt.date) -> bool:
    begins = [
        r.begins or dt.date.min
        for r in facts.taxes or ()
        if r.name == row.name and (r.begins or dt.date.min) <= day
    ]
    return bool(begins) and (row.begins or dt.date.min) == max(begins)
