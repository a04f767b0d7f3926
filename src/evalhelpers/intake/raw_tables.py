"""The data rows of a sheet as a raw table: the columns we know, their texts and kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from evalhelpers.dictionary import TABLES
from evalhelpers.intake.header_text import plain
from evalhelpers.intake.headers import Layout
from evalhelpers.intake.model import KINDS, LOCAL_ZONE, RawTable
from evalhelpers.intake.rows import data_rows
from evalhelpers.intake.sheet import LETTERS, Sheet, cell, codes, column, letters, text_cell
from evalhelpers.params import SourceRule, TableRule

_NOTHING = pa.array(["na", "n/a", "#n/a", "null", "nan"], type=pa.large_string())
_KOBO = frozenset({"submission time", "uuid", "rootuuid"})
_YES = frozenset({"1", "1.0", "true", "ya"})
_KIND_LETTERS = [LETTERS.get(kind, "") for kind in KINDS]
_AMOUNTS = frozenset({"rupiah", "count", "number"})
_BLANK_KIND = KINDS.index("blank")


def raw_table(
    sheet: Sheet, layout: Layout, file: str, rule: TableRule | None, source: SourceRule | None
) -> RawTable:
    """Return the data rows of a sheet under the columns found, with what sources.yaml states of them."""
    sheet = _filled_down(sheet, layout)
    found = data_rows(sheet, layout)
    rows = pa.array(found.positions)
    index = pd.Index(sheet.numbers[found.positions], name="row", dtype="int64")
    cells: dict[str, pd.Categorical] = {}
    kinds: dict[str, pd.Categorical] = {}
    coded = rule.values if rule else {}  # noqa: PD011 (a rule's, not a table's)
    for ours, at in layout.match.columns.items():
        cells[ours], kinds[ours] = _column(sheet.columns[at].take(rows), coded.get(ours, {}))
    for ours, by_code in layout.match.choices.items():
        chosen = {code: [sheet.columns[at].take(rows) for at in places] for code, places in by_code.items()}
        cells[ours], kinds[ours] = _column(_joined(chosen), {})
    for ours, texts in found.carried.items():
        cells[ours], kinds[ours] = _column(column(texts, text_cell), {})
    for ours, value in (rule.constants if rule else {}).items():
        cells[ours], kinds[ours] = _column(column([value] * len(rows), text_cell), {})
    is_kobo = bool(_KOBO & {plain(text) for text in layout.texts})
    zone = (source.timezone if source else None) or ("UTC" if is_kobo else LOCAL_ZONE)
    return RawTable(
        table=layout.table,
        file=file,
        sheet=sheet.name,
        cells=pd.DataFrame(cells, index=index),
        kinds=pd.DataFrame(kinds, index=index),
        headers={ours: layout.texts[at] for ours, at in layout.match.columns.items()},
        letters={}
        if sheet.left is None
        else {ours: letters(sheet.left + at) for ours, at in layout.match.columns.items()},
        not_collected=frozenset(rule.not_collected if rule else ()),
        shifted=_shifted(sheet, layout, found.positions),
        timezone=zone,
        row_id=bool(rule and rule.id == "row"),
        decimal=(source.format.decimal or "") if source else "",
    )


def _shifted(sheet: Sheet, layout: Layout, positions: np.ndarray) -> frozenset[int]:
    """Return the data rows of a delimited file that hold something beyond the last header."""
    if sheet.left is not None:
        return frozenset()
    last = max(at for at, text in enumerate(layout.texts) if text)
    beyond = sheet.count(range(last + 1, sheet.width)) > 0
    return frozenset(sheet.numbers[positions[beyond[positions]]].tolist())


def _filled_down(sheet: Sheet, layout: Layout) -> Sheet:
    """Give each cell of a block merged down the rows what is written in its first, where that is no amount.

    An amount merged over several rows is the sum of them, or of the first; whose it is cannot be told. A
    block that lies over another is no merge Excel makes; passing it over bounds the work.
    """
    columns = list(sheet.columns)
    table = TABLES[layout.table]
    amounts = {at for ours, at in layout.match.columns.items() if table.column(ours).kind in _AMOUNTS}
    of_rows: dict[int, np.ndarray] = {}
    taken: dict[int, np.ndarray] = {}
    for first, left, last, _ in sheet.merges:
        is_inside = first > layout.bottom and last > first and left < sheet.width and first < sheet.height
        if not is_inside or left in amounts:
            continue
        blocked = taken.setdefault(left, np.zeros(sheet.height, dtype=bool))
        if blocked[first]:
            continue
        blocked[first : last + 1] = True
        mine = of_rows.setdefault(left, codes(columns[left]).copy())
        mine[first : last + 1] = mine[first]
    for at, mine in of_rows.items():
        columns[at] = pa.DictionaryArray.from_arrays(pa.array(mine, mask=mine < 0), columns[at].dictionary)
    return replace(sheet, columns=tuple(columns)) if of_rows else sheet


def _column(marks: pa.DictionaryArray, values: Mapping[str, str]) -> tuple[pd.Categorical, pd.Categorical]:
    """Return the texts and kinds of a column; `values` are the texts that stand for others."""
    of_rows = codes(marks)
    used = np.bincount(of_rows[of_rows >= 0], minlength=len(marks.dictionary)) > 0
    distinct = marks.dictionary.filter(pa.array(used))
    marks_of, texts = pc.utf8_slice_codeunits(distinct, 0, 1), pc.utf8_slice_codeunits(distinct, 1)
    kinds = np.array([_KIND_LETTERS.index(mark) for mark in marks_of.to_pylist()], dtype=np.int8)
    if values:
        known = texts.to_pylist()
        kinds = np.where([text in values for text in known], KINDS.index("text"), kinds)
        texts = pa.array([values.get(text, text) for text in known], type=pa.large_string())
    is_nothing = pc.is_in(pc.utf8_lower(texts), value_set=_NOTHING).to_numpy(zero_copy_only=False)
    is_nothing &= kinds == KINDS.index("text")
    # -1 stands for blank in every lookup, as their last entry.
    number = np.append(np.where(used, np.cumsum(used) - 1, -1), -1)[of_rows].astype(np.int32)
    encoded = texts.dictionary_encode()
    text_of = np.append(np.where(is_nothing, -1, encoded.indices.to_numpy()), -1).astype(np.int32)
    kind_of = np.append(np.where(is_nothing, _BLANK_KIND, kinds), _BLANK_KIND).astype(np.int8)
    categories = pd.Index(encoded.dictionary.to_pandas(), dtype="str")
    return (
        pd.Categorical.from_codes(text_of[number], categories=categories),
        pd.Categorical.from_codes(kind_of[number], categories=list(KINDS)),
    )


def _joined(chosen: Mapping[str, Sequence[pa.DictionaryArray]]) -> pa.DictionaryArray:
    """Join the 0/1 columns of one question into codes separated by spaces."""
    answers = []
    for code, columns in chosen.items():
        is_chosen = np.zeros(len(columns[0]), dtype=bool)
        for marks in columns:
            is_yes = [cell(mark)[0].casefold() in _YES for mark in marks.dictionary.to_pylist()]
            is_chosen |= np.append(is_yes, False).astype(bool)[codes(marks)]
        answers.append(np.where(is_chosen, code, ""))
    rows = [" ".join(filter(None, row)) for row in zip(*answers, strict=True)]
    return column(rows, text_cell)
