"""Run the matrix of reports: notebook, page, PDF, gate, and only then the published folder.

A `Task` is a picklable value and `produce` a plain function of it, so that the pool can be any
executor. One failed report never stops the others: its notebook is kept beside a plain cause, and
the page published before stays up.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from evalhelpers.errors import GateError
from evalhelpers.press.front import Front

KERNEL_LOG = "kernel.log"
Status = Literal["ok", "failed", "refused", "skipped"]

# The kernel of a report sees the same surroundings on every machine: results must not depend on
# hash seeds, time zones, a user's IPython start-up files or the number of cores.
KERNEL_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


@dataclass(frozen=True)
class Task:
    """One report: a notebook, its papermill parameters and where the results go.

    `forbidden` is the file with names that must not appear (None: the register knows none);
    `staging` is emptied and used by this task alone.
    """

    district: str
    period: str
    notebook: Path
    parameters: dict[str, str]
    front: Front
    outputs: Path
    forbidden: Path | None
    pdf: bool = True
    timeout: int = 600
    weight: float = 1.0

    @property
    def name(self) -> str:
        """Return `period/district`, the report's address below the site."""
        return f"{self.period}/{self.district}"

    @property
    def staging(self) -> Path:
        """Return the folder where the report is made before the gate."""
        return self.outputs / "internal" / "staging" / self.period / self.district

    @property
    def published(self) -> Path:
        """Return the report's folder in the site."""
        return self.outputs / "site" / self.period / self.district


@dataclass(frozen=True)
class Result:
    """What became of one report; `cause` is empty when it is published."""

    district: str
    period: str
    status: Status
    seconds: float = 0.0
    cause: str = ""
    sizes: dict[str, int] = field(default_factory=dict)


def produce(task: Task) -> Result:
    """Make one report from notebook to published folder; never raises for a bad report."""
    started = time.perf_counter()
    try:
        sizes = _produce(task)
    except GateError as error:
        return _ended(task, "refused", str(error), started)
    except Exception as error:
        # Whatever a notebook or a renderer raises belongs to this report alone.
        return _ended(task, "failed", plain_cause(error), started)
    finally:
        shutil.rmtree(task.staging, ignore_errors=True)
    return Result(task.district, task.period, "ok", time.perf_counter() - started, "", sizes)


def _ended(task: Task, status: Status, cause: str, started: float | None = None) -> Result:
    seconds = 0.0 if started is None else time.perf_counter() - started
    return Result(task.district, task.period, status, seconds, cause)


def _produce(task: Task) -> dict[str, int]:
    # Imported here: the parent that only plans and waits needs neither nbconvert nor typst.
    from evalhelpers.press import gate
    from evalhelpers.press.render import render

    shutil.rmtree(task.staging, ignore_errors=True)
    task.staging.mkdir(parents=True)
    notebook = execute(task)
    rendered = render(notebook, task.front, with_pdf=task.pdf)
    breaches = gate.check(rendered, gate.read_forbidden(task.forbidden))
    if breaches:
        raise GateError(f"Laporan {task.name} tidak diterbitkan:\n" + "\n".join(f"  {b}" for b in breaches))
    internal = task.outputs / "internal"
    findings = internal / "findings" / task.period / f"{task.district}.json"
    write_atomically(findings, rendered.findings)
    files = {name: data for name, data in rendered.files.items() if data is not None}
    for name, data in files.items():
        (task.staging / name).write_bytes(data)
    replace_folder(task.staging, task.published)
    return {name: len(data) for name, data in files.items()}


def execute(task: Task) -> Path:
    """Run the task's notebook and return the executed copy below `internal/notebooks`.

    A failed run leaves `<district>.gagal.ipynb` there and keeps the last good copy.

    Raises
    ------
    papermill.PapermillExecutionError
        With the cell and the error of the notebook.
    """
    import papermill

    folder = task.outputs / "internal" / "notebooks" / task.period
    folder.mkdir(parents=True, exist_ok=True)
    kept, failed = folder / f"{task.district}.ipynb", folder / f"{task.district}.gagal.ipynb"
    working = task.staging / "notebook.ipynb"
    ipython = task.staging / "ipython"
    ipython.mkdir()
    os.environ.update(KERNEL_ENVIRONMENT, IPYTHONDIR=str(ipython))
    try:
        papermill.execute_notebook(
            str(task.notebook),
            str(working),
            parameters=task.parameters,
            cwd=str(task.notebook.parent),
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            execution_timeout=task.timeout,
        )
    except BaseException:
        if working.exists():
            os.replace(working, failed)
        raise
    finally:
        shutil.rmtree(ipython, ignore_errors=True)
    failed.unlink(missing_ok=True)
    os.replace(working, kept)
    return kept


def plain_cause(error: BaseException) -> str:
    """Return one line for the evaluator: what failed and, in a notebook, in which cell."""
    cell, kind = getattr(error, "exec_count", None), getattr(error, "ename", None)
    if kind:
        return f"sel {cell} notebook: {kind}: {_first_line(getattr(error, 'evalue', ''))}"
    name = type(error).__name__
    if name == "DeadKernelError":
        return "kernel berhenti sebelum laporan selesai (kehabisan memori atau dihentikan dari luar)"
    if name == "CellTimeoutError":
        return f"melewati batas waktu: {_first_line(str(error))}"
    return f"{name}: {_first_line(str(error)) or _first_line(traceback.format_exception_only(error)[-1])}"


def _first_line(text: str) -> str:
    lines = [line for line in str(text).splitlines() if line.strip()]
    return lines[0].strip()[:300] if lines else ""


def run_all(tasks: Sequence[Task], *, workers: int, fail_fast: bool = False) -> Iterator[Result]:
    """Run tasks in a pool of processes and yield each result as it ends.

    The heaviest tasks go first, so that the pool stays busy to the end. A worker that dies takes
    only its own report with it: the others are handed to a fresh pool. With `fail_fast`, tasks not
    yet started after a failure are given back as ``skipped``.
    """
    waiting = sorted(tasks, key=lambda t: (-t.weight, t.period, t.district))
    while waiting:
        lost: list[Task] = []
        log = tasks[0].outputs / "internal" / "runs" / KERNEL_LOG
        with _pool(min(workers, len(waiting)), log) as pool:
            running: dict[Future[Result], Task] = {}
            try:
                while running or (waiting and not lost):
                    while waiting and len(running) < workers and not lost:
                        task = waiting.pop(0)
                        running[pool.submit(produce, task)] = task
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        task = running.pop(future)
                        try:
                            result = future.result()
                        except BrokenProcessPool:
                            lost.append(task)
                            continue
                        yield result
                        if fail_fast and result.status != "ok":
                            yield from (
                                _ended(t, "skipped", "laporan lain gagal lebih dahulu") for t in waiting
                            )
                            waiting = []
            except BaseException:
                for process in multiprocessing.active_children():
                    process.terminate()
                raise
        # Which of the running tasks broke the pool is not known: each is tried once more, alone.
        for task in lost:
            yield _alone(task)


def _pool(workers: int, log: Path) -> ProcessPoolExecutor:
    log.parent.mkdir(parents=True, exist_ok=True)
    # "spawn" on every platform: a worker starts clean, as on Windows, and inherits no threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_divert, initargs=(log,))


def _divert(log: Path) -> None:
    """Send what kernels write to the error stream to a log, so that progress stays readable."""
    with log.open("ab") as stream:
        os.dup2(stream.fileno(), 2)


def _alone(task: Task) -> Result:
    with _pool(1, task.outputs / "internal" / "runs" / KERNEL_LOG) as pool:
        try:
            return pool.submit(produce, task).result()
        except BrokenProcessPool:
            shutil.rmtree(task.staging, ignore_errors=True)
            return _ended(task, "failed", "proses pembuat laporan berhenti mendadak")


def replace_folder(new: Path, place: Path) -> None:
    """Put a finished folder in place of the published one; a reader sees the old or the new, never a mix."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.with_name(f".{place.name}.lama")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        os.replace(place, old)
    try:
        os.replace(new, place)
    except OSError:
        if old.exists():
            os.replace(old, place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.bagian")
    part.write_bytes(data)
    os.replace(part, path)


def append_log(path: Path, result: Result) -> None:
    """Add one line for one report to the run log."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {
        "period": result.period,
        "district": result.district,
        "status": result.status,
        "seconds": round(result.seconds, 2),
        "cause": result.cause,
        "sizes": result.sizes,
    }
    with path.open("a", encoding="utf-8", newline="\n") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")


def last_causes(folder: Path) -> dict[tuple[str, str], str]:
    """Return from the run logs why the latest attempt at each report failed, by period and district."""
    causes: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            causes[line["period"], line["district"]] = line["cause"]
    return causes
