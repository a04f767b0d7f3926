"""A folder of raw files, each tried in natural path order; a bad one never stops the others."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import multiprocessing
import re
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

from evalhelpers.errors import SourceError
from evalhelpers.intake.delimited import read_delimited
from evalhelpers.intake.excel import EncryptedError, TooLargeError, read_workbook
from evalhelpers.intake.model import FileState, Intake, RawTable
from evalhelpers.intake.sheet import Sheet
from evalhelpers.intake.tables import read_sheet
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, Sources

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
DELIMITED = frozenset({".csv", ".tsv", ".txt"})
SECONDS = 120
MEMORY = 4 * 2**30
CACHE_VERSION = 1


def read_folder(raw: Path, sources: Sources, *, cache: Path | None = None) -> Intake:
    """Read every file below a folder.

    Parameters
    ----------
    raw
        The folder; hidden files and lock files (``~$…``) are passed over.
    sources
        Rules for files that do not use the office's headers.
    cache
        Where parsed texts of unchanged files are kept; they name persons, so it lies with the
        identities. None: nothing is kept.
    """
    paths = sorted(
        (p for p in raw.rglob("*") if _counts(p, raw)), key=lambda p: natural(p.relative_to(raw).as_posix())
    )
    with _Reader() as reader:
        read = [_file(path, raw, sources, cache, reader) for path in paths]
    tables: list[RawTable] = []
    account: list[AccountLine] = []
    issues: list[Issue] = []
    files: list[FileState] = []
    for state, sheets, problem in read:
        found, lines, noticed = _sheets(state.path, sheets, sources, len(tables))
        if (
            sheets is not None
            and not found
            and not any(i.code in ("column_missing", "header_ambiguous") for i in noticed)
        ):
            state = replace(state, status="no_table" if lines else "empty")
            problem = Issue("no_table" if lines else "file_empty", state.path)
        tables += found
        account += lines
        issues += [*noticed, *([problem] if problem else [])]
        files.append(state)
    return Intake(tuple(tables), tuple(account), tuple(issues), tuple(files))


def natural(path: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key in which file2 comes before file10, whatever the case.

    >>> sorted(["b10.csv", "B2.csv", "a.csv"], key=natural)
    ['a.csv', 'B2.csv', 'b10.csv']
    """
    parts = re.split(r"(\d+)", path.casefold())
    return (*((int(part), "") if part.isdigit() else (-1, part) for part in parts), (-2, path))


def _counts(path: Path, raw: Path) -> bool:
    parts = path.relative_to(raw).parts
    return path.is_file() and not any(part.startswith((".", "~$")) for part in parts)


def _file(
    path: Path, raw: Path, sources: Sources, cache: Path | None, reader: _Reader
) -> tuple[FileState, list[Sheet] | None, Issue | None]:
    name = path.relative_to(raw).as_posix()
    data = path.read_bytes()
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    suffix = path.suffix.casefold()
    if suffix not in WORKBOOKS | DELIMITED:
        return FileState(name, digest, size, "skipped"), None, Issue("file_skipped", name)
    source = rule_for(name, sources)
    form = source.format.model_dump() if source else {}
    stored = cache / f"{digest}-{_form_key(form)}.json" if cache else None
    sheets = _recall(stored)
    if sheets is None:
        try:
            sheets = reader.read(path, form)
        except SourceError as error:
            code = {EncryptedError: "file_encrypted", TooLargeError: "file_too_large"}.get(
                type(error), "file_unreadable"
            )
            return (
                FileState(name, digest, size, "unreadable", str(error)),
                None,
                Issue(code, name, understood=str(error)),
            )
        _store(stored, sheets)
    return FileState(name, digest, size, "read"), sheets, None


def rule_for(name: str, sources: Sources) -> SourceRule | None:
    """Return the first source rule that names the file, by path or by name alone."""
    for rule in sources.sources:
        if any(
            fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(name.rpartition("/")[2], pattern)
            for pattern in rule.files
        ):
            return rule
    return None


def _sheets(
    name: str, sheets: Iterable[Sheet] | None, sources: Sources, first: int
) -> tuple[list[RawTable], list[AccountLine], list[Issue]]:
    tables: list[RawTable] = []
    account: list[AccountLine] = []
    issues: list[Issue] = []
    for sheet in sheets or ():
        found, lines, noticed = read_sheet(sheet, name, rule_for(name, sources), first + len(tables))
        tables += found
        account += lines
        issues += noticed
    return tables, account, issues


def read_file(path: Path, form: dict[str, Any]) -> list[Sheet]:
    """Read one file by what it is.

    Raises
    ------
    SourceError
        If it cannot be read.
    """
    if path.suffix.casefold() in WORKBOOKS:
        return read_workbook(path)
    return read_delimited(path, encoding=form.get("encoding"), delimiter=form.get("delimiter"))


class _Reader:
    """Reads files in a child process, so that a hostile one can neither hang nor exhaust this one."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, path: Path, form: dict[str, Any]) -> list[Sheet]:
        """Read one file within the limits of time and memory; `SourceError` if it breaks them."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_limit_memory)
        try:
            return self._pool.submit(read_file, path, form).result(timeout=SECONDS)
        except FutureTimeoutError:
            self._stop()
            raise SourceError(f"membacanya melewati {SECONDS} detik") from None
        except BrokenProcessPool:
            self._stop()
            raise SourceError("membacanya menghabiskan memori atau menghentikan proses pembaca") from None
        except MemoryError:
            raise SourceError("membacanya menghabiskan memori") from None

    def _stop(self) -> None:
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit; the limit of time still holds.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _form_key(form: dict[str, Any]) -> str:
    text = json.dumps([CACHE_VERSION, form], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _recall(stored: Path | None) -> list[Sheet] | None:
    if stored is None or not stored.exists():
        return None
    try:
        sheets = json.loads(stored.read_text(encoding="utf-8"))
        return [
            Sheet(
                s["name"],
                [[(t, k) for t, k in row] for row in s["rows"]],
                s["numbers"],
                tuple(map(tuple, s["merges"])),
                s["hidden"],
            )
            for s in sheets
        ]
    except (ValueError, KeyError, TypeError):
        return None  # half written or of another version: read the file again


def _store(stored: Path | None, sheets: list[Sheet]) -> None:
    if stored is None:
        return
    stored.parent.mkdir(parents=True, exist_ok=True)
    part = stored.with_suffix(".part")
    value = [
        {"name": s.name, "rows": s.rows, "numbers": s.numbers, "merges": s.merges, "hidden": s.hidden}
        for s in sheets
    ]
    part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    part.replace(stored)
