"""Two shares against each other: between periods, on the baseline, between districts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from evalhelpers import estimates
from evalhelpers.catalogue import indicator
from evalhelpers.disclosure import Cell, Public
from evalhelpers.errors import DataError
from evalhelpers.findings.number import (
    COUNTS_ONLY_BELOW,
    MINIMUM_PERSONS,
    NO_RANKING_BELOW,
    Named,
    cell_of,
    named,
)
from evalhelpers.findings.shares import Share, ShareVerdict, share


class ChangeVerdict(Enum):
    """What a reader may conclude about a difference between two shares."""

    ROSE = "rose"
    FELL = "fell"
    STEADY = "steady"  # a claim: the whole interval is immaterial
    UNCLEAR = "unclear"  # no claim
    NO_BASELINE = "no_baseline"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Change:
    """A share now against the same share before, with the interval of the difference.

    `gained` and `lost` are given where the same persons are compared: how many have the property only
    now, and only before; `now` is then the share of those persons.

    Raises
    ------
    DataError
        If the difference lies outside its interval.
    """

    code: str
    measure: str
    verdict: ChangeVerdict
    now: Share
    before: Share
    gap: Named | None = None
    gap_low: Named | None = None
    gap_high: Named | None = None
    gained: Named | None = None
    lost: Named | None = None

    def __post_init__(self) -> None:
        if self.gap and self.gap_low and self.gap_high:
            if not self.gap_low.value - 1e-9 <= self.gap.value <= self.gap_high.value + 1e-9:
                raise DataError(f"{self.gap.id}: selisih {self.gap.value} di luar selangnya")

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""
        own = tuple(n for n in (self.gap, self.gap_low, self.gap_high) if n)
        # Of the same persons alone: the table has the share of everyone known now.
        sides = (n for n in (self.now.value, self.now.met) if n and "/pair_" in n.id)
        return (*self.now.facts, *self.before.facts, *sides, *own)


def change(
    public: Public, code: str, measure: str = "utama", *, period: str, before: str, from_measure: str = ""
) -> Change:
    """Compare a share with an earlier period, or with the same persons' baseline.

    Independent shares are compared by Newcombe's interval without finite correction. Where the values
    tell how many crossed the line in either direction (`naik` and `turun`), the same persons are compared
    at both times: by Newcombe's interval for pairs, and a change is told only if McNemar's exact test
    agrees. Where those are hidden, the interval for independent shares stands in; for pairs that agree more
    often than not it is the wider one.

    Parameters
    ----------
    before
        The earlier period; the same as `period` for a baseline.
    from_measure
        The measure that holds the baseline, where that is what is compared.
    """
    now = share(public, code, measure, period=period)
    earlier = share(public, code, from_measure or measure, period=before)
    if ShareVerdict.WITHHELD in (now.verdict, earlier.verdict):
        return Change(code, measure, ChangeVerdict.WITHHELD, now, earlier)
    if not (now.value and now.known and now.met and earlier.value and earlier.known and earlier.met):
        return Change(code, measure, ChangeVerdict.NO_BASELINE, now, earlier)
    crossed = _crossed(public, code, period, earlier.known) if from_measure else None
    if crossed:
        known, x = int(earlier.known.value), int(earlier.met.value)
        gained, lost = (int(n.value) for n in crossed)
        compared = _paired(now, earlier.known, x + gained - lost)
        low, high = estimates.newcombe_paired(x - lost, gained, lost, known - x - gained)
        gap, persons = (gained - lost) / known, float(known)
        is_sure = estimates.mcnemar_exact(gained, lost) <= 2 * estimates.TAIL
    else:
        compared, x, known = now, int(now.met.value), int(now.known.value)
        low, high = estimates.newcombe(x, known, int(earlier.met.value), int(earlier.known.value))
        gap, persons = now.value.value - earlier.value.value, min(now.known.value, earlier.known.value)
        is_sure = True
    verdict = _direction(gap, low, high, material=indicator(code).material, persons=persons)
    if persons < COUNTS_ONLY_BELOW:
        verdict = ChangeVerdict.UNCLEAR  # only counts may be printed, so no percentage can be claimed
    if verdict in (ChangeVerdict.ROSE, ChangeVerdict.FELL) and not is_sure:
        verdict = ChangeVerdict.UNCLEAR
    base = f"{code}.{measure}/semua/{period}"
    names = (("gap", gap), ("gap_low", low), ("gap_high", high))
    numbers = (Named(f"{base}/{name}", x) for name, x in names)
    return Change(code, measure, verdict, compared, earlier, *numbers, *(crossed or ()))


def _crossed(public: Public, code: str, period: str, persons: Named) -> tuple[Named, Named] | None:
    """Return how many of the persons compared went up and down, where both are told."""
    cells = [cell_of(public, code, measure, "semua", period) for measure in ("naik", "turun")]
    same = [cell for cell in cells if cell is not None and cell.denominator == persons.value]
    up, down = (named(cell, "numerator") for cell in same) if len(same) == 2 else (None, None)
    return (up, down) if up and down else None


def _paired(now: Share, persons: Named, met: int) -> Share:
    """Return the share now of those alone who are known before too; the same where everyone is."""
    if now.value is None or now.known is None or now.known.value == persons.value:
        return now
    base = now.value.id.rpartition("/")[0]
    return replace(
        now,
        value=Named(f"{base}/pair_value", met / persons.value),
        met=Named(f"{base}/pair_numerator", float(met)),
        known=persons,
        unmet=Named(f"{base}/pair_remainder", persons.value - met),
    )


def _direction(gap: float, low: float, high: float, *, material: float, persons: float) -> ChangeVerdict:
    if -material < low and high < material:
        return ChangeVerdict.STEADY
    # A product such as 0.1 * 30 may fall a hair below the count it stands for.
    moved = abs(gap) * persons >= MINIMUM_PERSONS - 1e-9
    if low <= 0 <= high or abs(gap) < material or not moved:
        return ChangeVerdict.UNCLEAR
    return ChangeVerdict.ROSE if gap > 0 else ChangeVerdict.FELL


class PlaceVerdict(Enum):
    """One district against the rest of the province."""

    ABOVE = "above"
    BELOW = "below"
    ALIKE = "alike"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Place:
    """One district's share, its interval and its verdict against the rest."""

    district: str
    verdict: PlaceVerdict
    share: Share
    low: float | None = None
    high: float | None = None


def places(
    public: Public, code: str, measure: str = "utama", *, period: str, districts: Sequence[str]
) -> tuple[Place, ...]:
    """Compare each district with the rest of the province; only where both have 30 or more known.

    Benjamini–Hochberg over the districts that can be compared, at 5 per cent; the difference must
    also be material and at least 3 persons. Districts come back in the order given.
    """
    whole = cell_of(public, code, measure, "semua", period)
    found = {d: cell_of(public, code, measure, f"kab_kota={d}", period) for d in districts}
    rests = {d: _rest(whole, cell) for d, cell in found.items()}
    compared = [d for d in districts if rests[d]]
    p_values = [estimates.two_shares(*rests[d]) for d in compared]  # type: ignore[misc]
    kept = dict(zip(compared, estimates.benjamini_hochberg(p_values), strict=True)) if compared else {}
    result = []
    for d in districts:
        one = share(public, code, measure, f"kab_kota={d}", period=period)
        cell = found[d]
        verdict = PlaceVerdict.TOO_FEW
        rest = rests[d]
        if rest:
            x, n, other, m = rest
            gap = x / n - other / m
            low, high = estimates.newcombe(x, n, other, m)
            clear = _direction(gap, low, high, material=indicator(code).material, persons=n)
            told = kept[d] <= 0.05 and clear in (ChangeVerdict.ROSE, ChangeVerdict.FELL)
            verdict = (
                PlaceVerdict.ALIKE if not told else PlaceVerdict.ABOVE if gap > 0 else PlaceVerdict.BELOW
            )
        result.append(Place(d, verdict, one, cell.low if cell else None, cell.high if cell else None))
    return tuple(result)


def _rest(whole: Cell | None, part: Cell | None) -> tuple[int, int, int, int] | None:
    """Return x and n of a district and of the rest, where both may be shown and are large enough."""
    if whole is None or part is None or whole.hidden or part.hidden:
        return None
    x, n = int(part.numerator or 0), int(part.denominator or 0)
    other, m = int(whole.numerator or 0) - x, int(whole.denominator or 0) - n
    return (x, n, other, m) if min(n, m) >= NO_RANKING_BELOW else None
