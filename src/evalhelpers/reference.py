"""Reference tables of a project: sub-districts with both code systems, poverty lines, prices.

Read from `params/reference/*.csv`; every figure there names its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from evalhelpers.errors import DataError, ParamError
from evalhelpers.periods import shift_months

_COLUMNS = {
    "kecamatan": ("kode_kemendagri", "kecamatan", "kab_kota", "kode_bps"),
    "kode_lama": ("kode_kemendagri", "kab_kota"),
    "garis_kemiskinan": (
        "wilayah",
        "tahun",
        "bulan",
        "rupiah",
        "status",
        "sumber",
        "tanggal_terbit",
        "catatan",
    ),
    "ihk": ("bulan", "perubahan", "sumber"),
}


@dataclass(frozen=True)
class Reference:
    """Reference tables as text and numbers.

    Attributes
    ----------
    kecamatan
        One row per sub-district: ``kode_kemendagri``, ``kecamatan``, ``kab_kota`` (slug), ``kode_bps``.
    old_codes
        District codes of before the province existed: ``kode_kemendagri``, ``kab_kota``.
    poverty
        One row per area and month: ``wilayah`` (slug), ``tahun``, ``bulan``, ``rupiah`` per head and
        month, ``status``, ``sumber``, ``tanggal_terbit``.
    cpi
        One row per month (``bulan`` as ``2025-03``): ``perubahan``, the published month-on-month
        change as a share.
    """

    kecamatan: pd.DataFrame
    old_codes: pd.DataFrame
    poverty: pd.DataFrame
    cpi: pd.DataFrame


@dataclass(frozen=True)
class Line:
    """A poverty line in rupiah per head and month; `is_older` if it is not of the year asked for."""

    rupiah: int
    year: int
    source: str
    is_older: bool


def read(folder: Path) -> Reference:
    """Read the reference tables of a parameter folder.

    Raises
    ------
    ParamError
        Naming every file that is missing, lacks a column or holds an unreadable figure.
    """
    tables, problems = {}, []
    for name, columns in _COLUMNS.items():
        path = folder / "reference" / f"{name}.csv"
        if not path.exists():
            tables[name] = pd.DataFrame({column: pd.Series(dtype="str") for column in columns})
            continue
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        missing = [c for c in columns if c not in table]
        if missing:
            problems.append(f"{path}:1: kolom {', '.join(missing)} tidak ada")
            table = table.reindex(columns=[*table.columns, *missing], fill_value="")
        tables[name] = table
    poverty, cpi = tables["garis_kemiskinan"].copy(), tables["ihk"].copy()
    for table, column in ((poverty, "tahun"), (poverty, "bulan"), (poverty, "rupiah"), (cpi, "perubahan")):
        numbers = pd.to_numeric(table[column].replace("", None), errors="coerce")
        wrong = table.index[numbers.isna() & (table[column] != "")]
        problems += [f"params/reference: {column} {table.loc[i, column]!r} bukan bilangan" for i in wrong]
        table[column] = numbers
    published = pd.to_datetime(
        poverty["tanggal_terbit"].replace("", None), format="%Y-%m-%d", errors="coerce"
    )
    wrong = poverty.index[published.isna() & (poverty["tanggal_terbit"] != "")]
    problems += [
        f"params/reference: tanggal_terbit {poverty.loc[i, 'tanggal_terbit']!r} bukan tanggal" for i in wrong
    ]
    poverty["tanggal_terbit"] = published
    if problems:
        raise ParamError(*problems)
    return Reference(tables["kecamatan"], tables["kode_lama"], poverty, cpi)


def poverty_line(
    reference: Reference, district: str, *, year: int, known_on: date, policy: str
) -> Line | None:
    """Return the official March line of a district for a year.

    The latest line with a year up to `year` that had been published by `known_on`; an older one is
    not inflated. None where there is none at all.

    Raises
    ------
    DataError
        With policy ``fail``, if the line of `year` itself is missing.
    """
    table = reference.poverty
    fits = table[
        (table["wilayah"] == district)
        & (table["status"] == "resmi")
        & (table["bulan"] == 3)
        & (table["tahun"] <= year)
        & (table["tanggal_terbit"] <= pd.Timestamp(known_on))
        & table["rupiah"].notna()
    ]
    if fits.empty or (policy == "fail" and fits["tahun"].max() < year):
        if policy == "fail":
            raise DataError(
                f"Garis kemiskinan {district} tahun {year} belum ada (terbit sampai {known_on}); isi "
                "params/reference/garis_kemiskinan.csv atau pakai poverty_line.policy: latest"
            )
        return None
    row = fits.loc[fits["tahun"].idxmax()]
    return Line(int(row["rupiah"]), int(row["tahun"]), str(row["sumber"]), int(row["tahun"]) < year)


def price_ratio(reference: Reference, start: date, end: date) -> float | None:
    """Return the price level of `end`'s month over that of `start`'s month.

    The product of published month-on-month changes, which is free of the index base. None if a
    month between is not published; below 1 if `end` is earlier.
    """
    if (end.year, end.month) < (start.year, start.month):
        back = price_ratio(reference, end, start)
        return None if back is None else 1 / back
    changes = dict(zip(reference.cpi["bulan"], reference.cpi["perubahan"], strict=True))
    ratio, month = 1.0, start.replace(day=1)
    while (month.year, month.month) < (end.year, end.month):
        month = shift_months(month, 1)
        change = changes.get(f"{month.year}-{month.month:02d}")
        if change is None or pd.isna(change):
            return None
        ratio *= 1 + float(change)
    return ratio
