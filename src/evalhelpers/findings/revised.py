"""A value as a final report had it, against the one computed now (method, rule 24)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from math import isclose

from evalhelpers.disclosure import Public
from evalhelpers.findings.number import Named, cell_of, named

# Half of the smallest step of a share that is printed.
PRINTED = 0.0005
_SHARES = ("share", "probability")


class RevisedVerdict(Enum):
    """Whether a published number still stands."""

    NOT_PUBLISHED = "not_published"
    WITHHELD = "withheld"  # it has no value now, or none that may be told
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True)
class Revised:
    """The value as published and as computed now; `published_n` and `n` are the denominators of both."""

    code: str
    measure: str
    period: str
    verdict: RevisedVerdict
    published: Named | None = None
    published_n: Named | None = None
    now: Named | None = None
    n: Named | None = None

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers: those of the published report."""
        return tuple(number for number in (self.published, self.published_n) if number)


def revised(
    public: Public, published: Mapping[str, float] | None, code: str, measure: str = "utama", *, period: str
) -> Revised:
    """Compare a value of an earlier period with what its final report said.

    The same: the shares differ by less than what is printed, and numerators and denominators, as far as both
    are told, are equal.

    Parameters
    ----------
    published
        The numbers of the final report of that period and place, by fact id
        (``B1.utama/semua/2024-S2/value``); None where there is no such report.
    """
    cell = cell_of(public, code, measure, "semua", period)
    base = f"{code}.{measure}/semua/{period}"
    old = (published or {}).get(f"{base}/value")
    if old is None:
        return Revised(code, measure, period, RevisedVerdict.NOT_PUBLISHED)
    told = {column: (published or {}).get(f"{base}/{column}") for column in ("numerator", "denominator")}
    n = told["denominator"]
    names = (
        Named(f"{base}/published", float(old)),
        None if n is None else Named(f"{base}/published_denominator", float(n)),
    )
    if cell is None or cell.value is None:
        return Revised(code, measure, period, RevisedVerdict.WITHHELD, *names)
    step = PRINTED if cell.unit in _SHARES else 1e-9 * max(1.0, abs(cell.value))
    same = abs(cell.value - old) < step and all(
        before is None or now is None or isclose(before, now, rel_tol=1e-9)
        for before, now in ((told[column], getattr(cell, column)) for column in told)
    )
    verdict = RevisedVerdict.SAME if same else RevisedVerdict.CHANGED
    return Revised(code, measure, period, verdict, *names, named(cell, "value"), named(cell, "denominator"))
