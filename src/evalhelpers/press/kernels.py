"""Warm kernels: a kernel provisioner whose kernels are forked from a process that has imported everything.

Any program that starts kernels through `jupyter_client` can use them: papermill, nbclient, JupyterLab.
Where they cannot be had (not Linux, another interpreter, any error) an ordinary kernel starts instead,
and the reason is said once.
"""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import List, Unicode

from evalhelpers.press.servers import (
    ORDINARY,
    STACK,
    Forked,
    GoneError,
    WarmError,
    can_fork,
    discard,
    server_for,
)

SPEC = "evalhelpers"
_FORKED_ARGUMENTS = {"cwd", "env", "stdin", "stdout", "stderr", "independent", "kernel_id", "extra_arguments"}
_LAUNCHER = ["-m", "ipykernel_launcher"]

log = logging.getLogger(__name__)
_said: set[str] = set()


class ForkProvisioner(LocalProvisioner):
    """Starts kernels by forking; everything else about them is as with a local kernel.

    `preload` lists the modules that are imported before the fork. They must start no thread.
    """

    preload = List(Unicode(), default_value=list(STACK)).tag(config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork the kernel, or start an ordinary one and say once why."""
        try:
            # In a thread: the first kernel waits for the imports, and its owner may have others to serve.
            self.process = await asyncio.to_thread(self._fork, cmd, kwargs)
        except (WarmError, OSError) as error:
            _say_once(str(error))
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.process.pid
        # Signals go through the server, which signals the group: see `Forked`.
        self.pgid = None
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel and notice it at once; a local kernel is polled every 100 ms."""
        await self._ended(60.0)
        return await super().wait()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel; it is gone when this returns, so that nobody has to poll for it."""
        await super().kill(restart)
        await self._ended(1.0)

    async def _ended(self, seconds: float) -> None:
        """Wait up to some seconds for a forked kernel to end."""
        end = time.monotonic() + seconds
        while isinstance(self.process, Forked) and self.process.poll() is None and time.monotonic() < end:
            await asyncio.sleep(0.002)

    def _fork(self, cmd: list[str], kwargs: Mapping[str, Any]) -> Forked:
        if not can_fork():
            why = f"{ORDINARY} diisi" if os.environ.get(ORDINARY) else f"sistem {sys.platform}"
            raise WarmError(why)
        if cmd[:1] != [sys.executable] or cmd[1:3] != _LAUNCHER:
            raise WarmError(f"perintah kernel {' '.join(cmd[:3])} bukan ipykernel dari {sys.executable}")
        unknown = set(kwargs) - _FORKED_ARGUMENTS
        if unknown or kwargs.get("independent"):
            raise WarmError(f"pilihan peluncuran {', '.join(sorted(unknown)) or 'independent'}")
        env = {k: str(v) for k, v in (kwargs.get("env") or os.environ).items()}
        cwd = os.path.abspath(kwargs.get("cwd") or os.getcwd())
        streams = Streams(kwargs)
        try:
            return streams.attach(self._of_current_code(cmd[3:], cwd, env, streams.given))
        finally:
            streams.close()

    def _of_current_code(
        self, argv: Sequence[str], cwd: str, env: Mapping[str, str], streams: Sequence[int]
    ) -> Forked:
        """Fork from a server that has imported the code as it is now."""
        server = server_for(env, self.preload)
        try:
            return server.fork(argv, cwd, env, streams)
        except GoneError:
            discard(server)
            return server_for(env, self.preload).fork(argv, cwd, env, streams)


class Streams:
    """The three standard streams of a kernel, as `subprocess.Popen` would understand them.

    Nobody may read the input of a kernel from a terminal, so without one it is empty.
    """

    def __init__(self, kwargs: Mapping[str, Any]) -> None:
        self.given: list[int] = []
        self._opened: list[int] = []
        self._pipes: dict[str, int] = {}
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            self.given.append(self._descriptor(name, number, kwargs.get(name)))

    def _descriptor(self, name: str, number: int, wanted: Any) -> int:
        if wanted is None and name != "stdin":
            return number
        if wanted is None or wanted == subprocess.DEVNULL:
            self._opened.append(os.open(os.devnull, os.O_RDWR))
            return self._opened[-1]
        if wanted == subprocess.PIPE:
            read, write = os.pipe()
            theirs, self._pipes[name] = (read, write) if name == "stdin" else (write, read)
            self._opened.append(theirs)
            return theirs
        if wanted == subprocess.STDOUT and name == "stderr":
            return self.given[1]
        return wanted if isinstance(wanted, int) else int(wanted.fileno())

    def attach(self, kernel: Forked) -> Forked:
        """Give the kernel our ends of the pipes."""
        for name, fd in self._pipes.items():
            setattr(kernel, name, os.fdopen(fd, "wb" if name == "stdin" else "rb"))
        self._pipes.clear()
        return kernel

    def close(self) -> None:
        """Close what the kernel has received."""
        for fd in (*self._opened, *self._pipes.values()):
            os.close(fd)


def said() -> frozenset[str]:
    """Return what has been said in this process about kernels that are not warm."""
    return frozenset(_said)


def _say_once(reason: str) -> None:
    words = f"Kernel hangat tidak tersedia ({reason}); memakai kernel biasa."
    if words not in _said:
        _said.add(words)
        log.warning(words)
