"""Small-number protection: what is hidden, what stays, and that no arithmetic brings a hidden cell back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import FrozenInstanceError
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import Row, grant, tables, values, visit
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from evalhelpers.catalogue import CAUSES, COLUMNS, INDICATORS
from evalhelpers.disclosure import CODES, FEW, HIDDEN, Plan, Public, plan, protect
from evalhelpers.disclosure.families import FAMILIES, FLAGS, Key, Kind, Size
from evalhelpers.disclosure.sums import Sum, recoverable, sums
from evalhelpers.errors import DataError

PERIOD = "2025-S1"


def cell(
    code: str, measure: str, group: str, met: float | None, n: int, district: str = "tarakan", value: float | None = None
) -> dict[str, Any]:  # fmt: skip
    row: dict[str, Any] = dict.fromkeys(COLUMNS, None)
    if value is None and met is not None and n:
        value = met / n
    return row | {
        "code": code, "measure": measure, "district": district, "period": PERIOD, "group": group,
        "unit": INDICATORS[code].units[measure],
        "numerator": met, "denominator": n, "missing": 0, "value": value,
    }  # fmt: skip


def page(*rows: dict[str, Any] | Iterable[dict[str, Any]]) -> pd.DataFrame:
    flat = [r for item in rows for r in ([item] if isinstance(item, dict) else item)]
    frame = pd.DataFrame(flat, columns=list(COLUMNS))
    numbers = [c for c in COLUMNS if c not in (*Key._fields, "unit")]
    frame[numbers] = frame[numbers].astype("float64")
    return frame


def count(code: str, measure: str, group: str, met: int, n: int, district: str = "tarakan") -> dict[str, Any]:
    """Return a row that counts persons: as a share, or as a figure of persons with no numerator."""
    if INDICATORS[code].units[measure] == "persons":
        return cell(code, measure, group, None, n, district, value=met)
    return cell(code, measure, group, met, n, district)


def d1(group: str, met: int, n: int, district: str = "tarakan") -> dict[str, Any]:
    return cell("D1", "utama", group, met, n, district)


def c2(
    counts: Sequence[int], measure: str = "berhenti_permanen", district: str = "tarakan"
) -> list[dict[str, Any]]:
    return [
        cell("C2", measure, f"penyebab={c}", x, sum(counts), district)
        for c, x in zip(CAUSES, counts, strict=True)
    ]


def marks(shown: Public, **wanted: str) -> dict[str, str]:
    frame = shown.frame
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return dict(zip(frame["group"], frame["hidden"], strict=True))


# Rule 36


@pytest.mark.parametrize(
    ("met", "n", "mark"),
    [
        (0, 30, ""), (1, 30, HIDDEN), (4, 30, HIDDEN), (5, 30, ""), (25, 30, ""), (26, 30, HIDDEN), (29, 30, HIDDEN),
        (30, 30, ""), (0, 4, FEW), (4, 4, FEW), (0, 5, ""), (5, 5, ""), (3, 5, HIDDEN), (0, 0, ""),
    ],
)  # fmt: skip
def test_rule_36_income_of_a_district_is_hidden_with_1_to_4_persons_or_1_to_4_beside_them_or_fewer_than_5(
    met: int, n: int, mark: str
) -> None:
    assert marks(protect(page(d1("semua", met, n)))) == {"semua": mark}


SENSITIVE = [
    ("D1", "utama", "semua"), ("D1", "awal", "kelompok_umur=60+"), ("D2", "utama", "semua"), ("D2", "kambuh", "semua"),
    ("B3", "graduasi", "bentuk_bantuan=uang"), ("B9", "bulan_12_graduasi", "tahun=2023"),
    ("B9", "bulan_24_graduasi", "tahun=2023"), ("E4", "utama", "kelompok_usaha=jasa"), ("A4", "keluar", "semua"),
    ("B2", "keluar", "tahun=2024"), ("C2", "berhenti_permanen", "penyebab=P4"),
    ("C2", "menurun_atau_sementara_baru", "penyebab=P4"), *(("E3", flag, "semua") for flag in ("utama", *FLAGS)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "measure", "group"), SENSITIVE)
def test_rule_36_every_sensitive_figure_of_a_district_is_hidden_when_small_and_shown_when_not(
    code: str, measure: str, group: str
) -> None:
    other = "penyebab=P1" if code == "C2" else group
    for met, n, mark in ((0, 30, ""), (1, 30, HIDDEN), (5, 30, ""), (27, 30, HIDDEN), (3, 4, FEW)):
        beside = [count(code, measure, other, n - met, n)] if code == "C2" else []
        shown = protect(page(count(code, measure, group, met, n), *beside))
        assert marks(shown)[group] == mark, (met, n)
        assert shown.frame["value"].notna().tolist() == (shown.frame["hidden"] == "").tolist()


@pytest.mark.parametrize(("code", "measure", "group"), SENSITIVE)
def test_rule_36_on_the_provinces_page_only_the_districts_lines_are_hidden(
    code: str, measure: str, group: str
) -> None:
    province = [count(code, measure, group, 3, 40, "provinsi")]
    if code == "C2":
        province.append(count(code, measure, "penyebab=P1", 37, 40, "provinsi"))
    assert set(marks(protect(page(province))).values()) == {""}
    if group == "semua":
        lines = [
            count(code, measure, f"kab_kota={d}", x, 20, "provinsi")
            for d, x in (("malinau", 3), ("nunukan", 0))
        ]
        shown = marks(protect(page(province, lines)))
        assert shown == {"semua": "", "kab_kota=malinau": HIDDEN, "kab_kota=nunukan": HIDDEN}


def test_every_measure_of_a_sensitive_indicator_is_protected() -> None:
    known = {(code, measure) for code, item in INDICATORS.items() for measure in item.units}
    sensitive = {(code, measure) for code, measure in known if INDICATORS[code].sensitive}
    assert sensitive <= FAMILIES.keys()
    # Old cases and who did not cross the line have no row: they follow from those that have.
    unseen = {("D1", m) for m in ("tetap_atas", "tetap_bawah", "tanpa_awal")}
    assert {(c, m) for c, m in FAMILIES if not m.endswith("_lama")} - unseen <= known
    assert CODES == {code for code, _ in FAMILIES}
    tied = {(tied, FAMILIES[tied].kind) for family in FAMILIES.values() for tied in family.ties}
    assert {kind for _, kind in tied} == {Kind.COUNT, Kind.OTHER}


def test_rule_36_what_the_rule_hides_and_what_is_hidden_for_its_sake_look_alike() -> None:
    """One case in the province: were the cells told apart, the mark would say whose it is."""
    lines = [d1(f"kab_kota={d}", x, 20, "provinsi") for d, x in (("malinau", 1), ("nunukan", 0))]
    shown = protect(page(d1("semua", 1, 40, "provinsi"), lines))
    assert set(shown.frame["hidden"]) == {"", HIDDEN}
    assert (shown.frame["hidden"] == HIDDEN).sum() == 2


def test_rule_36_a_cell_is_not_protected_by_another_that_must_be_nil() -> None:
    """Nunukan's men count nobody, as no men of the province do, so its two cells left would tell all."""
    people = {"malinau": (0, 2), "nunukan": (0, 0), "tarakan": (0, 0)}
    pages = [
        page(d1("semua", p + q, 30, d), d1("jenis_kelamin=L", p, 15, d), d1("jenis_kelamin=P", q, 15, d))
        for d, (p, q) in people.items()
    ]
    province = page(
        d1("semua", 2, 90, "provinsi"),
        d1("jenis_kelamin=L", 0, 45, "provinsi"),
        d1("jenis_kelamin=P", 2, 45, "provinsi"),
    )
    hidden = {(k.district, k.group) for k in plan([province, *pages]).hidden}
    covers = {d for d, group in hidden if group == "semua"} - {"malinau"}
    assert covers
    assert covers & {d for d, group in hidden if group == "jenis_kelamin=P"}


def test_rule_36_a_hidden_cell_holds_no_number_that_tells_it() -> None:
    row = d1("semua", 3, 30) | dict.fromkeys(("low", "high", "bound_low", "bound_high"), 0.1)
    shown = protect(page(row)).cell("D1", period=PERIOD)
    assert shown is not None
    assert shown.hidden == HIDDEN
    assert {shown.value, shown.numerator, shown.low, shown.high, shown.bound_low, shown.bound_high} == {None}


def test_rule_36_of_fewer_than_five_not_even_their_number_is_told() -> None:
    frame = protect(page(d1("semua", 2, 4), d1("kelompok_usaha=kuliner", 3, 30))).frame
    few, more = frame.iloc[0], frame.iloc[1]
    assert pd.isna(few["denominator"])
    assert pd.isna(few["missing"])
    assert more["denominator"] == 30


def test_rule_36_the_provinces_own_figures_stay() -> None:
    shown = protect(page(d1("semua", 3, 40, "provinsi"), d1("jenis_kelamin=P", 2, 20, "provinsi")))
    assert set(shown.frame["hidden"]) == {""}


def test_rule_36_main_status_counts_stay_in_full_however_small() -> None:
    rows = [
        cell(code, measure, group, 1, 3)
        for code, measure in (
            ("B1", "utama"),
            ("B3", "bertahan"),
            ("B4", "berhenti_permanen"),
            ("C1", "utama"),
        )
        for group in ("semua", "jenis_kelamin=L")
    ]
    assert set(protect(page(rows)).frame["hidden"]) == {""}


def test_rule_36_the_three_levels_of_everyone_stay_but_not_the_third_of_a_small_group() -> None:
    rows = [cell("B3", "graduasi", g, x, n) for g, x, n in (
        ("semua", 4, 41), ("jenis_kelamin=L", 1, 11), ("jenis_kelamin=P", 3, 30), ("tahun=2024", 4, 41),
    )]  # fmt: skip
    assert marks(protect(page(rows))) == {
        "semua": "", "jenis_kelamin=L": HIDDEN, "jenis_kelamin=P": HIDDEN, "tahun=2024": "",
    }  # fmt: skip


def test_rule_36_no_money_of_fewer_than_five_persons_anywhere() -> None:
    rows = [
        cell("B5", measure, group, None, n, district, value=7.0)
        for measure in ("median_persen", "median_rp", "median_laba")
        for district in ("tarakan", "provinsi")
        for group, n in (("semua", 9), ("jenis_kelamin=L", 4), ("jenis_kelamin=P", 5))
    ]
    shown = protect(page(rows))
    assert set(shown.frame.loc[shown.frame["hidden"] == FEW, "group"]) == {"jenis_kelamin=L"}
    assert (shown.frame["hidden"] == FEW).sum() == 6


def test_rule_36_a_mean_of_few_takes_another_with_it_since_total_and_rest_would_give_it_back() -> None:
    rows = [
        cell("B5", "rata_laba", g, None, n, value=v)
        for g, n, v in (("semua", 20, 5.0), ("kelompok_usaha=a", 3, 1.0), ("kelompok_usaha=b", 7, 5.0), ("kelompok_usaha=c", 10, 6.2))
    ]  # fmt: skip
    assert marks(protect(page(rows))) == {
        "semua": "", "kelompok_usaha=a": FEW, "kelompok_usaha=b": HIDDEN, "kelompok_usaha=c": "",
    }  # fmt: skip


def test_rule_36_the_mean_of_a_few_active_is_not_given_back_by_the_mean_of_all() -> None:
    """Whoever stopped counts as nil, so 20 persons' mean times 20 over 3 is the mean of the 3 active."""
    rows = [cell("B5", "rata_laba", g, None, n, value=1.0) for g, n in (("semua", 20), ("keadaan=aktif", 3))]
    assert marks(protect(page(rows))) == {"semua": HIDDEN, "keadaan=aktif": FEW}


def test_rule_36_criteria_of_fewer_than_five_are_hidden_with_another_group_in_all_three_figures() -> None:
    rows = [
        cell("D3", measure, group, None, n, value=v)
        for measure, v in (("awal", 5.0), ("kini", 4.0), ("utama", -1.0))
        for group, n in (("semua", 20), ("kelompok_usaha=a", 3), ("kelompok_usaha=b", 7), ("kelompok_usaha=c", 10))
    ]  # fmt: skip
    shown = protect(page(rows))
    for measure in ("awal", "kini", "utama"):
        assert marks(shown, measure=measure) == {
            "semua": "", "kelompok_usaha=a": FEW, "kelompok_usaha=b": HIDDEN, "kelompok_usaha=c": "",
        }  # fmt: skip


def test_rule_36_days_and_contacts_of_few_stay() -> None:
    rows = [
        cell("A5", "median", "semua", None, 3, value=2.0),
        cell("A7", "utama", "semua", None, 2, value=9.0),
    ]
    assert set(protect(page(rows)).frame["hidden"]) == {""}


def test_rule_36_the_third_level_a_year_after_the_aid_is_not_given_back_by_the_other_districts() -> None:
    years = [
        page(count("B9", "bulan_12_graduasi", "tahun=2023", x, n, d))
        for d, x, n in (("malinau", 2, 20), ("nunukan", 9, 25), ("provinsi", 17, 70), ("tarakan", 6, 25))
    ]
    assert {k.district for k in plan(years).hidden} == {"malinau", "tarakan"}


def test_rule_36_of_those_below_the_line_not_even_their_number_is_told() -> None:
    """To be counted in D2 at all is to have been poor; one of its rows can be about few who are all unknown."""
    rows = [cell("D2", "utama", g, x, n) | {"missing": m} for g, x, n, m in (
        ("semua", 20, 40, 6), ("jenis_kelamin=L", 2, 9, 1), ("jenis_kelamin=P", 18, 31, 2), ("tahun=2024", 0, 0, 3),
    )]  # fmt: skip
    frame = protect(page(rows)).frame.set_index("group")
    assert frame["hidden"].to_dict() == {
        "semua": "", "jenis_kelamin=L": HIDDEN, "jenis_kelamin=P": HIDDEN, "tahun=2024": FEW,
    }  # fmt: skip
    assert frame.loc[frame["hidden"] != "", ["denominator", "missing"]].isna().all(axis=None)
    assert frame.loc[frame["hidden"] == "", ["denominator", "missing"]].notna().all(axis=None)


def test_rule_36_the_number_below_the_line_does_not_tell_how_many_were_above_it() -> None:
    """Of 30 with both incomes known D2 is about 28: the other 2 were above the line before the aid."""
    rows = [d1("semua", 12, 30), cell("D1", "awal", "semua", 2, 30), cell("D2", "utama", "semua", 9, 20)]
    known, unknown = (protect(page([*rows[:2], rows[2] | {"missing": m}])) for m in (8, 15))
    assert marks(known, code="D2") == {"semua": HIDDEN}
    assert marks(unknown, code="D2") == {"semua": ""}


def test_rule_36_one_flag_or_more_does_not_tell_the_only_flag() -> None:
    rows = [count("E3", flag, "semua", x, n) for flag, x, n in (("utama", 9, 40), ("nik_ganda", 9, 12), ("tanpa_sk", 0, 40))]  # fmt: skip
    shown = protect(page(rows)).frame.set_index("measure")["hidden"].to_dict()
    assert shown == {"utama": HIDDEN, "nik_ganda": HIDDEN, "tanpa_sk": ""}


def test_rule_36_one_flag_or_more_that_is_hidden_takes_a_flag_with_it() -> None:
    """Two flags of 6 and 7 grants, hence 13 where none has both: the district's 13 must not come back."""

    def flags(district: str, first: int, second: int, either: int, n: int) -> pd.DataFrame:
        return page(
            count("E3", "utama", "semua", either, n, district),
            count("E3", "tanpa_sk", "semua", first, n, district),
            count("E3", "kk_ganda", "semua", second, n, district),
        )

    pages = [
        flags("malinau", 6, 7, 13, 16),
        flags("nunukan", 9, 9, 18, 40),
        flags("provinsi", 15, 16, 31, 56),
    ]
    hidden = {(k.district, k.measure) for k in plan(pages).hidden}
    assert {("malinau", "utama"), ("nunukan", "utama")} <= hidden
    assert len({m for d, m in hidden if d == "malinau"}) > 1
    assert len({m for d, m in hidden if d == "nunukan"}) > 1


@pytest.mark.parametrize(("code", "measure"), [("E3", "utama"), ("E4", "utama")])
def test_rule_36_rupiah_do_not_tell_of_a_count_that_only_one_district_makes(code: str, measure: str) -> None:
    """All grants are alike, so the province's rupiah count them; both rows are the one district's own."""
    rupiah = cell(code, "rp", "semua", 6e6, 90_000_000, "provinsi", value=6e6)
    province = page(count(code, measure, "semua", 2, 30, "provinsi"), rupiah)
    assert set(marks(protect(province)).values()) == {""}
    hidden = plan([province, page(count(code, measure, "semua", 2, 30))]).hidden
    assert {(k.district, k.measure) for k in hidden} == {
        ("tarakan", measure),
        ("provinsi", measure),
        ("provinsi", "rp"),
    }


def test_rule_36_a_few_cases_of_misuse_are_hidden_together_with_the_smallest_other_cause() -> None:
    shown = protect(page(c2((6, 2, 0, 3, 9))))
    assert marks(shown) == {
        "penyebab=P1": "", "penyebab=P2": HIDDEN, "penyebab=P3": "", "penyebab=P4": HIDDEN, "penyebab=P9": "",
    }  # fmt: skip


def test_rule_36_causes_that_are_not_sensitive_stay_however_few() -> None:
    assert set(marks(protect(page(c2((1, 2, 3, 0, 4))))).values()) == {""}


def test_rule_36_new_cases_that_are_all_the_cases_hide_the_same_cells() -> None:
    shown = protect(page(c2((6, 2, 0, 3, 9)), c2((6, 2, 0, 3, 9), "berhenti_permanen_baru")))
    for cause in CAUSES:
        both = shown.frame.loc[shown.frame["group"] == f"penyebab={cause}", "hidden"]
        assert len(set(both)) == 1


def test_rule_36_old_cases_of_misuse_are_not_the_difference_of_all_and_new_ones() -> None:
    """7 of all cases and 5 of the new ones leave 2 of the old, though no row counts them."""
    shown = protect(page(c2((9, 8, 7, 7, 6)), c2((5, 6, 6, 5, 6), "berhenti_permanen_baru")))
    hidden = shown.frame.loc[shown.frame["hidden"] != "", ["measure", "group"]]
    assert "penyebab=P4" in set(hidden["group"])
    assert len(hidden) == 2


def test_rule_36_all_causes_named_do_not_bound_a_hidden_cause() -> None:
    """That nobody names P2 even besides would tell that P2 is nil, and P4 with it."""
    named = [
        cell("C2", "berhenti_permanen_semua", f"penyebab={c}", x, 20)
        for c, x in zip(CAUSES, (8, 2, 1), strict=False)
    ]
    shown = protect(page(c2((6, 2, 0, 3, 9)), named))
    assert marks(shown, measure="berhenti_permanen_semua") == {
        "penyebab=P1": "", "penyebab=P2": HIDDEN, "penyebab=P3": "",
    }  # fmt: skip


def test_rule_36_where_one_district_has_all_cases_the_provinces_tables_do_not_tell_its_misuse() -> None:
    table, whole = "berhenti_permanen", (6, 2, 0, 3, 9)

    def of(kind: str, *rows: tuple[str, int, int]) -> list[dict[str, Any]]:
        return [cell("C2", table + kind, group, x, n, "provinsi") for group, x, n in rows]

    province = page(
        c2(whole, table, "provinsi"),
        of("", ("rinci=11", 6, 20), ("rinci=21", 1, 20), ("rinci=23", 1, 20), ("rinci=41", 3, 20), ("rinci=99", 9, 20)),
        of("_terbukti", ("penyebab=P2", 1, 2), ("penyebab=P3", 0, 1)),
        *(c2((x, y, 0, z, w), f"{table}_menurut_{by}", "provinsi") for by, x, y, z, w in (
            ("penerima", 4, 1, 1, 4), ("pendamping", 1, 1, 1, 2), ("petugas", 1, 0, 1, 3),
        )),
        of("_semua", ("penyebab=P1", 7, 20), ("penyebab=P2", 2, 20), ("penyebab=P4", 3, 20)),
    )  # fmt: skip
    made = plan([province, page(c2(whole, table))])
    shown = protect(province, made)
    hidden = {kind: {g for g, m in marks(shown, measure=table + kind).items() if m} for kind in ("", "_semua", "_terbukti")}  # fmt: skip
    assert {"penyebab=P2", "penyebab=P4", "rinci=41"} <= hidden[""]
    assert hidden[""] & {"rinci=21", "rinci=23"}
    assert hidden["_semua"] == {"penyebab=P2", "penyebab=P4"}
    assert hidden["_terbukti"] == {"penyebab=P2"}
    supported = shown.cell("C2", f"{table}_terbukti", "penyebab=P2", PERIOD)
    assert supported is not None
    assert supported.denominator is None
    for cause in ("penyebab=P2", "penyebab=P4"):
        assert any(
            marks(shown, measure=f"{table}_menurut_{by}")[cause]
            for by in ("penerima", "pendamping", "petugas")
        )
    # Where others have cases too, the province's figures are its own.
    assert not {k for k in plan([province, page(c2(whole, table)), page(c2((9, 9, 9, 9, 9), table, "nunukan"))]).hidden
                if k.district == "provinsi"}  # fmt: skip


def test_rule_36_a_hidden_district_takes_another_with_it_on_both_its_pages_and_the_provinces() -> None:
    counts = {"bulungan": (12, 30), "malinau": (2, 20), "tarakan": (9, 30)}
    province = page(
        d1("semua", 23, 80, "provinsi"),
        [d1(f"kab_kota={d}", x, n, "provinsi") for d, (x, n) in counts.items()],
    )
    districts = {d: page(d1("semua", x, n, d)) for d, (x, n) in counts.items()}
    made = plan([province, *districts.values()])
    assert marks(protect(province, made)) == {
        "semua": "", "kab_kota=bulungan": "", "kab_kota=malinau": HIDDEN, "kab_kota=tarakan": HIDDEN,
    }  # fmt: skip
    on_own_page = {d: marks(protect(frame, made))["semua"] for d, frame in districts.items()}
    assert on_own_page == {"bulungan": "", "malinau": HIDDEN, "tarakan": HIDDEN}


def test_rule_36_a_small_group_of_a_district_is_not_given_back_by_the_same_group_elsewhere() -> None:
    """The province prints its women, every other district its own: the difference is the hidden cell."""
    people = {"bulungan": ((9, 20), (8, 20)), "malinau": ((2, 20), (8, 20)), "tarakan": ((7, 20), (9, 20))}
    pages = [
        page(d1("semua", p[0] + q[0], 40, d), d1("jenis_kelamin=P", *p, d), d1("jenis_kelamin=L", *q, d))
        for d, (p, q) in people.items()
    ]
    women, men = (sum(v[at][0] for v in people.values()) for at in (0, 1))
    province = page(
        d1("semua", women + men, 120, "provinsi"),
        d1("jenis_kelamin=P", women, 60, "provinsi"),
        d1("jenis_kelamin=L", men, 60, "provinsi"),
    )
    hidden = {(k.district, k.group) for k in plan([province, *pages]).hidden}
    assert ("malinau", "jenis_kelamin=P") in hidden
    assert len({d for d, g in hidden if g == "jenis_kelamin=P"}) >= 2
    assert len({g for d, g in hidden if d == "malinau"}) >= 2


def test_rule_36_persons_without_a_group_are_protected_though_no_cell_shows_them() -> None:
    """18 of 20 have a kind of business: total less groups is the income of the other 2."""
    rows = [d1("semua", 8, 20), d1("kelompok_usaha=a", 7, 18)]
    assert marks(protect(page(rows)))["kelompok_usaha=a"] == HIDDEN


# The gate


def test_only_protect_makes_public_values() -> None:
    raw = page(d1("semua", 3, 30))
    with pytest.raises(DataError, match="protect"):
        Public(raw)
    with pytest.raises(DataError, match="masih memuat angka"):
        Public(raw.assign(hidden=FEW))
    shown = protect(raw)
    with pytest.raises(FrozenInstanceError):
        shown.frame = raw  # type: ignore[misc]


def test_a_plan_survives_the_disk_and_plans_can_be_joined(tmp_path: Path) -> None:
    first, second = plan([page(d1("semua", 3, 30))]), plan([page(c2((6, 2, 0, 3, 9)))])
    both = first | second
    both.write(tmp_path / "plan.json")
    assert Plan.read(tmp_path / "plan.json") == both
    assert Plan.read(tmp_path / "none.json") == Plan()
    assert both.hidden == first.hidden | second.hidden


def test_a_plan_does_not_depend_on_the_order_of_pages_or_rows() -> None:
    pages = [
        page(c2((6, 2, 2, 3, 9), district=d), d1("semua", 3, 30, d))
        for d in ("bulungan", "malinau", "tarakan")
    ]
    backwards = [p.iloc[::-1].reset_index(drop=True) for p in reversed(pages)]
    assert plan(pages) == plan(backwards)


def test_nothing_to_hide_is_an_ordinary_case() -> None:
    assert plan([page()]) == Plan()
    assert protect(page()).frame.empty
    assert protect(page()).cell("B1", period=PERIOD) is None


def test_the_cells_of_a_page_are_found_by_their_key() -> None:
    shown = protect(page(d1("semua", 12, 30), d1("jenis_kelamin=P", 6, 15), d1("jenis_kelamin=L", 6, 15)))
    found = shown.cell("D1", period=PERIOD)
    assert found is not None
    assert (found.numerator, found.low, found.fact_id("value")) == (
        12,
        None,
        f"D1.utama/semua/{PERIOD}/value",
    )
    assert shown.groups("jenis_kelamin", PERIOD) == ("L", "P")


def test_real_indicators_pass_the_gate() -> None:
    grants = [grant(f"p{i}", jenis_kelamin="LP"[i % 2], jml_anggota_rt=4) for i in range(12)]
    visits = [visit(f"p{i}", pendapatan_rt_bulan=2_500_000 if i < 2 else 1, laba_bulan=i) for i in range(12)]
    shown = protect(values(tables(grants, visits)))
    cell_of_income, activity = shown.cell("D1", period=PERIOD), shown.cell("B1", period=PERIOD)
    assert cell_of_income is not None
    assert cell_of_income.hidden == HIDDEN
    assert activity is not None
    assert activity.numerator == 12


def programme(places: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Return grants of three years and visits of a province, with a few of everything that is protected."""
    rng = np.random.default_rng(36)
    grants, visits = [], []
    for at in range(90):
        person, year = f"p{at}", 2023 + at % 3
        grants.append(grant(
            person, f"{year}-03-01", kab_kota=places[at % 4 % 3], tahun_anggaran=year, tgl_sk=f"{year}-02-01",
            jenis_kelamin="LP"[at % 5 > 2], kelompok_usaha=("kuliner", "jasa", None)[at % 7 % 3], jml_anggota_rt=4,
            nilai_sk=5e6, nilai_salur=5e6 - (at % 17 == 2), laba_baseline=5e5, tgl_baseline="2022-05-01",
            pendapatan_rt_baseline=rng.choice([1e6, 3e6], p=[0.8, 0.2]),
            status_administrasi="pindah" if at % 19 == 3 else "aktif", tgl_status="2025-06-01",
        ))  # fmt: skip
        status = ("berhenti_permanen", "tetap")[min(at % 7, 1)]
        for day in ("2024-11-05", "2025-06-10"):
            if day > f"{year}-03-01":
                visits.append(visit(
                    person, day, status, laba_bulan=float(rng.integers(0, 9)) * 1e5,
                    penyebab_utama=("11", "21", "41", "31")[at % 4] if status != "tetap" else None,
                    pendapatan_rt_bulan=rng.choice([1e6, 3e6]),
                    aset_bantuan_status=("dijual", "hilang", "lengkap_dipakai")[min(at % 11, 2)],
                ))  # fmt: skip
    return grants, visits


def test_the_real_values_of_a_province_are_planned_once_and_hide_the_same_on_every_page() -> None:
    places = ("bulungan", "malinau", "tarakan")
    grants, visits = programme(places)
    frames = {}
    for place in ("provinsi", *places):
        here = [g for g in grants if place in ("provinsi", g["kab_kota"])]
        persons = {g["id_penerima"] for g in here}
        data = tables(here, [v for v in visits if v["id_penerima"] in persons])
        frames[place] = values(data, district=place)
    made = plan(frames.values())
    assert made == plan(frame[frame["code"].isin(CODES)] for frame in frames.values())
    assert {k.code for k in made.hidden} >= {"B2", "B3", "C2", "D1", "D2", "E3", "E4"}
    for place, frame in frames.items():
        shown = protect(frame, made).frame
        assert [k in made.hidden for k in numbers_of([frame])] == (shown["hidden"] != "").tolist()
        if place != "provinsi":
            misuse = shown.loc[shown["code"] == "E4", "numerator"]
            assert not misuse.between(1, 4).any()


# The audit


def key(name: str) -> Key:
    return Key("D1", "utama", name, PERIOD, "semua")


def test_the_audit_finds_what_no_single_sum_gives_away() -> None:
    """Of a + b, b + c and a + c each leaves two unknown; together they give all three."""
    a, b, c = (key(n) for n in "abc")
    triangle = [Sum(None, pair) for pair in ((a, b), (b, c), (a, c))]
    assert recoverable(triangle, {a, b, c}) == {a, b, c}
    assert recoverable(triangle[:2], {a, b, c}) == set()
    assert recoverable(triangle[:1], {a}) == {a}
    assert recoverable([Sum(a, (b, c))], {a}) == {a}
    assert recoverable([Sum(a, (b, c))], set()) == set()


def test_a_bridge_between_two_loops_is_found() -> None:
    """Rows and columns with two hidden cells each, yet one cell is determined."""
    names = ("11", "12", "21", "22", "23", "33", "34", "43", "44")
    cells = {name: key(name) for name in names}
    rows = [Sum(None, tuple(cells[n] for n in names if n[0] == r)) for r in "1234"]
    columns = [Sum(None, tuple(cells[n] for n in names if n[1] == c)) for c in "1234"]
    assert recoverable([*rows, *columns], set(cells.values())) == {cells["23"]}


DISTRICTS, SEXES, KINDS = ("a", "b", "c"), ("L", "P", None), ("x", "y", "z", None)
Person = tuple[str | None, str | None, str | None, bool]
persons_strategy = st.lists(
    st.tuples(
        st.sampled_from((*DISTRICTS, None)), st.sampled_from(SEXES), st.sampled_from(KINDS), st.booleans()
    ),
    min_size=1, max_size=80,
)  # fmt: skip


def pages_of(people: Sequence[Person], code: str = "D1", measure: str = "utama") -> list[pd.DataFrame]:
    """Return the pages of a province and its districts: a figure by sex and by kind of business."""
    found = []
    for place in ("provinsi", *DISTRICTS):
        here = [p for p in people if place in ("provinsi", p[0])]
        groups: dict[str, list[Person]] = {"semua": here}
        groups |= {f"jenis_kelamin={s}": [p for p in here if p[1] == s] for s in SEXES if s}
        groups |= {f"kelompok_usaha={k}": [p for p in here if p[2] == k] for k in KINDS if k}
        if place == "provinsi":
            groups |= {
                f"kab_kota={d or 'tidak-diketahui'}": [p for p in here if p[0] == d]
                for d in (*DISTRICTS, None)
            }
        rows = [(g, sum(p[3] for p in ps), len(ps)) for g, ps in groups.items() if ps]
        found.append(page([figure(code, measure, g, met, n, place) for g, met, n in rows]))
    return found


def figure(code: str, measure: str, group: str, met: int, n: int, place: str) -> dict[str, Any]:
    """Return a count, or for a mean that of as many ones."""
    if FAMILIES[code, measure].kind is Kind.MEAN:
        return cell(code, measure, group, None, n, place, value=met / n)
    return count(code, measure, group, met, n, place)


def atoms_of(name: Key) -> frozenset[tuple[str | None, ...]]:
    """Return which combinations of district, sex and kind a figure counts."""
    dimension, _, value = name.group.partition("=")
    place = {"tidak-diketahui": None}.get(name.district, name.district)
    return frozenset(
        atom
        for atom in product((*DISTRICTS, None), SEXES, KINDS)
        if (name.district == "provinsi" or atom[0] == place)
        and (dimension != "jenis_kelamin" or atom[1] == value)
        and (dimension != "kelompok_usaha" or atom[2] == value)
    )


def attack(numbers: Mapping[Key, Size], hidden: frozenset[Key]) -> set[Key]:
    """Return hidden figures in the span of all published ones: the reader's whole linear knowledge.

    Independent of the sums the package knows. How many persons stand behind a figure is published, so
    that a reader also knows which combinations hold nobody.
    """
    code, measure = next(iter(numbers))[:2]
    size = {k: numbers.get(k, Size(0, 0, 0)).n for k in everything(code, measure)}
    empty = set().union(*(atoms_of(k) for k, n in size.items() if not n))
    for whole in size:
        for parts in partitions(whole, list(size)):
            if size[whole] == sum(size[k] for k in parts):
                empty |= atoms_of(whole).difference(*(atoms_of(k) for k in parts))
    atoms = [a for a in product((*DISTRICTS, None), SEXES, KINDS) if a not in empty]

    def vector(name: Key) -> list[int]:
        counted = atoms_of(name)
        return [int(a in counted) for a in atoms]

    known = np.array([vector(k) for k in numbers if k not in hidden] or [[0] * len(atoms)])
    rank = np.linalg.matrix_rank(known)
    return {
        k for k in hidden if np.linalg.matrix_rank(np.vstack([known, vector(k)])) == rank
    }  # fmt: skip


def partitions(whole: Key, keys: Sequence[Key]) -> list[list[Key]]:
    """Return the divisions of a figure whose parts do not overlap: by sex, by kind, by district."""
    found = []
    if whole.group == "semua":
        for dimension in ("jenis_kelamin", "kelompok_usaha"):
            found.append([k for k in keys if k.district == whole.district and k.dimension == dimension])
    if whole.district == "provinsi":
        found.append([k for k in keys if k.district != "provinsi" and k.group == whole.group])
    return [parts for parts in found if parts]


def everything(code: str, measure: str) -> list[Key]:
    groups = [
        "semua",
        *(f"jenis_kelamin={s}" for s in SEXES if s),
        *(f"kelompok_usaha={k}" for k in KINDS if k),
    ]
    places = [(d, g) for d in ("provinsi", *DISTRICTS) for g in groups] + [("tidak-diketahui", "semua")]
    return [Key(code, measure, d, PERIOD, g) for d, g in places]


def numbers_of(pages: Sequence[pd.DataFrame]) -> dict[Key, Size]:
    found = {}
    for row in pd.concat(pages).itertuples():
        place, group = row.district, row.group
        if group.startswith("kab_kota="):
            place, group = group.partition("=")[2], "semua"
        met = row.value if row.unit == "persons" else row.numerator
        found[Key(row.code, row.measure, place, row.period, group)] = Size(
            met, row.denominator, row.denominator
        )
    return found


DIVIDED = [
    ("D1", "utama"), ("D1", "awal"), ("D2", "utama"), ("E4", "utama"), ("B2", "keluar"), ("B5", "rata_laba"),
    ("D3", "utama"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "measure"), DIVIDED)
@settings(max_examples=50, deadline=None)
@given(people=persons_strategy)
def test_no_arithmetic_over_all_pages_gives_back_a_hidden_cell(
    people: list[Person], code: str, measure: str
) -> None:
    pages = pages_of(people, code, measure)
    numbers, hidden = numbers_of(pages), plan(pages).hidden
    assert attack(numbers, hidden) == set()
    is_mean = FAMILIES[code, measure].kind is Kind.MEAN
    for name, size in numbers.items():
        small = size.n < 5 or 0 < size.met < 5 or 0 < size.n - size.met < 5
        assert not (size.n < 5 if is_mean else small and name.district != "provinsi") or name in hidden


def possible(numbers: Mapping[Key, Size], hidden: frozenset[Key], name: Key) -> tuple[int, int]:
    """Return the least and the most that a hidden count can be for a reader of all others.

    Parts are no more than their total, nor are those who do not meet the condition.
    """
    names = list(numbers)
    bounds = [(s.met, s.met) if k not in hidden else (0, s.n) for k, s in numbers.items()]
    above, most = [], []
    for whole, size in numbers.items():
        for parts in partitions(whole, names):
            row = np.array([float(k in parts) - float(k == whole) for k in names])
            above += [row, -row]
            most += [0, size.n - sum(numbers[k].n for k in parts)]
    wanted = np.array([float(k == name) for k in names])
    ends = [
        linprog(sign * wanted, A_ub=above or None, b_ub=most or None, bounds=bounds).fun for sign in (1, -1)
    ]
    return int(np.ceil(ends[0] - 1e-6)), int(np.floor(1e-6 - ends[1]))


@pytest.mark.parametrize(("code", "measure"), [("D1", "utama"), ("B2", "keluar")])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(people=persons_strategy)
def test_no_hidden_count_of_1_to_4_can_be_but_one_number(
    people: list[Person], code: str, measure: str
) -> None:
    pages = pages_of(people, code, measure)
    numbers, hidden = numbers_of(pages), plan(pages).hidden
    for name in hidden:
        met, n, _ = numbers[name]
        if name.district != "provinsi" and n >= 5 and (0 < met < 5 or 0 < n - met < 5):
            least, most = possible(numbers, hidden, name)
            assert least <= met <= most
            assert least < most, name


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("a", "b", None)), st.sampled_from(("11", "12", "21", "31", "41", "42", "99")),
            st.booleans(), st.sampled_from(("penerima", "petugas", None)),
        ),
        min_size=1, max_size=60,
    )
)  # fmt: skip
def test_no_table_of_causes_gives_back_the_misuse_of_a_district(
    cases: list[tuple[str | None, str, bool, str | None]],
) -> None:
    """All cases, new ones, single causes and who said so, on three pages."""
    wholes = tables_of(cases)
    counted = {
        name: wanted for table, within in wholes.items() for name, wanted in groups_of(table, within, cases)
    }
    rows = [
        cell(*name[:2], name.group, number(cases, wanted), number(cases, wholes[name[:3]]), name.district)
        for name, wanted in counted.items()
    ]
    hidden = plan([page(rows)]).hidden
    # How many cases each table has is printed, so a reader knows where there are none.
    none = [within for within in wholes.values() if not number(cases, within)]
    none += [w for w in ({0: None}, {0: None, 2: True}, {3: None}) if not number(cases, w)]
    none += [w for w in ({0: "a", 2: False}, {0: "b", 2: False}, {2: False}) if not number(cases, w)]
    atoms = product(("a", "b", None), CODES_OF_CAUSES, (True, False), ("penerima", "petugas", None))
    atoms = [atom for atom in atoms if not any(fits(atom, wanted) for wanted in none)]

    def vector(wanted: Mapping[int, Any]) -> list[int]:
        return [int(fits(atom, wanted)) for atom in atoms]

    known = [vector(w) for name, w in counted.items() if name not in hidden] + [*map(vector, wholes.values())]
    rank = np.linalg.matrix_rank(np.array(known))
    for name, wanted in counted.items():
        is_misuse = name.group == "penyebab=P4" and name.district != "provinsi"
        if is_misuse and 0 < number(cases, wanted) < 5:
            assert name in hidden
            assert np.linalg.matrix_rank(np.array([*known, vector(wanted)])) > rank


CODES_OF_CAUSES = ("11", "12", "21", "31", "41", "42", "99")
Table = tuple[str, str, str]


def tables_of(cases: Sequence[tuple[Any, ...]]) -> dict[Table, dict[int, Any]]:
    """Return which cases each table counts, by position in a case and value."""
    wholes: dict[Table, dict[int, Any]] = {}
    for place in ("provinsi", "a", "b"):
        here = {} if place == "provinsi" else {0: place}
        wholes["C2", "berhenti_permanen", place] = here
        wholes["C2", "berhenti_permanen_baru", place] = here | {2: True}
    for by in ("penerima", "petugas"):
        wholes["C2", f"berhenti_permanen_menurut_{by}", "provinsi"] = {3: by}
    return wholes


def groups_of(
    table: Table, within: dict[int, Any], cases: Sequence[tuple[Any, ...]]
) -> Iterable[tuple[Key, dict[int, Any]]]:
    """Yield the rows of a table, none for an empty one: its causes, in the province also one by one."""
    found = sorted({case[1] for case in cases if fits(case, within)})
    groups = {f"penyebab={cause}": cause[1] for cause in CAUSES} if found else {}
    if table[2] == "provinsi" and "_menurut_" not in table[1]:
        groups |= {f"rinci={code}": code for code in found}
    for group, digits in groups.items():
        yield Key(*table, PERIOD, group), within | {1: digits}


def fits(case: tuple[Any, ...], wanted: Mapping[int, Any]) -> bool:
    return all(case[at].startswith(x) if at == 1 else case[at] == x for at, x in wanted.items())


def number(cases: Sequence[tuple[Any, ...]], wanted: Mapping[int, Any]) -> int:
    return sum(fits(case, wanted) for case in cases)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(("a", "b", "c")), st.frozensets(st.sampled_from(FLAGS[5:]), max_size=2)),
        min_size=1, max_size=90,
    )
)  # fmt: skip
def test_no_flag_of_a_district_comes_back_from_the_others_or_from_one_flag_or_more(
    grants: list[tuple[str, frozenset[str]]],
) -> None:
    sizes, pages = {}, []
    for place in ("provinsi", "a", "b", "c"):
        here = [flags for district, flags in grants if place in ("provinsi", district)]
        if here:
            met = {flag: sum(flag in flags for flags in here) for flag in FLAGS[5:]}
            met["utama"] = sum(bool(flags) for flags in here)
            sizes |= {(place, flag): (x, len(here)) for flag, x in met.items()}
            pages.append(page(count("E3", flag, "semua", x, len(here), place) for flag, x in met.items()))
    hidden = {(k.district, k.measure) for k in plan(pages).hidden}
    for (place, flag), (met, n) in sizes.items():
        others = [p for p in ("a", "b", "c") if p != place and (p, flag) in sizes]
        small = n < 5 or 0 < met < 5 or 0 < n - met < 5
        assert place == "provinsi" or not small or (place, flag) in hidden
        if (place, flag) in hidden and place != "provinsi":
            assert ("provinsi", flag) in hidden or any((p, flag) in hidden for p in others)
            assert (place, "utama") in hidden
        if (place, flag) in hidden and flag == "utama":
            assert any((place, one) in hidden for one in FLAGS[5:])


@settings(max_examples=100, deadline=None)
@given(persons_strategy)
def test_groups_of_the_third_level_do_not_come_back_though_its_totals_stand_in_full(
    people: list[Person],
) -> None:
    pages = pages_of(people, "B3", "graduasi")
    numbers, hidden = numbers_of(pages), plan(pages).hidden
    assert not {k for k in hidden if k.group == "semua"}
    assert attack(numbers, hidden) == set()
    for name, size in numbers.items():
        small = size.n < 5 or 0 < size.met < 5 or 0 < size.n - size.met < 5
        if name.district != "provinsi" and name.group != "semua" and small and name not in hidden:
            # Shown only where it follows from the totals that stand in full.
            assert name in attack(numbers, frozenset(k for k in numbers if k.group != "semua"))


@pytest.mark.parametrize(("code", "measure"), DIVIDED)
@settings(max_examples=20, deadline=None)
@given(people=persons_strategy)
def test_after_the_plan_every_page_hides_exactly_what_the_plan_names(
    people: list[Person], code: str, measure: str
) -> None:
    pages = pages_of(people, code, measure)
    made = plan(pages)
    for frame in pages:
        shown = protect(frame, made).frame
        keys = list(numbers_of([frame]))
        assert [k in made.hidden for k in keys] == (shown["hidden"] != "").tolist()
        visible = shown["hidden"] == ""
        pd.testing.assert_frame_equal(
            shown.loc[visible, list(COLUMNS)], frame.loc[visible.to_numpy()], check_dtype=False
        )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=5))
def test_no_cause_of_misuse_comes_back_from_tables_or_from_the_province(counts: list[list[int]]) -> None:
    names = [f"d{at}" for at in range(len(counts))]
    pages = [page(c2(row, district=d)) for d, row in zip(names, counts, strict=True) if sum(row)]
    pages.append(page(c2([sum(column) for column in zip(*counts, strict=True)], district="provinsi")))
    numbers, hidden = numbers_of(pages), plan(pages).hidden
    # One atom per district and cause; a reader also knows how many cases each district has.
    atoms = [(d, c) for d, row in zip(names, counts, strict=True) if sum(row) for c in CAUSES]

    def vector(place: str, cause: str) -> list[int]:
        return [int(place in ("provinsi", d) and cause in ("", c)) for d, c in atoms]

    known = [vector(k.district, k.group.partition("=")[2]) for k in numbers if k not in hidden]
    known += [vector(d, "") for d in names]
    rank = np.linalg.matrix_rank(np.array(known)) if atoms else 0
    for k in hidden:
        row = vector(k.district, k.group.partition("=")[2])
        assert np.linalg.matrix_rank(np.array([*known, row])) > rank, k
    for k, size in numbers.items():
        if k.group == "penyebab=P4" and k.district != "provinsi" and 0 < size.met < 5:
            assert k in hidden


def test_every_figure_that_is_protected_stands_in_a_sum_with_its_total() -> None:
    people = [("a", "L", "x", True)] * 9 + [("a", "P", "y", False)] * 9 + [("b", "L", "x", True)] * 9
    numbers = numbers_of(pages_of(people))
    members = {k for one in sums(numbers) for k in one.members}
    assert numbers.keys() <= members
