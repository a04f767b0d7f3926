"""B2: the chance that a business has not stopped for good so many months after the aid (method, rule 16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from evalhelpers import estimates
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import called_off
from evalhelpers.indicators.rows import COUNTED, MET, UNKNOWN, Answers, Row, Units, groups
from evalhelpers.indicators.visits import (
    REFUSED,
    STOPPED,
    accepted,
    earlier_active,
    last_up_to,
    one_a_day,
    picked,
)

MONTHS = (6, 12, 24)
LAST_MONTH = 24
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
    """Yield B2, how many died or moved without a closing, and everyone's curve month by month."""
    spans = _spans(page)
    units = Units("penerima", page.everyone["urutan"].to_numpy("int64"), spans.visits)
    at = np.flatnonzero(page.here)
    dimensions = ["tahun", "kelompok_usaha", *(["kab_kota"] if page.is_province else [])]
    parts = [(name, at[rows]) for name, rows in groups(page.everyone.iloc[at], dimensions)]
    curves = [(group, rows, _Curves(spans, rows)) for group, rows in parts if len(rows)]
    for months in MONTHS:
        for group, rows, curve in curves:
            role = _role(spans, rows, months)
            page.place.note(("B2", f"bulan_{months}", group), units, rows, role, spans.days[rows])
            yield page.place.row("B2", f"bulan_{months}", group, **curve.at(months))
    gone = Answers(units, pd.Series(spans.left).astype("boolean"))
    for group, rows in parts:
        if len(rows):
            yield page.place.count("B2", "keluar", group, gone, rows, denominator=len(rows), missing=0)
    for _, rows, curve in curves[:1]:
        for months in range(LAST_MONTH + 1):
            numbers = curve.at(months)
            if "value" in numbers:
                key = ("B2", "kurva", f"bulan={months}")
                page.place.note(key, units, rows, _role(spans, rows, months), spans.days[rows])
                yield page.place.row(*key, **numbers)


class _Curves:
    """The curve of some persons, and both extremes: the never visited closed at once, or alive throughout."""

    def __init__(self, spans: Spans, rows: np.ndarray) -> None:
        days, closed = spans.days[rows], spans.closed[rows]
        followed = ~np.isnan(days)
        self.days, self.closed = days[followed], closed[followed]
        self.never = int((~followed).sum())

    def at(self, months: int) -> Row:
        """Return the row of a month; the estimate only where ten or more are at risk."""
        until = months * MONTH_DAYS
        at_risk = int((self.days >= until).sum())
        numbers: Row = {
            "numerator": int((self.closed & (self.days <= until)).sum()),
            "denominator": at_risk,
            "missing": self.never,
        }
        if at_risk < FEWEST_AT_RISK:
            return numbers
        now = self._now.at(until)
        numbers["value"] = now.survival
        if 0 < now.survival < 1:
            numbers["low"], numbers["high"] = now.low, now.high
        numbers["bound_low"], numbers["bound_high"] = (c.at(until).survival for c in self._extremes)
        return numbers

    @cached_property
    def _now(self) -> estimates.Curve:
        return estimates.kaplan_meier(self.days, self.closed)

    @cached_property
    def _extremes(self) -> tuple[estimates.Curve, estimates.Curve]:
        last = max(MONTHS) * MONTH_DAYS
        worst, best = (
            estimates.kaplan_meier(
                np.append(self.days, np.full(self.never, day)),
                np.append(self.closed, np.full(self.never, ends)),
            )
            for day, ends in ((0.0, True), (last, False))
        )
        return worst, best


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
    before = earlier_active(visits, opening)
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


def _days(day: np.ndarray, since: np.ndarray) -> np.ndarray:
    """Return whole days as floats, NaN where either is missing."""
    return np.array(pd.Series(day - since).dt.days, dtype="float64")


def _left(page: Page, first: np.ndarray) -> np.ndarray:
    """Say who died or moved from the first hand-over to T: by the register, or found so by a visit."""
    people, grants, visits = page.everyone, page.tables["penerima"], page.tables["kunjungan"]
    told = grants[grants["status_administrasi"].isin(_GONE)]
    found = visits[visits["hasil_kunjungan"].isin(_GONE) & ~visits["validasi"].isin(REFUSED)]
    marks = np.zeros(len(people), dtype=bool)
    for rows, column in ((told, "tgl_status"), (found, "tgl_kunjungan")):
        rows = rows[rows[column] <= page.end]
        person = people.index.get_indexer(rows["id_penerima"])
        since = (person >= 0) & (rows[column].to_numpy() >= first[person]) if len(people) else person >= 0
        marks[person[since]] = True
    return marks
