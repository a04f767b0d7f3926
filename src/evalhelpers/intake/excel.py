"""Workbooks: values through calamine, completed by what the sheet XML alone says."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import BLANK, HEAD_ROWS, Cell, Sheet, require_size, text_cell
from evalhelpers.intake.sheet_xml import Detail, check_archive, read_details

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


class EncryptedError(SourceError):
    """The workbook is protected by a password."""


def is_workbook(path: Path) -> bool:
    """Say by its first bytes whether a file can be a workbook, whatever its name."""
    with path.open("rb") as stream:
        return stream.read(8).startswith((OLE, ZIP))


def read_workbook(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook.

    Raises
    ------
    SourceError
        If it cannot be read; `EncryptedError` and `TooLargeError` say why.
    """
    if not is_workbook(path):
        raise SourceError("isinya bukan buku kerja Excel")
    with path.open("rb") as stream:
        is_archive = stream.read(4) == ZIP
        if not is_archive and "EncryptedPackage".encode("utf-16-le") in stream.read():
            raise EncryptedError("dilindungi kata sandi")
    details = read_details(path) if is_archive and check_archive(path) else {}
    try:
        # By content, not by name: an .xlsx called .xls is common and harmless.
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
            return [_sheet(book, name, details.get(name)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        if "assword" in str(error):
            raise EncryptedError("dilindungi kata sandi") from error
        raise SourceError(f"tidak terbaca sebagai buku kerja ({str(error)[:120]})") from error
    except BaseException as error:
        # A panic inside the reader is not an Exception; the other files must go on.
        if type(error).__name__ == "PanicException":
            raise SourceError("tidak terbaca sebagai buku kerja (rusak)") from error
        raise


def _sheet(book: CalamineWorkbook, name: str, detail: Detail | None) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    require_size(sheet.total_height, sheet.total_width)
    values = sheet.to_python(skip_empty_area=False)
    known: defaultdict[type, dict[Any, Cell]] = defaultdict(dict)

    def cell(value: Any) -> Cell:
        same_type = known[type(value)]
        found = same_type.get(value)
        if found is None:
            found = same_type[value] = _cell(value)
        return found

    rows = [[cell(value) for value in line] for line in values]
    if detail is not None:
        for (row, column), text in detail.errors.items():
            _put(rows, row, column, (text, "error"))
        for (row, column), text in detail.written.items():
            # A date is a number in the XML too; only what came as a number takes the digits as written.
            if row < len(rows) and column < len(rows[row]) and rows[row][column][1] == "number":
                rows[row][column] = (_number(text), "number")
    width = max(map(len, rows), default=0)
    for line in rows:
        line += [BLANK] * (width - len(line))
    while rows and all(line_cell is BLANK for line_cell in rows[-1]):
        rows.pop()
    merges = tuple(
        (first[0], first[1], last[0], last[1])
        for first, last in (sheet.merged_cell_ranges or ())
        if first[0] < HEAD_ROWS
    )
    return Sheet(name, rows, list(range(1, len(rows) + 1)), merges, _hidden(detail))


def _put(rows: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    """Set a cell, also beyond the extent that calamine saw: an error in the last row is none to it."""
    while len(rows) <= row:
        rows.append([])
    rows[row] += [BLANK] * (column + 1 - len(rows[row]))
    rows[row][column] = cell


def _hidden(detail: Detail | None) -> str:
    if detail is None:
        return ""
    counts = ((detail.hidden_rows, "baris"), (detail.hidden_columns, "kolom"))
    return " dan ".join(f"{count} {what}" for count, what in counts if count)


def _cell(value: Any) -> Cell:
    if value is None:
        return BLANK
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return ("1" if value else "0", "bool")
    if isinstance(value, int | float):
        return (_number(repr(value)), "number")
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time(0)
        return (value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds"), "date")
    if isinstance(value, dt.date):
        return (value.isoformat(), "date")
    return text_cell(str(value))


def _number(text: str) -> str:
    """Return a number's digits as written; a whole number without ".0" or exponent.

    >>> _number("45728.0"), _number("6.5010512038500E+15"), _number("0.1"), _number("9471051203850001")
    ('45728', '6501051203850000', '0.1', '9471051203850001')
    """
    if re.fullmatch(r"-?\d+", text):
        return text
    number = float(text)
    if number.is_integer() and abs(number) < 1e18:
        return str(int(number))
    return repr(number)
