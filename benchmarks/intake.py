"""Raw files: how fast workbooks are read and rows cleaned, and what a million rows take.

    python benchmarks/intake.py [--rows 20000] [--big 1000000] [--columns 48]

A workbook of visits as messy as the field writes them is read by this project and by openpyxl, and its rows
are cleaned, all in one run. Then a CSV of a million visits, with the register they belong to, is prepared by
the command itself; the memory is that of all its processes at once.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import openpyxl
import xlsxwriter
from measure import Memory

from evalhelpers.clean.tables import CleanContext, clean
from evalhelpers.dictionary import TABLES, Column
from evalhelpers.intake import FileState, look, read_one
from evalhelpers.intake.excel import read_workbook
from evalhelpers.params import read_project

ROOT = Path(__file__).resolve().parents[1]
GRANTS = 40_000
T = TypeVar("T")
# The columns a monitoring form asks for, when not all of the dictionary's.
USUAL = (
    "id_kunjungan", "id_bantuan", "nik", "nama", "kab_kota", "tgl_kunjungan", "waktu_kirim", "petugas",
    "peran_petugas", "cara", "hasil_kunjungan", "status_usaha", "omzet_bulan", "biaya_bulan", "laba_bulan",
    "pendapatan_rt_bulan", "jml_anggota_rt", "penyebab_utama", "uraian_kendala", "validasi",
)  # fmt: skip
REGISTER = (
    "id_bantuan", "nik", "nama", "jenis_kelamin", "kab_kota", "jenis_usaha", "no_sk", "tgl_sk",
    "tahun_anggaran", "nilai_sk", "bentuk_bantuan", "tgl_salur", "laba_baseline",
)  # fmt: skip
DISTRICTS = (
    ("Kota Tarakan", "Tarakan Barat"), ("Kab. Bulungan", "Tg. Selor"), ("NUNUKAN", "Kec. Sebatik"),
    ("malinau", "Malinau Kota"), ("Tanah Tidung", "SESAYAP"),
)  # fmt: skip
MONEY: tuple[Callable[[int], object], ...] = (
    lambda rupiah: rupiah,
    lambda rupiah: f"{rupiah:,}".replace(",", "."),
    lambda rupiah: f"Rp {rupiah:,},-".replace(",", ".", 2),
    lambda rupiah: f"{rupiah / 1e6:g} jt".replace(".", ","),
    lambda rupiah: f"{rupiah // 1000} rb",
)


def person(number: int) -> tuple[str, str]:
    """Return the NIK and name of an invented person."""
    first = ("Siti", "Budi", "Yohanes", "Marlina", "Abdul", "Dorkas", "Hasnah", "Petrus")[number % 8]
    last = ("Aminah", "Lawai", "Lencau", "Gaffar", "Alang", "Daeng", "Pangeran")[number // 8 % 7]
    return (
        f"65710{number % 4 + 1}{number % 28 + 41:02d}0385{number % 9999 + 1:04d}",
        f"{first} {last} {number}",
    )


def moment(number: int) -> str:
    """Return when a visit was sent."""
    return (datetime(2024, 3, 1) + timedelta(seconds=number * 37 % 60_000_000)).isoformat()  # noqa: DTZ001


def day(number: int, rng: random.Random) -> str:
    """Return the day of a visit in one of the ways it is written."""
    when = date(2024, 3, 1) + timedelta(days=number * 7 % 650)
    return rng.choice((when.isoformat(), f"{when:%d/%m/%Y}", f"{when.day}-{when.month}-{when.year}"))


NAMED: dict[str, Callable[[int, random.Random], object]] = {
    "id_bantuan": lambda number, _: f"UEP-2024-{number % GRANTS:06d}",
    "nik": lambda number, _: person(number % GRANTS)[0],
    "nama": lambda number, _: person(number % GRANTS)[1],
    "id_kunjungan": lambda _, rng: str(uuid.UUID(int=rng.getrandbits(128), version=4)),
    "kab_kota": lambda number, _: DISTRICTS[number % GRANTS % len(DISTRICTS)][0],
    "kecamatan": lambda number, _: DISTRICTS[number % GRANTS % len(DISTRICTS)][1],
    "jenis_kelamin": lambda *_: "P",
    "waktu_kirim": lambda number, _: moment(number),
    "tgl_kunjungan": day,
    "hasil_kunjungan": lambda *_: "bertemu",
    "status_usaha": lambda _, rng: rng.choice(("berkembang", "jalan", "tetap", "Menurun", "macet")),
    "tahun_anggaran": lambda *_: 2024,
    "penyebab_utama": lambda _, rng: rng.choice(("modal habis", "22", "Pasar jenuh", None)),
}


def value(column: Column, number: int, rng: random.Random) -> object:
    """Return one cell as the field writes it."""
    if column.name in NAMED:
        return NAMED[column.name](number, rng)
    match column.kind:
        case "rupiah":
            return rng.choice(MONEY)(rng.randrange(4, 80) * 50_000)
        case "count":
            return rng.randrange(1, 9)
        case "number":
            return round(rng.uniform(1, 4), 5)
        case "date":
            return "12 Januari 2024"
        case "code" | "codes" | "yesno":
            code = rng.choice(column.codes)
            return rng.choice((code.id, code.value, code.id.upper()))
    return f"{column.id} {rng.randrange(5000)}"


def rows(table: str, columns: tuple[str, ...], count: int) -> Iterator[list[object]]:
    """Yield the header and the rows of a table."""
    rng = random.Random(5)  # noqa: S311
    known = [TABLES[table].column(name) for name in columns]
    yield [column.id for column in known]
    for number in range(count):
        yield [value(column, number, rng) for column in known]


def timed(
    what: str, work: Callable[[], T], clock: Callable[[], float] = time.perf_counter
) -> tuple[T, float]:
    """Return what some work gives and the seconds it took."""
    started = clock()
    found = work()
    taken = clock() - started
    print(f"{what:52}{taken:9.2f} s", flush=True)
    return found, taken


def by_openpyxl(path: Path, *, read_only: bool) -> int:
    """Read every value of a workbook with openpyxl."""
    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    return sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))


def small(folder: Path, count: int) -> None:
    """Read a workbook of visits in three ways, and clean its rows."""
    path = folder / "kunjungan.xlsx"
    columns = tuple(column.name for column in TABLES["kunjungan"].columns)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Kunjungan")
        for at, row in enumerate(rows("kunjungan", columns, count)):
            sheet.write_row(at, 0, row)
    print(f"{count} visits of {len(columns)} columns, {path.stat().st_size / 1e6:.1f} MB")
    theirs = timed("openpyxl", lambda: by_openpyxl(path, read_only=False))[1]
    quick = timed("openpyxl, read only", lambda: by_openpyxl(path, read_only=True))[1]
    ours = min(timed("ours", lambda: read_workbook(path))[1] for _ in range(3))
    print(f"openpyxl / ours: {theirs / ours:.1f}; read only: {quick / ours:.1f}")
    state = look(path, path.name)
    assert isinstance(state, FileState)
    (raw,) = read_one(path, state, None).tables
    project = read_project(ROOT)
    context = CleanContext(project.districts, project.reference, project.not_names)
    seconds = min(timed("cleaning", lambda: clean(raw, context), time.process_time)[1] for _ in range(3))
    print(f"cleaned rows a second: {count / seconds:,.0f}")


def big(folder: Path, count: int, columns: tuple[str, ...]) -> None:
    """Prepare a CSV of many visits."""
    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    for name, table, wanted, size in (
        ("register.csv", "penerima", REGISTER, GRANTS), ("kunjungan.csv", "kunjungan", columns, count),
    ):  # fmt: skip
        with (raw / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows(table, wanted, size))
        print(f"{name}: {size} rows, {len(wanted)} columns, {(raw / name).stat().st_size / 1e6:.0f} MB")
    command = [str(Path(sys.executable).with_name("evalhelpers")), "check"]
    for what in ("prepared", "prepared again"):
        memory = Memory()
        memory.start()
        done, _ = timed(what, lambda: subprocess.run(command, cwd=folder, capture_output=True, text=True))  # noqa: S603
        memory.stop()
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stdout + done.stderr)
        print(f"most memory: {memory.peak / 1e6:,.0f} MB")
        print(done.stdout[-900:])


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--big", type=int, default=1_000_000)
    parser.add_argument("--columns", choices=("usual", "all"), default="usual")
    stated = parser.parse_args()
    every = tuple(column.name for column in TABLES["kunjungan"].columns)
    with tempfile.TemporaryDirectory() as place:
        small(Path(place), stated.rows)
        if stated.big:
            big(Path(place), stated.big, every if stated.columns == "all" else USUAL)


if __name__ == "__main__":
    main()
