"""Blocks of whole lines: every line once, with its number, however a stream comes."""

import io

from hypothesis import given
from hypothesis import strategies as st

from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.sweeping.blocks import LARGEST_BLOCK, Item, blocks_of_lines


class Trickle:
    """A stream that gives a few bytes at a time, as a pipe may."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        """Take what it holds, and how much it gives each time."""
        self._stream = io.BytesIO(data)
        self._sizes = sizes or [1]
        self._turn = 0

    def read1(self, size: int, /) -> bytes:
        """Give the next bytes."""
        self._turn += 1
        return self._stream.read(min(size, self._sizes[self._turn % len(self._sizes)]))


def items(data: bytes, sizes: list[int]) -> list[Item]:
    """Return the accounts of a stream."""
    return [item for block in blocks_of_lines(Trickle(data, sizes)) for item in block.accounts()]


@given(
    st.lists(st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"")), max_size=20),
    st.booleans(),
    st.lists(st.integers(1, 9), max_size=4),
)
def test_every_line_is_there_once(lines: list[bytes], ends: bool, sizes: list[int]) -> None:  # noqa: FBT001
    """With its number, in order, whatever the pieces; blank ones are none."""
    data = b"\n".join(lines) + (b"\n" if ends else b"")
    assert items(data, sizes) == [
        Item(number, line) for number, line in enumerate(lines, 1) if line and not line.isspace()
    ]


def test_line_without_end_fills_no_memory() -> None:
    """Of one that is larger than any account as much is kept as shows that; the next is whole."""
    data = b"a" * (3 * MAX_BYTES) + b"\nb\n" + b"c" * (2 * MAX_BYTES)
    found = items(data, [LARGEST_BLOCK])
    assert [(item.number, len(item.data or b"")) for item in found] == [
        (1, MAX_BYTES + 1),
        (2, 1),
        (3, MAX_BYTES + 1),
    ]
