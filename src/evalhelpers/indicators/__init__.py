"""Cleaned tables to tidy values: one row per indicator, measure, district, period and group."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evalhelpers.catalogue import COLUMNS, INDICATORS, KEY, Rules
from evalhelpers.errors import DataError
from evalhelpers.indicators import accountability, business, causes, delivery, poverty
from evalhelpers.indicators.population import PROVINCE, UNKNOWN, Tables, persons, require
from evalhelpers.indicators.rows import Place, Row, add_intervals, groups
from evalhelpers.periods import Period
from evalhelpers.reference import Reference

__all__ = ["PROVINCE", "compute", "persons"]


def compute(
    tables: Tables,
    *,
    district: str,
    period: Period,
    rules: Rules,
    reference: Reference,
    districts: Sequence[str],
) -> pd.DataFrame:
    """Compute every indicator of the catalogue for one district, or the province, and period.

    Parameters
    ----------
    tables
        The cleaned tables of the slice.
    district
        A slug, or ``provinsi`` for all rows pooled, which adds the groups ``kab_kota=<slug>``.
    districts
        The slugs of the province; rows of none of them stand under ``kab_kota=tidak-diketahui``.

    Returns
    -------
    pandas.DataFrame
        Columns `catalogue.COLUMNS`; one row per key, in catalogue order. Missing numbers are NaN.

    Raises
    ------
    DataError
        If a table is missing, a key occurs twice, or a poverty line is missing under policy ``fail``.
    """
    require(tables)
    place = Place(district, str(period))
    people = persons(tables, district=district, period=period, rules=rules, reference=reference)
    people = people.assign(tahun=people["tahun_anggaran"].astype("str"))
    grants = tables["penerima"]
    dimensions = ["jenis_kelamin", "kelompok_usaha"]
    if district == PROVINCE:
        dimensions.append("kab_kota")
        grants, people = (
            frame.assign(kab_kota=frame["kab_kota"].where(frame["kab_kota"].isin(districts), UNKNOWN))
            for frame in (grants, people)
        )
    else:
        grants = grants[grants["kab_kota"] == district]
    grant_dimensions, dimensions = ["bentuk_bantuan", *dimensions], ["tahun", *dimensions]
    parts = groups(people, dimensions)
    rows: list[Row] = [
        *delivery.delivered(grants, place, period, grant_dimensions),
        *delivery.covered(people, place, parts),
        *business.shares(people, place, parts),
        *business.profit(people, place, parts),
        *causes.composition(people, place, period),
        *poverty.above(people, place, parts),
    ]
    if "anggaran" in tables:
        rows += accountability.absorption(tables["anggaran"], place, period)
    add_intervals(rows)
    return _tidy(rows)


def _tidy(rows: list[Row]) -> pd.DataFrame:
    values = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = [c for c in COLUMNS if c not in (*KEY, "unit")]
    values[numbers] = values[numbers].astype("float64")
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
