"""Tell from which state of an account a file was made: the ETag that a pull leaves with it.

A weak ETag says that two texts mean the same to somebody, not that they are the same, so nothing
is written by it.
"""

import os
import re
from typing import Final, NamedTuple

from addonctl.stores.files.documents import ParsedFile
from addonctl.stores.files.reading import MAX_BYTES

_STRONG: Final = re.compile(r'"[\x21\x23-\x7e]{1,256}"')
_MARK: Final = re.compile(r"(?:# *)?(https?://\S+) ETag (" + _STRONG.pattern + ")")
PULLED: Final = ".pulled"
"""What is added to the name of a JSON file for the file of its mark: JSON has no comments."""


class Mark(NamedTuple):
    """Where a file was pulled from, and the state that it was made from."""

    address: str
    etag: str

    def __str__(self) -> str:
        """Write it as one line."""
        return f"{self.address} ETag {self.etag}"


def strong(etag: str | None) -> str | None:
    """Return an ETag that names one state, `None` for a weak or a missing one."""
    return etag if etag is not None and _STRONG.fullmatch(etag) else None


def find_mark(document: ParsedFile) -> Mark | None:
    """Find the mark of a pull: in the comments that a TOML file begins with, else beside it."""
    lines: list[str] = []
    if document.text_format == "TOML":
        for line in document.text.splitlines():
            if not line.startswith("#"):
                break
            lines.append(line)
    else:
        try:
            with open(
                mark_file(document.reference), "rb", opener=_at_once
            ) as file:  # as it was named
                lines = file.read(MAX_BYTES).decode("utf-8", "replace").splitlines()
        except OSError:
            return None
    for line in lines:
        found = _MARK.fullmatch(line.strip())
        if found:
            return Mark(found[1], found[2])
    return None


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: what is there may be a pipe that nobody writes to."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def mark_file(path: str) -> str:
    """Name the file of a JSON file's mark."""
    return os.fspath(path) + PULLED
