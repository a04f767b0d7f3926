"""The kinds of rows: shares, parts and figures, and their intervals in exact fractions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import comb
from typing import Any, Final

Row = dict[str, Any]
Key = tuple[str, str, str]
Found = dict[Key, Row]
Rows = Iterator[tuple[Key, Row | None]]
NUMBERS = ("value", "numerator", "denominator", "missing", "low", "high", "bound_low", "bound_high")
LARGEST = 60


class _Unchecked:
    def __repr__(self) -> str:
        return "unchecked"


UNCHECKED: Final = _Unchecked()


def figure(**told: Any) -> Row:
    """Return a row with what is told; the rest is missing."""
    return dict.fromkeys(NUMBERS) | told


def part(met: int, known: int, missing: int = 0) -> Row | None:
    """Return a row without bounds or interval; none where nothing is counted."""
    if known == 0:
        return None
    return figure(numerator=met, denominator=known, missing=missing, value=met / known)


def share(met: int, known: int, total: int, certain: int = 0, certain_met: int = 0) -> Row | None:
    """Return a share with bounds and interval; `certain` of the known are no draw."""
    if total == 0:
        return None
    missing = total - known
    row = figure(numerator=met, denominator=known, missing=missing, value=met / known if known else None)
    row |= {"bound_low": met / total, "bound_high": (met + missing) / total}
    if missing and known:
        if total > LARGEST:
            row |= {"low": UNCHECKED, "high": UNCHECKED}
        else:
            low, high = _possible(met - certain_met, known - certain, total - certain)
            row |= {"low": (low + certain_met) / total, "high": (high + certain_met) / total}
    return row


def share_of(answers: Iterable[bool | None]) -> Row | None:
    """Return the share of a yes among the known answers."""
    told = list(answers)
    known = [answer for answer in told if answer is not None]
    return share(sum(known), len(known), len(told))


def _possible(seen: int, drawn: int, population: int) -> tuple[int, int]:
    """Return the smallest and largest number of hits in the population both of whose tails exceed 1/40."""
    ways = comb(population, drawn)
    fitting = []
    for hits in range(population + 1):
        chances = [comb(hits, i) * comb(population - hits, drawn - i) for i in range(drawn + 1)]
        if 40 * sum(chances[: seen + 1]) > ways and 40 * sum(chances[seen:]) > ways:
            fitting.append(hits)
    return min(fitting), max(fitting)


def median(numbers: Sequence[float]) -> float:
    """Return the middle number, or the mean of the middle two."""
    ranked, half = sorted(numbers), len(numbers) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def median_interval(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the innermost pair of order statistics that leaves at most 1/40 on each side."""
    ranked, size = sorted(numbers), len(numbers)
    rank = max(k for k in range(1, size + 1) if 40 * sum(comb(size, i) for i in range(k)) <= 2**size)
    return ranked[rank - 1], ranked[size - rank]


def middle_of_pairs(numbers: Sequence[float]) -> float:
    """Return the Hodges-Lehmann estimate: the median of the means of all pairs, each with itself too."""
    size = len(numbers)
    return median([(numbers[i] + numbers[j]) / 2 for i in range(size) for j in range(i, size)])


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Return whether all are true: no where one is not, unknown where one that matters is."""
    told = list(answers)
    if any(answer is False for answer in told):
        return False
    return None if any(answer is None for answer in told) else True


def split(things: Sequence[Any], name: str, of: Callable[[Any], Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield `name=value` and the things of that value; what has none is in no group."""
    for value in sorted({of(thing) for thing in things} - {None}):
        yield f"{name}={value}", [thing for thing in things if of(thing) == value]
