"""The audit books of final periods: beside each report that is there, the rows behind its numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from evalhelpers import fingerprints
from evalhelpers.cli.auditing import Look
from evalhelpers.cli.data import Views, progress_bar
from evalhelpers.cli.options import Place
from evalhelpers.cli.planning import PROVINCE

if TYPE_CHECKING:
    from evalhelpers.params import RunSheet
    from evalhelpers.prepare import Prepared
    from evalhelpers.press.pool import Pool
    from evalhelpers.press.run import Result

# What `make` imports; processes that are started beforehand have it ready.
MODULES = ("evalhelpers.audit", "evalhelpers.dataset", "evalhelpers.workbook")


@dataclass(frozen=True)
class Book:
    """One book: the page it is of, where it goes, and what it is made from.

    A picklable value, so that any process can make it. `made_from` is a fingerprint of all but where the
    rows come from; `files` one of the dataset's files of that place, which say so, with the rows of all days.
    """

    look: Look
    path: Path
    record: Path
    made_from: str
    files: str

    @property
    def is_there(self) -> bool:
        """Say whether the book lies in its place, made from all this."""
        known = self.known()
        return self.path.exists() and (known.get("made_from"), known.get("files")) == (
            self.made_from,
            self.files,
        )

    def known(self) -> Mapping[str, str]:
        """Return what the book was made from last time; empty where nobody knows."""
        try:
            found = json.loads(self.record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def make(book: Book) -> str:
    """Make a book, unless only rows of later days have moved; return why it failed, or nothing."""
    from evalhelpers.press.run import plain_cause

    try:
        _make(book)
    except Exception as error:
        return plain_cause(error)
    return ""


def _make(book: Book) -> None:
    from evalhelpers import audit, dataset
    from evalhelpers.catalogue import INDICATORS
    from evalhelpers.press.files import write_atomically

    look, known = book.look, book.known()
    sites = fingerprints.of_value({t: dataset.content_hash(rows) for t, rows in look.sources.items()})
    if not book.path.exists() or (known.get("made_from"), known.get("sites")) != (book.made_from, sites):
        # The old record goes before the new book comes, the new one after it.
        book.record.unlink(missing_ok=True)
        traces = look.traces(INDICATORS)
        write_atomically(book.path, audit.book(traces, look.tables, look.sources, look.about))
    record = {"made_from": book.made_from, "files": book.files, "sites": sites}
    write_atomically(book.record, (json.dumps(record, indent=1) + "\n").encode())


def write_books(
    here: Place,
    sheets: Sequence[RunSheet],
    results: Sequence[Result],
    prepared: Prepared,
    views: Views,
    pool: Callable[[], Pool],
    out: Console,
) -> bool:
    """Make the books of final periods that are not there; say which failed, and whether none did."""
    due = [book for book in _books(here, sheets, results, prepared, views) if not book.is_there]
    failed = []
    with progress_bar(out) as progress:
        bar = progress.add_task("Buku pemeriksa", total=len(due))
        for book, outcome in pool().map(make, due) if due else ():
            progress.update(bar, advance=1)
            cause = outcome if isinstance(outcome, str) else outcome.cause
            if cause:
                failed.append(f"  {book.look.text} {book.look.slug}: buku pemeriksa gagal. {cause}")
    if due:
        folder = here.outputs / "internal" / "audit"
        out.print(f"Buku pemeriksa: {len(due) - len(failed)} berkas di {folder}")
    for line in sorted(failed):
        out.print(line)
    return not failed


def _books(
    here: Place, sheets: Sequence[RunSheet], results: Sequence[Result], prepared: Prepared, views: Views
) -> Iterator[Book]:
    """Yield the books of the reports that are there and made from these data, of final periods."""
    present = {(result.period, result.district) for result in results if result.status in ("ok", "unchanged")}
    internal, files = here.outputs / "internal", _files_of(views.dataset)
    for sheet in sheets:
        if sheet.status != "final":
            continue
        basis = here.basis.of_figures(sheet.period, here.project.runs)
        for slug in (slug for slug in (PROVINCE, *sheet.districts) if (sheet.period, slug) in present):
            seen = views.tables(slug, sheet.shown[0].end.isoformat())
            sample = prepared.origin == "sample"
            yield Book(
                look=Look(here.project, views.dataset, slug, sheet.period, sample),
                path=internal / "audit" / sheet.period / f"{slug}.xlsx",
                record=internal / "cache" / "audit" / sheet.period / f"{slug}.json",
                made_from=fingerprints.of_value([basis, seen, sample]),
                files=files(slug),
            )


def _files_of(dataset: Path) -> Callable[[str], str]:
    """Return how the files of a place are fingerprinted: no row moves without one of them changing."""

    @cache
    def of(district: str) -> Mapping[str, str]:
        return fingerprints.of_files(dataset.glob(f"*/district={district}/*.parquet"), dataset)

    def files(slug: str) -> str:
        return fingerprints.of_value(of("*") if slug == PROVINCE else [of(slug), of(PROVINCE)])

    return files
