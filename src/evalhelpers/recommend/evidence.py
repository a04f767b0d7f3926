"""Whether a rule applies: the numbers it rests on, decided on unrounded public values, without words.

A hidden cell is no evidence: a rule that needs it does not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evalhelpers.catalogue import indicator
from evalhelpers.disclosure import Cell, Public
from evalhelpers.findings import Named
from evalhelpers.findings.number import cell_of, named
from evalhelpers.params import Condition
from evalhelpers.params.recommendations import EVERY_KIND, YEARLY, measure_of

ALL = "semua"
KINDS = "kelompok_usaha"
BOTH = "keduanya"
TABLES = ("berhenti_permanen", "menurun_atau_sementara")
_COUNTS = {"met": "numerator", "known": "denominator", "missing": "missing"}


@dataclass(frozen=True)
class Kind:
    """One kind of business: how many of it meet what is looked at, of how many known."""

    value: str
    met: Named
    known: Named


@dataclass(frozen=True)
class Evidence:
    """What a rule rests on.

    Attributes
    ----------
    concerned
        How many persons, grants or cases the rule is about; None where only rupiah are.
    numbers
        Every other number that a sentence about it may use, by slot.
    name
        The indicator, ``code.measure``; of causes the cases looked at.
    kinds, rest
        The kinds of business that stand out, and all others.
    """

    name: str
    concerned: Named | None = None
    numbers: Mapping[str, Named] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()
    rest: Kind | None = None

    @property
    def all_numbers(self) -> tuple[Named, ...]:
        """Return every number, also those of kinds."""
        kinds = (*self.kinds, self.rest) if self.rest else self.kinds
        of_kinds = (number for kind in kinds for number in (kind.met, kind.known))
        return (*((self.concerned,) if self.concerned else ()), *self.numbers.values(), *of_kinds)


def gather(
    public: Public, when: Condition, *, period: str, year: int, kinds: Sequence[str] = ()
) -> Evidence | None:
    """Return what a condition rests on; None where it does not hold or may not be known.

    Parameters
    ----------
    year
        The fiscal year of the period, whose chain of rupiah is looked at.
    kinds
        Kinds of business in printing order.
    """
    if when.cause:
        return _cause(public, when, period)
    if when.kind:
        return _kinds(public, when, period, kinds)
    return _indicator(public, when, period, year)


def _shown(public: Public, name: str, period: str, year: int = 0, group: str = ALL) -> Cell | None:
    code, measure = measure_of(name)
    if code == YEARLY:
        group = f"tahun={year}"
    cell = cell_of(public, code, measure, group, period)
    return None if cell is None or cell.hidden else cell


def _cause(public: Public, when: Condition, period: str) -> Evidence | None:
    """Count the cases of a cause; of both tables, where only one may be shown that one."""
    wanted = TABLES if when.cases == BOTH else (when.cases,)
    is_group = when.cause.startswith("P")
    group = f"{'penyebab' if is_group else 'rinci'}={when.cause}"
    found = {table: cell_of(public, "C2", table, group, period) for table in wanted}
    cells = {t: c for t, c in found.items() if c is not None and not c.hidden and c.denominator}
    met, cases = _sum(cells.values(), "numerator"), _sum(cells.values(), "denominator")
    if met is None or cases is None or met.value < when.at_least:
        return None
    if when.at_least_share is not None:
        whole: Named | None = cases
        if not is_group:
            above = [cell_of(public, "C2", t, f"penyebab=P{when.cause[0]}", period) for t in cells]
            whole = _sum(above, "numerator")
        if whole is None or not whole.value or _ratio(met, whole) < _exact(when.at_least_share):
            return None
    name = BOTH if len(cells) == len(TABLES) else next(iter(cells))
    return Evidence(name, met, {"cases": cases})


def _sum(cells: Iterable[Cell | None], column: str) -> Named | None:
    """Add up a number of some cells, under an id of its own if they are several; None if one is hidden."""
    numbers = [None if cell is None or cell.hidden else named(cell, column) for cell in cells]
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers):
        return None
    if len(known) == 1:
        return known[0]
    return Named(f"{known[0].id}_sum", sum(number.value for number in known))


def _indicator(public: Public, when: Condition, period: str, year: int) -> Evidence | None:
    cell = _shown(public, when.indicator, period, year)
    if cell is None or not _is_beyond(cell.value, when):
        return None
    numbers = _numbers(cell)
    concerned = None
    if when.concerned is not None:
        concerned = _count(cell, when.concerned)
        if when.minus:
            other = _shown(public, when.minus, period, year)
            concerned = _less(concerned, other, when)
            numbers |= {f"other_{slot}": n for slot, n in _numbers(other).items()} if other else {}
        if concerned is None or concerned.value < when.at_least:
            return None
    if when.rupiah:
        amount = _shown(public, when.rupiah, period, year)
        money = named(amount, "value") if amount is not None else None
        if money is None:
            return None
        numbers["rupiah"] = money
    return Evidence(f"{cell.code}.{cell.measure}", concerned, numbers)


def _is_beyond(value: float | None, when: Condition) -> bool:
    """Say whether a value is beyond the limits stated; a value that is not there is beyond none."""
    if when.below is None and when.above is None:
        return True
    if value is None:
        return False
    return (when.below is None or value < when.below) and (when.above is None or value > when.above)


def _numbers(cell: Cell) -> dict[str, Named]:
    unit = indicator(cell.code).units[cell.measure]
    slots = {
        **{slot: named(cell, column) for slot, column in _COUNTS.items()},
        "unmet": _count(cell, "unmet"),
        "rupiah" if unit == "rp" else "value": named(cell, "value"),
    }
    return {slot: number for slot, number in slots.items() if number is not None}


def _count(cell: Cell, what: str) -> Named | None:
    if what != "unmet":
        return named(cell, _COUNTS[what])
    if cell.numerator is None or cell.denominator is None:
        return None
    return Named(cell.fact_id("remainder"), cell.denominator - cell.numerator)


def _less(whole: Named | None, other: Cell | None, when: Condition) -> Named | None:
    """Take those off who are counted in another indicator too."""
    part = None if other is None or when.concerned is None else _count(other, when.concerned)
    if whole is None or part is None:
        return None
    return Named(f"{whole.id}_less_{when.minus}", whole.value - part.value)


def _kinds(public: Public, when: Condition, period: str, kinds: Sequence[str]) -> Evidence | None:
    whole = _share_of(public, when, period, ALL)
    if whole is None or when.margin is None:
        return None
    there = public.groups(KINDS, period)
    ordered = [kind for kind in kinds if kind in there] + [kind for kind in there if kind not in kinds]
    found = []
    for value in ordered if when.kind == EVERY_KIND else [when.kind]:
        kind = _share_of(public, when, period, f"{KINDS}={value}")
        if kind is None or kind.met.value < when.at_least:
            continue
        rest = _rest(whole, [kind])
        if min(kind.known.value, rest.known.value) < when.known_at_least:
            continue
        if _ratio(kind.met, kind.known) - _ratio(rest.met, rest.known) >= _exact(when.margin):
            found.append(kind)
    if not found:
        return None
    name = ".".join(measure_of(when.indicator))
    return Evidence(name, _together(found), kinds=tuple(found), rest=_rest(whole, found))


def _together(kinds: Sequence[Kind]) -> Named:
    met, total = kinds[0].met, sum(kind.met.value for kind in kinds)
    return Named(f"{met.id}_sum{_others(kinds)}", total) if kinds[1:] else met


def _others(kinds: Sequence[Kind]) -> str:
    """Name the kinds after the first, for ids that are of no one kind."""
    return "".join(f"+{kind.value}" for kind in kinds[1:])


def _share_of(public: Public, when: Condition, period: str, group: str) -> Kind | None:
    cell = _shown(public, when.indicator, period, group=group)
    met, known = (named(cell, c) if cell else None for c in ("numerator", "denominator"))
    return Kind(group.partition("=")[2], met, known) if met and known and known.value else None


def _rest(whole: Kind, kinds: Sequence[Kind]) -> Kind:
    met, known = kinds[0].met, kinds[0].known
    ending = f"_rest{_others(kinds)}"
    return Kind(
        "",
        Named(met.id + ending, whole.met.value - sum(kind.met.value for kind in kinds)),
        Named(known.id + ending, whole.known.value - sum(kind.known.value for kind in kinds)),
    )


def _ratio(part: Named, whole: Named) -> Fraction:
    return Fraction(part.value) / Fraction(whole.value)


def _exact(limit: float) -> Fraction:
    """Return a limit as it is written: 0.1 is a tenth."""
    return Fraction(str(limit))
