"""One sheet into raw tables: header found, columns named, data rows kept with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from evalhelpers.dictionary import TABLES
from evalhelpers.intake.headers import Layout, Rule
from evalhelpers.intake.matching import Unclear
from evalhelpers.intake.model import RawTable
from evalhelpers.intake.raw_tables import raw_table
from evalhelpers.intake.refusals import Refusal, refusal_of, undecided, unused
from evalhelpers.intake.regions import regions
from evalhelpers.intake.rows import data_rows
from evalhelpers.intake.sheet import BLANK, Sheet, blank_column, cell, column
from evalhelpers.issues import AccountLine, Issue
from evalhelpers.params import SourceRule, TableRule


@dataclass
class Found:
    """What one sheet gave: its tables, its lines in the row account, and what was noticed."""

    tables: list[RawTable] = field(default_factory=list)
    account: list[AccountLine] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def read_sheet(sheet: Sheet, file: str, source: SourceRule | None) -> Found:
    """Return the tables of a sheet, its lines in the row account, and what was noticed.

    A sheet that is no table is all "not data", with an issue that says so; of a table that cannot be used
    the data rows are quarantined.
    """
    found = Found()
    if not sheet.height:
        return found
    rules = {name: _rule(rule) for name, rule in (source.tables if source else {}).items()}
    lines: dict[tuple[str, str], AccountLine] = {}
    for part, layouts in regions(sheet, rules):
        for line in _read_part(part, layouts, file, source, found):
            key = (line.sheet, line.table)
            before = lines.get(key)
            lines[key] = before.plus(**line.counts) if before else line
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
        found.refused.append(undecided(layouts, sheet.name))
        yield AccountLine(file, sheet.name, "", read, not_data=read)
        return
    for given in layouts:
        mine, layout, joined = _coalesced(sheet, given)
        refusal = refusal_of(layout, sheet.name)
        if refusal is not None:
            found.refused.append(refusal)
            rows = len(data_rows(mine, layout).positions)
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
        found.issues += unused(mine, layout, file)
        table = raw_table(mine, layout, file, rules.get(layout.table), source)
        found.tables.append(table)
        yield AccountLine(file, sheet.name, layout.table, read, not_data=read - len(table.cells))


def _rule(rule: TableRule) -> Rule:
    return Rule(rule.columns, frozenset(rule.constants), frozenset(rule.not_collected), rule.id == "row")


def _coalesced(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout, list[Unclear]]:
    """Join columns that stand for the same field and never say different things, as versions of a form do.

    The first of them holds what all hold; the others are left blank.
    """
    joined: list[Unclear] = []
    columns = list(sheet.columns)
    found = dict(layout.match.columns)
    start = layout.bottom + 1
    for one in layout.match.unclear:
        if len(one.columns) > 1 or len(one.places) < 2:
            continue
        cells = [[cell(mark) for mark in sheet.columns[at].to_pylist()] for at in one.places]
        rows = [{value for value in row if value != BLANK} for row in zip(*cells, strict=True)]
        if any(len(values) > 1 for values in rows[start:]):
            continue
        first, *others = one.places
        whole = [*cells[0][:start], *(next(iter(values), BLANK) for values in rows[start:])]
        columns[first] = column(whole, lambda value: value)
        for at in others:
            columns[at] = blank_column(sheet.height)
        found[one.columns[0]] = first
        joined.append(one)
    left = tuple(one for one in layout.match.unclear if one not in joined)
    match = replace(layout.match, columns=found, unclear=left)
    return replace(sheet, columns=tuple(columns)), replace(layout, match=match), joined
