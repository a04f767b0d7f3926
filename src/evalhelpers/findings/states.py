"""Businesses over time: who moved between states, how long they last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from evalhelpers.catalogue import LOSSES, indicator
from evalhelpers.disclosure import Public
from evalhelpers.findings.number import Named, cell_of, named, number_of


class FlowsVerdict(Enum):
    """Whether there is an earlier end to compare with."""

    # Nobody was evaluated at the previous period's end, or the report compares with another one.
    NO_BASELINE = "no_baseline"
    SHOWN = "shown"


@dataclass(frozen=True)
class Flows:
    """How the active of the previous period's end became those of now.

    `counts` has every measure of B10 by its name: ``aktif_kini`` is ``aktif_lalu`` plus `GAINS` less
    `LOSSES`; ``berhenti_permanen`` is among ``berhenti``. `kept` were active at both ends.
    """

    verdict: FlowsVerdict
    counts: Mapping[str, Named] = field(default_factory=dict)
    evaluated_before: Named | None = None
    evaluated_now: Named | None = None
    kept: Named | None = None

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""
        return (self.kept,) if self.kept else ()


def flows(public: Public, *, period: str) -> Flows:
    """Collect what changed since the previous period of the same kind."""
    numbers = {m: number_of(public, "B10", m, "semua", period, "numerator") for m in indicator("B10").units}
    counts = {measure: n for measure, n in numbers.items() if n}
    before, now = (
        number_of(public, "B10", m, "semua", period, "denominator") for m in ("aktif_lalu", "aktif_kini")
    )
    if len(counts) < len(numbers) or before is None or not before.value:
        return Flows(FlowsVerdict.NO_BASELINE)
    left = sum(counts[measure].value for measure in LOSSES)
    kept = Named(f"B10.aktif_lalu/semua/{period}/kept", counts["aktif_lalu"].value - left)
    return Flows(FlowsVerdict.SHOWN, counts, before, now, kept)


class SurvivalVerdict(Enum):
    """Whether a curve can be told of."""

    NO_CURVE = "no_curve"  # at none of the months are ten or more at risk
    SHOWN = "shown"


@dataclass(frozen=True)
class Point:
    """The chance of lasting so many months; no interval where nobody stopped, or everybody."""

    month: int
    value: Named
    at_risk: Named
    stopped: Named
    low: Named | None = None
    high: Named | None = None
    bound_low: Named | None = None
    bound_high: Named | None = None


@dataclass(frozen=True)
class Survival:
    """The curve at the months asked for that have ten or more at risk; `unseen` were never visited."""

    verdict: SurvivalVerdict
    points: tuple[Point, ...] = ()
    unseen: Named | None = None

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers: none."""
        return ()


def survival(public: Public, *, period: str, months: Sequence[int] = (6, 12, 24)) -> Survival:
    """Collect the curve at some months; those of the catalogue by their own measure, others by the curve."""
    found = []
    for month in months:
        measure = f"bulan_{month}"
        own = measure in indicator("B2").units
        where = (measure, "semua") if own else ("kurva", f"bulan={month}")
        cell = cell_of(public, "B2", *where, period)
        if cell is None or cell.value is None:
            continue
        value, at_risk, stopped = (named(cell, c) for c in ("value", "denominator", "numerator"))
        if value and at_risk and stopped:
            ends = (named(cell, c) for c in ("low", "high", "bound_low", "bound_high"))
            found.append((Point(month, value, at_risk, stopped, *ends), named(cell, "missing")))
    if not found:
        return Survival(SurvivalVerdict.NO_CURVE)
    return Survival(SurvivalVerdict.SHOWN, tuple(point for point, _ in found), found[0][1])
