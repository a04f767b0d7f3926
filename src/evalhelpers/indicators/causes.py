"""C2: why businesses stopped or decline, by primary cause (method, rule 27)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evalhelpers.catalogue import CAUSES
from evalhelpers.indicators.population import PAUSED, STOPPED
from evalhelpers.indicators.rows import Place, Row
from evalhelpers.periods import Period

_TABLES = {"berhenti_permanen": (STOPPED,), "menurun_atau_sementara": ("menurun", PAUSED)}


def composition(people: pd.DataFrame, place: Place, period: Period) -> Iterator[Row]:
    """Yield the cases by group of causes, for all cases and for those first recorded in the period.

    A case is a person with the status at T; its cause is that of the visit that first recorded it.
    Without a cause it is P9, so that each table adds to the whole.
    """
    for measure, statuses in _TABLES.items():
        cases = people.loc[people["status"].isin(statuses), ["since", "cause"]]
        new = cases[cases["since"] >= pd.Timestamp(period.start)]
        for suffix, part in (("", cases), ("_baru", new)):
            digits = part["cause"].fillna("99").str[0].value_counts()
            for cause in CAUSES:
                count = int(digits.get(cause[1], 0))
                yield from place.part("C2", measure + suffix, f"penyebab={cause}", count, len(part))
