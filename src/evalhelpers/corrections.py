"""Correction lists: one Excel file per district and half-year that an officer works through and returns."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evalhelpers import formats
from evalhelpers.dictionary import TABLES, Column
from evalhelpers.excel import new_book, put
from evalhelpers.issues import PROBLEMS

PROVINCE = "provinsi"
NO_PERIOD = "tanpa-periode"
# What an officer writes where the cell is right as it is.
CONFIRMED = "sudah benar"
HEADERS = (
    ("id_masalah", 13), ("mendesak", 13), ("berkas", 30), ("lembar", 14), ("sel", 9), ("baris", 7),
    ("kiriman", 14), ("kolom", 24), ("yang terbaca", 24), ("yang dipahami", 20), ("apa yang salah", 40),
    ("yang harus dilakukan", 40), ("jawaban", 28),
)  # fmt: skip
_LEVELS = {"error": "segera", "warning": "perlu dicek"}
_COLOURS = {"segera": "#F8CBAD", "perlu dicek": "#FFE699"}
# Mended by mending another row, which has a line of its own.
_ELSEWHERE = frozenset({"grant_held_back"})
# What is answered first: who the person is, then money, then dates, then the rest.
_KIND_RANK = {"nik": 0, "rupiah": 1, "date": 2, "timestamp": 2}
_HINT_LIMIT = 250
_ROW = [name for name, _ in HEADERS].index("baris")
_HOW = (
    "Cara mengisi daftar ini",
    "1. Kerjakan dari atas: baris merah (segera) tidak dipakai dalam laporan sampai diperbaiki.",
    "2. Cari isiannya di berkas, lembar, dan sel yang disebut; data Kobo dicari menurut nomor kiriman.",
    "3. Tulis isian yang benar pada kolom jawaban. Sebagian kolom punya pilihan yang dapat dipilih.",
    f"4. Bila isian asal memang benar, tulis: {CONFIRMED} (hanya pada baris kuning yang terbaca).",
    "5. Biarkan kosong bila belum tahu. Jangan mengubah kolom lain, terutama id_masalah.",
    "6. Simpan, lalu kirim kembali berkas ini. Petugas provinsi menaruhnya di folder berkas mentah.",
    "Berkas asal tidak diubah: jawaban dicatat sebagai perbaikan, lengkap dengan isi lama dan sumbernya.",
    "Jawaban hanya dipakai selama baris asalnya tidak berubah. Pakai selalu daftar yang terbaru.",
)
Cells = tuple[str | int, ...]


@dataclass(frozen=True)
class _Line:
    """One line: all that is wrong with one cell."""

    rank: tuple[Any, ...]
    urgency: str
    kind: str
    file: str
    column: Column | None
    hint: str
    cells: Cells


def write(
    issues: pd.DataFrame, folder: Path, *, districts: Mapping[str, str], newest: str = ""
) -> tuple[Path, ...]:
    """Write the lists and remove those that have nothing left to correct.

    Parameters
    ----------
    issues
        One row per issue: the columns of an `Issue`, masked, with `id_masalah`, `sel` and `kiriman`.
        Only errors and warnings are listed, one line for each cell.
    folder
        Where the lists go: `<period>/<district>.xlsx`.
    districts
        Names by slug; an issue of any other district goes to the list of the province.
    newest
        Period of the lists that take the issues without one.

    Returns
    -------
    tuple of Path
        The lists, sorted. A list with the same content as before is not touched.
    """
    todo = listed(issues)
    place = todo["district"].where(todo["district"].isin(districts.keys()), PROVINCE)
    period = todo["period"].replace("", newest or NO_PERIOD)
    written = []
    for (half, slug), rows in todo.groupby([period, place], sort=True):
        path = folder / str(half) / f"{slug}.xlsx"
        when = "" if half == NO_PERIOD else formats.period(str(half))
        data = workbook(rows, f"{districts.get(slug, 'Provinsi')} {when}")
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


def workbook(issues: pd.DataFrame, title: str = "") -> bytes:
    """Return one list as XLSX, the most urgent line first; the same issues give the same bytes."""
    buffer = io.BytesIO()
    book = new_book(buffer, "Daftar perbaikan data")
    style = {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF4", "border": 1}
        ),
        "body": book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}),
        "answer": book.add_format(
            {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFF8DC", "num_format": "@"}
        ),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for urgency, colour in _COLOURS.items():
        style[urgency] = book.add_format(
            {"valign": "top", "border": 1, "border_color": "#BFBFBF", "bg_color": colour}
        )
    lines = sorted(_lines(issues), key=lambda line: line.rank)
    sheets = [book.add_worksheet(name) for name in ("Ringkasan", "Perbaikan", "Pilihan")]
    _write_summary(sheets[0], lines, title, style)
    _write_lines(sheets[1], lines, style)
    _write_choices(sheets[1], sheets[2], lines)
    sheets[2].hide()
    book.close()
    return buffer.getvalue()


def listed(issues: pd.DataFrame) -> pd.DataFrame:
    """Return the issues that are on a list: one line for each cell, however much is wrong with it."""
    codes = {code for code, problem in PROBLEMS.items() if problem.level in _LEVELS} - _ELSEWHERE
    return issues[issues["code"].isin(codes)]


def _lines(issues: pd.DataFrame) -> Iterator[_Line]:
    keys = ["id_masalah", "row"]
    ordered = issues.sort_values([*keys, "code"], kind="stable").to_dict("records")
    for _, same_cell in groupby(ordered, key=lambda issue: [issue[key] for key in keys]):
        yield _line(list(same_cell))


def _line(issues: list[dict[Any, Any]]) -> _Line:
    issues = sorted(issues, key=lambda issue: PROBLEMS[issue["code"]].level != "error")
    first, found = issues[0], [PROBLEMS[issue["code"]] for issue in issues]
    table = TABLES.get(first["table"])
    column = table.column(first["column"]) if table and table.has(first["column"]) else None
    urgency, row = _LEVELS[found[0].level], int(first["row"])
    todo = " ".join(dict.fromkeys(problem.todo for problem in found))
    cells = (
        first["id_masalah"], urgency, first["file"], first["sheet"], first.get("sel", ""), row or "",
        first.get("kiriman", ""), column.id if column else first["column"],
        next((issue["read"] for issue in issues if issue["read"]), ""),
        next((issue["understood"] for issue in issues if issue["understood"]), ""),
        " ".join(dict.fromkeys(problem.wrong for problem in found)), todo,
    )  # fmt: skip
    rank = (
        found[0].level != "error", _KIND_RANK.get(column.kind, 3) if column else 4, first["file"],
        first["sheet"], row, first["column"], first["id_masalah"],
    )  # fmt: skip
    return _Line(rank, urgency, found[0].wrong, first["file"], column, todo, cells)


def _write_summary(sheet: Worksheet, lines: list[_Line], title: str, style: dict[str, Format]) -> None:
    """Write what there is to do, by urgency, kind and file, and how to do it."""
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 1, 13)
    sheet.set_column(2, 2, 13)
    sheet.write_string(0, 0, f"Daftar perbaikan data {title}".strip(), style["title"])
    at = 2
    for kind, key in (("apa yang salah", "kind"), ("berkas", "file")):
        for place, name in enumerate((kind, *_COLOURS)):
            sheet.write_string(at, place, name, style["head"])
        counts = Counter((getattr(line, key), line.urgency) for line in lines)
        names = sorted(
            {name for name, _ in counts},
            key=lambda name: (*(-counts[name, level] for level in _COLOURS), name),
        )
        for name in names:
            at += 1
            put(sheet, at, 0, name, style["body"])
            for place, level in enumerate(_COLOURS, start=1):
                sheet.write_number(at, place, counts[name, level], style["body"])
        at += 2
    for text in _HOW:
        sheet.write_string(at, 0, text, style["text"])
        at += 1
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_lines(sheet: Worksheet, lines: list[_Line], style: dict[str, Format]) -> None:
    for at, (name, width) in enumerate(HEADERS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, style["head"])
    last = len(HEADERS) - 1
    for at, line in enumerate(lines, start=1):
        for column, value in enumerate(line.cells):
            put(sheet, at, column, value, style[line.urgency if column == 1 else "body"])
        sheet.write_blank(at, last, None, style["answer"])
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(lines), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.activate()


def _write_choices(sheet: Worksheet, choices: Worksheet, lines: list[_Line]) -> None:
    """Give each answer its hint and, where only some answers are possible, the list of them."""
    places: dict[tuple[str, str], list[int]] = {}
    columns: dict[str, Column] = {}
    for at, line in enumerate(lines, start=1):
        is_cell = bool(line.cells[_ROW])
        is_closed = is_cell and line.column is not None and line.column.kind in ("code", "yesno")
        name = line.column.name if line.column is not None and is_closed else ""
        if line.column is not None and is_closed:
            columns[name] = line.column
        places.setdefault((name, line.hint[:_HINT_LIMIT]), []).append(at)
    for at, (name, column) in enumerate(sorted(columns.items())):
        choices.write_string(0, at, name)
        for row, code in enumerate(column.codes, start=1):
            choices.write_string(row, at, code.id)
    numbers = {name: at for at, name in enumerate(sorted(columns))}
    last = len(HEADERS) - 1
    for (name, hint), rows in places.items():
        form: dict[str, Any] = {"validate": "any"}
        if name:
            letter = xlsxwriter.utility.xl_col_to_name(numbers[name], col_abs=True)
            size = len(columns[name].codes) + 1
            form = {
                "validate": "list",
                "source": f"=Pilihan!{letter}$2:{letter}${size}",
                "error_type": "warning",
            }
        ranges = [(a, last, b, last) for a, b in _runs(rows)]
        sheet.data_validation(
            *ranges[0], form | {"input_title": "Jawaban", "input_message": hint, "other_cells": ranges[1:]}
        )


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return row numbers as runs of neighbours.

    >>> _runs([1, 2, 3, 7])
    [(1, 3), (7, 7)]
    """
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
