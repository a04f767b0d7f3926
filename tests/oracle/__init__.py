"""A second computation of every value, by plain loops, from the written contract of the values alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from evalhelpers.catalogue import Rules
from evalhelpers.periods import Period
from evalhelpers.reference import Reference
from oracle import accountability, business, causes, chain, delivery, later, money, poverty, survival
from oracle.people import Page
from oracle.rows import UNCHECKED, Found

__all__ = ["UNCHECKED", "values"]

_FAMILIES = (delivery, business, survival, later, money, causes, poverty, accountability, chain)


def values(
    tables: Mapping[str, pd.DataFrame],
    district: str,
    period: Period,
    rules: Rules,
    reference: Reference,
    districts: Sequence[str],
) -> Found:
    """Return every row of a page by code, measure and group; a number not worked out is `UNCHECKED`."""
    page = Page(tables, district, period, rules, reference, districts)
    found: Found = {}
    for family in _FAMILIES:
        for key, row in family.rows(page):
            assert key not in found, key
            if row is not None:
                found[key] = row
    return found
