"""Add what several screens have alike: marks of notes, contested notes, warnings."""

from collections.abc import Sequence
from typing import Final

from addonctl.model.context import Context
from addonctl.model.marking import N_
from addonctl.model.messages import Notice
from addonctl.output.blocks import WIDE, Option, Paragraph
from addonctl.output.document import Document
from addonctl.text.phrases import contested_words
from addonctl.text.translator import Translator

_MARKS: Final = "¹²³⁴⁵⁶⁷⁸⁹"


class Notes:
    """Give the notes under a table their marks, in reading order; one note keeps its mark."""

    def __init__(self) -> None:
        """Begin without notes."""
        self.keys: list[str] = []

    def mark(self, key: str) -> str:
        """Return the mark that points to the note `key`."""
        if key not in self.keys:
            self.keys.append(key)
        number = self.keys.index(key) + 1
        return _MARKS[number - 1] if number <= len(_MARKS) else f"({number})"


def add_contested(
    page: Document, mark: str, conflict_id: str, context: Context, say: Translator
) -> None:
    """Add what in the documents contests an answer, with more of it where there is room."""
    wide, narrow = (
        Paragraph(
            text=f"{mark} {contested_words(conflict_id, context, say, names_sources=names)}",
            indent=2,
            hang=4,
            style="yellow",
        )
        for names in (True, False)
    )
    page.either(Option(blocks=(wide,), least=WIDE, is_unbounded=False), Option(blocks=(narrow,)))


def add_warnings(page: Document, warnings: Sequence[Notice], say: Translator) -> None:
    """Add the warnings of an answer, in yellow."""
    for warning in warnings:
        text = say(N_("warning: {text:after_colon}"), text=warning.message)
        page.note(text, hang=2, style="yellow")
