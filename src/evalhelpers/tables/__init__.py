"""Public values → tables of finished text: caption, row headers, counts beside percentages.

Numbers keep their fact ids, so that a page's tables can be proved to agree with `indikator.csv`.
"""

from __future__ import annotations

from evalhelpers.tables.frame import framed
from evalhelpers.tables.people import causes, levels, mix, places, shares
from evalhelpers.tables.summary import KEY_SHARES, budget, definitions, detail, key, profit

__all__ = [
    "KEY_SHARES",
    "budget",
    "causes",
    "definitions",
    "detail",
    "framed",
    "key",
    "levels",
    "mix",
    "places",
    "profit",
    "shares",
]
