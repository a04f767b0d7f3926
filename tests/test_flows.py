"""What changed since the previous period: every move of a person, and the sums that must come out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from builders import DISTRICTS, counts, grant, row_of, tables, values, visit
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import programmes

from evalhelpers.indicators import compute
from evalhelpers.periods import Period

PLACES = ("provinsi", "tarakan")
THEN, NOW = "2024-10-10", "2025-04-10"


def moved(*grants: dict[str, Any], visits: list[dict[str, Any]], place: str = "tarakan") -> dict[str, int]:
    """Return the measures of B10 that count somebody."""
    found = values(tables(grants, visits), district=place, codes={"B10"})
    return {m: int(x) for m, x in zip(found["measure"], found["value"], strict=True) if x}


def other(person: str = "z") -> dict[str, Any]:
    """Return a grant to somebody never visited, so that somebody was evaluated before."""
    return grant(person, "2024-02-01")


@pytest.mark.parametrize(
    ("then", "now", "moves"),
    [
        ("tetap", "berkembang", {"aktif_lalu": 1, "aktif_kini": 1}),
        ("berhenti_sementara", "tetap", {"pulih": 1, "aktif_kini": 1}),
        ("belum_berjalan", "tetap", {"pulih": 1, "aktif_kini": 1}),
        (None, "tetap", {"terlihat_lagi": 1, "aktif_kini": 1}),
        ("tetap", "berhenti_permanen", {"aktif_lalu": 1, "berhenti": 1, "berhenti_permanen": 1}),
        ("tetap", "berhenti_sementara", {"aktif_lalu": 1, "berhenti": 1}),
        ("tetap", None, {"aktif_lalu": 1, "tak_terpantau": 1}),
        ("berhenti_sementara", "berhenti_permanen", {}),
        (None, None, {}),
        # A stop is carried forward, so that it takes a visit to see the business again.
        ("berhenti_permanen", "tetap", {"pulih": 1, "aktif_kini": 1}),
    ],
)
def test_every_move_of_a_person_has_its_measure(
    then: str | None, now: str | None, moves: dict[str, int]
) -> None:
    visits = [visit("a", day, status) for day, status in ((THEN, then), (NOW, now)) if status]
    assert moved(grant("a", "2024-03-01"), other(), visits=visits) == moves


def test_who_is_new_is_no_recovery_and_who_left_is_no_stop() -> None:
    visits = [visit("new", NOW), visit("old", THEN), visit("old", "2025-01-20")]
    found = moved(grant("new", "2025-01-10"), grant("old", "2023-02-01"), other(), visits=visits)
    assert found == {"aktif_lalu": 1, "baru": 1, "keluar": 1, "aktif_kini": 1}


def test_a_second_grant_begins_anew_for_its_own_period_alone() -> None:
    """At the previous end the first grant decided, and the visits after it; now those after the second do."""
    first, second = grant("a", "2024-02-01"), grant("a", "2025-02-01", id_bantuan="kedua")
    assert moved(first, second, visits=[visit("a", THEN)]) == {"aktif_lalu": 1, "tak_terpantau": 1}


def test_who_moved_to_another_district_left_the_one_and_is_new_in_the_other_but_not_in_the_province() -> None:
    grants = (
        grant("a", "2024-02-01", kab_kota="malinau"), grant("a", "2025-02-01", id_bantuan="kedua"),
        other(), grant("y", "2024-02-01", kab_kota="malinau"),
    )  # fmt: skip
    visits = [visit("a", THEN), visit("a", NOW)]
    assert moved(*grants, visits=visits, place="malinau") == {"aktif_lalu": 1, "keluar": 1}
    assert moved(*grants, visits=visits, place="tarakan") == {"baru": 1, "aktif_kini": 1}
    assert moved(*grants, visits=visits, place="provinsi") == {"aktif_lalu": 1, "aktif_kini": 1}


def test_a_grant_called_off_since_counted_at_the_earlier_end() -> None:
    off = grant("a", "2024-02-01", status_administrasi="batal", tgl_status="2025-03-01")
    assert moved(off, other(), visits=[visit("a", THEN)]) == {"aktif_lalu": 1, "keluar": 1}


def test_of_how_many_is_told_beside_each_count() -> None:
    visits = [visit("a", THEN), visit("a", NOW, "berhenti_sementara"), visit("b", THEN), visit("b", NOW)]
    people = [grant("a", "2024-02-01"), grant("b", "2024-02-01"), other()]
    found = values(tables(people, visits), codes={"B10"})
    assert counts(found, "B10", "aktif_lalu") == (2, 3, 0)  # active of those evaluated then
    assert counts(found, "B10", "berhenti") == (1, 2, 0)  # of the active then
    assert counts(found, "B10", "pulih") == (0, 1, 0)  # of the active now
    assert counts(found, "B10", "aktif_kini") == (1, 3, 0)


def test_with_nobody_evaluated_before_there_is_nothing_to_compare() -> None:
    assert moved(grant("new", "2025-01-10"), visits=[visit("new", NOW)]) == {}
    found = values(tables([grant("new", "2025-01-10")], [visit("new", NOW)]), codes={"B10"})
    assert found.empty


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from(programmes.PERIODS), st.sampled_from(PLACES))
def test_the_active_of_both_ends_are_those_of_b1_and_the_moves_lead_from_the_one_to_the_other(
    seed: int, period: str, place: str
) -> None:
    data, rules = programmes.programme(seed), programmes.rules(seed)

    def page(tables: dict[str, pd.DataFrame], when: Period, code: str) -> pd.DataFrame:
        return compute(
            tables, district=place, period=when, rules=rules, reference=programmes.reference(),
            districts=DISTRICTS, codes={code},
        )  # fmt: skip

    now = Period.parse(period)
    before = now.previous()
    found = page(data, now, "B10")
    visits = data["kunjungan"]
    told_then = data | {"kunjungan": visits[visits["tgl_kunjungan"] <= pd.Timestamp(before.end)]}
    earlier = row_of(page(told_then, before, "B1"), "B1")
    if earlier is None:
        assert found.empty
        return
    x = dict(zip(found["measure"], found["numerator"], strict=True))
    assert x["aktif_kini"] == x["aktif_lalu"] + x["baru"] + x["pulih"] + x["terlihat_lagi"] - (
        x["berhenti"] + x["tak_terpantau"] + x["keluar"]
    )
    assert x["berhenti_permanen"] <= x["berhenti"]
    assert x["aktif_lalu"] == earlier["numerator"]
    assert counts(found, "B10", "aktif_lalu")[1] == earlier["denominator"] + earlier["missing"]
    today = row_of(page(data, now, "B1"), "B1")
    assert x["aktif_kini"] == (today["numerator"] if today else 0)
    assert found["value"].tolist() == found["numerator"].tolist()
