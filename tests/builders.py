"""A cleaned dataset made by hand: one grant, one visit, one budget row, with only what matters stated."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import pandas as pd

from evalhelpers import dataset, indicators
from evalhelpers.catalogue import KEY, Rules
from evalhelpers.dictionary import TABLES
from evalhelpers.periods import Period
from evalhelpers.reference import Reference

DISTRICTS = ("bulungan", "malinau", "tarakan")
RULES = Rules(report_date=date(2025, 7, 15), poverty_policy="latest")
LINES = tuple((slug, year, 500_000, f"{year}-07-01") for slug in DISTRICTS for year in (2022, 2023, 2024))
Row = dict[str, Any]


def grant(person: str = "p1", handed: str | None = "2024-09-01", **changes: Any) -> Row:
    """Return a grant of 2024 in Tarakan, handed over on a day (None: not yet)."""
    row: Row = {
        "id_bantuan": f"b-{person}-{handed}", "id_penerima": person, "jenis_kelamin": "P", "kab_kota": "tarakan",
        "jenis_usaha": "kuliner", "kelompok_usaha": "kuliner", "no_sk": "SK-1", "tgl_sk": "2024-06-01",
        "tahun_anggaran": 2024, "bentuk_bantuan": "uang", "tgl_serah": handed, "status_administrasi": "aktif",
    }  # fmt: skip
    return row | changes


def visit(person: str = "p1", day: str = "2025-03-10", status: str | None = "tetap", **changes: Any) -> Row:
    """Return a mentor's face-to-face visit that met the person."""
    row: Row = {
        "id_penerima": person, "tgl_kunjungan": day, "status_usaha": status, "peran_petugas": "pendamping",
        "cara": "tatap_muka", "hasil_kunjungan": "bertemu",
    }  # fmt: skip
    return row | changes


def account(quarter: str = "2025-TW2", **changes: Any) -> Row:
    """Return one budget account at the end of a quarter: 100 budgeted, nothing said of spending."""
    row: Row = {
        "tahun_anggaran": int(quarter[:4]), "kode_rekening": "5.1.06", "periode": quarter, "pagu_murni": 100,
    }  # fmt: skip
    return row | changes


def tables(
    grants: Iterable[Row] = (),
    visits: Iterable[Row] = (),
    budget: Iterable[Row] = (),
    **others: Iterable[Row],
) -> dict[str, pd.DataFrame]:
    """Return the cleaned tables of these rows; what a row does not state is missing."""
    filled = {"penerima": grants, "kunjungan": visits, "anggaran": budget, **others}
    return {name: _table(name, filled.get(name, ())) for name in TABLES}


def _table(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    columns = dataset.columns(name)
    frame = pd.DataFrame([{"urutan": at} | row for at, row in enumerate(rows)], columns=list(columns))
    for column, kind in columns.items():
        if kind.startswith("datetime"):
            frame[column] = pd.to_datetime(frame[column])
    return dataset.conform(frame, name)


def reference(
    lines: Iterable[tuple[str, int, int, str]] = LINES,
    prices: dict[str, float] | None = None,
    **others: pd.DataFrame,
) -> Reference:
    """Return poverty lines (district, year, rupiah, published) and price changes by month."""
    poverty = pd.DataFrame(list(lines), columns=["wilayah", "tahun", "rupiah", "tanggal_terbit"])
    poverty = poverty.assign(bulan=3, status="resmi", sumber="uji")
    poverty["tanggal_terbit"] = pd.to_datetime(poverty["tanggal_terbit"])
    cpi = pd.DataFrame({"bulan": list(prices or {}), "perubahan": list((prices or {}).values())})
    return Reference(pd.DataFrame(), pd.DataFrame(), poverty, cpi, **others)


def values(
    data: dict[str, pd.DataFrame],
    period: str = "2025-S1",
    district: str = "tarakan",
    rules: Rules = RULES,
    known: Reference | None = None,
    codes: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the tidy values of a page, all or those of some indicators."""
    return indicators.compute(
        data,
        district=district,
        period=Period.parse(period),
        rules=rules,
        reference=known or reference(),
        districts=DISTRICTS,
        codes=codes,
    )


def people(
    data: dict[str, pd.DataFrame],
    period: str = "2025-S1",
    district: str = "tarakan",
    rules: Rules = RULES,
    known: Reference | None = None,
) -> pd.DataFrame:
    """Return the evaluated population."""
    return indicators.persons(
        data, district=district, period=Period.parse(period), rules=rules, reference=known or reference()
    )


def row_of(found: pd.DataFrame, code: str, measure: str = "utama", group: str = "semua") -> Row | None:
    """Return one row of values with missing numbers as None, or None if there is no such row."""
    rows = found[(found["code"] == code) & (found["measure"] == measure) & (found["group"] == group)]
    if rows.empty:
        return None
    (row,) = rows.drop(columns=[c for c in KEY if c not in ("code", "measure")]).to_dict("records")
    return {name: None if x != x else x for name, x in row.items()}


def counts(found: pd.DataFrame, code: str, measure: str = "utama", group: str = "semua") -> tuple[Any, ...]:
    """Return numerator, denominator and missing of one row."""
    row = row_of(found, code, measure, group)
    assert row is not None, f"no row {code}.{measure} {group}"
    return row["numerator"], row["denominator"], row["missing"]
