"""The KoboToolbox export: one XLSX with XML names, groups, system columns and a repeat sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers.dictionary import TABLES
from evalhelpers.dictionary import codes as c
from evalhelpers.sample.files.grid import Grid, Head, save
from evalhelpers.sample.ledger import Cell, Ledger, Mark, RawRow
from evalhelpers.sample.setting import Random

SHEET = "Pemantauan UEP"
REPEAT = "grup_barang"
_GROUPS = {
    "grup_penerima": ("id_bantuan", "nama", "kab_kota", "kecamatan"),
    "grup_kunjungan": ("tgl_kunjungan", "petugas", "id_petugas", "peran_petugas", "cara", "hasil_kunjungan"),
    "grup_usaha": ("status_usaha", "tgl_berhenti", "omzet_bulan", "biaya_bulan", "laba_bulan",
                   "aset_bantuan_status", "nilai_aset_usaha", "tenaga_kerja", "pembukuan"),
    "grup_keluarga": ("pendapatan_rt_bulan", "jml_anggota_rt", "tabungan_ada", "tabungan_rp", "utang_rp"),
    "grup_pendampingan": ("jumlah_pendampingan_3bln", "tgl_pendampingan_terakhir"),
    "grup_kendala": ("penyebab_utama", "penyebab_semua", "sumber_atribusi", "uraian_kendala", "kebutuhan",
                     "rekomendasi_petugas"),
    "grup_kriteria": tuple(f"kriteria_fm_{key}" for key in "abcdefgh"),
}  # fmt: skip
_VALIDATION = {"disetujui": "Approved", "ditolak": "Not approved", "ditunda": "On hold"}
_UTC = timedelta(hours=8)


def heads() -> list[Head]:
    """Return the columns of the main sheet in the order of the form."""
    result = [Head("", name) for name in ("start", "end", "today", "deviceid")]
    for group, columns in _GROUPS.items():
        for name in columns:
            result.append(Head(name, f"{group}/{name}"))
            if name == "penyebab_semua":
                result += [
                    Head(f"penyebab_semua/{code.value}", f"{group}/penyebab_semua/{code.value}")
                    for code in c.CAUSE
                ]
    result += [Head("foto_usaha", "foto_usaha"), Head("", "lokasi")]
    result += [
        Head("lat", "_lokasi_latitude"),
        Head("lon", "_lokasi_longitude"),
        Head("", "_lokasi_altitude"),
    ]
    result += [
        Head("", "_lokasi_precision"),
        Head("", "meta/instanceID"),
        Head("id_kunjungan", "meta/rootUuid"),
    ]
    result += [Head("", "_id"), Head("", "_uuid"), Head("waktu_kirim", "_submission_time")]
    result += [Head("validasi", "_validation_status")]
    return result + [
        Head("", name) for name in ("_notes", "_status", "_submitted_by", "__version__", "_tags", "_index")
    ]


def cells(truth: dict[str, Any]) -> dict[str, Cell]:
    """Return one submission: codes as XML names, numbers as numbers, days as ISO text, time in UTC."""
    result: dict[str, Cell] = {}
    for column in TABLES["kunjungan"].columns:
        value = truth[column.name]
        if pd.isna(value):
            result[column.name] = None
        elif column.kind == "date":
            result[column.name] = pd.Timestamp(value).date().isoformat()
        elif column.kind == "timestamp":
            result[column.name] = utc(value)
        elif column.kind in {"rupiah", "count"}:
            result[column.name] = int(value)
        elif column.kind == "number":
            result[column.name] = float(value)
        else:
            result[column.name] = str(value)
    result["validasi"] = _VALIDATION.get(str(truth["validasi"]))
    chosen = str(result["penyebab_semua"] or "").split()
    for code in c.CAUSE:
        answered = result["penyebab_semua"] is not None
        result[f"penyebab_semua/{code.value}"] = int(code.value in chosen) if answered else None
    return result


def utc(moment: object, minutes: int = 0) -> str:
    """Return a WITA moment as the server's UTC text, some minutes later."""
    return (pd.Timestamp(moment) - _UTC + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S")


def write(dest: Path, rows: Sequence[RawRow], ledger: Ledger, rng: Random) -> None:
    """Write the export: every submission of the Kobo districts, oldest first."""
    path = dest / "kobo" / "Pemantauan_UEP_-_all_versions.xlsx"
    file = path.relative_to(dest).as_posix()
    columns = heads()
    grid = Grid()
    grid.add(*(head.text for head in columns))
    repeat = Grid()
    parent = ("_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid",
              "_submission__submission_time")  # fmt: skip
    repeat.add("nama_barang", "kondisi_barang", *parent)
    ordered = sorted(rows, key=lambda raw: str(raw.cells["waktu_kirim"]))
    for index, raw in enumerate(ordered, start=1):
        own = _system(raw, index)
        record = (raw.cells.get(h.column) if h.column else own.get(h.text) for h in columns)
        ledger.note(raw, file, SHEET, grid.add(*record))
        if raw.cells["aset_bantuan_status"] and rng.random() < 0.4:
            thing = ("timbangan", "kompor", "etalase", "jaring", "mesin jahit")[int(rng.integers(5))]
            link = (len(repeat.rows), SHEET, index, own["_id"], own["_uuid"], raw.cells["waktu_kirim"])
            repeat.add(thing, "baik" if rng.random() < 0.7 else "rusak", *link)
    ledger.plant(file, REPEAT, 0, "", Mark("", "repeat_sheet", True, "not_data", "sheet_unknown"))
    save(path, {SHEET: grid, REPEAT: repeat}, ledger, dest)


def _system(raw: RawRow, index: int) -> dict[str, Cell]:
    sent = pd.Timestamp(str(raw.cells["waktu_kirim"]))
    started = (sent + _UTC - timedelta(minutes=25)).strftime("%Y-%m-%dT%H:%M:%S.000+08:00")
    root = str(raw.cells["id_kunjungan"])
    uuid = str(raw.extra.get("_uuid", root))
    place = [raw.cells["lat"], raw.cells["lon"]]
    return {
        "start": started,
        "end": (sent + _UTC).strftime("%Y-%m-%dT%H:%M:%S.000+08:00"),
        "today": (sent + _UTC).date().isoformat(),
        "deviceid": f"collect:{root[:8]}",
        "lokasi": f"{place[0]} {place[1]} 0 5" if None not in place else None,
        "_lokasi_altitude": 0 if None not in place else None,
        "_lokasi_precision": 5 if None not in place else None,
        "meta/instanceID": f"uuid:{uuid}",
        "_id": 310_000_000 + index * 7,
        "_uuid": uuid,
        "_status": "submitted_via_web",
        "_submitted_by": "dinsos_kaltara",
        "__version__": "vQ7uEp2023",
        "_index": index,
    }
