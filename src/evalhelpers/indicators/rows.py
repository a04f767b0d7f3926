"""One tidy row per value: how shares, parts and figures become rows (method, rules 10 and 11).

What a row counts can be kept beside it in a ledger, so that any value can be traced to its sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evalhelpers import estimates
from evalhelpers.catalogue import indicator

ALL = "semua"
MET, COUNTED, UNKNOWN = 2, 1, 0
Row = dict[str, Any]
Group = tuple[str, np.ndarray]


@dataclass(frozen=True)
class Units:
    """The things that are counted, in order: rows of a table, by ``urutan``.

    `visits` are rows of ``kunjungan`` that decide about each (-1: none).
    """

    table: str
    rows: np.ndarray
    visits: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Evidence:
    """What one row counts: the units at `rows`, each with its role and, where stated, its amount.

    `role` is ``MET`` (in the numerator), ``COUNTED`` (only in the denominator) or ``UNKNOWN``.
    """

    code: str
    measure: str
    group: str
    units: Units
    rows: np.ndarray
    role: np.ndarray
    amount: np.ndarray | None = None


class Answers:
    """What is known of each unit: yes, no, or nothing.

    Plain arrays, in the order of the units: a report counts some hundred small groups, and a slice
    of a frame costs more than the counting.

    Parameters
    ----------
    units
        What is counted.
    answer
        A nullable boolean per unit (missing: not known).
    settled
        Marks those whose answer, where it is known, is certain by design.
    """

    def __init__(self, units: Units, answer: pd.Series, settled: pd.Series | None = None) -> None:
        self.units = units
        self.yes = answer.to_numpy(dtype=bool, na_value=False)
        self.known = answer.notna().to_numpy()
        self.settled = np.zeros(len(answer), dtype=bool)
        if settled is not None:
            self.settled = self.known & settled.to_numpy(dtype=bool)

    def role(self, rows: np.ndarray) -> np.ndarray:
        """Return the role of some of the units."""
        known = self.known[rows]
        return np.where(known & self.yes[rows], MET, np.where(known, COUNTED, UNKNOWN)).astype("int8")


@dataclass(frozen=True)
class Place:
    """Where and when rows are made for; with a `ledger`, what they count is kept there."""

    district: str
    period: str
    ledger: list[Evidence] | None = None

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

    def note(
        self,
        key: tuple[str, str, str],
        units: Units,
        rows: np.ndarray,
        role: np.ndarray,
        amount: np.ndarray | None = None,
    ) -> None:
        """Keep what the row of this code, measure and group counts, where a ledger is kept."""
        if self.ledger is not None:
            self.ledger.append(Evidence(*key, units, rows, role, amount))

    def share(self, code: str, measure: str, group: str, answers: Answers, rows: np.ndarray) -> Iterator[Row]:
        """Yield the row of a share of the units at `rows`, none for an empty population.

        ``settled`` and ``settled_met`` go along for `add_intervals`.
        """
        if not len(rows):
            return
        yes, known = answers.yes[rows], answers.known[rows]
        x, n, everyone = _count(yes & known), _count(known), len(rows)
        low_bound, high_bound = estimates.bounds(x, n, everyone)
        numbers: Row = {"numerator": x, "denominator": n, "missing": everyone - n}
        numbers |= {"bound_low": low_bound, "bound_high": high_bound}
        if n:
            settled = answers.settled[rows]
            numbers["value"] = x / n
            numbers |= {"settled": _count(settled), "settled_met": _count(yes & settled)}
        self.note((code, measure, group), answers.units, rows, answers.role(rows))
        yield self.row(code, measure, group, **numbers)

    def part(self, code: str, measure: str, group: str, answers: Answers, rows: np.ndarray) -> Iterator[Row]:
        """Yield the row of one part of a whole that is known in full, none for an empty whole."""
        if len(rows):
            x = _count(answers.yes[rows])
            self.note((code, measure, group), answers.units, rows, answers.role(rows))
            yield self.row(
                code, measure, group, value=x / len(rows), numerator=x, denominator=len(rows), missing=0
            )

    def money(
        self,
        code: str,
        measure: str,
        group: str,
        answers: Answers,
        rows: np.ndarray,
        rupiah: np.ndarray,
    ) -> Iterator[Row]:
        """Yield the row of a share of rupiah, none where there is no money; the unknown is `missing`."""
        amount, known = rupiah[rows], answers.known[rows]
        met = float(amount[answers.yes[rows] & known].sum())
        whole, rest = float(amount[known].sum()), float(amount[~known].sum())
        if whole + rest > 0:
            numbers: Row = {"numerator": met, "denominator": whole, "missing": rest}
            if whole > 0:
                numbers["value"] = met / whole
            self.note((code, measure, group), answers.units, rows, answers.role(rows), amount)
            yield self.row(code, measure, group, **numbers)

    def count(
        self, code: str, measure: str, group: str, answers: Answers, rows: np.ndarray, **numbers: Any
    ) -> Row:
        """Return a row whose value is how many of the units at `rows` are marked."""
        self.note((code, measure, group), answers.units, rows, answers.role(rows))
        return self.row(code, measure, group, value=_count(answers.yes[rows]), **numbers)

    def total(
        self, code: str, measure: str, group: str, answers: Answers, rows: np.ndarray, rupiah: np.ndarray
    ) -> Row:
        """Return a row of the rupiah of the marked, over the rupiah of the known."""
        amount = rupiah[rows]
        met = float(amount[answers.yes[rows] & answers.known[rows]].sum())
        self.note((code, measure, group), answers.units, rows, answers.role(rows), amount)
        whole = float(amount[answers.known[rows]].sum())
        return self.row(code, measure, group, value=met, numerator=met, denominator=whole, missing=0)


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


def groups(units: pd.DataFrame, dimensions: Sequence[str]) -> list[Group]:
    """Return everyone, then each group of each column: `dimension=value` and the positions of its rows."""
    found = [(ALL, np.arange(len(units)))]
    for dimension in dimensions:
        rows = units.groupby(dimension, sort=True).indices
        found += [(f"{dimension}={value}", rows[value]) for value in rows if value != ""]
    return found


def plain(values: pd.Series) -> np.ndarray:
    """Return numbers as floats, missing as NaN."""
    return values.to_numpy("float64", na_value=np.nan)


def rupiah_of(values: pd.Series) -> np.ndarray:
    """Return amounts as floats, missing as nothing."""
    return values.to_numpy("float64", na_value=0.0)


def _count(marks: np.ndarray) -> int:
    return int(np.count_nonzero(marks))
