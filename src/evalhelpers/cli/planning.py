"""What a command asks for, and which of those reports have to be made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.console import Console

from evalhelpers import fingerprints
from evalhelpers.cli.data import Views, prepare_data
from evalhelpers.cli.options import Place
from evalhelpers.cli.record import forbidden_list
from evalhelpers.cli.summary import show_account
from evalhelpers.cli.workers import Workers
from evalhelpers.errors import ParamError
from evalhelpers.periods import Period

if TYPE_CHECKING:
    from evalhelpers.params import RunSheet
    from evalhelpers.prepare import Prepared
    from evalhelpers.press.plan import Decision, Record
    from evalhelpers.press.run import Result, Task

PROVINCE = "provinsi"


def notebook_name(slug: str) -> str:
    """Return the name of the notebook that makes the report of a place."""
    return "province_report.ipynb" if slug == PROVINCE else "district_report.ipynb"


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


def make_plan(here: Place, wanted: Wanted, processes: Workers, out: Console) -> Planned:
    """Prepare the data and decide about each report."""
    from evalhelpers.cli import hiding
    from evalhelpers.press import files
    from evalhelpers.press.run import Result

    cells = _matrix(here, wanted)
    prepared = prepare_data(
        here, out, workers=processes.count, on_work=lambda: processes.pool(here, hiding.MODULES)
    )
    files.recover(here.outputs)
    show_account(out, prepared.account)
    views = Views(prepared.dataset)
    hiding.write_plans(here, wanted.sheets, views, lambda: processes.pool(here, hiding.MODULES))
    failed = prepared.failed_districts
    held = (
        Result(slug, sheet.period, "failed", 0.0, failed[slug]) for sheet, slug in cells if slug in failed
    )
    made = {(sheet.period, slug) for sheet, slug in cells if slug not in failed}
    tasks = [
        _task(here, wanted, sheet, slug, prepared, views, made) for sheet, slug in cells if slug not in failed
    ]
    decided = [_decide(here, task, force=wanted.force) for task in tasks]
    return Planned(
        prepared, views, tuple(task for task, _ in decided), tuple(d for _, d in decided), tuple(held)
    )


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


def neighbours(
    sheets: Iterable[RunSheet], sheet: RunSheet, slug: str, is_there: Callable[[str], bool]
) -> tuple[str, str]:
    """Return the periods before and after a run sheet's whose report of a place one can go to.

    They are the nearest of the same length that have the place and whose report `is_there`; empty text
    where there is none.
    """
    own = Period.parse(sheet.period)
    others = sorted(
        Period.parse(other.period)
        for other in sheets
        if Period.parse(other.period).months == own.months
        and slug in (PROVINCE, *other.districts)
        and is_there(other.period)
    )
    earlier = [str(other) for other in others if other < own]
    later = [str(other) for other in others if other > own]
    return "".join(earlier[-1:]), "".join(later[:1])


def _task(
    here: Place,
    wanted: Wanted,
    sheet: RunSheet,
    slug: str,
    prepared: Prepared,
    views: Views,
    made: Collection[tuple[str, str]],
) -> Task:
    from evalhelpers.press.front import front_matter
    from evalhelpers.press.run import Task

    def is_there(period: str) -> bool:
        return (period, slug) in made or (here.outputs / "site" / period / slug).is_dir()

    data_to = views.last_visit(slug, sheet)
    previous, following = neighbours(here.project.runs.values(), sheet, slug, is_there)
    front = front_matter(
        here.project,
        sheet,
        slug,
        sample=prepared.origin == "sample",
        data_to=data_to,
        previous=previous,
        following=following,
    )
    said = {
        "district": slug,
        "period": sheet.period,
        "compare_with": sheet.compare_with,
        "language": sheet.language,
    }
    return Task(
        district=slug,
        period=sheet.period,
        notebook=here.project.root / "notebooks" / notebook_name(slug),
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

    tables = views.tables(slug, sheet.until.isoformat())
    account = dataset.account(views.dataset, slug, sheet.until)
    return {
        **here.basis.of_report(notebook_name(slug), sheet.period, here.project.runs),
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
    from evalhelpers.press.files import write_atomically
    from evalhelpers.press.run import names_fingerprint

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
