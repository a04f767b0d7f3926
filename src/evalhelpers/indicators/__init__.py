"""Cleaned tables to tidy values: one row per indicator, measure, district, period and group."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from evalhelpers.catalogue import COLUMNS, INDICATORS, KEY, Rules, indicator
from evalhelpers.errors import DataError
from evalhelpers.indicators import accountability, business, causes, delivery, poverty
from evalhelpers.indicators.population import PROVINCE, UNKNOWN, Tables, evaluated, persons, require
from evalhelpers.indicators.rows import Place, Row, add_intervals, groups
from evalhelpers.periods import Period
from evalhelpers.reference import Reference

__all__ = ["PROVINCE", "compute", "evaluated", "persons"]

_GRANT = ["id_penerima", "kab_kota", "jenis_kelamin", "kelompok_usaha", "bentuk_bantuan", "tahun_anggaran"]
_GRANT += ["tgl_sk", "tgl_serah", "status_administrasi", "tgl_status", "tgl_baseline", "laba_baseline"]
_GRANT += ["pendapatan_rt_baseline", "jml_anggota_rt", "urutan"]


def compute(
    tables: Tables,
    *,
    district: str,
    period: Period,
    rules: Rules,
    reference: Reference,
    districts: Sequence[str],
    codes: Collection[str] | None = None,
) -> pd.DataFrame:
    """Compute the indicators of the catalogue for one district, or the province, and period.

    Parameters
    ----------
    tables
        The cleaned tables of the slice.
    district
        A slug, or ``provinsi`` for all rows pooled, which adds the groups ``kab_kota=<slug>``.
    districts
        The slugs of the province; rows of none of them stand under ``kab_kota=tidak-diketahui``.
    codes
        The indicators asked for; None for the whole catalogue.

    Returns
    -------
    pandas.DataFrame
        Columns `catalogue.COLUMNS`; one row per key, in catalogue order. Missing numbers are NaN.

    Raises
    ------
    DataError
        If a table is missing, a key occurs twice, a poverty line is missing under policy ``fail``, or
        there is no indicator of a code asked for.
    """
    require(tables)
    place = Place(district, str(period))
    asked = {indicator(code).code for code in (INDICATORS if codes is None else codes)}
    # Every step copies the columns it is given: fifteen of the register's fifty are read here.
    grants = tables["penerima"][_GRANT]
    rows: list[Row] = []
    if asked - {"A1", "E1"}:
        slim = {**tables, "penerima": grants}
        people = persons(slim, district=district, period=period, rules=rules, reference=reference)
        rows += _of_persons(_placed(people, district, districts), place, period, asked)
    if "A1" in asked:
        own = _placed(grants, district, districts)
        rows += delivery.delivered(own, place, period, ["bentuk_bantuan", *_dimensions(district)])
    if "E1" in asked and "anggaran" in tables:
        rows += accountability.absorption(tables["anggaran"], place, period)
    rows = [row for row in rows if row["code"] in asked]
    add_intervals(rows)
    return _tidy(rows)


def _of_persons(people: pd.DataFrame, place: Place, period: Period, asked: set[str]) -> Iterator[Row]:
    people = people.assign(tahun=people["tahun_anggaran"].astype("str"))
    parts = groups(people, ["tahun", *_dimensions(place.district)])
    if "A4" in asked:
        yield from delivery.covered(people, place, parts)
    if asked & {"B1", "B3", "B4", "C1"}:
        yield from business.shares(people, place, parts)
    if "B5" in asked:
        yield from business.profit(people, place, parts)
    if "C2" in asked:
        yield from causes.composition(people, place, period)
    if "D1" in asked:
        yield from poverty.above(people, place, parts)


def _dimensions(district: str) -> list[str]:
    return ["jenis_kelamin", "kelompok_usaha", *(["kab_kota"] if district == PROVINCE else [])]


def _placed(rows: pd.DataFrame, district: str, districts: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a district; for the province all, those of no known district marked so."""
    home = rows["kab_kota"]
    if district != PROVINCE:
        return rows[home == district]
    return rows.assign(kab_kota=home.where(home.isin(districts), UNKNOWN))


def _tidy(rows: list[Row]) -> pd.DataFrame:
    # Stated, not inferred: indicators asked for may have no row, and join a table that has some.
    values = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {name: "str" if name in (*KEY, "unit") else "float64" for name in COLUMNS}
    )
    twice = values[values.duplicated(list(KEY))]
    if len(twice):
        raise DataError(f"Nilai ganda: {', '.join(twice.iloc[0][list(KEY)].astype(str))}")
    order = {
        (code, measure): at
        for at, (code, measure) in enumerate((c, m) for c, i in INDICATORS.items() for m in i.units)
    }
    rank = pd.Series(
        [order[pair] for pair in zip(values["code"], values["measure"], strict=True)], dtype="int64"
    )
    return values.loc[rank.sort_values(kind="stable").index].reset_index(drop=True)
