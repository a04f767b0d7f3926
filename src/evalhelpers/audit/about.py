"""What a book or list is about, and its numbers as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from evalhelpers import formats
from evalhelpers.catalogue import indicator
from evalhelpers.disclosure import Cell
from evalhelpers.narrative import Voice
from evalhelpers.tables.cells import is_money

COST = ("E6", "numerator")  # rupiah over persons


@dataclass(frozen=True)
class About:
    """The page that is looked into.

    Attributes
    ----------
    voice
        Its place and period in words, and the names of coded values.
    data_to
        ISO date of its last visit, empty where there is none.
    sample
        Whether the data are made up.
    """

    voice: Voice
    data_to: str
    sample: bool = False

    @property
    def title(self) -> str:
        """Return the heading."""
        voice = self.voice
        return str(voice.audit.TITLE.format(place=voice.place, period=voice.period))

    @property
    def lines(self) -> list[str]:
        """Return what every reader has to know first: the day of the data, and whether they are real."""
        words = self.voice.audit
        day = formats.date(self.data_to, language=self.voice.language) if self.data_to else ""
        until = words.DATA_TO.format(date=day) if day else words.NO_DATA
        return [until, words.SAMPLE] if self.sample else [until]


def cells(values: pd.DataFrame) -> list[Cell]:
    """Return values with their names; missing numbers are None, nothing is hidden."""
    records: list[dict[str, Any]] = values.astype("object").where(values.notna(), None).to_dict("records")
    return [Cell(**record) for record in records]


def is_rupiah(cell: Cell, column: str) -> bool:
    """Say whether one of the numbers of a value is money."""
    if column in ("numerator", "denominator", "missing"):
        return is_money(cell) or (cell.code, column) == COST
    return cell.unit == "rp"


def text(cell: Cell, column: str, voice: Voice) -> str:
    """Write one of the numbers of a value; a share of too few for a percentage as the bare number."""
    number = getattr(cell, column)
    if number is None:
        return formats.MISSING
    if is_rupiah(cell, column):
        return formats.rupiah(number, language=voice.language)
    if column in ("numerator", "denominator", "missing"):
        return formats.count(number, language=voice.language)
    shown = formats.figure(number, cell.unit, int(cell.denominator or 0), language=voice.language)
    return formats.machine(number) if shown == formats.MISSING else shown


def name(cell: Cell) -> str:
    """Return the beginning of a value's fact ids: `B3.bertahan/semua`."""
    return f"{cell.code}.{cell.measure}/{cell.group}"


def rules(code: str) -> str:
    """Return the rules of the method that an indicator follows."""
    return ", ".join(map(str, indicator(code).rules))
