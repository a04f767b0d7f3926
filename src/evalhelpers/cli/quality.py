"""The data-quality pages of a `check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from evalhelpers.cli.data import Views, progress_bar
from evalhelpers.cli.options import Place
from evalhelpers.cli.planning import PROVINCE
from evalhelpers.cli.record import forbidden_list
from evalhelpers.cli.workers import Workers

if TYPE_CHECKING:
    from evalhelpers.params import RunSheet
    from evalhelpers.prepare import Prepared
    from evalhelpers.press.run import Result, Task

NOTEBOOK = "data_quality.ipynb"


def make_pages(
    here: Place, sheets: Sequence[RunSheet], prepared: Prepared, processes: Workers, out: Console
) -> list[Result]:
    """Make the pages of some periods, of the province and each district that could be read; print where."""
    from evalhelpers.press import quality
    from evalhelpers.press.run import run_all

    tasks = list(_tasks(here, sheets, prepared))
    results = []
    with progress_bar(out) as progress:
        bar = progress.add_task("Halaman mutu data", total=len(tasks))
        for result in run_all(tasks, processes.pool(here), tell=out.print, work=quality.produce):
            progress.update(bar, advance=1)
            results.append(result)
            if result.status != "ok":
                progress.console.print(
                    f"  GAGAL {result.period} {result.district}: {result.cause}", markup=False
                )
    made = sum(result.status == "ok" for result in results)
    out.print(f"Halaman mutu data: {made} berkas di {here.outputs / 'internal' / 'quality'}")
    return results


def _tasks(here: Place, sheets: Sequence[RunSheet], prepared: Prepared) -> Iterator[Task]:
    from evalhelpers.press.front import front_matter, quality_front
    from evalhelpers.press.quality import MARK
    from evalhelpers.press.run import Task

    views = Views(prepared.dataset)
    sample = prepared.origin == "sample"
    for sheet in sheets:
        for slug in (PROVINCE, *sheet.districts):
            if slug in prepared.failed_districts:
                continue
            data_to = views.last_visit(slug, sheet)
            front = front_matter(here.project, sheet, slug, sample=sample, data_to=data_to)
            yield Task(
                district=slug,
                period=sheet.period,
                notebook=here.project.root / "notebooks" / NOTEBOOK,
                parameters={
                    "district": slug,
                    "period": sheet.period,
                    "compare_with": sheet.compare_with,
                    "language": sheet.language,
                    "params": str(here.project.params_dir),
                    "dataset": str(prepared.dataset),
                },
                front=quality_front(front),
                outputs=here.outputs,
                forbidden=forbidden_list(here),
                mark=MARK,
            )
