"""The ledger of what was written where: every row, and every defect planted on purpose."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Failed:
    """A cell whose formula failed, such as ``#REF!``."""

    text: str


Cell = str | int | float | date | datetime | Failed | None


@dataclass(frozen=True)
class Mark:
    """One defect planted in a row.

    `column` is empty where the row as a whole is at fault. `recoverable` says whether the truth can
    be read back; `fate` and `code` are what should become of the row and the issue it should raise
    (empty: none).
    """

    column: str
    kind: str
    recoverable: bool
    fate: str = "kept"
    code: str = ""


@dataclass
class RawRow:
    """One row to be written: its table, truth key, cells by dictionary column, and planted defects.

    `truth` is the row of the truth it reports, `file` the source it goes to (a district and year, an
    instrument). A row that carries a defect gets no second one.
    """

    table: str
    key: str
    cells: dict[str, Cell]
    truth: dict[str, Any]
    source: tuple[str, ...] = ()
    marks: list[Mark] = field(default_factory=list)
    extra: dict[str, Cell] = field(default_factory=dict)

    def twin(self, *marks: Mark) -> RawRow:
        """Return a second row with the same cells, marked as planted."""
        return RawRow(
            self.table, self.key, dict(self.cells), self.truth, self.source, list(marks), dict(self.extra)
        )


@dataclass(frozen=True)
class Written:
    """Where a row ended: file, sheet and row number as Excel or an editor shows it."""

    table: str
    key: str
    file: str
    sheet: str
    row: int
    fate: str


@dataclass(frozen=True)
class Planted:
    """One planted defect, as written to `planted.csv`."""

    file: str
    sheet: str
    row: int
    table: str
    column: str
    kind: str
    recoverable: str
    fate: str
    code: str
    key: str


@dataclass
class Ledger:
    """Collects rows and defects while files are written."""

    rows: list[Written] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def note(self, raw: RawRow, file: str, sheet: str, row: int) -> None:
        """Record a written row with its defects."""
        fate = next((mark.fate for mark in raw.marks if mark.fate != "kept"), "kept")
        self.rows.append(Written(raw.table, raw.key, file, sheet, row, fate))
        for mark in raw.marks:
            self.plant(file, sheet, row, raw.table, mark, raw.key)

    def plant(self, file: str, sheet: str, row: int, table: str, mark: Mark, key: str = "") -> None:
        """Record one defect; row 0 stands for the sheet or its header."""
        recoverable = "ya" if mark.recoverable else "tidak"
        self.planted.append(
            Planted(file, sheet, row, table, mark.column, mark.kind, recoverable, mark.fate, mark.code, key)
        )

    def rows_frame(self) -> pd.DataFrame:
        """Return one line per written row."""
        return pd.DataFrame([asdict(r) for r in self.rows], columns=[f.name for f in fields(Written)])

    def planted_frame(self) -> pd.DataFrame:
        """Return one line per planted defect."""
        return pd.DataFrame([asdict(p) for p in self.planted], columns=[f.name for f in fields(Planted)])
