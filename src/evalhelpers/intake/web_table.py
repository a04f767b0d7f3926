"""Web pages saved under a workbook's name, as many office systems export "Excel"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from lxml import etree, html

from evalhelpers.errors import SourceError
from evalhelpers.intake.sheet import Sheet, column, require_size, text_cell

_OPENING = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.I | re.S
)
_STATED = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_SPAN = 1000
Merge = tuple[int, int, int, int]


def is_web_page(path: Path) -> bool:
    """Say by its beginning whether a file is a web page, whatever its name."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    return bool(_OPENING.match(head.removeprefix(b"\xef\xbb\xbf")))


def read_web_page(path: Path) -> list[Sheet]:
    """Read every table of a web page as a sheet, numbered from 1; frames around tables are passed over.

    Raises
    ------
    SourceError
        If it holds no table, or cannot be read.
    """
    data = path.read_bytes()
    stated = _STATED.search(data[:4096])
    try:
        parser = html.HTMLParser(encoding=_encoding(data, stated[1].decode() if stated else ""))
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise SourceError(f"tidak terbaca sebagai halaman web ({error})") from error
    tables = [table for table in root.iter("table") if next(table.iterdescendants("table"), None) is None]
    if not tables:
        raise SourceError("halaman web tanpa tabel")
    return [_sheet(table, f"tabel {number}") for number, table in enumerate(tables, start=1)]


def _encoding(data: bytes, stated: str) -> str:
    for name in ("utf-8", stated):
        try:
            data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return name
    return "cp1252"


def _sheet(table: html.HtmlElement, name: str) -> Sheet:
    grid: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    merges: list[Merge] = []
    height = width = 0
    for row, line in enumerate(table.iter("tr")):
        at = 0
        for cell in _cells(line):
            while (row, at) in taken:
                at += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            grid[row, at] = " ".join(cell.text_content().split())
            if down * across > 1:
                merges.append((row, at, row + down - 1, at + across - 1))
                taken |= {(r, c) for r in range(row, row + down) for c in range(at, at + across)}
            at += across
        height, width = row + 1, max(width, at)
        require_size(height, width)
    columns = [[grid.get((row, at), "") for row in range(height)] for at in range(width)]
    return Sheet(
        name, tuple(column(texts, text_cell) for texts in columns), np.arange(1, height + 1), tuple(merges)
    )


def _cells(line: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return line.iterchildren("td", "th")


def _span(cell: html.HtmlElement, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), _SPAN) if text.isdecimal() and len(text) < 6 else 1
