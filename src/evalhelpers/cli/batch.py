"""The main job: prepare the data, make every report that is due, publish, and say what became of each."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import TextColumn

from evalhelpers.cli import books
from evalhelpers.cli.data import progress_bar
from evalhelpers.cli.options import Place
from evalhelpers.cli.planning import PROVINCE, Planned, Wanted, make_plan
from evalhelpers.cli.record import forbidden_list, write_manifest
from evalhelpers.cli.summary import STATUS_LABELS, console, show_results
from evalhelpers.cli.workers import Workers

if TYPE_CHECKING:
    from distributed import Client

    from evalhelpers.prepare import Prepared
    from evalhelpers.press.run import Result, Task


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster to make reports on, and the address where files are shared with it."""

    client: Client
    store: str


def run_batch(
    here: Place,
    wanted: Wanted,
    processes: Workers,
    *,
    fail_fast: bool = False,
    cluster: Cluster | None = None,
) -> int:
    """Prepare, run and publish; return the exit code."""
    from evalhelpers.press import runlog

    out = console()
    planned = make_plan(here, wanted, processes, out)
    results = [*planned.held, *(_unchanged(task) for task in planned.unchanged)]
    log, reasons = _next_log(here), {task.name: task.reasons for task in planned.due}
    for result in planned.held:
        runlog.append(log, result)
    with _closing(here, wanted, planned, results, processes):
        made = _made(here, planned.due, processes, cluster, out, fail_fast=fail_fast)
        for result in _shown(planned.due, made, out):
            results.append(result)
            runlog.append(log, result, reasons[f"{result.period}/{result.district}"])
    index = here.outputs / "site" / "index.html"
    are_whole = books.write_books(
        here, wanted.sheets, results, planned.prepared, planned.views,
        lambda: processes.pool(here, books.MODULES), out,
    )  # fmt: skip
    show_results(out, results)
    out.print(f"Halaman muka: {index}")
    return _exit_code(results, planned.prepared) or int(not are_whole)


@contextmanager
def _closing(
    here: Place, wanted: Wanted, planned: Planned, results: list[Result], processes: Workers
) -> Iterator[None]:
    """Bring the manifests and the front pages up to the results, also when the run is interrupted."""
    from evalhelpers.press import files, site

    handler = signal.getsignal(signal.SIGINT)
    try:
        yield
    except BaseException:
        # Nobody may be in the middle of a page while the last ones are put in order.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        processes.stop()
        raise
    finally:
        files.recover(here.outputs)
        for sheet in wanted.sheets:
            mine = [result for result in results if result.period == sheet.period]
            write_manifest(here, sheet, mine, planned.prepared, planned.views)
        site.write_index(here.outputs / "site", here.project, forbidden_list(here))
        results.sort(key=lambda r: (r.period, r.district != PROVINCE, r.district))
        signal.signal(signal.SIGINT, handler)


def _exit_code(results: Sequence[Result], prepared: Prepared) -> int:
    statuses = {result.status for result in results}
    if "refused" in statuses:
        return 3
    return 1 if statuses - {"ok", "unchanged"} or prepared.unreadable else 0


def _unchanged(task: Task) -> Result:
    from evalhelpers.press.run import Result

    return Result(task.district, task.period, "unchanged")


def _made(
    here: Place,
    tasks: Sequence[Task],
    processes: Workers,
    cluster: Cluster | None,
    out: Console,
    *,
    fail_fast: bool,
) -> Iterator[Result]:
    """Yield the reports as they are made, here or on a cluster."""
    if not tasks:
        return
    if cluster is None:
        from evalhelpers.press.run import run_all

        yield from run_all(tasks, processes.pool(here), fail_fast=fail_fast, tell=out.print)
        return
    from evalhelpers.press import cluster as elsewhere

    code = (here.basis.package, here.basis.environment)
    yield from elsewhere.run_all(tasks, cluster.client, cluster.store, code, fail_fast=fail_fast)


def _shown(tasks: Sequence[Task], made: Iterator[Result], out: Console) -> Iterator[Result]:
    """Pass the results on, and show how far the run is and how long it will take."""
    import time

    weights = {(task.period, task.district): task.weight for task in tasks}
    whole, done, count = sum(weights.values()), 0.0, 0
    told: set[str] = set()
    started = time.perf_counter()
    with progress_bar(out, TextColumn("{task.fields[left]}")) as progress:
        bar = progress.add_task("Laporan", total=len(tasks), left="")
        for result in made:
            count += 1
            done += weights[result.period, result.district]
            seconds = max(0.0, (time.perf_counter() - started) * (whole - done) / done) if done else 0.0
            progress.update(bar, advance=1, left=f"sisa ±{seconds:.0f} d")
            for note in sorted(set(result.notes) - told):
                told.add(note)
                progress.console.print(note, markup=False)
            if not out.is_terminal or result.status != "ok":
                line = f"[{count}/{len(tasks)}] {_line(result)}, sisa ±{seconds:.0f} d"
                progress.console.print(line, markup=False)
            yield result


def _next_log(here: Place) -> Path:
    folder = here.outputs / "internal" / "runs"
    return folder / f"{len(list(folder.glob('*.jsonl'))) + 1:06d}.jsonl"


def _line(result: Result) -> str:
    cause = f": {result.cause}" if result.cause else ""
    return f"{result.period} {result.district} {STATUS_LABELS[result.status]} ({result.seconds:.1f} d){cause}"
