"""Fork servers as their owner sees them: started, asked for kernels, shared, and ended.

Nothing heavy is imported here: a command can start a server first and import while that imports too.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Any

from evalhelpers.press.forkserver import MESSAGE

STACK = ("evalhelpers.workbook", "pyarrow.pandas_compat")
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
ORDINARY = "EVALHELPERS_ORDINARY_KERNELS"
_SERVERS = 2


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
        order = {"argv": list(argv), "cwd": cwd, "env": dict(env), "limits": _limits()}
        request = json.dumps(order).encode()
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
                self._process.wait(0.1)
            except subprocess.TimeoutExpired:
                # It is still importing and has forked nothing yet, or hangs.
                self._process.kill()
                self._process.wait()


def _limits() -> dict[str, tuple[int, int]]:
    """Return the resource limits of this process by name: a child of its own would have them too."""
    import resource

    names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
    return {name: resource.getrlimit(getattr(resource, name)) for name in names}


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
    """Say whether kernels may be forked: on Linux, unless `EVALHELPERS_ORDINARY_KERNELS` is set."""
    return sys.platform == "linux" and not os.environ.get(ORDINARY)
