"""One raw file, read in a child process: a hostile one can neither hang nor exhaust this one."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from evalhelpers.errors import SourceError
from evalhelpers.intake.delimited import read_delimited
from evalhelpers.intake.excel import is_workbook, read_workbook
from evalhelpers.intake.sheet import Sheet

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
DELIMITED = frozenset({".csv", ".tsv", ".txt"})
SECONDS = 120
MEMORY = 4 * 2**30


def read_file(path: Path, form: dict[str, Any]) -> list[Sheet]:
    """Read one file by what it is; a workbook is one under any name.

    Raises
    ------
    SourceError
        If it cannot be read.
    """
    if path.suffix.casefold() in WORKBOOKS or is_workbook(path):
        return read_workbook(path)
    return read_delimited(path, encoding=form.get("encoding"), delimiter=form.get("delimiter"))


class Reader:
    """Reads files one after another in one child process, made at the first and ended after the last."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, path: Path, form: dict[str, Any]) -> list[Sheet]:
        """Read one file within the limits of time and memory; `SourceError` if it breaks them."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_limit_memory)
        try:
            return self._pool.submit(read_file, path, form).result(timeout=self._seconds)
        except FutureTimeoutError:
            self._stop()
            raise SourceError(f"membacanya melewati {self._seconds:g} detik") from None
        except BrokenProcessPool:
            self._stop()
            raise SourceError("membacanya menghabiskan memori atau menghentikan proses pembaca") from None
        except MemoryError:
            raise SourceError("membacanya menghabiskan memori") from None
        except SourceError:
            raise
        except Exception as error:
            # Whatever a broken file makes a library raise, the other files go on.
            raise SourceError(f"tidak terbaca ({type(error).__name__}: {str(error)[:100]})") from error

    def _stop(self) -> None:
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit; the limit of time still holds.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
