"""Household income per head against the poverty line (method, rules 19 and 20)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from evalhelpers.catalogue import Rules
from evalhelpers.indicators.lookup import per_pair
from evalhelpers.periods import Period
from evalhelpers.reference import Line, Reference, poverty_lines

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
    line = poverty_lines(reference, known_on=rules.report_date, policy=rules.poverty_policy)
    person, day = visits["person"].to_numpy(), visits["tgl_kunjungan"]
    household = pd.Series(people["jml_anggota_rt"].array.take(person), index=visits.index)
    head = _per_head(visits["pendapatan_rt_bulan"], visits["jml_anggota_rt"].fillna(household))
    home = pd.Series(people["kab_kota"].array.take(person), index=visits.index)
    # Only years with an income ask for a line: under policy "fail" no other may be missed.
    told = head.notna()
    above = (head[told] >= _limits(home[told], day[told].dt.year, line)).astype("boolean").dropna()
    answers = [] if rules.max_kriteria_fm is None else CRITERIA
    income = visits.loc[above.index, ["person", "tgl_kunjungan", *answers]].assign(above=above)
    last = income.drop_duplicates("person", keep="last").set_index("person")
    last = last[last["tgl_kunjungan"] >= pd.Timestamp(period.window_start(rules.lookback_months))]
    everyone = range(len(people))
    now = last["above"].reindex(everyone).astype("boolean").set_axis(people.index)
    twice = _twice(people, income, last, rules).reindex(everyone).astype("boolean").set_axis(people.index)
    before = _baseline(people, line).where(now.notna())
    return pd.DataFrame({"above": now, "above_before": before, "above_twice": twice})


Lookup = Callable[[str, int], Line | None]


def _per_head(income: pd.Series, size: pd.Series) -> pd.Series:
    return (income.astype("Float64") / size.astype("Float64")).where(size > 0)


def _baseline(people: pd.DataFrame, line: Lookup) -> pd.Series:
    head = _per_head(people["pendapatan_rt_baseline"], people["jml_anggota_rt"])
    # An income asked after the hand-over is no baseline.
    head = head[head.notna() & (people["tgl_baseline"] <= people["tgl_serah"])]
    then = people.loc[head.index, ["kab_kota", "tgl_baseline"]]
    limit = _limits(then["kab_kota"], then["tgl_baseline"].dt.year, line)
    return (head >= limit).astype("boolean").reindex(people.index)


def _limits(districts: pd.Series, years: pd.Series, line: Lookup) -> pd.Series:
    def rupiah(district: object, year: int) -> float | None:
        found = line(district, year) if isinstance(district, str) else None
        return float(found.rupiah) if found else None

    return per_pair(pd.DataFrame({"district": districts, "year": years}), rupiah)


def _twice(people: pd.DataFrame, income: pd.DataFrame, last: pd.DataFrame, rules: Rules) -> pd.Series:
    """Return the test of rule 20 without its denominator, for persons with an income visit in the window."""
    person, day = income["person"], income["tgl_kunjungan"]
    late = last["tgl_kunjungan"].reindex(person).to_numpy()
    due = people["tgl_serah"].to_numpy()[person] + pd.Timedelta(days=rules.due_after_days)
    early = income[(day <= late - LATER) & (day >= due)].drop_duplicates("person", keep="last")
    opened = early.set_index("person")["tgl_kunjungan"].reindex(person).to_numpy()
    between = income[(day >= opened) & (day <= late)]
    never_below = between.groupby("person")["above"].min().astype("boolean")
    passed = never_below.reindex(last.index).astype("boolean")
    # Below at the last visit is an answer, even where no earlier visit exists.
    passed = passed.mask(~last["above"].astype(bool), False)
    if rules.max_kriteria_fm is None:
        return passed
    answers = last[CRITERIA]
    few = (answers == "ya").sum(axis=1) <= rules.max_kriteria_fm
    return passed & few.astype("boolean").mask(answers.isna().any(axis=1))
