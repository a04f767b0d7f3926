"""Counts of persons: the three levels, the mix of statuses, the causes recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from evalhelpers.catalogue import CAUSES, LEVELS, STATUSES, UNMONITORED
from evalhelpers.disclosure import Public
from evalhelpers.findings.number import NO_RANKING_BELOW, Named, cell_of, named


class HeadlineVerdict(Enum):
    """Which of the three levels are known; census: everyone was monitored."""

    NO_ONE = "no_one"  # N = 0
    UNMONITORED = "unmonitored"  # nobody was seen
    THREE = "three"
    THREE_CENSUS = "three_census"
    NO_THIRD = "no_third"
    NO_THIRD_CENSUS = "no_third_census"
    THIRD_WITHHELD = "third_withheld"
    THIRD_WITHHELD_CENSUS = "third_withheld_census"
    NO_SECOND = "no_second"
    NO_SECOND_CENSUS = "no_second_census"
    FIRST_ONLY = "first_only"
    FIRST_ONLY_CENSUS = "first_only_census"


@dataclass(frozen=True)
class Headline:
    """The three levels over the same N, each by its name, and how many were not seen.

    A level of which nobody's answer is known is not in `levels`: its count would be no finding.
    """

    verdict: HeadlineVerdict
    everyone: Named
    unmonitored: Named
    levels: Mapping[str, Named] = field(default_factory=dict)


def headline(public: Public, *, period: str) -> Headline:
    """Decide the sentence that page one opens with."""
    unseen = cell_of(public, "B4", UNMONITORED, "semua", period)
    everyone, unmonitored = (named(unseen, c) if unseen else None for c in ("denominator", "numerator"))
    if everyone is None or unmonitored is None or not everyone.value:
        nobody = Named(f"B4.{UNMONITORED}/semua/{period}/denominator", 0.0)
        return Headline(HeadlineVerdict.NO_ONE, nobody, nobody)
    cells = {level: cell_of(public, "B3", level, "semua", period) for level in LEVELS}
    shown = {level: c for level, c in cells.items() if c is not None and not c.hidden and c.denominator}
    levels = {level: n for level, c in shown.items() if (n := named(c, "numerator"))}
    first, second, third = LEVELS
    if first not in levels:
        return Headline(HeadlineVerdict.UNMONITORED, everyone, unmonitored)
    last = cells[third]
    if second not in levels:
        name = "no_second" if third in levels else "first_only"
    elif third not in levels:
        name = "third_withheld" if last is not None and last.hidden else "no_third"
    else:
        name = "three"
    verdict = HeadlineVerdict(name if unmonitored.value else f"{name}_census")
    return Headline(verdict, everyone, unmonitored, levels)


class MixVerdict(Enum):
    """Whether there is a mix of statuses to show."""

    NO_ONE = "no_one"
    SHOWN = "shown"


@dataclass(frozen=True)
class Mix:
    """Persons by status at the period's end, in the catalogue's order, unmonitored last."""

    verdict: MixVerdict
    everyone: Named | None = None
    counts: tuple[tuple[str, Named], ...] = ()


def mix(public: Public, *, period: str, group: str = "semua") -> Mix:
    """Collect the persons of each status that occurs."""
    cells = [(m, cell_of(public, "B4", m, group, period)) for m in (*STATUSES, UNMONITORED)]
    shown = [(m, n) for m, c in cells if c is not None and (n := named(c, "numerator")) and n.value]
    if not shown:
        return Mix(MixVerdict.NO_ONE)
    everyone = next(n for _, c in cells if c is not None and (n := named(c, "denominator")))
    return Mix(MixVerdict.SHOWN, everyone, tuple(shown))


class CausesVerdict(Enum):
    """What can be said about recorded causes."""

    NO_CASES = "no_cases"
    WITHHELD = "withheld"
    PARTLY = "partly"  # some groups are hidden
    LISTED = "listed"  # fewer than 30 cases: counts, no ranking
    LEADING = "leading"  # one group stands first
    TIED = "tied"


@dataclass(frozen=True)
class Causes:
    """Primary causes of one kind of case; `counts` holds the groups that may be shown and occur."""

    measure: str
    verdict: CausesVerdict
    cases: Named | None = None
    counts: tuple[tuple[str, Named], ...] = ()
    lead: str = ""
    lead_share: Named | None = None


def causes(public: Public, measure: str, *, period: str) -> Causes:
    """Decide what can be said about the causes recorded for `measure` of C2."""
    found = [(c, cell_of(public, "C2", measure, f"penyebab={c}", period)) for c in CAUSES]
    # Of few cases even their number is hidden: such a group is there all the same.
    there = [(code, cell) for code, cell in found if cell is not None and (cell.hidden or cell.denominator)]
    if not there:
        return Causes(measure, CausesVerdict.NO_CASES)
    cases = next((n for _, cell in there if (n := named(cell, "denominator"))), None)
    shown = [(code, cell) for code, cell in there if not cell.hidden]
    counts = tuple((code, n) for code, cell in shown if (n := named(cell, "numerator")) and n.value)
    if len(shown) < len(there):
        verdict = CausesVerdict.PARTLY if counts else CausesVerdict.WITHHELD
        return Causes(measure, verdict, cases, counts)
    if cases is None or cases.value < NO_RANKING_BELOW:
        return Causes(measure, CausesVerdict.LISTED, cases, counts)
    ordered = sorted(shown, key=lambda item: -(item[1].numerator or 0.0))
    if ordered[0][1].numerator == ordered[1][1].numerator:
        return Causes(measure, CausesVerdict.TIED, cases, counts)
    return Causes(measure, CausesVerdict.LEADING, cases, counts, ordered[0][0], named(ordered[0][1], "value"))
