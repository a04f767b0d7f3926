"""Household income per head against the poverty line (method, rules 19 and 20)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalhelpers.catalogue import Rules
from evalhelpers.indicators.lookup import per_pair
from evalhelpers.indicators.population import UNKNOWN
from evalhelpers.indicators.visits import CRITERIA, last_of, picked
from evalhelpers.reference import Reference, poverty_lines

LATER = np.timedelta64(90, "D")


class Incomes:
    """The visits that asked for an income, each held against the line of its district and year.

    Parameters
    ----------
    people
        The deciding grants.
    visits
        Visits one a day; ``person`` is the position in `people`.
    among
        Marks the persons whose incomes are wanted: under policy ``fail`` no line of others is asked for.

    Raises
    ------
    DataError
        Under policy ``fail``, if the line of a year with an income is missing.
    """

    def __init__(
        self,
        people: pd.DataFrame,
        visits: pd.DataFrame,
        rules: Rules,
        reference: Reference,
        among: np.ndarray,
    ) -> None:
        self.people, self.rules = people, rules
        self._line = poverty_lines(reference, known_on=rules.report_date, policy=rules.poverty_policy)
        visits = visits[among[visits["person"].to_numpy("int64")]]
        person, day = visits["person"].to_numpy("int64"), visits["tgl_kunjungan"]
        household = pd.Series(people["jml_anggota_rt"].array.take(person), index=visits.index)
        head = _per_head(visits["pendapatan_rt_bulan"], visits["jml_anggota_rt"].fillna(household))
        home = pd.Series(people["kab_kota"].array.take(person), index=visits.index)
        # Only years with an income ask for a line.
        told = head.notna()
        above = (head[told] >= self._limits(home[told], day[told].dt.year)).astype("boolean").dropna()
        answers = [] if rules.max_kriteria_fm is None else CRITERIA
        table = visits.loc[above.index, ["person", "tgl_kunjungan", *answers]]
        self.table = table.assign(above=above.to_numpy(dtype=bool)).rename_axis("visit").reset_index()
        self._among = among

    def before(self) -> pd.Series:
        """Return whether each was at or above the line before the aid, missing where unknown.

        An income asked after the hand-over is no baseline.
        """
        people = self.people
        head = _per_head(people["pendapatan_rt_baseline"], people["jml_anggota_rt"]).reset_index(drop=True)
        asked = (people["tgl_baseline"] <= people["tgl_serah"]).to_numpy() & self._among
        head = head[head.notna() & asked]
        then = people[["kab_kota", "tgl_baseline"]].reset_index(drop=True).loc[head.index]
        limit = self._limits(then["kab_kota"], then["tgl_baseline"].dt.year)
        return (head >= limit).astype("boolean").reindex(range(len(people)))

    def last(self, start: np.ndarray | pd.Timestamp, end: np.ndarray | pd.Timestamp) -> np.ndarray:
        """Return per person the row of the last income between two days, -1 where there is none."""
        person, day = self.table["person"].to_numpy("int64"), self.table["tgl_kunjungan"].to_numpy()
        since, until = (self._of_each(limit)[person] for limit in (start, end))
        return last_of(self.table, (day >= since) & (day <= until), len(self.people))

    def above(self, last: np.ndarray) -> pd.Series:
        """Return whether each is at or above the line at the incomes of `last`."""
        return picked(self.table["above"].astype("boolean"), last)

    def lasting(self, last: np.ndarray) -> pd.Series:
        """Return the test of rule 20 without its denominator, for the persons with an income in `last`.

        At or above there and at the nearest income at least 90 days earlier, itself `due_after_days` after
        the hand-over, none below in between, and few enough criteria of poverty where the office has
        set a limit; a three-valued conjunction.
        """
        table, size = self.table, len(self.people)
        person, day = table["person"].to_numpy("int64"), table["tgl_kunjungan"].to_numpy()
        late = picked(table["tgl_kunjungan"], last).to_numpy()
        due = self.people["tgl_serah"].to_numpy() + np.timedelta64(self.rules.due_after_days, "D")
        early = last_of(table, (day <= late[person] - LATER) & (day >= due[person]), size)
        opened = picked(table["tgl_kunjungan"], early).to_numpy()
        between = (day >= opened[person]) & (day <= late[person])
        below = np.zeros(size, dtype=bool)
        below[person[between & ~table["above"].to_numpy(dtype=bool)]] = True
        passed = pd.Series(~below).astype("boolean").where(early >= 0)
        # Below at the last visit is an answer, even where no earlier visit exists.
        now = self.above(last)
        passed = passed.mask((~now).fillna(False).astype(bool), False).where(now.notna())
        if self.rules.max_kriteria_fm is None:
            return passed
        answers = pd.DataFrame({name: picked(table[name], last) for name in CRITERIA})
        few = (answers == "ya").sum(axis=1) <= self.rules.max_kriteria_fm
        judged = passed & few.astype("boolean").mask(answers.isna().any(axis=1))
        return judged.where(now.notna())

    def _of_each(self, limit: np.ndarray | pd.Timestamp) -> np.ndarray:
        if isinstance(limit, np.ndarray):
            return limit
        return np.full(len(self.people), limit.to_datetime64())

    def _limits(self, districts: pd.Series, years: pd.Series) -> pd.Series:
        def rupiah(district: object, year: int) -> float | None:
            known = isinstance(district, str) and district != UNKNOWN
            found = self._line(str(district), year) if known else None
            return float(found.rupiah) if found else None

        return per_pair(pd.DataFrame({"district": districts, "year": years}), rupiah)


def _per_head(income: pd.Series, size: pd.Series) -> pd.Series:
    return (income.astype("Float64") / size.astype("Float64")).where(size > 0)
