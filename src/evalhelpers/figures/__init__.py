"""Public values → charts: SVG, caption, source line and an alternative text written from the data."""

from __future__ import annotations

from evalhelpers.figures.money import budget, delivery, profit
from evalhelpers.figures.people import causes, levels, mix, places, poverty, trend

__all__ = ["budget", "causes", "delivery", "levels", "mix", "places", "poverty", "profit", "trend"]
