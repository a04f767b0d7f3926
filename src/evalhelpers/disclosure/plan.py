"""Which cells are hidden: those the rule names, and enough others that none can be recomputed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evalhelpers.disclosure.closing import close
from evalhelpers.disclosure.families import PROVINCE, SMALL, Key, Size, family, is_small, mark
from evalhelpers.disclosure.public import ALL, TELLING, WHOLE, Public


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
    planned = plan.hidden & cells.keys() if plan else frozenset()
    hidden = close(cells, _named(cells) | planned)
    marks = [mark(cells[key]) if key in hidden else "" for key in keys]
    frame = frame.assign(hidden=pd.Series(marks, index=frame.index, dtype="str"))
    is_hidden = frame["hidden"] != ""
    frame.loc[is_hidden, list(TELLING)] = float("nan")
    # Of fewer than five, their number is hidden too; what is missing besides would give it away.
    tells = pd.Series([family(key).is_whole_telling for key in keys], index=frame.index, dtype="bool")
    frame.loc[is_hidden & (tells | (frame["denominator"] < SMALL)), list(WHOLE)] = float("nan")
    return Public(frame)


def plan(pages: Iterable[pd.DataFrame]) -> Plan:
    """Decide over all pages of a publication which cells are hidden.

    `pages` are the values of every district and of the province for the same periods.
    """
    _, cells = _cells(pd.concat(list(pages), ignore_index=True))
    return Plan(frozenset(close(cells, _named(cells))))


def _cells(frame: pd.DataFrame) -> tuple[list[Key], dict[Key, Size]]:
    """Return the key of each row, and the size of each figure (one, though it may stand on two pages)."""
    keys = [_canonical(Key(*key)) for key in frame[list(Key._fields)].itertuples(index=False, name=None)]
    # A figure of persons is a count itself; one in rupiah has none.
    is_count = frame["numerator"].notna() | (frame["unit"] != "persons")
    met = frame["numerator"].where(is_count, frame["value"]).mask(frame["unit"] == "rp")
    sizes = zip(met, frame["denominator"], frame["missing"].fillna(0), strict=True)
    cells = {}
    for key, (met, n, missing) in zip(keys, sizes, strict=True):
        cells[key] = Size(met, n, n + missing if family(key).is_whole_telling else n)
    return keys, cells


def _canonical(key: Key) -> Key:
    dimension, _, value = key.group.partition("=")
    if key.district == PROVINCE and dimension == "kab_kota":
        return key._replace(district=value, group=ALL)
    return key


def _named(cells: dict[Key, Size]) -> set[Key]:
    """Return the cells that the rule itself hides."""
    return {key for key, size in cells.items() if is_small(key, size)}
