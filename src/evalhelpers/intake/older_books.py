"""What .xls and .ods files say and calamine does not: formula errors, hidden parts, digits as written."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

import xlrd

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import EncryptedError
from evalhelpers.intake.sheet_xml import EXACT_DIGITS, Detail, parser_of

_REPEATED = "number-{}-repeated"
# Errors as LibreOffice shows them in a cell without saying that it is one.
_SHOWN = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "Err:5")
_OUT_OF_SIGHT = ("collapse", "filter")


def xls_details(path: Path) -> dict[str, Detail]:
    """Return what each sheet of an .xls says; nothing where xlrd cannot read what calamine may.

    Raises
    ------
    EncryptedError
        If it is protected by a password.
    """
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=_Silent())
    except Exception as error:
        if "encrypted" in str(error):
            raise EncryptedError("dilindungi kata sandi") from error
        # Broken in one of very many ways; whether it can be read at all is for calamine to say.
        return {}
    return {sheet.name: _xls(sheet) for sheet in book.sheets()}


class _Silent:
    def write(self, _: str) -> None:
        """Take a warning and drop it."""


def _xls(sheet: xlrd.sheet.Sheet) -> Detail:
    found = Detail()
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        for at, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_ERROR:
                value = int(sheet.cell_value(row, at))
                found.errors[row, at] = xlrd.error_text_from_code.get(value, "#N/A")
    found.hidden_rows = sum(info.hidden == 1 for row, info in sheet.rowinfo_map.items() if row < sheet.nrows)
    found.hidden_columns = sum(info.hidden == 1 for at, info in sheet.colinfo_map.items() if at < sheet.ncols)
    return found


def ods_details(path: Path) -> dict[str, Detail]:
    """Return what each sheet of an .ods says.

    Raises
    ------
    SourceError
        If its XML is broken or defines entities.
    """
    reader = _Ods()
    parser = parser_of(reader.start, reader.end, reader.text)
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise SourceError(f"XML buku kerjanya rusak ({error})") from error
    return reader.sheets


class _Ods:
    """Follows the tables of a document: rows and cells may stand for many alike."""

    def __init__(self) -> None:
        self.sheets: dict[str, Detail] = {}
        self._found = Detail()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._is_cell = self._is_hidden = False
        self._value = self._shown = ""
        self._hidden: list[tuple[int, int]] = []
        self._row_counts = self._is_error = False
        self._width = self._defined = 0

    def start(self, tag: str, own: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = tag.rpartition(":")[2]
        plain = {key.rpartition(":")[2]: value for key, value in own.items()}
        if name == "table":
            self._found = self.sheets.setdefault(plain.get("name", ""), Detail())
            self._row = self._width = self._defined = 0
            self._hidden = []
        elif name == "table-column":
            count = _times(plain, "columns")
            if plain.get("visibility") in _OUT_OF_SIGHT:
                self._hidden.append((self._defined, self._defined + count))
            self._defined += count
        elif name == "table-row":
            self._rows, self._column, self._row_counts = _times(plain, "rows"), 0, False
            self._is_hidden = plain.get("visibility") in _OUT_OF_SIGHT
        elif name in ("table-cell", "covered-table-cell"):
            self._columns, self._is_cell, self._shown = _times(plain, "columns"), True, ""
            self._value = plain.get("value", "") if plain.get("value-type") in ("float", "currency") else ""
            self._is_error = own.get("calcext:value-type") == "error"

    def text(self, text: str) -> None:
        """Take text shown in a cell."""
        if self._is_cell:
            self._shown += text

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        name = tag.rpartition(":")[2]
        if name in ("table-cell", "covered-table-cell"):
            if self._shown.strip():
                self._row_counts = True
                self._width = max(self._width, self._column + self._columns)
                self._note()
            self._column, self._is_cell = self._column + self._columns, False
        elif name == "table-row":
            if self._row_counts and self._is_hidden:
                self._found.hidden_rows += self._rows
            self._row += self._rows
        elif name == "table":
            self._found.hidden_columns = sum(max(0, min(b, self._width) - a) for a, b in self._hidden)

    def _note(self) -> None:
        shown = self._shown.strip()
        if self._is_error or shown.startswith(_SHOWN):
            self._found.errors[self._row, self._column] = shown
        elif len(self._value) > EXACT_DIGITS:
            self._found.written[self._row, self._column] = self._value


def _times(own: dict[str, str], what: str) -> int:
    return int(own.get(_REPEATED.format(what), 1))
