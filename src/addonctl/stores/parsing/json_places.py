"""Find where a few fields of a JSON text stand, without a look at all the others.

Runs only on a fault, of texts that parse: a fleet may have a hundred thousand that do and are
wrong. What isn't on the way to a field is passed over by Python's own parser; `positions` goes
through everything, and finds the same.
"""

import json
import re
from typing import Final, NamedTuple

from addonctl.stores.parsing.raw import Path

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_PASS: Final = json.JSONDecoder(strict=False).raw_decode


class _Place(NamedTuple):
    """Where a field stands, its key or, in a list, its value; and where the value begins."""

    at: int
    value: int


class JsonPlaces:
    """Know the offsets of fields, each container read when something in it is asked for."""

    def __init__(self, text: str) -> None:
        """Take a text that parses."""
        self._text = text
        self._members: dict[int, dict[str | int, _Place]] = {}

    def offset(self, path: Path) -> int:
        """Return where a field stands; for one that is missing, where its table does."""
        place = _Place(0, self._after_space(0))
        for part in path:
            found = self._of(place.value).get(part)
            if found is None:
                break
            place = found
        return place.at

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 1."""
        before = self._text[:offset]
        return before.count("\n") + 1, offset - before.rfind("\n")

    def _of(self, begin: int) -> dict[str | int, _Place]:
        """Return what stands in the value that begins at an offset; in a text or number nothing."""
        if begin not in self._members:
            self._members[begin] = dict(self._read(begin))
        return self._members[begin]

    def _read(self, begin: int) -> list[tuple[str | int, _Place]]:
        text, found = self._text, list[tuple[str | int, _Place]]()
        opening = text[begin : begin + 1]
        if opening not in {"{", "["}:
            return found
        at = self._after_space(begin + 1)
        while text[at] not in "}]":
            part: str | int = len(found)
            value = at
            if opening == "{":
                part, end = _PASS(text, at)
                value = self._after_space(self._after_space(end) + 1)
            found.append((part, _Place(at, value)))
            at = self._after_space(_PASS(text, value)[1])
            if text[at] == ",":
                at = self._after_space(at + 1)
        return found

    def _after_space(self, offset: int) -> int:
        space = _SPACE.match(self._text, offset)
        return offset if space is None else space.end()
