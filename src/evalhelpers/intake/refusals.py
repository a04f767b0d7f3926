"""Why a table cannot be used or a column is not, and the lines for sources.yaml that would mend it."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evalhelpers.dictionary import TABLES, Table
from evalhelpers.intake.headers import Layout
from evalhelpers.intake.matching import column_named, meaningful, speaks_of, suggest
from evalhelpers.intake.model import SHEETS
from evalhelpers.intake.sheet import Sheet, is_filled
from evalhelpers.issues import Issue

_ADD = "tambahkan di params/sources.yaml di bawah sources: - "
_MOST_NAMED = 12
_STATES = frozenset({"status_usaha", "penyebab_utama"})


@dataclass(frozen=True)
class Refusal:
    """Why a table cannot be used: columns missing or unclear, and what sources.yaml could say of it."""

    sheet: str
    table: str
    code: str
    names: tuple[str, ...]
    said: tuple[str, ...]
    columns: dict[str, str]


def refusal_of(layout: Layout, sheet: str) -> Refusal | None:
    """Say which columns are missing or unclear, and what to add to sources.yaml; None if all is well."""
    unclear = layout.match.unclear
    if not layout.missing and not unclear:
        return None
    table = TABLES[layout.table]
    used = [layout.texts[at] for at in layout.match.columns.values()]
    said: list[str] = []
    columns: dict[str, str] = {}
    if layout.missing:
        free = [text for text in meaningful(layout.texts) if text not in used]
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


def undecided(layouts: Sequence[Layout], sheet: str) -> Refusal:
    """Return the refusal of a sheet that is two tables equally well."""
    names = [layout.table for layout in layouts]
    return Refusal(sheet, names[0], "header_ambiguous", (), (f"tabel: {' / '.join(names)}",), {})


def unused(sheet: Sheet, layout: Layout, file: str) -> Iterator[Issue]:
    """Yield filled columns that are not used although they speak of money or state, which the sheet lacks."""
    table, match = TABLES[layout.table], layout.match
    free = {
        text: at
        for at, text in enumerate(layout.texts)
        if text
        and at not in match.used
        and not text.startswith("_")
        and is_filled(sheet.columns[at])[layout.bottom + 1 :].any()
    }
    ignored = meaningful(free)
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
        line = _to_add(file, {table.name: {"columns": {text: ours}}})
        hint = f"{_named(table, ours)}; bila benar, {line}"
        yield Issue("column_unused", file, sheet.name, 0, table.name, ours, text, hint)


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
    said.append(_to_add(file, tables))
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


def _to_add(file: str, tables: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    rule = {"files": [glob.escape(file)], "tables": tables}
    # JSON is YAML too, whatever a header holds.
    return _ADD + json.dumps(rule, ensure_ascii=False)
