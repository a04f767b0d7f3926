"""D1: household income per head at or above the poverty line, now and before (method, rule 19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from evalhelpers.indicators.rows import Place, Row, groups


def above(people: pd.DataFrame, place: Place, dimensions: Sequence[str]) -> Iterator[Row]:
    """Yield D1 ``utama`` over everyone, and ``awal`` over those whose income now is known."""
    for group, part in groups(people, dimensions):
        yield from place.share("D1", "utama", group, part["above"])
        yield from place.share("D1", "awal", group, part.loc[part["above"].notna(), "above_before"])
