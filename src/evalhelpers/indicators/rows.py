"""One tidy row per value: how shares and amounts become rows (method, rules 10 and 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from evalhelpers import estimates
from evalhelpers.catalogue import indicator

ALL = "semua"
Row = dict[str, Any]
_interval = cache(estimates.finite_interval)


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

    def share(
        self,
        code: str,
        measure: str,
        group: str,
        answer: pd.Series,
        settled: pd.Series | None = None,
    ) -> Iterator[Row]:
        """Yield the row of a share, none for an empty population.

        `answer` is a nullable boolean over everyone (missing: not known); `settled` marks the
        known whose answer is certain by design.
        """
        everyone = len(answer)
        if not everyone:
            return
        known = answer.notna()
        n, x = int(known.sum()), int(answer.sum())
        low_bound, high_bound = estimates.bounds(x, n, everyone)
        numbers: Row = {"numerator": x, "denominator": n, "missing": everyone - n}
        numbers |= {"bound_low": low_bound, "bound_high": high_bound}
        if n:
            numbers["value"] = x / n
            fixed = int(settled.sum()) if settled is not None else 0
            fixed_met = int(answer[settled].sum()) if settled is not None else 0
            interval = _interval(x, n, everyone, settled=fixed, settled_met=fixed_met)
            if interval:
                numbers["low"], numbers["high"] = interval
        yield self.row(code, measure, group, **numbers)


def groups(people: pd.DataFrame, dimensions: Sequence[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield everyone, then each group of each dimension (a column): `dimension=value` and its rows."""
    yield ALL, people
    for dimension in dimensions:
        for value, part in people.groupby(dimension, sort=True):
            if value != "":
                yield f"{dimension}={value}", part
