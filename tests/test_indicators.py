"""The tidy values: their shape, awkward tables, and what must hold of any data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from builders import DISTRICTS, RULES, account, counts, grant, people, row_of, tables, values, visit
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from evalhelpers.catalogue import COLUMNS, INDICATORS, KEY, LEVELS, STATUSES, UNMONITORED
from evalhelpers.errors import DataError
from evalhelpers.periods import Period

CAUSES = ("11", "22", "33", "44", "99", None)
Data = tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]


def day(offset: int) -> str:
    return (date(2023, 1, 1) + timedelta(days=offset)).isoformat()


@st.composite
def programmes(draw: st.DrawFn) -> Data:
    """Return grants, visits and budget rows over three years, with every kind of gap."""
    names = [f"p{at}" for at in range(draw(st.integers(0, 7)))]
    maybe = st.one_of(st.none(), st.integers(0, 3_000_000))
    grants = [
        grant(
            draw(st.sampled_from(names)),
            draw(st.one_of(st.none(), st.integers(0, 1000).map(day))),
            id_bantuan=f"b{at}",
            kab_kota=draw(st.sampled_from((*DISTRICTS, None))),
            jenis_kelamin=draw(st.sampled_from(("L", "P", None))),
            tahun_anggaran=draw(st.sampled_from((2023, 2024, 2025))),
            tgl_sk=day(draw(st.integers(0, 1000))),
            status_administrasi=draw(st.sampled_from(("aktif", "aktif", "batal", "meninggal", "pindah"))),
            tgl_status=draw(st.one_of(st.none(), st.integers(0, 1100).map(day))),
            laba_baseline=draw(maybe),
            tgl_baseline=draw(st.one_of(st.none(), st.integers(0, 600).map(day))),
            pendapatan_rt_baseline=draw(maybe),
            jml_anggota_rt=draw(st.one_of(st.none(), st.integers(1, 6))),
        )
        for at in range(draw(st.integers(0, 8)) if names else 0)
    ]
    visits = [
        visit(
            draw(st.sampled_from(names)),
            day(draw(st.integers(0, 1100))),
            draw(st.sampled_from((*STATUSES, None))),
            peran_petugas=draw(st.sampled_from(("pendamping", "inspektorat"))),
            cara=draw(st.sampled_from(("tatap_muka", "telepon", "pihak_ketiga"))),
            hasil_kunjungan=draw(st.sampled_from(("bertemu", "bertemu", "bertemu", "meninggal", "pindah"))),
            validasi=draw(st.sampled_from((None, "disetujui", "ditolak"))),
            laba_bulan=draw(maybe),
            pendapatan_rt_bulan=draw(maybe),
            penyebab_utama=draw(st.sampled_from(CAUSES)),
        )
        for _ in range(draw(st.integers(0, 14)) if names else 0)
    ]
    budget = [
        account(quarter, realisasi_kumulatif=draw(maybe), pengembalian=draw(maybe), kode_rekening=code)
        for quarter in ("2025-TW1", "2025-TW2", "2025-TW3")
        for code in draw(st.sets(st.sampled_from(("5.1", "5.2"))))
    ]
    return grants, visits, budget


periods = st.sampled_from(("2024-S2", "2025-S1", "2025-TW1", "2025", "2025-03"))


def compared(found: pd.DataFrame) -> pd.DataFrame:
    return found.set_index(list(KEY)).sort_index()


@settings(max_examples=8, deadline=None)
@given(programmes(), periods)
def test_values_are_tidy_whatever_the_data(data: Data, period: str) -> None:
    for district in ("provinsi", "tarakan"):
        found = values(tables(*data), period, district)
        assert tuple(found.columns) == COLUMNS
        assert not found.duplicated(list(KEY)).any()
        order = [(c, m) for c, i in INDICATORS.items() for m in i.units]
        at = [order.index(pair) for pair in zip(found["code"], found["measure"], strict=True)]
        assert at == sorted(at)
        assert [INDICATORS[c].units[m] for c, m in zip(found["code"], found["measure"], strict=True)] == list(
            found["unit"]
        )
        assert set(found["district"]) <= {district}
        assert not found["group"].str.contains("nan|NA|None").any()


@settings(max_examples=8, deadline=None)
@given(programmes(), periods)
def test_shares_keep_to_their_bounds(data: Data, period: str) -> None:
    found = values(tables(*data), period, "provinsi")
    shares = found[found["bound_low"].notna()]
    n, missing, met = shares["denominator"], shares["missing"], shares["numerator"]
    assert ((0 <= met) & (met <= n) & (n + missing > 0)).all()
    assert (shares["value"].isna() == (n == 0)).all()
    known = shares[n > 0]
    assert ((known["bound_low"] <= known["value"]) & (known["value"] <= known["bound_high"])).all()
    assert (known["low"].isna() == (known["missing"] == 0)).all()
    drawn = known[known["low"].notna()]
    assert ((drawn["bound_low"] <= drawn["low"]) & (drawn["low"] <= drawn["high"])).all()
    assert (drawn["high"] <= drawn["bound_high"] + 1e-12).all()


@settings(max_examples=8, deadline=None)
@given(programmes(), periods)
def test_parts_make_the_whole(data: Data, period: str) -> None:
    """The mix sums to N, the levels are nested, B1 is the first level, the causes sum to the cases."""
    found = values(tables(*data), period, "provinsi")
    for group in found.loc[found["code"] == "B4", "group"].unique():
        mix = [counts(found, "B4", s, group) for s in (*STATUSES, UNMONITORED)]
        assert sum(m[0] for m in mix) == mix[0][1]
        levels = [row_of(found, "B3", level, group) for level in LEVELS]
        lowest = [level["bound_low"] for level in levels if level]
        assert lowest == sorted(lowest, reverse=True)
        assert len(lowest) == 3
        assert counts(found, "B1", group=group) == counts(found, "B3", "bertahan", group)
        unseen = counts(found, "B4", UNMONITORED, group)[0]
        assert counts(found, "B1", group=group)[2] == counts(found, "C1", group=group)[2] == unseen
        assert counts(found, "C1", group=group)[0] == counts(found, "B4", "berhenti_permanen", group)[0]
    causes = found[found["code"] == "C2"]
    for _, table in causes.groupby("measure"):
        assert table["numerator"].sum() == table["denominator"].iloc[0]


@settings(max_examples=8, deadline=None)
@given(programmes(), periods)
def test_the_districts_and_the_unknown_make_the_province_and_both_pages_agree(
    data: Data, period: str
) -> None:
    made = tables(*data)
    province = compared(values(made, period, "provinsi"))
    for district in DISTRICTS:
        own = values(made, period, district)
        # Moves and crossings are told of a page alone: who changed the district moved on both pages of districts.
        own = own[(own["group"] == "semua") & ~own["code"].isin(["B10", "C2", "E1"])]
        own = own[(own["code"] != "D1") | ~own["measure"].isin(["naik", "turun"])]
        own = own[~own["measure"].isin(["percobaan", "keluar"]) | (own["code"] == "B2")]
        for row in own.itertuples():
            there = province.loc[(row.code, row.measure, "provinsi", period, f"kab_kota={district}")]
            for column in COLUMNS[5:-1]:
                assert (
                    getattr(row, column) == there[column]
                    or pd.isna([getattr(row, column), there[column]]).all()
                )
    whole = province.reset_index()
    additive = whole[
        whole["code"].isin(["A1", "A2", "B1", "B3", "B4", "B6", "B7", "B8", "C1", "C3", "D1", "D2", "E4"])
    ]
    additive = additive[(additive["code"] != "E4") | (additive["measure"] == "utama")]
    additive = additive[(additive["code"] != "D1") | ~additive["measure"].isin(["naik", "turun"])]
    for _, rows in additive.groupby(["code", "measure"]):
        parts = rows[rows["group"].str.startswith("kab_kota=")]
        total = rows[rows["group"] == "semua"].iloc[0]
        for column in ("numerator", "missing"):
            assert parts[column].sum() == total[column]


@settings(max_examples=8, deadline=None)
@given(programmes(), programmes(), periods)
def test_nothing_dated_after_the_period_counts(data: Data, later: Data, period: str) -> None:
    end = Period.parse(period).end.isoformat()

    def after(rows: list[dict[str, Any]], *columns: str) -> list[dict[str, Any]]:
        """Keep rows that lie wholly in the future: first handed over, visited or decreed after the end."""
        return [r for r in rows if all(r[c] is None or r[c] > end for c in columns) and r[columns[0]]]

    grants = [
        g | {"id_bantuan": f"later-{g['id_bantuan']}"}
        for g in after(later[0], "tgl_sk", "tgl_serah", "tgl_status")
    ]
    visits = after(later[1], "tgl_kunjungan")
    budget = [
        b | {"tahun_anggaran": 2025} for b in later[2] if Period.parse(b["periode"]).end.isoformat() > end
    ]
    before = values(tables(*data), period, "provinsi")
    since = values(tables([*data[0], *grants], [*data[1], *visits], [*data[2], *budget]), period, "provinsi")
    pd.testing.assert_frame_equal(compared(before), compared(since))


@settings(max_examples=8, deadline=None)
@given(programmes(), periods, st.sampled_from(("batal", "meninggal", "pindah", "mengundurkan_diri")))
def test_what_befell_a_person_after_the_period_changes_nothing_in_it(
    data: Data, period: str, fate: str
) -> None:
    end = Period.parse(period).end.isoformat()
    grants, visits, budget = data
    then = [g | {"status_administrasi": "aktif"} if (g["tgl_status"] or end) > end else g for g in grants]
    since = [g | {"status_administrasi": fate} if (g["tgl_status"] or end) > end else g for g in grants]
    before, after = (values(tables(rows, visits, budget), period, "provinsi") for rows in (then, since))
    pd.testing.assert_frame_equal(before, after)


@settings(max_examples=8, deadline=None)
@given(programmes(), periods, st.permutations(range(8)), st.integers(0, 999))
def test_neither_the_order_of_rows_nor_the_pseudonyms_matter(
    data: Data, period: str, order: list[int], seed: int
) -> None:
    made = tables(*data)
    names = {f"p{at}": f"other-{to}" for at, to in enumerate(order)}
    shuffled = {}
    for name, frame in made.items():
        mixed = frame.sample(frac=1, random_state=seed).reset_index(drop=True)
        if "id_penerima" in mixed:
            mixed["id_penerima"] = mixed["id_penerima"].map(names).astype("str")
        shuffled[name] = mixed
    pd.testing.assert_frame_equal(
        compared(values(made, period, "provinsi")), compared(values(shuffled, period, "provinsi"))
    )


def test_empty_tables_give_an_empty_table_of_values() -> None:
    for district in ("provinsi", "tarakan"):
        found = values(tables(), district=district)
        assert found.empty
        assert tuple(found.columns) == COLUMNS


def test_a_district_without_rows_has_none_beside_one_that_has() -> None:
    data = tables([grant()], [visit()])
    assert values(data, district="malinau").empty
    assert not values(data, district="tarakan").empty


def test_optional_tables_may_be_absent_but_the_two_main_ones_are_asked_for() -> None:
    data = tables([grant()], [visit()], [account(realisasi_kumulatif=1)])
    few = {name: data[name] for name in ("penerima", "kunjungan")}
    assert counts(values(few), "B1") == (1, 1, 0)
    assert row_of(values(few, district="provinsi"), "E1") is None
    with pytest.raises(DataError, match="kunjungan"):
        values({"penerima": data["penerima"]})


def test_columns_that_were_never_collected_leave_their_figures_missing() -> None:
    """Only what a register and a visit cannot do without; everything else is blank throughout."""
    bare = grant(jenis_kelamin=None, kelompok_usaha=None, status_administrasi=None)
    found = values(tables([bare], [visit()]))
    assert counts(found, "A4") == counts(found, "B1") == (1, 1, 0)
    assert counts(found, "B3", "berkembang") == counts(found, "D1") == (0, 0, 1)
    assert set(found["group"]) == {
        "semua", "tahun=2024", "bentuk_bantuan=uang", "keadaan=aktif", "kontak=1-2",
        "tahun_bentuk=2024-barang", "tahun_bentuk=2024-uang",
    }  # fmt: skip


def test_the_groups_are_those_of_the_contract() -> None:
    asked = {"kelompok_umur": "30-44", "disabilitas": "tidak", "sumber_baseline": "usulan", "nilai_salur": 1}
    data = tables(
        [
            grant("a", tahun_anggaran=2025, tgl_sk="2025-01-10", **asked),
            grant("b", kab_kota="malinau", jenis_kelamin="L", **asked),
        ],
        [visit("a", status="menurun", penyebab_utama="11"), visit("b")],
        [account(realisasi_kumulatif=1, pagu_perubahan=2)],
    )
    rules = replace(RULES, decile_limit=4, application_papers=("rab",))
    found = values(data, district="provinsi", rules=rules)
    groups = {code: set(part["group"]) for code, part in found.groupby("code")}
    persons = {
        "semua", "jenis_kelamin=L", "jenis_kelamin=P", "kelompok_usaha=kuliner", "tahun=2024", "tahun=2025",
        "bentuk_bantuan=uang", "kelompok_umur=30-44", "disabilitas=tidak", "kab_kota=malinau", "kab_kota=tarakan",
    }  # fmt: skip
    for code in ("A4", "A5", "B1", "B3", "B4", "B6", "B8", "D1", "D3"):
        assert groups[code] == persons, code
    assert groups["C1"] == persons | {"kontak=1-2"}
    assert groups["B5"] == persons | {"keadaan=aktif", "sumber_baseline=usulan"}
    grants = {g for g in persons if not g.startswith(("tahun", "jenis_kelamin=L", "kab_kota=malinau"))}
    for code in ("A1", "A7", "A2"):
        assert groups[code] == grants, code
    assert groups["A3"] == grants | {"dokumen=rab"}
    in_places = {"semua", "kab_kota=malinau", "kab_kota=tarakan"}
    assert groups["B7"] == groups["E4"] == in_places | {"kelompok_usaha=kuliner"}
    assert groups["E3"] == {"semua", "kab_kota=tarakan"}
    assert groups["A6"] == in_places
    assert groups["A8"] == {f"kab_kota={slug}" for slug in DISTRICTS}
    assert groups["C2"] == {*(f"penyebab={c}" for c in ("P1", "P2", "P3", "P4", "P9")), "rinci=11"}
    assert groups["E1"] == {"semua", "pagu=murni", "pagu=perubahan", "kode_rekening=5.1.06"}
    assert groups["E8"] == {
        f"{name}={year}{form}"
        for year in (2024, 2025)
        for name, form in (("tahun", ""), ("tahun_bentuk", "-uang"), ("tahun_bentuk", "-barang"))
    }


def test_money_rows_carry_no_numerator_no_interval_and_no_bounds() -> None:
    found = values(tables([grant(), grant("p2")], [visit(laba_bulan=5)]))
    row = row_of(found, "B5", "rata_laba")
    assert row is not None
    assert (row["value"], row["numerator"], row["denominator"], row["missing"]) == (5, None, 1, 1)
    assert {row["low"], row["high"], row["bound_low"], row["bound_high"]} == {None}


def test_the_population_has_one_row_per_person() -> None:
    data = tables(
        [grant(handed="2024-01-01"), grant(handed="2024-09-01"), grant("p2")], [visit(), visit("p2")]
    )
    found = people(data)
    assert found.index.tolist() == ["p1", "p2"]
    assert {"due", "seen", "status", "carried", "active", "since", "cause", "profit", "profit_before", "gain",
            "gain_rp", "is_real", "grown", "above", "above_before", "graduated"} <= set(found.columns)  # fmt: skip


@pytest.mark.parametrize("district", ["tarakan", "provinsi"])
def test_the_indicators_asked_for_are_those_rows_of_the_whole(district: str) -> None:
    granted = [grant(laba_baseline=1, tgl_baseline="2024-08-01"), grant("p2", tahun_anggaran=2025)]
    spent = [account(realisasi_kumulatif=50, kab_kota="tarakan")]
    data = tables(granted, [visit(laba_bulan=2)], spent)
    whole = values(data, district=district)
    assert {"A1", "A7", "B1", "B2", "B5", "D1", "E1", "E3", "E8"} < set(whole["code"]) <= set(INDICATORS)
    for codes in (set(), *({code} for code in INDICATORS), {"E1", "A1"}, {"B4", "B5", "A1"}):
        rows = whole[whole["code"].isin(codes)].reset_index(drop=True)
        assert_frame_equal(values(data, district=district, codes=codes), rows, check_exact=True)


def test_an_indicator_that_does_not_exist_is_not_silently_left_out() -> None:
    with pytest.raises(DataError, match="Z9"):
        values(tables(), codes={"Z9"})


# Real people: the follow-up of a grant experiment in Egypt

EGYPT = Path(__file__).parents[1].parent / "shared" / "data" / "egypt_grants" / "cleaned_data.csv"
ARMS = {0: "bulungan", 1: "malinau", 2: "nunukan", 3: "tarakan"}


def test_real_follow_up_data_give_the_published_shares_and_profits() -> None:
    if not EGYPT.exists():
        pytest.skip("the grant experiment's file is not here")
    source = pd.read_csv(EGYPT).reset_index(names="person")
    grants = [
        grant(f"{p:04}", kab_kota=ARMS[a])
        for p, a in zip(source["person"], source["treatment_status"], strict=True)
    ]
    visits = [
        visit(f"{p:04}", status="tetap" if has else "berhenti_permanen", laba_bulan=round(profit))
        for p, has, profit in zip(source["person"], source["hasbiz"], source["monthly_profits"], strict=True)
    ]
    data = tables(grants, visits)
    for arm, with_business, share in (
        (0, 297, 0.320734),
        (1, 308, 0.323529),
        (2, 194, 0.326599),
        (3, 174, 0.288557),
    ):
        found = values(data, district=ARMS[arm])
        row = row_of(found, "B1")
        assert row is not None
        assert row["numerator"] == with_business
        assert row["value"] == pytest.approx(share, abs=5e-7)
        own = source[(source["treatment_status"] == arm) & (source["hasbiz"] == 1)]["monthly_profits"].round()
        alone = {m: row_of(found, "B5", m, "keadaan=aktif") for m in ("rata_laba", "median_laba")}
        assert [r and r["value"] for r in alone.values()] == pytest.approx([own.mean(), own.median()])
