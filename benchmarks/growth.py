"""How time and memory grow: over reports, over visits, and over the districts of ever larger provinces.

    python benchmarks/growth.py --project DIR [--reports 10 100 1000] [--visits 1000 10000 100000 1000000]
                                [--provinces 1 10 100]

Reports: one pool makes them one after the other; the memory is that of all its processes at the end. Visits:
one report's data of one district, multiplied; loading and computing in a process of its own each time.
Provinces: so many times the districts; all indicators of one district and of the province, in a process of
its own each. `--project` must have been run before (`evalhelpers demo`).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from endurance import in_a_row
from tasks import project_tasks

SLUG, PERIOD = "bulungan", "2025-S1"


def most_memory() -> float:
    """Return the most memory this process held, in MB; not its parent's, which rusage carries over."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def say(command: list[str]) -> None:
    """Run a command of ours and print what it says."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    print(done.stdout.strip(), flush=True)


def multiplied(tables: dict[str, pd.DataFrame], visits: int) -> dict[str, pd.DataFrame]:
    """Return a district's tables with at least so many visits: the same people again under other names."""
    times = math.ceil(visits / len(tables["kunjungan"]))
    found = dict(tables)
    for name in ("penerima", "kunjungan", "dokumen"):
        copies = []
        for at in range(times):
            copy = tables[name].copy()
            for key in ("id_bantuan", "id_penerima", "id_kunjungan"):
                if key in copy:
                    copy[key] = copy[key] + f"-{at}"
            copies.append(copy)
        whole = pd.concat(copies, ignore_index=True)
        found[name] = whole.assign(urutan=range(len(whole)))
    return found


def compute_alone(project: Path, folder: Path) -> None:
    """Load and compute one report's values, and print seconds and the most memory held."""
    from evalhelpers import workbook

    started = time.perf_counter()
    report = workbook.open_report(SLUG, PERIOD, params=str(project / "params"), dataset=str(folder))
    tables = report.load()
    loaded = time.perf_counter()
    values = report.compute(tables)
    computed = time.perf_counter()
    peak = most_memory()
    said = {"visits": len(tables["kunjungan"]), "load": loaded - started, "compute": computed - loaded}
    print(json.dumps({**said, "peak_mb": peak, "values": len(values)}))


def repeated(tables: dict[str, pd.DataFrame], times: int) -> dict[str, pd.DataFrame]:
    """Return a province's tables with so many times its districts, each with people of its own."""
    found = {}
    for name, table in tables.items():
        copies = []
        for at in range(times):
            copy = table.copy()
            for key in ("id_bantuan", "id_penerima", "id_kunjungan", "id_pendamping", "kab_kota"):
                if key in copy and at:
                    copy[key] = copy[key] + f"-{at}"
            copies.append(copy)
        whole = pd.concat(copies, ignore_index=True)
        found[name] = whole.assign(urutan=range(len(whole)))
    return found


def compute_place(project: Path, folder: Path, slug: str, times: int) -> None:
    """Load and compute all indicators of one place of a multiplied province."""
    from evalhelpers import dataset, indicators
    from evalhelpers.params import read_project
    from evalhelpers.periods import Period

    read, period = read_project(project), Period.parse(PERIOD)
    slugs = [d.slug + (f"-{at}" if at else "") for at in range(times) for d in read.districts]
    started = time.perf_counter()
    tables = dataset.load(folder, slug, period.end)
    loaded = time.perf_counter()
    values = indicators.compute(
        tables, district=slug, period=period, rules=read.rules(read.runs[PERIOD]), reference=read.reference,
        districts=slugs,
    )  # fmt: skip
    computed = time.perf_counter()
    peak = most_memory()
    said = {"place": slug, "districts": len(slugs), "grants": len(tables["penerima"])}
    said |= {"visits": len(tables["kunjungan"]), "load": round(loaded - started, 2)}
    print(
        json.dumps(
            {**said, "compute": round(computed - loaded, 2), "peak_mb": round(peak), "values": len(values)}
        )
    )


def over_provinces(project: Path, provinces: list[int], place: Path) -> None:
    """Measure a district and the province over ever more districts."""
    from evalhelpers import dataset

    tables = dataset.load(project / "outputs" / "internal" / "dataset", "provinsi")
    for times in provinces:
        folder = place / f"provinces-{times}"
        dataset.write(folder, repeated(tables, times))
        for slug in (SLUG, "provinsi"):
            command = [sys.executable, __file__, "--project", str(project), "--alone", str(folder)]
            command += ["--place", slug, "--times", str(times)]
            say(command)
        shutil.rmtree(folder)


def over_visits(project: Path, visits: list[int], place: Path) -> None:
    """Measure one report over ever more visits."""
    from evalhelpers import dataset

    tables = dataset.load(project / "outputs" / "internal" / "dataset", SLUG)
    for wanted in visits:
        folder = place / str(wanted)
        dataset.write(folder, multiplied(tables, wanted))
        command = [sys.executable, __file__, "--project", str(project), "--alone", str(folder)]
        say(command)
        shutil.rmtree(folder)


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--reports", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--visits", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--provinces", type=int, nargs="*", default=[1, 10, 100])
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--place", help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.place:
        compute_place(given.project, given.alone, given.place, given.times)
        return
    if given.alone:
        compute_alone(given.project, given.alone)
        return
    place = Path(tempfile.mkdtemp())
    try:
        tasks = project_tasks(given.project, place)
        for reports in given.reports:
            last = in_a_row(tasks, reports, os.cpu_count() or 1, place / f"reports-{reports}")[-1]
            each = last.seconds / reports
            print(f"{reports} reports: {last.seconds:.1f} s, {each:.3f} s each, {last.memory:.0f} MB")
        over_visits(given.project, given.visits, place)
        over_provinces(given.project, given.provinces, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
