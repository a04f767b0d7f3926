"""The issues of one raw table, collected while it is cleaned."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evalhelpers.intake.model import RawTable
from evalhelpers.issues import ISSUE_COLUMNS


class Noted:
    """Collects the issues of one raw table."""

    def __init__(self, raw: RawTable) -> None:
        self._raw = raw
        self._lines: dict[str, list[object]] = {
            name: [] for name in ("code", "row", "column", "read", "understood")
        }

    def add(
        self,
        column: str,
        where: pd.Series,
        code: str | Iterable[str],
        understood: Iterable[str] | None = None,
    ) -> None:
        """Note an issue for each row in `where`; the code is one for all, or one for each."""
        rows = self._raw.cells.index[where.to_numpy()].tolist()
        if not rows:
            return
        blank = [""] * len(rows)
        is_there = column in self._raw.cells
        here = where.to_numpy()
        read = self._raw.cells.loc[here, column].astype("str").fillna("").tolist() if is_there else blank
        values = {
            "code": [code] * len(rows) if isinstance(code, str) else code,
            "row": rows,
            "column": [column] * len(rows),
            "read": read,
            "understood": blank if understood is None else understood,
        }
        for name, more in values.items():
            self._lines[name].extend(more)

    def frame(self) -> pd.DataFrame:
        """Return one row per issue."""
        place = {"file": self._raw.file, "sheet": self._raw.sheet, "table": self._raw.table}
        lines = pd.DataFrame(self._lines).assign(**place, district="", period="")
        texts = {name: "str" for name in ISSUE_COLUMNS if name != "row"}
        return lines[list(ISSUE_COLUMNS)].astype({**texts, "row": "int64"})
