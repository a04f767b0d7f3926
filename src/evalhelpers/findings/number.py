"""A number under its fact id, and the one way from a public cell to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from evalhelpers.disclosure import Cell, Public

COUNTS_ONLY_BELOW = 10
NO_RANKING_BELOW = 30
MINIMUM_PERSONS = 3


@dataclass(frozen=True)
class Named:
    """A number under its fact id, `code.measure/group/period/column`."""

    id: str
    value: float


def cell_of(public: Public, code: str, measure: str, group: str, period: str) -> Cell | None:
    """Return one public cell, and refuse anything that disclosure did not make."""
    if not isinstance(public, Public):
        raise TypeError(f"findings menerima hasil disclosure.protect, bukan {type(public).__name__}")
    return public.cell(code, measure, group, period)


def named(cell: Cell, column: str) -> Named | None:
    """Return one number of a cell; None where it is missing or hidden."""
    value = getattr(cell, column)
    return None if value is None else Named(cell.fact_id(column), float(value))


def number_of(public: Public, code: str, measure: str, group: str, period: str, column: str) -> Named | None:
    """Return one number of one cell; None where there is no such row, or the number is missing or hidden."""
    cell = cell_of(public, code, measure, group, period)
    return named(cell, column) if cell else None


class Finding(Protocol):
    """Anything decided: it tells which of its numbers are not in the table of values."""

    @property
    def facts(self) -> tuple[Named, ...]:
        """Return the derived numbers."""


def derived(findings: Iterable[Finding]) -> dict[str, float]:
    """Return the numbers that findings use besides those of the table of values, by fact id."""
    return {n.id: n.value for item in findings for n in item.facts}
