"""Kernels started ahead of their notebooks, and a client that knows at once when they are ready."""

from __future__ import annotations

import atexit
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
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

from evalhelpers.press import kernels

ORDINARY = "python3"
# A socket's path may have 107 bytes; the kernel's five end in "-1" to "-5".
_LONGEST_SOCKET = 104


@dataclass(frozen=True)
class Launch:
    """What a kernel is started with: its spec, folder and environment."""

    kernel: str
    cwd: str
    env: dict[str, str]

    @classmethod
    def of(cls, kernel_name: str, extra: Mapping[str, str] | None) -> Launch:
        """Return what a notebook's kernel is to be started with as things are now."""
        return cls(warm_name(kernel_name), os.getcwd(), {**os.environ, **(extra or {})})

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
        self._held: tuple[Launch, Any] | None = None

    def take(self, launch: Launch) -> Any:
        """Return the manager of a kernel started like this: the spare one if it fits, else a new one."""
        held, self._held = self._held, None
        if held is not None:
            if held[0] == launch and run_sync(held[1].is_alive)():
                return held[1]
            shut_down(held[1])
        return launch.start()

    def prepare(self, launch: Launch) -> None:
        """Start the next kernel; a failure shows when that is taken."""
        with suppress(Exception):
            self._held = (launch, launch.start())
            # Registered anew, it still runs once.
            atexit.unregister(self.drop)
            atexit.register(self.drop)

    def drop(self) -> None:
        """End the spare kernel."""
        held, self._held = self._held, None
        if held is not None:
            shut_down(held[1])


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


def shut_down(manager: Any) -> None:
    """End a kernel at once and remove what belongs to it."""
    with suppress(RuntimeError, OSError):
        run_sync(manager.shutdown_kernel)(now=True)
