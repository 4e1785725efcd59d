"""Lay out a screen: lines, wrapped paragraphs, commands that can be pasted, one table.

Rich is known here, in `table` and in `wrapping` alone. What a screen says belongs to the screens.
"""

from collections.abc import Sequence

from msgspec.structs import replace
from rich.cells import cell_len
from rich.text import Text

from addonctl.model.escaping import option_groups, shell_words
from addonctl.output.blocks import (
    GAP,
    INDENT,
    UNBOUNDED,
    Bar,
    Block,
    Code,
    Column,
    Command,
    Either,
    Line,
    Option,
    Paragraph,
    Row,
    Style,
    Table,
)
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.terminal.table import TableLayout
from addonctl.output.terminal.wrapping import wrap


class TerminalWriter:
    """Write pages for one stream: at its width, in its colours and characters."""

    def __init__(self, features: StreamFeatures, colon: str = ":") -> None:
        self._features, self._fit = features, features.fit
        self._colon = colon
        self._lines: list[Text] = []
        self._layout = TableLayout(features)

    def write(self, blocks: Sequence[Block | Either]) -> str:
        """Return the text of a page."""
        self._add(blocks)
        if not self._features.has_color:
            return "".join(f"{line.plain.rstrip()}\n" for line in self._lines)
        with self._layout.console.capture() as captured:
            for line in self._lines:
                line.rstrip()
                self._layout.console.print(line, soft_wrap=True, end="\n")
        return captured.get()

    def _add(self, blocks: Sequence[Block | Either]) -> None:  # a case a kind
        for block in blocks:
            match block:
                case Line():
                    self._line(block.text, block.style)
                case Paragraph():
                    self._add_paragraph(block)
                case Command():
                    self._add_command(block)
                case Code():
                    for line in block.lines:
                        self._line(" " * block.indent + line)
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
        width = self._features.width
        if not option.is_unbounded if width is None else width < option.least:
            return False
        return all(
            self._layout.fits(block) if isinstance(block, Table) else self._has_room_for_bar(block)
            for block in option.blocks
            if isinstance(block, Table | Bar)
        )

    def _line(self, text: str = "", style: Style = "") -> None:
        self._lines.append(Text(self._fit(text), style=style))

    def _add_paragraph(self, block: Paragraph) -> None:
        lead, indent = self._fit(block.lead), block.indent
        later = " " * (indent if block.hang is None else block.hang)
        parts = self._wrapped(lead, block.text, indent, len(later), block.most)
        for number, part in enumerate(parts):
            line = Text((" " * indent if number == 0 else later) + part, style=block.style)
            if number == 0 and block.lead_style:
                line.stylize(block.lead_style, indent, indent + len(lead))
            self._lines.append(line)

    def _add_command(self, block: Command) -> None:
        """Add a command that can be pasted: after its label, or below it where it doesn't fit."""
        whole = shell_words(block.words, self._features.encoding)
        if block.label and self._has_room_for(f"{block.label} {whole}"):
            self._line(f"{block.label} {whole}")
            return
        if block.label:
            self._line(block.label)
        whole = " " * block.indent + whole
        lines = [whole] if self._has_room_for(whole) else self._broken(block.words, block.indent)
        for line in lines:
            self._line(line)

    def _broken(self, words: Sequence[str], indent: int) -> list[str]:
        """Break a command with a backslash after the account, then between options.

        It is broken before the account where even that doesn't fit. Words are never cut.
        """
        width = self._features.width or UNBOUNDED
        first, *groups = option_groups(words, self._features.encoding)
        if "-a" in words and indent + cell_len(first) + GAP > width:
            account = words.index("-a")
            first, *groups = [
                shell_words(words[:account], self._features.encoding),
                *option_groups(words[account:], self._features.encoding),
            ]
        lines = [first]
        for number, group in enumerate(groups):
            room = width - indent - (2 if len(lines) > 1 else 0) - 2
            fits = cell_len(f"{lines[-1]} {group}") <= room
            if number > 0 and fits:
                lines[-1] += f" {group}"
            else:
                lines.append(group)
        last = len(lines) - 1
        return [
            " " * (indent + (2 if number else 0)) + text + (" \\" if number < last else "")
            for number, text in enumerate(lines)
        ]

    def _add_table(self, table: Table) -> None:
        lines = self._layout.lines(table)
        if lines is None:
            self._records(table.columns, table.rows)
        for line in lines or ():
            self._lines.append(Text(" " * INDENT).append_text(line))

    def _has_room_for(self, text: str) -> bool:
        width = self._features.width
        return width is None or cell_len(self._fit(text)) <= width

    def _has_room_for_bar(self, bar: Bar) -> bool:
        is_wrapped = self._features.is_terminal and self._features.width is not None
        return is_wrapped and self._has_room_for(_bar(bar))

    def _add_bar(self, bar: Bar) -> None:
        """Add a bar and the words under it: the last under the full cells.

        Where these are too few for the words, the words end where the bar does.
        """
        self._line(_bar(bar))
        *empty, full = bar.under
        start = len(self._fit(bar.first)) + 3
        line = " " * start + "".join(f"{text}  " for text in empty)
        begin = start + min(bar.blank, bar.blank + bar.filled - len(full))
        self._line(line + " " * (begin - cell_len(line)) + full)

    def _wrapped(self, lead: str, text: str, indent: int, hang: int, most: int) -> Sequence[str]:
        text = self._fit(text)
        if self._features.width is None:
            return [f"{lead} {text}" if lead else text]
        width = min(self._features.width, most)
        return wrap(text, width - indent, width - hang, lead=lead)

    def _records(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Write each row as `name: value` lines, for a stream narrower than the table."""
        for number, row in enumerate(rows):
            if number:
                self._line()
            for column, cell in zip(columns, row.cells, strict=True):
                name = column.name or " ".join(part for part in column.head.split("\n") if part)
                named = f"{name}{self._colon} {cell.text}".replace("\n", " ")
                texts = [named] if name else cell.text.split("\n")
                for text in texts if cell.text else ():
                    part = Paragraph(text=text, indent=2, hang=4, style=cell.style)
                    self._add_paragraph(part)
            for below in row.below:
                hang = 0 if isinstance(below, str) else below.hang
                first, *later = self._layout.lines_below(replace(row, below=(below,)))
                self._add_paragraph(Paragraph(text=first.strip(), indent=2, hang=4))
                for text in later:
                    part = Paragraph(text=text.strip(), indent=2 + hang, hang=4)
                    self._add_paragraph(part)


def _bar(bar: Bar) -> str:
    return f"  {bar.first} {'·' * bar.blank}{'█' * bar.filled} {bar.last}"
