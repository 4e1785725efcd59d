"""Lay out a screen: lines, wrapped paragraphs, commands that can be pasted, one table.

The only place where Rich is known, and therefore long. What a screen says belongs to the screens.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from addonctl.model.shell import option_groups, shell_words
from addonctl.output.blocks import (
    GAP,
    INDENT,
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
    Sentences,
    Style,
    Table,
)
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.terminal.table import TableLayout, new_console
from addonctl.output.terminal.wrapping import padded, wrap
from addonctl.text.encoding import fit_encoding


class TerminalWriter:
    """Write documents for one stream: at its width, in its colours and characters."""

    def __init__(self, features: StreamFeatures, colon: str = ":") -> None:
        """Take what the stream can show, and the colon of the language for records."""
        self._features = features
        self._colon = colon
        self._lines: list[Text] = []
        self._console = new_console(features)
        self._layout = TableLayout(features, self._console)

    def write(self, blocks: Sequence[Block | Either]) -> str:
        """Return the text of a document."""
        self._add(blocks)
        if not self._features.has_color:
            return "".join(f"{line.plain.rstrip()}\n" for line in self._lines)
        with self._console.capture() as captured:
            for line in self._lines:
                line.rstrip()
                self._console.print(line, soft_wrap=True, end="\n")
        return captured.get()

    def _add(self, blocks: Sequence[Block | Either]) -> None:  # noqa: C901  # a case a kind
        for block in blocks:
            match block:
                case Line():
                    self._line(block.text, block.style)
                case Paragraph():
                    self._add_paragraph(block)
                case Sentences():
                    texts = (text.replace("**", "") for text in block.texts)
                    self._add([Paragraph(text=text) for text in texts])
                case Command(label=""):
                    self._command(block.words, indent=block.indent)
                case Command():
                    self._pointer(block.label, block.words)
                case Code():
                    self._code(block.lines, indent=block.indent)
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
            self._layout.fits(block) if isinstance(block, Table) else self._has_room_for(block)
            for block in option.blocks
            if isinstance(block, Table | Bar)
        )

    def _line(self, text: str = "", style: Style = "") -> None:
        """Add one line that is never wrapped."""
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

    def _pointer(self, label: str, words: Sequence[str]) -> None:
        """Add a command after its label, or below it where both don't fit into a line."""
        whole = self._fit(f"{label} {shell_words(words, self._features.encoding)}")
        if self._features.width is None or cell_len(whole) <= self._features.width:
            self._line(whole)
        else:
            self._line(label)
            self._command(words)

    def _command(self, words: Sequence[str], *, indent: int = 2) -> None:
        """Add a command that can be pasted, broken with a backslash where it doesn't fit.

        It is broken after the account, then between options; before the account where even that
        doesn't fit. Words are never cut.
        """
        whole = self._fit(shell_words(words, self._features.encoding))
        width = self._features.width
        if width is None or indent + cell_len(whole) <= width:
            self._line(" " * indent + whole)
            return
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
        for number, text in enumerate(lines):
            lead = " " * (indent + (2 if number else 0))
            self._line(lead + text + (" \\" if number < len(lines) - 1 else ""))

    def _code(self, lines: Iterable[str], *, indent: int = 4) -> None:
        """Add lines of TOML that can be pasted; they are never wrapped."""
        for line in lines:
            self._line(" " * indent + line)

    def _add_table(self, table: Table) -> bool:
        lines = self._layout.lines(table)
        if lines is None:
            self._records(table.columns, table.rows)
            return False
        for line in lines:
            self._lines.append(Text(" " * INDENT).append_text(line))
        return True

    def _bar(self, bar: Bar) -> str:
        return self._fit(f"  {bar.first} {'·' * bar.blank}{'█' * bar.filled} {bar.last}")

    def _has_room_for(self, bar: Bar) -> bool:
        width = self._features.width
        return self._features.is_terminal and width is not None and len(self._bar(bar)) <= width

    def _add_bar(self, bar: Bar) -> None:
        """Add a bar and the words under it: the last under the full cells.

        Where these are too few for the words, the words end where the bar does.
        """
        self._line(self._bar(bar))
        *empty, full = bar.under
        start = len(self._fit(bar.first)) + 3
        line = " " * start + "".join(empty)
        begin = start + min(bar.blank, bar.blank + bar.filled - len(full))
        self._line(padded(line + "  " if empty else line, begin) + full)

    def _fit(self, text: str) -> str:
        """Replace what the stream can't show."""
        return fit_encoding(text, self._features.encoding)

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
            for below in self._layout.lines_below(row):
                self._add_paragraph(Paragraph(text=below.strip(), indent=2, hang=4))
