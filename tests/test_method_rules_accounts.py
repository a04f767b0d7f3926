"""Rules 29 and 31 to 35 of the evaluation method, worked by hand: delivery, papers, rupiah, audits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from builders import RULES, account, counts, grant, reference, row_of, tables, values, visit

THIS = {"tahun_anggaran": 2025, "tgl_sk": "2025-02-01"}
PAPERS = {"uang": ("nota", "lpj"), "barang": ("bast",)}


def value(found: pd.DataFrame, code: str, measure: str = "utama", group: str = "semua") -> float | None:
    row = row_of(found, code, measure, group)
    assert row is not None, f"no row {code}.{measure} {group}"
    result: float | None = row["value"]
    return result


def paper(grant_id: str, kind: str, ada: str = "ya", day: str | None = "2025-03-01") -> dict[str, Any]:
    return {"id_bantuan": grant_id, "jenis_dokumen": kind, "ada": ada, "tgl": day}


# Rule 29: targeting, papers of the application, mentoring


def test_rule_29_targeting_to_2024_is_by_the_dtks_register() -> None:
    status = {"a": "terdaftar", "b": "tidak", "c": "tidak_dicek", "d": None}
    grants = [grant(p, status_dtks=s) for p, s in status.items()]
    assert counts(values(tables(grants), "2024-S2"), "A2") == (1, 2, 2)


def test_rule_29_targeting_from_2025_is_by_decile_checked_by_the_decree_and_waits_for_a_limit() -> None:
    checks = {"a": (4, "2025-02-01"), "b": (5, "2025-01-01"), "c": (1, "2025-02-02"), "d": (None, None)}
    grants = [grant(p, desil_dtsen=d, tgl_cek_dtsen=day, **THIS) for p, (d, day) in checks.items()]
    assert row_of(values(tables(grants)), "A2") is None
    assert counts(values(tables(grants), rules=replace(RULES, decile_limit=4)), "A2") == (1, 2, 2)


def test_rule_29_targeting_counts_a_person_once_by_the_latest_decree() -> None:
    grants = [
        grant("a", "2024-07-01", status_dtks="tidak", tgl_sk="2024-03-01"),
        grant("a", "2024-11-01", status_dtks="terdaftar", tgl_sk="2024-08-01"),
    ]
    assert counts(values(tables(grants), "2024-S2"), "A2") == (1, 1, 0)


def test_rule_29_papers_not_recorded_are_not_there_and_stand_apart_from_a_no() -> None:
    rules = replace(RULES, application_papers=("rab", "ktp"))
    answers = {"a": ("ya", "ya"), "b": ("ya", "tidak"), "c": ("ya", None), "d": (None, "tidak")}
    grants = [grant(p, dok_rab=r, dok_ktp=k, **THIS) for p, (r, k) in answers.items()]
    found = values(tables(grants), rules=rules)
    assert [counts(found, "A3", m)[0] for m in ("utama", "tidak", "kosong")] == [1, 2, 1]
    one = [counts(found, "A3", m, "dokumen=ktp") for m in ("utama", "tidak", "kosong")]
    assert one == [(1, 4, 0), (2, 4, 0), (1, 4, 0)]
    assert row_of(values(tables(grants)), "A3") is None


def test_rule_29_mentoring_counts_valid_rows_by_mentors_in_the_period_and_waits_for_a_minimum() -> None:
    visits = [visit("a", day) for day in ("2025-01-01", "2025-06-30", "2024-12-31")]
    visits += [
        visit("a", "2025-03-01", peran_petugas="dinsos_prov"),
        visit("a", "2025-03-02", validasi="ditolak"),
    ]
    visits += [visit("a", "2025-06-30", waktu_kirim="2025-06-30")]  # the second row of a day counts too
    found = values(tables([grant("a"), grant("b")], visits), rules=replace(RULES, minimum_contacts=3))
    assert counts(found, "A5") == (1, 2, 0)
    assert value(found, "A5", "median") == 1.5
    assert row_of(values(tables([grant("a")], visits)), "A5") is None


def test_rule_29_load_is_persons_not_stopped_per_mentor_active_on_the_last_day() -> None:
    mentors = [
        {"id_pendamping": "m1", "kab_kota": "tarakan", "aktif_dari": "2025-06-30"},
        {
            "id_pendamping": "m2",
            "kab_kota": "tarakan",
            "aktif_dari": "2024-01-01",
            "aktif_sampai": "2025-06-30",
        },
        {
            "id_pendamping": "m3",
            "kab_kota": "tarakan",
            "aktif_dari": "2024-01-01",
            "aktif_sampai": "2025-06-29",
        },
        {"id_pendamping": "m4", "kab_kota": "malinau", "aktif_dari": "2024-01-01"},
    ]
    grants = [grant(f"p{at}", id_pendamping="m1") for at in range(4)]
    data = tables(grants, [visit("p0", status="berhenti_permanen")], pendamping=mentors)
    rules = replace(RULES, mentor_load=2)
    found = values(data, rules=rules)
    row = row_of(found, "A6")
    assert row is not None
    assert (row["value"], row["numerator"], row["denominator"], row["unit"]) == (1.5, 3, 2, "persons")
    assert counts(found, "A6", "melebihi") == (1, 2, 0)
    assert counts(values(data, district="provinsi", rules=rules), "A6", "melebihi") == (1, 3, 0)
    alone = row_of(values(tables(grants), rules=rules), "A6")
    assert alone is not None
    assert (alone["value"], alone["numerator"], alone["denominator"]) == (None, 4, 0)


# Rule 31: papers of account


def test_rule_31_papers_are_those_of_the_form_of_aid_and_only_the_table_of_papers_tells() -> None:
    grants = [
        grant("a", "2025-01-10", id_bantuan="a", nilai_salur=100, dok_pakta="ya"),
        grant("b", "2025-01-10", id_bantuan="b", nilai_salur=200, bentuk_bantuan="barang"),
        grant("c", "2025-01-10", id_bantuan="c", nilai_salur=400),
        grant("d", "2025-01-10", id_bantuan="d", status_administrasi="batal"),
    ]
    papers = [
        paper("a", "nota"), paper("a", "lpj", day=None), paper("b", "nota"), paper("b", "bast", "tidak"),
        paper("c", "nota"), paper("c", "lpj", day="2025-07-01"),
    ]  # fmt: skip
    rules = replace(RULES, required_papers=PAPERS)
    found = values(tables(grants, dokumen=papers), rules=rules)
    assert counts(found, "E2") == (1, 3, 0)
    assert counts(found, "E2", "belum_rp") == (600, 700, 0)
    assert counts(found, "E2", group="dokumen=nota") == (2, 2, 0)
    assert counts(found, "E2", group="dokumen=bast") == (0, 1, 0)
    assert counts(values(tables(grants, dokumen=papers), "2025-S2", rules=rules), "E2") == (2, 3, 0)
    assert row_of(values(tables(grants), rules=rules), "E2") is None
    assert row_of(values(tables(grants, dokumen=papers)), "E2") is None


def test_rule_31_papers_are_due_after_the_limit_and_stay_due_however_old_the_grant() -> None:
    days = {"a": "2025-05-31", "b": "2025-06-01", "c": "2023-06-30"}
    grants = [grant(p, day, id_bantuan=p) for p, day in days.items()]
    data = tables(grants, dokumen=[paper("x", "nota")])
    rules = replace(RULES, required_papers=PAPERS)
    assert counts(values(data, rules=rules), "E2") == (0, 3, 0)
    assert counts(values(data, rules=replace(rules, papers_days=30)), "E2") == (0, 2, 0)


# Rule 32: the rupiah chain


def chain(found: pd.DataFrame, year: int = 2025, form: str = "") -> dict[str, float]:
    group = f"tahun_bentuk={year}-{form}" if form else f"tahun={year}"
    rows = found[(found["code"] == "E8") & (found["group"] == group)]
    return dict(zip(rows["measure"], rows["value"], strict=True))


def chained() -> tuple[dict[str, pd.DataFrame], Any]:
    """Return a year with one grant for every way a rupiah can go."""
    rules = replace(
        RULES,
        required_papers={"uang": ("nota",)},
        papers_days=60,
        aid_accounts={"uang": ("5.1",), "barang": ("5.2",)},
    )

    def one(
        person: str, handed: str | None, granted: int, paid: int | None, **changes: Any
    ) -> dict[str, Any]:
        return grant(
            person, handed, id_bantuan=person, nilai_sk=granted, nilai_salur=paid, **(THIS | changes)
        )

    grants = [
        one("active", "2025-02-10", 100, 100),
        one("stopped", "2025-02-10", 100, 90),
        one("sold", "2025-02-10", 100, 100),
        one("unseen", "2025-02-10", 100, 100),
        one("fresh", "2025-06-10", 100, 100),
        one("late", "2025-02-10", 100, 110),
        one("not-yet", "2025-06-20", 100, 100),
        one("waiting", None, 100, None),
        one("struck", "2025-02-10", 100, 100, status_administrasi="batal"),
    ]
    visits = [
        visit("active", aset_bantuan_status="lengkap_dipakai"),
        visit("stopped", status="berhenti_permanen", aset_bantuan_status="rusak"),
        visit("sold", aset_bantuan_status="dijual"),
        visit("unseen", aset_bantuan_status="tidak_dilihat"),
    ]
    papers = [paper(p, "nota") for p in ("active", "stopped", "sold", "unseen", "fresh")]
    budget = [
        account(
            "2025-TW2", kode_rekening="5.1.1", pagu_murni=1_000, realisasi_kumulatif=800, pengembalian=50
        ),
        account("2025-TW2", kode_rekening="5.9", pagu_murni=7_000, realisasi_kumulatif=7_000),
    ]
    return tables(grants, visits, budget, dokumen=papers), rules


def test_rule_32_each_gap_of_the_chain_is_split_and_adds_up() -> None:
    data, rules = chained()
    found = chain(values(data, district="provinsi", rules=rules))
    assert {name: found[name] for name in ("pagu", "sp2d", "sk", "disalurkan", "bukti", "terlihat", "aktif")} == {
        "pagu": 1_000, "sp2d": 750, "sk": 800, "disalurkan": 700, "bukti": 490, "terlihat": 190, "aktif": 100,
    }  # fmt: skip
    assert (found["sp2d_disetor_kembali"], found["sp2d_belum_waktunya"], found["sp2d_sisa"]) == (50, 200, 0)
    assert (found["salur_belum_waktunya"], found["salur_perlu_penjelasan"]) == (50, 0)
    assert (found["sk_belum_waktunya"], found["sk_sisa"], found["sk_perlu_penjelasan"]) == (100, 10, 0)
    assert found["sk_melebihi_perlu_penjelasan"] == -10
    assert (found["bukti_belum_waktunya"], found["bukti_perlu_penjelasan"]) == (100, 110)
    assert found["terlihat_belum_waktunya"] == 100
    assert (found["terlihat_belum_terpantau"], found["terlihat_perlu_penjelasan"]) == (100, 100)
    assert (found["aktif_belum_terpantau"], found["aktif_perlu_penjelasan"]) == (0, 90)


def test_rule_32_a_district_starts_at_the_decree_and_never_tells_misuse_alone() -> None:
    data, rules = chained()
    found = chain(values(data, rules=rules))
    assert not {"pagu", "sp2d", "terlihat", "terlihat_perlu_penjelasan"} & set(found)
    assert (
        found["aktif_belum_waktunya"],
        found["aktif_belum_terpantau"],
        found["aktif_perlu_penjelasan"],
    ) == (100, 100, 190)
    assert found["bukti"] - found["aktif"] == 390


def test_rule_32_what_is_left_when_the_year_is_over_is_not_early_and_too_little_money_needs_explaining() -> (
    None
):
    data, rules = chained()
    found = chain(values(data, "2025-S2", "provinsi", rules=rules))
    assert (found["sp2d_belum_waktunya"], found["sp2d_sisa"]) == (0, 200)
    # Neither is what has not been handed over by the end of its year.
    assert (found["salur_belum_waktunya"], found["salur_perlu_penjelasan"]) == (0, 50)
    assert (found["sk_belum_waktunya"], found["sk_perlu_penjelasan"]) == (0, 100)
    short = tables([grant("a", "2025-03-01", nilai_sk=100, nilai_salur=100, **THIS)], budget=[
        account("2025-TW2", kode_rekening="5.1.1", realisasi_kumulatif=60)])  # fmt: skip
    assert chain(values(short, district="provinsi", rules=rules))["salur_perlu_penjelasan"] == -40


def test_rule_32_forms_of_aid_make_the_whole_and_without_papers_the_chain_ends_early() -> None:
    data, rules = chained()
    found = values(data, district="provinsi", rules=rules)
    whole, cash, goods = chain(found), chain(found, form="uang"), chain(found, form="barang")
    assert cash == whole
    assert set(goods.values()) == {0}
    assert "bukti" not in chain(values(data, district="provinsi"))


# Rule 33: matters to be clarified, indications of misuse


def matching(grant_id: str, kind: str, result: str, day: str | None = "2025-03-01") -> dict[str, Any]:
    return {"id_bantuan": grant_id, "jenis": kind, "hasil": result, "tgl_padan": day}


def test_rule_33_flags_are_of_those_checked_and_never_nil_when_nobody_was() -> None:
    grants = [grant(p, "2025-03-01", id_bantuan=p, **THIS) for p in "abcd"]
    results = [
        matching("a", "nik_ganda", "ditandai", "2025-02-01"), matching("a", "nik_ganda", "bersih", "2025-05-01"),
        matching("b", "nik_ganda", "ditandai"), matching("b", "nik_ganda", "bersih", "2025-07-01"),
        matching("c", "nik_ganda", "tidak_diperiksa"),
    ]  # fmt: skip
    found = values(tables(grants, pemadanan=results))
    assert counts(found, "E3", "nik_ganda") == (1, 2, 2)
    assert row_of(found, "E3", "aparatur") is None
    assert counts(found, "E3") == (1, 4, 0)


def test_rule_33_what_the_register_itself_shows() -> None:
    grants = [
        grant("a", "2025-03-01", status_administrasi="meninggal", tgl_status="2025-02-28", **THIS),
        grant("b", "2025-03-01", nilai_sk=100, nilai_salur=90, **THIS),
        grant("b", "2025-04-01", nilai_sk=100, nilai_salur=100, **THIS),
        grant("c", None, no_sk=None, nilai_sk=100, nilai_salur=90, **THIS),
    ]
    found = values(tables(grants))
    assert counts(found, "E3", "meninggal_sebelum_serah") == (1, 3, 1)
    assert counts(found, "E3", "bantuan_ganda") == (2, 4, 0)
    assert counts(found, "E3", "tanpa_sk") == (1, 4, 0)
    assert counts(found, "E3", "nilai_beda") == (1, 2, 2)
    assert counts(found, "E3") == (4, 4, 0)


def test_rule_33_misuse_is_of_those_whose_assets_were_seen() -> None:
    asset = {"aset_bantuan_status": "lengkap_dipakai"}
    visits = [
        visit("a", aset_bantuan_status="dijual"),
        visit("b", status="menurun", penyebab_utama="31", penyebab_semua="31 41", **asset),
        visit("c", **asset),
        visit("d", status="menurun", penyebab_utama="42", aset_bantuan_status="tidak_dilihat"),
        visit("e", status="menurun", penyebab_utama="44", **asset),
    ]
    data = tables([grant(p, nilai_salur=100) for p in "abcde"], visits)
    assert counts(values(data), "E4") == (2, 4, 1)
    assert counts(values(data, district="provinsi"), "E4", "rp") == (200, 400, 0)
    assert row_of(values(data), "E4", "rp") is None


# Rule 34: audits, cost, our own recommendations


def step(number: str, status: str, day: str | None = None, **changes: Any) -> dict[str, Any]:
    row = {
        "no_lhp": number,
        "no_temuan": "1",
        "tgl_lhp": "2025-01-10",
        "tgl_terima_lhp": "2025-01-15",
        "pemeriksa": "BPK",
    }
    return row | {"status": status, "tgl_tindak_lanjut": day, "nilai_rp": 100} | changes


def test_rule_34_follow_up_is_a_history_and_counts_as_it_stood_on_the_last_day() -> None:
    steps = [
        step("a", "2", "2025-02-01", nilai_disetor=40), step("a", "1", "2025-07-01", nilai_disetor=100),
        step("b", "3"), step("c", "1", "2025-03-01", nilai_disetor=150),
        step("d", "4", "2025-03-01"), step("e", "3", tgl_lhp="2025-07-01"),
        step("f", "3", pemeriksa="Inspektorat"),
    ]  # fmt: skip
    rules = replace(RULES, audit_days={"BPK": 60, "Inspektorat": None})
    data = tables(tlhp=steps)
    found = values(data, district="provinsi", rules=rules)
    assert counts(found, "E5") == (1, 4, 0)
    assert counts(found, "E5", "lewat_tenggat") == (2, 3, 0)
    assert counts(found, "E5", "tidak_dapat") == (1, 5, 0)
    assert counts(found, "E5", "rp") == (140, 400, 0)
    assert counts(found, "E5", group="pemeriksa=Inspektorat") == (0, 1, 0)
    assert row_of(values(data, rules=rules), "E5") is None


def test_rule_34_overdue_only_after_the_calendar_days_from_the_receipt() -> None:
    rules = replace(RULES, audit_days={"BPK": 60})
    for received, late in (("2025-05-01", 0), ("2025-04-30", 1)):
        data = tables(tlhp=[step("a", "3", tgl_terima_lhp=received)])
        assert counts(values(data, district="provinsi", rules=rules), "E5", "lewat_tenggat") == (late, 1, 0)


def test_rule_34_cost_per_success_needs_thirty_known_of_one_year() -> None:
    def programme(known: int) -> dict[str, pd.DataFrame]:
        grants = [grant(f"p{at:02}", "2023-09-01", tahun_anggaran=2023, nilai_salur=100) for at in range(32)]
        states = ["tetap"] * 20 + ["berhenti_permanen"] * 12
        visits = [visit(f"p{at:02}", "2024-09-01", states[at]) for at in range(known)]
        budget = [
            account("2023-TW4", kode_rekening="5.1.1", realisasi_kumulatif=3_200),
            account("2023-TW4", kode_rekening="5.9", realisasi_kumulatif=800),
        ]
        return tables(grants, visits, budget)

    rules = replace(RULES, aid_accounts={"uang": ("5.1",)})
    row = row_of(values(programme(30), "2024-S2", "provinsi", rules=rules), "E6", group="tahun=2023")
    assert row is not None
    assert (row["value"], row["numerator"], row["denominator"], row["missing"]) == (200, 4_000, 20, 2)
    assert row_of(values(programme(29), "2024-S2", "provinsi", rules=rules), "E6", group="tahun=2023") is None
    assert row_of(values(programme(30), "2024-S2", "tarakan", rules=rules), "E6", group="tahun=2023") is None


def test_rule_34_our_own_recommendations_whose_day_has_come() -> None:
    actions = [
        {"id": "1", "tenggat": "2025-06-30", "status": "selesai", "tgl": "2025-06-30", "kab_kota": "tarakan"},
        {"id": "2", "tenggat": "2025-06-30", "status": "selesai", "tgl": "2025-07-01"},
        {"id": "3", "tenggat": "2025-06-30", "status": "proses", "tgl": "2025-03-01"},
        {"id": "4", "tenggat": "2025-07-01", "status": "selesai", "tgl": "2025-03-01"},
        {"id": "5", "tenggat": "2025-06-30", "status": "selesai"},
    ]
    data = tables(rtl=actions)
    assert counts(values(data, district="provinsi"), "E7") == (1, 3, 1)
    assert counts(values(data, district="provinsi"), "E7", group="kab_kota=tarakan") == (1, 1, 0)
    assert counts(values(data), "E7") == (1, 1, 0)


# Rule 35: speed and spread


def test_rule_35_days_from_decree_to_hand_over_of_those_handed_over() -> None:
    days = {"a": "2025-02-11", "b": "2025-03-03", "c": "2025-02-21", "d": None, "e": "2025-07-01"}
    found = values(tables([grant(p, day, **THIS) for p, day in days.items()]))
    row = row_of(found, "A7")
    assert row is not None
    assert (row["value"], row["denominator"], row["missing"], row["unit"]) == (20, 3, 2, "days")


def test_rule_35_shares_of_recipients_beside_shares_of_the_poor() -> None:
    grants = [grant(p, **THIS) for p in "abc"] + [grant("d", kab_kota="malinau", **THIS)]
    known = pd.DataFrame(
        [("provinsi", 2024, 40_000), ("tarakan", 2024, 10_000), ("malinau", 2023, 5_000)],
        columns=["wilayah", "tahun", "jumlah"],
    ).assign(bulan=3, status="resmi", tanggal_terbit=pd.Timestamp("2024-07-01"))
    found = values(tables(grants), district="provinsi", known=reference(poor=known))
    assert counts(found, "A8", "penerima", "kab_kota=tarakan") == (3, 4, 0)
    assert counts(found, "A8", "penerima", "kab_kota=bulungan") == (0, 4, 0)
    assert counts(found, "A8", "miskin", "kab_kota=tarakan") == (10_000, 40_000, 0)
    assert row_of(found, "A8", "miskin", "kab_kota=malinau") is None


@pytest.mark.parametrize("district", ["tarakan", "provinsi"])
def test_edge_no_recipients_at_all(district: str) -> None:
    found = values(tables(), district=district)
    assert set(found["code"]) <= {"A8"}
