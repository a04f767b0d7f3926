"""The last look before anything is published: the finished bytes, not the intentions.

Nothing passes with a NIK, a name or street of the register, an address outside the file, a script, a
picture without words, or a number that is not its finding. A breach names the place, never the person.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from evalhelpers.blocks import Table, facts
from evalhelpers.blocks.html import clean
from evalhelpers.errors import GateError
from evalhelpers.press import beside, finished
from evalhelpers.press.document import Document
from evalhelpers.press.finished import pdf_text
from evalhelpers.press.html import PDF_NAME

__all__ = [
    "Breach",
    "Forbidden",
    "Rendered",
    "check",
    "check_page",
    "check_text",
    "pdf_text",
    "read_forbidden",
    "words",
]

# Decimals of a machine value are digits too; they follow a digit and a decimal mark.
_RUN = re.compile(r"(?<!\d)(?<!\d[.,])\d{16}(?!\d)")
# Every start is tried (the match is a look-ahead), or a year before a NIK would hide it.
_GROUPED = re.compile(r"(?<!\d)(?<!\d[.,])(?=(\d(?:[ .\-–/'’\u00a0\u2009\u202f]?\d){15})(?!\d))")
_MOST_GROUPS = 7  # 65.01.05.12.03.85.0001; more are the numbers of a table's row
_HASH_GROUPS = [8, 8]
_PROVINCES = frozenset(
    (*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), *range(81, 83))
).union(range(91, 98))
_RUN_OF_WORD = re.compile(r"[^\W_]+")
_WITHIN = "'’`\u00ad\u200b"


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
    """Normalised names and streets, as words, that may stand in no published file."""

    phrases: frozenset[tuple[str, ...]] = frozenset()

    @cached_property
    def by_first_word(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Return the phrases by their first word, so that a text is read once however long the list."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.phrases):
            found.setdefault(phrase[0], []).append(phrase)
        return {first: tuple(phrases) for first, phrases in found.items()}


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
    dropped = {ord(ch): None for ch in set(folded) if unicodedata.combining(ch) or ch in _WITHIN}
    return _RUN_OF_WORD.findall(folded.translate(dropped))


def check(rendered: Rendered, forbidden: Forbidden) -> tuple[Breach, ...]:
    """Return every reason not to publish a report."""
    return checked(rendered, forbidden)[0]


def checked(rendered: Rendered, forbidden: Forbidden) -> tuple[tuple[Breach, ...], str]:
    """Return every reason not to publish a report, and its words for `holds_a_name`, in lines.

    A line is a file, or a cell of a workbook; words that another file has already said are left out.
    """
    found: list[Breach] = []
    lines: list[str] = []
    first: finished.Page | None = None
    printed: set[bytes] = set()
    for name, data in rendered.files.items():
        if data is None or data in printed:
            continue
        if name.endswith(".html"):
            shown = finished.page(data)
            wrong, texts = _page_of_report(name, shown, rendered, first)
            said = _Said("\n".join(texts), (" ".join(texts),))
            first = first or shown
        else:
            wrong, said = _file(name, data, rendered.document)
            # The same PDF says the same: the one that is sent is the published one.
            printed |= {data} if name.endswith(".pdf") else set()
        tokens = [words(text) for text in said.wholes]
        lines += [" ".join(each) for each in tokens if each]
        found += wrong + _niks(name, said.pieces)
        found += dict.fromkeys(breach for each in tokens for breach in _names(name, each, forbidden))
    return tuple(found), "\n".join(lines)


@dataclass(frozen=True)
class _Said:
    """The texts of a file: `pieces` for NIKs, no number running from one to the next, `wholes` for names."""

    pieces: str
    wholes: tuple[str, ...]


def _file(name: str, data: bytes, document: Document) -> tuple[list[Breach], _Said]:
    """Return what is wrong with a file that is no page, and what it says."""
    if name.endswith(".pdf"):
        text = pdf_text(data)
        lacking = beside.pdf_lacks(text, document)
        wrong = [Breach(name, "temuan halaman tidak ada di PDF", fact) for fact in lacking]
        return wrong, _Said(text, (text,))
    if name.endswith(".xlsx"):
        book = finished.book(data)
        wrong = [Breach(name, *told) for told in beside.book_differs(book, document)]
        # A cell is no sentence that goes on in the next one.
        return wrong, _Said("\n".join((*book.wording, *book.numbers)), book.wording)
    text = data.decode("utf-8")
    if name.endswith(".txt"):
        return [Breach(name, *told) for told in beside.message_differs(text, document)], _Said(text, (text,))
    # A comma of a CSV ends a cell; it is no decimal mark.
    text = text.replace(",", "\n")
    return [], _Said(text, (text,))


def _page_of_report(
    name: str, shown: finished.Page, rendered: Rendered, first: finished.Page | None
) -> tuple[list[Breach], list[str]]:
    """Return what is wrong with what a page shows, and its texts that are still to be read.

    `first` is a page of the report that has been looked at: what stands there too has been read.
    """
    found = [Breach(name, what) for what in dict.fromkeys(shown.breaches)]
    if first is None or (shown.facts, shown.cells) != (first.facts, first.cells):
        found += _numbers(name, shown, rendered)
    # A page in a folder of its own is sent on alone.
    if "/" in name and shown.links:
        found.append(Breach(name, "tautan ke berkas lain", shown.links[0]))
    return found, finished.differing(shown.texts, first.texts) if first else shown.texts


def holds_a_name(lines: str, forbidden: Forbidden) -> bool:
    """Say whether the words of a report, as `checked` returned them, hold a name of a list."""
    return any(_names("", line.split(), forbidden) for line in lines.split("\n"))


def check_page(name: str, data: bytes, forbidden: Forbidden | None = None) -> tuple[Breach, ...]:
    """Return every reason not to publish a page that shows no findings, such as the index."""
    return tuple(_page(name, finished.page(data), forbidden or Forbidden()))


def check_text(name: str, text: str, forbidden: Forbidden) -> tuple[Breach, ...]:
    """Return every reason not to publish a plain text, such as the manifest."""
    return tuple(_text(name, text, forbidden))


def _page(name: str, shown: finished.Page, forbidden: Forbidden) -> list[Breach]:
    found = [Breach(name, what) for what in dict.fromkeys(shown.breaches)]
    # A name may run over an emphasised word, so names are looked for in the joined text; numbers of
    # neighbouring cells are not one number, so NIKs are looked for in each piece.
    return found + _niks(name, "\n".join(shown.texts)) + _names(name, words(" ".join(shown.texts)), forbidden)


def _text(name: str, text: str, forbidden: Forbidden) -> list[Breach]:
    return _niks(name, text) + _names(name, words(text), forbidden)


def _niks(name: str, text: str) -> list[Breach]:
    found = [Breach(name, "16 angka berurutan seperti NIK", _masked(m[0])) for m in _RUN.finditer(text)]
    for match in _GROUPED.finditer(text):
        groups = re.findall(r"\d+", match[1])
        if 1 < len(groups) <= _MOST_GROUPS and [*map(len, groups)] != _HASH_GROUPS:
            # A NIK is grouped with one mark; different marks are different numbers, as in a table's row.
            one_mark = len(set(re.findall(r"\D", match[1]))) == 1
            if one_mark and _looks_like_nik("".join(groups)):
                found.append(Breach(name, "16 angka berkelompok seperti NIK", _masked("".join(groups))))
    return found


def _looks_like_nik(digits: str) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    return int(digits[:2]) in _PROVINCES and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _masked(digits: str) -> str:
    return digits[:4] + "*" * (len(digits) - 4)


def _names(name: str, tokens: Sequence[str], forbidden: Forbidden) -> list[Breach]:
    hits = [
        (at, at + len(phrase))
        for at, token in enumerate(tokens)
        for phrase in forbidden.by_first_word.get(token, ())
        if tuple(tokens[at : at + len(phrase)]) == phrase
    ]
    if not hits:
        return []
    # Every hit is masked before any context is cut, or one breach would tell the name of the next.
    masked = {at for start, end in hits for at in range(start, end)}
    shown = [token[0] + "***" if at in masked else token for at, token in enumerate(tokens)]
    contexts = [" ".join(shown[max(0, start - 3) : end]) for start, end in hits]
    return [Breach(name, "nama atau jalan dari register", f"…{text}") for text in dict.fromkeys(contexts)]


def _numbers(name: str, shown: finished.Page, rendered: Rendered) -> list[Breach]:
    """Hold every number of the page against its finding, and the page as a whole against the document.

    Numbers in tables carry no id in the page: each cell must be the document's. Every number of the
    document, also of what only the PDF has, must be its finding.
    """
    document, found = rendered.document, []
    of_document = [(fact.id, fact.value, "") for fact in facts(document.blocks)]
    for fact, value, _ in dict.fromkeys((*shown.facts, *of_document)):
        if fault := document.fault(fact, value):
            found.append(Breach(name, *fault))
    blocks = document.on_page(has_pdf=rendered.files.get(PDF_NAME) is not None)
    tables = [block for block in blocks if isinstance(block, Table)]
    others = tuple(block for block in blocks if not isinstance(block, Table))
    stated = [(fact.id, fact.value, clean(fact.text)) for fact in facts(others)]
    if not found and shown.facts != stated:
        pairs = zip((*shown.facts, ("", "", "")), (*stated, ("", "", "")), strict=False)
        page, should = next((a, b) for a, b in pairs if a != b)
        found.append(Breach(name, "angka halaman bukan angka dokumen", page[0] or should[0]))
    cells = [clean(text) for table in tables for text in table.texts]
    if shown.cells != cells:
        differing = zip((*shown.cells, ""), (*cells, ""), strict=False)
        at = next(at for at, (a, b) in enumerate(differing) if a != b)
        found.append(Breach(name, "sel tabel halaman bukan sel tabel dokumen", f"sel {at + 1}"))
    return found
