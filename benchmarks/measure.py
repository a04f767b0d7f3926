"""The clock of the benchmarks: time by stage, memory, and whether the reports were made at all."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Self
from unittest.mock import patch

import psutil
from tasks import Task, ordered

from evalhelpers.press.pool import KERNEL_ENVIRONMENT

# What only a whole report has: the last table of its appendix, by its anchor and by its last row.
LAST_ANCHOR, LAST_ROW = b'id="tabel-asal"', "Versi program"
SMALLEST = {".ipynb": 100_000, ".html": 100_000, ".pdf": 100_000, ".csv": 10_000}


@dataclass(frozen=True)
class Timing:
    """What one way took.

    `stages` are seconds summed over the workers, so that with two of them they exceed `wall`; their
    rest is waiting and starting. `cpu` are the seconds of processor time of all processes of the way,
    which other work on the machine lengthens less than it does `wall`. `peak_mb` is the most memory
    that they held at once, shared pages counted once.
    """

    way: str
    workers: int
    reports: int
    wall: float
    cpu: float
    stages: dict[str, float]
    peak_mb: float

    @property
    def per_report(self) -> float:
        """Return wall seconds per report."""
        return self.wall / self.reports

    @property
    def shares(self) -> dict[str, float]:
        """Return the part of each stage in the time of all."""
        whole = sum(self.stages.values())
        return {name: seconds / whole for name, seconds in self.stages.items()}


@contextmanager
def timed(stages: dict[str, float], name: str) -> Iterator[None]:
    """Add the seconds of a block to a stage."""
    started = time.perf_counter()
    yield
    stages[name] = stages.get(name, 0.0) + time.perf_counter() - started


class Measure:
    """The clock of one way: empties the folders, sets the surroundings, then times and weighs.

    Kernels of every way see the surroundings that this project gives its own.
    """

    def __init__(
        self, way: str, tasks: Sequence[Task], workers: int, settings: Mapping[str, str] | None = None
    ) -> None:
        self.way, self.workers, self.tasks = way, workers, ordered(tasks)
        self._environment = patch.dict(os.environ, KERNEL_ENVIRONMENT | dict(settings or {}))
        self._memory = Memory()
        self._stages: dict[str, float] = {}
        self._started = self._wall = self._cpu = 0.0

    def __enter__(self) -> Self:
        for task in self.tasks:
            shutil.rmtree(task.folder, ignore_errors=True)
            task.folder.mkdir(parents=True)
        self._environment.start()
        self._memory.start()
        self._cpu = -_processor_time()
        self._started = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self._wall = time.perf_counter() - self._started
        self._cpu += _processor_time()
        self._memory.stop()
        self._environment.stop()

    def stages(self, reports: Iterable[Mapping[str, float]]) -> None:
        """Wait for the reports and add up the stages of each."""
        for report in reports:
            for name, seconds in report.items():
                self._stages[name] = self._stages.get(name, 0.0) + seconds

    def timing(self, *names: str) -> Timing:
        """Return what was measured, once every task has left a whole report under these names.

        Raises
        ------
        RuntimeError
            If a file is missing or does not hold the report.
        """
        wrong = [wrong for task in self.tasks for name in names if (wrong := _wrong(task.folder / name))]
        if wrong:
            raise RuntimeError(f"{self.way} did not make the reports:\n" + "\n".join(wrong))
        peak = self._memory.peak / 1e6
        return Timing(self.way, self.workers, len(self.tasks), self._wall, self._cpu, self._stages, peak)


@dataclass
class Memory:
    """The most memory the processes started from here held at once, looked at every second.

    A look at a running Chromium costs some 40 ms; more looks would slow the ways that use one.
    """

    peak: int = 0
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no longer."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._ended.wait(1.0):
            self.peak = max(self.peak, sum(map(_held, me.children(recursive=True))))


def _processor_time() -> float:
    """Return the seconds used so far by the processes started from here, running ones and ended ones.

    An ended process counts if the one that started it waited for its end, as kernels and browsers are;
    what is missed is missed in favour of the ways that start many.
    """
    me = psutil.Process()
    used = me.cpu_times()
    seconds = used.children_user + used.children_system
    for process in me.children(recursive=True):
        with suppress(psutil.Error):
            used = process.cpu_times()
            seconds += used.user + used.system + used.children_user + used.children_system
    return float(seconds)


def _held(process: psutil.Process) -> int:
    """Return the memory of a process, shared pages in proportion where the system tells (Linux)."""
    try:
        full = process.memory_full_info()
    except psutil.Error:
        # It ended meanwhile.
        return 0
    return int(getattr(full, "pss", full.rss))


def _wrong(path: Path) -> str:
    """Return what is wrong with a file that should hold a whole report; empty if nothing."""
    if not path.exists():
        return f"{path}: missing"
    data = path.read_bytes()
    if len(data) < SMALLEST[path.suffix]:
        return f"{path}: only {len(data)} bytes"
    try:
        whole = _whole(path.suffix, data)
    except Exception as error:
        # Whatever a reader raises, the file is not what it should be.
        return f"{path}: {error}"
    return "" if whole else f"{path}: without the end of the report"


def _whole(suffix: str, data: bytes) -> bool:
    import nbformat
    from pypdf import PdfReader

    from evalhelpers.press.document import read

    if suffix == ".pdf":
        # Peers print the text of a last cell after the table, and a table may break over pages.
        return any(LAST_ROW in page.extract_text() for page in PdfReader(BytesIO(data)).pages[-3:])
    if suffix == ".ipynb":
        # Reading stops at a cell that failed, and wants the values that the last cell shows.
        return bool(read(nbformat.reads(data.decode("utf-8"), as_version=4)).blocks)
    return suffix == ".csv" or (LAST_ANCHOR in data and b"<svg" in data)
