"""Valid visits, one a day, and the state of the business at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from evalhelpers.catalogue import UNMONITORED, Rules

Record = dict[str, Any]
_NEVER = datetime(1, 1, 1)  # noqa: DTZ001  the times of the tables have no zone
REFUSED = ("ditolak", "ditunda")
_STOP, _PAUSE = "berhenti_permanen", "berhenti_sementara"


def valid(rows: Sequence[Record], after: date, until: date, rules: Rules) -> list[Record]:
    """Return the valid rows after a hand-over, by day."""
    kept = [
        row
        for row in rows
        if row["hasil_kunjungan"] == "bertemu"
        and row["status_usaha"] is not None
        and row["tgl_kunjungan"] is not None
        and after < row["tgl_kunjungan"] <= until
        and row["validasi"] not in REFUSED
        and row["cara"] in rules.valid_modes
    ]
    return sorted(kept, key=lambda row: (row["tgl_kunjungan"], row["urutan"]))


def with_states(contacts: Sequence[Record], rules: Rules) -> list[Record]:
    """Return one visit a day with its `day`, `state` and `first`: where the run of that state began."""
    best: dict[date, Record] = {}
    for row in contacts:
        other = best.get(row["tgl_kunjungan"])
        if other is None or _rank(row) > _rank(other):
            best[row["tgl_kunjungan"]] = row
    made: list[Record] = []
    for day in sorted(best):
        row = best[day]
        made.append({**row, "day": day, "state": _state(row, made[-1] if made else None, rules)})
    for at, visit in enumerate(made):
        continues = at > 0 and made[at - 1]["state"] == visit["state"]
        visit["at"] = at
        visit["first"] = made[at - 1]["first"] if continues else at
    return made


def _rank(row: Record) -> tuple[Any, ...]:
    official = row["peran_petugas"] is not None and row["peran_petugas"] != "pendamping"
    return official, row["waktu_kirim"] or _NEVER, row["urutan"]


def _state(row: Record, before: Record | None, rules: Rules) -> str:
    said = row["status_usaha"]
    if before is None or said == _STOP:
        return said
    if before["state"] == _STOP and said not in rules.active:
        return _STOP
    apart = (row["tgl_kunjungan"] - before["tgl_kunjungan"]).days
    both = said == before["status_usaha"] == _PAUSE
    return _STOP if both and apart >= rules.stopped_twice_days else said


def status_at(visits: Sequence[Record], day: date, window: date) -> tuple[str, Record | None]:
    """Return the status at a day and the visit it rests on."""
    earlier = [visit for visit in visits if visit["day"] <= day]
    if earlier and (earlier[-1]["state"] == _STOP or earlier[-1]["day"] >= window):
        return earlier[-1]["state"], earlier[-1]
    return UNMONITORED, None


def by_mentor(contacts: Sequence[Record], after: date, until: date) -> int:
    """Return how many valid rows are a mentor's, with after < day <= until."""
    return sum(
        row["peran_petugas"] == "pendamping" and after < row["tgl_kunjungan"] <= until for row in contacts
    )


def causes_of(visit: Record) -> set[str]:
    """Return the causes a visit names, primary and others."""
    return {visit["penyebab_utama"] or "99", *(visit["penyebab_semua"] or "").split()}
