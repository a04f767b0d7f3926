"""Survival curves against printed tables, other programs and plain counting."""

from __future__ import annotations

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from test_estimates import vectors

from evalhelpers import estimates

followed = st.lists(st.tuples(st.integers(0, 24), st.booleans()), min_size=1, max_size=60)

# sphweb.bumc.bu.edu, bs704_survival4; log-log interval by Mathematica, both quoted in scipy 1.17.
BOSTON = (
    [24, 3, 11, 19, 24, 13, 14, 2, 18, 17, 24, 21, 12, 1, 10, 23, 6, 5, 9, 17],
    [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1],
)
BOSTON_TABLE = [
    *[(1, 0.950, 0.694743, 0.992802), (3, 0.897, 0.647529, 0.973299), (5, 0.844, 0.591142, 0.947073)],
    *[(14, 0.760, 0.464605, 0.906422), (17, 0.676, 0.370359, 0.856521), (23, 0.507, 0.160489, 0.776724)],
]
# real-statistics.com, confidence interval for the survival function ("exponential Greenwood").
REAL = (
    [3, 5, 8, 10, 5, 5, 8, 12, 15, 14, 2, 11, 10, 9, 12, 5, 8, 11],
    [1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1],
)
REAL_TABLE = [
    *[(2, 0.944, 0.66639, 0.991983), (3, 0.889, 0.624174, 0.970995), (5, 0.722, 0.456179, 0.87378)],
    *[(8, 0.542, 0.287822, 0.739467), (11, 0.361, 0.128489, 0.603133), (12, 0.181, 0.030957, 0.430365)],
]
# Leukaemia, 6-MP arm: numbers by R survfit, log-log interval by Stata sts list.
SIX_MP = [
    (6, 21, 3, "0.8571", "0.6197", "0.9516"),
    (7, 17, 1, "0.8067", "0.5631", "0.9228"),
    (10, 15, 1, "0.7529", "0.5032", "0.8894"),
    (13, 12, 1, "0.6902", "0.4316", "0.8491"),
    (16, 11, 1, "0.6275", "0.3675", "0.8049"),
    (22, 7, 1, "0.5378", "0.2678", "0.7468"),
    (23, 6, 1, "0.4482", "0.1881", "0.6801"),
]
# The same study, placebo arm: Stata, data.princeton.edu/pop509/gehan.html.
PLACEBO = [(1, 21, 2, "0.9048", "0.6700", "0.9753"), (2, 19, 2, "0.8095", "0.5689", "0.9239")]


def rows(curve: estimates.Curve) -> list[tuple[int, int, int, str, str, str]]:
    return [
        (int(time), int(at_risk), int(lost), f"{share:.4f}", f"{low:.4f}", f"{high:.4f}")
        for time, at_risk, lost, share, low, high in zip(
            curve.times, curve.at_risk, curve.events, curve.survival, curve.low, curve.high, strict=True
        )
        if lost
    ]


def test_the_published_curve_of_the_aml_study() -> None:
    data, table = vectors("survival/survival_aml"), vectors("survival/nilai_acuan")
    curve = estimates.kaplan_meier(data["time"], data["status"])
    table = table[(table["data"] == "survival_aml") & (table["ukuran"] == "S(t)")]
    for row in table.itertuples():
        assert curve.at(float(row.waktu)).survival == pytest.approx(float(row.nilai), abs=5e-9)
    assert len(table) == 18


def test_the_published_curves_of_the_leukaemia_study() -> None:
    data = vectors("survival/KMsurv_drug6mp")
    assert rows(estimates.kaplan_meier(data["t2"], data["relapse"])) == SIX_MP
    placebo = estimates.kaplan_meier(data["t1"], np.ones(len(data)))
    assert rows(placebo)[:2] == PLACEBO
    assert placebo.at(23) == pytest.approx((0, np.nan, np.nan, 1, 21), nan_ok=True)


@pytest.mark.parametrize(("study", "table"), [(BOSTON, BOSTON_TABLE), (REAL, REAL_TABLE)])
def test_printed_log_log_intervals(
    study: tuple[list[int], list[int]], table: list[tuple[float, ...]]
) -> None:
    curve = estimates.kaplan_meier(*study)
    for time, share, low, high in table:
        point = curve.at(time)
        assert f"{point.survival:.3f}" == f"{share:.3f}"
        assert (point.low, point.high) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "time", "status"),
    [
        ("survival_veteran", "time", "status"),
        ("survival_ovarian", "futime", "fustat"),
        ("lifelines_waltons", "T", "E"),
    ],
)
def test_statsmodels_and_scipy_draw_the_same_curve(name: str, time: str, status: str) -> None:
    data = vectors(f"survival/{name}")
    times, events = data[time].to_numpy(float), data[status].to_numpy(int)
    curve, other = estimates.kaplan_meier(times, events), SurvfuncRight(times, events)
    at = curve.events > 0
    np.testing.assert_array_equal(curve.times[at], other.surv_times)
    np.testing.assert_array_equal(curve.at_risk[at], other.n_risk)
    np.testing.assert_allclose(curve.survival[at], other.surv_prob, atol=1e-12)
    third = stats.ecdf(stats.CensoredData.right_censored(times, events == 0)).sf
    np.testing.assert_array_equal(curve.times, third.quantiles)
    inside = np.isfinite(curve.low)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scipy says so where the curve has reached 0
        ends = third.confidence_interval(method="log-log")
    np.testing.assert_allclose(curve.low[inside], ends.low.probabilities[inside], atol=1e-9)
    np.testing.assert_allclose(curve.high[inside], ends.high.probabilities[inside], atol=1e-9)


@settings(max_examples=150, deadline=None)
@given(followed)
def test_the_curve_is_the_product_of_those_who_passed_each_time(persons: list[tuple[int, bool]]) -> None:
    curve = estimates.kaplan_meier([t for t, _ in persons], [e for _, e in persons])
    for time in range(-1, 27):
        share = Fraction(1)
        for step in range(time + 1):
            at_risk = sum(t >= step for t, _ in persons)
            if at_risk:
                share *= 1 - Fraction(sum(e and t == step for t, e in persons), at_risk)
        point = curve.at(time)
        assert point.at_risk == sum(t >= time for t, _ in persons)
        assert point.events == sum(e and t <= time for t, e in persons)
        if point.at_risk or share == 0:
            assert point.survival == pytest.approx(float(share))
        else:
            assert np.isnan(point.survival)
        assert np.isnan(point.low) == (share in (0, 1) or np.isnan(point.survival))
        assert np.isnan(point.low) or 0 <= point.low < point.survival < point.high <= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 24), min_size=1, max_size=60))
def test_with_everyone_followed_to_the_event_it_is_the_plain_share(times: list[int]) -> None:
    curve = estimates.kaplan_meier(times, [True] * len(times))
    for time in range(25):
        assert curve.at(time).survival == pytest.approx(sum(t > time for t in times) / len(times))


def test_censored_at_the_time_of_an_event_were_still_at_risk_of_it() -> None:
    curve = estimates.kaplan_meier([5, 5, 5, 9], [1, 0, 0, 0])
    assert curve.at(5)[0] == 0.75
    assert (curve.at(5).at_risk, curve.at(6).at_risk, curve.at(10).at_risk) == (4, 1, 0)


def test_the_curve_is_not_drawn_out_beyond_the_last_one_seen() -> None:
    curve = estimates.kaplan_meier([3, 8], [1, 0])
    assert curve.at(8).survival == 0.5
    assert np.isnan(curve.at(8.1).survival)
    assert curve.at(0) == pytest.approx((1, np.nan, np.nan, 2, 0), nan_ok=True)
    assert estimates.kaplan_meier([3, 8], [1, 1]).at(50).survival == 0


def test_nobody_makes_an_empty_curve() -> None:
    curve = estimates.kaplan_meier([], [])
    assert len(curve.times) == 0
    assert curve.at(6) == pytest.approx((np.nan, np.nan, np.nan, 0, 0), nan_ok=True)
    assert estimates.cumulative_incidence([], []).at(6) == {}


@pytest.mark.parametrize(
    ("times", "events", "why"),
    [
        ([1, np.nan], [1, 1], "1 of 2 are not numbers"),
        ([1, 2], [1, np.nan], "1 of 2 are not numbers"),
        ([1, 2], [1], "2 times and 1 events"),
        ([-1, 2], [1, 1], "negative"),
        ([1, 2], [1, 0.5], "neither 0 nor 1|no whole number"),
    ],
)
def test_what_is_no_follow_up_is_refused(times: list[float], events: list[float], why: str) -> None:
    for estimate in (estimates.kaplan_meier, estimates.cumulative_incidence):
        with pytest.raises(ValueError, match=why):
            estimate(times, events)


def test_a_cause_is_no_event_of_the_plain_curve() -> None:
    with pytest.raises(ValueError, match="neither 0 nor 1"):
        estimates.kaplan_meier([1, 2], [1, 2])


def test_printed_cumulative_incidence() -> None:
    """R cuminc and Stata stcompet, quoted in statsmodels 0.15 duration/tests/test_survfunc.py."""
    times = [1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4]
    causes = [1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    found = estimates.cumulative_incidence(times, causes)
    assert found.times.tolist() == [1, 2, 4, 6, 7, 8, 9]
    assert found.shares[1].round(8).tolist() == [0.11111111, *[0.17037037] * 6]
    assert found.shares[2].round(8).tolist() == [0, 0, *[0.20740741] * 5]
    assert found.shares[3].round(8).tolist() == [0, 0, 0, 0.17777778, *[0.26666667] * 3]
    assert found.at(0.5) == {1: 0, 2: 0, 3: 0}
    assert found.at(99) == found.at(9)


competing = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=50)


@settings(max_examples=100, deadline=None)
@given(competing)
def test_all_causes_and_the_survivors_make_one(persons: list[tuple[int, int]]) -> None:
    times, causes = [t for t, _ in persons], [c for _, c in persons]
    found = estimates.cumulative_incidence(times, causes)
    curve = estimates.kaplan_meier(times, [c > 0 for c in causes])
    np.testing.assert_allclose(sum(found.shares.values()) + curve.survival, 1, atol=1e-12)
    assert {c: int(n.sum()) for c, n in found.events.items()} == {
        c: causes.count(c) for c in set(causes) - {0}
    }
    with np.errstate(divide="ignore", invalid="ignore"):
        other = CumIncidenceRight(np.array(times), np.array(causes))
    for cause, shares in found.shares.items():
        np.testing.assert_allclose(shares, other.cinc[cause - 1], atol=1e-12)


def test_a_censored_competing_event_counts_too_much() -> None:
    times, causes = [1, 2, 3, 4], [2, 1, 2, 1]
    naive = 1 - estimates.kaplan_meier(times, [c == 1 for c in causes]).at(4).survival
    assert estimates.cumulative_incidence(times, causes).at(4)[1] == 0.5 < naive


def test_the_stated_closing_time_counts_only_inside_its_interval() -> None:
    last, first = [0, 6, 6, 6, 6, 6, 0], [6, 12, 12, 12, 12, 12, 5]
    stated = [4, 12, 6, 12.5, np.nan, 7, 0]
    assert estimates.closing_time(last, first, stated).tolist() == [4, 12, 9, 9, 9, 7, 2.5]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0.01, 1e4), st.floats(allow_nan=True)), min_size=1))
def test_a_closing_time_lies_between_the_two_visits(cases: list[tuple[float, float, float]]) -> None:
    start, width, stated = (np.array(column) for column in zip(*cases, strict=True))
    found = estimates.closing_time(start, start + width, stated)
    assert ((found > start) & (found <= start + width)).all()


def test_visits_in_the_wrong_order_or_without_a_date_are_refused() -> None:
    with pytest.raises(ValueError, match="not before"):
        estimates.closing_time([6], [6], [np.nan])
    with pytest.raises(ValueError, match="1 of 1 are not numbers"):
        estimates.closing_time([np.nan], [6], [3])
    with pytest.raises(ValueError, match="times"):
        estimates.closing_time([0, 1], [6, 7], [3])
