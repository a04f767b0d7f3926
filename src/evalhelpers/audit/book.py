"""An Excel book for one page: every value, the rows it is made from, and the grants it leaves out."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from evalhelpers.audit.about import About, cells, is_rupiah, rules
from evalhelpers.audit.choice import ALL, NUMBERS, Choice
from evalhelpers.audit.sites import Sites
from evalhelpers.catalogue import NOT_COUNTED, UNIT_NAMES, indicator
from evalhelpers.disclosure import Cell
from evalhelpers.excel import ROW_LIMIT, new_book, put
from evalhelpers.indicators.tracing import LEFT_OUT, Trace

# Rows of a sheet below its header.
LIMIT = ROW_LIMIT - 1
_WIDTHS = {
    "measure": 34, "group": 28, "role": 17, "reason": 40, "amount": 14, "id_penerima": 17, "id_bantuan": 22,
    "table": 12, "key": 26, "berkas": 44, "lembar": 18, "baris": 8, "visit_day": 13, "visit_berkas": 44,
    "visit_lembar": 18, "visit_baris": 8,
}  # fmt: skip
_CONTENTS_WIDTHS = (8, 46, 40, 22, 18, 18, 10, 12, 12, 14)
_VALUE_WIDTHS = (16, 44, 26, 34, 14, 16, *(16,) * 7, 12, 12, 12)
_LAST_WORD = len(_VALUE_WIDTHS) - 1
_FORMATS = {"share": "0.0%", "probability": "0.0%", "rp": "#,##0", "days": "#,##0.0"}
_COUNT = "#,##0"
_LINE = 150


@dataclass(frozen=True)
class _Listed:
    """How many rows a sheet should have, how many fit, and which measures have none."""

    wanted: int
    written: int
    without: tuple[str, ...]


def book(
    traces: Iterable[tuple[str, Trace]],
    tables: Mapping[str, pd.DataFrame],
    sources: Mapping[str, pd.DataFrame],
    about: About,
    *,
    choice: Choice | None = None,
    limit: int = LIMIT,
) -> bytes:
    """Return a book as XLSX; the same traces give the same bytes.

    A sheet of contents, and for each indicator a sheet with what it is, all its values and a count of the
    grants that are left out, and a sheet with the rows. There only one row is in memory at a time.

    Parameters
    ----------
    traces
        Indicators in the order of their sheets; each is taken up, written and let go.
    tables, sources
        What `dataset.load` and `dataset.sources` give for the page.
    choice
        The values whose rows are listed; None: everyone's, and of a measure without it all its groups'.
    limit
        Rows on one sheet; the rest is cut, which the indicator's sheet says.
    """
    buffer = io.BytesIO()
    made = new_book(buffer, about.title, many_rows=True)
    maker = _Maker(made, Sites(tables, sources), about, limit)
    maker.write(traces, choice)
    made.close()
    return buffer.getvalue()


class _Maker:
    """Writes the sheets of one book."""

    def __init__(self, made: Workbook, sites: Sites, about: About, limit: int) -> None:
        self.made, self.sites, self.about, self.limit = made, sites, about, limit
        self.voice, self.words = about.voice, about.voice.audit
        self.title = made.add_format({"bold": True, "font_size": 14})
        self.strong = made.add_format({"bold": True, "valign": "top"})
        self.wrapped = made.add_format({"text_wrap": True, "valign": "top"})
        self.head = made.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF4", "border": 1}
        )
        self.link = made.add_format({"font_color": "#0563C1", "underline": 1})
        self._numbers: dict[str, Format] = {}

    def write(self, traces: Iterable[tuple[str, Trace]], choice: Choice | None) -> None:
        contents = self.made.add_worksheet(self.words.TITLES["contents"])
        told = []
        for code, trace in traces:
            sheet, rows = self.made.add_worksheet(code), self.made.add_worksheet(self.rows_name(code))
            listed = self.rows(rows, trace, (choice or Choice(code)).of(trace.values))
            self.indicator(sheet, trace, listed, is_whole=choice is None)
            told.append((code, cells(trace.values)[:1], listed.written, len(trace.left_out)))
        self.contents(contents, told)

    def rows_name(self, code: str) -> str:
        return str(self.words.TITLES["rows"].format(code=code))

    # The first sheet

    def contents(self, sheet: Worksheet, told: Sequence[tuple[str, list[Cell], int, int]]) -> None:
        at = self.opening(sheet, self.about.title, [*self.about.lines, self.words.WARNING])
        self.header(sheet, at, self.words.CONTENTS.values(), _CONTENTS_WIDTHS)
        for row, (code, first, rows, left_out) in enumerate(told, start=at + 1):
            put(sheet, row, 0, code)
            put(sheet, row, 1, indicator(code).name[self.voice.language])
            for cell in first:
                put(sheet, row, 2, self.voice.name(code, cell.measure))
                put(sheet, row, 3, self.voice.group(cell.group))
                self.number(sheet, row, 4, cell, "value")
                put(sheet, row, 5, UNIT_NAMES[cell.unit][self.voice.language])
            for column, name in enumerate((code, self.rows_name(code)), start=6):
                sheet.write_url(row, column, f"internal:'{name}'!A1", self.link, name)
            put(sheet, row, 8, rows)
            put(sheet, row, 9, left_out)
        sheet.autofilter(at, 0, at + len(told), len(_CONTENTS_WIDTHS) - 1)
        sheet.freeze_panes(at + 1, 0)
        self.printed(sheet)

    def opening(self, sheet: Worksheet, title: str, lines: Iterable[str]) -> int:
        """Write what stands above a table; return the row of its header."""
        put(sheet, 0, 0, title, self.title)
        at = 0
        for at, line in enumerate(lines, start=1):
            put(sheet, at, 0, line)
        return at + 2

    def header(
        self, sheet: Worksheet, at: int, names: Iterable[str], widths: Iterable[float] | None = None
    ) -> None:
        for column, text in enumerate(names):
            put(sheet, at, column, text, self.head)
        for column, width in enumerate(widths or ()):
            sheet.set_column(column, column, width)

    def printed(self, sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    # The sheet of an indicator

    def indicator(self, sheet: Worksheet, trace: Trace, listed: _Listed, *, is_whole: bool) -> None:
        one, language, words = indicator(trace.code), self.voice.language, self.words
        put(sheet, 0, 0, f"{one.code} {one.name[language]}", self.title)
        said = {
            "definition": one.definition[language],
            "numerator": one.numerator[language],
            "denominator": one.denominator[language],
            "rules": rules(one.code),
            "tables": ", ".join(self.voice.label("tabel", table) for table in one.tables),
        }
        at = 1
        for key, text in said.items():
            if text != NOT_COUNTED:
                self.line(sheet, at, text, words.ABOUT[key])
                at += 1
        for text in self.notes(trace, trace.values, listed, is_whole=is_whole):
            self.line(sheet, at, text)
            at += 1
        at = self.values(sheet, at + 1, trace)
        self.tally(sheet, at + 2, trace.left_out)
        self.printed(sheet)

    def line(self, sheet: Worksheet, at: int, text: str, label: str = "") -> None:
        if label:
            put(sheet, at, 0, label, self.strong)
        sheet.set_row(at, 15 * (1 + len(text) // _LINE))
        sheet.merge_range(at, 1, at, _LAST_WORD, "", self.wrapped)
        put(sheet, at, 1, text, self.wrapped)

    def notes(self, trace: Trace, values: pd.DataFrame, listed: _Listed, *, is_whole: bool) -> Iterator[str]:
        notes, sheet = self.words.NOTES, self.rows_name(trace.code)
        if values.empty:
            yield notes["no_values"]
            return
        yield notes["rows"].format(sheet=sheet, listed=listed.written, left_out=len(trace.left_out))
        if not is_whole:
            yield notes["asked"]
        else:
            whole = values["group"] == ALL
            if whole.any():
                yield notes["some_groups"].format(all=self.voice.group(ALL))
            if not set(values["measure"]) <= set(values.loc[whole, "measure"]):
                yield notes["every_group"].format(all=self.voice.group(ALL))
        yield notes["visits"]
        if listed.without:
            yield notes["no_rows"].format(measures=", ".join(listed.without))
        if listed.written < listed.wanted:
            yield notes["cut"].format(sheet=sheet, listed=listed.written, all=listed.wanted)

    def values(self, sheet: Worksheet, at: int, trace: Trace) -> int:
        """Write all values of an indicator; return the row below."""
        names = self.words.VALUES.values()
        self.header(sheet, at, names, _VALUE_WIDTHS)
        top = at
        for cell in cells(trace.values):
            at += 1
            put(sheet, at, 0, cell.measure)
            put(sheet, at, 1, self.voice.name(cell.code, cell.measure))
            put(sheet, at, 2, cell.group)
            put(sheet, at, 3, self.voice.group(cell.group))
            self.number(sheet, at, 4, cell, "value")
            put(sheet, at, 5, UNIT_NAMES[cell.unit][self.voice.language])
            for column, number in enumerate(NUMBERS[1:], start=6):
                self.number(sheet, at, column, cell, number)
            rows = trace.tally(cell.measure, cell.group).values()
            for column, count in enumerate(rows, start=5 + len(NUMBERS)):
                put(sheet, at, column, count)
        sheet.autofilter(top, 0, at, len(names) - 1)
        return at + 1

    def number(self, sheet: Worksheet, row: int, column: int, cell: Cell, number: str) -> None:
        value = getattr(cell, number)
        if value is None:
            return
        if number in ("numerator", "denominator", "missing"):
            form = _COUNT
        else:
            form = _FORMATS["rp"] if is_rupiah(cell, number) else _FORMATS.get(cell.unit, "#,##0.00")
        if form not in self._numbers:
            self._numbers[form] = self.made.add_format({"num_format": form})
        put(sheet, row, column, float(value), self._numbers[form])

    def tally(self, sheet: Worksheet, at: int, left_out: pd.DataFrame) -> None:
        """Count the grants left out by reason, most first."""
        if left_out.empty:
            return
        words = self.words
        put(sheet, at, 1, words.LEFT_OUT["reason"], self.head)
        put(sheet, at, 2, words.LEFT_OUT["count"], self.head)
        counts = Counter(left_out["reason"])
        for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            at += 1
            put(sheet, at, 1, words.REASONS[reason])
            put(sheet, at, 2, count)
        put(sheet, at + 1, 1, words.TOTAL, self.strong)
        put(sheet, at + 1, 2, len(left_out), self.strong)

    # The sheet of its rows

    def rows(self, sheet: Worksheet, trace: Trace, asked: pd.DataFrame) -> _Listed:
        """Write the rows behind some values and the grants left out, as many as there is room for."""
        names = self.words.ROWS
        self.header(sheet, 0, names.values(), [_WIDTHS[name] for name in names])
        shown, wanted, without = cells(asked), len(trace.left_out), []
        for cell in shown:
            rows = trace.tally(cell.measure, cell.group)
            wanted += sum(rows.values())
            if not rows:
                without.append(self.voice.name(cell.code, cell.measure))
        lines = (line for piece in self.pieces(trace, shown) for line in zip(*piece, strict=True))
        at = 0
        for at, line in enumerate(islice(lines, self.limit), start=1):
            for column, value in enumerate(line):
                # Not `put`: what is not our own has been cleaned once for all its rows.
                if isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif value is not None and value == value:
                    sheet.write_number(at, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(at, 1), len(names) - 1)
        self.printed(sheet)
        sheet.repeat_rows(0)
        return _Listed(wanted, at, tuple(dict.fromkeys(without)))

    def pieces(self, trace: Trace, shown: Sequence[Cell]) -> Iterator[list[Iterable[object]]]:
        """Yield the rows behind each value, then the grants left out, by column."""
        for cell in shown:
            behind = trace.of(cell.measure, cell.group)
            if len(behind):
                yield self.piece(
                    behind,
                    str(behind["table"].iloc[0]),
                    measure=self.voice.name(cell.code, cell.measure),
                    group=self.voice.group(cell.group),
                )
        if len(trace.left_out):
            yield self.piece(trace.left_out.assign(role=LEFT_OUT, amount=np.nan, visit=pd.NA), "penerima")

    def piece(
        self, rows: pd.DataFrame, table: str, measure: str | None = None, group: str | None = None
    ) -> list[Iterable[object]]:
        words, size = self.words, len(rows)
        columns: dict[str, Iterable[object]] = {
            "measure": [measure] * size,
            "group": [group] * size,
            "role": rows["role"].map(words.ROLES).to_list(),
            "reason": rows["reason"].map(words.REASONS).to_list(),
            "amount": rows["amount"].to_list(),
            "table": [self.voice.label("tabel", table)] * size,
            **self.sites.owners(table, rows["row"].to_numpy("int64")),
            **self.sites.visits(rows["visit"].astype("Int64").fillna(-1).to_numpy("int64")),
        }
        return [columns[name] for name in words.ROWS]
