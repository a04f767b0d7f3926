"""The reports that a benchmark makes: those of a project whose dataset is prepared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evalhelpers.press.front import PROVINCE, Front


@dataclass(frozen=True)
class Task:
    """One report to make: a notebook, its papermill parameters, and the folder for what comes of it.

    `front` is what this project's own page and PDF need besides the notebook. The folder is emptied.
    """

    district: str
    period: str
    notebook: Path
    parameters: dict[str, str]
    folder: Path
    front: Front


def project_tasks(root: Path, into: Path) -> list[Task]:
    """Return the tasks of every report of a project whose dataset is prepared, oldest period first."""
    from evalhelpers.cli.planning import notebook_name
    from evalhelpers.params import read_project
    from evalhelpers.press.front import front_matter

    project = read_project(root.resolve())
    outputs = project.root / "outputs"
    data = outputs / "internal" / "dataset"
    origin = json.loads((outputs / "internal" / "origin.json").read_text(encoding="utf-8"))
    sample = origin["origin"] == "sample"
    days = {slug: _visits(data, slug) for slug in (PROVINCE, *(d.slug for d in project.districts))}
    return [
        Task(
            district=slug,
            period=period,
            notebook=project.root / "notebooks" / notebook_name(slug),
            parameters={
                "district": slug,
                "period": period,
                "params": str(project.params_dir),
                "dataset": str(data),
                "compare_with": sheet.compare_with,
                "language": sheet.language,
            },
            folder=into.resolve() / period / slug,
            front=front_matter(project, sheet, slug, sample=sample, data_to=_last(days[slug], period)),
        )
        for period, sheet in sorted(project.runs.items())
        for slug in (PROVINCE, *sheet.districts)
    ]


def _visits(data: Path, slug: str) -> list[str]:
    from evalhelpers import dataset

    return sorted(dataset.load(data, slug)["kunjungan"]["tgl_kunjungan"].dropna().dt.strftime("%Y-%m-%d"))


def _last(days: Sequence[str], period: str) -> str:
    from evalhelpers.periods import Period

    end = Period.parse(period).end.isoformat()
    return max((day for day in days if day <= end), default="")


def spread(tasks: Sequence[Task], reports: int) -> list[Task]:
    """Return some of the tasks, periods and districts taken in turn, so that few stand for all."""
    periods = list(dict.fromkeys(task.period for task in tasks))
    districts = list(dict.fromkeys(task.district for task in tasks))

    def diagonal(task: Task) -> tuple[int, int]:
        period = periods.index(task.period)
        return (districts.index(task.district) - period) % len(districts), period

    return sorted(tasks, key=diagonal)[:reports]


def placed(tasks: Iterable[Task], into: Path) -> list[Task]:
    """Return the tasks with their folders below another one."""
    return [replace(task, folder=into.resolve() / task.period / task.district) for task in tasks]


def ordered(tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks with the longest first, so that no core stands idle at the end."""
    return sorted(tasks, key=lambda task: (task.district != PROVINCE, task.period, task.district))
