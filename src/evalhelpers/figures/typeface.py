"""The letters of the figures: outlines, widths and line breaks of the DejaVu Sans that comes with matplotlib.

Text is drawn as outlines, so a reader needs no font, and a machine's own fonts change nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.ft2font import FT2Font, Kerning, LoadFlags

# Outlines are written on a grid of 100 to the em: about a tenth of a pixel at the size of a page.
EM = 100
_FINE = 2048
_MOVE, _LINE, _CURVE, _CUBIC = 1, 2, 3, 4
_BREAK_AFTER = "/-–"


@cache
def _font() -> FT2Font:
    font = FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))
    font.set_size(_FINE, 72)
    return font


@cache
def advance(char: str) -> int:
    """Return how far a letter reaches, in units of the em."""
    glyph = _font().load_char(ord(char), flags=LoadFlags.NO_HINTING)
    return round(glyph.horiAdvance / 64 * EM / _FINE)


@cache
def _kern(left: str, right: str) -> int:
    font = _font()
    first, second = font.get_char_index(ord(left)), font.get_char_index(ord(right))
    return round(font.get_kerning(first, second, Kerning.UNFITTED) / 64 * EM / _FINE)


@cache
def outline(char: str) -> str:
    """Return the path of a letter, y downwards, in units of the em; empty for a space."""
    font = _font()
    font.load_char(ord(char), flags=LoadFlags.NO_HINTING)
    vertices, codes = font.get_path()
    points = [(round(x * EM / _FINE), -round(y * EM / _FINE)) for x, y in vertices.tolist()]
    return _relative(points, codes.tolist())


def _relative(points: list[tuple[int, int]], codes: list[int]) -> str:
    """Write a path with steps instead of places: shorter."""
    text, at, start, index = "", (0, 0), (0, 0), 0
    while index < len(codes):
        code = codes[index]
        taken = {_MOVE: 1, _LINE: 1, _CURVE: 2, _CUBIC: 3}.get(code, 0)
        if not taken:
            # Closing returns to where the contour began.
            text, at, index = text + "z", start, index + 1
            continue
        found = points[index : index + taken]
        x, y = found[-1][0] - at[0], found[-1][1] - at[1]
        if code == _MOVE:
            text += f"M{numbers(found[0])}"
            start = found[0]
        elif code == _LINE:
            closes = index + 1 < len(codes) and codes[index + 1] not in (_MOVE, _LINE, _CURVE, _CUBIC)
            text += _line(x, y) if not (closes and found[0] == start) else ""
        else:
            text += "qc"[code == _CUBIC] + numbers(*((a - at[0], b - at[1]) for a, b in found))
        at, index = found[-1], index + taken
    return text


def _line(x: int, y: int) -> str:
    if not x and not y:
        return ""
    return f"v{y}" if not x else f"h{x}" if not y else f"l{numbers((x, y))}"


def numbers(*points: tuple[float, float]) -> str:
    """Write points one after the other; a minus sign needs no space before it."""
    text = ""
    for value in (part for point in points for part in point):
        shown = number(value)
        text += shown if not text or shown.startswith("-") else f" {shown}"
    return text


def number(value: float) -> str:
    """Write a place in a drawing, to a tenth of its unit.

    >>> number(12.04), number(-0.04), number(7.25)
    ('12', '0', '7.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def places(text: str) -> list[tuple[str, int]]:
    """Return the letters of a line and where each begins, in units of the em."""
    at, found = 0, []
    for index, char in enumerate(text):
        at += _kern(text[index - 1], char) if index else 0
        found.append((char, at))
        at += advance(char)
    return found


@lru_cache(maxsize=4096)
def width(text: str, size: float) -> float:
    """Return the width of a line of text of a size, in the same unit as the size."""
    if not text:
        return 0.0
    last, at = places(text)[-1]
    return (at + advance(last)) * size / EM


def wrap(text: str, room: float, size: float) -> list[str]:
    """Break a text into lines no wider than `room`: at spaces, after a hyphen or slash, else anywhere."""
    lines = [""]
    for piece in _pieces(text):
        if width((lines[-1] + piece).rstrip(), size) <= room:
            lines[-1] += piece
            continue
        rest = piece
        while width(rest.rstrip(), size) > room and len(rest) > 1:
            fits = max(
                1, next(n for n in range(len(rest), -1, -1) if width(rest[:n], size) <= room or n <= 1)
            )
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> list[str]:
    pieces, start = [], 0
    for index, char in enumerate(text):
        if char == " " or (char in _BREAK_AFTER and text[index + 1 : index + 2] not in ("", " ")):
            pieces.append(text[start : index + 1])
            start = index + 1
    return [*pieces, text[start:]]
