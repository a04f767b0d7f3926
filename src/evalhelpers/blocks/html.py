"""Blocks as HTML, the same in a notebook and in the published page; all text is escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from evalhelpers.blocks.model import (
    Block,
    Chart,
    Column,
    Fact,
    Heading,
    Letter,
    Message,
    Note,
    Prose,
    Span,
    Table,
    Tiles,
    Values,
    is_print_only,
)
from evalhelpers.blocks.words import WORDS

# Control characters, halves of surrogate pairs and code points that are no characters have no place in
# a document; marks that turn the writing direction would change how the text around them reads.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Longer texts in a column of numbers are remarks; they may be broken.
_REMARK = 15
# Names of rows longer than this get the most room that a narrow screen has for them.
_LONG_NAME = 26
_LISTS = {"list": "ul", "steps": "ol"}
# A row of more columns is not read one cell below the other.
_MOST_CARDS = 8


@dataclass(frozen=True)
class Entry:
    """A line of a list of contents: its text, its address in the page, and the lines below it."""

    text: str
    anchor: str
    below: tuple[Entry, ...] = ()


def fragment(
    blocks: Sequence[Block],
    language: str = "id",
    before: Mapping[str, str] | None = None,
    *,
    has_pdf: bool = False,
) -> str:
    """Return blocks as HTML without a page around them.

    A chapter heading is an ``h2``, so that the page's title is the only ``h1``. Tables and figures are
    numbered in their order; the second block of an anchor gets an address of its own. `Values` and
    `Message` show nothing. `before` is finished HTML to stand before the heading of an anchor, or at
    the end of the letter that has it. What a PDF beside the page has is left to it (`has_pdf`); the
    numbers of its tables are named.
    """
    return "\n".join(_render(_addressed(blocks), language, before or {}, has_pdf=has_pdf))


def contents(blocks: Sequence[Block], *, has_pdf: bool = False) -> tuple[Entry, ...]:
    """Return the chapters in order, with the sections of each below it; a letter counts as a chapter."""
    chapters: list[Entry] = []
    for block in _addressed(blocks):
        if has_pdf and is_print_only(block):
            continue
        match block:
            case Heading(level=1) | Letter():
                title = block.title if isinstance(block, Letter) else block.text
                chapters.append(Entry(title, block.anchor))
            case Heading(level=2) if chapters:
                inner = (*chapters[-1].below, Entry(block.text, block.anchor))
                chapters[-1] = replace(chapters[-1], below=inner)
    return tuple(chapters)


def clean(value: str) -> str:
    """Return text without control characters and direction marks."""
    return _UNWANTED.sub("", value)


def text(value: str) -> str:
    """Return clean text escaped for HTML."""
    return escape(clean(value), quote=True)


def css_text(value: str) -> str:
    """Return text as a CSS string; what is neither letter, digit nor space is written by its code."""
    return "'" + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in clean(value)) + "'"


def _addressed(blocks: Sequence[Block]) -> Iterator[Block]:
    used: Counter[str] = Counter()
    for block in blocks:
        if not isinstance(block, Heading | Table | Chart | Letter):
            yield block
            continue
        used[block.anchor] += 1
        count = used[block.anchor]
        yield block if count == 1 else replace(block, anchor=f"{block.anchor}-{count}")


def _render(
    blocks: Iterator[Block], language: str, before: Mapping[str, str], *, has_pdf: bool
) -> Iterator[str]:
    words = WORDS[language]
    left: list[int] = []
    for block, number in _numbered(blocks):
        if has_pdf and is_print_only(block):
            left += [number] if isinstance(block, Table) else []
            continue
        if left:
            yield _elsewhere(left, words)
            left = []
        yield from _one(block, number, words, before)
    if left:
        yield _elsewhere(left, words)


def _numbered(blocks: Iterator[Block]) -> Iterator[tuple[Block, int]]:
    """Give tables, and figures, their numbers in order; that of any other block is of no use."""
    counts: Counter[type] = Counter()
    for block in blocks:
        counts[type(block)] += 1
        yield block, counts[type(block)]


def _one(block: Block, number: int, words: Mapping[str, str], before: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Heading():
            yield from [before[block.anchor]] if block.anchor in before else []
            level = block.level + 1
            yield f'<h{level} id="{text(block.anchor)}">{text(block.text)}</h{level}>'
        case Prose():
            yield _prose(block)
        case Tiles():
            yield _tiles(block)
        case Letter():
            yield _letter(block, before.get(block.anchor, ""))
        case Note():
            label = f"<strong>{words[block.kind]}.</strong> "
            inner = [f"<p>{label if not at else ''}{inline(p)}</p>" for at, p in enumerate(block.paragraphs)]
            yield f'<div class="note {text(block.kind)}">{"".join(inner)}</div>'
        case Table():
            yield _table(block, f"{words['table']} {number}")
        case Chart():
            yield _chart(block, f"{words['figure']} {number}")
        case Values() | Message():
            return


def _elsewhere(tables: Sequence[int], words: Mapping[str, str]) -> str:
    """Return the line that stands for tables which the PDF has, all in a row."""
    numbers = f"{tables[0]}–{tables[-1]}" if len(tables) > 1 else str(tables[0])
    return f'<p class="small">{words["table"]} {numbers}: {words["in_print"]}.</p>'


def _prose(block: Prose) -> str:
    if block.form in _LISTS:
        tag = _LISTS[block.form]
        return f"<{tag}>" + "".join(f"<li>{inline(p)}</li>" for p in block.paragraphs) + f"</{tag}>"
    kind = ' class="lead"' if block.form == "lead" else ""
    return "\n".join(f"<p{kind}>{inline(p)}</p>" for p in block.paragraphs)


def _tiles(block: Tiles) -> str:
    shown = "".join(
        f"<li{_state(tile.state)}><span>{text(tile.label)}</span>"
        f"<b>{_span(tile.number)}</b><span>{inline(tile.detail)}</span></li>"
        for tile in block.tiles
    )
    return f'<ul class="tiles">{shown}</ul>'


def _state(state: str) -> str:
    return f' class="{text(state)}"' if state else ""


def _letter(block: Letter, closing: str) -> str:
    anchor = text(block.anchor)
    head = "".join(f"<div><dt>{text(name)}</dt><dd>{text(said)}</dd></div>" for name, said in block.head)
    body = "".join(f"<p>{inline(p)}</p>" for p in block.paragraphs)
    return (
        f'<section class="letter" aria-labelledby="{anchor}"><h2 id="{anchor}">{text(block.title)}</h2>'
        f"<dl>{head}</dl>{body}{closing}</section>"
    )


def inline(spans: Sequence[Span]) -> str:
    """Return text and numbers as HTML within a line; a number carries its machine value and its id."""
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    if isinstance(span, Fact):
        return f'<data value="{text(span.value)}" data-fact="{text(span.id)}">{text(span.text)}</data>'
    return text(span)


def _table(block: Table, number: str) -> str:
    anchor = text(block.anchor)
    marked = (lambda _column, _cell: "") if _is_pairs(block) else _column
    head = "".join(
        f'<th scope="col"{marked(column, column.text)}>{text(column.text)}</th>' for column in block.columns
    )
    rows = []
    for at, row in enumerate(block.rows):
        # Numbers of tables carry no ids: there are hundreds of them, and the page is read on a phone.
        first, *others = [_words(cell) for cell in row]
        first = f'<th scope="row">{text(first)}</th>'
        rest = "".join(
            f"<td{marked(column, cell)}>{text(cell)}</td>"
            for column, cell in zip(block.columns[1:], others, strict=True)
        )
        rows.append(f"<tr{_row(block, at)}>{first}{rest}</tr>")
    return (
        f'<figure class="table" id="{anchor}">'
        f'<div class="scroll" role="region" aria-labelledby="{anchor}-judul" tabindex="0">'
        f"<table{_layout(block)}>"
        f'<caption id="{anchor}-judul"><span><b>{number}.</b> {text(block.caption)}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f"{_below(block.notes, block.source)}</figure>"
    )


def _column(column: Column, cell: str) -> str:
    # Most cells are short numbers, so the rare others carry the mark: text, or a remark among numbers.
    if not column.numeric:
        return ' class="t"'
    return ' class="w"' if len(cell) > _REMARK else ""


def _is_pairs(block: Table) -> bool:
    return len(block.columns) == 2 and not any(column.numeric for column in block.columns)


def _layout(block: Table) -> str:
    """Return how a table is laid out where the screen is narrow.

    Pairs of texts stand one below the other. A row with texts, or with numbers that take a line each such
    as "168 dari 206 (81,6%)", becomes a card, each cell beside the name of its column, which the style sheet
    writes. Short numbers are compared down a column, so their tables stay tables: they are moved sideways
    and the names of the rows remain.
    """
    if _is_pairs(block):
        return ' class="pairs"'
    states = " states" if any(block.states) else ""
    others = block.columns[1:]
    texts = any(not column.numeric for column in others)
    wide = sum(any(len(_words(cell)) > _REMARK for cell in row[1:]) for row in block.rows)
    if len(block.columns) > _MOST_CARDS or not (texts or 2 * wide > len(block.rows)):
        is_long = any(len(_words(row[0])) > _LONG_NAME for row in block.rows)
        return f' class="side{" long" if is_long else ""}{states}"'
    names = ";".join(f"--c{at}:{css_text(column.text)}" for at, column in enumerate(others, start=2))
    return f' class="cards{states}" style="{names}"'


def _words(cell: Span) -> str:
    return cell.text if isinstance(cell, Fact) else cell


def _row(block: Table, at: int) -> str:
    state = block.states[at] if at < len(block.states) else ""
    kinds = " ".join(filter(None, ("total" if at in block.total else "", state)))
    return f' class="{text(kinds)}"' if kinds else ""


def _chart(block: Chart, number: str) -> str:
    picture = block.svg.replace("<svg", f'<svg role="img" aria-label="{text(block.alt)}"', 1)
    return (
        f'<figure class="chart" id="{text(block.anchor)}">{_title(block.title)}{picture}'
        f"<figcaption><p><b>{number}.</b> {text(block.caption)}</p>"
        f"{_below(block.notes, block.source)}</figcaption></figure>"
    )


def _title(title: Sequence[Span]) -> str:
    return f'<p class="finding">{inline(title)}</p>' if title else ""


def _below(notes: Sequence[str], source: str) -> str:
    lines = "<br>".join(text(line) for line in (*notes, source) if line)
    return f'<p class="small">{lines}</p>' if lines else ""
