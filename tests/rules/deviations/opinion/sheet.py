"""Compute an invoice step by step, with whatever somebody does wrong."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import floor

from tests.rules.deviations.opinion.facts import Cycle, Facts, Price, Taxes


def half_up(exact: Fraction) -> int:
    """Round a half up."""
    return floor(exact + Fraction(1, 2))


def half_even(exact: Fraction) -> int:
    """Round a half to the even neighbour."""
    return round(exact)


@dataclass
class Sheet:
    """An invoice as somebody computes it, step by step, with whatever they do wrong."""

    facts: Facts
    day: dt.date
    anchor: dt.date
    price: Price
    count: int
    discounts: int = 1
    rounds: Callable[[Fraction], int] = half_up
    rounded_part: str = ""
    days: int = 0
    first: dt.date = dt.date.min
    cycle: Cycle = (dt.date.min, dt.date.min)
    share: Fraction = Fraction(0)
    day_share: Fraction = Fraction(0)
    taxes: Taxes | None = None
    tax_times: int = 1
    taxes_before_discount: bool = False
    discounts_after_tax: bool = False
    credit: int = 0
    beside: int = 0
    apart: int = 0

    def place(self) -> None:
        """Find the cycle, its days, and the taxes of the invoice's day."""
        facts = self.facts
        self.cycle = facts.cycle(self.anchor, self.day)
        self.first = self.day
        if facts.is_next:
            self.cycle = facts.cycle(self.anchor, self.cycle[1])
            self.first = self.cycle[0]
        self.taxes = facts.taxes_on(self.first)
        self.bill(self.first)

    def bill(self, first: dt.date) -> None:
        """Bill from a day on through the cycle's last."""
        self.first, self.days = first, (self.cycle[1] - first).days
        self.divide(Fraction((self.cycle[1] - self.cycle[0]).days))

    def divide(self, days: Fraction) -> None:
        """Divide the days billed by so many."""
        self.share, self.day_share = self.days / days, 1 / days

    @property
    def lines(self) -> tuple[int, ...]:
        """Divide the licences into standard and additional ones."""
        if self.facts.is_assigned and self.facts.quantity is not None:
            return (self.count,)
        standard = min(self.count, self.facts.standard)
        if self.facts.quantity is not None:
            standard = min(standard, self.facts.quantity)
        return (standard, self.count - standard)

    @property
    def licence(self) -> Fraction:
        """Return what one licence costs for a cycle, in minor units."""
        months = self.facts.step if self.price.is_monthly else 1
        return self.price.amount * months * self.facts.scale

    def gross(self) -> Fraction:
        """Multiply price, licences and share, rounding whatever is rounded on the way."""
        licence, share = self.licence, self.share
        match self.rounded_part:
            case "unit":
                return Fraction(half_up(licence * share) * self.count)
            case "day":
                return Fraction(half_up(licence * self.day_share) * self.days * self.count)
            case "line":
                return Fraction(sum(half_up(licence * each * share) for each in self.lines))
            case _:
                return licence * self.count * share

    def due(self) -> int:
        """Go through the invoice to what is due."""
        facts, rounds = self.facts, self.rounds
        exact = self.gross()
        whole = subtotal = rounds(exact)
        times = self.discounts
        kept = (1 - (facts.percent or 0)) ** times
        less = (facts.per_cycle or 0) * facts.scale * times * self.share
        once = 0 if facts.is_next else (facts.once or 0) * times
        if not self.discounts_after_tax:
            if self.rounded_part == "discount":
                off = rounds(whole * (1 - kept)) + rounds(less)
                subtotal = whole - min(off, whole)
            else:
                subtotal = rounds(max(exact - less, Fraction(0)) * kept)
            subtotal -= min(once, subtotal)
        total = subtotal + self.beside
        if self.taxes is not None:
            taxed = (whole if self.taxes_before_discount else subtotal) + self.beside
            total += sum(rounds(taxed * rate) * self.tax_times for rate in self.taxes.values())
        if self.discounts_after_tax:
            total -= min(rounds(total * (1 - kept)) + rounds(less) + once, total)
        return total - min(self.credit, total) + self.apart


Change = Callable[[Sheet], None]


Key = tuple[str, object]
"""A deviation by its name and what tells its ways apart."""


@dataclass(frozen=True)
class Wrong:
    """Something that goes wrong: its key, its kind, and what it does to a sheet."""

    key: Key
    kind: str
    change: Change


def right_sheet(facts: Facts) -> Sheet:
    """Begin the invoice as it should be."""
    return replace(_right_sheet(facts))


@lru_cache(8)
def _right_sheet(facts: Facts) -> Sheet:
    price = facts.price_on(facts.on)
    assert price is not None
    sheet = Sheet(facts, facts.on, facts.anchor, price, facts.licences)
    sheet.place()
    sheet.credit = max(facts.credit - facts.used, 0)
    if facts.is_next:
        first = right_sheet(replace(facts, is_next=False))
        without = replace(first)
        without.credit = 0
        sheet.credit -= min(first.credit, without.due())
    return sheet


ORDER = (
    *("cycle", "date", "price", "licenses", "share"),
    *("discount", "tax", "rounding", "credit", "figure", "addition"),
)


def due_with(facts: Facts, *wrongs: Wrong) -> int:
    """Compute what is due where one or two things go wrong."""
    sheet = right_sheet(facts)
    for wrong in sorted(wrongs, key=lambda wrong: ORDER.index(wrong.kind)):
        wrong.change(sheet)
    return sheet.due()
