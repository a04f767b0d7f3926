"""Blocks as HTML, the same in a notebook and in the published page; all text is escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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
_LISTS = {"list": "ul", "steps": "ol"}


def fragment(blocks: Sequence[Block], language: str = "id", before: Mapping[str, str] | None = None) -> str:
    """Return blocks as HTML without a page around them.

    A chapter heading is an ``h2``, so that the page's title is the only ``h1``. Tables and figures are
    numbered in their order; the second block of an anchor gets an address of its own. `Values` and
    `Message` show nothing. `before` is finished HTML to stand before the heading of an anchor.
    """
    return "\n".join(_render(_addressed(blocks), language, before or {}))


def clean(value: str) -> str:
    """Return text without control characters and direction marks."""
    return _UNWANTED.sub("", value)


def text(value: str) -> str:
    """Return clean text escaped for HTML."""
    return escape(clean(value), quote=True)


def _addressed(blocks: Sequence[Block]) -> Iterator[Block]:
    used: Counter[str] = Counter()
    for block in blocks:
        if not isinstance(block, Heading | Table | Chart | Letter):
            yield block
            continue
        used[block.anchor] += 1
        count = used[block.anchor]
        yield block if count == 1 else replace(block, anchor=f"{block.anchor}-{count}")


def _render(blocks: Iterator[Block], language: str, before: Mapping[str, str]) -> Iterator[str]:
    words = WORDS[language]
    tables = figures = 0
    for block in blocks:
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
                yield _letter(block)
            case Note():
                label = f"<strong>{words[block.kind]}.</strong> "
                inner = [
                    f"<p>{label if not at else ''}{_spans(p)}</p>" for at, p in enumerate(block.paragraphs)
                ]
                yield f'<div class="note {text(block.kind)}">{"".join(inner)}</div>'
            case Table():
                tables += 1
                yield _table(block, f"{words['table']} {tables}")
            case Chart():
                figures += 1
                yield _chart(block, f"{words['figure']} {figures}")
            case Values() | Message():
                continue


def _prose(block: Prose) -> str:
    if block.form in _LISTS:
        tag = _LISTS[block.form]
        return f"<{tag}>" + "".join(f"<li>{_spans(p)}</li>" for p in block.paragraphs) + f"</{tag}>"
    kind = ' class="lead"' if block.form == "lead" else ""
    return "\n".join(f"<p{kind}>{_spans(p)}</p>" for p in block.paragraphs)


def _tiles(block: Tiles) -> str:
    shown = "".join(
        f"<li{_state(tile.state)}><span>{text(tile.label)}</span>"
        f"<b>{_span(tile.number)}</b><span>{_spans(tile.detail)}</span></li>"
        for tile in block.tiles
    )
    return f'<ul class="tiles">{shown}</ul>'


def _state(state: str) -> str:
    return f' class="{text(state)}"' if state else ""


def _letter(block: Letter) -> str:
    anchor = text(block.anchor)
    head = "".join(f"<div><dt>{text(name)}</dt><dd>{text(said)}</dd></div>" for name, said in block.head)
    body = "".join(f"<p>{_spans(p)}</p>" for p in block.paragraphs)
    return (
        f'<section class="letter" aria-labelledby="{anchor}"><h2 id="{anchor}">{text(block.title)}</h2>'
        f"<dl>{head}</dl>{body}</section>"
    )


def _spans(spans: Sequence[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    if isinstance(span, Fact):
        return f'<data value="{text(span.value)}" data-fact="{text(span.id)}">{text(span.text)}</data>'
    return text(span)


def _table(block: Table, number: str) -> str:
    anchor = text(block.anchor)
    # Two columns of text: on a phone each text stands below its name, over the whole width.
    is_pairs = len(block.columns) == 2 and not any(column.numeric for column in block.columns)
    marked = (lambda _column, _cell: "") if is_pairs else _column
    head = "".join(
        f'<th scope="col"{marked(column, column.text)}>{text(column.text)}</th>' for column in block.columns
    )
    rows = []
    for at, row in enumerate(block.rows):
        # Numbers of tables carry no ids: there are hundreds of them, and the page is read on a phone.
        first, *others = [cell.text if isinstance(cell, Fact) else cell for cell in row]
        first = f'<th scope="row">{text(first)}</th>'
        rest = "".join(
            f"<td{marked(column, cell)}>{text(cell)}</td>"
            for column, cell in zip(block.columns[1:], others, strict=True)
        )
        rows.append(f"<tr{_total(at in block.total)}>{first}{rest}</tr>")
    kind = ' class="pairs"' if is_pairs else ""
    return (
        f'<figure class="table" id="{anchor}">'
        f'<div class="scroll" role="region" aria-labelledby="{anchor}-judul" tabindex="0"><table{kind}>'
        f'<caption id="{anchor}-judul"><span><b>{number}.</b> {text(block.caption)}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f"{_below(block.notes, block.source)}</figure>"
    )


def _column(column: Column, cell: str) -> str:
    # Most cells are short numbers, so the rare others carry the mark: text, or a remark among numbers.
    if not column.numeric:
        return ' class="t"'
    return ' class="w"' if len(cell) > _REMARK else ""


def _total(is_total: bool) -> str:
    return ' class="total"' if is_total else ""


def _chart(block: Chart, number: str) -> str:
    picture = block.svg.replace("<svg", f'<svg role="img" aria-label="{text(block.alt)}"', 1)
    return (
        f'<figure class="chart" id="{text(block.anchor)}">{_title(block.title)}{picture}'
        f"<figcaption><p><b>{number}.</b> {text(block.caption)}</p>"
        f"{_below(block.notes, block.source)}</figcaption></figure>"
    )


def _title(title: Sequence[Span]) -> str:
    return f'<p class="finding">{_spans(title)}</p>' if title else ""


def _below(notes: Sequence[str], source: str) -> str:
    lines = "<br>".join(text(line) for line in (*notes, source) if line)
    return f'<p class="small">{lines}</p>' if lines else ""
