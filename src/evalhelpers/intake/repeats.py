"""Repeat groups of KoboToolbox and ODK: rows of their own, tied to the submission by its index or key.

KoboToolbox writes them into further sheets, ODK into further files named after that of the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from evalhelpers.intake.matching import column_named
from evalhelpers.intake.sheet import Sheet, cell, column

# The column of a repeat that names the submission, and the submission's own.
_LINKS = (("_parent_index", "_index"), ("PARENT_KEY", "KEY"))
_PARENT_NAME = "_parent_table_name"
# What says whose row it is, and which table's header words say so.
_OWNERS = ("id_bantuan", "nik")
_TABLE = "kunjungan"
# Excel cuts sheet names here.
_NAME_LENGTH = 31


def parent_file(path: Path, files: Iterable[Path]) -> Path | None:
    """Return the form's file that a repeat's is named after: `form.csv` of `form-dokumen.csv`."""
    if path.suffix.casefold() != ".csv":
        return None
    stems = {
        other.stem: other for other in files if other.parent == path.parent and other.suffix == path.suffix
    }
    longer = [stem for stem in stems if path.stem.startswith(f"{stem}-")]
    return stems[max(longer, key=len)] if longer else None


def with_owners(sheets: Sequence[Sheet], others: Sequence[Sheet] = ()) -> list[Sheet]:
    """Return the sheets, those of repeat groups with the columns that say whose submission each row is of.

    `others` are sheets of the form's own file, where the repeats have files to themselves.
    """
    known = [*sheets, *others]
    heads = [sheet.texts(0, 1)[0] if sheet.height else [] for sheet in known]
    found = []
    for sheet, head in zip(sheets, heads, strict=False):
        for child, own in _LINKS:
            parent = _parent(sheet, head, known, heads, child, own) if child in head else None
            if parent is not None:
                found.append(_joined(sheet, head, known[parent], heads[parent], child, own))
                break
        else:
            found.append(sheet)
    return found


def _parent(
    sheet: Sheet, head: list[str], known: Sequence[Sheet], heads: list[list[str]], child: str, own: str
) -> int | None:
    """Return which sheet holds the submissions of a repeat group."""
    named = ""
    if _PARENT_NAME in head:
        names = [mark for mark in sheet.columns[head.index(_PARENT_NAME)].to_pylist()[1:3] if mark]
        named = cell(names[-1])[0] if names else ""
    able = [at for at, texts in enumerate(heads) if own in texts and known[at] is not sheet]
    exact = [at for at in able if named and known[at].name == named[:_NAME_LENGTH]]
    return next(iter(exact or [at for at in able if child not in heads[at]]), None)


def _joined(
    sheet: Sheet, head: list[str], parent: Sheet, parent_head: list[str], child: str, own: str
) -> Sheet:
    there = {column_named(text, _TABLE) for text in head}
    wanted = {
        ours: at
        for at, text in enumerate(parent_head)
        if (ours := column_named(text, _TABLE)) in _OWNERS and ours not in there
    }
    keys = parent.columns[parent_head.index(own)].to_pylist()
    row_of = {cell(mark)[0]: row for row, mark in enumerate(keys) if mark}
    rows = [row_of.get(cell(mark)[0]) for mark in sheet.columns[head.index(child)].to_pylist()]
    more = [parent.columns[at].take(pa.array(rows, type=pa.int64())) for at in wanted.values()]
    # Taken columns keep every text of the parent; only those that are used are wanted. The header is
    # ours, which every table knows.
    again = [
        column([(ours, "text"), *(cell(mark) for mark in marks.to_pylist()[1:])], lambda one: one)
        for ours, marks in zip(wanted, more, strict=True)
    ]
    return replace(sheet, columns=(*sheet.columns, *again))
