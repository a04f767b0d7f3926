"""Correction lists that come back: applied while the row is as it was, told otherwise, never lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from test_prepare import chain, fates, grant, nik, raw, visit, write_book

from evalhelpers import dataset, prepare

__all__ = ["chain", "raw"]  # fixtures
LISTS = "outputs/internal/corrections"


@pytest.fixture
def project(raw: Path, tmp_path: Path) -> Path:
    """Return a project whose register and visits each hold something to correct."""
    rows = [grant(n) for n in range(1, 5)]
    rows[1] |= {"jenis_usaha": "serabutan"}
    rows[2] |= {"laba_baseline": "1-2 juta"}
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", rows)})
    seen = [visit(n) for n in range(1, 5)]
    seen[0] |= {"laba_bulan": "tdk tentu"}
    seen[3] |= {"tgl_kunjungan": "1/2/2024"}
    write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", seen)})
    return tmp_path


def answered(project: Path, answers: dict[str, object], name: str = "jawaban.xlsx", keep: str = "") -> Path:
    """Fill the newest lists: an answer for each column by its label; save them in the raw folder."""
    kept = project / keep if keep else project / LISTS
    (path,) = sorted(kept.glob("*/tarakan.xlsx")) if not keep else [kept]
    book = openpyxl.load_workbook(path)
    head = [cell.value for cell in book["Perbaikan"][1]]
    for row in book["Perbaikan"].iter_rows(min_row=2):
        label = row[head.index("kolom")].value
        if label in answers:
            row[head.index("jawaban")].value = answers[label]
    book.save(project / "raw" / name)
    return project / "raw" / name


def visits(prepared: prepare.Prepared) -> pd.DataFrame:
    return dataset.load(prepared.dataset, "tarakan")["kunjungan"].sort_values("urutan")


def amendments(project: Path) -> pd.DataFrame:
    return pd.read_csv(project / "outputs/internal/amendments.csv", keep_default_na=False)


def line(prepared: prepare.Prepared, name: str) -> dict[str, int]:
    (found,) = [one for one in prepared.account if one.file == name and one.table]
    return {"read": found.read, "kept": found.kept, "refused": found.quarantined, "again": found.duplicate}


def test_answers_take_the_place_of_what_could_not_be_read(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    first = chain()
    assert fates(first, "penerima") == {"kept": 5, "quarantined": 1}
    before = (project / "raw" / "register_tarakan_2024.xlsx").read_bytes()
    answered(project, {"Jenis usaha": "Kios sembako", "Laba bersih sebulan": "1,2 jt"})
    second = chain()
    assert fates(second, "penerima") == {"kept": 6}
    assert visits(second)["laba_bulan"].tolist()[0] == 1_200_000
    assert set(first.issues["code"]) - set(second.issues["code"]) == {
        "choice_unknown", "required_unreadable", "rupiah_unreadable", "grant_held_back",
    }  # fmt: skip
    assert (project / "raw" / "register_tarakan_2024.xlsx").read_bytes() == before
    told = amendments(project).set_index("kolom")
    assert told.loc["jenis_usaha", ["lama", "baru", "keadaan"]].tolist() == [
        "serabutan",
        "Kios sembako",
        "dipakai",
    ]
    assert told.loc["laba_bulan", "daftar_berkas"] == "jawaban.xlsx"
    assert line(second, "jawaban.xlsx")["kept"] == 2
    assert visits(chain())["laba_bulan"].tolist() == visits(second)["laba_bulan"].tolist()


def test_a_doubt_that_an_officer_ends_is_not_told_again(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    first = chain()
    assert first.issues["code"].tolist().count("visit_before_handover") == 1
    right = "Sudah benar."
    answered(project, {"Tanggal kunjungan": right, "Laba bersih sebulan": right, "Jenis usaha": right})
    second = chain()
    assert "visit_before_handover" not in set(second.issues["code"])
    # What could not be read, or refuses a row, is not ended by a word.
    assert "rupiah_unreadable" in set(second.issues["code"])
    assert fates(second, "penerima") == {"kept": 5, "quarantined": 1}


def test_a_second_round_does_not_contradict_the_first(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    chain()
    answered(project, {"Laba bersih sebulan": "kira-kira segitu"}, "pertama.xlsx")
    assert "rupiah_unreadable" in set(chain().issues["code"])
    answered(project, {"Laba bersih sebulan": "1,2 jt"}, "kedua.xlsx")
    prepared = chain()
    assert visits(prepared)["laba_bulan"].tolist()[0] == 1_200_000
    told = amendments(project).set_index("baru")["keadaan"]
    assert told.to_dict() == {"kira-kira segitu": "digantikan jawaban berikutnya", "1,2 jt": "dipakai"}
    (project / "raw" / "pertama.xlsx").unlink()
    assert visits(chain())["laba_bulan"].tolist()[0] == 1_200_000
    (project / "raw" / "kedua.xlsx").unlink()
    assert visits(chain())["laba_bulan"].isna().tolist()[0]


def test_an_answer_to_a_row_that_has_changed_is_told_and_not_used(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    chain()
    answered(project, {"Laba bersih sebulan": "1,2 jt"})
    seen = [visit(n) for n in range(1, 5)]
    seen[0] |= {"laba_bulan": "tdk tentu", "status_usaha": "macet"}
    write_book(project / "raw" / "monev.xlsx", {"Kunjungan": ("kunjungan", seen)})
    prepared = chain()
    assert visits(prepared)["laba_bulan"].isna().tolist()[0]
    assert "amendment_stale" in set(prepared.issues["code"])
    assert amendments(project)["keadaan"].tolist() == ["sudah berubah"]
    assert line(prepared, "jawaban.xlsx")["refused"] == 1


def test_an_answer_follows_its_row_when_others_are_put_above_it(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    chain()
    answered(project, {"Laba bersih sebulan": "1,2 jt"})
    seen = [visit(2, tgl_kunjungan="1/6/2024"), visit(1, laba_bulan="tdk tentu"), *(visit(n) for n in (2, 3))]
    write_book(project / "raw" / "monev.xlsx", {"Kunjungan": ("kunjungan", seen)})
    now = visits(chain()).set_index("id_bantuan")["laba_bulan"]
    assert now["UEP-2024-0001"] == 1_200_000
    assert amendments(project)["baris"].tolist() == [5]


def test_two_different_answers_to_one_line_count_for_nothing_and_two_alike_once(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    chain()
    kept = project / "daftar.xlsx"
    shutil.copy(next((project / LISTS).glob("*/tarakan.xlsx")), kept)
    answered(project, {"Laba bersih sebulan": "1,2 jt", "Jenis usaha": "Kios sembako"}, keep="daftar.xlsx")
    answered(
        project, {"Laba bersih sebulan": "900 rb", "Jenis usaha": "kios sembako"}, "lama.xlsx", "daftar.xlsx"
    )
    prepared = chain()
    assert visits(prepared)["laba_bulan"].isna().tolist()[0]
    assert fates(prepared, "penerima") == {"kept": 6}
    assert sorted(amendments(project)["keadaan"]) == [
        "dipakai", "dua jawaban berbeda", "dua jawaban berbeda", "jawaban yang sama",
    ]  # fmt: skip
    assert prepared.issues["code"].tolist().count("amendment_conflict") == 2


def test_an_answer_that_cannot_be_read_either_stays_on_the_list(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    chain()
    answered(project, {"Laba bersih sebulan": "entahlah"})
    prepared = chain()
    (left,) = prepared.issues[prepared.issues["code"] == "rupiah_unreadable"].to_dict("records")
    assert left["read"] == "entahlah"
    # The list it is on now is about the same line: a better answer replaces the file.
    answered(project, {"Laba bersih sebulan": "900.000"})
    assert visits(chain())["laba_bulan"].tolist()[0] == 900_000


def test_an_answered_nik_is_masked_under_outputs(chain, project: Path, raw: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [grant(1, nik=nik(1)[:-1])]
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", rows)})
    chain()
    answered(project, {"NIK": nik(1)})
    prepared = chain()
    assert "N01" not in set(prepared.issues["code"])
    assert nik(1) not in (project / "outputs/internal/amendments.csv").read_text(encoding="utf-8")
    assert amendments(project)["baru"].tolist() == [nik(1)[:6] + "*" * 10]
    full = pd.read_parquet(project / "identity" / "perbaikan.parquet")
    assert full["baru"].tolist() == [nik(1)]


def test_a_list_without_answers_changes_nothing_and_is_accounted_for(chain, project: Path) -> None:  # type: ignore[no-untyped-def]
    first = chain()
    answered(project, {})
    second = chain()
    assert first.issues.equals(second.issues)
    assert line(second, "jawaban.xlsx") == {"read": 5, "kept": 0, "refused": 0, "again": 0}
    assert not (project / "outputs/internal/amendments.csv").exists()
