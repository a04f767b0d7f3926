"""Small-number protection: the single gate between values and anything shown (method, section 9).

Leadership pages are forwarded, so in every edition a sensitive cell of a district or smaller with
1 to 4 persons, or with 1 to 4 beside it, is hidden, and enough other cells with it that no
subtraction on or between pages brings it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers.errors import DataError

PROVINCE = "provinsi"
ALL = "semua"
FEW, HIDDEN = "<5", "*"
SMALL = 5

# Household income and misuse of the aid are sensitive; money of persons needs five of them.
SENSITIVE_SHARES = ("D1",)
CAUSES, MISUSE = "C2", "penyebab=P4"
MONEY, MEAN = "B5", "rata_laba"
_TELLING = ("value", "numerator", "low", "high", "bound_low", "bound_high")

Key = tuple[str, str, str, str, str]  # code, measure, district, period, group
_KEY = ("code", "measure", "district", "period", "group")


@dataclass(frozen=True)
class Plan:
    """Cells that stay hidden on every page of a publication, by canonical key."""

    hidden: frozenset[Key] = frozenset()

    def __or__(self, other: Plan) -> Plan:
        return Plan(self.hidden | other.hidden)

    def write(self, path: Path) -> None:
        """Write the plan as JSON, in key order."""
        path.write_text(json.dumps(sorted(self.hidden), indent=0) + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def read(cls, path: Path) -> Plan:
        """Read a plan; where there is none, nothing is hidden beyond each page's own rules."""
        if not path.exists():
            return cls()
        return cls(frozenset(tuple(key) for key in json.loads(path.read_text(encoding="utf-8"))))


@dataclass(frozen=True)
class Cell:
    """One value as it may be shown; numbers are None where missing or hidden.

    `hidden` is empty, ``<5`` (fewer than five persons) or ``*`` (hidden to protect another cell).
    """

    code: str
    measure: str
    district: str
    period: str
    group: str
    value: float | None
    numerator: float | None
    denominator: float | None
    missing: float | None
    low: float | None
    high: float | None
    bound_low: float | None
    bound_high: float | None
    unit: str
    hidden: str = ""

    def fact_id(self, column: str) -> str:
        """Return the fact id of one of the cell's numbers."""
        return f"{self.code}.{self.measure}/{self.group}/{self.period}/{column}"


@dataclass(frozen=True)
class Public:
    """Values that may be shown; made by `protect` alone.

    `frame` has the columns of the catalogue and ``hidden``; hidden numbers are NaN.
    """

    frame: pd.DataFrame = field(repr=False)

    def __post_init__(self) -> None:
        if "hidden" not in self.frame:
            raise DataError("Public dibuat oleh disclosure.protect, bukan dari nilai mentah")

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str, str], Cell]:
        records: list[dict[str, Any]] = self.frame.to_dict("records")
        known: list[dict[str, Any]] = [
            {k: None if isinstance(v, float) and v != v else v for k, v in r.items()} for r in records
        ]
        cells = [Cell(**record) for record in known]
        return {(c.code, c.measure, c.group, c.period): c for c in cells}

    def cell(self, code: str, measure: str = "utama", group: str = ALL, period: str = "") -> Cell | None:
        """Return one cell, or None if there is no such row."""
        return self._cells.get((code, measure, group, period))

    def groups(self, dimension: str, period: str) -> tuple[str, ...]:
        """Return the values of a dimension that have rows in a period, sorted."""
        names = self.frame.loc[self.frame["period"] == period, "group"].unique()
        return tuple(sorted(g.partition("=")[2] for g in names if g.startswith(f"{dimension}=")))


def protect(values: pd.DataFrame, plan: Plan | None = None) -> Public:
    """Hide what must not be shown and return the only thing that may be.

    `values` are the rows of one page (one district or the province; any periods). What `plan` names
    is hidden besides what the page's own rows demand.
    """
    frame = values.reset_index(drop=True)
    keys = [_canonical(*key) for key in frame[list(_KEY)].itertuples(index=False, name=None)]
    few = _primary(frame, keys)
    closed = _close(frame, keys, set(few)) | (plan.hidden if plan else frozenset())
    marks = [few.get(key, HIDDEN) if key in closed else "" for key in keys]
    frame = frame.assign(hidden=pd.Series(marks, index=frame.index, dtype="str"))
    frame.loc[frame["hidden"] != "", list(_TELLING)] = float("nan")
    return Public(frame)


def plan(pages: Iterable[pd.DataFrame]) -> Plan:
    """Decide over all pages of a publication which cells are hidden.

    `pages` are the values of every district and of the province for the same periods.
    """
    frame = pd.concat(list(pages), ignore_index=True)
    keys = [_canonical(*key) for key in frame[list(_KEY)].itertuples(index=False, name=None)]
    return Plan(frozenset(_close(frame, keys, set(_primary(frame, keys)))))


def _canonical(code: str, measure: str, district: str, period: str, group: str) -> Key:
    """Return one key for a district's figure, whichever page it stands on."""
    dimension, _, value = group.partition("=")
    if district == PROVINCE and dimension == "kab_kota":
        return (code, measure, value, period, ALL)
    return (code, measure, district, period, group)


def _primary(frame: pd.DataFrame, keys: Sequence[Key]) -> dict[Key, str]:
    """Return the cells that the rule itself hides, with the mark that may stand in their place."""
    found: dict[Key, str] = {}
    numbers = frame[["numerator", "denominator"]].itertuples(index=False, name=None)
    for key, (count, n) in zip(keys, numbers, strict=True):
        code, _, district, _, group = key
        if code == MONEY and 0 < n < SMALL:
            found[key] = FEW
        elif district != PROVINCE and (code in SENSITIVE_SHARES or (code == CAUSES and group == MISUSE)):
            if n == 0:
                continue
            if n < SMALL or 0 < count < SMALL:
                found[key] = FEW
            elif 0 < n - count < SMALL:
                found[key] = HIDDEN
    return found


@dataclass(frozen=True)
class Sum:
    """A total and its parts: whoever knows all but one of them knows that one. No total: it is public."""

    total: Key | None
    parts: tuple[Key, ...]


def _sums(keys: Sequence[Key]) -> list[Sum]:
    """Return every sum that a reader of the pages can form from protected cells."""
    there = set(keys)
    sums: dict[tuple[Any, ...], list[Key]] = {}
    for key in dict.fromkeys(keys):
        code, measure, district, period, group = key
        dimension = group.partition("=")[0]
        if code == CAUSES:
            sums.setdefault(("table", code, measure, district, period), []).append(key)
            if district != PROVINCE:
                sums.setdefault(("province", code, measure, period, group), []).append(key)
        elif code in SENSITIVE_SHARES or (code == MONEY and measure == MEAN):
            if group != ALL:
                sums.setdefault(("page", code, measure, district, period, dimension), []).append(key)
            elif district != PROVINCE:
                sums.setdefault(("province", code, measure, period, ALL), []).append(key)
    result = []
    for name, parts in sums.items():
        if name[0] == "table":
            total = None
        elif name[0] == "province":
            total = (name[1], name[2], PROVINCE, name[3], name[4])
        else:
            total = (name[1], name[2], name[3], name[4], ALL)
        if total is None or total in there:
            result.append(Sum(total, tuple(parts)))
    return result


def recoverable(sums: Iterable[Sum], hidden: set[Key] | frozenset[Key]) -> list[tuple[Sum, Key]]:
    """Return the hidden cells that a single subtraction brings back, with the sum that does it."""
    found = []
    for one in sums:
        unknown = [k for k in (*one.parts, *([one.total] if one.total else [])) if k in hidden]
        if len(unknown) == 1:
            found.append((one, unknown[0]))
    return found


def _close(frame: pd.DataFrame, keys: Sequence[Key], hidden: set[Key]) -> set[Key]:
    """Hide further cells until no hidden one can be recomputed; the smallest go first, totals last."""
    size: dict[Key, float] = {}
    for key, count, n in zip(keys, frame["numerator"], frame["denominator"], strict=True):
        size[key] = count if count == count else n
    sums = _sums(keys)
    while open_sums := recoverable(sums, hidden):
        one, known = open_sums[0]
        visible = [k for k in one.parts if k not in hidden and k != known]
        # A part of nobody protects little: prefer the smallest that counts somebody.
        visible.sort(key=lambda k: (size[k] == 0, size[k], k))
        choice = visible[0] if visible else one.total
        if choice is None or choice in hidden:
            raise DataError(f"Sel {known} tidak dapat dilindungi: tidak ada sel lain dalam jumlahnya")
        hidden.add(choice)
    return hidden
