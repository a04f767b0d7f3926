"""The truth about mentors: the table `pendamping`, and who is looked after when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers.sample import names
from evalhelpers.sample.setting import FIRST_MONTH, MONTHS, Scene, stream


@dataclass(frozen=True)
class Mentoring:
    """Mentors and the places they fill.

    Attributes
    ----------
    table
        `pendamping`, one row per mentor and term.
    slot
        Per grant, the place (a mentor's round) it belongs to.
    served
        Place x month: index into `table` of the mentor on duty, -1 while the place is vacant.
    rate
        Per place, expected contacts per person and half-year while it is filled.
    """

    table: pd.DataFrame
    slot: np.ndarray
    served: np.ndarray
    rate: np.ndarray


def assign(scene: Scene, grants: pd.DataFrame, seed: int) -> Mentoring:
    """Fill about one place per ten people in the programme and give every grant a place."""
    rng = stream(seed, "mentors")
    slot = np.zeros(len(grants), dtype=int)
    terms: list[dict[str, object]] = []
    served: list[np.ndarray] = []
    for number, plan in enumerate(scene.plans, start=1):
        mine = np.flatnonzero((grants["kab_kota"] == plan.slug).to_numpy())
        if len(mine) == 0:
            continue
        yearly = len(mine) / len(scene.yearly)
        places = max(1, round(yearly * 1.9 / 10))
        slot[mine] = len(served) + np.arange(len(mine)) % places
        used = 0
        for _ in range(places):
            row = np.full(MONTHS, -1)
            start, serial = 0, used + 1
            while start < MONTHS:
                leaves = rng.random() < 0.45
                end = min(MONTHS, start + int(rng.integers(14, 34))) if leaves else MONTHS
                row[start:end] = len(terms)
                terms.append(_term(plan.slug, f"PSK-{number:02d}-{serial:02d}", start, end, used == 0))
                used, serial = used + 1, used + 2
                start = end + int(rng.integers(3, 9))
            served.append(row)
    women = rng.random(len(terms)) < 0.5
    table = pd.DataFrame(terms)
    table.insert(1, "nama", names.full_names(rng, women))
    months = (
        (table["aktif_sampai"].fillna(pd.Timestamp("2025-12-31")) - table["aktif_dari"]).dt.days // 30
    ).to_numpy()
    table["laporan_bulanan"] = pd.array(np.rint(months * rng.uniform(0.6, 1.0, len(table))), dtype="Int64")
    return Mentoring(
        table, slot, np.array(served), rng.choice([0.5, 1.0, 1.6, 2.2], len(served), p=[0.2, 0.3, 0.3, 0.2])
    )


def _term(slug: str, code: str, start: int, end: int, first: bool) -> dict[str, object]:
    begins = (FIRST_MONTH + start).astype("datetime64[s]")
    ends = (FIRST_MONTH + end).astype("datetime64[s]") - np.timedelta64(1, "D")
    return {
        "id_pendamping": code,
        "kab_kota": slug,
        "aktif_dari": pd.Timestamp(begins) + pd.Timedelta(days=0 if start == 0 or first else 2),
        "aktif_sampai": pd.NaT if end >= MONTHS else pd.Timestamp(ends),
    }


def on_duty(mentoring: Mentoring, rows: np.ndarray, day: pd.Series) -> pd.Series:
    """Return the id of the mentor on duty for grants (row numbers) on days; missing while vacant."""
    month = month_index(day)
    index = mentoring.served[mentoring.slot[rows], month.clip(0, MONTHS - 1)]
    ids = mentoring.table["id_pendamping"].to_numpy()[np.maximum(index, 0)]
    return pd.Series(np.where((index >= 0) & (month >= 0), ids, None), index=day.index, dtype="str")


def month_index(day: pd.Series) -> np.ndarray:
    """Return months since the first month of the programme; a missing day gives a large negative number."""
    months = day.to_numpy().astype("datetime64[M]")
    gap = (months - FIRST_MONTH).astype("int64")
    return np.where(np.isnat(months), -999, gap)
