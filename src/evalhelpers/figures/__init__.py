"""Public values → charts: SVG, the finding as title, caption, reading, alternative text from the data."""

from __future__ import annotations

from evalhelpers.figures.causes import causes
from evalhelpers.figures.money import chain, papers, profit
from evalhelpers.figures.people import coverage, kinds, levels, poverty
from evalhelpers.figures.periods import flows, stages, success, survival
from evalhelpers.figures.places import Outline, area_map, places

__all__ = [
    "Outline",
    "area_map",
    "causes",
    "chain",
    "coverage",
    "flows",
    "kinds",
    "levels",
    "papers",
    "places",
    "poverty",
    "profit",
    "stages",
    "success",
    "survival",
]
