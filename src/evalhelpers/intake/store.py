"""Parsed sheets of unchanged files, kept as JSON by the content of the file.

They name persons, so they lie with the identities.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from evalhelpers.intake.sheet import Cell, Sheet

_NAME = re.compile(r"[0-9a-f]{64}-[0-9a-f]{12}\.json")


class Store:
    """A folder of parsed files; without one, nothing is kept and nothing is found.

    What this run did not ask for belongs to files that are gone, and is removed by `prune`.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def recall(self, digest: str, form: dict[str, Any]) -> list[Sheet] | None:
        """Return the sheets of a file with this hash, read in this form by this code; None if unknown."""
        if self._folder is None:
            return None
        path = self._folder / self._file(digest, form)
        if not path.exists():
            return None
        try:
            return [_sheet(value) for value in json.loads(path.read_text(encoding="utf-8"))]
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None  # half written or spoilt: the file is read again

    def keep(self, digest: str, form: dict[str, Any], sheets: list[Sheet]) -> None:
        """Keep the sheets of a file."""
        if self._folder is None:
            return
        path = self._folder / self._file(digest, form)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps([_value(sheet) for sheet in sheets], ensure_ascii=False), encoding="utf-8")
        part.replace(path)

    def prune(self) -> None:
        """Remove what was kept for files that are no longer there."""
        if self._folder is None or not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name) and path.name not in self._used:
                path.unlink()

    def _file(self, digest: str, form: dict[str, Any]) -> str:
        key = json.dumps([_code(), form], sort_keys=True)
        name = f"{digest}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.json"
        self._used.add(name)
        return name


@cache
def _code() -> str:
    """Return a hash of the code that reads files: another version reads them again."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def _value(sheet: Sheet) -> dict[str, Any]:
    # Cells repeat, so each is written once and rows point to them.
    numbered: dict[Cell, int] = {}
    rows = [[numbered.setdefault(cell, len(numbered)) for cell in row] for row in sheet.rows]
    return {
        "name": sheet.name,
        "cells": list(numbered),
        "rows": rows,
        "numbers": sheet.numbers,
        "merges": sheet.merges,
        "hidden": sheet.hidden,
    }


def _sheet(value: dict[str, Any]) -> Sheet:
    cells: list[Cell] = [(text, kind) for text, kind in value["cells"]]
    return Sheet(
        name=value["name"],
        rows=[[cells[at] for at in row] for row in value["rows"]],
        numbers=value["numbers"],
        merges=tuple((a, b, c, d) for a, b, c, d in value["merges"]),
        hidden=value["hidden"],
    )
