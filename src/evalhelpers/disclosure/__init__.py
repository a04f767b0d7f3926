"""Small-number protection: the single gate between values and anything shown (method, section 9).

Leadership pages are forwarded, so in every edition a sensitive cell of a district or smaller with
1 to 4 persons, or with 1 to 4 beside it, is hidden, and enough other cells with it that no
arithmetic on or between pages brings it back.
"""

from __future__ import annotations

from evalhelpers.disclosure.plan import CODES, Plan, plan, protect
from evalhelpers.disclosure.public import FEW, HIDDEN, Cell, Public

__all__ = ["CODES", "FEW", "HIDDEN", "Cell", "Plan", "Public", "plan", "protect"]
