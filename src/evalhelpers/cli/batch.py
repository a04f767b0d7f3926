"""The main job: prepare the data, make every report that is due, publish, and say what became of each."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import TextColumn

from evalhelpers import fingerprints
from evalhelpers.cli.data import Views, prepare_data, progress_bar
from evalhelpers.cli.options import Place
from evalhelpers.cli.record import forbidden_list, write_manifest
from evalhelpers.cli.summary import STATUS_LABELS, console, show_account, show_results
from evalhelpers.cli.workers import Workers
from evalhelpers.errors import ParamError

if TYPE_CHECKING:
    from distributed import Client

    from evalhelpers.params import RunSheet
    from evalhelpers.prepare import Prepared
    from evalhelpers.press.plan import Decision, Record
    from evalhelpers.press.run import Result, Task

PROVINCE = "provinsi"
NOTEBOOKS = {PROVINCE: "province_report.ipynb", "": "district_report.ipynb"}


@dataclass(frozen=True)
class Wanted:
    """What a command asks for: reports of some run sheets, `only` of some districts (empty: of all)."""

    sheets: Sequence[RunSheet]
    only: Sequence[str] = ()
    pdf: bool = True
    force: bool = False


@dataclass(frozen=True)
class Planned:
    """The reports asked for, with the decision about each; those held back cannot be made from these data."""

    prepared: Prepared
    views: Views
    tasks: tuple[Task, ...]
    decisions: tuple[Decision, ...]
    held: tuple[Result, ...]

    @property
    def due(self) -> list[Task]:
        """Return the tasks of the reports that have to be made."""
        pairs = zip(self.tasks, self.decisions, strict=True)
        return [task for task, decision in pairs if decision.is_due]

    @property
    def unchanged(self) -> list[Task]:
        """Return the tasks of the reports that stay as they are."""
        pairs = zip(self.tasks, self.decisions, strict=True)
        return [task for task, decision in pairs if not decision.is_due]


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
    from evalhelpers.press import run

    out = console()
    planned = make_plan(here, wanted, processes, out)
    results = [*planned.held, *(_unchanged(task) for task in planned.unchanged)]
    log, reasons = _next_log(here), {task.name: task.reasons for task in planned.due}
    for result in planned.held:
        run.append_log(log, result)
    with _closing(here, wanted, planned, results, processes):
        made = _made(here, planned.due, processes, cluster, fail_fast=fail_fast)
        for result in _shown(planned.due, made, out):
            results.append(result)
            run.append_log(log, result, reasons[f"{result.period}/{result.district}"])
    index = here.outputs / "site" / "index.html"
    show_results(out, results)
    out.print(f"Halaman muka: {index}")
    return _exit_code(results, planned.prepared)


def make_plan(here: Place, wanted: Wanted, processes: Workers, out: Console) -> Planned:
    """Prepare the data and decide about each report."""
    from evalhelpers.cli import hiding
    from evalhelpers.press import run

    cells = _matrix(here, wanted)
    prepared = prepare_data(here, out, on_work=lambda: processes.pool(here, hiding.MODULES))
    run.recover(here.outputs)
    show_account(out, prepared.account)
    views = Views(prepared.dataset)
    hiding.write_plans(here, wanted.sheets, views, lambda: processes.pool(here, hiding.MODULES))
    failed = prepared.failed_districts
    held = (
        run.Result(slug, sheet.period, "failed", 0.0, failed[slug]) for sheet, slug in cells if slug in failed
    )
    tasks = [_task(here, wanted, sheet, slug, prepared, views) for sheet, slug in cells if slug not in failed]
    decided = [_decide(here, task, force=wanted.force) for task in tasks]
    return Planned(
        prepared, views, tuple(task for task, _ in decided), tuple(d for _, d in decided), tuple(held)
    )


@contextmanager
def _closing(
    here: Place, wanted: Wanted, planned: Planned, results: list[Result], processes: Workers
) -> Iterator[None]:
    """Bring the manifests and the front pages up to the results, also when the run is interrupted."""
    from evalhelpers.press import run, site

    try:
        yield
    except BaseException:
        # Nobody may be in the middle of a page while the last ones are put in order.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        processes.stop()
        raise
    finally:
        run.recover(here.outputs)
        for sheet in wanted.sheets:
            mine = [result for result in results if result.period == sheet.period]
            write_manifest(here, sheet, mine, planned.prepared, planned.views)
        site.write_index(here.outputs / "site", here.project, forbidden_list(here))
        results.sort(key=lambda r: (r.period, r.district != PROVINCE, r.district))


def _exit_code(results: Sequence[Result], prepared: Prepared) -> int:
    statuses = {result.status for result in results}
    if "refused" in statuses:
        return 3
    return 1 if statuses - {"ok", "unchanged"} or prepared.unreadable else 0


def _matrix(here: Place, wanted: Wanted) -> list[tuple[RunSheet, str]]:
    from evalhelpers.params import nearest

    known = [d.slug for d in here.project.districts]
    problems = [
        f"Kabupaten/kota {slug!r} tidak dikenal; maksud Anda {nearest(slug, [*known, PROVINCE])}?"
        for slug in wanted.only
        if slug not in (*known, PROVINCE)
    ]
    if problems:
        raise ParamError(*problems)
    cells = [
        (sheet, slug)
        for sheet in wanted.sheets
        for slug in (PROVINCE, *sheet.districts)
        if not wanted.only or slug in wanted.only
    ]
    if not cells:
        raise ParamError(f"Tidak ada laporan untuk {', '.join(wanted.only)} pada periode yang diminta")
    return cells


def _task(here: Place, wanted: Wanted, sheet: RunSheet, slug: str, prepared: Prepared, views: Views) -> Task:
    from evalhelpers.press.front import front_matter
    from evalhelpers.press.run import Task

    notebook = NOTEBOOKS.get(slug, NOTEBOOKS[""])
    data_to = views.last_visit(slug, sheet)
    front = front_matter(here.project, sheet, slug, sample=prepared.origin == "sample", data_to=data_to)
    said = {
        "district": slug,
        "period": sheet.period,
        "compare_with": sheet.compare_with,
        "language": sheet.language,
    }
    return Task(
        district=slug,
        period=sheet.period,
        notebook=here.project.root / "notebooks" / notebook,
        parameters={**said, "params": str(here.project.params_dir), "dataset": str(prepared.dataset)},
        front=front,
        outputs=here.outputs,
        forbidden=forbidden_list(here),
        key=_key(here, sheet, slug, views)
        | {
            "sampul": fingerprints.of_value(front.as_json()),
            "pilihan": fingerprints.of_value([said, wanted.pdf]),
        },
        data_to=data_to,
        pdf=wanted.pdf,
    )


def _key(here: Place, sheet: RunSheet, slug: str, views: Views) -> dict[str, str]:
    """Return the fingerprints of what the notebook of a report reads, by ingredient."""
    from evalhelpers import dataset
    from evalhelpers.cli.hiding import plan_path

    notebook = NOTEBOOKS.get(slug, NOTEBOOKS[""])
    tables = views.tables(slug, sheet.until.isoformat())
    account = dataset.account(views.dataset, slug, sheet.until)
    return {
        **here.basis.of_report(notebook, sheet.period, here.project.runs),
        **{f"data: {table}": digest for table, digest in tables.items()},
        "neraca baris": fingerprints.of_value(account),
        "penyamaran sel kecil": fingerprints.of_bytes(plan_path(here.outputs, sheet.period).read_bytes()),
    }


def _decide(here: Place, task: Task, *, force: bool) -> tuple[Task, Decision]:
    """Decide about a report; its time of last time is what it weighs now."""
    from evalhelpers.press import plan

    place = (here.outputs, task.period, task.district)
    record = plan.read_record(*place)
    decision = plan.decide(task.period, task.district, task.key, record, task.published, force=force)
    if record is None:
        weight = 2.0 if task.district == PROVINCE else 1.0
        return replace(task, weight=weight, reasons=decision.reasons), decision
    if not decision.is_due and not _is_free_of_names(task, record):
        decision = replace(decision, reasons=(plan.NAMES,))
    return replace(task, weight=record.seconds, reasons=decision.reasons), decision


def _is_free_of_names(task: Task, record: Record) -> bool:
    """Hold the words of a published report against a list of names that has changed since."""
    from evalhelpers.press import plan
    from evalhelpers.press.run import names_fingerprint, write_atomically

    names = names_fingerprint(task.forbidden)
    if record.names == names:
        return True
    from evalhelpers.press import gate

    place = (task.outputs, task.period, task.district)
    try:
        lines = plan.text_path(*place).read_bytes()
    except OSError:
        return False
    if fingerprints.of_bytes(lines) != record.words:
        return False
    if gate.holds_a_name(lines.decode(), gate.read_forbidden(task.forbidden)):
        return False
    write_atomically(plan.record_path(*place), plan.to_json(replace(record, names=names)))
    return True


def _unchanged(task: Task) -> Result:
    from evalhelpers.press.run import Result

    return Result(task.district, task.period, "unchanged")


def _made(
    here: Place, tasks: Sequence[Task], processes: Workers, cluster: Cluster | None, *, fail_fast: bool
) -> Iterator[Result]:
    """Yield the reports as they are made, here or on a cluster."""
    if not tasks:
        return
    if cluster is None:
        from evalhelpers.press.run import run_all

        yield from run_all(tasks, processes.pool(here), fail_fast=fail_fast)
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
