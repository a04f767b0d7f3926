"""C2: why businesses stopped or decline (method, rules 27 and 28)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers.catalogue import CAUSES
from evalhelpers.indicators.business import MENTORING_DAYS, last_active
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.rows import Answers, Row, Units
from evalhelpers.indicators.visits import PAUSED, STOPPED, picked

TABLES = {"berhenti_permanen": (STOPPED,), "menurun_atau_sementara": ("menurun", PAUSED)}
MISUSE = "P4"
EVENT_DAYS = np.timedelta64(90, "D")
FEWEST_OF_KIND = 10
_ATTRIBUTION = ("penerima", "pendamping", "petugas")
_MISFIT = ("21", "24")


@dataclass(frozen=True)
class Stated:
    """What the visit that first recorded each person's state says of its cause, in the order of everyone."""

    since: np.ndarray
    primary: pd.Series
    named: pd.Series
    by: pd.Series
    units: Units

    @property
    def group(self) -> pd.Series:
        """Return the group of the primary cause."""
        return "P" + self.primary.str[0]

    def names(self, cause: str) -> np.ndarray:
        """Say whose causes, primary or not, begin with some digits."""
        return self.named.str.contains(rf"\b{cause}").to_numpy(dtype=bool, na_value=False)


def stated(page: Page) -> Stated:
    """Return what is said of the causes of everyone's state.

    A first visit that names no cause is an unknown cause, not that of an earlier status.
    """
    opening, visits = page.status["opening"].to_numpy(), page.visits
    primary = picked(visits["penyebab_utama"], opening).fillna("99")
    return Stated(
        since=picked(visits["tgl_kunjungan"], opening).to_numpy(),
        primary=primary,
        named=primary + " " + picked(visits["penyebab_semua"], opening).fillna(""),
        by=picked(visits["sumber_atribusi"], opening),
        units=page.persons_by(opening),
    )


def composition(page: Page) -> Iterator[Row]:
    """Yield the cases by cause: all and new ones, all causes named, supported ones, and by who said so."""
    said, status = stated(page), page.status["status"]
    group = said.group
    cases = {
        table: np.flatnonzero(page.monitored & status.isin(states).to_numpy())
        for table, states in TABLES.items()
    }
    for table, rows in cases.items():
        new = rows[said.since[rows] >= page.start.to_datetime64()]
        for suffix, part in (("", rows), ("_baru", new)):
            for cause in CAUSES:
                yield from _part(page, table + suffix, f"penyebab={cause}", said, group == cause, part)
            for item in sorted(set(said.primary.iloc[part])) if page.is_province else ():
                yield from _part(page, table + suffix, f"rinci={item}", said, said.primary == item, part)
    for table, rows in cases.items():
        for cause in CAUSES[:-1]:
            if page.is_province or cause != MISUSE:
                named = pd.Series(said.names(cause[1]))
                yield from _part(page, f"{table}_semua", f"penyebab={cause}", said, named, rows)
    if page.is_province:
        yield from _by_voice(page, said, cases)


def _by_voice(page: Page, said: Stated, cases: dict[str, np.ndarray]) -> Iterator[Row]:
    """Yield the cases whose cause other evidence supports, and the causes by who stated them."""
    evidence, group = _supported(page, said), said.group
    for table, rows in cases.items():
        for cause, mark in evidence.items():
            of_cause = rows[(group == cause).to_numpy(dtype=bool)[rows]]
            yield from _part(page, f"{table}_terbukti", f"penyebab={cause}", said, pd.Series(mark), of_cause)
        for source in _ATTRIBUTION:
            told = rows[(said.by == source).to_numpy(dtype=bool, na_value=False)[rows]]
            for cause in CAUSES:
                yield from _part(
                    page, f"{table}_menurut_{source}", f"penyebab={cause}", said, group == cause, told
                )


def _part(
    page: Page, measure: str, group: str, said: Stated, marks: pd.Series, rows: np.ndarray
) -> Iterator[Row]:
    yield from page.place.part("C2", measure, group, Answers(said.units, marks.astype("boolean")), rows)


def _supported(page: Page, said: Stated) -> dict[str, np.ndarray]:
    """Say by cause who has other evidence for it (rule 28); a cause that only the mentor states has none."""
    other_voice = (said.by != "pendamping").fillna(True).to_numpy(dtype=bool)
    found = {"P2": _misfit(page, said), "P3": _struck(page, said)}
    if page.rules.minimum_contacts is not None:
        until = last_active(page)
        often = page.mentoring(until - np.timedelta64(MENTORING_DAYS - 1, "D"), until)
        found = {"P1": often < page.rules.minimum_contacts, **found}
    return {cause: mark & other_voice for cause, mark in found.items()}


def _misfit(page: Page, said: Stated) -> np.ndarray:
    """Say whose kind of business fails more often than every other, or was found unsuitable by an officer."""
    by_officer = (said.by == "petugas").to_numpy(dtype=bool, na_value=False)
    assessed = by_officer & np.logical_or.reduce([said.names(item) for item in _MISFIT])
    known = page.monitored & page.known
    failed = page.stopped.to_numpy(dtype=bool, na_value=False)
    table = pd.DataFrame({"kind": page.everyone["jenis_usaha"].to_numpy(), "failed": failed})[known]
    kinds = table.groupby("kind")["failed"].agg(["sum", "size"])
    share = (kinds["sum"] / kinds["size"]).where(kinds["size"] >= FEWEST_OF_KIND)
    marks = np.zeros(len(failed), dtype=bool)
    for kind, (bad, size) in kinds.iterrows():
        # The person is left out of its own kind: the others must bear the evidence.
        others = size - 1
        if others >= FEWEST_OF_KIND:
            mine = known & (page.everyone["jenis_usaha"] == kind).to_numpy(dtype=bool, na_value=False)
            marks |= mine & ((bad - failed) / others > share.drop(kind).max())
    return marks | assessed


def _struck(page: Page, said: Stated) -> np.ndarray:
    """Say who had a dated event or death in the 90 days before the state began."""
    people, events = page.everyone, page.reference.events
    died = (people["status_administrasi"] == "meninggal") & (people["tgl_status"] <= page.end)
    day = people["tgl_status"].to_numpy()
    marks = died.to_numpy(dtype=bool, na_value=False) & (day >= said.since - EVENT_DAYS) & (day <= said.since)
    for event in events.itertuples(index=False):
        near = (event.tanggal.to_datetime64() <= said.since) & (
            event.tanggal.to_datetime64() >= said.since - EVENT_DAYS
        )
        place = people["kab_kota"] == event.kab_kota
        if isinstance(event.kode_kecamatan, str) and event.kode_kecamatan:
            place = place & (people["kode_kecamatan"] == event.kode_kecamatan)
        marks |= near & place.to_numpy(dtype=bool, na_value=False)
    return marks
