"""Profit of people, and its change in rupiah of the visit's month (method, rules 17 and 18)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from evalhelpers.indicators.lookup import per_pair
from evalhelpers.indicators.population import NO_PROFIT
from evalhelpers.indicators.visits import picked
from evalhelpers.reference import Reference, price_ratio


def profits(
    people: pd.DataFrame, visits: pd.DataFrame, states: pd.DataFrame, reference: Reference
) -> pd.DataFrame:
    """Return profit at a visit and before the aid, and its change, per person.

    Parameters
    ----------
    people
        The deciding grants.
    states
        Per person, in the order of `people`: ``status`` and ``last``, the position in `visits` of the
        visit it rests on.

    Returns
    -------
    pandas.DataFrame
        Indexed as `people`: ``profit`` and ``profit_before`` in rupiah a month (nil where the state earns
        nothing), ``is_computed`` (revenue less cost, for want of a profit), ``gain_rp``, ``gain`` (relative,
        missing where the profit before was nil or less), ``is_real`` (false where no price index covers
        the months: that person's change is nominal). Missing where unknown.
    """
    last, status = states["last"].to_numpy(), states["status"]
    stated = picked(visits["laba_bulan"], last).astype("Float64")
    from_sales = (picked(visits["omzet_bulan"], last) - picked(visits["biaya_bulan"], last)).astype("Float64")
    nothing, known = status.isin(NO_PROFIT), status != "belum_terpantau"
    profit = stated.fillna(from_sales).mask(nothing, 0.0).where(known)
    usable = (people["tgl_baseline"] <= people["tgl_serah"]).to_numpy()
    before = people["laba_baseline"].astype("Float64").reset_index(drop=True).where(usable)
    days = pd.DataFrame(
        {
            "before": people["tgl_baseline"].reset_index(drop=True),
            "now": picked(visits["tgl_kunjungan"], last),
        }
    )
    compared = profit.notna() & before.notna()
    ratio = _price_ratios(days[compared], reference)
    real = before * ratio.reindex(days.index).fillna(1.0)
    gain_rp = profit - real
    return pd.DataFrame(
        {
            "profit": profit,
            "is_computed": stated.isna() & from_sales.notna() & known & ~nothing,
            "profit_before": before,
            "gain_rp": gain_rp,
            "gain": gain_rp / real.where(real > 0),
            "is_real": ratio.notna().reindex(days.index).astype("boolean"),
        }
    ).set_axis(people.index)


def _price_ratios(days: pd.DataFrame, reference: Reference) -> pd.Series:
    """Return the change of prices between the months of two columns of days, missing where unpublished."""
    # Person by person, so that one person's gain is the same on the page of the district and of the province.
    months = days.apply(lambda column: column.dt.year * 12 + column.dt.month - 1)
    return per_pair(months, lambda start, end: price_ratio(reference, _first_day(start), _first_day(end)))


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
