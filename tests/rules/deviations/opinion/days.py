"""List what goes wrong with the days of an invoice: from which on, and over how many."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from tests.rules.deviations.opinion.facts import ONE_DAY, Facts, months_later
from tests.rules.deviations.opinion.sheet import Change, Sheet, Wrong, right_sheet


def dates(facts: Facts) -> Iterator[Wrong]:
    """List from which day on it may be billed, and in which cycle."""

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


def shares(facts: Facts) -> Iterator[Wrong]:
    """List which share of the cycle may be billed."""

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
