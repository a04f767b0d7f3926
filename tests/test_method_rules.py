"""Each rule of the evaluation method is a test, worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from builders import LINES, RULES, account, counts, grant, people, reference, row_of, tables, values, visit

from evalhelpers import formats
from evalhelpers.catalogue import STATUSES, UNMONITORED
from evalhelpers.errors import DataError
from evalhelpers.estimates import possible_totals


def status(visits: Sequence[dict[str, Any]], period: str = "2025-S1", **changes: Any) -> str:
    """Return the status at the period's end of one person handed over on 1 September 2024."""
    return str(people(tables([grant(**changes)], visits), period).at["p1", "status"])


def crowd(**statuses: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return grants and one visit each for so many persons of each status; `unseen` have no visit."""
    names = [(f"{name}{at}", name) for name, count in statuses.items() for at in range(count)]
    visits = [visit(person, status=name) for person, name in names if name != "unseen"]
    return [grant(person) for person, _ in names], visits


# Rule 1: grant and person


def test_rule_1_grants_are_counted_in_a1_and_persons_once_everywhere_else() -> None:
    grants = [
        grant(handed="2025-02-01", tahun_anggaran=2025, tgl_sk="2025-01-15"),
        grant(handed="2025-03-01", tahun_anggaran=2025, tgl_sk="2025-01-15"),
    ]
    found = values(tables(grants, [visit(day="2025-05-01")]))
    assert counts(found, "A1") == (2, 2, 0)
    assert counts(found, "B1") == (1, 1, 0)


def test_rule_1_baseline_district_and_year_come_from_the_latest_grant_due_by_the_period() -> None:
    first = grant(handed="2023-09-01", kab_kota="malinau", tahun_anggaran=2023, laba_baseline=1)
    second = grant(handed="2025-05-31", tahun_anggaran=2025, laba_baseline=2)
    third = grant(handed="2025-06-01", kab_kota="bulungan", laba_baseline=3)
    (person,) = people(tables([third, second, first]), district="provinsi").to_dict("records")
    assert (person["kab_kota"], person["tahun_anggaran"], person["laba_baseline"]) == ("tarakan", 2025, 2)
    assert people(tables([third, second, first]), district="malinau").empty


# Rules 2 and 3: hand-over and the evaluated population


@pytest.mark.parametrize(
    ("handed", "counted"),
    [("2023-06-30", False), ("2023-07-01", True), ("2025-05-31", True), ("2025-06-01", False), (None, False)],
)
def test_rule_3_counts_hand_overs_after_24_months_ago_and_at_least_30_days_back(
    handed: str | None, counted: bool
) -> None:
    assert (len(people(tables([grant(handed=handed)]))) == 1) is counted


def test_rule_3_leaves_out_who_was_struck_off_or_died_before_the_hand_over() -> None:
    assert people(tables([grant(status_administrasi="batal")])).empty
    assert people(tables([grant(status_administrasi="meninggal", tgl_status="2024-08-31")])).empty
    assert len(people(tables([grant(status_administrasi="meninggal", tgl_status="2024-09-02")]))) == 1


def test_rule_3_a_grant_called_off_after_the_period_still_counts_in_it() -> None:
    later = grant(status_administrasi="batal", tgl_status="2025-07-01")
    assert len(people(tables([later]), "2025-S1")) == 1
    assert people(tables([later]), "2025-S2").empty


def test_rule_3_a_death_on_an_earlier_grant_counts_for_the_person() -> None:
    earlier = grant(handed="2023-09-01", status_administrasi="meninggal", tgl_status="2024-01-05")
    assert people(tables([earlier, grant(handed="2024-09-01")])).empty


# Rule 4: due for a visit


@pytest.mark.parametrize("left", ["meninggal", "pindah", "mengundurkan_diri"])
def test_rule_4_who_left_before_the_period_is_not_due_but_stays_in_the_population(left: str) -> None:
    data = tables([grant(status_administrasi=left, tgl_status="2024-12-31"), grant("p2")])
    found = values(data)
    assert counts(found, "A4") == (0, 1, 0)
    assert counts(found, "B1") == (0, 0, 2)


def test_rule_4_who_left_within_the_period_is_still_due() -> None:
    data = tables([grant(status_administrasi="pindah", tgl_status="2025-01-01")])
    assert counts(values(data), "A4") == (0, 1, 0)


def test_rule_4_a_stop_or_a_death_found_before_the_period_ends_the_visits() -> None:
    stop = visit(day="2024-12-31", status="berhenti_permanen")
    death = visit("p2", "2024-12-31", None, hasil_kunjungan="meninggal")
    rejected = visit("p3", "2024-12-31", None, hasil_kunjungan="meninggal", validasi="ditolak")
    within = visit("p4", "2025-01-01", status="berhenti_permanen")
    data = tables([grant(p) for p in ("p1", "p2", "p3", "p4")], [stop, death, rejected, within])
    assert people(data)["due"].to_dict() == {"p1": False, "p2": False, "p3": True, "p4": True}


def test_rule_4_two_pauses_before_the_period_are_a_stop_and_end_the_visits() -> None:
    pauses = [visit(day=day, status="berhenti_sementara") for day in ("2024-09-10", "2024-12-20")]
    assert not people(tables([grant()], pauses)).at["p1", "due"]


def test_rule_4_a_move_before_a_new_grant_does_not_excuse_from_visits() -> None:
    moved = grant(handed="2023-09-01", status_administrasi="pindah", tgl_status="2024-02-01")
    assert people(tables([moved, grant(handed="2024-09-01")])).at["p1", "due"]
    after = moved | {"tgl_status": "2024-11-01"}
    assert not people(tables([after, grant(handed="2024-09-01")])).at["p1", "due"]


# Rule 5: a valid visit


@pytest.mark.parametrize(
    "changes",
    [
        {"hasil_kunjungan": "tidak_di_tempat"},
        {"status_usaha": None},
        {"tgl_kunjungan": "2024-09-01"},
        {"validasi": "ditolak"},
        {"validasi": "ditunda"},
        {"cara": "pihak_ketiga"},
        {"tgl_kunjungan": "2025-07-01"},
    ],
    ids=lambda c: "-".join(map(str, c.values())),
)
def test_rule_5_an_attempt_is_never_a_status(changes: dict[str, Any]) -> None:
    assert status([visit() | changes], handed="2024-09-01") == UNMONITORED


@pytest.mark.parametrize("changes", [{}, {"validasi": "disetujui"}, {"cara": "telepon"}], ids=str)
def test_rule_5_a_visit_that_meets_the_rule_is_a_status(changes: dict[str, Any]) -> None:
    assert status([visit() | changes]) == "tetap"


def test_rule_5_coverage_counts_face_to_face_only_whatever_the_day_of_sending() -> None:
    visits = [
        visit("p1", "2025-06-30", waktu_kirim="2025-09-01 08:00"),
        visit("p2", cara="telepon"),
        visit("p3", "2024-12-31", waktu_kirim="2025-02-01 08:00"),
    ]
    found = values(tables([grant(p) for p in ("p1", "p2", "p3")], visits))
    assert counts(found, "A4") == (1, 3, 0)
    assert counts(found, "B1") == (2, 2, 1)


# Rule 6: two valid visits on one day


def test_rule_6_an_officials_visit_stands_before_the_mentors() -> None:
    official = visit(status="menurun", peran_petugas="inspektorat", waktu_kirim="2025-03-10 08:00")
    assert status([official, visit(status="tetap", waktu_kirim="2025-03-10 20:00")]) == "menurun"


def test_rule_6_then_the_later_sending_then_the_last_row() -> None:
    early = visit(status="menurun", waktu_kirim="2025-03-10 08:00")
    late = visit(status="berkembang", waktu_kirim="2025-03-10 09:00")
    assert status([late, early]) == "berkembang"
    assert status([visit(status="menurun"), visit(status="berkembang")]) == "berkembang"


def test_rule_6_an_officials_telephone_call_does_not_undo_the_mentors_visit_in_coverage() -> None:
    call = visit(status="menurun", peran_petugas="dinsos_prov", cara="telepon")
    found = values(tables([grant()], [visit(), call]))
    assert counts(found, "A4") == (1, 1, 0)
    assert counts(found, "B4", "menurun") == (1, 1, 0)


# Rules 7, 8 and 9: status at T


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        ("2025-S1", "2024-12-31", UNMONITORED),
        ("2025-S1", "2025-01-01", "tetap"),
        ("2025-S1", "2025-06-30", "tetap"),
        ("2025-TW1", "2024-09-30", UNMONITORED),
        ("2025-TW1", "2024-10-01", "tetap"),
        ("2025-TW2", "2025-01-01", "tetap"),
        ("2025", "2025-06-30", UNMONITORED),
        ("2025", "2025-07-01", "tetap"),
    ],
)
def test_rule_7_the_window_is_six_calendar_months(period: str, day: str, expected: str) -> None:
    assert status([visit(day=day)], period) == expected


def test_rule_7_the_last_valid_visit_counts() -> None:
    assert status([visit(day="2025-05-02", status="menurun"), visit(day="2025-02-02")]) == "menurun"


def test_rule_8_a_permanent_stop_carries_forward_until_a_visit_shows_the_business_active() -> None:
    stop = visit(day="2024-10-10", status="berhenti_permanen")
    assert status([stop]) == "berhenti_permanen"
    assert status([stop, visit(day="2025-02-01", status="berhenti_sementara")]) == "berhenti_permanen"
    assert status([stop, visit(day="2025-02-01", status="belum_berjalan")]) == "berhenti_permanen"
    assert status([stop, visit(day="2025-02-01", status="menurun")]) == "menurun"
    assert status([stop, visit(day="2024-11-01", status="tetap")]) == UNMONITORED


def test_rule_9_not_yet_running_and_paused_are_neither_active_nor_failed() -> None:
    data = tables(*crowd(belum_berjalan=1, berhenti_sementara=1))
    assert counts(values(data), "B1") == (0, 2, 0)
    assert counts(values(data), "C1") == (0, 2, 0)


def test_rule_9_a_changed_business_is_active_unless_the_office_says_otherwise() -> None:
    data = tables(*crowd(ganti_usaha=1))
    assert counts(values(data), "B1") == (1, 1, 0)
    strict = values(data, rules=replace(RULES, ganti_usaha_aktif=False))
    assert counts(strict, "B1") == (0, 1, 0)
    assert counts(strict, "B4", "ganti_usaha") == (1, 1, 0)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2025-01-15", "2025-04-14"), "berhenti_sementara"),  # 89 days
        (("2025-01-15", "2025-04-15"), "berhenti_permanen"),  # 90 days
        (("2025-01-15", "2025-03-15", "2025-05-15"), "berhenti_sementara"),  # never 90 between two in a row
    ],
)
def test_rule_9_two_pauses_in_a_row_90_days_apart_are_a_permanent_stop(
    days: Sequence[str], expected: str
) -> None:
    assert status([visit(day=day, status="berhenti_sementara") for day in days]) == expected


def test_rule_9_an_active_visit_between_two_pauses_keeps_them_pauses() -> None:
    pauses = [visit(day=day, status="berhenti_sementara") for day in ("2025-01-15", "2025-06-15")]
    assert status([*pauses, visit(day="2025-03-01")]) == "berhenti_sementara"


# Rules 10 to 13: shares


def test_rule_10_33_active_of_41_known_of_48() -> None:
    found = row_of(values(tables(*crowd(tetap=33, berhenti_permanen=8, unseen=7))), "B1")
    assert found is not None
    assert formats.machine(found["value"]) == "0.8048780488"
    assert (found["numerator"], found["denominator"], found["missing"]) == (33, 41, 7)
    assert formats.machine(found["bound_low"]) == "0.6875"
    assert formats.machine(found["bound_high"]) == "0.8333333333"


def test_rule_10_with_nobody_known_there_is_no_value_and_the_bounds_are_0_and_1() -> None:
    found = row_of(values(tables(*crowd(unseen=3))), "B1")
    assert found is not None
    assert (found["value"], found["low"], found["high"]) == (None, None, None)
    assert (found["bound_low"], found["bound_high"], found["denominator"], found["missing"]) == (0, 1, 0, 3)


def test_rule_10_an_empty_population_has_no_row_of_numbers() -> None:
    found = values(tables([grant(handed=None)]))
    assert set(found["code"]) <= {"A1", "E8"}  # which count grants, not persons


def test_rule_10_c1_has_the_same_known_persons_as_b1() -> None:
    found = values(tables(*crowd(tetap=5, berhenti_permanen=2, berhenti_sementara=1, unseen=4)))
    assert counts(found, "B1") == (5, 8, 4)
    assert counts(found, "C1") == (2, 8, 4)


def test_rule_11_the_interval_inverts_the_hypergeometric_test() -> None:
    found = row_of(values(tables(*crowd(tetap=18, berhenti_permanen=7, unseen=15))), "B1")
    assert found is not None
    assert (found["low"], found["high"]) == (0.6, 0.825)


def test_rule_11_carried_stops_are_no_draw_and_a_census_has_no_interval() -> None:
    """20 persons, 4 stopped before the window, 12 of the other 16 seen: 9 active."""
    grants, visits = crowd(tetap=9, menurun=0, berhenti_sementara=3, unseen=4, berhenti_permanen=4)
    old = [
        v | {"tgl_kunjungan": "2024-11-01"} if v["status_usaha"] == "berhenti_permanen" else v for v in visits
    ]
    found = values(tables(grants, old))
    low, high = possible_totals(9, 12, 16)
    b1, c1 = row_of(found, "B1"), row_of(found, "C1")
    assert b1 is not None
    assert (b1["low"], b1["high"]) == (low / 20, high / 20)
    assert c1 is not None
    low, high = possible_totals(0, 12, 16)
    assert (c1["low"], c1["high"]) == ((low + 4) / 20, (high + 4) / 20)
    census = row_of(values(tables(*crowd(tetap=3, menurun=1))), "B1")
    assert census is not None
    assert (census["value"], census["low"], census["high"]) == (1, None, None)


def told(person: str, day: str, profit: int | None, income: int | None, **changes: Any) -> dict[str, Any]:
    return visit(person, day, laba_bulan=profit, pendapatan_rt_bulan=income, jml_anggota_rt=4, **changes)


def test_rule_12_three_levels_over_the_same_persons_each_within_the_one_before() -> None:
    """Baseline 1,000,000, line 500,000 a head: 4 in a household need 2,000,000."""
    grants = [
        grant(p, laba_baseline=1_000_000, tgl_baseline="2024-05-01")
        for p in ("above", "gain", "flat", "stop", "silent", "unseen", "once")
    ]
    visits = [
        told("above", "2024-12-01", 1, 2_000_000), told("above", "2025-03-01", 1_100_000, 2_000_000),
        told("gain", "2024-12-01", 1, 2_000_000), told("gain", "2025-03-01", 1_100_000, 1_999_999),
        told("flat", "2024-12-01", 1, 2_000_000), told("flat", "2025-03-01", 1_099_999, 2_000_000),
        told("stop", "2025-03-01", 0, 9_000_000, status="berhenti_permanen"),
        told("silent", "2025-03-01", None, 1),
        told("once", "2025-03-01", 2_000_000, 9_000_000),
    ]  # fmt: skip
    found = values(tables(grants, visits))
    assert counts(found, "B3", "bertahan") == (5, 6, 1)
    assert counts(found, "B3", "berkembang") == (3, 5, 2)  # silent lacks a profit
    # once: no earlier income visit; silent: lacks what the second level needs, and so the third
    assert counts(found, "B3", "graduasi") == (1, 4, 3)
    rows = [row_of(found, "B3", level) for level in ("bertahan", "berkembang", "graduasi")]
    assert [r and r["bound_low"] for r in rows] == [5 / 7, 3 / 7, 1 / 7]


@pytest.mark.parametrize(
    ("earlier", "level"),
    [
        ([], None),
        ([("2024-12-01", 2_000_000)], True),
        ([("2024-12-02", 2_000_000)], None),  # 89 days before
        ([("2024-09-30", 2_000_000)], None),  # 29 days after the hand-over
        ([("2024-10-01", 2_000_000)], True),  # 30 days after
        ([("2024-12-01", 1_999_999)], False),
        ([("2024-12-01", 2_000_000), ("2025-01-10", 1_000_000)], False),  # below in between
        ([("2024-10-05", 1_000_000), ("2024-12-01", 2_000_000)], True),  # only the nearest counts
    ],
)
def test_rule_20_above_the_line_now_and_at_the_nearest_visit_90_days_before(
    earlier: Sequence[tuple[str, int]], level: bool | None
) -> None:
    visits = [told("p1", day, 1, income) for day, income in earlier] + [
        told("p1", "2025-03-01", 1, 2_000_000)
    ]
    found = people(tables([grant()], visits)).at["p1", "above_twice"]
    assert (None if pd.isna(found) else bool(found)) is level


def test_rule_20_a_limit_of_criteria_needs_all_eight_answers() -> None:
    criteria = {f"kriteria_fm_{c}": "tidak" for c in "abcdefgh"} | {"kriteria_fm_a": "ya"}
    strict = replace(RULES, max_kriteria_fm=0)
    for answers, rules, expected in (
        (criteria, RULES, True),
        (criteria, strict, False),
        (criteria, replace(RULES, max_kriteria_fm=1), True),
        (criteria | {"kriteria_fm_h": None}, strict, None),
    ):
        visits = [told("p1", day, 1, 2_000_000, **answers) for day in ("2024-12-01", "2025-03-01")]
        found = people(tables([grant()], visits), rules=rules).at["p1", "above_twice"]
        assert (None if pd.isna(found) else bool(found)) is expected


def test_rule_13_the_mix_sums_to_everyone() -> None:
    found = values(tables(*crowd(berkembang=1, tetap=2, ganti_usaha=1, belum_berjalan=1, unseen=3)))
    mix = {name: counts(found, "B4", name) for name in (*STATUSES, UNMONITORED)}
    assert sum(x for x, _, _ in mix.values()) == 8
    assert {(n, missing) for _, n, missing in mix.values()} == {(8, 0)}
    assert mix[UNMONITORED][0] == 3


# Rules 17, 18 and 19: money of people


def test_rule_17_stopped_and_not_yet_running_count_as_nil_and_the_active_have_their_own_figure() -> None:
    grants, visits = crowd(tetap=2, berhenti_sementara=1, belum_berjalan=1, unseen=1)
    paid = [v | {"laba_bulan": 600_000} for v in visits]
    found = values(tables(grants, paid))
    mean, alone = row_of(found, "B5", "rata_laba"), row_of(found, "B5", "rata_laba", "keadaan=aktif")
    assert mean is not None
    assert (mean["value"], mean["denominator"], mean["missing"]) == (300_000, 4, 1)
    assert alone is not None
    assert (alone["value"], alone["denominator"], alone["missing"]) == (600_000, 2, 0)


def test_rule_17_a_carried_stop_has_no_profit_whatever_it_said() -> None:
    stop = visit(day="2024-10-10", status="berhenti_permanen", laba_bulan=700_000)
    assert people(tables([grant()], [stop])).at["p1", "profit"] == 0


def test_rule_17_an_inactive_change_of_business_keeps_its_own_profit() -> None:
    data = tables([grant()], [visit(status="ganti_usaha", laba_bulan=700_000)])
    assert people(data, rules=replace(RULES, ganti_usaha_aktif=False)).at["p1", "profit"] == 700_000


def test_rule_17_a_baseline_taken_after_the_hand_over_is_missing() -> None:
    for day, expected in (("2024-09-01", 500_000), ("2024-09-02", None), (None, None)):
        found = people(tables([grant(laba_baseline=500_000, tgl_baseline=day)], [visit()]))
        before = found.at["p1", "profit_before"]
        assert (None if pd.isna(before) else before) == expected


def test_rule_17_no_relative_change_on_a_baseline_of_nil_or_less_but_a_difference_in_rupiah() -> None:
    grants = [
        grant(p, laba_baseline=x, tgl_baseline="2024-05-01") for p, x in (("a", 0), ("b", -100), ("c", 200))
    ]
    found = values(tables(grants, [visit(p, laba_bulan=300) for p in "abc"]))
    relative, rupiah = row_of(found, "B5", "median_persen"), row_of(found, "B5", "median_rp")
    assert relative is not None
    assert (relative["value"], relative["denominator"], relative["missing"]) == (0.5, 1, 2)
    assert rupiah is not None
    assert (rupiah["value"], rupiah["denominator"], rupiah["unit"]) == (300, 3, "rp")


def test_rule_17_revenue_minus_cost_stands_in_only_where_profit_is_missing() -> None:
    visits = [
        visit("a", laba_bulan=1, omzet_bulan=900, biaya_bulan=400),
        visit("b", omzet_bulan=900, biaya_bulan=400),
        visit("c", omzet_bulan=900),
    ]
    found = people(tables([grant(p) for p in "abc"], visits))
    assert found["profit"].fillna(-1).to_dict() == {"a": 1, "b": 500, "c": -1}
    assert found["is_computed"].to_dict() == {"a": False, "b": True, "c": False}


def test_rule_18_the_baseline_is_raised_by_the_published_changes_between_the_two_months() -> None:
    prices = {f"2024-{month:02d}": 0.5 for month in range(1, 13)} | {"2025-01": 0.02, "2025-02": 0.05}
    prices |= {f"2024-{month:02d}": 0.0 for month in range(7, 13)}
    first = grant(laba_baseline=100_000, tgl_baseline="2024-06-20")
    data = tables([first], [visit(day="2025-02-03", laba_bulan=117_810)])
    found = people(data, known=reference(prices=prices))
    assert found.at["p1", "gain_rp"] == pytest.approx(117_810 - 107_100)
    assert found.at["p1", "gain"] == pytest.approx(0.10)
    assert found.at["p1", "is_real"]


def test_rule_18_without_an_index_the_change_is_nominal_and_says_so() -> None:
    data = tables([grant(laba_baseline=100_000, tgl_baseline="2024-06-20")], [visit(laba_bulan=110_000)])
    found = people(data, known=reference(prices={"2024-07": 0.01}))
    assert found.at["p1", "gain"] == pytest.approx(0.10)
    assert not found.at["p1", "is_real"]


def test_rule_18_a_persons_gain_is_the_same_on_the_page_of_the_district_and_of_the_province() -> None:
    prices = {f"2024-{month:02d}": 0.01 for month in range(7, 13)} | {
        f"2025-{m:02d}": 0.01 for m in (1, 2, 3)
    }
    grants = [
        grant("here", laba_baseline=100, tgl_baseline="2024-06-01"),
        grant("there", laba_baseline=100, tgl_baseline="2020-01-01", kab_kota="malinau"),
    ]
    data = tables(grants, [visit(p, laba_bulan=200) for p in ("here", "there")])
    known = reference(prices=prices)
    alone, whole = (values(data, district=d, known=known) for d in ("tarakan", "provinsi"))
    here, also = (
        row_of(alone, "B5", "median_persen"),
        row_of(whole, "B5", "median_persen", "kab_kota=tarakan"),
    )
    assert here == also
    assert here is not None
    assert here["value"] < 1


@pytest.mark.parametrize(("income", "above"), [(2_000_000, 1), (1_999_999, 0)])
def test_rule_19_income_per_head_at_or_above_the_line(income: int, above: int) -> None:
    found = values(tables([grant()], [told("p1", "2025-03-01", None, income)]))
    assert counts(found, "D1") == (above, 1, 0)


def test_rule_19_the_household_of_the_register_stands_in_where_the_visit_has_none() -> None:
    income = visit(pendapatan_rt_bulan=2_000_000)
    assert counts(values(tables([grant(jml_anggota_rt=4)], [income])), "D1") == (1, 1, 0)
    assert counts(values(tables([grant(jml_anggota_rt=5)], [income])), "D1") == (0, 1, 0)
    assert counts(values(tables([grant()], [income])), "D1") == (0, 0, 1)


def test_rule_19_the_line_is_that_of_the_persons_district_published_by_the_report_date() -> None:
    lines = [
        *LINES, ("tarakan", 2025, 900_000, "2025-07-16"), ("malinau", 2024, 600_000, "2024-07-01"),
    ]  # fmt: skip
    data = tables([grant()], [told("p1", "2025-03-01", None, 2_000_000)])
    assert counts(values(data, known=reference(lines)), "D1") == (1, 1, 0)
    later = replace(RULES, report_date=date(2025, 7, 16))
    assert counts(values(data, known=reference(lines), rules=later), "D1") == (0, 1, 0)


def test_rule_19_a_missing_line_fails_only_where_an_income_asks_for_it() -> None:
    strict = replace(RULES, poverty_policy="fail")
    silent = tables([grant()], [visit()])
    assert counts(values(silent, rules=strict), "D1") == (0, 0, 1)
    with pytest.raises(DataError, match="tarakan tahun 2025"):
        values(tables([grant()], [told("p1", "2025-03-01", None, 1)]), rules=strict)


def test_rule_19_the_baseline_is_that_of_the_same_persons() -> None:
    grants = [
        grant(p, pendapatan_rt_baseline=x, jml_anggota_rt=4, tgl_baseline=day)
        for p, x, day in (
            ("poor", 1_000_000, "2024-05-01"),
            ("above", 2_000_000, "2024-05-01"),
            ("late", 2_000_000, "2024-10-01"),
            ("unseen", 2_000_000, "2024-05-01"),
        )
    ]
    visits = [told(p, "2025-03-01", None, 2_000_000) for p in ("poor", "above", "late")]
    found = values(tables(grants, visits))
    assert counts(found, "D1") == (3, 3, 1)
    assert counts(found, "D1", "awal") == (1, 2, 1)


# Rule 25: the province


def test_rule_25_the_province_pools_persons_and_keeps_apart_whose_district_is_unknown() -> None:
    grants = [grant("a"), grant("b", kab_kota="malinau"), grant("c", kab_kota=None)]
    data = tables(grants, [visit("a"), visit("b", status="berhenti_permanen"), visit("c")])
    found = values(data, district="provinsi")
    assert counts(found, "B1") == (2, 3, 0)
    assert counts(found, "B1", group="kab_kota=tarakan") == (1, 1, 0)
    assert counts(found, "B1", group="kab_kota=malinau") == (0, 1, 0)
    assert counts(found, "B1", group="kab_kota=tidak-diketahui") == (1, 1, 0)
    assert row_of(found, "B1", group="kab_kota=bulungan") is None
    assert not values(data)["group"].str.startswith("kab_kota=").any()


def test_rule_25_medians_come_from_persons_and_the_line_from_each_persons_district() -> None:
    grants = [grant("a"), grant("b"), grant("c", kab_kota="malinau")]
    incomes = [told(p, "2025-03-01", x, 2_000_000) for p, x in (("a", 1), ("b", 2), ("c", 9))]
    lines = [("tarakan", 2024, 500_000, "2024-07-01"), ("malinau", 2024, 500_001, "2024-07-01")]
    found = values(tables(grants, incomes), district="provinsi", known=reference(lines))
    median = row_of(found, "B5", "median_laba")
    assert median is not None
    assert median["value"] == 2
    assert counts(found, "D1") == (2, 3, 0)


def test_rule_26_numbers_are_rounded_in_formats_alone() -> None:
    found = row_of(values(tables(*crowd(tetap=2, berhenti_permanen=1))), "B1")
    assert found is not None
    assert found["value"] == 2 / 3
    assert formats.machine(found["value"]) == "0.6666666667"


# Rule 27: causes


def cause(found: pd.DataFrame, measure: str) -> dict[str, float]:
    rows = found[(found["code"] == "C2") & (found["measure"] == measure)]
    return {
        g.removeprefix("penyebab="): x for g, x in zip(rows["group"], rows["numerator"], strict=True) if x
    }


def test_rule_27_the_cause_is_that_of_the_visit_that_first_recorded_the_status() -> None:
    visits = [
        visit("a", "2024-10-10", "berhenti_permanen", penyebab_utama="22"),
        visit("a", "2025-03-10", "berhenti_permanen", penyebab_utama="11"),
        visit("b", "2024-10-10", "menurun", penyebab_utama="11"),
        visit("b", "2025-03-10", "berhenti_permanen", penyebab_utama="44"),
        visit("c", "2025-03-10", "berhenti_permanen"),
        visit("d", "2025-03-10", "menurun", penyebab_utama="31"),
        visit("e", "2024-10-10", "berhenti_sementara", penyebab_utama="99"),
        visit("e", "2025-03-10", "berhenti_permanen", penyebab_utama="32"),
    ]
    found = values(tables([grant(p) for p in "abcde"], visits))
    assert cause(found, "berhenti_permanen") == {"P2": 1, "P4": 1, "P9": 1, "P3": 1}
    assert cause(found, "berhenti_permanen_baru") == {"P4": 1, "P9": 1, "P3": 1}
    assert cause(found, "menurun_atau_sementara") == cause(found, "menurun_atau_sementara_baru") == {"P3": 1}


def test_rule_27_unknown_causes_stay_in_the_hundred_percent() -> None:
    visits = [
        visit(p, status="menurun", penyebab_utama=c) for p, c in (("a", "99"), ("b", None), ("c", "11"))
    ]
    found = values(tables([grant(p) for p in "abc"], visits))
    rows = found[(found["code"] == "C2") & (found["measure"] == "menurun_atau_sementara")]
    assert rows["value"].sum() == pytest.approx(1)
    assert set(rows["denominator"]) == {3}
    assert cause(found, "menurun_atau_sementara") == {"P1": 1, "P9": 2}


def test_rule_27_an_unseen_or_recovered_person_is_no_case() -> None:
    visits = [
        visit("a", "2024-10-10", "menurun", penyebab_utama="11"),
        visit("b", "2024-10-10", "berhenti_permanen", penyebab_utama="11"),
        visit("b", "2025-03-10", "tetap"),
    ]
    assert "C2" not in set(values(tables([grant(p) for p in "ab"], visits))["code"])


# Rules 29 and 31: delivery and budget


def test_rule_29_delivery_counts_the_decrees_of_the_year_up_to_its_end() -> None:
    this = {"tahun_anggaran": 2025, "tgl_sk": "2025-02-01"}
    grants = [
        grant("in-time", "2025-06-30", **this),
        grant("after", "2025-07-01", **this),
        grant("never", None, **this),
        grant("later-decree", "2025-06-30", tahun_anggaran=2025, tgl_sk="2025-07-01"),
        grant("last-year", "2025-01-10"),
        grant("goods", "2025-03-01", bentuk_bantuan="barang", **this),
    ]
    found = values(tables(grants))
    assert counts(found, "A1") == (2, 4, 0)
    assert counts(found, "A1", group="bentuk_bantuan=barang") == (1, 1, 0)
    assert counts(values(tables(grants), "2025-S2"), "A1") == (4, 5, 0)


def test_rule_31_spending_from_january_less_returns_dated_by_the_end_over_the_budget_in_force() -> None:
    budget = [
        account("2024-TW4", realisasi_kumulatif=77),
        account("2025-TW1", realisasi_kumulatif=20),
        account("2025-TW2", realisasi_kumulatif=60, pengembalian=5, tgl_pengembalian="2025-06-30"),
        account(
            "2025-TW3",
            realisasi_kumulatif=80,
            pengembalian=10,
            tgl_pengembalian="2025-06-29",
            pagu_perubahan=160,
        ),
        account("2025-TW4", realisasi_kumulatif=150, pengembalian=7, tgl_pengembalian="2025-11-01"),
    ]
    half, year = (values(tables(budget=budget), p, "provinsi") for p in ("2025-S1", "2025-S2"))
    assert counts(half, "E1") == counts(half, "E1", group="pagu=murni") == (45, 100, 0)
    assert row_of(half, "E1", group="pagu=perubahan") is None
    assert counts(year, "E1") == counts(year, "E1", group="pagu=perubahan") == (128, 160, 0)
    assert counts(year, "E1", group="pagu=murni") == (128, 100, 0)


def test_rule_31_quarterly_figures_are_added_up() -> None:
    budget = [account(f"2025-TW{q}", realisasi_triwulan=10 * q) for q in (1, 2, 3)]
    assert counts(values(tables(budget=budget), "2025-S1", "provinsi"), "E1") == (30, 100, 0)


def test_rule_31_a_blank_is_not_a_spending_of_nil() -> None:
    silent = account(kode_rekening="5.2", pagu_murni=40)
    found = values(tables(budget=[account(realisasi_kumulatif=0), silent]), district="provinsi")
    assert counts(found, "E1") == (0, 100, 40)
    alone = row_of(found, "E1", group="kode_rekening=5.2")
    assert alone is not None
    assert (alone["value"], alone["denominator"], alone["missing"]) == (None, 0, 40)


def test_rule_31_a_district_has_a_budget_only_where_it_is_split() -> None:
    split = account(kab_kota="tarakan", pagu_murni=50, realisasi_kumulatif=25)
    data = tables(budget=[account(realisasi_kumulatif=30), split])
    assert counts(values(data, district="provinsi"), "E1") == (55, 150, 0)
    assert counts(values(data, district="provinsi"), "E1", group="kab_kota=tarakan") == (25, 50, 0)
    assert counts(values(data), "E1") == (25, 50, 0)
    assert row_of(values(data, district="malinau"), "E1") is None
