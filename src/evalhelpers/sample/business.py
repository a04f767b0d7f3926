"""The truth about businesses: a month-by-month state and profit for every grant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers.sample.mentors import Mentoring, month_index
from evalhelpers.sample.setting import (
    COMMON_CAUSES,
    EPISODES,
    FIRST_MONTH,
    KINDS,
    MONTHS,
    NO_MENTOR_CAUSES,
    Random,
    stream,
)

NOT_YET, ACTIVE, PAUSED, STOPPED = range(4)
_STOP, _PAUSE, _RESUME = 0.0185, 0.027, 0.22


@dataclass(frozen=True)
class Business:
    """State and profit of every grant's business.

    Attributes
    ----------
    state
        Grant x month: one of the four states; a stopped business stays stopped.
    growth
        Grant x month: log of monthly profit relative to the baseline, nominal.
    stopped_on
        Day of the final stop, NaT if none.
    changed_on
        Day on which the person changed to another business, NaT if never.
    cause
        Grant x month: cause code of trouble in that month.
    mentored
        Grant x month: whether a mentor who actually visits was on duty.
    """

    state: np.ndarray
    growth: np.ndarray
    stopped_on: np.ndarray
    changed_on: np.ndarray
    cause: np.ndarray
    mentored: np.ndarray


def run(grants: pd.DataFrame, mentoring: Mentoring, handed: pd.Series, seed: int) -> Business:
    """Let every business run from the month of hand-over to the last month."""
    rng = stream(seed, "business")
    size = len(grants)
    start = month_index(handed)
    served = mentoring.served[mentoring.slot] >= 0
    mentored = served & (mentoring.rate[mentoring.slot] >= 0.8)[:, None]
    kind = grants["jenis_usaha"].to_numpy()
    hazard, profit = _episodes(grants, kind)
    base = np.array([KINDS[k].hazard for k in kind]) * rng.gamma(4, 0.25, size)
    hazard *= base[:, None] * np.where(mentored, 0.75, 1.55)

    state = np.full((size, MONTHS), NOT_YET, dtype=np.int8)
    current = np.full(size, NOT_YET, dtype=np.int8)
    late = rng.random(size) < 0.06
    begins = start + np.where(late, rng.integers(3, 8, size), 0)
    draws = rng.random((size, MONTHS))
    for month in range(MONTHS):
        here = draws[:, month]
        running = current == ACTIVE
        stop = running & (here < _STOP * hazard[:, month]) & (month > begins + 1)
        pause = running & ~stop & (here > 1 - _PAUSE * hazard[:, month]) & (month > begins + 1)
        resume = (current == PAUSED) & (here < _RESUME)
        gives_up = (current == PAUSED) & (here > 0.93)
        current = np.where(
            stop | gives_up, STOPPED, np.where(pause, PAUSED, np.where(resume, ACTIVE, current))
        )
        current = np.where((current == NOT_YET) & (start >= 0) & (month >= begins), ACTIVE, current).astype(
            np.int8
        )
        state[:, month] = current

    stopped = state == STOPPED
    first = stopped.argmax(axis=1)
    day = (FIRST_MONTH + first).astype("datetime64[D]") + rng.integers(0, 5, size).astype("timedelta64[D]")
    stopped_on = np.where(stopped.any(axis=1), day, np.datetime64("NaT"))
    changed = rng.random(size) < 0.035
    change_day = (FIRST_MONTH + np.clip(start, 0, MONTHS) + rng.integers(4, 14, size)).astype("datetime64[D]")
    changed_on = np.where(changed & (start >= 0), change_day, np.datetime64("NaT"))
    growth = _growth(rng, start, mentored, profit)
    return Business(
        state,
        growth,
        stopped_on.astype("datetime64[s]"),
        changed_on.astype("datetime64[s]"),
        _causes(rng, grants, kind, mentored),
        mentored,
    )


def _months(episode_month: str) -> int:
    return int((np.datetime64(episode_month, "M") - FIRST_MONTH).astype(int))


def _struck(grants: pd.DataFrame, kind: np.ndarray, index: int) -> tuple[np.ndarray, slice]:
    episode = EPISODES[index]
    rows = np.ones(len(grants), dtype=bool)
    if episode.kind:
        rows &= kind == episode.kind
    if episode.district:
        rows &= (grants["kab_kota"] == episode.district).to_numpy()
    return rows, slice(_months(episode.first), _months(episode.last) + 1)


def _episodes(grants: pd.DataFrame, kind: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    hazard = np.ones((len(grants), MONTHS))
    profit = np.zeros((len(grants), MONTHS))
    for index, episode in enumerate(EPISODES):
        rows, months = _struck(grants, kind, index)
        hazard[rows, months] *= episode.hazard
        profit[rows, months] += np.log(episode.profit)
    return hazard, profit


def _growth(rng: Random, start: np.ndarray, mentored: np.ndarray, episode: np.ndarray) -> np.ndarray:
    """Return the log ratio of profit to baseline: a quick gain from the capital, then drift and noise."""
    size = len(start)
    age = np.arange(MONTHS)[None, :] - start[:, None]
    # Each year's choice of people and businesses was a little better than the last.
    level = 0.37 + 0.04 * (start // 12)
    gain = rng.normal(level, 0.30, size)[:, None] * (1 - np.exp(-np.maximum(age, 0) / 5))
    drift = rng.normal(0.003, 0.008, size)[:, None] * np.maximum(age, 0)
    steps = rng.normal(0, 0.05, (size, MONTHS)).cumsum(axis=1)
    steps -= np.take_along_axis(steps, np.clip(start, 0, MONTHS - 1)[:, None], axis=1)
    tended = 0.05 * mentored
    season = 0.04 * np.sin(np.arange(MONTHS) / 12 * 2 * np.pi)[None, :]
    return gain + drift + steps + tended + season + episode


def _causes(rng: Random, grants: pd.DataFrame, kind: np.ndarray, mentored: np.ndarray) -> np.ndarray:
    """Draw the cause that would be named if the business got into trouble in a month."""
    codes = sorted({*COMMON_CAUSES, *NO_MENTOR_CAUSES, *(c for k in KINDS.values() for c in k.causes)})
    place = {code: i for i, code in enumerate(codes)}
    result = np.empty((len(grants), MONTHS), dtype="<U2")
    common = np.zeros(len(codes))
    for code, weight in COMMON_CAUSES.items():
        common[place[code]] = weight
    extra = np.zeros(len(codes))
    for code, weight in NO_MENTOR_CAUSES.items():
        extra[place[code]] = weight
    words = np.array(codes)
    draws = rng.random((len(grants), MONTHS))
    for name, setting in KINDS.items():
        rows = np.flatnonzero(kind == name)
        own = np.zeros(len(codes))
        for code, weight in setting.causes.items():
            own[place[code]] = weight
        for tended in (True, False):
            total = common + own + (0 if tended else 1) * extra
            edges = (total / total.sum()).cumsum()
            drawn = words[np.searchsorted(edges, draws[rows], side="right").clip(max=len(codes) - 1)]
            result[rows] = np.where(mentored[rows] == tended, drawn, result[rows])
    for index, episode in enumerate(EPISODES):
        hit, months = _struck(grants, kind, index)
        block = result[hit, months]
        result[hit, months] = np.where(draws[hit, months] < 0.75, episode.cause, block)
    # One cause per half-year, so that two visits of one trouble tell the same story.
    return result[:, (np.arange(MONTHS) // 6) * 6 + 3]
