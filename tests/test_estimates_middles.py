"""Medians and paired differences against printed examples, tables and plain counting."""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalhelpers import estimates

# Hollander and Wolfe 1999, table 3.1: change of the Hamilton depression factor IV in nine patients.
DEPRESSION = [-0.952, 0.147, -1.022, -0.430, -0.620, -0.590, -0.490, 0.080, -0.010]
# Darwin's maize, in eighths of an inch (Fisher 1935); Wilcoxon 1945 uses it as his example.
MAIZE = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
# A printed MATLAB session: math.wustl.edu/~sawyer/m408s09/mprogs/WcxSignRankMr.txt, with ties.
TIED = [11, 4, 3, -2, 13, 2, 7, 4, 3, -3, 12]
# R values quoted in scipy 1.17 stats/tests/test_morestats.py: -4 to 4, 8 zeros among 56.
ZEROS = np.repeat(np.arange(-4, 5), [1, 4, 16, 15, 8, 4, 5, 1, 2])
# Example of ci.median in statpsych, after Snedecor and Cochran 1989.
SNEDECOR = [
    30.2, 20.4, 15.1, 10.2, 10.5, 60.8, 20.8, 25.0, 20.7, 30.9, 10.8, 5.1, 50.9, 40.0, 20.9, 10.8, 0, 20.5, 50.8,
]  # fmt: skip
# Help of Minitab 18, "Calculate the estimated median ... for the 1-sample Wilcoxon test".
MINITAB = [24, 12, 24, 19, 12, 21, 23, 11, 17, 19, 23, 14, 23, 15, 14, 6]

rupiah = st.lists(st.integers(-3_000_000, 3_000_000), min_size=1, max_size=70)


def walsh(values: list[float]) -> list[float]:
    return sorted((a + b) / 2 for a, b in combinations_with_replacement(values, 2))


def test_the_median_interval_of_a_printed_example() -> None:
    assert estimates.median_interval(SNEDECOR) == (10.8, 30.9)


@pytest.mark.parametrize(
    ("n", "rank"),
    # coursehero.com/file/5646626, table A.7: the narrowest pair of ranks printed with 95% or more.
    [
        *[(6, 1), (7, 1), (8, 1), (9, 2), (10, 2), (11, 2), (12, 3), (13, 3), (14, 3), (15, 4)],
        *[(16, 4), (17, 5), (18, 5), (19, 5), (20, 6)],
    ],
)
def test_the_ranks_of_the_median_are_the_tabled_ones(n: int, rank: int) -> None:
    assert estimates.median_interval(range(1, n + 1)) == (rank, n + 1 - rank)


@pytest.mark.parametrize("n", range(6))
def test_fewer_than_six_values_have_no_interval(n: int) -> None:
    assert estimates.median_interval(range(n)) is None
    if n:
        assert estimates.hodges_lehmann(range(n)).interval is None


@pytest.mark.parametrize("n", [6, 17, 60, 333, 1000])
def test_the_median_interval_is_the_narrowest_that_covers(n: int) -> None:
    """Count all 2^n ways for the values to fall on either side of the median, in whole numbers."""
    interval = estimates.median_interval(range(1, n + 1))
    assert interval is not None
    rank = int(interval[0])
    missed = 2 * sum(comb(n, k) for k in range(rank))
    assert missed * 20 <= 2**n < (missed + 2 * comb(n, rank)) * 20


def test_hodges_lehmann_of_the_depression_data() -> None:
    """Hollander and Wolfe 1999, examples 3.1 to 3.4: T+ = 5, P = .020 (one side), -.46, (-.786, -.010)."""
    shift = estimates.hodges_lehmann(DEPRESSION)
    assert shift.interval is not None
    assert f"{shift.estimate:.2f}" == "-0.46"
    assert [f"{end:.3f}" for end in shift.interval] == ["-0.786", "-0.010"]
    assert (shift.statistic, shift.exact, shift.n, shift.zeros) == (5, True, 9, 0)
    assert f"{shift.p_value / 2:.3f}" == "0.020"


def test_the_exact_test_of_darwin_s_maize() -> None:
    """The `scipy.stats.wilcoxon` reference page prints T = 24 (the smaller sum) and this p-value."""
    shift = estimates.hodges_lehmann(MAIZE)
    assert 15 * 16 / 2 - shift.statistic == 24
    assert shift.p_value == pytest.approx(0.041259765625, abs=1e-12)


def test_the_pseudo_median_of_a_printed_example() -> None:
    assert estimates.hodges_lehmann(MINITAB).estimate == 17.5


def test_ties_get_average_ranks() -> None:
    assert estimates.hodges_lehmann(TIED).statistic == 60.5


def test_zeros_by_pratt_above_fifty_differences() -> None:
    shift = estimates.hodges_lehmann(ZEROS)
    assert (shift.statistic, shift.zeros, shift.exact) == (423, 8, False)
    assert shift.p_value == pytest.approx(0.0031724568006762576, abs=1e-15)


@pytest.mark.parametrize(
    ("differences", "p_value"),
    [
        # R 4.0.3 wilcox.test(exact = TRUE), quoted in scipy 1.17 stats/tests/test_morestats.py.
        ([1.10, 0.17, 1.76, -1.33, 1.91, 1.73, -0.20, 0.47, -0.07, 0.90], 0.10546875),
        ([2 * k - 19.5 for k in range(20)], 0.8694877624511719),
    ],
)
def test_exact_probabilities_of_r(differences: list[float], p_value: float) -> None:
    assert estimates.hodges_lehmann(differences).p_value == pytest.approx(p_value, abs=1e-12)


@pytest.mark.parametrize(
    ("n", "critical"),
    # Wilcoxon, Katti and Wilcox 1963: greatest T significant at 5%, two-sided.
    [
        *[(6, 0), (7, 2), (8, 3), (9, 5), (10, 8), (11, 10), (12, 13), (13, 17), (14, 21), (15, 25)],
        *[(16, 29), (17, 34), (18, 40), (19, 46), (20, 52), (21, 58), (22, 65), (23, 73), (24, 81), (25, 89)],
    ],
)
def test_the_ends_are_the_averages_the_tabled_critical_values_name(n: int, critical: int) -> None:
    values = [float(3**k) for k in range(n)]  # no two averages are equal
    averages = walsh(values)
    assert estimates.hodges_lehmann(values).interval == (averages[critical], averages[-critical - 1])


@pytest.mark.parametrize("n", [6, 8, 11])
def test_the_signed_rank_interval_covers_in_95_of_100_sign_patterns(n: int) -> None:
    """Symmetric about 0, every pattern of signs is as likely as any other."""
    held = 0
    for signs in product((-1, 1), repeat=n):
        interval = estimates.hodges_lehmann([s * 1.5**k for k, s in enumerate(signs)]).interval
        assert interval is not None
        held += interval[0] <= 0 <= interval[1]
    assert held * 20 >= 2**n * 19


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=1, max_size=9))
def test_the_p_value_counts_the_signs_of_what_moved(differences: list[int]) -> None:
    """Ranks by counting, zeros ranked and then left out, and all patterns of signs tried."""
    sizes = [abs(d) for d in differences]
    ranks = [sum(s < size for s in sizes) + (sizes.count(size) + 1) / 2 for size in sizes]
    moved = [(rank, d > 0) for rank, d in zip(ranks, differences, strict=True) if d]
    seen = sum(rank for rank, positive in moved if positive)
    sums = [
        sum(rank for (rank, _), positive in zip(moved, signs, strict=True) if positive)
        for signs in product((False, True), repeat=len(moved))
    ]
    least = min(sum(s <= seen for s in sums), sum(s >= seen for s in sums))
    shift = estimates.hodges_lehmann(differences)
    assert shift.statistic == seen
    assert shift.p_value == pytest.approx(min(2 * least / len(sums), 1))


@settings(max_examples=150, deadline=None)
@given(rupiah)
def test_the_estimate_is_the_median_of_all_averages_and_lies_in_its_interval(differences: list[int]) -> None:
    shift = estimates.hodges_lehmann(differences)
    averages = walsh([float(d) for d in differences])
    assert shift.estimate == np.median(averages)
    if shift.interval:
        assert shift.interval[0] <= shift.estimate <= shift.interval[1]
        assert set(shift.interval) <= set(averages)


@settings(max_examples=100, deadline=None)
@given(rupiah, st.integers(-2_000_000, 2_000_000), st.sampled_from([0.25, 0.5, 2, 8]))
def test_a_shift_or_another_unit_moves_estimate_and_interval_along(
    differences: list[int], by: int, times: float
) -> None:
    here = estimates.hodges_lehmann(differences)
    there = estimates.hodges_lehmann([times * (d + by) for d in differences])
    assert there.estimate == times * (here.estimate + by)
    if here.interval:
        assert there.interval == tuple(times * (end + by) for end in here.interval)


@settings(max_examples=100, deadline=None)
@given(rupiah)
def test_losses_are_the_mirror_of_gains(differences: list[int]) -> None:
    here, there = estimates.hodges_lehmann(differences), estimates.hodges_lehmann([-d for d in differences])
    assert there.estimate == -here.estimate
    assert there.p_value == pytest.approx(here.p_value)
    if here.interval:
        assert there.interval == (-here.interval[1], -here.interval[0])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_fractions_give_real_averages_to_the_last_digits(differences: list[float]) -> None:
    reach = max(map(abs, differences))
    median = np.median(walsh(differences))
    assert estimates.hodges_lehmann(differences).estimate == pytest.approx(median, abs=1e-14 * reach + 1e-300)


def test_the_normal_ends_continue_the_exact_ones() -> None:
    """At 51 and more the true critical values are known from counting; the ends may only be wider."""
    for n in (51, 75, 100):
        ways = np.zeros(n * (n + 1) // 2 + 1, dtype=object)
        ways[0] = 1
        for rank in range(1, n + 1):
            ways[rank:] = ways[rank:] + ways[:-rank]
        k = sum(int(below) * 40 <= 2**n for below in np.cumsum(ways))
        values = np.arange(1, n + 1) ** 2
        averages = walsh([float(v) for v in values])
        interval = estimates.hodges_lehmann(values).interval
        assert interval is not None
        assert averages[k - 2] <= interval[0] <= averages[k - 1]
        assert averages[-k] <= interval[1] <= averages[-k + 1]


def test_a_province_of_twelve_thousand_needs_no_list_of_its_72_million_pairs() -> None:
    gains = np.arange(12_000) * 1000.0
    shift = estimates.hodges_lehmann(np.concatenate((gains, -gains[1:])))
    assert shift.estimate == 0
    assert shift.p_value == 1
    assert shift.interval is not None
    assert shift.interval[0] == -shift.interval[1] < 0


def test_nothing_moved() -> None:
    shift = estimates.hodges_lehmann([0] * 8)
    assert shift == (0.0, (0.0, 0.0), 0.0, 1.0, 8, 8, True)


def test_missing_values_are_refused() -> None:
    for estimate in (estimates.median_interval, estimates.hodges_lehmann):
        for bad in (np.nan, np.inf):
            with pytest.raises(ValueError, match="1 of 3 are not numbers"):
                estimate([1, bad, 3])
        with pytest.raises(ValueError, match="one row"):
            estimate([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="no difference"):
        estimates.hodges_lehmann([])
