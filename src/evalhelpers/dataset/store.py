"""The cleaned tables on disk: Parquet by district, and an index with content hashes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from evalhelpers.dictionary import TABLES
from evalhelpers.errors import DataError
from evalhelpers.fingerprints import grouped

PROVINCE = "provinsi"
UNKNOWN = "tidak-diketahui"
BY_GRANT = ("penerima", "kunjungan", "dokumen", "pemadanan")

_DTYPES = {
    "count": "Int64",
    "rupiah": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
    "timestamp": "datetime64[s]",
}
_ADDED = {
    "penerima": {
        "id_penerima": "str",
        "kode_kecamatan": "str",
        "kode_desa": "str",
        "kelompok_umur": "str",
        "kelompok_usaha": "str",
        "tgl_serah": "datetime64[s]",
    },
    "kunjungan": {"id_penerima": "str", "kode_kecamatan": "str"},
}
_ROW = {"urutan": "Int64", "tanda": "str"}
# Where a row comes from: the path below the raw folder, the sheet, and the row as Excel shows it.
SOURCE = {"berkas": "str", "lembar": "str", "baris": "Int64"}
_HASH = b"evalhelpers_hash"
_PART, _SITES = "part.parquet", "asal.parquet"


@dataclass(frozen=True)
class Partition:
    """One file of the dataset. `stale`: kept from an earlier run because its district could not be read."""

    table: str
    district: str
    rows: int
    hash: str
    stale: bool = False


def columns(table: str) -> dict[str, str]:
    """Return the columns of a cleaned table, in order, with their dtypes.

    These are the dictionary's kept columns, the derived ones, `urutan` (natural order of the source
    rows, unique within the table) and `tanda` (space-joined codes of the row's warnings).
    """
    kept = {c.name: _DTYPES.get(c.kind, "str") for c in TABLES[table].columns if c.kept}
    return {**kept, **_ADDED.get(table, {}), **_ROW}


def conform(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the frame with exactly the columns and dtypes of a cleaned table, sorted by `urutan`.

    Raises
    ------
    DataError
        If a column is absent or holds what its type cannot.
    """
    wanted = columns(table)
    lost = [name for name in wanted if name not in frame]
    if lost:
        raise DataError(f"Tabel {table} tidak punya kolom {', '.join(lost)}")
    try:
        typed = frame[list(wanted)].astype(wanted)
    except (TypeError, ValueError) as error:
        raise DataError(f"Tabel {table} memuat nilai yang bukan tipenya: {error}") from error
    return typed.sort_values("urutan", kind="stable").reset_index(drop=True)


def partition(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], pd.DataFrame]:
    """Split cleaned tables by the district of the grant.

    The tables of `BY_GRANT` go to the district named in the grant's SK, or to
    `tidak-diketahui`; a person with grants in several districts has all rows in each of them. The
    other tables are not split (`provinsi`).
    """
    grants = tables["penerima"][["id_bantuan", "id_penerima", "kab_kota"]]
    homes = pd.DataFrame(
        {
            "id_penerima": grants["id_penerima"],
            "home": grants["kab_kota"].astype("str").fillna(UNKNOWN).replace("", UNKNOWN),
        }
    ).drop_duplicates()
    persons = grants[["id_bantuan", "id_penerima"]].drop_duplicates("id_bantuan")
    parts: dict[tuple[str, str], pd.DataFrame] = {}
    for table, frame in tables.items():
        if table not in BY_GRANT:
            parts[table, PROVINCE] = frame
            continue
        person = frame if "id_penerima" in frame else frame.merge(persons, on="id_bantuan", how="left")
        placed = pd.DataFrame({"row": range(len(frame)), "id_penerima": person["id_penerima"].to_numpy()})
        placed = placed.merge(homes, on="id_penerima", how="left").fillna({"home": UNKNOWN})
        for home, rows in placed.groupby("home", sort=True)["row"]:
            parts[table, str(home)] = frame.iloc[rows.to_numpy()]
    return parts


def content_hash(frame: pd.DataFrame) -> str:
    """Return a fingerprint of names, types and values in row order.

    File bytes do not enter, so the hash says whether the data changed and nothing else.
    """
    return combined(frame, row_hashes(frame))


def row_hashes(frame: pd.DataFrame) -> np.ndarray:
    """Return a hash of each row's values."""
    return pd.util.hash_pandas_object(frame, index=False).to_numpy()


def combined(frame: pd.DataFrame, rows: np.ndarray) -> str:
    """Return the fingerprint of a frame's names and types with the rows of these hashes, in order."""
    digest = hashlib.sha256(repr([(name, str(dtype)) for name, dtype in frame.dtypes.items()]).encode())
    digest.update(rows.astype("<u8").tobytes())
    return grouped(digest.hexdigest())


def write(
    folder: Path, tables: Mapping[str, pd.DataFrame], *, held: Iterable[str] = ()
) -> tuple[Partition, ...]:
    """Write all partitions and the index; return the index.

    A partition whose content did not change is not touched; one that is no longer there is removed.
    Each file is replaced at once, never left half written. Where the rows come from lies beside them, in
    a file of its own: a row that moved within its raw file leaves the partition as it was.

    Parameters
    ----------
    folder
        The dataset folder; made when absent.
    tables
        The cleaned tables, with at least the columns of `columns`; also those of `SOURCE` where it is
        known which raw row each comes from.
    held
        Districts whose partitions stay as they were, marked stale: their files could not be read.
    """
    held = frozenset(held)
    index = [
        Partition(p.table, p.district, p.rows, p.hash, True) for p in read_index(folder) if p.district in held
    ]
    for (table, district), frame in partition(tables).items():
        if district in held:
            continue
        typed = conform(frame, table)
        entry = Partition(table, district, len(typed), content_hash(typed))
        path = _path(folder, table, district)
        _write_part(path, typed, entry.hash)
        if set(SOURCE) <= set(frame):
            sites = frame.sort_values("urutan", kind="stable")[list(SOURCE)].astype(SOURCE)
            sites = sites.reset_index(drop=True)
            _write_part(path.with_name(_SITES), sites, content_hash(sites))
        else:
            path.with_name(_SITES).unlink(missing_ok=True)
        index.append(entry)
    index.sort(key=lambda p: (list(TABLES).index(p.table), p.district))
    current = {_path(folder, p.table, p.district).parent for p in index}
    for stale in sorted(set(folder.glob("*/district=*")) - current):
        shutil.rmtree(stale)
    entries = [{k: v for k, v in asdict(p).items() if k != "stale" or v} for p in index]
    replace_text(folder / "index.json", json.dumps(entries, indent=1) + "\n")
    return tuple(index)


def read_index(folder: Path) -> tuple[Partition, ...]:
    """Return the partitions the last `write` left; empty where there is no dataset yet."""
    path = folder / "index.json"
    if not path.exists():
        return ()
    return tuple(Partition(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))


def empty(table: str) -> pd.DataFrame:
    """Return a cleaned table without rows."""
    return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in columns(table).items()})


def replace_text(path: Path, text: str) -> None:
    """Write a text file in one step, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".baru")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    os.replace(fresh, path)


def _path(folder: Path, table: str, district: str) -> Path:
    return folder / table / f"district={district}" / _PART


def _write_part(path: Path, frame: pd.DataFrame, content: str) -> None:
    """Write one file, unless it holds just this already."""
    if _stored_hash(path) == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    data = pa.Table.from_pandas(frame, preserve_index=False)
    data = data.replace_schema_metadata({**(data.schema.metadata or {}), _HASH: content.encode()})
    fresh = path.with_suffix(".baru")
    pq.write_table(data, fresh)
    os.replace(fresh, path)


def _stored_hash(path: Path) -> str:
    # The hash travels in the file itself: an interrupted run may have left an index that is behind.
    try:
        return (pq.read_schema(path).metadata or {}).get(_HASH, b"").decode()
    except (OSError, pa.ArrowInvalid):
        return ""


def read_partition(folder: Path, entry: Partition) -> pd.DataFrame:
    """Read one file of the dataset.

    Raises
    ------
    DataError
        If it is gone or damaged.
    """
    return _read_file(_path(folder, entry.table, entry.district))


def read_sites(folder: Path, entry: Partition) -> pd.DataFrame:
    """Read where the rows of one file of the dataset come from, in the order of its rows.

    Raises
    ------
    DataError
        If that is gone, damaged, or not of these rows.
    """
    path = _path(folder, entry.table, entry.district).with_name(_SITES)
    sites = _read_file(path)
    if len(sites) != entry.rows:
        raise DataError(f"Berkas {path.name} bukan asal data bersih ini; jalankan `evalhelpers check` lagi")
    return sites.astype(SOURCE)


def _read_file(path: Path) -> pd.DataFrame:
    try:
        # Not read_table: that would add the folder's `district=` as a column.
        return pq.ParquetFile(path).read().to_pandas()
    except (OSError, pa.ArrowInvalid) as error:
        raise DataError(
            f"Berkas data bersih {path.name} rusak: {error}; jalankan `evalhelpers check` lagi"
        ) from error
