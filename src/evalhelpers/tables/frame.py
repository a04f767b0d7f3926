"""The frame of every table: caption, headers, notes for each mark that occurs, source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evalhelpers.blocks import Column, Span, Table
from evalhelpers.narrative import Voice

Row = tuple[Span, ...]


def framed(
    caption: str,
    anchor: str,
    head: Sequence[str],
    rows: Iterable[Row],
    voice: Voice,
    *,
    text: Sequence[int] = (0,),
    total: Sequence[int] = (),
    notes: Sequence[str] = (),
    source: str | None = None,
    **slots: str,
) -> Table:
    """Return a table; marks that stand for hidden numbers are explained where they occur.

    Parameters
    ----------
    caption, head
        Names of the caption and of the column headers in the language's words; a header that is no
        name stands as it is.
    text
        Columns of text; all others are numbers and aligned right.
    source
        Source line; the usual one if none is given, no line if empty.
    slots
        What a caption names besides place and period.
    """
    words, lines = voice.displays, tuple(rows)
    shown = {span if isinstance(span, str) else span.text for row in lines for span in row}
    marks = (("few", words.HIDDEN_FEW), ("other", words.HIDDEN_OTHER))
    return Table(
        anchor=anchor,
        caption=words.CAPTIONS[caption].format(place=voice.place, period=voice.period, **slots),
        columns=tuple(Column(words.COLUMNS.get(name, name), at not in text) for at, name in enumerate(head)),
        rows=lines,
        total=tuple(total),
        notes=(*notes, *(words.NOTES[name] for name, mark in marks if mark in shown)),
        source=voice.chapters.SOURCE if source is None else source,
    )
