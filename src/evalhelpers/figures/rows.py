"""Rows of bars, of stacked bars and of dots: the name left and the number right, the marks below.

So a figure stays readable on a phone, whatever the length of the names: a name that leaves no room
for its number is broken into lines, and a number that leaves none for its name stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from evalhelpers.figures.canvas import GRID, HATCH, INK, LEAD, QUIET, SIZE, SMALL, WIDTH, Anchor, Sheet, on
from evalhelpers.figures.typeface import width, wrap

BAR, GAP = 14.0, 9.0
_SEAM = 1.0  # the white between neighbours of a stack
_ROOM = 120.0  # the least room for a name beside its number
_NEAR = 8.0  # between two texts of a line


@dataclass(frozen=True)
class Part:
    """A piece of a stacked bar: its length in the unit of the figure, its fill, its number, what it is."""

    value: float
    fill: str
    text: str
    name: str


@dataclass(frozen=True)
class Stack:
    """A stacked bar. No parts: nothing may be drawn, `text` says why. `remark` stands below its name."""

    label: str
    text: str
    parts: tuple[Part, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar that begins at `start` (zero unless it floats); no `value`: nothing may be drawn."""

    label: str
    text: str
    value: float | None
    fill: str
    start: float = 0.0


@dataclass(frozen=True)
class Dot:
    """A share from 0 to 1 with the range of what is possible and an interval; no `value`: nothing drawn."""

    label: str
    text: str
    value: float | None
    bounds: tuple[float, float] | None = None
    interval: tuple[float, float] | None = None
    is_hollow: bool = False
    remark: str = ""


class Named(NamedTuple):
    """A mark at `x` and the text that says what it is."""

    x: float
    text: str


def heading(sheet: Sheet, label: str, text: str = "", *, size: float = SIZE) -> None:
    """Write a name and its number, and go on below them."""
    room = WIDTH - width(text, size) - _NEAR - 4
    beside = room >= min(_ROOM, width(label, size))
    lines = wrap(label, room if beside and text else WIDTH, size)
    for line in lines:
        sheet.y += LEAD
        sheet.text(0, sheet.y - 3, line, size=size)
    if text and not beside:
        for line in wrap(text, WIDTH, size):
            sheet.y += LEAD
            sheet.text(WIDTH, sheet.y - 3, line, size=size, anchor="end")
    elif text:
        sheet.text(WIDTH, sheet.y - 3, text, size=size, anchor="end")
    sheet.y += 1


def remark(sheet: Sheet, text: str, *, colour: str = QUIET) -> None:
    """Write a line below a name, broken where it is long."""
    for line in wrap(text, WIDTH, SMALL) if text else ():
        sheet.y += LEAD
        sheet.text(0, sheet.y - 3, line, size=SMALL, colour=colour)


def bars(sheet: Sheet, rows: Sequence[Bar], *, most: float = 0.0) -> None:
    """Draw bars on one scale that ends at `most`, or at the longest."""
    ends = [end for row in rows if row.value is not None for end in (row.start, row.start + row.value)]
    scale = WIDTH / (max([most, *ends]) or 1.0)
    for row in rows:
        heading(sheet, row.label, row.text)
        if row.value is None:
            sheet.y += GAP / 2
            continue
        left = min(row.start, row.start + row.value) * scale
        # One person must be seen beside a thousand.
        sheet.rect(left, sheet.y, max(abs(row.value) * scale, 1.5 if row.value else 0), BAR, row.fill)
        sheet.y += BAR + GAP


def stacks(sheet: Sheet, rows: Sequence[Stack], *, named: int = 0, least: float = 10.0) -> None:
    """Draw stacked bars, each over its own whole; the parts of one of them are named.

    A whole of fewer than `least` does not fill the width: shares of so few are not told. The parts
    are named below row `named`, or another that has more of them.
    """
    sizes = [sum(bool(part.value) for part in row.parts) for row in rows]
    chosen = named if sizes[named] == max(sizes) else sizes.index(max(sizes))
    for index, row in enumerate(rows):
        heading(sheet, row.label, row.text)
        remark(sheet, row.remark)
        if not row.parts:
            sheet.y += GAP / 2
            continue
        sheet.y += 1
        marks = list(_stack(sheet, row, least))
        sheet.y += BAR
        if index == chosen:
            names(sheet, marks)
        sheet.y += GAP


def _stack(sheet: Sheet, row: Stack, least: float) -> Iterator[Named]:
    whole = max(sum(part.value for part in row.parts), least)
    left = 0.0
    shown = [part for part in row.parts if part.value]
    for index, part in enumerate(shown):
        wide = part.value / whole * WIDTH
        seam = _SEAM if index < len(shown) - 1 else 0.0
        sheet.rect(left, sheet.y, max(wide - seam, 1.0), BAR, part.fill)
        fits = part.text and width(part.text, SMALL) + 6 <= wide
        middle = left + wide / 2
        if fits:
            _inside(sheet, part, middle)
        yield Named(middle, part.name if fits or not part.text else f"{part.name} {part.text}")
        left += wide


def _inside(sheet: Sheet, part: Part, middle: float) -> None:
    base = sheet.y + BAR / 2 + SMALL * 0.36
    if part.fill == HATCH:
        wide = width(part.text, SMALL) + 4
        sheet.rect(middle - wide / 2, sheet.y + 1, wide, BAR - 2, "#ffffff")
    sheet.text(middle, base, part.text, size=SMALL, colour=on(part.fill), anchor="middle")


def names(sheet: Sheet, marks: Sequence[Named]) -> None:
    """Write below their marks what these are: no two texts meet, and no pointer runs through a text."""
    for lines in range(1, 7):
        found = _placed(marks, lines, [])
        if found is None:
            continue
        top = sheet.y
        for (line, left), mark in zip(found, marks, strict=True):
            base = top + 5 + (line + 1) * LEAD - 3
            sheet.line([(mark.x, top + 1), (mark.x, base - SMALL * 0.8)], QUIET, 0.7)
            sheet.text(left, base, mark.text, size=SMALL)
        sheet.y = top + 5 + lines * LEAD
        return
    for mark in marks:  # names longer than a line
        remark(sheet, mark.text, colour=INK)


def _placed(
    marks: Sequence[Named], lines: int, found: list[tuple[int, float]]
) -> list[tuple[int, float]] | None:
    """Return line and left end of each text, or None if they do not fit on so many lines."""
    if len(found) == len(marks):
        return found
    mark = marks[len(found)]
    wide = width(mark.text, SMALL)
    if wide > WIDTH:
        return None
    for line in range(lines):
        for left in (mark.x - wide / 2, mark.x - 4, mark.x - wide + 4):
            left = min(max(left, 0.0), WIDTH - wide)
            if all(
                _apart(line, left, left + wide, mark.x, *place, width(other.text, SMALL), other.x)
                for place, other in zip(found, marks, strict=False)
            ) and (whole := _placed(marks, lines, [*found, (line, left)])):
                return whole
    return None


def _apart(
    line: int, left: float, right: float, x: float, other: int, start: float, wide: float, mark: float
) -> bool:
    """Say whether two texts and their pointers keep apart."""
    if line == other:
        return right + _NEAR <= start or start + wide + _NEAR <= left
    if line < other:  # the other's pointer passes this text
        return not left - 3 <= mark <= right + 3
    return not start - 3 <= x <= start + wide + 3


def dots(sheet: Sheet, rows: Sequence[Dot], *, ticks: Sequence[str], colour: str, band: str) -> None:
    """Draw shares on a scale from 0 to 100 per cent; `ticks` are the texts below it, evenly apart.

    The thin line is the range of what is possible, the band the interval.
    """
    edge = 6.0

    def across(share: float) -> float:
        return edge + share * (WIDTH - 2 * edge)

    steps = [at / (len(ticks) - 1) for at in range(len(ticks))]
    for row in rows:
        heading(sheet, row.label, row.text)
        remark(sheet, row.remark)
        if row.value is None:
            sheet.y += GAP / 2
            continue
        middle = sheet.y + 8
        sheet.line([(across(0), middle), (across(1), middle)], GRID, 0.7)
        for step in steps:
            sheet.line([(across(step), middle - 4), (across(step), middle + 4)], GRID, 0.7)
        if row.interval:
            low, high = (across(x) for x in row.interval)
            sheet.rect(low, middle - 3.5, max(high - low, 1), 7, band)
        if row.bounds and row.bounds[1] > row.bounds[0]:
            low, high = (across(x) for x in row.bounds)
            sheet.line([(low, middle), (high, middle)], QUIET, 1.3)
            for end in (low, high):
                sheet.line([(end, middle - 4), (end, middle + 4)], QUIET, 1.3)
        sheet.dot(across(row.value), middle, colour, hollow=row.is_hollow)
        sheet.y = middle + 7 + GAP / 2
    sheet.y += LEAD - (0 if rows[-1].value is None else 4)
    for step, text in zip(steps, ticks, strict=True):
        anchor: Anchor = "start" if step == 0 else "end" if step == 1 else "middle"
        place = 0.0 if step == 0 else WIDTH if step == 1 else across(step)
        sheet.text(place, sheet.y - 2, text, size=SMALL, colour=QUIET, anchor=anchor)
