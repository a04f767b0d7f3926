"""Businesses over time: who moved between states, how long they last, how their profit changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from evalhelpers.catalogue import indicator
from evalhelpers.disclosure import Public
from evalhelpers.findings.number import COUNTS_ONLY_BELOW, Named, cell_of, named, number_of

GAINS = ("baru", "pulih", "terlihat_lagi")
LOSSES = ("berhenti", "tak_terpantau", "keluar")
CLASSES = ("turun_50", "turun", "tetap", "naik", "naik_50", "naik_100")


class FlowsVerdict(Enum):
    """Whether there is an earlier end to compare with."""

    NO_BASELINE = "no_baseline"  # nobody was evaluated at the previous period's end
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


class SpreadVerdict(Enum):
    """What can be said of how changes of profit are spread."""

    NO_ONE = "no_one"  # nobody's change is known
    WITHHELD = "withheld"
    PARTLY = "partly"  # some classes are hidden
    FEW = "few"  # fewer than ten: counts only
    SHOWN = "shown"


@dataclass(frozen=True)
class Spread:
    """Persons by class of the real change of profit, in rising order; together the classes are `known`.

    `counts` and `shares` have the classes that may be shown. `fell` are the two lowest classes together,
    `rose` all from the threshold of a gain on; each only where none of its classes is hidden.
    """

    verdict: SpreadVerdict
    known: Named | None = None
    unknown: Named | None = None
    counts: tuple[tuple[str, Named], ...] = ()
    shares: tuple[tuple[str, Named], ...] = ()
    fell: Named | None = None
    steady: Named | None = None
    rose: Named | None = None

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""
        return tuple(n for n in (self.fell, self.rose) if n)


def spread(public: Public, *, period: str) -> Spread:
    """Collect the classes of B5; a class that the rules leave out, for a high threshold, is not there."""
    found = [(c, cell_of(public, "B5", "sebaran", f"perubahan_laba={c}", period)) for c in CLASSES]
    there = [(name, cell) for name, cell in found if cell is not None]
    if not there:
        return Spread(SpreadVerdict.NO_ONE)
    first = there[0][1]
    known, unknown = named(first, "denominator"), named(first, "missing")
    shown = [(name, cell) for name, cell in there if not cell.hidden]
    if known is None or not shown:
        return Spread(SpreadVerdict.WITHHELD, known, unknown)
    counts = {name: n for name, cell in shown if (n := named(cell, "numerator"))}
    shares = tuple((name, n) for name, cell in shown if (n := named(cell, "value")))
    present = [name for name, _ in there]

    def together(column: str, classes: Sequence[str]) -> Named | None:
        parts = [name for name in classes if name in present]
        if not all(name in counts for name in parts):
            return None
        return Named(f"B5.sebaran/semua/{period}/{column}", sum(counts[name].value for name in parts))

    if len(shown) < len(there):
        verdict = SpreadVerdict.PARTLY
    else:
        verdict = SpreadVerdict.FEW if known.value < COUNTS_ONLY_BELOW else SpreadVerdict.SHOWN
    return Spread(
        verdict, known, unknown, tuple(counts.items()), shares,
        fell=together("fell", CLASSES[:2]), steady=counts.get("tetap"), rose=together("rose", CLASSES[3:]),
    )  # fmt: skip
