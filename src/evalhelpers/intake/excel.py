"""Workbooks: values through calamine, and what it does not give from a small pass over the sheet XML.

That pass runs first: it knows the true extent, formula errors, hidden rows and columns, and the text of
numbers, so that a NIK is never a float on the way. Archives that unpack to far more than a workbook
holds are refused before anything is unpacked.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import BLANK, Cell, Sheet

MAX_UNPACKED = 256 * 2**20
MAX_CELLS = 20_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class EncryptedError(SourceError):
    """The workbook is protected by a password."""


class TooLargeError(SourceError):
    """The workbook unpacks to, or claims, far more than a workbook of records holds."""


def read_workbook(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook.

    Raises
    ------
    SourceError
        If it cannot be read; `EncryptedError` and `TooLargeError` say why.
    """
    with path.open("rb") as stream:
        start = stream.read(8)
    is_xlsx = start.startswith(ZIP)
    details = _details(path) if is_xlsx and _is_spreadsheetml(path) else {}
    if start == OLE and _holds_encrypted_package(path):
        raise EncryptedError("dilindungi kata sandi")
    if not is_xlsx and start != OLE:
        raise SourceError("isinya bukan buku kerja Excel")
    try:
        book = CalamineWorkbook.from_path(str(path))
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


def _holds_encrypted_package(path: Path) -> bool:
    """Say whether an OLE container is a password-protected .xlsx."""
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()[: 4 * 2**20]


def _is_spreadsheetml(path: Path) -> bool:
    """Check the archive's directory before anything is unpacked, and say whether it is an .xlsx."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise SourceError("arsipnya rusak atau terpotong") from error
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLargeError(f"isinya lebih dari {MAX_UNPACKED // 2**20} MB")
    return any(entry.filename == "xl/workbook.xml" for entry in entries)


class _Detail:
    """What the XML of one sheet says besides values; positions from 0."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[int, int], str] = {}
        self.errors: dict[tuple[int, int], str] = {}
        self.hidden = False
        self.last_row = self.last_column = -1


def _details(path: Path) -> dict[str, _Detail]:
    found = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name, member in _sheet_members(archive).items():
                if member in archive.NameToInfo:
                    with archive.open(member) as stream:
                        found[name] = _scan(stream)
    except (ElementTree.ParseError, KeyError, zipfile.BadZipFile, EOFError, OSError) as error:
        raise SourceError(f"XML lembarnya rusak ({str(error)[:100]})") from error
    return found


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet names and the archive members that hold them."""
    links = ElementTree.fromstring(_plain_xml(archive.read("xl/_rels/workbook.xml.rels")))  # noqa: S314
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    book = ElementTree.fromstring(_plain_xml(archive.read("xl/workbook.xml")))  # noqa: S314
    members = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_REL))
        if target and "chartsheet" not in target:
            members[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return members


def _plain_xml(data: bytes) -> bytes:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise SourceError("XML-nya memuat definisi entitas; ditolak")
    return data


def _scan(stream: Any) -> _Detail:
    detail = _Detail()
    row = column = -1
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314
        tag = element.tag
        if event == "start":
            if tag == f"{_MAIN}row":
                row = int(element.get("r") or row + 2) - 1
                column = -1
                detail.hidden |= element.get("hidden") in ("1", "true")
            elif tag == f"{_MAIN}col":
                detail.hidden |= element.get("hidden") in ("1", "true")
            continue
        if tag == f"{_MAIN}c":
            column = _column(element.get("r"), column)
            _note(detail, row, column, element)
            element.clear()
        elif tag == f"{_MAIN}row":
            element.clear()
    if (detail.last_row + 1) * (detail.last_column + 1) > MAX_CELLS:
        raise TooLargeError(
            f"satu lembar mengaku berisi {detail.last_row + 1} baris kali {detail.last_column + 1} kolom"
        )
    return detail


def _column(reference: str | None, previous: int) -> int:
    found = _CELL.fullmatch(reference or "")
    if not found:
        return previous + 1
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _note(detail: _Detail, row: int, column: int, element: ElementTree.Element) -> None:
    value = element.find(f"{_MAIN}v")
    if value is None and element.find(f"{_MAIN}is") is None:
        return
    detail.last_row, detail.last_column = max(detail.last_row, row), max(detail.last_column, column)
    kind = element.get("t", "n")
    if value is not None and value.text:
        if kind == "e":
            detail.errors[row, column] = value.text
        elif kind == "n":
            detail.numbers[row, column] = value.text


def _sheet(book: CalamineWorkbook, name: str, detail: _Detail | None) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    values = sheet.to_python(skip_empty_area=False)
    rows = [[_cell(value, detail, r, c) for c, value in enumerate(cells)] for r, cells in enumerate(values)]
    if detail is not None:
        for (r, c), text in detail.errors.items():
            while len(rows) <= r:
                rows.append([BLANK] * len(rows[0] if rows else []))
            rows[r] += [BLANK] * (c + 1 - len(rows[r]))
            rows[r][c] = (text, "error")
    merges = tuple(
        (first[0], first[1], last[0], last[1])
        for first, last in (getattr(sheet, "merged_cell_ranges", None) or [])
    )
    width = max(map(len, rows), default=0)
    rows = [cells + [BLANK] * (width - len(cells)) for cells in rows]
    while rows and all(kind == "blank" for _, kind in rows[-1]):
        rows.pop()
    return Sheet(name, rows, list(range(1, len(rows) + 1)), merges, bool(detail and detail.hidden))


def _cell(value: Any, detail: _Detail | None, row: int, column: int) -> Cell:
    if value is None or value == "":
        return BLANK
    if isinstance(value, str):
        text = _clean(value)
        return (text, "text") if text else BLANK
    if isinstance(value, bool):
        return ("1" if value else "0", "bool")
    if isinstance(value, int | float):
        written = detail.numbers.get((row, column)) if detail else None
        return (_number(written or repr(value)), "number")
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time(0)
        return (value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds"), "date")
    if isinstance(value, dt.date):
        return (value.isoformat(), "date")
    return (_clean(str(value)), "text")


def _number(text: str) -> str:
    """Return a number's digits as written; a whole number without ".0" or exponent.

    >>> _number("45728.0"), _number("6.5010512038500E+15"), _number("0.1")
    ('45728', '6501051203850000', '0.1')
    """
    if re.fullmatch(r"-?\d+", text):
        return text
    number = float(text)
    if number == int(number) and abs(number) < 1e18:
        return str(int(number))
    return repr(number)


def _clean(text: str) -> str:
    """Return text without control characters and with ordinary spaces at its ends."""
    return "".join(ch for ch in text if ch >= " " or ch in "\n\t").replace("\u00a0", " ").strip()
