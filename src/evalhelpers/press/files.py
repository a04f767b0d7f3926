"""Files and folders of results that are there whole or not at all, and what an interrupted run leaves."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_OLD, _PART = ".lama", ".bagian"


def replace_folder(new: Path, place: Path) -> None:
    """Put a finished folder in place of the published one; a reader sees the old or the new, never a mix."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.with_name(f".{place.name}{_OLD}")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        os.replace(place, old)
    try:
        os.replace(new, place)
    except OSError:
        if old.exists():
            os.replace(old, place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(outputs: Path) -> None:
    """Clear away what an interrupted run has left: a folder moved aside comes back, half files go."""
    for old in outputs.glob(f"site/*/.*{_OLD}"):
        place = old.with_name(old.name[1:].removesuffix(_OLD))
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.replace(old, place)
    for part in (*outputs.glob(f"site/**/.*{_PART}"), *outputs.glob(f"internal/**/.*{_PART}")):
        part.unlink(missing_ok=True)
    shutil.rmtree(outputs / "internal" / "staging", ignore_errors=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}{_PART}")
    part.write_bytes(data)
    os.replace(part, path)
