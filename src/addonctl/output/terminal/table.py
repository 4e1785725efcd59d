"""Lay out a table for a terminal: its lines, as wide as they are by nature.

Where it doesn't fit, `writer` writes its rows as records.
"""

import io
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace
from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from addonctl.output.blocks import (
    GAP,
    INDENT,
    UNBOUNDED,
    Below,
    Cell,
    Column,
    Row,
    Table,
    without_empty_columns,
)
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.terminal.wrapping import widest, wrap, wrap_parts

RULES: Final = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
"""A thin rule under the heads and above a sum, two spaces between columns, nothing else."""


class TableLayout:
    """Make the lines of tables for one stream; `console` renders for it, at any width."""

    def __init__(self, features: StreamFeatures) -> None:
        self._features, self._fit = features, features.fit
        self.console = Console(
            file=io.StringIO(),
            width=UNBOUNDED,
            color_system="standard" if features.has_color else None,
            force_terminal=features.has_color,
            no_color=not features.has_color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )

    def lines(self, table: Table) -> list[Text] | None:
        """Return a table's lines without their indent, `None` where they are too wide.

        Where room is scarce the spaces between columns give way before the table does.
        """
        table = without_empty_columns(table)
        return (
            self._fitting(table)
            or self._fitting(_tightened(table, GAP))
            or self._fitting(_tightened(table, 1))
        )

    def fits(self, table: Table) -> bool:
        """Say whether a table fits as it is, without giving up spaces."""
        return self._fitting(without_empty_columns(table)) is not None

    def _fitting(self, table: Table) -> list[Text] | None:
        width = min(self._features.width or UNBOUNDED, table.most) - INDENT
        arranged = self._arranged(table, width)
        if arranged is None:
            return None
        lines = self.natural_lines(*arranged)
        return lines if self._features.width is None or _width(lines) <= width else None

    def natural_lines(self, columns: Sequence[Column], rows: Sequence[Row]) -> list[Text]:
        """Return the lines of columns and rows, however wide they are."""
        spaces = min((column.gap for column in columns[1:]), default=GAP)
        table = RichTable(
            box=RULES,
            show_edge=False,
            pad_edge=False,
            padding=(0, spaces - 1, 0, 0),
            show_header=any(column.head for column in columns),
            header_style="",
        )
        leads = [0, *(column.gap - spaces for column in columns[1:])]
        for column, lead in zip(columns, leads, strict=True):
            table.add_column(
                Text(self._led(lead, column.head)),
                justify="right" if column.is_number else "left",
                no_wrap=True,
                min_width=column.min_width + lead if column.min_width else None,
            )
        for row in rows:
            cells = [
                Text(self._led(lead, cell.text), style=cell.style)
                for lead, cell in zip(leads, row.cells, strict=True)
            ]
            table.add_row(*cells, end_section=row.ends_section)
        rendered = self.console.render_lines(table, pad=False)
        lines = [Text.assemble(*((s.text, s.style or "") for s in line)) for line in rendered]
        return self._with_rows_below(lines, columns, rows)

    def lines_below(self, row: Row, most: int = UNBOUNDED) -> tuple[str, ...]:
        """Return the lines under a row, broken where the stream is narrower."""
        lines: list[str] = []
        for below in row.below:
            if isinstance(below, str):
                lines.append(below)
                continue
            lead, later = " " * below.lead, " " * (below.lead + below.hang)
            width = min(self._features.width or UNBOUNDED, most) - INDENT - below.lead
            first, *others = self._broken(below, width)
            lines += [lead + first, *(later + text for text in others)]
        return tuple(lines)

    def _arranged(self, table: Table, width: int) -> tuple[list[Column], list[Row]] | None:
        """Break the texts of columns that take the room left, and those under rows."""
        columns, rows = list(table.columns), list(table.rows)
        place = next((number for number, column in enumerate(columns) if column.least), None)
        if place is not None:
            without = [Row(cells=(*row.cells[:place], *row.cells[place + 1 :])) for row in rows]
            others = [*columns[:place], *columns[place + 1 :]]
            room = width - _width(self.natural_lines(others, without)) - columns[place].gap
            needed = widest(line for row in rows for line in row.cells[place].text.split("\n"))
            if room < min(columns[place].least, needed):
                return None
            if columns[place].is_filled:
                columns[place] = replace(columns[place], min_width=room)
            rows = [self._with_broken_cell(row, place, room) for row in rows]
        below = [self.lines_below(row, table.most) for row in rows]
        return columns, [replace(row, below=lines) for row, lines in zip(rows, below, strict=True)]

    def _with_broken_cell(self, row: Row, place: int, room: int) -> Row:
        cell = row.cells[place]
        lines: list[str] = []
        for text in cell.text.split("\n"):
            first, *later = self._broken(replace(cell, text=text), room)
            lines += [first, *(" " * cell.hang + line for line in later)]
        broken = replace(cell, text="\n".join(lines))
        return replace(row, cells=(*row.cells[:place], broken, *row.cells[place + 1 :]))

    def _broken(self, text: Cell | Below, width: int) -> list[str]:
        if self._features.width is None or cell_len(text.text) <= width:
            return [text.text]
        if text.separator == " ":
            lead = len(text.text) - len(text.text.lstrip())
            first, *later = wrap(text.text[lead:], width - lead, width - text.hang)
            return [" " * lead + first, *later]
        # A comma stays at the end of its line, a dot between two parts doesn't.
        end = text.separator.rstrip() if text.separator[0] != " " else ""
        parts = text.text.split(text.separator)
        *lines, last = wrap_parts(parts, text.separator, width - len(end))
        return [*(line + end for line in lines), last]

    def _led(self, lead: int, text: str) -> str:
        """Put spaces before a cell's lines."""
        return self._fit("\n".join(" " * lead + line for line in text.split("\n")))

    def _with_rows_below(
        self, lines: list[Text], columns: Sequence[Column], rows: Sequence[Row]
    ) -> list[Text]:
        """Put the lines that stand under rows in their places, and drop rules off a terminal."""
        head = max((column.head.count("\n") + 1 for column in columns if column.head), default=0)
        result: list[Text] = []
        waiting: list[tuple[str, ...]] = []
        for row in rows:
            further_lines = max((cell.text.count("\n") for cell in row.cells), default=0)
            waiting += [()] * further_lines + [self.lines_below(row)]
        for number, line in enumerate(lines):
            line.rstrip()
            if line.plain and not line.plain.strip("─- "):
                if self._features.is_terminal:
                    result.append(Text(self._fit(line.plain)))
                continue
            result.append(line)
            if number >= head and waiting:
                result += [Text(self._fit(text), style="dim") for text in waiting.pop(0)]
        return result


def _tightened(table: Table, gap: int) -> Table:
    """Leave no more space than keeps columns apart: `gap` before numbers, two before a text."""
    columns = tuple(
        replace(column, gap=min(column.gap, gap if column.is_number else GAP), min_width=0)
        for column in table.columns
    )
    return replace(table, columns=columns)


def _width(lines: Sequence[Text]) -> int:
    return max((line.cell_len for line in lines), default=0)
