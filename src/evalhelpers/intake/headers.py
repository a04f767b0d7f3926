"""Which table a sheet is and where its header stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from evalhelpers.dictionary import TABLES, Table
from evalhelpers.intake.header_text import plain, readings
from evalhelpers.intake.matching import Match, match, may_name
from evalhelpers.intake.sheet import Sheet

SEARCHED_ROWS = 60
MOST_LEVELS = 3
FEWEST_MATCHES = 3
MEANT = 5
_PERSONS = frozenset({"nik", "id_bantuan"})
# A visit must say whose it is by one of these.
OWNERS = (("id_bantuan",), ("nik",), ("nama", "kab_kota"))


@dataclass(frozen=True)
class Rule:
    """What sources.yaml states for one table of a file.

    Our columns by header, those filled by a constant, those not asked for, and whether the row number
    says whose row it is.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: frozenset[str] = frozenset()
    not_collected: frozenset[str] = frozenset()
    row_id: bool = False


@dataclass(frozen=True)
class Layout:
    """How a sheet is one table.

    `top` and `bottom` are the first and last header row (positions); `texts` the header of every column
    as written, empty where it has none; `missing` required columns that are not there.
    """

    table: str
    top: int
    bottom: int
    match: Match
    texts: tuple[str, ...]
    missing: tuple[str, ...]


def find(sheet: Sheet, rules: Mapping[str, Rule] | None = None) -> list[Layout]:
    """Return how the sheet is a table; several where rules feed several tables, none if it is no table.

    Tables without a rule are looked for too: a workbook may hold more than the rule is about. Two tables
    that fit equally well, neither with a rule, come back both: the caller refuses them.
    """
    rules = rules or {}
    grid = _unmerged(sheet)
    found = [
        layout
        for name, table in TABLES.items()
        if (layout := _best(grid, table, rules.get(name, Rule()))) is not None
    ]
    ruled = [layout for layout in found if layout.table in rules]
    free = [layout for layout in found if layout.table not in rules]
    if ruled and (any(not layout.missing for layout in ruled) or all(layout.missing for layout in free)):
        return ruled
    strength = max((_strength(layout) for layout in free), default=None)
    return [layout for layout in free if _strength(layout) == strength]


def _strength(layout: Layout) -> tuple[bool, int]:
    return not layout.missing, len(layout.match.columns) + len(layout.match.choices)


def _best(grid: list[list[str]], table: Table, rule: Rule) -> Layout | None:
    best: Layout | None = None
    # Nearly all rows are data, and matching each of them as a header would cost more than all the rest.
    stated = {word for header in rule.columns for word in plain(header).split()}
    texts = {text for row in grid for text in row if text}
    words = {t for t in texts if may_name(t, table.name) or (stated and stated.issuperset(plain(t).split()))}
    named = [[text in words for text in row] for row in grid]
    fewest = 1 if stated else FEWEST_MATCHES
    for bottom in range(min(SEARCHED_ROWS, len(grid))):
        for levels in range(1, MOST_LEVELS + 1 if any(named[bottom]) else 1):
            top = bottom - levels + 1
            if top < 0 or not any(grid[top]):
                break
            if _columns_named(named[top : bottom + 1]) < fewest:
                continue
            layout = _layout(grid, table, rule, top, bottom, spelling=False)
            if layout and (best is None or _size(layout, grid) > _size(best, grid)):
                best = layout
    # Spelling is compared only where the header stands: it is dear, and elsewhere it would mislead.
    return best and _layout(grid, table, rule, best.top, best.bottom, spelling=True)


def _columns_named(rows: list[list[bool]]) -> int:
    return sum(any(column) for column in zip_longest(*rows, fillvalue=False))


def _size(layout: Layout, grid: list[list[str]]) -> tuple[int, int, int, int, int]:
    # Of headers that say the same the first is the header; the others are it again, or data above it.
    # What a group says of its columns is worth having, unless the row above is but a title.
    groups = all(len(set(row) - {""}) >= FEWEST_MATCHES for row in grid[layout.top : layout.bottom])
    levels = layout.bottom - layout.top if groups else 0
    return len(layout.match.there), -len(layout.missing), -len(layout.match.unclear), -layout.bottom, levels


def _unmerged(sheet: Sheet) -> list[list[str]]:
    """Return the texts of the rows that may be headers, each merged block filled with its text."""
    grid = sheet.texts(0, SEARCHED_ROWS + MOST_LEVELS)
    filled: set[tuple[int, int]] = set()
    for first, left, last, right in sheet.merges:
        # Blocks that overlap are no merge Excel makes; skipping them bounds the work.
        if first >= len(grid) or left >= len(grid[first]) or (first, left) in filled:
            continue
        text = grid[first][left]
        for row in range(first, min(last + 1, len(grid))):
            for column in range(left, min(right + 1, len(grid[row]))):
                grid[row][column] = text
                filled.add((row, column))
    return grid


def _layout(
    grid: list[list[str]], table: Table, rule: Rule, top: int, bottom: int, *, spelling: bool
) -> Layout | None:
    names = [readings(levels) for levels in zip(*grid[top : bottom + 1], strict=True)]
    there_now = {plain(text) for texts in names for text in texts} if rule.columns else set()
    stated = {plain(header): ours for header, ours in rule.columns.items() if plain(header) in there_now}
    found = match(names, table, stated, spelling=spelling)
    there = found.there | rule.constants
    if len(found.there) < FEWEST_MATCHES and not stated:
        return None
    missing = tuple(c for c in table.required if c not in there | rule.not_collected)
    if table.name == "kunjungan" and not any(set(owner) <= there for owner in OWNERS) and not rule.row_id:
        missing += ("id_bantuan",)
    few = 2 * (len(table.required) - len(missing)) < len(table.required)
    # So many columns and a person among them are a table, only one that cannot be used yet.
    is_meant = len(found.there) >= MEANT and bool(found.there & _PERSONS)
    if spelling and not stated and few and not is_meant:
        return None
    return Layout(
        table.name, top, bottom, found, tuple(texts[0] if texts else "" for texts in names), missing
    )
