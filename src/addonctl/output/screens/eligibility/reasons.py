"""Lay out the reasons of a decision with their sources, and what contests it."""

from collections.abc import Sequence
from typing import Final

from addonctl.model.answers import Contested, Decision, Reason
from addonctl.model.marking import N_
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import BASIS_NAMES
from addonctl.output.screens.eligibility.view import EligibilityView
from addonctl.output.terminal.page import GAP, Cell, Column, Row
from addonctl.output.terminal.wrapping import wrap
from addonctl.text.decisions import grounds, shown_reasons, source_words

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


def add_reasons(view: EligibilityView, decision: Decision) -> None:
    """Add the reasons with basis, code and grounds, beside each other where there is room."""
    reasons = shown_reasons(decision, view.context)
    if view.features.is_wide and _add_wide(view, decision, reasons):
        return
    basis_width = max(len(_basis(view, basis)) for basis in ("stated", "inferred"))
    code_width = max(len(reason.code) for reason in reasons)
    whole = REASONS_WIDTH - GAP
    if view.features.width is not None:
        whole = min(whole, view.features.width - GAP)
    room = whole - basis_width - code_width - 2 * GAP
    if room < LEAST_TEXT:
        _add_lines(view, decision, reasons)
        return
    rows = []
    for reason, number in _numbered(reasons):
        text = _wrapped(view, number + view.say.say(reason.message), room, hang=len(number))
        lead = " " * (len(number) or GAP)
        below = [
            lead + line
            for ground in grounds(reason, decision, view.context, view.say)
            for line in _wrapped(view, ground, whole - len(lead), hang=GAP)
        ]
        cells = (Cell("\n".join(text)), Cell(_basis(view, reason.basis)), Cell(reason.code))
        rows.append(Row(cells=cells, below=tuple(below)))
    columns = [Column(min_width=room), Column(min_width=basis_width), Column()]
    view.page.table(columns, rows)


def _add_wide(view: EligibilityView, decision: Decision, reasons: Sequence[Reason]) -> bool:
    """Add the reasons with their grounds beside them; say whether they fit."""
    columns = [Column(), Column(), Column()]
    rows = [
        Row(
            cells=(
                Cell(number + view.say.say(reason.message)),
                Cell(_basis(view, reason.basis)),
                Cell(reason.code),
            )
        )
        for reason, number in _numbered(reasons)
    ]
    width = view.features.width or 0
    room = width - GAP - view.page.table_width(columns, rows) - GAP
    if room < LEAST_TEXT:
        return False
    wider = []
    for row, reason in zip(rows, reasons, strict=True):
        lines = [
            line
            for ground in grounds(reason, decision, view.context, view.say)
            for line in _wrapped(view, ground, room, hang=GAP)
        ]
        wider.append(Row(cells=(*row.cells, Cell("\n".join(lines), "dim"))))
    view.page.table([*columns, Column()], wider)
    return True


def _add_lines(view: EligibilityView, decision: Decision, reasons: Sequence[Reason]) -> None:
    """Add the reasons below each other, for a narrow terminal."""
    for reason, number in _numbered(reasons):
        text = view.say(
            N_("{reason} ({basis}, {code})"),
            reason=reason.message,
            basis=phrase(BASIS_NAMES[reason.basis]),
            code=reason.code,
        )
        view.page.paragraph(number + text, indent=2, hang=4)
        for ground in grounds(reason, decision, view.context, view.say):
            view.page.paragraph(ground, indent=4, hang=6, style="dim")


def add_contested(view: EligibilityView, decision: Decision) -> None:
    """Add what contests a decision, the reading that it follows, and the other's answer."""
    for contested in decision.contested:
        reading = view.say(
            _OTHER_IS_YES if contested.other_allowed else _OTHER_IS_NO,
            reading=contested.reading,
            other=contested.other_reading,
        )
        text = view.say(
            N_("{what_contests} {reading}"),
            what_contests=_what_contests(view, contested),
            reading=reading,
        )
        view.page.paragraph(text, indent=2, most=REASONS_WIDTH, style="yellow")


def _what_contests(view: EligibilityView, contested: Contested) -> str:
    conflict = next(c for c in view.context.policy.conflict if c.id == contested.conflict)
    if conflict.summary is not None:
        return view.say.data(conflict.summary)
    parts = [view.say.data(conflict.question)]
    parts += [
        view.say(
            N_("`{reading}`: {sources:and}."),
            reading=side.name,
            sources=[source_words(source, view.context, view.say) for source in side.source],
        )
        for side in conflict.reading
    ]
    return " ".join(parts)


def _numbered(reasons: Sequence[Reason]) -> list[tuple[Reason, str]]:
    """Give each reason its number where there are several."""
    return [
        (reason, f"{number}. " if len(reasons) > 1 else "")
        for number, reason in enumerate(reasons, start=1)
    ]


def _basis(view: EligibilityView, basis: str) -> str:
    return view.say(BASIS_NAMES[basis])


def _wrapped(view: EligibilityView, text: str, width: int, *, hang: int) -> list[str]:
    """Break a text where the stream has a width, its later lines indented."""
    if view.features.width is None:
        return [text]
    first, *later = wrap(text, width, width - hang)
    return [first, *(" " * hang + line for line in later)]
