"""D1 the line, D2 leaving poverty and relapse, D3 criteria; all by proxy (method, rules 19 to 21)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.page import Page
from evalhelpers.indicators.rows import ALL, COUNTED, UNKNOWN, Answers, Row
from evalhelpers.indicators.visits import CRITERIA, last_of, picked


def above(page: Page) -> Iterator[Row]:
    """Yield D1 ``utama`` over everyone, ``awal`` over those whose income now is known, and who crossed."""
    units = page.persons_by(_visit_of(page, page.last_income))
    now, before = Answers(units, page.above), Answers(units, page.above_before)
    for group, rows in page.parts:
        yield from page.place.share("D1", "utama", group, now, rows)
    for group, rows in page.parts:
        yield from page.place.share("D1", "awal", group, before, rows[now.known[rows]])
    pairs = np.flatnonzero(page.monitored & now.known & before.known)
    for measure, was, is_now in (("naik", False, True), ("turun", True, False)):
        crossed = pd.Series((before.yes == was) & (now.yes == is_now)).astype("boolean")
        yield from page.place.part("D1", measure, ALL, Answers(units, crossed), pairs)


def _visit_of(page: Page, income: np.ndarray) -> np.ndarray:
    """Return the positions among the visits of some rows of income."""
    rows = page.incomes.table["visit"].to_numpy("int64")
    return np.where(income >= 0, rows[income], -1) if len(rows) else income


def graduated(page: Page) -> Iterator[Row]:
    """Yield D2: the test of rule 20 among those below the line before the aid, and relapse."""
    units = page.persons_by(_visit_of(page, page.last_income))
    poor = (~page.above_before).fillna(False).to_numpy(dtype=bool)
    out = Answers(units, page.above_twice)
    for group, rows in page.parts:
        yield from page.place.share("D2", "utama", group, out, rows[poor[rows]])
    earlier = poor & _met_before(page)
    back = Answers(units, ~page.above)
    for group, rows in page.parts_by_place():
        yield from page.place.share("D2", "kambuh", group, back, rows[earlier[rows]])


def _met_before(page: Page) -> np.ndarray:
    """Say who passed the test at the end of an earlier period of the same kind."""
    met = np.zeros(len(page.everyone), dtype=bool)
    handed = page.everyone.loc[page.monitored, "tgl_serah"].min()
    before = page.period.previous()
    while pd.notna(handed) and pd.Timestamp(before.end) > handed:
        window = pd.Timestamp(before.window_start(page.rules.lookback_months))
        passed = page.incomes.lasting(page.incomes.last(window, pd.Timestamp(before.end)))
        met |= passed.to_numpy(dtype=bool, na_value=False)
        before = before.previous()
    return met


def criteria(page: Page) -> Iterator[Row]:
    """Yield D3: mean number of criteria of poverty now less before, then, and now."""
    visits, people = page.visits, page.everyone
    asked = visits[CRITERIA].isin(["ya", "tidak"]).all(axis=1) & (visits["tgl_kunjungan"] >= page.window)
    last = last_of(visits, asked.to_numpy(), len(people))
    answers = pd.DataFrame({name: picked(visits[name], last) for name in CRITERIA})
    now = (answers == "ya").sum(axis=1).to_numpy("float64")
    then = (people[CRITERIA] == "ya").sum(axis=1).to_numpy("float64")
    complete = (last >= 0) & people[CRITERIA].isin(["ya", "tidak"]).all(axis=1).to_numpy()
    units = page.persons_by(last)
    for measure, figures in (("utama", now - then), ("awal", then), ("kini", now)):
        for group, rows in page.parts:
            if not len(rows):
                continue
            known = complete[rows]
            numbers: Row = {"denominator": int(known.sum()), "missing": int((~known).sum())}
            if known.any():
                numbers["value"] = float(figures[rows][known].mean())
            role = np.where(known, COUNTED, UNKNOWN).astype("int8")
            page.place.note(("D3", measure, group), units, rows, role, figures[rows])
            yield page.place.row("D3", measure, group, **numbers)
