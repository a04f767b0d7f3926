"""How time and memory grow: over 10, 100, 1000 reports, and over a thousand to a million visits.

    python benchmarks/growth.py --project DIR [--reports 10 100 1000] [--visits 1000 10000 100000 1000000]

Reports: one pool makes them one after the other; the memory is that of all its processes at the end. Visits:
one report's data of one district, multiplied; loading and computing in a process of its own each time.
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = {"visits": len(tables["kunjungan"]), "load": loaded - started, "compute": computed - loaded}
    print(json.dumps({**said, "peak_mb": peak, "values": len(values)}))


def over_visits(project: Path, visits: list[int], place: Path) -> None:
    """Measure one report over ever more visits."""
    from evalhelpers import dataset

    tables = dataset.load(project / "outputs" / "internal" / "dataset", SLUG)
    for wanted in visits:
        folder = place / str(wanted)
        dataset.write(folder, multiplied(tables, wanted))
        command = [sys.executable, __file__, "--project", str(project), "--alone", str(folder)]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip(), flush=True)  # noqa: S603
        shutil.rmtree(folder)


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--reports", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--visits", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
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
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
