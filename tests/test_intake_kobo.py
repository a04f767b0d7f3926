"""KoboToolbox and ODK exports, recognised by their own columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from intake_files import SITI, read, workbook

from evalhelpers.dictionary import TABLES
from evalhelpers.dictionary.codes import CAUSE
from evalhelpers.intake import RawTable
from evalhelpers.intake.matching import match

UUID = "b72a497c-8fcf-43c4-825e-6f1fe7df40ce"
QUESTIONS = {
    "grup_penerima/nik": SITI[0], "grup_kunjungan/tgl_kunjungan": "2025-03-12", "grup_kunjungan/peran_petugas": "pendamping",
    "grup_kunjungan/cara": "tatap_muka", "grup_kunjungan/hasil_kunjungan": "bertemu", "grup_usaha/laba_bulan": 500_000,
}  # fmt: skip
SYSTEM = {"_id": 20939301, "_uuid": UUID, "_submission_time": "2025-03-12T01:30:00", "_validation_status": "Approved",
          "_notes": None, "_status": "submitted_via_web", "_submitted_by": "petugas1", "__version__": "v1", "_tags": None,
          "_index": 1}  # fmt: skip


def export(
    tmp_path: Path, columns: dict[str, object], *more: dict[str, object], repeats: bool = False
) -> RawTable:
    rows = [list(columns), list(columns.values()), *(list((columns | change).values()) for change in more)]
    sheets = {"Pemantauan UEP": rows}
    if repeats:
        sheets["grup_barang"] = [["barang", "jumlah", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
                                 ["wajan", 2, 1, "Pemantauan UEP", 1, UUID]]  # fmt: skip
    (table,), account, issues = read(workbook(tmp_path / "kobo.xlsx", sheets))
    assert table.table == "kunjungan"
    assert [(issue.code, issue.sheet) for issue in issues] == [("sheet_unknown", "grup_barang")] * repeats
    assert [line.not_data for line in account] == [1, 2][: 1 + repeats]
    return table


def test_groups_and_system_columns_find_their_place(tmp_path: Path) -> None:
    table = export(tmp_path, QUESTIONS | SYSTEM, repeats=True)
    row = table.cells.iloc[0]
    assert row["nik"] == SITI[0]
    assert row["laba_bulan"] == "500000"
    assert row["id_kunjungan"] == UUID
    assert row["waktu_kirim"] == "2025-03-12T01:30:00"
    assert row["validasi"] == "Approved"
    assert row["petugas"] == "petugas1"
    assert table.timezone == "UTC"


@pytest.mark.parametrize("separator", ["/", ".", " - ", "-", "%"])
def test_any_group_separator_will_do(tmp_path: Path, separator: str) -> None:
    questions = {header.replace("/", separator): value for header, value in QUESTIONS.items()}
    assert export(tmp_path, questions | SYSTEM).cells["laba_bulan"].tolist() == ["500000"]


@pytest.mark.parametrize(("ids", "wanted"), [
    ({"meta/rootUuid": "uuid:r", "_uuid": "u", "_id": 7, "formhub/uuid": "f"}, "uuid:r"),
    ({"formhub/uuid": "f", "_id": 7, "_uuid": "u", "meta/instanceID": "uuid:i"}, "u"),
    ({"uuid": "f", "_id": 7}, "7"),
    ({"KEY": "uuid:k"}, "uuid:k"),
])  # fmt: skip
def test_the_submission_is_named_by_the_most_lasting_id(
    tmp_path: Path, ids: dict[str, object], wanted: str
) -> None:
    assert export(tmp_path, QUESTIONS | ids).cells["id_kunjungan"].tolist() == [wanted]


def test_labels_are_read_like_names(tmp_path: Path) -> None:
    labels = {
        "Penerima/NIK sesuai KTP": SITI[0], "Kunjungan/Kapan kunjungan dilakukan?": "2025-03-12", "Kunjungan/Peran Anda": "Pendamping",
        "Kunjungan/Bagaimana kunjungan dilakukan?": "Tatap muka", "Kunjungan/Apakah penerima ditemui?": "Bertemu",
    }  # fmt: skip
    assert export(tmp_path, labels | SYSTEM).cells["cara"].tolist() == ["Tatap muka"]


def test_answers_in_columns_of_their_own_are_joined(tmp_path: Path) -> None:
    answers = {"grup_kendala/penyebab_semua": "22 25"} | {
        f"grup_kendala/penyebab_semua/{code.value}": 0 for code in CAUSE
    }
    chosen = {"grup_kendala/penyebab_semua/22": 1, "grup_kendala/penyebab_semua/43": 1}
    blank = dict.fromkeys(answers)
    table = export(tmp_path, QUESTIONS | answers | chosen | SYSTEM, blank)
    assert table.cells["penyebab_semua"].astype("str").fillna("").tolist() == ["22 43", ""]
    assert table.kinds["penyebab_semua"].tolist() == ["text", "blank"]


def test_a_label_of_an_answer_may_hold_the_separator_or_name_another_question() -> None:
    table = TABLES["kunjungan"]
    names = [[f"Kendala/Apa saja penyebabnya?/{code.id}"] for code in CAUSE]
    found = match(names, table, {}, spelling=True)
    assert found.choices == {"penyebab_semua": {code.value: (at,) for at, code in enumerate(CAUSE)}}
    assert not found.columns
    assert not found.unclear


def test_a_row_of_hashtags_is_no_submission(tmp_path: Path) -> None:
    tags = dict.fromkeys(QUESTIONS | SYSTEM) | {"grup_penerima/nik": "#nik", "grup_usaha/laba_bulan": "#laba"}
    rows = [list(tags), list(tags.values()), list((QUESTIONS | SYSTEM).values())]
    (table,), _, _ = read(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert table.cells.index.tolist() == [3]
