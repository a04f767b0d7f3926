"""A sheet as it is read from any format: rows of text with the kind of each cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from evalhelpers.errors import SourceError

Cell = tuple[str, str]  # text, kind
BLANK: Cell = ("", "blank")
# More cells than this, filled or not, are no table of an office.
MAX_CELLS = 20_000_000
HEAD_ROWS = 100


class TooLargeError(SourceError):
    """The file unpacks to, or claims, far more than a table of records holds."""


@dataclass(frozen=True)
class Sheet:
    """A sheet's used cells.

    Attributes
    ----------
    name
        Sheet name; empty for a delimited file.
    rows
        Cells from the first row on; every row has the same length.
    numbers
        Row number of each row as Excel or an editor shows it.
    merges
        Merged blocks as (first row, left, last row, right), in positions of `rows`; only those that
        begin in the first `HEAD_ROWS` rows.
    hidden
        What is hidden among them, in words; empty if nothing is.
    """

    name: str
    rows: list[list[Cell]]
    numbers: list[int]
    merges: tuple[tuple[int, int, int, int], ...] = field(default=())
    hidden: str = ""


def text_cell(text: str) -> Cell:
    r"""Return a cell of text without control characters and outer blanks; blank if nothing is left.

    >>> text_cell("  Siti\u00a0Aminah\x07 ")
    ('Siti Aminah', 'text')
    """
    if not text.isprintable():
        text = "".join(ch for ch in text if ch >= " " or ch in "\n\t")
    text = text.replace("\u00a0", " ").strip()
    return (text, "text") if text else BLANK


def require_size(rows: int, columns: int) -> None:
    """Refuse what would take memory out of proportion.

    Raises
    ------
    TooLargeError
        With the extent.
    """
    if rows * columns > MAX_CELLS:
        raise TooLargeError(f"mengaku berisi {rows} baris kali {columns} kolom")
