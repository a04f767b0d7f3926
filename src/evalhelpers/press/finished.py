"""What a finished file shows or would load, read back from its bytes alone."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser

import pypdfium2
from python_calamine import CalamineError, CalamineWorkbook

_OUTSIDE = re.compile(r"(?:https?:)?//[\w.-]+|url\(\s*['\"]?(?!#)[^)\s]|@import", re.IGNORECASE)
_NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml")
# Coordinates are numbers by the hundred and no text; everything else in an SVG is read.
_GEOMETRY = frozenset(("d", "points", "transform", "viewbox", "x", "y", "x1", "x2", "y1", "y2"))
_ADDRESSES = frozenset(("href", "xlink:href", "action", "formaction", "cite", "background"))
_SOURCES = frozenset(("src", "srcset", "poster"))
_EMBEDDED = re.compile(r"data:image/(?:png|svg\+xml);base64,[\w+/=]+")
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))
# The parts of a workbook that holds cells and nothing else: no macro, picture, remark or other file.
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings|theme/theme\d+|worksheets/sheet\d+)\.xml"
)
_TOLD = re.compile(r"docProps/|xl/workbook")
_FORMULA, _LINK = re.compile(rb"<f[ />]"), re.compile(rb"<hyperlink")
_MARGIN = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>(.*?)<", re.DOTALL)
_MARGIN_CODE = re.compile(r"&[&A-Z]")
_BETWEEN_TAGS = re.compile(r">([^<]+)<")
_NAME_WORDS = 40
_LOADING = frozenset(
    ("script", "iframe", "object", "embed", "link", "base", "form", "audio", "video", "source", "track")
)  # fmt: skip


@dataclass
class Page(HTMLParser):
    """A finished page.

    `texts` are its texts, attributes and comments in pieces, `facts` the id, machine value and text of
    each number of its prose in reading order, `cells` the texts of its tables, header by header and row
    by row, `links` its links to other files, `breaches` what it would load or run, and pictures without
    words.
    """

    texts: list[str] = field(default_factory=list)
    facts: list[tuple[str, str, str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._in_style = self._in_fact = self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag shows, states and would load."""
        given = {name: value or "" for name, value in attrs}
        self._in_style, self._in_fact = tag == "style", tag == "data"
        if tag in _LOADING or (tag == "meta" and "http-equiv" in given):
            self.breaches.append(f"elemen <{tag}>")
        if tag == "img" and not given.get("alt", "").strip():
            self.breaches.append("gambar tanpa teks alternatif")
        if tag == "svg" and given.get("aria-hidden") != "true" and not given.get("aria-label", "").strip():
            self.breaches.append("gambar tanpa teks alternatif")
        if tag in _CELLS:
            self._in_cell = True
            self.cells.append("")
        if tag == "data":
            self.facts.append((given.get("data-fact", ""), given.get("value", ""), ""))
        for name, value in given.items():
            self._attribute(name, value)

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on") and len(name) > 2:
            self.breaches.append(f"atribut {name}")
        if name in _SOURCES and _EMBEDDED.fullmatch(value):
            return
        leaves = name in _SOURCES or (name in _ADDRESSES and _SCHEME.match(value))
        if value not in _NAMESPACES and (leaves or _OUTSIDE.search(value)):
            self.breaches.append(f"alamat luar dalam atribut {name}")
        if name in _ADDRESSES and not value.startswith("#"):
            self.links.append(value)
        if name not in _GEOMETRY:
            self.texts.append(value)

    def handle_endtag(self, tag: str) -> None:
        """Leave a style, a number or a cell."""
        self._in_style = self._in_style and tag != "style"
        self._in_fact = self._in_fact and tag != "data"
        self._in_cell = self._in_cell and tag not in _CELLS

    def handle_data(self, data: str) -> None:
        """Take text, of a number or a cell also as its words."""
        self.texts.append(data)
        if self._in_cell:
            self.cells[-1] += data
        if self._in_style and _OUTSIDE.search(data):
            self.breaches.append("alamat luar dalam gaya")
        if self._in_fact:
            fact, value, text = self.facts[-1]
            self.facts[-1] = (fact, value, text + data)

    def handle_comment(self, data: str) -> None:
        """Take a comment: nobody sees it, and everybody can read it."""
        self.texts.append(data)

    def handle_pi(self, data: str) -> None:
        """Take a processing instruction."""
        self.texts.append(data)

    def unknown_decl(self, data: str) -> None:
        """Take a section that HTML does not know."""
        self.texts.append(data)


def page(data: bytes) -> Page:
    """Read a page back from its bytes."""
    read = Page()
    read.feed(data.decode("utf-8"))
    read.close()
    return read


def differing(texts: list[str], others: list[str]) -> list[str]:
    """Return the part of `texts` that `others` do not have, with more words around it than any name has.

    >>> differing(["a", "b", "c"], ["a", "b", "c"]), differing(["a", "b", "c"], ["a", "c"])
    ([], ['a', 'b', 'c'])
    """
    shortest, same, after = min(len(texts), len(others)), 0, 0
    while same < shortest and texts[same] == others[same]:
        same += 1
    if same == len(texts) == len(others):
        return []
    while after < shortest - same and texts[-1 - after] == others[-1 - after]:
        after += 1
    end = len(texts) - after
    return texts[same - _wordy(texts[:same][::-1]) : end + _wordy(texts[end:])]


def _wordy(texts: list[str]) -> int:
    """Return how many of the texts, from the first, hold enough words to begin a name in."""
    found = 0
    for at, text in enumerate(texts, start=1):
        found += len(text.split())
        if found >= _NAME_WORDS:
            return at
    return len(texts)


@dataclass(frozen=True)
class Book:
    """A finished workbook.

    `sheets` are the cells of each sheet, row by row (text, number, or "" for an empty cell), `texts` its
    texts outside cells (properties, names of sheets, print margins), `breaches` what it would run or load.
    """

    sheets: tuple[list[list[str | float]], ...]
    texts: tuple[str, ...]
    breaches: tuple[str, ...]

    @property
    def wording(self) -> tuple[str, ...]:
        """Return every text that it holds, each once."""
        return tuple(dict.fromkeys((*self.texts, *(cell for cell in self._cells if isinstance(cell, str)))))

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return every number that it holds, each once; whole ones have no decimal point."""
        return tuple(f"{cell:.17g}" for cell in self._cells if not isinstance(cell, str))

    @cached_property
    def _cells(self) -> tuple[str | float, ...]:
        return tuple(dict.fromkeys(cell for sheet in self.sheets for row in sheet for cell in row))


def book(data: bytes) -> Book:
    """Read a workbook back from its bytes; one that cannot be read is a breach."""
    try:
        texts, breaches = _parts(data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as read:
            sheets = tuple(
                read.get_sheet_by_index(at).to_python(skip_empty_area=False)
                for at in range(len(read.sheet_names))
            )
            texts += read.sheet_names
    except (zipfile.BadZipFile, CalamineError, OSError, UnicodeDecodeError) as error:
        return Book((), (), (f"tidak terbaca: {type(error).__name__}",))
    return Book(sheets, tuple(texts), tuple(breaches))


def _parts(data: bytes) -> tuple[list[str], list[str]]:
    texts, breaches = [], []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not _PARTS.fullmatch(name):
                breaches.append(f"bagian {name}")
                continue
            part = archive.read(name)
            if name.startswith("xl/worksheets/"):
                breaches += ["rumus"] if _FORMULA.search(part) else []
                breaches += ["tautan"] if _LINK.search(part) else []
                margins = (unescape(text) for text in _MARGIN.findall(part.decode("utf-8")))
                texts += [_MARGIN_CODE.sub("\n", text) for text in margins]
            elif _TOLD.match(name):
                texts += [unescape(text) for text in _BETWEEN_TAGS.findall(part.decode("utf-8"))]
    return texts, breaches


def outside(text: str) -> bool:
    """Say whether a plain text has an address on the network."""
    return _OUTSIDE.search(text) is not None


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF in the order it is set, and its metadata."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [sheet.get_textpage().get_text_range() for sheet in document]
        return "\n".join([*pages, *document.get_metadata_dict().values()])
    finally:
        document.close()
