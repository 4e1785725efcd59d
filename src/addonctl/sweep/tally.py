"""Count what the summary of a sweep says: as whole numbers, so that parts can be added up.

Amounts are summed by currency in minor units; nothing is converted.
"""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final

from addonctl.model.summaries import Key, LargeAmount, SweepSummary

MOST_LARGE: Final = 10
_Large = tuple[int, int, str, str]
"""An amount, the number of its account turned round (earlier ones first), its id and its name."""


class Tally:
    """What was counted so far; of every table a row leads to its numbers."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.answered = 0
        self.problems = 0
        self.charged: set[str] = set()
        """The accounts whose charges were checked."""
        self.differs = False
        """Whether an amount that was charged isn't the expected one."""
        self.first: dt.date | None = None
        self.last: dt.date | None = None
        self._counts: dict[str, dict[Key, tuple[int, ...]]] = {}
        self._large: dict[str, list[_Large]] = {}

    def see_day(self, day: dt.date) -> None:
        """Take in a date that was asked about."""
        if self.first is None or day < self.first:
            self.first = day
        if self.last is None or day > self.last:
            self.last = day

    def count(self, table: str, *row: str, numbers: tuple[int, ...] = (1,)) -> None:
        """Add numbers to a row of a table."""
        rows = self._counts.setdefault(table, {})
        before = rows.get(row)
        rows[row] = (
            numbers if before is None else tuple(map(sum, zip(before, numbers, strict=True)))
        )

    def see_amount(self, currency: str, minor: int, number: int, account: str, name: str) -> None:
        """Keep an amount where it is one of the largest of its currency."""
        self._keep(currency, (minor, -number, account, name))

    def add(self, other: "Tally") -> None:
        """Add what another counted, of a later part of the same sweep."""
        self.answered += other.answered
        self.problems += other.problems
        self.charged |= other.charged
        self.differs |= other.differs
        for day in (other.first, other.last):
            if day is not None:
                self.see_day(day)
        for table, rows in other._counts.items():  # noqa: SLF001  # of the same kind
            for row, numbers in rows.items():
                self.count(table, *row, numbers=numbers)
        for currency, found in other._large.items():  # noqa: SLF001
            for large in found:
                self._keep(currency, large)

    def summary(
        self,
        command: str,
        *,
        addon: str | None,
        addons: dict[str, str],
        until: dt.date | None = None,
    ) -> SweepSummary:
        """Return what it comes to; rows with the most accounts come first."""
        counts = {
            table: dict(sorted(rows.items(), key=lambda row: (-row[1][0], row[0])))
            for table, rows in self._counts.items()
        }
        by_currency = counts.get("amount") or counts.get("next") or {}
        return SweepSummary(
            command=command,
            addon=addon,
            addons=addons,
            answered=self.answered,
            problems=self.problems,
            first=self.first,
            last=self.last,
            counts=counts,
            largest=tuple(self._largest([currency for (currency,) in by_currency])),
            until=until,
        )

    def _keep(self, currency: str, large: _Large) -> None:
        kept = self._large.setdefault(currency, [])
        if len(kept) < MOST_LARGE:
            heapq.heappush(kept, large)
        elif large > kept[0]:
            heapq.heapreplace(kept, large)

    def _largest(self, currencies: Iterable[str]) -> Iterator[LargeAmount]:
        """Choose ten; currencies don't compare, so that it is the largest of each, then the next.

        They are shown by currency, those with the most accounts first.
        """
        currencies = list(currencies)
        sorted_kept = [sorted(self._large[each], reverse=True) for each in currencies]
        ranks = [each for rank in zip_longest(*sorted_kept) for each in enumerate(rank)]
        chosen = [(place, large) for place, large in ranks if large is not None][:MOST_LARGE]
        for place, (minor, _, account, name) in sorted(
            chosen, key=lambda each: (each[0], -each[1][0], -each[1][1])
        ):
            yield LargeAmount(account=account, name=name, currency=currencies[place], minor=minor)
