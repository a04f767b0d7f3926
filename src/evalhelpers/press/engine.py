"""The papermill engine of the reports: warm kernels, one save, and plain words for how a run ended."""

from __future__ import annotations

import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.iorw import write_ipynb
from papermill.log import logger
from papermill.utils import nb_language

from evalhelpers.errors import KernelDiedError, KernelKilledError, ParamError, TimeLimitError
from evalhelpers.press.ahead import Launch, shut_down, spare

# Others, such as SIGSEGV, are faults of what ran in the kernel.
_FROM_OUTSIDE = frozenset({"SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"})


class ReportEngine(Engine):
    """Executes a notebook with warm kernels (``papermill --engine evalhelpers``).

    The notebook is saved once, at the end or when it fails. Options beyond those of papermill's own
    engine: `report_timeout` in seconds for the whole notebook, `kernel_env` with variables of the
    kernel, `warm_next` to start the kernel of the next notebook while this one works.
    """

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, output_path: str | None = None, **kwargs: Any
    ) -> nbformat.NotebookNode:
        """Execute; without an exception papermill saves the notebook itself.

        Raises
        ------
        ParamError
            If the notebook knows no parameter of a given name.
        KernelDiedError, TimeLimitError
            If the kernel ended or a limit was passed; the notebook so far has been saved.
        """
        _refuse_unknown(nb)
        try:
            # Without a path nothing is saved after each cell.
            return super().execute_notebook(nb, kernel_name, output_path=None, **kwargs)
        except BaseException:
            if output_path:
                write_ipynb(nb, output_path)
            raise

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        report_timeout: float | None = None,
        kernel_env: Mapping[str, str] | None = None,
        warm_next: bool = False,
        **kwargs: Any,
    ) -> None:
        """Run the cells of the managed notebook in a kernel of its own."""
        kwargs.pop("input_path", None)
        limits = Limits(execution_timeout or kwargs.pop("timeout", None), report_timeout)
        launch = Launch.of(kernel_name, kernel_env)
        killed_before = oom_kills()
        manager = spare.take(launch)
        process = getattr(manager.provisioner, "process", None)
        try:
            if warm_next:
                spare.prepare(launch)
            client = PapermillNotebookClient(
                nb_man,
                km=manager,
                timeout_func=limits.for_cell,
                startup_timeout=start_timeout,
                kernel_name=launch.kernel,
                log=logger,
                log_output=log_output,
                stdout_file=stdout_file,
                stderr_file=stderr_file,
                **kwargs,
            )
            client.execute(cleanup_kc=True)
        except DeadKernelError as error:
            raise death(process, killed_before) from error
        except CellTimeoutError as error:
            raise TimeLimitError(limits.words()) from error
        finally:
            # Whatever happened before the client could take over, no kernel is left behind.
            if manager.has_kernel:
                shut_down(manager)


class Limits:
    """Seconds a cell and the whole report may take; None is no limit."""

    def __init__(self, cell: float | None, report: float | None) -> None:
        self.cell, self.report = cell, report
        self._end = time.monotonic() + report if report else None
        self._by_report = False

    def for_cell(self, _cell: Any) -> float | None:
        """Return the seconds that the next cell has."""
        if self._end is None:
            return self.cell
        left = max(self._end - time.monotonic(), 0.001)
        self._by_report = self.cell is None or left < self.cell
        return left if self._by_report else self.cell

    def words(self) -> str:
        """Say which of the two was passed."""
        if self._by_report:
            return f"laporan melewati batas waktu {self.report:g} detik"
        return f"satu sel melewati batas waktu {self.cell:g} detik"


def death(process: Any, killed_before: int) -> KernelDiedError:
    """Say how a kernel ended that nobody had asked to end."""
    code = process.poll() if process is not None else None
    if code == -signal.SIGKILL and oom_kills() > killed_before:
        return KernelDiedError("kernel dihentikan sistem karena memori habis", memory=True)
    if code is None:
        return KernelKilledError("kernel berhenti sebelum laporan selesai")
    if code >= 0:
        return KernelDiedError(f"kernel berhenti sendiri dengan kode {code}")
    name = signal.Signals(-code).name
    if name in _FROM_OUTSIDE:
        return KernelKilledError(f"kernel dihentikan dari luar (sinyal {name})")
    return KernelDiedError(f"kernel berhenti karena kesalahan program (sinyal {name})")


def oom_kills() -> int:
    """Return how many processes this system has ended for want of memory; 0 where it does not tell."""
    try:
        lines = Path("/proc/vmstat").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))


def _refuse_unknown(nb: Any) -> None:
    """Refuse parameters that a Python notebook does not have: papermill itself only warns."""
    # Here, because papermill loads this module while it is itself being imported.
    from papermill import inspect_notebook

    from evalhelpers.params import nearest

    given = nb.metadata.get("papermill", {}).get("parameters", {})
    if not given or nb_language(nb) != "python":
        return
    known = sorted(inspect_notebook(nb))
    problems = [
        f"Parameter {name!r} tidak dikenal notebook ini; maksud Anda {nearest(name, known)}?"
        if known
        else f"Parameter {name!r} tidak dikenal notebook ini: tidak ada sel bertanda 'parameters'"
        for name in given
        if name not in known
    ]
    if problems:
        raise ParamError(*problems)
