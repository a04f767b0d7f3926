"""The document model: what a notebook shows and the press renders.

Blocks are frozen values that go to and from JSON under `MIME`. They hold finished text: numbers
have passed `formats`, persons have passed `disclosure`. A `Fact` keeps the machine value beside
the words, so that page, PDF, CSV and findings can be proved to agree.
"""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, field
from typing import Any

from evalhelpers.errors import ReportError

MIME = "application/vnd.evalhelpers+json"
VERSION = 2


@dataclass(frozen=True)
class Fact:
    """A number in words.

    `id` is `code.measure/group/period/column`, `value` the machine value (at most 10 significant
    digits, decimal point), `text` what the reader sees.
    """

    id: str
    value: str
    text: str


Span = str | Fact


@dataclass(frozen=True)
class Heading:
    """A heading; `anchor` is its stable address in the page, `level` starts at 1 for a chapter."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True)
class Prose:
    """One paragraph, or the items of a list when `items` is true."""

    paragraphs: tuple[tuple[Span, ...], ...]
    items: bool = False


@dataclass(frozen=True)
class Column:
    """A table column: header text and whether its cells are numbers (aligned right)."""

    text: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table of finished text; the first cell of each row is its header.

    `total` marks row numbers (from 0) that are totals. A cell is text or a `Fact`.
    """

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Span, ...], ...]
    total: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what its cells say, headers first, then row by row."""
        cells = [cell for row in self.rows for cell in row]
        heads = [column.text for column in self.columns]
        return (*heads, *(cell.text if isinstance(cell, Fact) else cell for cell in cells))


@dataclass(frozen=True)
class Chart:
    """A figure as SVG text, with the alternative text written from its data."""

    anchor: str
    caption: str
    svg: str
    alt: str
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Note:
    """A short remark set apart: `kind` is `method`, `warning` or `reading` (how to read it)."""

    kind: str
    paragraphs: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Values:
    """The machine-readable result; never shown in the page.

    `rows` are the rows of `indikator.csv` as finished text by column name; `facts` are the
    derived numbers that prose uses besides them (differences and their intervals): id to value.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: dict[str, str] = field(default_factory=dict)

    def as_csv(self) -> str:
        """Return the rows with their header as comma-separated text."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()

    @classmethod
    def from_csv(cls, text: str, facts: dict[str, str]) -> Values:
        """Return the values that `as_csv` wrote."""
        columns, *rows = csv.reader(io.StringIO(text, newline=""))
        return cls(tuple(columns), tuple(tuple(row) for row in rows), facts)


Block = Heading | Prose | Table | Chart | Note | Values
_KINDS: dict[str, type] = {k.__name__.lower(): k for k in (Heading, Prose, Table, Chart, Note, Values)}


def to_json(blocks: tuple[Block, ...]) -> dict[str, Any]:
    """Return the JSON value carried under `MIME`: version and blocks in order."""
    return {
        "version": VERSION,
        "blocks": [{"block": type(block).__name__.lower(), **_fields(block)} for block in blocks],
    }


def _fields(block: Block) -> dict[str, Any]:
    # One text instead of thousands of cells: a notebook is written, read and copied value by value.
    return {"csv": block.as_csv(), "facts": block.facts} if isinstance(block, Values) else asdict(block)


def from_json(value: dict[str, Any]) -> tuple[Block, ...]:
    """Read blocks back; `from_json(to_json(x)) == x`, also after a trip through JSON text.

    Raises
    ------
    ReportError
        If the value was written by another version or holds an unknown block.
    """
    if value.get("version") != VERSION:
        raise ReportError(
            f"Blok laporan berversi {value.get('version')!r}, seharusnya {VERSION}; jalankan ulang laporan"
        )
    return tuple(_block(dict(item)) for item in value["blocks"])


def _block(item: dict[str, Any]) -> Block:
    kind = item.pop("block", None)
    if kind not in _KINDS:
        raise ReportError(f"Blok laporan {kind!r} tidak dikenal; jalankan ulang laporan")
    if kind in ("prose", "note"):
        item["paragraphs"] = tuple(tuple(_span(s) for s in p) for p in item["paragraphs"])
    if kind == "table":
        item["columns"] = tuple(Column(**c) for c in item["columns"])
        item["rows"] = tuple(tuple(_span(s) for s in row) for row in item["rows"])
    if kind == "values":
        return Values.from_csv(item["csv"], item["facts"])
    for name in ("total", "notes"):
        if name in item:
            item[name] = tuple(item[name])
    block: Block = _KINDS[kind](**item)
    return block


def _span(value: Any) -> Span:
    return value if isinstance(value, str) else Fact(**value)


def facts(blocks: tuple[Block, ...]) -> tuple[Fact, ...]:
    """Return every fact that prose, notes and tables show, in reading order."""
    found: list[Fact] = []
    for block in blocks:
        if isinstance(block, Prose | Note):
            found += [s for p in block.paragraphs for s in p if isinstance(s, Fact)]
        elif isinstance(block, Table):
            found += [s for row in block.rows for s in row if isinstance(s, Fact)]
    return tuple(found)
