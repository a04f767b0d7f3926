"""One tidy row per value: how shares and amounts become rows (method, rules 10 and 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evalhelpers import estimates
from evalhelpers.catalogue import indicator

ALL = "semua"
Row = dict[str, Any]
Group = tuple[str, np.ndarray]


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
        self.settled = np.zeros(len(answer), dtype=bool) if settled is None else settled.to_numpy()

    def among(self, rows: np.ndarray) -> dict[str, int]:
        """Count some of the persons, by the names of the arguments of `estimates.finite_interval`."""
        yes = self.yes[rows]
        settled = self.settled[rows]
        return {
            "x": _count(yes),
            "n": _count(self.known[rows]),
            "population": len(rows),
            "settled": _count(settled),
            "settled_met": _count(yes & settled),
        }


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
        """Yield the row of a share from what `Answers.among` counted, none for an empty population.

        ``settled`` and ``settled_met`` go along for `add_intervals`.
        """
        x, n, everyone = count["x"], count["n"], count["population"]
        if not everyone:
            return
        low_bound, high_bound = estimates.bounds(x, n, everyone)
        numbers: Row = {"numerator": x, "denominator": n, "missing": everyone - n}
        numbers |= {"bound_low": low_bound, "bound_high": high_bound}
        if n:
            numbers["value"] = x / n
            numbers |= {"settled": count["settled"], "settled_met": count["settled_met"]}
        yield self.row(code, measure, group, **numbers)

    def part(self, code: str, measure: str, group: str, count: int, everyone: int) -> Iterator[Row]:
        """Yield the row of one part of a whole that is known in full, none for an empty whole."""
        if everyone:
            numbers = {"value": count / everyone, "numerator": count, "denominator": everyone, "missing": 0}
            yield self.row(code, measure, group, **numbers)


def add_intervals(rows: Sequence[Row]) -> None:
    """Give every share with somebody known its interval; for all of a page at once, which is far cheaper."""
    shares = [row for row in rows if "settled" in row]
    x, known, missing, settled, met = (
        np.array([row[name] for row in shares], dtype="int64")
        for name in ("numerator", "denominator", "missing", "settled", "settled_met")
    )
    ends = estimates.finite_intervals(x, known, known + missing, settled=settled, settled_met=met)
    for row, low, high in zip(shares, *ends, strict=True):
        row["low"], row["high"] = low, high


def groups(people: pd.DataFrame, dimensions: Sequence[str]) -> list[Group]:
    """Return everyone, then each group of each column: `dimension=value` and the positions of its rows."""
    found = [(ALL, np.arange(len(people)))]
    for dimension in dimensions:
        rows = people.groupby(dimension, sort=True).indices
        found += [(f"{dimension}={value}", rows[value]) for value in rows if value != ""]
    return found


def _count(marks: np.ndarray) -> int:
    return int(np.count_nonzero(marks))
