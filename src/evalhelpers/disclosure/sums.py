"""The sums a reader can form from protected cells, and what can be recomputed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from evalhelpers.disclosure.families import FAMILIES, PROVINCE, Family, Key, Kind, Size, family
from evalhelpers.disclosure.public import ALL

_Row = dict[Key, Fraction | int]
# Whoever is in no group of these adds nothing: those who stopped earn nil, and every case has a cause.
_COMPLETE = frozenset({"keadaan", "rinci"})
# Of the same persons: up, down, above before; and above now, with those of whom before is not known.
_CROSSINGS = ("naik", "turun", "awal", "utama")


@dataclass(frozen=True)
class Sum:
    """A total and its parts: whoever knows all but one of them knows that one. No total: it is public.

    `rests` stand for persons of the total in none of the parts, whom no cell shows, each with its size.
    Where parts `overlap`, they may add up to more than the total.
    """

    total: Key | None
    parts: tuple[Key, ...]
    rests: tuple[tuple[Key, Size], ...] = ()
    overlap: bool = False

    @property
    def members(self) -> tuple[Key, ...]:
        """Return parts, rests and total."""
        return (*self.parts, *(key for key, _ in self.rests), *((self.total,) if self.total else ()))


def sums(cells: Mapping[Key, Size]) -> tuple[Sum, ...]:
    """Return every sum over protected figures: groups, districts, causes, new cases, flags, crossings."""
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
        *_crossings(cells),
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
    size = Size(*(whole - sum(each) for whole, *each in _sizes(cells, total, parts)))
    if rest and size.whole > 0:
        return Sum(total, parts, ((rest, size),))
    own = family(parts[0])
    return Sum(total, parts, overlap=own.part_of == total.measure and not own.division)


def _sizes(cells: Mapping[Key, Size], total: Key, parts: Iterable[Key]) -> Iterator[tuple[float, ...]]:
    """Yield met, n and whole of a total, each with those of its parts."""
    return zip(cells[total], *(cells[key] for key in parts), strict=True)


def _crossings(cells: Mapping[Key, Size]) -> Iterator[Sum]:
    """Yield how D1 before and now hang together by those who crossed the line.

    On every page, and of the persons of no page, whom the province counts: where nobody of them is above the
    line, nobody of them went up.
    """
    every = [key for key in cells if key.code == "D1" and key.group == ALL]
    for up in (key for key in every if key.measure == "naik"):
        page = {m: up._replace(measure=m) for m in _CROSSINGS}
        if not set(page.values()) <= cells.keys():
            continue
        yield from _crossing({m: (key, cells[key]) for m, key in page.items()})
        if up.district == PROVINCE and (rest := _unplaced(cells, page, every)):
            yield from _crossing(rest)


def _crossing(figures: Mapping[str, tuple[Key, Size]]) -> Iterator[Sum]:
    """Yield three sums over the same persons.

    Above before: crossed down, or above both times. Everyone compared, whose number is public: above
    before, crossed up, or below both times. Above now: crossed up, above both times, or of those whose
    income before is not known.
    """
    (up, risen), (down, fallen), (before, earlier), (now, later) = (figures[m] for m in _CROSSINGS)
    above, below = earlier.met - fallen.met, risen.n - earlier.met - risen.met
    stayed_above, stayed_below = (
        (up._replace(measure=name), Size(met, risen.n, risen.n))
        for name, met in (("tetap_atas", above), ("tetap_bawah", below))
    )
    unknown = later.n - risen.n
    new = (up._replace(measure="tanpa_awal"), Size(later.met - risen.met - above, unknown, unknown))
    yield Sum(before, (down,), (stayed_above,))
    yield Sum(None, (before, up), (stayed_below,))
    yield Sum(now, (up,), (stayed_above, new) if unknown else (stayed_above,))


def _unplaced(
    cells: Mapping[Key, Size], province: Mapping[str, Key], every: Sequence[Key]
) -> dict[str, tuple[Key, Size]]:
    """Return the four figures of the persons who are on no district's page; empty where there are none.

    The province has a line of persons of no known district, before and now, but not of who crossed.
    """
    here = [k for k in every if k.district != PROVINCE and k.period == province["naik"].period]
    pages = {k.district for k in here if k.measure == "naik"}
    compared = {k.district for k in here if k.measure == "awal" and cells[k].n}
    found = {}
    for measure, total in province.items():
        parts = [k for k in here if k.measure == measure]
        rest = Size(*(whole - sum(each) for whole, *each in _sizes(cells, total, parts)))
        lines = [k for k in parts if k.district in compared - pages]
        if len(lines) > 1 or (lines and rest.n):
            return {}
        found[measure] = (lines[0], cells[lines[0]]) if lines else (total._replace(district=""), rest)
    return found if found["naik"][1].n > 0 else {}


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
