"""Intervals, bounds and tests on plain numbers; each with its source and what it assumes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as _mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.proportion import test_proportions_2indep as _equal_shares

TAIL = 0.025
# A tail of exactly 1/40 must not pass for more than that because of its last binary digit.
_MORE = 1 + 1e-9


def possible_totals(x: int, n: int, population: int, *, tail: float = TAIL) -> tuple[int, int]:
    """Return the least and greatest number K of successes in the population that x of n leaves credible.

    Inversion of the hypergeometric test: K stays while both tail probabilities of x exceed `tail`.
    Assumes that the n seen are a random draw without replacement from the population (Cochran,
    *Sampling Techniques*, section 3.6; the plain inversion, not widened).

    >>> possible_totals(45, 100, 300)
    (111, 160)

    Raises
    ------
    ValueError
        Unless 0 <= x <= n <= population.
    """
    if not 0 <= x <= n <= population:
        raise ValueError(f"0 <= {x} <= {n} <= {population} does not hold")
    low, high = _possible_totals(np.array([x]), np.array([n]), np.array([population]), tail)
    return int(low[0]), int(high[0])


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

    Parameters
    ----------
    x, n
        Persons with the property, and persons whose answer is known.
    population
        Everyone, known or not.
    settled, settled_met
        Of the known, those whose answer is certain by design and who are therefore no draw, and
        how many of them have the property. They leave the inversion and are added to its result.

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


def bounds(x: int, n: int, population: int) -> tuple[float, float]:
    """Return the share if every unknown failed, and if every unknown succeeded.

    >>> bounds(33, 41, 48)
    (0.6875, 0.8333333333333334)
    """
    return x / population, (x + population - n) / population


def wilson(x: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share (Wilson 1927); assumes independent persons."""
    low, high = proportion_confint(x, n, alpha=2 * TAIL, method="wilson")
    return float(low), float(high)


def newcombe(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    """Return Newcombe's 95% interval of x/n - y/m for independent groups (Newcombe 1998, method 10)."""
    low, high = confint_proportions_2indep(x, n, y, m, method="newcomb", compare="diff", alpha=2 * TAIL)
    return float(low), float(high)


def two_shares(x: int, n: int, y: int, m: int) -> float:
    """Return the p-value of the score test that two independent shares are equal; 1 if neither varies."""
    if x + y in (0, n + m):
        return 1.0
    return float(_equal_shares(x, n, y, m, method="score", compare="diff").pvalue)


def mcnemar_exact(gained: int, lost: int) -> float:
    """Return the exact two-sided p-value of McNemar's test on the discordant pairs."""
    if gained + lost == 0:
        return 1.0
    return float(_mcnemar([[0, gained], [lost, 0]], exact=True).pvalue)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for the false discovery rate, in order (Benjamini, Hochberg 1995)."""
    if not p_values:
        return []
    return [float(p) for p in multipletests(list(p_values), method="fdr_bh")[1]]
