"""Reference tables of a project: places with both code systems, poverty, prices, wages, events.

Read from `params/reference/*.csv`; every figure there names its source.
"""

from __future__ import annotations

from evalhelpers.reference.figures import (
    Line,
    Wage,
    poor_shares,
    poverty_line,
    poverty_lines,
    price_ratio,
    wage_floor,
)
from evalhelpers.reference.files import PROVINCE, Reference, read

__all__ = [
    "PROVINCE",
    "Line",
    "Reference",
    "Wage",
    "poor_shares",
    "poverty_line",
    "poverty_lines",
    "price_ratio",
    "read",
    "wage_floor",
]
