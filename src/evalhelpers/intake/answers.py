"""Correction lists that come back: the answers an officer wrote into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalhelpers.intake.header_text import plain
from evalhelpers.intake.sheet import Cell, Sheet

# Header words of a correction list; the first two make it one.
ID, ANSWER, FILE, SHEET, ROW, COLUMN = "id masalah", "jawaban", "berkas", "lembar", "baris", "kolom"
_SEARCHED = 12


@dataclass(frozen=True)
class Answer:
    """One answered line: what it is about as the list names it, the answer, and where it stands.

    `row` is that of the raw row; 0 where the list has none.
    """

    problem: str
    cell: Cell
    file: str
    sheet: str
    row: int
    column: str
    list_file: str
    list_sheet: str
    list_row: int


def read_answers(sheet: Sheet, file: str) -> list[Answer] | None:
    """Return the answered lines of a correction list; None if the sheet is none."""
    found = _header(sheet)
    if found is None:
        return None
    header, at = found
    answers = []
    for number, row in zip(sheet.numbers[header + 1 :].tolist(), _rows(sheet, header + 1), strict=True):
        text, kind = row[at[ANSWER]]
        problem = row[at[ID]][0]
        if not text or not problem:
            continue
        said = {name: row[at[name]][0] if name in at else "" for name in (FILE, SHEET, ROW, COLUMN)}
        line = int(said[ROW]) if said[ROW].isdecimal() and len(said[ROW]) < 9 else 0
        answers.append(
            Answer(
                problem, (text, kind), said[FILE], said[SHEET], line, said[COLUMN], file, sheet.name, number
            )
        )
    return answers


def _rows(sheet: Sheet, start: int) -> Sequence[list[Cell]]:
    return list(sheet.rows(range(start, sheet.height)))


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for at, texts in enumerate(sheet.texts(0, _SEARCHED)):
        names = {plain(text): column for column, text in reversed(list(enumerate(texts))) if text}
        if ID in names and ANSWER in names:
            return at, names
    return None
