"""One sheet into raw tables: header found, columns named, data rows kept with their numbers."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from evalhelpers.dictionary import TABLES, Table
from evalhelpers.intake.headers import Layout, Rule
from evalhelpers.intake.matching import PLAIN_COLUMNS, Unclear, column_named, plain, speaks_of, suggest
from evalhelpers.intake.model import KINDS, LOCAL_ZONE, SHEETS, RawTable
from evalhelpers.intake.regions import regions
from evalhelpers.intake.rows import data_rows
from evalhelpers.intake.sheet import BLANK, LETTERS, Sheet, cell, codes, column, is_filled, letters, text_cell
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, TableRule

_NOTHING = pa.array(["na", "n/a", "#n/a", "null", "nan"], type=pa.large_string())
_KOBO = frozenset({"submission time", "uuid", "rootuuid"})
_YES = frozenset({"1", "1.0", "true", "ya"})
_KIND_LETTERS = [LETTERS.get(kind, "") for kind in KINDS]
_ADD = "tambahkan di params/sources.yaml di bawah sources: - "
_MOST_NAMED = 12
_STATES = frozenset({"status_usaha", "penyebab_utama"})
_AMOUNTS = frozenset({"rupiah", "count", "number"})
_BLANK_KIND = KINDS.index("blank")


@dataclass(frozen=True)
class Refusal:
    """Why a table cannot be used: columns missing or unclear, and what sources.yaml could say of it."""

    sheet: str
    table: str
    code: str
    names: tuple[str, ...]
    said: tuple[str, ...]
    columns: dict[str, str]


@dataclass
class Found:
    """What one sheet gave: its tables, its lines in the row account, and what was noticed."""

    tables: list[RawTable] = field(default_factory=list)
    account: list[AccountLine] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def read_sheet(sheet: Sheet, file: str, source: SourceRule | None) -> Found:
    """Return the tables of a sheet, its lines in the row account, and what was noticed.

    A sheet that is no table, or cannot be used, is all "not data" with an issue that says why.
    """
    found = Found()
    if not sheet.height:
        return found
    rules = {name: _rule(rule) for name, rule in (source.tables if source else {}).items()}
    lines: dict[tuple[str, str], AccountLine] = {}
    for part, layouts in regions(sheet, rules):
        for line in _read_part(part, layouts, file, source, found):
            key = (line.sheet, line.table)
            before = lines.get(key, replace(line, read=0, not_data=0))
            lines[key] = replace(line, read=before.read + line.read, not_data=before.not_data + line.not_data)
    if sheet.hidden and (found.tables or found.refused):
        found.issues.insert(0, Issue("hidden_rows", file, sheet.name, understood=sheet.hidden))
    found.account += lines.values()
    return found


def _read_part(
    sheet: Sheet, layouts: Sequence[Layout], file: str, source: SourceRule | None, found: Found
) -> Iterator[AccountLine]:
    """Read what stands in one part of a sheet, and yield its lines in the row account."""
    read = sheet.height
    rules = source.tables if source else {}
    if not layouts:
        found.issues.append(Issue("sheet_unknown", file, sheet.name))
        yield AccountLine(file, sheet.name, "", read, not_data=read)
        return
    if len(layouts) > 1 and not any(layout.table in rules for layout in layouts):
        found.refused.append(_undecided(layouts, sheet.name))
        yield AccountLine(file, sheet.name, "", read, not_data=read)
        return
    for given in layouts:
        sheet, layout, joined = _coalesced(sheet, given)
        refusal = _refusal(layout, sheet.name)
        if refusal is not None:
            found.refused.append(refusal)
            rows = len(data_rows(sheet, layout).positions)
            yield AccountLine(file, sheet.name, layout.table, read, quarantined=rows, not_data=read - rows)
            continue
        found.issues += [
            Issue(
                "columns_joined", file, sheet.name, 0, layout.table, one.columns[0], " / ".join(one.headers)
            )
            for one in joined
        ]
        for ours in sorted(layout.match.close):
            header = layout.texts[layout.match.columns[ours]]
            label = TABLES[layout.table].column(ours).id
            found.issues.append(
                Issue("header_close_match", file, sheet.name, 0, layout.table, ours, header, label)
            )
        found.issues += _unused(sheet, layout, file)
        table = _table(sheet, layout, file, rules.get(layout.table), source)
        found.tables.append(table)
        yield AccountLine(file, sheet.name, layout.table, read, not_data=read - len(table.cells))


def refused(file: str, refusals: Sequence[Refusal]) -> Issue:
    """Return the one issue of a file for all columns missing or unclear, with the lines for sources.yaml."""
    sheets = list(dict.fromkeys(one.sheet for one in refusals))
    said = []
    for one in refusals:
        where = f"{one.sheet}: " if len(sheets) > 1 else ""
        said.append(where + "; ".join(one.said))
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for one in refusals:
        rule = tables.setdefault(one.table, {})
        if one.columns:
            rule["columns"] = rule.get("columns", {}) | one.columns
    line = json.dumps({"files": [glob.escape(file)], "tables": tables}, ensure_ascii=False)
    # JSON is YAML too, whatever a header holds.
    said.append(_ADD + line)
    codes_found = {one.code for one in refusals}
    names = dict.fromkeys(name for one in refusals for name in one.names)
    return Issue(
        "column_missing" if "column_missing" in codes_found else "header_ambiguous",
        file,
        SHEETS.join(sheets),
        0,
        refusals[0].table,
        " ".join(names),
        understood="; ".join(said),
    )


def _rule(rule: TableRule) -> Rule:
    return Rule(rule.columns, frozenset(rule.constants), frozenset(rule.not_collected), rule.id == "row")


def _undecided(layouts: Sequence[Layout], sheet: str) -> Refusal:
    names = [layout.table for layout in layouts]
    return Refusal(sheet, names[0], "header_ambiguous", (), (f"tabel: {' / '.join(names)}",), {})


def _unused(sheet: Sheet, layout: Layout, file: str) -> Iterator[Issue]:
    """Yield filled columns that are not used although they speak of money or state, which the sheet lacks."""
    table, match = TABLES[layout.table], layout.match
    used = {
        *match.columns.values(),
        *(at for by in match.choices.values() for many in by.values() for at in many),
    }
    free = {
        text: at
        for at, text in enumerate(layout.texts)
        if text
        and at not in used
        and not text.startswith("_")
        and is_filled(sheet.columns[at])[layout.bottom + 1 :].any()
    }
    ignored = [text for text in free if plain(text) not in PLAIN_COLUMNS]
    if ignored:
        shown = ", ".join(map(repr, ignored[:_MOST_NAMED]))
        yield Issue("columns_ignored", file, sheet.name, 0, table.name, understood=shown)
    lacking = [
        c.name
        for c in table.columns
        if (c.unit == "Rp per bulan" or c.name in _STATES) and c.name not in match.there
    ]
    named = {text for text in free if column_named(text, table.name) in match.there}
    for ours, text in speaks_of([text for text in free if text not in named], lacking, table).items():
        rule = {"files": [glob.escape(file)], "tables": {table.name: {"columns": {text: ours}}}}
        line = json.dumps(rule, ensure_ascii=False)
        hint = f"{_named(table, ours)}; bila benar, {_ADD}{line}"
        yield Issue("column_unused", file, sheet.name, 0, table.name, ours, text, hint)


def _coalesced(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout, list[Unclear]]:
    """Join columns that stand for the same field and never say different things, as versions of a form do."""
    joined: list[Unclear] = []
    columns = dict(layout.match.columns)
    texts = layout.texts
    for one in layout.match.unclear:
        if len(one.columns) > 1 or len(one.places) < 2:
            continue
        cells = [[cell(mark) for mark in sheet.columns[at].to_pylist()] for at in one.places]
        rows = [{value for value in row if value != BLANK} for row in zip(*cells, strict=True)]
        if any(len(values) > 1 for values in rows[layout.bottom + 1 :]):
            continue
        whole = column([next(iter(values), BLANK) for values in rows], lambda value: value)
        columns[one.columns[0]] = sheet.width
        sheet = replace(sheet, columns=(*sheet.columns, whole))
        texts = (*texts, one.headers[0])
        joined.append(one)
    left = tuple(one for one in layout.match.unclear if one not in joined)
    match = replace(layout.match, columns=columns, unclear=left)
    return sheet, replace(layout, match=match, texts=texts), joined


def _refusal(layout: Layout, sheet: str) -> Refusal | None:
    """Say which columns are missing or unclear, and what to add to sources.yaml; None if all is well."""
    unclear = layout.match.unclear
    if not layout.missing and not unclear:
        return None
    table = TABLES[layout.table]
    used = [layout.texts[at] for at in layout.match.columns.values()]
    said: list[str] = []
    columns: dict[str, str] = {}
    if layout.missing:
        free = [
            text for text in layout.texts if text and text not in used and plain(text) not in PLAIN_COLUMNS
        ]
        near = suggest(free, layout.missing, table)
        left = [text for text in dict.fromkeys(free) if text not in near.values()]
        blank = [name for name in layout.missing if not near[name]]
        if len(blank) == len(left) == 1:
            near[blank[0]] = left.pop()  # there is no other
        columns |= {near[name] or f"GANTI DENGAN JUDUL KOLOM {name}": name for name in layout.missing}
        said.append(
            "tidak ada: "
            + ", ".join(
                _named(table, name) + (f", mungkin kolom {near[name]!r}" if near[name] else "")
                for name in layout.missing
            )
        )
        if blank and left:
            said.append("kolom lain di lembar itu: " + ", ".join(map(repr, left[:_MOST_NAMED])))
    for one in unclear:
        fields = " / ".join(_named(table, name) for name in one.columns)
        said.append(f"{' / '.join(repr(text) for text in one.headers)} dapat berarti {fields}")
        if len(one.headers) > 1 and len(set(one.headers)) == 1:
            said.append("judulnya sama; bedakan judul kolom itu di berkas asal")
        elif len(one.headers) > 1:
            said.append(f"pilih yang benar; baris di bawah memakai {one.headers[0]!r} sebagai contoh")
        columns[one.headers[0]] = one.columns[0]
    names = dict.fromkeys((*layout.missing, *(name for one in unclear for name in one.columns)))
    code = "column_missing" if layout.missing else "header_ambiguous"
    return Refusal(sheet, layout.table, code, tuple(names), tuple(said), columns)


def _named(table: Table, column: str) -> str:
    return f"{table.column(column).id} ({column})"


def _table(
    sheet: Sheet, layout: Layout, file: str, rule: TableRule | None, source: SourceRule | None
) -> RawTable:
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
