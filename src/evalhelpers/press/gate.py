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
from evalhelpers.press import finished
from evalhelpers.press.document import Document
from evalhelpers.press.finished import pdf_text

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
_WORD = re.compile(r"(?<!\w)[-\u2212<]?\w+(?:[.,]\w+)*%?")
_RUN_OF_WORD = re.compile(r"[^\W_]+")
_WITHIN = "'’`\u00ad\u200b"
_UNSEEN = re.compile("[\u00ad\u200b]")


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
    """Return every reason not to publish a report, and its words for `holds_a_name`, one file a line."""
    found: list[Breach] = []
    lines: list[str] = []
    for name, data in rendered.files.items():
        if data is None:
            continue
        if name.endswith(".html"):
            shown = finished.page(data)
            found += [Breach(name, what) for what in dict.fromkeys(shown.breaches)]
            found += _numbers(name, shown, rendered.document)
            pieces, joined = "\n".join(shown.texts), " ".join(shown.texts)
        elif name.endswith(".pdf"):
            pieces = joined = pdf_text(data)
            found += _printed(name, joined, rendered.document)
        else:
            # A comma of a CSV ends a cell; it is no decimal mark.
            pieces = joined = data.decode("utf-8").replace(",", "\n")
        tokens = words(joined)
        lines.append(" ".join(tokens))
        found += _niks(name, pieces) + _names(name, tokens, forbidden)
    return tuple(found), "\n".join(lines)


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


def _numbers(name: str, shown: finished.Page, document: Document) -> list[Breach]:
    """Hold every number of the page against its finding, and the page as a whole against the document.

    Numbers in tables carry no id in the page: each cell must be the document's, and the document's number
    its finding.
    """
    known = document.numbers
    found = []
    tables = [block for block in document.blocks if isinstance(block, Table)]
    in_tables = [(fact.id, fact.value, "") for fact in facts(tuple(tables))]
    for fact, value, _ in (*shown.facts, *in_tables):
        if fact not in known:
            found.append(Breach(name, "angka tanpa temuan", fact))
        elif known[fact] == "":
            found.append(Breach(name, "angka yang seharusnya disamarkan", fact))
        elif known[fact] != value:
            found.append(
                Breach(name, "angka berbeda dengan temuannya", f"{fact}: {value}, seharusnya {known[fact]}")
            )
    others = tuple(block for block in document.blocks if not isinstance(block, Table))
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


def _printed(name: str, text: str, document: Document) -> list[Breach]:
    """Look for every finding of the page in the PDF's text, word by word and in the same order."""
    printed, at, missing = _tokens(text), 0, []
    for fact in facts(document.printed):
        sought = _tokens(fact.text)
        place = _find(printed, sought, at)
        if place is None:
            missing.append(fact.id)
        else:
            at = place + len(sought)
    return [Breach(name, "temuan halaman tidak ada di PDF", fact) for fact in dict.fromkeys(missing)]


def _tokens(text: str) -> list[str]:
    """Return words and numbers; spaces, line breaks and the punctuation around them do not count."""
    return _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def _find(tokens: Sequence[str], sought: Sequence[str], start: int) -> int | None:
    for at in range(start, len(tokens) - len(sought) + 1):
        if tokens[at : at + len(sought)] == sought:
            return at
    return None
