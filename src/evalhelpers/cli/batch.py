"""The main job: prepare the data, make every report asked for, publish, and say what became of each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evalhelpers.cli.options import Place
from evalhelpers.cli.record import forbidden_list, write_manifest
from evalhelpers.cli.summary import STATUS_LABELS, console, show_account, show_results
from evalhelpers.errors import ParamError
from evalhelpers.periods import Period

if TYPE_CHECKING:
    import pandas as pd

    from evalhelpers.params import RunSheet
    from evalhelpers.prepare import Prepared
    from evalhelpers.press.run import Result, Task

    Slices = dict[str, dict[str, pd.DataFrame]]

PROVINCE = "provinsi"
NOTEBOOKS = {PROVINCE: "province_report.ipynb", "": "district_report.ipynb"}


def prepare_data(here: Place, out: Console) -> Prepared:
    """Run `prepare` and print what could not be read."""
    from evalhelpers import prepare

    out.print(f"Membaca {here.raw}")
    with _progress(out) as progress:
        bar = progress.add_task("Data", total=None)

        def tell(step: str, done: int, total: int) -> None:
            progress.update(bar, description=f"Data: {step}", completed=done, total=total)

        prepared = prepare.run(here.project, here.raw, here.outputs, here.identity, progress=tell)
    for state in prepared.unreadable:
        out.print(f"  TIDAK TERBACA {state.path}: {state.message}")
    return prepared


def _progress(out: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=out, disable=not out.is_terminal)


def run_batch(
    here: Place,
    sheets: Sequence[RunSheet],
    *,
    only: Sequence[str] = (),
    workers: int | None = None,
    fail_fast: bool = False,
    pdf: bool = True,
) -> int:
    """Prepare, run and publish; return the exit code.

    `only` names the districts asked for (empty: all of each run sheet and the province).
    """
    from evalhelpers.press import run, site

    out = console()
    wanted = _matrix(here, sheets, only)
    prepared = prepare_data(here, out)
    show_account(out, prepared.account)
    tables = _load(here, prepared)
    _write_plans(here, sheets, tables)
    held = [
        run.Result(slug, sheet.period, "failed", 0.0, prepared.failed_districts[slug])
        for sheet, slug in wanted
        if slug in prepared.failed_districts
    ]
    latest = _latest_visits(sheets, tables)
    tasks = [
        _task(here, sheet, slug, prepared, latest, pdf=pdf)
        for sheet, slug in wanted
        if slug not in prepared.failed_districts
    ]
    results = [*held, *_execute(tasks, out, workers=workers or os.cpu_count() or 1, fail_fast=fail_fast)]
    results.sort(key=lambda r: (r.period, r.district != PROVINCE, r.district))
    _log(here, results)
    for sheet in sheets:
        write_manifest(here, sheet, [r for r in results if r.period == sheet.period], prepared, latest)
    shutil.rmtree(here.outputs / "internal" / "staging", ignore_errors=True)
    index = site.write_index(here.outputs / "site", here.project, forbidden_list(here))
    show_results(out, results)
    out.print(f"Halaman muka: {index}")
    return _exit_code(results, prepared)


def _exit_code(results: Sequence[Result], prepared: Prepared) -> int:
    statuses = {result.status for result in results}
    if "refused" in statuses:
        return 3
    return 1 if statuses - {"ok"} or prepared.unreadable else 0


def _matrix(here: Place, sheets: Sequence[RunSheet], only: Sequence[str]) -> list[tuple[RunSheet, str]]:
    from evalhelpers.params import nearest

    known = [d.slug for d in here.project.districts]
    problems = [
        f"Kabupaten/kota {slug!r} tidak dikenal; maksud Anda {nearest(slug, [*known, PROVINCE])}?"
        for slug in only
        if slug not in (*known, PROVINCE)
    ]
    if problems:
        raise ParamError(*problems)
    cells = [
        (sheet, slug) for sheet in sheets for slug in (PROVINCE, *sheet.districts) if not only or slug in only
    ]
    if not cells:
        raise ParamError(f"Tidak ada laporan untuk {', '.join(only)} pada periode yang diminta")
    return cells


def _load(here: Place, prepared: Prepared) -> Slices:
    """Load what each page is made from; districts held back have no page made from these data."""
    from evalhelpers import dataset

    slugs = (PROVINCE, *(d.slug for d in here.project.districts))
    return {
        slug: dataset.load(prepared.dataset, slug) for slug in slugs if slug not in prepared.failed_districts
    }


def _write_plans(here: Place, sheets: Sequence[RunSheet], tables: Slices) -> None:
    """Decide once, over all pages of each period's publication, which small cells are hidden.

    A report shows its period, the one it compares with, and for money the same one a year earlier.
    """
    from evalhelpers import disclosure, indicators

    slugs = [d.slug for d in here.project.districts]
    for sheet in sheets:
        rules, now = here.project.rules(sheet), Period.parse(sheet.period)
        plan = disclosure.Plan()
        for period in sorted({now, Period.parse(sheet.compare_with), now.year_earlier()}):
            plan |= disclosure.plan(
                indicators.compute(
                    tables[slug], district=slug, period=period, rules=rules,
                    reference=here.project.reference, districts=slugs,
                )
                for slug in tables
            )  # fmt: skip
        plan.write(here.outputs / "internal" / "dataset" / "plan" / f"{sheet.period}.json")


def _latest_visits(sheets: Sequence[RunSheet], tables: Slices) -> dict[tuple[str, str], str]:
    """Return the date of the last visit up to each period's end, by period and district (ISO, "" if none)."""
    found = {}
    for slug, slice_ in tables.items():
        days = slice_["kunjungan"]["tgl_kunjungan"].dropna()
        for sheet in sheets:
            seen = days[days.dt.date <= Period.parse(sheet.period).end]
            found[sheet.period, slug] = seen.max().date().isoformat() if len(seen) else ""
    return found


def _task(
    here: Place,
    sheet: RunSheet,
    slug: str,
    prepared: Prepared,
    latest: dict[tuple[str, str], str],
    *,
    pdf: bool,
) -> Task:
    from evalhelpers.press.front import front_matter
    from evalhelpers.press.run import Task

    notebook = here.project.root / "notebooks" / NOTEBOOKS.get(slug, NOTEBOOKS[""])
    return Task(
        district=slug,
        period=sheet.period,
        notebook=notebook,
        parameters={
            "district": slug,
            "period": sheet.period,
            "params": str(here.project.params_dir),
            "dataset": str(prepared.dataset),
            "compare_with": sheet.compare_with,
            "language": sheet.language,
        },
        front=front_matter(
            here.project, sheet, slug, sample=prepared.origin == "sample", data_to=latest[sheet.period, slug]
        ),
        outputs=here.outputs,
        forbidden=forbidden_list(here),
        pdf=pdf,
        weight=2.0 if slug == PROVINCE else 1.0,
    )


def _execute(tasks: Sequence[Task], out: Console, *, workers: int, fail_fast: bool) -> list[Result]:
    from evalhelpers.press.run import run_all

    results: list[Result] = []
    with _progress(out) as progress:
        bar = progress.add_task("Laporan", total=len(tasks))
        for result in run_all(tasks, workers=workers, fail_fast=fail_fast):
            results.append(result)
            progress.advance(bar)
            if not out.is_terminal or result.status != "ok":
                progress.console.print(f"[{len(results)}/{len(tasks)}] {_line(result)}", markup=False)
    return results


def _line(result: Result) -> str:
    cause = f": {result.cause}" if result.cause else ""
    return f"{result.period} {result.district} {STATUS_LABELS[result.status]} ({result.seconds:.1f} d){cause}"


def _log(here: Place, results: Sequence[Result]) -> None:
    from evalhelpers.press.run import append_log

    folder = here.outputs / "internal" / "runs"
    number = len(list(folder.glob("*.jsonl"))) + 1
    for result in results:
        append_log(folder / f"{number:06d}.jsonl", result)
