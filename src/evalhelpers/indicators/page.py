"""What the indicators of one page share: grants, persons, visits, incomes; each made when first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from evalhelpers.catalogue import UNMONITORED, Rules
from evalhelpers.indicators.lines import Incomes
from evalhelpers.indicators.population import (
    PROVINCE,
    UNKNOWN,
    Tables,
    both,
    called_off,
    everyone,
    left,
    monitored,
    status_at,
    third_level,
)
from evalhelpers.indicators.profits import profits
from evalhelpers.indicators.rows import Group, Place, Units, groups
from evalhelpers.indicators.visits import (
    MENTOR,
    STOPPED,
    UNSEEN,
    accepted,
    last_of,
    one_a_day,
    per_person,
    picked,
)
from evalhelpers.periods import Period
from evalhelpers.reference import Reference

_GRANT = [
    "id_bantuan",
    "id_penerima",
    "kab_kota",
    "jenis_kelamin",
    "kelompok_usaha",
    "kelompok_umur",
    "disabilitas",
]
_GRANT += [
    "bentuk_bantuan",
    "tahun_anggaran",
    "jenis_usaha",
    "kode_kecamatan",
    "id_pendamping",
    "no_sk",
    "tgl_sk",
]
_GRANT += ["tgl_serah", "nilai_sk", "nilai_salur", "status_dtks", "desil_dtsen", "tgl_cek_dtsen"]
_GRANT += ["status_administrasi", "tgl_status", "tgl_baseline", "laba_baseline", "sumber_baseline"]
_GRANT += ["pendapatan_rt_baseline", "jml_anggota_rt", *(f"kriteria_fm_{x}" for x in "abcdefgh"), "urutan"]
# Divides what the office looks at for itself.
INSIDE = "pendamping"
_OF_PERSON = ("tahun", "jenis_kelamin", "kelompok_usaha", "kelompok_umur", "bentuk_bantuan")


@dataclass(frozen=True)
class Page:
    """One district, or the province, and period.

    Frames of persons are of *everyone* whose aid was handed over early enough, by ``id_penerima``;
    positions in them are the ``person`` of the visits. `here` marks those of the page, `monitored`
    those of N(T) among them.
    """

    tables: Tables
    place: Place
    period: Period
    rules: Rules
    reference: Reference
    districts: Sequence[str]

    @property
    def is_province(self) -> bool:
        """Say whether the page is the province's."""
        return self.place.district == PROVINCE

    @property
    def start(self) -> pd.Timestamp:
        """Return the period's first day."""
        return pd.Timestamp(self.period.start)

    @property
    def end(self) -> pd.Timestamp:
        """Return the period's last day, T."""
        return pd.Timestamp(self.period.end)

    @property
    def window(self) -> pd.Timestamp:
        """Return the first day of the status window (rule 7)."""
        return pd.Timestamp(self.period.window_start(self.rules.lookback_months))

    # Grants

    @cached_property
    def grants(self) -> pd.DataFrame:
        """Return the grants of the page; in the province those of no known district marked so."""
        papers = [f"dok_{paper}" for paper in self.rules.application_papers]
        rows = self.tables["penerima"][[*_GRANT, *papers]]
        home = rows["kab_kota"]
        if not self.is_province:
            return rows[home == self.place.district].reset_index(drop=True)
        return rows.assign(kab_kota=self._placed(home)).reset_index(drop=True)

    @cached_property
    def decreed(self) -> pd.DataFrame:
        """Return the grants in an SK of the fiscal year up to T."""
        rows = self.grants
        return rows[(rows["tahun_anggaran"] == self.period.year) & (rows["tgl_sk"] <= self.end)].reset_index(
            drop=True
        )

    @cached_property
    def called_off(self) -> np.ndarray:
        """Say which of the page's grants were called off up to T."""
        return called_off(self.grants, self.end).to_numpy(dtype=bool, na_value=False)

    def grant_groups(self, grants: pd.DataFrame) -> list[Group]:
        """Return the groups of some grants."""
        return groups(grants, [*_OF_PERSON[1:], *self._places])

    # Persons

    @cached_property
    def everyone(self) -> pd.DataFrame:
        """Return everyone, of whatever district, with the grant that decides."""
        people = everyone(self.tables["penerima"][_GRANT], period=self.period, rules=self.rules)
        if self.is_province:
            people = people.assign(kab_kota=self._placed(people["kab_kota"]))
        return people.assign(tahun=people["tahun_anggaran"].astype("str"), pendamping=people["id_pendamping"])

    @cached_property
    def here(self) -> np.ndarray:
        """Mark the persons of the page among everyone."""
        if self.is_province:
            return np.ones(len(self.everyone), dtype=bool)
        return (self.everyone["kab_kota"] == self.place.district).to_numpy(dtype=bool, na_value=False)

    @cached_property
    def monitored(self) -> np.ndarray:
        """Mark N(T) of the page."""
        return self.here & monitored(self.everyone, self.period, self.rules).to_numpy()

    @cached_property
    def parts(self) -> list[Group]:
        """Return N(T) and its groups, as positions among everyone; by mentor only where a ledger is kept.

        A ledger stays in the office, and so does what is known of each mentor.
        """
        inside = () if self.place.ledger is None else (INSIDE,)
        return self.parts_by(*_OF_PERSON, *self._places, *inside)

    def parts_by(self, *dimensions: str) -> list[Group]:
        """Return N(T) and its groups by some columns of everyone."""
        at = np.flatnonzero(self.monitored)
        return [(name, at[rows]) for name, rows in groups(self.everyone.iloc[at], dimensions)]

    def parts_by_place(self, *dimensions: str) -> list[Group]:
        """Return N(T) and its groups by some columns, and on the province page by district."""
        return self.parts_by(*dimensions, *(["kab_kota"] if self.is_province else []))

    @cached_property
    def units(self) -> Units:
        """Return everyone as what is counted: the deciding grant, and the visit the status rests on."""
        return Units(
            "penerima", self.everyone["urutan"].to_numpy("int64"), self.visit_rows(self.status["last"])
        )

    def persons_by(self, visits: np.ndarray) -> Units:
        """Return everyone as what is counted, with other visits that decide (positions, -1 for none)."""
        return Units("penerima", self.everyone["urutan"].to_numpy("int64"), self.visit_rows(visits))

    def visit_rows(self, at: np.ndarray | pd.Series) -> np.ndarray:
        """Return the rows of the table of visits at some positions, -1 where there is none."""
        at = np.asarray(at)
        rows = self.visits["urutan"].to_numpy("int64")
        return np.where(at >= 0, rows[at], -1) if len(rows) else np.full(len(at), -1)

    # Visits

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Return all valid visits to everyone up to T."""
        handed = self.everyone["tgl_serah"].to_numpy()
        return accepted(self.tables["kunjungan"], self.everyone.index, handed, self.end, self.rules)

    @cached_property
    def visits(self) -> pd.DataFrame:
        """Return the valid visits one a day."""
        return one_a_day(self.contacts, self.rules)

    @cached_property
    def mentor_visits(self) -> pd.DataFrame:
        """Return the valid visits by mentors, all of a day."""
        return self.contacts[self.contacts["peran_petugas"] == MENTOR]

    def mentoring(self, start: np.ndarray | pd.Timestamp, end: np.ndarray | pd.Timestamp) -> np.ndarray:
        """Return how often mentors visited each between two days (each person's own, or one for all)."""
        found = self.mentor_visits
        person, day = found["person"].to_numpy("int64"), found["tgl_kunjungan"].to_numpy()
        since, until = (
            limit[person] if isinstance(limit, np.ndarray) else limit.to_datetime64()
            for limit in (start, end)
        )
        return per_person(found[(day >= since) & (day <= until)], len(self.everyone))

    # What is known of each person, in the order of everyone

    @cached_property
    def status(self) -> pd.DataFrame:
        """Return each person's status at T; see `status_at`."""
        return status_at(self.visits, len(self.everyone), self.end, self.window)

    @cached_property
    def carried(self) -> pd.Series:
        """Mark stops known from before the window."""
        return self.status["carried"]

    @cached_property
    def known(self) -> np.ndarray:
        """Mark whose status is known."""
        return (self.status["status"] != UNMONITORED).to_numpy()

    @cached_property
    def active(self) -> pd.Series:
        """Return whether each business is active at T, missing where unknown."""
        return self.status["status"].isin(self.rules.active).astype("boolean").where(self.known)

    @cached_property
    def stopped(self) -> pd.Series:
        """Return whether each has stopped for good, missing where unknown."""
        return (self.status["status"] == STOPPED).astype("boolean").where(self.known)

    @cached_property
    def exits(self) -> np.ndarray:
        """Mark who had left before the period (rule 4)."""
        return left(self.everyone, self.tables["penerima"], self.tables["kunjungan"], self.start)

    @cached_property
    def due(self) -> np.ndarray:
        """Mark who is due for a visit in the period: neither gone nor stopped for good before it (rule 4)."""
        before = status_at(self.visits, len(self.everyone), self.start - pd.Timedelta(days=1), self.start)
        return ~(self.exits | (before["status"] == STOPPED).to_numpy(dtype=bool, na_value=False))

    @cached_property
    def seen(self) -> np.ndarray:
        """Mark who was validly visited face to face in the period.

        Of all valid visits: an official's telephone call undoes no visit of that day.
        """
        return self.met("tatap_muka")

    def met(self, mode: str) -> np.ndarray:
        """Mark who has a valid visit of a mode in the period."""
        found = self.contacts
        return (
            per_person(
                found[(found["cara"] == mode) & (found["tgl_kunjungan"] >= self.start)], len(self.everyone)
            )
            > 0
        )

    @cached_property
    def profits(self) -> pd.DataFrame:
        """Return profit and its change; see `profits.profits`."""
        found = profits(self.everyone, self.visits, self.status, self.reference)
        return found.reset_index(drop=True)

    @cached_property
    def incomes(self) -> Incomes:
        """Return the incomes of N(T)."""
        return Incomes(self.everyone, self.visits, self.rules, self.reference, self.monitored)

    @cached_property
    def last_income(self) -> np.ndarray:
        """Return per person the row of the last income in the window, -1 where there is none."""
        return self.incomes.last(self.window, self.end)

    @cached_property
    def above(self) -> pd.Series:
        """Return whether each is at or above the line at the last income in the window."""
        return self.incomes.above(self.last_income)

    @cached_property
    def above_before(self) -> pd.Series:
        """Return whether each was at or above the line before the aid."""
        return self.incomes.before()

    @cached_property
    def above_twice(self) -> pd.Series:
        """Return the test of rule 20 without its denominator."""
        return self.incomes.lasting(self.last_income)

    def gained(self, profits: pd.DataFrame, least: float) -> pd.Series:
        """Return whether a gain is at least so much, missing where there is none."""
        gain = profits["gain"]
        return gain.ge(least).astype("boolean").mask(gain.isna())

    @cached_property
    def grown(self) -> pd.Series:
        """Return whether each reaches the second level of success (rule 12)."""
        return both(self.active, self.gained(self.profits, self.rules.profit_gain))

    @cached_property
    def graduated(self) -> pd.Series:
        """Return whether each reaches the third level (rule 12)."""
        return third_level(self.grown, self.above_twice)

    @cached_property
    def asset_visit(self) -> np.ndarray:
        """Return the last visit in the window that saw the aid's assets, -1 where none did."""
        seen = self.visits["aset_bantuan_status"].notna() & (self.visits["aset_bantuan_status"] != UNSEEN)
        recent = self.visits["tgl_kunjungan"] >= self.window
        return last_of(self.visits, (seen & recent).to_numpy(dtype=bool, na_value=False), len(self.everyone))

    @cached_property
    def asset(self) -> pd.Series:
        """Return the state of the aid's assets at that visit, missing where there is none."""
        return picked(self.visits["aset_bantuan_status"], self.asset_visit)

    # Ways of grouping

    @property
    def _places(self) -> tuple[str, ...]:
        return ("kab_kota", "disabilitas") if self.is_province else ()

    def _placed(self, home: pd.Series) -> pd.Series:
        return home.where(home.isin(list(self.districts)), UNKNOWN)
