"""Who counts, and what is known of each person at a period's end (method, sections 1, 2 and 5)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evalhelpers.catalogue import UNMONITORED, Rules
from evalhelpers.errors import DataError
from evalhelpers.indicators.visits import PAUSED, REFUSED, STOPPED, last_up_to, picked
from evalhelpers.periods import Period, shift_months

PROVINCE, UNKNOWN = "provinsi", "tidak-diketahui"
NO_PROFIT = frozenset({STOPPED, PAUSED, "belum_berjalan"})
LEFT = ("meninggal", "pindah", "mengundurkan_diri")
Tables = Mapping[str, pd.DataFrame]


def evaluated(grants: pd.DataFrame, *, district: str, period: Period, rules: Rules) -> pd.DataFrame:
    """Return the persons of N(T) with the grant that decides for each (rules 1 and 3)."""
    people = everyone(grants, period=period, rules=rules)
    people = people[monitored(people, period, rules)]
    return people if district == PROVINCE else people[people["kab_kota"] == district]


def everyone(grants: pd.DataFrame, *, period: Period, rules: Rules) -> pd.DataFrame:
    """Return all persons whose aid was handed over early enough, with the grant that decides (rule 1).

    One row per person, indexed by ``id_penerima`` in that order. What was recorded after T is not yet
    so: a grant called off later counts, a later one does not.
    """
    end = pd.Timestamp(period.end)
    latest = end - pd.Timedelta(days=rules.due_after_days)
    # The rows are chosen by a few columns; all the others are copied once, for those chosen.
    key = grants[["id_penerima", "tgl_serah", "urutan", "status_administrasi", "tgl_status"]]
    key = key.reset_index(drop=True)
    handed = key[~called_off(key, end) & (key["tgl_serah"] <= latest)]
    handed = handed.sort_values(["tgl_serah", "urutan"], kind="stable")
    handed = handed.drop_duplicates("id_penerima", keep="last").sort_values("id_penerima")
    deaths = key[key["status_administrasi"] == "meninggal"].groupby("id_penerima")["tgl_status"].min()
    alive = ~(deaths.reindex(handed["id_penerima"]).to_numpy() < handed["tgl_serah"])
    return grants.iloc[handed.index[alive]].set_index("id_penerima")


def monitored(people: pd.DataFrame, period: Period, rules: Rules) -> pd.Series:
    """Say which of everyone are in N(T): handed over within the months of monitoring (rule 3)."""
    return people["tgl_serah"] > pd.Timestamp(shift_months(period.end, -rules.monitor_months))


def called_off(grants: pd.DataFrame, end: pd.Timestamp) -> pd.Series:
    """Say which grants were called off by a day."""
    return (grants["status_administrasi"] == "batal") & ~(grants["tgl_status"] > end)


def status_at(visits: pd.DataFrame, size: int, end: pd.Timestamp, window: pd.Timestamp) -> pd.DataFrame:
    """Return each person's status on a day (rules 7 and 8), from visits one a day.

    Columns: ``status`` (a state or ``belum_terpantau``), ``carried`` (a stop known from before the
    window), ``last`` and ``opening`` (positions of the visit it rests on and of the one that first
    recorded it, -1 without a visit). A state rests on its visit and those before, so that of an
    earlier day can be read off the same visits.
    """
    last = last_up_to(visits, end, size)
    state, day = picked(visits["state"], last), picked(visits["tgl_kunjungan"], last)
    recent, stopped = (day >= window).to_numpy(), (state == STOPPED).to_numpy(dtype=bool, na_value=False)
    opening = np.where(last >= 0, visits["opening"].to_numpy()[last] if len(visits) else -1, -1)
    return pd.DataFrame(
        {
            "status": state.where(recent | stopped).fillna(UNMONITORED),
            "carried": stopped & ~recent,
            "last": last,
            "opening": opening,
        }
    )


def left(people: pd.DataFrame, grants: pd.DataFrame, visits: pd.DataFrame, start: pd.Timestamp) -> np.ndarray:
    """Say who had left before a day: dead, moved out of the province or withdrawn (rule 4).

    `grants` and `visits` are the whole tables: an exit may stand on another grant of the person, where
    one from before this hand-over is over, and a visit may have found the person dead.
    """
    here = people["status_administrasi"].isin(LEFT) & (people["tgl_status"] < start)
    gone = grants["status_administrasi"].isin(LEFT) & (grants["tgl_status"] < start)
    exits = grants.loc[gone, ["id_penerima", "tgl_status"]]
    handed = people["tgl_serah"].reindex(exits["id_penerima"]).to_numpy()
    elsewhere = people.index.isin(exits.loc[exits["tgl_status"] >= handed, "id_penerima"])
    found_dead = (visits["hasil_kunjungan"] == "meninggal") & ~visits["validasi"].isin(REFUSED)
    deaths = visits.loc[found_dead & (visits["tgl_kunjungan"] < start), "id_penerima"]
    return np.asarray(here.to_numpy() | elsewhere | people.index.isin(deaths))


def both(first: pd.Series, second: pd.Series) -> pd.Series:
    """Return the three-valued conjunction: false if either is false, missing if undecided."""
    result: pd.Series = first.astype("boolean") & second.astype("boolean")
    return result


def third_level(grown: pd.Series, lasting: pd.Series) -> pd.Series:
    """Return who reaches the third level of success, from the second and the test of rule 20.

    Not reached without the second, and unknown where the second is (rule 12): so the levels are nested,
    what is known of them and what is possible too.
    """
    return both(grown, lasting).where(grown.notna())


def require(tables: Tables) -> None:
    """Refuse a dataset without the two tables every report needs.

    Raises
    ------
    DataError
        Naming what is missing.
    """
    lost = [name for name in ("penerima", "kunjungan") if name not in tables]
    if lost:
        raise DataError(f"Dataset tidak memuat tabel {', '.join(lost)}; jalankan evalhelpers check")
