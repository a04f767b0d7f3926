"""What the XML of an .xlsx says and calamine does not: a streaming pass over the tags of each sheet.

True extent, formula errors, hidden rows and columns, and long numbers as they are written, so that a
number of sixteen digits is never rounded on the way. Archives that unpack to far more than a workbook
holds are refused before anything is unpacked.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import TooLargeError, require_size

MAX_UNPACKED = 256 * 2**20
# A double holds this many digits of any number; longer ones are kept as written.
EXACT_DIGITS = 15
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE = ("1", "true")


class Detail:
    """What the XML of one sheet says besides values.

    Attributes
    ----------
    written
        Numbers of more than `EXACT_DIGITS` characters, by position from 0.
    errors
        Formula errors, by position.
    last_row, last_column
        The extent of cells that hold something, from 0; -1 if none does.
    """

    def __init__(self) -> None:
        self.written: dict[tuple[int, int], str] = {}
        self.errors: dict[tuple[int, int], str] = {}
        self.last_row = self.last_column = -1
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._row = self._column = -1
        self._kind = "n"
        self._in_value = False
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}

    @property
    def hidden_rows(self) -> int:
        """Return how many used rows are hidden."""
        return sum(row <= self.last_row for row in self._hidden_rows)

    @property
    def hidden_columns(self) -> int:
        """Return how many used columns are hidden; all to the right of the table often are."""
        return sum(max(0, min(last, self.last_column) - first + 1) for first, last in self._hidden_columns)

    def read(self, stream: IO[bytes]) -> None:
        """Read the XML of the sheet.

        Raises
        ------
        SourceError
            If it is broken, defines entities, or claims too large an extent.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_entities
        try:
            parser.ParseFile(stream)
        except (expat.ExpatError, ValueError) as error:
            raise SourceError(f"XML lembarnya rusak ({error})") from error
        require_size(self.last_row + 1, self.last_column + 1)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = tag.rpartition(":")[2]
        self._in_value = name == "v"
        if name == "c":
            self._kind = attributes.get("t", "n")
            reference = attributes.get("r")
            self._column = self._column + 1 if reference is None else self._number(reference)
        elif name in ("v", "is"):
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
            if attributes.get("hidden") in _TRUE:
                self._hidden_rows.append(self._row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))

    def _number(self, reference: str) -> int:
        """Return the column of a cell reference such as AB12, from 0."""
        letters = reference.rstrip("0123456789")
        number = self._columns.get(letters)
        if number is None:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._columns[letters] = number
        return number - 1

    def _text(self, text: str) -> None:
        if not self._in_value:
            return
        if self._kind == "e":
            self.errors.setdefault((self._row, self._column), text)
        elif self._kind == "n" and len(text) > EXACT_DIGITS:
            self.written.setdefault((self._row, self._column), text)


def check_archive(path: Path) -> bool:
    """Check an archive's directory and contents within bounds; say whether it is an .xlsx.

    Raises
    ------
    SourceError
        If it is damaged or claims to be smaller than it is; `TooLargeError` if it is far too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise TooLargeError(f"isinya lebih dari {MAX_UNPACKED // 2**20} MB")
            # Reads every entry to the size it claims, so that a false claim is found here and not later.
            if archive.testzip() is not None:
                raise SourceError("arsipnya rusak atau terpotong")
            return any(entry.filename == "xl/workbook.xml" for entry in entries)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SourceError("arsipnya rusak atau terpotong") from error


def read_details(path: Path) -> dict[str, Detail]:
    """Return what the XML of each sheet says, by sheet name."""
    found = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name, member in _members(archive).items():
                if member in archive.NameToInfo:
                    with archive.open(member) as stream:
                        found[name] = Detail()
                        found[name].read(stream)
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


def _refuse_entities(*_: object) -> None:
    raise SourceError("XML-nya memuat definisi entitas; ditolak")
