"""Reference tables of a project: sub-districts with both code systems, poverty lines, prices.

Read from `params/reference/*.csv`; every figure there names its source.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    "desa": ("kode_kemendagri", "desa", "kode_kecamatan", "kode_bps"),
}
_MONTH = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"
# Prices have never changed by more in a month; a percentage typed as a share would.
_MOST_MONTHLY = 0.1


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
    villages
        One row per village, where the office supplies them: ``kode_kemendagri``, ``desa``,
        ``kode_kecamatan``, ``kode_bps``.
    """

    kecamatan: pd.DataFrame
    old_codes: pd.DataFrame
    poverty: pd.DataFrame
    cpi: pd.DataFrame
    villages: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(_COLUMNS["desa"])))


@dataclass(frozen=True)
class Line:
    """A poverty line in rupiah per head and month; `is_older` if it is not of the year asked for."""

    rupiah: int
    year: int
    source: str
    is_older: bool


def read(folder: Path) -> Reference:
    """Read the reference tables of a parameter folder; a file that is not there is an empty table.

    Raises
    ------
    ParamError
        Naming every line that is torn or repeated, lacks a column or holds an unreadable figure.
    """
    problems: list[str] = []
    files = {name: folder / "reference" / f"{name}.csv" for name in _COLUMNS}
    tables = {name: _table(path, _COLUMNS[name], problems) for name, path in files.items()}
    lines, prices = tables["garis_kemiskinan"], tables["ihk"]
    for name, column in (
        ("garis_kemiskinan", "tahun"),
        ("garis_kemiskinan", "bulan"),
        ("garis_kemiskinan", "rupiah"),
        ("ihk", "perubahan"),
    ):
        numbers = pd.to_numeric(tables[name][column].replace("", None), errors="coerce")
        numbers = numbers.where(numbers.abs() < float("inf"))
        _report(problems, files[name], tables[name][column], numbers, "bukan bilangan")
        tables[name][column] = numbers
    small = prices["perubahan"].where(prices["perubahan"].abs() <= _MOST_MONTHLY)
    _report(
        problems, files["ihk"], prices["perubahan"], small, "terlalu besar; tulis 0,35 persen sebagai 0.0035"
    )
    published = pd.to_datetime(lines["tanggal_terbit"].replace("", None), format="%Y-%m-%d", errors="coerce")
    _report(problems, files["garis_kemiskinan"], lines["tanggal_terbit"], published, "bukan tanggal")
    lines["tanggal_terbit"] = published
    is_month = prices["bulan"].where(prices["bulan"].str.fullmatch(_MONTH))
    _report(problems, files["ihk"], prices["bulan"], is_month, "bukan bulan seperti 2025-03")
    for name, key in (
        ("garis_kemiskinan", ["wilayah", "tahun", "bulan", "status", "tanggal_terbit"]),
        ("ihk", ["bulan"]),
    ):
        twice = tables[name].index[tables[name].duplicated(key)]
        problems += [f"{files[name]}:{line}: {', '.join(key)} sudah ada di baris lain" for line in twice]
    villages = tables["desa"]
    is_known = villages["kode_kecamatan"].where(
        villages["kode_kecamatan"].isin(tables["kecamatan"]["kode_kemendagri"])
    )
    _report(problems, files["desa"], villages["kode_kecamatan"], is_known, "tidak ada di kecamatan.csv")
    if problems:
        raise ParamError(*problems)
    return Reference(*(tables[name].reset_index(drop=True) for name in _COLUMNS))


def _table(path: Path, columns: Sequence[str], problems: list[str]) -> pd.DataFrame:
    """Return a table as text, indexed by line; what is wrong with its shape joins the problems."""
    header: list[str] = list(columns)
    rows: list[tuple[int, list[str]]] = []
    if path.exists():
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, strict=True)
                header = next(reader, [])
                rows = [(reader.line_num, row) for row in reader if row]
        except (UnicodeDecodeError, csv.Error) as error:
            problems.append(f"{path}: bukan CSV berkode UTF-8: {error}")
        if missing := [c for c in columns if header.count(c) != 1]:
            problems.append(f"{path}:1: kolom {', '.join(missing)} tidak ada atau ganda")
            return pd.DataFrame(columns=list(columns), dtype="str")
    whole = {line: row for line, row in rows if len(row) == len(header)}
    problems += [
        f"{path}:{line}: {len(row)} sel, padahal kolomnya {len(header)}; teks yang memuat koma diberi kutip"
        for line, row in rows
        if line not in whole
    ]
    return pd.DataFrame(list(whole.values()), index=list(whole), columns=header, dtype="str")[list(columns)]


def _report(problems: list[str], path: Path, given: pd.Series, read: pd.Series, wrong: str) -> None:
    bad = given.index[read.isna() & (given != "")]
    problems += [f"{path}:{line}: {given.name} {given[line]!r} {wrong}" for line in bad]


def poverty_line(
    reference: Reference, district: str, *, year: int, known_on: date, policy: str
) -> Line | None:
    """Return the official March line of a district for a year.

    The latest line with a year up to `year` that had been published by `known_on`, as last revised;
    an older one is not inflated. None where there is none at all.

    Raises
    ------
    DataError
        With policy ``fail``, if the line of `year` itself is missing.
    """
    return poverty_lines(reference, known_on=known_on, policy=policy)(district, year)


def poverty_lines(reference: Reference, *, known_on: date, policy: str) -> Callable[[str, int], Line | None]:
    """Return `poverty_line` as a function of district and year, with all else told once."""
    table = reference.poverty
    official = table[
        (table["status"] == "resmi")
        & (table["bulan"] == 3)
        & (table["tanggal_terbit"] <= pd.Timestamp(known_on))
        & table["rupiah"].notna()
    ].sort_values(["tahun", "tanggal_terbit"], kind="stable")
    years, rows_of = official["tahun"].to_numpy(), official.groupby("wilayah").indices

    def line(district: str, year: int) -> Line | None:
        rows = [at for at in rows_of.get(district, ()) if years[at] <= year]
        if rows and (policy != "fail" or years[rows[-1]] == year):
            row = official.iloc[rows[-1]]
            return Line(int(row["rupiah"]), int(row["tahun"]), str(row["sumber"]), int(row["tahun"]) < year)
        if policy == "fail":
            raise DataError(
                f"Garis kemiskinan {district} tahun {year} belum ada (terbit sampai {known_on}); isi "
                "params/reference/garis_kemiskinan.csv atau pakai poverty_line.policy: latest"
            )
        return None

    return line


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
