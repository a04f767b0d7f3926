"""Poverty lines, prices, poor persons and events, looked up row by row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from evalhelpers.catalogue import Rules
from evalhelpers.reference import Reference


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    made = []
    for row in frame.to_dict("records"):
        plain = {str(k): None if pd.isna(v) or v == "" else v for k, v in row.items()}
        made.append({k: v.date() if isinstance(v, pd.Timestamp) else v for k, v in plain.items()})
    return made


class Places:
    """What had been published by the report's day."""

    def __init__(self, reference: Reference, rules: Rules) -> None:
        self.lines = self._out(reference.poverty, "rupiah", rules, "resmi")
        self.poor = self._out(reference.poor, "jumlah", rules, "resmi", "turunan")
        self.events = _rows(reference.events)
        self.changes = {row["bulan"]: row["perubahan"] for row in _rows(reference.cpi)}

    def _out(
        self, frame: pd.DataFrame, figure: str, rules: Rules, *statuses: str
    ) -> dict[tuple[str, int], int]:
        """Return the March figure of each area and year as last revised."""
        rows = [
            row
            for row in _rows(frame)
            if row["status"] in statuses and row["bulan"] == 3 and row[figure] is not None
            and row["tanggal_terbit"] is not None and row["tanggal_terbit"] <= rules.report_date
        ]  # fmt: skip
        rows.sort(key=lambda row: row["tanggal_terbit"])
        return {(row["wilayah"], int(row["tahun"])): int(row[figure]) for row in rows}

    def line(self, district: str | None, year: int) -> int | None:
        """Return the latest line of a district with a year up to the one asked for."""
        years = [known for area, known in self.lines if area == district and known <= year]
        return self.lines[district or "", max(years)] if years else None

    def price_ratio(self, start: date, end: date) -> float | None:
        """Return the price level of one month over that of another; None where a month is not told."""
        first, last = (start.year, start.month), (end.year, end.month)
        if last < first:
            back = self.price_ratio(end, start)
            return None if back is None else 1 / back
        ratio, (year, month) = 1.0, first
        while (year, month) < last:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            change = self.changes.get(f"{year}-{month:02d}")
            if change is None:
                return None
            ratio *= 1 + change
        return ratio
