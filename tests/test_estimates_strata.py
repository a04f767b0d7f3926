"""Stratified means and shares against printed examples and against all draws of small populations."""

from __future__ import annotations

from itertools import combinations, product
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_estimates import vectors

from evalhelpers import estimates

# Scheaffer, Mendenhall and Ott, *Elementary Survey Sampling*, chapter 5: hours of television a week in
# two towns and a rural area (also online.stat.psu.edu/stat506, example 6-1).
HOURS = [
    ([35, 43, 36, 39, 28, 28, 29, 25, 38, 27, 26, 32, 29, 40, 35, 41, 37, 31, 45, 34], 155),
    ([27, 15, 4, 41, 49, 25, 10, 30], 62),
    ([8, 14, 12, 15, 30, 32, 21, 20, 34, 7, 11, 24], 93),
]


def with_moments(n: int, mean: float, variance: float) -> np.ndarray:
    """Return n numbers of this mean and variance."""
    row = np.arange(n, dtype=float)
    return mean + (row - row.mean()) * sqrt(variance / row.var(ddof=1))


def test_the_printed_mean_of_the_television_hours() -> None:
    found = estimates.stratified_mean(HOURS)
    assert f"{found.estimate:.1f}" == "27.7"
    assert f"{found.standard_error**2:.2f}" == "1.97"
    assert f"{2 * found.standard_error:.1f}" == "2.8"


def test_the_printed_share_of_the_television_show() -> None:
    found = estimates.stratified_share([(16, 20, 155), (2, 8, 62), (6, 12, 93)])
    assert f"{found.estimate:.2f}" == "0.60"
    assert f"{found.standard_error**2:.4f}" == "0.0045"
    assert f"{found.standard_error:.3f}" == "0.067"


def test_the_printed_mean_of_the_agricultural_census() -> None:
    """Lohr 1999, *Sampling: Design and Analysis*, example 3.2: acres of farms in 3078 counties."""
    strata = [
        (with_moments(21, 97_629.8, 7_647_472_708), 220),
        (with_moments(103, 300_504.2, 29_618_183_543), 1054),
        (with_moments(135, 211_315.0, 53_587_487_856), 1382),
        (with_moments(41, 662_295.5, 396_185_950_266), 422),
    ]
    found = estimates.stratified_mean(strata)
    assert found.estimate * 3078 == pytest.approx(909_736_034, rel=1e-6)
    assert found.standard_error * 3078 == pytest.approx(50_417_248, rel=1e-6)


def test_one_stratum_is_the_published_simple_draw() -> None:
    for row in vectors("proporsi_populasi_terhingga").itertuples():
        found = estimates.stratified_share([(row.m, row.n, row.N)])
        assert found.estimate == pytest.approx(row.p)
        if row.n < row.N:
            assert f"{found.standard_error:.4f}" == f"{row.se:.4f}"
        else:
            assert found == (0.5, 0.0, inf)


def test_error_and_estimate_are_right_on_average_over_all_draws() -> None:
    """Draw every sample of a small population: the mean is unbiased, and so is its variance."""
    population, drawn = ([2, 3, 7, 11], [1, 5, 6]), (2, 2)
    everyone = [v for stratum in population for v in stratum]
    found = [
        estimates.stratified_mean(
            [(list(part), len(stratum)) for part, stratum in zip(draw, population, strict=True)]
        )
        for draw in product(*(combinations(stratum, n) for stratum, n in zip(population, drawn, strict=True)))
    ]
    means = np.array([one.estimate for one in found])
    assert means.mean() == pytest.approx(np.mean(everyone))
    assert np.mean([one.standard_error**2 for one in found]) == pytest.approx(means.var())


strata = st.lists(
    st.tuples(st.lists(st.integers(0, 1), min_size=2, max_size=12), st.integers(0, 30)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(strata)
def test_a_share_is_the_mean_of_noughts_and_ones(cases: list[tuple[list[int], int]]) -> None:
    mean = estimates.stratified_mean([(row, len(row) + more) for row, more in cases])
    share = estimates.stratified_share([(sum(row), len(row), len(row) + more) for row, more in cases])
    assert share == pytest.approx(mean)
    if share.interval:
        assert share.interval[0] < share.estimate < share.interval[1]
        assert min(len(row) for row, _ in cases) - 1 <= share.degrees + 1e-9
        assert share.degrees <= sum(len(row) - 1 for row, _ in cases) + 1e-9


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(-100, 100), min_size=2, max_size=9), st.integers(0, 30)),
        min_size=1,
        max_size=5,
    ),
    st.integers(-50, 50),
    st.sampled_from([-2, 0.5, 4]),
)
def test_another_unit_moves_the_mean_and_stretches_the_error(
    cases: list[tuple[list[int], int]], by: int, times: float
) -> None:
    here = estimates.stratified_mean([(row, len(row) + more) for row, more in cases])
    there = estimates.stratified_mean(
        [([times * (v + by) for v in row], len(row) + more) for row, more in cases]
    )
    assert there.estimate == pytest.approx(times * (here.estimate + by), abs=1e-9)
    assert there.standard_error == pytest.approx(abs(times) * here.standard_error, abs=1e-9)


def test_a_stratum_seen_in_full_adds_no_error_even_with_one_unit() -> None:
    alone = estimates.stratified_mean([([2, 4, 6], 30)])
    both = estimates.stratified_mean([([2, 4, 6], 30), ([9], 1), ([5, 7], 2)])
    assert both.estimate == pytest.approx((30 * 4 + 9 + 12) / 33)
    assert both.standard_error == pytest.approx(alone.standard_error * 30 / 33)
    assert both.degrees == alone.degrees == 2


def test_the_interval_uses_student_with_the_effective_degrees() -> None:
    found = estimates.stratified_mean([([2, 4, 6], 30)])
    # Student's 97.5% point with 2 degrees is 4.303 in every table.
    assert found.interval is not None
    assert found.interval[1] - 4 == pytest.approx(4.303 * found.standard_error, abs=5e-4)


def test_what_does_not_vary_has_no_interval() -> None:
    assert estimates.stratified_share([(3, 5, 5), (0, 4, 4)]).interval is None
    assert estimates.stratified_share([(0, 5, 50)]).interval is None


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ((0, 1, 2), "1 of 2 seen"),
        ((1, 1, 40), "1 of 40 seen"),
        ((0, 0, 5), "0 of 5 seen"),
        ((2, 6, 5), "6 of 5 seen"),
        ((4, 3, 5), "does not hold"),
        ((-1, 3, 5), "does not hold"),
    ],
)
def test_a_stratum_that_tells_no_variance_is_refused(case: tuple[int, int, int], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        estimates.stratified_share([(3, 5, 9), case])
    x, n, population = case
    if 0 <= x <= n:
        with pytest.raises(ValueError, match=why):
            estimates.stratified_mean([([1, 2], 9), ([1] * x + [0] * (n - x), population)])


def test_no_stratum_and_missing_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no stratum"):
        estimates.stratified_mean([])
    with pytest.raises(ValueError, match="1 of 2 are not numbers"):
        estimates.stratified_mean([([1, np.nan], 9)])
