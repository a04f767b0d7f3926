"""A sheet as it is read from any format: rows of text with the kind of each cell."""

from __future__ import annotations

from dataclasses import dataclass, field

Cell = tuple[str, str]  # text, kind
BLANK: Cell = ("", "blank")


@dataclass(frozen=True)
class Sheet:
    """A sheet's used cells.

    Attributes
    ----------
    name
        Sheet name; empty for a delimited file.
    rows
        Cells from the first used row; every row has the same length.
    numbers
        Row number of each row as Excel or an editor shows it.
    merges
        Merged blocks as (first row, left, last row, right), in positions of `rows`.
    hidden
        Whether rows or columns are hidden.
    """

    name: str
    rows: list[list[Cell]]
    numbers: list[int]
    merges: tuple[tuple[int, int, int, int], ...] = field(default=())
    hidden: bool = False
