"""How long something lasts when not everybody is followed to the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from evalhelpers.estimates.inputs import TAIL, known


class Point(NamedTuple):
    """A survival curve at one time.

    Parameters
    ----------
    survival, low, high
        Share still without event, and its 95% interval. `survival` is NaN after the last time seen
        unless the curve has reached 0; the ends are NaN where the share is 1, 0 or NaN.
    at_risk
        Persons followed to this time without an event before it.
    events
        Events up to and including this time.
    """

    survival: float
    low: float
    high: float
    at_risk: int
    events: int


@dataclass(frozen=True, eq=False)
class Curve:
    """A survival curve: one row per distinct time at which somebody had the event or was censored.

    Parameters
    ----------
    times
        Ascending, in the unit they were given in.
    at_risk, events
        Persons at risk just before each time, and events at it.
    survival, low, high
        Share without event after each time, and its 95% interval; NaN where the share is 1 or 0.
    """

    times: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    survival: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def at(self, time: float) -> Point:
        """Return the curve at a time; nothing is drawn out beyond the last one seen."""
        passed = int(np.searchsorted(self.times, time, side="right"))
        coming = int(np.searchsorted(self.times, time, side="left"))
        at_risk = int(self.at_risk[coming]) if coming < len(self.times) else 0
        events = int(self.events[:passed].sum())
        ended = not at_risk and not (passed and self.survival[-1] == 0)
        if passed == 0 or ended:
            return Point(np.nan if ended else 1.0, np.nan, np.nan, at_risk, events)
        row = passed - 1
        return Point(float(self.survival[row]), float(self.low[row]), float(self.high[row]), at_risk, events)


def kaplan_meier(times: ArrayLike, events: ArrayLike) -> Curve:
    """Return the Kaplan–Meier curve with log-log intervals.

    Kaplan and Meier 1958 (JASA 53:457); variance by Greenwood 1926; interval of log(-log S) by
    Kalbfleisch and Prentice 1980, *The Statistical Analysis of Failure Time Data*, section 1.3
    (Klein and Moeschberger 2003, *Survival Analysis*, 2nd ed., section 4.3). Assumes that the
    censored would have fared like the others. At equal times censoring comes after the events.
    Written out because `statsmodels` drops the times without event, which carry the numbers at risk.

    Parameters
    ----------
    times
        Per person the time of the event or of the last sight, from 0, in any one unit. To place the
        never seen at the worst, give them an event at 0; at the best, censor them at the end.
    events
        Per person true (1) for the event, false (0) for censored. A competing event is censored
        here and counted by `cumulative_incidence`.

    Returns
    -------
    Curve
        Without rows if there is nobody.

    Raises
    ------
    ValueError
        If a time or an event is missing, a time is negative, an event is neither 0 nor 1, or the
        lengths differ.

    >>> curve = kaplan_meier([1, 2, 2, 3, 4], [1, 1, 0, 0, 1])
    >>> curve.survival.round(4).tolist()
    [0.8, 0.6, 0.6, 0.0]
    >>> point = curve.at(2.5)
    >>> round(point.survival, 4), point.at_risk, point.events
    (0.6, 2, 2)
    """
    when, happened = _follow_up(times, events)
    if not np.isin(happened, (0, 1)).all():
        raise ValueError("an event is neither 0 nor 1")
    at, row = np.unique(when, return_inverse=True)
    at_risk = np.bincount(row, minlength=len(at))[::-1].cumsum()[::-1]
    lost = np.bincount(row, weights=happened, minlength=len(at)).astype(int)
    survival = np.cumprod(1 - lost / at_risk)
    low, high = np.full(len(at), np.nan), np.full(len(at), np.nan)
    inside = (survival > 0) & (survival < 1)
    left = np.maximum(at_risk - lost, 1)  # 0 only where the curve ends at 0
    greenwood = np.cumsum(lost / (at_risk * left))[inside]
    share = survival[inside]
    width = stats.norm.isf(TAIL) * np.sqrt(greenwood) / -np.log(share)
    low[inside], high[inside] = share ** np.exp(width), share ** np.exp(-width)
    return Curve(at, at_risk, lost, survival, low, high)


@dataclass(frozen=True, eq=False)
class Incidence:
    """Per cause the share that has had it by each time, other causes taking persons away.

    Parameters
    ----------
    times
        Ascending, every distinct time at which somebody had an event or was censored.
    events, shares
        By cause: events at each time, and the cumulative share after it.
    """

    times: np.ndarray
    events: Mapping[int, np.ndarray]
    shares: Mapping[int, np.ndarray]

    def at(self, time: float) -> dict[int, float]:
        """Return the share of each cause by a time; after the last time seen that of the last."""
        passed = int(np.searchsorted(self.times, time, side="right"))
        return {cause: float(row[passed - 1]) if passed else 0.0 for cause, row in self.shares.items()}


def cumulative_incidence(times: ArrayLike, causes: ArrayLike) -> Incidence:
    """Return the Aalen–Johansen cumulative incidence of each of several competing events.

    Aalen and Johansen 1978 (*Scandinavian Journal of Statistics* 5:141); Klein and Moeschberger
    2003, section 4.7. With the Kaplan–Meier share of those without any event the shares add to 1.
    A curve that only censors a competing event answers another question: what if it did not exist.

    Parameters
    ----------
    times
        As for `kaplan_meier`.
    causes
        Per person 0 for censored, else the whole number of the cause.

    Raises
    ------
    ValueError
        If a time or a cause is missing, a time is negative, a cause is no whole number from 0, or
        the lengths differ.

    >>> found = cumulative_incidence([1, 2, 3, 4], [1, 2, 1, 0])
    >>> found.at(3)
    {1: 0.5, 2: 0.25}
    """
    when, cause = _follow_up(times, causes)
    if (cause < 0).any() or (cause % 1 != 0).any():
        raise ValueError("a cause is no whole number from 0")
    curve = kaplan_meier(when, cause > 0)
    before = np.concatenate(([1.0], curve.survival[:-1])) if len(curve.times) else curve.survival
    row = np.searchsorted(curve.times, when)
    kinds = [int(kind) for kind in np.unique(cause) if kind]
    events = {k: np.bincount(row[cause == k], minlength=len(curve.times)) for k in kinds}
    shares = {k: np.cumsum(before * count / curve.at_risk) for k, count in events.items()}
    return Incidence(curve.times, events, shares)


def _follow_up(times: ArrayLike, marks: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    when, what = known(times, "times"), known(marks, "events")
    if len(when) != len(what):
        raise ValueError(f"{len(when)} times and {len(what)} events")
    if (when < 0).any():
        raise ValueError("a time is negative")
    return when, what


def closing_time(last_open: ArrayLike, first_closed: ArrayLike, stated: ArrayLike) -> np.ndarray:
    """Return when each business closed, known only to lie between two visits.

    The stated time where it lies in (last_open, first_closed], else the midpoint: the rule of the
    method, section 4; midpoint imputation is common for narrow intervals only (Sun 2006, *The
    Statistical Analysis of Interval-censored Failure Time Data*, chapter 2).

    Parameters
    ----------
    last_open
        Last time seen open; 0 (the hand-over) for whoever was closed at first sight.
    first_closed
        First time seen closed.
    stated
        Time the owner states; NaN where none is stated. All three in one unit since the hand-over.

    Raises
    ------
    ValueError
        If `last_open` or `first_closed` is missing, or the first is not before the second.

    >>> closing_time([0, 6, 6], [6, 12, 12], [2, np.nan, 6]).tolist()
    [2.0, 9.0, 9.0]
    """
    start, end = known(last_open, "last seen open"), known(first_closed, "first seen closed")
    said = np.asarray(stated, dtype=float)
    if not start.shape == end.shape == said.shape:
        raise ValueError(f"{start.shape}, {end.shape} and {said.shape} times")
    if (start >= end).any():
        raise ValueError("last seen open is not before first seen closed")
    return np.where((said > start) & (said <= end), said, start + (end - start) / 2)
