"""A sheet as it is read from any format: columns of text with the kind of each cell.

A column keeps each of its distinct cells once, as a letter for the kind and then the text, and for each row
which of them it is; a blank cell is null. So a million rows are no more than their distinct texts, and what
is asked of texts is asked of each distinct one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from evalhelpers.errors import SourceError

Cell = tuple[str, str]  # text, kind
BLANK: Cell = ("", "blank")
LETTERS = {"text": "t", "number": "n", "date": "d", "bool": "b", "error": "e"}
KIND_OF = {letter: kind for kind, letter in LETTERS.items()}
# More cells than this, filled or not, are no table of an office; a workbook is unpacked as a whole.
MAX_CELLS = {"workbook": 20_000_000, "text": 80_000_000}
HEAD_ROWS = 100
_MARKS = pa.dictionary(pa.int32(), pa.large_string())
_BATCH = 10_000


class TooLargeError(SourceError):
    """The file unpacks to, or claims, far more than a table of records holds."""


class EncryptedError(SourceError):
    """The workbook is protected by a password."""


@dataclass(frozen=True)
class Sheet:
    """A sheet's used cells.

    Attributes
    ----------
    name
        Sheet name; empty for a delimited file.
    columns
        Cells by column, all of the same length; see `column`.
    numbers
        Row number of each row as Excel or an editor shows it.
    merges
        Merged blocks as (first row, left, last row, right), in positions.
    hidden
        What is hidden among them, in words; empty if nothing is.
    left
        Which column of a workbook's sheet the first one is, from 0; None where columns have no letters.
    """

    name: str
    columns: tuple[pa.DictionaryArray, ...]
    numbers: np.ndarray
    merges: tuple[tuple[int, int, int, int], ...] = field(default=())
    hidden: str = ""
    left: int | None = None

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.numbers)

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.columns)

    @cached_property
    def filled(self) -> np.ndarray:
        """Return how many cells of each row hold something."""
        return self.count(range(self.width))

    def count(self, columns: Sequence[int]) -> np.ndarray:
        """Return how many cells of each row hold something, in some columns."""
        found = np.zeros(self.height, dtype=np.int32)
        for at in columns:
            found += is_filled(self.columns[at])
        return found

    def rows(self, positions: Sequence[int] | np.ndarray | None = None) -> Iterator[list[Cell]]:
        """Return the cells of some rows, or of all, one row after the other."""
        wanted = np.arange(self.height) if positions is None else np.asarray(positions, dtype=np.int64)
        for start in range(0, len(wanted), _BATCH):
            some = pa.array(wanted[start : start + _BATCH])
            columns = [[cell(mark) for mark in column.take(some).to_pylist()] for column in self.columns]
            yield from (list(row) for row in zip(*columns, strict=True))

    def texts(self, start: int, stop: int) -> list[list[str]]:
        """Return the texts of a run of rows."""
        stop = min(stop, self.height)
        return [[text for text, _ in row] for row in self.rows(range(start, stop))]

    def part(self, rows: slice, columns: slice = slice(None), *, name: str | None = None) -> Sheet:
        """Return a part of the sheet as a sheet of its own."""
        top, left = rows.start or 0, columns.start or 0
        inside = tuple(
            (first - top, west - left, last - top, east - left)
            for first, west, last, east in self.merges
            if first >= top and west >= left
        )
        return replace(
            self,
            name=self.name if name is None else name,
            columns=tuple(column[rows] for column in self.columns[columns]),
            numbers=self.numbers[rows],
            merges=inside,
            left=None if self.left is None else self.left + left,
        )


def text_cell(text: str) -> Cell:
    r"""Return a cell of text without control characters and outer blanks; blank if nothing is left.

    >>> text_cell("  Siti\u00a0Aminah\x07 ")
    ('Siti Aminah', 'text')
    """
    if not text.isprintable():
        text = "".join(ch for ch in text if ch >= " " or ch in "\n\t")
    text = text.replace("\u00a0", " ").strip()
    return (text, "text") if text else BLANK


def cell(mark: str | None) -> Cell:
    """Return the cell that a column keeps as a mark.

    >>> cell("n12"), cell(None)
    (('12', 'number'), ('', 'blank'))
    """
    return BLANK if mark is None else (mark[1:], KIND_OF[mark[0]])


def column(values: Sequence[Any], read: Callable[[Any], Cell]) -> pa.DictionaryArray:
    """Return a column of marks; each distinct value is read once.

    Parameters
    ----------
    values
        Hashable values from the first row on.
    read
        Makes the cell of a value.
    """
    # 1, 1.0 and True are one key to a dictionary, and different cells.
    if len(set(map(type, values)) & {bool, int, float}) > 1:
        typed = list(zip(map(type, values), values, strict=True))
        return column(typed, lambda pair: read(pair[1]))
    number = {value: at for at, value in enumerate(dict.fromkeys(values))}
    codes = np.fromiter(map(number.__getitem__, values), dtype=np.int32, count=len(values))
    known: dict[Cell, int] = {BLANK: -1}
    lookup = np.array([known.setdefault(read(value), len(known) - 1) for value in number], dtype=np.int32)
    codes = lookup[codes] if len(lookup) else codes
    marks = [LETTERS[kind] + text for text, kind in known if kind != "blank"]
    return pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=codes < 0), pa.array(marks, type=pa.large_string())
    )


def joined(parts: Sequence[pa.DictionaryArray]) -> pa.DictionaryArray:
    """Return parts of one column as a whole."""
    whole = pa.chunked_array(list(parts), type=_MARKS).unify_dictionaries().combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def blank_column(height: int) -> pa.DictionaryArray:
    """Return a column without a filled cell."""
    return pa.nulls(height, type=_MARKS)


def is_filled(marks: pa.DictionaryArray) -> np.ndarray:
    """Say for each row of a column whether it holds something."""
    return np.asarray(marks.is_valid())


def codes(marks: pa.DictionaryArray) -> np.ndarray:
    """Return for each row of a column which of its distinct cells it holds; -1 for none."""
    return np.asarray(marks.indices.fill_null(-1))


def letters(at: int) -> str:
    """Return the name Excel gives a column.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def require_size(rows: int, columns: int, kind: str = "workbook") -> None:
    """Refuse what would take memory out of proportion; `kind` is a key of `MAX_CELLS`.

    Raises
    ------
    TooLargeError
        With the extent.
    """
    if rows * columns > MAX_CELLS[kind]:
        raise TooLargeError(f"mengaku berisi {rows} baris kali {columns} kolom")
