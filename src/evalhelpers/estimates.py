"""Intervals, bounds and tests on plain numbers; each with its source and what it assumes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

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
    law = stats.hypergeom
    totals = range(x, population - n + x + 1)
    # The upper tail rises with the total and the lower one falls, so both limits can be bisected.
    low = bisect_left(totals, True, key=lambda k: law.sf(x - 1, population, k, n) > tail * _MORE)
    high = bisect_left(totals, True, key=lambda k: law.cdf(x, population, k, n) <= tail * _MORE)
    return totals[low], totals[high - 1]


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
