"""Figures of districts: side by side in official order, and on a schematic map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from evalhelpers import formats
from evalhelpers.blocks import Chart
from evalhelpers.disclosure import Cell, Public
from evalhelpers.figures import said
from evalhelpers.figures.canvas import HATCH, LEAD, PAPER, QUIET, SIZE, SMALL, WIDTH, Palette, Sheet, on
from evalhelpers.figures.people import dot, dot_told, shares
from evalhelpers.figures.rows import heading
from evalhelpers.figures.typeface import width, wrap
from evalhelpers.narrative import Voice, Words

# Classes of the map: where the middle and the dark one begin.
_BREAKS = (0.60, 0.80)
_WIDEST = 130.0  # of a district's name on the map
_EDGE = 2.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """A district as the map draws it: short name, rings of corners, and the place of its name; y down."""

    name: str
    rings: tuple[tuple[Point, ...], ...]
    label: Point


class _Area(NamedTuple):
    outline: Outline
    cell: Cell | None
    fill: str


def places(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, districts: Sequence[str]
) -> Chart | None:  # fmt: skip
    """Draw the share still active per district, in the order given, with interval and possible range."""
    words = voice.pictures
    cells = [(voice.label("kab_kota", slug), _active(public, slug, period)) for slug in districts]
    if not any(said.is_known(cell) for _, cell in cells):
        return None
    rows, parts, few = [], [], []
    for name, cell in cells:
        is_few = not _is_enough(cell)
        few += [(name,)] if is_few else []
        rows.append(dot(name, cell, voice, interval=True, hollow=is_few, remark=words.FEW if is_few else ""))
        told = dot_told(name, cell, voice)
        parts.append(words.ALT_PARTS["few"].format(told=told) if is_few else told)
    sheet = Sheet()
    shares(sheet, rows, voice, theme)
    return said.chart(
        "places", "gambar-kabkota", sheet, voice, title=_title(public, voice, period, few),
        parts=parts, notes=said.hidden_notes([row.text for row in rows], voice),
    )  # fmt: skip


def _active(public: Public, slug: str, period: str) -> Cell | None:
    return said.need(public).cell("B1", "utama", f"kab_kota={slug}", period)


def _is_enough(cell: Cell | None) -> bool:
    """Say whether there are enough known for a comparison."""
    return cell is not None and said.is_known(cell) and (cell.denominator or 0) >= formats.SEVERAL


def _title(public: Public, voice: Voice, period: str, few: Sequence[Words]) -> Words:
    everyone = public.cell("B1", "utama", "semua", period)
    if everyone is None or not said.is_known(everyone):
        return ()
    key, slots = (
        "places_few" if few else "places",
        {"share": said.share(everyone, voice, voice.pictures.KNOWN)},
    )
    return said.fill(voice.pictures.TITLES[key], **slots, few=said.listed(few, voice) if few else "")


def area_map(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, districts: Sequence[str],
    shapes: Mapping[str, Outline],
) -> Chart | None:  # fmt: skip
    """Draw a schematic map: the share active in three steps of one colour, its number printed.

    Districts with fewer than 30 known are hatched and have only counts.

    Parameters
    ----------
    shapes
        The outline of each district by slug; None without one for each.
    """
    if not districts or any(slug not in shapes for slug in districts):
        return None
    palette, cells = Palette.of(theme), {slug: _active(public, slug, period) for slug in districts}
    if not any(said.is_known(cell) for cell in cells.values()):
        return None
    areas = [_Area(shapes[slug], cell, _shade(cell, palette)) for slug, cell in cells.items()]
    sheet = Sheet()
    _draw(sheet, areas, voice)
    _key(sheet, areas, palette, voice)
    parts = []
    for slug, cell in cells.items():
        name = voice.label("kab_kota", slug)
        counts = voice.pictures.ALT_PARTS["plain"].format(label=name, text=_numbers(cell, voice)[0])
        few = said.is_known(cell) and not _is_enough(cell)
        parts.append(counts if few else dot_told(name, cell, voice))
    texts = [line for area in areas for line in _numbers(area.cell, voice)]
    return said.chart(
        "map", "gambar-peta", sheet, voice, title=_map_title(areas, voice), parts=parts,
        notes=said.hidden_notes(texts, voice),
    )  # fmt: skip


def _shade(cell: Cell | None, palette: Palette) -> str:
    if cell is None or cell.value is None or not _is_enough(cell):
        return HATCH
    steps = (palette.pale, palette.medium, palette.strong)
    return steps[sum(cell.value >= start for start in _BREAKS)]


def _numbers(cell: Cell | None, voice: Voice) -> list[str]:
    if cell is None or not said.is_known(cell):
        return [said.mark(cell, voice)]
    counts = voice.of(cell.numerator or 0, cell.denominator or 0)
    return [counts, voice.percent(cell.value or 0, cell.denominator or 0)] if _is_enough(cell) else [counts]


def _draw(sheet: Sheet, areas: Sequence[_Area], voice: Voice) -> None:
    """Draw the areas, with names inside or beside them, or below in a list where these do not fit."""
    lines = [[*wrap(area.outline.name, _WIDEST, SIZE), *_numbers(area.cell, voice)] for area in areas]
    labels = _labels(areas, lines)
    fits = not any(_meet(one, other) for at, one in enumerate(labels) for other in labels[:at])
    if not fits:
        lines = [[formats.count(at, language=voice.language)] for at, _ in enumerate(areas, 1)]
        labels = _labels(areas, lines)
    for area, label in zip(areas, labels, strict=True):
        is_hatched = area.fill == HATCH
        sheet.area(
            label.rings, area.fill, edge=QUIET if is_hatched else PAPER, thick=0.8 if is_hatched else 1.4
        )
    for area, label, texts in zip(areas, labels, lines, strict=True):
        _write(sheet, area, label, texts)
    sheet.y = max(p[1] for label in labels for ring in label.rings for p in ring)
    sheet.y = max(sheet.y, *(box.bottom for box in sheet.boxes))
    for (number,), area in zip(lines, areas, strict=True) if not fits else ():
        heading(sheet, f"{number}  {area.outline.name}", ", ".join(_numbers(area.cell, voice)))


class _Label(NamedTuple):
    """The borders of an area on the sheet, the middle of its text, and how far this reaches."""

    rings: list[list[Point]]
    middle: Point
    wide: float
    high: float


def _labels(areas: Sequence[_Area], lines: Sequence[Sequence[str]]) -> list[_Label]:
    """Fit areas and their texts into the width."""
    corners = [point for area in areas for ring in area.outline.rings for point in ring]
    corners += [area.outline.label for area in areas]
    left, top = (min(point[axis] for point in corners) for axis in (0, 1))
    room = WIDTH - 2 * _EDGE
    scale = room / ((max(point[0] for point in corners) - left) or 1)
    widths = [max(width(line, SIZE) for line in texts) for texts in lines]
    # Names beside an area need room too.
    reach = max(
        (area.outline.label[0] - left) * scale + wide / 2 for area, wide in zip(areas, widths, strict=True)
    )
    scale *= min(1.0, room / reach)

    def placed(point: Point) -> Point:
        return _EDGE + (point[0] - left) * scale, _EDGE + (point[1] - top) * scale

    found = []
    for area, texts, wide in zip(areas, lines, widths, strict=True):
        x, y = placed(area.outline.label)
        high = len(texts) * LEAD
        middle = (min(max(x, wide / 2), WIDTH - wide / 2), max(y, high / 2 + 1))
        rings = [[placed(point) for point in ring] for ring in area.outline.rings]
        found.append(_Label(rings, middle, wide, high))
    return found


def _meet(one: _Label, other: _Label) -> bool:
    across = abs(one.middle[0] - other.middle[0]) < (one.wide + other.wide) / 2 + 3
    return across and abs(one.middle[1] - other.middle[1]) < (one.high + other.high) / 2


def _write(sheet: Sheet, area: _Area, label: _Label, texts: Sequence[str]) -> None:
    (x, y), wide, high = label.middle, label.wide, label.high
    is_inside = any(_inside(label.middle, ring) for ring in label.rings)
    colour = on(area.fill if is_inside else PAPER)
    if is_inside and area.fill == HATCH:
        sheet.rect(x - wide / 2 - 3, y - high / 2, wide + 6, high, PAPER)
    if not is_inside:
        near = min((p for ring in label.rings for p in ring), key=lambda p: abs(p[0] - x) + abs(p[1] - y))
        side = x - wide / 2 - 3 if near[0] < x else x + wide / 2 + 3
        sheet.line([near, (side, y)], QUIET, 0.8)
    for index, line in enumerate(texts):
        base = y - high / 2 + (index + 0.5) * LEAD + SIZE * 0.36
        sheet.text(x, base, line, colour=colour, anchor="middle")


def _inside(point: Point, ring: Sequence[Point]) -> bool:
    """Say whether a point lies within a ring of corners."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        crossings += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossings % 2 == 1


def _key(sheet: Sheet, areas: Sequence[_Area], palette: Palette, voice: Voice) -> None:
    """Name below the map the steps that occur on it: a shade cannot name itself."""
    words = voice.pictures.MAP_CLASSES
    low, high = (formats.share(b, formats.FEW, language=voice.language) for b in _BREAKS)
    entries = (
        (palette.pale, words["low"].format(to=low)),
        (palette.medium, words["between"].format(since=low, to=high)),
        (palette.strong, words["high"].format(since=high)),
        (HATCH, words["few"].format(n=formats.SEVERAL)),
    )
    sheet.y += 6
    left = 0.0
    first = True
    for fill, text in entries:
        if all(area.fill != fill for area in areas):
            continue
        wide = 17 + width(text, SMALL)
        if first or left + wide > WIDTH:
            sheet.y, left, first = sheet.y + LEAD, 0.0, False
        sheet.rect(left, sheet.y - 11, 12, 10, fill, edge=QUIET)
        sheet.text(left + 17, sheet.y - 3, text, size=SMALL)
        left += wide + 14


def _map_title(areas: Sequence[_Area], voice: Voice) -> Words:
    words = voice.pictures
    parts = [
        said.fill(words.MAP_PART, label=area.outline.name, share=said.share(area.cell, voice))
        for area in areas
        if area.cell is not None and _is_enough(area.cell)
    ]
    return said.fill(words.TITLES["map"], parts=said.listed(parts, voice)) if parts else ()
