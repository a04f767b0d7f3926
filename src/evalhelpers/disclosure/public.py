"""What may be shown: values whose hidden cells hold no number."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from evalhelpers.errors import DataError

ALL = "semua"
FEW, HIDDEN = "<5", "*"
TELLING = ("value", "numerator", "low", "high", "bound_low", "bound_high")
WHOLE = ("denominator", "missing")


@dataclass(frozen=True)
class Cell:
    """One value as it may be shown; numbers are None where missing or hidden.

    `hidden` is empty, ``<5`` (a figure of fewer than five) or ``*`` (hidden: it or another is of few).
    """

    code: str
    measure: str
    district: str
    period: str
    group: str
    value: float | None
    numerator: float | None
    denominator: float | None
    missing: float | None
    low: float | None
    high: float | None
    bound_low: float | None
    bound_high: float | None
    unit: str
    hidden: str = ""

    def fact_id(self, column: str) -> str:
        """Return the fact id of one of the cell's numbers."""
        return f"{self.code}.{self.measure}/{self.group}/{self.period}/{column}"


@dataclass(frozen=True)
class Public:
    """Values that may be shown; made by `protect` alone.

    `frame` has the columns of the catalogue and ``hidden``; hidden numbers are NaN.

    Raises
    ------
    DataError
        If the frame did not pass `protect`: no ``hidden`` column, or a number in a hidden row.
    """

    frame: pd.DataFrame = field(repr=False)

    def __post_init__(self) -> None:
        if "hidden" not in self.frame:
            raise DataError("Public dibuat oleh disclosure.protect, bukan dari nilai mentah")
        told = self.frame.loc[self.frame["hidden"] != "", list(TELLING)].notna().any(axis=1)
        if told.any():
            raise DataError("Sel yang disembunyikan masih memuat angka; pakai disclosure.protect")

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str, str], Cell]:
        records: list[dict[str, Any]] = (
            self.frame.astype("object").where(self.frame.notna(), None).to_dict("records")
        )
        cells = [Cell(**record) for record in records]
        return {(c.code, c.measure, c.group, c.period): c for c in cells}

    def cell(self, code: str, measure: str = "utama", group: str = ALL, period: str = "") -> Cell | None:
        """Return one cell, or None if there is no such row."""
        return self._cells.get((code, measure, group, period))

    def groups(self, dimension: str, period: str) -> tuple[str, ...]:
        """Return the values of a dimension that have rows in a period, sorted."""
        names = self.frame.loc[self.frame["period"] == period, "group"].unique()
        return tuple(sorted(g.partition("=")[2] for g in names if g.startswith(f"{dimension}=")))
