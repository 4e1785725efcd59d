"""Hold what the shapes of the eligibility screen share: the page, its notes, marks and rows.

A table's rows are the sets of roles on an account, with the people who hold them.
"""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from addonctl.model.views import AddonStatus, DecisionView, EligibilityView, RoleRow
from addonctl.output.blocks import Cell, Column, Table, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import Notes, add_note, add_quotes, add_warnings
from addonctl.text.phrases import counted_people, roles_words, state_words
from addonctl.text.translator import Translator

NOT_ALLOWED: Final = "–"
PEOPLE_WIDTH: Final = 12
"""How wide the column of people is at least, so that accounts look alike."""
Cells = Sequence[Sequence[Cell]]


class Sheet:
    """What is shown of an answer, and the page that it is written onto."""

    def __init__(self, page: Page, view: EligibilityView) -> None:
        self.view = view
        self.context = view.context
        self.page = page
        self.say = page.say
        self._notes = Notes()

    def state(self, status: AddonStatus, *, is_wide: bool) -> str:
        """Say where an add-on stands; where room is short without the year of the answer."""
        return state_words(status, self.say, year=None if is_wide else self.context.as_of.year)

    def route(self, status: AddonStatus) -> str:
        """Say how the account buys, with a mark where that is assumed; nothing once it's bought."""
        return self._notes.route(status, self.say)

    def cell(self, words: str, decisions: Sequence[DecisionView]) -> Cell:
        """Say what is allowed; marks say where the documents contradict each other."""
        conflicts = dict.fromkeys(conflict for each in decisions for conflict in each.conflicts)
        marks = "".join(f" {self._notes.mark(conflict)}" for conflict in conflicts)
        if words:
            return Cell(words + marks, "green")
        return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")

    def add_table(
        self,
        heads: Sequence[Column],
        cells: Cells,
        *,
        people: Callable[[RoleRow, Translator], str],
        wide_heads: Sequence[Column],
        wide_cells: Cells,
    ) -> None:
        """Add the wide table where it fits, else the one with the people counted.

        People who don't fit beside their roles stand below them. Where even that is too wide,
        each row becomes a record.
        """
        rows = [each.row for each in self.view.rows]
        roles = [roles_words(each.roles, self.say) for each in rows]
        named, counted = (
            [words(each, self.say) for each in rows] for words in (people, counted_people)
        )
        beside = _beside(roles, counted, heads, cells)
        below = Table(
            columns=(beside.columns[0], *beside.columns[2:]),
            rows=tuple(
                row(its, *others, below=[f"  {who}"])
                for its, who, others in zip(roles, counted, cells, strict=True)
            ),
        )
        with self.page.as_answer():
            self.page.by_width(_beside(roles, named, wide_heads, wide_cells), beside, below, beside)

    def add_notes(self) -> None:
        """Add the notes that the marks point to, then the other assumptions and the warnings."""
        for note in self._notes.keys:
            add_note(self.page, self._notes.mark(note), note, self.context)
        self.add_notices()

    def add_notices(self) -> None:
        """Add the assumptions that no mark points to, the pending quotes and the warnings."""
        answer = self.view.answer
        for notice in answer.assumptions:
            if notice.code == "TIME_ZONE_UTC":
                self.page.paragraph(self.say.say(notice.message), indent=2)
        add_quotes(self.page, answer.pending_quotes, self.view)
        add_warnings(self.page, answer.warnings, is_apart=True)


def _beside(
    roles: Sequence[str], people: Sequence[str], heads: Sequence[Column], cells: Cells
) -> Table:
    """Put the roles and their people before the cells, and let all heads begin at the top."""
    height = max(column.head.count("\n") for column in heads)
    filled = [
        replace(column, head=column.head + "\n " * (height - column.head.count("\n")))
        for column in heads
    ]
    return Table(
        columns=(Column(), Column(min_width=PEOPLE_WIDTH), *filled),
        rows=tuple(
            row(its, who, *others) for its, who, others in zip(roles, people, cells, strict=True)
        ),
    )
