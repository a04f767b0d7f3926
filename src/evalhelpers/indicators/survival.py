"""B2: the chance that a business has not stopped for good so many months after the aid (method, rule 16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers import estimates
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import called_off
from evalhelpers.indicators.rows import COUNTED, MET, UNKNOWN, Answers, Row, Units, groups
from evalhelpers.indicators.visits import REFUSED, STOPPED, accepted, last_up_to, one_a_day, picked

MONTHS = (6, 12, 24)
MONTH_DAYS = 365.25 / 12
FEWEST_AT_RISK = 10
_GONE = ("meninggal", "pindah")


@dataclass(frozen=True)
class Spans:
    """How long each person of everyone was followed, in days since the first hand-over.

    `days` is NaN for the never visited; `closed` says whether the time ends with a closing.
    """

    days: np.ndarray
    closed: np.ndarray
    left: np.ndarray
    visits: np.ndarray


def survival(page: Page) -> Iterator[Row]:
    """Yield B2 and how many died or moved without a closing."""
    spans = _spans(page)
    units = Units("penerima", page.everyone["urutan"].to_numpy("int64"), spans.visits)
    at = np.flatnonzero(page.here)
    dimensions = ["tahun", "kelompok_usaha", *(["kab_kota"] if page.is_province else [])]
    parts = [(name, at[rows]) for name, rows in groups(page.everyone.iloc[at], dimensions)]
    for months in MONTHS:
        for group, rows in parts:
            if len(rows):
                role = _role(spans, rows, months)
                page.place.note(("B2", f"bulan_{months}", group), units, rows, role, spans.days[rows])
                yield page.place.row("B2", f"bulan_{months}", group, **_chance(spans, rows, months))
    followed = ~np.isnan(spans.days)
    gone = Answers(units, pd.Series(spans.left).astype("boolean"))
    for group, rows in parts:
        curve = rows[followed[rows]]
        if len(curve):
            yield page.place.count("B2", "keluar", group, gone, curve, denominator=len(curve), missing=0)


def _chance(spans: Spans, rows: np.ndarray, months: int) -> Row:
    days, closed = spans.days[rows], spans.closed[rows]
    followed = ~np.isnan(days)
    never = int((~followed).sum())
    days, closed, until = days[followed], closed[followed], months * MONTH_DAYS
    at_risk = int((days >= until).sum())
    numbers: Row = {
        "numerator": int((closed & (days <= until)).sum()),
        "denominator": at_risk,
        "missing": never,
    }
    if at_risk < FEWEST_AT_RISK:
        return numbers
    now = estimates.kaplan_meier(days, closed).at(until)
    numbers["value"] = now.survival
    if 0 < now.survival < 1:
        numbers["low"], numbers["high"] = now.low, now.high
    for bound, day, ends in (("bound_low", 0.0, True), ("bound_high", until, False)):
        extreme = estimates.kaplan_meier(
            np.append(days, np.full(never, day)), np.append(closed, np.full(never, ends))
        )
        numbers[bound] = extreme.at(until).survival
    return numbers


def _role(spans: Spans, rows: np.ndarray, months: int) -> np.ndarray:
    days = spans.days[rows]
    met = spans.closed[rows] & (days <= months * MONTH_DAYS)
    return np.where(np.isnan(days), UNKNOWN, np.where(met, MET, COUNTED)).astype("int8")


def _spans(page: Page) -> Spans:
    people, size = page.everyone, len(page.everyone)
    grants = page.tables["penerima"][["id_penerima", "tgl_serah", "status_administrasi", "tgl_status"]]
    counted = grants[~called_off(grants, page.end)]
    first = counted.groupby("id_penerima")["tgl_serah"].min().reindex(people.index).to_numpy()
    if (first == people["tgl_serah"].to_numpy()).all():
        visits = page.visits
    else:
        found = accepted(page.tables["kunjungan"], people.index, first, page.end, page.rules)
        visits = one_a_day(found, page.rules)
    last = last_up_to(visits, page.end, size)
    closed = (picked(visits["state"], last) == STOPPED).to_numpy(dtype=bool, na_value=False)
    seen = _days(picked(visits["tgl_kunjungan"], last).to_numpy(), first)
    opening = np.where(last >= 0, visits["opening"].to_numpy()[last], -1) if len(visits) else last
    before = _before(visits, opening)
    began = _days(picked(visits["tgl_kunjungan"], opening).to_numpy(), first)
    earlier = np.nan_to_num(_days(picked(visits["tgl_kunjungan"], before).to_numpy(), first), nan=0.0)
    stated = _days(picked(visits["tgl_berhenti"], opening).to_numpy(), first)
    seen[closed] = estimates.closing_time(earlier[closed], began[closed], stated[closed])
    rows = visits["urutan"].to_numpy("int64")
    return Spans(
        days=seen,
        closed=closed,
        left=~closed & _left(page, first),
        visits=np.where(last >= 0, rows[last], -1) if len(visits) else last,
    )


def _before(visits: pd.DataFrame, opening: np.ndarray) -> np.ndarray:
    """Return the position of the same person's visit just before, -1 where there is none."""
    if not len(visits):
        return opening
    person = visits["person"].to_numpy()
    earlier = np.maximum(opening - 1, 0)
    same = (opening > 0) & (person[earlier] == person[np.maximum(opening, 0)])
    return np.where(same, earlier, -1)


def _days(day: np.ndarray, since: np.ndarray) -> np.ndarray:
    """Return whole days as floats, NaN where either is missing."""
    return np.array(pd.Series(day - since).dt.days, dtype="float64")


def _left(page: Page, first: np.ndarray) -> np.ndarray:
    """Say who died or moved by T: by the register, or found so by a visit after the first hand-over."""
    people, visits = page.everyone, page.tables["kunjungan"]
    told = people["status_administrasi"].isin(_GONE) & (people["tgl_status"] <= page.end)
    gone = visits["hasil_kunjungan"].isin(_GONE) & ~visits["validasi"].isin(REFUSED)
    found = visits[gone & (visits["tgl_kunjungan"] <= page.end)]
    person = people.index.get_indexer(found["id_penerima"])
    mine = person >= 0
    person, day = person[mine], found["tgl_kunjungan"].to_numpy()[mine]
    marks = told.to_numpy(dtype=bool, na_value=False).copy()
    marks[person[day > first[person]]] = True
    return marks
