"""What the XML of an .xlsx says and calamine does not: formula errors, hidden parts, digits as written.

A number of sixteen digits is never rounded on the way. Sheets as the usual programs write them are searched
as bytes; any other goes, tag by tag, through an XML parser. Archives that unpack to far more than a workbook
holds are refused before anything is unpacked.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import MAX_CELLS, TooLargeError, require_size

MAX_UNPACKED = 2**30
# Text of sheets packs to a tenth or twentieth; what packs to a hundredth was made to burst.
MAX_RATIO, MAX_DENSE = 100, 64 * 2**20
# A double holds this many digits of any number; longer ones are kept as written.
EXACT_DIGITS = 15
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE = ("1", "true")
_SHEETS, _BLOCK = "xl/worksheets/", 2**20
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,7})([0-9]{1,18})"')
_LONG = re.compile(rb"<v>([-+0-9.eE]{%d,})</v>" % (EXACT_DIGITS + 1))
_VALUE = re.compile(rb"<v[^>]*>([^<]*)</v>")
_ROW = re.compile(rb'<row r="([0-9]{1,18})"')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*\bhidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<col [^>]*>")
# A formula whose result was never worked out: no value follows it.
_UNCACHED = re.compile(
    rb'<c r="([A-Z]{1,7})([0-9]{1,18})"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
NOT_CALCULATED = "#BELUM-DIHITUNG"
_FILLED = re.compile(rb'<c r="([A-Z]+)[0-9]+"[^>]*[^/>]><(?:v|is|f)')


@dataclass
class Detail:
    """What a sheet says besides values.

    Attributes
    ----------
    written
        Numbers of more than `EXACT_DIGITS` characters, by position from 0.
    errors
        Formula errors, by position.
    hidden_rows, hidden_columns
        How many used ones are hidden; all to the right of a table often are.
    """

    written: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0


def detail(data: bytes) -> Detail:
    """Return what the XML of one sheet says.

    Raises
    ------
    SourceError
        If it is broken, defines entities, or claims too large an extent.
    """
    found = _searched(data) if _is_usual(data) else None
    return _Careful().read(data) if found is None else found


def _is_usual(data: bytes) -> bool:
    """Say whether every row and cell is written as the usual programs do: no prefix, its place first."""
    root = re.search(rb"<([A-Za-z0-9]+:)?worksheet\b", data[:4096])
    start, stop = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
    return (
        root is not None
        and root[1] is None
        and b"<!" not in data
        and data.count(b"<c", start, stop) == data.count(b'<c r="', start, stop)
        and data.count(b"<row", start, stop) == data.count(b'<row r="', start, stop)
    )


def _searched(data: bytes) -> Detail | None:
    """Return what a sheet written in the usual way says; None if it has to be looked at with care."""
    height = max(map(int, _ROW.findall(data)), default=0)
    if height * _width(data, MAX_CELLS["workbook"] // max(height, 1)) > MAX_CELLS["workbook"]:
        return None  # blank cells count here, and offices format whole columns
    found = Detail()
    at = data.find(b't="e"')
    while at >= 0:
        place, value = _place(data, at), _VALUE.search(data, at)
        if place is not None and value is not None:
            found.errors[place] = value[1].decode()
        at = data.find(b't="e"', at + 1)
    for cell in _UNCACHED.finditer(data) if b"<f" in data else ():
        found.errors[int(cell[2]) - 1, column_number(cell[1].decode())] = NOT_CALCULATED
    for number in _LONG.finditer(data):
        start = data.rfind(b"<c ", 0, number.start())
        head = data[start : data.find(b">", start)]
        place = _place(data, number.start())
        if place is not None and (b' t="' not in head or b' t="n"' in head):
            found.written[place] = number[1].decode()
    if b'hidden="' in data:
        _count_hidden(data, found)
    return found


def _width(data: bytes, enough: int) -> int:
    """Return how many columns a sheet has at most; no closer than to say whether they are `enough`."""
    for least, wider in ((26 * 27, rb'<c r="[A-Z]{3}'), (52, rb'<c r="[B-Z][A-Z]')):
        if least <= enough and not re.search(wider, data):
            return least
    letters = set(re.findall(rb'<c r="([A-Z]+)', data))
    return max((column_number(name.decode()) + 1 for name in letters), default=0)


def _place(data: bytes, at: int) -> tuple[int, int] | None:
    """Return the position of the cell that a byte lies in."""
    reference = _REFERENCE.match(data, max(data.rfind(b"<c ", 0, at), 0))
    return (int(reference[2]) - 1, column_number(reference[1].decode())) if reference else None


def _count_hidden(data: bytes, found: Detail) -> None:
    last = _place(data, max(data.rfind(b"<v>"), data.rfind(b"<is>")))
    rows = {int(number) for number in _HIDDEN_ROW.findall(data)}
    found.hidden_rows = sum(row <= last[0] + 1 for row in rows) if last else 0
    end = max((column_number(name.decode()) for name in set(_FILLED.findall(data))), default=-1)
    for column in _COLUMNS.findall(data[: data.find(b"<sheetData")]):
        own = dict(re.findall(rb'(\w+)="([^"]*)"', column))
        if own.get(b"hidden", b"").decode() in _TRUE:
            found.hidden_columns += max(0, min(int(own[b"max"]) - 1, end) - int(own[b"min"]) + 2)


@cache
def column_number(letters: str) -> int:
    """Return the position of a column named as Excel does.

    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Careful:
    """Reads the XML of a sheet tag by tag, however it is written."""

    def __init__(self) -> None:
        self._found = Detail()
        self._last_row = self._last_column = -1
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._row = self._column = -1
        self._kind = "n"
        self._in_value = self._has_formula = self._has_value = False

    def read(self, data: bytes) -> Detail:
        """Read the XML of the sheet; see `detail`."""
        parser = parser_of(self._start, self._end, self._text)
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError) as error:
            raise SourceError(f"XML lembarnya rusak ({error})") from error
        require_size(self._last_row + 1, self._last_column + 1)
        self._found.hidden_rows = sum(row <= self._last_row for row in self._hidden_rows)
        self._found.hidden_columns = sum(
            max(0, min(last, self._last_column) - first + 1) for first, last in self._hidden_columns
        )
        return self._found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._in_value = name == "v"
        if name == "c":
            self._kind = attributes.get("t", "n")
            self._has_formula = self._has_value = False
            reference = attributes.get("r")
            letters = reference.rstrip("0123456789") if reference else ""
            self._column = column_number(letters) if letters else self._column + 1
        elif name == "f":
            self._has_formula = True
        elif name in ("v", "is"):
            self._last_row = max(self._last_row, self._row)
            self._last_column = max(self._last_column, self._column)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
            if attributes.get("hidden") in _TRUE:
                self._hidden_rows.append(self._row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "c" and self._has_formula and not self._has_value:
            self._found.errors[self._row, self._column] = NOT_CALCULATED
            self._has_formula = False

    def _text(self, text: str) -> None:
        if not self._in_value:
            return
        self._has_value = True
        if self._kind == "e":
            self._found.errors.setdefault((self._row, self._column), text)
        elif self._kind == "n" and len(text) > EXACT_DIGITS:
            self._found.written.setdefault((self._row, self._column), text)


def check_archive(path: Path) -> frozenset[str]:
    """Check an archive's directory and contents within bounds; return the names of its members.

    Raises
    ------
    SourceError
        If it is damaged or claims to be smaller than it is; `TooLargeError` if it is far too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries)
            if size > MAX_UNPACKED or (size > MAX_DENSE and size > MAX_RATIO * packed):
                raise TooLargeError(f"isinya mengembang menjadi {size // 2**20} MB")
            for entry in entries:
                # Read to the size it claims, so that a false claim is found here and not by who unpacks it
                # next; sheets are read whole anyway.
                if not entry.filename.startswith(_SHEETS):
                    with archive.open(entry) as stream:
                        while stream.read(_BLOCK):
                            pass
            return frozenset(entry.filename for entry in entries)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SourceError("arsipnya rusak atau terpotong") from error


def read_details(path: Path) -> dict[str, Detail]:
    """Return what the XML of each sheet says, by sheet name."""
    found = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name, member in _members(archive).items():
                if member in archive.NameToInfo:
                    found[name] = detail(archive.read(member))
    except (ElementTree.ParseError, KeyError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise SourceError(f"XML buku kerjanya rusak ({str(error)[:100]})") from error
    return found


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet names and the archive members that hold them."""
    links = ElementTree.fromstring(_plain(archive.read("xl/_rels/workbook.xml.rels")))  # noqa: S314
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    book = ElementTree.fromstring(_plain(archive.read("xl/workbook.xml")))  # noqa: S314
    members = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(_LINK) or sheet.get(_LINK_STRICT))
            if target:
                members[str(sheet.get("name"))] = target[1:] if target.startswith("/") else f"xl/{target}"
    return members


def _plain(data: bytes) -> bytes:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        _refuse_entities()
    return data


def parser_of(
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> expat.XMLParserType:
    """Return a parser of XML that calls these, and refuses a document that defines entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_entities
    return parser


def _refuse_entities(*_: object) -> None:
    raise SourceError("XML-nya memuat definisi entitas; ditolak")
