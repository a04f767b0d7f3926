"""The sums a reader can form from protected cells, and what can be recomputed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from evalhelpers.disclosure.families import FAMILIES, PROVINCE, Family, Key, Kind, Size, family
from evalhelpers.disclosure.public import ALL

_Row = dict[Key, Fraction | int]
NOBODY = Size(0, 0, 0)
# Whoever is in no group of these adds nothing: those who stopped earn nil, and every case has a cause.
_COMPLETE = frozenset({"keadaan", "rinci"})


@dataclass(frozen=True)
class Sum:
    """A total and its parts: whoever knows all but one of them knows that one. No total: it is public.

    `rest` stands for persons of the total in none of the parts, whom no cell shows; its size is
    `rest_size`. Where parts `overlap`, they may add up to more than the total.
    """

    total: Key | None
    parts: tuple[Key, ...]
    rest: Key | None = None
    rest_size: Size = NOBODY
    overlap: bool = False

    @property
    def members(self) -> tuple[Key, ...]:
        """Return parts, rest and total."""
        return (*self.parts, *(k for k in (self.rest, self.total) if k))


def sums(cells: Mapping[Key, Size]) -> tuple[Sum, ...]:
    """Return every sum over protected figures: groups of a page, districts, causes, new cases, flags."""
    wholes: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    bunches: dict[tuple[Key, Key | None], list[Key]] = defaultdict(list)
    for key, size in cells.items():
        own = FAMILIES.get(key[:2])
        # Nobody's count is nil, which is no secret; medians do not add up.
        if own is None or own.kind is Kind.MEDIAN or not size.whole:
            continue
        if own.divides and key.dimension not in _COMPLETE:
            wholes[*key[:4], key.dimension].append(key)
        for total, rest in _within(key, own):
            if total in cells:
                bunches[total, rest].append(key)
    return (
        *(Sum(None, tuple(parts)) for parts in wholes.values()),
        *(_complete(cells, total, tuple(parts), rest) for (total, rest), parts in bunches.items()),
    )


def _within(key: Key, own: Family) -> Iterator[tuple[Key, Key | None]]:
    """Yield each total that a figure is part of, with the name of those who are in none of its parts."""
    dimension, _, value = key.group.partition("=")
    if key.district != PROVINCE:
        total = key._replace(district=PROVINCE)
        yield total, total._replace(district="")
    if dimension == "rinci":
        yield key._replace(group=f"penyebab=P{value[0]}"), None
    elif dimension != ALL:
        total = key._replace(group=ALL)
        yield total, None if dimension in _COMPLETE else total._replace(group=f"{dimension}=")
    if own.part_of:
        total = key._replace(measure=own.part_of)
        yield total, total._replace(measure=own.division) if own.division else None


def _complete(cells: Mapping[Key, Size], total: Key, parts: tuple[Key, ...], rest: Key | None) -> Sum:
    sizes = [cells[key] for key in parts]
    size = Size(*(whole - sum(each) for whole, *each in zip(cells[total], *sizes, strict=True)))
    if rest and size.whole > 0:
        return Sum(total, parts, rest, size)
    own = family(parts[0])
    return Sum(total, parts, overlap=own.part_of == total.measure and not own.division)


def ties(cells: Mapping[Key, Size]) -> dict[Key, tuple[Key, ...]]:
    """Return the figures that are hidden together with each."""
    found = {}
    for key, size in cells.items():
        tied = (key._replace(code=code, measure=measure) for code, measure in family(key).ties)
        if there := tuple(k for k in tied if k in cells and _tells(k, key, cells[k], size)):
            found[key] = there
    return found


def _tells(tied: Key, key: Key, other: Size, size: Size) -> bool:
    """Say whether a figure tells another: D2 is about those below the line in D1 only where all are known."""
    return tied.code == key.code or other.whole == size.n - size.met


def recoverable(relations: Iterable[Sum], unknown: Set[Key]) -> set[Key]:
    """Return the unknown figures that linear arithmetic on the known ones brings back."""
    return {key for row in _solved(_rows(relations, unknown)) if len(row) == 1 for key in row}


def pinned(relations: Iterable[Sum], unknown: Set[Key], sizes: Mapping[Key, Size]) -> set[Key]:
    """Return the unknown counts that can be but one number: where a total is nil, so is every part.

    None is less than nil or more than all; each sum, as it is and solved with the others, narrows what
    its figures can be, until none does. What only a linear programme would find, in tables of a handful
    of persons, is not looked for.
    """
    ends = {key: (0.0, sizes[key].n) for key in unknown}
    rows = _rows((one for one in relations if not one.overlap), unknown)
    rows += [row for row in _solved(rows) if row not in rows]
    while any([_narrow(row, ends, sizes) for row in rows]):
        if any(low > high for low, high in ends.values()):
            return set()  # pages that contradict one another tell nothing
    return {key for key, (low, high) in ends.items() if low == high}


def _rows(relations: Iterable[Sum], unknown: Set[Key]) -> list[_Row]:
    """Return what each sum says of the unknown figures: the weight of each in an amount that is known."""
    rows: list[_Row] = [
        {k: -1 if k == one.total else 1 for k in one.members if k in unknown} for one in relations
    ]
    return [row for row in rows if row]


def _solved(rows: Iterable[_Row]) -> list[_Row]:
    """Return the rows after Gauss-Jordan elimination, exact: what stands alone in its row is determined."""
    solved: dict[Key, _Row] = {}
    for start in rows:
        row = dict(start)
        for key in [k for k in row if k in solved]:
            _subtract(row, solved[key], row[key])
        if not row:
            continue
        # Nearly always some weight is 1 or -1, and whole numbers are far cheaper than fractions.
        pivot = next((key for key, weight in row.items() if abs(weight) == 1), next(iter(row)))
        first = row[pivot] if abs(row[pivot]) == 1 else 1 / Fraction(row[pivot])
        row = {key: weight * first for key, weight in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return list(solved.values())


def _subtract(row: _Row, other: _Row, times: Fraction | int) -> None:
    for key, weight in other.items():
        left = row.get(key, 0) - times * weight
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def _narrow(row: _Row, ends: dict[Key, tuple[float, float]], sizes: Mapping[Key, Size]) -> bool:
    """Narrow what each figure of a row can be by what the others can; say whether any became narrower."""
    amount = sum(weight * sizes[key].met for key, weight in row.items())
    terms = {k: sorted((weight * ends[k][0], weight * ends[k][1])) for k, weight in row.items()}
    least, most = (sum(end) for end in zip(*terms.values(), strict=True))
    changed = False
    for key, (low, high) in terms.items():
        others = sorted(((amount - least + low) / row[key], (amount - most + high) / row[key]))
        found = max(ends[key][0], ceil(others[0])), min(ends[key][1], floor(others[1]))
        changed |= found != ends[key]
        ends[key] = found
    return changed
