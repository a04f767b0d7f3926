"""Several tables on one sheet: side by side with a blank column between, or one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from evalhelpers.dictionary import TABLES
from evalhelpers.intake.headers import FEWEST_MATCHES, MOST_LEVELS, Layout, Rule, find
from evalhelpers.intake.matching import may_name
from evalhelpers.intake.sheet import Sheet, is_filled, letters

Region = tuple[Sheet, list[Layout]]
# Fewer cells than this are a title, a section or a gap: what a new table may stand below.
_SPARSE = 2
_LEAST_WIDTH = 3


def regions(sheet: Sheet, rules: Mapping[str, Rule]) -> list[Region]:
    """Return the tables of a sheet, each with the part of the sheet it stands in.

    Together the parts have all rows of the sheet; those of tables side by side have them each, and say in
    their name which columns they are. A sheet that is no table comes back whole, without a layout.
    """
    return [region for part in _side_by_side(sheet, rules) for region in _stacked(part, rules)]


def _side_by_side(sheet: Sheet, rules: Mapping[str, Rule]) -> list[Sheet]:
    used = np.array([is_filled(marks).any() for marks in sheet.columns], dtype=bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], used, [False]]).astype(int)))
    spans = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= _LEAST_WIDTH]
    if len(spans) < 2 or rules:
        return [sheet]
    parts = [
        sheet.part(
            slice(None), slice(a, b), name=f"{sheet.name} [kolom {letters(a)}:{letters(b - 1)}]".strip()
        )
        for a, b in spans
    ]
    whole = [part for part in parts if any(not layout.missing for layout in find(part))]
    return whole if len(whole) > 1 else [sheet]


def _stacked(sheet: Sheet, rules: Mapping[str, Rule]) -> list[Region]:
    layouts = find(sheet, rules)
    if rules or not layouts:
        return [(sheet, layouts)]
    tops = sorted({layout.top for layout in layouts})
    # The strongest table need not be the first, and two equally strong ones need not be one.
    for top in tops if len(tops) > 1 else tops[:1]:
        cut = _title(sheet, top)
        above = sheet.part(slice(0, cut))
        if cut and any(not layout.missing for layout in find(above)):
            return [*_stacked(above, rules), *_stacked(sheet.part(slice(cut, None)), rules)]
    if len(layouts) != 1:
        return [(sheet, layouts)]
    starts = [0, *_more_headers(sheet, layouts[0].bottom + 1), sheet.height]
    found: list[Region] = []
    for start, stop in pairwise(starts):
        part = sheet.part(slice(start, stop))
        found.append((part, find(part) if start else layouts))
    return found


def _title(sheet: Sheet, top: int, least: int = 0) -> int:
    """Return where the title of a table begins whose header begins at `top`: above it, not below another."""
    while top > least and sheet.filled[top - 1] <= _SPARSE:
        top -= 1
    return top


def _more_headers(sheet: Sheet, start: int) -> Iterator[int]:
    """Yield where the rows of a further table begin, as far as its header is one beyond doubt."""
    sparse = sheet.filled <= _SPARSE
    starts = np.flatnonzero(~sparse[1:] & sparse[:-1]) + 1
    taken = start
    for at, row in zip(starts.tolist(), sheet.rows(starts), strict=True):
        filled = [text for text, kind in row if kind != "blank"]
        if at < taken or not _may_be_header(filled):
            continue
        top = max(taken, at - MOST_LEVELS + 1)
        layouts = find(sheet.part(slice(top, at + MOST_LEVELS)))
        is_whole = any(not layout.missing for layout in layouts)
        if is_whole or (layouts and not any(ch.isdigit() for text in filled for ch in text)):
            yield _title(sheet, top + min(layout.top for layout in layouts), taken)
            taken = top + max(layout.bottom for layout in layouts) + 1


def _may_be_header(filled: list[str]) -> bool:
    """Say whether most of a row's cells are words of one table's header."""
    return any(
        count >= max(FEWEST_MATCHES, len(filled) / 2)
        for count in (sum(may_name(text, name) for text in filled) for name in TABLES)
    )
