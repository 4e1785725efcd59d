"""Hold what a screen says as blocks: lines, paragraphs, commands, code, tables, alternatives.

How wide a stream is, what it can show and what must be escaped there is the writers' matter:
`terminal.page` and `formats.markdown`. Where a screen has a wide and a narrow way to say
something it gives both, and the writer takes the first that fits.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

Style = Literal["", "green", "yellow", "red", "dim", "bold"]
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


class Sentences(Struct, frozen=True, kw_only=True):
    """Sentences of a mail or a ticket, each a paragraph or all of them a list of points.

    What stands between two `**` is emphasised; a `*` of data is told apart by `formats.markdown`.
    """

    texts: tuple[str, ...]
    are_points: bool = False


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


Block = Line | Paragraph | Sentences | Command | Code | Table | Bar


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


class Document:
    """Collect the blocks of a screen.

    Its first line is its heading; `title` is one for forms that need a heading where the
    terminal needs none. What a person asked to be told alone is between `begin_answer` and
    `end_answer`, else all of it.
    """

    def __init__(self, title: str = "") -> None:
        """Begin with nothing."""
        self.title = title
        self.blocks: list[Block | Either] = []
        self._answer: list[tuple[int, int | None]] = []

    @property
    def answer(self) -> "Document":
        """Return the answer alone, without what explains it."""
        alone = Document()
        parts = self._answer or [(0, None)]
        for block in chain.from_iterable(self.blocks[slice(*part)] for part in parts):
            if isinstance(block, Either):
                options = tuple(
                    replace(each, blocks=each.answer or each.blocks) for each in block.options
                )
                alone.blocks.append(Either(options=options))
            elif not (isinstance(block, Paragraph) and block.is_note):
                alone.blocks.append(block)
        return alone

    def option(self, *, least: int = 0, is_unbounded: bool = True) -> Option:
        """Return all of it as one of several ways to say something."""
        return Option(
            blocks=tuple(self.blocks),
            answer=tuple(self.answer.blocks),
            least=least,
            is_unbounded=is_unbounded,
        )

    def begin_answer(self) -> None:
        """Say that the answer begins with the next block."""
        self._answer.append((len(self.blocks), None))

    def end_answer(self) -> None:
        """Say that the answer, or a part of it, ended with the last block."""
        start = self._answer.pop()[0] if self._answer else 0
        self._answer.append((start, len(self.blocks)))

    def line(self, text: str = "", style: Style = "") -> None:
        """Add one line that is never wrapped."""
        self.blocks.append(Line(text, style))

    def paragraph(
        self,
        text: str,
        *,
        lead: str = "",
        lead_style: Style = "",
        indent: int = 0,
        hang: int | None = None,
        most: int = UNBOUNDED,
        style: Style = "",
    ) -> None:
        """Add a text that is wrapped where the stream is narrower."""
        self.blocks.append(
            Paragraph(
                text=text,
                lead=lead,
                lead_style=lead_style,
                indent=indent,
                hang=hang,
                most=most,
                style=style,
            )
        )

    def note(
        self, text: str, *, indent: int = 0, hang: int | None = None, style: Style = ""
    ) -> None:
        """Add a warning, or a text that explains the answer and isn't a part of it."""
        self.blocks.append(
            Paragraph(text=text, indent=indent, hang=hang, style=style, is_note=True)
        )

    def sentence(self, text: str) -> None:
        """Add a sentence of a mail, which may emphasise a part of it."""
        self.blocks.append(Sentences(texts=(text,)))

    def points(self, texts: Iterable[str]) -> None:
        """Add sentences of a mail as a list."""
        self.blocks.append(Sentences(texts=tuple(texts), are_points=True))

    def pointer(self, label: str, words: Sequence[str]) -> None:
        """Add a command after its label, or below it where both don't fit into a line."""
        self.blocks.append(Command(words=tuple(words), label=label))

    def command(self, words: Sequence[str], *, indent: int = INDENT) -> None:
        """Add a command that can be pasted."""
        self.blocks.append(Command(words=tuple(words), indent=indent))

    def code(self, lines: Iterable[str], *, indent: int = 4) -> None:
        """Add lines of TOML that can be pasted."""
        self.blocks.append(Code(lines=tuple(lines), indent=indent))

    def table(
        self, columns: Sequence[Column], rows: Iterable[Row], *, most: int = UNBOUNDED
    ) -> None:
        """Add a table; where it doesn't fit, each row becomes a record of `name: value` lines."""
        self.blocks.append(Table(columns=tuple(columns), rows=tuple(rows), most=most))

    def either(self, *options: Option) -> None:
        """Add the first of several ways that fits."""
        self.blocks.append(Either(options=options))

    def wide_or_narrow(self, add: Callable[["Document", bool], None]) -> None:
        """Add what `add` adds for a wide stream, where that fits, else what it adds for another."""
        wide, narrow = Document(), Document()
        add(wide, True)  # the one word that tells the two apart
        add(narrow, False)
        self.either(wide.option(least=WIDE, is_unbounded=False), narrow.option())
