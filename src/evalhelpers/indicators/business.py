"""B1 activity, B3 success levels, B4 mix, B5 profit and C1 failure (method, sections 2, 3 and 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from evalhelpers.catalogue import STATUSES, UNMONITORED
from evalhelpers.indicators.population import STOPPED
from evalhelpers.indicators.rows import Place, Row, groups


def shares(people: pd.DataFrame, place: Place, dimensions: Sequence[str]) -> Iterator[Row]:
    """Yield B1, B3, B4 and C1; all over the same N persons."""
    for group, part in groups(people, dimensions):
        carried = part["carried"]
        yield from place.share("B1", "utama", group, part["active"], carried)
        yield from place.share("B3", "bertahan", group, part["active"], carried)
        yield from place.share("B3", "berkembang", group, part["grown"], carried)
        yield from place.share("B3", "graduasi", group, part["graduated"], carried)
        for status in (*STATUSES, UNMONITORED):
            count, everyone = int((part["status"] == status).sum()), len(part)
            if everyone:
                numbers = {
                    "value": count / everyone,
                    "numerator": count,
                    "denominator": everyone,
                    "missing": 0,
                }
                yield place.row("B4", status, group, **numbers)
        failed = (part["status"] == STOPPED).astype("boolean").mask(part["active"].isna())
        yield from place.share("C1", "utama", group, failed, carried)


def profit(people: pd.DataFrame, place: Place, dimensions: Sequence[str]) -> Iterator[Row]:
    """Yield B5: median change on baseline (relative, rupiah), median and mean profit.

    Stopped businesses count as nil; the group ``keadaan=aktif`` has the active alone. The
    denominator counts persons with the figure, `missing` the others.
    """
    active = people[people["active"].eq(True).fillna(False).astype(bool)]
    for group, part in (*groups(people, dimensions), ("keadaan=aktif", active)):
        if not len(part):
            continue
        for measure, column, kind in (
            ("median_persen", "gain", "median"),
            ("median_rp", "gain_rp", "median"),
            ("median_laba", "profit", "median"),
            ("rata_laba", "profit", "mean"),
        ):
            figures = part[column].dropna()
            numbers: Row = {"denominator": len(figures), "missing": len(part) - len(figures)}
            if len(figures):
                numbers["value"] = float(figures.median() if kind == "median" else figures.mean())
            yield place.row("B5", measure, group, **numbers)
