"""Public values made by hand for the tests of findings, words, tables and figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from evalhelpers.catalogue import COLUMNS, STATUSES, UNMONITORED, indicator
from evalhelpers.disclosure import Public
from evalhelpers.narrative import Voice

NOW, BEFORE = "2025-S1", "2024-S2"
LABELS = {
    "status_usaha": {s: s.replace("_", " ").capitalize() for s in (*STATUSES, UNMONITORED)},
    "penyebab": {
        "P1": "Kurang pendampingan", "P2": "Jenis usaha kurang tepat", "P3": "Faktor eksternal",
        "P4": "Penggunaan bantuan/perilaku", "P9": "Tidak diketahui",
    },
    "kab_kota": {"malinau": "Kabupaten Malinau", "tarakan": "Kota Tarakan"},
}  # fmt: skip
VOICE = Voice("Kota Tarakan", "Semester I Tahun 2025", "Semester II Tahun 2024", 2025, LABELS)
THEME = {"accent": "#0B5A8A", "good": "#1B7A43", "middle": "#8A6100", "bad": "#A5341C", "unknown": "#6B7480"}


def row(
    code: str, measure: str = "utama", group: str = "semua", period: str = NOW, **numbers: Any
) -> dict[str, Any]:
    """Return one row of values; numbers not given are missing."""
    key = {"code": code, "measure": measure, "district": "tarakan", "period": period, "group": group}
    return {**key, **numbers, "unit": indicator(code).units[measure]}


def share(
    x: int, n: int, everyone: int, code: str = "B1", measure: str = "utama", group: str = "semua", period: str = NOW,
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return the row of a share: x of n known, of everyone."""
    numbers: dict[str, Any] = {"numerator": x, "denominator": n, "missing": everyone - n}
    numbers |= {"bound_low": x / everyone, "bound_high": (x + everyone - n) / everyone}
    if n:
        numbers["value"] = x / n
    return row(code, measure, group, period, **{**numbers, **more})


def mix(counts: dict[str, int], period: str = NOW) -> list[dict[str, Any]]:
    """Return the rows of B4."""
    everyone = sum(counts.values())
    return [
        row(
            "B4",
            s,
            period=period,
            value=counts.get(s, 0) / everyone,
            numerator=counts.get(s, 0),
            denominator=everyone,
            missing=0,
        )
        for s in (*STATUSES, UNMONITORED)
    ]


def causes(
    counts: dict[str, int], measure: str = "berhenti_permanen", hidden: str = ""
) -> list[dict[str, Any]]:
    """Return the rows of C2; the groups named in `hidden` are marked as fewer than five."""
    cases = sum(counts.values())
    rows = []
    for code in ("P1", "P2", "P3", "P4", "P9"):
        numbers = {"denominator": cases, "missing": 0}
        if code in hidden:
            numbers["hidden"] = "<5"
        else:
            numbers |= {"value": counts.get(code, 0) / cases, "numerator": counts.get(code, 0)}
        rows.append(row("C2", measure, f"penyebab={code}", **numbers))
    return rows


def public(*rows: dict[str, Any] | Iterable[dict[str, Any]]) -> Public:
    """Return rows as disclosure would; `hidden` of a row is kept."""
    flat = [r for item in rows for r in ([item] if isinstance(item, dict) else item)]
    frame = pd.DataFrame([{"hidden": "", **r} for r in flat], columns=[*COLUMNS, "hidden"])
    numbers = [c for c in COLUMNS if c not in ("code", "measure", "district", "period", "group", "unit")]
    frame[numbers] = frame[numbers].astype("float64")
    return Public(frame)


def example() -> Public:
    """Return the example of the method: 33 active of 41 known of 48, 19 with more profit, 4 above the line."""
    statuses = {
        "berkembang": 10,
        "tetap": 17,
        "menurun": 6,
        "berhenti_sementara": 2,
        "berhenti_permanen": 6,
        UNMONITORED: 7,
    }
    return public(
        share(33, 41, 48),
        share(33, 41, 48, "B3", "bertahan"),
        share(19, 39, 48, "B3", "berkembang"),
        share(4, 37, 48, "B3", "graduasi"),
        share(6, 41, 48, "C1"),
        share(41, 48, 48, "A4"),
        mix(statuses),
    )
