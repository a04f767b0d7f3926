"""Findings: one verdict each, decided on unrounded numbers, with every ordinary case its own."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from public_values import BEFORE, NOW, causes, example, levels, mix, public, row, share

from evalhelpers import findings as f
from evalhelpers.catalogue import CAUSES, COLUMNS, KEY, LEVELS, UNMONITORED
from evalhelpers.disclosure import protect
from evalhelpers.errors import DataError

V = f.ShareVerdict


@pytest.mark.parametrize(
    ("x", "n", "everyone", "verdict"),
    [
        (33, 41, 48, V.PARTIAL),
        (40, 60, 60, V.CENSUS),
        (6, 8, 10, V.PARTIAL_FEW),
        (9, 9, 12, V.PARTIAL_FEW),
        (10, 10, 12, V.PARTIAL),
        (6, 8, 8, V.CENSUS_FEW),
        (0, 41, 48, V.ZERO),
        (0, 8, 8, V.ZERO_CENSUS),
        (0, 0, 7, V.UNKNOWN),
    ],
)
def test_a_share_has_the_verdict_of_its_counts(
    x: int, n: int, everyone: int, verdict: f.ShareVerdict
) -> None:
    assert f.share(public(share(x, n, everyone)), "B1", period=NOW).verdict is verdict


def test_without_a_population_there_is_no_row_and_a_verdict() -> None:
    assert f.share(public(share(1, 2, 3, "C1")), "B1", period=NOW).verdict is V.NO_ONE


def test_a_hidden_share_is_withheld_and_carries_no_number() -> None:
    found = f.share(public(row("D1", denominator=6, missing=2, hidden="<5")), "D1", period=NOW)
    assert found.verdict is V.WITHHELD
    assert [found.met, found.value, found.bound_low, found.most] == [None] * 4


def test_the_example_of_the_method_comes_out() -> None:
    found = f.share(example(), "B1", period=NOW)
    assert found.value is not None
    assert found.bound_low is not None
    assert found.bound_high is not None
    assert found.most is not None
    assert found.value.id == "B1.utama/semua/2025-S1/value"
    assert round(found.value.value, 10) == 0.8048780488
    assert (found.bound_low.value, round(found.bound_high.value, 10)) == (0.6875, 0.8333333333)
    assert found.most.value == 40


def test_the_population_is_the_denominator_of_the_status_mix() -> None:
    everyone = f.share(example(), "B1", period=NOW).everyone
    assert everyone == f.Named(f"B4.{UNMONITORED}/semua/{NOW}/denominator", 48.0)


def test_a_value_outside_its_bounds_is_refused() -> None:
    with pytest.raises(DataError, match="di luar batasnya"):
        f.share(public(share(33, 41, 48, bound_low=0.9)), "B1", period=NOW)


def test_raw_values_are_refused() -> None:
    with pytest.raises(TypeError, match=r"disclosure\.protect"):
        f.share(pd.DataFrame(), "B1", period=NOW)  # type: ignore[arg-type]


def two(x: int, n: int, y: int, m: int, code: str = "B1") -> f.Change:
    values = public(share(x, n, n + 5, code), share(y, m, m + 5, code, period=BEFORE))
    return f.change(values, code, period=NOW, before=BEFORE)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((90, 100, 60, 100), f.ChangeVerdict.ROSE),
        ((60, 100, 90, 100), f.ChangeVerdict.FELL),
        ((1500, 3000, 1500, 3000), f.ChangeVerdict.STEADY),
        ((33, 41, 30, 40), f.ChangeVerdict.UNCLEAR),
        ((9, 9, 1, 9), f.ChangeVerdict.UNCLEAR),  # fewer than ten: no percentage may be claimed
        ((2080, 4000, 2000, 4000), f.ChangeVerdict.STEADY),  # sure but immaterial
        ((2330, 4000, 2140, 4000), f.ChangeVerdict.UNCLEAR),  # sure, below the material size, not surely so
    ],
)
def test_a_change_is_told_only_where_it_is_sure_material_and_three_persons(
    counts: tuple[int, int, int, int], verdict: f.ChangeVerdict
) -> None:
    assert two(*counts).verdict is verdict


def test_a_rise_of_two_persons_is_no_rise() -> None:
    """Ten of ten against eight of ten would need an interval without zero; here the persons decide."""
    values = public(share(12, 12, 12), share(10, 12, 12, period=BEFORE))
    assert f.change(values, "B1", period=NOW, before=BEFORE).verdict is f.ChangeVerdict.UNCLEAR


def test_without_an_earlier_period_there_is_no_comparison() -> None:
    found = f.change(example(), "B1", period=NOW, before=BEFORE)
    assert found.verdict is f.ChangeVerdict.NO_BASELINE
    assert found.gap is None


def test_a_hidden_side_withholds_the_change() -> None:
    values = public(share(20, 40, 48, "D1"), row("D1", period=BEFORE, denominator=4, hidden="<5"))
    assert f.change(values, "D1", period=NOW, before=BEFORE).verdict is f.ChangeVerdict.WITHHELD


def crossed(both: int, up: int, down: int, neither: int, new: tuple[int, int] = (0, 0)) -> f.Change:
    """Compare D1 with its baseline; of those `new` in it, only the income now is known."""
    n, (x, m) = both + up + down + neither, new
    rows = (
        share(both + up + x, n + m, n + m, "D1"),
        share(both + down, n, n + m, "D1", "awal"),
        *(
            row("D1", name, value=k / n, numerator=k, denominator=n, missing=0)
            for name, k in (("naik", up), ("turun", down))
        ),
    )
    return f.change(public(rows), "D1", period=NOW, before=NOW, from_measure="awal")


@pytest.mark.parametrize(
    ("table", "verdict"),
    [
        (
            (30, 12, 1, 57),
            f.ChangeVerdict.ROSE,
        ),  # two unrelated groups of a hundred could differ as much by chance
        ((30, 1, 12, 57), f.ChangeVerdict.FELL),
        ((30, 6, 0, 64), f.ChangeVerdict.ROSE),
        (
            (10, 5, 0, 5),
            f.ChangeVerdict.UNCLEAR,
        ),  # the interval leaves out nil, the exact test (p = 0.0625) does not
        ((30, 4, 0, 66), f.ChangeVerdict.UNCLEAR),
        ((300, 9, 2, 189), f.ChangeVerdict.STEADY),
        ((1, 8, 0, 0), f.ChangeVerdict.UNCLEAR),  # fewer than ten: no percentage may be claimed
    ],
)
def test_the_same_persons_are_compared_by_who_crossed_the_line(
    table: tuple[int, int, int, int], verdict: f.ChangeVerdict
) -> None:
    found = crossed(*table)
    assert found.verdict is verdict
    assert [n and n.value for n in (found.gained, found.lost)] == [table[1], table[2]]
    assert found.gap is not None
    assert found.gap.value == pytest.approx((table[1] - table[2]) / sum(table))


def test_persons_known_only_now_are_not_compared() -> None:
    found = crossed(30, 12, 1, 57, new=(40, 40))
    assert found.now.met is not None
    assert found.now.known is not None
    assert found.now.value is not None
    assert (found.now.met.value, found.now.known.value) == (42, 100)
    assert found.gap is not None
    assert found.gap.value == pytest.approx(0.11)
    facts = f.derived([found])
    assert facts[found.now.value.id] == found.now.value.value == 0.42
    assert facts[found.now.met.id] == 42


def test_where_everyone_is_known_before_too_now_is_the_number_of_the_table() -> None:
    found = crossed(30, 12, 1, 57)
    assert found.now.value == f.Named(f"D1.utama/semua/{NOW}/value", 0.42)


@pytest.mark.parametrize("hidden", ["naik", "turun"])
def test_a_hidden_crossing_is_not_used(hidden: str) -> None:
    """Then the shares are compared as if of two groups, and neither crossing is told."""
    rows = (
        share(42, 100, 100, "D1"), share(31, 100, 100, "D1", "awal"),
        *(
            row("D1", name, denominator=100, **({"hidden": "*"} if name == hidden else {"numerator": k, "value": k / 100}))
            for name, k in (("naik", 12), ("turun", 1))
        ),
    )  # fmt: skip
    found = f.change(public(rows), "D1", period=NOW, before=NOW, from_measure="awal")
    assert (found.verdict, found.gained, found.lost) == (f.ChangeVerdict.UNCLEAR, None, None)


@settings(max_examples=80, deadline=None)
@given(st.integers(10, 200), st.integers(10, 200), st.data())
def test_the_difference_lies_in_its_interval_and_turns_with_the_sides(
    n: int, m: int, data: st.DataObject
) -> None:
    x, y = data.draw(st.integers(1, n)), data.draw(st.integers(1, m))
    there, back = two(x, n, y, m), two(y, m, x, n)
    assert there.gap is not None
    assert there.gap_low is not None
    assert there.gap_high is not None
    assert there.gap_low.value - 1e-9 <= there.gap.value <= there.gap_high.value + 1e-9
    turned = {f.ChangeVerdict.ROSE: f.ChangeVerdict.FELL, f.ChangeVerdict.FELL: f.ChangeVerdict.ROSE}
    assert back.verdict is turned.get(there.verdict, there.verdict)


def test_an_estimate_outside_its_interval_cannot_be_made() -> None:
    side = f.Share("B1", "utama", V.CENSUS)
    numbers = [f.Named(f"x/{n}", v) for n, v in (("gap", 0.3), ("gap_low", 0.0), ("gap_high", 0.2))]
    with pytest.raises(DataError, match="di luar selangnya"):
        f.Change("B1", "utama", f.ChangeVerdict.ROSE, side, side, *numbers)


@pytest.mark.parametrize(
    ("code", "wanted", "verdict"),
    [
        ("B1", None, f.TargetVerdict.NOT_SET),
        ("B1", 0.6875, f.TargetVerdict.REACHED),
        ("B1", 0.70, f.TargetVerdict.OPEN),
        ("B1", 0.90, f.TargetVerdict.MISSED),
        ("C1", 0.30, f.TargetVerdict.REACHED),  # at most: turned round
        ("C1", 0.20, f.TargetVerdict.OPEN),
        ("C1", 0.10, f.TargetVerdict.MISSED),
        ("D1", 0.10, f.TargetVerdict.NO_VALUE),
    ],
)
def test_a_target_is_held_against_what_is_possible(
    code: str, wanted: float | None, verdict: f.TargetVerdict
) -> None:
    cell = example().cell(code, "utama", "semua", NOW)
    assert f.target(cell, wanted) is verdict


@pytest.mark.parametrize(
    ("missing", "wanted", "verdict"),
    [
        (0, 0.95, f.TargetVerdict.REACHED),
        (0, 0.968, f.TargetVerdict.REACHED),
        (0, 0.97, f.TargetVerdict.MISSED),
        (3, 0.95, f.TargetVerdict.NO_VALUE),  # something is unknown, and how much it could change is not told
    ],
)
def test_a_value_without_bounds_of_which_nothing_is_unknown_can_meet_its_target(
    missing: int, wanted: float, verdict: f.TargetVerdict
) -> None:
    spent = public(row("E1", value=0.968, numerator=242, denominator=250, missing=missing))
    assert f.target(spent.cell("E1", "utama", "semua", NOW), wanted) is verdict


def test_the_headline_has_all_three_levels() -> None:
    found = f.headline(example(), period=NOW)
    assert found.verdict is f.HeadlineVerdict.THREE
    assert {level: n.value for level, n in found.levels.items()} == {
        "bertahan": 33,
        "berkembang": 19,
        "graduasi": 4,
    }


def test_a_hidden_third_level_leaves_two() -> None:
    values = public(
        share(33, 41, 41, "B3", "bertahan"),
        share(19, 41, 41, "B3", "berkembang"),
        row("B3", "graduasi", denominator=41, hidden="*"),
        mix({"tetap": 41}),
    )
    assert f.headline(values, period=NOW).verdict is f.HeadlineVerdict.THIRD_WITHHELD_CENSUS


@pytest.mark.parametrize("unseen", [0, 7])
@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ((41, 39, 37), "THREE"),
        ((41, 39, 0), "NO_THIRD"),
        ((41, 0, 5), "NO_SECOND"),
        ((41, 0, 0), "FIRST_ONLY"),
    ],
)
def test_a_level_of_which_nothing_is_known_is_no_number_of_another(
    known: tuple[int, int, int], verdict: str, unseen: int
) -> None:
    found = f.headline(levels(known, unseen), period=NOW)
    assert found.verdict.name == verdict + ("" if unseen else "_CENSUS")
    counts = {"bertahan": 33, "berkembang": 19, "graduasi": 0}
    expected = {level: counts[level] for level, n in zip(counts, known, strict=True) if n}
    assert {level: n.value for level, n in found.levels.items()} == expected


def test_persons_of_whom_none_was_seen_are_there_and_nobody_is_not() -> None:
    unseen = public([share(0, 0, 7, "B3", level) for level in LEVELS], mix({UNMONITORED: 7}))
    found = f.headline(unseen, period=NOW)
    assert found.verdict is f.HeadlineVerdict.UNMONITORED
    assert (found.everyone.value, found.unmonitored.value) == (7, 7)
    assert f.headline(public(), period=NOW).verdict is f.HeadlineVerdict.NO_ONE


@pytest.mark.parametrize(
    ("counts", "hidden", "verdict"),
    [
        ({"P1": 4, "P3": 6}, "", f.CausesVerdict.LISTED),
        ({"P1": 10, "P3": 20}, "", f.CausesVerdict.LEADING),
        ({"P1": 15, "P3": 15}, "", f.CausesVerdict.TIED),
        ({"P1": 2, "P3": 6}, "P1 P2", f.CausesVerdict.PARTLY),
        ({"P4": 3}, "P1 P2 P3 P4 P9", f.CausesVerdict.WITHHELD),
    ],
)
def test_causes_are_ranked_only_from_thirty_cases(
    counts: dict[str, int], hidden: str, verdict: f.CausesVerdict
) -> None:
    found = f.causes(public(causes(counts, hidden=hidden)), "berhenti_permanen", period=NOW)
    assert found.verdict is verdict
    assert found.cases is not None
    assert not {code for code, _ in found.counts} & set(hidden.split())


def test_no_case_is_a_verdict() -> None:
    assert f.causes(example(), "berhenti_permanen", period=NOW).verdict is f.CausesVerdict.NO_CASES


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ({"value": 0.3, "denominator": 40}, f.MoneyVerdict.DESCRIBED),
        ({"value": 0.3, "denominator": 40, "low": 0.1, "high": 0.5}, f.MoneyVerdict.GREW),
        ({"value": -0.3, "denominator": 40, "low": -0.5, "high": -0.1}, f.MoneyVerdict.SHRANK),
        ({"value": 0.01, "denominator": 400, "low": -0.02, "high": 0.05}, f.MoneyVerdict.STEADY),
        ({"value": 0.2, "denominator": 40, "low": -0.1, "high": 0.5}, f.MoneyVerdict.UNCLEAR),
        ({"value": 0.3, "denominator": 9}, f.MoneyVerdict.RUPIAH_ONLY),
        ({"denominator": 3, "hidden": "<5"}, f.MoneyVerdict.WITHHELD),
    ],
)
def test_profit_is_claimed_only_with_an_interval(numbers: dict, verdict: f.MoneyVerdict) -> None:
    assert f.money(public(row("B5", "median_persen", **numbers)), period=NOW).verdict is verdict


def test_a_district_without_its_own_budget_points_to_the_province() -> None:
    assert f.budget(example(), period=NOW, province=False).verdict is f.BudgetVerdict.PROVINCE_ONLY
    assert f.budget(example(), period=NOW, province=True).verdict is f.BudgetVerdict.NO_BUDGET


def provinces(parts: dict[str, tuple[int, int]]) -> tuple[f.Place, ...]:
    rows = [share(x, n, n, group=f"kab_kota={slug}") for slug, (x, n) in parts.items()]
    whole = share(sum(x for x, _ in parts.values()), n := sum(n for _, n in parts.values()), n)
    return f.places(public(whole, rows), "B1", period=NOW, districts=list(parts))


def test_districts_are_compared_with_the_rest_only_from_thirty_on_both_sides() -> None:
    found = provinces({"a": (90, 100), "b": (40, 100), "c": (20, 29), "d": (70, 100)})
    assert [p.verdict.name for p in found] == ["ABOVE", "BELOW", "TOO_FEW", "ALIKE"]


def test_a_single_large_district_has_no_rest_to_be_compared_with() -> None:
    assert [p.verdict for p in provinces({"a": (90, 100), "b": (2, 3)})] == [f.PlaceVerdict.TOO_FEW] * 2


def test_derived_numbers_are_named() -> None:
    facts = f.derived([two(90, 100, 60, 100)])
    assert facts[f"B1.utama/semua/{NOW}/gap"] == pytest.approx(0.3)


def test_few_cases_whose_number_is_hidden_too_are_withheld_and_not_called_none() -> None:
    """A hidden row of fewer than five has no denominator either; beside it stand groups of nobody."""
    keys = [("C2", "berhenti_permanen", "tarakan", NOW, f"penyebab={c}") for c in CAUSES]
    met = {"P1": 2, "P4": 1}
    rows = [
        dict(zip(KEY, key, strict=True)) | {"value": met.get(c, 0) / 3, "numerator": met.get(c, 0), "denominator": 3,
                                            "missing": 0, "unit": "share"}
        for key, c in zip(keys, CAUSES, strict=True)
    ]  # fmt: skip
    shown = protect(pd.DataFrame(rows, columns=list(COLUMNS)))
    found = f.causes(shown, "berhenti_permanen", period=NOW)
    assert (found.verdict, found.counts) == (f.CausesVerdict.WITHHELD, ())
