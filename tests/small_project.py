"""A project of one district and two periods with few recipients: whole runs of it take seconds."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from evalhelpers import sample
from evalhelpers.params import read_project

ROOT = Path(__file__).parents[1]
PERIODS = ("2024-S2", "2025-S1")
SLUGS = ("bulungan", "provinsi")


def make(place: Path) -> Path:
    """Write the project and its raw files to an empty folder."""
    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, place / name)
    for sheet in (place / "params").glob("20*.yaml"):
        if sheet.stem in PERIODS:
            text = sheet.read_text(encoding="utf-8")
            sheet.write_text(text.replace("districts: all", "districts: [bulungan]"), encoding="utf-8")
        else:
            sheet.unlink()
    reference = read_project(place).reference
    sample.write(place / "raw", reference=reference, seed=65, recipients=24, districts=1)
    return place


def command(*more: object, name: str = "run") -> list[str]:
    program = Path(sys.executable).with_name("evalhelpers")
    given = ["--all", "--raw", "raw", "--identity", "identity"]
    return [str(program), name, *given, *map(str, more)]


def run(place: Path, *more: object, env: dict[str, str] | None = None, name: str = "run") -> tuple[int, str]:
    done = subprocess.run(
        command(*more, name=name),
        cwd=place,
        capture_output=True,
        text=True,
        env={**os.environ, **(env or {})},
    )
    return done.returncode, done.stdout + done.stderr


def tree(site: Path) -> dict[str, str]:
    """Return the hash of every file of a site by its path."""
    return {
        p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(site.rglob("*"))
        if p.is_file()
    }


def fresh(place: Path, *more: object, env: dict[str, str] | None = None) -> dict[str, str]:
    """Return the site as a run from nothing but the raw files and the identity key makes it."""
    folder = place / "fresh"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "identity").mkdir(parents=True)
    shutil.copy(place / "identity" / "kunci.bin", folder / "identity")
    given = ["--outputs", folder / "outputs", "--identity", folder / "identity", *more]
    code, said = run(place, *given, env=env)
    assert code == 0, said
    return tree(folder / "outputs" / "site")
