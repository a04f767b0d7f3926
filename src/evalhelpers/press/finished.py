"""What a finished file shows or would load, read back from its bytes alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pypdfium2

_OUTSIDE = re.compile(r"(?:https?:)?//[\w.-]+|url\(\s*['\"]?(?!#)[^)\s]|@import", re.IGNORECASE)
_NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml")
# Coordinates are numbers by the hundred and no text; everything else in an SVG is read.
_GEOMETRY = frozenset(("d", "points", "transform", "viewbox", "x", "y", "x1", "x2", "y1", "y2"))
_ADDRESSES = frozenset(("href", "xlink:href", "action", "formaction", "cite", "background"))
_SOURCES = frozenset(("src", "srcset", "poster"))
_EMBEDDED = re.compile(r"data:image/(?:png|svg\+xml);base64,[\w+/=]+")
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))
_LOADING = frozenset(
    ("script", "iframe", "object", "embed", "link", "base", "form", "audio", "video", "source", "track")
)  # fmt: skip


@dataclass
class Page(HTMLParser):
    """A finished page.

    `texts` are its texts, attributes and comments in pieces, `facts` the id, machine value and text of
    each number of its prose in reading order, `cells` the texts of its tables, header by header and row
    by row, `breaches` what it would load or run, and pictures without words.
    """

    texts: list[str] = field(default_factory=list)
    facts: list[tuple[str, str, str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
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


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF in the order it is set, and its metadata."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [sheet.get_textpage().get_text_range() for sheet in document]
        return "\n".join([*pages, *document.get_metadata_dict().values()])
    finally:
        document.close()
