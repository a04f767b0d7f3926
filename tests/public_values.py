"""Public values made by hand for the tests of findings, words, tables and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from evalhelpers.catalogue import COLUMNS, LEVELS, STATUSES, UNMONITORED, indicator
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
    "bentuk_bantuan": {"uang": "Uang", "barang": "Barang"},
    "kontak": {"0": "Tidak dikunjungi pendamping", "6+": "6 kunjungan pendamping atau lebih"},
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


def levels(known: tuple[int, int, int], unseen: int) -> Public:
    """Return B3 and B4 of 41 persons seen: 33 active, 19 with more profit, 0 above the line, where known."""
    counts = zip(LEVELS, (33, 19, 0), known, strict=True)
    return public(
        [share(x if n else 0, n, 41 + unseen, "B3", level) for level, x, n in counts],
        mix({"tetap": 33, "berhenti_permanen": 8, UNMONITORED: unseen}),
    )


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


def chain(amounts: dict[str, float], group: str = "tahun=2025") -> list[dict[str, Any]]:
    """Return the rows of E8 for one year; stages and gaps over grants count ten grants."""
    return [
        row("E8", m, group, value=v, denominator=None if m in ("pagu", "sp2d") else 10)
        for m, v in amounts.items()
    ]


def units() -> Public:
    """Return one row of each unit, of indicators for all persons."""
    return public(
        row("A4", "percobaan", value=19),
        row("A4", "keluar", value=3, denominator=48, missing=0),
        row("A5", "median", value=2.5, denominator=48, missing=0),
        row("A6", value=410 / 35, numerator=410, denominator=35, missing=0),
        row("A7", value=45.0, denominator=40, missing=3),
        row("B2", "keluar", value=2, denominator=41, missing=7),
        row("B5", "pergeseran_rp", value=262_500, denominator=40, missing=8, low=187_500, high=350_000),
        row("B7", value=0.737, numerator=350_700_000, denominator=476_100_000, missing=146_600_000),
        row("D3", "awal", value=3.455, denominator=142, missing=93),
        row("D3", value=-0.452, denominator=142, missing=93),
        row("E2", "belum_rp", value=188_300_000, numerator=188_300_000, denominator=625_200_000, missing=0),
        row("E5", "rp", value=0.851, numerator=20_000_000, denominator=23_500_000, missing=0),
        row("E6", group="tahun=2022", value=4_303_704, numerator=232_400_000, denominator=54, missing=13),
    )


def survival() -> Public:
    """Return the rows of B2: at 24 months fewer than ten are left."""
    return public(
        row("B2", "bulan_6", value=0.842, numerator=6, denominator=41, missing=7, low=0.7, high=0.92,
            bound_low=0.72, bound_high=0.86),
        row("B2", "bulan_24", numerator=9, denominator=8, missing=7),
    )  # fmt: skip


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


# Saying that one thing brought another about is what the method cannot show.
CAUSAL = re.compile(
    r"\b(karena|akibat|(ber)?dampak|berkat|menyebabkan|menghasilkan|efektif(itas)?|keberhasilan bantuan)\b",
    re.IGNORECASE,
)
RANKING = re.compile(
    r"\b(ter(tinggi|rendah|baik|buruk|banyak|besar)|paling (baik|buruk|sering|tinggi|rendah)|peringkat|juara)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"  | [,.;:)]|\( |\.\.|,,|;;|\(\)|[{}–]|\bnan\b|\bNone\b|\bNaN\b|[-−]0(?![,\d])|[-−]0,0+\b|%|"
    r"(?<![\d.,])0 (orang|penerima|usaha|bantuan)\b|\bSeluruh 1 |Kabupaten Tarakan|\bpersen point\b|\bsemua 1 "
)
# The two ends of what is possible are no ranking.
_BOUNDS = ("batas terendah dan tertinggi", "Batas terendah dan tertinggi")


def faults(text: str, *, has_few: bool = False) -> list[str]:
    """Return what is wrong with a paragraph of the report; `has_few`: all counts in it are under thirty.

    It begins with a capital and ends with a period, its brackets are closed, and nothing in it is empty,
    broken, causal or, of few persons, a ranking.
    """
    found = [f"rusak: {m[0]!r}" for m in _BROKEN.finditer(text)]
    if not re.fullmatch(r"[A-Z].*[^.\s]\.", text, re.DOTALL):
        found.append("awal atau akhir kalimat")
    if text.count("(") != text.count(")"):
        found.append("kurung")
    found += [f"sebab-akibat: {m[0]}" for m in CAUSAL.finditer(text)]
    if has_few:
        bare = text
        for words in _BOUNDS:
            bare = bare.replace(words, "")
        found += [f"peringkat: {m[0]}" for m in RANKING.finditer(bare)]
    return found
