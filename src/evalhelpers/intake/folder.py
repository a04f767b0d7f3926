"""A folder of raw files, each tried in natural path order; a bad one never stops the others."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from evalhelpers.errors import SourceError
from evalhelpers.intake.excel import EncryptedError
from evalhelpers.intake.model import FileState, Intake, RawTable
from evalhelpers.intake.reader import DELIMITED, WORKBOOKS, Reader
from evalhelpers.intake.sheet import Sheet, TooLargeError
from evalhelpers.intake.store import Store
from evalhelpers.intake.tables import read_sheet
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, Sources

MAX_BYTES = 512 * 2**20
# Not raw data: hidden files, Excel's lock files, and what the sample programme knows to be true.
_PASSED_OVER = (".", "~$", "_truth")
_CODES: dict[type[Exception], str] = {EncryptedError: "file_encrypted", TooLargeError: "file_too_large"}
# A sheet these stand against is a table, only one that cannot be used yet.
_REFUSED = frozenset({"column_missing", "header_ambiguous"})


def read_folder(raw: Path, sources: Sources, *, cache: Path | None = None) -> Intake:
    """Read every file below a folder.

    Parameters
    ----------
    raw
        The folder; hidden files, lock files (``~$…``) and ``_truth…`` are passed over.
    sources
        Rules for files that do not use the office's headers.
    cache
        Where parsed texts of unchanged files are kept; they name persons, so it lies with the
        identities. None: nothing is kept.
    """
    store = Store(cache)
    tables: list[RawTable] = []
    account: list[AccountLine] = []
    issues: list[Issue] = []
    files: list[FileState] = []
    with Reader() as reader:
        for path in raw_files(raw):
            rule = rule_for(path.relative_to(raw).as_posix(), sources)
            state, sheets, problem = _file(path, raw, rule, store, reader)
            refused = False
            for sheet in sheets or ():
                found, lines, noticed = read_sheet(sheet, state.path, rule, len(tables))
                tables += found
                account += lines
                issues += noticed
                refused |= any(issue.code in _REFUSED for issue in noticed)
            if sheets is not None and not refused and not any(t.file == state.path for t in tables):
                state, problem = _without_table(state, sheets)
            issues += [problem] if problem else []
            files.append(state)
    store.prune()
    return Intake(tuple(tables), tuple(account), tuple(issues), tuple(files))


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


def _file(
    path: Path, raw: Path, rule: SourceRule | None, store: Store, reader: Reader
) -> tuple[FileState, list[Sheet] | None, Issue | None]:
    """Return the state of a file and its sheets, or the one issue that says why there are none."""
    name = path.relative_to(raw).as_posix()
    digest, size = "", 0
    try:
        size = path.stat().st_size
        if path.suffix.casefold() not in WORKBOOKS | DELIMITED:
            return FileState(name, digest, size, "skipped"), None, Issue("file_skipped", name)
        if size > MAX_BYTES:
            raise TooLargeError(f"lebih besar dari {MAX_BYTES // 2**20} MB")
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        form = rule.format.model_dump() if rule else {}
        sheets = store.recall(digest, form)
        if sheets is None:
            sheets = reader.read(path, form) if size else []
            store.keep(digest, form, sheets)
        return FileState(name, digest, size, "read"), sheets, None
    except (SourceError, OSError) as error:
        is_ours = isinstance(error, SourceError)
        message = (
            str(error) if is_ours else "tidak dapat dibuka; tutup berkasnya di Excel dan periksa izinnya"
        )
        code = _CODES.get(type(error), "file_unreadable")
        return (
            FileState(name, digest, size, "unreadable", message),
            None,
            Issue(code, name, understood=message),
        )


def _without_table(state: FileState, sheets: list[Sheet]) -> tuple[FileState, Issue]:
    """Return the state of a file that was read and holds none of the tables, and what to say of it."""
    if not any(sheet.rows for sheet in sheets):
        return replace(state, status="empty"), Issue("file_empty", state.path)
    if state.path.casefold().endswith(".txt"):
        return replace(state, status="skipped"), Issue("file_skipped", state.path)
    return replace(state, status="no_table"), Issue("no_table", state.path)
