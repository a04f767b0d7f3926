"""The sums a reader can form from protected cells, and what can be recomputed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from evalhelpers.disclosure.public import ALL

PROVINCE = "provinsi"
CAUSES, MONEY, MEAN, NEW = "C2", "B5", "rata_laba", "_baru"
INCOME = (("D1", "utama"), ("D1", "awal"), ("B3", "graduasi"))


class Key(NamedTuple):
    """A figure, whichever page it stands on: a district's line in the province is the district's own."""

    code: str
    measure: str
    district: str
    period: str
    group: str

    @property
    def dimension(self) -> str:
        """Return what the group divides by; `semua` for everyone."""
        return self.group.partition("=")[0]

    @property
    def is_open(self) -> bool:
        """Say whether the figure is always printed: the three levels of everyone on a page (rule 12)."""
        return self.code == "B3" and self.group == ALL


class Size(NamedTuple):
    """How many persons meet a condition (NaN for money), of how many."""

    met: float
    n: float


NOBODY = Size(0, 0)


@dataclass(frozen=True)
class Sum:
    """A total and its parts: whoever knows all but one of them knows that one. No total: it is public.

    `rest` stands for persons of the total in none of the parts, whom no cell shows; its size is
    `rest_size`.
    """

    total: Key | None
    parts: tuple[Key, ...]
    rest: Key | None = None
    rest_size: Size = NOBODY

    @property
    def members(self) -> tuple[Key, ...]:
        """Return parts, rest and total."""
        return (*self.parts, *(k for k in (self.rest, self.total) if k))


def sums(cells: Mapping[Key, Size]) -> tuple[Sum, ...]:
    """Return every sum over protected figures: groups of a page, districts, causes, new among all cases."""
    on_page: dict[tuple[Key, str], list[Key]] = defaultdict(list)
    between: dict[Key, list[Key]] = defaultdict(list)
    tables: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    result = []
    for key, size in cells.items():
        if key.code == CAUSES:
            tables[key[:4]].append(key)
            everything = key._replace(measure=key.measure.removesuffix(NEW))
            if everything != key and everything in cells and cells[everything].n == size.n:
                result.append(Sum(everything, (key,)))
        elif not size.n or not (key[:2] in INCOME or key[:2] == (MONEY, MEAN)):
            continue  # nobody's count is nil, which is no secret
        elif key.group != ALL:
            on_page[key._replace(group=ALL), key.dimension].append(key)
        if key.district != PROVINCE:
            between[key._replace(district=PROVINCE)].append(key)
    result += [Sum(None, tuple(parts)) for parts in tables.values()]
    for (total, dimension), parts in on_page.items():
        if total in cells:
            # The active earn all that everyone earns: whoever has stopped counts as nil.
            has_rest = dimension != "keadaan"
            result.append(_complete(cells, total, parts, total._replace(group=f"{dimension}="), has_rest))
    for total, parts in between.items():
        if total in cells:
            result.append(_complete(cells, total, parts, total._replace(district="")))
    return tuple(result)


def _complete(
    cells: Mapping[Key, Size], total: Key, parts: list[Key], rest: Key, has_rest: bool = True
) -> Sum:
    whole = cells[total]
    size = Size(whole.met - sum(cells[k].met for k in parts), whole.n - sum(cells[k].n for k in parts))
    if has_rest and size.n > 0:
        return Sum(total, tuple(parts), rest, size)
    return Sum(total, tuple(parts))


def recoverable(relations: Iterable[Sum], unknown: frozenset[Key] | set[Key]) -> set[Key]:
    """Return the unknown figures that linear arithmetic on the known ones brings back.

    Gauss-Jordan elimination in whole fractions: a figure is determined where its row has no other
    unknown left.
    """
    solved: dict[Key, dict[Key, Fraction]] = {}
    for relation in relations:
        row: dict[Key, Fraction] = {}
        for key in relation.members:
            if key in unknown:
                row[key] = row.get(key, Fraction(0)) + (-1 if key == relation.total else 1)
        for key in [k for k in row if k in solved]:
            _subtract(row, solved[key], row[key])
        if not row:
            continue
        pivot = min(row)
        row = {key: weight / row[pivot] for key, weight in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return {key for key, row in solved.items() if len(row) == 1}


def _subtract(row: dict[Key, Fraction], other: dict[Key, Fraction], times: Fraction) -> None:
    for key, weight in other.items():
        left = row.get(key, Fraction(0)) - times * weight
        if left:
            row[key] = left
        else:
            row.pop(key, None)
