"""Write numbers, amounts and dates: for people with babel, for machines plainly.

Amounts keep exactly their decimals; nothing is rounded here. The currency is its ISO code after
the amount, in both languages.
"""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager

from addonctl.model.account import Language


class PlainNumbers:
    """Write for machines: ISO dates, no separators. The bytes depend on no language."""

    def money(self, amount: str, currency: str) -> str:
        """Write an amount with its currency: `2754.74 EUR`."""
        return f"{amount} {currency}"

    def decimal(self, text: str) -> str:
        """Write a decimal that is given as text, with its own decimals: `15.00`."""
        return text

    def percent(self, text: str) -> str:
        """Write a percentage that is given as text: `20%`."""
        return f"{text}%"

    def date(self, day: dt.date, *, style: str = "") -> str:
        """Write `2026-11-21`; for people `short` drops the year, `long` has the month in full."""
        del style
        return day.isoformat()


class LocaleNumbers(PlainNumbers):
    """Write for people, with the separators, names and spaces of their language."""

    def __init__(self, language: Language) -> None:
        with _local_zone_left_alone():
            from babel.core import Locale  # noqa: PLC0415  # JSON answers do without babel
            from babel.dates import format_date  # noqa: PLC0415
            from babel.numbers import format_decimal  # noqa: PLC0415

        self._language = language
        self._space = "\u00a0" if language == "fr" else ""
        self._locale = Locale(language)
        self._format_date = format_date
        self._format_decimal = format_decimal

    def money(self, amount: str, currency: str) -> str:
        """Write `2,754.74 EUR`; French puts a no-break space before the currency."""
        return f"{self.decimal(amount)}{self._space or ' '}{currency}"

    def decimal(self, text: str) -> str:
        """Write a decimal with as many decimals as the text has."""
        decimals = len(text.partition(".")[2])
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        return str(self._format_decimal(text, format=pattern, locale=self._locale))

    def percent(self, text: str) -> str:
        """Write `12.5%` or, in French, `12,5 %` with a no-break space."""
        return f"{self.decimal(text)}{self._space}%"

    def date(self, day: dt.date, *, style: str = "") -> str:
        """Write `21 Nov 2026`, in French `21 nov. 2026` and `1er janv. 2027`."""
        first = "'1er'" if self._language == "fr" and day.day == 1 else "d"
        month = "MMMM" if style == "long" else "MMM"
        year = "" if style == "short" else " y"
        return self._format_date(day, f"{first} {month}{year}", locale=self._locale)


@contextmanager
def _local_zone_left_alone() -> Iterator[None]:
    """Keep babel from looking for this machine's time zone while it is loaded.

    No answer depends on that zone, and the search fails where TZ names a folder, or a file that
    is no zone.
    """
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
