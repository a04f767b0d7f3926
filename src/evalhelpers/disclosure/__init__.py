"""Small-number protection: the single gate between values and anything shown (method, section 9).

Leadership pages are forwarded, so in every edition a sensitive figure of a district or smaller with
1 to 4 persons, 1 to 4 beside it or fewer than 5 in all is hidden, and enough others with it that
neither sums on and between pages nor the limits of a count bring it back. `families` says what is
protected, `sums` what adds up, `closing` hides, `plan` is the way in.
"""

from __future__ import annotations

from evalhelpers.disclosure.families import CODES
from evalhelpers.disclosure.plan import Plan, plan, protect
from evalhelpers.disclosure.public import FEW, HIDDEN, Cell, Public

__all__ = ["CODES", "FEW", "HIDDEN", "Cell", "Plan", "Public", "plan", "protect"]
