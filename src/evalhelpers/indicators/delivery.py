"""A1 delivery rate and A4 monitoring coverage (method, rules 4, 5 and 29)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from evalhelpers.indicators.rows import Place, Row, groups
from evalhelpers.periods import Period


def delivered(grants: pd.DataFrame, place: Place, period: Period, dimensions: Sequence[str]) -> Iterator[Row]:
    """Yield A1: grants in an SK of the fiscal year up to T, and how many of them are handed over.

    `grants` has one row per grant. The whole register is known, so nothing is missing.
    """
    end = pd.Timestamp(period.end)
    in_decree = grants[(grants["tahun_anggaran"] == period.year) & (grants["tgl_sk"] <= end)]
    for group, part in groups(in_decree, dimensions):
        yield from place.share("A1", "utama", group, (part["tgl_serah"] <= end).astype("boolean"))


def covered(people: pd.DataFrame, place: Place, dimensions: Sequence[str]) -> Iterator[Row]:
    """Yield A4: of the persons due, those with a valid face-to-face visit in the period."""
    for group, part in groups(people[people["due"]], dimensions):
        yield from place.share("A4", "utama", group, part["seen"].astype("boolean"))
