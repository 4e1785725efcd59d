"""Find where each field of a TOML or JSON text stands: a scan that runs only on a fault.

Whether the text is right belongs to `syntax`; the scan follows texts that parse, and does what
it can on others, so that a key that is written twice can be named.
"""

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator

from msgspec import Struct

from addonctl.stores.parsing.lexer import TOKENS, Format
from addonctl.stores.parsing.raw import Path


class Repeated(Struct, frozen=True):
    """A key that is written twice: its path, and where it stands first and again (offsets).

    `is_table` tells a table's header, such as `[events]`, from a key.
    """

    path: Path
    first: int
    again: int
    is_table: bool


class Places:
    """Know the offset of each field of a text, and turn offsets into lines and columns."""

    def __init__(self, text: str, text_format: Format) -> None:
        """Scan a text once."""
        scan = _TomlScan(text) if text_format == "TOML" else _JsonScan(text)
        scan.run()
        self.repeated = scan.repeated
        self.offsets = scan.offsets
        self._keys = scan.keys
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def offset(self, path: Path) -> int:
        """Return where a field stands; for one that is missing, where its table does."""
        while path and path not in self.offsets:
            path = path[:-1]
        return self.offsets.get(path, 0)

    def clash(self, line: int, column: int) -> Repeated | None:
        """Find what a table or key clashes with that a parser refused at a place.

        That is the last one before the place, and what clashes is the same key or one that it
        stands in, which has a value or a header already.
        """
        end = self._line_starts[min(line, len(self._line_starts)) - 1] + column
        path, at, is_table = next(
            (key for key in reversed(self._keys) if key[1] < end), ((), 0, False)
        )
        while path:
            first = self.offsets.get(path, at)
            if first < at:
                return Repeated(path, first, at, is_table)
            path = path[:-1]
        return None

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


class _Scan:
    """Walk over tokens; nothing here raises on a text that is wrong."""

    text_format: Format = "TOML"

    def __init__(self, text: str) -> None:
        self.offsets: dict[Path, int] = {}
        self.keys: list[tuple[Path, int, bool]] = []
        """Each key and table's header as it comes: its path, its offset, whether it is a header."""
        self.repeated: Repeated | None = None
        self._tokens: Iterator[re.Match[str]] = re.finditer(TOKENS[self.text_format], text)
        self._end = len(text)
        self.word, self.at = "", 0
        self.advance()

    def advance(self) -> None:
        """Go on to the next token; the text's end is an empty one."""
        found = next(self._tokens, None)
        while found and found[0].startswith("#"):
            found = next(self._tokens, None)
        self.word, self.at = (found[0], found.start()) if found else ("", self._end)

    def repeat(self, path: Path, again: int, *, is_table: bool = False) -> None:
        """Remember the first key that is written twice."""
        if self.repeated is None:
            self.repeated = Repeated(path, self.offsets[path], again, is_table)


class _JsonScan(_Scan):
    text_format = "JSON"

    def run(self) -> None:
        self._value(())

    def _value(self, path: Path) -> None:
        opening = self.word
        self.advance()
        if opening not in {"{", "["}:
            return
        closing, index = "}" if opening == "{" else "]", 0
        while self.word not in {closing, ""}:
            part: str | int = index
            if opening == "{":
                part = _unquoted(self.word, json.loads)
                if (*path, part) in self.offsets:
                    self.repeat((*path, part), self.at)
            self.offsets.setdefault((*path, part), self.at)
            if opening == "{":
                self.advance()
                if self.word == ":":
                    self.advance()
            self._value((*path, part))
            index += 1
            if self.word == ",":
                self.advance()
        self.advance()


class _TomlScan(_Scan):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._table: Path = ()
        self._assigned: set[Path] = set()
        self._headers: set[Path] = set()
        self._lengths: dict[Path, int] = {}

    def run(self) -> None:
        while self.word:
            if self.word == "[":
                self._header()
            elif self.word != "\n":
                self._pair(self._table)
            while self.word not in {"\n", ""}:
                self.advance()
            self.advance()

    def _header(self) -> None:
        """Enter `[a.b]`, or a new element of `[[a.b]]`; other parts name the newest element."""
        start = self.at
        self.advance()
        is_array = self.word == "[" and self.at == start + 1
        if is_array:
            self.advance()
        keys = self._key()
        path: Path = ()
        for number, (key, at) in enumerate(keys, 1):
            path = (*path, key)
            if number == len(keys):
                self._enter(path, at, is_array=is_array)
                path = self._table
                break
            self.offsets.setdefault(path, at)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)

    def _enter(self, path: Path, at: int, *, is_array: bool) -> None:
        if (
            path in self._assigned
            or path in self._headers
            or (not is_array and path in self._lengths)
        ):
            self.repeat(path, at, is_table=True)
        self.offsets.setdefault(path, at)
        self.keys.append((path, at, True))
        self._table = path
        if is_array:
            index = self._lengths.get(path, 0)
            self._lengths[path] = index + 1
            self._table = (*path, index)
            self.offsets[self._table] = at
        else:
            self._headers.add(path)
            self.offsets[path] = min(self.offsets[path], at)

    def _key(self) -> list[tuple[str, int]]:
        """Read a dotted key as its parts and their offsets."""
        parts = []
        while self.word not in {"", "\n", "=", "]", "[", "{", "}", ","}:
            if self.word != ".":
                parts.append((_unquoted(self.word, _read_toml), self.at))
            self.advance()
        return parts

    def _pair(self, table: Path) -> None:
        path = table
        keys = self._key()
        if not keys:
            return
        for number, (key, at) in enumerate(keys, 1):
            path = (*path, key)
            if path in self._assigned or (number == len(keys) and path in self.offsets):
                self.repeat(path, at)
            self.offsets.setdefault(path, at)
        self._assigned.add(path)
        self.keys.append((path, keys[0][1], False))
        if self.word == "=":
            self.advance()
            self._value(path)

    def _value(self, path: Path) -> None:
        opening = self.word
        if opening not in {"[", "{"}:
            while self.word not in {",", "]", "}", "\n", ""}:
                self.advance()
            return
        self.advance()
        index = 0
        while self.word not in {"]", "}", ""}:
            before = self.at
            if self.word in {"\n", ","}:
                self.advance()
            elif opening == "{":
                self._pair(path)
            else:
                self.offsets[(*path, index)] = self.at
                self._value((*path, index))
                index += 1
            if self.at == before:
                self.advance()
        self.advance()


def _unquoted(word: str, read: Callable[[str], object]) -> str:
    """Return the key that a word writes; `read` knows the escapes of its format."""
    if not word.startswith(('"', "'")):
        return word
    try:
        return str(read(word)) if "\\" in word else word[1:-1]
    except ValueError:
        return word[1:-1]


def _read_toml(word: str) -> object:
    return tomllib.loads(f"key = {word}")["key"]
