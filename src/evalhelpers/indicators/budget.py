"""E1: budget absorption (method, rule 31)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.page import Page
from evalhelpers.indicators.rows import ALL, COUNTED, Row, Units
from evalhelpers.periods import Period

_BUDGET = ["kode_rekening", "kab_kota", "periode", "urutan", "pagu_murni", "pagu_perubahan"]
_BUDGET += ["realisasi_kumulatif", "realisasi_triwulan", "pengembalian", "tgl_pengembalian"]
_COLUMNS = ["kode_rekening", "kab_kota", "spent", "returned", "original", "in_force", "is_amended", "rows"]


def absorption(page: Page) -> Iterator[Row]:
    """Yield E1: spending from 1 January to T net of returns, over the budget in force.

    A district has rows only where the budget is split. Groups ``pagu=murni`` and ``pagu=perubahan`` give
    the same spending over either budget.
    """
    table = accounts(page, page.period.year)
    if table.empty:
        return
    yield from _row(page, ALL, table, "in_force")
    yield from _row(page, "pagu=murni", table, "original")
    if table["is_amended"].any():
        yield from _row(page, "pagu=perubahan", table, "in_force")
    for dimension in ("kode_rekening", *(["kab_kota"] if page.is_province else [])):
        for name, part in table.groupby(dimension, sort=True):
            yield from _row(page, f"{dimension}={name}", part, "in_force")


def _row(page: Page, group: str, accounts: pd.DataFrame, limit: str) -> Iterator[Row]:
    """Yield one row in rupiah; budget of accounts whose spending nobody reported is `missing`."""
    told = accounts["spent"].notna()
    spent, within = accounts.loc[told, "spent"].sum(), accounts.loc[told, limit].sum()
    without = accounts.loc[~told, limit].sum()
    if within + without > 0:
        numbers: Row = {"numerator": spent, "denominator": within, "missing": without}
        if within > 0:
            numbers["value"] = spent / within
        rows = np.concatenate(accounts["rows"].to_list())
        everything = np.arange(len(rows))
        role = np.full(len(rows), COUNTED, dtype="int8")
        page.place.note(("E1", "utama", group), Units("anggaran", rows), everything, role)
        yield page.place.row("E1", "utama", group, **numbers)


def accounts(page: Page, year: int) -> pd.DataFrame:
    """Return the accounts of a fiscal year at T, or at its end if that is past.

    One row per account and district with ``spent`` (net of returns, missing where nobody reported it),
    ``returned``, ``original`` and ``in_force`` budget in rupiah, ``is_amended``, and ``rows`` of the table.
    """
    if "anggaran" not in page.tables:
        return pd.DataFrame(columns=_COLUMNS)
    budget = page.tables["anggaran"]
    rows = budget.loc[budget["tahun_anggaran"] == year, _BUDGET]
    if not page.is_province:
        rows = rows[rows["kab_kota"] == page.place.district]
    ends = rows["periode"].map(lambda text: pd.Timestamp(Period.parse(text).end), na_action="ignore")
    rows = rows.assign(ends=pd.to_datetime(ends)).sort_values(["ends", "urutan"], kind="stable")
    parts = [part for _, part in rows.groupby(["kode_rekening", "kab_kota"], dropna=False)]
    found = [account for part in parts if (account := _account(part, page.end))]
    return pd.DataFrame(found, columns=_COLUMNS)


def _account(rows: pd.DataFrame, end: pd.Timestamp) -> dict[str, object] | None:
    """Return one account's figures at T, None if it was not in the books yet.

    Spending is the last cumulative figure and the quarters after it, or the sum of all quarters.
    A return counts by its own date, on whichever row it stands; undated, by the end of its quarter.
    """
    known = rows[rows["ends"] <= end]
    if known.empty:
        return None
    cumulative = known["realisasi_kumulatif"].astype("float64")
    at = cumulative.last_valid_index()
    later = known if at is None else known.loc[at:].iloc[1:]
    paid = [cumulative[at]] if at is not None else []
    paid += later["realisasi_triwulan"].dropna().astype("float64").tolist()
    dated = rows["tgl_pengembalian"].fillna(rows["ends"])
    returned = float(rows.loc[dated <= end, "pengembalian"].astype("float64").sum())
    original = known["pagu_murni"].dropna().astype("float64")
    amended = known["pagu_perubahan"].dropna().astype("float64")
    first = float(original.iloc[-1]) if len(original) else 0.0
    return {
        "kode_rekening": rows["kode_rekening"].iloc[0],
        "kab_kota": rows["kab_kota"].iloc[0],
        "spent": sum(paid) - returned if paid else float("nan"),
        "returned": returned,
        "original": first,
        "in_force": float(amended.iloc[-1]) if len(amended) else first,
        "is_amended": len(amended) > 0,
        "rows": known["urutan"].to_numpy("int64"),
    }
