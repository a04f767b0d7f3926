"""Processes that work through tasks. One that dies takes only its own task with it, which is tried again."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, TypeVar

from evalhelpers.errors import ReportError
from evalhelpers.press import servers
from evalhelpers.press.servers import Server

# The kernel of a report sees the same surroundings on every machine: results must not depend on hash
# seeds, time zones, the settings of a user, or the number of cores.
KERNEL_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONSTARTUP": "",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "agg",
    "MATPLOTLIBRC": str(Path(__file__).with_name("matplotlibrc")),
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}

T = TypeVar("T")
R = TypeVar("R")
# What shows that a process has gone: its pool is broken, or the one it was to be forked from is.
_LOST = (BrokenProcessPool, EOFError, OSError)
# Seconds before a task that was lost is tried again, each time behind the others and after a longer wait:
# what ends processes, a machine short of memory or a person, should have ended too before we give up.
_REST = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 16.0, 16.0)
ATTEMPTS = 1 + len(_REST)
# Long enough together for what processes are forked from to be started anew, and killed, and started again.
_PAUSES = (0.0, 0.1, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0)


@dataclass(frozen=True)
class Lost:
    """A task whose process died each time it was tried so far; `cause` says how the last time."""

    attempts: int
    cause: str


@dataclass
class _Waiting(Generic[T]):
    task: T
    attempts: int = 0
    not_before: float = 0.0


class Pool:
    """Some processes that live until the pool is closed.

    Parameters
    ----------
    workers
        How many; at least one.
    log
        Where kernels and workers write what would go to the error stream, so that progress stays
        readable.
    memory
        Bytes that a worker, and each kernel of it, may use for data; None: no bound. Platforms
        without such limits ignore it.
    template
        The fork server that all kernels come from, see `start_template`; None: each worker has its own.
    modules
        What workers will need besides; imported once, where they can be forked from one process.

    Attributes
    ----------
    scratch
        Where files of kernels lie while the pool lives.
    """

    def __init__(
        self, workers: int, log: Path, *, memory: int | None = None, template: Server | None = None,
        modules: Sequence[str] = (),
    ) -> None:  # fmt: skip
        log.parent.mkdir(parents=True, exist_ok=True)
        # Connection files and settings of kernels lie here, and go with the pool however it ends.
        self.scratch = Path(tempfile.mkdtemp(prefix="uep-"))
        line = template.line if template else None
        self._arguments = (log, self.scratch, memory, worker_environment(), line)
        self._context = _context(modules)
        self._slots = [self._slot() for _ in range(max(1, workers))]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def workers(self) -> int:
        """Return how many processes there are."""
        return len(self._slots)

    def warm(self) -> None:
        """Start the processes and their imports, without waiting for them."""

        def start() -> None:
            # The pool may be closed meanwhile, or a process be lost; whoever needs one starts it then.
            with suppress(RuntimeError, *_LOST):
                for slot in self._slots:
                    slot.submit(_nothing)

        threading.Thread(target=start).start()

    def map(
        self,
        function: Callable[[T], R],
        tasks: Iterable[T],
        *,
        attempts: int = ATTEMPTS,
        again: tuple[type[Exception], ...] = (),
        tell: Callable[[T, Lost, float], None] = lambda *_: None,
        is_last: Callable[[R | Lost], bool] = lambda _: False,
    ) -> Iterator[tuple[T, R | Lost]]:
        """Yield tasks with their outcomes, in the order in which they end; they start in the order given.

        A task whose process died, or that raised one of `again`, is tried anew, behind the others; `tell`
        learns of it, and in how many seconds. Any other exception is raised here. After an outcome that
        `is_last`, no further task is started.
        """
        waiting = [_Waiting(task) for task in tasks]
        idle = list(range(len(self._slots)))
        running: dict[Future[R], tuple[int, _Waiting[T]]] = {}
        while waiting or running:
            while idle and (one := _ready(waiting)):
                at = idle.pop(0)
                one.attempts += 1
                running[self._submit(at, function, one.task)] = (at, one)
            for future in _ended(running, _seconds_to_next(waiting) if idle else None):
                at, one = running.pop(future)
                idle.append(at)
                try:
                    outcome: R | Lost = future.result()
                except BrokenProcessPool:
                    self._replace(at)
                    outcome = Lost(one.attempts, "proses pembuat laporan berhenti mendadak")
                except again as error:
                    outcome = Lost(one.attempts, str(error))
                if isinstance(outcome, Lost) and one.attempts < attempts:
                    rest = _REST[min(one.attempts, len(_REST)) - 1]
                    one.not_before = time.monotonic() + rest
                    tell(one.task, outcome, rest)
                    waiting.append(one)
                    continue
                if is_last(outcome):
                    waiting.clear()
                yield one.task, outcome

    def _submit(self, at: int, function: Callable[[T], R], task: T) -> Future[R]:
        for pause in _PAUSES:
            try:
                return self._slots[at].submit(function, task)
            except _LOST:
                # It died while it had nothing to do, or what it is forked from is just dying.
                self._replace(at)
                time.sleep(pause)
        raise ReportError("Proses pekerja berulang kali terhenti sebelum sempat bekerja; jalankan lagi")

    def _slot(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=self._context, initializer=_begin, initargs=self._arguments)

    def _replace(self, at: int) -> None:
        self._slots[at].shutdown(wait=False, cancel_futures=True)
        self._slots[at] = self._slot()

    def close(self) -> None:
        """End the processes at once, in the middle of what they do. Whoever wants results has had them."""
        for slot in self._slots:
            for process in list((slot._processes or {}).values()):
                process.kill()
            slot.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self.scratch, ignore_errors=True)


def _ready(waiting: list[_Waiting[T]]) -> _Waiting[T] | None:
    """Take the first that may be tried now out of those that wait."""
    now = time.monotonic()
    at = next((at for at, one in enumerate(waiting) if one.not_before <= now), None)
    return None if at is None else waiting.pop(at)


def _seconds_to_next(waiting: Sequence[_Waiting[T]]) -> float | None:
    """Return after how many seconds one of those that wait may be tried; None: none waits."""
    if not waiting:
        return None
    return max(0.0, min(one.not_before for one in waiting) - time.monotonic())


def _ended(running: Iterable[Future[R]], seconds: float | None) -> Iterable[Future[R]]:
    """Wait until one of those running has ended, or some seconds; return those that have ended."""
    if running:
        return wait(running, timeout=seconds, return_when=FIRST_COMPLETED).done
    time.sleep(seconds or 0.0)
    return ()


def worker_environment() -> dict[str, str]:
    """Return the environment of workers and kernels."""
    return {**os.environ, **KERNEL_ENVIRONMENT}


def start_template() -> Server | None:
    """Start the process that imports for the kernels of all workers; None where kernels are not forked."""
    try:
        return Server(worker_environment(), servers.STACK) if servers.can_fork() else None
    except OSError:
        return None


def _context(modules: Sequence[str]) -> BaseContext:
    """Return how processes are started: never as copies of this one, which may have threads.

    Where they can be forked from a clean process, that imports for all of them.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["evalhelpers.press.worker", *modules])
    return context


def _nothing() -> None:
    """Do nothing; the process that does it has been started."""


def _begin(
    log: Path, scratch: Path, memory: int | None, env: dict[str, str], line: socket.socket | None
) -> None:
    """Prepare a worker: its error stream, its bounds, its surroundings, and where its kernels come from."""
    with log.open("ab") as stream:
        os.dup2(stream.fileno(), 2)
    # Ctrl-C is the parent's to handle; it ends the workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if memory:
        bound_memory(memory)
    own = scratch / str(os.getpid())
    for name in ("runtime", "ipython"):
        (own / name).mkdir(parents=True)
    os.environ.clear()
    os.environ.update(env, JUPYTER_RUNTIME_DIR=str(own / "runtime"), IPYTHONDIR=str(own / "ipython"))
    if line is not None:
        servers.share(line, os.environ)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        # Nobody waits for this task any more; its kernels end with it.
        os._exit(1)


def bound_memory(limit: int) -> None:
    """Bound the data of this process and of those it starts, in bytes; a larger one gets a MemoryError."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))


def memory_per_worker(workers: int) -> int | None:
    """Return a fair share of this machine's memory in bytes, with some left for others; None if unknown."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
    # A worker and its kernel are at work together, each under the same bound; the next kernel only waits.
    return max(int(total * 0.8 / max(workers, 1) / 2), 1 << 30)
