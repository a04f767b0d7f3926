"""Small real files for the tests of intake, and the reading of one without the folder around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from evalhelpers.errors import SourceError
from evalhelpers.intake import (
    FileState,
    Intake,
    RawTable,
    look,
    parent_file,
    raw_files,
    read_one,
    rule_for,
    together,
    unreadable,
)
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, Sources

VISIT = ["NIK", "Nama", "Kab/Kota", "Tanggal Kunjungan", "Peran", "Cara", "Hasil"]
SITI = ["6501051203850001", "Siti Aminah", "Tarakan", "12/3/2025", "pendamping", "tatap muka", "bertemu"]
BUDI = ["6501050505800002", "Budi Lawai", "Tarakan", "13/3/2025", "pendamping", "tatap muka", "bertemu"]
REGISTER = [
    "No Register",
    "NIK",
    "Nama",
    "JK",
    "Kab/Kota",
    "Jenis Usaha",
    "No SK",
    "Tgl SK",
    "TA",
    "Nilai SK",
    "Bentuk",
]


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
    """Read one file as intake does, in this process; what cannot be read raises."""
    state = look(path, path.name)
    assert isinstance(state, FileState)
    found = read_one(path, state, rule)
    issues = [
        issue for issue in found.issues if issue.code not in ("no_table", "file_empty", "columns_ignored")
    ]
    return list(found.tables), list(found.account), issues


def read_folder(raw: Path, sources: Sources | None = None) -> Intake:
    """Read every file of a folder, in this process."""
    found = []
    paths = raw_files(raw)
    for path in paths:
        name = path.relative_to(raw).as_posix()
        state = look(path, name)
        if isinstance(state, Intake):
            found.append(state)
            continue
        try:
            found.append(
                read_one(path, state, rule_for(name, sources or Sources()), parent_file(path, paths))
            )
        except (SourceError, OSError) as error:
            found.append(unreadable(state, error))
    return together(found)


def visits(tmp_path: Path, rows: Sequence[Sequence[Any]], **layout: Any) -> RawTable:
    """Return the one table of a sheet that must be one without anything to say against it."""
    (table,), _, issues = read(workbook(tmp_path / "kunjungan.xlsx", {"Lembar": rows}, **layout))
    assert not issues
    return table
