"""Which cells are hidden: those the rule names, and enough others that none can be recomputed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evalhelpers.disclosure.public import ALL, FEW, HIDDEN, TELLING, Public
from evalhelpers.disclosure.sums import CAUSES, INCOME, MONEY, PROVINCE, Key, Size, Sum, recoverable, sums
from evalhelpers.errors import DataError

SMALL = 5
MISUSE = "penyebab=P4"
# The indicators that bear on what is hidden; a plan over them alone is the plan over all.
CODES = frozenset({CAUSES, MONEY, *(code for code, _ in INCOME)})


@dataclass(frozen=True)
class Plan:
    """Cells that stay hidden on every page of a publication, by canonical key."""

    hidden: frozenset[Key] = frozenset()

    def __or__(self, other: Plan) -> Plan:
        return Plan(self.hidden | other.hidden)

    def write(self, path: Path) -> None:
        """Write the plan as JSON, in key order."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(sorted(self.hidden), indent=0) + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def read(cls, path: Path) -> Plan:
        """Read a plan; where there is none, nothing is hidden beyond each page's own rules."""
        if not path.exists():
            return cls()
        return cls(frozenset(Key(*key) for key in json.loads(path.read_text(encoding="utf-8"))))


def protect(values: pd.DataFrame, plan: Plan | None = None) -> Public:
    """Hide what must not be shown and return the only thing that may be.

    `values` are the rows of one page (one district or the province; any periods). What `plan` names
    is hidden besides what the page's own rows demand; after a plan of the whole publication that is
    nothing more.
    """
    frame = values.reset_index(drop=True)
    keys, cells = _cells(frame)
    few = _named(cells)
    planned = plan.hidden & cells.keys() if plan else frozenset()
    hidden = _close(cells, {*few, *planned})
    marks = [few.get(key, HIDDEN) if key in hidden else "" for key in keys]
    frame = frame.assign(hidden=pd.Series(marks, index=frame.index, dtype="str"))
    is_hidden = frame["hidden"] != ""
    frame.loc[is_hidden, list(TELLING)] = float("nan")
    # Of fewer than five, their number is hidden too; what is missing besides would give it away.
    frame.loc[is_hidden & (frame["denominator"] < SMALL), ["denominator", "missing"]] = float("nan")
    return Public(frame)


def plan(pages: Iterable[pd.DataFrame]) -> Plan:
    """Decide over all pages of a publication which cells are hidden.

    `pages` are the values of every district and of the province for the same periods.
    """
    _, cells = _cells(pd.concat(list(pages), ignore_index=True))
    return Plan(frozenset(_close(cells, set(_named(cells)))))


def _cells(frame: pd.DataFrame) -> tuple[list[Key], dict[Key, Size]]:
    """Return the key of each row, and the size of each figure (one, though it may stand on two pages)."""
    keys = [_canonical(Key(*key)) for key in frame[list(Key._fields)].itertuples(index=False, name=None)]
    sizes = frame[["numerator", "denominator"]].itertuples(index=False, name=None)
    return keys, {key: Size(*size) for key, size in zip(keys, sizes, strict=True)}


def _canonical(key: Key) -> Key:
    dimension, _, value = key.group.partition("=")
    if key.district == PROVINCE and dimension == "kab_kota":
        return key._replace(district=value, group=ALL)
    return key


def _named(cells: dict[Key, Size]) -> dict[Key, str]:
    """Return the cells that the rule itself hides, with the mark that may stand in their place."""
    return {key: mark for key, size in cells.items() if (mark := _mark(key, size))}


def _mark(key: Key, size: Size) -> str:
    """Return why a cell is hidden: fewer than five, fewer than five beside them, or not at all."""
    if key.code == MONEY:
        return FEW if 0 < size.n < SMALL else ""
    sensitive = key[:2] in INCOME or (key.code == CAUSES and key.group == MISUSE)
    if not sensitive or key.district == PROVINCE or key.is_open or not size.n:
        return ""
    if size.n < SMALL or 0 < size.met < SMALL:
        return FEW
    return HIDDEN if 0 < size.n - size.met < SMALL else ""


def _close(cells: dict[Key, Size], hidden: set[Key]) -> set[Key]:
    """Hide further cells until no hidden one can be recomputed; the smallest go first, totals last."""
    relations = sums(cells)
    sums_of: dict[Key, list[Sum]] = defaultdict(list)
    for one in relations:
        for key in one.members:
            sums_of[key].append(one)
    rests = {one.rest: one.rest_size for one in relations if one.rest}
    free = {key for key in cells if not key.is_open}
    # What follows from the figures that are printed in full anyway is no secret.
    told = recoverable(relations, free | rests.keys())
    free -= told
    hidden = hidden - told
    kept = {key for key, size in rests.items() if _mark(key, size)} - told
    while True:
        unknown = hidden | (rests.keys() - told)
        alone = {u[0] for one in relations if len(u := [k for k in one.members if k in unknown]) == 1}
        # Most are found by looking at each sum alone; elimination finds what several sums give together.
        secret = hidden | kept
        exposed = secret & alone or secret & recoverable(relations, unknown)
        if not exposed:
            return hidden
        choices = (_choose(key, unknown, free - unknown, sums_of, cells) for key in sorted(exposed))
        choice = next((key for key in choices if key), None)
        if choice is None:
            raise DataError(f"Sel {min(exposed)} tidak dapat dilindungi dari penjumlahan")
        hidden.add(choice)


def _choose(
    key: Key,
    unknown: set[Key],
    free: set[Key],
    sums_of: Mapping[Key, Sequence[Sum]],
    cells: Mapping[Key, Size],
) -> Key | None:
    """Return what to hide next for `key`: in a sum that gives it away alone, else in the nearest sum."""
    near = [s for s in sums_of[key] if not any(k in unknown and k != key for k in s.members)]
    near, seen = near or list(sums_of[key]), 0
    while len(near) > seen:
        if choice := _next(near, free, cells):
            return choice
        seen, linked = len(near), dict.fromkeys(k for one in near for k in one.members)
        near = list(dict.fromkeys(one for k in linked for one in sums_of[k]))
    return None


def _next(relations: Iterable[Sum], free: set[Key], cells: Mapping[Key, Size]) -> Key | None:
    """Return the next cell to hide: the smallest part that counts somebody, else a total."""

    def size(key: Key) -> tuple[bool, float, Key]:
        met, n = cells[key]
        return met == 0, n if met != met else met, key

    parts = {k for one in relations for k in one.parts if k in free}
    totals = {one.total for one in relations if one.total in free}
    return min(parts or totals, key=size, default=None)
