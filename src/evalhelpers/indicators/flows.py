"""B10: who moved between active, not active, not monitored and not evaluated since the previous period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from evalhelpers.indicators.page import Page
from evalhelpers.indicators.rows import ALL, Answers, Row, Units

OUTSIDE, UNSEEN, INACTIVE, ACTIVE = range(4)
_COLUMNS = ["state", "is_stopped", "row", "visit"]


def flows(page: Page) -> Iterator[Row]:
    """Yield B10; nothing where nobody was evaluated at the end of the previous period.

    Each end is seen as the indicators of its own period see it: with the grant that decided then, which
    may be of another district or day than the one that decides now.
    """
    then = replace(page, period=page.period.previous())
    if not then.monitored.any():
        return
    before, now = _end(then), _end(page)
    people = before.index.union(now.index)
    before, now = before.reindex(people), now.reindex(people)
    last = now.fillna(before)
    units = Units("penerima", last["row"].to_numpy("int64"), last["visit"].to_numpy("int64"))
    start, end = (states["state"].fillna(OUTSIDE).to_numpy("int64") for states in (before, now))
    stopped = (now["is_stopped"] == 1).to_numpy()
    was_active, is_active = np.flatnonzero(start == ACTIVE), np.flatnonzero(end == ACTIVE)
    yield _active(page, "aktif_lalu", then)
    for measure, marks, among in (
        ("baru", start == OUTSIDE, is_active),
        ("pulih", start == INACTIVE, is_active),
        ("terlihat_lagi", start == UNSEEN, is_active),
        ("berhenti", end == INACTIVE, was_active),
        ("berhenti_permanen", stopped, was_active),
        ("tak_terpantau", end == UNSEEN, was_active),
        ("keluar", end == OUTSIDE, was_active),
    ):
        yield _count(page, measure, Answers(units, pd.Series(marks).astype("boolean")), among)
    yield _active(page, "aktif_kini", page)


def _end(page: Page) -> pd.DataFrame:
    """Return the persons of N at one end: their state, and the rows of grant and visit it rests on."""
    active = page.active.to_numpy(dtype=bool, na_value=False)
    state = np.where(active, ACTIVE, np.where(page.known, INACTIVE, UNSEEN))
    stopped = page.stopped.to_numpy(dtype=bool, na_value=False)
    columns = (state, stopped.astype("int64"), page.units.rows, _visits_of(page))
    frame = pd.DataFrame(dict(zip(_COLUMNS, columns, strict=True)), index=page.everyone.index)
    return frame[page.monitored]


def _visits_of(page: Page) -> np.ndarray:
    """Return the row of the visit that the status rests on; none (-1) where the status is not known."""
    visits = page.visit_rows(page.status["last"])
    return np.where(page.known, visits, -1)


def _active(page: Page, measure: str, end: Page) -> Row:
    """Return the row of the active at one end, of everyone evaluated then."""
    answers = Answers(end.units, end.active.fillna(False))
    return _count(page, measure, answers, np.flatnonzero(end.monitored))


def _count(page: Page, measure: str, answers: Answers, among: np.ndarray) -> Row:
    x = int(np.count_nonzero(answers.yes[among]))
    return page.place.count(
        "B10", measure, ALL, answers, among, numerator=x, denominator=len(among), missing=0
    )
