"""A sheet to draw on, written as small, self-contained SVG; the same strokes give the same bytes anywhere.

Places are in units of the sheet, `WIDTH` across, y downwards. In a column of 328 CSS pixels the letters
are ten pixels high and more; on paper a unit is a point when the figure is twelve centimetres wide.
A sheet remembers where its letters and marks are, so that a test can see that none meet or leave it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Literal, NamedTuple

from evalhelpers.figures.typeface import EM, number, numbers, outline, places, width

WIDTH = 340.0
SIZE, SMALL = 11.0, 10.5
LEAD = 14.0  # from one line of text to the next
_RISE, _FALL = 0.76, 0.24  # how far letters reach above and below their line, in sizes
INK, QUIET, GRID, PAPER = "#1a1a1a", "#595959", "#c8c8c8", "#ffffff"
HATCH = "hatch"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


class Box(NamedTuple):
    """The place of a line of text on the sheet."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Palette:
    """The fills of all figures, made from the programme's colours.

    Any two that may meet in a stack differ in lightness by 15 or more of 100, so that they stay apart in
    grey print and for those who see colours otherwise. What is not known is `HATCH`.
    """

    strong: str
    medium: str
    pale: str
    waiting: str
    stopped: str
    finding: str

    @classmethod
    def of(cls, theme: Mapping[str, str]) -> Palette:
        """Return the fills of a theme: its accent in three steps, and its signals."""
        accent, waiting, bad = theme["accent"], theme["middle"], theme["bad"]
        return cls(
            toned(accent, 42), toned(accent, 74), toned(accent, 90), toned(waiting, 58), toned(bad, 26),
            finding=toned(bad, 40),
        )  # fmt: skip


def lightness(colour: str) -> float:
    """Return the lightness of a colour as seen, from 0 to 100 (CIE L*)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


@lru_cache(maxsize=64)
def toned(colour: str, wanted: float) -> str:
    """Mix a colour with white or with black to a lightness."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    end = 255 if lightness(colour) < wanted else 0
    mixed = ("#" + "".join(f"{round(p + (end - p) * step / 200):02x}" for p in parts) for step in range(201))
    return min(mixed, key=lambda one: abs(lightness(one) - wanted))


def on(fill: str) -> str:
    """Return the colour of letters that is legible on a fill."""
    return PAPER if fill != HATCH and lightness(fill) < 55 else INK


@dataclass
class Sheet:
    """What is drawn so far; `y` is where the next row begins."""

    y: float = 0.0
    parts: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)

    def rect(self, x: float, y: float, wide: float, high: float, fill: str, *, edge: str = "") -> None:
        """Draw a bar; hatched ones and those with an `edge` have an outline."""
        edge = edge or (QUIET if fill == HATCH else "")
        if wide <= 0:
            return
        inset = 0.4 if edge else 0.0
        box = (x + inset, y + inset, max(wide - 2 * inset, 0.2), high - 2 * inset)
        place = "".join(
            f' {k}="{number(v)}"' for k, v in zip(("x", "y", "width", "height"), box, strict=True)
        )
        self.parts.append(f"<rect{place}{_fill(fill)}{_stroke(edge, 0.8)}/>")

    def line(self, points: Sequence[Point], colour: str, thick: float, *, dash: str = "") -> None:
        """Draw a line through points; `dash` is a pattern such as ``1 3``."""
        text = "M" + numbers(*points[:1]) + "L" + numbers(*points[1:])
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<path d="{text}" fill="none"{_stroke(colour, thick)}{dashed}/>')

    def area(
        self, rings: Sequence[Sequence[Point]], fill: str, *, edge: str = "", thick: float = 0.8
    ) -> None:
        """Draw areas, each given by the corners of its border."""
        text = "".join("M" + numbers(*ring[:1]) + "L" + numbers(*ring[1:]) + "z" for ring in rings)
        self.parts.append(f'<path d="{text}"{_fill(fill)}{_stroke(edge, thick)}/>')

    def dot(self, x: float, y: float, colour: str, *, hollow: bool = False, radius: float = 4.2) -> None:
        """Draw a point, full or hollow."""
        fill = PAPER if hollow else colour
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        self.parts.append(f"<circle {place}{_fill(fill)}{_stroke(colour, 1.8)}/>")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SIZE,
        colour: str = INK,
        anchor: Anchor = "start",
    ) -> None:
        """Write a line of text whose letters stand on `y`."""
        if not text.strip():
            return
        wide = width(text, size)
        x -= {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        self.boxes.append(Box(x, y - _RISE * size, x + wide, y + _FALL * size, text))
        tint = "" if colour == INK else f' fill="{colour}"'
        scale = f"{size / EM:.3f}".lstrip("0")
        words = "".join(f"{{{self._word(word)}:{at}}}" for word, at in _words(text))
        self.parts.append(
            f'<g{tint} transform="translate({number(x)} {number(y)})scale({scale})">{words}</g>'
        )

    def _word(self, word: str) -> int:
        return self.words.setdefault(word, len(self.words))

    def svg(self, anchor: str, *, foot: float = 2.0) -> str:
        """Return the sheet as SVG without size (it fills its place); `anchor` names its parts.

        Letters, and words that come again, are drawn once and used by name; no two figures of a page
        share a name.
        """
        body, height = "".join(self.parts), number(self.y + foot)
        name = _name(anchor + body)
        spelt = list(self.words)
        times = Counter(re.findall(r"{(\d+):", body))
        letters = {c: f"{name}{_digits(at)}" for at, c in enumerate(dict.fromkeys("".join(spelt)), 1)}
        again = {
            key: f"{name}{_digits(len(letters) + 1 + at)}"
            for at, key in enumerate(k for k, n in times.items() if n > 1 and len(spelt[int(k)]) > 2)
        }

        def letter_by_letter(word: str, start: int) -> str:
            return "".join(_use(letters[c], start + at) for c, at in places(word))

        def used(match: re.Match[str]) -> str:
            key, start = match[1], int(match[2])
            return _use(again[key], start) if key in again else letter_by_letter(spelt[int(key)], start)

        body = re.sub(r"{(\d+):(-?\d+)}", used, body)
        parts = "".join(f'<path id="{letters[c]}" d="{outline(c)}"/>' for c in letters)
        parts += "".join(f'<g id="{again[k]}">{letter_by_letter(spelt[int(k)], 0)}</g>' for k in again)
        if "#hatch" in body:
            body = body.replace("#hatch", f"#{name}0")
            parts += (
                f'<pattern id="{name}0" width="4" height="4" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="4" height="4" fill="{PAPER}"/>'
                f'<path d="M1 0V4" stroke="{QUIET}" stroke-width=".8"/></pattern>'
            )
        view = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(WIDTH)} {height}"'
        return f'<svg {view} fill="{INK}"><defs>{parts}</defs>{body}</svg>'


def _words(text: str) -> list[tuple[str, int]]:
    """Return the words of a line and where each begins, in units of the em."""
    found: list[tuple[str, int]] = []
    starts = True
    for char, at in places(text):
        if char == " ":
            starts = True
            continue
        word, begin = ("", at) if starts else found.pop()
        found.append((word + char, begin))
        starts = False
    return found


def _name(told: str) -> str:
    """Return a short name that begins with a letter, from what a figure holds."""
    value = int(sha256(told.encode()).hexdigest()[:12], 16)
    return _DIGITS[10 + value % 26] + "".join(_DIGITS[value // 26 // 36**at % 36] for at in range(3))


def _use(name: str, at: int) -> str:
    return f'<use href="#{name}" x="{at}"/>' if at else f'<use href="#{name}"/>'


def _digits(value: int) -> str:
    return (_digits(value // 36) if value >= 36 else "") + _DIGITS[value % 36]


def _fill(fill: str) -> str:
    return f' fill="{"url(#hatch)" if fill == HATCH else escape(fill)}"'


def _stroke(colour: str, thick: float) -> str:
    return f' stroke="{escape(colour)}" stroke-width="{number(thick)}"' if colour else ""
