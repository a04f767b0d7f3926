"""For auditors: where each number comes from, row by row, and random lists for visits of their own."""

from __future__ import annotations

from evalhelpers.audit.about import About
from evalhelpers.audit.book import book
from evalhelpers.audit.choice import Choice, read
from evalhelpers.audit.drawing import draw
from evalhelpers.audit.spot import spot_book, summary
from evalhelpers.audit.told import compare, lines

__all__ = ["About", "Choice", "book", "compare", "draw", "lines", "read", "spot_book", "summary"]
