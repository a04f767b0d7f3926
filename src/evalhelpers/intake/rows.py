"""Which rows of a table are data: not numbering, sections, totals, signatures, hashtags or blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc

from evalhelpers.dictionary import TABLES
from evalhelpers.intake.header_text import plain
from evalhelpers.intake.headers import Layout
from evalhelpers.intake.sheet import Cell, Sheet, codes

_TOTAL = re.compile(r"(sub ?)?(jumlah|total)\b|rata ?rata\b|grand total\b")
# Whatever may begin a total or a row of hashtags, before it is looked at closely.
_MARKED = r"(?i)^.\W*(sub|jumlah|total|rata|grand|#)"
_SIGNATURE = re.compile(
    r"(mengetahui|menyetujui|kepala dinas|a n kepala|plt kepala|dibuat oleh|pelapor|nip( \d|$)|tanda tangan)"
)
_SECTION = re.compile(
    r"(?:(?:[ivxlc]+|[a-z]|\d{1,3})\s*[.)]\s*)?(?:wilayah\s+)?"
    r"(?P<place>(?P<kind>kecamatan|kec|kabupaten|kab|kota)\b\.?\s*:?\s*[^\d:(]+?)\s*(?:\(.*\))?",
    re.IGNORECASE,
)
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
_NUMBERED = 3
_IDENTITY = frozenset({"id_bantuan", "nik", "nama", "id_kunjungan", "id_pendamping", "id", "no_lhp"})


@dataclass
class DataRows:
    """The positions of data rows, and what section rows above them say.

    `carried` maps a column (`kecamatan`, `kab_kota`) to the section's text for each data row, empty where
    none stands above it, for sheets that have no column of their own.
    """

    positions: np.ndarray
    carried: dict[str, list[str]] = field(default_factory=dict)


def data_rows(sheet: Sheet, layout: Layout) -> DataRows:
    """Tell data rows from the rest of a sheet.

    Rows that are filled like data are told at once; those that may be something else one by one.
    """
    columns = layout.match.columns
    mine = sorted(layout.match.used)
    identity = [at for ours, at in columns.items() if ours in _IDENTITY]
    needed = min(2, len(mine))
    own = sheet.count(mine)
    named = sheet.count(identity) > 0
    below = np.arange(sheet.height) > layout.bottom
    repeated = _repeated_headers(sheet, layout)
    odd = (own < max(needed, len(mine) // 3)) | (sheet.filled <= 2) | _is_marked(sheet) | repeated
    after_header = np.flatnonzero(repeated | (np.arange(sheet.height) == layout.bottom)) + 1
    # Between the header and its numbering may stand a row whose words nobody knows.
    after_header = np.unique(np.concatenate([after_header, layout.bottom + np.arange(1, _NUMBERED + 1)]))
    odd[after_header[after_header < sheet.height]] = True
    is_data = below & ~odd & ((own >= needed) | named)

    state = _Reader(layout, identity, mine, needed, set(after_header.tolist()))
    suspects = np.flatnonzero(below & odd & (sheet.filled > 0) & ~repeated)
    for at, row in zip(suspects.tolist(), sheet.rows(suspects), strict=True):
        is_data[at] = state.is_data(at, row, int(own[at]), has_name=bool(named[at]))
    # Below the signatures only a well-filled row is data: it was added there, and must not be lost.
    if state.ended_at is not None:
        is_data &= (np.arange(sheet.height) < state.ended_at) | (own > max(needed, len(mine) // 2))
    positions = np.flatnonzero(is_data)
    return DataRows(positions, state.carried(positions))


class _Reader:
    """Looks at the rows that may not be data, from the top down."""

    def __init__(
        self, layout: Layout, identity: Sequence[int], mine: Sequence[int], needed: int, numbered: set[int]
    ) -> None:
        self._layout, self._identity, self._mine, self._needed = layout, identity, mine, needed
        # A word alone is somebody only where names stand; elsewhere it is a title or a note.
        self._names = [layout.match.columns["nama"]] if "nama" in layout.match.columns else []
        self._numbered = numbered
        self._sections: list[tuple[int, dict[str, str]]] = []
        self.ended_at: int | None = None

    def is_data(self, at: int, row: list[Cell], own: int, *, has_name: bool) -> bool:
        """Say whether a row is data, and remember what it says of the rows below it."""
        filled = [text for text, kind in row if kind != "blank"]
        if filled[0].startswith("#") or (at in self._numbered and _is_numbering(filled)):
            return False
        if own < max(self._needed, len(self._mine) // 3) and self.ended_at is None:
            if any(_SIGNATURE.match(plain(text)) for text in filled):
                self.ended_at = at
        if _is_total(row, filled, self._identity) or self._is_section(at, filled):
            return False
        if len(filled) == 1 and not any(ch.isdigit() for ch in filled[0]):
            has_name = any(row[column][1] != "blank" for column in self._names)
        return own >= self._needed or has_name

    def _is_section(self, at: int, filled: list[str]) -> bool:
        """Say whether a row only names a place, and remember it for the rows below."""
        if len(filled) > 2 or (len(filled) == 2 and not _COUNTER.fullmatch(filled[0])):
            return False
        section = _SECTION.fullmatch(filled[-1])
        if not section:
            return False
        now = dict(self._sections[-1][1]) if self._sections else {}
        column = _SECTION_COLUMN[plain(section["kind"])]
        if column == "kab_kota":
            now.pop("kecamatan", None)
        if TABLES[self._layout.table].has(column) and column not in self._layout.match.columns:
            now[column] = " ".join(section["place"].replace(":", " ").split())
        self._sections.append((at, now))
        return True

    def carried(self, positions: np.ndarray) -> dict[str, list[str]]:
        """Return for each data row what the section above it says."""
        starts = [at for at, _ in self._sections]
        above = np.searchsorted(starts, positions) - 1
        names = {column for _, said in self._sections for column in said}
        return {
            name: [self._sections[at][1].get(name, "") if at >= 0 else "" for at in above.tolist()]
            for name in sorted(names)
        }


def _repeated_headers(sheet: Sheet, layout: Layout) -> np.ndarray:
    """Say which rows are a row of the header once more, as at the top of each printed page."""
    found = np.zeros(sheet.height, dtype=bool)
    for header in range(layout.top, layout.bottom + 1):
        size = int(sheet.filled[header])
        if size < 2:
            continue
        same = np.zeros(sheet.height, dtype=np.int32)
        for marks in sheet.columns:
            of_rows = codes(marks)
            if of_rows[header] >= 0:
                same += of_rows == of_rows[header]
        found |= (same == sheet.filled) & (2 * same > size)
    found[: layout.bottom + 1] = False
    return found


def _is_marked(sheet: Sheet) -> np.ndarray:
    """Say which rows hold a word that totals or hashtags begin with."""
    found = np.zeros(sheet.height, dtype=bool)
    for marks in sheet.columns:
        words = pc.match_substring_regex(marks.dictionary, _MARKED).to_numpy(zero_copy_only=False)
        if words.any():
            of_rows = codes(marks)
            found |= (of_rows >= 0) & words[of_rows]
    return found


def _is_total(row: list[Cell], filled: list[str], identity: Sequence[int]) -> bool:
    """Say whether a row is a total and names nobody; a person may be called Total."""
    return any(_TOTAL.match(plain(text)) for text in filled[:2]) and not any(
        row[c][1] != "blank" and not _TOTAL.match(plain(row[c][0])) for c in identity
    )


def _is_numbering(filled: list[str]) -> bool:
    """Say whether this is the row of column numbers that office tables print under the header."""
    if len(filled) < 3:
        return False
    found = [_NUMBERING.fullmatch(text) for text in filled]
    numbers = [int(one[1]) for one in found if one]
    return (
        len(numbers) == len(filled) and numbers[0] in (0, 1) and all(b == a + 1 for a, b in pairwise(numbers))
    )
