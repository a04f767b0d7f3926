"""The cleaned tables on disk: what goes where, what one report sees, and when a file is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers import dataset
from evalhelpers.dictionary import TABLES
from evalhelpers.errors import DataError


def rows(table: str, *records: dict[str, object]) -> pd.DataFrame:
    """Build a cleaned table from records that name only what matters."""
    wanted = dataset.columns(table)
    frame = pd.DataFrame(
        [{name: record.get(name) for name in wanted} for record in records], columns=list(wanted)
    )
    frame["urutan"] = [record.get("urutan", at) for at, record in enumerate(records)]
    return frame.astype(wanted)


def programme() -> dict[str, pd.DataFrame]:
    """Return three persons: A in Bulungan, B in Bulungan and Tarakan, C in no known district."""
    tables = {name: dataset.empty(name) for name in TABLES}
    tables["penerima"] = rows(
        "penerima",
        {"id_bantuan": "1", "id_penerima": "p-a", "kab_kota": "bulungan", "nilai_sk": 2_000_000},
        {"id_bantuan": "2", "id_penerima": "p-b", "kab_kota": "bulungan"},
        {"id_bantuan": "3", "id_penerima": "p-b", "kab_kota": "tarakan"},
        {"id_bantuan": "4", "id_penerima": "p-c", "kab_kota": None},
    )
    tables["kunjungan"] = rows(
        "kunjungan",
        {
            "id_bantuan": "2",
            "id_penerima": "p-b",
            "tgl_kunjungan": pd.Timestamp("2025-02-03"),
            "laba_bulan": -5,
        },
        {"id_bantuan": "4", "id_penerima": "p-c"},
    )
    tables["dokumen"] = rows("dokumen", {"id_bantuan": "3", "jenis_dokumen": "lpj", "ada": "ya"})
    tables["anggaran"] = rows("anggaran", {"tahun_anggaran": 2025, "realisasi_fisik": 12.5})
    return tables


def test_a_person_with_grants_in_two_districts_is_whole_in_both_and_once_in_the_province(
    tmp_path: Path,
) -> None:
    dataset.write(tmp_path, programme())
    bulungan, tarakan = dataset.load(tmp_path, "bulungan"), dataset.load(tmp_path, "tarakan")
    assert list(bulungan["penerima"]["id_bantuan"]) == ["1", "2", "3"]
    assert list(tarakan["penerima"]["id_bantuan"]) == ["2", "3"]
    assert len(tarakan["kunjungan"]) == len(bulungan["kunjungan"]) == 1
    assert list(tarakan["dokumen"]["id_bantuan"]) == ["3"]
    province = dataset.load(tmp_path, "provinsi")
    assert list(province["penerima"]["id_bantuan"]) == ["1", "2", "3", "4"]
    assert {name: len(frame) for name, frame in province.items()} == {
        "penerima": 4, "kunjungan": 2, "anggaran": 1, "dokumen": 1, "tlhp": 0, "rtl": 0, "pendamping": 0,
        "pemadanan": 0,
    }  # fmt: skip


def test_every_district_sees_the_tables_that_are_not_split(tmp_path: Path) -> None:
    dataset.write(tmp_path, programme())
    assert dataset.load(tmp_path, "malinau")["anggaran"]["realisasi_fisik"].tolist() == [12.5]


def test_rows_without_a_district_have_a_place_of_their_own(tmp_path: Path) -> None:
    dataset.write(tmp_path, programme())
    assert (tmp_path / "penerima" / "district=tidak-diketahui" / "part.parquet").exists()


def test_values_come_back_as_they_went_in(tmp_path: Path) -> None:
    before = programme()
    dataset.write(tmp_path, before)
    after = dataset.load(tmp_path, "provinsi")
    for name in TABLES:
        pd.testing.assert_frame_equal(after[name], dataset.conform(before[name], name))


def test_an_unchanged_partition_is_not_touched_and_a_changed_one_is(tmp_path: Path) -> None:
    tables = programme()
    first = dataset.write(tmp_path, tables)
    seen = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in tmp_path.rglob("*.parquet")}
    assert dataset.write(tmp_path, programme()) == first
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in tmp_path.rglob("*.parquet")} == seen
    tables["penerima"].loc[2, "nilai_sk"] = 7
    second = dataset.write(tmp_path, tables)
    changed = {(p.table, p.district) for p in set(first) ^ set(second)}
    assert changed == {("penerima", "bulungan"), ("penerima", "tarakan")}
    assert {p for p in seen if p.stat().st_mtime_ns != seen[p][0]} == {
        tmp_path / "penerima" / f"district={slug}" / "part.parquet" for slug in ("bulungan", "tarakan")
    }


def test_a_file_left_behind_by_an_interrupted_run_is_not_believed(tmp_path: Path) -> None:
    tables = programme()
    dataset.write(tmp_path, tables)
    other = programme()
    other["anggaran"].loc[0, "tahun_anggaran"] = 2024
    dataset.write(tmp_path / "other", other)
    mixed = "anggaran/district=provinsi/part.parquet"
    (tmp_path / mixed).write_bytes((tmp_path / "other" / mixed).read_bytes())
    dataset.write(tmp_path, tables)
    assert dataset.load(tmp_path, "provinsi")["anggaran"]["tahun_anggaran"].tolist() == [2025]


def test_a_partition_without_rows_any_more_is_removed(tmp_path: Path) -> None:
    tables = programme()
    dataset.write(tmp_path, tables)
    tables["penerima"] = tables["penerima"].drop(index=2)
    tables["dokumen"] = dataset.empty("dokumen")
    dataset.write(tmp_path, tables)
    assert not (tmp_path / "penerima" / "district=tarakan").exists()
    assert len(dataset.load(tmp_path, "tarakan")["penerima"]) == 0


def test_a_held_district_stays_as_it_was_and_the_province_goes_on_without_it(tmp_path: Path) -> None:
    tables = programme()
    dataset.write(tmp_path, tables)
    tables["penerima"] = tables["penerima"].drop(index=[2, 3])
    dataset.write(tmp_path, tables, held={"tarakan"})
    assert list(dataset.load(tmp_path, "tarakan")["penerima"]["id_bantuan"]) == ["2", "3"]
    assert list(dataset.load(tmp_path, "provinsi")["penerima"]["id_bantuan"]) == ["1", "2"]
    entries = json.loads((tmp_path / "index.json").read_text())
    assert {e["district"] for e in entries if e.get("stale")} == {"tarakan"}
    dataset.write(tmp_path, programme())
    assert len(dataset.load(tmp_path, "provinsi")["penerima"]) == 4


def test_the_index_names_table_district_rows_and_hash(tmp_path: Path) -> None:
    dataset.write(tmp_path, programme())
    entries = json.loads((tmp_path / "index.json").read_text())
    assert all(set(e) == {"table", "district", "rows", "hash"} for e in entries)
    assert {(e["table"], e["district"]): e["rows"] for e in entries}["penerima", "bulungan"] == 3


def test_a_table_that_lacks_a_column_is_refused_by_name(tmp_path: Path) -> None:
    tables = programme()
    tables["anggaran"] = tables["anggaran"].drop(columns="pagu_murni")
    with pytest.raises(DataError, match="pagu_murni"):
        dataset.write(tmp_path, tables)


def test_loading_before_preparing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="evalhelpers check"):
        dataset.load(tmp_path, "tarakan")


VALUES = st.lists(
    st.tuples(st.text(max_size=5) | st.none(), st.integers(-9, 9) | st.none()), min_size=1, max_size=5
)


@given(VALUES, VALUES)
def test_the_hash_is_equal_exactly_when_the_values_are(left: list, right: list) -> None:
    def frame(values: list) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "a": pd.array([v[0] for v in values], dtype="str"),
                "b": pd.array([v[1] for v in values], dtype="Int64"),
            }
        )

    same = dataset.content_hash(frame(left)) == dataset.content_hash(frame(right))
    assert same == (left == right)


def test_no_column_of_the_dataset_identifies_a_person() -> None:
    for table in TABLES:
        persons = {c.name for c in TABLES[table].columns if c.person == "L"}
        assert not persons & set(dataset.columns(table))
