"""Profit against its baseline, and spending against the budget."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evalhelpers.catalogue import indicator
from evalhelpers.disclosure import Public
from evalhelpers.findings.number import COUNTS_ONLY_BELOW, Named, cell_of, named


class MoneyVerdict(Enum):
    """What can be said about the change of profit on its baseline."""

    WITHHELD = "withheld"  # fewer than 5 persons, or not computed
    RUPIAH_ONLY = "rupiah_only"  # fewer than 10 persons: no percentage
    GREW = "grew"
    SHRANK = "shrank"
    STEADY = "steady"
    UNCLEAR = "unclear"
    DESCRIBED = "described"  # a median without an interval: no claim


@dataclass(frozen=True)
class Money:
    """The median change of profit on baseline: relative, in rupiah, and how many persons are behind it."""

    verdict: MoneyVerdict
    group: str
    relative: Named | None = None
    rupiah: Named | None = None
    level: Named | None = None
    persons: Named | None = None


def money(public: Public, *, period: str, group: str = "semua") -> Money:
    """Decide what can be said about profit, for all (`semua`) or the active only (`keadaan=aktif`)."""
    names = ("median_persen", "median_rp", "median_laba")
    cells = [cell_of(public, "B5", name, group, period) for name in names]
    relative, rupiah, level = (named(c, "value") if c and not c.hidden else None for c in cells)
    first = cells[0]
    if first is None or relative is None:
        return Money(MoneyVerdict.WITHHELD, group, None, rupiah, level)
    persons = named(first, "denominator")
    material = indicator("B5").material
    low, high = first.low, first.high
    if persons is None or persons.value < COUNTS_ONLY_BELOW:
        verdict = MoneyVerdict.RUPIAH_ONLY
    elif low is None or high is None:
        verdict = MoneyVerdict.DESCRIBED
    elif -material < low and high < material:
        verdict = MoneyVerdict.STEADY
    elif low <= 0 <= high or abs(relative.value) < material:
        verdict = MoneyVerdict.UNCLEAR
    else:
        verdict = MoneyVerdict.GREW if relative.value > 0 else MoneyVerdict.SHRANK
    return Money(verdict, group, relative, rupiah, level, persons)


class BudgetVerdict(Enum):
    """What can be said about budget absorption."""

    PROVINCE_ONLY = "province_only"
    NO_BUDGET = "no_budget"
    SHOWN = "shown"


@dataclass(frozen=True)
class Budget:
    """Net spending, budget in force and their ratio."""

    verdict: BudgetVerdict
    spent: Named | None = None
    budget: Named | None = None
    value: Named | None = None


def budget(public: Public, *, period: str, province: bool) -> Budget:
    """Decide the budget sentence; a district has a budget only where it is split by district."""
    cell = cell_of(public, "E1", "utama", "semua", period)
    if cell is None or not cell.denominator or cell.value is None:
        return Budget(BudgetVerdict.NO_BUDGET if province else BudgetVerdict.PROVINCE_ONLY)
    return Budget(
        BudgetVerdict.SHOWN, named(cell, "numerator"), named(cell, "denominator"), named(cell, "value")
    )
