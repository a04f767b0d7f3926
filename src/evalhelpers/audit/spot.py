"""The list of persons for visits of an examiner, as a book to fill in, and how it was drawn."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from evalhelpers import formats
from evalhelpers.audit.about import About
from evalhelpers.audit.drawing import Drawn
from evalhelpers.audit.sites import Sites
from evalhelpers.catalogue import STATUSES
from evalhelpers.excel import new_book, put

_WIDTHS = {
    "number": 6, "id_penerima": 17, "id_bantuan": 22, "place": 24, "kode_kecamatan": 12, "stratum": 18,
    "status": 20, "visit_day": 12, "berkas": 40, "lembar": 18, "baris": 9, "visit_berkas": 40,
    "visit_lembar": 18, "visit_baris": 10, "weight": 9,
}  # fmt: skip
_BLANK_WIDTH = 20


def spot_book(
    drawn: Drawn, tables: Mapping[str, pd.DataFrame], sources: Mapping[str, pd.DataFrame], about: About
) -> bytes:
    """Return the list as XLSX, with room for what the examiner finds, and how it was drawn."""
    buffer = io.BytesIO()
    voice, words = about.voice, about.voice.audit
    made = new_book(buffer, words.SPOT["title"].format(place=voice.place, period=voice.period))
    head = made.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EEF4", "border": 1}
    )
    _write_list(made, drawn, Sites(tables, sources), about, head)
    _write_how(made, drawn, about, head)
    made.close()
    return buffer.getvalue()


def _write_list(made: Workbook, drawn: Drawn, sites: Sites, about: About, head: Format) -> None:
    voice, words, people = about.voice, about.voice.audit, drawn.people
    sheet = made.add_worksheet(words.SPOT["list"])
    blank = made.add_format({"bg_color": "#FFF8DC", "border": 1, "text_wrap": True, "valign": "top"})
    names = [*words.SPOT_COLUMNS.values(), *words.SPOT_BLANK]
    for at, name in enumerate(names):
        put(sheet, 0, at, name, head)
    for at, width in enumerate([*_WIDTHS.values(), *[_BLANK_WIDTH] * len(words.SPOT_BLANK)]):
        sheet.set_column(at, at, width)
    weights = {(s.district, s.kind): s.weight for s in drawn.strata}
    columns: dict[str, Iterable[Any]] = {
        "number": range(1, len(people) + 1),
        "place": [voice.label("kab_kota", home) for home in people["kab_kota"]],
        "kode_kecamatan": people["kode_kecamatan"]
        .astype("object")
        .where(people["kode_kecamatan"].notna(), None),
        "stratum": [words.STRATA[kind] for kind in people["kind"]],
        "status": [voice.label("status_usaha", status) for status in people["status"]],
        "weight": [weights[pair] for pair in zip(people["kab_kota"], people["kind"], strict=True)],
        **sites.owners("penerima", people["row"].to_numpy("int64")),
        **sites.visits(people["visit"].to_numpy("int64")),
    }
    two_decimals = made.add_format({"num_format": "#,##0.00"})
    for row, line in enumerate(zip(*(columns[key] for key in words.SPOT_COLUMNS), strict=True), start=1):
        for at, value in enumerate(line):
            if value is not None:
                put(sheet, row, at, value, two_decimals if isinstance(value, float) else None)
        for at in range(len(line), len(names)):
            sheet.write_blank(row, at, None, blank)
    if len(people):
        found = len(words.SPOT_COLUMNS) + words.SPOT_BLANK.index(words.SPOT_FOUND)
        choices = [voice.label("status_usaha", status) for status in STATUSES]
        sheet.data_validation(
            1, found, len(people), found, {"validate": "list", "source": choices, "error_type": "warning"}
        )
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(people), 1), len(names) - 1)
    _printed(sheet)
    sheet.repeat_rows(0)


def _write_how(made: Workbook, drawn: Drawn, about: About, head: Format) -> None:
    voice, words = about.voice, about.voice.audit
    sheet = made.add_worksheet(words.SPOT["how"])
    bold, two_decimals = made.add_format({"bold": True}), made.add_format({"num_format": "#,##0.00"})
    put(sheet, 0, 0, words.SPOT["title"].format(place=voice.place, period=voice.period), bold)
    facts = {
        "period": voice.period,
        "data_to": formats.date(about.data_to, language=voice.language) if about.data_to else words.NO_DATA,
        "population": drawn.population,
        "asked": drawn.asked,
        "sample": len(drawn.people),
        "seed": drawn.seed,
    }
    at = 1
    for at, (key, value) in enumerate(facts.items(), start=1):
        put(sheet, at, 0, words.SPOT_FACTS[key])
        put(sheet, at, 1, value)
    at += 1
    for line in (*([words.SAMPLE] if about.sample else []), *remarks(drawn, about), *words.SPOT_HOW):
        at += 1
        put(sheet, at, 0, line)
    at += 2
    for column, (name, width) in enumerate(zip(words.SPOT_TABLE.values(), (30, 24, 16, 16, 12), strict=True)):
        put(sheet, at, column, name, head)
        sheet.set_column(column, column, width)
    for stratum in drawn.strata:
        at += 1
        put(sheet, at, 0, voice.label("kab_kota", stratum.district))
        put(sheet, at, 1, words.STRATA[stratum.kind])
        put(sheet, at, 2, stratum.population)
        put(sheet, at, 3, stratum.sample)
        if stratum.weight is not None:
            put(sheet, at, 4, stratum.weight, two_decimals)
    put(sheet, at + 1, 0, words.TOTAL, bold)
    put(sheet, at + 1, 2, drawn.population, bold)
    put(sheet, at + 1, 3, len(drawn.people), bold)
    _printed(sheet)


def _printed(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def remarks(drawn: Drawn, about: About) -> list[str]:
    """Return what is unusual about a draw."""
    words, language = about.voice.audit, about.voice.language
    without = sum(not stratum.sample for stratum in drawn.strata)
    numbers = {
        "asked": drawn.asked, "population": drawn.population, "strata": len(drawn.strata), "without": without,
    }  # fmt: skip
    told = {key: formats.count(number, language=language) for key, number in numbers.items()}
    if not drawn.population:
        return [words.SPOT_NOBODY.format(period=about.voice.period)]
    if drawn.asked > drawn.population:
        return [words.SPOT_ALL.format(**told)]
    return [words.SPOT_FEW.format(**told)] if without else []


def summary(drawn: Drawn, about: About) -> list[str]:
    """Return what is printed about a draw: how many, and from where."""
    voice, words = about.voice, about.voice.audit
    told = {"sample": len(drawn.people), "population": drawn.population, "strata": len(drawn.strata)}
    shown = {key: formats.count(number, language=voice.language) for key, number in told.items()}
    found = [words.SPOT_SUMMARY.format(**shown, seed=drawn.seed, period=voice.period), *remarks(drawn, about)]
    return found + [
        "  "
        + words.SPOT_LINE.format(
            place=voice.label("kab_kota", stratum.district),
            stratum=words.STRATA[stratum.kind].lower(),
            sample=formats.count(stratum.sample, language=voice.language),
            population=formats.count(stratum.population, language=voice.language),
        )
        for stratum in drawn.strata
    ]
