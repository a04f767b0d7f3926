"""Shares of a finite population of which only some were seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from evalhelpers.estimates.inputs import TAIL

# A tail of exactly 1/40 must not pass for more than that because of its last binary digit.
_MORE = 1 + 1e-9


def possible_totals(x: int, n: int, population: int, *, tail: float = TAIL) -> tuple[int, int]:
    """Return the least and greatest number K of successes in the population that x of n leaves credible.

    Inversion of the hypergeometric test: K stays while both tail probabilities of x exceed `tail`
    (Cochran 1977, *Sampling Techniques*, 3rd ed., section 3.6; Buonaccorsi 1987, *The American
    Statistician* 41:215; the plain inversion, not widened). Assumes that the n seen are a random
    draw without replacement from the population.

    Parameters
    ----------
    x, n, population
        Persons seen with the property, persons seen, and everyone. Whoever is not seen is missing
        and counts only in `population`.
    tail
        Probability outside the interval, on each side.

    Raises
    ------
    ValueError
        Unless 0 <= x <= n <= population.

    >>> possible_totals(45, 100, 300)
    (111, 160)
    """
    _check(x, n, population)
    low, high = _possible_totals(np.array([x]), np.array([n]), np.array([population]), tail)
    return int(low[0]), int(high[0])


def _check(x: int, n: int, population: int) -> None:
    if not 0 <= x <= n <= population:
        raise ValueError(f"0 <= {x} <= {n} <= {population} does not hold")


def _possible_totals(
    x: np.ndarray, n: np.ndarray, population: np.ndarray, tail: float
) -> tuple[np.ndarray, np.ndarray]:
    law, end = stats.hypergeom, population - n + x + 1

    def enough_above(totals: np.ndarray, at: np.ndarray) -> np.ndarray:
        return law.sf(x[at] - 1, population[at], totals, n[at]) > tail * _MORE

    def too_few_below(totals: np.ndarray, at: np.ndarray) -> np.ndarray:
        return law.cdf(x[at], population[at], totals, n[at]) <= tail * _MORE

    # The upper tail rises with the total and the lower one falls, so both limits can be bisected.
    return _first(x, end, enough_above), _first(x, end, too_few_below) - 1


def _first(
    start: np.ndarray, end: np.ndarray, holds: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> np.ndarray:
    """Return per range the first whole number for which `holds` (once true, always true), else `end`.

    All ranges are bisected side by side: one call of scipy costs as much for a hundred tails as for one.
    """
    low, high = start.copy(), end.copy()
    while len(at := np.flatnonzero(low < high)):
        middle = (low[at] + high[at]) // 2
        met = holds(middle, at)
        high[at[met]] = middle[met]
        low[at[~met]] = middle[~met] + 1
    return low


def finite_interval(
    x: int, n: int, population: int, *, settled: int = 0, settled_met: int = 0
) -> tuple[float, float] | None:
    """Return the 95% interval of a share of a finite population; None where everyone is known.

    `possible_totals` as shares; same source and assumption.

    Parameters
    ----------
    x, n
        Persons with the property, and persons whose answer is known.
    population
        Everyone, known or not.
    settled, settled_met
        Of the known, those whose answer is certain by design and who are therefore no draw, and
        how many of them have the property. They leave the inversion and are added to its result.

    Raises
    ------
    ValueError
        Unless 0 <= x <= n <= population, also without the settled.

    >>> finite_interval(18, 25, 40)
    (0.6, 0.825)
    """
    if n >= population:
        return None
    low, high = possible_totals(x - settled_met, n - settled, population - settled)
    return (low + settled_met) / population, (high + settled_met) / population


def finite_intervals(
    x: np.ndarray, n: np.ndarray, population: np.ndarray, *, settled: np.ndarray, settled_met: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of `finite_interval` for many shares at once; NaN where everyone is known.

    Parameters
    ----------
    x, n, population, settled, settled_met
        As for `finite_interval`, one whole number per share; the order of sizes is not checked.

    >>> one, none = np.array([18, 3]), np.array([0, 0])
    >>> finite_intervals(one, np.array([25, 5]), np.array([40, 5]), settled=none, settled_met=none)
    (array([0.6, nan]), array([0.825,   nan]))
    """
    low, high = np.full(len(x), np.nan), np.full(len(x), np.nan)
    at = np.flatnonzero(n < population)
    everyone, met, fixed = population[at], settled_met[at], settled[at]
    least, most = _possible_totals(x[at] - met, n[at] - fixed, everyone - fixed, TAIL)
    low[at], high[at] = (least + met) / everyone, (most + met) / everyone
    return low, high


def wilson_finite(x: int, n: int, population: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share with the finite population correction.

    Wilson 1927 (JASA 22:209) on the effective number n* = n(N - 1)/(N - n), the size at which the
    binomial variance equals that of a draw without replacement (Cochran 1977, theorem 3.2, section
    3.2). An approximation: its ends need not be whole numbers of persons and may leave what is
    logically possible, which those of `finite_interval` never do.

    Parameters
    ----------
    x, n, population
        As for `possible_totals`. If all were seen, both ends are the share itself.

    Raises
    ------
    ValueError
        Unless 0 <= x <= n <= population and somebody was seen.

    >>> [round(end, 4) for end in wilson_finite(18, 25, 40)]
    [0.601, 0.8145]
    >>> wilson_finite(3, 4, 4)
    (0.75, 0.75)
    """
    _check(x, n, population)
    if n == 0:
        raise ValueError("nobody was seen")
    if n == population:
        return x / n, x / n
    effective = n * (population - 1) / (population - n)
    low, high = proportion_confint(x / n * effective, effective, alpha=2 * TAIL, method="wilson")
    return float(low), float(high)


def bounds(x: int, n: int, population: int) -> tuple[float, float]:
    """Return the share if every unknown failed, and if every unknown succeeded.

    Manski 1989 (*Journal of Human Resources* 24:343): no assumption at all on the unknown.

    Parameters
    ----------
    x, n, population
        As for `possible_totals`; the order of sizes is not checked.

    Raises
    ------
    ZeroDivisionError
        If the population is empty.

    >>> bounds(33, 41, 48)
    (0.6875, 0.8333333333333334)
    """
    return x / population, (x + population - n) / population
