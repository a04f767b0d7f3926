"""What intake hands on: tables of text with their places, and the state of every file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from evalhelpers.intake.answers import Answer
from evalhelpers.issues import AccountLine, Issue

KINDS = ("text", "number", "date", "bool", "error", "blank")
LOCAL_ZONE = "Asia/Makassar"
# Between the names of several sheets; no sheet may be named with it.
SHEETS = " / "
# What the row account calls the lines of a correction list.
ANSWERS = "perbaikan"


@dataclass(frozen=True)
class RawTable:
    """The data rows of one sheet, as one table of the dictionary.

    Attributes
    ----------
    table, file, sheet
        Dictionary table; path relative to the raw folder (posix); sheet name, empty for CSV.
    cells
        Text, missing where blank, each distinct one kept once (categories); columns by dictionary name;
        index is the row number as Excel or an editor shows it.
    kinds
        Kind of each cell (categories `KINDS`), same shape.
    headers
        The header text of each column, as written.
    letters
        The letter of each column in a workbook's sheet; empty for other files.
    not_collected
        Columns the source says it does not ask for.
    shifted
        Row numbers of a delimited file whose record has more cells than the header: what stands where is
        not known.
    timezone
        Zone of times without an offset.
    row_id
        Whether the row number identifies grant and person across tables of the same file.
    decimal
        Decimal mark, where the source states it.
    """

    table: str
    file: str
    sheet: str
    cells: pd.DataFrame
    kinds: pd.DataFrame
    headers: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    not_collected: frozenset[str] = frozenset()
    shifted: frozenset[int] = frozenset()
    timezone: str = LOCAL_ZONE
    row_id: bool = False
    decimal: str = ""


@dataclass(frozen=True)
class FileState:
    """One file of the raw folder: whether it could be read, and what it was.

    `sha256` is empty for a file that was not opened.
    """

    path: str
    sha256: str
    size: int
    status: Literal["read", "unreadable", "empty", "no_table", "skipped"]
    message: str = ""


@dataclass(frozen=True)
class Intake:
    """What was read from one raw file or from all.

    `account` has one line per file, sheet and table with rows read and rows that are no data; the
    fates of data rows are filled in later. `answers` are those of correction lists among the files.
    """

    tables: tuple[RawTable, ...] = ()
    account: tuple[AccountLine, ...] = ()
    issues: tuple[Issue, ...] = ()
    files: tuple[FileState, ...] = ()
    answers: tuple[Answer, ...] = ()
