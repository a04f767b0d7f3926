"""Public values → tables of finished text: caption, row headers, counts beside percentages.

Numbers keep their fact ids, so that a page's tables can be proved to agree with `indikator.csv`.
"""

from __future__ import annotations

from evalhelpers.tables.account import chain, flags
from evalhelpers.tables.frame import framed
from evalhelpers.tables.later import anniversaries, survival
from evalhelpers.tables.people import causes, equity, levels, mix, places, shares
from evalhelpers.tables.summary import (
    KEY_SHARES,
    budget,
    definitions,
    detail,
    key,
    listing,
    profit,
)

__all__ = [
    "KEY_SHARES",
    "anniversaries",
    "budget",
    "causes",
    "chain",
    "definitions",
    "detail",
    "equity",
    "flags",
    "framed",
    "key",
    "levels",
    "listing",
    "mix",
    "places",
    "profit",
    "shares",
    "survival",
]
