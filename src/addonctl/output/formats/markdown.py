"""Write screens as Markdown that survives a mail client and a ticket: sentences, tables, code.

The screens are the same; only how lines, tables and commands are written differs. The invoice
preview alone has sentences of its own, in `screens.invoice_preview.markdown`.
"""

import re
from collections.abc import Sequence
from typing import Final

from addonctl.model.escaping import shell_words
from addonctl.output.blocks import (
    Bar,
    Below,
    Block,
    Code,
    Command,
    Either,
    Line,
    Option,
    Paragraph,
    Row,
    Table,
    without_empty_columns,
)
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w))")
_STRONG: Final = "**"
_ASTERISK: Final = "\ue02a"
"""Stands for an asterisk of data, of the characters that mean nothing to anybody."""
_MARKS: Final = ("|", "```", "- ")
"""With what tables, code and lists begin."""
_AT_START: Final = re.compile(r"^(\s*)([#+-]|\d+[.)])(\s)")


def escape_markdown(text: str) -> str:
    r"""Keep a text a text.

    >>> escape_markdown("[bold] a_b"), escape_markdown("1. x")
    ('\\[bold\\] a_b', '1\\. x')
    """
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _AT_START.sub(lambda found: found[1] + _marked(found[2]) + found[3], escaped)


def sentence_translator(say: Translator) -> Translator:
    """Return who fills sentences that emphasise: a `*` of data is none of theirs."""
    return Translator(
        say.language, say.numbers, clean=lambda text: say.clean(text).replace("*", _ASTERISK)
    )


class MarkdownWriter:
    """Write documents as Markdown in an encoding."""

    def __init__(self, features: StreamFeatures) -> None:
        self._encoding, self._fit = features.encoding, features.fit
        self._blocks: list[list[str]] = [[]]

    def write(self, title: str, blocks: Sequence[Block | Either]) -> str:
        """Return the text of a page; a heading that isn't among its blocks is its title."""
        self.add([Line(title), Line(), *blocks])
        return self.text

    @property
    def text(self) -> str:
        """Return what was added; its first line is in bold."""
        texts = [block for block in self._blocks if block]
        if texts and not texts[0][0].startswith((*_MARKS, _STRONG)):
            texts[0][0] = f"**{texts[0][0]}**"
        return "\n\n".join(_joined(block) for block in texts) + "\n"

    def add_sentences(self, *texts: str, mark: str = "") -> None:
        """Add sentences of a mail; what stands between two `**` is emphasised."""
        self._blocks += [[mark + self._emphasised(text) for text in texts], []]

    def add(self, blocks: Sequence[Block | Either]) -> None:
        """Add blocks."""
        for block in blocks:
            match block:
                case Line():
                    self._line(block.text)
                case Paragraph():
                    self._line(f"{block.lead} {block.text}" if block.lead else block.text)
                case Command():
                    self._command(block)
                case Code():
                    self._blocks += [["```toml", *map(self._fit, block.lines), "```"], []]
                case Table():
                    self._table(without_empty_columns(block))
                case Bar():
                    pass  # a way of saying it that only terminals have
                case Either():
                    ways = [
                        way for way in block.options[:-1] if way.is_unbounded and not _has_bar(way)
                    ]
                    self.add((ways or block.options[-1:])[0].blocks)

    def _line(self, text: str) -> None:
        """Add a line; an empty one ends the block."""
        if not text.strip():
            self._blocks.append([])
            return
        self._blocks[-1].append(escape_markdown(self._fit(text.strip())))

    def _command(self, block: Command) -> None:
        """Add a command as code that can be copied, below its label."""
        if block.label:
            self._line(block.label)
        self._blocks += [["```sh", self._fit(shell_words(block.words, self._encoding)), "```"], []]

    def _table(self, table: Table) -> None:
        """Add a table, a list where it has no heads; what stands under a row becomes a list."""
        columns, rows = table.columns, table.rows
        if not any(column.head for column in columns):
            self._blocks += [[self._point(row) for row in rows], []]
            return
        heads = [column.name or column.head for column in columns]
        dashes = ["---:" if column.is_number else "---" for column in columns]
        lines = [self._cells(heads), self._cells(dashes, is_text=False)]
        lines += [self._cells([cell.text for cell in row.cells]) for row in rows]
        self._blocks.append(lines)
        names = [self._text(row.cells[0].text) for row in rows]
        below = [
            f"- **{name if names.count(name) == 1 else self._named(row)}** {self._text(text)}"
            for name, row in zip(names, rows, strict=True)
            for text in _texts_below(row)
        ]
        self._blocks += [below, []]

    def _emphasised(self, text: str) -> str:
        """Escape a sentence between its marks of emphasis."""
        parts = [escape_markdown(self._fit(part)) for part in text.split(_STRONG)]
        return _STRONG.join(parts).replace(_ASTERISK, "\\*")

    def _named(self, row: Row) -> str:
        return ", ".join(self._text(cell.text) for cell in row.cells[:2])

    def _point(self, row: Row) -> str:
        texts = [self._text(cell.text) for cell in row.cells] + [
            self._text(t) for t in _texts_below(row)
        ]
        return f"- {' · '.join(text for text in texts if text)}"

    def _cells(self, texts: Sequence[str], *, is_text: bool = True) -> str:
        cells = [self._text(text) if is_text else text for text in texts]
        return f"| {' | '.join(cells)} |"

    def _text(self, text: str) -> str:
        return escape_markdown(self._fit(" ".join(text.split("\n")).strip()))


def _has_bar(option: Option) -> bool:
    """Say whether a way of saying something draws a bar, which only terminals do."""
    return any(isinstance(block, Bar) for block in option.blocks)


def _texts_below(row: Row) -> list[str]:
    return [below.text if isinstance(below, Below) else below for below in row.below]


def _joined(block: list[str]) -> str:
    if block[0].startswith(_MARKS):
        return "\n".join(block)
    return "  \n".join(block)


def _marked(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"
