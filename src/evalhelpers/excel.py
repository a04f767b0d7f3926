"""Excel files we write: text from strangers stays text, and the same content gives the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

# Rows and characters that Excel can hold.
ROW_LIMIT, _CELL_LIMIT = 1_048_576, 1000
# A fixed date: the same content gives the same bytes on any day.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001
# Control characters, and marks that turn the direction of text or cannot be seen.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def new_book(target: BinaryIO, title: str, *, many_rows: bool = False) -> Workbook:
    """Return an empty book that is written to `target` when it is closed.

    With `many_rows` only one row of each sheet is in memory; the rows of a sheet must then be written in
    order.
    """
    options = {
        "in_memory": not many_rows,
        "constant_memory": many_rows,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": title, "created": _CREATED})
    return book


def clean(text: str) -> str:
    r"""Return text as it may stand in a cell: visible characters, and not too many of them.

    >>> clean("Rumah\u202e 1\x07")
    'Rumah 1'
    """
    return _HIDDEN.sub("", text)[:_CELL_LIMIT]


def put(sheet: Worksheet, row: int, column: int, value: str | float, style: Format | None = None) -> None:
    """Write a number, or text as those very letters: `=HYPERLINK(…)` that came in does not become one."""
    if isinstance(value, str):
        sheet.write_string(row, column, clean(value), style)
    else:
        sheet.write_number(row, column, value, style)
