"""Decide: numbers and exactly one verdict each, on unrounded values, without reader-facing words.

Every function takes what `disclosure` returned; a raw table is refused. Suppressed, missing, zero,
census and no-baseline are ordinary verdicts.
"""

from __future__ import annotations

from evalhelpers.findings.changes import Change, ChangeVerdict, Place, PlaceVerdict, change, derived, places
from evalhelpers.findings.counts import (
    Causes,
    CausesVerdict,
    Headline,
    HeadlineVerdict,
    Mix,
    MixVerdict,
    causes,
    headline,
    mix,
)
from evalhelpers.findings.money import Budget, BudgetVerdict, Money, MoneyVerdict, budget, money
from evalhelpers.findings.number import Named
from evalhelpers.findings.shares import Share, ShareVerdict, TargetVerdict, share, target

__all__ = [
    "Budget",
    "BudgetVerdict",
    "Causes",
    "CausesVerdict",
    "Change",
    "ChangeVerdict",
    "Headline",
    "HeadlineVerdict",
    "Mix",
    "MixVerdict",
    "Money",
    "MoneyVerdict",
    "Named",
    "Place",
    "PlaceVerdict",
    "Share",
    "ShareVerdict",
    "TargetVerdict",
    "budget",
    "causes",
    "change",
    "derived",
    "headline",
    "mix",
    "money",
    "places",
    "share",
    "target",
]
