"""Who counts, and what is known of each person at a period's end (method, sections 1, 2 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from evalhelpers.catalogue import UNMONITORED, Rules
from evalhelpers.errors import DataError
from evalhelpers.indicators.lines import CRITERIA, above_line
from evalhelpers.indicators.lookup import per_pair
from evalhelpers.periods import Period, shift_months
from evalhelpers.reference import Reference, price_ratio

PROVINCE, UNKNOWN = "provinsi", "tidak-diketahui"
STOPPED = "berhenti_permanen"
PAUSED = "berhenti_sementara"
NO_PROFIT = frozenset({STOPPED, PAUSED, "belum_berjalan"})
OFFICIALS = frozenset({"dinsos_prov", "dinsos_kab", "inspektorat"})
LEFT = ("meninggal", "pindah", "mengundurkan_diri")
REFUSED = ("ditolak", "ditunda")
_VISIT = ["tgl_kunjungan", "waktu_kirim", "peran_petugas", "cara", "status_usaha", "penyebab_utama"]
_VISIT += ["omzet_bulan", "biaya_bulan", "laba_bulan", "pendapatan_rt_bulan", "jml_anggota_rt", "urutan"]
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
    people = evaluated(tables["penerima"], district=district, period=period, rules=rules)
    accepted = _accepted(tables["kunjungan"], people, period, rules)
    visits = _one_a_day(accepted, rules)
    people = people.join(_status(visits, people, period, rules))
    people["status"] = people["status"].fillna(UNMONITORED)
    people["carried"] = people["carried"].eq(True)
    known = people["status"] != UNMONITORED
    people["active"] = people["status"].isin(rules.active).astype("boolean").mask(~known)
    people["due"] = _due(people, visits, tables, period)
    # Before one visit a day is chosen: an official's telephone call undoes no visit of that day.
    met = (accepted["cara"] == "tatap_muka") & (accepted["tgl_kunjungan"] >= pd.Timestamp(period.start))
    people["seen"] = _marked(people, accepted.loc[met, "person"])
    _money(people, reference)
    people["grown"] = _and(
        people["active"], people["gain"].ge(rules.profit_gain).astype("boolean").mask(people["gain"].isna())
    )
    people[["above", "above_before", "above_twice"]] = above_line(people, visits, period, rules, reference)
    people["graduated"] = _and(people["grown"], people["above_twice"])
    return people


def evaluated(grants: pd.DataFrame, *, district: str, period: Period, rules: Rules) -> pd.DataFrame:
    """Return the persons of N(T) with the grant that decides for each (rules 1 and 3).

    What was recorded after T is not yet so: a grant called off later counts, a later one does not.
    """
    end = pd.Timestamp(period.end)
    latest = end - pd.Timedelta(days=rules.due_after_days)
    earliest = pd.Timestamp(shift_months(period.end, -rules.monitor_months))
    # The rows are chosen by a few columns; all the others are copied once, for those chosen.
    key = grants[["id_penerima", "tgl_serah", "urutan", "status_administrasi", "tgl_status"]]
    key = key.reset_index(drop=True)
    called_off = (key["status_administrasi"] == "batal") & ~(key["tgl_status"] > end)
    handed = key[~called_off & (key["tgl_serah"] <= latest)]
    handed = handed.sort_values(["tgl_serah", "urutan"], kind="stable")
    handed = handed.drop_duplicates("id_penerima", keep="last")
    handed = handed[handed["tgl_serah"] > earliest].sort_values("id_penerima")
    deaths = key[key["status_administrasi"] == "meninggal"].groupby("id_penerima")["tgl_status"].min()
    alive = ~(deaths.reindex(handed["id_penerima"]).to_numpy() < handed["tgl_serah"])
    people = grants.iloc[handed.index[alive]].set_index("id_penerima")
    return people if district == PROVINCE else people[people["kab_kota"] == district]


def _accepted(visits: pd.DataFrame, people: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    """Return the valid visits up to the period's end (rules 5 and 6); ``person`` is the row in `people`."""
    person = people.index.get_indexer(visits["id_penerima"])
    columns = [*_VISIT, *([] if rules.max_kriteria_fm is None else CRITERIA)]
    met = (visits["hasil_kunjungan"] == "bertemu") & ~visits["validasi"].isin(REFUSED) & (person >= 0)
    found = visits.loc[met, columns].assign(person=person[met])
    fits = (
        found["status_usaha"].notna()
        & (found["tgl_kunjungan"] > people["tgl_serah"].to_numpy()[found["person"]])
        & (found["tgl_kunjungan"] <= pd.Timestamp(period.end))
        & found["cara"].isin(rules.valid_modes)
    )
    return found[fits]


def _one_a_day(visits: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return one visit per person and day, by person and in time order.

    ``state`` is the status with stops carried forward and a pause confirmed after 90 days made
    permanent (rules 8 and 9).
    """
    found = visits.assign(official=visits["peran_petugas"].isin(OFFICIALS))
    order = ["person", "tgl_kunjungan", "official", "waktu_kirim", "urutan"]
    found = found.sort_values(order, kind="stable", na_position="first")
    found = found.drop_duplicates(["person", "tgl_kunjungan"], keep="last").reset_index(drop=True)
    return found.assign(state=_state(found, rules))


def _state(visits: pd.DataFrame, rules: Rules) -> pd.Series:
    status, first = visits["status_usaha"], ~visits["person"].duplicated()
    paused = status == PAUSED
    apart = visits["tgl_kunjungan"].diff().dt.days >= rules.stopped_twice_days
    stop = (status == STOPPED) | (paused & paused.shift(fill_value=False) & ~first & apart)
    # All visits lie person by person: a stop before the person's first visit is somebody else's.
    last_stop = _latest(stop)
    stopped = (last_stop >= _latest(first)) & (last_stop >= _latest(status.isin(rules.active)))
    return status.mask(stopped, STOPPED)


def _latest(marks: pd.Series) -> np.ndarray:
    """Return for each row the position of the last marked row up to it, -1 where there is none."""
    return np.maximum.accumulate(np.where(marks, np.arange(len(marks)), -1))


def _status(visits: pd.DataFrame, people: pd.DataFrame, period: Period, rules: Rules) -> pd.DataFrame:
    """Return status, its visit's figures, and the visit that first recorded it, per person."""
    state, first = visits["state"], ~visits["person"].duplicated()
    opening = _latest(first | (state != state.shift()))
    at_end = ~visits["person"].duplicated(keep="last").to_numpy()
    last, opened = visits[at_end], visits.iloc[opening[at_end]]
    in_window = last["tgl_kunjungan"] >= pd.Timestamp(period.window_start(rules.lookback_months))
    stopped = last["state"] == STOPPED
    profit = last["laba_bulan"].astype("Float64")
    from_sales = (last["omzet_bulan"] - last["biaya_bulan"]).astype("Float64")
    return pd.DataFrame(
        {
            "status": last["state"].where(in_window | stopped),
            "carried": stopped & ~in_window,
            "visited": last["tgl_kunjungan"],
            "since": opened["tgl_kunjungan"].to_numpy(),
            # A first visit that names no cause is an unknown cause, not that of an earlier status.
            "cause": opened["penyebab_utama"].fillna("99").array,
            "stated_profit": profit.fillna(from_sales),
            "is_computed": profit.isna() & from_sales.notna(),
        }
    ).set_axis(people.index[last["person"]])


def _due(people: pd.DataFrame, visits: pd.DataFrame, tables: Tables, period: Period) -> pd.Series:
    """Say who is due for a visit in the period (rule 4)."""
    start, grants, every_visit = pd.Timestamp(period.start), tables["penerima"], tables["kunjungan"]
    # A state rests on its visit and those before: that of the day before can be read off these.
    earlier = visits.loc[visits["tgl_kunjungan"] <= start - pd.Timedelta(days=1), ["person", "state"]]
    earlier = earlier.drop_duplicates("person", keep="last")
    stopped = _marked(people, earlier.loc[earlier["state"] == STOPPED, "person"])
    left = people["status_administrasi"].isin(LEFT) & (people["tgl_status"] < start)
    # An exit may stand on another grant of the person; one from before this hand-over is over.
    gone = grants["status_administrasi"].isin(LEFT) & (grants["tgl_status"] < start)
    exits = grants.loc[gone, ["id_penerima", "tgl_status"]]
    handed = people["tgl_serah"].reindex(exits["id_penerima"]).to_numpy()
    elsewhere = people.index.isin(exits.loc[exits["tgl_status"] >= handed, "id_penerima"])
    found_dead = (every_visit["hasil_kunjungan"] == "meninggal") & ~every_visit["validasi"].isin(REFUSED)
    deaths = every_visit.loc[found_dead & (every_visit["tgl_kunjungan"] < start), "id_penerima"]
    return ~(stopped | left | elsewhere | people.index.isin(deaths))


def _marked(people: pd.DataFrame, rows: pd.Series) -> np.ndarray:
    """Return a mark per person, set at these positions."""
    marks = np.zeros(len(people), dtype=bool)
    marks[rows] = True
    return marks


def _money(people: pd.DataFrame, reference: Reference) -> None:
    """Add profit now and before, and its change in rupiah of the visit's month (rules 17 and 18).

    ``is_real`` is false where no price index covers the months: that person's change is nominal.
    """
    known = people["status"] != UNMONITORED
    people["profit"] = people["stated_profit"].mask(people["status"].isin(NO_PROFIT), 0.0).where(known)
    usable = people["tgl_baseline"] <= people["tgl_serah"]
    people["profit_before"] = people["laba_baseline"].astype("Float64").where(usable)
    both = people["profit"].notna() & people["profit_before"].notna()
    ratio = _price_ratios(people.loc[both, ["tgl_baseline", "visited"]], reference)
    people["is_real"] = ratio.notna().reindex(people.index).astype("boolean")
    before = people["profit_before"] * ratio.reindex(people.index).fillna(1.0)
    people["gain_rp"] = people["profit"] - before
    people["gain"] = people["gain_rp"] / before.where(before > 0)


def _price_ratios(days: pd.DataFrame, reference: Reference) -> pd.Series:
    """Return the change of prices between the months of two columns of days, missing where unpublished."""
    # Person by person, so that one person's gain is the same on the page of the district and of the province.
    months = days.apply(lambda column: column.dt.year * 12 + column.dt.month - 1)
    return per_pair(months, lambda start, end: price_ratio(reference, _first_day(start), _first_day(end)))


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


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
