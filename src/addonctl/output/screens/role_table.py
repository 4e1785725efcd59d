"""Lay out a table whose rows are the sets of roles on an account, with the people who hold them."""

from collections.abc import Sequence
from typing import Final

import msgspec

from addonctl.output.terminal.page import GAP, Cell, Column, Page, Row
from addonctl.text.roles import RoleRow, counted_people, named_people, roles_words
from addonctl.text.translator import Translator

PEOPLE_WIDTH: Final = 12
"""How wide the column of people is at least, so that accounts look alike."""
Cells = Sequence[Sequence[Cell]]


class RoleTable:
    """The role rows of one answer, to be laid out with heads and cells."""

    def __init__(self, page: Page, rows: Sequence[RoleRow], say: Translator) -> None:
        """Take the page to add to and the rows."""
        self.page = page
        self.roles = [roles_words(row.roles, say) for row in rows]
        self.counted = [counted_people(row, say) for row in rows]
        self.named = [named_people(row, say) for row in rows]

    def add(self, heads: Sequence[Column], cells: Cells) -> None:
        """Add the table; people who don't fit beside their roles stand below them.

        Where even that is too wide, each row becomes a record.
        """
        columns, rows = self._beside(heads, cells, self.counted)
        if not self._fits(columns, rows):
            people = [(f"  {names}",) for names in self.counted]
            below = [
                Row(cells=(Cell(roles), *others), below=names)
                for roles, others, names in zip(self.roles, cells, people, strict=True)
            ]
            if self._fits([columns[0], *columns[2:]], below):
                columns, rows = [columns[0], *columns[2:]], below
        self.page.table(columns, rows)

    def add_named(self, heads: Sequence[Column], cells: Cells) -> bool:
        """Add the table with people's names where it fits; say whether it did."""
        columns, rows = self._beside(heads, cells, self.named)
        return self._fits(columns, rows) and self.page.table(columns, rows)

    def room(self, heads: Sequence[Column], cells: Cells) -> int:
        """Return how many columns of the terminal the table leaves for one more column."""
        columns, rows = self._beside(heads, cells, self.counted)
        return (self.page.features.width or 0) - GAP - self.page.table_width(columns, rows) - GAP

    def _beside(
        self, heads: Sequence[Column], cells: Cells, people: Sequence[str]
    ) -> tuple[list[Column], list[Row]]:
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
            for roles, names, others in zip(self.roles, people, cells, strict=True)
        ]
        return [Column(), Column(min_width=PEOPLE_WIDTH), *filled], rows

    def _fits(self, columns: Sequence[Column], rows: Sequence[Row]) -> bool:
        width = self.page.features.width
        return width is None or self.page.table_width(columns, rows) + GAP <= width
