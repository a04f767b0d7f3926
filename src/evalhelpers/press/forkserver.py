"""The template process of warm kernels: imports the stack once, then forks one clean kernel per request.

It runs as ``python -P -m evalhelpers.press.forkserver FD MODULES`` and is told by `kernels` what to do. It
holds no thread, no event loop and no ZeroMQ context, because none of them survives a fork. It ends when
the process that started it ends, and takes its kernels along.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn

# One request or answer is one message: the sockets keep their borders.
MESSAGE = 1 << 20
STREAMS = 3
# What ipykernel and IPython import only once a kernel starts.
ALWAYS = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.debugger", "faulthandler",
    "pdb", "sqlite3", "IPython.core.completerlib", "IPython.core.debugger", "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
)  # fmt: skip


@dataclass(frozen=True)
class Order:
    """What a child is to become: arguments of the kernel, its folder, environment, limits and streams."""

    argv: list[str]
    cwd: str
    env: dict[str, str]
    limits: dict[str, list[int]]
    streams: list[int]


class ForkServer:
    """Forks kernels on request and reports how each of them ended.

    Parameters
    ----------
    control
        Where requests come from; each brings a socket of its own for one kernel, and three streams.
        When the other side closes it, the server kills what it has forked and ends.
    imported
        When the imports began, in nanoseconds since 1970.
    error
        Why no kernel can be forked, or empty; it is the answer to every request then.
    """

    def __init__(self, control: socket.socket, imported: int, error: str = "") -> None:
        self._control = control
        self._imported = imported
        self._error = error
        self._kernels: dict[int, socket.socket | None] = {}
        self._seen = _stamps()
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        # A child's end wakes the selector through this pair; the handler itself has nothing to do.
        self._awake, wake = socket.socketpair()
        self._awake.setblocking(False)
        wake.setblocking(False)
        self._wake = wake
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._selector.register(self._awake, selectors.EVENT_READ)

    def serve(self) -> Order:
        """Answer requests; return only in a forked child, with its order. With its owner the server ends."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._awake:
                    self._drain()
                    self._reap()
                elif key.fileobj is self._control:
                    message, fds = _receive(self._control)
                    if message is None:
                        self._end()
                    order = self._fork(message, fds)
                    if order is not None:
                        return order
                else:
                    self._obey(key.data, key.fileobj)

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            while self._awake.recv(4096):
                pass

    def _reap(self) -> None:
        while self._kernels:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            line = self._kernels.pop(pid, None)
            if line is not None:
                self._selector.unregister(line)
                with suppress(OSError):
                    line.send(json.dumps({"exit": os.waitstatus_to_exitcode(status)}).encode())
                line.close()

    def _fork(self, request: dict[str, Any], fds: list[int]) -> Order | None:
        """Fork a kernel; the child gets its order, the server None."""
        line = socket.socket(fileno=fds[0])
        order = Order(**request, streams=fds[1:])
        answer = self._refusal()
        pid = 0
        if answer is None:
            try:
                pid = os.fork()
            except OSError as error:
                answer = {"error": f"fork: {error}"}
            else:
                if pid == 0:
                    self._forget(line)
                    return order
                self._kernels[pid] = line
                self._selector.register(line, selectors.EVENT_READ, data=pid)
                answer = {"pid": pid}
        for fd in fds[1:]:
            os.close(fd)
        # The owner may be gone by now; then the closed line is read as its end.
        with suppress(OSError):
            line.send(json.dumps(answer).encode())
        if not pid:
            line.close()
        return None

    def _refusal(self) -> dict[str, Any] | None:
        if self._error:
            return {"error": self._error}
        # Source that has changed since it was imported would run in its old form.
        now = _stamps(self._seen)
        is_current = now == self._seen and max(now.values(), default=0) <= self._imported
        return None if is_current else {"stale": True}

    def _obey(self, pid: int, line: Any) -> None:
        message, _ = _receive(line)
        if message is not None:
            _signal(pid, message["signal"])
            return
        # A closed line means that nobody waits for this kernel any more.
        self._selector.unregister(line)
        line.close()
        self._kernels[pid] = None
        _signal(pid, signal.SIGKILL)

    def _forget(self, line: socket.socket) -> None:
        """In a child: let go of everything that belongs to the server."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._selector.close()
        for other in (self._control, self._awake, self._wake, line, *self._kernels.values()):
            if other is not None:
                other.close()

    def _end(self) -> NoReturn:
        for pid in list(self._kernels):
            _signal(pid, signal.SIGKILL)
        for pid in list(self._kernels):
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        # There is nothing to tidy up, and taking all the modules down would take a while.
        os._exit(0)


def _signal(pid: int, number: int) -> None:
    """Signal a kernel and what it has started; an unreaped pid cannot belong to anyone else."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        # It has not yet made a group of its own.
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _receive(line: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    try:
        data, fds, _, _ = socket.recv_fds(line, MESSAGE, 1 + STREAMS)
    except OSError:
        return None, []
    return (json.loads(data) if data else None), list(fds)


def _stamps(known: dict[str, int] | None = None) -> dict[str, int]:
    """Return when each file of code that has been imported was last written (0 where it is gone)."""
    names = known or {
        file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))
    }
    found = {}
    for name in names:
        try:
            found[name] = os.stat(name).st_mtime_ns
        except OSError:
            found[name] = 0
    return found


def become_kernel(order: Order) -> None:
    """Turn a fresh child into the kernel asked for; return when the kernel has been shut down."""
    import resource

    os.setsid()
    _die_with_parent()
    for target, fd in enumerate(order.streams):
        os.dup2(fd, target)
    for fd in order.streams:
        if fd >= STREAMS:
            os.close(fd)
    for name, limit in order.limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (limit[0], limit[1]))
    os.environ.clear()
    os.environ.update(order.env)
    os.chdir(order.cwd)
    time.tzset()
    # `random` seeds itself anew in a child; the older generator of numpy does not.
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    sys.argv = ["ipykernel_launcher", *order.argv]
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.clear_instance()
    # ipykernel reads its parent from the environment as it is imported, which was too early.
    app = IPKernelApp.instance(parent_handle=os.getppid())
    app.initialize(order.argv)
    app.start()


def _die_with_parent() -> None:
    """Ask Linux to kill this process with its server; ipykernel's own watch cannot interrupt C code."""
    import ctypes

    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    if os.getppid() == 1:
        os._exit(1)


def preload(modules: Sequence[str]) -> str:
    """Import what every kernel needs; return why that failed, or nothing."""
    try:
        for name in (*ALWAYS, *modules):
            importlib.import_module(name)
    except Exception as error:
        # The owner starts an ordinary kernel then and prints this.
        return f"{type(error).__name__}: {error}"
    threads = len(os.listdir("/proc/self/task"))
    return "" if threads == 1 else f"{threads} utas sudah berjalan setelah impor, tidak aman digandakan"


def main(argv: Sequence[str]) -> None:
    """Import, then serve until the owner is gone; a forked child leaves by becoming a kernel."""
    started = time.time_ns()
    server = ForkServer(socket.socket(fileno=int(argv[0])), started, preload(json.loads(argv[1])))
    # What has been imported is shared with the children; the collector must not touch its pages.
    gc.collect()
    gc.freeze()
    become_kernel(server.serve())


if __name__ == "__main__":
    main(sys.argv[1:])
