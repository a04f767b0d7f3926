"""Decide: numbers and exactly one verdict each, on unrounded values, without reader-facing words.

Every function takes what `disclosure` returned; a raw table is refused. Suppressed, missing, zero,
census and no-baseline are ordinary verdicts.
"""

from __future__ import annotations

from evalhelpers.findings.account import (
    Audit,
    AuditVerdict,
    Chain,
    ChainVerdict,
    Flags,
    FlagsVerdict,
    Papers,
    PapersVerdict,
    audit,
    chain,
    flags,
    papers,
)
from evalhelpers.findings.changes import Change, ChangeVerdict, Place, PlaceVerdict, change, places
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
from evalhelpers.findings.number import Finding, Named, derived
from evalhelpers.findings.revised import Revised, RevisedVerdict, revised
from evalhelpers.findings.shares import Share, ShareVerdict, TargetVerdict, share, target
from evalhelpers.findings.states import (
    Flows,
    FlowsVerdict,
    Point,
    Survival,
    SurvivalVerdict,
    flows,
    survival,
)

__all__ = [
    "Audit",
    "AuditVerdict",
    "Budget",
    "BudgetVerdict",
    "Causes",
    "CausesVerdict",
    "Chain",
    "ChainVerdict",
    "Change",
    "ChangeVerdict",
    "Finding",
    "Flags",
    "FlagsVerdict",
    "Flows",
    "FlowsVerdict",
    "Headline",
    "HeadlineVerdict",
    "Mix",
    "MixVerdict",
    "Money",
    "MoneyVerdict",
    "Named",
    "Papers",
    "PapersVerdict",
    "Place",
    "PlaceVerdict",
    "Point",
    "Revised",
    "RevisedVerdict",
    "Share",
    "ShareVerdict",
    "Survival",
    "SurvivalVerdict",
    "TargetVerdict",
    "audit",
    "budget",
    "causes",
    "chain",
    "change",
    "derived",
    "flags",
    "flows",
    "headline",
    "mix",
    "money",
    "papers",
    "places",
    "revised",
    "share",
    "survival",
    "target",
]
