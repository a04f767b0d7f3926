"""One tidy row per value: how shares and amounts become rows (method, rules 10 and 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from evalhelpers import estimates
from evalhelpers.catalogue import indicator

ALL = "semua"
Row = dict[str, Any]
Group = tuple[str, np.ndarray]
_interval = cache(estimates.finite_interval)


class Answers:
    """What is known of each person: yes, no, or nothing.

    Plain arrays, in the order of the persons: a report counts some hundred small groups, and a
    slice of a frame costs more than the counting.

    Parameters
    ----------
    answer
        A nullable boolean per person (missing: not known).
    settled
        Marks the known whose answer is certain by design.
    """

    def __init__(self, answer: pd.Series, settled: pd.Series | None = None) -> None:
        self.yes = answer.to_numpy(dtype=bool, na_value=False)
        self.known = answer.notna().to_numpy()
        self.settled = None if settled is None else settled.to_numpy()

    def among(self, rows: np.ndarray) -> dict[str, int]:
        """Return the arguments of `estimates.finite_interval` for some of the persons."""
        yes = self.yes[rows]
        count = {"x": _count(yes), "n": _count(self.known[rows]), "population": len(rows)}
        if self.settled is None:
            return count
        settled = self.settled[rows]
        return {**count, "settled": _count(settled), "settled_met": _count(yes & settled)}


@dataclass(frozen=True)
class Place:
    """Where and when rows are made for."""

    district: str
    period: str

    def row(self, code: str, measure: str, group: str, **numbers: Any) -> Row:
        """Return one row; numbers not given are missing."""
        key = {
            "code": code,
            "measure": measure,
            "district": self.district,
            "period": self.period,
            "group": group,
        }
        return {**key, **numbers, "unit": indicator(code).units[measure]}

    def share(self, code: str, measure: str, group: str, count: dict[str, int]) -> Iterator[Row]:
        """Yield the row of a share from what `Answers.among` counted, none for an empty population."""
        x, n, everyone = count["x"], count["n"], count["population"]
        if not everyone:
            return
        low_bound, high_bound = estimates.bounds(x, n, everyone)
        numbers: Row = {"numerator": x, "denominator": n, "missing": everyone - n}
        numbers |= {"bound_low": low_bound, "bound_high": high_bound}
        if n:
            numbers["value"] = x / n
            interval = _interval(**count)
            if interval:
                numbers["low"], numbers["high"] = interval
        yield self.row(code, measure, group, **numbers)

    def part(self, code: str, measure: str, group: str, count: int, everyone: int) -> Iterator[Row]:
        """Yield the row of one part of a whole that is known in full, none for an empty whole."""
        if everyone:
            numbers = {"value": count / everyone, "numerator": count, "denominator": everyone, "missing": 0}
            yield self.row(code, measure, group, **numbers)


def groups(people: pd.DataFrame, dimensions: Sequence[str]) -> list[Group]:
    """Return everyone, then each group of each column: `dimension=value` and the positions of its rows."""
    found = [(ALL, np.arange(len(people)))]
    for dimension in dimensions:
        rows = people.groupby(dimension, sort=True).indices
        found += [(f"{dimension}={value}", rows[value]) for value in rows if value != ""]
    return found


def _count(marks: np.ndarray) -> int:
    return int(np.count_nonzero(marks))
