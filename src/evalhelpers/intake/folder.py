"""A folder of raw files, each tried in natural path order; a bad one never stops the others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from evalhelpers.errors import SourceError
from evalhelpers.intake.answers import Answer, read_answers
from evalhelpers.intake.model import ANSWERS, FileState, Intake
from evalhelpers.intake.reader import DELIMITED, WORKBOOKS, read_file
from evalhelpers.intake.refusals import refused
from evalhelpers.intake.repeats import with_owners
from evalhelpers.intake.sheet import EncryptedError, Sheet, TooLargeError
from evalhelpers.intake.tables import read_sheet
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, Sources

MAX_BYTES = 512 * 2**20
# Not raw data: hidden files, Excel's lock files, and what the sample programme knows to be true.
_PASSED_OVER = (".", "~$", "_truth")
_CODES: dict[type[Exception], str] = {EncryptedError: "file_encrypted", TooLargeError: "file_too_large"}
_CLOSED = "tidak dapat dibuka; tutup berkasnya di Excel dan periksa izinnya"


def raw_files(raw: Path) -> list[Path]:
    """Return the files below a folder that count as raw data, in natural path order."""
    found = (p for p in raw.rglob("*") if _counts(p, raw))
    return sorted(found, key=lambda p: natural(p.relative_to(raw).as_posix()))


def natural(path: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key in which file2 comes before file10, whatever the case.

    >>> sorted(["b10.csv", "B2.csv", "a.csv"], key=natural)
    ['a.csv', 'B2.csv', 'b10.csv']
    """
    parts = re.split(r"(\d+)", path.casefold())
    return (*((int(part), "") if part.isdecimal() else (-1, part) for part in parts), (-2, path))


def rule_for(name: str, sources: Sources) -> SourceRule | None:
    """Return the first source rule that names the file, by path or by name alone, whatever the case."""
    path = name.casefold()
    for rule in sources.sources:
        patterns = [pattern.casefold() for pattern in rule.files]
        if any(fnmatchcase(path, p) or fnmatchcase(path.rpartition("/")[2], p) for p in patterns):
            return rule
    return None


def _counts(path: Path, raw: Path) -> bool:
    parts = path.relative_to(raw).parts
    return path.is_file() and not any(part.startswith(_PASSED_OVER) for part in parts)


def look(path: Path, name: str) -> FileState | Intake:
    """Return what a file is before it is read, or all there is to say of one that is not read."""
    size = 0
    try:
        size = path.stat().st_size
        if path.suffix.casefold() not in WORKBOOKS | DELIMITED:
            return Intake(
                issues=(Issue("file_skipped", name),), files=(FileState(name, "", size, "skipped"),)
            )
        if size > MAX_BYTES:
            raise TooLargeError(f"lebih besar dari {MAX_BYTES // 2**20} MB")
        with path.open("rb") as stream:
            return FileState(name, hashlib.file_digest(stream, "sha256").hexdigest(), size, "read")
    except (SourceError, OSError) as error:
        return unreadable(FileState(name, "", size, "unreadable"), error)


def unreadable(state: FileState, error: Exception) -> Intake:
    """Return what there is to say of a file that cannot be read."""
    message = str(error) if isinstance(error, SourceError) else _CLOSED
    code = _CODES.get(type(error), "file_unreadable")
    issue = Issue(code, state.path, understood=message)
    return Intake(issues=(issue,), files=(replace(state, status="unreadable", message=message),))


def read_one(path: Path, state: FileState, rule: SourceRule | None, parent: Path | None = None) -> Intake:
    """Read one file: its tables, its lines in the row account, its state, and what was noticed.

    `parent` is the form's own file, where this one holds a repeat group of it.

    Raises
    ------
    SourceError
        If it cannot be read.
    """
    form = rule.format.model_dump() if rule else {}
    sheets = read_file(path, form) if state.size else []
    sheets = with_owners(sheets, read_file(parent, form) if parent else ())
    answers = [(sheet, read_answers(sheet, state.path)) for sheet in sheets]
    if any(lines is not None for _, lines in answers):
        return _answered(state, answers)
    found = [read_sheet(sheet, state.path, rule) for sheet in sheets]
    refusals = [refusal for one in found for refusal in one.refused]
    tables = tuple(table for one in found for table in one.tables)
    issues = [issue for one in found for issue in one.issues]
    if refusals:
        issues.append(refused(state.path, refusals))
    elif not tables:
        state, problem = _without_table(state, sheets)
        issues.append(problem)
    return Intake(tables, tuple(line for one in found for line in one.account), tuple(issues), (state,))


def together(files: Iterable[Intake]) -> Intake:
    """Return what several files gave, in their order."""
    files = tuple(files)
    return Intake(
        tuple(table for one in files for table in one.tables),
        tuple(line for one in files for line in one.account),
        tuple(issue for one in files for issue in one.issues),
        tuple(state for one in files for state in one.files),
        tuple(answer for one in files for answer in one.answers),
    )


def _answered(state: FileState, sheets: Iterable[tuple[Sheet, list[Answer] | None]]) -> Intake:
    """Return what a correction list gave; a sheet of it without lines to answer is not data."""
    account = []
    for sheet, lines in sheets:
        table = "" if lines is None else ANSWERS
        if sheet.height:
            rest = sheet.height - len(lines or ())
            account.append(AccountLine(state.path, sheet.name, table, sheet.height, not_data=rest))
    answers = tuple(answer for _, lines in sheets for answer in lines or ())
    return Intake(account=tuple(account), files=(state,), answers=answers)


def _without_table(state: FileState, sheets: list[Sheet]) -> tuple[FileState, Issue]:
    """Return the state of a file that was read and holds none of the tables, and what to say of it."""
    if not any(sheet.height for sheet in sheets):
        return replace(state, status="empty"), Issue("file_empty", state.path)
    if state.path.casefold().endswith(".txt"):
        return replace(state, status="skipped"), Issue("file_skipped", state.path)
    rows = sum(sheet.height for sheet in sheets)
    seen = f"{rows} baris di {len(sheets)} lembar dibaca"
    return replace(state, status="no_table"), Issue("no_table", state.path, understood=seen)
