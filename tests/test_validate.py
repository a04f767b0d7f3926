"""Every rule between cells and tables finds its breach at its row, and nothing else."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from evalhelpers import validate
from evalhelpers.dictionary import TABLES, Column
from evalhelpers.errors import DataError
from evalhelpers.issues import PROBLEMS

Row = dict[str, Any]
_KINDS = {
    "count": "Int64", "rupiah": "Int64", "number": "Float64", "date": "datetime64[s]", "timestamp": "datetime64[s]",
}  # fmt: skip
_ADDED = {
    "tgl_serah": "datetime64[s]",
    "id_penerima": "str",
    "_file": "str",
    "_sheet": "str",
    "_row": "int64",
}


def c_type(column: Column) -> str | pd.CategoricalDtype:
    if column.kind in ("code", "yesno"):
        return pd.CategoricalDtype([code.value for code in column.codes])
    return "category" if column.name == "kab_kota" else _KINDS.get(column.kind, "str")


def table(name: str, *rows: Row) -> pd.DataFrame:
    """Return typed rows of a table, numbered from 2 as a sheet shows them; what is not stated is missing."""
    kinds = {c.name: c_type(c) for c in TABLES[name].columns} | _ADDED
    placed = [
        {"_file": f"{name}.xlsx", "_sheet": "S", "_row": at} | row for at, row in enumerate(rows, start=2)
    ]
    frame = pd.DataFrame(placed, columns=list(kinds))
    return pd.DataFrame({column: pd.Series(frame[column], dtype=kind) for column, kind in kinds.items()})


def grant(number: int = 1, **changes: Any) -> Row:
    """Return a sound grant, paid in full after its decree to a woman born on 5 June 1990."""
    row: Row = {
        "id_bantuan": f"UEP-2025-{number:04}", "id_penerima": f"p{number}", "nik": f"65710145069000{number:02}",
        "no_kk": f"65710101011500{number:02}", "nama": "Siti Aminah", "jenis_kelamin": "P", "tgl_lahir": "1990-06-05",
        "kab_kota": "tarakan", "no_sk": "SK-1", "tgl_sk": "2025-02-01", "tahun_anggaran": 2025, "nilai_sk": 2_000_000,
        "nilai_salur": 2_000_000, "tgl_salur": "2025-02-20", "tgl_serah": "2025-02-20", "tgl_baseline": "2025-01-10",
        "laba_baseline": 900_000, "status_administrasi": "aktif",
    }  # fmt: skip
    return row | changes


def visit(number: int = 1, **changes: Any) -> Row:
    """Return a sound visit by a mentor."""
    row: Row = {
        "id_bantuan": f"UEP-2025-{number:04}", "id_penerima": f"p{number}", "tgl_kunjungan": "2025-05-10",
        "peran_petugas": "pendamping", "cara": "tatap_muka", "hasil_kunjungan": "bertemu", "status_usaha": "tetap",
        "omzet_bulan": 3_000_000, "biaya_bulan": 2_000_000, "laba_bulan": 1_000_000,
    }  # fmt: skip
    return row | changes


def budget(quarter: int, spent: int | None, **changes: Any) -> Row:
    """Return the account of cash aid at the end of a quarter of 2025."""
    row: Row = {
        "tahun_anggaran": 2025, "kode_rekening": "5.1.06.01.01.0001", "periode": f"2025-TW{quarter}",
        "pagu_murni": 10_000_000, "realisasi_kumulatif": spent,
    }  # fmt: skip
    return row | changes


def found(
    grants: tuple[Row, ...] = (grant(),),
    visits: tuple[Row, ...] = (),
    accounts: tuple[Row, ...] = (),
    matchings: tuple[Row, ...] = (),
) -> list[tuple[str, str, str, int]]:
    frames = {
        "penerima": table("penerima", *grants),
        "kunjungan": table("kunjungan", *visits),
        "anggaran": table("anggaran", *accounts),
        "pemadanan": table("pemadanan", *matchings),
    }
    return [(i.code, i.table, i.column, i.row) for i in validate.check(frames).itertuples()]


def codes(*args: Any, **kwargs: Any) -> list[str]:
    return [code for code, *_ in found(*args, **kwargs)]


def test_sound_rows_say_nothing() -> None:
    assert found((grant(1), grant(2)), (visit(1), visit(2)), (budget(1, 4_000_000),)) == []
    assert found((), (), ()) == []


def test_a_blank_is_no_breach() -> None:
    bare = {"id_bantuan": "UEP-2025-0001", "no_sk": "SK-1", "nama": "Siti Aminah"}
    assert found((bare,), ({"id_bantuan": "UEP-2025-0001"},), ({"periode": None},)) == []


class TestGrants:
    def test_a_number_used_twice_refuses_the_later_row(self) -> None:
        rows = (grant(1), grant(2, id_bantuan="UEP-2025-0001"))
        assert found(rows) == [("duplicate_grant", "penerima", "id_bantuan", 3)]
        assert PROBLEMS["duplicate_grant"].level == "error"

    def test_a_nik_twice_in_one_decree_refuses_the_later_row_and_is_not_also_a_family_twice(self) -> None:
        again = grant(2, nik=grant(1)["nik"], no_kk=grant(1)["no_kk"])
        assert found((grant(1), again)) == [("N10", "penerima", "nik", 3)]
        assert PROBLEMS["N10"].level == "error"

    def test_a_nik_in_another_decree_is_a_second_grant(self) -> None:
        assert found((grant(1), grant(2, nik=grant(1)["nik"], no_sk="SK-2"))) == []

    def test_a_family_twice_in_one_decree_is_told(self) -> None:
        assert found((grant(1), grant(2, no_kk=grant(1)["no_kk"]))) == [("N10_kk", "penerima", "no_kk", 3)]

    @pytest.mark.parametrize(
        ("changes", "code", "column"),
        [
            ({"jenis_kelamin": "L"}, "N06", "jenis_kelamin"),
            ({"tgl_lahir": "1990-06-15"}, "N07", "tgl_lahir"),
            ({"tgl_salur": "2025-01-31"}, "paid_before_decree", "tgl_salur"),
            ({"nilai_salur": 2_000_001}, "paid_above_decree", "nilai_salur"),
            ({"tgl_baseline": "2025-02-21"}, "baseline_after_handover", "tgl_baseline"),
            ({"nama": "Alm. Budi"}, "late_name", "nama"),
        ],
    )
    def test_what_contradicts_itself_is_told_and_kept(self, changes: Row, code: str, column: str) -> None:
        assert found((grant(**changes),)) == [(code, "penerima", column, 2)]
        assert PROBLEMS[code].level == "warning"

    @pytest.mark.parametrize(
        "changes",
        [
            {"tgl_salur": "2025-02-01"},
            {"nilai_salur": 2_000_000},
            {"tgl_baseline": "2025-02-20"},
            {"nama": "Alm. Budi", "status_administrasi": "meninggal"},
        ],
    )
    def test_the_edge_is_allowed(self, changes: Row) -> None:
        assert found((grant(**changes),)) == []

    @pytest.mark.parametrize(
        ("born", "nik", "expected"),
        [
            ("2008-02-01", "6571014102080001", []),
            ("2008-02-02", "6571014202080001", ["N08"]),
            ("1925-01-31", "6571017101250001", []),
            ("1924-01-31", "6571017101240001", ["N08"]),
        ],
    )
    def test_an_age_outside_17_to_100_on_the_day_of_the_decree_is_told(
        self, born: str, nik: str, expected: list[str]
    ) -> None:
        assert codes((grant(tgl_lahir=born, nik=nik),)) == expected

    @pytest.mark.parametrize(("nik", "expected"), [("6571014102080001", []), ("6571014202080001", ["N08"])])
    def test_without_a_date_of_birth_the_nik_tells_the_age(self, nik: str, expected: list[str]) -> None:
        assert codes((grant(tgl_lahir=None, nik=nik),)) == expected

    def test_a_baseline_far_under_the_usual_is_probably_in_thousands(self) -> None:
        rows = (*(grant(i) for i in range(1, 6)), grant(6, laba_baseline=900))
        assert found(rows) == [("profit_magnitude", "penerima", "laba_baseline", 7)]


class TestVisits:
    @pytest.mark.parametrize(
        ("day", "expected"), [("2025-02-20", ["visit_before_handover"]), ("2025-02-21", [])]
    )
    def test_a_visit_counts_from_the_day_after_the_hand_over(self, day: str, expected: list[str]) -> None:
        assert codes(visits=(visit(tgl_kunjungan=day),)) == expected

    @pytest.mark.parametrize(
        ("changes", "code", "column"),
        [
            ({"status_usaha": None}, "status_missing", "status_usaha"),
            ({"status_usaha": "berhenti_permanen"}, "cause_missing", "penyebab_utama"),
            ({"status_usaha": "menurun"}, "cause_missing", "penyebab_utama"),
            ({"laba_bulan": 499_999}, "profit_disagrees", "laba_bulan"),
        ],
    )
    def test_what_a_visit_lacks_or_contradicts_is_told_and_kept(
        self, changes: Row, code: str, column: str
    ) -> None:
        assert found(visits=(visit(**changes),)) == [(code, "kunjungan", column, 2)]
        assert PROBLEMS[code].level == "warning"

    @pytest.mark.parametrize(
        "changes",
        [
            {"hasil_kunjungan": "pindah", "status_usaha": None},
            {"status_usaha": "menurun", "penyebab_utama": "22"},
            {"laba_bulan": 500_000},
            {"laba_bulan": None},
            {"biaya_bulan": None, "laba_bulan": 5},
        ],
    )
    def test_what_is_within_reason_is_not(self, changes: Row) -> None:
        assert found(visits=(visit(**changes),)) == []

    def test_a_profit_far_under_the_usual_is_probably_in_thousands(self) -> None:
        usual = [visit(i, omzet_bulan=None) for i in range(1, 6)]
        rows = (*usual, visit(6, omzet_bulan=None, laba_bulan=1_000))
        assert found(tuple(grant(i) for i in range(1, 7)), rows) == [
            ("profit_magnitude", "kunjungan", "laba_bulan", 7)
        ]

    def test_where_all_amounts_are_small_none_is_strange(self) -> None:
        rows = tuple(visit(i, omzet_bulan=None, laba_bulan=10 ** (i + 1)) for i in range(1, 4))
        assert found(tuple(grant(i) for i in range(1, 4)), rows) == []

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({}, {"status_usaha": "berkembang"}),
            ({"peran_petugas": "dinsos_kab"}, {"peran_petugas": "inspektorat"}),
            ({"waktu_kirim": "2025-05-10 09:00"}, {}),
            ({"waktu_kirim": "2025-05-10 09:00"}, {"waktu_kirim": "2025-05-10 09:00", "laba_bulan": 900_000}),
        ],
    )
    def test_of_two_visits_on_one_day_that_nothing_puts_in_order_both_are_listed(
        self, first: Row, second: Row
    ) -> None:
        same = ("same_day_conflict", "kunjungan", "tgl_kunjungan")
        assert found(visits=(visit(**first), visit(**second))) == [(*same, 2), (*same, 3)]

    @pytest.mark.parametrize(
        "second",
        [
            {"tgl_kunjungan": "2025-05-11"},
            {"peran_petugas": "inspektorat"},
            {"validasi": "ditolak"},
            {"hasil_kunjungan": "tidak_di_tempat", "status_usaha": None},
        ],
    )
    def test_two_visits_that_the_method_puts_in_order_are_not(self, second: Row) -> None:
        assert codes(visits=(visit(), visit(**second))) == []

    def test_of_two_submissions_the_later_counts(self) -> None:
        pair = (visit(waktu_kirim="2025-05-10 09:00"), visit(waktu_kirim="2025-05-10 10:00"))
        assert codes(visits=pair) == []


class TestBudget:
    def test_a_cumulative_figure_that_falls_is_told_whatever_the_order_of_the_rows(self) -> None:
        rows = (budget(2, 1_000_000), budget(1, 2_000_000), budget(3, 2_000_000))
        assert found(accounts=rows) == [("cumulative_falls", "anggaran", "realisasi_kumulatif", 2)]

    def test_accounts_are_held_apart(self) -> None:
        rows = (budget(1, 2_000_000), budget(2, 500_000, kode_rekening="5.1.02.01", kab_kota="malinau"))
        assert found(accounts=rows) == []

    @pytest.mark.parametrize(
        ("spent", "returned", "expected"),
        [
            (2_000_000, None, []),
            (2_500_000, 500_000, []),
            (2_500_000, None, ["paid_not_budget"]),
            (1_500_000, None, ["paid_not_budget"]),
        ],
    )
    def test_what_was_paid_is_what_was_spent_less_returns(
        self, spent: int, returned: int | None, expected: list[str]
    ) -> None:
        assert codes(accounts=(budget(1, 1_000_000), budget(2, spent, pengembalian=returned))) == expected

    def test_a_year_without_a_register_is_not_compared(self) -> None:
        assert found(accounts=(budget(1, 9, tahun_anggaran=2024, periode="2024-TW1"),)) == []


def matching(result: str | None, day: str | None = "2025-03-01", **changes: Any) -> Row:
    row: Row = {"id_bantuan": "UEP-2025-0001", "jenis": "dukcapil", "hasil": result, "tgl_padan": day}
    return row | changes


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (matching("ditandai"), [("matching_conflict", "pemadanan", "hasil", 3)]),
        (matching("tidak_diperiksa"), [("matching_conflict", "pemadanan", "hasil", 3)]),
        (matching("bersih"), []),
        (matching("ditandai", "2025-03-02"), []),
        (matching("ditandai", None), []),
        (matching("ditandai", jenis="aparatur"), []),
        (matching("ditandai", id_bantuan="UEP-2025-0002"), []),
    ],
)
def test_a_grant_matched_twice_on_a_day_has_one_result(second: Row, expected: list[object]) -> None:
    assert found(matchings=(matching("bersih"), second)) == expected


def test_results_of_no_day_are_held_against_each_other_too() -> None:
    undated = (matching("bersih", None), matching("ditandai", None), matching("ditandai", None))
    assert [row for *_, row in found(matchings=undated)] == [3, 4]


def test_all_breaches_are_told_at_once() -> None:
    bad = grant(jenis_kelamin="L", nilai_salur=3_000_000, tgl_salur="2025-01-01")
    assert set(codes((bad,))) == {"N06", "paid_above_decree", "paid_before_decree"}


@pytest.mark.parametrize(
    ("name", "column", "values"),
    [
        ("penerima", "jenis_kelamin", ["X"]),
        ("kunjungan", "laba_bulan", ["banyak"]),
        ("anggaran", "periode", [2025]),
    ],
)
def test_a_table_that_is_not_as_the_dictionary_says_is_a_fault_of_the_program(
    name: str, column: str, values: list[Any]
) -> None:
    frames = {t: table(t) for t in ("penerima", "kunjungan", "anggaran", "pemadanan")}
    first = {"penerima": grant, "kunjungan": visit, "anggaran": lambda: budget(1, 0)}[name]()
    frames[name] = table(name, first).assign(**{column: values})
    with pytest.raises(DataError, match=column):
        validate.check(frames)
