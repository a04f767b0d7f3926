"""The province's own workbooks: budget, papers, follow-up, mentors and results of matching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from evalhelpers.sample.files.grid import Grid, data_row, header, save
from evalhelpers.sample.files.headings import PROVINCE
from evalhelpers.sample.files.registers import letterhead, signature
from evalhelpers.sample.files.texts import Hand
from evalhelpers.sample.ledger import Ledger, RawRow
from evalhelpers.sample.setting import Plan

GOVERNMENT = "PEMERINTAH PROVINSI KALIMANTAN UTARA"
HANDS = {
    "anggaran": Hand({"number": 1}, {"excel": 1}, words=0.0),
    "dokumen": Hand({"dots": 3, "number": 3, "rp": 1}, {"excel": 4, "slash": 2}, words=0.4),
    "tlhp": Hand({"rp": 1}, {"long": 1}, words=0.3),
    "rtl": Hand({"number": 1}, {"long": 1, "short": 1}, words=0.3),
    "pendamping": Hand({"number": 1}, {"excel": 1, "long": 1}, capitals=0.0),
    "pemadanan": Hand({"number": 1}, {"excel": 3, "slash_full": 1}, words=0.3),
}
_BOOKS: dict[str, tuple[str, str]] = {
    "anggaran": ("Anggaran dan Realisasi UEP.xlsx", "ANGGARAN DAN REALISASI BANTUAN UEP PERORANGAN"),
    "dokumen": ("Dokumen Pertanggungjawaban UEP.xlsx", "KELENGKAPAN DOKUMEN PERTANGGUNGJAWABAN"),
    "pendamping": ("Pendamping UEP.xlsx", "DAFTAR PENDAMPING UEP PERORANGAN"),
}


def write(dest: Path, plans: Sequence[Plan], rows: dict[str, list[RawRow]], ledger: Ledger) -> None:
    """Write the four workbooks, and one of matchings per district that has any.

    Budget and papers have a sheet per fiscal year.
    """
    folder = dest / "provinsi"
    by_year: Callable[[RawRow], str] = lambda raw: raw.source[0]  # noqa: E731 (one line, used twice)
    for table, sheet_of in (
        ("anggaran", by_year),
        ("dokumen", by_year),
        ("pendamping", lambda _: "Pendamping"),
    ):
        name, title = _BOOKS[table]
        parts: dict[str, list[RawRow]] = {}
        for raw in rows[table]:
            parts.setdefault(sheet_of(raw), []).append(raw)
        path = folder / name
        file = path.relative_to(dest).as_posix()
        save(
            path, {s: _sheet(table, title, part, ledger, file, s) for s, part in parts.items()}, ledger, dest
        )
    path = folder / "Tindak Lanjut UEP.xlsx"
    file = path.relative_to(dest).as_posix()
    sheets = {
        "TLHP": _sheet("tlhp", "TINDAK LANJUT HASIL PEMERIKSAAN", rows["tlhp"], ledger, file, "TLHP"),
        "RTL": _sheet("rtl", "RENCANA TINDAK LANJUT", rows["rtl"], ledger, file, "RTL"),
    }
    save(path, sheets, ledger, dest)
    home = {raw.truth["id_bantuan"]: raw.truth["kab_kota"] for raw in rows["penerima"]}
    for plan in plans:
        part = [raw for raw in rows["pemadanan"] if home[raw.truth["id_bantuan"]] == plan.slug]
        if part:
            path = folder / f"Hasil Pemadanan UEP {plan.name}.xlsx"
            file = path.relative_to(dest).as_posix()
            title = "HASIL PEMADANAN DATA PENERIMA"
            grid = _sheet("pemadanan", title, part, ledger, file, "Pemadanan")
            save(path, {"Pemadanan": grid}, ledger, dest)


def _sheet(table: str, title: str, rows: Sequence[RawRow], ledger: Ledger, file: str, sheet: str) -> Grid:
    heads = PROVINCE[table]
    grid = Grid()
    letterhead(grid, GOVERNMENT, len(heads))
    grid.add(title)
    grid.add()
    header(grid, heads, numbering=table in {"anggaran", "tlhp"})
    for counter, raw in enumerate(rows, start=1):
        ledger.note(raw, file, sheet, data_row(grid, heads, raw, counter))
    signature(grid, len(heads))
    return grid
