"""A1 to A3, A7, A8: the fiscal year's grants: targeting, papers, speed, spread (method, rules 29, 35)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import UNKNOWN
from evalhelpers.indicators.rows import MET, Answers, Row, Units
from evalhelpers.indicators.rows import UNKNOWN as NOT_KNOWN
from evalhelpers.reference import poor_shares

LAST_DTKS_YEAR = 2024


def delivered(page: Page) -> Iterator[Row]:
    """Yield A1: grants in an SK of the fiscal year up to T, and how many of them are handed over."""
    grants = page.decreed
    handed = Answers(_units(grants), (grants["tgl_serah"] <= page.end).astype("boolean"))
    for group, rows in page.grant_groups(grants):
        yield from page.place.share("A1", "utama", group, handed, rows)


def targeted(page: Page) -> Iterator[Row]:
    """Yield A2: persons on target among those checked; nothing while the office has set no decile."""
    people = _persons(page)
    answers = Answers(_units(people), _on_target(page, people))
    if page.period.year <= LAST_DTKS_YEAR or page.rules.decile_limit is not None:
        for group, rows in page.grant_groups(people):
            yield from page.place.share("A2", "utama", group, answers, rows)


def _persons(page: Page) -> pd.DataFrame:
    """Return the grants of the page that are the latest decreed of their person, wherever the others lie."""
    grants = page.tables["penerima"][["id_penerima", "tahun_anggaran", "tgl_sk", "urutan"]]
    decreed = grants[(grants["tahun_anggaran"] == page.period.year) & (grants["tgl_sk"] <= page.end)]
    latest = decreed.sort_values(["tgl_sk", "urutan"], kind="stable").drop_duplicates(
        "id_penerima", keep="last"
    )
    return page.decreed[page.decreed["urutan"].isin(latest["urutan"])].reset_index(drop=True)


def _on_target(page: Page, people: pd.DataFrame) -> pd.Series:
    if page.period.year <= LAST_DTKS_YEAR:
        checked = people["status_dtks"].isin(["terdaftar", "tidak"])
        return (people["status_dtks"] == "terdaftar").astype("boolean").where(checked)
    in_time = (people["tgl_cek_dtsen"] <= people["tgl_sk"]) & people["desil_dtsen"].notna()
    return (people["desil_dtsen"] <= (page.rules.decile_limit or 0)).astype("boolean").where(in_time)


def applied(page: Page) -> Iterator[Row]:
    """Yield A3: grants by what is recorded of the required papers, together and one by one."""
    grants, papers = page.decreed, page.rules.application_papers
    if not papers:
        return
    units = _units(grants)
    there, lacking = (
        np.column_stack([(grants[f"dok_{p}"] == word).to_numpy(dtype=bool, na_value=False) for p in papers])
        for word in ("ya", "tidak")
    )
    marks = {
        "utama": there.all(axis=1),
        "tidak": lacking.any(axis=1),
        "kosong": ~there.all(axis=1) & ~lacking.any(axis=1),
    }
    parts = page.grant_groups(grants)
    for measure, mark in marks.items():
        answers = Answers(units, pd.Series(mark, dtype="boolean"))
        for group, rows in parts:
            yield from page.place.part("A3", measure, group, answers, rows)
    everyone = np.arange(len(grants))
    for at, paper in enumerate(papers):
        single = {"utama": there[:, at], "tidak": lacking[:, at], "kosong": ~(there[:, at] | lacking[:, at])}
        for measure, mark in single.items():
            answers = Answers(units, pd.Series(mark, dtype="boolean"))
            yield from page.place.part("A3", measure, f"dokumen={paper}", answers, everyone)


def took(page: Page) -> Iterator[Row]:
    """Yield A7: median days from the SK to the hand-over of the grants handed over."""
    grants = page.decreed
    handed = (grants["tgl_serah"] <= page.end).to_numpy(dtype=bool, na_value=False)
    days = (grants["tgl_serah"] - grants["tgl_sk"]).dt.days.to_numpy("float64", na_value=np.nan)
    units = _units(grants)
    for group, rows in page.grant_groups(grants):
        if not len(rows):
            continue
        known = handed[rows]
        numbers: Row = {"denominator": int(known.sum()), "missing": int((~known).sum())}
        if known.any():
            numbers["value"] = float(np.median(days[rows][known]))
        role = np.where(known, MET, NOT_KNOWN).astype("int8")
        page.place.note(("A7", "utama", group), units, rows, role, days[rows])
        yield page.place.row("A7", "utama", group, **numbers)


def spread(page: Page) -> Iterator[Row]:
    """Yield A8: each district's share of the year's recipients beside its share of the province's poor."""
    if not page.is_province:
        return
    people = _persons(page)
    units, home = _units(people), people["kab_kota"]
    everyone = np.arange(len(people))
    for slug in page.districts:
        answers = Answers(units, (home == slug).astype("boolean"))
        yield from page.place.part("A8", "penerima", f"kab_kota={slug}", answers, everyone)
    found = poor_shares(page.reference, year=page.period.year, known_on=page.rules.report_date)
    if found is None:
        return
    _, whole, poor = found
    for slug in page.districts:
        if slug in poor and slug != UNKNOWN:
            yield page.place.row(
                "A8", "miskin", f"kab_kota={slug}",
                value=poor[slug] / whole, numerator=poor[slug], denominator=whole, missing=0,
            )  # fmt: skip


def _units(grants: pd.DataFrame) -> Units:
    return Units("penerima", grants["urutan"].to_numpy("int64"))
