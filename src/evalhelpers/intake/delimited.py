"""Delimited text in any encoding and delimiter seen in practice, read as a stream."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np
import pyarrow as pa

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import Sheet, blank_column, column, joined, require_size, text_cell

DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FIELD_LIMIT = 2**24
_SNIFFED = 200
_LEAST_DELIMITERS = 3
_RECORDS = 10_000
_BYTES = 2**20


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
    text = _Text(path, encoding or _encoding(path))
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        mark = delimiter or _delimiter(list(islice(text.lines(), _SNIFFED)))
        sheet = _sheet(text, mark)
        if text.quotes % 2 and sheet.height:
            _require_closed(text, mark, int(sheet.numbers[-1]))
    except csv.Error as error:
        raise SourceError(f"tidak terbaca sebagai teks bersekat ({error})") from error
    except (UnicodeError, LookupError) as error:
        raise SourceError(f"tidak terbaca sebagai {text.encoding} ({error})") from error
    return [sheet]


class _Text:
    """A text file line by line; after each pass, `quotes` has the quotation marks of it."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.path, self.encoding, self.quotes = path, encoding, 0

    def lines(self) -> Iterator[str]:
        """Yield each line with its end as written; what is mostly no text is refused."""
        size = nothing = self.quotes = 0
        first = True
        with self.path.open(encoding=self.encoding, newline="") as stream:
            for line in stream:
                text = line.removeprefix("\ufeff") if first else line
                first = False
                size += len(text)
                self.quotes += text.count('"')
                if "\0" in text:
                    nothing += text.count("\0")
                    text = text.replace("\0", "")
                    if nothing > 100 and nothing > size // 100:
                        raise SourceError("isinya bukan teks")
                yield text
        if nothing > size // 100:
            raise SourceError("isinya bukan teks")


def _encoding(path: Path) -> str:
    """Return the encoding a file is written in, as far as its bytes tell."""
    with path.open("rb") as stream:
        head = stream.read(4096)
        found = next((name for bom, name in _BOMS if head.startswith(bom)), None) or _wide(head)
        if found is not None:
            return found
        stream.seek(0)
        for name in ("utf-8", "cp1252"):
            stream.seek(0)
            decoder = codecs.getincrementaldecoder(name)()
            try:
                while part := stream.read(_BYTES):
                    decoder.decode(part)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return name
    return "latin-1"


def _wide(head: bytes) -> str | None:
    """Return the name of UTF-16 without a byte-order mark: nearly every second byte is zero."""
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[start::2], head[1 - start :: 2]
        if len(zeros) > 1 and zeros.count(0) > 0.8 * len(zeros) and others.count(0) < 0.2 * len(others):
            return name
    return None


def _sheet(text: _Text, delimiter: str) -> Sheet:
    """Return the records up to the last that is not empty, each numbered by the line it begins on."""
    parts: list[list[pa.DictionaryArray]] = []
    numbers: list[np.ndarray] = []
    reader = csv.reader(text.lines(), delimiter=delimiter)
    height, started, widest = 0, 1, 0
    while True:
        records, begun = [], []
        for record in islice(reader, _RECORDS):
            if reader.line_num > started:
                _require_one_record(record, delimiter, widest, started)
            widest = max(widest, len(record))
            records.append(record)
            begun.append(started)
            started = reader.line_num + 1
        if not records:
            break
        columns = [column(values, text_cell) for values in zip_longest(*records, fillvalue="")]
        parts += [[blank_column(height)] if height else [] for _ in range(len(columns) - len(parts))]
        for at, found in enumerate(parts):
            found.append(columns[at] if at < len(columns) else blank_column(len(records)))
        numbers.append(np.array(begun, dtype=np.int64))
        height += len(records)
        require_size(height, len(parts), "text")
    whole = [joined(found) for found in parts]
    sheet = Sheet("", tuple(whole), np.concatenate(numbers) if numbers else np.empty(0, dtype=np.int64))
    used = np.flatnonzero(sheet.filled)
    return sheet.part(slice(0, int(used[-1]) + 1 if len(used) else 0))


def _require_one_record(record: list[str], delimiter: str, widest: int, line: int) -> None:
    """Refuse a field of several lines of which one looks like a record: its quotation mark is not closed."""
    for field in record:
        if "\n" in field or "\r" in field:
            most = max(part.count(delimiter) for part in field.splitlines()[1:] or [""])
            if widest > _LEAST_DELIMITERS and most >= (widest + 1) // 2:
                raise SourceError(
                    f"tanda kutip pada baris {line} tidak ditutup; baris sesudahnya tidak terbaca"
                )


def _require_closed(text: _Text, delimiter: str, last: int) -> None:
    """Refuse a last record that ends inside quotation marks."""
    try:
        for _ in csv.reader(islice(text.lines(), last - 1, None), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise SourceError(
                f"tanda kutip pada baris {last} tidak ditutup; baris sesudahnya tidak terbaca"
            ) from error


def _delimiter(head: list[str]) -> str:
    """Return the delimiter that splits most of the first records into the same number of fields."""
    best = (0.0, 0)
    chosen = DELIMITERS[0]
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
