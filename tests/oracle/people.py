"""Who counts: rows as plain dicts, deciding grants, everyone, and the evaluated population."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from evalhelpers.catalogue import UNMONITORED, Rules
from evalhelpers.periods import Period, shift_months
from evalhelpers.reference import Reference
from oracle import visits
from oracle.places import Places
from oracle.rows import split

Record = dict[str, Any]
UNKNOWN = "tidak-diketahui"
PROVINCE = "provinsi"
STOPPED = "berhenti_permanen"
_GROUPS_OF_PERSONS = (("tahun", "tahun_anggaran"), ("jenis_kelamin", "jenis_kelamin"),
                      ("kelompok_usaha", "kelompok_usaha"), ("kelompok_umur", "kelompok_umur"),
                      ("bentuk_bantuan", "bentuk_bantuan"))  # fmt: skip


def records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows in their natural order as dicts; what is missing is None, days are dates."""
    made = [{str(k): _plain(k, v) for k, v in row.items()} for row in frame.to_dict("records")]
    return sorted(made, key=lambda row: row["urutan"])


def _plain(name: Any, value: Any) -> Any:
    if pd.isna(value) or value == "":
        return None
    if isinstance(value, datetime):
        return value if name == "waktu_kirim" else value.date()
    return value


def days(count: int) -> timedelta:
    return timedelta(days=count)


def called_off(grant: Record, day: date) -> bool:
    """Say whether a grant is called off on a day."""
    dated = grant["tgl_status"]
    return grant["status_administrasi"] == "batal" and not (dated is not None and dated > day)


def handed_by(grant: Record, day: date) -> bool:
    return grant["tgl_serah"] is not None and grant["tgl_serah"] <= day


def home(row: Record) -> str:
    return row["kab_kota"] or UNKNOWN


def _cell(of: Callable[[Any], Record], column: str) -> Callable[[Any], Any]:
    return lambda thing: of(thing)[column]


@dataclass
class Person:
    """One person at the end of a period, as the deciding grant makes it."""

    id: str
    grant: Record
    grants: list[Record]
    rows: list[Record]
    contacts: list[Record]
    visits: list[Record]
    status: str = UNMONITORED
    seen: Record | None = None
    is_carried: bool = False

    @property
    def handed(self) -> date:
        return self.grant["tgl_serah"]

    @property
    def is_known(self) -> bool:
        return self.status != UNMONITORED


@dataclass
class Page:
    """All a page is made from."""

    tables: Mapping[str, pd.DataFrame]
    district: str
    period: Period
    rules: Rules
    reference: Reference
    districts: Sequence[str]
    everyone: list[Person] = field(init=False)
    counted: list[Person] = field(init=False)
    read: dict[str, list[Record]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.start, self.end = self.period.start, self.period.end
        self.window = self.period.window_start(self.rules.lookback_months)
        self.is_province = self.district == PROVINCE
        self.places = Places(self.reference, self.rules)
        self.all_grants = self.table("penerima")
        self.grants = [grant for grant in self.all_grants if self.has(grant)]
        self.grants_of: dict[str, list[Record]] = {}
        for grant in self.all_grants:
            self.grants_of.setdefault(grant["id_penerima"], []).append(grant)
        self.rows_of: dict[str, list[Record]] = {}
        for row in self.table("kunjungan"):
            self.rows_of.setdefault(row["id_penerima"], []).append(row)
        everybody = [self._person(name, grants) for name, grants in self.grants_of.items()]
        self.everybody = {person.id: person for person in everybody if person is not None}
        self.everyone = [person for person in self.everybody.values() if self.has(person.grant)]
        since = shift_months(self.end, -self.rules.monitor_months)
        self.counted = [person for person in self.everyone if person.handed > since]

    def table(self, name: str) -> list[Record]:
        """Return a table's rows; one that is not there has none."""
        if name not in self.read:
            self.read[name] = records(self.tables[name]) if name in self.tables else []
        return self.read[name]

    def has(self, row: Record) -> bool:
        """Say whether a row's district is that of the page."""
        return self.is_province or row["kab_kota"] == self.district

    def _person(self, name: str, grants: list[Record]) -> Person | None:
        limit = self.end - days(self.rules.due_after_days)
        candidates = [g for g in grants if not called_off(g, self.end) and handed_by(g, limit)]
        if not candidates:
            return None
        deciding = candidates[0]
        for grant in candidates:
            if grant["tgl_serah"] >= deciding["tgl_serah"]:
                deciding = grant
        deaths = [
            g["tgl_status"] for g in grants if g["status_administrasi"] == "meninggal" and g["tgl_status"]
        ]
        handed = deciding["tgl_serah"]
        if deaths and min(deaths) < handed:
            return None
        rows = self.rows_of.get(name, [])
        contacts = visits.valid(rows, handed, self.end, self.rules)
        person = Person(name, deciding, grants, rows, contacts, visits.with_states(contacts, self.rules))
        person.status, person.seen = visits.status_at(person.visits, self.end, self.window)
        person.is_carried = person.seen is not None and person.seen["day"] < self.window
        return person

    def decreed(self) -> list[Record]:
        """Return the grants in a decree of the period's year, up to its end."""
        return [
            grant
            for grant in self.grants
            if grant["tahun_anggaran"] == self.period.year and grant["tgl_sk"] and grant["tgl_sk"] <= self.end
        ]

    def groups_of_persons(
        self, persons: Sequence[Any], of: Callable[[Any], Record] = lambda person: person.grant
    ) -> Iterator[tuple[str, list[Any]]]:
        """Yield the groups S of persons, `semua` first."""
        yield "semua", list(persons)
        for name, column in _GROUPS_OF_PERSONS:
            yield from split(persons, name, _cell(of, column))
        if self.is_province:
            yield from split(persons, "kab_kota", lambda thing: home(of(thing)))
            yield from split(persons, "disabilitas", _cell(of, "disabilitas"))

    def groups_of_grants(self, grants: Sequence[Record]) -> Iterator[tuple[str, list[Any]]]:
        """Yield the groups G of grants: those of persons but the year."""
        for group, members in self.groups_of_persons(grants, lambda grant: grant):
            if not group.startswith("tahun="):
                yield group, members

    def groups(
        self, things: Sequence[Any], *names: str, of: Callable[[Any], Record] = lambda person: person.grant
    ) -> Iterator[tuple[str, list[Any]]]:
        """Yield `semua`, the groups of some columns, and the districts on the page of the province."""
        yield "semua", list(things)
        for name in names:
            column = "tahun_anggaran" if name == "tahun" else name
            yield from split(things, name, _cell(of, column))
        if self.is_province:
            yield from split(things, "kab_kota", lambda thing: home(of(thing)))
