"""Workbooks: values through calamine, completed by what the file alone says of errors and hidden parts."""

from __future__ import annotations

import datetime as dt
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from python_calamine import CalamineError, CalamineWorkbook

from evalhelpers.errors import SourceError
from evalhelpers.intake import older_books, sheet_xml
from evalhelpers.intake.sheet import BLANK, Cell, EncryptedError, Sheet, column, require_size, text_cell
from evalhelpers.intake.sheet_xml import Detail

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


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
    details = _details(path)
    try:
        # By content, not by name: an .xlsx called .xls is common and harmless.
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
            return [_sheet(book, name, details.get(name, Detail())) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        if "assword" in str(error):
            raise EncryptedError("dilindungi kata sandi") from error
        raise SourceError(f"tidak terbaca sebagai buku kerja ({str(error)[:120]})") from error
    except BaseException as error:
        # A panic inside the reader is not an Exception; the other files must go on.
        if type(error).__name__ == "PanicException":
            raise SourceError("tidak terbaca sebagai buku kerja (rusak)") from error
        raise


def _details(path: Path) -> dict[str, Detail]:
    """Return what the file says besides values, by sheet name."""
    with path.open("rb") as stream:
        if stream.read(4) != ZIP:
            if "EncryptedPackage".encode("utf-16-le") in stream.read():
                raise EncryptedError("dilindungi kata sandi")
            return older_books.xls_details(path)
    members = sheet_xml.check_archive(path)
    if "xl/workbook.xml" in members:
        return sheet_xml.read_details(path)
    return older_books.ods_details(path) if "content.xml" in members else {}


def _sheet(book: CalamineWorkbook, name: str, detail: Detail) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    require_size(sheet.total_height, sheet.total_width)
    values: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for (row, at), text in detail.errors.items():
        _put(values, row, at, (text, "error"))
    for (row, at), text in detail.written.items():
        # A date is a number in the XML too; only what came as a number takes the digits as written.
        if row < len(values) and at < len(values[row]) and type(values[row][at]) in (int, float):
            values[row][at] = (_number(text), "number")
    columns = tuple(column(cells, _cell) for cells in zip_longest(*values))
    merges = tuple((*first, *last) for first, last in (sheet.merged_cell_ranges or ()))
    whole = Sheet(name, columns, np.arange(1, len(values) + 1), merges, _hidden(detail), left=0)
    used = np.flatnonzero(whole.filled)
    return whole.part(slice(0, int(used[-1]) + 1 if len(used) else 0))


def _put(values: list[list[Any]], row: int, at: int, cell: Cell) -> None:
    """Set a cell, also beyond the extent that calamine saw: an error in the last row is none to it."""
    while len(values) <= row:
        values.append([])
    values[row] += [None] * (at + 1 - len(values[row]))
    values[row][at] = cell


def _hidden(detail: Detail) -> str:
    counts = ((detail.hidden_rows, "baris"), (detail.hidden_columns, "kolom"))
    return " dan ".join(f"{count} {what}" for count, what in counts if count)


def _cell(value: Any) -> Cell:
    if value is None:
        return BLANK
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, tuple):
        return value  # a cell already
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
