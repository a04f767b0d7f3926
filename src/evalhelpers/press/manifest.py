"""The manifest of a published period: what went in, what came out, and which checks it passed.

It holds no clock, host or user: the same inputs give the same bytes. `site` draws the index from
manifests alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from evalhelpers.errors import ReportError
from evalhelpers.fingerprints import of_bytes
from evalhelpers.press.files import write_atomically
from evalhelpers.press.plan import paths_in
from evalhelpers.press.render import HTML_NAME
from evalhelpers.press.run import Result

VERSION = 1
NAME = "manifest.json"
CHECKS = (
    "tanpa NIK",
    "tanpa nama dan alamat dari register",
    "tanpa alamat luar dan skrip",
    "teks alternatif setiap gambar",
    "angka dalam kalimat sama dengan temuan",
    "temuan halaman ada di PDF",
    "lembar kerja Excel sama dengan CSV, tanpa rumus dan tautan",
    "berkas dan pesan untuk dibagikan lolos pemeriksaan yang sama",
    "sel kecil disamarkan",
    "neraca baris seimbang",
)
_PACKAGES = (
    "pandas",
    "numpy",
    "scipy",
    "statsmodels",
    "matplotlib",
    "papermill",
    "nbconvert",
    "typst",
    "babel",
)


@cache
def versions() -> dict[str, str]:
    """Return the versions of the packages that decide numbers or bytes."""
    return {name: metadata.version(name) for name in _PACKAGES}


def read(folder: Path) -> dict[str, Any] | None:
    """Read the manifest of a period's folder; None where there is none.

    Raises
    ------
    ReportError
        If it cannot be read or was written by another version.
    """
    path = folder / NAME
    if not path.exists():
        return None
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ReportError(f"{path} tidak terbaca ({error}); jalankan ulang periode {folder.name}") from error
    if value.get("version") != VERSION:
        raise ReportError(f"{path} ditulis versi lain; jalankan ulang periode {folder.name}")
    return value


def entries(
    before: Mapping[str, Any] | None,
    results: Iterable[Result],
    folder: Path,
    data_to: Mapping[str, str],
    tiles: Mapping[str, list[dict[str, Any]]],
) -> dict[str, dict[str, Any]]:
    """Return the manifest's reports after a run: one entry per district ever asked for.

    A report made now, or still as it should be, is ``ok``. One that failed keeps its last good files and
    is ``old``, or ``missing`` if there never was one. `tiles` are the key figures of each, for the index.
    Causes stay in the run log: they may quote data.
    """
    reports: dict[str, dict[str, Any]] = dict((before or {}).get("reports", {}))
    for result in results:
        place = folder / result.district
        if result.status in ("ok", "unchanged"):
            files = {
                name: {"bytes": len(data := (place / name).read_bytes()), "sha256": of_bytes(data)}
                for name in paths_in(place)
            }
            reports[result.district] = {
                "status": "ok",
                "data_to": data_to.get(result.district, ""),
                "files": files,
                "tiles": tiles.get(result.district, []),
            }
        elif result.status in ("failed", "refused"):
            kept = reports.get(result.district) if (place / HTML_NAME).exists() else None
            reports[result.district] = (
                {**kept, "status": "old"}
                if kept
                else {"status": "missing", "data_to": "", "files": {}, "tiles": []}
            )
    return dict(sorted(reports.items()))


def write(folder: Path, value: Mapping[str, Any]) -> bytes:
    """Write the manifest and return its bytes."""
    data = (
        json.dumps({"version": VERSION, **value}, ensure_ascii=False, indent=1, sort_keys=True).encode()
        + b"\n"
    )
    write_atomically(folder / NAME, data)
    return data
