"""Sheets as offices make them: where the header stands, which column is which, which rows are data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from intake_files import BUDI, REGISTER, SITI, VISIT, read, visits, workbook

from evalhelpers.dictionary import TABLES
from evalhelpers.intake.header_text import plain, readings
from evalhelpers.intake.matching import CLOSE, TIE, match
from evalhelpers.params import SourceRule

LETTERHEAD = [["PEMERINTAH KABUPATEN NUNUKAN"], ["DINAS SOSIAL"], ["DAFTAR KUNJUNGAN PEMANTAUAN"], []]


def rule_from(text: str) -> SourceRule:
    """Return the source rule in the line that a message says to add."""
    line = text[text.index("sources: - ") + len("sources: - ") :]
    return SourceRule.model_validate_json(line)


def test_an_office_sheet_gives_its_data_rows_and_counts_all_others(tmp_path: Path) -> None:
    rows = [
        *LETTERHEAD,
        ["No", *VISIT, "Keuangan Sebulan", None],
        [*[None] * 8, "Omzet", "Laba"],
        [f"({n})" for n in range(1, 11)],
        ["Kec. Sebatik"],
        [1, *SITI, 2_000_000, 500_000],
        [],
        ["II", "Kec. Nunukan"],
        [2, *BUDI, 1_000_000, 250_000],
        [None, "Jumlah", *[None] * 6, 3_000_000, 750_000],
        ["Rata-rata", *[None] * 7, 1_500_000, 375_000],
        [],
        [None, "Mengetahui,", None, None, None, "Nunukan, 30 Juni 2025"],
        [None, "Kepala Dinas Sosial", None, None, None, "Pendamping"],
        [None, "NIP. 19700101 199003 1 001"],
    ]
    path = workbook(
        tmp_path / "a.xlsx",
        {"Data": rows},
        merges=["I5:J5", *(f"{column}5:{column}6" for column in "ABCDEFGH")],
    )
    (table,), (line,), issues = read(path)
    assert not issues
    assert table.table == "kunjungan"
    assert table.cells.index.tolist() == [9, 12]
    assert table.cells["nama"].tolist() == ["Siti Aminah", "Budi Lawai"]
    assert table.cells["kecamatan"].tolist() == ["Kec. Sebatik", "Kec. Nunukan"]
    assert table.cells["laba_bulan"].tolist() == ["500000", "250000"]
    assert table.headers["laba_bulan"] == "Keuangan Sebulan Laba"
    assert (line.read, line.not_data) == (18, 16)


def test_a_header_of_three_rows_is_joined(tmp_path: Path) -> None:
    table = visits(tmp_path, [
        [*VISIT, "Keadaan keluarga", None],
        [*[None] * 7, "Pendapatan", None],
        [*[None] * 7, "Rumah Tangga", "Lain"],
        [*SITI, 900_000, 1],
    ], merges=["H1:I1", "H2:I2"])  # fmt: skip
    assert table.headers["pendapatan_rt_bulan"] == "Keadaan keluarga Pendapatan Rumah Tangga"
    assert table.cells["pendapatan_rt_bulan"].tolist() == ["900000"]


def test_a_group_above_the_header_needs_no_merged_neighbours(tmp_path: Path) -> None:
    upper = [*[None] * 11, "Laba sebulan", None]
    data = [
        "U1",
        SITI[0],
        "Siti",
        "P",
        "Tarakan",
        "kios",
        "1/SK",
        "1/2/2025",
        "2025",
        "2000000",
        "uang",
        "500000",
        "700000",
    ]
    path = workbook(
        tmp_path / "a.xlsx", {"S": [upper, [*REGISTER, "Sebelum Bantuan", "Sesudah"], data]}, merges=["L1:M1"]
    )
    (table,), _, issues = read(path)
    assert not issues
    assert table.cells["laba_baseline"].tolist() == ["500000"]


def test_the_name_below_another_group_is_not_the_recipients(tmp_path: Path) -> None:
    rows = [
        ["Penerima", None, *VISIT[2:], "Pendamping"],
        ["NIK", "Nama", *[None] * 5, "Nama"],
        [*SITI, "Yusuf"],
    ]
    table = visits(tmp_path, rows, merges=["A1:B1"])
    assert table.cells["nama"].tolist() == ["Siti Aminah"]


@pytest.mark.parametrize("numbering", [
    [f"({n})" for n in range(1, 8)], list(range(1, 8)), [1, 2, 3, 4, 5, 6, "7=5-6"],
])  # fmt: skip
def test_the_numbering_row_is_no_data(tmp_path: Path, numbering: list[object]) -> None:
    assert visits(tmp_path, [VISIT, numbering, SITI]).cells.index.tolist() == [3]


@pytest.mark.parametrize(
    "words", ["JUMLAH", "Total", "Sub Total", "Subtotal Kec. Sebatik", "Rata-rata", "Jumlah Kab/Kota"]
)
def test_totals_are_no_data(tmp_path: Path, words: str) -> None:
    assert visits(tmp_path, [VISIT, SITI, [words, None, None, "1", "2"], BUDI]).cells.index.tolist() == [2, 4]


def test_a_person_called_total_is_kept(tmp_path: Path) -> None:
    person = [BUDI[0], "Total Sitorus", *BUDI[2:]]
    assert visits(tmp_path, [VISIT, person]).cells["nama"].tolist() == ["Total Sitorus"]


def test_rows_added_below_the_signatures_are_not_lost(tmp_path: Path) -> None:
    rows = [VISIT, SITI, [], ["Mengetahui"], ["Kepala Dinas", None, "Pelapor"], BUDI]
    assert visits(tmp_path, rows).cells.index.tolist() == [2, 6]


def test_a_new_kabupaten_ends_the_kecamatan_of_the_last(tmp_path: Path) -> None:
    columns = [0, 1, 3, 4, 5, 6]
    pick = lambda row: [row[c] for c in columns]  # noqa: E731
    rows = [
        pick(VISIT),
        ["Kota Tarakan"],
        ["Kec. Tarakan Barat"],
        pick(SITI),
        ["Kabupaten Nunukan"],
        pick(BUDI),
    ]
    table = visits(tmp_path, rows)
    assert table.cells["kab_kota"].tolist() == ["Kota Tarakan", "Kabupaten Nunukan"]
    assert table.cells["kecamatan"].astype("str").fillna("").tolist() == ["Kec. Tarakan Barat", ""]
    assert table.kinds["kecamatan"].tolist() == ["text", "blank"]


def test_a_column_of_its_own_is_not_overwritten_by_sections(tmp_path: Path) -> None:
    rows = [[*VISIT, "Kecamatan"], ["Kec. Sebatik"], [*SITI, "Nunukan"]]
    assert visits(tmp_path, rows).cells["kecamatan"].tolist() == ["Nunukan"]


def test_a_cover_sheet_is_told_and_nothing_else(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"Petunjuk": [["Isi lembar berikut"], [], ["Terima kasih"]], "Data": [VISIT, SITI]},
    )
    tables, account, issues = read(path)
    assert [table.sheet for table in tables] == ["Data"]
    assert [(line.sheet, line.read, line.not_data) for line in account] == [
        ("Petunjuk", 3, 3),
        ("Data", 2, 1),
    ]
    assert [(issue.code, issue.sheet) for issue in issues] == [("sheet_unknown", "Petunjuk")]


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    (table,), (line,), issues = read(workbook(tmp_path / "a.xlsx", {"S": [VISIT]}))
    assert (len(table.cells), line.read, line.not_data, issues) == (0, 1, 1, [])


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_is_known_by_the_labels_of_the_dictionary(tmp_path: Path, name: str) -> None:
    columns = TABLES[name].columns
    path = workbook(tmp_path / "a.xlsx", {"S": [[column.id for column in columns], ["x"] * len(columns)]})
    (table,), _, _ = read(path)
    assert table.table == name
    assert set(table.cells) == {column.name for column in columns}


def test_all_missing_columns_come_in_one_message_whose_line_mends_it(tmp_path: Path) -> None:
    odd = [
        "NIK",
        "Nama",
        "Kab/Kota",
        "Kunjungan tanggal berapa",
        "Peran",
        "Kunjungan dengan cara apa",
        "Hasil",
    ]
    path = workbook(tmp_path / "Monev [1].xlsx", {"S": [odd, SITI]})
    tables, (line,), (issue,) = read(path)
    assert not tables
    assert (line.read, line.quarantined, line.not_data, line.table) == (2, 1, 1, "kunjungan")
    assert issue.code == "column_missing"
    assert issue.column == "tgl_kunjungan cara"
    rule = rule_from(issue.understood)
    (table,), _, issues = read(path, rule)
    assert not issues
    assert table.cells["tgl_kunjungan"].tolist() == ["12/3/2025"]
    assert table.cells["cara"].tolist() == ["tatap muka"]


def test_two_columns_for_one_field_are_refused_with_a_line_that_mends_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [[*VISIT, "Tgl Kunjungan"], [*SITI, "14/3/2025"]]})
    tables, _, (issue,) = read(path)
    assert not tables
    assert issue.code == "header_ambiguous"
    assert issue.column == "tgl_kunjungan"
    assert "'Tanggal Kunjungan' / 'Tgl Kunjungan'" in issue.understood
    (table,), _, issues = read(path, rule_from(issue.understood))
    assert not issues
    assert table.cells["tgl_kunjungan"].tolist() == ["12/3/2025"]


def test_a_header_equally_near_to_two_fields_is_refused(tmp_path: Path) -> None:
    tables, _, (issue,) = read(
        workbook(tmp_path / "a.xlsx", {"S": [[*VISIT, "Kriteria FM x"], [*SITI, "ya"]]})
    )
    assert not tables
    assert issue.code == "header_ambiguous"
    assert {f"kriteria_fm_{key}" for key in "abcdefgh"} == set(issue.column.split())


def test_free_text_is_not_worth_a_refusal(tmp_path: Path) -> None:
    header = [*VISIT, "Foto Usaha 1", "Foto Usaha 2"]
    assert "foto_usaha" not in visits(tmp_path, [header, [*SITI, "a.jpg", "b.jpg"]]).cells


def test_a_close_spelling_is_used_and_told(tmp_path: Path) -> None:
    header = [word.replace("Kunjungan", "Kunjugan") for word in VISIT]
    (table,), _, (issue,) = read(workbook(tmp_path / "a.xlsx", {"S": [header, SITI]}))
    assert table.cells["tgl_kunjungan"].tolist() == ["12/3/2025"]
    assert (issue.code, issue.column, issue.read) == (
        "header_close_match",
        "tgl_kunjungan",
        "Tanggal Kunjugan",
    )


def test_what_is_not_close_is_left_alone() -> None:
    found = match([["Tanggungan Kunci"]], TABLES["kunjungan"], {}, spelling=True)
    assert not found.there
    assert 80 <= CLOSE <= 95
    assert TIE > 0


def test_a_visit_must_say_whose_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["Nama", *VISIT[3:], "Omzet"], [*SITI[2:], "1"]]})
    _, _, (issue,) = read(path)
    assert (issue.code, issue.column) == ("column_missing", "id_bantuan")


def test_two_tables_that_fit_equally_well_are_refused(tmp_path: Path) -> None:
    header = [
        "Periode",
        "Status",
        "Tahun Anggaran",
        "Uraian",
        "Kode Rekening",
        "Kab/Kota",
        "Tindakan",
        "Tenggat",
        "No RTL",
    ]
    tables, (line,), issues = read(
        workbook(tmp_path / "a.xlsx", {"S": [[*header, "APBD Murni"], ["x"] * 10]})
    )
    assert not tables
    assert line.not_data == line.read
    (issue,) = issues
    assert issue.code == "header_ambiguous"
    assert "tabel: anggaran / rtl" in issue.understood
    assert list(rule_from(issue.understood).tables) == ["anggaran"]


def test_headers_are_compared_without_marks_breaks_and_accents() -> None:
    assert plain("Tgl.\n Kunjungan *") == plain("TGL KUNJUNGAN") == "tgl kunjungan"
    assert plain("Désa/Kel.") == "desa kel"
    assert readings(["A", "A", ""]) == ["A"]


def test_the_suggested_line_is_valid_whatever_the_header_holds(tmp_path: Path) -> None:
    nasty = 'Hari "datang": {kunjungan}\n- # apa'
    _, _, (issue,) = read(workbook(tmp_path / "a.xlsx", {"S": [[*VISIT[:3], nasty, *VISIT[4:]], SITI]}))
    line = issue.understood[issue.understood.index("sources: - ") + len("sources: - ") :]
    assert json.loads(line)["tables"]["kunjungan"]["columns"] == {nasty: "tgl_kunjungan"}
