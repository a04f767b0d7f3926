"""`evalhelpers status`: which reports are there, how fresh they are, and what failed."""

from __future__ import annotations

import csv
from pathlib import Path

import typer

from evalhelpers.cli import options


def status(
    *,
    params: options.Params = None,
    outputs: options.Outputs = None,
) -> None:
    """Tampilkan keadaan laporan: periode, kabupaten/kota, cakupan pemantauan, dan tanggal data terakhir."""
    from rich.table import Table

    from evalhelpers import formats
    from evalhelpers.cli.summary import STATUS_LABELS, console
    from evalhelpers.press import manifest
    from evalhelpers.press.runlog import last_causes

    here = options.place(params, None, outputs, None)
    out = console()
    site = here.outputs / "site"
    slugs = ["provinsi", *(d.slug for d in here.project.districts)]
    table = Table(box=None, pad_edge=False)
    for name in ("periode", "wilayah", "keadaan", "cakupan", "data sampai"):
        table.add_column(name)
    missing = 0
    causes = last_causes(here.outputs / "internal" / "runs")
    failed: dict[tuple[str, str], str] = {}
    for period in sorted(here.project.runs, reverse=True):
        found = manifest.read(site / period)
        reports = found["reports"] if found else {}
        for slug in slugs:
            entry = reports.get(slug, {"status": "missing", "data_to": ""})
            if entry["status"] != "ok":
                missing += 1
                failed |= {key: cause for key, cause in causes.items() if key == (period, slug) and cause}
            coverage = _coverage(site / period / slug, slug)
            table.add_row(
                period,
                slug,
                STATUS_LABELS[entry["status"]],
                formats.share(coverage[0], coverage[1]) if coverage else "–",
                formats.date(entry["data_to"]) if entry["data_to"] else "–",
            )
    out.print(table)
    for (period, slug), cause in sorted(failed.items()):
        out.print(f"  {period} {slug}: {cause}")
    out.print(f"{missing} dari {len(here.project.runs) * len(slugs)} laporan belum ada atau lama.")
    raise typer.Exit


def _coverage(folder: Path, slug: str) -> tuple[float, int] | None:
    """Read the monitoring coverage (A4) that the report published: share and denominator."""
    path = folder / "indikator.csv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            key = (row["code"], row["measure"], row["district"], row["group"], row["period"])
            if key == ("A4", "utama", slug, "semua", folder.parent.name) and row["value"]:
                return float(row["value"]), int(float(row["denominator"]))
    return None
