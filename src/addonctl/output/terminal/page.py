"""Lay out a screen: lines, wrapped paragraphs, commands that can be pasted, one table.

The only place where Rich is known, and therefore long. What a screen says belongs to the screens.
"""

import io
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from addonctl.model.shell import option_groups, shell_words
from addonctl.output.blocks import (
    GAP,
    INDENT,
    UNBOUNDED,
    Bar,
    Block,
    Cell,
    Code,
    Column,
    Command,
    Document,
    Either,
    Line,
    Option,
    Paragraph,
    Row,
    Sentences,
    Style,
    Table,
)
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.terminal.table import TableLayout, new_console
from addonctl.output.terminal.wrapping import padded, wrap
from addonctl.text.encoding import fit_encoding

__all__ = ["GAP", "Cell", "Column", "Page", "Row"]


class Page:
    """Collect the lines of a screen for one stream, then give its text."""

    def __init__(self, features: StreamFeatures, colon: str = ":") -> None:
        """Take what the stream can show, and the colon of the language for records."""
        self.features = features
        self._colon = colon
        self._lines: list[Text] = []
        self._console = new_console(features)
        self._layout = TableLayout(features, self._console)

    def write(self, document: Document) -> str:
        """Return the text of a document."""
        self._add(document.blocks)
        return self.text()

    def _add(self, blocks: Sequence[Block | Either]) -> None:  # noqa: C901  # a case a kind
        for block in blocks:
            match block:
                case Line():
                    self.line(block.text, block.style)
                case Paragraph():
                    self._add_paragraph(block)
                case Sentences():
                    for text in block.texts:
                        self.paragraph(text.replace("**", ""))
                case Command(label=""):
                    self.command(block.words, indent=block.indent)
                case Command():
                    self.pointer(block.label, block.words)
                case Code():
                    self.code(block.lines, indent=block.indent)
                case Table():
                    self._add_table(block)
                case Bar():
                    self._add_bar(block)
                case Either():
                    self._add(
                        next(filter(self._fits, block.options[:-1]), block.options[-1]).blocks
                    )

    def _fits(self, option: Option) -> bool:
        """Say whether a way to say something has all the room that it needs."""
        width = self.features.width
        if not option.is_unbounded if width is None else width < option.least:
            return False
        return all(
            self._layout.fits(block) if isinstance(block, Table) else self._has_room_for(block)
            for block in option.blocks
            if isinstance(block, Table | Bar)
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
        block = Paragraph(
            text=text,
            lead=lead,
            lead_style=lead_style,
            indent=indent,
            hang=hang,
            most=most,
            style=style,
        )
        self._add_paragraph(block)

    def note(
        self, text: str, *, indent: int = 0, hang: int | None = None, style: Style = ""
    ) -> None:
        """Add a text that explains the answer."""
        self.paragraph(text, indent=indent, hang=hang, style=style)

    def _add_paragraph(self, block: Paragraph) -> None:
        lead, indent = self.fit(block.lead), block.indent
        later = " " * (indent if block.hang is None else block.hang)
        parts = self._wrapped(lead, block.text, indent, len(later), block.most)
        for number, part in enumerate(parts):
            line = Text((" " * indent if number == 0 else later) + part, style=block.style)
            if number == 0 and block.lead_style:
                line.stylize(block.lead_style, indent, indent + len(lead))
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
        del indent
        return self._add_table(Table(columns=tuple(columns), rows=tuple(rows)))

    def _add_table(self, table: Table) -> bool:
        lines = self._layout.lines(table)
        if lines is None:
            self._records(table.columns, table.rows)
            return False
        for line in lines:
            self._lines.append(Text(" " * INDENT).append_text(line))
        return True

    def table_width(self, columns: Sequence[Column], rows: Sequence[Row]) -> int:
        """Return how wide a table is by nature."""
        lines = self._layout.natural_lines(columns, rows)
        return max((line.cell_len for line in lines), default=0)

    def _bar(self, bar: Bar) -> str:
        return self.fit(f"  {bar.first} {'·' * bar.blank}{'█' * bar.filled} {bar.last}")

    def _has_room_for(self, bar: Bar) -> bool:
        width = self.features.width
        return self.features.is_terminal and width is not None and len(self._bar(bar)) <= width

    def _add_bar(self, bar: Bar) -> None:
        """Add a bar and the words under it: the last under the full cells.

        Where these are too few for the words, the words end where the bar does.
        """
        self.line(self._bar(bar))
        *empty, full = bar.under
        start = len(self.fit(bar.first)) + 3
        line = " " * start + "".join(empty)
        begin = start + min(bar.blank, bar.blank + bar.filled - len(full))
        self.line(padded(line + "  " if empty else line, begin) + full)

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

    def _records(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Write each row as `name: value` lines, for a stream narrower than the table."""
        for number, row in enumerate(rows):
            if number:
                self.line()
            for column, cell in zip(columns, row.cells, strict=True):
                name = column.name or " ".join(part for part in column.head.split("\n") if part)
                texts = [f"{name}{self._colon} {cell.text}".replace("\n", " ")]
                for text in texts if name else cell.text.split("\n"):
                    if cell.text:
                        self.paragraph(text, indent=2, hang=4, style=cell.style)
            for below in self._layout.lines_below(row):
                self.paragraph(below.strip(), indent=2, hang=4)
