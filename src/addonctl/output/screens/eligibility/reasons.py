"""Lay out the reasons of a decision with their sources, and what contests it."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import BASIS_NAMES
from addonctl.model.policy import Conflict
from addonctl.model.views import DecisionView
from addonctl.output.blocks import GAP, Below, Cell, Column, Table, row
from addonctl.output.document import Document
from addonctl.output.screens.eligibility.sheet import Sheet
from addonctl.output.terminal.wrapping import widest
from addonctl.text.decisions import grounds, sources_words

REASONS_WIDTH: Final = 78
"""The columns that reasons fill on a terminal of the usual width, and no more where it's wider."""
LEAST_TEXT: Final = 24
"""How narrow a column of sentences may get before its table becomes plain lines."""
_OTHER_IS: Final = {
    True: N_(
        "This answer follows the reading `{reading}`; with `--reading {other}` it would be yes."
    ),
    False: N_(
        "This answer follows the reading `{reading}`; with `--reading {other}` it would be no."
    ),
}


def add_reasons(sheet: Sheet, view: DecisionView) -> None:
    """Add the reasons with basis, code and grounds.

    The grounds stand beside their reasons where there is room, else under them, else all stands
    below each other.
    """
    say, lines = sheet.say, Document(sheet.say)
    beside, under = [], []
    for count, each in enumerate(view.reasons, start=1):
        number = f"{count}. " if len(view.reasons) > 1 else ""
        reason, its_grounds = each.reason, grounds(each, view, sheet.context, say)
        basis, text = BASIS_NAMES[reason.basis], number + say.say(reason.message)
        ground = Cell("\n".join(its_grounds), "dim", hang=GAP)
        beside.append(row(text, say(basis), reason.code, ground))
        below = [Below(text=text, lead=len(number) or GAP, hang=GAP) for text in its_grounds]
        under.append(row(Cell(text, hang=len(number)), say(basis), reason.code, below=below))
        whole = say(
            N_("{reason} ({basis}, {code})"),
            reason=reason.message,
            basis=phrase(basis),
            code=reason.code,
        )
        lines.paragraph(number + whole, indent=2, hang=4)
        for words in its_grounds:
            lines.paragraph(words, indent=4, hang=6, style="dim")
    basis_width = widest(say(BASIS_NAMES[basis]) for basis in ("stated", "inferred"))
    columns = (Column(least=LEAST_TEXT, is_filled=True), Column(min_width=basis_width), Column())
    sheet.page.by_width(
        Table(columns=(Column(), Column(), Column(), Column(least=LEAST_TEXT)), rows=tuple(beside)),
        Table(columns=columns, rows=tuple(under), most=REASONS_WIDTH),
        lines,
    )


def add_contested(sheet: Sheet, view: DecisionView) -> None:
    """Add what contests a decision, the reading that it follows, and the other's answer."""
    for contested, conflict in zip(view.decision.contested, view.conflicts, strict=True):
        reading = sheet.say(
            _OTHER_IS[contested.other_allowed],
            reading=contested.reading,
            other=contested.other_reading,
        )
        what = _what_contests(sheet, conflict)
        text = sheet.say(N_("{what_contests} {reading}"), what_contests=what, reading=reading)
        sheet.page.paragraph(text, indent=2, most=REASONS_WIDTH, style="yellow")


def _what_contests(sheet: Sheet, conflict: Conflict) -> str:
    say, documents = sheet.say, sheet.context.policy.document
    if conflict.summary is not None:
        return say.data(conflict.summary)
    parts = [say.data(conflict.question)]
    for side in conflict.reading:
        sources = sources_words(side.source, documents, say)
        parts.append(say(N_("`{reading}`: {sources:and}."), reading=side.name, sources=sources))
    return " ".join(parts)
