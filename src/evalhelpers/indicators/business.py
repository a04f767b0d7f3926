"""B1 activity, B3 success levels, B4 mix, B5 profit and C1 failure (method, sections 2, 3 and 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from evalhelpers.catalogue import STATUSES, UNMONITORED
from evalhelpers.indicators.population import STOPPED
from evalhelpers.indicators.rows import Answers, Group, Place, Row


def shares(people: pd.DataFrame, place: Place, parts: Sequence[Group]) -> Iterator[Row]:
    """Yield B1, B3, B4 and C1; all over the same N persons."""
    active, grown, graduated = (
        Answers(people[level], people["carried"]) for level in ("active", "grown", "graduated")
    )
    stopped = (people["status"] == STOPPED).astype("boolean").mask(people["active"].isna())
    failed = Answers(stopped, people["carried"])
    mix = {status: (people["status"] == status).to_numpy() for status in (*STATUSES, UNMONITORED)}
    for group, rows in parts:
        still = active.among(rows)
        yield from place.share("B1", "utama", group, still)
        yield from place.share("B3", "bertahan", group, still)
        yield from place.share("B3", "berkembang", group, grown.among(rows))
        yield from place.share("B3", "graduasi", group, graduated.among(rows))
        for status, has in mix.items():
            yield from place.part("B4", status, group, int(has[rows].sum()), len(rows))
        yield from place.share("C1", "utama", group, failed.among(rows))


def profit(people: pd.DataFrame, place: Place, parts: Sequence[Group]) -> Iterator[Row]:
    """Yield B5: median change on baseline (relative, rupiah), median and mean profit.

    Stopped businesses count as nil; the group ``keadaan=aktif`` has the active alone. The
    denominator counts persons with the figure, `missing` the others.
    """
    figures = {
        column: people[column].to_numpy("float64", na_value=np.nan)
        for column in ("gain", "gain_rp", "profit")
    }
    active = np.flatnonzero(people["active"].to_numpy(dtype=bool, na_value=False))
    for group, rows in (*parts, ("keadaan=aktif", active)):
        if not len(rows):
            continue
        for measure, column, middle in (
            ("median_persen", "gain", np.median),
            ("median_rp", "gain_rp", np.median),
            ("median_laba", "profit", np.median),
            ("rata_laba", "profit", np.mean),
        ):
            known = figures[column][rows]
            known = known[~np.isnan(known)]
            numbers: Row = {"denominator": len(known), "missing": len(rows) - len(known)}
            if len(known):
                numbers["value"] = float(middle(known))
            yield place.row("B5", measure, group, **numbers)
