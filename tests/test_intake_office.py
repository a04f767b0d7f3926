"""What offices do that a first reader overlooked: each was lost, moved or refused once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from intake_files import BUDI, REGISTER, SITI, VISIT, read, visits, workbook
from test_intake_field import CONTEXT, texts

from evalhelpers.clean.tables import clean
from evalhelpers.dictionary import TABLES
from evalhelpers.intake.matching import column_named

PAPERS = ["No", "ID Penerima", "Jenis Dokumen", "Ada/Tidak", "Tanggal", "Nilai"]
MENTORS = [
    "No",
    "ID Pendamping",
    "Nama Pendamping",
    "Wilayah Tugas",
    "Aktif Dari",
    "Aktif Sampai",
    "Laporan Bulanan",
]


def test_the_weaker_table_above_a_stronger_one_is_read_too(tmp_path: Path) -> None:
    papers = [[n, f"UEP-2024-000{n}", "LPJ", "Ada", "1/3/2025", 1000] for n in range(1, 8)]
    mentors = [[n, f"PD-0{n}", f"Orang {n}", "Tarakan", "1/1/2024", None, 6] for n in range(1, 4)]
    rows = [["KELENGKAPAN DOKUMEN"], PAPERS, *papers, [], [], ["DAFTAR PENDAMPING UEP"], MENTORS, *mentors]
    found, account, _ = read(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert {table.table: len(table.cells) for table in found} == {"dokumen": 7, "pendamping": 3}
    assert sum(line.read for line in account) == 16


@pytest.mark.parametrize("row", [
    ["II. Kec. Bunyu"], ["2) KECAMATAN BUNYU"], ["Wilayah Kec. Bunyu"], ["KECAMATAN BUNYU (10 orang)"], ["Kecamatan : Bunyu"],
    ["II", "Kec. Bunyu"],
])  # fmt: skip
def test_a_section_ends_the_one_before_however_it_is_counted(tmp_path: Path, row: list[str]) -> None:
    rows = [
        VISIT,
        ["Kec. Sekatak"],
        [*SITI[:2], "Bulungan", *SITI[3:]],
        row,
        [*BUDI[:2], "Bulungan", *BUDI[3:]],
    ]
    frame = clean(visits(tmp_path, rows), CONTEXT).frame
    assert texts(frame["kode_kecamatan"]) == ["65.01.09", "65.01.10"]


def test_a_formula_never_worked_out_is_no_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([*VISIT, "Omzet", "Laba"], [*SITI, 500_000, "=H2-1"], [*BUDI, 400_000, 1]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    ((table,), _, _) = read(tmp_path / "a.xlsx")
    assert table.kinds["laba_bulan"].tolist() == ["error", "number"]
    assert clean(table, CONTEXT).issues["code"].tolist() == ["formula_error"]


def test_an_amount_merged_over_two_persons_belongs_to_neither_twice(tmp_path: Path) -> None:
    rows = [[*VISIT, "Laba", "Kecamatan"], [*SITI, 500_000, "Tarakan Barat"], [*BUDI, None, None]]
    table = visits(tmp_path, rows, merges=["H2:H3", "I2:I3"])
    assert texts(table.cells["laba_bulan"]) == ["500000", ""]
    assert texts(table.cells["kecamatan"]) == ["Tarakan Barat"] * 2


def test_a_filled_column_of_money_that_is_not_used_is_told_with_the_line_to_add(tmp_path: Path) -> None:
    from test_intake_layout import rule_from

    rows = [[*VISIT, "Laba per minggu", "Keterangan"], [*SITI, 100_000, "x"]]
    path = workbook(tmp_path / "a.xlsx", {"S": rows})
    (table,), _, (issue,) = read(path)
    assert "laba_bulan" not in table.cells
    assert (issue.code, issue.column, issue.read) == ("column_unused", "laba_bulan", "Laba per minggu")
    ((mended,), _, left) = read(path, rule_from(issue.understood))
    assert not left
    assert texts(mended.cells["laba_bulan"]) == ["100000"]


def test_a_register_that_lacks_half_of_its_columns_is_still_meant_as_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [REGISTER[:5], ["U1", SITI[0], "Siti", "P", "Tarakan"]]})
    found, (line,), (issue,) = read(path)
    assert not found
    assert (issue.code, line.quarantined) == ("column_missing", 1)


def test_no_column_is_suggested_for_a_running_number(tmp_path: Path) -> None:
    rows = [
        ["No", *[c for c in REGISTER if c != "TA"]],
        [1, "U1", SITI[0], "Siti", "P", "Tarakan", "kios", "1", "1/2/2024", "1", "uang"],
    ]
    _, _, (issue,) = read(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert issue.column == "tahun_anggaran"
    assert "mungkin kolom 'No'" not in issue.understood
    assert '{"No"' not in issue.understood


def test_numbers_of_columns_below_a_row_nobody_knows_are_no_data(tmp_path: Path) -> None:
    rows = [
        [*VISIT, "Pendapatan", None],
        [*[None] * 7, "Kapan ini", "Kapan itu"],
        list(range(1, 10)),
        [*SITI, 1, 2],
    ]
    merges = ["H1:I1", *(f"{letter}1:{letter}2" for letter in "ABCDEFG")]
    ((table,), _, _) = read(workbook(tmp_path / "a.xlsx", {"S": rows}, merges=merges))
    assert table.cells.index.tolist() == [4]


@pytest.mark.parametrize(("table", "header", "column"), [
    ("penerima", "N I K", "nik"), ("penerima", "N.I.K.", "nik"), ("penerima", "JENIS KELAMIN (L/P)", "jenis_kelamin"),
    ("penerima", "Tempat, Tanggal Lahir", "tgl_lahir"), ("penerima", "T.A.", "tahun_anggaran"),
    ("penerima", "No. SK Gubernur", "no_sk"), ("penerima", "Jml ART", "jml_anggota_rt"),
    ("kunjungan", "Omset per bulan", "omzet_bulan"), ("kunjungan", "Laba (Rp)", "laba_bulan"),
    ("kunjungan", "Laba Bersih/Bln (Rp)", "laba_bulan"), ("kunjungan", "Tanggal Monitoring", "tgl_kunjungan"),
    ("kunjungan", "Pembukuan (Ya/Tidak)", "pembukuan"), ("anggaran", "Pagu Murni (Rp)", "pagu_murni"),
    ("anggaran", "Target (orang)", "target_penerima"),
])  # fmt: skip
def test_shortenings_and_units_of_a_header_do_not_count(table: str, header: str, column: str) -> None:
    assert column_named(header, table) == column
    assert TABLES[table].has(column)


@pytest.mark.parametrize(("column", "text", "value"), [
    ("jenis_usaha", "bakso", "kuliner"), ("jenis_usaha", "Jualan gorengan", "kuliner"), ("jenis_usaha", "ayam petelur", "ternak_unggas"),
    ("hasil_kunjungan", "tidak ketemu", "tidak_di_tempat"), ("status_usaha", "Usaha berkembang", "berkembang"),
    ("pembukuan", "-", "tidak"),
])  # fmt: skip
def test_words_of_the_field(tmp_path: Path, column: str, text: str, value: str) -> None:
    name = "penerima" if column == "jenis_usaha" else "kunjungan"
    head = REGISTER if name == "penerima" else [*VISIT, TABLES[name].column(column).id]
    row = (
        ["U1", *SITI[:2], "P", "Tarakan", "kios", "1", "1/2/2024", "2024", "1 jt", "uang"]
        if name == "penerima"
        else [*SITI, text]
    )
    at = REGISTER.index("Jenis Usaha") if name == "penerima" else len(row) - 1
    if column == "hasil_kunjungan":
        head, row, at = VISIT, list(SITI), len(SITI) - 1
    row[at] = text
    ((table,), _, _) = read(workbook(tmp_path / "a.xlsx", {"S": [head, row]}))
    done = clean(table, CONTEXT)
    assert done.frame[column].tolist() == [value]
    assert done.issues.empty
