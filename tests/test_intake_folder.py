"""A folder of raw files: order, what is passed over, bad files among good ones, and rules."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from intake_files import SITI, VISIT, read_folder

from evalhelpers.intake import Intake, folder
from evalhelpers.issues import PROBLEMS
from evalhelpers.params import SourceRule, Sources

SHARED = Path(__file__).parents[1].parent / "shared" / "data"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def rules(*sources: dict[str, object]) -> Sources:
    return Sources(sources=tuple(SourceRule.model_validate_json(json.dumps(source)) for source in sources))


def csv_file(path: Path, *rows: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


def test_files_are_read_in_natural_order_whatever_their_case(raw: Path) -> None:
    for name in ("b/x.csv", "Monev 10.csv", "monev 2.csv", "A.csv"):
        csv_file(raw / name, VISIT, SITI)
    intake = read_folder(raw)
    assert [table.file for table in intake.tables] == ["A.csv", "b/x.csv", "monev 2.csv", "Monev 10.csv"]


def test_hidden_lock_and_truth_files_are_passed_over_and_other_kinds_told(raw: Path) -> None:
    for name in ("~$a.xlsx", ".DS_Store", ".git/x.csv", "_truth/penerima.csv", "_truth.csv"):
        csv_file(raw / name, VISIT, SITI)
    for name in ("foto.jpg", "surat.pdf", "catatan.txt"):
        (raw / name).write_text("Rapat hari Senin", encoding="utf-8")
    intake = read_folder(raw)
    assert {(state.path, state.status) for state in intake.files} == {
        ("foto.jpg", "skipped"), ("surat.pdf", "skipped"), ("catatan.txt", "skipped"),
    }  # fmt: skip
    assert {issue.code for issue in intake.issues} <= {"file_skipped", "sheet_unknown"}
    assert not {issue.code for issue in intake.issues if PROBLEMS[issue.code].level == "error"}


def test_bad_files_are_told_one_by_one_and_the_others_read(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    csv_file(raw / "baik.csv", VISIT, SITI)
    (raw / "kosong.csv").write_bytes(b"")
    (raw / "rusak.xlsx").write_bytes(b"garbage")
    (raw / "lain.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (raw / "besar.csv").write_bytes(b"x" * 2000)
    monkeypatch.setattr(folder, "MAX_BYTES", 1000)
    intake = read_folder(raw)
    assert {state.path: state.status for state in intake.files} == {
        "baik.csv": "read", "besar.csv": "unreadable", "kosong.csv": "empty", "lain.csv": "no_table", "rusak.xlsx": "unreadable",
    }  # fmt: skip
    errors = {issue.file: issue.code for issue in intake.issues if PROBLEMS[issue.code].level == "error"}
    assert errors == {
        "besar.csv": "file_too_large", "kosong.csv": "file_empty", "lain.csv": "no_table", "rusak.xlsx": "file_unreadable",
    }  # fmt: skip
    assert [table.file for table in intake.tables] == ["baik.csv"]


def test_a_file_that_is_open_elsewhere_stops_nothing(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    csv_file(raw / "a.csv", VISIT, SITI)
    csv_file(raw / "b.csv", VISIT, SITI)
    digest = folder.hashlib.file_digest

    def locked(stream, name):  # type: ignore[no-untyped-def]
        if Path(stream.name).name == "a.csv":
            raise PermissionError(13, "Permission denied")
        return digest(stream, name)

    monkeypatch.setattr(folder.hashlib, "file_digest", locked)
    intake = read_folder(raw)
    assert [state.status for state in intake.files] == ["unreadable", "read"]
    assert "tutup berkasnya" in intake.files[0].message


def test_one_file_can_feed_two_tables_by_rules(raw: Path) -> None:
    csv_file(
        raw / "Data Lama.csv",
        ["orang", "jual", "untung"],
        ["NA", "1", "2.5"],
        ["B", "0", "-3"],
        ["C", "n/a", "#N/A"],
    )
    shared = {"id": "row", "columns": {"orang": "nama"}}
    intake = read_folder(raw, rules({
        "files": ["data*.CSV"], "timezone": "Asia/Jakarta", "format": {"decimal": "."},
        "tables": {
            "penerima": shared | {"not_collected": ["nik", "jenis_kelamin", "kab_kota"], "constants": {
                "jenis_usaha": "lainnya", "no_sk": "1", "tgl_sk": "2015-01-01", "tahun_anggaran": "2015",
                "nilai_sk": "1", "bentuk_bantuan": "uang"}},
            "kunjungan": shared | {
                "columns": {"orang": "nama", "jual": "status_usaha", "untung": "laba_bulan"},
                "values": {"status_usaha": {"1": "tetap", "0": "berhenti_permanen"}},
                "constants": {"tgl_kunjungan": "2016-01-01", "peran_petugas": "dinsos_prov", "cara": "tatap_muka",
                              "hasil_kunjungan": "bertemu"}},
        },
    }))  # fmt: skip
    register, visits = intake.tables
    assert (register.table, visits.table) == ("penerima", "kunjungan")
    assert register.row_id
    assert visits.timezone == "Asia/Jakarta"
    assert visits.decimal == "."
    assert register.not_collected == {"nik", "jenis_kelamin", "kab_kota"}
    assert visits.cells.index.tolist() == [2, 3, 4]
    assert visits.cells["status_usaha"].astype("str").fillna("").tolist() == [
        "tetap",
        "berhenti_permanen",
        "",
    ]
    assert visits.cells["laba_bulan"].astype("str").fillna("").tolist() == ["2.5", "-3", ""]
    assert visits.kinds["laba_bulan"].tolist() == ["text", "text", "blank"]
    assert visits.cells["cara"].unique().tolist() == ["tatap_muka"]
    assert [(line.table, line.read, line.not_data) for line in intake.account] == [
        ("penerima", 4, 1),
        ("kunjungan", 4, 1),
    ]


def test_a_column_that_is_not_collected_is_not_asked_for(raw: Path) -> None:
    csv_file(raw / "a.csv", [*VISIT[:5], VISIT[6]], [*SITI[:5], SITI[6]])
    assert [issue.code for issue in read_folder(raw).issues] == ["column_missing"]
    lifted = rules({"files": ["a.csv"], "tables": {"kunjungan": {"not_collected": ["cara"]}}})
    assert [table.not_collected for table in read_folder(raw, lifted).tables] == [frozenset({"cara"})]


@pytest.fixture(params=["hostile", "kobo_exports", "indonesian_sheets"])
def strangers(request: pytest.FixtureRequest) -> Intake:
    if not SHARED.exists():
        pytest.skip("shared/data is not here")
    return read_folder(SHARED / request.param)


def test_files_of_strangers_are_each_accounted_for(strangers: Intake) -> None:
    errors = {issue.file for issue in strangers.issues if PROBLEMS[issue.code].level == "error"}
    rows = pd.Series({(t.file, t.sheet, t.table): len(t.cells) for t in strangers.tables}, dtype="int64")
    assert strangers.files
    for state in strangers.files:
        # None of them is ours: each is either passed over or told.
        assert state.status == "skipped" or state.path in errors
    for line in strangers.account:
        assert line.read - line.not_data - line.quarantined == rows.get(
            (line.file, line.sheet, line.table), 0
        )
        assert line.read > 0
