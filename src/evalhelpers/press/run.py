"""Make reports: notebook, page, PDF, gate, and only then the published folder.

A `Task` is a picklable value and `produce` a plain function of it, so that any executor can run it. One
failed report never stops the others: its notebook is kept beside a plain cause, and the page published
before stays up.
"""

from __future__ import annotations

import os
import shutil
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from evalhelpers.errors import GateError, KernelKilledError
from evalhelpers.fingerprints import of_bytes
from evalhelpers.press.files import replace_folder, write_atomically
from evalhelpers.press.front import Front
from evalhelpers.press.plan import Record, record_path, text_path, to_json
from evalhelpers.press.pool import ATTEMPTS, KERNEL_ENVIRONMENT, Lost, Pool

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from evalhelpers.press.gate import Rendered

Status = Literal["ok", "unchanged", "failed", "refused", "skipped"]
ENGINE = "evalhelpers"


@dataclass(frozen=True)
class Task:
    """One report: a notebook, its papermill parameters and where the results go.

    `key` has the fingerprint of each ingredient, for the record; `forbidden` is the file with names that
    must not appear (None: the register knows none); `staging` is emptied and used by this task alone;
    `mark` tells it from another task of the same place and period; `timeout` is in seconds; `weight` says
    how long it may take beside others; `reasons` why it is made.
    """

    district: str
    period: str
    notebook: Path
    parameters: dict[str, str]
    front: Front
    outputs: Path
    forbidden: Path | None
    key: Mapping[str, str] = field(default_factory=dict)
    data_to: str = ""
    pdf: bool = True
    mark: str = ""
    timeout: int = 600
    weight: float = 1.0
    reasons: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return `period/district`, the report's address below the site."""
        return f"{self.period}/{self.district}"

    @property
    def staging(self) -> Path:
        """Return the folder where the report is made before the gate."""
        return self.outputs / "internal" / "staging" / self.period / f"{self.district}{self.mark}"

    @property
    def published(self) -> Path:
        """Return the report's folder in the site."""
        return self.outputs / "site" / self.period / self.district


@dataclass(frozen=True)
class Result:
    """What became of one report.

    `cause` is empty when it is published; `notes` are remarks on the run that concern no report, such as
    why kernels were not warm.
    """

    district: str
    period: str
    status: Status
    seconds: float = 0.0
    cause: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def produce(task: Task) -> Result:
    """Make one report from notebook to published folder; a bad report becomes a result, not an error.

    Raises
    ------
    KernelKilledError
        If its kernel was ended from outside: whoever asked may ask again.
    """
    from evalhelpers.press import kernels

    result = attempt(task, lambda: publish(task, make(task)))
    return replace(result, notes=tuple(sorted(kernels.said())))


def attempt(task: Task, work: Callable[[], dict[str, int]]) -> Result:
    """Do the work of a report; whatever goes wrong belongs to this report alone and becomes its cause.

    Raises
    ------
    KernelKilledError
        If its kernel was ended from outside, which is nobody's fault.
    """
    started = time.perf_counter()
    try:
        sizes = work()
    except KernelKilledError:
        raise
    except GateError as error:
        return _ended(task, "refused", str(error), started)
    except Exception as error:
        return _ended(task, "failed", plain_cause(error), started)
    finally:
        shutil.rmtree(task.staging, ignore_errors=True)
    return Result(task.district, task.period, "ok", time.perf_counter() - started, "", sizes)


def _ended(task: Task, status: Status, cause: str, started: float | None = None) -> Result:
    seconds = 0.0 if started is None else time.perf_counter() - started
    return Result(task.district, task.period, status, seconds, cause)


@dataclass(frozen=True)
class Made:
    """A report that has been made and not yet looked at; `seconds` is how long that took."""

    rendered: Rendered
    seconds: float


def make(task: Task) -> Made:
    """Execute the notebook of a report and render it."""
    # Imported here: the parent that only plans and waits needs neither nbconvert nor typst.
    from evalhelpers.press.render import render

    started = time.perf_counter()
    shutil.rmtree(task.staging, ignore_errors=True)
    task.staging.mkdir(parents=True)
    rendered = render(execute(task), task.front, with_pdf=task.pdf)
    return Made(rendered, time.perf_counter() - started)


def publish(task: Task, made: Made) -> dict[str, int]:
    """Hold a report before the gate and put it in place of the published one; return the sizes of its files.

    Raises
    ------
    GateError
        If the gate refuses the report; the folder is as before.
    """
    from evalhelpers.press import gate

    breaches, words = gate.checked(made.rendered, gate.read_forbidden(task.forbidden))
    if breaches:
        raise GateError(f"Laporan {task.name} tidak diterbitkan:\n" + "\n".join(f"  {b}" for b in breaches))
    files = {name: data for name, data in made.rendered.files.items() if data is not None}
    record = Record(
        key=dict(task.key),
        files={name: {"bytes": len(data), "sha256": of_bytes(data)} for name, data in files.items()},
        data_to=task.data_to,
        names=names_fingerprint(task.forbidden),
        words=of_bytes(words.encode()),
        seconds=round(made.seconds, 2),
        tiles=made.rendered.document.tiles,
    )
    internal, place = task.outputs / "internal", (task.outputs, task.period, task.district)
    write_atomically(internal / "findings" / task.period / f"{task.district}.json", made.rendered.findings)
    task.staging.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = task.staging / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    # The old record goes before the new page comes, the new one after it: in between there is none.
    record_path(*place).unlink(missing_ok=True)
    replace_folder(task.staging, task.published)
    write_atomically(text_path(*place), words.encode())
    write_atomically(record_path(*place), to_json(record))
    return {name: len(data) for name, data in files.items()}


def names_fingerprint(forbidden: Path | None) -> str:
    """Return the fingerprint of the list of names."""
    return of_bytes(forbidden.read_bytes()) if forbidden else ""


def execute(task: Task) -> NotebookNode:
    """Run the task's notebook, keep the executed copy below `internal/notebooks`, and return it.

    A failed run leaves `<district>.gagal.ipynb` there and keeps the last good copy.

    Raises
    ------
    papermill.PapermillExecutionError
        With the cell and the error of the notebook.
    KernelDiedError, TimeLimitError
        If the kernel ended early or took too long.
    """
    import papermill

    folder = task.outputs / "internal" / "notebooks" / task.period
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{task.district}{task.mark}"
    kept, failed = folder / f"{name}.ipynb", folder / f"{name}.gagal.ipynb"
    working = task.staging / "notebook.ipynb"
    try:
        notebook = papermill.execute_notebook(
            str(task.notebook),
            str(working),
            parameters=task.parameters,
            cwd=str(task.notebook.parent),
            engine_name=ENGINE,
            progress_bar=False,
            log_output=False,
            report_timeout=task.timeout,
            kernel_env=KERNEL_ENVIRONMENT,
            warm_next=True,
            shutdown_kernel="immediate",
        )
    except BaseException:
        if working.exists():
            os.replace(working, failed)
        raise
    failed.unlink(missing_ok=True)
    os.replace(working, kept)
    return notebook


def plain_cause(error: BaseException) -> str:
    """Return one line for the evaluator: what failed and, in a notebook, in which cell."""
    from evalhelpers.errors import EvalError

    cell, kind = getattr(error, "exec_count", None), getattr(error, "ename", None)
    if kind and kind.endswith("MemoryError"):
        return f"sel {cell} notebook: memori habis (batas memori per proses)"
    if kind:
        return f"sel {cell} notebook: {kind}: {_first_line(getattr(error, 'evalue', ''))}"
    if isinstance(error, EvalError):
        return _first_line(str(error))
    name = type(error).__name__
    return f"{name}: {_first_line(str(error)) or _first_line(traceback.format_exception_only(error)[-1])}"


def _first_line(text: str) -> str:
    lines = [line for line in str(text).splitlines() if line.strip()]
    return lines[0].strip()[:300] if lines else ""


def run_all(
    tasks: Sequence[Task],
    pool: Pool,
    *,
    fail_fast: bool = False,
    attempts: int = ATTEMPTS,
    tell: Callable[[str], None] = lambda _: None,
    work: Callable[[Task], Result] = produce,
) -> Iterator[Result]:
    """Run tasks in a pool of processes and yield each result as it ends; `work` is what is done with each.

    A report whose process or kernel is ended from outside is tried anew, up to some `attempts`, and
    `tell` gets a line about it: nobody should wait without knowing what for.

    The heaviest tasks go first, so that the pool stays busy to the end. With `fail_fast`, tasks not
    yet started after a failure are given back as ``skipped``.
    """
    ordered = sorted(tasks, key=lambda t: (-t.weight, t.period, t.district))
    left = {task.name: task for task in ordered}

    def is_last(outcome: Result | Lost) -> bool:
        return fail_fast and (isinstance(outcome, Lost) or outcome.status != "ok")

    def again(task: Task, lost: Lost, seconds: float) -> None:
        tell(f"{task.period} {task.district}: {lost.cause}; dicoba lagi dalam {seconds:g} detik")

    for task, outcome in pool.map(
        work, ordered, attempts=attempts, again=(KernelKilledError,), tell=again, is_last=is_last
    ):
        del left[task.name]
        yield outcome if isinstance(outcome, Result) else _lost(task, outcome)
    yield from (_ended(task, "skipped", "laporan lain gagal lebih dahulu") for task in left.values())


def _lost(task: Task, lost: Lost) -> Result:
    shutil.rmtree(task.staging, ignore_errors=True)
    return _ended(task, "failed", f"{lost.cause}, {lost.attempts} kali dicoba")
