"""The last look before anything is published: the finished bytes, not the intentions.

Nothing passes with a NIK, a name or street of the register, an address outside the file, a script, a
picture without words, or a number that is not its finding. A breach names the place, never the person.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from pypdf import PdfReader

from evalhelpers.blocks import facts
from evalhelpers.errors import GateError
from evalhelpers.press.document import Document

_RUN = re.compile(r"(?<![\d])(?<!\d[.,])\d{16}(?!\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d(?:[ .\-\u00a0]?\d){15}(?![\d])")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PROVINCES = frozenset(
    [
        *range(11, 20),
        21,
        *range(31, 37),
        *range(51, 54),
        *range(61, 66),
        *range(71, 77),
        81,
        82,
        *range(91, 98),
    ]
)
_OUTSIDE = re.compile(r"(?:https?:)?//[\w.-]+|url\(\s*['\"]?(?!#)[^)\s]|@import", re.IGNORECASE)
_NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml")
# Coordinates are numbers by the hundred and no text; the rest of an SVG is read.
_GEOMETRY = frozenset(
    {
        "d",
        "points",
        "transform",
        "viewbox",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "width",
        "height",
        "style",
        "class",
        "id",
    }
)
_ADDRESSES = frozenset(
    {"href", "src", "xlink:href", "srcset", "poster", "action", "formaction", "cite", "background"}
)
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_LOADING = frozenset(
    {"script", "iframe", "object", "embed", "link", "base", "form", "audio", "video", "source", "track"}
)


@dataclass(frozen=True)
class Breach:
    """One reason not to publish: the file, what is wrong, and a masked piece of context."""

    file: str
    what: str
    context: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.what}" + (f" ({self.context})" if self.context else "")


@dataclass(frozen=True)
class Forbidden:
    """Normalised names and streets that may stand in no published file."""

    phrases: frozenset[tuple[str, ...]] = frozenset()

    @property
    def lengths(self) -> tuple[int, ...]:
        """Return the numbers of words that occur."""
        return tuple(sorted({len(phrase) for phrase in self.phrases}))


@dataclass(frozen=True)
class Rendered:
    """The finished files of one report by name (None: not made), its findings, and the document they show."""

    files: dict[str, bytes | None]
    findings: bytes
    document: Document


@cache
def read_forbidden(path: Path | None) -> Forbidden:
    """Read the list that `identity` left; None means that there is no register.

    Raises
    ------
    GateError
        If the list cannot be read: without it nothing may be published.
    """
    if path is None:
        return Forbidden()
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        phrases = {tuple(words(text)) for text in (*value["names"], *value["streets"])}
    except (OSError, ValueError, KeyError) as error:
        raise GateError(f"Daftar nama {path} tidak terbaca ({error}); jalankan evalhelpers check") from error
    return Forbidden(frozenset(phrase for phrase in phrases if len(phrase) > 1))


def words(text: str) -> list[str]:
    """Return the words of a text for comparing names: lower case, no accents, apostrophes or punctuation."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(ch for ch in folded if not unicodedata.combining(ch) and ch not in "'’`\u00ad")
    return "".join(ch if ch.isalnum() else " " for ch in folded).split()


def check(rendered: Rendered, forbidden: Forbidden) -> tuple[Breach, ...]:
    """Return every reason not to publish a report."""
    found: list[Breach] = []
    for name, data in rendered.files.items():
        if data is None:
            continue
        if name.endswith(".html"):
            found += _page(name, data, forbidden) + _numbers(name, data, rendered.document)
        elif name.endswith(".pdf"):
            text = pdf_text(data)
            found += _text(name, text, forbidden) + _printed(name, text, rendered.document)
        else:
            found += _text(name, data.decode("utf-8"), forbidden)
    return tuple(found)


def check_page(name: str, data: bytes, forbidden: Forbidden | None = None) -> tuple[Breach, ...]:
    """Return every reason not to publish a page that shows no findings, such as the index."""
    return tuple(_page(name, data, forbidden or Forbidden()))


def check_text(name: str, text: str, forbidden: Forbidden) -> tuple[Breach, ...]:
    """Return every reason not to publish a plain text, such as the manifest."""
    return tuple(_text(name, text, forbidden))


def pdf_text(data: bytes) -> str:
    """Return the text and metadata of a PDF."""
    reader = PdfReader(io.BytesIO(data))
    about = [str(value) for value in (reader.metadata or {}).values()]
    return "\n".join([*(page.extract_text() for page in reader.pages), *about])


@dataclass
class _Shown(HTMLParser):
    """What a page shows or would load."""

    texts: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        if tag in _LOADING:
            self.breaches.append(f"elemen <{tag}>")
        if tag == "img" and not given.get("alt", "").strip():
            self.breaches.append("gambar tanpa teks alternatif")
        if tag == "svg" and given.get("aria-hidden") != "true" and not given.get("aria-label", "").strip():
            self.breaches.append("gambar tanpa teks alternatif")
        if tag == "data":
            self.facts.append((given.get("data-fact", ""), given.get("value", "")))
        for name, value in given.items():
            if name.startswith("on") and len(name) > 2:
                self.breaches.append(f"atribut {name}")
            leaves = name in _ADDRESSES and _SCHEME.match(value)
            if value not in _NAMESPACES and (leaves or _OUTSIDE.search(value)):
                self.breaches.append(f"alamat luar dalam atribut {name}")
            if name not in _GEOMETRY:
                self.texts.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style and _OUTSIDE.search(data):
            self.breaches.append("alamat luar dalam gaya")
        elif not self._in_style:
            self.texts.append(data)


def _shown(data: bytes) -> _Shown:
    shown = _Shown()
    shown.feed(data.decode("utf-8"))
    shown.close()
    return shown


def _page(name: str, data: bytes, forbidden: Forbidden) -> list[Breach]:
    shown = _shown(data)
    found = [Breach(name, what) for what in dict.fromkeys(shown.breaches)]
    # A name may run over an emphasised word, so names are looked for in the joined text; numbers of
    # neighbouring cells are not one number, so NIKs are looked for in each piece.
    return found + _niks(name, "\n".join(shown.texts)) + _names(name, " ".join(shown.texts), forbidden)


def _text(name: str, text: str, forbidden: Forbidden) -> list[Breach]:
    return _niks(name, text) + _names(name, text, forbidden)


def _niks(name: str, text: str) -> list[Breach]:
    found = [Breach(name, "16 angka berurutan seperti NIK", _masked(m[0])) for m in _RUN.finditer(text)]
    for match in _GROUPED.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if match[0] != digits and not _THOUSANDS.fullmatch(match[0]) and _looks_like_nik(digits):
            found.append(Breach(name, "16 angka berkelompok seperti NIK", _masked(digits)))
    return found


def _looks_like_nik(digits: str) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    return int(digits[:2]) in _PROVINCES and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _masked(digits: str) -> str:
    return digits[:4] + "*" * (len(digits) - 4)


def _names(name: str, text: str, forbidden: Forbidden) -> list[Breach]:
    if not forbidden.phrases:
        return []
    tokens = words(text)
    found = []
    for length in forbidden.lengths:
        for at in range(len(tokens) - length + 1):
            if tuple(tokens[at : at + length]) in forbidden.phrases:
                initials = " ".join(token[0] + "***" for token in tokens[at : at + length])
                before = " ".join(tokens[max(0, at - 3) : at])
                found.append(Breach(name, "nama atau jalan dari register", f"…{before} {initials}"))
    return list(dict.fromkeys(found))


def _numbers(name: str, data: bytes, document: Document) -> list[Breach]:
    """Hold every number of the page against its finding."""
    known = document.numbers
    found = []
    for fact, value in _shown(data).facts:
        if fact not in known:
            found.append(Breach(name, "angka tanpa temuan", fact))
        elif known[fact] == "":
            found.append(Breach(name, "angka yang seharusnya disamarkan", fact))
        elif known[fact] != value:
            found.append(
                Breach(name, "angka berbeda dengan temuannya", f"{fact}: {value}, seharusnya {known[fact]}")
            )
    return found


def _printed(name: str, text: str, document: Document) -> list[Breach]:
    """Look for every finding of the page in the PDF's text; line breaks and spaces do not count."""
    packed = re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text))
    missing = dict.fromkeys(
        fact.id
        for fact in facts(document.blocks)
        if re.sub(r"\s+", "", unicodedata.normalize("NFKC", fact.text)) not in packed
    )
    return [Breach(name, "temuan halaman tidak ada di PDF", fact) for fact in missing]
