"""Write rows as CSV: RFC 4180, or as a French spreadsheet reads it; nothing in it is computed.

A text that a spreadsheet would take for a formula begins with an apostrophe, and what could steer
a terminal or hide is shown escaped, as everywhere. An unknown value is empty.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from addonctl.model.escaping import escape_unsafe
from addonctl.model.money import MINOR_DIGITS, Money
from addonctl.model.remembering import Remembered

Cell = str | int | bool | dt.date | Money | None
_PLAIN: Final = re.compile(r"[A-Za-z0-9\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f &'._-]*")
"""What most texts are made of; they are written as they are."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet computes."""
_LINE_END: Final = "\r\n"
BYTE_ORDER_MARK: Final = "\ufeff"


class CsvWriter:
    r"""Write rows in one dialect: `excel-fr` has semicolons, decimal commas and a byte order mark.

    >>> CsvWriter().row(["=1+1", 3, Money(1250, "EUR"), True, None])
    "'=1+1,3,12.50,true,\r\n"
    >>> CsvWriter(is_french=True).row(["a;b", Money(1250, "EUR")])
    '"a;b";12,50\r\n'
    """

    def __init__(self, *, is_french: bool = False) -> None:
        self._separator = ";" if is_french else ","
        self._decimal = "," if is_french else "."
        self._begin = BYTE_ORDER_MARK if is_french else ""
        self._money = Remembered[int, tuple[int, tuple[str, ...]]](
            lambda digits: (10**digits, self._all_tails(digits))
        )
        self._quoted = re.compile(f'[{self._separator}"\r\n]')

    def head(self, columns: Iterable[str]) -> str:
        """Write the row of names, which begins the document."""
        return self._begin + self.row(columns)

    def row(self, cells: Iterable[Cell]) -> str:
        """Write a row with its line end."""
        return self.line(map(self.written, cells))

    def line(self, written: Iterable[str]) -> str:
        """Join cells that were written already into a row with its line end."""
        return self._separator.join(written) + _LINE_END

    def cells(self, written: Iterable[str]) -> str:
        """Join cells that were written already into a part of a row."""
        return self._separator.join(written)

    def written(self, cell: Cell) -> str:
        """Write one cell."""
        match cell:
            case None:
                return ""
            case str():
                return self.text(cell)
            case bool():
                return "true" if cell else "false"
            case Money():
                return self.amount(cell.minor, cell.currency)
            case _:
                return str(cell)

    def amount(self, minor: int | None, currency: str) -> str:
        """Write an amount in minor units with exactly its currency's decimals, if there is one."""
        return self.amounts((minor,), currency)[0]

    def amounts(self, minors: Iterable[int | None], currency: str) -> list[str]:
        """Write several amounts of one currency."""
        scale, tails = self.money(currency)
        return [
            ""
            if minor is None
            else f"{minor // scale}{tails[minor % scale]}"
            if minor >= 0
            else f"-{-minor // scale}{tails[-minor % scale]}"
            for minor in minors
        ]

    def money(self, currency: str) -> tuple[int, tuple[str, ...]]:
        """Return how many minor units are one, and what is written behind so many whole ones.

        >>> scale, tails = CsvWriter().money("EUR")
        >>> f"{1205 // scale}{tails[1205 % scale]}"
        '12.05'
        """
        return self._money[MINOR_DIGITS[currency]]

    def _all_tails(self, digits: int) -> tuple[str, ...]:
        """List all that may stand behind the units of an amount; there are thousands of them."""
        if not digits:
            return ("",)
        return tuple([f"{self._decimal}{part:0{digits}}" for part in range(10**digits)])

    def text(self, text: str) -> str:
        """Write a text, made safe for spreadsheets and terminals."""
        if _PLAIN.fullmatch(text):
            return text
        safe = escape_unsafe(text)
        if text.startswith(_FORMULA):
            safe = f"'{safe}"
        if self._quoted.search(safe) is None:
            return safe
        return '"' + safe.replace('"', '""') + '"'
