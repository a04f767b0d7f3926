"""Shapes of the data dictionary: table, column, code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",
    "nik",
    "count",
    "rupiah",
    "number",
    "date",
    "timestamp",
    "yesno",
    "code",
    "codes",
    "place",
    "period",
]


@dataclass(frozen=True)
class Code:
    """One coded value: what is stored, its labels, and the words the field writes for it."""

    value: str
    id: str
    en: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a cleaned table.

    Attributes
    ----------
    name, kind
        Column name and type; money is whole rupiah, dates are calendar dates.
    id, en
        Indonesian and English label.
    person
        ``L`` direct identifier, ``S`` sensitive, ``Q`` quasi-identifier, empty otherwise.
    required
        Whether a table without the column is refused, and a row without the value quarantined.
    kept
        Whether the column survives `prepare`; direct identifiers and free text do not.
    low, high
        Allowed range, both ends included; outside is an error.
    usual
        Range outside which a value is kept with a warning.
    codes
        Closed list for the kinds ``code``, ``codes`` and ``yesno``.
    headers
        Header words seen in the field, besides the name and the labels.
    """

    name: str
    kind: Kind
    id: str
    en: str
    unit: str = ""
    person: Literal["", "L", "S", "Q"] = ""
    required: bool = False
    kept: bool = True
    low: float | None = None
    high: float | None = None
    usual: tuple[float, float] | None = None
    codes: tuple[Code, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its name, labels, row grain, key and columns in order."""

    name: str
    id: str
    en: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return a column by name; `KeyError` if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    def has(self, name: str) -> bool:
        """Say whether the table has a column of this name."""
        return any(c.name == name for c in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names of the required columns."""
        return tuple(c.name for c in self.columns if c.required)
