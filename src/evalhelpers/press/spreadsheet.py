"""The values of a report for those who read them in Excel: typed numbers, printed names, definitions.

The numbers are those of `indikator.csv`, which Excel in Indonesian reads wrongly (its point is a
thousands mark there). Number formats hold no separator of their own: Excel writes its user's.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from evalhelpers import formats
from evalhelpers.blocks import Values
from evalhelpers.errors import EvalError
from evalhelpers.excel import LINE, clean, lines, new_book, put
from evalhelpers.press.document import Document
from evalhelpers.press.front import Front

# The second sheet holds the values; its columns, each with the column of the values it is made from, its
# width in characters (of a number: the least one), and whether it holds numbers.
DATA_SHEET = 1
LAYOUT = (
    ("code", "code", 7, False),
    ("name", "code", 34, False),
    ("measure", "measure", 32, False),
    ("group", "group", 30, False),
    ("period", "period", 22, False),
    ("value", "value", 10, True),
    ("numerator", "numerator", 11, True),
    ("denominator", "denominator", 11, True),
    ("missing", "missing", 11, True),
    ("low", "low", 9, True),
    ("high", "high", 9, True),
    ("bound_low", "bound_low", 10, True),
    ("bound_high", "bound_high", 10, True),
    ("unit", "unit", 16, False),
)
_COUNTS = frozenset({"numerator", "denominator", "missing"})
_SHARES = frozenset({"share", "probability"})
_A4, _MARGIN_LIMIT = 9, 100
# A share of so few is stored and not shown: its counts stand beside it.
_COUNTS_ONLY = '"–";"–";"–"'
_RUPIAH = '"Rp"#,##0;-"Rp"#,##0'
_WHOLE, _TENTHS = "#,##0", "#,##0.0"
WORDS: dict[str, dict[str, Any]] = {
    "id": {
        "sheets": ("Keterangan", "Indikator", "Definisi"),
        "heads": {
            "code": "Kode", "name": "Indikator", "measure": "Ukuran", "group": "Kelompok",
            "period": "Periode",
            "value": "Nilai", "numerator": "Pembilang", "denominator": "Penyebut",
            "missing": "Tidak diketahui", "low": "Selang bawah", "high": "Selang atas",
            "bound_low": "Batas terendah", "bound_high": "Batas tertinggi", "unit": "Satuan",
            "definition": "Definisi",
        },
        "about": {
            "place": "Wilayah",
            "period": "Periode",
            "status": "Status",
            "date": "Tanggal laporan",
            "data_to": "Kunjungan terakhir dalam data",
            "office": "Disusun oleh",
        },
        "draft": "KONSEP – belum ditetapkan; angka masih dapat berubah",
        "final": "FINAL",
        "mark": {"draft": "konsep", "final": "final"},
        "subject": "Nilai indikator",
        "page": "Halaman &P dari &N",
        "how": "Cara membaca",
        "lines": (
            "Lembar Indikator memuat satu baris untuk setiap nilai. Saring kolom Kode, Kelompok, atau "
            "Periode melalui tanda panah pada baris judul. Lembar Definisi menjelaskan setiap kode.",
            "Pembilang dan Penyebut: dari apa nilai dihitung; Penyebut hanya mencakup yang diketahui. Tidak "
            "diketahui: yang seharusnya dihitung, tetapi datanya belum ada.",
            "Selang bawah dan Selang atas: selang kepercayaan 95%. Batas terendah dan Batas tertinggi: nilai "
            "terendah dan tertinggi yang mungkin bila semua yang tidak diketahui ikut dihitung.",
            "Persentase ditulis dengan satu desimal bila penyebutnya 30 atau lebih, dan tanpa desimal bila "
            "10 sampai 29. Tanda – berarti penyebutnya kurang dari 10: bacalah Pembilang dan Penyebut, "
            "bukan persentasenya.",
            "Sel kosong: tidak ada angka, atau angkanya tidak ditampilkan untuk melindungi penerima. Dalam "
            "laporan, angka yang tidak ditampilkan itu bertanda <5 (kurang dari lima) atau * (1 sampai 4 "
            "orang, atau disembunyikan agar angka sekecil itu tidak dapat dihitung balik).",
            "Angkanya sama dengan berkas indikator.csv, yang disediakan untuk diolah dengan program lain.",
        ),
    },
}  # fmt: skip


def indicator_xlsx(document: Document, front: Front) -> bytes:
    """Return the values of a document as an Excel file with three sheets: about it, values, definitions.

    A cell without a number stays empty, as in the CSV. Names that the values do not have are given by
    their codes. The same document and front matter give the same bytes.
    """
    words, values, buffer = WORDS[front.language], document.values, io.BytesIO()
    draft = f"[{words['mark'][front.status].upper()}] " if front.status == "draft" else ""
    title = f"{draft}{front.title} – {front.place}, {front.period}"
    properties = {
        "subject": f"{words['subject']} – {front.place}, {front.period}",
        "author": front.office,
        "keywords": "; ".join(filter(None, (words["mark"][front.status], front.period_code, front.place))),
        "comments": front.restricted,
        "status": words["mark"][front.status].title(),
    }
    book = new_book(buffer, title, properties=properties)
    style = _styles(book)
    about, data, definitions = (book.add_worksheet(name) for name in words["sheets"])
    _write_about(about, front, style)
    _write_values(data, book, values, front.language, style)
    _write_definitions(definitions, values, front.language, style)
    for sheet in (about, data, definitions):
        _set_up(sheet, front)
    book.close()
    return buffer.getvalue()


def _styles(book: Workbook) -> dict[str, Format]:
    text = {"text_wrap": True, "valign": "top"}
    head = {**text, "bold": True, "bg_color": "#E7EEF4", "bottom": 1}
    # Text to the right of a column of numbers stands off.
    after = {"align": "left", "indent": 1}
    styles = {
        "title": {**text, "bold": True, "font_size": 14},
        "mark": {**text, "bold": True, "font_color": "#9C1C1C"},
        "strong": {"bold": True, "valign": "top"},
        "text": text,
        "unit": {**text, **after},
        "head": head,
        "head_number": {**head, "align": "right"},
        "head_unit": {**head, **after},
    }
    return {name: book.add_format(style) for name, style in styles.items()}


def labels(values: Values, row: Mapping[str, str], language: str = "id") -> dict[str, str]:
    """Return what the text cells of a row of values say, by column of the layout."""
    names, code = values.names, row["code"]
    said = {
        "code": code,
        "name": names.get(code, code),
        "measure": names.get(f"{code}.{row['measure']}", row["measure"]),
        "group": names.get(row["group"], row["group"]),
        "period": _period(row["period"], language),
        "unit": names.get(row["unit"], row["unit"]),
    }
    return {name: _clean(text) for name, text in said.items()}


@lru_cache(4096)
def _clean(text: str) -> str:
    # The same few hundred names stand in thousands of rows.
    return clean(text)


@cache
def _period(code: str, language: str) -> str:
    try:
        return formats.period(code, language=language)
    except (EvalError, ValueError):
        return code


def number_format(column: str, number: float, unit: str, known: float) -> str:
    """Return the Excel format of a number in one column, made over `known` persons or things.

    >>> number_format("value", 0.8, "share", 41), number_format("value", 0.8, "share", 12)
    ('0.0%', '0%')
    >>> number_format("value", 0.5, "share", 8), number_format("numerator", 4, "share", 8)
    ('"–";"–";"–"', '#,##0')
    """
    if column in _COUNTS:
        return _WHOLE if number == int(number) else _TENTHS
    if unit == "rp":
        return _RUPIAH
    if unit in _SHARES or unit == "criteria":
        if known < formats.FEW:
            return _COUNTS_ONLY
        zeros = "0" * (formats.decimals(int(known)) + (unit == "criteria"))
        return f"0{'.' if zeros else ''}{zeros}{'%' if unit in _SHARES else ''}"
    return _WHOLE if formats.rounded(number, 1) == formats.rounded(number) else _TENTHS


def _write_about(sheet: Worksheet, front: Front, style: Mapping[str, Format]) -> None:
    words = WORDS[front.language]
    first, second = 30, 84
    sheet.set_column(0, 0, first)
    sheet.set_column(1, 1, second)
    sheet.merge_range(0, 0, 0, 1, "", style["title"])
    put(sheet, 0, 0, front.title, style["title"])
    sheet.set_row(0, LINE * 1.5 * lines(front.title, 2 * (first + second) // 3))
    at = 1
    # The marks say it too; the status stands among the facts below.
    for text in (front.restricted, *front.marks):
        sheet.merge_range(at, 0, at, 1, "", style["mark"])
        put(sheet, at, 0, text, style["mark"])
        at += 1
    said = {
        "place": front.place,
        "period": front.period,
        "status": words[front.status],
        "date": formats.date(front.report_date, language=front.language),
        "data_to": front.data_to,
        "office": front.office,
    }
    at += 1
    for name, text in said.items():
        if text:
            put(sheet, at, 0, words["about"][name], style["strong"])
            put(sheet, at, 1, text, style["text"])
            sheet.set_row(at, LINE * lines(text, second))
            at += 1
    put(sheet, at + 1, 0, words["how"], style["strong"])
    for place, text in enumerate(words["lines"], start=at + 1):
        put(sheet, place, 1, text, style["text"])
        # A little more, so that each stands as a paragraph.
        sheet.set_row(place, LINE * (lines(text, second) + 0.5))


def _write_values(
    sheet: Worksheet, book: Workbook, values: Values, language: str, style: Mapping[str, Format]
) -> None:
    made: dict[str, Format] = {}
    heads = WORDS[language]["heads"]
    rows = [dict(zip(values.columns, row, strict=True)) for row in values.rows]
    for at, (name, source, least, is_number) in enumerate(LAYOUT):
        sheet.set_column(at, at, max(least, _width(rows, source) if is_number else 0))
        put(
            sheet,
            0,
            at,
            heads[name],
            style["head_number" if is_number else "head_unit" if name == "unit" else "head"],
        )
    sheet.set_row(0, 2 * LINE)
    for line, row in enumerate(rows, start=1):
        said, known = labels(values, row, language), float(row["denominator"] or 0)
        high = max(lines(said[name], width) for name, _, width, is_number in LAYOUT if not is_number)
        if high > 1:
            sheet.set_row(line, LINE * high)
        for at, (name, source, _, is_number) in enumerate(LAYOUT):
            if not is_number:
                sheet.write_string(line, at, said[name], style["unit" if name == "unit" else "text"])
            elif row[source]:
                number = float(row[source])
                pattern = number_format(source, number, row["unit"], known)
                if pattern not in made:
                    made[pattern] = book.add_format(
                        {"num_format": pattern, "valign": "top", "align": "right"}
                    )
                sheet.write_number(line, at, number, made[pattern])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(values.rows)), len(LAYOUT) - 1)


def _width(rows: Sequence[Mapping[str, str]], column: str) -> int:
    """Return how wide the widest amount of a column is; a wider one than the column would show as ####."""
    is_count = column in _COUNTS
    amounts = (row[column].partition(".")[0] for row in rows if is_count or row["unit"] == "rp")
    digits = max(map(len, amounts), default=0)
    return digits + digits // 3 + (1 if is_count else len("-Rp") + 1)


def _write_definitions(sheet: Worksheet, values: Values, language: str, style: Mapping[str, Format]) -> None:
    heads, widths = WORDS[language]["heads"], (7, 40, 90)
    for at, (name, width) in enumerate(zip(("code", "name", "definition"), widths, strict=True)):
        sheet.set_column(at, at, width)
        put(sheet, 0, at, heads[name], style["head"])
    for line, (code, definition) in enumerate(values.definitions, start=1):
        texts = (code, values.names.get(code, code), definition)
        for at, text in enumerate(texts):
            put(sheet, line, at, text, style["text"])
        sheet.set_row(line, LINE * max(map(lines, texts, widths)))
    sheet.freeze_panes(1, 0)


def _set_up(sheet: Worksheet, front: Front) -> None:
    """Print on A4 across, the header on every sheet of paper, with place, period, marks and restriction."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    if sheet.get_name() != WORDS[front.language]["sheets"][0]:
        sheet.repeat_rows(0)
    left, right = f"{front.place}, {front.period}", " · ".join(front.marks)
    sheet.set_header(f"&L{_printed(left)}&R{_printed(right)}")
    sheet.set_footer(f"&L{_printed(front.restricted)}&R{WORDS[front.language]['page']}")


def _printed(text: str) -> str:
    # An ampersand would begin a code of Excel, and a longer text is left out whole.
    return clean(text).replace("\n", " ")[:_MARGIN_LIMIT].replace("&", "&&")
