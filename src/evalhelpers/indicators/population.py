"""Who counts, and what is known of each person at a period's end (method, sections 1, 2 and 5)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evalhelpers.catalogue import UNMONITORED, Rules
from evalhelpers.errors import DataError
from evalhelpers.indicators.lines import above_line
from evalhelpers.periods import Period, shift_months
from evalhelpers.reference import Reference, price_ratio

PROVINCE, UNKNOWN = "provinsi", "tidak-diketahui"
STOPPED = "berhenti_permanen"
PAUSED = "berhenti_sementara"
NO_PROFIT = frozenset({STOPPED, PAUSED, "belum_berjalan"})
OFFICIALS = frozenset({"dinsos_prov", "dinsos_kab", "inspektorat"})
LEFT = ("meninggal", "pindah", "mengundurkan_diri")
REFUSED = ("ditolak", "ditunda")
Tables = Mapping[str, pd.DataFrame]


def persons(
    tables: Tables, *, district: str, period: Period, rules: Rules, reference: Reference
) -> pd.DataFrame:
    """Return the evaluated population N(T) of a district, or of the province.

    One row per person, indexed by ``id_penerima``. Columns: those of the grant that decides
    (rule 1); ``due`` (rule 4), ``seen`` (valid face-to-face visit in the period); ``status`` (a
    status or ``belum_terpantau``), ``carried`` (a stop known from before the window), ``active``
    (missing where unknown); ``since`` and ``cause`` (date and cause of the visit that first recorded
    the status); ``profit``, ``profit_before`` in rupiah per month, ``gain`` (relative change), ``gain_rp``,
    ``is_real``; ``grown`` and ``graduated`` (levels 2 and 3), ``above`` and ``above_before`` (poverty
    line); missing where unknown.
    """
    people = evaluated(tables["penerima"], period, rules)
    if district != PROVINCE:
        people = people[people["kab_kota"] == district]
    accepted = _accepted(tables["kunjungan"], people, period, rules)
    visits = _one_a_day(accepted, rules)
    people = people.join(_status(visits, period, rules))
    people["status"] = people["status"].fillna(UNMONITORED)
    people["carried"] = people["carried"].eq(True)
    known = people["status"] != UNMONITORED
    people["active"] = people["status"].isin(rules.active).astype("boolean").mask(~known)
    people["due"] = _due(people, tables, period, rules)
    # Before one visit a day is chosen: an official's telephone call undoes no visit of that day.
    met = (accepted["cara"] == "tatap_muka") & (accepted["tgl_kunjungan"] >= pd.Timestamp(period.start))
    people["seen"] = people.index.isin(accepted.loc[met, "id_penerima"])
    _money(people, reference)
    people["grown"] = _and(
        people["active"], people["gain"].ge(rules.profit_gain).astype("boolean").mask(people["gain"].isna())
    )
    people[["above", "above_before", "above_twice"]] = above_line(people, visits, period, rules, reference)
    people["graduated"] = _and(people["grown"], people["above_twice"])
    return people


def evaluated(grants: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    """Return the persons of N(T) with the grant that decides for each (rules 1 and 3).

    What was recorded after T is not yet so: a grant called off later counts, a later one does not.
    """
    end = pd.Timestamp(period.end)
    latest = end - pd.Timedelta(days=rules.due_after_days)
    called_off = (grants["status_administrasi"] == "batal") & ~(grants["tgl_status"] > end)
    handed = grants[~called_off & (grants["tgl_serah"] <= latest)]
    handed = handed.sort_values(["tgl_serah", "urutan"], kind="stable").drop_duplicates(
        "id_penerima", keep="last"
    )
    earliest = pd.Timestamp(shift_months(period.end, -rules.monitor_months))
    people = handed[handed["tgl_serah"] > earliest].set_index("id_penerima").sort_index()
    deaths = grants[grants["status_administrasi"] == "meninggal"].groupby("id_penerima")["tgl_status"].min()
    return people[~(deaths.reindex(people.index) < people["tgl_serah"])]


def valid_visits(visits: pd.DataFrame, people: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    """Return the valid visits up to the period's end, one per person and day, in time order (rules 5 and 6).

    ``state`` is the status with stops carried forward and a pause confirmed after 90 days made
    permanent (rules 8 and 9).
    """
    return _one_a_day(_accepted(visits, people, period, rules), rules)


def _accepted(visits: pd.DataFrame, people: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    handed = people["tgl_serah"].reindex(visits["id_penerima"]).to_numpy()
    fits = (
        (visits["hasil_kunjungan"] == "bertemu")
        & visits["status_usaha"].notna()
        & (visits["tgl_kunjungan"] > handed)
        & (visits["tgl_kunjungan"] <= pd.Timestamp(period.end))
        & ~visits["validasi"].isin(REFUSED)
        & visits["cara"].isin(rules.valid_modes)
    )
    return visits[fits]


def _one_a_day(visits: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    found = visits.assign(official=visits["peran_petugas"].isin(OFFICIALS))
    order = ["id_penerima", "tgl_kunjungan", "official", "waktu_kirim", "urutan"]
    found = found.sort_values(order, kind="stable", na_position="first")
    found = found.drop_duplicates(["id_penerima", "tgl_kunjungan"], keep="last").reset_index(drop=True)
    return found.assign(state=_state(found, rules))


def _state(visits: pd.DataFrame, rules: Rules) -> pd.Series:
    by_person = visits.groupby("id_penerima", sort=False)
    paused = visits["status_usaha"] == PAUSED
    before = by_person["status_usaha"].shift() == PAUSED
    apart = (visits["tgl_kunjungan"] - by_person["tgl_kunjungan"].shift()).dt.days
    stop = (visits["status_usaha"] == STOPPED) | (paused & before & (apart >= rules.stopped_twice_days))
    at = pd.Series(np.arange(len(visits)), index=visits.index)
    last_stop = at.where(stop).groupby(visits["id_penerima"], sort=False).ffill()
    last_active = (
        at.where(visits["status_usaha"].isin(rules.active)).groupby(visits["id_penerima"], sort=False).ffill()
    )
    stopped = last_stop.notna() & ~(last_active > last_stop)
    return visits["status_usaha"].mask(stopped, STOPPED)


def _status(visits: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    """Return status, its visit's figures, and the visit that first recorded it, per person."""
    person = visits["id_penerima"]
    changed = (visits["state"] != visits.groupby(person, sort=False)["state"].shift()).fillna(True)
    since = visits["tgl_kunjungan"].where(changed).groupby(person, sort=False).ffill()
    # A first visit that names no cause is an unknown cause, not that of an earlier status.
    opening = visits["penyebab_utama"].fillna("99").where(changed)
    cause = opening.groupby(person, sort=False).ffill()
    last = (
        visits.assign(since=since, cause=cause)
        .drop_duplicates("id_penerima", keep="last")
        .set_index("id_penerima")
    )
    in_window = last["tgl_kunjungan"] >= pd.Timestamp(period.window_start(rules.lookback_months))
    stopped = last["state"] == STOPPED
    profit = last["laba_bulan"].astype("Float64")
    from_sales = (last["omzet_bulan"] - last["biaya_bulan"]).astype("Float64")
    return pd.DataFrame(
        {
            "status": last["state"].where(in_window | stopped),
            "carried": stopped & ~in_window,
            "visited": last["tgl_kunjungan"],
            "since": last["since"],
            "cause": last["cause"],
            "stated_profit": profit.fillna(from_sales),
            "is_computed": profit.isna() & from_sales.notna(),
        }
    )


def _due(people: pd.DataFrame, tables: Tables, period: Period, rules: Rules) -> pd.Series:
    """Say who is due for a visit in the period (rule 4)."""
    grants, visits, start = tables["penerima"], tables["kunjungan"], pd.Timestamp(period.start)
    day_before = Period(shift_months(period.start, -1), 1)
    earlier = valid_visits(visits, people, day_before, rules).drop_duplicates("id_penerima", keep="last")
    stopped = people.index.isin(earlier.loc[earlier["state"] == STOPPED, "id_penerima"])
    left = people["status_administrasi"].isin(LEFT) & (people["tgl_status"] < start)
    # An exit may stand on another grant of the person; one from before this hand-over is over.
    exits = grants[grants["status_administrasi"].isin(LEFT) & (grants["tgl_status"] < start)]
    handed = people["tgl_serah"].reindex(exits["id_penerima"]).to_numpy()
    elsewhere = people.index.isin(exits.loc[exits["tgl_status"] >= handed, "id_penerima"])
    found_dead = (visits["hasil_kunjungan"] == "meninggal") & ~visits["validasi"].isin(REFUSED)
    deaths = visits.loc[found_dead & (visits["tgl_kunjungan"] < start), "id_penerima"]
    return ~(stopped | left | elsewhere | people.index.isin(deaths))


def _money(people: pd.DataFrame, reference: Reference) -> None:
    """Add profit now and before, and its change in rupiah of the visit's month (rules 17 and 18).

    ``is_real`` is false where no price index covers the months: that person's change is nominal.
    """
    known = people["status"] != UNMONITORED
    people["profit"] = people["stated_profit"].mask(people["status"].isin(NO_PROFIT), 0.0).where(known)
    usable = people["tgl_baseline"] <= people["tgl_serah"]
    people["profit_before"] = people["laba_baseline"].astype("Float64").where(usable)
    both = people["profit"].notna() & people["profit_before"].notna()
    months = people.loc[both, ["tgl_baseline", "visited"]].apply(lambda days: days.dt.to_period("M"))
    pairs = list(months.itertuples(index=False, name=None))
    ratios = {(a, b): price_ratio(reference, a.start_time.date(), b.start_time.date()) for a, b in set(pairs)}
    # Person by person, so that one person's gain is the same on the page of the district and of the province.
    ratio = pd.Series([ratios[pair] for pair in pairs], index=months.index, dtype="Float64")
    people["is_real"] = ratio.notna().reindex(people.index).astype("boolean")
    before = people["profit_before"] * ratio.reindex(people.index).fillna(1.0)
    people["gain_rp"] = people["profit"] - before
    people["gain"] = people["gain_rp"] / before.where(before > 0)


def _and(first: pd.Series, second: pd.Series) -> pd.Series:
    """Return the three-valued conjunction: false if either is false, missing if undecided."""
    result: pd.Series = first.astype("boolean") & second.astype("boolean")
    return result


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
