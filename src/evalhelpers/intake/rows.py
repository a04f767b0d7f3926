"""Which rows of a table are data: not numbering, sections, totals, signatures, hashtags or blanks."""

from __future__ import annotations

import re
from itertools import pairwise

from evalhelpers.dictionary import TABLES
from evalhelpers.intake.headers import Layout, plain
from evalhelpers.intake.sheet import Cell, Sheet

_TOTAL = re.compile(r"(sub ?)?(jumlah|total)\b|rata ?rata\b|grand total\b")
_SIGNATURE = re.compile(
    r"(mengetahui|menyetujui|kepala dinas|a n kepala|plt kepala|dibuat oleh|pelapor|nip( \d|$)|tanda tangan)"
)
_SECTION = re.compile(r"(kec|kecamatan|kab|kabupaten|kota|desa|kelurahan)\.?\s+(?P<name>.+)", re.IGNORECASE)
_SECTION_COLUMN = {
    "kec": "kecamatan",
    "kecamatan": "kecamatan",
    "kab": "kab_kota",
    "kabupaten": "kab_kota",
    "kota": "kab_kota",
}
_NUMBERING = re.compile(r"\(?\d{1,3}\)?")
_IDENTITY = frozenset({"id_bantuan", "nik", "nama", "id_kunjungan", "id_pendamping", "id", "no_lhp"})


def data_rows(sheet: Sheet, layout: Layout) -> tuple[list[int], dict[str, dict[int, str]]]:
    """Return the positions of data rows, and what section rows above them say.

    The second value maps a column (`kecamatan`, `kab_kota`) to the section's text by position, for
    sheets that have no column of their own.
    """
    mine = sorted({*layout.columns.values(), *(a for by in layout.choices.values() for a in by.values())})
    identity = [at for ours, at in layout.columns.items() if ours in _IDENTITY]
    needed = 1 if len(mine) == 1 else 2
    sections: dict[str, str] = {}
    carried: dict[str, dict[int, str]] = {}
    found = []
    table = TABLES[layout.table]
    for at in range(layout.bottom + 1, len(sheet.rows)):
        row = sheet.rows[at]
        filled = [text for text, kind in row if kind != "blank"]
        if not filled or _is_numbering(filled, at, layout) or filled[0].startswith("#"):
            continue
        texts = [plain(text) for text in filled]
        own = sum(row[c][1] != "blank" for c in mine)
        if own < max(needed, len(mine) // 3) and any(_SIGNATURE.match(text) for text in texts):
            break
        if any(_TOTAL.match(text) for text in texts[:2]) and not any(
            _has(row, c) for c in identity if not _TOTAL.match(plain(row[c][0]))
        ):
            continue
        section = _SECTION.fullmatch(filled[0]) if len(filled) == 1 else None
        if section:
            column = _SECTION_COLUMN.get(plain(section[1]), "")
            if table.has(column) if column else False:
                sections[column] = filled[0]
            continue
        if own >= needed or any(_has(row, c) for c in identity):
            found.append(at)
            for column, text in sections.items():
                if column not in layout.columns:
                    carried.setdefault(column, {})[at] = text
    return found, carried


def _has(row: list[Cell], column: int) -> bool:
    return row[column][1] != "blank"


def _is_numbering(filled: list[str], at: int, layout: Layout) -> bool:
    """Say whether this is the row of column numbers that office tables print under the header."""
    if at != layout.bottom + 1 or len(filled) < 3 or not all(_NUMBERING.fullmatch(text) for text in filled):
        return False
    numbers = [int(text.strip("()")) for text in filled]
    return numbers[0] in (0, 1) and all(b == a + 1 for a, b in pairwise(numbers))
