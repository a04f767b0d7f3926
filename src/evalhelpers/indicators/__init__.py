"""Cleaned tables to tidy values: one row per indicator, measure, district, period and group."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import pandas as pd

from evalhelpers.catalogue import COLUMNS, INDICATORS, KEY, Rules, indicator
from evalhelpers.errors import DataError
from evalhelpers.indicators import (
    anniversaries,
    budget,
    business,
    causes,
    chain,
    delivery,
    flows,
    followup,
    integrity,
    mentoring,
    money,
    papers,
    poverty,
    survival,
)
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import PROVINCE, Tables, evaluated, require
from evalhelpers.indicators.rows import Evidence, Place, Row, add_intervals
from evalhelpers.periods import Period
from evalhelpers.reference import Reference

__all__ = ["PROVINCE", "Evidence", "Page", "compute", "evaluated", "open_page", "persons"]

MAKERS: dict[str, Callable[[Page], Iterator[Row]]] = {
    "A1": delivery.delivered,
    "A2": delivery.targeted,
    "A3": delivery.applied,
    "A4": mentoring.covered,
    "A5": mentoring.mentored,
    "A6": mentoring.loads,
    "A7": delivery.took,
    "A8": delivery.spread,
    "B1": business.active,
    "B2": survival.survival,
    "B3": business.levels,
    "B4": business.mix,
    "B5": money.profit,
    "B6": money.gain,
    "B7": money.assets,
    "B8": money.savings,
    "B9": anniversaries.anniversaries,
    "B10": flows.flows,
    "C1": business.stopped,
    "C2": causes.composition,
    "C3": business.recovered,
    "D1": poverty.above,
    "D2": poverty.graduated,
    "D3": poverty.criteria,
    "E1": budget.absorption,
    "E2": papers.papers,
    "E3": integrity.flags,
    "E4": integrity.misuse,
    "E5": followup.audits,
    "E6": anniversaries.cost,
    "E7": followup.actions,
    "E8": chain.chain,
}


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
    page = open_page(
        tables, district=district, period=period, rules=rules, reference=reference, districts=districts
    )
    asked = {indicator(code).code for code in (INDICATORS if codes is None else codes)}
    rows = [row for code in INDICATORS if code in asked for row in MAKERS[code](page)]
    add_intervals(rows)
    return tidy(rows)


def open_page(
    tables: Tables,
    *,
    district: str,
    period: Period,
    rules: Rules,
    reference: Reference,
    districts: Sequence[str],
    ledger: list[Evidence] | None = None,
) -> Page:
    """Return what the indicators of one page are made from; see `compute`.

    Raises
    ------
    DataError
        If a table that every report needs is missing.
    """
    require(tables)
    return Page(tables, Place(district, str(period), ledger), period, rules, reference, tuple(districts))


def persons(
    tables: Tables, *, district: str, period: Period, rules: Rules, reference: Reference
) -> pd.DataFrame:
    """Return the evaluated population N(T) of a district, or of the province.

    One row per person, indexed by ``id_penerima``. Columns: those of the grant that decides
    (rule 1); ``due`` (rule 4), ``seen`` (valid face-to-face visit in the period); ``status`` (a
    status or ``belum_terpantau``), ``carried`` (a stop known from before the window), ``active``
    (missing where unknown); ``since`` and ``cause`` (date and cause of the visit that first recorded
    the status); ``profit``, ``profit_before`` in rupiah per month, ``gain`` (relative change), ``gain_rp``,
    ``is_real``; ``grown`` and ``graduated`` (levels 2 and 3), ``above`` and ``above_before`` (poverty
    line), ``above_twice`` (rule 20 without its denominator); missing where unknown.
    """
    page = open_page(tables, district=district, period=period, rules=rules, reference=reference, districts=())
    said = causes.stated(page)
    known = pd.DataFrame(
        {
            "due": page.due,
            "seen": page.seen,
            "status": page.status["status"],
            "carried": page.carried,
            "active": page.active,
            "since": said.since,
            "cause": said.primary,
            **page.profits,
            "grown": page.grown,
            "graduated": page.graduated,
            "above": page.above,
            "above_before": page.above_before,
            "above_twice": page.above_twice,
        }
    ).set_axis(page.everyone.index)
    grants = page.tables["penerima"].set_index("urutan").loc[page.everyone["urutan"]]
    grants = grants.set_axis(page.everyone.index).drop(columns="id_penerima")
    return grants.assign(**known)[page.monitored]


def tidy(rows: list[Row]) -> pd.DataFrame:
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
