"""A thousand reports in a row, and processes killed at random: nothing may leak, no report may be lost.

    python benchmarks/endurance.py --project DIR [--reports 1000] [--kills 50]

The project needs a prepared dataset. The first exercise makes reports by one pool and looks after every
hundred at memory, file descriptors, processes and files of kernels. The second runs whole batches while
the fork server, a kernel, a worker, or the process that workers are forked from is killed again and again;
every batch must end with all its reports.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from tasks import Task, project_tasks

from evalhelpers.press import run
from evalhelpers.press.pool import Pool, start_template


@dataclass(frozen=True)
class Census:
    """What the processes below this one hold; memory in MB, shared pages counted once."""

    reports: int
    seconds: float
    memory: float
    descriptors: int
    processes: int
    files: int

    @classmethod
    def now(cls, reports: int, seconds: float, scratch: Path) -> Census:
        """Count."""
        family = psutil.Process().children(recursive=True)
        memory = descriptors = 0
        for process in family:
            with suppress(psutil.Error):
                memory += process.memory_full_info().pss
                descriptors += process.num_fds()
        files = sum(1 for _ in scratch.rglob("*"))
        return cls(reports, seconds, memory / 1e6, descriptors, len(family), files)


def in_a_row(tasks: Sequence[Task], reports: int, workers: int, place: Path) -> list[Census]:
    """Make reports by one pool and return what was held after each tenth of them."""
    found: list[Census] = []
    template = start_template()
    with Pool(workers, place / "kernel.log", template=template) as pool:
        started = time.perf_counter()
        for count, (_, result) in enumerate(pool.map(run.produce, _repeated(tasks, reports, place)), start=1):
            assert isinstance(result, run.Result), result
            assert result.status == "ok", result
            if count % max(1, reports // 10) == 0:
                found.append(Census.now(count, time.perf_counter() - started, pool.scratch))
                print(found[-1], flush=True)
    if template:
        template.stop()
    return found


def _repeated(tasks: Sequence[Task], reports: int, place: Path) -> Iterator[run.Task]:
    for number in range(reports):
        task = tasks[number % len(tasks)]
        # A place of its own for each, emptied by the next round: two of a kind may be made side by side.
        outputs = place / f"outputs-{number % (4 * len(tasks))}"
        yield run.Task(
            district=task.district, period=task.period, notebook=task.notebook, parameters=task.parameters,
            front=task.front, outputs=outputs, forbidden=None, weight=1.0,
        )  # fmt: skip


KINDS = ("server", "kernel", "worker", "origin of workers")


def _kind(process: psutil.Process, parents: dict[int, str]) -> str:
    words = " ".join(process.cmdline())
    if "evalhelpers.press.forkserver" in words:
        return "kernel" if parents.get(process.ppid()) == "server" else "server"
    if "multiprocessing.forkserver" in words:
        return "worker" if parents.get(process.ppid()) == "origin of workers" else "origin of workers"
    return ""


def victims(root: psutil.Process) -> dict[str, list[psutil.Process]]:
    """Return the processes of a batch by kind."""
    kinds: dict[int, str] = {}
    found: dict[str, list[psutil.Process]] = {}
    for process in root.children(recursive=True):
        with suppress(psutil.Error):
            kind = _kind(process, kinds)
            if kind:
                kinds[process.pid] = kind
                found.setdefault(kind, []).append(process)
    return found


def under_fire(project: Path, kills: int, seed: int) -> Counter[str]:
    """Run batches while processes are killed; return how many of each kind were."""
    rng = random.Random(seed)  # noqa: S311
    done: Counter[str] = Counter()
    batches = 0
    while done.total() < kills:
        batches += 1
        command = [str(Path(sys.executable).with_name("evalhelpers")), "run", "--all", "--force"]
        command += ["--raw", "data/sample", "--identity", "data/sample-identity"]
        process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)  # noqa: S603
        root = psutil.Process(process.pid)
        while process.poll() is None:
            time.sleep(rng.uniform(1.0, 3.0))
            with suppress(psutil.Error):
                choice = victims(root)
                if choice and done.total() < kills:
                    kind = rng.choice(sorted(choice))
                    os.kill(rng.choice(choice[kind]).pid, signal.SIGKILL)
                    done[kind] += 1
        said = process.stdout.read() if process.stdout else ""
        lines = [line for line in said.splitlines() if line.startswith("Laporan:")]
        print(f"batch {batches}: exit {process.returncode}, {done.total()} kills so far, {lines}", flush=True)
        assert process.returncode == 0, said
    return done


def main() -> None:
    """Run both exercises."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    place = Path(tempfile.mkdtemp())
    try:
        tasks = [replace(task) for task in project_tasks(given.project, place)]
        if given.reports:
            found = in_a_row(tasks, given.reports, given.workers, place)
            early, late = found[0], found[-1]
            # Memory moves with what runs at the moment of the count; what leaks grows with every report.
            assert late.memory < 1.3 * max(c.memory for c in found[:3]), found
            assert late.descriptors <= early.descriptors + 20, found
            assert late.processes <= early.processes + 2, found
            assert late.files <= early.files + 10, found
        if given.kills:
            print(dict(under_fire(given.project.resolve(), given.kills, given.seed)))
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
