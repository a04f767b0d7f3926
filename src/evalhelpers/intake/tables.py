"""One sheet into raw tables: header found, columns named, data rows kept with their numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from evalhelpers.dictionary import TABLES
from evalhelpers.intake import headers
from evalhelpers.intake.headers import Layout
from evalhelpers.intake.model import LOCAL_ZONE, RawTable
from evalhelpers.intake.rows import data_rows
from evalhelpers.intake.sheet import Cell, Sheet
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, TableRule

_NOTHING = frozenset({"na", "n/a", "#n/a", "null", "nan"})
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
    issues = [Issue("hidden_rows", file, sheet.name)] if sheet.hidden and layouts else []
    nothing = AccountLine(file, sheet.name, "", read, not_data=read)
    if not layouts:
        return [], [nothing], [Issue("sheet_unknown", file, sheet.name)]
    if len(layouts) > 1 and not rules:
        names = " / ".join(layout.table for layout in layouts)
        return (
            [],
            [nothing],
            [
                Issue(
                    "header_ambiguous",
                    file,
                    sheet.name,
                    understood=f"tabel: {names}; tulis tables: di params/sources.yaml",
                )
            ],
        )
    tables, lines = [], []
    for layout in layouts:
        problem = _problem(layout, file, sheet.name)
        if problem:
            issues.append(problem)
            lines.append(AccountLine(file, sheet.name, layout.table, read, not_data=read))
            continue
        issues += [
            Issue(
                "header_close_match",
                file,
                sheet.name,
                0,
                layout.table,
                ours,
                text,
                TABLES[layout.table].column(ours).id,
            )
            for ours, text in layout.close.items()
        ]
        table = _table(sheet, layout, file, rules.get(layout.table), source, order)
        tables.append(table)
        lines.append(AccountLine(file, sheet.name, layout.table, read, not_data=read - len(table.cells)))
    return tables, lines, issues


def _rule(rule: TableRule) -> headers.Rule:
    return headers.Rule(rule.columns, frozenset(rule.constants), frozenset(rule.not_collected))


def _problem(layout: Layout, file: str, sheet: str) -> Issue | None:
    """Return the one issue for columns that are missing or unclear, with the lines to add to sources.yaml."""
    if not layout.missing and not layout.unclear:
        return None
    table = TABLES[layout.table]
    lines = []
    if layout.missing:
        near = headers.suggest(layout, table)
        lines.append("tidak ada: " + ", ".join(f"{table.column(c).id} ({c})" for c in layout.missing))
        lines += [
            f'tambahkan di params/sources.yaml: columns: {{"{text or "…"}": {c}}}' for c, text in near.items()
        ]
    for ours, texts in layout.unclear.items():
        lines.append(f"{table.column(ours).id} ({ours}) dapat berarti: " + " / ".join(texts))
        lines.append(f'tambahkan di params/sources.yaml: columns: {{"{texts[0]}": {ours}}}')
    code = "column_missing" if layout.missing else "header_ambiguous"
    columns = " ".join((*layout.missing, *layout.unclear))
    return Issue(code, file, sheet, 0, layout.table, columns, understood="; ".join(lines))


def _table(
    sheet: Sheet, layout: Layout, file: str, rule: TableRule | None, source: SourceRule | None, order: int
) -> RawTable:
    positions, carried = data_rows(sheet, layout)
    rows = [sheet.rows[at] for at in positions]
    index = pd.Index([sheet.numbers[at] for at in positions], name="row", dtype="int64")
    texts: dict[str, list[str | None]] = {}
    kinds: dict[str, list[str]] = {}
    coded = rule.values if rule else {}  # noqa: PD011 (a rule's, not a table's)
    for ours, at in layout.columns.items():
        texts[ours], kinds[ours] = _column([row[at] for row in rows], coded.get(ours, {}))
    for ours, by_code in layout.choices.items():
        texts[ours], kinds[ours] = _joined(rows, by_code)
    for ours, by_row in carried.items():
        texts[ours] = [by_row.get(at) for at in positions]
        kinds[ours] = ["text" if at in by_row else "blank" for at in positions]
    for ours, value in (rule.constants if rule else {}).items():
        texts[ours], kinds[ours] = [value] * len(rows), ["text"] * len(rows)
    is_kobo = bool(_KOBO & {headers.plain(text) for text in layout.texts})
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
        headers=layout.headers,
        not_collected=frozenset(rule.not_collected if rule else ()),
        order=order,
        timezone=zone,
        row_id=bool(rule and rule.id == "row"),
        decimal=(source.format.decimal or "") if source else "",
    )


def _column(cells: list[Cell], values: Mapping[str, str]) -> tuple[list[str | None], list[str]]:
    texts: list[str | None] = []
    kinds: list[str] = []
    for text, kind in cells:
        if values and text in values:
            texts.append(values[text])
            kinds.append("text")
        elif kind == "blank" or (kind == "text" and text.casefold() in _NOTHING):
            texts.append(None)
            kinds.append("blank")
        else:
            texts.append(text)
            kinds.append(kind)
    return texts, kinds


def _joined(rows: list[list[Cell]], by_code: Mapping[str, int]) -> tuple[list[str | None], list[str]]:
    """Join the 0/1 columns of one question into codes separated by spaces."""
    texts: list[str | None] = []
    for row in rows:
        chosen = [code for code, at in by_code.items() if row[at][0].casefold() in _YES]
        texts.append(" ".join(chosen) or None)
    return texts, ["text" if text else "blank" for text in texts]
