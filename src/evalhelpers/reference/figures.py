"""Looking figures up: which poverty line, wage floor or count of poor persons holds, how prices join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from evalhelpers.errors import DataError
from evalhelpers.periods import shift_months
from evalhelpers.reference.files import PROVINCE, Reference


@dataclass(frozen=True)
class Line:
    """A poverty line in rupiah per head and month; `is_older` if it is not of the year asked for."""

    rupiah: int
    year: int
    source: str
    is_older: bool


@dataclass(frozen=True)
class Wage:
    """A minimum wage in rupiah a month, and where it comes from."""

    rupiah: float
    year: int
    source: str


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
    figures: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = official[["wilayah", "tahun", "rupiah", "sumber"]]
    for area, year, rupiah, source in columns.itertuples(index=False, name=None):
        figures[area].append((int(year), int(rupiah), str(source)))

    def line(district: str, year: int) -> Line | None:
        found = [figure for figure in figures.get(district, ()) if figure[0] <= year]
        if found and (policy != "fail" or found[-1][0] == year):
            own, rupiah, source = found[-1]
            return Line(rupiah, own, source, own < year)
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


def poor_shares(reference: Reference, *, year: int, known_on: date) -> tuple[int, int, dict[str, int]] | None:
    """Return how many poor persons the province and its districts have, in March of one year.

    The latest year up to `year` whose figure for the province had been published by `known_on`; only
    official or derived figures, as last revised by then.

    Returns
    -------
    tuple or None
        The year, persons in the province, and persons by district; a district without a figure of that
        same year is not among them. None where no year has a figure.
    """
    table = reference.poor
    usable = table[
        (table["bulan"] == 3)
        & (table["tahun"] <= year)
        & table["status"].isin(["resmi", "turunan"])
        & table["jumlah"].notna()
        & (table["tanggal_terbit"] <= pd.Timestamp(known_on))
    ].sort_values("tanggal_terbit", kind="stable")
    years = usable.loc[usable["wilayah"] == PROVINCE, "tahun"]
    if years.empty:
        return None
    latest = int(years.max())
    rows = usable[usable["tahun"] == latest].drop_duplicates("wilayah", keep="last")
    persons = {str(area): int(n) for area, n in zip(rows["wilayah"], rows["jumlah"], strict=True)}
    return latest, persons.pop(PROVINCE), persons


def wage_floor(reference: Reference, district: str, *, year: int, known_on: date) -> Wage | None:
    """Return the official minimum wage of a district (or `provinsi`) for just that year, if published.

    A wage of another year is none for this one, and the province's does not stand in for a district's.
    """
    table = reference.wages
    rows = table[
        (table["wilayah"] == district)
        & (table["tahun"] == year)
        & (table["status"] == "resmi")
        & table["rupiah"].notna()
        & (table["tanggal_terbit"] <= pd.Timestamp(known_on))
    ].sort_values("tanggal_terbit", kind="stable")
    if rows.empty:
        return None
    row = rows.iloc[-1]
    return Wage(float(row["rupiah"]), year, str(row["sumber"]))
