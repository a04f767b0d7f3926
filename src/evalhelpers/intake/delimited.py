"""Delimited text in any encoding and delimiter seen in practice."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import BLANK, Cell, Sheet, require_size, text_cell

DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FIELD_LIMIT = 2**24
_SNIFFED = 200


def read_delimited(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> list[Sheet]:
    """Read a delimited file as one sheet without a name; rows are numbered by the line they begin on.

    The encoding is that of the byte-order mark, else UTF-16 where every other byte is zero, else UTF-8
    where it fits, else Windows-1252.

    Raises
    ------
    SourceError
        If it is no text, is far too large, does not fit the encoding stated for it, or a quotation mark
        is never closed (which would hide all rows after it).
    """
    text = _decode(path.read_bytes(), encoding)
    if text.count("\0") > len(text) // 100:
        raise SourceError("isinya bukan teks")
    text = text.replace("\0", "")
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        records, numbers = _records(text, delimiter or _delimiter(text))
    except csv.Error as error:
        raise SourceError(f"tidak terbaca sebagai teks bersekat ({error})") from error
    known: dict[str, Cell] = {}
    width = max(map(len, records), default=0)
    require_size(len(records), width)
    rows = [
        [known.get(value) or known.setdefault(value, text_cell(value)) for value in record]
        + [BLANK] * (width - len(record))
        for record in records
    ]
    while rows and all(cell is BLANK for cell in rows[-1]):
        rows.pop()
    return [Sheet("", rows, numbers[: len(rows)])]


def _decode(data: bytes, encoding: str | None) -> str:
    stated = encoding or next((name for bom, name in _BOMS if data.startswith(bom)), None) or _wide(data)
    for name in [stated] if stated else ["utf-8", "cp1252"]:
        try:
            return data.decode(name).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError) as error:
            reason = error
    if stated is None:
        return data.decode("latin-1")
    raise SourceError(f"tidak terbaca sebagai {stated} ({reason})")


def _wide(data: bytes) -> str | None:
    """Return the name of UTF-16 without a byte-order mark: nearly every second byte is zero."""
    head = data[:4096]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[start::2], head[1 - start :: 2]
        if len(zeros) > 1 and zeros.count(0) > 0.8 * len(zeros) and others.count(0) < 0.2 * len(others):
            return name
    return None


def _records(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Return the records up to the last that is not empty, and the line each begins on."""
    records: list[list[str]] = []
    numbers: list[int] = []
    start = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for record in reader:
        records.append(record)
        numbers.append(start)
        start = reader.line_num + 1
    while records and not any(records[-1]):
        records.pop()
    if records and text.count('"') % 2:
        _require_closed(text, delimiter, numbers[len(records) - 1])
    return records, numbers


def _require_closed(text: str, delimiter: str, last: int) -> None:
    """Refuse a last record that ends inside quotation marks."""
    lines = islice(io.StringIO(text, newline=""), last - 1, None)
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise SourceError(
                f"tanda kutip pada baris {last} tidak ditutup; baris sesudahnya tidak terbaca"
            ) from error


def _delimiter(text: str) -> str:
    """Return the delimiter that splits most of the first records into the same number of fields."""
    best = (0.0, 0)
    chosen = DELIMITERS[0]
    head = list(islice(io.StringIO(text, newline=""), _SNIFFED))
    for delimiter in DELIMITERS:
        try:
            widths = [len(record) for record in csv.reader(head, delimiter=delimiter) if record]
        except csv.Error:
            continue
        many = Counter(width for width in widths if width > 1)
        if many:
            width, times = max(many.items(), key=lambda item: (item[1], item[0]))
            if (times / len(widths), width) > best:
                best, chosen = (times / len(widths), width), delimiter
    return chosen
