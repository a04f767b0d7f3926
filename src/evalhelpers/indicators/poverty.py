"""D1: household income per head at or above the poverty line, now and before (method, rule 19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from evalhelpers.indicators.rows import Answers, Group, Place, Row


def above(people: pd.DataFrame, place: Place, parts: Sequence[Group]) -> Iterator[Row]:
    """Yield D1 ``utama`` over everyone, and ``awal`` over those whose income now is known."""
    now, before = Answers(people["above"]), Answers(people["above_before"])
    for group, rows in parts:
        yield from place.share("D1", "utama", group, now.among(rows))
        yield from place.share("D1", "awal", group, before.among(rows[now.known[rows]]))
