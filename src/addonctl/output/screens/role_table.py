"""Lay out a table whose rows are the sets of roles on an account, with the people who hold them."""

from collections.abc import Sequence
from typing import Final

import msgspec

from addonctl.model.views import RoleRow
from addonctl.output.blocks import WIDE, Cell, Column, Option, Row, Table
from addonctl.output.document import Document
from addonctl.text.phrases import counted_people, named_people, roles_words
from addonctl.text.translator import Translator

PEOPLE_WIDTH: Final = 12
"""How wide the column of people is at least, so that accounts look alike."""
Cells = Sequence[Sequence[Cell]]


class RoleTable:
    """The role rows of one answer, to be laid out with heads and cells."""

    def __init__(self, rows: Sequence[RoleRow], say: Translator) -> None:
        """Take the rows."""
        self._roles = [roles_words(row.roles, say) for row in rows]
        self._counted = [counted_people(row, say) for row in rows]
        self._named = [named_people(row, say) for row in rows]

    def add(self, page: Document, heads: Sequence[Column], cells: Cells, *, wide: Table) -> None:
        """Add the wide table where it fits, else the one with the people counted.

        People who don't fit beside their roles stand below them. Where even that is too wide,
        each row becomes a record.
        """
        beside = self.counted(heads, cells)
        below = Table(
            columns=(beside.columns[0], *beside.columns[2:]),
            rows=tuple(
                Row(cells=(Cell(roles), *others), below=(f"  {people}",))
                for roles, people, others in zip(self._roles, self._counted, cells, strict=True)
            ),
        )
        page.begin_answer()
        page.either(
            Option(blocks=(wide,), least=WIDE, is_unbounded=False),
            *(Option(blocks=(table,)) for table in (beside, below, beside)),
        )
        page.end_answer()

    def counted(self, heads: Sequence[Column], cells: Cells) -> Table:
        """Make the table with the people counted beside their roles."""
        return self._beside(heads, cells, self._counted)

    def named(self, heads: Sequence[Column], cells: Cells) -> Table:
        """Make the table with people's names beside their roles."""
        return self._beside(heads, cells, self._named)

    def _beside(self, heads: Sequence[Column], cells: Cells, people: Sequence[str]) -> Table:
        """Put the roles and their people before the cells, and let all heads begin at the top."""
        height = max(column.head.count("\n") for column in heads)
        filled = [
            msgspec.structs.replace(
                column, head=column.head + "\n " * (height - column.head.count("\n"))
            )
            for column in heads
        ]
        rows = [
            Row(cells=(Cell(roles), Cell(names), *others))
            for roles, names, others in zip(self._roles, people, cells, strict=True)
        ]
        return Table(columns=(Column(), Column(min_width=PEOPLE_WIDTH), *filled), rows=tuple(rows))
