"""The lists an officer works through: what is on them, in which order, and what can never be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from evalhelpers import corrections
from evalhelpers.issues import PROBLEMS, Issue, frame

DISTRICTS = ["bulungan", "tarakan"]


def issue(code: str, row: int, column: str, **changes: str) -> Issue:
    defaults = {"table": "penerima", "sheet": "Register", "district": "tarakan", "period": "2025-S1"}
    return Issue(code, "register.xlsx", row=row, column=column, **(defaults | changes))


def log(*issues: Issue) -> pd.DataFrame:
    """Return a log as `prepare` leaves it: one fingerprint per row and column."""
    table = frame(issues)
    return table.assign(id_masalah=[f"m{i.row}{i.column}" for i in issues])


def sheet(path: Path | bytes) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(path) if isinstance(path, bytes) else path).active
    assert isinstance(found, Worksheet)
    return found


def lines(path: Path | bytes) -> list[dict[str, object]]:
    rows = list(sheet(path).iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_a_list_says_where_what_why_and_what_to_do_and_leaves_room_for_the_answer(tmp_path: Path) -> None:
    paths = corrections.write(
        log(issue("rupiah_range", 12, "laba_baseline", read="1-2 juta")), tmp_path, districts=DISTRICTS
    )
    assert paths == (tmp_path / "2025-S1" / "tarakan.xlsx",)
    assert lines(paths[0]) == [
        {
            "id_masalah": "m12laba_baseline",
            "mendesak": "perlu dicek",
            "berkas": "register.xlsx",
            "lembar": "Register",
            "baris": 12,
            "kolom": "Laba sebulan sebelum bantuan",
            "yang terbaca": "1-2 juta",
            "yang dipahami": "",
            "apa yang salah": PROBLEMS["rupiah_range"].wrong,
            "yang harus dilakukan": PROBLEMS["rupiah_range"].todo,
            "jawaban": None,
        }
    ]
    page = sheet(paths[0])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:K2"
    assert page["H1"].alignment.wrap_text


def test_what_refuses_a_row_comes_first_then_who_then_money(tmp_path: Path) -> None:
    found = log(
        issue("choice_unknown", 2, "status_dtks"),
        issue("rupiah_range", 3, "laba_baseline"),
        issue("N01", 4, "nik"),
        issue("required_unreadable", 5, "jenis_usaha"),
        issue("N10", 6, "nik"),
        issue("date_impossible", 7, "tgl_baseline"),
    )
    (path,) = corrections.write(found, tmp_path, districts=DISTRICTS)
    assert [line["baris"] for line in lines(path)] == [6, 5, 4, 3, 7, 2]


def test_all_that_is_wrong_with_one_cell_is_one_line() -> None:
    found = log(
        issue("date_impossible", 5, "tgl_sk", read="31 Juni 2024"), issue("required_unreadable", 5, "tgl_sk")
    )
    (line,) = lines(corrections.workbook(found))
    assert (line["mendesak"], line["yang terbaca"]) == ("segera", "31 Juni 2024")
    for code in ("date_impossible", "required_unreadable"):
        assert PROBLEMS[code].wrong in str(line["apa yang salah"])
        assert PROBLEMS[code].todo in str(line["yang harus dilakukan"])


def test_rows_with_the_same_content_each_have_their_line() -> None:
    twins = log(issue("N01", 2, "nik"), issue("N01", 7, "nik")).assign(id_masalah="same")
    assert [line["baris"] for line in lines(corrections.workbook(twins))] == [2, 7]


def test_a_row_held_back_by_another_has_no_line(tmp_path: Path) -> None:
    found = log(issue("grant_held_back", 2, "id_bantuan", table="kunjungan"))
    assert corrections.write(found, tmp_path, districts=DISTRICTS) == ()


def test_what_asks_for_nothing_is_on_no_list(tmp_path: Path) -> None:
    found = log(issue("duplicate_row", 2, ""), issue("sheet_unknown", 0, ""), issue("superseded_row", 3, ""))
    assert corrections.write(found, tmp_path, districts=DISTRICTS) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "2025-S1/tarakan.xlsx"),
        ({"district": ""}, "2025-S1/provinsi.xlsx"),
        ({"district": "../../atlantis"}, "2025-S1/provinsi.xlsx"),
        ({"period": ""}, "2025-S2/tarakan.xlsx"),
        ({"district": "", "period": ""}, "2025-S2/provinsi.xlsx"),
    ],
)
def test_every_problem_has_a_list(tmp_path: Path, changes: dict[str, str], place: str) -> None:
    (path,) = corrections.write(
        log(issue("N01", 2, "nik", **changes)), tmp_path, districts=DISTRICTS, newest="2025-S2"
    )
    assert path.relative_to(tmp_path).as_posix() == place


def test_a_list_with_nothing_left_is_removed_and_an_unchanged_one_not_touched(tmp_path: Path) -> None:
    tarakan, bulungan = issue("N01", 2, "nik"), issue("N01", 2, "nik", district="bulungan", period="2024-S1")
    corrections.write(log(tarakan, bulungan), tmp_path, districts=DISTRICTS)
    kept = tmp_path / "2025-S1" / "tarakan.xlsx"
    stamp = kept.stat().st_mtime_ns
    assert corrections.write(log(tarakan), tmp_path, districts=DISTRICTS) == (kept,)
    assert kept.stat().st_mtime_ns == stamp
    assert [p.name for p in tmp_path.iterdir()] == ["2025-S1"]


def test_the_same_problems_give_the_same_bytes_in_any_order() -> None:
    found = [issue("N01", row, "nik", read="650105*********") for row in range(2, 9)]
    assert corrections.workbook(log(*found)) == corrections.workbook(log(*reversed(found)))


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x.example";"klik")', "+1+1", "-2+3", "@SUM(A1)", "http://x.example", "{=1}"]
)
def test_a_cell_that_came_in_as_a_formula_or_link_goes_out_as_letters(text: str) -> None:
    data = corrections.workbook(log(issue("choice_unknown", 2, "status_dtks", read=text)))
    cell = sheet(data)["G2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        page = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in page
    assert b"<hyperlink" not in page


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=50))
def test_any_text_makes_a_file_excel_can_open(text: str) -> None:
    (line,) = lines(
        corrections.workbook(log(issue("choice_unknown", 2, "status_dtks", read=text, sheet=text)))
    )
    shown = str(line["yang terbaca"] or "")
    assert all(ch.isprintable() or ch in "\n\t " or ch.isspace() or not ch.isascii() for ch in shown)
    assert len(shown) <= len(text)


def test_marks_that_turn_text_around_are_dropped() -> None:
    found = log(issue("choice_unknown", 2, "status_dtks", read="jalan\u202egnip\u200b\x07"))
    assert lines(corrections.workbook(found))[0]["yang terbaca"] == "jalangnip"
