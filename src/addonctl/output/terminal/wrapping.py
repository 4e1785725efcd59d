"""Fill and break lines by the width that their characters take on a terminal."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len

# A day and its month, with the year or without; an amount and its currency.
_WHOLE: Final = re.compile(r"\b\d{1,2}(er)? \w{3,5}\b\.?( \d{4}\b)?|\d [A-Z]{3}\b")


KEPT: Final = "\0"
"""A space at which no line is broken."""


def widest(texts: Iterable[str]) -> int:
    """Return the width of the widest of some texts."""
    return max(map(cell_len, texts), default=0)


def wrap(text: str, width: int, later_width: int, *, lead: str = "") -> list[str]:
    """Break a text between words, the first line to `width` columns, later lines to another.

    A date such as `21 Nov 2026` and an amount with its currency stay whole. A `lead` such as
    `error[LOCKED]:` never stands alone: the first word follows it even where the line is too
    narrow for both.
    """
    lines: list[str] = []
    current = lead
    for number, word in enumerate(_words(text)):
        longer = f"{current} {word}" if current else word
        is_full = cell_len(longer) > (later_width if lines else width)
        if number > 0 and current and is_full:
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current]


def _words(text: str) -> list[str]:
    kept = _WHOLE.sub(lambda found: found.group().replace(" ", KEPT), text)
    return [word.replace(KEPT, " ") for word in kept.split(" ")]


def wrap_parts(parts: Sequence[str], separator: str, width: int) -> list[str]:
    """Join parts into lines of at most `width` columns, each part whole."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{separator}{part}" if lines else part
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
