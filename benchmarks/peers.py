"""The ways other tools make the same reports, measured on the notebooks and data of a project.

Every way gets the same tasks and takes from them what its own documents recommend: `cli` runs the
commands of papermill and nbconvert, `api` their functions in a pool of processes, `jupyter_cache`
executes notebooks and keeps them by their source. `bare` is the floor: the notebook's cells and this
project's HTML and PDF as plain functions in warm processes.

A way that leaves out a file, or writes one without the report in it, raises instead of being fast.

    python benchmarks/peers.py --project DIR --reports 6
"""

from __future__ import annotations

import argparse
import ast
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from measure import Measure, Timing, timed
from tasks import Task, ordered, placed, project_tasks, spread

from evalhelpers.press.pool import KERNEL_ENVIRONMENT
from evalhelpers.press.render import CSV_NAME, HTML_NAME, PDF_NAME

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

    from evalhelpers.press.document import Document

HERE = Path(__file__).resolve().parent
KERNEL = "python3"
CELL_TIMEOUT = 600
WARM_TIMEOUT = 300
NOTEBOOK, PAGE, PRINT = "laporan.ipynb", "laporan.html", "laporan.pdf"

# Hidden code as `--no-input` hides it.
NO_INPUT = {"exclude_input": True, "exclude_input_prompt": True, "exclude_output_prompt": True}


class UnavailableError(RuntimeError):
    """A way cannot be measured here; the message says what is missing."""


# --- the ways ---------------------------------------------------------------------------------------


def cli(tasks: Sequence[Task], workers: int = 1) -> Timing:
    """Make each report by three commands: papermill, nbconvert to HTML, nbconvert to PDF by Chromium.

    One worker is the documented way, one command after the other; more run reports side by side as
    ``xargs -P`` does.
    """
    _need_chromium()
    paths = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    # nbconvert builds every exporter it knows, this project's too, only to list their names.
    settings = {"PYTHONPATH": paths, "NBCONVERT_DISABLE_CONFIG_EXPORTERS": "1"}
    with Measure("cli", tasks, workers, settings) as measure, ThreadPoolExecutor(workers) as pool:
        measure.stages(pool.map(_by_commands, measure.tasks))
    return measure.timing(NOTEBOOK, PAGE, PRINT)


def api(tasks: Sequence[Task], workers: int) -> Timing:
    """Make each report by the functions of papermill and nbconvert, in a pool of processes.

    Each worker keeps its exporters, and hands the executed notebook on without reading it again.
    """
    _need_chromium()
    with Measure("api", tasks, workers) as measure, _pool(workers, initializer=_quiet) as pool:
        measure.stages(pool.map(_by_functions, measure.tasks))
    return measure.timing(NOTEBOOK, PAGE, PRINT)


def jupyter_cache(tasks: Sequence[Task], library: Path | None = None) -> tuple[Timing, Timing]:
    """Execute all notebooks by jupyter-cache's parallel executor, then ask again with nothing changed.

    It has no parameters, so papermill writes them into the notebooks first, and no HTML and no PDF:
    its times are those of executed notebooks. Its pool has a process per core.

    Parameters
    ----------
    library
        Folder it is installed in, if it is not in the environment.

    Raises
    ------
    UnavailableError
        If it is not installed.
    """
    if not (find_spec("jupyter_cache") if library is None else (library / "jupyter_cache").is_dir()):
        raise UnavailableError("jupyter-cache is not installed; pip install --target DIR jupyter-cache")
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as kept:
        timings = []
        for way in ("jupyter-cache, cold", "jupyter-cache, unchanged"):
            with Measure(way, tasks, workers) as measure, _pool(1, initializer=_quiet) as pool:
                measure.stages([pool.submit(_by_cache, measure.tasks, Path(kept), library).result()])
            timings.append(measure.timing(NOTEBOOK))
    return timings[0], timings[1]


def bare(tasks: Sequence[Task], workers: int) -> Timing:
    """Do the bare work of each report in a warm process per worker: cells, page, PDF and CSV.

    No kernel, no papermill, no gate. A process is warm once it has made one report that is not timed.
    """
    context = multiprocessing.get_context("spawn")
    warm = context.Barrier(workers + 1)
    with ExitStack() as stack:
        # Processes take their surroundings from here when they start, before the clock does.
        stack.enter_context(patch.dict(os.environ, KERNEL_ENVIRONMENT))
        pool = stack.enter_context(_pool(workers, initializer=_warm, initargs=(ordered(tasks)[0], warm)))
        for _ in range(workers):
            pool.submit(int)
        warm.wait(WARM_TIMEOUT)
        with Measure("bare", tasks, workers) as measure:
            measure.stages(pool.map(_as_plain_work, measure.tasks))
    return measure.timing(HTML_NAME, PDF_NAME, CSV_NAME)


# --- one report -------------------------------------------------------------------------------------


def _by_commands(task: Task) -> dict[str, float]:
    stages: dict[str, float] = {}
    executed = str(task.folder / NOTEBOOK)
    given = [word for name, value in task.parameters.items() for word in ("-p", name, value)]
    # Modules are run as they are: the `jupyter` command would only start one more process first.
    papermill = ["papermill", str(task.notebook), executed, *given, "--kernel", KERNEL]
    papermill += ["--cwd", str(task.notebook.parent)]
    papermill += ["--no-progress-bar", "--no-request-save-on-cell-execute", "--no-log-output"]
    with timed(stages, "execute"):
        _run(papermill)
    with timed(stages, "html"):
        _run(["nbconvert", "--to", "html", "--no-input", executed])
    with timed(stages, "webpdf"):
        _run(["nbconvert", "--to", "webpdf.SystemWebPDFExporter", "--no-input", executed])
    return stages


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(  # noqa: S603  (our own words, no shell)
        [sys.executable, "-m", *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def _by_functions(task: Task) -> dict[str, float]:
    import papermill

    stages: dict[str, float] = {}
    with timed(stages, "execute"):
        notebook = papermill.execute_notebook(
            str(task.notebook),
            str(task.folder / NOTEBOOK),
            parameters=task.parameters,
            cwd=str(task.notebook.parent),
            kernel_name=KERNEL,
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
        )
    with timed(stages, "html"):
        page, _ = _exporters()[0].from_notebook_node(notebook)
        (task.folder / PAGE).write_text(page, encoding="utf-8")
    with timed(stages, "webpdf"):
        data, _ = _exporters()[1].from_notebook_node(notebook)
        (task.folder / PRINT).write_bytes(data)
    return stages


@cache
def _exporters() -> tuple[Any, Any]:
    from nbconvert import HTMLExporter
    from webpdf import SystemWebPDFExporter

    return HTMLExporter(**NO_INPUT), SystemWebPDFExporter(**NO_INPUT)


def _by_cache(tasks: Sequence[Task], kept: Path, library: Path | None) -> dict[str, float]:
    if library is not None:
        # Last, so that what it brings along does not stand before the environment's own versions.
        sys.path.append(str(library))
    import nbformat
    from jupyter_cache import get_cache
    from jupyter_cache.executors import load_executor
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    stages: dict[str, float] = {}
    store = get_cache(str(kept))
    with timed(stages, "parameterize"):
        for task in tasks:
            notebook = parameterize_notebook(load_notebook_node(str(task.notebook)), task.parameters)
            nbformat.write(notebook, task.folder / "parameterized.ipynb")
            store.add_nb_to_project(str(task.folder / "parameterized.ipynb"))
    with timed(stages, "execute"):
        done = load_executor("local-parallel", store).run_and_cache(timeout=CELL_TIMEOUT)
    if done.excepted or done.errored:
        raise RuntimeError(f"jupyter-cache could not execute {[*done.excepted, *done.errored]}")
    with timed(stages, "merge"):
        for task in tasks:
            _, merged = store.merge_match_into_file(str(task.folder / "parameterized.ipynb"))
            nbformat.write(merged, task.folder / NOTEBOOK)
    return stages


def _as_plain_work(task: Task) -> dict[str, float]:
    from evalhelpers.press.document import indicator_csv
    from evalhelpers.press.html import page
    from evalhelpers.press.pdf import pdf

    stages: dict[str, float] = {}
    with timed(stages, "execute"):
        document = _document(_displayed(task))
    with timed(stages, "html"):
        (task.folder / HTML_NAME).write_bytes(page(document, task.front).encode("utf-8"))
    with timed(stages, "pdf"):
        (task.folder / PDF_NAME).write_bytes(pdf(document, task.front))
    with timed(stages, "csv"):
        (task.folder / CSV_NAME).write_bytes(indicator_csv(document.values))
    return stages


def _displayed(task: Task) -> list[Mapping[str, Any]]:
    """Run the cells of a notebook with the task's parameters, and return what each one shows."""
    import nbformat

    os.chdir(task.notebook.parent)
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = []
    for cell in nbformat.read(task.notebook, as_version=4).cells:
        if cell.cell_type == "code":
            value = _run_cell(cell.source, names)
            if value is not None:
                shown.append(_bundle(value))
        if "parameters" in cell.metadata.get("tags", ()):
            names.update(task.parameters)
    return shown


def _run_cell(source: str, names: dict[str, Any]) -> Any:
    """Run a cell and return the value of its last expression, as a kernel would show it."""
    *body, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        body.append(last)
    exec(compile(ast.Module(body, []), "<cell>", "exec"), names)  # noqa: S102  (the project's own notebook)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307
    return None


def _bundle(value: Any) -> Mapping[str, Any]:
    made: Mapping[str, Any]
    made = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {"text/plain": repr(value)}
    return made


def _document(shown: Iterable[Mapping[str, Any]]) -> Document:
    from evalhelpers.blocks import MIME, Values, from_json
    from evalhelpers.press.document import Document

    blocks = [block for bundle in shown if MIME in bundle for block in from_json(bundle[MIME])]
    (values,) = (block for block in blocks if isinstance(block, Values))
    return Document(tuple(block for block in blocks if not isinstance(block, Values)), values)


# --- processes --------------------------------------------------------------------------------------


def _pool(workers: int, **options: Any) -> ProcessPoolExecutor:
    # "spawn" as this project's own batch does: no way inherits what the benchmark has imported.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), **options)


def _quiet() -> None:
    """Keep what kernels say on the error stream out of the table; failures come back as exceptions."""
    with open(os.devnull, "ab") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _warm(task: Task, warm: Barrier) -> None:
    """Make one report for nothing, then wait until every process has."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            _as_plain_work(replace(task, folder=Path(folder)))
    except BaseException:
        warm.abort()
        raise
    warm.wait(WARM_TIMEOUT)


def _need_chromium() -> None:
    from webpdf import chromium

    try:
        chromium()
    except FileNotFoundError as error:
        raise UnavailableError(str(error)) from error


# --- command ----------------------------------------------------------------------------------------


def measure_all(
    tasks: Sequence[Task], into: Path, ways: Sequence[str], workers: int, library: Path | None = None
) -> list[Timing]:
    """Measure the ways named, one after the other; one that cannot be measured says why and is left out."""
    runs = {
        "bare": lambda t: [bare(t, workers)],
        "api": lambda t: [api(t, workers)],
        "jupyter-cache": lambda t: jupyter_cache(t, library),
        "cli-parallel": lambda t: [cli(t, workers)],
        "cli": lambda t: [cli(t)],
    }
    timings: list[Timing] = []
    for way in ways:
        try:
            timings += runs[way](placed(tasks, into / way))
        except UnavailableError as error:
            print(f"{way}: not measured: {error}")
    return timings


def table(timings: Sequence[Timing]) -> str:
    """Return the timings as lines of text, as multiples of the least bare work where that was measured."""
    floors = [(t.wall / t.reports, t.cpu / t.reports) for t in timings if t.way == "bare"]
    wall, cpu = map(min, zip(*floors, strict=True)) if floors else (float("nan"), float("nan"))
    head = ("workers", "reports", "wall s", "s/report", "x bare", "cpu s", "x bare", "MB")
    lines = [f"{'way':26}" + "".join(f"{word:>9}" for word in head) + "  stages"]
    for t in timings:
        counts = (
            f"{t.way:26}{t.workers:9}{t.reports:9}{t.wall:9.1f}{t.per_report:9.2f}{t.per_report / wall:9.1f}"
        )
        counts += f"{t.cpu:9.1f}{t.cpu / t.reports / cpu:9.1f}{t.peak_mb:9.0f}"
        parts = ", ".join(f"{name} {t.stages[name]:.1f} s ({share:.0%})" for name, share in t.shares.items())
        lines.append(f"{counts}  {parts}")
    return "\n".join(lines)


def main() -> None:
    """Measure what the command line asks for and print one table."""
    ways = ("bare", "api", "jupyter-cache", "cli-parallel", "cli")
    parser = argparse.ArgumentParser(description="Measure other ways to make a project's reports.")
    parser.add_argument("--project", type=Path, required=True, help="folder with a prepared dataset")
    parser.add_argument("--reports", type=int, default=6, help="how many of its reports (default 6)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="default: one per core")
    parser.add_argument(
        "--ways", nargs="+", choices=ways, default=ways, help="default: all, one may be named twice"
    )
    parser.add_argument("--jupyter-cache", type=Path, help="folder jupyter-cache is installed in")
    parser.add_argument("--into", type=Path, help="keep the reports below this folder")
    given = parser.parse_args()
    with ExitStack() as stack:
        into = given.into or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        tasks = spread(project_tasks(given.project, into), given.reports)
        print(table(measure_all(tasks, into, given.ways, given.workers, given.jupyter_cache)))


if __name__ == "__main__":
    main()
