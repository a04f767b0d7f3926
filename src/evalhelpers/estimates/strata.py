"""Means and shares of a population drawn stratum by stratum."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from evalhelpers.estimates.inputs import TAIL, known


class Stratified(NamedTuple):
    """An estimate from a stratified draw.

    Parameters
    ----------
    estimate
        In the unit of the values, or a share.
    standard_error
        Design-based, with the finite population correction; 0 if everyone was seen.
    degrees
        Satterthwaite's effective degrees of freedom; infinite where the standard error is 0.
    """

    estimate: float
    standard_error: float
    degrees: float

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval by Student's law (Cochran 1977, section 5.4); None if nothing varies.

        Nothing varies in a census, which needs no interval, and among equal values, which cannot
        give one. For a share near 0 or 1 the ends may pass it.
        """
        if self.standard_error == 0:
            return None
        reach = float(stats.t.isf(TAIL, self.degrees)) * self.standard_error
        return self.estimate - reach, self.estimate + reach


class _Part(NamedTuple):
    n: int
    population: int
    mean: float
    variance: float


def stratified_mean(strata: Iterable[tuple[ArrayLike, int]]) -> Stratified:
    """Return the mean of the population from a simple random draw within each stratum.

    Cochran 1977, *Sampling Techniques*, 3rd ed., sections 5.3 and 5.4 (degrees of
    freedom: equation 5.16, after Satterthwaite 1946).

    Parameters
    ----------
    strata
        Per stratum the values seen, in one unit, and the number of units in the stratum. Missing
        values are left out by the caller, who thereby takes them for not drawn.

    Raises
    ------
    ValueError
        If a stratum has nobody seen, or only one of several: its variance is unknown, not 0. If a
        value is missing, more were seen than there are, or there is no stratum. A stratum seen in
        full adds no error.

    >>> result = stratified_mean([([2, 4, 6], 30), ([10, 14], 10)])
    >>> result.estimate, round(result.standard_error, 4)
    (6.0, 0.9354)
    """
    parts = []
    for values, population in strata:
        row = known(values, "stratum")
        spread = float(row.var(ddof=1)) if len(row) > 1 else 0.0
        parts.append(_Part(len(row), population, float(row.mean()) if len(row) else 0.0, spread))
    return _combined(parts)


def stratified_share(strata: Iterable[tuple[int, int, int]]) -> Stratified:
    """Return the share in the population from a simple random draw within each stratum.

    Cochran 1977, *Sampling Techniques*, 3rd ed., section 5.10.

    Parameters
    ----------
    strata
        Per stratum x, n and population: persons with the property, persons seen, everyone.

    Raises
    ------
    ValueError
        As `stratified_mean`, and unless 0 <= x <= n.

    >>> result = stratified_share([(16, 20, 155), (2, 8, 62), (6, 12, 93)])
    >>> round(result.estimate, 4), round(result.standard_error, 4)
    (0.6, 0.0674)
    """
    parts = []
    for x, n, population in strata:
        if not 0 <= x <= n:
            raise ValueError(f"0 <= {x} <= {n} does not hold")
        share = x / n if n else 0.0
        spread = share * (1 - share) * n / (n - 1) if n > 1 else 0.0
        parts.append(_Part(n, population, share, spread))
    return _combined(parts)


def _combined(parts: list[_Part]) -> Stratified:
    if not parts:
        raise ValueError("no stratum")
    for n, population, _, _ in parts:
        if not 1 <= n <= population:
            raise ValueError(f"a stratum with {n} of {population} seen")
        if n == 1 < population:
            raise ValueError(f"a stratum with 1 of {population} seen: its variance is unknown")
    seen, size, mean, spread = np.array(parts, dtype=float).T
    total = size.sum()
    # Variance of each stratum's share in the total, N_h(N_h - n_h)/n_h s_h^2.
    pieces = size * (size - seen) / seen * spread
    if not pieces.any():
        return Stratified(float((size * mean).sum() / total), 0.0, inf)
    moving = pieces > 0
    degrees = pieces.sum() ** 2 / (pieces[moving] ** 2 / (seen[moving] - 1)).sum()
    return Stratified(float((size * mean).sum() / total), sqrt(pieces.sum()) / float(total), float(degrees))
