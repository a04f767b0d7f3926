"""Intervals, bounds, curves and tests on plain numbers; each with its source and what it assumes."""

from __future__ import annotations

from evalhelpers.estimates.finite import (
    bounds,
    finite_interval,
    finite_intervals,
    possible_totals,
    wilson_finite,
)
from evalhelpers.estimates.inputs import TAIL
from evalhelpers.estimates.middles import Shift, hodges_lehmann, median_interval
from evalhelpers.estimates.shares import (
    benjamini_hochberg,
    mcnemar_exact,
    newcombe,
    newcombe_paired,
    two_shares,
    wilson,
)
from evalhelpers.estimates.strata import Stratified, stratified_mean, stratified_share
from evalhelpers.estimates.survival import (
    Curve,
    Incidence,
    Point,
    closing_time,
    cumulative_incidence,
    kaplan_meier,
)

__all__ = [
    "TAIL",
    "Curve",
    "Incidence",
    "Point",
    "Shift",
    "Stratified",
    "benjamini_hochberg",
    "bounds",
    "closing_time",
    "cumulative_incidence",
    "finite_interval",
    "finite_intervals",
    "hodges_lehmann",
    "kaplan_meier",
    "mcnemar_exact",
    "median_interval",
    "newcombe",
    "newcombe_paired",
    "possible_totals",
    "stratified_mean",
    "stratified_share",
    "two_shares",
    "wilson",
    "wilson_finite",
]
