"""Programmes at the edge: every indicator of them is computed, protected and makes sense."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from builders import DISTRICTS, RULES, account, counts, grant, reference, row_of, tables, values, visit

from evalhelpers import disclosure
from evalhelpers.errors import DataError

RULED = replace(
    RULES,
    minimum_contacts=1,
    decile_limit=4,
    application_papers=("rab",),
    required_papers={"uang": ("nota",), "barang": ("bast",)},
    papers_days=30,
    aid_accounts={"uang": ("5.1",), "barang": ("5.2",)},
    audit_days={"BPK": 60},
    max_kriteria_fm=2,
)
Pages = dict[str, pd.DataFrame]


def pages(grants: list[Any], visits: list[Any], budget: list[Any] | None = None, **others: Any) -> Pages:
    """Return the values of every page, after a plan over all of them has protected each."""
    data = tables(grants, visits, budget or (), **others)
    found = {slug: values(data, district=slug, rules=RULED) for slug in (*DISTRICTS, "provinsi")}
    plan = disclosure.plan(found.values())
    for page in found.values():
        disclosure.protect(page, plan)
    return found


def people(size: int, status: str | None = None, **changes: Any) -> tuple[list[Any], list[Any]]:
    """Return so many recipients, each seen once with a status, or never."""
    names = [f"p{at:02}" for at in range(size)]
    return [grant(p, **changes) for p in names], [visit(p, status=status) for p in names if status]


def test_no_recipients() -> None:
    for page in pages([], []).values():
        assert set(page["code"]) <= {"A8"}


def test_all_visited() -> None:
    page = pages(*people(6, "tetap"))["tarakan"]
    for code in ("A4", "B1", "B3"):
        row = row_of(page, code, "bertahan" if code == "B3" else "utama")
        assert row is not None
        assert (row["value"], row["missing"], row["low"], row["bound_low"], row["bound_high"]) == (
            1,
            0,
            None,
            1,
            1,
        )


def test_none_visited() -> None:
    page = pages(*people(6))["tarakan"]
    assert counts(page, "A4") == (0, 6, 0)
    for code, measure in (
        ("B1", "utama"),
        ("B3", "graduasi"),
        ("C1", "utama"),
        ("D1", "utama"),
        ("B8", "utama"),
    ):
        row = row_of(page, code, measure)
        assert row is not None
        assert (row["value"], row["denominator"], row["missing"]) == (None, 0, 6)
        assert (row["bound_low"], row["bound_high"], row["low"]) == (0, 1, None)
    survival = row_of(page, "B2", "bulan_12")
    assert survival is not None
    assert (survival["value"], survival["denominator"], survival["missing"]) == (None, 0, 6)


def test_one_person() -> None:
    found = pages(*people(1, "menurun"))
    for slug in ("tarakan", "provinsi"):
        assert counts(found[slug], "B1") == (1, 1, 0)
        assert counts(found[slug], "C2", "menurun_atau_sementara", "penyebab=P9") == (1, 1, 0)
    assert "B1" not in set(found["malinau"]["code"])


def test_all_failed() -> None:
    page = pages(*people(6, "berhenti_permanen"))["tarakan"]
    assert counts(page, "B1") == (0, 6, 0)
    assert counts(page, "C1") == (6, 6, 0)
    assert [counts(page, "B3", level)[0] for level in ("bertahan", "berkembang", "graduasi")] == [0, 0, 0]
    profit = row_of(page, "B5", "rata_laba")
    assert profit is not None
    assert (profit["value"], profit["denominator"]) == (0, 6)
    assert row_of(page, "B5", "rata_laba", "keadaan=aktif") is None


def test_all_stopped_then_restarted() -> None:
    grants, now = people(6, "tetap")
    before = [v | {"tgl_kunjungan": "2024-11-10", "status_usaha": "berhenti_permanen"} for v in now]
    page = pages(grants, [*before, *now])["tarakan"]
    assert counts(page, "B1") == (6, 6, 0)
    assert counts(page, "C3") == (6, 6, 0)
    assert counts(page, "B2", "bulan_6")[0] == 0


def test_a_stop_two_years_ago_never_revisited_is_carried_until_it_leaves_the_monitoring() -> None:
    stop = visit(day="2023-07-20", status="berhenti_permanen")
    data = tables([grant(handed="2023-07-05", tahun_anggaran=2023)], [stop])
    now = values(data, "2025-S1", rules=RULED)
    assert counts(now, "C1") == (1, 1, 0)
    assert row_of(now, "A4") is None
    assert "C1" not in set(values(data, "2025-S2", rules=RULED)["code"])
    # The curve of survival keeps the person.
    assert counts(values(data, "2025-S2", rules=RULED), "B2", "bulan_24")[0] == 1


def test_a_missing_poverty_line_is_unknown_or_refused_as_the_office_decides() -> None:
    aid = grant(jml_anggota_rt=2, pendapatan_rt_baseline=1, tgl_baseline="2024-05-01")
    data = tables([aid], [visit(pendapatan_rt_bulan=2_000_000)])
    nowhere = reference(lines=[])
    assert counts(values(data, known=nowhere, rules=RULED), "D1") == (0, 0, 1)
    assert row_of(values(data, known=nowhere, rules=RULED), "D2") is None
    with pytest.raises(
        DataError, match=r"Garis kemiskinan tarakan tahun 2025 belum ada.*garis_kemiskinan\.csv"
    ):
        values(data, known=nowhere, rules=replace(RULED, poverty_policy="fail"))


def test_a_revised_budget_and_a_returned_payment() -> None:
    this = {"tahun_anggaran": 2025, "tgl_sk": "2025-02-01"}
    grants = [grant(handed="2025-03-01", nilai_sk=90, nilai_salur=90, **this)]
    budget = [
        account("2025-TW1", kode_rekening="5.1.1", realisasi_kumulatif=90),
        account(
            "2025-TW2", kode_rekening="5.1.1", realisasi_kumulatif=100, pengembalian=10, pagu_perubahan=150
        ),
    ]
    page = pages(grants, [], budget)["provinsi"]
    assert counts(page, "E1") == counts(page, "E1", group="pagu=perubahan") == (90, 150, 0)
    told = {
        m: (row_of(page, "E8", m, "tahun=2025") or {})["value"]
        for m in ("pagu", "sp2d", "sp2d_disetor_kembali", "sp2d_belum_waktunya", "salur_perlu_penjelasan")
    }
    assert told == {
        "pagu": 150, "sp2d": 90, "sp2d_disetor_kembali": 10, "sp2d_belum_waktunya": 50, "salur_perlu_penjelasan": 0,
    }  # fmt: skip


def test_a_person_with_a_grant_in_two_years() -> None:
    first = grant(handed="2024-01-10", tahun_anggaran=2023, tgl_sk="2023-11-01", nilai_sk=1, nilai_salur=1)
    second = grant(handed="2025-02-10", tahun_anggaran=2025, tgl_sk="2025-01-10", nilai_sk=2, nilai_salur=2)
    page = pages([first, second], [visit(day="2024-06-01"), visit(day="2025-03-01")])["tarakan"]
    assert counts(page, "B1") == counts(page, "B1", group="tahun=2025") == (1, 1, 0)
    assert row_of(page, "B1", group="tahun=2023") is None
    assert counts(page, "A1") == (1, 1, 0)
    assert counts(page, "B2", "bulan_12")[:2] == (0, 1)
    assert (row_of(page, "E8", "disalurkan", "tahun=2023") or {})["value"] == 1


def test_a_district_without_any_baseline() -> None:
    grants, visits = people(6, "tetap")
    page = pages(
        grants, [v | {"laba_bulan": 5, "pendapatan_rt_bulan": 9, "jml_anggota_rt": 1} for v in visits]
    )["tarakan"]
    assert counts(page, "B3", "berkembang") == (0, 0, 6)
    for measure in ("median_persen", "median_rp"):
        row = row_of(page, "B5", measure)
        assert row is not None
        assert (row["value"], row["denominator"], row["missing"]) == (None, 0, 6)
    assert counts(page, "B6") == (0, 0, 6)
    assert counts(page, "D1", "awal") == (0, 0, 6)
    assert row_of(page, "D2") is None
    assert (row_of(page, "D3") or {})["denominator"] == 0
