"""Work on untrusted files in processes of their own: one that dies, hangs or swells loses only its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from threading import local
from typing import Any

from evalhelpers.errors import SourceError

MEMORY = 4 * 2**30


@dataclass(frozen=True)
class Task:
    """A call of `work` with `given`, which may take so many `seconds`."""

    work: Callable[[Any], object]
    given: Any
    seconds: float


class Children:
    """Processes that do one task after another, within limits of time and memory.

    Parameters
    ----------
    begin, start
        What a process calls first, and with what.
    count
        How many processes at most.
    """

    def __init__(self, begin: Callable[..., object], start: tuple[Any, ...], count: int) -> None:
        self._start = (begin, start)
        self._count = count
        self._mine = local()
        self._pools: list[ProcessPoolExecutor] = []

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self._pools:
            _end(pool)

    def run(self, tasks: Sequence[Task], tell: Callable[[], object]) -> list[SourceError | OSError | None]:
        """Return in the order of the tasks why each was not done, None where it was."""
        if not tasks:
            return []

        def one(task: Task) -> SourceError | OSError | None:
            try:
                self._in_child(task)
            except (SourceError, OSError) as error:
                return error
            finally:
                tell()
            return None

        with ThreadPoolExecutor(self._count) as threads:
            return list(threads.map(one, tasks))

    def _in_child(self, task: Task) -> None:
        """Do one task; `SourceError` if it breaks a limit."""
        pool = getattr(self._mine, "pool", None)
        if pool is None:
            context = multiprocessing.get_context("spawn")
            pool = self._mine.pool = ProcessPoolExecutor(
                1, mp_context=context, initializer=_begin, initargs=self._start
            )
            self._pools.append(pool)
            pool.submit(_ready).result()  # imports take their time, and it is not the file's
        try:
            pool.submit(task.work, task.given).result(timeout=task.seconds)
            return
        except TimeoutError:  # an OSError too, so it comes before those of the file
            message = f"membacanya melewati {task.seconds:.0f} detik"
        except (SourceError, OSError):
            raise
        except BrokenProcessPool:
            message = "membacanya menghabiskan memori atau menghentikan proses pembaca"
        except MemoryError:
            message = "membacanya menghabiskan memori"
        except Exception as error:
            # Whatever a broken file makes a library raise, the other files go on.
            # Its words may quote a person's cell.
            message = f"tidak terbaca ({type(error).__name__})"
        self._mine.pool = None
        self._pools.remove(pool)
        _end(pool)
        raise SourceError(message)


def _end(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def _begin(begin: Callable[..., object], start: tuple[Any, ...]) -> None:
    """Prepare a child, and bound its memory where the platform can."""
    begin(*start)
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit; the limit of time still holds.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _ready() -> None:
    """Do nothing: who waits for it knows that the child has begun."""
