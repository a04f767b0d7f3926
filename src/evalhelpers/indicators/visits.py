"""Which visits are valid, and the state of the business each one found (method, rules 5, 6, 8 and 9)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalhelpers.catalogue import Rules

STOPPED = "berhenti_permanen"
PAUSED = "berhenti_sementara"
MENTOR = "pendamping"
UNSEEN = "tidak_dilihat"
OFFICIALS = frozenset({"dinsos_prov", "dinsos_kab", "inspektorat"})
REFUSED = ("ditolak", "ditunda")
CRITERIA = [f"kriteria_fm_{letter}" for letter in "abcdefgh"]
_VISIT = ["tgl_kunjungan", "waktu_kirim", "peran_petugas", "cara", "status_usaha", "tgl_berhenti", "urutan"]
_VISIT += ["penyebab_utama", "penyebab_semua", "sumber_atribusi", "omzet_bulan", "biaya_bulan", "laba_bulan"]
_VISIT += ["pendapatan_rt_bulan", "jml_anggota_rt", "tabungan_ada", "aset_bantuan_status", *CRITERIA]


def accepted(
    visits: pd.DataFrame, people: pd.Index, handed: np.ndarray, end: pd.Timestamp, rules: Rules
) -> pd.DataFrame:
    """Return the valid visits up to a day (rule 5), in the order of the table.

    Parameters
    ----------
    people, handed
        Who counts, and the day from after which visits to each do.

    Returns
    -------
    pandas.DataFrame
        One row per visit; ``person`` is the position in `people`.
    """
    person = people.get_indexer(visits["id_penerima"])
    met = (visits["hasil_kunjungan"] == "bertemu") & ~visits["validasi"].isin(REFUSED) & (person >= 0)
    found = visits.loc[met, _VISIT].assign(person=person[met])
    fits = (
        found["status_usaha"].notna()
        & (found["tgl_kunjungan"] > handed[found["person"]])
        & (found["tgl_kunjungan"] <= end)
        & found["cara"].isin(rules.valid_modes)
    )
    return found[fits]


def one_a_day(visits: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return one of the valid visits per person and day, by person and in time order (rule 6).

    ``state`` is the status with stops carried forward and a pause confirmed after 90 days made
    permanent (rules 8 and 9). ``opening`` is the position of the visit that first recorded the state,
    ``lively`` that of the last visit up to each row that found the business active, -1 where none.
    """
    found = visits.assign(official=visits["peran_petugas"].isin(OFFICIALS))
    order = ["person", "tgl_kunjungan", "official", "waktu_kirim", "urutan"]
    found = found.sort_values(order, kind="stable", na_position="first")
    found = found.drop_duplicates(["person", "tgl_kunjungan"], keep="last").reset_index(drop=True)
    first = ~found["person"].duplicated()
    state = _state(found, first, rules)
    lively = latest(state.isin(rules.active))
    return found.assign(
        state=state,
        opening=latest(first | (state != state.shift())),
        # All visits lie person by person: an active one before the person's first is somebody else's.
        lively=np.where(lively >= latest(first), lively, -1),
    )


def _state(visits: pd.DataFrame, first: pd.Series, rules: Rules) -> pd.Series:
    status = visits["status_usaha"]
    paused = status == PAUSED
    apart = visits["tgl_kunjungan"].diff().dt.days >= rules.stopped_twice_days
    stop = (status == STOPPED) | (paused & paused.shift(fill_value=False) & ~first & apart)
    last_stop = latest(stop)
    stopped = (last_stop >= latest(first)) & (last_stop >= latest(status.isin(rules.active)))
    return status.mask(stopped, STOPPED)


def latest(marks: pd.Series) -> np.ndarray:
    """Return for each row the position of the last marked row up to it, -1 where there is none."""
    return np.maximum.accumulate(np.where(marks, np.arange(len(marks)), -1))


def earlier_active(visits: pd.DataFrame, at: np.ndarray) -> np.ndarray:
    """Return the person's last visit before each position that found it active, -1 where none did."""
    if not len(visits):
        return np.full(len(at), -1)
    person, lively = visits["person"].to_numpy(), visits["lively"].to_numpy()
    before = np.maximum(at - 1, 0)
    same = (at > 0) & (person[before] == person[np.maximum(at, 0)])
    return np.where(same, lively[before], -1)


def last_up_to(visits: pd.DataFrame, end: pd.Timestamp, size: int) -> np.ndarray:
    """Return per person the position of the last visit up to a day, -1 where there is none."""
    return last_of(visits, (visits["tgl_kunjungan"] <= end).to_numpy(), size)


def last_of(visits: pd.DataFrame, marks: np.ndarray, size: int) -> np.ndarray:
    """Return per person the position of the last marked visit, -1 where there is none."""
    found = np.full(size, -1)
    at = np.flatnonzero(marks)
    # Visits stand in time order: of several that are written to one place the last one stays.
    found[visits["person"].to_numpy()[at]] = at
    return found


def per_person(visits: pd.DataFrame, size: int) -> np.ndarray:
    """Return how many of the visits each person has."""
    return np.bincount(visits["person"].to_numpy("int64"), minlength=size)


def picked(column: pd.Series, at: np.ndarray) -> pd.Series:
    """Return the values of a column at some positions, missing where the position is -1."""
    if not len(column):
        return pd.Series(pd.array([None] * len(at), dtype=column.dtype))
    return pd.Series(column.array.take(at, allow_fill=True))
