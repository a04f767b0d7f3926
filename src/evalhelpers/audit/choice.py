"""Which numbers an auditor asks about: an indicator, one of its measures, a group of it, or a fact id."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from evalhelpers.catalogue import COLUMNS, INDICATORS
from evalhelpers.errors import ParamError
from evalhelpers.params import nearest

ALL = "semua"
# The numbers of a value, as fact ids name them.
NUMBERS = COLUMNS[5:13]


@dataclass(frozen=True)
class Choice:
    """An indicator; with `measure` one measure of it, and with `group` also one group.

    Without a group the value of everyone is meant, or where a measure has none, those of all its groups.
    """

    code: str
    measure: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """Return what was chosen in short, as a fact id begins.

        >>> Choice("B3", "berkembang", "tahun=2024").name
        'B3.berkembang/tahun=2024'
        """
        return (
            self.code
            + (f".{self.measure}" if self.measure else "")
            + (f"/{self.group}" if self.group else "")
        )

    def of(self, values: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of an indicator's values that are chosen.

        Raises
        ------
        ParamError
            If the page has no value of the measure or group asked for.
        """
        if not self.group:
            mine = values[values["measure"] == self.measure] if self.measure else values
            whole = mine["group"] == ALL
            return mine[whole | ~mine["measure"].isin(mine.loc[whole, "measure"])]
        mine = values[values["measure"] == self.measure]
        groups = list(mine["group"])
        if not groups:
            raise ParamError(f"{self.code}.{self.measure} tidak punya angka pada halaman dan periode ini")
        if self.group not in groups:
            raise ParamError(f"Kelompok {self.group!r} tidak ada; maksud Anda {nearest(self.group, groups)}?")
        return mine[mine["group"] == self.group]


def read(text: str, period: str) -> Choice:
    """Read what an auditor wrote: `B3`, `B3.berkembang`, `B3.berkembang/tahun=2024`, or a fact id of a page.

    >>> read("b3", "2025-S1")
    Choice(code='B3', measure='', group='')
    >>> read("B3.berkembang/semua/2025-S1/value", "2025-S1").name
    'B3.berkembang/semua'

    Raises
    ------
    ParamError
        With the nearest valid word.
    """
    name, *rest = text.strip().split("/")
    code, _, measure = name.partition(".")
    code = code.upper()
    if code not in INDICATORS:
        raise ParamError(f"Indikator {code!r} tidak ada; maksud Anda {nearest(code, INDICATORS)}?")
    measures = list(INDICATORS[code].units)
    if "." in name and measure not in measures:
        raise ParamError(
            f"Ukuran {measure!r} pada {code} tidak ada; maksud Anda {nearest(measure, measures)}?"
        )
    if len(rest) > 2:
        *rest, when, number = rest
        if when != period:
            raise ParamError(f"Angka ini dari periode {when!r}, bukan {period!r}; tulis periode itu")
        if number not in NUMBERS:
            raise ParamError(f"Bagian {number!r} tidak ada; maksud Anda {nearest(number, NUMBERS)}?")
    group = "/".join(rest)
    if group and not measure:
        if len(measures) > 1:
            raise ParamError(f"Tulis ukurannya sebelum kelompok, misalnya {code}.{measures[0]}/{group}")
        measure = measures[0]
    return Choice(code, measure, group)
