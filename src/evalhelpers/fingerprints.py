"""Fingerprints of what results are made from: bytes, files, this package, the environment.

A fingerprint is SHA-256 in groups of eight, so that no long run of digits can pass for a NIK.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def of_bytes(data: bytes) -> str:
    """Return the fingerprint of some bytes.

    >>> of_bytes(b"")[:17]
    'e3b0c442:98fc1c14'
    """
    return grouped(hashlib.sha256(data).hexdigest())


def of_file(path: Path) -> str:
    """Return the fingerprint of a file, however large it is."""
    with path.open("rb") as stream:
        return grouped(hashlib.file_digest(stream, "sha256").hexdigest())


def of_value(value: Any) -> str:
    """Return the fingerprint of a JSON value; the order of keys does not count."""
    return of_bytes(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())


def grouped(digest: str) -> str:
    """Return a hexadecimal digest in groups of eight. The mark is none that people write into a NIK.

    >>> grouped("0123456789abcdef")
    '01234567:89abcdef'
    """
    return ":".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def as_name(fingerprint: str, length: int = 32) -> str:
    """Return the beginning of a fingerprint as part of a file's name.

    >>> as_name("01234567:89abcdef", 10)
    '0123456789'
    """
    return fingerprint.replace(":", "")[:length]


def of_files(paths: Iterable[Path], base: Path) -> dict[str, str]:
    """Return fingerprints by path relative to `base`, in path order; line ends do not count in text."""
    found = {}
    for path in sorted(paths):
        data = path.read_bytes()
        # A checkout on Windows may turn line ends; the content is the same.
        found[path.relative_to(base).as_posix()] = of_bytes(data.replace(b"\r\n", b"\n"))
    return found


def of_package() -> str:
    """Return the fingerprint of all source and template files of this package."""
    root = Path(__file__).parent
    paths = [p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    return of_value(of_files(paths, root))


def of_environment() -> str:
    """Return the fingerprint of the interpreter, the kind of machine and every installed distribution."""
    names = set()
    for folder in dict.fromkeys(sys.path):
        try:
            names |= {
                entry for entry in os.listdir(folder or ".") if entry.endswith((".dist-info", ".egg-info"))
            }
        except OSError:
            continue
    return of_value([sys.version, platform.system(), platform.machine(), sorted(names)])
