"""B5 profit, B6 its gain, B7 the aid's assets, B8 savings (method, rules 17, 18 and 30)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from evalhelpers import estimates
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.rows import ALL, COUNTED, UNKNOWN, Answers, Group, Row, plain, rupiah_of
from evalhelpers.indicators.visits import last_of, picked

GONE = ("hilang", "dijual", "dipindahtangankan")
FEWEST = 6
FELL_BY_HALF, FELL, ROSE_BY_HALF, DOUBLED = -0.50, -0.10, 0.50, 1.00


def profit(page: Page) -> Iterator[Row]:
    """Yield B5: median change on baseline (relative, rupiah), median and mean profit, and the shift.

    Stopped businesses count as nil; the group ``keadaan=aktif`` has the active alone. The denominator
    counts persons with the figure, `missing` the others.
    """
    everyone = np.flatnonzero(page.monitored)
    active = everyone[page.active.to_numpy(dtype=bool, na_value=False)[everyone]]
    scopes: list[Group] = [("keadaan=aktif", active)]
    asked = [(group, rows) for group, rows in page.parts_by("sumber_baseline") if group != ALL]
    for measure, column, middle in (
        ("median_persen", "gain", np.median),
        ("median_rp", "gain_rp", np.median),
        ("median_laba", "profit", np.median),
        ("rata_laba", "profit", np.mean),
    ):
        figures = plain(page.profits[column])
        for group, rows in (*page.parts, *scopes, *asked):
            if len(rows):
                numbers = _middle(figures[rows], middle)
                yield _figure(page, ("B5", measure, group), rows, figures, numbers)
    yield from _marked(page)
    figures = plain(page.profits["gain_rp"])
    for group, rows in (*page.parts_by_place(), *scopes):
        if len(rows):
            yield _figure(page, ("B5", "pergeseran_rp", group), rows, figures, _shift(figures[rows]))
    yield from _spread(page, everyone)


def classes(gain: np.ndarray, threshold: float) -> dict[str, np.ndarray]:
    """Return which relative changes are in which class; none of a class that the threshold leaves nothing of.

    What reaches the threshold of a gain rose, and what fell by a tenth fell, so that both are what the other
    indicators call so; between them it is steady.
    """
    found = {
        "turun_50": gain <= FELL_BY_HALF,
        "turun": (gain > FELL_BY_HALF) & (gain <= FELL),
        "tetap": (gain > FELL) & (gain < threshold),
    }
    rising = {
        "naik": (threshold, ROSE_BY_HALF),
        "naik_50": (ROSE_BY_HALF, DOUBLED),
        "naik_100": (DOUBLED, np.inf),
    }
    for name, (least, below) in rising.items():
        if (start := max(least, threshold)) < below:
            found[name] = (gain >= start) & (gain < below)
    return found


def _spread(page: Page, rows: np.ndarray) -> Iterator[Row]:
    """Yield the persons of each class of the relative change, of those whose change is known."""
    figures = plain(page.profits["gain"])
    known = ~np.isnan(figures)
    n = int(known[rows].sum())
    if not n:
        return
    for name, marks in classes(figures, page.rules.profit_gain).items():
        answers = Answers(page.units, pd.Series(marks).astype("boolean").where(known))
        x = int(np.count_nonzero(answers.yes[rows] & known[rows]))
        key = ("B5", "sebaran", f"perubahan_laba={name}")
        page.place.note(key, page.units, rows, answers.role(rows), figures[rows])
        yield page.place.row(*key, value=x / n, numerator=x, denominator=n, missing=len(rows) - n)


def _marked(page: Page) -> Iterator[Row]:
    """Yield how many profits are computed, and how many changes are not corrected for prices (rule 17)."""
    profits, everyone = page.profits, np.flatnonzero(page.monitored)
    for measure, among, mark in (
        ("dihitung", profits["profit"].notna(), profits["is_computed"]),
        ("nominal", profits["gain_rp"].notna(), ~profits["is_real"]),
    ):
        rows = everyone[among.to_numpy()[everyone]]
        if len(rows):
            answers = Answers(page.units, mark.astype("boolean"))
            yield page.place.count("B5", measure, ALL, answers, rows, denominator=len(rows), missing=0)


def _middle(figures: np.ndarray, middle: Any) -> Row:
    """Return a middle value; a median of some of the persons has its order-statistic interval."""
    known = figures[~np.isnan(figures)]
    numbers: Row = {"denominator": len(known), "missing": len(figures) - len(known)}
    if len(known):
        numbers["value"] = float(middle(known))
    if middle is np.median and numbers["missing"] and len(known) >= FEWEST:
        ends = estimates.median_interval(known)
        if ends is not None:
            numbers["low"], numbers["high"] = ends
    return numbers


def _shift(figures: np.ndarray) -> Row:
    """Return the Hodges-Lehmann estimate of a change; none of fewer than six persons."""
    known = figures[~np.isnan(figures)]
    numbers: Row = {"denominator": len(known), "missing": len(figures) - len(known)}
    if len(known) >= FEWEST:
        found = estimates.hodges_lehmann(known)
        numbers["value"] = found.estimate
        if found.interval is not None:
            numbers["low"], numbers["high"] = found.interval
    return numbers


def _figure(
    page: Page, key: tuple[str, str, str], rows: np.ndarray, figures: np.ndarray, numbers: Row
) -> Row:
    role = np.where(np.isnan(figures[rows]), UNKNOWN, COUNTED).astype("int8")
    page.place.note(key, page.units, rows, role, figures[rows])
    return page.place.row(*key, **numbers)


def gain(page: Page) -> Iterator[Row]:
    """Yield B6: persons whose profit rose by at least so much."""
    for measure, least in (("utama", page.rules.profit_gain), ("naik_0", 0.0), ("naik_25", 0.25)):
        answers = Answers(page.units, page.gained(page.profits, least), page.carried)
        for group, rows in page.parts:
            yield from page.place.share("B6", measure, group, answers, rows)


def assets(page: Page) -> Iterator[Row]:
    """Yield B7: rupiah of aid by the state of its assets, of those seen.

    What is gone stands together: what was sold or given away would tell misuse of few; E4 has it.
    """
    units, rupiah = page.persons_by(page.asset_visit), rupiah_of(page.everyone["nilai_salur"])
    states: dict[str, tuple[str, ...]] = {
        "utama": ("lengkap_dipakai",),
        "sebagian": ("sebagian",),
        "rusak": ("rusak",),
        "tidak_ada": GONE,
    }
    for measure, names in states.items():
        answers = Answers(units, _is_one_of(page.asset, names))
        for group, rows in page.parts_by_place("kelompok_usaha"):
            yield from page.place.money("B7", measure, group, answers, rows, rupiah)


def _is_one_of(asset: pd.Series, names: tuple[str, ...]) -> pd.Series:
    return asset.isin(names).astype("boolean").where(asset.notna())


def savings(page: Page) -> Iterator[Row]:
    """Yield B8: persons who save, of those who answered at a valid visit in the window."""
    visits = page.visits
    answered = visits["tabungan_ada"].isin(["ya", "tidak"]) & (visits["tgl_kunjungan"] >= page.window)
    last = last_of(visits, answered.to_numpy(), len(page.everyone))
    said = picked(visits["tabungan_ada"], last)
    answers = Answers(page.persons_by(last), (said == "ya").astype("boolean").where(said.notna()))
    for group, rows in page.parts:
        yield from page.place.share("B8", "utama", group, answers, rows)
