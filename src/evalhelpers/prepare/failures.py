"""Files, sheets and districts that could not be read this time, and those gone since last time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from evalhelpers.intake import FileState, Intake
from evalhelpers.intake.model import SHEETS
from evalhelpers.issues import PROBLEMS, Issue
from evalhelpers.params import District
from evalhelpers.prepare.files import Part
from evalhelpers.prepare.guard import Memory, named_districts


@dataclass(frozen=True)
class Lost:
    """What is missing: files in a state that asks for exit code 1, districts with the reason, files gone."""

    files: tuple[FileState, ...]
    districts: dict[str, str]
    gone: tuple[str, ...]
    issues: tuple[Issue, ...]


def find(intake: Intake, parts: Iterable[Part], memory: Memory, districts: Iterable[District]) -> Lost:
    """Say what could not be read and whom it concerns.

    A district is concerned when the path or the sheet names it. A file that names none is only
    reported: nobody can say whose rows are missing.
    """
    districts = tuple(districts)
    gone = tuple(memory.gone_files(state.path for state in intake.files))
    told = [i for i in intake.issues if i.row == 0 and PROBLEMS[i.code].level == "error"]
    explained = {(issue.file, sheet) for issue in told for sheet in issue.sheet.split(SHEETS)}
    issues = [Issue("file_gone", path) for path in gone]
    issues += [
        Issue("sheet_gone", file, sheet, table=table)
        for file, sheet, table in memory.gone_sheets(sheets_read(intake, parts))
        if (file, sheet) not in explained
    ]
    bad = [*told, *(issue for issue in issues if issue.code == "sheet_gone")]
    failed: dict[str, str] = {}
    files = []
    for state in intake.files:
        own = [issue for issue in bad if issue.file == state.path]
        if not own and state.status not in ("unreadable", "no_table"):
            continue
        reason = "; ".join(dict.fromkeys([_reason(i) for i in own] or [state.message]))
        files.append(replace(state, message=state.message or reason))
        sheets = {issue.sheet for issue in own if issue.sheet} or {""}
        for sheet in sorted(sheets):
            named = named_districts(sheet, districts) or named_districts(state.path, districts)
            for slug in named:
                failed.setdefault(slug, f"{state.path}: {reason}")
    return Lost(tuple(files), dict(sorted(failed.items())), gone, tuple(issues))


def located(issues: Iterable[Issue], districts: Iterable[District]) -> list[Issue]:
    """Give issues of whole sheets and files the district their names tell, where they tell one."""
    districts = tuple(districts)
    found = []
    for issue in issues:
        named = named_districts(issue.sheet, districts) or named_districts(issue.file, districts)
        found.append(replace(issue, district=named[0]) if len(named) == 1 and issue.row == 0 else issue)
    return found


def sheets_read(intake: Intake, parts: Iterable[Part]) -> dict[str, frozenset[tuple[str, str]]]:
    """Return the (sheet, table) pairs found in each file that could be read."""
    found: dict[str, set[tuple[str, str]]] = {s.path: set() for s in intake.files if s.status == "read"}
    for part in parts:
        found.setdefault(part.file, set()).add((part.sheet, part.table))
    return {path: frozenset(pairs) for path, pairs in found.items()}


def _reason(issue: Issue) -> str:
    where = f"lembar {issue.sheet}: " if issue.sheet else ""
    detail = issue.understood or issue.column
    return where + PROBLEMS[issue.code].wrong.rstrip(".") + (f" ({detail})" if detail else "")
