"""Values that the report draws: the curve month by month, classes of profit, who crossed the poverty line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import DISTRICTS, RULES, counts, grant, row_of, tables, values, visit
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import programmes

from evalhelpers.indicators import compute
from evalhelpers.indicators.money import classes
from evalhelpers.periods import Period

drawn = given(
    st.integers(0, 999_999), st.sampled_from(programmes.PERIODS), st.sampled_from(("provinsi", "tarakan"))
)


def page(seed: int, period: str, place: str, *codes: str) -> pd.DataFrame:
    return compute(
        programmes.programme(seed), district=place, period=Period.parse(period), rules=programmes.rules(seed),
        reference=programmes.reference(), districts=DISTRICTS, codes=codes,
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@drawn
def test_rule_16_the_curve_goes_down_and_meets_the_months_that_are_told_alone(
    seed: int, period: str, place: str
) -> None:
    found = page(seed, period, place, "B2")
    curve = found[found["measure"] == "kurva"].set_index("group")
    assert (curve["denominator"] >= 10).all()
    assert (np.diff(curve["value"]) <= 1e-12).all()
    assert (np.diff(curve["denominator"]) <= 0).all()
    numbers = ["value", "numerator", "denominator", "missing", "low", "high", "bound_low", "bound_high"]
    for month in (6, 12, 24):
        own = row_of(found, "B2", f"bulan_{month}")
        told = own is not None and own["value"] is not None
        assert (f"bulan={month}" in curve.index) == told
        if told and own is not None:
            drawn_row = curve.loc[f"bulan={month}", numbers]
            assert [None if x != x else x for x in drawn_row] == [own[name] for name in numbers]


def test_rule_16_everyone_is_alive_at_the_hand_over() -> None:
    people = [grant(f"p{at}") for at in range(12)]
    found = values(tables(people, [visit(f"p{at}") for at in range(12)]), codes={"B2"})
    first = row_of(found, "B2", "kurva", "bulan=0")
    assert first is not None
    assert (first["value"], first["numerator"], first["denominator"], first["missing"]) == (1, 0, 12, 0)
    assert row_of(found, "B2", "kurva", "bulan=7") is None  # nobody was followed so long


def profits(*gains: float | None, **rules: Any) -> dict[str, tuple[int, int, int]]:
    """Return x, n and missing by class, of persons whose profit of 100 changed so."""
    people = [
        grant(f"p{at}", laba_baseline=None if gain is None else 100, tgl_baseline="2024-08-01")
        for at, gain in enumerate(gains)
    ]
    visits = [visit(f"p{at}", laba_bulan=round(100 + 100 * (gain or 0))) for at, gain in enumerate(gains)]
    found = values(tables(people, visits), rules=replace(RULES, **rules), codes={"B5"})
    names = found.loc[found["measure"] == "sebaran", "group"]
    return {name.partition("=")[2]: counts(found, "B5", "sebaran", name) for name in names}


def test_rule_17_each_change_of_profit_is_in_one_class_with_its_edge() -> None:
    found = profits(-1.0, -0.5, -0.49, -0.1, -0.09, 0.0, 0.09, 0.1, 0.49, 0.5, 0.99, 1.0, 3.0, None)
    assert {name: x for name, (x, _, _) in found.items()} == {
        "turun_50": 2, "turun": 2, "tetap": 3, "naik": 2, "naik_50": 2, "naik_100": 2,
    }  # fmt: skip
    assert {(n, missing) for _, n, missing in found.values()} == {(13, 1)}


def test_rule_17_a_class_of_nobody_has_its_row_and_a_change_of_nobody_none() -> None:
    assert profits(0.2)["turun"] == (0, 1, 0)
    assert profits(None) == {}


def test_rule_17_the_stopped_lost_all_their_profit() -> None:
    before = {"laba_baseline": 100, "tgl_baseline": "2024-08-01"}
    data = tables([grant(**before)], [visit(status="berhenti_permanen")])
    assert counts(values(data, codes={"B5"}), "B5", "sebaran", "perubahan_laba=turun_50") == (1, 1, 0)


@pytest.mark.parametrize(
    ("threshold", "names", "steady"),
    [(0.3, "naik naik_50 naik_100", 3), (0.5, "naik_50 naik_100", 4), (1.2, "naik_100", 6)],
)
def test_rule_17_a_high_threshold_of_a_gain_takes_the_classes_below_it(
    threshold: float, names: str, steady: int
) -> None:
    found = profits(-0.6, 0.0, 0.2, 0.25, 0.4, 0.6, 1.1, 2.0, profit_gain=threshold)
    assert list(found) == ["turun_50", "turun", "tetap", *names.split()]
    assert found["tetap"][0] == steady
    assert sum(x for x, _, _ in found.values()) == 8


@settings(max_examples=25, deadline=None)
@drawn
def test_rule_17_the_rising_classes_are_those_with_the_gain(seed: int, period: str, place: str) -> None:
    found = page(seed, period, place, "B5", "B6")
    spread = found[found["measure"] == "sebaran"]
    gained = row_of(found, "B6")
    if spread.empty:
        assert gained is None or gained["denominator"] == 0
        return
    assert gained is not None
    rising = spread[spread["group"].str.contains("naik")]
    assert rising["numerator"].sum() == gained["numerator"]
    assert spread["numerator"].sum() == gained["denominator"]
    assert set(spread["denominator"] + spread["missing"]) == {gained["denominator"] + gained["missing"]}


@given(st.lists(st.floats(-2, 5)), st.floats(0, 5))
def test_rule_17_every_change_is_in_exactly_one_class(gains: list[float], threshold: float) -> None:
    found = classes(np.array(gains), threshold)
    assert (sum(marks.astype(int) for marks in found.values()) == 1).all()


def incomes(*pairs: tuple[int | None, int | None]) -> pd.DataFrame:
    """Return D1 of persons by their income per head before and now; the line is 500 000."""
    people = [
        grant(f"p{at}", pendapatan_rt_baseline=before, jml_anggota_rt=1, tgl_baseline="2024-08-01")
        for at, (before, _) in enumerate(pairs)
    ]
    visits = [visit(f"p{at}", pendapatan_rt_bulan=now) for at, (_, now) in enumerate(pairs)]
    return values(tables(people, visits), codes={"D1"})


def test_rule_22_who_crossed_the_line_is_counted_among_those_known_at_both_times() -> None:
    low, high = 400_000, 500_000
    found = incomes(
        (low, high), (low, high), (high, low), (high, high), (low, low), (None, high), (low, None)
    )
    assert counts(found, "D1", "awal") == (2, 5, 1)
    assert counts(found, "D1", "naik") == (2, 5, 0)
    assert counts(found, "D1", "turun") == (1, 5, 0)
    assert incomes((None, high)).query("measure == 'naik'").empty


@settings(max_examples=25, deadline=None)
@drawn
def test_rule_22_crossings_lead_from_before_to_now(seed: int, period: str, place: str) -> None:
    found = page(seed, period, place, "D1")
    rows = {m: row_of(found, "D1", m) for m in ("utama", "awal", "naik", "turun")}
    now, before, up, down = rows.values()
    if up is None or down is None:
        assert before is None or before["denominator"] == 0
        return
    assert now is not None
    assert before is not None
    assert up["denominator"] == down["denominator"] == before["denominator"]
    rest = now["numerator"] - (before["numerator"] + up["numerator"] - down["numerator"])
    assert 0 <= rest <= before["missing"]
