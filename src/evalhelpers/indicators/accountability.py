"""E1 budget absorption (method, rule 31)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evalhelpers.indicators.population import PROVINCE
from evalhelpers.indicators.rows import ALL, Place, Row
from evalhelpers.periods import Period


def absorption(budget: pd.DataFrame, place: Place, period: Period) -> Iterator[Row]:
    """Yield E1: spending from 1 January to T net of returns, over the budget in force.

    `budget` has one row per account and quarter. A district has rows only where the budget is split.
    Groups ``pagu=murni`` and ``pagu=perubahan`` give the same spending over either budget.
    """
    rows = budget[budget["tahun_anggaran"] == period.year]
    if place.district != PROVINCE:
        rows = rows[rows["kab_kota"] == place.district]
    ends = rows["periode"].map(lambda text: pd.Timestamp(Period.parse(text).end), na_action="ignore")
    rows = rows.assign(ends=pd.to_datetime(ends))
    rows = rows[rows["ends"] <= pd.Timestamp(period.end)].sort_values(["ends", "urutan"], kind="stable")
    if rows.empty:
        return
    accounts = [
        _account(part, period) for _, part in rows.groupby(["kode_rekening", "kab_kota"], dropna=False)
    ]
    table = pd.DataFrame(accounts)
    yield from _row(place, ALL, table["spent"].sum(), table["in_force"].sum())
    yield from _row(place, "pagu=murni", table["spent"].sum(), table["original"].sum())
    if table["amended"].notna().any():
        yield from _row(place, "pagu=perubahan", table["spent"].sum(), table["in_force"].sum())
    for code, part in table.groupby("code", sort=True):
        yield from _row(place, f"kode_rekening={code}", part["spent"].sum(), part["in_force"].sum())


def _row(place: Place, group: str, spent: float, limit: float) -> Iterator[Row]:
    if limit > 0:
        numbers = {"value": spent / limit, "numerator": int(spent), "denominator": int(limit), "missing": 0}
        yield place.row("E1", "utama", group, **numbers)


def _account(rows: pd.DataFrame, period: Period) -> dict[str, object]:
    """Return one account's figures at T: its last cumulative spending, or the sum of its quarters."""
    cumulative = rows["realisasi_kumulatif"].dropna()
    spent = float(cumulative.iloc[-1]) if len(cumulative) else float(rows["realisasi_triwulan"].sum())
    dated = rows["tgl_pengembalian"].fillna(rows["ends"])
    returned = float(rows.loc[dated <= pd.Timestamp(period.end), "pengembalian"].sum())
    original = float(rows["pagu_murni"].dropna().iloc[-1]) if rows["pagu_murni"].notna().any() else 0.0
    amended = rows["pagu_perubahan"].dropna()
    limit = float(amended.iloc[-1]) if len(amended) else None
    return {
        "code": rows["kode_rekening"].iloc[0],
        "spent": spent - returned,
        "original": original,
        "amended": limit,
        "in_force": original if limit is None else limit,
    }
