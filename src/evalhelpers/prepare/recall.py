"""Preparing again from the very same inputs is skipped: the outcome of last time is taken up.

Taken up is only what is still there byte for byte, and only from a run that a second one would repeat:
nothing unreadable, nothing gone missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evalhelpers import fingerprints
from evalhelpers.dataset import replace_text
from evalhelpers.identity import Vault
from evalhelpers.intake.folder import raw_files
from evalhelpers.intake.reader import DELIMITED, WORKBOOKS

VERSION = 1


def inputs(basis: Mapping[str, Any], raw: Path, vault: Vault) -> dict[str, Any] | None:
    """Return a fingerprint of everything a preparation depends on; None where a raw file cannot be read.

    `basis` stands for code, environment and parameters.
    """
    try:
        files = {path.relative_to(raw).as_posix(): _raw(path) for path in raw_files(raw)}
    except OSError:
        return None
    # Keyed, so that it says nothing about the key.
    return {"version": VERSION, "basis": dict(basis), "raw": files, "identity": vault.fingerprint("prepare")}


def _raw(path: Path) -> str:
    # A file that is no table is passed over, however large it is.
    is_table = path.suffix.casefold() in WORKBOOKS | DELIMITED
    return fingerprints.of_file(path) if is_table else f"{path.stat().st_size} bita"


def remember(path: Path, made_from: Mapping[str, Any] | None, made: Mapping[str, Path]) -> None:
    """Note what has been made from which inputs; None: nothing that could be taken up.

    `made` has the files by name; the names must not depend on where the project lies.
    """
    if made_from is None:
        path.unlink(missing_ok=True)
        return
    files = {name: fingerprints.of_file(file) for name, file in sorted(made.items())}
    replace_text(path, json.dumps({"inputs": made_from, "made": files}, indent=1, ensure_ascii=False) + "\n")


def is_known(path: Path, made_from: Mapping[str, Any] | None, made: Mapping[str, Path]) -> bool:
    """Say whether an earlier preparation from these inputs has left just the files that are there now."""
    if made_from is None or not path.exists():
        return False
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return (
            stored["inputs"] == made_from
            and stored["made"].keys() == made.keys()
            and all(fingerprints.of_file(made[name]) == digest for name, digest in stored["made"].items())
        )
    except (OSError, ValueError, KeyError):
        return False
