"""The papermill engine of the reports: warm kernels, one save, and plain words for how a run ended."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

import nbformat
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_core.paths import jupyter_runtime_dir
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.iorw import write_ipynb
from papermill.log import logger
from papermill.utils import nb_language

from evalhelpers.errors import ParamError, ReportError
from evalhelpers.press import kernels

ORDINARY = "python3"
# A socket's path may have 107 bytes; the kernel's five end in "-1" to "-5".
_LONGEST_SOCKET = 104


class KernelDiedError(ReportError):
    """The kernel ended before the notebook did; `memory` says whether the system had run out of it."""

    def __init__(self, message: str, *, memory: bool = False) -> None:
        super().__init__(message)
        self.memory = memory


class TimeLimitError(ReportError):
    """A cell, or the whole report, took longer than allowed."""


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
        place = Place.of(kernel_name, kernel_env)
        killed_before = oom_kills()
        manager = spare.take(place)
        process = getattr(manager.provisioner, "process", None)
        try:
            if warm_next:
                spare.prepare(place)
            client = PapermillNotebookClient(
                nb_man,
                km=manager,
                timeout_func=limits.for_cell,
                startup_timeout=start_timeout,
                kernel_name=place.kernel,
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
                shut_down(manager, now=True)


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


class Place:
    """What a kernel is started with: its spec, folder and environment. Equal places can share a spare."""

    def __init__(self, kernel: str, cwd: str, env: Mapping[str, str]) -> None:
        self.kernel, self.cwd, self.env = kernel, cwd, dict(env)

    @classmethod
    def of(cls, kernel_name: str, extra: Mapping[str, str] | None) -> Place:
        """Return the place of a notebook's kernel as things are now."""
        return cls(warm_name(kernel_name), os.getcwd(), {**os.environ, **(extra or {})})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def start(self) -> Any:
        """Start a kernel and return its manager; nobody has waited for it to be ready."""
        starter = NotebookClient(nbformat.v4.new_notebook(), kernel_name=self.kernel)
        starter.km = starter.create_kernel_manager()
        if self.kernel == kernels.SPEC:
            starter.km.client_class = f"{PromptClient.__module__}.{PromptClient.__name__}"
            # As nbclient does for the kernels that it knows by name to be Python.
            starter.extra_arguments = [f"--HistoryManager.hist_file={starter.ipython_hist_file}"]
            _use_sockets(starter.km)
        starter.start_new_kernel(cwd=self.cwd, env=self.env)
        return starter.km


def _use_sockets(manager: Any) -> None:
    """Let a kernel talk through files of this user: ports that look free may be taken a moment later."""
    if sys.platform == "win32":
        return
    folder = jupyter_runtime_dir()
    name = str(Path(folder) / f"k{uuid4().hex[:12]}")
    if len(name) < _LONGEST_SOCKET:
        Path(folder).mkdir(parents=True, exist_ok=True)
        manager.transport, manager.ip = "ipc", name
        manager.connection_file = f"{name}.json"


class PromptClient(AsyncKernelClient):
    """Is ready as soon as the kernel is.

    The library's own client waits until the output channel has been silent for a while. Here it is read
    up to the end of the answer to our own question: what the kernel said before has been read by then.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its output arrives.

        Raises
        ------
        RuntimeError
            If it ends, or does not answer in time (seconds).
        """
        end = time.monotonic() + (timeout or float("inf"))
        while not await self._answers(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _answers(self, asked: str) -> bool:
        try:
            while (await self.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                pass
            while not _ends(await self.get_iopub_msg(timeout=1), asked):
                pass
        except Empty:
            # The output channel may not have been connected yet when the kernel spoke.
            return False
        return True


def _ends(message: Mapping[str, Any], asked: str) -> bool:
    is_ours = message["parent_header"].get("msg_id") == asked
    return is_ours and message["content"].get("execution_state") == "idle"


class Spare:
    """One kernel of this process started ahead of its notebook. It is used once or not at all."""

    def __init__(self) -> None:
        self._held: tuple[int, Place, Any] | None = None

    def take(self, place: Place) -> Any:
        """Return the manager of a kernel for this place: the spare one if it fits, else a new one."""
        held, self._held = self._held, None
        # A spare that was started before a fork of this process belongs to the other half.
        if held is not None and held[0] == os.getpid():
            if held[1] == place and run_sync(held[2].is_alive)():
                return held[2]
            shut_down(held[2], now=True)
        return place.start()

    def prepare(self, place: Place) -> None:
        """Start the next kernel; a failure shows when that is taken."""
        with suppress(Exception):
            self._held = (os.getpid(), place, place.start())

    def drop(self) -> None:
        """End the spare kernel."""
        held, self._held = self._held, None
        if held is not None and held[0] == os.getpid():
            shut_down(held[2], now=True)


spare = Spare()


def warm_name(kernel_name: str) -> str:
    """Return our kernelspec in place of the plain Python one, where that is this very interpreter."""
    if kernel_name != ORDINARY:
        return kernel_name
    specs = KernelSpecManager()
    try:
        command = specs.get_kernel_spec(ORDINARY).argv[0]
        specs.get_kernel_spec(kernels.SPEC)
    except NoSuchKernel:
        return kernel_name
    ours = Path(command).name == command or Path(command) == Path(sys.executable)
    return kernels.SPEC if ours else kernel_name


def shut_down(manager: Any, *, now: bool) -> None:
    """End a kernel and remove what belongs to it."""
    with suppress(RuntimeError, OSError):
        run_sync(manager.shutdown_kernel)(now=now)


def death(process: Any, killed_before: int) -> KernelDiedError:
    """Say how a kernel ended that nobody had asked to end."""
    code = process.poll() if process is not None else None
    if code == -signal.SIGKILL and oom_kills() > killed_before:
        return KernelDiedError("kernel dihentikan sistem karena memori habis", memory=True)
    if code is not None and code < 0:
        return KernelDiedError(f"kernel dihentikan dari luar (sinyal {signal.Signals(-code).name})")
    if code is not None:
        return KernelDiedError(f"kernel berhenti sendiri dengan kode {code}")
    return KernelDiedError("kernel berhenti sebelum laporan selesai")


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
