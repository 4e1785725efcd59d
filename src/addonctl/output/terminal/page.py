"""Lay out a screen: lines, wrapped paragraphs, commands that can be pasted, one table.

The only place where Rich is known, and therefore long. What a screen says belongs to the screens.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct
from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from addonctl.model.shell import option_groups, shell_words
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.terminal.wrapping import wrap
from addonctl.text.encoding import fit_encoding

Style = Literal["", "green", "yellow", "red", "dim", "bold"]
RULES: Final = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
"""A thin rule under the heads and above a sum, two spaces between columns, nothing else."""
UNBOUNDED: Final = 100_000
GAP: Final = 2
"""The spaces between two columns."""


class Cell(Struct, frozen=True):
    """A text of a table with its style; `lines` below each other where it has several."""

    text: str
    style: Style = ""


class Column(Struct, frozen=True, kw_only=True):
    """A column: its head (lines below each other) and whether it holds numbers.

    `name` stands before its values in records, where the head is too long; `gap` are the spaces
    before it.
    """

    head: str = ""
    is_number: bool = False
    name: str = ""
    min_width: int = 0
    gap: int = GAP


class Row(Struct, frozen=True, kw_only=True):
    """A row: its cells, the lines that stand under it, and whether a rule follows."""

    cells: tuple[Cell, ...]
    below: tuple[str, ...] = ()
    ends_section: bool = False


class Page:
    """Collect the lines of a screen for one stream, then give its text."""

    def __init__(self, features: StreamFeatures, colon: str = ":") -> None:
        """Take what the stream can show, and the colon of the language for records."""
        self.features = features
        self._colon = colon
        self._lines: list[Text] = []
        self._console = Console(
            file=io.StringIO(),
            width=UNBOUNDED,
            color_system="standard" if features.has_color else None,
            force_terminal=features.has_color,
            no_color=not features.has_color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )

    def line(self, text: str = "", style: Style = "") -> None:
        """Add one line that is never wrapped."""
        self._lines.append(Text(self.fit(text), style=style))

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
        """Add a text, wrapped where the stream is narrower; later lines are indented by `hang`.

        It begins with `lead`, such as `hint:`, which has a style of its own, and is at most
        `most` columns wide on a stream that wraps.
        """
        lead = self.fit(lead)
        later = " " * (indent if hang is None else hang)
        for number, part in enumerate(self._wrapped(lead, text, indent, len(later), most)):
            line = Text((" " * indent if number == 0 else later) + part, style=style)
            if number == 0 and lead_style:
                line.stylize(lead_style, indent, indent + len(lead))
            self._lines.append(line)

    def pointer(self, label: str, words: Sequence[str]) -> None:
        """Add a command after its label, or below it where both don't fit into a line."""
        whole = self.fit(f"{label} {shell_words(words, self.features.encoding)}")
        if self.features.width is None or cell_len(whole) <= self.features.width:
            self.line(whole)
        else:
            self.line(label)
            self.command(words)

    def command(self, words: Sequence[str], *, indent: int = 2) -> None:
        """Add a command that can be pasted, broken with a backslash where it doesn't fit.

        It is broken after the account, then between options; before the account where even that
        doesn't fit. Words are never cut.
        """
        whole = self.fit(shell_words(words, self.features.encoding))
        width = self.features.width
        if width is None or indent + cell_len(whole) <= width:
            self.line(" " * indent + whole)
            return
        first, *groups = option_groups(words, self.features.encoding)
        if "-a" in words and indent + cell_len(first) + GAP > width:
            account = words.index("-a")
            first, *groups = [
                shell_words(words[:account], self.features.encoding),
                *option_groups(words[account:], self.features.encoding),
            ]
        lines = [first]
        for number, group in enumerate(groups):
            room = width - indent - (2 if len(lines) > 1 else 0) - 2
            fits = cell_len(f"{lines[-1]} {group}") <= room
            if number > 0 and fits:
                lines[-1] += f" {group}"
            else:
                lines.append(group)
        for number, text in enumerate(lines):
            lead = " " * (indent + (2 if number else 0))
            self.line(lead + text + (" \\" if number < len(lines) - 1 else ""))

    def code(self, lines: Iterable[str], *, indent: int = 4) -> None:
        """Add lines of TOML that can be pasted; they are never wrapped."""
        for line in lines:
            self.line(" " * indent + line)

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, indent: int = 2) -> bool:
        """Add a table where it fits; say whether it did.

        Where the stream is narrower than the table each row becomes a record of
        `name: value` lines.
        """
        lines = self._table_lines(columns, rows)
        width = max((line.cell_len for line in lines), default=0)
        if self.features.width is not None and indent + width > self.features.width:
            self._records(columns, rows)
            return False
        for line in lines:
            self._lines.append(Text(" " * indent).append_text(line))
        return True

    def table_width(self, columns: Sequence[Column], rows: Sequence[Row]) -> int:
        """Return how wide a table is by nature."""
        return max((line.cell_len for line in self._table_lines(columns, rows)), default=0)

    def fit(self, text: str) -> str:
        """Replace what the stream can't show."""
        return fit_encoding(text, self.features.encoding)

    def text(self) -> str:
        """Return the whole screen, each line ended."""
        if not self.features.has_color:
            return "".join(f"{line.plain.rstrip()}\n" for line in self._lines)
        output = self._console.file
        for line in self._lines:
            line.rstrip()
            self._console.print(line, soft_wrap=True, end="\n")
        return str(output.getvalue()) if isinstance(output, io.StringIO) else ""

    def _wrapped(self, lead: str, text: str, indent: int, hang: int, most: int) -> Sequence[str]:
        text = self.fit(text)
        if self.features.width is None:
            return [f"{lead} {text}" if lead else text]
        width = min(self.features.width, most)
        return wrap(text, width - indent, width - hang, lead=lead)

    def _table_lines(self, columns: Sequence[Column], rows: Sequence[Row]) -> list[Text]:
        table = Table(
            box=RULES,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1, 0, 0),
            show_header=any(column.head for column in columns),
            header_style="",
        )
        for column in columns:
            table.add_column(
                Text(self._with_gap(column, column.head)),
                justify="right" if column.is_number else "left",
                no_wrap=True,
                min_width=column.min_width + column.gap - GAP,
            )
        for row in rows:
            cells = [
                Text(self._with_gap(column, cell.text), style=cell.style)
                for column, cell in zip(columns, row.cells, strict=True)
            ]
            table.add_row(*cells, end_section=row.ends_section)
        rendered = self._console.render_lines(table, pad=False)
        lines = [Text.assemble(*((s.text, s.style or "") for s in line)) for line in rendered]
        return self._with_rows_below(lines, columns, rows)

    def _with_gap(self, column: Column, text: str) -> str:
        """Put the spaces before a cell's lines that its column has beyond the usual."""
        lead = " " * (column.gap - GAP)
        return self.fit("\n".join(lead + line for line in text.split("\n")))

    def _with_rows_below(
        self, lines: list[Text], columns: Sequence[Column], rows: Sequence[Row]
    ) -> list[Text]:
        """Put the lines that stand under rows in their places, and drop rules off a terminal."""
        head = max((column.head.count("\n") + 1 for column in columns if column.head), default=0)
        result: list[Text] = []
        waiting: list[tuple[str, ...]] = []
        for row in rows:
            further_lines = max((cell.text.count("\n") for cell in row.cells), default=0)
            waiting += [()] * further_lines + [row.below]
        for number, line in enumerate(lines):
            line.rstrip()
            if line.plain and not line.plain.strip("─- "):
                if self.features.is_terminal:
                    result.append(Text(self.fit(line.plain)))
                continue
            result.append(line)
            if number >= head and waiting:
                result += [Text(self.fit(text), style="dim") for text in waiting.pop(0)]
        return result

    def _records(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Write each row as `name: value` lines, for a stream narrower than the table."""
        for number, row in enumerate(rows):
            if number:
                self.line()
            for column, cell in zip(columns, row.cells, strict=True):
                name = column.name or " ".join(part for part in column.head.split("\n") if part)
                if cell.text:
                    text = f"{name}{self._colon} {cell.text}" if name else cell.text
                    self.paragraph(text.replace("\n", " "), indent=2, hang=4, style=cell.style)
            for below in row.below:
                self.paragraph(below.strip(), indent=2, hang=4)
