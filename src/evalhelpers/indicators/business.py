"""B1 activity, B3 success levels, B4 mix, C1 failure and C3 recovery (method, sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.catalogue import STATUSES, UNMONITORED
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import status_at
from evalhelpers.indicators.rows import Answers, Row
from evalhelpers.indicators.visits import PAUSED, STOPPED, earlier_active, per_person, picked

MENTORING_DAYS = 183
BANDS = {"0": (0, 0), "1-2": (1, 2), "3-5": (3, 5), "6+": (6, np.inf)}


def active(page: Page) -> Iterator[Row]:
    """Yield B1: active businesses among those whose status is known."""
    answers = Answers(page.units, page.active, page.carried)
    for group, rows in page.parts:
        yield from page.place.share("B1", "utama", group, answers, rows)


def levels(page: Page) -> Iterator[Row]:
    """Yield B3: the three levels of success, all over the same N persons (rule 12)."""
    for level, reached in (
        ("bertahan", page.active),
        ("berkembang", page.grown),
        ("graduasi", page.graduated),
    ):
        answers = Answers(page.units, reached, page.carried)
        for group, rows in page.parts:
            yield from page.place.share("B3", level, group, answers, rows)


def mix(page: Page) -> Iterator[Row]:
    """Yield B4: persons by status, with those not monitored; sums to N (rule 13)."""
    for status in (*STATUSES, UNMONITORED):
        answers = Answers(page.units, (page.status["status"] == status).astype("boolean"))
        for group, rows in page.parts:
            yield from page.place.part("B4", status, group, answers, rows)


def stopped(page: Page) -> Iterator[Row]:
    """Yield C1: businesses stopped for good, also by how often mentors came before."""
    answers = Answers(page.units, page.stopped, page.carried)
    for group, rows in page.parts:
        yield from page.place.share("C1", "utama", group, answers, rows)
    often = before_the_end(page)
    known = np.flatnonzero(page.monitored & page.known)
    for band, (least, most) in BANDS.items():
        rows = known[(often[known] >= least) & (often[known] <= most)]
        yield from page.place.share("C1", "utama", f"kontak={band}", answers, rows)


def before_the_end(page: Page) -> np.ndarray:
    """Return mentor visits in the 183 days up to T; for the stopped, up to their last active day."""
    over = page.stopped.to_numpy(dtype=bool, na_value=False)
    until = np.where(over, last_active(page), page.end.to_datetime64())
    return page.mentoring(until - np.timedelta64(MENTORING_DAYS - 1, "D"), until)


def last_active(page: Page) -> np.ndarray:
    """Return the last day each was seen active before its present state began, else the hand-over."""
    at = earlier_active(page.visits, page.status["opening"].to_numpy())
    seen = picked(page.visits["tgl_kunjungan"], at).to_numpy()
    return np.where(at >= 0, seen, page.everyone["tgl_serah"].to_numpy())


def recovered(page: Page) -> Iterator[Row]:
    """Yield C3: active again, of those stopped at the previous end and visited since (rule 15)."""
    size, before = len(page.everyone), page.period.previous()
    window = pd.Timestamp(before.window_start(page.rules.lookback_months))
    then = status_at(page.visits, size, pd.Timestamp(before.end), window)
    was_stopped = then["status"].isin([STOPPED, PAUSED]).to_numpy()
    visited = per_person(page.visits[page.visits["tgl_kunjungan"] >= page.start], size) > 0
    answers = Answers(page.units, page.active.where(visited))
    for group, rows in page.parts_by_place():
        yield from page.place.share("C3", "utama", group, answers, rows[was_stopped[rows]])
