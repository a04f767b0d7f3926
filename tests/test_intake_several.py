"""More than one table: below another, beside another, in a repeat group; and what offices merge and repeat."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_files import BUDI, REGISTER, SITI, VISIT, read, workbook

from evalhelpers.intake import RawTable

PAPERS = ["No Register", "Jenis Dokumen", "Ada", "Tanggal Dokumen"]
LPJ = ["UEP-2024-0001", "LPJ", "Ya", "1/3/2025"]


def tables(path: Path) -> dict[str, RawTable]:
    found, account, issues = read(path)
    assert not issues
    for line in account:
        rows = sum(len(t.cells) for t in found if (t.sheet, t.table) == (line.sheet, line.table))
        assert line.read - line.not_data == rows
    return {f"{table.table} {table.sheet}": table for table in found}


def test_a_table_below_another_is_a_table_of_its_own(tmp_path: Path) -> None:
    rows = [
        ["KUNJUNGAN"],
        VISIT,
        SITI,
        BUDI,
        [],
        ["DOKUMEN PERTANGGUNGJAWABAN"],
        PAPERS,
        LPJ,
        ["Jumlah", None, 1],
    ]
    path = workbook(tmp_path / "a.xlsx", {"S": rows})
    found = tables(path)
    assert found["kunjungan S"].cells.index.tolist() == [3, 4]
    assert found["dokumen S"].cells.index.tolist() == [8]
    assert [(line.table, line.read, line.not_data) for line in read(path)[1]] == [
        ("kunjungan", 4, 2), ("dokumen", 5, 4),
    ]  # fmt: skip


def test_the_same_table_below_with_other_columns_is_joined_in_one_account(tmp_path: Path) -> None:
    turned = [*VISIT[3:], *VISIT[:3]]
    rows = [VISIT, SITI, [], ["Kabupaten lain"], turned, [*BUDI[3:], *BUDI[:3]]]
    (first, second), (line,), issues = read(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert not issues
    assert [first.cells["nama"].tolist(), second.cells["nama"].tolist()] == [["Siti Aminah"], ["Budi Lawai"]]
    assert (line.read, line.not_data) == (6, 4)


def test_a_header_printed_again_on_each_page_is_no_data(tmp_path: Path) -> None:
    numbers = [f"({n})" for n in range(1, 8)]
    rows = [VISIT, numbers, SITI, VISIT, numbers, BUDI, VISIT, SITI]
    ((_, table),) = tables(workbook(tmp_path / "a.xlsx", {"S": rows})).items()
    assert table.cells.index.tolist() == [3, 6, 8]


def test_tables_side_by_side_are_told_apart_by_their_columns(tmp_path: Path) -> None:
    rows = [["KUNJUNGAN"], [*VISIT, None, *PAPERS], [*SITI, None, *LPJ], [*BUDI]]
    found = tables(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert set(found) == {"kunjungan S [kolom A:G]", "dokumen S [kolom I:L]"}
    assert found["kunjungan S [kolom A:G]"].cells.index.tolist() == [3, 4]
    assert found["dokumen S [kolom I:L]"].letters["ada"] == "K"


def test_the_same_table_in_two_halves_of_a_page_keeps_its_rows_apart(tmp_path: Path) -> None:
    rows = [[*VISIT, None, *VISIT], [*SITI, None, *BUDI]]
    found = tables(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert [table.cells["nama"].tolist() for table in found.values()] == [["Siti Aminah"], ["Budi Lawai"]]
    assert len(found) == 2


def test_a_blank_column_within_a_table_divides_nothing(tmp_path: Path) -> None:
    rows = [[*VISIT[:4], None, *VISIT[4:]], [*SITI[:4], None, *SITI[4:]]]
    assert list(tables(workbook(tmp_path / "a.xlsx", {"S": rows}))) == ["kunjungan S"]


def test_rows_of_data_that_sound_like_a_header_stay_data(tmp_path: Path) -> None:
    rows = [PAPERS, LPJ, [], ["UEP-2024-0002", "KTP", "Ada", None], ["UEP-2024-0002", "KK", "Ada", None]]
    ((_, table),) = tables(workbook(tmp_path / "a.xlsx", {"S": rows})).items()
    assert table.cells.index.tolist() == [2, 4, 5]


def test_cells_merged_down_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    header = [*VISIT, "Kecamatan"]
    rows = [header, [*SITI, "Sebatik"], [*BUDI, None], [*SITI, "Nunukan"]]
    path = workbook(tmp_path / "a.xlsx", {"S": rows}, merges=["H2:H3"])
    ((_, table),) = tables(path).items()
    assert table.cells["kecamatan"].tolist() == ["Sebatik", "Sebatik", "Nunukan"]


def test_a_repeat_group_gets_its_owner_from_the_submission(tmp_path: Path) -> None:
    main = ["no_register", "tgl_kunjungan", "peran_petugas", "cara", "hasil_kunjungan", "_index", "_uuid"]
    group = [
        "dokumen/jenis_dokumen",
        "dokumen/ada",
        "dokumen/tgl",
        "_index",
        "_parent_table_name",
        "_parent_index",
    ]
    sheets = {
        "Pemantauan": [
            main,
            ["UEP-2024-0001", "2025-03-12", "pendamping", "tatap_muka", "bertemu", 1, "u1"],
            ["UEP-2024-0002", "2025-03-13", "pendamping", "tatap_muka", "bertemu", 2, "u2"],
        ],
        "dokumen": [
            group,
            ["lpj", "ya", "2025-03-01", 1, "Pemantauan", 2],
            ["bast", "tidak", None, 2, "Pemantauan", 1],
            ["lpj", "ya", None, 3, "Pemantauan", 9],
        ],
    }
    found = tables(workbook(tmp_path / "kobo.xlsx", sheets))
    papers = found["dokumen dokumen"].cells
    assert papers["id_bantuan"].astype("str").fillna("").tolist() == ["UEP-2024-0002", "UEP-2024-0001", ""]


def test_one_message_for_all_sheets_of_a_file_whose_line_mends_them_all(tmp_path: Path) -> None:
    from test_intake_layout import rule_from

    odd = [*VISIT[:3], "Kapan datang", *VISIT[4:]]
    sheets = {
        "Tarakan": [odd, SITI],
        "Nunukan": [odd, BUDI],
        "Dokumen": [["No Register", "Jenis surat", *PAPERS[2:]], LPJ],
    }
    path = workbook(tmp_path / "a.xlsx", sheets)
    found, _, (issue,) = read(path)
    assert not found
    assert issue.code == "column_missing"
    assert issue.sheet == "Tarakan / Nunukan / Dokumen"
    mended, _, left = read(path, rule_from(issue.understood))
    assert [table.table for table in mended] == ["kunjungan", "kunjungan", "dokumen"]
    assert not left


def test_a_rule_for_one_table_leaves_the_other_sheets_as_they_are(tmp_path: Path) -> None:
    from test_intake_layout import rule_from

    odd = [*VISIT[:3], "Kapan datang", *VISIT[4:]]
    path = workbook(tmp_path / "a.xlsx", {"S": [odd, SITI], "Dokumen": [PAPERS, LPJ]})
    _, _, (issue,) = read(path)
    found, _, left = read(path, rule_from(issue.understood))
    assert [table.table for table in found] == ["kunjungan", "dokumen"]
    assert not left


words = st.sampled_from(
    [None, *VISIT, *SITI, *PAPERS, *LPJ, "JUMLAH", "Kec. Sebatik", "Mengetahui,", 1, 2, "x"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sheets=st.lists(
        st.lists(st.one_of(st.just(VISIT), st.just(PAPERS), st.just(SITI), st.lists(words, max_size=12)), max_size=12),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_the_account_of_any_workbook_balances(tmp_path: Path, sheets: list[list[list[object]]]) -> None:
    path = workbook(tmp_path / "a.xlsx", {f"L{number}": rows for number, rows in enumerate(sheets)})
    found, account, _ = read(path)
    data = pd.Series({(t.sheet, t.table): 0 for t in found}, dtype="int64")
    for table in found:
        data[table.sheet, table.table] += len(table.cells)
        assert table.cells.index.is_unique
    for line in account:
        assert line.read - line.not_data - line.quarantined == data.get((line.sheet, line.table), 0)
    # Every row of every sheet is on some line, and none twice unless tables stand side by side.
    for number, rows in enumerate(sheets):
        filled = max(
            (at for at, row in enumerate(rows, 1) if any(value is not None for value in row)), default=0
        )
        lines = [line for line in account if line.sheet == f"L{number}"]
        beside = [line for line in account if line.sheet.startswith(f"L{number} [")]
        assert sum(line.read for line in lines) == (0 if beside else filled)


@pytest.mark.parametrize("sheet", [[["x"]] * 3, [[None]] * 2, [VISIT]])
def test_a_sheet_is_never_silently_nothing(tmp_path: Path, sheet: list[list[object]]) -> None:
    found, account, issues = read(workbook(tmp_path / "a.xlsx", {"S": sheet}))
    assert found or issues or not account


def test_of_two_tables_of_one_kind_on_a_sheet_each_row_is_accounted_for_once(tmp_path: Path) -> None:
    # Neither has the column "Nilai SK", so neither can be used, and all four rows have to be asked for.
    head = [name for name in REGISTER if name != "Nilai SK"]
    person = ["U1", SITI[0], "Siti", "P", "Tarakan", "kios", "1/SK", "1/2/2025", "2025", "uang"]
    rows = [["TARAKAN"], head, person, person, [], ["NUNUKAN"], head[::-1], person[::-1], person[::-1]]
    found, (line,), issues = read(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert not found
    assert [issue.code for issue in issues] == ["column_missing"]
    assert (line.table, line.read, line.quarantined, line.not_data) == ("penerima", 9, 4, 5)
    assert line.balanced
