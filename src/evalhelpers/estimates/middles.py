"""Medians and the middle of paired differences, without a law for the values."""

from __future__ import annotations

from functools import cache
from math import ceil, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from evalhelpers.estimates.inputs import TAIL, known

# Up to here the law of the signed ranks is counted out; above it is taken as normal.
EXACT = 50


def median_interval(values: ArrayLike) -> tuple[float, float] | None:
    """Return the 95% interval of a median between two of the values; None for fewer than six.

    The r-th value from below and from above, r the greatest with a binomial (n, 1/2) probability of
    at most 2.5% for fewer than r (Thompson 1936, *Annals of Mathematical Statistics* 7:122; Conover
    1999, *Practical Nonparametric Statistics*, 3rd ed., section 3.2). Assumes independent persons;
    ties only make it more careful. No finite population correction: a census needs no interval.

    Parameters
    ----------
    values
        One number per person in any unit, which is also that of the result; the missing are left
        out by the caller.

    Raises
    ------
    ValueError
        If a value is missing or infinite.

    >>> median_interval([3, 1, 2, 9, 4, 7, 5, 8, 6])
    (2.0, 8.0)
    >>> median_interval([1, 2, 3, 4, 5])
    """
    row = np.sort(known(values, "median"))
    rank = _rank_of_the_median(len(row))
    return (float(row[rank - 1]), float(row[-rank])) if rank else None


@cache
def _rank_of_the_median(n: int) -> int:
    """Return the greatest r for which fewer than r of n fall below the median in at most 2.5%; 0 for none."""
    # A report asks for some hundred medians of the same few sizes.
    return int(stats.binom(n, 0.5).ppf(TAIL * (1 + 1e-12))) if n else 0


class Shift(NamedTuple):
    """Where the middle of differences lies.

    Parameters
    ----------
    estimate
        Pseudo-median: the median of the Walsh averages, in the unit of the differences.
    interval
        Its 95% interval; None for fewer than six differences.
    statistic
        T+, the sum of the ranks of the positive differences.
    p_value
        Two-sided, of the hypothesis that the differences lie symmetrically about 0.
    n, zeros
        All differences, and those among them that are 0.
    exact
        Whether interval and p-value come from the exact law, not the normal one.
    """

    estimate: float
    interval: tuple[float, float] | None
    statistic: float
    p_value: float
    n: int
    zeros: int
    exact: bool


def hodges_lehmann(differences: ArrayLike) -> Shift:
    """Return the Hodges–Lehmann estimate of paired differences with the signed-rank interval and test.

    Estimate: median of the n(n + 1)/2 Walsh averages (Hodges and Lehmann 1963, *Annals of
    Mathematical Statistics* 34:598). Interval: the k-th Walsh average from below and from above
    (Tukey 1949; Hollander, Wolfe and Chicken 2014, *Nonparametric Statistical Methods*, 3rd ed.,
    sections 3.2 and 3.3), k from the exact law of the signed ranks up to 50 differences, above from
    its normal approximation, rounded up (Campbell and Gardner 1988, BMJ 296:1454). Both use all
    differences, zeros too; ties make the interval more careful, not less.

    Test: Wilcoxon 1945 (*Biometrics Bulletin* 1:80). Zeros by Pratt 1959 (JASA 54:655): ranked with
    the others, then left out of the sum. Ties get their average rank, and the p-value comes from
    the signs given these ranks: counted out up to 50 differences (Hollander, Wolfe and Chicken
    2014, section 3.1, comment on ties), above by the normal law with the variance of these ranks and no
    continuity correction. With many zeros or ties test and interval may differ at the margin.

    Parameters
    ----------
    differences
        One number per pair in any unit, later less earlier; pairs with one side missing are left
        out by the caller. Assumed independent and symmetric about their middle.

    Raises
    ------
    ValueError
        If there is no difference, or one is missing or infinite.

    >>> shift = hodges_lehmann([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])
    >>> shift.estimate, shift.interval, shift.statistic, round(shift.p_value, 5)
    (25.0, (4.0, 41.5), 96.0, 0.04126)
    """
    row = np.sort(known(differences, "differences"))
    n = len(row)
    if n == 0:
        raise ValueError("no difference")
    pairs = n * (n + 1) // 2
    middle = (_walsh(row, (pairs + 1) // 2) + _walsh(row, pairs // 2 + 1)) / 2
    k = _rank_of_the_end(n)
    interval = (_walsh(row, k), _walsh(row, pairs + 1 - k)) if k else None
    statistic, p_value = _signed_rank(row)
    return Shift(middle, interval, statistic, p_value, n, int(np.count_nonzero(row == 0)), n <= EXACT)


def _walsh(row: np.ndarray, k: int) -> float:
    """Return the k-th smallest average of two of the sorted values, each also taken with itself.

    Bisection of the value: averages up to a guess are counted in n log n steps and never listed
    (after Monahan 1984, *ACM TOMS* 10:265).
    """
    first = np.arange(len(row))

    def last_partner(guess: float) -> np.ndarray:
        return np.searchsorted(row, 2 * guess - row, side="right") - 1

    low, high = float(row[0]), float(row[-1])
    fine = 4 * np.spacing(max(abs(low), abs(high)))
    low -= fine
    while high - low > fine:
        guess = low + (high - low) / 2
        if np.maximum(last_partner(guess) - first + 1, 0).sum() >= k:
            high = guess
        else:
            low = guess
    # What remains between both is rounding: take the greatest real average there.
    partner = last_partner(high + fine)
    at = partner >= first
    return float(((row[at] + row[partner[at]]) / 2).max())


def _law_of_the_sum(ranks: np.ndarray) -> np.ndarray:
    """Return the probability of each sum of whole ranks when every rank is in or out by a fair coin."""
    law = np.zeros(int(ranks.sum()) + 1)
    law[0] = 1.0
    for rank in ranks:
        law[rank:] = (law[rank:] + law[: len(law) - rank]) / 2
        law[:rank] /= 2
    return law


def _rank_of_the_end(n: int) -> int:
    """Return the greatest k with a probability of at most `TAIL` that fewer than k averages are positive."""
    if n <= EXACT:
        below = np.cumsum(_law_of_the_sum(np.arange(1, n + 1)))
        return int(np.count_nonzero(below <= TAIL))
    return ceil(n * (n + 1) / 4 + stats.norm.ppf(TAIL) * sqrt(n * (n + 1) * (2 * n + 1) / 24))


def _signed_rank(row: np.ndarray) -> tuple[float, float]:
    ranks = stats.rankdata(np.abs(row))
    positive, moved = ranks[row > 0].sum(), ranks[row != 0]
    if len(moved) == 0:
        return 0.0, 1.0
    if len(row) <= EXACT:
        # Average ranks are whole or half: doubled, all are whole.
        law = _law_of_the_sum(np.rint(2 * moved).astype(int))
        at = round(2 * positive)
        p_value = 2 * min(law[: at + 1].sum(), law[at:].sum())
    else:
        z = (positive - moved.sum() / 2) / sqrt((moved**2).sum() / 4)
        p_value = 2 * stats.norm.sf(abs(z))
    return float(positive), min(float(p_value), 1.0)
