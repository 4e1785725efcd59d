"""Say what an invoice depends on, and count its cycles, from the documented rules alone.

Nothing of the program is used here or beside: exact fractions, a calendar of its own, and a list of
its own of what goes wrong, under the same names. Amounts are in minor units.
"""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from fractions import Fraction

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
