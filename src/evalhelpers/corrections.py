"""Correction lists: one Excel file per district and half-year that an officer can work through."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from evalhelpers.dictionary import TABLES
from evalhelpers.issues import PROBLEMS

PROVINCE = "provinsi"
NO_PERIOD = "tanpa-periode"
HEADERS = (
    ("id_masalah", 13), ("mendesak", 13), ("berkas", 30), ("lembar", 14), ("baris", 7), ("kolom", 24),
    ("yang terbaca", 24), ("yang dipahami", 20), ("apa yang salah", 44), ("yang harus dilakukan", 44),
    ("jawaban", 28),
)  # fmt: skip
_LEVELS = {"error": "segera", "warning": "perlu dicek"}
# Mended by mending another row, which has a line of its own.
_ELSEWHERE = frozenset({"grant_held_back"})
# What is answered first: who the person is, then money, then dates, then the rest.
_KIND_RANK = {"nik": 0, "rupiah": 1, "date": 2, "timestamp": 2}
# A fixed date: the same issues give the same bytes on any day.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001
# Control characters, and marks that turn the direction of text or cannot be seen.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CELL_LIMIT = 1000


def write(
    issues: pd.DataFrame, folder: Path, *, districts: Iterable[str], newest: str = ""
) -> tuple[Path, ...]:
    """Write the lists and remove those that have nothing left to correct.

    Parameters
    ----------
    issues
        One row per issue: the columns of an `Issue`, masked, and `id_masalah`. Only errors and
        warnings are listed, one line for each cell.
    folder
        Where the lists go: `<period>/<district>.xlsx`.
    districts
        Known slugs; an issue of any other district goes to the list of the province.
    newest
        Period of the lists that take the issues without one.

    Returns
    -------
    tuple of Path
        The lists, sorted. A list with the same content as before is not touched.
    """
    listed = {code for code, problem in PROBLEMS.items() if problem.level in _LEVELS} - _ELSEWHERE
    todo = issues[issues["code"].isin(listed)]
    place = todo["district"].where(todo["district"].isin(list(districts)), PROVINCE)
    period = todo["period"].replace("", newest or NO_PERIOD)
    written = []
    for (half, slug), rows in todo.groupby([period, place], sort=True):
        path = folder / str(half) / f"{slug}.xlsx"
        data = workbook(rows)
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".baru")
            fresh.write_bytes(data)
            os.replace(fresh, path)
        written.append(path)
    for old in set(folder.glob("*/*.xlsx")) - set(written):
        old.unlink()
        if not any(old.parent.iterdir()):
            old.parent.rmdir()
    return tuple(written)


def workbook(issues: pd.DataFrame) -> bytes:
    """Return one list as XLSX, the most urgent line first; the same issues give the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": "Daftar perbaikan data", "created": _CREATED})
    sheet = book.add_worksheet("Perbaikan")
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF4", "border": 1}
    )
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"})
    answer = book.add_format(
        {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFF8DC", "num_format": "@"}
    )
    for at, (name, width) in enumerate(HEADERS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, head)
    last = len(HEADERS) - 1
    cells_at = issues.groupby(["id_masalah", "row"], sort=False)
    lines = sorted(_line(same_cell.to_dict("records")) for _, same_cell in cells_at)
    for at, (_, cells) in enumerate(lines, start=1):
        for column, value in enumerate(cells):
            _write(sheet, at, column, value, body)
        sheet.write_blank(at, last, None, answer)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(lines), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return buffer.getvalue()


def _line(issues: list[dict[Any, Any]]) -> tuple[tuple[Any, ...], tuple[str | int, ...]]:
    """Return the sort key and the cells of one line: all that is wrong with one cell, without the answer."""
    issues = sorted(issues, key=lambda issue: (PROBLEMS[issue["code"]].level != "error", issue["code"]))
    first, found = issues[0], [PROBLEMS[issue["code"]] for issue in issues]
    table = TABLES.get(first["table"])
    column = table.column(first["column"]) if table and table.has(first["column"]) else None
    rank = (found[0].level != "error", _KIND_RANK.get(column.kind, 3) if column else 4)
    cells = (
        first["id_masalah"], _LEVELS[found[0].level], first["file"], first["sheet"], int(first["row"]) or "",
        column.id if column else first["column"],
        next((issue["read"] for issue in issues if issue["read"]), ""),
        next((issue["understood"] for issue in issues if issue["understood"]), ""),
        " ".join(dict.fromkeys(problem.wrong for problem in found)),
        " ".join(dict.fromkeys(problem.todo for problem in found)),
    )  # fmt: skip
    return (
        *rank,
        first["file"],
        first["sheet"],
        int(first["row"]),
        first["column"],
        first["id_masalah"],
    ), cells


def _write(sheet: Worksheet, row: int, column: int, value: str | int, style: object) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        # write_string: a cell that came in as `=HYPERLINK(…)` goes out as those letters.
        sheet.write_string(row, column, _HIDDEN.sub("", value)[:_CELL_LIMIT], style)
