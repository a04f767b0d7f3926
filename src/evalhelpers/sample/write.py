"""Truth first, then the raw files that would report it, then the ledger of what was planted."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evalhelpers.errors import ParamError
from evalhelpers.reference import Reference
from evalhelpers.sample import defects
from evalhelpers.sample.files import google, kobo, monitoring, province, registers
from evalhelpers.sample.files.texts import Hand, Writer
from evalhelpers.sample.ledger import Ledger, RawRow
from evalhelpers.sample.scene import build
from evalhelpers.sample.setting import Plan, Scene, stream
from evalhelpers.sample.truth import Truth, make

MARKER = ".uep-sample"
NOTICE = "Data contoh; seluruh orang dan angka di dalamnya rekaan.\n"
FOLDERS = ("google", "kobo", "kunjungan", "penerima", "provinsi")
SEED = 65


@dataclass(frozen=True)
class SampleSummary:
    """What was written where: rows of truth per table, number of raw files and of planted defects."""

    folder: Path
    truth: Path
    rows: dict[str, int]
    files: int
    planted: int


def write(
    dest: Path,
    *,
    reference: Reference,
    seed: int = SEED,
    recipients: int | None = None,
    districts: int | None = None,
    truth: Path | None = None,
) -> SampleSummary:
    """Write the synthetic programme's raw files under `dest` and its truth beside it.

    Parameters
    ----------
    dest
        Folder of the raw files; also gets the marker file of a sample folder.
    reference
        Kecamatan and poverty lines of the real districts.
    seed
        The same seed gives the same bytes.
    recipients
        Grants per year in all; by default 92 to 128.
    districts
        Number of districts in official order; more than five are all made up (`d-001` …), for
        benchmarks.
    truth
        Folder of the truth: one Parquet file per table, `rows.parquet` (where each row was written)
        and `planted.csv`. By default `<dest>-truth`.

    Raises
    ------
    ParamError
        If `dest` holds files that are no sample; nothing is written then.
    """
    _refuse_real_data(dest)
    scene = build(reference, recipients=recipients, districts=districts)
    made = make(scene, seed)
    rows = _raw_rows(made, scene, seed)
    defects.plant(rows, stream(seed, "defects"))
    ledger = Ledger()
    _make_room(dest)
    _write_files(dest, scene, rows, ledger, seed)
    beside = truth if truth is not None else dest.parent / f"{dest.name}-truth"
    _keep_truth(beside, made, ledger)
    counts = {name: len(frame) for name, frame in made.tables.items()}
    return SampleSummary(dest, beside, counts, len(ledger.files), len(ledger.planted))


def _refuse_real_data(dest: Path) -> None:
    if dest.exists() and not (dest / MARKER).exists() and any(dest.iterdir()):
        raise ParamError(f"{dest} berisi berkas yang bukan data contoh; pilih folder lain atau kosongkan")


def _make_room(dest: Path) -> None:
    """Make and mark the folder, and remove the files of an earlier, perhaps larger, sample."""
    dest.mkdir(parents=True, exist_ok=True)
    (dest / MARKER).write_text(NOTICE, encoding="utf-8", newline="\n")
    for name in FOLDERS:
        if (dest / name).exists():
            shutil.rmtree(dest / name)


def _raw_rows(made: Truth, scene: Scene, seed: int) -> dict[str, list[RawRow]]:
    plans = {plan.slug: plan for plan in scene.plans}
    result: dict[str, list[RawRow]] = {}
    for table, frame in made.tables.items():
        rng = stream(seed, f"hands {table}")
        writers: dict[tuple[str, ...], Writer] = {}
        result[table] = []
        for record in frame.to_dict("records"):
            truth = {str(name): value for name, value in record.items()}
            plan = plans.get(str(truth.get("kab_kota")))
            source = _source(table, truth)
            if source[0] == "kobo":
                cells = kobo.cells(truth)
            else:
                who = (source[0], plan.slug if plan else "")
                if who not in writers:
                    writers[who] = Writer(table, _hand(table, source[0], plan), rng, plan)
                writer = writers[who]
                cells = google.cells(truth, writer) if source[0] == "google" else writer.row(truth)
            result[table].append(RawRow(table, str(truth["kunci"]), cells, truth, source))
    return result


def _source(table: str, truth: dict[str, object]) -> tuple[str, ...]:
    if table == "penerima":
        return "register", str(truth["kab_kota"]), str(truth["tahun_anggaran"])
    if table == "kunjungan":
        day = pd.Timestamp(truth["tgl_kunjungan"])
        return str(truth["instrumen"]), str(truth["kab_kota"]), f"{day.year}-S{1 if day.month <= 6 else 2}"
    if table == "dokumen":
        return (str(truth["id_bantuan"])[4:8],)
    return (str(truth.get("tahun_anggaran", "")),)


def _hand(table: str, instrument: str, plan: Plan | None) -> Hand:
    if instrument == "google":
        return google.HAND
    if table in province.HANDS:
        return province.HANDS[table]
    return registers.office(plan).hand if plan is not None else registers.DEFAULT.hand


def _write_files(dest: Path, scene: Scene, rows: dict[str, list[RawRow]], ledger: Ledger, seed: int) -> None:
    registers_of = _by_source(rows["penerima"])
    visits_of = _by_source(rows["kunjungan"])
    for plan in scene.plans:
        years = {int(key[2]): part for key, part in sorted(registers_of.items()) if key[1] == plan.slug}
        registers.write(dest, plan, years, ledger)
        halves = {k[2]: part for k, part in sorted(visits_of.items()) if k[:2] == ("excel", plan.slug)}
        if halves:
            monitoring.write(dest, plan, halves, ledger)
    sent = [raw for raw in rows["kunjungan"] if raw.source[0] == "kobo"]
    if sent:
        kobo.write(dest, sent, ledger, stream(seed, "repeats"))
    answered = [raw for raw in rows["kunjungan"] if raw.source[0] == "google"]
    if answered:
        google.write(dest, answered, ledger)
    province.write(dest, scene.plans, rows, ledger)


def _by_source(rows: list[RawRow]) -> dict[tuple[str, ...], list[RawRow]]:
    parts: dict[tuple[str, ...], list[RawRow]] = {}
    for raw in rows:
        parts.setdefault(raw.source, []).append(raw)
    return parts


def _keep_truth(folder: Path, made: Truth, ledger: Ledger) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in made.tables.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    ledger.rows_frame().to_parquet(folder / "rows.parquet", index=False)
    ledger.planted_frame().to_csv(folder / "planted.csv", index=False, lineterminator="\n")
