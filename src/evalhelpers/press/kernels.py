"""Warm kernels: a kernel provisioner whose kernels are forked from a process that has imported everything.

Any program that starts kernels through `jupyter_client` can use them: papermill, nbclient, JupyterLab.
Where they cannot be had (not Linux, another interpreter, any error) an ordinary kernel starts instead,
and the reason is said once.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import List, Unicode

from evalhelpers.press.forkserver import MESSAGE

SPEC = "evalhelpers"
STACK = ("evalhelpers.workbook",)
# Nothing reads these before the kernel does, so kernels that differ in them can share a server.
LATE = frozenset(
    {
        "IPYTHONDIR",
        "JPY_PARENT_PID",
        "JPY_SESSION_NAME",
        "JUPYTER_RUNTIME_DIR",
        "OLDPWD",
        "PWD",
        "PYTEST_CURRENT_TEST",
        "TZ",
    }
)
# A thread does not survive a fork, so the libraries are asked to start none when they are imported.
NO_THREADS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
START_SECONDS = 120
_SERVERS = 2
_FORKED_ARGUMENTS = {"cwd", "env", "stdin", "stdout", "stderr", "independent", "kernel_id", "extra_arguments"}
_LAUNCHER = ["-m", "ipykernel_launcher"]

log = logging.getLogger(__name__)


class WarmError(Exception):
    """A warm kernel cannot be had; an ordinary one can."""


class GoneError(WarmError):
    """The server has ended, or has imported code that has changed since: a new one is needed."""


class Server:
    """The template process of one environment, as its owner sees it.

    It ends with its owner, whichever way that ends: the kernel of the operating system closes the
    socket between them. Other processes can share it by means of `line`; then it ends with the last.
    """

    def __init__(self, env: Mapping[str, str], modules: Sequence[str]) -> None:
        self.owner = os.getpid()
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # -P: like `ipykernel_launcher`, import nothing from the folder the program was called in.
            command = [sys.executable, "-P", "-m", "evalhelpers.press.forkserver"]
            # A session of its own keeps Ctrl-C at the terminal away from it.
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*command, str(theirs.fileno()), json.dumps(list(modules))],
                env={**NO_THREADS, **env},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    @classmethod
    def at(cls, line: socket.socket) -> Server:
        """Return a server that another process has started, at the end of this line."""
        shared = cls.__new__(cls)
        shared.owner, shared.line, shared._process = os.getpid(), line, None
        return shared

    @property
    def pid(self) -> int:
        """Return the process id of a server of our own."""
        return self._process.pid if self._process else 0

    @property
    def is_usable(self) -> bool:
        """Say whether it runs and belongs to this process, not to one that this was forked from.

        Whether another's server still runs shows when it is asked for a kernel.
        """
        runs = self._process is None or self._process.poll() is None
        return self.owner == os.getpid() and runs

    def fork(self, argv: Sequence[str], cwd: str, env: Mapping[str, str], streams: Sequence[int]) -> Forked:
        """Fork one kernel.

        Raises
        ------
        GoneError
            If the server has ended, or code has changed since it was imported.
        WarmError
            If it cannot fork.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = json.dumps({"argv": list(argv), "cwd": cwd, "env": dict(env)}).encode()
        try:
            with theirs:
                if len(request) > MESSAGE:
                    raise WarmError("lingkungan kernel terlalu besar")
                socket.send_fds(self.line, [request], [theirs.fileno(), *streams])
            ours.settimeout(START_SECONDS)
            data = ours.recv(MESSAGE)
        except OSError as error:
            ours.close()
            raise GoneError(f"proses induk kernel berhenti ({error})") from error
        answer = json.loads(data) if data else {}
        if "pid" in answer:
            return Forked(answer["pid"], ours)
        ours.close()
        if "error" in answer:
            raise WarmError(answer["error"])
        raise GoneError("kode berubah sejak diimpor" if answer else "proses induk kernel berhenti")

    def stop(self) -> None:
        """End the server and the kernels it has forked; without effect in a copy of the owner."""
        self.line.close()
        if self._process is not None and self.owner == os.getpid():
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


class Forked:
    """A forked kernel with the interface of `subprocess.Popen` that a provisioner uses.

    The server reaps it, so signals go through the server: only that knows whether the pid still is
    this kernel's. A server that died has taken the kernel with it, which reads as SIGKILL.
    """

    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._line = line

    def poll(self) -> int | None:
        """Return the exit code as `subprocess` has it, negative for a signal; None while it runs."""
        return self._read(blocking=False)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end and return the exit code."""
        return self._read(blocking=True, timeout=timeout)

    def _read(self, *, blocking: bool, timeout: float | None = None) -> int | None:
        if self.returncode is not None:
            return self.returncode
        self._line.settimeout(timeout if blocking else 0)
        try:
            data = self._line.recv(MESSAGE)
        except BlockingIOError:
            return None
        except TimeoutError:
            raise subprocess.TimeoutExpired("kernel", timeout or 0) from None
        except OSError:
            data = b""
        self.returncode = json.loads(data)["exit"] if data else -signal.SIGKILL
        self._line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Signal the kernel and the processes it has started."""
        if self.poll() is None:
            with suppress(OSError):
                self._line.send(json.dumps({"signal": int(number)}).encode())

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


_servers: deque[tuple[Any, Server]] = deque()
_lock = threading.Lock()
_said: set[str] = set()


def server_for(env: Mapping[str, str], modules: Sequence[str]) -> Server:
    """Return the server of an environment; start it when there is none.

    The oldest one is stopped when a third environment comes along.
    """
    key = _key(env, modules)
    with _lock:
        for known, server in list(_servers):
            if not server.is_usable:
                _servers.remove((known, server))
                server.stop()
            elif known == key:
                return server
        while len(_servers) >= _SERVERS:
            _servers.popleft()[1].stop()
        server = Server(env, modules)
        _servers.append((key, server))
        return server


def share(line: socket.socket, env: Mapping[str, str], modules: Sequence[str] = STACK) -> None:
    """Use the server at the end of a line for this environment, as long as it answers."""
    with _lock:
        _servers.append((_key(env, modules), Server.at(line)))


def _key(env: Mapping[str, str], modules: Sequence[str]) -> Any:
    return tuple(modules), frozenset((k, v) for k, v in env.items() if k not in LATE)


def discard(server: Server) -> None:
    """Stop a server; the next kernel of its environment starts a new one."""
    with _lock:
        for entry in list(_servers):
            if entry[1] is server:
                _servers.remove(entry)
    server.stop()


def stop_all() -> None:
    """Stop all servers of this process, and with them their kernels."""
    with _lock:
        while _servers:
            _servers.popleft()[1].stop()


def can_fork() -> bool:
    """Say whether this platform can fork a process that has imported numerical libraries."""
    return sys.platform == "linux" and hasattr(socket, "send_fds")


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
            raise WarmError(f"{sys.platform} tidak mendukung penggandaan proses")
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
