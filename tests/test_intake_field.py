"""What forms and people do to a table: versions, hints, shifted rows, American dates, marks never closed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from intake_files import BUDI, SITI, VISIT, read, read_folder, workbook
from test_intake_layout import rule_from

from evalhelpers.clean import dates
from evalhelpers.clean.choices import parse_many
from evalhelpers.clean.tables import CleanContext, clean
from evalhelpers.dictionary.codes import CAUSE
from evalhelpers.errors import SourceError
from evalhelpers.params import SourceRule, read_project

PROJECT = read_project(Path(__file__).parents[1])
CONTEXT = CleanContext(PROJECT.districts, PROJECT.reference, PROJECT.not_names)
FORM = ["id_penerima", "tgl_kunjungan", "peran_petugas", "cara", "hasil_kunjungan", "laba_bulan"]


def form(number: int, *more: object) -> list[object]:
    return [f"UEP-2024-{number:04d}", "2025-09-15", "pendamping", "tatap_muka", "bertemu", "500000", *more]


def csv_file(path: Path, *rows: list[object], mark: str = ",") -> Path:
    lines = [mark.join("" if value is None else str(value) for value in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def texts(column: pd.Series) -> list[str]:
    return column.astype("str").fillna("").tolist()


@pytest.mark.parametrize("closing", ["biasa", 'pipa 5" bocor'])
def test_a_mark_never_closed_is_told_also_where_another_seems_to_close_it(
    tmp_path: Path, closing: str
) -> None:
    rows = [
        [*FORM, "uraian_kendala"],
        form(1, '"kios rusak'),
        form(2, "biasa"),
        form(3, closing),
        form(4, "baik"),
    ]
    with pytest.raises(SourceError, match="baris 2 tidak ditutup"):
        read(csv_file(tmp_path / "a.csv", *rows, mark=";"))


def test_a_note_of_several_lines_is_a_note(tmp_path: Path) -> None:
    rows = [[*FORM, "uraian_kendala"], form(1, '"ombak, hujan\nperahu rusak, modal habis"'), form(2, "baik")]
    (table,), _, _ = read(csv_file(tmp_path / "a.csv", *rows))
    assert len(table.cells) == 2


def test_a_row_with_more_cells_than_the_header_is_refused_and_trailing_marks_are_not(tmp_path: Path) -> None:
    (table,), _, _ = read(csv_file(tmp_path / "a.csv", FORM, form(1, None, None), [*form(2), "5"]))
    done = clean(table, CONTEXT)
    assert done.issues[["code", "row"]].to_numpy().tolist() == [["row_shifted", 3]]


def test_answers_of_two_versions_of_a_form_are_one(tmp_path: Path) -> None:
    head = [*FORM, "a/penyebab_semua/22", "a/penyebab_semua/31", "b/penyebab_semua/22", "b/penyebab_semua/31"]
    (table,), _, issues = read(csv_file(tmp_path / "a.csv", head, form(1, 1, 0), form(2, None, None, 0, 1)))
    assert not issues
    assert texts(table.cells["penyebab_semua"]) == ["22", "31"]


def test_answers_joined_to_the_question_like_words_are_known(tmp_path: Path) -> None:
    head = [*FORM, "penyebab_semua_22", "penyebab_semua_31"]
    (table,), _, issues = read(csv_file(tmp_path / "a.csv", head, form(1, 1, 1), form(2, 0, 0)))
    assert not issues
    assert texts(table.cells["penyebab_semua"]) == ["22 31", ""]


@pytest.mark.parametrize("header", [
    "Apa saja penyebabnya? (boleh pilih lebih dari satu)", "12. Apa saja penyebabnya?", "B3) Apa saja penyebabnya? *",
    "Apa saja penyebabnya?::Bahasa Indonesia (id)",
])  # fmt: skip
def test_what_a_form_puts_around_a_question_does_not_count(tmp_path: Path, header: str) -> None:
    (table,), _, issues = read(csv_file(tmp_path / "a.csv", [*FORM, header], form(1, "22")))
    assert not issues
    assert texts(table.cells["penyebab_semua"]) == ["22"]


def test_columns_that_never_differ_are_joined_and_told(tmp_path: Path) -> None:
    head = [*FORM, "Keadaan usaha", "Bagaimana keadaan usaha saat ini?"]
    rows = [form(1, "tetap"), form(2, None, "menurun"), form(3, "tetap", "tetap"), form(4)]
    (table,), _, (issue,) = read(csv_file(tmp_path / "a.csv", head, *rows))
    assert texts(table.cells["status_usaha"]) == ["tetap", "menurun", "tetap", ""]
    assert (issue.code, issue.column) == ("columns_joined", "status_usaha")


def test_columns_joined_hide_no_shifted_row_and_are_not_called_unused(tmp_path: Path) -> None:
    head = [*FORM, "Keadaan usaha", "Bagaimana keadaan usaha saat ini?"]
    rows = [form(1, "tetap", None), [*form(2, None, "menurun"), "lebih"]]
    found = read_folder(csv_file(tmp_path / "a.csv", head, *rows).parent)
    assert [sorted(table.shifted) for table in found.tables] == [[3]]
    assert [issue.code for issue in found.issues] == ["columns_joined"]


def test_columns_joined_for_one_table_stay_apart_for_another(tmp_path: Path) -> None:
    states = ["Keadaan usaha", "Bagaimana keadaan usaha saat ini?"]
    path = csv_file(tmp_path / "a.csv", [*FORM, *states], form(1, "tetap", None), form(2, None, "menurun"))
    rule = SourceRule.model_validate({"files": ["a.csv"], "tables": {
        "kunjungan": {}, "pendamping": {"columns": {"Bagaimana keadaan usaha saat ini?": "nama"},
        "constants": {"id_pendamping": "P1", "kab_kota": "tarakan", "aktif_dari": "2024-01-01"}},
    }})  # fmt: skip
    found = {table.table: table for table in read(path, rule)[0]}
    assert texts(found["kunjungan"].cells["status_usaha"]) == ["tetap", "menurun"]
    assert "menurun" in texts(found["pendamping"].cells["nama"])


def test_columns_of_one_name_that_differ_are_refused_with_what_can_be_done(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [[*VISIT, "Laba", "Laba"], [*SITI, 1, 2], [*BUDI, 3, 3]]})
    tables, (line,), (issue,) = read(path)
    assert not tables
    assert "bedakan judul kolom itu di berkas asal" in issue.understood
    # The rows are there and wait; they are not taken for titles.
    assert (line.read, line.quarantined, line.not_data) == (3, 2, 1)


def test_of_two_columns_that_differ_one_is_chosen_by_the_reader(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path / "a.csv", [*FORM[:5], "sebelum/laba_bulan", "sesudah/laba_bulan"], form(1, "700000")
    )
    _, _, (issue,) = read(path)
    assert "pilih yang benar" in issue.understood
    assert list(rule_from(issue.understood).tables["kunjungan"].columns) == ["sebelum/laba_bulan"]


def test_a_repeat_in_a_file_of_its_own_finds_its_form(tmp_path: Path) -> None:
    csv_file(tmp_path / "monev uep.csv", [*FORM, "KEY"], form(1, "uuid:a"), form(2, "uuid:b"))
    papers = ["jenis_dokumen", "ada", "tgl", "PARENT_KEY", "KEY"]
    rows = [
        ["lpj", "ya", "2025-03-01", "uuid:b", "uuid:b/d[1]"],
        ["bast", "tidak", "", "uuid:a", "uuid:a/d[1]"],
    ]
    csv_file(tmp_path / "monev uep-dokumen.csv", papers, *rows)
    found = {table.table: table for table in read_folder(tmp_path).tables}
    assert texts(found["dokumen"].cells["id_bantuan"]) == ["UEP-2024-0002", "UEP-2024-0001"]


def test_a_repeat_knows_its_owner_by_whatever_the_form_asks(tmp_path: Path) -> None:
    main = ["Identitas/Nomor register penerima", *VISIT[3:], "_index"]
    sheets = {
        "Form": [main, ["UEP-2024-0001", *SITI[3:], 1]],
        "dok": [["Dokumen/Jenis dokumen", "Dokumen/Ada?", "Dokumen/Tanggal dokumen", "_index", "_parent_index"],
                ["LPJ", "Ya", "1/3/2025", 1, 1]],
    }  # fmt: skip
    tables, _, issues = read(workbook(tmp_path / "a.xlsx", sheets))
    assert not issues
    assert texts(tables[1].cells["id_bantuan"]) == ["UEP-2024-0001"]


class TestDates:
    def test_a_table_whose_dates_can_only_put_the_month_first_is_read_so_and_told(self) -> None:
        days = pd.Series(["10/12/2025", "10/13/2025", "10/10/2025", "2025-10-01"])
        assert dates.is_month_first([days])
        parsed = dates.parse(days, month_first=True)
        assert parsed.value.dt.strftime("%m-%d").tolist() == ["10-12", "10-13", "10-10", "10-01"]
        assert parsed.code.tolist() == ["date_month_first", "", "", ""]

    @pytest.mark.parametrize(
        "days", [["10/12/2025"], ["13/10/2025", "10/13/2025"], ["31/31/2025"], ["12-13-2025"]]
    )
    def test_without_proof_the_day_comes_first(self, days: list[str]) -> None:
        assert not dates.is_month_first([pd.Series(days)])

    def test_one_column_proves_the_order_for_the_others(self, tmp_path: Path) -> None:
        head = ["Timestamp", *FORM]
        rows = [["10/13/2025 20:15:22", *form(1)], ["10/5/2025 8:15:22 PM", *form(2)]]
        rows[0][2], rows[1][2] = "10/12/2025", "10/4/2025"
        (table,), _, _ = read(csv_file(tmp_path / "a.csv", head, *rows))
        frame = clean(table, CONTEXT).frame
        assert frame["tgl_kunjungan"].dt.strftime("%Y-%m-%d").tolist() == ["2025-10-12", "2025-10-04"]
        assert frame["waktu_kirim"].astype("str").tolist() == ["2025-10-13 20:15:22", "2025-10-05 20:15:22"]

    @pytest.mark.parametrize(("text", "moment"), [
        ("Sep 5, 2025", "2025-09-05 00:00:00"), ("Sep 5, 2025 4:45:10 PM", "2025-09-05 16:45:10"),
        ("Sep 5, 2025 12:05:00 AM", "2025-09-05 00:05:00"), ("May 12 2025", "2025-05-12 00:00:00"),
    ])  # fmt: skip
    def test_dates_as_odk_briefcase_writes_them(self, text: str, moment: str) -> None:
        parsed = dates.parse_times(pd.Series([text]))
        assert parsed.code.tolist() == [""]
        assert parsed.value.astype("str").tolist() == [moment if "00:00:00" not in moment else moment[:10]]
        assert dates.parse(pd.Series([text])).value.dt.strftime("%Y-%m-%d").tolist() == [moment[:10]]

    def test_a_place_before_a_date_is_no_month(self) -> None:
        assert dates.parse(pd.Series(["Tarakan, 12 Maret 1985"])).value.dt.year.tolist() == [1985]


def test_answers_written_one_after_the_other_are_told_apart_where_there_is_one_way() -> None:
    labels = [CAUSE[0].id, CAUSE[3].id]
    parsed = parse_many(pd.Series([" ".join(labels), f"{labels[0]} dan sesuatu yang lain sekali"]), CAUSE)
    assert parsed.value.iloc[0].split() == sorted([CAUSE[0].value, CAUSE[3].value])
    assert parsed.code.tolist() == ["", "choice_unknown"]


def test_a_review_in_odk_central_counts_like_a_validation(tmp_path: Path) -> None:
    states = ["approved", "rejected", "hasIssues", None]
    rows = [form(at, state) for at, state in enumerate(states)]
    (table,), _, _ = read(csv_file(tmp_path / "a.csv", [*FORM, "ReviewState"], *rows))
    assert texts(clean(table, CONTEXT).frame["validasi"]) == ["disetujui", "ditolak", "ditunda", ""]
