"""What stands beside the page, read back and held against the document: PDF, workbook and message."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from evalhelpers.blocks import Fact, Values, facts
from evalhelpers.press import finished, sending, spreadsheet
from evalhelpers.press.document import Document
from evalhelpers.press.finished import Book

# A reader of a message takes these for what they are; every other number must be a finding.
_DATES = re.compile(
    r"(?<![^\W_])(?:\d{1,2}\s+[^\W\d_]+\s+)?(?:19|20)\d{2}(?:-(?:S[12]|TW[1-4]|\d{2}))?(?![^\W_])"
)
_WORD = re.compile(r"(?<!\w)[-\u2212<]?\w+(?:[.,]\w+)*%?")
_UNSEEN = re.compile("[\u00ad\u200b]")
_LOOSE = re.compile(r"\S*\d\S*")


def pdf_lacks(text: str, document: Document) -> Iterator[str]:
    """Look for every finding of the page in a PDF's text, word by word and in order; return the lacking."""
    printed, at, missing = _tokens(text), 0, []
    for fact in facts(document.printed):
        sought = _tokens(fact.text)
        place = _find(printed, sought, at)
        if place is None:
            missing.append(fact.id)
        else:
            at = place + len(sought)
    yield from dict.fromkeys(missing)


def _tokens(text: str) -> list[str]:
    """Return words and numbers; spaces, line breaks and the punctuation around them do not count."""
    return _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def _find(tokens: Sequence[str], sought: Sequence[str], start: int) -> int | None:
    for at in range(start, len(tokens) - len(sought) + 1):
        if tokens[at : at + len(sought)] == sought:
            return at
    return None


def book_differs(book: Book, document: Document) -> Iterator[tuple[str, str]]:
    """Return what a workbook says otherwise than the values: what is wrong, and the first place of it."""
    if book.breaches:
        yield from ((f"lembar kerja memuat {what}", "") for what in dict.fromkeys(book.breaches))
    if len(book.sheets) <= spreadsheet.DATA_SHEET:
        yield "lembar kerja tanpa lembar nilai", ""
        return
    sheet, values = book.sheets[spreadsheet.DATA_SHEET], document.values
    if len(sheet) != len(values.rows) + 1:
        yield "lembar kerja berbeda dengan CSV", f"{len(sheet) - 1} baris, seharusnya {len(values.rows)}"
        return
    for number, (cells, row) in enumerate(zip(sheet[1:], values.rows, strict=True), start=2):
        expected = _expected(values, row)
        if cells != expected:
            pairs = zip_longest(cells, expected)
            column = next(place for place, (a, b) in enumerate(pairs, start=1) if a != b)
            yield "lembar kerja berbeda dengan CSV", f"baris {number}, kolom {column}"
            return
    for place, rows in enumerate(book.sheets):
        loose = place != spreadsheet.DATA_SHEET and any(not isinstance(c, str) for r in rows for c in r)
        if loose:
            yield "angka tanpa temuan", f"lembar ke-{place + 1}"


def _expected(values: Values, row: tuple[str, ...]) -> list[str | float]:
    """Return the cells of a row of values: names as text, numbers as numbers, nothing where there is none."""
    given = dict(zip(values.columns, row, strict=True))
    said = spreadsheet.labels(values, given)
    return [
        said[name] if not is_number else float(given[source]) if given[source] else ""
        for name, source, _, is_number in spreadsheet.LAYOUT
    ]


def _numbers(text: str) -> list[str]:
    return [word.strip(".,;:()") for word in _LOOSE.findall(_DATES.sub("", text))]


def message_differs(text: str, document: Document) -> Iterator[tuple[str, str]]:
    """Return what a message says that the document does not: another line, or a number without finding."""
    # What the report is, the document's lines, who it is for, and the end of that line.
    lines = text.split(sending.LINE_END)
    head, shown = lines[:1], lines[1:-2]
    if shown != sending.message_lines(document) or lines[-1]:
        yield "pesan bukan pesan dokumen", ""
    if finished.outside(text):
        yield "alamat luar", ""
    # The name of a place may hold a number; the first line has it.
    own = {word for line in head for word in _numbers(line)}
    for line in document.message.lines:
        for span in line:
            if not isinstance(span, Fact):
                yield from (("angka pesan tanpa temuan", word) for word in _numbers(span) if word not in own)
            elif fault := document.fault(span.id, span.value):
                yield fault
