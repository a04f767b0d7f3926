"""Excel files we write: text from strangers stays text, and the same content gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from textwrap import wrap
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

# Rows and characters that Excel can hold.
ROW_LIMIT, _CELL_LIMIT = 1_048_576, 1000
# Points of one line of text. Not every program makes a row as high as its text, so it must be told.
LINE = 15
# A fixed date: the same content gives the same bytes on any day.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001
# Control characters, and marks that turn the direction of text or cannot be seen.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def new_book(
    target: BinaryIO, title: str, *, many_rows: bool = False, properties: Mapping[str, str] | None = None
) -> Workbook:
    """Return an empty book that is written to `target` when it is closed.

    With `many_rows` only one row of each sheet is in memory; the rows of a sheet must then be written in
    order. `properties` are more of the file's properties by the names of xlsxwriter, such as ``subject``.
    """
    options = {
        "in_memory": not many_rows,
        "constant_memory": many_rows,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    told = {name: clean(text) for name, text in {**(properties or {}), "title": title}.items()}
    book.set_properties({**told, "created": _CREATED})
    return book


def clean(text: str) -> str:
    r"""Return text as it may stand in a cell: visible characters, and not too many of them.

    >>> clean("Rumah\u202e 1\x07")
    'Rumah 1'
    """
    return _HIDDEN.sub("", text)[:_CELL_LIMIT]


@lru_cache(4096)
def lines(text: str, width: int) -> int:
    """Return how many lines a text fills in a column of some width in characters.

    >>> lines("Peluang bertahan usaha", 30), lines("Peluang bertahan usaha", 12), lines("", 5)
    (1, 3, 1)
    """
    return sum(max(1, len(wrap(part, width))) for part in text.split("\n"))


def put(sheet: Worksheet, row: int, column: int, value: str | float, style: Format | None = None) -> None:
    """Write a number, or text as those very letters: `=HYPERLINK(…)` that came in does not become one."""
    if isinstance(value, str):
        sheet.write_string(row, column, clean(value), style)
    else:
        sheet.write_number(row, column, value, style)
