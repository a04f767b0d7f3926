"""Repeat groups of KoboToolbox and ODK: rows in a sheet of their own, tied to the submission by its index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from evalhelpers.intake.matching import column_named
from evalhelpers.intake.sheet import Sheet, cell, column

_INDEX, _PARENT, _PARENT_NAME = "_index", "_parent_index", "_parent_table_name"
# What says whose row it is, and which table's header words say so.
_OWNERS = ("id_bantuan", "nik")
_TABLE = "kunjungan"
# Excel cuts sheet names here.
_NAME_LENGTH = 31


def with_owners(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets, those of repeat groups with the columns that say whose submission each row is of."""
    heads = [sheet.texts(0, 1)[0] if sheet.height else [] for sheet in sheets]
    found = []
    for sheet, head in zip(sheets, heads, strict=True):
        parent = _parent(sheet, head, sheets, heads) if _PARENT in head else None
        found.append(sheet if parent is None else _joined(sheet, head, sheets[parent], heads[parent]))
    return found


def _parent(sheet: Sheet, head: list[str], sheets: Sequence[Sheet], heads: list[list[str]]) -> int | None:
    """Return which sheet holds the submissions of a repeat group."""
    named = ""
    if _PARENT_NAME in head:
        names = [mark for mark in sheet.columns[head.index(_PARENT_NAME)].to_pylist()[1:3] if mark]
        named = cell(names[-1])[0] if names else ""
    able = [at for at, texts in enumerate(heads) if _INDEX in texts and sheets[at] is not sheet]
    exact = [at for at in able if named and sheets[at].name == named[:_NAME_LENGTH]]
    return next(iter(exact or [at for at in able if _PARENT not in heads[at]]), None)


def _joined(sheet: Sheet, head: list[str], parent: Sheet, parent_head: list[str]) -> Sheet:
    own = {column_named(text, _TABLE) for text in head}
    wanted = {
        ours: at
        for at, text in enumerate(parent_head)
        if (ours := column_named(text, _TABLE)) in _OWNERS and ours not in own
    }
    indexes = parent.columns[parent_head.index(_INDEX)].to_pylist()
    row_of = {cell(mark)[0]: row for row, mark in enumerate(indexes) if mark}
    rows = [row_of.get(cell(mark)[0]) for mark in sheet.columns[head.index(_PARENT)].to_pylist()]
    # The header of the parent comes along as the header here.
    rows[0] = 0
    more = [parent.columns[at].take(pa.array(rows, type=pa.int64())) for at in wanted.values()]
    # Taken columns keep every text of the parent; only those that are used are wanted.
    again = [column([cell(mark) for mark in marks.to_pylist()], lambda one: one) for marks in more]
    return replace(sheet, columns=(*sheet.columns, *again))
