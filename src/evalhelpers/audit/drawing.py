"""A random draw of persons for visits of an examiner: stratified, and the same for the same seed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers.catalogue import UNMONITORED, Rules
from evalhelpers.indicators import PROVINCE, open_page
from evalhelpers.indicators.population import Tables
from evalhelpers.indicators.visits import STOPPED
from evalhelpers.periods import Period
from evalhelpers.reference import Reference

STRATA = ("aktif", STOPPED, "lainnya", UNMONITORED)


@dataclass(frozen=True)
class Stratum:
    """The persons of one district in one kind of state: how many there are, and how many are drawn."""

    district: str
    kind: str
    population: int
    sample: int

    @property
    def weight(self) -> float | None:
        """Return how many persons each one drawn stands for."""
        return self.population / self.sample if self.sample else None


@dataclass(frozen=True)
class Drawn:
    """A list for visits.

    Attributes
    ----------
    people
        One row per person drawn, in the order of the strata and of the draw: ``id_penerima``, ``kab_kota``,
        ``kode_kecamatan``, ``kind`` (one of `STRATA`), ``status``, ``row`` (``urutan`` of the deciding grant)
        and ``visit`` (that of the visit the status rests on, -1 without one).
    strata
        Those with somebody in them, by district in official order.
    """

    people: pd.DataFrame
    strata: tuple[Stratum, ...]
    asked: int
    seed: int
    period: str

    @property
    def population(self) -> int:
        """Return how many persons there are to draw from."""
        return sum(stratum.population for stratum in self.strata)


def draw(
    tables: Tables,
    *,
    period: Period,
    rules: Rules,
    reference: Reference,
    districts: Sequence[str],
    size: int,
    seed: int,
) -> Drawn:
    """Draw persons of N(T) of the province; only data, period and seed decide who."""
    page = open_page(
        tables, district=PROVINCE, period=period, rules=rules, reference=reference, districts=districts
    )
    at = np.flatnonzero(page.monitored)
    people = page.everyone.iloc[at][["kab_kota", "kode_kecamatan"]].reset_index()
    status = page.status["status"].iloc[at].to_numpy()
    people = people.assign(
        status=status,
        kind=[_kind(one, rules) for one in status],
        row=page.units.rows[at],
        visit=-1 if page.units.visits is None else page.units.visits[at],
    )
    order = {slug: rank for rank, slug in enumerate(districts)}
    parts = sorted(
        people.groupby(["kab_kota", "kind"]),
        key=lambda part: (order.get(part[0][0], len(order)), part[0][0], STRATA.index(part[0][1])),
    )
    sizes = allocate([len(rows) for _, rows in parts], size)
    strata = tuple(
        Stratum(home, kind, len(rows), n) for ((home, kind), rows), n in zip(parts, sizes, strict=True)
    )
    drawn = [_first(rows, n, f"{seed}|{period}") for (_, rows), n in zip(parts, sizes, strict=True)]
    found = pd.concat(drawn, ignore_index=True) if drawn else people
    return Drawn(found, strata, size, seed, str(period))


def allocate(populations: Sequence[int], size: int) -> list[int]:
    """Return how many to draw from each stratum: proportional by largest remainder, one or more if possible.

    >>> allocate([80, 15, 4, 1], 10), allocate([5, 5, 5], 2), allocate([3, 2], 9)
    ([7, 1, 1, 1], [1, 1, 0], [3, 2])
    """
    whole = sum(populations)
    size = min(size, whole)
    if not size:
        return [0] * len(populations)
    # In whole numbers: remainders are compared exactly.
    shares = [divmod(size * population, whole) for population in populations]
    found = [quotient for quotient, _ in shares]
    by_remainder = sorted(range(len(shares)), key=lambda at: (-shares[at][1], at))
    for at in by_remainder[: size - sum(found)]:
        found[at] += 1
    for at in sorted((at for at, n in enumerate(found) if not n), key=lambda at: (-populations[at], at)):
        # Taken from the stratum that has most above its share.
        richest = max(
            (other for other, n in enumerate(found) if n > 1),
            key=lambda other: (found[other] * whole - size * populations[other], found[other], -other),
            default=None,
        )
        if richest is None:
            break
        found[richest] -= 1
        found[at] += 1
    return found


def _kind(status: str, rules: Rules) -> str:
    if status in (STOPPED, UNMONITORED):
        return status
    return "aktif" if status in rules.active else "lainnya"


def _first(rows: pd.DataFrame, size: int, salt: str) -> pd.DataFrame:
    """Return the first persons in the order of a fingerprint nobody can steer."""
    marks = [hashlib.sha256(f"{salt}|{person}".encode()).hexdigest() for person in rows["id_penerima"]]
    return rows.assign(mark=marks).sort_values("mark").head(size).drop(columns="mark")
