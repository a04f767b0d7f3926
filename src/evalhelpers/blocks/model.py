"""The document model: what a notebook shows and the press renders.

Blocks are frozen values that go to and from JSON under `MIME`. They hold finished text: numbers
have passed `formats`, persons have passed `disclosure`. A `Fact` keeps the machine value beside
the words, so that page, PDF, CSV and findings can be proved to agree.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from evalhelpers.errors import ReportError

MIME = "application/vnd.evalhelpers+json"
VERSION = 3


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
    """Paragraphs of one form: plain `text`, the `lead` of a section, a `list`, or numbered `steps`."""

    paragraphs: tuple[tuple[Span, ...], ...]
    form: Literal["text", "lead", "list", "steps"] = "text"


@dataclass(frozen=True)
class Tile:
    """One key figure: what it is, the number, and a line on how sure it is or how it compares.

    `state` is `good`, `middle` or `bad` where the number is held against a target, else empty; the
    words say the same.
    """

    label: str
    number: Span
    detail: tuple[Span, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class Tiles:
    """The key figures of page one, in reading order."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Column:
    """A table column: header text and whether its cells are numbers (aligned right)."""

    text: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table of finished text; the first cell of each row is its header.

    `total` marks row numbers (from 0) that are totals. A cell is text or a `Fact`. `states` has one
    entry a row (`good`, `middle`, `bad` or empty) where rows are held against targets; the last cell
    says the same in words. One that is `print_only` stands in the PDF, and on a page that has no PDF
    beside it: a phone is spared the long tables.
    """

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Span, ...], ...]
    total: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    states: tuple[str, ...] = ()
    print_only: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what its cells say, headers first, then row by row."""
        cells = [cell for row in self.rows for cell in row]
        heads = [column.text for column in self.columns]
        return (*heads, *(cell.text if isinstance(cell, Fact) else cell for cell in cells))


@dataclass(frozen=True)
class Chart:
    """A figure as SVG text, with the alternative text written from its data.

    `title` says what the figure shows to be so (empty: nothing can be said), `caption` what is drawn.
    """

    anchor: str
    caption: str
    svg: str
    alt: str
    notes: tuple[str, ...] = ()
    source: str = ""
    title: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Note:
    """A short remark set apart: `kind` is `method`, `warning` or `reading` (how to read it)."""

    kind: str
    paragraphs: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Letter:
    """The covering letter: its title, the lines of its head (name and text), its paragraphs.

    In the PDF it stands before the cover. A page has it, where it is among the blocks, only if there is
    no PDF beside it.
    """

    anchor: str
    title: str
    head: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Message:
    """The lines that go along when the report is sent by chat; never shown in the page."""

    lines: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Values:
    """The machine-readable result; never shown in the page.

    `rows` are the rows of `indikator.csv` as finished text by column name; `facts` are the
    derived numbers that prose uses besides them (differences and their intervals): id to value.
    `names` are the printed names of `code`, `code.measure`, `group` and `unit` that occur, and
    `definitions` the code and the definition of each indicator, for those who read the values in Excel.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    definitions: tuple[tuple[str, str], ...] = ()

    def as_csv(self) -> str:
        """Return the rows with their header as comma-separated text."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()

    @classmethod
    def from_csv(cls, text: str, **other: Any) -> Values:
        """Return the values that `as_csv` wrote, with the `other` fields."""
        columns, *rows = csv.reader(io.StringIO(text, newline=""))
        return cls(tuple(columns), tuple(tuple(row) for row in rows), **other)


Block = Heading | Prose | Tiles | Table | Chart | Note | Letter | Message | Values
_KINDS: dict[str, type] = {kind.__name__.lower(): kind for kind in get_args(Block)}


def to_json(blocks: tuple[Block, ...]) -> dict[str, Any]:
    """Return the JSON value carried under `MIME`: version and blocks in order."""
    return {
        "version": VERSION,
        "blocks": [{"block": type(block).__name__.lower(), **_fields(block)} for block in blocks],
    }


def _fields(block: Block) -> dict[str, Any]:
    fields = asdict(block)
    if isinstance(block, Values):
        # One text instead of thousands of cells: a notebook is written, read and copied value by value.
        del fields["columns"], fields["rows"]
        fields["csv"] = block.as_csv()
    return fields


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
    if kind == "values":
        text = item.pop("csv")
        item["definitions"] = tuple(tuple(pair) for pair in item["definitions"])
        return Values.from_csv(text, **item)
    for name in ("paragraphs", "lines", "rows"):
        if name in item:
            item[name] = tuple(_spans(spans) for spans in item[name])
    for name in ("total", "notes", "states"):
        if name in item:
            item[name] = tuple(item[name])
    if kind == "table":
        item["columns"] = tuple(Column(**c) for c in item["columns"])
    if kind == "chart":
        item["title"] = _spans(item["title"])
    if kind == "tiles":
        item["tiles"] = tuple(
            Tile(**{**t, "number": _span(t["number"]), "detail": _spans(t["detail"])}) for t in item["tiles"]
        )
    if kind == "letter":
        item["head"] = tuple(tuple(line) for line in item["head"])
    block: Block = _KINDS[kind](**item)
    return block


def _spans(values: Any) -> tuple[Span, ...]:
    return tuple(_span(value) for value in values)


def _span(value: Any) -> Span:
    return value if isinstance(value, str) else Fact(**value)


def is_print_only(block: Block) -> bool:
    """Say whether a block is left to the PDF where there is one."""
    return isinstance(block, Letter) or (isinstance(block, Table) and block.print_only)


def facts(blocks: tuple[Block, ...]) -> tuple[Fact, ...]:
    """Return every fact that the page shows, in reading order."""
    return tuple(span for block in blocks for span in _shown(block) if isinstance(span, Fact))


def _shown(block: Block) -> Iterator[Span]:
    match block:
        case Prose() | Note() | Letter():
            yield from (span for paragraph in block.paragraphs for span in paragraph)
        case Tiles():
            yield from (span for tile in block.tiles for span in (tile.number, *tile.detail))
        case Chart():
            yield from block.title
        case Table():
            yield from (span for row in block.rows for span in row)
