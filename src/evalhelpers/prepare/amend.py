"""Answers of correction lists, applied to the rows they are about: never by editing a raw file.

A problem is named by a keyed fingerprint of the raw row and the column it stands in. An answer counts only
while that row is as it was when the list was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from evalhelpers.corrections import CONFIRMED
from evalhelpers.dictionary import TABLES
from evalhelpers.identity import Vault
from evalhelpers.intake import Answer, RawTable


@dataclass(frozen=True)
class Applied:
    """One cell that an answer has taken the place of; `old` as it was read."""

    problem: str
    table: str
    sheet: str
    row: int
    column: str
    old: str
    new: str


def digests(cells: pd.DataFrame) -> pd.DataFrame:
    """Return two 64-bit hashes of each raw row, which together say whether two rows hold the same.

    Blank cells do not count, so that a column one file lacks makes no difference.
    """
    found = {}
    for lane in ("_hash", "_hash2"):
        total = np.zeros(len(cells), dtype=np.uint64)
        for name in cells:
            texts = cells[name].cat.categories.to_numpy(dtype=object)
            # The key has sixteen characters; it makes the same text in another column another thing.
            of_text = pd.util.hash_array(
                texts, hash_key=f"{lane}{name}"[:16].ljust(16, "."), categorize=False
            )
            salt = pd.util.hash_array(np.array([name], dtype=object), hash_key=lane.ljust(16, "."))
            total += np.append(of_text ^ salt, np.uint64(0))[cells[name].cat.codes.to_numpy()]
        found[lane] = total
    return pd.DataFrame(found, index=cells.index)


def problem_id(
    vault: Vault, file: str, sheet: str, table: str, column: str, digest: Iterable[int], answered: int = 0
) -> str:
    """Return the name of a problem: it changes when the raw row does, and says nothing about it.

    What is still wrong with a cell that has been `answered` so many times is asked once more, under the same
    name with the number of the round.
    """
    name = vault.fingerprint(file, sheet, table, column, *(f"{part:016x}" for part in digest))
    return f"{name}-{answered + 1}" if answered else name


def round_of(problem: str) -> tuple[str, int]:
    """Return the name of a problem without its round, and the round, from 1.

    >>> round_of("gaowti757d"), round_of("gaowti757d-2")
    (('gaowti757d', 1), ('gaowti757d', 2))
    """
    name, _, number = problem.partition("-")
    return name, int(number) if number.isdecimal() and len(number) < 4 else 1


def apply(
    raw: RawTable, digest: pd.DataFrame, answers: Iterable[Answer], vault: Vault
) -> tuple[RawTable, list[Applied]]:
    """Put answers in place of the cells they are about.

    Returns
    -------
    RawTable, list of Applied
        The table as answered, and what was replaced. An answer whose row is not there, or no longer as
        it was, is not among them.
    """
    applied: list[Applied] = []
    cells, kinds = raw.cells, raw.kinds
    for answer in answers:
        rows, column = _find(raw, digest, answer, vault)
        for at in rows:
            old = "" if column not in cells else cells[column].iloc[at]
            old = "" if pd.isna(old) else str(old)
            number = int(raw.cells.index[at])
            applied.append(Applied(answer.problem, raw.table, raw.sheet, number, column, old, answer.cell[0]))
        if rows and not is_confirmation(answer.cell[0]):
            cells = cells.assign(**{column: _with(cells, column, rows, answer.cell[0])})
            kinds = kinds.assign(**{column: _with(kinds, column, rows, answer.cell[1])})
    return replace(raw, cells=cells, kinds=kinds), applied


def is_confirmation(text: str) -> bool:
    """Say whether an answer only says that the cell is right as it is."""
    return text.casefold().strip(" .!") == CONFIRMED


def _find(raw: RawTable, digest: pd.DataFrame, answer: Answer, vault: Vault) -> tuple[list[int], str]:
    """Return the positions of the rows an answer is about, and the column; none if they have changed."""
    wanted, _ = round_of(answer.problem)
    table = TABLES[raw.table]
    named = [c.name for c in table.columns if answer.column in (c.id, c.name)]
    columns = named or [c.name for c in table.columns]
    keys = digest.to_numpy()

    def is_meant(at: int, column: str) -> bool:
        return problem_id(vault, raw.file, raw.sheet, raw.table, column, keys[at]) == wanted

    here = np.flatnonzero(raw.cells.index == answer.row).tolist()
    found = next(((at, column) for at in here for column in columns if is_meant(at, column)), None)
    if found is None and named:
        # Rows move when others are put in or taken out above them.
        found = next(((at, c) for c in named for at in range(len(keys)) if is_meant(at, c)), None)
    if found is None:
        return [], ""
    at, column = found
    return np.flatnonzero((keys == keys[at]).all(axis=1)).tolist(), column


def _with(frame: pd.DataFrame, column: str, rows: list[int], text: str) -> pd.Series:
    """Return a column of categories with one text at some rows."""
    values = frame[column] if column in frame else pd.Series(pd.NA, index=frame.index, dtype="category")
    if text not in values.cat.categories:
        values = values.cat.add_categories([text])
    changed = values.to_numpy(dtype=object).copy()
    changed[rows] = text
    return pd.Series(pd.Categorical(changed, dtype=values.dtype), index=frame.index)
