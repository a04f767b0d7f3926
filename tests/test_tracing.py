"""Every value is made from the rows that its trace names, and every grant has its place or its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import DISTRICTS, RULES, grant, reference, tables, values, visit
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import programmes
from pandas.testing import assert_frame_equal
from test_oracle import FULL, REAL, SLUGS, clean  # noqa: F401

from evalhelpers.catalogue import INDICATORS, Rules
from evalhelpers.indicators import compute
from evalhelpers.indicators.tracing import LEFT_OUT_REASONS, UNKNOWN_REASONS, Trace, trace, traces
from evalhelpers.periods import Period

MET, COUNTED, UNKNOWN = "pembilang", "penyebut", "belum_diketahui"
# Values that are not counts of rows over rows: which of their numbers are which count, or which sum.
RUPIAH = {"B7"}
SUMS_OF_MET = {"E2.belum_rp", "E3.rp", "E4.rp"}
FIGURES = {"A5.median": np.median, "A7.utama": np.median, "B5.rata_laba": np.mean, "D3.utama": np.mean}
FIGURES |= {"D3.awal": np.mean, "D3.kini": np.mean, "B5.pergeseran_rp": None}
FIGURES |= {f"B5.{name}": np.median for name in ("median_persen", "median_rp", "median_laba")}
FROM_ELSEWHERE = {"A8.miskin", *(f"E8.{m}" for m in ("pagu", "sp2d", "sp2d_disetor_kembali"))}
FROM_ELSEWHERE |= {f"E8.{m}" for m in ("sp2d_belum_waktunya", "sp2d_sisa")}
FROM_ELSEWHERE |= {f"E8.salur_{m}" for m in ("belum_waktunya", "perlu_penjelasan")}


def records(values: pd.DataFrame) -> list[dict[str, Any]]:
    return values.to_dict("records")


def wrong(found: Trace) -> Iterator[str]:
    """Yield the numbers of an indicator's values that are not those of the rows behind them."""
    behind = dict(list(found.rows.groupby(["measure", "group"])))
    for value in records(found.values):
        name = f"{value['code']}.{value['measure']}"
        rows = behind.get((value["measure"], value["group"]), found.rows[:0])
        counts = {role: int((rows["role"] == role).sum()) for role in (MET, COUNTED, UNKNOWN)}
        assert found.tally(value["measure"], value["group"]) == ({} if name in FROM_ELSEWHERE else counts)
        for number, expected in numbers(name, rows, counts).items():
            if not np.isclose(value[number], expected, rtol=1e-9, equal_nan=True):
                yield f"{name}/{value['group']} {number}: {value[number]} from rows {expected}"


def numbers(name: str, rows: pd.DataFrame, counts: dict[str, int]) -> dict[str, float]:
    """Return what the rows behind a value say of its numbers."""
    code = name.partition(".")[0]
    known = counts[MET] + counts[COUNTED]
    amount = {role: float(rows.loc[rows["role"] == role, "amount"].sum()) for role in counts}
    if name in FROM_ELSEWHERE or code == "E1":
        return {}
    if code in RUPIAH:
        whole = amount[MET] + amount[COUNTED]
        return {"numerator": amount[MET], "denominator": whole, "missing": amount[UNKNOWN]}
    if name in SUMS_OF_MET:
        return {"value": amount[MET], "denominator": amount[MET] + amount[COUNTED]}
    if name == "E5.rp":
        return {"numerator": amount[MET] + amount[COUNTED]}
    if code == "E8":
        return {"value": amount[MET] + amount[COUNTED], "denominator": known}
    if code == "E6":
        return {"denominator": counts[MET], "missing": counts[UNKNOWN]}
    if name == "A4.percobaan":
        return {"value": counts[MET]}
    if name in ("A4.keluar", "B2.keluar", "B5.dihitung", "B5.nominal"):
        return {"value": counts[MET], "denominator": known}
    if name == "A6.utama":
        return {"numerator": counts[MET]}
    if code == "B2":
        return {"numerator": counts[MET], "missing": counts[UNKNOWN]}
    if name in FIGURES:
        middle, amounts = FIGURES[name], rows.loc[rows["role"] != UNKNOWN, "amount"]
        told = {"value": float(middle(amounts))} if middle and len(amounts) else {}
        return {"denominator": known, "missing": counts[UNKNOWN], **told}
    return {"numerator": counts[MET], "denominator": known, "missing": counts[UNKNOWN]}


def pages(data: dict[str, pd.DataFrame], place: str, period: str, rules: Rules, known: Any, all_: Any):
    return traces(
        data,
        INDICATORS,
        district=place,
        period=Period.parse(period),
        rules=rules,
        reference=known,
        districts=all_,
    )


def check(data: dict[str, pd.DataFrame], found: Trace) -> None:
    """Check the numbers of an indicator, its rows, and that no grant of the page is without its place."""
    said = list(wrong(found))
    assert not said, said[:20]
    rows, left_out = found.rows, found.left_out
    assert set(rows["reason"]) <= {"", *UNKNOWN_REASONS}
    assert ((rows["reason"] != "") == (rows["role"] == UNKNOWN)).all()
    assert set(left_out["reason"]) <= set(LEFT_OUT_REASONS)
    grants, visits = data["penerima"], data["kunjungan"]
    for table, part in rows.groupby("table"):
        assert set(part["row"]) <= set(data[str(table)]["urutan"])
    decided = rows[rows["visit"].notna() & (rows["table"] == "penerima")]
    owner, visited = grants.set_index("urutan")["id_penerima"], visits.set_index("urutan")["id_penerima"]
    assert owner[decided["row"]].tolist() == visited[decided["visit"]].tolist()
    counted = set(rows.loc[rows["table"] == "penerima", "row"])
    assert not counted & set(left_out["row"])
    if len(found.values) and "penerima" in INDICATORS[found.code].tables:
        assert counted | set(left_out["row"]) >= set(found.page.grants["urutan"])


@pytest.mark.parametrize(("place", "period"), [("provinsi", "2025-S1"), ("tarakan", "2024-S2")])
def test_the_rows_behind_every_value_of_the_sample_make_it(clean, place: str, period: str) -> None:  # noqa: F811
    for _, found in pages(clean, place, period, FULL, REAL, SLUGS):
        check(clean, found)


def test_the_rows_of_one_value_are_those_among_all(clean) -> None:  # noqa: F811
    for _, found in pages(clean, "tarakan", "2025-S1", FULL, REAL, SLUGS):
        for value in records(found.values)[::7]:
            key = [value["measure"], value["group"]]
            among = found.rows[(found.rows[["measure", "group"]] == key).all(axis=1)]
            assert_frame_equal(found.of(*key), among.reset_index(drop=True), check_dtype=False)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from(programmes.PERIODS), st.sampled_from(("provinsi", "tarakan")))
def test_the_rows_behind_every_value_of_any_programme_make_it(seed: int, period: str, place: str) -> None:
    data, rules = programmes.programme(seed), programmes.rules(seed)
    for _, found in pages(data, place, period, rules, programmes.reference(), DISTRICTS):
        check(data, found)


def test_the_values_are_those_of_the_report() -> None:
    data = tables([grant("p1"), grant("p2", "2024-08-01")], [visit("p1"), visit("p2", status="menurun")])
    for code, found in pages(data, "tarakan", "2025-S1", RULES, reference(), DISTRICTS):
        assert_frame_equal(found.values, values(data, codes=[code]))
        assert found.code == code


def reasons(*grants: dict[str, Any], visits: Any = (), code: str = "B1") -> dict[str, str]:
    """Return by grant why it is left out, or what is not known of it."""
    data = tables(grants, visits)
    found = trace(
        data,
        code,
        district="tarakan",
        period=Period.parse("2025-S1"),
        rules=RULES,
        reference=reference(),
        districts=DISTRICTS,
    )
    name = data["penerima"].set_index("urutan")["id_bantuan"]
    behind = found.of(*INDICATORS[code].units.keys() & {"utama"}, "semua")
    told = {name[row]: reason for row, reason in zip(behind["row"], behind["reason"], strict=True)}
    return told | {
        name[row]: reason for row, reason in zip(found.left_out["row"], found.left_out["reason"], strict=True)
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status_administrasi": "batal", "tgl_status": "2025-01-01"}, "bantuan_batal"),
        ({"tgl_serah": None}, "belum_diserahkan"),
        ({"tgl_serah": "2025-07-01"}, "belum_diserahkan"),
        ({"tgl_serah": "2025-06-10"}, "belum_jatuh_tempo"),
        ({"tgl_serah": "2022-06-10"}, "lewat_masa_pantau"),
        ({"status_administrasi": "meninggal", "tgl_status": "2024-01-01"}, "meninggal_sebelum_serah"),
        ({}, "belum_pernah_dikunjungi"),
    ],
)
def test_a_person_who_is_not_counted_or_not_known_has_the_first_reason_that_holds(
    changes: dict[str, Any], reason: str
) -> None:
    other = grant("p2", id_bantuan="lain")
    said = reasons(grant("p1", id_bantuan="ini", **changes), other, visits=[visit("p2")])
    assert said == {"ini": reason, "lain": ""}


def test_of_two_grants_of_a_person_one_decides() -> None:
    said = reasons(grant("p1", "2024-03-01", id_bantuan="lama"), grant("p1", id_bantuan="baru"))
    assert said == {"lama": "bantuan_lain_yang_menentukan", "baru": "belum_pernah_dikunjungi"}


def test_a_visit_before_the_window_tells_nothing_of_now() -> None:
    assert reasons(grant(id_bantuan="ini"), visits=[visit(day="2024-11-01")]) == {"ini": "belum_terpantau"}


@pytest.mark.parametrize(
    ("code", "seen", "reason"),
    [
        ("B7", {}, "aset_belum_dilihat"),
        ("B8", {}, "jawaban_kosong"),
        ("E4", {}, "aset_belum_dilihat"),
        ("B6", {}, "jawaban_kosong"),
    ],
)
def test_what_is_lacking_is_named(code: str, seen: dict[str, Any], reason: str) -> None:
    data = [grant(id_bantuan="ini", nilai_salur=5_000_000)]
    assert reasons(*data, visits=[visit(**seen)], code=code) == {"ini": reason}


def test_an_indicator_without_a_value_leaves_nobody_out() -> None:
    assert reasons(grant(), code="A2") == {}
    assert reasons(grant(), code="E6") == {}


def test_mentors_are_told_apart_in_the_office_alone() -> None:
    data = programmes.programme(1)
    mine: dict[str, Any] = {
        "district": "provinsi",
        "period": Period.parse("2025-S1"),
        "rules": RULES,
        "reference": programmes.reference(),
        "districts": DISTRICTS,
    }
    assert not compute(data, **mine)["group"].str.startswith("pendamping=").any()
    [(_, found)] = traces(data, ["B1"], **mine)
    by_mentor = [row for row in records(found.values) if row["group"].startswith("pendamping=")]
    (everyone,) = [row for row in records(found.values) if row["group"] == "semua"]
    assert len(by_mentor) > 1
    assert 0 < sum(row["numerator"] for row in by_mentor) <= everyone["numerator"]
