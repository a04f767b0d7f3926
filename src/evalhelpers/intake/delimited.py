"""Delimited text in any encoding and delimiter seen in practice."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import BLANK, Cell, Sheet

DELIMITERS = (",", ";", "\t", "|")
MAX_BYTES = 512 * 2**20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FIELD_LIMIT = 2**24


def read_delimited(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> list[Sheet]:
    """Read a delimited file as one sheet without a name.

    The encoding is that of the byte-order mark, else UTF-8 where it fits, else Windows-1252.

    Raises
    ------
    SourceError
        If it is no text, is far too large, or does not fit the encoding stated for it.
    """
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise SourceError(f"lebih besar dari {MAX_BYTES // 2**20} MB")
    text = _decode(data, encoding)
    if text.count("\0") > len(text) // 100:
        raise SourceError("isinya bukan teks")
    text = text.replace("\0", "")
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        records, numbers = _records(text, delimiter or _delimiter(text))
    except csv.Error as error:
        raise SourceError(f"tidak terbaca sebagai teks bersekat ({error})") from error
    width = max(map(len, records), default=0)
    rows: list[list[Cell]] = [
        [_cell(value) for value in record] + [BLANK] * (width - len(record)) for record in records
    ]
    while rows and all(kind == "blank" for _, kind in rows[-1]):
        rows.pop()
    return [Sheet("", rows, numbers[: len(rows)])]


def _decode(data: bytes, encoding: str | None) -> str:
    stated = encoding or next((name for bom, name in _BOMS if data.startswith(bom)), None)
    for name in [stated] if stated else ["utf-8", "cp1252"]:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError) as error:
            reason = error
    if stated is None:
        return data.decode("latin-1")
    raise SourceError(f"tidak terbaca sebagai {stated} ({reason})")


def _records(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    records, numbers, start = [], [], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for record in reader:
        records.append(record)
        numbers.append(start)
        start = reader.line_num + 1
    return records, numbers


def _delimiter(text: str) -> str:
    """Return the delimiter that splits most of the first records into the same number of fields."""
    best = (0.0, 0)
    chosen = DELIMITERS[0]
    head = "".join(text.splitlines(keepends=True)[:200])
    for delimiter in DELIMITERS:
        try:
            widths = [
                len(record)
                for record in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
                if record
            ]
        except csv.Error:
            continue
        many = Counter(width for width in widths if width > 1)
        if many:
            width, times = max(many.items(), key=lambda item: (item[1], item[0]))
            if (times / len(widths), width) > best:
                best, chosen = (times / len(widths), width), delimiter
    return chosen


def _cell(value: str) -> Cell:
    text = "".join(ch for ch in value if ch >= " " or ch in "\n\t").replace("\u00a0", " ").strip()
    return (text, "text") if text else BLANK
