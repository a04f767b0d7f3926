"""One raw file by what it is, whatever its name says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evalhelpers.errors import SourceError
from evalhelpers.intake.delimited import read_delimited
from evalhelpers.intake.excel import is_workbook, read_workbook
from evalhelpers.intake.sheet import Sheet
from evalhelpers.intake.web_table import is_web_page, read_web_page

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
DELIMITED = frozenset({".csv", ".tsv", ".txt"})


def read_file(path: Path, form: dict[str, Any]) -> list[Sheet]:
    """Read every sheet of one file.

    `form` is what sources.yaml states of it (`encoding`, `delimiter`).

    Raises
    ------
    SourceError
        If it cannot be read.
    """
    is_book = path.suffix.casefold() in WORKBOOKS
    if is_workbook(path):
        return read_workbook(path)
    if is_book and is_web_page(path):
        return read_web_page(path)
    try:
        sheets = read_delimited(path, encoding=form.get("encoding"), delimiter=form.get("delimiter"))
    except SourceError:
        if not is_book:
            raise
        sheets = []
    # Systems that "export to Excel" write tabs and commas under that name; a single column is no table.
    if is_book and not any(sheet.width > 1 for sheet in sheets):
        raise SourceError("isinya bukan buku kerja Excel")
    return sheets
