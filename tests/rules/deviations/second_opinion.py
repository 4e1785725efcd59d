"""Compute what each deviation would charge a second time, from the documented rules alone.

Nothing of the program is used: exact fractions, a calendar of its own, and a list of its own of
what goes wrong, under the same names. Amounts are in minor units.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import floor

ONE_DAY = dt.timedelta(days=1)
Taxes = dict[str, Fraction]
Cycle = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Price:
    """What a licence costs for a month, or for a whole cycle."""

    amount: Fraction
    is_monthly: bool


@dataclass(frozen=True)
class BookRow:
    """A row of the price book."""

    price: Price
    valid_from: dt.date
    is_annual: bool


@dataclass(frozen=True)
class TaxRow:
    """A row of the account's taxes."""

    name: str
    rate: Fraction
    begins: dt.date | None


@dataclass(frozen=True)
class Facts:
    """An account as far as an invoice depends on it, and the purchase that is asked about."""

    on: dt.date
    is_next: bool
    anchor: dt.date
    step: int
    is_annual: bool
    own: Price | None
    recorded: Price | None
    book: tuple[BookRow, ...]
    standard: int
    additional: int
    quantity: int | None
    """The licences that the purchase was recorded for."""
    changed: int | None
    """Those that a later change of it is recorded for."""
    is_assigned: bool
    people: int
    percent: Fraction | None
    per_cycle: Fraction | None
    once: int | None
    taxes: tuple[TaxRow, ...] | None
    credit: int
    """The account's credit, of which earlier purchases used some."""
    used: int
    scale: int
    """So many minor units are one unit of the currency."""
    zone: str | None
    at: dt.datetime | None
    trial_end: dt.date | None
    other: tuple[Price, Fraction | None] | None
    """The price of the one other add-on that has one, and its own discount."""

    @property
    def licences(self) -> int:
        """Count what is expected to be billed."""
        return self.quantity or self.standard + self.additional

    @property
    def has_discount(self) -> bool:
        """Say whether anything is taken off; what is given once, off the first invoice."""
        return bool(self.percent or self.per_cycle or (self.once and not self.is_next))

    def row_in_force(self, day: dt.date) -> BookRow | None:
        """Return the row of the price book that holds on a day."""
        rows = [r for r in self.book if r.is_annual == self.is_annual and r.valid_from <= day]
        return max(rows, key=lambda row: row.valid_from, default=None)

    def price_on(self, day: dt.date) -> Price | None:
        """Return what is expected of a purchase on a day: as recorded, by contract, by the book."""
        row = self.row_in_force(day)
        return self.recorded or self.own or (None if row is None else row.price)

    def taxes_on(self, day: dt.date) -> Taxes | None:
        """Return the rates of a day."""
        if self.taxes is None:
            return None
        rates: Taxes = {}
        for name in dict.fromkeys(row.name for row in self.taxes):
            rows = [
                row for row in self.taxes if row.name == name and (row.begins or dt.date.min) <= day
            ]
            if rows:
                rates[name] = max(rows, key=lambda row: row.begins or dt.date.min).rate
        return rates

    def cycle(self, anchor: dt.date, day: dt.date, step: int | None = None) -> Cycle:
        """Return the first day of a day's cycle, and that of the next."""
        step, index = step or self.step, 0
        while months_later(anchor, (index + 1) * step) <= day:
            index += 1
        while months_later(anchor, index * step) > day:
            index -= 1
        return months_later(anchor, index * step), months_later(anchor, (index + 1) * step)


def months_later(day: dt.date, months: int) -> dt.date:
    """Move a day by months; shorter months end earlier."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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


def everything_wrong(facts: Facts) -> Iterator[Wrong]:
    """List everything that can go wrong with an invoice."""
    for part in (_dates, _shares, _licences, _prices, _discounts, _taxes, _roundings, _rest):
        yield from part(facts)


def _dates(facts: Facts) -> Iterator[Wrong]:
    def calendar(sheet: Sheet) -> None:
        sheet.anchor = facts.anchor.replace(day=1)
        sheet.place()

    yield Wrong(("calendar_cycle", None), "cycle", calendar)
    if not facts.is_next:
        if right_sheet(facts).days > 1:
            free = ("day_of_purchase_free", None)
            yield Wrong(free, "date", lambda sheet: sheet.bill(sheet.first + ONE_DAY))
        more = ("one_day_more", None)
        yield Wrong(more, "date", lambda sheet: sheet.bill(sheet.first - ONE_DAY))
    for days in range(-7, 8):
        yield from _bought_on(facts, "bought_on", facts.on + days * ONE_DAY)
    yield from _bought_on(facts, "date_in_utc", _date_in_utc(facts))
    if facts.trial_end is not None and facts.trial_end > facts.on:
        yield from _bought_on(facts, "after_trial", facts.trial_end)


def _bought_on(facts: Facts, name: str, day: dt.date) -> Iterator[Wrong]:
    price = facts.price_on(day)
    if day == facts.on or day < facts.anchor or price is None:
        return

    def change(sheet: Sheet) -> None:
        sheet.day, sheet.price = day, price
        sheet.place()

    yield Wrong((name, day), "date", change)


def _date_in_utc(facts: Facts) -> dt.date:
    """Take the date of the recorded moment in UTC, else the one on the other side of midnight."""
    if facts.zone is None:
        return facts.on
    if facts.at is not None:
        return facts.at.astimezone(dt.UTC).date()
    return facts.on + {"Europe/Paris": -1, "America/New_York": 1}[facts.zone] * ONE_DAY


def _in_months(sheet: Sheet, whole: int, days: int, of: int) -> None:
    """Bill whole months, and days of one that has so many."""
    step = sheet.facts.step
    sheet.share = (whole + Fraction(days, of)) / step
    sheet.days, sheet.day_share = whole * of + days, Fraction(1, of * step)


def _months_first(sheet: Sheet) -> None:
    whole = 0
    while months_later(sheet.first, whole + 1) <= sheet.cycle[1]:
        whole += 1
    since, until = (months_later(sheet.first, whole + more) for more in (0, 1))
    _in_months(sheet, whole, (sheet.cycle[1] - since).days, (until - since).days)


def _months_of_cycle(sheet: Sheet) -> None:
    start, end = sheet.facts.cycle(sheet.anchor, sheet.first, step=1)
    rest, of, whole = (end - sheet.first).days, (end - start).days, 0
    while end < sheet.cycle[1]:
        end, whole = sheet.facts.cycle(sheet.anchor, end, step=1)[1], whole + 1
    _in_months(sheet, whole, rest, of)


def _shares(facts: Facts) -> Iterator[Wrong]:
    def whole(sheet: Sheet) -> None:
        sheet.days = (sheet.cycle[1] - sheet.cycle[0]).days
        sheet.divide(Fraction(sheet.days))

    def following(sheet: Sheet) -> None:
        start, end = facts.cycle(sheet.anchor, sheet.cycle[1])
        sheet.divide(Fraction((end - start).days))

    def dividing(days: Fraction) -> Change:
        return lambda sheet: sheet.divide(days)

    yield Wrong(("whole_cycle", None), "share", whole)
    for days in (30, 31, 365, 360):
        yield Wrong(("days_divided_by", days), "share", dividing(Fraction(days)))
    for days in (30, 31):
        yield Wrong(("months_of_days", days), "share", dividing(Fraction(days * facts.step)))
    year = dividing(Fraction(365 * facts.step, 12))
    yield Wrong(("year_of_days", 365), "share", year)
    yield Wrong(("days_of_next_cycle", None), "share", following)
    yield Wrong(("whole_months_first", None), "share", _months_first)
    yield Wrong(("months_of_cycle", None), "share", _months_of_cycle)


def _licences(facts: Facts) -> Iterator[Wrong]:
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


def _prices(facts: Facts) -> Iterator[Wrong]:
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


def _discounts(facts: Facts) -> Iterator[Wrong]:
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


def _taxes(facts: Facts) -> Iterator[Wrong]:
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
