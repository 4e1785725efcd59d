"""Write screens as Markdown that survives a mail client and a ticket: sentences, tables, code.

The screens are the same; only how lines, tables and commands are written differs. The invoice
preview alone has sentences of its own, in `preview_markdown`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from addonctl.model.shell import shell_words
from addonctl.output.blocks import (
    Bar,
    Below,
    Block,
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
    without_empty_columns,
)
from addonctl.output.terminal.page import Page
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w))")
_STRONG: Final = "**"
_ASTERISK: Final = "\ue02a"
"""Stands for an asterisk of data, of the characters that mean nothing to anybody."""
_MARKS: Final = ("|", "```", "- ")
"""With what tables, code and lists begin."""
_AT_START: Final = re.compile(r"^(\s*)([#+-]|\d+[.)])(\s)")


def new_page(features: StreamFeatures, colon: str = ":") -> Page:
    """Return an empty page of the form that was asked for."""
    return MarkdownPage(features) if features.is_markdown else Page(features, colon)


def written(document: Document, features: StreamFeatures, colon: str = ":") -> str:
    """Write a document in the form that was asked for."""
    return new_page(features, colon).write(document.answer if features.is_quiet else document)


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


class MarkdownPage(Page):
    """Collect the blocks of a screen as Markdown."""

    def __init__(self, features: StreamFeatures) -> None:
        """Begin with nothing; the first line is the heading."""
        super().__init__(features)
        self._blocks: list[list[str]] = [[]]

    def write(self, document: Document) -> str:
        """Return the text of a document."""
        if document.title:
            self.line(document.title)
            self.line()
        self._add(document.blocks)
        return self.text()

    def _add(self, blocks: Sequence[Block | Either]) -> None:  # noqa: C901  # a case a kind
        for block in blocks:
            match block:
                case Line():
                    self.line(block.text)
                case Paragraph():
                    self.paragraph(block.text, lead=block.lead)
                case Sentences():
                    mark = "- " if block.are_points else ""
                    texts = [f"{mark}{self._emphasised(text)}" for text in block.texts]
                    self._blocks += [texts, []]
                case Command(label=""):
                    self.command(block.words)
                case Command():
                    self.pointer(block.label, block.words)
                case Code():
                    self.code(block.lines)
                case Table():
                    table = without_empty_columns(block)
                    self.table(table.columns, table.rows)
                case Bar():
                    pass  # a way of saying it that only terminals have
                case Either():
                    ways = [
                        way for way in block.options[:-1] if way.is_unbounded and not _has_bar(way)
                    ]
                    self._add((ways or block.options[-1:])[0].blocks)

    def line(self, text: str = "", style: Style = "") -> None:
        """Add a line; an empty one ends the block."""
        del style
        if not text.strip():
            self._blocks.append([])
            return
        self._blocks[-1].append(escape_markdown(self.fit(text.strip())))

    def paragraph(
        self,
        text: str,
        *,
        lead: str = "",
        lead_style: Style = "",
        indent: int = 0,
        hang: int | None = None,
        most: int = 0,
        style: Style = "",
    ) -> None:
        """Add a text; where it is wrapped is the reader's program's matter."""
        del lead_style, indent, hang, most, style
        self.line(f"{lead} {text}" if lead else text)

    def pointer(self, label: str, words: Sequence[str]) -> None:
        """Add a label and the command below it."""
        self.line(label)
        self.command(words)

    def command(self, words: Sequence[str], *, indent: int = 2) -> None:
        """Add a command as code that can be copied."""
        del indent
        self._blocks.append(["```sh", self.fit(shell_words(words, self.features.encoding)), "```"])
        self._blocks.append([])

    def code(self, lines: Iterable[str], *, indent: int = 4) -> None:
        """Add lines of TOML as code."""
        del indent
        self._blocks += [["```toml", *map(self.fit, lines), "```"], []]

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, indent: int = 2) -> bool:
        """Add a table, a list where it has no heads; what stands under a row becomes a list."""
        del indent
        if not any(column.head for column in columns):
            self._blocks += [[self._point(row) for row in rows], []]
            return True
        heads = [column.name or column.head for column in columns]
        dashes = ["---:" if column.is_number else "---" for column in columns]
        table = [self._cells(heads), self._cells(dashes, is_text=False)]
        table += [self._cells([cell.text for cell in row.cells]) for row in rows]
        self._blocks.append(table)
        names = [self._text(row.cells[0].text) for row in rows]
        below = [
            f"- **{name if names.count(name) == 1 else self._named(row)}** {self._text(text)}"
            for name, row in zip(names, rows, strict=True)
            for text in _texts_below(row)
        ]
        self._blocks += [below, []]
        return True

    def text(self) -> str:
        """Return the blocks with an empty line between them, lines of a block kept apart."""
        blocks = [block for block in self._blocks if block]
        if blocks and not blocks[0][0].startswith((*_MARKS, _STRONG)):
            blocks[0][0] = f"**{blocks[0][0]}**"
        return "\n\n".join(_joined(block) for block in blocks) + "\n"

    def _emphasised(self, text: str) -> str:
        """Escape a sentence between its marks of emphasis."""
        parts = [escape_markdown(self.fit(part)) for part in text.split(_STRONG)]
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
        return escape_markdown(self.fit(" ".join(text.split("\n")).strip()))


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
