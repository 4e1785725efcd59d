"""Write rows as CSV: RFC 4180, or as a French spreadsheet reads it; nothing in it is computed.

A text that a spreadsheet would take for a formula begins with an apostrophe, and what could steer
a terminal or hide is shown escaped, as everywhere. An unknown value is empty.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from addonctl.model.escaping import escape_unsafe
from addonctl.model.money import Money

Cell = str | int | bool | dt.date | Money | None
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet computes."""
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
        self._quoted = re.compile(f'[{self._separator}"\r\n]')

    def head(self, columns: Iterable[str]) -> str:
        """Write the row of names, which begins the document."""
        return self._begin + self.row(columns)

    def row(self, cells: Iterable[Cell]) -> str:
        """Write a row with its line end."""
        return self._separator.join(map(self._written, cells)) + "\r\n"

    def _written(self, cell: Cell) -> str:
        match cell:
            case None:
                return ""
            case str():
                return self.text(cell)
            case bool():
                return "true" if cell else "false"
            case Money():
                return self._within(str(cell).replace(".", self._decimal))
            case _:
                return str(cell)

    def text(self, text: str) -> str:
        """Write a text, made safe for spreadsheets and terminals."""
        safe = escape_unsafe(text)
        if text.startswith(_FORMULA):
            safe = f"'{safe}"
        return self._within(safe)

    def _within(self, text: str) -> str:
        if self._quoted.search(text) is None:
            return text
        return '"' + text.replace('"', '""') + '"'
