"""What one report sees: the rows of its district up to a day, and the account of the rows read.

What was recorded for a later day does not change what is told of an earlier period, so it is not part
of the view: that period's report need not be made again when later rows come in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers.dataset.store import (
    PROVINCE,
    SOURCE,
    Partition,
    combined,
    conform,
    empty,
    read_index,
    read_partition,
    read_sites,
    row_hashes,
)
from evalhelpers.dictionary import TABLES
from evalhelpers.errors import DataError
from evalhelpers.periods import Period

# A row is seen from the first of these days on; of none of them known, always.
_DAYS = {
    "penerima": ("tgl_sk", "tgl_serah", "tgl_status"),
    "kunjungan": ("tgl_kunjungan",),
    "dokumen": ("tgl",),
    "tlhp": ("tgl_lhp",),
    "pendamping": ("aktif_dari",),
    "pemadanan": ("tgl_padan",),
}
_FATES = ("read", "kept", "quarantined", "duplicate", "superseded")


def load(folder: Path, district: str, until: date | None = None) -> dict[str, pd.DataFrame]:
    """Load what one report sees.

    Parameters
    ----------
    folder
        The dataset folder.
    district
        A slug: its own partitions besides the tables that are not split. `provinsi`: all rows once,
        without the districts that could not be read this time.
    until
        The last day of the view; None: no limit.

    Returns
    -------
    dict
        The eight tables with the columns of `columns`, sorted by `urutan`, which counts from 0 within
        the view; a table without rows is an empty frame. Missing values are missing.

    Raises
    ------
    DataError
        If there is no dataset or a file of it is gone.
    """
    tables = _read(folder, district)
    return _numbered(tables) if until is None else cut(tables, until)


def cut(tables: Mapping[str, pd.DataFrame], until: date) -> dict[str, pd.DataFrame]:
    """Return what of a place's tables is seen up to a day: `load(…, until)` is `cut(load(…), until)`."""
    return _numbered(
        {table: rows[_seen(rows, table, until)].reset_index(drop=True) for table, rows in tables.items()}
    )


def views(folder: Path, districts: Iterable[str], days: Iterable[date]) -> dict[str, dict[str, Any]]:
    """Return what `load` gives for the province and each district up to each day, without the rows.

    Returns
    -------
    dict
        By place and ISO date: `tables`, a fingerprint of each table, and `last_visit`, the ISO date of the
        last visit, empty if there is none.
    """
    index = _index(folder)
    # One partition at a time is in memory; of its rows a hash stays, and the days they are seen from.
    outlines = {(p.table, p.district): _outline(read_partition(folder, p), p.table) for p in index}
    found: dict[str, dict[str, Any]] = {}
    for place in (PROVINCE, *districts):
        tables = {
            table: _joined(
                [outlines[p.table, p.district] for p in _of(index, table, place)]
                or [_outline(empty(table), table)]
            )
            for table in TABLES
        }
        found[place] = {day.isoformat(): _view(tables, day) for day in sorted(set(days))}
    return found


def sources(folder: Path, district: str, until: date | None = None) -> dict[str, pd.DataFrame]:
    """Return which raw row each row of `load(folder, district, until)` comes from.

    Returns
    -------
    dict
        By table, row by row as `load` gives them: `urutan`, the number of the row there; `berkas`, the path
        below the raw folder; `lembar`, the sheet (empty in a text file); `baris`, the row as Excel or an
        editor shows it. Names of files and sheets may name persons: they are not for publication.

    Raises
    ------
    DataError
        If there is no dataset or a file of it is gone.
    """
    index = _index(folder)
    found = {}
    for table in TABLES:
        parts = [
            _days(conform(read_partition(folder, p), table), table).join(read_sites(folder, p))
            for p in _of(index, table, district)
        ]
        rows = _joined(parts or [_days(empty(table), table).assign(**dict.fromkeys(SOURCE))])
        seen = rows if until is None else rows[_seen(rows, table, until)]
        found[table] = seen[["urutan", *SOURCE]].astype(SOURCE).reset_index(drop=True)
    return _numbered(found)


def _days(typed: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the numbers of rows and the days they are seen from."""
    days = [column for column in (*_DAYS.get(table, ()), "tahun_anggaran") if column in typed]
    return typed[["urutan", *days]]


def _outline(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    typed = conform(rows, table)
    # The numbers in `urutan` follow from the order of the rows, which counts by itself.
    return _days(typed, table).assign(hash=row_hashes(typed.drop(columns="urutan")))


def _view(tables: Mapping[str, pd.DataFrame], day: date) -> dict[str, Any]:
    seen = {table: rows[_seen(rows, table, day)] for table, rows in tables.items()}
    last = seen["kunjungan"]["tgl_kunjungan"].max()
    return {
        "tables": {
            table: combined(empty(table).drop(columns="urutan"), rows["hash"].to_numpy())
            for table, rows in seen.items()
        },
        "last_visit": "" if pd.isna(last) else last.date().isoformat(),
    }


def _index(folder: Path) -> tuple[Partition, ...]:
    index = read_index(folder)
    if not index:
        raise DataError(f"Tidak ada data bersih di {folder}; jalankan `evalhelpers check` lebih dulu")
    return index


def _of(index: Iterable[Partition], table: str, place: str) -> list[Partition]:
    """Return the partitions of a table that belong to a place."""
    return [
        p
        for p in index
        if p.table == table and (not p.stale if place == PROVINCE else p.district in (place, PROVINCE))
    ]


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of several partitions in order, each once.

    A person with grants in two districts has the same source rows in both.
    """
    rows = pd.concat(parts, ignore_index=True)
    return rows.drop_duplicates("urutan").sort_values("urutan", kind="stable")


def _read(folder: Path, district: str) -> dict[str, pd.DataFrame]:
    index = _index(folder)
    tables = {}
    for table in TABLES:
        parts = [conform(read_partition(folder, p), table) for p in _of(index, table, district)]
        rows = pd.concat(parts or [empty(table)], ignore_index=True)
        # A person with grants in two districts has the same source rows in both partitions.
        tables[table] = conform(rows.drop_duplicates("urutan"), table)
    return tables


def _numbered(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    # A row added to another file moves the numbers of all later rows, not their order.
    return {t: rows.assign(urutan=pd.array(range(len(rows)), dtype="Int64")) for t, rows in tables.items()}


def _seen(rows: pd.DataFrame, table: str, until: date) -> pd.Series:
    """Say which rows were there on a day. Budget rows of a year are seen as a whole."""
    if table == "anggaran":
        return ~(rows["tahun_anggaran"] > until.year).fillna(False)
    days = _DAYS.get(table)
    if days is None:
        return pd.Series(True, index=rows.index)
    first = rows[list(days)].min(axis=1)
    return ~(first > pd.Timestamp(until))


def places(folder: Path) -> dict[str, Any]:
    """Return the fates of rows and counts of issues by slug, table and half-year; empty before any data."""
    path = folder / "account.json"
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["districts"]
    return found


def account(folder: Path, district: str, until: date) -> dict[str, Any]:
    """Return what became of the data rows of a place recorded up to a day, or for no day.

    Returns
    -------
    dict
        `tables`: rows read and their fates by table; titles and totals are no data. `issues`: how often
        each kind of problem occurred. `failed`: for the province, the slugs of the districts that could
        not be prepared. All empty where nothing has been prepared.
    """
    path = folder / "account.json"
    if not path.exists():
        return {"tables": {}, "issues": {}, "failed": []}
    stored = json.loads(path.read_text(encoding="utf-8"))
    places = stored["districts"]
    mine = places if district == PROVINCE else {district: places.get(district, {})}
    tables: dict[str, dict[str, int]] = {}
    issues: dict[str, int] = {}
    for by_table in mine.values():
        for table, by_period in by_table.items():
            for period, entry in by_period.items():
                if period and Period.parse(period).start > until:
                    continue
                _add(tables.setdefault(table, dict.fromkeys(_FATES, 0)), entry)
                _add(issues, entry["issues"])
    counted = {table: fates for table, fates in tables.items() if fates["read"]}
    order = [*(t for t in TABLES if t in counted), *(t for t in counted if t not in TABLES)]
    return {
        "tables": {table: counted[table] for table in order},
        "issues": dict(sorted(issues.items())),
        "failed": sorted(stored["failed"]) if district == PROVINCE else [],
    }


def _add(total: dict[str, int], more: Mapping[str, Any]) -> None:
    for name, n in more.items():
        if isinstance(n, int):
            total[name] = total.get(name, 0) + n
