"""One sheet into raw tables: header found, columns named, data rows kept with their numbers."""

from __future__ import annotations

import glob
import json
from collections.abc import Mapping, Sequence

import pandas as pd

from evalhelpers.dictionary import TABLES, Table
from evalhelpers.intake import headers
from evalhelpers.intake.headers import Layout
from evalhelpers.intake.matching import plain, suggest
from evalhelpers.intake.model import LOCAL_ZONE, RawTable
from evalhelpers.intake.rows import data_rows
from evalhelpers.intake.sheet import BLANK, Cell, Sheet
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, TableRule

_NOTHING = frozenset({"na", "n/a", "#n/a", "null", "nan"})
_LONGEST_NOTHING = max(map(len, _NOTHING))
_KOBO = frozenset({"submission time", "uuid", "rootuuid"})
_YES = frozenset({"1", "1.0", "true", "ya"})


def read_sheet(
    sheet: Sheet, file: str, source: SourceRule | None, order: int
) -> tuple[list[RawTable], list[AccountLine], list[Issue]]:
    """Return the tables of a sheet, its line in the row account, and what was noticed.

    A sheet that is no table, or cannot be used, is all "not data" with an issue that says why.
    """
    read = len(sheet.rows)
    if not read:
        return [], [], []
    rules = source.tables if source else {}
    layouts = headers.find(sheet, {name: _rule(rule) for name, rule in rules.items()} or None)
    nothing = AccountLine(file, sheet.name, "", read, not_data=read)
    if not layouts:
        return [], [nothing], [Issue("sheet_unknown", file, sheet.name)]
    issues = [Issue("hidden_rows", file, sheet.name, understood=sheet.hidden)] if sheet.hidden else []
    if len(layouts) > 1 and not rules:
        issues.append(Issue("header_ambiguous", file, sheet.name, understood=_undecided(layouts, file)))
        return [], [nothing], issues
    tables, lines = [], []
    for layout in layouts:
        problem = _problem(layout, file, sheet.name)
        if problem:
            issues.append(problem)
            lines.append(AccountLine(file, sheet.name, layout.table, read, not_data=read))
            continue
        for ours in sorted(layout.match.close):
            header = layout.texts[layout.match.columns[ours]]
            label = TABLES[layout.table].column(ours).id
            issues.append(Issue("header_close_match", file, sheet.name, 0, layout.table, ours, header, label))
        table = _table(sheet, layout, file, rules.get(layout.table), source, order)
        tables.append(table)
        lines.append(AccountLine(file, sheet.name, layout.table, read, not_data=read - len(table.cells)))
    return tables, lines, issues


def _rule(rule: TableRule) -> headers.Rule:
    return headers.Rule(
        rule.columns, frozenset(rule.constants), frozenset(rule.not_collected), rule.id == "row"
    )


def _undecided(layouts: Sequence[Layout], file: str) -> str:
    names = [layout.table for layout in layouts]
    return f"tabel: {' / '.join(names)}; {_line(file, names[0], {})}"


def _problem(layout: Layout, file: str, sheet: str) -> Issue | None:
    """Return the one issue for columns that are missing or unclear, with the line to add to sources.yaml."""
    unclear = layout.match.unclear
    if not layout.missing and not unclear:
        return None
    table = TABLES[layout.table]
    used = [layout.texts[at] for at in layout.match.columns.values()]
    said: list[str] = []
    columns: dict[str, str] = {}
    if layout.missing:
        said.append("tidak ada: " + ", ".join(_named(table, name) for name in layout.missing))
        free = [text for text in layout.texts if text and text not in used]
        near = suggest(free, layout.missing, table)
        columns |= {near[name] or f"judul kolom {name}": name for name in layout.missing}
    for one in unclear:
        fields = " / ".join(_named(table, name) for name in one.columns)
        said.append(f"{' / '.join(repr(text) for text in one.headers)} dapat berarti {fields}")
        columns[one.headers[0]] = one.columns[0]
    said.append(_line(file, layout.table, columns))
    code = "column_missing" if layout.missing else "header_ambiguous"
    names = dict.fromkeys((*layout.missing, *(name for one in unclear for name in one.columns)))
    return Issue(code, file, sheet, 0, layout.table, " ".join(names), understood="; ".join(said))


def _named(table: Table, column: str) -> str:
    return f"{table.column(column).id} ({column})"


def _line(file: str, table: str, columns: Mapping[str, str]) -> str:
    """Return the line to add to sources.yaml; JSON is YAML too, whatever a header holds."""
    rule = {"files": [glob.escape(file)], "tables": {table: {"columns": columns} if columns else {}}}
    return "tambahkan di params/sources.yaml di bawah sources: - " + json.dumps(rule, ensure_ascii=False)


def _table(
    sheet: Sheet, layout: Layout, file: str, rule: TableRule | None, source: SourceRule | None, order: int
) -> RawTable:
    found = data_rows(sheet, layout)
    positions = found.positions
    rows = [sheet.rows[at] for at in positions]
    index = pd.Index([sheet.numbers[at] for at in positions], name="row", dtype="int64")
    texts: dict[str, list[str | None]] = {}
    kinds: dict[str, list[str]] = {}
    coded = rule.values if rule else {}  # noqa: PD011 (a rule's, not a table's)
    for ours, at in layout.match.columns.items():
        texts[ours], kinds[ours] = _column([row[at] for row in rows], coded.get(ours, {}))
    for ours, by_code in layout.match.choices.items():
        texts[ours], kinds[ours] = _joined(rows, by_code)
    for ours, by_row in found.carried.items():
        texts[ours] = [by_row.get(at) for at in positions]
        kinds[ours] = ["text" if at in by_row else "blank" for at in positions]
    for ours, value in (rule.constants if rule else {}).items():
        texts[ours], kinds[ours] = [value] * len(rows), ["text"] * len(rows)
    is_kobo = bool(_KOBO & {plain(text) for text in layout.texts})
    zone = (source.timezone if source else None) or ("UTC" if is_kobo else LOCAL_ZONE)
    return RawTable(
        table=layout.table,
        file=file,
        sheet=sheet.name,
        cells=pd.DataFrame(
            {name: pd.Series(values, index=index, dtype="str") for name, values in texts.items()}, index=index
        ),
        kinds=pd.DataFrame(
            {name: pd.Series(values, index=index, dtype="str") for name, values in kinds.items()}, index=index
        ),
        headers={ours: layout.texts[at] for ours, at in layout.match.columns.items()},
        not_collected=frozenset(rule.not_collected if rule else ()),
        order=order,
        timezone=zone,
        row_id=bool(rule and rule.id == "row"),
        decimal=(source.format.decimal or "") if source else "",
    )


def _column(cells: list[Cell], values: Mapping[str, str]) -> tuple[list[str | None], list[str]]:
    if values:
        cells = [(values[text], "text") if text in values else (text, kind) for text, kind in cells]
    cells = [BLANK if kind == "text" and _is_nothing(text) else (text, kind) for text, kind in cells]
    return [text or None for text, _ in cells], [kind for _, kind in cells]


def _is_nothing(text: str) -> bool:
    return len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING


def _joined(rows: list[list[Cell]], by_code: Mapping[str, int]) -> tuple[list[str | None], list[str]]:
    """Join the 0/1 columns of one question into codes separated by spaces."""
    texts: list[str | None] = []
    for row in rows:
        chosen = [code for code, at in by_code.items() if row[at][0].casefold() in _YES]
        texts.append(" ".join(chosen) or None)
    return texts, ["text" if text else "blank" for text in texts]
