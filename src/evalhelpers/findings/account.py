"""Every rupiah, and what became of findings: the chain, papers, audit, matters to be clarified."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evalhelpers.catalogue import TO_BE_EXPLAINED, indicator, rupiah_chain
from evalhelpers.disclosure import Cell, Public
from evalhelpers.findings.number import Named, cell_of, named, number_of

# The way to the hand-over is told twice, from the treasury and from the decree.
_FROM_TREASURY, _FROM_DECREE = (
    f"salur_{TO_BE_EXPLAINED}",
    (f"sk_{TO_BE_EXPLAINED}", f"sk_melebihi_{TO_BE_EXPLAINED}"),
)


class ChainVerdict(Enum):
    """Whether rupiah on the way have to be explained."""

    NO_CHAIN = "no_chain"
    CLEAR = "clear"  # nothing has to be explained, of what is told
    OPEN = "open"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Chain:
    """One year's rupiah from the first stage that is told to the last.

    `stages` are the gaps that have to be explained, by measure, with the amounts of the table (less than
    nil where more was paid than granted); `open` is their sum, whatever their sign. The way to the hand-over
    counts once: from SP2D; from the decree only where SP2D leaves nothing to be explained or is not told.
    """

    group: str
    verdict: ChainVerdict
    first: tuple[str, Named] | None = None
    last: tuple[str, Named] | None = None
    open: Named | None = None
    stages: tuple[tuple[str, Named], ...] = ()

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""
        return (self.open,) if self.open else ()


def chain(public: Public, *, period: str, group: str = "") -> Chain:
    """Decide whether the chain of one year has rupiah to be explained.

    Parameters
    ----------
    group
        ``tahun=2025`` or ``tahun_bentuk=2025-uang``; without, the period's own year.
    """
    group = group or f"tahun={period[:4]}"
    cells = {m: cell_of(public, "E8", m, group, period) for m in indicator("E8").units}
    told = {m: cell for m, cell in cells.items() if cell is not None}
    # A chain begins and ends at the first and last stage that is there.
    stages = [(m, n) for m, _ in rupiah_chain() if m in told and (n := named(told[m], "value"))]
    if not told:
        return Chain(group, ChainVerdict.NO_CHAIN)
    first, last = (stages[0], stages[-1]) if stages else (None, None)
    gaps = {m: cell for m, cell in told.items() if m.endswith(TO_BE_EXPLAINED)}
    if not gaps or any(cell.hidden for cell in gaps.values()):
        verdict = ChainVerdict.WITHHELD if gaps else ChainVerdict.NO_CHAIN
        return Chain(group, verdict, first, last)
    found = {m: n for m, cell in gaps.items() if (n := named(cell, "value")) and n.value}
    if _FROM_TREASURY in found:
        found = {m: n for m, n in found.items() if m not in _FROM_DECREE}
    total = Named(f"E8.{TO_BE_EXPLAINED}/{group}/{period}/total", sum(abs(n.value) for n in found.values()))
    verdict = ChainVerdict.OPEN if found else ChainVerdict.CLEAR
    return Chain(group, verdict, first, last, total, tuple(found.items()))


class PapersVerdict(Enum):
    """What can be said about the papers of account."""

    NONE = "none"  # none required, none reported, or none due
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Papers:
    """Grants whose papers are due, those complete, those not, and the rupiah of those not."""

    verdict: PapersVerdict
    due: Named | None = None
    complete: Named | None = None
    lacking: Named | None = None
    value: Named | None = None
    lacking_rupiah: Named | None = None

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""
        return (self.lacking,) if self.lacking else ()


def papers(public: Public, *, period: str) -> Papers:
    """Decide whether every grant has the papers that are due."""
    cell = cell_of(public, "E2", "utama", "semua", period)
    if cell is None:
        return Papers(PapersVerdict.NONE)
    if cell.hidden or cell.numerator is None or cell.denominator is None:
        return Papers(PapersVerdict.WITHHELD)
    lacking = cell.denominator - cell.numerator
    return Papers(
        PapersVerdict.INCOMPLETE if lacking else PapersVerdict.COMPLETE,
        named(cell, "denominator"),
        named(cell, "numerator"),
        Named(cell.fact_id("remainder"), lacking),
        named(cell, "value"),
        number_of(public, "E2", "belum_rp", "semua", period, "value"),
    )


class AuditVerdict(Enum):
    """What became of audit recommendations."""

    NONE = "none"  # none reported; a district has none of its own
    NONE_POSSIBLE = "none_possible"  # not one can be followed up
    ALL_DONE = "all_done"
    OPEN = "open"


@dataclass(frozen=True)
class Audit:
    """Recommendations that can be followed up, those settled, those open; rupiah due and settled.

    `overdue` of `dated`: open and past their day, of those whose day is known. `impossible` cannot be
    followed up and are in none of the others.
    """

    verdict: AuditVerdict
    everything: Named | None = None
    done: Named | None = None
    open: Named | None = None
    overdue: Named | None = None
    dated: Named | None = None
    impossible: Named | None = None
    rupiah: Named | None = None
    rupiah_settled: Named | None = None

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""
        return (self.open,) if self.open else ()


def audit(public: Public, *, period: str) -> Audit:
    """Decide whether audit recommendations are open."""

    def told(measure: str, column: str) -> Named | None:
        return number_of(public, "E5", measure, "semua", period, column)

    impossible = told("tidak_dapat", "numerator")
    cell = cell_of(public, "E5", "utama", "semua", period)
    if cell is None or cell.numerator is None or cell.denominator is None:
        verdict = AuditVerdict.NONE_POSSIBLE if impossible and impossible.value else AuditVerdict.NONE
        return Audit(verdict, impossible=impossible)
    rest = cell.denominator - cell.numerator
    return Audit(
        AuditVerdict.OPEN if rest else AuditVerdict.ALL_DONE,
        named(cell, "denominator"),
        named(cell, "numerator"),
        Named(cell.fact_id("remainder"), rest),
        overdue=told("lewat_tenggat", "numerator"),
        dated=told("lewat_tenggat", "denominator"),
        impossible=impossible,
        rupiah=told("rp", "denominator"),
        rupiah_settled=told("rp", "numerator"),
    )


class FlagsVerdict(Enum):
    """What can be said about matters to be clarified."""

    NONE = "none"  # no grant in a decree of the year
    NOT_CHECKED = "not_checked"
    WITHHELD = "withheld"
    ZERO = "zero"
    SOME = "some"


@dataclass(frozen=True)
class Flags:
    """Grants flagged for one matter or more, of those checked.

    `kinds` are the matters that were found, as far as they may be told; `unchecked` those that no grant was
    checked for. `rupiah` is told for the province alone.
    """

    verdict: FlagsVerdict
    flagged: Named | None = None
    checked: Named | None = None
    not_checked: Named | None = None
    rupiah: Named | None = None
    kinds: tuple[tuple[str, Named], ...] = ()
    unchecked: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers: none."""
        return ()


def flags(public: Public, *, period: str) -> Flags:
    """Decide whether grants have matters to be clarified; never nil where nothing was checked."""
    cell = cell_of(public, "E3", "utama", "semua", period)
    if cell is None:
        return Flags(FlagsVerdict.NONE)
    kinds = [m for m in indicator("E3").units if m not in ("utama", "rp")]
    cells = {m: cell_of(public, "E3", m, "semua", period) for m in kinds}
    unchecked = tuple(m for m, c in cells.items() if _is_unchecked(c))
    if cell.hidden:
        return Flags(FlagsVerdict.WITHHELD, unchecked=unchecked)
    checked, not_checked = named(cell, "denominator"), named(cell, "missing")
    if not cell.denominator:
        return Flags(FlagsVerdict.NOT_CHECKED, None, checked, not_checked, unchecked=unchecked)
    found = tuple((m, n) for m, c in cells.items() if c and (n := named(c, "numerator")) and n.value)
    verdict = FlagsVerdict.SOME if cell.numerator else FlagsVerdict.ZERO
    rupiah = number_of(public, "E3", "rp", "semua", period, "value")
    return Flags(verdict, named(cell, "numerator"), checked, not_checked, rupiah, found, unchecked)


def _is_unchecked(cell: Cell | None) -> bool:
    return cell is None or (not cell.hidden and not cell.denominator)
