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

DISTRICTS = {"bulungan": "Kabupaten Bulungan", "tarakan": "Kota Tarakan"}


def issue(code: str, row: int, column: str, **changes: str) -> Issue:
    defaults = {"table": "penerima", "sheet": "Register", "district": "tarakan", "period": "2025-S1"}
    return Issue(code, "register.xlsx", row=row, column=column, **(defaults | changes))


def log(*issues: Issue) -> pd.DataFrame:
    """Return a log as `prepare` leaves it: one fingerprint per row and column."""
    table = frame(issues)
    ids = [f"m{i.row}{i.column}" for i in issues]
    return table.assign(id_masalah=ids, sel=[f"F{i.row}" for i in issues], kiriman="")


def sheet(path: Path | bytes, name: str = "Perbaikan") -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(path) if isinstance(path, bytes) else path)[name]
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
            "sel": "F12",
            "baris": 12,
            "kiriman": "",
            "kolom": "Laba sebulan sebelum bantuan",
            "yang terbaca": "1-2 juta",
            "yang dipahami": "",
            "apa yang salah": PROBLEMS["rupiah_range"].wrong,
            "yang harus dilakukan": PROBLEMS["rupiah_range"].todo,
            "jawaban": None,
        }
    ]
    page = sheet(paths[0])
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:M2"
    assert page["K1"].alignment.wrap_text
    assert page["B2"].fill.start_color.rgb == "FFFFE699"


def test_the_summary_counts_by_kind_and_file_and_says_how_to_answer() -> None:
    found = log(
        issue("rupiah_range", 2, "laba_baseline"),
        issue("rupiah_range", 3, "laba_baseline"),
        issue("N10", 4, "nik"),
    )
    page = sheet(corrections.workbook(found, "tarakan, 2025-S1"), "Ringkasan")
    rows = [row for row in page.iter_rows(values_only=True) if any(row)]
    assert rows[0][0] == "Daftar perbaikan data tarakan, 2025-S1"
    assert rows[1] == ("apa yang salah", "segera", "perlu dicek")
    assert rows[2:4] == [(PROBLEMS["N10"].wrong, 1, 0), (PROBLEMS["rupiah_range"].wrong, 0, 2)]
    assert rows[5] == ("register.xlsx", 1, 2)
    assert any("sudah benar" in str(row[0]) for row in rows[6:])


def test_an_answer_has_a_hint_and_where_there_is_one_a_list_of_choices() -> None:
    found = log(
        issue("choice_unknown", 2, "jenis_usaha"),
        issue("choice_unknown", 3, "jenis_usaha"),
        issue("rupiah_range", 4, "laba_baseline"),
    )
    data = corrections.workbook(found)
    forms = {str(form.sqref): form for form in sheet(data).data_validations.dataValidation}
    assert set(forms) == {"M2", "M3:M4"}
    assert PROBLEMS["rupiah_range"].todo in forms["M2"].prompt
    assert (forms["M3:M4"].type, forms["M3:M4"].errorStyle) == ("list", "warning")
    offered = [row[0] for row in sheet(data, "Pilihan").iter_rows(min_row=2, values_only=True)]
    assert "Kios sembako" in offered
    assert forms["M3:M4"].formula1 == f"Pilihan!$A$2:$A${len(offered) + 1}"


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
    name = "Kota Tarakan" if place.endswith("tarakan.xlsx") else "Provinsi"
    when = {"2": "Semester II Tahun 2025", "1": "Semester I Tahun 2025"}.get(place[6:7], "")
    assert sheet(path.read_bytes(), "Ringkasan")["A1"].value == f"Daftar perbaikan data {name} {when}".strip()


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
    cell = sheet(data)["I2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        pages = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == 3
    assert not any(b"<f>" in page or b"<hyperlink" in page for page in pages)


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
