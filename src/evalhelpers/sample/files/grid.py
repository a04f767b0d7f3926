"""A sheet as rows of cells, and the writing of real Excel files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

from evalhelpers.sample.ledger import Cell, Failed, Ledger, RawRow

# A fixed day, so that the same seed gives the same bytes.
_CREATED = datetime(2026, 1, 15, 8, 0, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Head:
    """One column of a sheet: dictionary column (empty: none), header text, and the group above it."""

    column: str
    text: str
    group: str = ""


@dataclass
class Grid:
    """Rows of cells from the top left corner, with merges and hidden parts (counted from 0)."""

    rows: list[Sequence[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def add(self, *cells: Cell) -> int:
        """Append a row; return its number as Excel shows it."""
        self.rows.append(cells)
        return len(self.rows)

    def merge(self, first: int, left: int, last: int, right: int) -> None:
        """Merge a block that holds more than one cell."""
        if (first, left) != (last, right):
            self.merges.append((first, left, last, right))


def header(grid: Grid, heads: Sequence[Head], *, numbering: bool) -> None:
    """Add one header row, or two merged ones where any column has a group, and the numbering row."""
    top = len(grid.rows)
    if any(head.group for head in heads):
        upper: list[Cell] = [head.group or head.text for head in heads]
        lower: list[Cell] = [head.text if head.group else None for head in heads]
        at = 0
        while at < len(heads):
            end = at
            while heads[at].group and end + 1 < len(heads) and heads[end + 1].group == heads[at].group:
                end += 1
                upper[end] = None
            grid.merge(top, at, top if heads[at].group else top + 1, end)
            at = end + 1
        grid.add(*upper)
        grid.add(*lower)
    else:
        grid.add(*(head.text for head in heads))
    if numbering:
        grid.add(*(f"({n})" for n in range(1, len(heads) + 1)))


def data_row(grid: Grid, heads: Sequence[Head], raw: RawRow, counter: int | None) -> int:
    """Append one data row in the order of the columns; return its row number."""
    return grid.add(
        *(counter if head.text == "No" and not head.column else raw.cells.get(head.column) for head in heads)
    )


def save(path: Path, sheets: dict[str, Grid], ledger: Ledger, root: Path) -> None:
    """Write an Excel file; text stays text, so no cell becomes a formula, a link or a number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"author": "", "created": _CREATED})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        head = book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        for name, grid in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 0, 6)
            sheet.set_column(1, max(1, max(map(len, grid.rows), default=1)), 16)
            for at, right in {(r, c): (r2, c2) for r, c, r2, c2 in grid.merges}.items():
                sheet.merge_range(*at, *right, "", head)
            for number, cells in enumerate(grid.rows):
                for column, value in enumerate(cells):
                    _write(sheet, number, column, value, day, moment)
            for number in sorted(grid.hidden_rows):
                sheet.set_row(number, None, None, {"hidden": True})
            for column in sorted(grid.hidden_columns):
                sheet.set_column(column, column, None, None, {"hidden": True})
    ledger.files.append(path.relative_to(root).as_posix())


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell,
    day: xlsxwriter.format.Format, moment: xlsxwriter.format.Format,
) -> None:  # fmt: skip
    if value is None:
        return
    if isinstance(value, Failed):
        sheet.write_formula(row, column, "=#REF!+0", None, value.text)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 (a sheet has no zone)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)
