"""Household income per head against the poverty line (method, rules 19 and 20)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from evalhelpers.catalogue import Rules
from evalhelpers.periods import Period
from evalhelpers.reference import Line, Reference, poverty_line

LATER = pd.Timedelta(days=90)
CRITERIA = [f"kriteria_fm_{letter}" for letter in "abcdefgh"]


def above_line(
    people: pd.DataFrame, visits: pd.DataFrame, period: Period, rules: Rules, reference: Reference
) -> pd.DataFrame:
    """Return ``above``, ``above_before`` and ``above_twice`` per person, missing where unknown.

    ``above`` is the last visit with income in the status window; ``above_before`` the baseline;
    ``above_twice`` the test of graduation: above there and at the nearest visit at least 90 days
    earlier (itself `due_after_days` after the hand-over), not below in between, and few enough
    criteria of poverty where the office has set a limit.
    """
    line = _lines(reference, rules)
    size = visits["jml_anggota_rt"].fillna(
        people["jml_anggota_rt"].reindex(visits["id_penerima"]).reset_index(drop=True)
    )
    head = (visits["pendapatan_rt_bulan"].astype("Float64") / size.astype("Float64")).where(size > 0)
    # Only years with an income ask for a line: under policy "fail" no other may be missed.
    income, head = visits[head.notna()], head[head.notna()]
    home = people["kab_kota"].reindex(income["id_penerima"])
    limit = _limits(home, income["tgl_kunjungan"].dt.year, line).set_axis(income.index)
    income = income.assign(above=(head >= limit).astype("boolean"))
    income = income[income["above"].notna()]
    last = income.drop_duplicates("id_penerima", keep="last").set_index("id_penerima")
    last = last[last["tgl_kunjungan"] >= pd.Timestamp(period.window_start(rules.lookback_months))]
    result = pd.DataFrame(index=people.index)
    result["above"] = last["above"].reindex(people.index).astype("boolean")
    result["above_before"] = _baseline(people, line).where(result["above"].notna())
    result["above_twice"] = _twice(people, income, last, rules).reindex(people.index).astype("boolean")
    return result


Lookup = Callable[[object, int], Line | None]


def _lines(reference: Reference, rules: Rules) -> Lookup:
    @cache
    def line(district: object, year: int) -> Line | None:
        if not isinstance(district, str):
            return None
        return poverty_line(
            reference, district, year=int(year), known_on=rules.report_date, policy=rules.poverty_policy
        )

    return line


def _baseline(people: pd.DataFrame, line: Lookup) -> pd.Series:
    size = people["jml_anggota_rt"].astype("Float64")
    head = (people["pendapatan_rt_baseline"].astype("Float64") / size).where(size > 0)
    # An income asked after the hand-over is no baseline.
    head = head[head.notna() & (people["tgl_baseline"] <= people["tgl_serah"])]
    then = people.loc[head.index]
    limit = _limits(then["kab_kota"], then["tgl_baseline"].dt.year, line)
    return (head >= limit).astype("boolean").reindex(people.index)


def _limits(districts: pd.Series, years: pd.Series, line: Lookup) -> pd.Series:
    found = [line(district, year) for district, year in zip(districts, years, strict=True)]
    rupiah = [float(x.rupiah) if x else None for x in found]
    return pd.Series(rupiah, index=districts.index, dtype="Float64")


def _twice(people: pd.DataFrame, income: pd.DataFrame, last: pd.DataFrame, rules: Rules) -> pd.Series:
    """Return the test of rule 20 without its denominator, for persons with an income visit in the window."""
    late = last["tgl_kunjungan"].reindex(income["id_penerima"]).to_numpy()
    handed = people["tgl_serah"].reindex(income["id_penerima"]).to_numpy()
    early_enough = (income["tgl_kunjungan"] <= late - LATER) & (
        income["tgl_kunjungan"] >= handed + pd.Timedelta(days=rules.due_after_days)
    )
    first = income[early_enough].drop_duplicates("id_penerima", keep="last").set_index("id_penerima")
    opened = first["tgl_kunjungan"].reindex(income["id_penerima"]).to_numpy()
    between = income[(income["tgl_kunjungan"] >= opened) & (income["tgl_kunjungan"] <= late)]
    never_below = between.groupby("id_penerima")["above"].min().astype("boolean")
    passed = never_below.reindex(last.index).astype("boolean")
    # Below at the last visit is an answer, even where no earlier visit exists.
    passed = passed.mask(~last["above"].astype(bool), False)
    if rules.max_kriteria_fm is None:
        return passed
    answers = last[CRITERIA]
    few = (answers == "ya").sum(axis=1) <= rules.max_kriteria_fm
    return passed & few.astype("boolean").mask(answers.isna().any(axis=1))
