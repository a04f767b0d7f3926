"""Shares of independent persons: one, two, pairs, and many comparisons at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from statsmodels.stats.contingency_tables import mcnemar as _mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.proportion import test_proportions_2indep as _equal_shares

from evalhelpers.estimates.inputs import TAIL


def wilson(x: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share; assumes independent persons.

    Wilson 1927 (JASA 22:209); method 3 of Newcombe 1998 (*Statistics in Medicine* 17:857).

    Parameters
    ----------
    x, n
        Persons with the property, and persons whose answer is known; the missing are in neither.

    >>> [round(end, 4) for end in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    low, high = proportion_confint(x, n, alpha=2 * TAIL, method="wilson")
    return float(low), float(high)


def newcombe(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    """Return Newcombe's 95% interval of x/n - y/m for independent groups.

    Newcombe 1998 (*Statistics in Medicine* 17:873), method 10: hybrid score, no continuity correction.

    Parameters
    ----------
    x, n
        Persons of the first group with the property, and with a known answer.
    y, m
        The same of the second group.

    >>> [round(end, 4) for end in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    low, high = confint_proportions_2indep(x, n, y, m, method="newcomb", compare="diff", alpha=2 * TAIL)
    return float(low), float(high)


def newcombe_paired(both: int, gained: int, lost: int, neither: int) -> tuple[float, float]:
    """Return Newcombe's 95% interval of the share now less the share before, of the same persons.

    Newcombe 1998 (*Statistics in Medicine* 17:2635), method 10: the score intervals of both shares put
    together, less what their correlation takes away, with his correction for continuity of a positive
    correlation. Written out because `statsmodels` and `scipy` have intervals for independent shares only.

    Parameters
    ----------
    both, neither
        Persons with the property both times, and neither time.
    gained, lost
        Persons with it only now, and only before; a person with one answer missing is nowhere.

    Raises
    ------
    ValueError
        If a count is negative or there is nobody.

    >>> [round(end, 4) for end in newcombe_paired(59, 6, 16, 80)]
    [-0.1186, -0.0046]
    """
    if min(both, gained, lost, neither) < 0:
        raise ValueError("a count of pairs is negative")
    n = both + gained + lost + neither
    if not n:
        raise ValueError("there are no pairs")
    now, before = both + gained, both + lost
    agreement = float(both * neither - gained * lost)
    if agreement > 0:
        agreement = max(agreement - n / 2, 0.0)
    spread = now * (n - now) * before * (n - before)
    phi = agreement / sqrt(spread) if spread else 0.0
    share, earlier = now / n, before / n
    (low, high), (low_earlier, high_earlier) = wilson(now, n), wilson(before, n)

    def joined(one: float, other: float) -> float:
        # Of a perfect correlation and equal arms nothing is left, and rounding may leave less.
        return sqrt(max(one**2 - 2 * phi * one * other + other**2, 0.0))

    gap = share - earlier
    return (
        gap - joined(share - low, high_earlier - earlier),
        gap + joined(high - share, earlier - low_earlier),
    )


def two_shares(x: int, n: int, y: int, m: int) -> float:
    """Return the p-value of the score test that two independent shares are equal; 1 if neither varies.

    Miettinen and Nurminen 1985 (*Statistics in Medicine* 4:213), two-sided, against the normal law.

    Parameters
    ----------
    x, n, y, m
        As for `newcombe`.
    """
    if x + y in (0, n + m):
        return 1.0
    return float(_equal_shares(x, n, y, m, method="score", compare="diff").pvalue)


def mcnemar_exact(gained: int, lost: int) -> float:
    """Return the exact two-sided p-value of McNemar's test on the discordant pairs.

    McNemar 1947 (*Psychometrika* 12:153) with the binomial law of the discordant pairs (Fagerland,
    Lydersen and Laake 2013, *BMC Medical Research Methodology* 13:91, "exact conditional").

    Parameters
    ----------
    gained, lost
        Persons who went from no to yes, and from yes to no; a person with one answer missing is in
        neither. Without any the p-value is 1.

    >>> mcnemar_exact(1, 7)
    0.0703125
    """
    if gained + lost == 0:
        return 1.0
    return float(_mcnemar([[0, gained], [lost, 0]], exact=True).pvalue)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for the false discovery rate, in order.

    Benjamini and Hochberg 1995 (*JRSS B* 57:289), section 3: the step-up procedure.

    Parameters
    ----------
    p_values
        One per comparison of the family, none missing.

    >>> [round(p, 3) for p in benjamini_hochberg([0.01, 0.02, 0.5])]
    [0.03, 0.03, 0.5]
    """
    if not p_values:
        return []
    return [float(p) for p in multipletests(list(p_values), method="fdr_bh")[1]]
