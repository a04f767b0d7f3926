"""One command at a time for one folder of results."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evalhelpers.errors import ParamError
from evalhelpers.fingerprints import as_name, of_bytes


@contextmanager
def alone(outputs: Path) -> Iterator[None]:
    """Hold the folder of results for this command; a command that dies lets go of it.

    The lock lies elsewhere: a command that is refused leaves the folder untouched.

    Raises
    ------
    ParamError
        If another command of this machine is at work there.
    """
    from filelock import FileLock, Timeout

    name = as_name(of_bytes(str(outputs.resolve()).encode()), 16)
    lock = FileLock(Path(tempfile.gettempdir()) / f"uep-{name}.lock", timeout=0, mode=0o666)
    try:
        lock.acquire()
    except Timeout as error:
        raise ParamError(f"Perintah lain sedang bekerja di {outputs}; tunggu sampai selesai") from error
    try:
        yield
    finally:
        lock.release()
