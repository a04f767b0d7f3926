"""Which rows of a table are data: not numbering, sections, totals, signatures, hashtags or blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from evalhelpers.dictionary import TABLES
from evalhelpers.intake.headers import Layout
from evalhelpers.intake.matching import plain
from evalhelpers.intake.sheet import Cell, Sheet

_TOTAL = re.compile(r"(sub ?)?(jumlah|total)\b|rata ?rata\b|grand total\b")
_SIGNATURE = re.compile(
    r"(mengetahui|menyetujui|kepala dinas|a n kepala|plt kepala|dibuat oleh|pelapor|nip( \d|$)|tanda tangan)"
)
_SECTION = re.compile(r"(kec|kecamatan|kab|kabupaten|kota)\.?\s+.+", re.IGNORECASE)
_SECTION_COLUMN = {
    "kec": "kecamatan",
    "kecamatan": "kecamatan",
    "kab": "kab_kota",
    "kabupaten": "kab_kota",
    "kota": "kab_kota",
}
# "I.", "A", "2)" before a section's name.
_COUNTER = re.compile(r"([ivx]+|[a-z]|\d{1,3})[.)]?", re.IGNORECASE)
# A column number, also as offices write a computed one: "(7=5-6)".
_NUMBERING = re.compile(r"\(?(\d{1,3})\s*(=[\d\s=()+\-*/:x%]*)?\)?")
_IDENTITY = frozenset({"id_bantuan", "nik", "nama", "id_kunjungan", "id_pendamping", "id", "no_lhp"})


@dataclass
class DataRows:
    """The positions of data rows, and what section rows above them say.

    `carried` maps a column (`kecamatan`, `kab_kota`) to the section's text by position, for sheets that
    have no column of their own.
    """

    positions: list[int] = field(default_factory=list)
    carried: dict[str, dict[int, str]] = field(default_factory=dict)


def data_rows(sheet: Sheet, layout: Layout) -> DataRows:
    """Tell data rows from the rest of a sheet."""
    columns = layout.match.columns
    mine = sorted({*columns.values(), *(a for by in layout.match.choices.values() for a in by.values())})
    identity = [at for ours, at in columns.items() if ours in _IDENTITY]
    needed = min(2, len(mine))
    sections: dict[str, str] = {}
    found = DataRows()
    has_ended = False
    for at in range(layout.bottom + 1, len(sheet.rows)):
        row = sheet.rows[at]
        filled = [text for text, kind in row if kind != "blank"]
        if not filled or _is_numbering(filled, at, layout) or filled[0].startswith("#"):
            continue
        own = sum(row[c][1] != "blank" for c in mine)
        if own < max(needed, len(mine) // 3):
            has_ended |= any(_SIGNATURE.match(plain(text)) for text in filled)
        # Below the signatures only a well-filled row is data: it was added there, and must not be lost.
        if (has_ended and own <= max(needed, len(mine) // 2)) or _is_total(row, filled, identity):
            continue
        if _carry(filled, layout, sections):
            continue
        if own >= needed or any(_has(row, c) for c in identity):
            found.positions.append(at)
            for column, text in sections.items():
                found.carried.setdefault(column, {})[at] = text
    return found


def _has(row: list[Cell], column: int) -> bool:
    return row[column][1] != "blank"


def _is_total(row: list[Cell], filled: list[str], identity: list[int]) -> bool:
    """Say whether a row is a total and names nobody; a person may be called Total."""
    return any(_TOTAL.match(plain(text)) for text in filled[:2]) and not any(
        _has(row, c) and not _TOTAL.match(plain(row[c][0])) for c in identity
    )


def _carry(filled: list[str], layout: Layout, sections: dict[str, str]) -> bool:
    """Say whether a row only names a place, and remember it for the rows below."""
    if len(filled) > 2 or (len(filled) == 2 and not _COUNTER.fullmatch(filled[0])):
        return False
    section = _SECTION.fullmatch(filled[-1])
    if not section:
        return False
    column = _SECTION_COLUMN[plain(section[1])]
    if column == "kab_kota":
        sections.pop("kecamatan", None)
    if TABLES[layout.table].has(column) and column not in layout.match.columns:
        sections[column] = filled[-1]
    return True


def _is_numbering(filled: list[str], at: int, layout: Layout) -> bool:
    """Say whether this is the row of column numbers that office tables print under the header."""
    if at != layout.bottom + 1 or len(filled) < 3:
        return False
    found = [_NUMBERING.fullmatch(text) for text in filled]
    numbers = [int(one[1]) for one in found if one]
    return (
        len(numbers) == len(filled) and numbers[0] in (0, 1) and all(b == a + 1 for a, b in pairwise(numbers))
    )
