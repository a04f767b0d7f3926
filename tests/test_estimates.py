"""Intervals and tests against published numbers, and the properties no interval may lose."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multinomial

from evalhelpers import estimates

VECTORS = Path(__file__).parents[1].parent / "shared" / "data" / "test_vectors"


def vectors(name: str) -> pd.DataFrame:
    path = VECTORS / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"published numbers are not here: {path.name}")
    return pd.read_csv(path)


@st.composite
def drawn(draw: st.DrawFn, most: int = 400) -> tuple[int, int, int]:
    population = draw(st.integers(1, most))
    n = draw(st.integers(0, population))
    return draw(st.integers(0, n)), n, population


def by_counting(x: int, n: int, population: int) -> tuple[int, int]:
    """Invert the test by whole numbers only: no rounding can enter."""
    credible, all_draws = [], comb(population, n)
    for total in range(x, population - n + x + 1):
        ways = [comb(total, k) * comb(population - total, n - k) for k in range(n + 1)]
        if min(sum(ways[x:]), sum(ways[: x + 1])) * 40 > all_draws:
            credible.append(total)
    assert credible == list(range(credible[0], credible[-1] + 1))
    return credible[0], credible[-1]


@pytest.mark.parametrize(
    ("x", "n", "population", "low", "high"),
    [
        (6, 8, 10, "0.6000", "0.8000"),
        (18, 25, 40, "0.6000", "0.8250"),
        (60, 85, 125, "0.6480", "0.7600"),
        (3, 5, 8, "0.3750", "0.7500"),
        (0, 8, 10, "0.0000", "0.1000"),
    ],
)
def test_the_finite_interval_meets_the_oracles_of_the_method(
    x: int, n: int, population: int, low: str, high: str
) -> None:
    interval = estimates.finite_interval(x, n, population)
    assert interval is not None
    assert [f"{limit:.4f}" for limit in interval] == [low, high]


@pytest.mark.parametrize(
    ("x", "n", "population", "low", "high"),
    [
        (6, 8, 10, "0.6000", "0.8000"),
        (18, 25, 40, "0.4500", "0.8250"),
        (60, 85, 125, "0.4800", "0.8000"),
        (3, 5, 8, "0.3750", "0.7500"),
        (0, 8, 10, "0.0000", "0.2000"),
        (40, 60, 60, "0.6667", "0.6667"),
    ],
)
def test_the_bounds_meet_the_oracles_of_the_method(
    x: int, n: int, population: int, low: str, high: str
) -> None:
    assert [f"{limit:.4f}" for limit in estimates.bounds(x, n, population)] == [low, high]


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (6, 8, "0.4093", "0.9285"),
        (18, 25, "0.5242", "0.8572"),
        (60, 85, "0.6018", "0.7921"),
        (3, 5, "0.2307", "0.8824"),
        (0, 8, "0.0000", "0.3244"),
        (40, 60, "0.5406", "0.7727"),
    ],
)
def test_wilson_meets_the_oracles_of_the_method(x: int, n: int, low: str, high: str) -> None:
    assert [f"{limit:.4f}" for limit in estimates.wilson(x, n)] == [low, high]


@pytest.mark.parametrize(
    ("x", "n", "population", "low", "high"),
    [
        (6, 8, 10, "0.5893", "0.8625"),
        (18, 25, 40, "0.6010", "0.8145"),
        (60, 85, 125, "0.6482", "0.7576"),
        (3, 5, 8, "0.3302", "0.8203"),
        (0, 8, 10, "0.0000", "0.0964"),
        (40, 60, 60, "0.6667", "0.6667"),
    ],
)
def test_wilson_with_the_finite_correction_meets_the_oracles_of_the_domain(
    x: int, n: int, population: int, low: str, high: str
) -> None:
    assert [f"{limit:.4f}" for limit in estimates.wilson_finite(x, n, population)] == [low, high]


def test_the_plain_inversion_is_one_unit_tighter_than_samplingbook_on_each_side() -> None:
    for row in vectors("proporsi_populasi_terhingga").itertuples():
        low, high = estimates.possible_totals(row.m, row.n, row.N)
        if row.n < row.N:
            assert (low, high) == (row.jumlah_bawah_eksak + 1, row.jumlah_atas_eksak - 1) == (111, 160)
        else:
            assert (low, high) == (row.m, row.m)


def test_two_of_four_out_of_twenty_leave_2_to_18() -> None:
    assert estimates.possible_totals(2, 4, 20) == (2, 18)


def test_published_wilson_intervals_come_out() -> None:
    table = vectors("proporsi_ci")
    table = table[table["metode"] == "wilson"]
    for row in table.itertuples():
        places = 5e-4 if "tol" in row.sumber else 1e-6
        assert estimates.wilson(row.x, row.n) == pytest.approx((row.bawah, row.atas), abs=places)
    assert len(table) >= 10


def test_published_mcnemar_probabilities_come_out() -> None:
    table = vectors("mcnemar")
    exact = table[table["metode"] == "eksak"]
    for row in exact.itertuples():
        assert estimates.mcnemar_exact(row.b, row.c) == pytest.approx(row.p, abs=1e-6)
    assert len(exact) >= 2


def test_published_benjamini_hochberg_probabilities_come_out() -> None:
    table = vectors("benjamini_hochberg")
    for _, family in table.groupby("sumber"):
        assert estimates.benjamini_hochberg(family["p_mentah"].tolist()) == pytest.approx(
            family["bh"].tolist(), rel=1e-6
        )


def test_newcombe_meets_the_first_example_of_its_paper() -> None:
    # Newcombe 1998 (Stat Med 17:873), table II: 56/70 - 48/80, method 10.
    assert estimates.newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("table", "ends", "digits"),
    [
        # Fagerland, Lydersen and Laake 2017, Statistical Analysis of Contingency Tables, chapter 8 (Cavo et al. 2012).
        ((59, 6, 16, 80), (-0.1186, -0.0046), 4),
        # The same authors 2014, Statistics in Medicine 33:2850 (Bentur et al. 2009).
        ((1, 1, 7, 12), (-0.507, -0.026), 3),
        # Altman, Machin, Bryant and Gardner 2000, Statistics with Confidence, table 6.2, worked by hand there.
        ((14, 5, 0, 22), (0.011, 0.226), None),
    ],
)
def test_newcombe_for_pairs_meets_published_examples(
    table: tuple[int, int, int, int], ends: tuple[float, float], digits: int | None
) -> None:
    found = estimates.newcombe_paired(*table)
    if digits is None:
        assert found == pytest.approx(ends, abs=6e-4)
    else:
        assert tuple(round(end, digits) for end in found) == ends


@settings(max_examples=200, deadline=None)
@given(st.tuples(*[st.integers(0, 60)] * 4).filter(any))
def test_newcombe_for_pairs_holds_the_difference_and_turns_with_the_times(
    table: tuple[int, int, int, int],
) -> None:
    both, gained, lost, neither = table
    low, high = estimates.newcombe_paired(both, gained, lost, neither)
    gap = (gained - lost) / sum(table)
    assert -1 - 1e-9 <= low <= gap + 1e-9
    assert gap - 1e-9 <= high <= 1 + 1e-9
    assert estimates.newcombe_paired(both, lost, gained, neither) == pytest.approx((-high, -low))
    # To ask who does not have the property turns the sign too.
    assert estimates.newcombe_paired(neither, lost, gained, both) == pytest.approx((-high, -low))


def test_newcombe_for_pairs_that_have_nothing_to_do_with_one_another_is_that_for_two_groups() -> None:
    assert estimates.newcombe_paired(16, 24, 24, 36) == pytest.approx(estimates.newcombe(40, 100, 40, 100))
    assert estimates.newcombe_paired(60, 10, 20, 10) > estimates.newcombe(70, 100, 80, 100)


@pytest.mark.parametrize(
    "chances", [(0.2, 0.15, 0.05, 0.6), (0.4, 0.1, 0.1, 0.4), (0.05, 0.2, 0.02, 0.73), (0.7, 0.05, 0.15, 0.1)]
)
def test_newcombe_for_pairs_covers_the_truth_in_about_95_of_100(chances: tuple[float, ...]) -> None:
    """Over all tables of 25 pairs, each with its probability."""
    n, covered = 25, 0.0
    truth = chances[1] - chances[2]
    for both in range(n + 1):
        for gained in range(n + 1 - both):
            for lost in range(n + 1 - both - gained):
                table = (both, gained, lost, n - both - gained - lost)
                low, high = estimates.newcombe_paired(*table)
                if low <= truth <= high:
                    covered += float(multinomial.pmf(table, n, chances))
    assert 0.93 < covered < 0.985


def test_pairs_of_nobody_and_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no pairs"):
        estimates.newcombe_paired(0, 0, 0, 0)
    with pytest.raises(ValueError, match="negative"):
        estimates.newcombe_paired(5, -1, 0, 0)


def test_pairs_that_never_differ_and_shares_that_never_vary_prove_nothing() -> None:
    assert estimates.mcnemar_exact(0, 0) == 1.0
    assert estimates.two_shares(0, 30, 0, 40) == estimates.two_shares(30, 30, 40, 40) == 1.0
    assert estimates.benjamini_hochberg([]) == []


@settings(max_examples=150, deadline=None)
@given(drawn(most=40))
def test_the_inversion_equals_counting_all_draws(case: tuple[int, int, int]) -> None:
    assert estimates.possible_totals(*case) == by_counting(*case)


@pytest.mark.parametrize("case", [(13, 13, 16), (0, 1, 40), (1, 1, 40)])
def test_a_tail_of_exactly_one_fortieth_is_outside(case: tuple[int, int, int]) -> None:
    assert estimates.possible_totals(*case) == by_counting(*case)


@settings(max_examples=200, deadline=None)
@given(drawn(most=3000))
def test_no_interval_leaves_what_is_logically_possible(case: tuple[int, int, int]) -> None:
    x, n, population = case
    interval = estimates.finite_interval(x, n, population)
    if n == population:
        assert interval is None
        return
    assert interval is not None
    least, most = estimates.bounds(x, n, population)
    assert least <= interval[0] <= interval[1] <= most


@settings(max_examples=200, deadline=None)
@given(drawn(most=3000))
def test_the_interval_holds_the_share_seen(case: tuple[int, int, int]) -> None:
    x, n, population = case
    interval = estimates.finite_interval(x, n, population)
    if n and interval:
        # Whole numbers of persons: the share itself may fall between two of them.
        nearest = Fraction(1, population)
        assert interval[0] - nearest <= Fraction(x, n) <= interval[1] + nearest


@settings(max_examples=100, deadline=None)
@given(drawn(most=200))
def test_one_more_success_never_lowers_the_interval(case: tuple[int, int, int]) -> None:
    x, n, population = case
    if x < n:
        here, above = (estimates.possible_totals(k, n, population) for k in (x, x + 1))
        assert here[0] <= above[0]
        assert here[1] <= above[1]


@settings(max_examples=100, deadline=None)
@given(drawn(most=200))
def test_failure_is_the_mirror_of_success(case: tuple[int, int, int]) -> None:
    x, n, population = case
    low, high = estimates.possible_totals(x, n, population)
    assert estimates.possible_totals(n - x, n, population) == (population - high, population - low)


@pytest.mark.parametrize("population", [1, 2, 3, 7, 12, 19])
def test_the_inversion_covers_every_total_in_95_of_100_draws(population: int) -> None:
    for n in range(population + 1):
        limits = [estimates.possible_totals(x, n, population) for x in range(n + 1)]
        for total in range(population + 1):
            held = sum(
                comb(total, x) * comb(population - total, n - x)
                for x, (low, high) in enumerate(limits)
                if low <= total <= high
            )
            assert held * 20 >= comb(population, n) * 19


@settings(max_examples=200, deadline=None)
@given(drawn(most=3000))
def test_wilson_with_the_finite_correction_holds_the_share_and_is_never_wider_than_without(
    case: tuple[int, int, int],
) -> None:
    x, n, _ = case
    if n == 0:
        with pytest.raises(ValueError, match="nobody"):
            estimates.wilson_finite(*case)
        return
    (low, high), plain = estimates.wilson_finite(*case), estimates.wilson(x, n)
    tiny = 1e-9
    assert plain[0] - tiny <= low <= x / n + tiny
    assert x / n - tiny <= high <= plain[1] + tiny


def test_many_intervals_at_once_are_the_single_ones() -> None:
    x, n, population = np.array([18, 3, 2, 12]), np.array([25, 5, 14, 14]), np.array([40, 5, 30, 30])
    settled, met = np.array([0, 0, 10, 10]), np.array([0, 0, 0, 10])
    low, high = estimates.finite_intervals(x, n, population, settled=settled, settled_met=met)
    for i, (a, b) in enumerate(zip(low, high, strict=True)):
        one = estimates.finite_interval(
            int(x[i]), int(n[i]), int(population[i]), settled=int(settled[i]), settled_met=int(met[i])
        )
        assert one == (None if np.isnan(a) else (a, b))


def test_persons_known_by_design_leave_the_inversion() -> None:
    """10 of 12 carry a stop from before: only 2 of the other 30 - 10 = 20 were a draw."""
    low, high = estimates.possible_totals(2, 4, 20)
    assert estimates.finite_interval(2, 14, 30, settled=10) == (low / 30, high / 30)
    failed = estimates.finite_interval(12, 14, 30, settled=10, settled_met=10)
    assert failed == ((20 - high + 10) / 30, (20 - low + 10) / 30)


def test_nobody_seen_beside_those_known_by_design_leaves_everything_open() -> None:
    assert estimates.finite_interval(0, 3, 10, settled=3) == (0.0, 0.7)


@pytest.mark.parametrize("case", [(-1, 3, 5), (4, 3, 5), (1, 6, 5)])
def test_impossible_counts_are_refused(case: tuple[int, int, int]) -> None:
    for estimate in (estimates.possible_totals, estimates.wilson_finite):
        with pytest.raises(ValueError, match="does not hold"):
            estimate(*case)


def test_a_nation_takes_no_longer_than_a_district() -> None:
    # Bisection asks for some forty tails; a scan over all totals would take minutes here.
    low, high = estimates.possible_totals(560_000, 800_000, 1_000_000)
    assert low < 700_000 < high
