"""From a cleaned row back to the raw row: every row kept names the file, sheet and line that holds it."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from test_dataset import programme
from test_prepare import chain, grant, raw, visit, write_book

from evalhelpers import dataset, params, prepare, sample
from evalhelpers.dictionary import TABLES
from evalhelpers.errors import DataError
from evalhelpers.press.front import Front
from evalhelpers.press.run import Task

__all__ = ["chain", "raw"]  # fixtures
COLUMNS = ["urutan", *dataset.SOURCE]
PLACES = ("provinsi", "bulungan", "tarakan")


@pytest.fixture(scope="module")
def prepared(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Return raw files, truth and dataset of a small sample."""
    place = tmp_path_factory.mktemp("sources")
    project = params.read_project(root)
    summary = sample.write(place / "raw", reference=project.reference, recipients=40)
    made = prepare.run(project, summary.folder, place / "outputs", place / "identity")
    return summary.folder, summary.truth, made.dataset


def cell(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def reader(folder: Path) -> Callable[[str, str, int], list[str]]:
    """Return what reads one raw row with other means than the program's own."""

    @cache
    def rows(file: str, sheet: str) -> list[list[str]]:
        if file.endswith(".csv"):
            with (folder / file).open(encoding="utf-8-sig", newline="") as text:
                return list(csv.reader(text))
        book = CalamineWorkbook.from_path(folder / file)
        found = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return [[cell(value) for value in line] for line in found]

    return lambda file, sheet, row: rows(file, sheet)[row - 1]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("until", [None, date(2023, 6, 30), date(2025, 6, 30)])
def test_sources_are_numbered_as_the_rows_that_are_loaded(prepared, place: str, until: date | None) -> None:
    _, _, folder = prepared
    loaded, sources = dataset.load(folder, place, until), dataset.sources(folder, place, until)
    assert list(sources) == list(loaded) == list(TABLES)
    for table, rows in loaded.items():
        assert list(sources[table]) == COLUMNS
        assert sources[table].dtypes.astype(str).tolist() == ["Int64", "str", "str", "Int64"]
        pd.testing.assert_series_equal(sources[table]["urutan"], rows["urutan"])
        assert sources[table]["baris"].notna().all()


@pytest.mark.parametrize("place", PLACES)
def test_every_cleaned_row_comes_from_the_raw_row_that_reports_it(prepared, place: str) -> None:
    raw_folder, truth_folder, folder = prepared
    loaded, sources = dataset.load(folder, place), dataset.sources(folder, place)
    ledger = pd.read_parquet(truth_folder / "rows.parquet").set_index(["table", "file", "sheet", "row"])
    planted = pd.read_csv(truth_folder / "planted.csv", keep_default_na=False)
    spoilt = set(zip(planted["file"], planted["sheet"], planted["row"], strict=True))
    row_of = reader(raw_folder)
    kinds = set()
    # What names a row in its file, and what the cleaned row must have in common with the truth of that row.
    named = {"penerima": "id_bantuan", "dokumen": "id_bantuan", "pemadanan": "id_bantuan", "tlhp": "no_lhp",
             "anggaran": "kode_rekening", "rtl": "id", "pendamping": "id_pendamping"}  # fmt: skip
    common = {"penerima": "tgl_sk", "kunjungan": "tgl_kunjungan", "dokumen": "jenis_dokumen", "pemadanan": "jenis",
              "tlhp": "no_temuan", "anggaran": "periode", "rtl": "tenggat", "pendamping": "aktif_dari"}  # fmt: skip
    for table, rows in loaded.items():
        truth = pd.read_parquet(truth_folder / f"{table}.parquet").set_index("kunci")
        for site, kept in zip(sources[table].itertuples(), rows.to_dict("records"), strict=True):
            at = (site.berkas, site.lembar, site.baris)
            true = truth.loc[ledger.loc[(table, *at), "key"]]
            kinds.add((table, Path(site.berkas).suffix))
            if at in spoilt:
                continue
            assert kept[common[table]] == true[common[table]], (table, at)
            name = (
                named.get(table)
                or {"excel": "id_bantuan", "kobo": "id_kunjungan", "google": "nik"}[true["instrumen"]]
            )
            assert str(true[name]) in {text.removeprefix("uuid:") for text in row_of(*at)}, (table, at)
    if place == "provinsi":
        assert {table for table, _ in kinds} == set(TABLES)
        assert ("kunjungan", ".csv") in kinds


def test_a_row_that_moves_in_its_file_changes_its_source_and_nothing_a_report_sees(chain, raw: Path) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.parquet")}
        return found | {
            "views.json": (folder / "views.json").read_bytes(),
            "index": (folder / "index.json").read_bytes(),
        }

    folder = chain().dataset
    before, lines = files(folder), dataset.sources(folder, "tarakan")["kunjungan"]
    path = raw / "monev.xlsx"
    book = openpyxl.load_workbook(path)
    book["Kunjungan"].insert_rows(6)
    book.save(path)
    assert chain().dataset == folder
    after, moved = files(folder), dataset.sources(folder, "tarakan")["kunjungan"]
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert changed == {f"kunjungan/district={slug}/asal.parquet" for slug in ("tarakan", "bulungan")}
    assert lines["baris"].tolist() == [4, 5, 6, 7]
    assert moved["baris"].tolist() == [4, 5, 7, 8]


def test_a_renamed_file_changes_its_source_and_nothing_a_report_sees(chain, raw: Path) -> None:
    folder = chain().dataset
    views = json.loads((folder / "views.json").read_text(encoding="utf-8"))
    (raw / "monev.xlsx").rename(raw / "monev lama.xlsx")
    chain()
    assert json.loads((folder / "views.json").read_text(encoding="utf-8")) == views
    assert set(dataset.sources(folder, "tarakan")["kunjungan"]["berkas"]) == {"monev lama.xlsx"}


def test_rows_of_a_person_in_two_districts_are_named_once(tmp_path: Path) -> None:
    tables = {
        name: rows.assign(berkas=f"{name}.csv", lembar="", baris=rows["urutan"] + 2)
        for name, rows in programme().items()
    }
    dataset.write(tmp_path, tables)
    province = dataset.sources(tmp_path, "provinsi")["penerima"]
    assert province["urutan"].tolist() == [0, 1, 2, 3]
    assert province["baris"].tolist() == [2, 3, 4, 5]
    tarakan = dataset.sources(tmp_path, "tarakan")
    assert tarakan["penerima"]["urutan"].tolist() == [0, 1]
    assert tarakan["penerima"]["baris"].tolist() == [3, 4]
    assert tarakan["tlhp"].empty


def test_a_dataset_whose_sources_are_gone_or_of_other_rows_says_what_to_do(tmp_path: Path) -> None:
    dataset.write(tmp_path, programme())
    with pytest.raises(DataError, match="evalhelpers check"):
        dataset.sources(tmp_path, "tarakan")
    assert not list(tmp_path.rglob("asal.parquet"))
    sited = {n: rows.assign(berkas="a.csv", lembar="", baris=1) for n, rows in programme().items()}
    dataset.write(tmp_path, sited)
    path = tmp_path / "penerima" / "district=tarakan" / "asal.parquet"
    path.write_bytes((tmp_path / "anggaran" / "district=provinsi" / "asal.parquet").read_bytes())
    with pytest.raises(DataError, match="evalhelpers check"):
        dataset.sources(tmp_path, "tarakan")
    dataset.write(tmp_path, sited)
    assert len(dataset.sources(tmp_path, "tarakan")["penerima"]) == 2


def test_of_equal_rows_the_first_is_the_one_that_is_named(chain, raw: Path) -> None:
    write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", [visit(1), visit(1), visit(2)])})
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", [grant(1), grant(2)])})
    sources = dataset.sources(chain().dataset, "tarakan")["kunjungan"]
    assert sources[["berkas", "lembar", "baris"]].to_numpy().tolist() == [
        ["monev.xlsx", "Kunjungan", 4], ["monev.xlsx", "Kunjungan", 6],
    ]  # fmt: skip


def test_names_of_raw_files_are_not_sent_to_other_machines(
    prepared, root: Path, front: Front, tmp_path: Path
) -> None:
    cluster = pytest.importorskip("evalhelpers.press.cluster", exc_type=ImportError)
    _, _, folder = prepared
    given = {"params": str(root / "params"), "dataset": str(folder)}
    task = Task(
        "tarakan", "2025-S1", root / "notebooks" / "district_report.ipynb", given, front, tmp_path, None
    )
    store = tmp_path / "store"
    with zipfile.ZipFile(store / cluster.send_inputs(task, str(store))) as archive:
        sent = {name.rpartition("/")[2] for name in archive.namelist()}
    assert "part.parquet" in sent
    assert "asal.parquet" not in sent
