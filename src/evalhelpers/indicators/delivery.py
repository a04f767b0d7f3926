"""A1 delivery rate and A4 monitoring coverage (method, rules 4, 5 and 29)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from evalhelpers.indicators.rows import Answers, Group, Place, Row, groups
from evalhelpers.periods import Period


def delivered(grants: pd.DataFrame, place: Place, period: Period, dimensions: Sequence[str]) -> Iterator[Row]:
    """Yield A1: grants in an SK of the fiscal year up to T, and how many of them are handed over.

    `grants` has one row per grant. The whole register is known, so nothing is missing.
    """
    end = pd.Timestamp(period.end)
    in_decree = grants[(grants["tahun_anggaran"] == period.year) & (grants["tgl_sk"] <= end)]
    handed = Answers((in_decree["tgl_serah"] <= end).astype("boolean"))
    for group, rows in groups(in_decree, dimensions):
        yield from place.share("A1", "utama", group, handed.among(rows))


def covered(people: pd.DataFrame, place: Place, parts: Sequence[Group]) -> Iterator[Row]:
    """Yield A4: of the persons due, those with a valid face-to-face visit in the period."""
    seen, due = Answers(people["seen"].astype("boolean")), people["due"].to_numpy()
    for group, rows in parts:
        yield from place.share("A4", "utama", group, seen.among(rows[due[rows]]))
