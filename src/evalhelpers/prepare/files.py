"""Each raw file read and cleaned in a process of its own, and kept until it changes.

A hostile file can neither hang nor exhaust this process, and a file that is as it was costs nothing again.
What is kept names persons, so it lies with the identities.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import feather

from evalhelpers import fingerprints
from evalhelpers.clean import tables as cleaning
from evalhelpers.dictionary import TABLES
from evalhelpers.identity import Vault
from evalhelpers.intake import Answer, FileState, Intake, read_one, unreadable
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule
from evalhelpers.prepare import amend
from evalhelpers.prepare.amend import Applied
from evalhelpers.prepare.children import Children, Task

# A file of the largest size allowed takes a few minutes on a slow machine.
SECONDS, SECONDS_PER_MB = 60.0, 2.0
_KEPT = "isi.json"
# Columns that leave with `prepare`, and are needed until then.
_STILL_NEEDED = frozenset({"nik", "no_kk", "nama", "alamat", "tgl_lahir", "desa_kel", "petugas"})


@dataclass(frozen=True)
class Job:
    """One file to be read and cleaned.

    `parent` is the file of the form it holds a repeat group of, with its hash; `answers` are those that
    correction lists give to its rows; `folder` is where the result is kept.
    """

    path: Path
    state: FileState
    rule: SourceRule | None
    parent: tuple[Path, str] | None = None
    answers: tuple[Answer, ...] = ()
    folder: Path = Path()


@dataclass(frozen=True)
class Part:
    """One cleaned table of one sheet, on disk: typed rows, their raw texts, and the issues of their cells."""

    table: str
    file: str
    sheet: str
    rows: int
    row_id: bool
    letters: dict[str, str]
    folder: Path
    number: int

    def frame(self) -> pd.DataFrame:
        """Return the typed rows, with `_hash` and `_hash2` of the raw ones."""
        table = feather.read_table(self.folder / f"{self.number}.feather", memory_map=False)
        # Column by column, so that a large table is not there twice.
        return table.to_pandas(split_blocks=True, self_destruct=True)

    def issues(self) -> pd.DataFrame:
        """Return the issues of the cells, not masked."""
        return pd.read_feather(self.folder / f"{self.number}-masalah.feather")

    def cells(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the raw texts, on the positions of the rows; of columns the file has."""
        path = self.folder / f"{self.number}-asal.feather"
        if columns is None:
            return pd.read_feather(path)
        there = json.loads((self.folder / _KEPT).read_text(encoding="utf-8"))["columns"][self.number]
        return pd.read_feather(path, columns=[name for name in columns if name in there])


@dataclass(frozen=True)
class Done:
    """What one file gave: as `Intake` has it but for the tables, which are cleaned, and answers applied."""

    intake: Intake
    parts: tuple[Part, ...] = ()
    applied: tuple[Applied, ...] = ()


class Files:
    """Reads and cleans files, several at once, and keeps what each gave.

    Parameters
    ----------
    folder
        Where results are kept.
    context
        What cleaning needs to know of the project.
    basis
        Fingerprint of everything else a result depends on: code and parameters.
    workers
        How many processes at most.
    """

    def __init__(
        self, folder: Path, context: cleaning.CleanContext, vault: Vault, basis: str, workers: int
    ) -> None:
        self._folder, self._context, self._vault, self._basis = folder, context, vault, basis
        self._workers = workers
        self._used: set[str] = set()

    def process(self, files: Sequence[Job], tell: Callable[[], object]) -> list[Done]:
        """Return what each file gave, in their order; what is known already is taken up."""
        jobs = [replace(job, folder=self._place(job)) for job in files]
        known: list[Done | None] = [_recalled(job) for job in jobs]
        # The largest first: the last one to end decides how long it takes.
        new = sorted(
            (at for at, done in enumerate(known) if done is None), key=lambda at: -jobs[at].state.size
        )
        tasks = [Task(process, jobs[at], _seconds(jobs[at].state.size)) for at in new]
        with Children(_begin, (self._context, self._vault), min(self._workers, len(new))) as children:
            for at, error in zip(new, children.run(tasks, tell), strict=True):
                known[at] = Done(unreadable(jobs[at].state, error)) if error else self._done(jobs[at])
        return [done for done in known if done is not None]

    def _done(self, job: Job) -> Done:
        """Return what a child kept; a file whose result vanished meanwhile counts as unreadable."""
        return _recalled(job) or Done(unreadable(job.state, OSError()))

    def prune(self) -> None:
        """Remove what was kept of files and answers that are no longer there."""
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if path.is_dir() and path.name not in self._used:
                shutil.rmtree(path)

    def _place(self, job: Job) -> Path:
        rule = job.rule.model_dump(mode="json") if job.rule else None
        parent = job.parent[1] if job.parent else None
        answers = [asdict(one) for one in job.answers]
        made_from = [self._basis, job.state.path, job.state.sha256, rule, parent, answers]
        name = fingerprints.as_name(fingerprints.of_value(made_from))
        self._used.add(name)
        return self._folder / name


_started: list[Any] = []


def _begin(context: cleaning.CleanContext, vault: Vault) -> None:
    """Keep in a child what all files need."""
    _started[:] = [context, vault]


def process(job: Job) -> None:
    """Read and clean one file and keep what it gave; nothing is left of it half done."""
    context, vault = _started
    intake = read_one(job.path, job.state, job.rule, job.parent[0] if job.parent else None)
    fresh = job.folder.with_name(f"{job.folder.name}.{os.getpid()}")
    fresh.mkdir(parents=True)
    try:
        _write(fresh, intake, job.answers, context, vault)
        fresh.replace(job.folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(
    folder: Path,
    intake: Intake,
    answers: Sequence[Answer],
    context: cleaning.CleanContext,
    vault: Vault,
) -> None:
    parts, columns, applied = [], [], []
    for number, raw in enumerate(intake.tables):
        digests = amend.digests(raw.cells)
        answered, changed = amend.apply(raw, digests, answers, vault)
        applied += changed
        cleaned = cleaning.clean(answered, context)
        frame = cleaned.frame.drop(columns=done_with(raw.table)).assign(
            _row_id=raw.row_id, **{n: digests[n].to_numpy() for n in digests}
        )
        frame.to_feather(folder / f"{number}.feather")
        raw.cells.reset_index(drop=True).to_feather(folder / f"{number}-asal.feather")
        cleaned.issues.to_feather(folder / f"{number}-masalah.feather")
        parts.append(
            {
                "table": raw.table,
                "file": raw.file,
                "sheet": raw.sheet,
                "rows": len(frame),
                "row_id": raw.row_id,
                "letters": raw.letters,
            }
        )
        columns.append(list(raw.cells))
    value = {
        "parts": parts,
        "columns": columns,
        "account": [asdict(line) for line in intake.account],
        "issues": [asdict(issue) for issue in intake.issues],
        "file": asdict(intake.files[0]),
        "answers": [asdict(answer) for answer in intake.answers],
        "applied": [asdict(one) for one in applied],
    }
    value["sizes"] = _sizes(folder)
    (folder / _KEPT).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def done_with(table: str) -> list[str]:
    """Return the columns that nothing asks for once they are cleaned: free texts and the like."""
    return [c.name for c in TABLES[table].columns if not c.kept and c.name not in _STILL_NEEDED]


def _seconds(size: int) -> float:
    """Return how long a file of so many bytes may take."""
    return SECONDS + SECONDS_PER_MB * size / 2**20


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.feather"))}


def _recalled(job: Job) -> Done | None:
    """Return what is kept of a file; None if nothing is, or it is spoilt."""
    try:
        value = json.loads((job.folder / _KEPT).read_text(encoding="utf-8"))
        if value["sizes"] != _sizes(job.folder):
            raise ValueError("spoilt")
        parts = tuple(Part(**part, folder=job.folder, number=at) for at, part in enumerate(value["parts"]))
        answers = (Answer(**(one | {"cell": tuple(one["cell"])})) for one in value["answers"])
        intake = Intake(
            account=tuple(AccountLine(**line) for line in value["account"]),
            issues=tuple(Issue(**issue) for issue in value["issues"]),
            files=(FileState(**value["file"]),),
            answers=tuple(answers),
        )
        return Done(intake, parts, tuple(Applied(**one) for one in value["applied"]))
    except (OSError, ValueError, KeyError, TypeError):
        shutil.rmtree(job.folder, ignore_errors=True)
        return None
