"""What is checked before anything is written, and what `outputs` remembers from last time."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evalhelpers.dataset import replace_text
from evalhelpers.errors import ParamError
from evalhelpers.params import District

Origin = Literal["sample", "real"]
Pair = tuple[str, str]
Sheets = Mapping[str, frozenset[Pair]]
SAMPLE_MARK = ".uep-sample"
_WORDS = {"sample": "data contoh", "real": "data nyata"}


def check_folders(raw: Path, outputs: Path, identity: Path) -> Origin:
    """Return whether the raw folder holds sample or real data.

    Raises
    ------
    ParamError
        If the raw folder is missing or empty, the folders lie within one another, or `outputs` holds
        data of the other origin. Nothing has been written then.
    """
    if not raw.is_dir():
        raise ParamError(
            f"Folder berkas mentah {raw} tidak ada; salin berkas ke sana atau tulis --raw FOLDER"
        )
    if not any(p.is_file() for p in raw.rglob("*") if not p.name.startswith((".", "~$"))):
        raise ParamError(f"Folder berkas mentah {raw} kosong; salin berkas dari lapangan ke sana")
    raw_home, out_home, id_home = raw.resolve(), outputs.resolve(), identity.resolve()
    if id_home.is_relative_to(out_home):
        raise ParamError(
            f"Folder identitas {identity} harus di luar folder hasil {outputs}: isinya nama dan NIK"
        )
    if id_home.is_relative_to(raw_home) or out_home.is_relative_to(raw_home):
        raise ParamError(f"Folder identitas dan folder hasil harus di luar folder berkas mentah {raw}")
    origin: Origin = "sample" if (raw / SAMPLE_MARK).exists() else "real"
    before = _origin_path(outputs)
    if before.exists() and (held := json.loads(before.read_text(encoding="utf-8"))["origin"]) != origin:
        raise ParamError(
            f"Folder hasil {outputs} memuat {_WORDS[held]}, sedangkan {raw} memuat {_WORDS[origin]}; "
            "pakai --outputs FOLDER lain agar keduanya tidak tercampur"
        )
    return origin


def remember_origin(outputs: Path, origin: Origin) -> None:
    """Note in `outputs` whether it holds sample or real data."""
    path = _origin_path(outputs)
    if not path.exists():
        replace_text(path, json.dumps({"origin": origin}) + "\n")


def _origin_path(outputs: Path) -> Path:
    return outputs / "internal" / "origin.json"


@dataclass(frozen=True)
class Memory:
    """Files of the last run that was read, each with the sheets and tables found in it."""

    sheets: Sheets

    @classmethod
    def read(cls, outputs: Path) -> Memory:
        """Return what is remembered; nothing before the first run."""
        path = _memory_path(outputs)
        stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return cls(
            {file: frozenset((sheet, table) for sheet, table in pairs) for file, pairs in stored.items()}
        )

    def gone_files(self, present: Iterable[str]) -> list[str]:
        """Return the files of last time that are no longer there."""
        return sorted(set(self.sheets) - set(present))

    def gone_sheets(self, found: Sheets) -> list[tuple[str, str, str]]:
        """Return (file, sheet, table) of sheets gone from files that could be read this time.

        A sheet under a new name is not gone: only where fewer sheets hold a table than before.
        """
        return sorted((file, *pair) for file, pairs in found.items() for pair in self._lost(file, pairs))

    def _lost(self, file: str, now: Iterable[Pair]) -> set[Pair]:
        before, now = self.sheets.get(file, frozenset()), frozenset(now)
        renamed = Counter(table for _, table in now - before)
        lost = before - now
        missing = Counter(table for _, table in lost)
        return {(sheet, table) for sheet, table in lost if missing[table] > renamed[table]}

    def write(self, outputs: Path, found: Sheets, present: Iterable[str]) -> None:
        """Remember the files of now.

        A sheet that is missing from a file, and the sheets of a file that cannot be read, stay
        remembered: the next run must not take the loss for the normal state.
        """
        now = {
            file: found[file] | self._lost(file, found[file]) if file in found else self.sheets.get(file, ())
            for file in present
        }
        text = json.dumps({file: sorted(now[file]) for file in sorted(now)}, indent=1, ensure_ascii=False)
        replace_text(_memory_path(outputs), text + "\n")


def _memory_path(outputs: Path) -> Path:
    return outputs / "internal" / "files.json"


def named_districts(text: str, districts: Iterable[District]) -> list[str]:
    """Return the slugs of the districts a path or sheet names, as whole words."""
    words = f" {_words(text)} "
    return [
        d.slug
        for d in districts
        if any(f" {_words(name)} " in words for name in (d.slug, d.name, d.short, *d.variants))
    ]


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
