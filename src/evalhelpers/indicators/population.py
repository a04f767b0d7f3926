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

PROVINCE = "provinsi"
STOPPED = "berhenti_permanen"
PAUSED = "berhenti_sementara"
NO_PROFIT = frozenset({STOPPED, PAUSED, "belum_berjalan"})
OFFICIALS = frozenset({"dinsos_prov", "dinsos_kab", "inspektorat"})
LEFT = ("meninggal", "pindah", "mengundurkan_diri")
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
    visits = valid_visits(tables["kunjungan"], people, period, rules)
    people = people.join(_status(visits, period, rules))
    people["status"] = people["status"].fillna(UNMONITORED)
    people["carried"] = people["carried"].eq(True)
    known = people["status"] != UNMONITORED
    people["active"] = people["status"].isin(rules.active).astype("boolean").mask(~known)
    people["due"] = _due(people, tables["kunjungan"], period, rules)
    in_period = visits[visits["tgl_kunjungan"] >= pd.Timestamp(period.start)]
    people["seen"] = people.index.isin(in_period.loc[in_period["cara"] == "tatap_muka", "id_penerima"])
    _money(people, reference)
    people["grown"] = _and(
        people["active"], people["gain"].ge(rules.profit_gain).astype("boolean").mask(people["gain"].isna())
    )
    people[["above", "above_before", "above_twice"]] = above_line(people, visits, period, rules, reference)
    people["graduated"] = _and(people["grown"], people["above_twice"])
    return people


def evaluated(grants: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    """Return the persons of N(T) with the grant that decides for each (rules 1 and 3)."""
    end = pd.Timestamp(period.end)
    latest = end - pd.Timedelta(days=rules.due_after_days)
    handed = grants[(grants["status_administrasi"] != "batal") & (grants["tgl_serah"] <= latest)]
    handed = handed.sort_values(["tgl_serah", "urutan"], kind="stable").drop_duplicates(
        "id_penerima", keep="last"
    )
    earliest = pd.Timestamp(shift_months(period.end, -rules.monitor_months))
    dead = (handed["status_administrasi"] == "meninggal") & (handed["tgl_status"] < handed["tgl_serah"])
    return handed[(handed["tgl_serah"] > earliest) & ~dead].set_index("id_penerima").sort_index()


def valid_visits(visits: pd.DataFrame, people: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    """Return the valid visits up to the period's end, one per person and day, in time order (rules 5 and 6).

    ``state`` is the status with stops carried forward and a pause confirmed after 90 days made
    permanent (rules 8 and 9).
    """
    handed = people["tgl_serah"].reindex(visits["id_penerima"]).to_numpy()
    fits = (
        (visits["hasil_kunjungan"] == "bertemu")
        & visits["status_usaha"].notna()
        & (visits["tgl_kunjungan"] > handed)
        & (visits["tgl_kunjungan"] <= pd.Timestamp(period.end))
        & ~visits["validasi"].isin(["ditolak", "ditunda"])
        & visits["cara"].isin(rules.valid_modes)
    )
    found = visits[fits].assign(official=visits["peran_petugas"].isin(OFFICIALS))
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


def _due(people: pd.DataFrame, visits: pd.DataFrame, period: Period, rules: Rules) -> pd.Series:
    """Say who is due for a visit in the period (rule 4)."""
    start = pd.Timestamp(period.start)
    day_before = Period(shift_months(period.start, -1), 1)
    earlier = valid_visits(visits, people, day_before, rules).drop_duplicates("id_penerima", keep="last")
    stopped = people.index.isin(earlier.loc[earlier["state"] == STOPPED, "id_penerima"])
    left = people["status_administrasi"].isin(LEFT) & (people["tgl_status"] < start)
    deaths = visits[(visits["hasil_kunjungan"] == "meninggal") & (visits["tgl_kunjungan"] < start)]
    return ~(stopped | left | people.index.isin(deaths["id_penerima"]))


def _money(people: pd.DataFrame, reference: Reference) -> None:
    """Add profit now and before, and its change in rupiah of the visit's month (rules 17 and 18)."""
    known = people["status"] != UNMONITORED
    people["profit"] = people["stated_profit"].mask(people["status"].isin(NO_PROFIT), 0.0).where(known)
    usable = people["tgl_baseline"] <= people["tgl_serah"]
    people["profit_before"] = people["laba_baseline"].astype("Float64").where(usable)
    both = people["profit"].notna() & people["profit_before"].notna()
    months = people.loc[both, ["tgl_baseline", "visited"]]
    ratios = {
        pair: price_ratio(reference, pair[0].date(), pair[1].date())
        for pair in set(months.itertuples(index=False, name=None))
    }
    # Real and nominal changes are never mixed in one figure: one unknown month makes all nominal.
    is_real = bool(ratios) and all(ratio is not None for ratio in ratios.values())
    ratio = pd.Series(1.0, index=people.index)
    if is_real:
        ratio.loc[both] = [ratios[pair] for pair in months.itertuples(index=False, name=None)]
    before = people["profit_before"] * ratio
    people["is_real"] = is_real
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
