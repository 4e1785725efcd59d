"""Collect what a screen says, block by block, and write it in the form that was asked for.

Which of it is the answer alone is known here; what it says belongs to the screens.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypedDict, Unpack

from msgspec.structs import replace

from addonctl.model.marking import Template
from addonctl.output.blocks import (
    INDENT,
    WIDE,
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
from addonctl.text.translator import Translator


class _Layout(TypedDict, total=False):
    """How a paragraph stands on the page, as `Paragraph` says it."""

    lead: str
    lead_style: Style
    indent: int
    hang: int | None
    most: int
    style: Style
    is_note: bool


class Page:
    """Collect the blocks of a screen, and say them in its language.

    Its first line is its heading; `title` is one for forms that need a heading where the
    terminal needs none. What a person asked to be told alone is added `as_answer`, else all of it.
    """

    def __init__(self, say: Translator) -> None:
        self.say = say
        self.title = ""
        self.blocks: list[Block | Either] = []
        self._answer: list[Block | Either] = []

    @property
    def answer(self) -> "Page":
        """Return the answer alone, without what explains it."""
        alone = Page(self.say)
        alone.title = self.title
        for block in self._answer or self.blocks:
            if isinstance(block, Either):
                options = tuple(
                    replace(each, blocks=each.answer or each.blocks) for each in block.options
                )
                alone.blocks.append(Either(options=options))
            elif not (isinstance(block, Paragraph) and block.is_note):
                alone.blocks.append(block)
        return alone

    def written(self, features: StreamFeatures) -> str:
        """Write it, or its answer alone, for a terminal or as Markdown."""
        page = self.answer if features.is_quiet else self
        if features.is_markdown:
            from addonctl.output.formats.markdown import MarkdownWriter  # noqa: PLC0415  # no rich

            return MarkdownWriter(features).write(page.title, page.blocks)
        from addonctl.output.terminal.writer import TerminalWriter  # noqa: PLC0415  # loads rich

        return TerminalWriter(features, self.say.colon).write(page.blocks)

    def option(self, *, least: int = 0, is_unbounded: bool = True) -> Option:
        """Return all of it as one of several ways to say something."""
        return Option(
            blocks=tuple(self.blocks),
            answer=tuple(self.answer.blocks),
            least=least,
            is_unbounded=is_unbounded,
        )

    @contextmanager
    def as_answer(self) -> Iterator[None]:
        """Say that what is added meanwhile is the answer, or a part of it."""
        start = len(self.blocks)
        yield
        self._answer += self.blocks[start:]

    def line(self, text: str = "", style: Style = "") -> None:
        """Add one line that is never wrapped."""
        self.blocks.append(Line(text, style))

    def paragraph(self, text: str, **layout: Unpack[_Layout]) -> None:
        """Add a text that is wrapped where the stream is narrower."""
        self.blocks.append(Paragraph(text=text, **layout))

    def item(self, text: str, style: Style = "", *, is_note: bool = False) -> None:
        """Add a text of a part: indented, its later lines more than the first."""
        self.paragraph(text, indent=INDENT, hang=2 * INDENT, style=style, is_note=is_note)

    def heading(self, text: str, style: Style = "") -> None:
        """Begin another part under its heading."""
        self.line()
        self.line(self.say(text), style)

    def pointer(self, label: str, words: Sequence[str]) -> None:
        """Add a command apart, after its label or below it where both don't fit into a line."""
        self.line()
        self.blocks.append(Command(words=tuple(words), label=self.say(label)))

    def command(self, words: Sequence[str], *, indent: int = INDENT) -> None:
        """Add a command that can be pasted."""
        self.blocks.append(Command(words=tuple(words), indent=indent))

    def code(self, lines: Iterable[str], *, indent: int = 4) -> None:
        """Add lines of TOML that can be pasted."""
        self.blocks.append(Code(lines=tuple(lines), indent=indent))

    def heads(self, *heads: Template, is_number: bool = False) -> list[Column]:
        """Head columns of a table, of texts or of numbers."""
        return [Column(head=self.say(head), is_number=is_number) for head in heads]

    def table(self, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        """Add a table; where it doesn't fit, each row becomes a record of `name: value` lines."""
        self.blocks.append(Table(columns=tuple(columns), rows=tuple(rows)))

    def either(self, *options: Option) -> None:
        """Add the first of several ways that fits."""
        self.blocks.append(Either(options=options))

    def by_width(self, wide: Block | None, *others: "Block | Page") -> None:
        """Add `wide` on a wide stream where it fits, else the first of the others that fits."""
        options = [
            other.option() if isinstance(other, Page) else Option(blocks=(other,))
            for other in others
        ]
        if wide is not None:
            options.insert(0, Option(blocks=(wide,), least=WIDE, is_unbounded=False))
        self.either(*options)

    def wide_or_narrow(self, add: Callable[["Page", bool], None]) -> None:
        """Add what `add` adds for a wide stream, where that fits, else what it adds for another."""
        wide, narrow = Page(self.say), Page(self.say)
        add(wide, True)  # the one word that tells the two apart
        add(narrow, False)
        self.either(wide.option(least=WIDE, is_unbounded=False), narrow.option())
