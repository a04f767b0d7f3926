"""Small real files for the tests of intake, and the reading of one without the folder around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from evalhelpers.intake.model import RawTable
from evalhelpers.intake.reader import read_file
from evalhelpers.intake.tables import read_sheet
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule

VISIT = ["NIK", "Nama", "Kab/Kota", "Tanggal Kunjungan", "Peran", "Cara", "Hasil"]
SITI = ["6501051203850001", "Siti Aminah", "Tarakan", "12/3/2025", "pendamping", "tatap muka", "bertemu"]
BUDI = ["6501050505800002", "Budi Lawai", "Tarakan", "13/3/2025", "pendamping", "tatap muka", "bertemu"]


class Error(str):
    """A formula error to write."""

    __slots__ = ()


def workbook(
    path: Path,
    sheets: dict[str, Sequence[Sequence[Any]]],
    *,
    merges: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
) -> Path:
    """Write a workbook; merges, hidden rows (as Excel counts) and columns are those of the first sheet."""
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            if number == 0:
                for block in merges:
                    sheet.merge_range(block, "")
                for row in hidden_rows:
                    sheet.set_row(row - 1, None, None, {"hidden": True})
                for columns in hidden_columns:
                    sheet.set_column(columns, None, None, {"hidden": True})
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, Error):
                        sheet.write_formula(r, c, "=1/0", None, value)
                    elif isinstance(value, datetime):
                        sheet.write_datetime(r, c, value, day)
                    elif value is not None:
                        sheet.write(r, c, value)
    return path


def read(path: Path, rule: SourceRule | None = None) -> tuple[list[RawTable], list[AccountLine], list[Issue]]:
    """Read one file as intake does, in this process."""
    tables: list[RawTable] = []
    account: list[AccountLine] = []
    issues: list[Issue] = []
    for sheet in read_file(path, rule.format.model_dump() if rule else {}):
        found, lines, noticed = read_sheet(sheet, path.name, rule, len(tables))
        tables += found
        account += lines
        issues += noticed
    return tables, account, issues


def visits(tmp_path: Path, rows: Sequence[Sequence[Any]], **layout: Any) -> RawTable:
    """Return the one table of a sheet that must be one without anything to say against it."""
    (table,), _, issues = read(workbook(tmp_path / "kunjungan.xlsx", {"Lembar": rows}, **layout))
    assert not issues
    return table
