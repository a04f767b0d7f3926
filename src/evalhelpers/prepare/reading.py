"""The raw folder read as a whole, with the answers of correction lists among its files put to the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from evalhelpers.intake import (
    ANSWERS,
    Answer,
    FileState,
    Intake,
    look,
    parent_file,
    raw_files,
    rule_for,
    together,
)
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import Sources
from evalhelpers.prepare.amend import Applied, round_of
from evalhelpers.prepare.files import Done, Files, Job, Part

_USED, _CHANGED, _TWICE, _AGAIN = "dipakai", "sudah berubah", "dua jawaban berbeda", "jawaban yang sama"
_NOT_HERE, _LATER = "bukan satu sel", "digantikan jawaban berikutnya"
_FATES = {_USED: "kept", _AGAIN: "duplicate", _LATER: "superseded"} | dict.fromkeys(
    (_CHANGED, _TWICE, _NOT_HERE), "quarantined"
)
_CODES = {
    _CHANGED: "amendment_stale", _TWICE: "amendment_conflict", _NOT_HERE: "amendment_not_a_cell",
}  # fmt: skip
AMENDMENT_COLUMNS = (
    "id_masalah", "berkas", "lembar", "baris", "kolom", "tabel", "lama", "baru", "keadaan",
    "daftar_berkas", "daftar_lembar", "daftar_baris",
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """What the raw folder gave.

    Attributes
    ----------
    intake
        As read, without the lines of correction lists.
    parts
        Every cleaned table, in natural order.
    applied
        What answers have taken the place of, by file and in the order in which they were applied.
    account, told
        The lines of correction lists in the row account, and what is to be told of their answers.
    amendments
        One row per answer: what it is about, the old and the new value, where it stands and what became
        of it. Not masked.
    """

    intake: Intake
    parts: tuple[Part, ...]
    applied: tuple[tuple[str, Applied], ...]
    account: tuple[AccountLine, ...]
    told: tuple[Issue, ...]
    amendments: pd.DataFrame

    @property
    def answered(self) -> dict[tuple[str, str, int, str], tuple[int, str]]:
        """Return the round and the text of the answer to each cell, by file, sheet, row and column."""
        return {
            (file, one.sheet, one.row, one.column): (round_of(one.problem)[1], one.new)
            for file, one in self.applied
        }


def read(raw: Path, sources: Sources, files: Files, tell: Callable[[int, int], None]) -> Read:
    """Read every file of a folder; `tell` is called with files done and files in all.

    Files that answers are about are cleaned once more, with them; that too is kept until something changes.
    """
    paths = raw_files(raw)
    seen = [look(path, path.relative_to(raw).as_posix()) for path in paths]
    found: list[Done | None] = [Done(one) if isinstance(one, Intake) else None for one in seen]
    total, done_now = len(paths), 0

    def one_more() -> None:
        nonlocal done_now
        done_now += 1
        tell(min(done_now, total), total)

    def parent(at: int) -> tuple[Path, str] | None:
        path = parent_file(paths[at], paths)
        state = seen[paths.index(path)] if path else None
        return (path, state.sha256) if path and isinstance(state, FileState) and state.size else None

    def process(wanted: list[int], answers: dict[str, tuple[Answer, ...]]) -> None:
        jobs = [
            Job(paths[at], state, rule_for(state.path, sources), parent(at), answers.get(state.path, ()))
            for at in wanted
            if isinstance(state := seen[at], FileState)
        ]
        for at, done in zip(wanted, files.process(jobs, one_more), strict=True):
            found[at] = done

    tell(0, total)
    process([at for at, one in enumerate(found) if one is None], {})
    given = [answer for one in found if one is not None for answer in one.intake.answers]
    settled, fate_of = _settled(given)
    by_file: dict[str, tuple[Answer, ...]] = {}
    for answer in settled:
        by_file[answer.file] = (*by_file.get(answer.file, ()), answer)
    process(
        [at for at, one in enumerate(seen) if isinstance(one, FileState) and one.path in by_file], by_file
    )
    done = [one for one in found if one is not None]
    applied = {
        (path, round_of(one.problem)[0]): one
        for each in done
        for path in [each.intake.files[0].path]
        for one in each.applied
    }
    rows = [_amendment(answer, fate_of[at], applied) for at, answer in enumerate(given)]
    amendments = pd.DataFrame(rows, columns=list(AMENDMENT_COLUMNS)).astype(
        dict.fromkeys(AMENDMENT_COLUMNS, "str") | {"baris": "int64", "daftar_baris": "int64"}
    )
    intake = together(one.intake for one in done)
    lists = [line for line in intake.account if line.table == ANSWERS]
    return Read(
        replace(intake, account=tuple(line for line in intake.account if line.table != ANSWERS)),
        tuple(part for one in done for part in one.parts),
        tuple((one.intake.files[0].path, each) for one in done for each in one.applied),
        tuple(_counted(line, amendments) for line in lists),
        tuple(_told(amendments)),
        amendments,
    )


def _settled(given: list[Answer]) -> tuple[list[Answer], dict[int, str]]:
    """Return the answers that may be used, and what becomes of each answer by its place."""
    by_problem: dict[str, dict[int, list[int]]] = {}
    for at, answer in enumerate(given):
        name, number = round_of(answer.problem)
        by_problem.setdefault(name, {}).setdefault(number, []).append(at)
    settled: list[Answer] = []
    fate_of: dict[int, str] = {}
    for rounds in by_problem.values():
        # A later round asks about what the answer before it left open.
        *earlier, last = (places for _, places in sorted(rounds.items()))
        fate_of |= {at: _LATER for places in earlier for at in places}
        first, *others = last
        if len({given[at].cell[0].casefold() for at in last}) > 1:
            fate_of |= dict.fromkeys(last, _TWICE)
            continue
        settled.append(given[first])
        fate_of |= {first: _USED} | dict.fromkeys(others, _AGAIN)
    return settled, fate_of


def _amendment(answer: Answer, fate: str, applied: dict[tuple[str, str], Applied]) -> dict[str, object]:
    one = applied.get((answer.file, round_of(answer.problem)[0]))
    if one is None and fate not in (_TWICE, _LATER):
        fate = _CHANGED if answer.row else _NOT_HERE
    return {
        "id_masalah": answer.problem,
        "berkas": answer.file,
        "lembar": one.sheet if one else answer.sheet,
        "baris": one.row if one else answer.row,
        "kolom": one.column if one else answer.column,
        "tabel": one.table if one else "",
        "lama": one.old if one else "",
        "baru": answer.cell[0],
        "keadaan": fate,
        "daftar_berkas": answer.list_file,
        "daftar_lembar": answer.list_sheet,
        "daftar_baris": answer.list_row,
    }


def _counted(line: AccountLine, amendments: pd.DataFrame) -> AccountLine:
    mine = amendments[
        (amendments["daftar_berkas"] == line.file) & (amendments["daftar_lembar"] == line.sheet)
    ]
    counts = mine["keadaan"].map(_FATES).value_counts()
    return replace(
        line,
        kept=int(counts.get("kept", 0)),
        quarantined=int(counts.get("quarantined", 0)),
        duplicate=int(counts.get("duplicate", 0)),
        superseded=int(counts.get("superseded", 0)),
    )


def _told(amendments: pd.DataFrame) -> list[Issue]:
    return [
        Issue(
            _CODES[one["keadaan"]],
            one["daftar_berkas"],
            one["daftar_lembar"],
            one["daftar_baris"],
            ANSWERS,
            "jawaban",
            understood=f"{one['berkas']} {one['lembar']} baris {one['baris']}, {one['kolom']}",
        )
        for one in amendments.to_dict("records")
        if one["keadaan"] in _CODES
    ]
