"""Hold what a screen says as blocks: lines, paragraphs, commands, code, tables, alternatives.

How wide a stream is, what it can show and what must be escaped there is the writers' matter:
`terminal.writer` and `formats.markdown`. Where a screen has a wide and a narrow way to say
something it gives both, and the writer takes the first that fits.
"""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

Style = Literal["", "green", "yellow", "red", "dim", "bold", "strike"]
WIDE: Final = 120
"""From this width on, screens add names, periods and reasons."""
GAP: Final = 2
"""The spaces between two columns."""
INDENT: Final = 2
"""The spaces before a table."""
UNBOUNDED: Final = 100_000


class Cell(Struct, frozen=True):
    """A text of a table with its style; `lines` below each other where it has several.

    In a column that takes the room left, texts are broken at `separator`, and later lines are
    indented by `hang`.
    """

    text: str
    style: Style = ""
    hang: int = 0
    separator: str = " "


class Column(Struct, frozen=True, kw_only=True):
    """A column: its head (lines below each other) and whether it holds numbers.

    `name` stands before its values in records, where the head is too long; `gap` are the spaces
    before it. With `least` its texts are broken to the room that the other columns leave, at
    least so many columns of the terminal; else the table doesn't fit. `is_filled` makes it as
    wide as that room.
    """

    head: str = ""
    is_number: bool = False
    name: str = ""
    min_width: int = 0
    gap: int = GAP
    least: int = 0
    is_filled: bool = False


class Below(Struct, frozen=True, kw_only=True):
    """A text under a row, broken at `separator` where the stream is narrower.

    It is indented by `lead`, later lines by `hang` more.
    """

    text: str
    lead: int = 2
    hang: int = 0
    separator: str = " "


class Row(Struct, frozen=True, kw_only=True):
    """A row: its cells, the lines that stand under it, and whether a rule follows.

    A line that is given as text is never broken: the table doesn't fit where it is too long.
    """

    cells: tuple[Cell, ...]
    below: tuple[str | Below, ...] = ()
    ends_section: bool = False


def row(*cells: str | Cell, below: Sequence[str | Below] = ()) -> Row:
    """Make a row of cells; a text is one without a style."""
    return Row(
        cells=tuple(Cell(cell) if isinstance(cell, str) else cell for cell in cells),
        below=tuple(below),
    )


class Line(Struct, frozen=True):
    """A line that is never wrapped; an empty one sets apart."""

    text: str = ""
    style: Style = ""


class Paragraph(Struct, frozen=True, kw_only=True):
    """A text that is wrapped where the stream is narrower; later lines are indented by `hang`.

    It begins with `lead`, such as `hint:`, which has a style of its own, and is at most `most`
    columns wide on a stream that wraps. A note explains the answer and isn't a part of it.
    """

    text: str
    lead: str = ""
    lead_style: Style = ""
    indent: int = 0
    hang: int | None = None
    most: int = UNBOUNDED
    style: Style = ""
    is_note: bool = False


class Command(Struct, frozen=True, kw_only=True):
    """A command that can be pasted, as words; after its `label` where both fit into a line."""

    words: tuple[str, ...]
    label: str = ""
    indent: int = INDENT


class Code(Struct, frozen=True, kw_only=True):
    """Lines of TOML that can be pasted; they are never wrapped."""

    lines: tuple[str, ...]
    indent: int = 4


class Table(Struct, frozen=True, kw_only=True):
    """A table, at most `most` columns of the terminal wide with its indent."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    most: int = UNBOUNDED


def without_empty_columns(table: Table) -> Table:
    """Leave out the columns that have a head and nothing in any row."""
    kept = [
        number
        for number, column in enumerate(table.columns)
        if not column.head or any(row.cells[number].text for row in table.rows)
    ]
    if len(kept) == len(table.columns):
        return table
    rows = (replace(row, cells=tuple(row.cells[number] for number in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[number] for number in kept), rows=tuple(rows))


class Bar(Struct, frozen=True, kw_only=True):
    """A bar between two labels, drawn where there is a terminal with room for it.

    Of its cells `blank` are empty and `filled` full; `under` are the words under its start (where
    a part is empty) and under the full cells.
    """

    first: str
    last: str
    blank: int
    filled: int
    under: tuple[str, ...]


Block = Line | Paragraph | Command | Code | Table | Bar


class Option(Struct, frozen=True, kw_only=True):
    """One of several ways to say something, for a stream of at least `least` columns.

    `is_unbounded` says that it is also for streams on which nothing is wrapped. `answer` is what
    is left of it where the answer alone is wanted.
    """

    blocks: tuple["Block | Either", ...]
    answer: tuple["Block | Either", ...] = ()
    least: int = 0
    is_unbounded: bool = True


class Either(Struct, frozen=True, kw_only=True):
    """Several ways to say something: the first whose tables and bars fit, else the last."""

    options: tuple[Option, ...]
