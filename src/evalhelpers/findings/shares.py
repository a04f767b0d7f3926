"""One share at one period's end, and a share against its target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evalhelpers.catalogue import UNMONITORED, indicator
from evalhelpers.disclosure import Cell, Public
from evalhelpers.errors import DataError
from evalhelpers.findings.number import COUNTS_ONLY_BELOW, Named, cell_of, named


class ShareVerdict(Enum):
    """What can be said about one share."""

    NO_ONE = "no_one"  # N = 0: there is no row of numbers
    UNKNOWN = "unknown"  # N > 0, nobody's answer is known
    WITHHELD = "withheld"
    ZERO_CENSUS = "zero_census"  # everyone known, nobody meets it
    ZERO = "zero"  # nobody of those known
    ALL_CENSUS = "all_census"  # two or more, everyone known, and everyone meets it
    ONE = "one"  # one in all, known to meet it
    NOT_ONE = "not_one"  # one in all, known not to meet it
    CENSUS_FEW = "census_few"  # everyone known, n < 10: counts only
    CENSUS = "census"
    PARTIAL_FEW = "partial_few"
    PARTIAL = "partial"


@dataclass(frozen=True)
class Share:
    """One share at one period's end.

    `everyone` is N, `known` is n, `met` is x, `unmet` n − x, `most` x plus all unknown. Numbers are
    None where the verdict says that there is none.
    """

    code: str
    measure: str
    verdict: ShareVerdict
    value: Named | None = None
    met: Named | None = None
    known: Named | None = None
    everyone: Named | None = None
    unknown: Named | None = None
    unmet: Named | None = None
    most: Named | None = None
    bound_low: Named | None = None
    bound_high: Named | None = None

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""
        return tuple(n for n in (self.everyone, self.unmet, self.most) if n)


def share(public: Public, code: str, measure: str = "utama", group: str = "semua", *, period: str) -> Share:
    """Decide what can be said about a share.

    Raises
    ------
    TypeError
        If given anything but what `disclosure.protect` returned.
    """
    cell = cell_of(public, code, measure, group, period)
    if cell is None:
        return Share(code, measure, ShareVerdict.NO_ONE)
    if cell.hidden:
        return Share(code, measure, ShareVerdict.WITHHELD)
    known, unknown = cell.denominator or 0.0, cell.missing or 0.0
    everyone = _population(public, cell, known + unknown)
    if not everyone.value:
        return Share(code, measure, ShareVerdict.NO_ONE, everyone=everyone)
    if not known:
        return Share(code, measure, ShareVerdict.UNKNOWN, everyone=everyone, unknown=named(cell, "missing"))
    few = known < COUNTS_ONLY_BELOW
    if known == 1 and not unknown:
        verdict = ShareVerdict.ONE if cell.numerator else ShareVerdict.NOT_ONE
    elif not cell.numerator:
        verdict = ShareVerdict.ZERO if unknown else ShareVerdict.ZERO_CENSUS
    elif known == cell.numerator and not unknown:
        verdict = ShareVerdict.ALL_CENSUS
    elif unknown:
        verdict = ShareVerdict.PARTIAL_FEW if few else ShareVerdict.PARTIAL
    else:
        verdict = ShareVerdict.CENSUS_FEW if few else ShareVerdict.CENSUS
    if cell.value is None or not (cell.bound_low or 0.0) <= cell.value + 1e-9:
        raise DataError(f"{code}.{measure} {period}: nilai {cell.value} di luar batasnya")
    return Share(
        code, measure, verdict,
        value=named(cell, "value"), met=named(cell, "numerator"), known=named(cell, "denominator"),
        everyone=everyone, unknown=named(cell, "missing"),
        unmet=Named(cell.fact_id("remainder"), known - (cell.numerator or 0.0)),
        most=Named(cell.fact_id("numerator_high"), (cell.numerator or 0.0) + unknown),
        bound_low=named(cell, "bound_low"), bound_high=named(cell, "bound_high"),
    )  # fmt: skip


def _population(public: Public, cell: Cell, size: float) -> Named:
    """Return N under the id of B4's denominator where it is the evaluated population, else under its own."""
    mix = public.cell("B4", UNMONITORED, cell.group, cell.period)
    own = mix is None or mix.denominator != size or cell.code in ("A1", "A4", "E1", "E7")
    return Named(cell.fact_id("population") if own or mix is None else mix.fact_id("denominator"), size)


class TargetVerdict(Enum):
    """Whether a target is met, whoever was not seen."""

    REACHED = "reached"
    MISSED = "missed"
    OPEN = "open"
    NOT_SET = "not_set"
    NO_VALUE = "no_value"


def target(cell: Cell | None, wanted: float | None) -> TargetVerdict:
    """Hold a share's bounds against a target; for indicators whose good direction is down, turned round.

    Where nothing is unknown, both ends are the value.
    """
    if wanted is None:
        return TargetVerdict.NOT_SET
    if cell is None or cell.hidden or cell.value is None:
        return TargetVerdict.NO_VALUE
    low, high = (cell.bound_low, cell.bound_high) if cell.missing else (cell.value, cell.value)
    if low is None or high is None:
        return TargetVerdict.NO_VALUE
    if indicator(cell.code).good == "down":
        low, high, wanted = -high, -low, -wanted
    if low >= wanted:
        return TargetVerdict.REACHED
    return TargetVerdict.MISSED if high < wanted else TargetVerdict.OPEN
