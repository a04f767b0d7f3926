"""Rows of bars and of dots as small, self-contained SVG; the same input gives the same bytes anywhere.

Drawn without pyplot. Each row is a line of text, name left and number right, with its mark below, so
that a figure stays readable on a phone. Text is drawn as paths of the DejaVu Sans that comes with
matplotlib: no reader needs a font, and a wheel of another font on the machine changes nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

WIDTH = 5.4  # inches; at 360 px the text is still about 10 px high
ROW = 0.50
SIZE = 10.5
SMALL = 9.0
INK, QUIET, GRID = "#1a1a1a", "#595959", "#d0d0d0"
HATCH = "////"
# The light tint of intervals; all other colours come from the programme's theme. None carries meaning alone.
LIGHT = "#9cc3dd"


@dataclass(frozen=True)
class Bar:
    """A bar from zero: `value` in the unit of the figure, `text` as printed."""

    label: str
    value: float
    text: str
    colour: str = "accent"
    hatched: bool = False
    empty: bool = False


@dataclass(frozen=True)
class Dot:
    """A share from 0 to 1 with the range of what is possible, an interval, and an earlier value."""

    label: str
    text: str
    value: float | None
    bounds: tuple[float, float] | None = None
    interval: tuple[float, float] | None = None
    before: float | None = None
    hollow: bool = False


def bars(rows: Sequence[Bar], *, anchor: str, theme: Mapping[str, str]) -> str:
    """Draw bars on one scale; a negative bar runs to the left of the zero line."""
    figure, axes = _sheet(len(rows), foot=0.08)
    low = min(0.0, *(r.value for r in rows)) if rows else 0.0
    high = max(0.0, *(r.value for r in rows)) if rows else 0.0
    span = (high - low) or 1.0
    axes.set_xlim(low, low + span)
    for at, row in enumerate(rows):
        _caption(axes, at, row.label, row.text)
        if row.empty:
            continue
        axes.barh(
            at + 0.59, row.value, height=0.38,
            color="white" if row.hatched else theme[row.colour],
            edgecolor=QUIET if row.hatched else "none", linewidth=0.6, hatch=HATCH if row.hatched else None,
        )  # fmt: skip
    axes.axvline(0, color=QUIET, linewidth=0.8)
    return svg(figure, anchor)


def dots(rows: Sequence[Dot], *, anchor: str, theme: Mapping[str, str], ticks: Sequence[str]) -> str:
    """Draw shares on a scale from 0 to 100 per cent; `ticks` are the five texts below it.

    The thin line is the range of what is possible, the thick one the interval; a hollow dot is an
    earlier value, joined to the present one.
    """
    figure, axes = _sheet(len(rows), foot=0.30)
    axes.set_xlim(-0.015, 1.015)
    for at in range(5):
        axes.axvline(at / 4, color=GRID, linewidth=0.7, zorder=0)
        side = ("left", "center", "center", "center", "right")[at]
        axes.text(at / 4, len(rows) + 0.12, ticks[at], ha=side, va="top", fontsize=SMALL, color=QUIET)
    for at, row in enumerate(rows):
        y = at + 0.64
        _caption(axes, at, row.label, row.text)
        if row.bounds and row.bounds[1] > row.bounds[0]:
            axes.plot(row.bounds, (y, y), color=QUIET, linewidth=1.2, marker="|", markersize=7)
        if row.interval:
            axes.plot(row.interval, (y, y), color=LIGHT, linewidth=5, solid_capstyle="butt")
        if row.before is not None and row.value is not None:
            axes.plot((row.before, row.value), (y, y), color=QUIET, linewidth=1.2, linestyle=":")
        for value, hollow in ((row.before, True), (row.value, row.hollow)):
            if value is not None:
                face = "white" if hollow else theme["accent"]
                axes.plot(value, y, marker="o", ms=8.5, mew=1.8, mec=theme["accent"], mfc=face)
    return svg(figure, anchor)


def _sheet(rows: int, *, foot: float) -> tuple[Figure, Axes]:
    height = max(rows, 1) * ROW + foot + 0.06
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0.005, foot / height, 0.99, 1 - (foot + 0.06) / height))
    axes.set_ylim(max(rows, 1), 0)
    axes.set_axis_off()
    return figure, axes


def _caption(axes: Axes, row: int, label: str, text: str) -> None:
    place = axes.get_yaxis_transform()
    axes.text(0, row + 0.20, label, transform=place, ha="left", va="center", fontsize=SIZE, color=INK)
    axes.text(1, row + 0.20, text, transform=place, ha="right", va="center", fontsize=SIZE, color=INK)


def svg(figure: Figure, anchor: str) -> str:
    """Return a figure as compact SVG, without size (it fills its place), date, or names of other figures."""
    font = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    for text in figure.findobj(Text):
        text.get_fontproperties().set_file(str(font))
    out = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": anchor, "svg.fonttype": "path", "hatch.linewidth": 0.7}):
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
    return _compact(out.getvalue(), anchor)


def _compact(text: str, anchor: str) -> str:
    text = text[text.index("<svg") :]
    # A style element would reach beyond the figure once the SVG stands in a page.
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", "", text, flags=re.DOTALL)
    text = text.replace("<svg", '<svg stroke-linejoin="round" stroke-linecap="butt"', 1)
    text = (
        re.sub(r' (?:width|height|version)="[^"]*"', "", text, count=3) if "viewBox" in text[:400] else text
    )
    text = re.sub(r'(\bd="|\bpoints=")([^"]*)"', lambda m: m[1] + _path(m[2]) + '"', text)
    text = re.sub(r'<use xlink:href="(#[^"]*)" transform="translate\((\S+) 0\)"/>', _moved, text)
    text = re.sub(
        r"translate\((\S+) (\S+)\)", lambda m: f"translate({_rounded(m[1])} {_rounded(m[2])})", text
    )
    text = re.sub(r"<g id=\"(?:figure|axes|patch|line2d|text|matplotlib)\.?[^\"]*\">", "<g>", text)
    text = text.replace("xlink:href=", "href=").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    text = re.sub(r' clip-path="[^"]*"', "", text)
    text = re.sub(r'style="([^"]*)"', lambda m: 'style="' + re.sub(r"([:;]) ", r"\1", m[1]) + '"', text)
    text = re.sub(r">\s+<", "><", text).strip()
    while (shorter := re.sub(r"<g></g>|<defs></defs>", "", text)) != text:
        text = shorter
    return _own_names(text, anchor)


def _path(text: str) -> str:
    return re.sub(r" ?([A-Za-z]) ?", r"\1", _rounded(" ".join(text.split())))


def _rounded(text: str) -> str:
    return re.sub(r"-?\d+\.\d{2,}", lambda m: f"{float(m[0]):.1f}".removesuffix(".0"), text)


def _moved(match: re.Match[str]) -> str:
    return f'<use href="{match[1]}" x="{_rounded(match[2])}"/>'


def _own_names(text: str, anchor: str) -> str:
    """Give every id a short name that no other figure of a page has."""
    start = "f" + sha256(anchor.encode()).hexdigest()[:4]
    names = {
        old: f"{start}{at:x}" for at, old in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', text)))
    }
    text = re.sub(r'\bid="([^"]+)"', lambda m: f'id="{names[m[1]]}"', text)
    text = re.sub(r'href="#([^"]+)"', lambda m: f'href="#{names[m[1]]}"', text)
    return re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{names[m[1]]})", text)
