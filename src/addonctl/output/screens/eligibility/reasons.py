"""Lay out the reasons of a decision with their sources, and what contests it."""

from collections.abc import Iterator
from typing import Final

from addonctl.model.answers import Contested
from addonctl.model.marking import N_
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import BASIS_NAMES
from addonctl.model.views import DecisionView, ReasonView
from addonctl.output.blocks import GAP, WIDE, Below, Cell, Column, Option, Row, Table
from addonctl.output.document import Document
from addonctl.output.screens.eligibility.sheet import Sheet
from addonctl.output.terminal.wrapping import widest
from addonctl.text.decisions import grounds, source_words

REASONS_WIDTH: Final = 78
"""The columns that reasons fill on a terminal of the usual width, and no more where it's wider."""
LEAST_TEXT: Final = 24
"""How narrow a column of sentences may get before its table becomes plain lines."""
_OTHER_IS_YES: Final = N_(
    "This answer follows the reading `{reading}`; with `--reading {other}` it would be yes."
)
_OTHER_IS_NO: Final = N_(
    "This answer follows the reading `{reading}`; with `--reading {other}` it would be no."
)


def add_reasons(sheet: Sheet, view: DecisionView) -> None:
    """Add the reasons with basis, code and grounds, beside each other where there is room."""
    sheet.page.either(
        Option(blocks=(_wide_table(sheet, view),), least=WIDE, is_unbounded=False),
        Option(blocks=(_table(sheet, view),)),
        Option(blocks=tuple(_lines(sheet, view).blocks)),
    )


def _wide_table(sheet: Sheet, view: DecisionView) -> Table:
    """Put the grounds beside their reasons."""
    rows = [
        Row(
            cells=(
                Cell(number + sheet.say.say(each.reason.message)),
                Cell(_basis(sheet, each.reason.basis)),
                Cell(each.reason.code),
                Cell("\n".join(_grounds(sheet, each, view)), "dim", hang=GAP),
            )
        )
        for each, number in _numbered(view)
    ]
    columns = (Column(), Column(), Column(), Column(least=LEAST_TEXT))
    return Table(columns=columns, rows=tuple(rows))


def _table(sheet: Sheet, view: DecisionView) -> Table:
    """Put the grounds under their reasons."""
    rows = [
        Row(
            cells=(
                Cell(number + sheet.say.say(each.reason.message), hang=len(number)),
                Cell(_basis(sheet, each.reason.basis)),
                Cell(each.reason.code),
            ),
            below=tuple(
                Below(text=ground, lead=len(number) or GAP, hang=GAP)
                for ground in _grounds(sheet, each, view)
            ),
        )
        for each, number in _numbered(view)
    ]
    basis_width = widest(_basis(sheet, basis) for basis in ("stated", "inferred"))
    columns = (Column(least=LEAST_TEXT, is_filled=True), Column(min_width=basis_width), Column())
    return Table(columns=columns, rows=tuple(rows), most=REASONS_WIDTH)


def _lines(sheet: Sheet, view: DecisionView) -> Document:
    """Put the reasons below each other, for a narrow terminal."""
    page = Document()
    for each, number in _numbered(view):
        text = sheet.say(
            N_("{reason} ({basis}, {code})"),
            reason=each.reason.message,
            basis=phrase(BASIS_NAMES[each.reason.basis]),
            code=each.reason.code,
        )
        page.paragraph(number + text, indent=2, hang=4)
        for ground in _grounds(sheet, each, view):
            page.paragraph(ground, indent=4, hang=6, style="dim")
    return page


def _grounds(sheet: Sheet, reason: ReasonView, view: DecisionView) -> tuple[str, ...]:
    return grounds(reason, view, sheet.context, sheet.say)


def add_contested(sheet: Sheet, view: DecisionView) -> None:
    """Add what contests a decision, the reading that it follows, and the other's answer."""
    for contested in view.decision.contested:
        reading = sheet.say(
            _OTHER_IS_YES if contested.other_allowed else _OTHER_IS_NO,
            reading=contested.reading,
            other=contested.other_reading,
        )
        text = sheet.say(
            N_("{what_contests} {reading}"),
            what_contests=_what_contests(sheet, contested),
            reading=reading,
        )
        sheet.page.paragraph(text, indent=2, most=REASONS_WIDTH, style="yellow")


def _what_contests(sheet: Sheet, contested: Contested) -> str:
    conflict = next(c for c in sheet.context.policy.conflict if c.id == contested.conflict)
    if conflict.summary is not None:
        return sheet.say.data(conflict.summary)
    parts = [sheet.say.data(conflict.question)]
    parts += [
        sheet.say(
            N_("`{reading}`: {sources:and}."),
            reading=side.name,
            sources=[
                source_words(source, sheet.context.policy, sheet.say) for source in side.source
            ],
        )
        for side in conflict.reading
    ]
    return " ".join(parts)


def _numbered(view: DecisionView) -> Iterator[tuple[ReasonView, str]]:
    """Give each reason its number where there are several."""
    for number, reason in enumerate(view.reasons, start=1):
        yield reason, f"{number}. " if len(view.reasons) > 1 else ""


def _basis(sheet: Sheet, basis: str) -> str:
    return sheet.say(BASIS_NAMES[basis])
