"""A number under its fact id, and the one way from a public cell to it."""

from __future__ import annotations

from dataclasses import dataclass

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
