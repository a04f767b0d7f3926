"""All ways to make the same reports, in one run on one machine: a table and a figure.

    python benchmarks/speed.py [--peers 12] [--into benchmarks/results]

Makes a project with the sample programme, measures this project's own ways on all its reports, the ways
of other tools on some of them (they are slow), the bare work before and after, and writes `speed.md` and
`speed.svg`. Every way has to leave whole reports, or the run ends.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import openpyxl
from measure import Memory, Timing
from peers import measure_all
from tasks import project_tasks, spread

ROOT = Path(__file__).resolve().parents[1]
WORDS = """\
Measured in one run on {cores} cores. Bare work: cells, HTML and PDF as functions in one warm process per
core, without gate. Ours: the whole command, from its start to the front page. Other tools: executed
notebook, HTML, and PDF by Chromium. The last column: what the command said, or where the time went.
"""
OURS = ("run", "--all", "--raw", "data/sample", "--identity", "data/sample-identity")


@dataclass(frozen=True)
class Line:
    """One way in the table: wall seconds for so many reports, and the most memory held at once."""

    way: str
    reports: int
    wall: float
    memory: float
    note: str = ""

    @property
    def each(self) -> float:
        """Return wall seconds per report."""
        return self.wall / self.reports


def make_project(place: Path) -> Path:
    """Copy the project and write the sample programme."""
    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, place / name)
    from evalhelpers import sample
    from evalhelpers.params import read_project

    (place / "data").mkdir()
    sample.write(place / "data" / "sample", reference=read_project(place).reference)
    return place


def ours(project: Path, way: str, *more: str, expect: str, change: Callable[[], object] = int) -> Line:
    """Time one command of this project, after a change that is not timed."""
    change()
    memory = Memory()
    memory.start()
    started = time.perf_counter()
    command = [str(Path(sys.executable).with_name("evalhelpers")), *OURS, *more]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)  # noqa: S603
    wall = time.perf_counter() - started
    memory.stop()
    said = next((t for t in done.stdout.splitlines() if t.startswith("Laporan:")), done.stderr[-500:])
    if done.returncode or expect not in said:
        raise RuntimeError(f"{way}: {said}, expected {expect}")
    print(f"{way:40}{wall:8.1f} s  {said}", flush=True)
    return Line(way, 36, wall, memory.peak / 1e6, said.removeprefix("Laporan: ").rstrip("."))


def forget(project: Path) -> None:
    """Remove all that runs have left, but for the identity key."""
    shutil.rmtree(project / "outputs", ignore_errors=True)
    shutil.rmtree(project / "data" / "sample-identity" / "cache", ignore_errors=True)


def edit_one_visit(project: Path) -> None:
    """Change one figure of a visit of 2025 in one district's workbook."""
    [path] = (project / "data" / "sample" / "kunjungan").glob("*Tana Tidung.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["2025-S1"]
    cell = next(
        c
        for line in sheet.iter_rows(min_row=8)
        for c in line
        if "000" in str(c.value) and str(c.value).strip("Rp .,").replace(".", "").isdigit()
    )
    cell.value = (
        cell.value + 25_000 if isinstance(cell.value, int | float) else cell.value.replace("000", "500", 1)
    )
    book.save(path)


def our_ways(project: Path) -> list[Line]:
    """Measure this project's ways on all reports of the sample."""
    found = [ours(project, "ours, from raw files", expect="36 terbit", change=lambda: forget(project))]
    found += [ours(project, "ours, all reports again", "--force", expect="36 terbit") for _ in range(2)]
    found.append(ours(project, "ours, nothing changed", expect="36 tidak berubah"))
    # Saving a workbook anew changes more of it than the figure; that is done first.
    ours(project, "(a workbook saved anew)", expect="terbit", change=lambda: edit_one_visit(project))
    found.append(
        ours(project, "ours, one visit changed", expect="terbit", change=lambda: edit_one_visit(project))
    )
    with patch.dict(os.environ, {"EVALHELPERS_ORDINARY_KERNELS": "1"}):
        found.append(ours(project, "ours, ordinary kernels", "--force", expect="36 terbit"))
    return found


def line_of(timing: Timing) -> Line:
    """Return the line of a way measured in `peers`."""
    parts = ", ".join(f"{name} {share:.0%}" for name, share in timing.shares.items())
    return Line(f"{timing.way}, {timing.workers} workers", timing.reports, timing.wall, timing.peak_mb, parts)


def table(lines: Sequence[Line], floor: float, base: float) -> str:
    """Return the lines as Markdown; `floor` and `base` are seconds a report, bare and ours."""
    head = (
        "| way | reports | wall s | s a report | × bare work | × ours | peak MB | |\n| --- "
        + "| ---: " * 6
        + "| --- |"
    )
    rows = [
        f"| {x.way} | {x.reports} | {x.wall:.1f} | {x.each:.2f} | {x.each / floor:.1f} | {x.each / base:.1f} "
        f"| {x.memory:.0f} | {x.note} |"
        for x in lines
    ]
    return "\n".join([head, *rows])


def figure(lines: Sequence[Line], path: Path) -> None:
    """Draw seconds a report of every way as bars on a logarithmic scale."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    drawing = Figure(figsize=(7, 0.36 * len(lines) + 0.9))
    axes = drawing.add_axes((0.36, 0.14, 0.6, 0.84))
    colours = ["#0B5A8A" if x.way.startswith("ours") else "#8a8a8a" for x in lines]
    axes.barh(range(len(lines)), [x.each for x in lines], color=colours)
    axes.set_yticks(range(len(lines)), [x.way for x in lines])
    axes.set_xscale("log")
    axes.set_xlim(min(x.each for x in lines) / 1.5, max(x.each for x in lines) * 2)
    axes.invert_yaxis()
    axes.set_xlabel("seconds a report, HTML and PDF (logarithmic)")
    for at, x in enumerate(lines):
        axes.text(x.each * 1.08, at, f"{x.each:.2f}", va="center", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    with mpl.rc_context({"svg.hashsalt": "speed", "svg.fonttype": "path"}):
        FigureCanvasSVG(drawing).print_svg(path, metadata={"Date": None})


def main() -> None:
    """Measure everything and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--peers", type=int, default=12, help="how many reports the other tools make (0: none)"
    )
    parser.add_argument("--into", type=Path, default=ROOT / "benchmarks" / "results")
    parser.add_argument("--jupyter-cache", type=Path, help="folder jupyter-cache is installed in")
    given = parser.parse_args()
    place = Path(tempfile.mkdtemp())
    cores = os.cpu_count() or 1
    try:
        project = make_project(place / "project")
        own = our_ways(project)
        tasks = project_tasks(project, place / "reports")
        bare = [line_of(t) for t in measure_all(tasks, place / "bare", ["bare", "bare"], cores)]
        others: list[Line] = []
        if given.peers:
            some = spread(tasks, given.peers)
            ways = ("api", "jupyter-cache", "cli-parallel", "cli")
            others = [
                line_of(t) for t in measure_all(some, place / "peers", ways, cores, given.jupyter_cache)
            ]
        again = ours(project, "ours, all reports again", "--force", expect="36 terbit")
        lines = [*bare, *own, again, *others]
        floor = min(x.each for x in bare)
        base = min(x.each for x in (*own, again) if x.way == "ours, all reports again")
        given.into.mkdir(parents=True, exist_ok=True)
        words = WORDS.format(cores=cores)
        (given.into / "speed.md").write_text(f"{words}\n{table(lines, floor, base)}\n", encoding="utf-8")
        figure(lines, given.into / "speed.svg")
        print((given.into / "speed.md").read_text(encoding="utf-8"))
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
