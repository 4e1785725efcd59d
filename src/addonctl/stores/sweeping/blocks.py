"""Cut a stream of JSON Lines into blocks of whole lines, within a few hundred kilobytes of memory.

What a line says belongs to `reading`; where a stream comes from to `sources`.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from addonctl.stores.files.reading import MAX_BYTES

FIRST_BLOCK: Final = 16_384
"""The first block is small, so that the first rows are there at once."""
LARGEST_BLOCK: Final = 131_072
MOST_FILES: Final = 64
"""How many files stand in a block."""


class Item(Struct, frozen=True, gc=False):
    """An account to be read: its number in the source, and its bytes or the file that has them.

    `file` names what is no line of the source but a document of its own, a file or an address. One
    that a server listed has to be the account of that `account_id`.
    """

    number: int
    data: bytes | None
    file: str | None = None
    account_id: str | None = None


class Block(NamedTuple):
    """Accounts in a row: whole lines, the number of the `first` of them, or items."""

    first: int
    lines: bytes = b""
    items: tuple[Item, ...] = ()

    def accounts(self) -> Iterator[Item]:
        """Return the accounts; a blank line is none."""
        if not self.lines:
            return iter(self.items)
        lines = enumerate(self.lines.split(b"\n"), self.first)
        return (Item(number, line) for number, line in lines if line and not line.isspace())


class Stream(Protocol):
    """What lines are read from."""

    def read1(self, size: int, /) -> bytes:
        """Return what is there, at most `size` bytes, nothing at the end."""


def blocks_of_lines(stream: Stream) -> Iterator[Block]:
    """Cut a stream into blocks of whole lines, as soon as they are there.

    Rule: no account is larger than a file may be. Of a longer line as much is kept as shows that.
    """
    first, rest, size = 1, b"", FIRST_BLOCK
    is_cut = False
    while chunk := stream.read1(size):
        if is_cut:
            _, end, chunk = chunk.partition(b"\n")
            if not end:
                continue
            is_cut, chunk = False, b"\n" + chunk
        last = chunk.rfind(b"\n")
        if last < 0:
            rest += chunk
        else:
            lines = b"".join((rest, memoryview(chunk)[:last]))
            yield Block(first, lines)
            first += lines.count(b"\n") + 1
            rest = chunk[last + 1 :]
            size = min(size * 2, LARGEST_BLOCK)
        if len(rest) > MAX_BYTES:
            rest, is_cut = rest[: MAX_BYTES + 1], True
    if rest:
        yield Block(first, rest)
