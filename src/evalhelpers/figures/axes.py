"""Shares over time: points at period ends, and a curve in steps with the numbers still observed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalhelpers.figures.canvas import GRID, INK, LEAD, QUIET, SIZE, SMALL, WIDTH, Sheet
from evalhelpers.figures.rows import heading
from evalhelpers.figures.typeface import width

_LEFT = 38.0  # room for the texts of the scale
_HIGH = 88.0


@dataclass(frozen=True)
class Moment:
    """A share at one time: its name, the counts below it, the number at the point; no `value`: no point."""

    name: str
    counts: str
    text: str
    value: float | None
    bounds: tuple[float, float] | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Below:
    """What stands below a curve at a month: the month's text, and how many were still observed."""

    month: float
    name: str
    risk: str


@dataclass(frozen=True)
class Step:
    """A share from one moment on, with its interval; `at` in months."""

    at: float
    value: float
    interval: tuple[float, float] | None


def fitting(moments: Sequence[Moment]) -> int:
    """Return how many of the last moments fit beside each other."""
    wide = max(width(text, SMALL) for m in moments for text in (m.name, m.counts, m.text))
    return max(1, int((WIDTH - _LEFT) // (wide + 6)))


def moments(
    sheet: Sheet, label: str, found: Sequence[Moment], *, ticks: Sequence[str], colour: str, band: str
) -> None:
    """Draw shares at successive times, joined where both are drawn; `ticks` from 0 to 100 per cent."""
    heading(sheet, label)
    top = sheet.y + LEAD + 2
    _scale(sheet, top, ticks)
    room = (WIDTH - _LEFT) / len(found)
    across = [_LEFT + (index + 0.5) * room for index in range(len(found))]
    for (x, one), (then, other) in zip(
        zip(across, found, strict=True), zip(across[1:], found[1:], strict=True), strict=False
    ):
        if one.value is not None and other.value is not None:
            sheet.line([(x, _down(top, one.value)), (then, _down(top, other.value))], colour, 1.2, dash="2 3")
    for x, one in zip(across, found, strict=True):
        _moment(sheet, top, x, one, colour, band)
    sheet.y = top + _HIGH
    for line, texts in enumerate(((m.name for m in found), (m.counts for m in found)), 1):
        for x, text in zip(across, texts, strict=True):
            tint = INK if line == 1 else QUIET
            sheet.text(x, sheet.y + line * LEAD, text, size=SMALL, colour=tint, anchor="middle")
    sheet.y += 2 * LEAD + 10


def _moment(sheet: Sheet, top: float, x: float, one: Moment, colour: str, band: str) -> None:
    if one.value is None:
        return
    highest = one.value
    if one.interval:
        low, high = (_down(top, v) for v in one.interval)
        sheet.rect(x - 3.5, high, 7, max(low - high, 1), band)
    if one.bounds and one.bounds[1] > one.bounds[0]:
        low, high = (_down(top, v) for v in one.bounds)
        sheet.line([(x, low), (x, high)], QUIET, 1.3)
        for end in (low, high):
            sheet.line([(x - 4, end), (x + 4, end)], QUIET, 1.3)
        highest = max(highest, one.bounds[1])
    sheet.dot(x, _down(top, one.value), colour)
    sheet.text(
        x, min(_down(top, highest) - 4, _down(top, one.value) - 8), one.text, size=SMALL, anchor="middle"
    )


def steps(
    sheet: Sheet, found: Sequence[Step], *, ticks: Sequence[str], marked: Sequence[tuple[float, str]],
    below: Sequence[Below], names: tuple[str, str], colour: str, band: str,
) -> None:  # fmt: skip
    """Draw a curve that falls in steps, its band, and below it the months and the numbers still observed.

    Parameters
    ----------
    marked
        Months whose value is written at the curve, with the text.
    below
        Months of the scale with their text and the number still observed (empty: fewer than are told).
    names
        What the two lines below the scale are.
    """
    top, last = sheet.y + LEAD - 4, max(row.month for row in below)
    _scale(sheet, top, ticks)
    right = max(width(text, SMALL) for text in (below[-1].name, below[-1].risk)) / 2 + 2

    def across(month: float) -> float:
        return _LEFT + 8 + month / last * (WIDTH - _LEFT - 8 - right)

    ends = [*(step.at for step in found[1:]), found[-1].at]
    line, upper, lower = [], [], []
    for step, end in zip(found, ends, strict=True):
        low, high = step.interval or (step.value, step.value)
        for x in (across(step.at), across(end)):
            line.append((x, _down(top, step.value)))
            upper.append((x, _down(top, high)))
            lower.append((x, _down(top, low)))
    if any(step.interval for step in found):
        sheet.area([[*_corners(upper), *reversed(_corners(lower))]], band)
    sheet.line(_corners(line), colour, 2.2)
    for month, text in marked:
        step = next(s for s in found if s.at == month)
        # Below the curve, which only falls; wider than two months the text is not.
        under = min((s.interval or (s.value,))[0] for s in found if abs(s.at - month) <= 2)
        sheet.dot(across(month), _down(top, step.value), colour, radius=3.2)
        at_end = month == last
        sheet.text(across(month) + (right if at_end else 0), _down(top, under) + SIZE + 3, text,
                   anchor="end" if at_end else "middle")  # fmt: skip
    sheet.y = top + _HIGH + LEAD
    for row in below:
        sheet.text(across(row.month), sheet.y, row.name, size=SMALL, anchor="middle")
    for name, gap in zip(names, (LEAD, LEAD + 5), strict=True):
        sheet.y += gap
        sheet.text(0, sheet.y, name, size=SMALL, colour=QUIET)
    sheet.y += LEAD
    for row in below:
        sheet.text(across(row.month), sheet.y, row.risk, size=SMALL, anchor="middle")
    sheet.y += 4


def _corners(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that lie between two others on a level line, and those that are there twice."""
    kept: list[tuple[float, float]] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and kept[-1][1] == kept[-2][1] == point[1]:
            kept.pop()
        kept.append(point)
    return kept


def _down(top: float, share: float) -> float:
    return top + (1 - share) * _HIGH


def _scale(sheet: Sheet, top: float, ticks: Sequence[str]) -> None:
    for at, text in enumerate(ticks):
        y = _down(top, at / (len(ticks) - 1))
        sheet.line([(_LEFT, y), (WIDTH, y)], GRID, 0.7)
        sheet.text(_LEFT - 5, y + SMALL * 0.36, text, size=SMALL, colour=QUIET, anchor="end")
