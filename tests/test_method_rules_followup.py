"""Rules 4, 14 to 16, 20, 21, 28 and 30 of the evaluation method, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from builders import RULES, counts, grant, people, reference, row_of, tables, values, visit

CRITERIA = [f"kriteria_fm_{letter}" for letter in "abcdefgh"]


def value(found: pd.DataFrame, code: str, measure: str = "utama", group: str = "semua") -> float | None:
    row = row_of(found, code, measure, group)
    assert row is not None, f"no row {code}.{measure} {group}"
    result: float | None = row["value"]
    return result


# Rule 4: exits and attempts; rule 5: telephone


def test_rule_4_exits_are_counted_apart_and_stay_in_the_population() -> None:
    left = {"status_administrasi": "pindah", "tgl_status": "2024-12-31"}
    found = values(tables([grant("a", **left), grant("b")], [visit("a", "2024-10-01")]))
    row = row_of(found, "A4", "keluar")
    assert row is not None
    assert (row["value"], row["denominator"], row["missing"]) == (1, 2, 0)


def test_rule_5_telephone_statuses_are_told_and_other_results_are_attempts_not_statuses() -> None:
    visits = [
        visit("a", cara="telepon"),
        visit("b", cara="telepon"),
        visit("b", "2025-04-01"),
        visit("c", "2025-02-01", None, hasil_kunjungan="tidak_di_tempat"),
        visit("c", "2025-03-01", "tetap", hasil_kunjungan="menolak"),
        visit("c", "2025-03-02", None, hasil_kunjungan="menolak", validasi="ditolak"),
        visit("c", "2024-12-31", None, hasil_kunjungan="pindah"),
    ]
    found = values(tables([grant(p) for p in "abc"], visits))
    assert counts(found, "A4") == (1, 3, 0)
    assert counts(found, "A4", "telepon") == (1, 3, 0)
    assert value(found, "A4", "percobaan") == 2
    assert counts(found, "B1") == (2, 2, 1)


# Rule 14: 12 and 24 months after the aid


@pytest.mark.parametrize(
    ("day", "known"),
    [("2024-06-03", True), ("2024-06-02", False), ("2024-11-30", True), ("2024-12-01", False)],
)
def test_rule_14_the_visit_lies_within_90_days_of_the_anniversary(day: str, known: bool) -> None:
    data = tables([grant(handed="2023-09-01", tahun_anggaran=2023)], [visit(day=day)])
    found = values(data, "2024-S2")
    assert counts(found, "B9", "bulan_12", "tahun=2023") == ((1, 1, 0) if known else (0, 0, 1))
    assert counts(found, "B9", "bulan_12_tetap", "tahun=2023") == (int(known), 1, 0)
    assert counts(found, "B9", "bulan_12_belum_terpantau", "tahun=2023") == (int(not known), 1, 0)


def test_rule_14_only_persons_whose_anniversary_is_three_months_past() -> None:
    data = tables(
        [grant("a", "2023-10-01", tahun_anggaran=2023), grant("b", "2023-09-30", tahun_anggaran=2023)]
    )
    assert counts(values(data, "2024-S2"), "B9", "bulan_12", "tahun=2023") == (0, 0, 1)
    assert counts(values(data, "2025-TW1"), "B9", "bulan_12", "tahun=2023") == (0, 0, 2)
    assert row_of(values(data, "2025-S1"), "B9", "bulan_24", "tahun=2023") is None


def test_rule_14_the_nearest_visit_counts_and_the_later_of_two_equally_near() -> None:
    for days, status in (
        (["2024-08-20", "2024-10-01"], "menurun"),
        (["2024-08-22", "2024-09-11"], "tetap"),
        (["2024-08-23", "2024-09-11"], "menurun"),
    ):
        visits = [visit(day=day, status=s) for day, s in zip(days, ("menurun", "tetap"), strict=True)]
        found = values(tables([grant(handed="2023-09-01", tahun_anggaran=2023)], visits), "2024-S2")
        assert counts(found, "B9", f"bulan_12_{status}", "tahun=2023")[0] == 1, days


def test_rule_14_a_stop_known_from_before_is_carried() -> None:
    data = tables(
        [grant(handed="2023-09-01", tahun_anggaran=2023)],
        [visit(day="2024-01-10", status="berhenti_permanen")],
    )
    found = values(data, "2024-S2")
    assert counts(found, "B9", "bulan_12", "tahun=2023") == (0, 1, 0)
    assert counts(found, "B9", "bulan_12_berhenti_permanen", "tahun=2023") == (1, 1, 0)
    assert counts(found, "B9", "bulan_12_graduasi", "tahun=2023") == (0, 1, 0)


def test_rule_14_levels_are_those_of_that_visit() -> None:
    aid = grant(
        handed="2023-09-01",
        tahun_anggaran=2023,
        tgl_baseline="2023-08-01",
        laba_baseline=100,
        jml_anggota_rt=1,
    )
    visits = [
        visit(day="2024-03-01", pendapatan_rt_bulan=600_000),
        visit(day="2024-09-01", laba_bulan=110, pendapatan_rt_bulan=600_000),
        visit(day="2025-03-01", laba_bulan=10, pendapatan_rt_bulan=1),
    ]
    found = values(tables([aid], visits), "2025-S1")
    assert counts(found, "B9", "bulan_12_laba_naik", "tahun=2023") == (1, 1, 0)
    assert counts(found, "B9", "bulan_12_graduasi", "tahun=2023") == (1, 1, 0)
    assert counts(found, "B3", "berkembang") == (0, 1, 0)


# Rule 15: recovery


def test_rule_15_recovery_is_of_those_stopped_at_the_previous_end_and_visited_now() -> None:
    grants, visits = [], []
    for person, then, now in (
        ("a", "berhenti_permanen", "tetap"),
        ("b", "berhenti_sementara", "berhenti_permanen"),
        ("c", "berhenti_sementara", None),
        ("d", "tetap", "tetap"),
    ):
        grants.append(grant(person, "2024-03-01"))
        visits.append(visit(person, "2024-11-01", then))
        visits += [visit(person, "2025-03-01", now)] if now else []
    found = values(tables(grants, visits))
    assert counts(found, "C3") == (1, 2, 1)


# Rule 16: survival


def follow(*months: tuple[str, str], stop: str | None = None, person: str = "p1") -> list[dict[str, Any]]:
    """Return visits on these days with these states; the last one says since when it is closed."""
    rows = [visit(person, day, state) for day, state in months]
    rows[-1]["tgl_berhenti"] = stop
    return rows


@pytest.mark.parametrize(
    ("stop", "closed_by_six_months"),
    [
        ("2024-12-31", True),  # stated, inside the interval
        ("2024-10-01", False),  # before the last active visit: the midpoint of 1 November and 1 June
        ("2025-06-02", False),  # after the visit that found it
        (None, False),
    ],
)
def test_rule_16_a_closing_lies_where_it_is_stated_or_half_way_between_the_visits(
    stop: str | None, closed_by_six_months: bool
) -> None:
    seen = follow(("2024-11-01", "tetap"), ("2025-06-01", "berhenti_permanen"), stop=stop)
    found = values(tables([grant(handed="2024-07-31")], seen))
    assert counts(found, "B2", "bulan_6")[0] == int(closed_by_six_months)


def test_rule_16_closed_at_first_sight_lies_after_the_hand_over_and_a_restart_is_no_closing() -> None:
    first = follow(("2025-01-01", "berhenti_permanen"))
    found = values(tables([grant(handed="2024-09-01")], first))
    assert counts(found, "B2", "bulan_6") == (1, 0, 0)
    again = [*first, visit(day="2025-06-01")]
    assert counts(values(tables([grant(handed="2024-09-01")], again)), "B2", "bulan_6") == (0, 1, 0)


def test_rule_16_a_share_only_where_ten_or_more_are_at_risk_with_both_extremes() -> None:
    grants = [grant(f"p{at:02}", "2024-07-01") for at in range(14)]
    visits = [visit(f"p{at:02}", "2025-03-01") for at in range(10)]
    visits += [v for v in follow(("2024-12-01", "berhenti_permanen"), stop="2024-09-30", person="p10")]
    data = tables(grants, visits)
    row = row_of(values(data), "B2", "bulan_6")
    assert row is not None
    assert (row["numerator"], row["denominator"], row["missing"]) == (1, 10, 3)
    assert row["value"] == pytest.approx(10 / 11)
    assert row["bound_low"] == pytest.approx(10 / 14)
    assert row["bound_high"] == pytest.approx(13 / 14)
    assert 0 < row["low"] < row["value"] < row["high"] < 1
    fewer = row_of(values(tables(grants, visits[1:])), "B2", "bulan_6")
    assert fewer is not None
    assert (fewer["value"], fewer["denominator"]) == (None, 9)


def test_rule_16_death_or_a_move_without_a_closing_is_counted_apart_and_a_new_kind_is_no_event() -> None:
    gone = grant("a", "2024-07-01", status_administrasi="meninggal", tgl_status="2025-02-01")
    visits = [
        visit("a", "2025-01-20"),
        visit("b", "2025-03-01", "ganti_usaha"),
        visit("c", "2025-01-20"),
        visit("c", "2025-03-01", None, hasil_kunjungan="pindah"),
        visit("d", "2024-12-01", "berhenti_permanen"),
        visit("d", "2025-03-01", None, hasil_kunjungan="pindah"),
    ]
    found = values(tables([gone, *(grant(p, "2024-07-01") for p in "bcd")], visits))
    row = row_of(found, "B2", "keluar")
    assert row is not None
    assert (row["value"], row["denominator"]) == (2, 4)
    assert counts(found, "B2", "bulan_12")[0] == 1


def test_rule_16_survival_runs_from_the_first_of_two_grants() -> None:
    both = [grant("a", "2023-01-01", tahun_anggaran=2022), grant("a", "2024-06-01")]
    found = values(tables(both, [visit("a", "2025-03-01")]))
    assert counts(found, "B2", "bulan_24") == (0, 1, 0)
    assert counts(found, "B1") == (1, 1, 0)


# Rule 17: the interval of a median, and the shift


def test_rule_17_medians_of_some_have_an_interval_and_of_everyone_none() -> None:
    asked = {"laba_baseline": 100, "tgl_baseline": "2024-08-01"}
    grants = [grant(f"p{at}", **asked) for at in range(8)]
    visits = [visit(f"p{at}", laba_bulan=100 + 10 * at) for at in range(8)]
    everyone = row_of(values(tables(grants, visits)), "B5", "median_laba")
    some = row_of(values(tables([*grants, grant("unseen")], visits)), "B5", "median_laba")
    assert everyone is not None
    assert some is not None
    assert (everyone["value"], everyone["low"], everyone["high"]) == (135, None, None)
    assert (some["value"], some["low"], some["high"]) == (135, 100, 170)
    shift = row_of(values(tables(grants, visits)), "B5", "pergeseran_rp")
    assert shift is not None
    assert (shift["value"], shift["denominator"], shift["missing"]) == (35, 8, 0)
    assert (shift["low"], shift["high"]) == (10, 60)


# Rule 20: leaving poverty and relapse; rule 21: criteria


def income(person: str, day: str, rupiah: int, **changes: Any) -> dict[str, Any]:
    return visit(person, day, pendapatan_rt_bulan=rupiah, jml_anggota_rt=1, **changes)


def poor(person: str = "p1", handed: str = "2024-03-01", rupiah: int | None = 400_000) -> dict[str, Any]:
    """Return a grant to somebody below the line of 500,000 before it."""
    return grant(person, handed, pendapatan_rt_baseline=rupiah, jml_anggota_rt=1, tgl_baseline="2024-02-01")


def test_rule_20_only_persons_below_the_line_before_the_aid_are_counted() -> None:
    grants = [poor("a"), poor("b", rupiah=500_000), poor("c", rupiah=None), poor("d")]
    visits = [income(p, day, 600_000) for p in "abc" for day in ("2024-09-01", "2025-03-01")]
    found = values(tables(grants, visits))
    assert counts(found, "D2") == (1, 1, 1)
    row = row_of(found, "D2")
    assert row is not None
    assert (row["bound_low"], row["bound_high"]) == (0.5, 1.0)


def test_rule_20_relapse_is_of_those_who_met_it_earlier_and_have_an_income_now() -> None:
    grants = [poor(p) for p in "abcd"]
    good, bad = 600_000, 300_000
    visits = [income(p, day, good) for p in "abc" for day in ("2024-06-01", "2024-11-01")]
    visits += [income("a", "2025-03-01", bad), income("b", "2025-03-01", good)]
    visits += [income("d", "2024-11-01", bad), income("d", "2025-03-01", bad)]
    found = values(tables(grants, visits))
    assert counts(found, "D2", "kambuh") == (1, 2, 1)


def test_rule_21_criteria_count_only_where_all_eight_are_answered_at_both_times() -> None:
    none, two = (
        dict.fromkeys(CRITERIA, "tidak"),
        dict.fromkeys(CRITERIA, "tidak") | dict.fromkeys(CRITERIA[:2], "ya"),
    )
    grants = [grant("a", **two), grant("b", **two), grant("c", **two), grant("d")]
    visits = [
        visit("a", **none),
        visit("b", "2025-02-01", **(two | {"kriteria_fm_c": "ya"})),
        visit("b", "2025-03-01", **(none | {"kriteria_fm_h": None})),
        visit("d", **none),
    ]
    found = values(tables(grants, visits))
    row = row_of(found, "D3")
    assert row is not None
    assert (row["value"], row["denominator"], row["missing"]) == (-0.5, 2, 2)
    assert (value(found, "D3", "awal"), value(found, "D3", "kini")) == (2, 1.5)


# Rule 28: causes supported by other evidence


def stopped(
    person: str = "p1", by: str | None = "penerima", cause: str = "11", **changes: Any
) -> dict[str, Any]:
    return visit(person, status="berhenti_permanen", penyebab_utama=cause, sumber_atribusi=by, **changes)


def supported(grants: list[Any], visits: list[Any], cause: str, **changes: Any) -> tuple[Any, ...]:
    found = values(tables(grants, visits), district="provinsi", **changes)
    return counts(found, "C2", "berhenti_permanen_terbukti", f"penyebab={cause}")[:2]


def test_rule_28_too_little_mentoring_needs_few_mentor_visits_before_the_last_active_day() -> None:
    rules = replace(RULES, minimum_contacts=2)
    once = [visit(day="2024-11-01"), stopped()]
    assert supported([grant()], once, "P1", rules=rules) == (1, 1)
    assert supported([grant()], [visit(day="2024-10-01"), *once], "P1", rules=rules) == (0, 1)
    # Visits by others, and those after the last active day, are no mentoring.
    other = visit(day="2024-10-01", peran_petugas="dinsos_kab")
    assert supported([grant()], [other, *once], "P1", rules=rules) == (1, 1)
    assert (
        row_of(
            values(tables([grant()], once), district="provinsi"),
            "C2",
            "berhenti_permanen_terbukti",
            "penyebab=P1",
        )
        is None
    )


def test_rule_28_what_only_the_mentor_states_is_never_supported() -> None:
    rules = replace(RULES, minimum_contacts=2)
    assert supported([grant()], [stopped(by="pendamping")], "P1", rules=rules) == (0, 1)
    assert supported([grant()], [stopped(by=None)], "P1", rules=rules) == (1, 1)


def test_rule_28_an_unsuitable_kind_fails_more_often_than_every_other_among_ten_or_more_others() -> None:
    def data(kiosks: int, others_failed: int) -> tuple[list[Any], list[Any]]:
        names = [f"k{at:02}" for at in range(kiosks)] + [f"m{at:02}" for at in range(10)]
        grants = [grant(p, jenis_usaha="kios_sembako" if p[0] == "k" else "menjahit") for p in names]
        failed = {"k00", "k01", "k02", *(f"m{at:02}" for at in range(others_failed))}
        return grants, [stopped(p, cause="22") if p in failed else visit(p) for p in names]

    # k: 2 of the 10 others stopped, 20 per cent, against 1 of 10; m is told of 3 of 11 kiosks and not above.
    assert supported(*data(11, 1), "P2") == (3, 4)
    assert supported(*data(11, 2), "P2") == (0, 5)
    assert supported(*data(10, 1), "P2") == (0, 4)  # nine others are too few


def test_rule_28_an_officer_found_the_kind_unsuitable() -> None:
    assert supported([grant()], [stopped(by="petugas", cause="21")], "P2") == (1, 1)
    assert supported([grant()], [stopped(by="penerima", cause="21")], "P2") == (0, 1)
    assert supported([grant()], [stopped(by="petugas", cause="22", penyebab_semua="22 24")], "P2") == (1, 1)


@pytest.mark.parametrize(
    ("day", "district", "sub", "met"),
    [
        ("2024-12-10", "tarakan", "", 1),  # 90 days before 10 March
        ("2024-12-09", "tarakan", "", 0),
        ("2025-03-11", "tarakan", "", 0),
        ("2025-01-10", "malinau", "", 0),
        ("2025-01-10", "tarakan", "65.71.01", 1),
        ("2025-01-10", "tarakan", "65.71.02", 0),
    ],
)
def test_rule_28_an_outside_cause_needs_a_dated_event_in_that_place(
    day: str, district: str, sub: str, met: int
) -> None:
    event = pd.DataFrame(
        {
            "tanggal": pd.to_datetime([day]),
            "kab_kota": [district],
            "kode_kecamatan": [sub],
            "jenis": ["banjir"],
        }
    )
    struck = [stopped(cause="31")]
    place = [grant(kode_kecamatan="65.71.01")]
    assert supported(place, struck, "P3", known=reference(events=event)) == (met, 1)


def test_rule_28_causes_by_who_stated_them_and_all_causes_named() -> None:
    grants = [grant(p) for p in "abc"]
    visits = [
        stopped("a", "pendamping", "22", penyebab_semua="22 11"),
        stopped("b", "penerima", "11"),
        stopped("c", "penerima", "22", penyebab_semua="22 41"),
    ]
    found = values(tables(grants, visits), district="provinsi")
    assert counts(found, "C2", "berhenti_permanen_semua", "penyebab=P1") == (2, 3, 0)
    assert counts(found, "C2", "berhenti_permanen_semua", "penyebab=P4") == (1, 3, 0)
    assert counts(found, "C2", "berhenti_permanen_menurut_pendamping", "penyebab=P2") == (1, 1, 0)
    assert counts(found, "C2", "berhenti_permanen_menurut_penerima", "penyebab=P1") == (1, 2, 0)
    assert row_of(found, "C2", "berhenti_permanen_menurut_petugas", "penyebab=P1") is None


# Rule 30: assets and savings


def test_rule_30_assets_are_weighed_by_the_rupiah_paid_of_those_seen() -> None:
    states = {"a": "lengkap_dipakai", "b": "rusak", "c": "tidak_dilihat", "d": "dijual"}
    grants = [grant(p, nilai_salur=1_000_000 * (at + 1)) for at, p in enumerate(states)]
    visits = [visit(p, aset_bantuan_status=state) for p, state in states.items()]
    visits.append(visit("a", "2025-05-01", aset_bantuan_status="tidak_dilihat"))
    found = values(tables(grants, visits))
    assert counts(found, "B7") == (1_000_000, 7_000_000, 3_000_000)
    assert counts(found, "B7", "tidak_ada")[0] == 4_000_000


def test_rule_30_savers_are_of_those_who_answered() -> None:
    visits = [
        visit("a", tabungan_ada="ya"),
        visit("b", "2025-02-01", tabungan_ada="ya"),
        visit("b", tabungan_ada="tidak"),
        visit("c"),
    ]
    assert counts(values(tables([grant(p) for p in "abc"], visits)), "B8") == (1, 2, 1)


def test_edge_all_stopped_then_restarted_and_a_stop_two_years_ago_never_revisited() -> None:
    stop = [visit(p, "2024-10-10", "berhenti_permanen") for p in "ab"]
    again = [*stop, *(visit(p, "2025-03-10") for p in "ab")]
    found = values(tables([grant(p) for p in "ab"], again))
    assert counts(found, "B1") == (2, 2, 0)
    assert counts(found, "C1") == (0, 2, 0)
    assert counts(found, "C3") == (2, 2, 0)
    old = tables(
        [grant(handed="2023-07-05", tahun_anggaran=2023)],
        [visit(day="2023-08-01", status="berhenti_permanen")],
    )
    person = people(old).loc["p1"]
    assert (person["status"], person["carried"], person["due"]) == ("berhenti_permanen", True, False)
    assert counts(values(old), "C1") == (1, 1, 0)
