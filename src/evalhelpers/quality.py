"""What the data themselves tell of their quality: problems, gaps, and patterns of visitors worth a look.

Everything here is a count for the office. A pattern is a reason to ask, never a proof of anything.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evalhelpers.dictionary import TABLES
from evalhelpers.issues import PROBLEMS
from evalhelpers.periods import Period

# A visitor who sees more people than this on one day can hardly have asked all questions.
MANY_A_DAY = 8
# Answers of one visitor this alike are looked at: so many visits, and this share of them.
LEAST_ALIKE, SHARE_ALIKE = 3, 0.2
# Amounts that end in half a million; of fewer answers the share says nothing.
ROUND_TO, LEAST_ROUND, SHARE_ROUND = 500_000, 10, 0.9
_ANSWERS = (
    "status_usaha", "omzet_bulan", "biaya_bulan", "laba_bulan", "pendapatan_rt_bulan", "jml_anggota_rt",
    "tabungan_rp", "utang_rp",
)  # fmt: skip
# Fewer answers than this are alike by themselves.
_LEAST_ANSWERS = 3
# The day by which a row belongs to a period; tables without one are shown as a whole.
_DAYS = {"kunjungan": "tgl_kunjungan", "dokumen": "tgl", "pemadanan": "tgl_padan"}
_SHOWN = ("penerima", "kunjungan", "dokumen", "pemadanan")


def within(issues: pd.DataFrame, period: Period, *, undated: bool = True) -> pd.DataFrame:
    """Return the issues of the half-years that a period touches; `undated`: also those of none known."""
    halves = {
        text: Period.parse(text) for text in issues["period"].unique() if isinstance(text, str) and text
    }
    touched = {text for text, half in halves.items() if half.start <= period.end and half.end >= period.start}
    return issues[issues["period"].isin([*touched, ""] if undated else touched)]


def by_kind(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Count problems by kind in two periods: columns `code`, `level`, `now`, `before`; the worst first."""
    counts = pd.DataFrame({"now": now["code"].value_counts(), "before": before["code"].value_counts()})
    counts = counts.fillna(0).astype("int64").rename_axis("code").reset_index()
    counts["level"] = counts["code"].map({code: problem.level for code, problem in PROBLEMS.items()})
    rank = counts["level"].map({"error": 0, "warning": 1, "info": 2})
    return counts.assign(rank=rank).sort_values(["rank", "now", "code"], ascending=[True, False, True])[
        ["code", "level", "now", "before"]
    ]


def by_file(issues: pd.DataFrame) -> pd.DataFrame:
    """Count problems by file: columns `file`, `error`, `warning`; the file with most errors first."""
    levels = issues["code"].map({code: problem.level for code, problem in PROBLEMS.items()})
    counts = pd.crosstab(issues["file"], levels).reindex(columns=["error", "warning"], fill_value=0)
    counts = counts[counts.sum(axis=1) > 0].rename_axis(columns=None).reset_index()
    return counts.sort_values(["error", "warning", "file"], ascending=[False, False, True])


def completeness(tables: Mapping[str, pd.DataFrame], period: Period, before: Period) -> pd.DataFrame:
    """Return how many cells of each column are filled, in two periods.

    Returns
    -------
    pandas.DataFrame
        One row per table and column of the dictionary that is kept and filled at all, the emptiest
        first: `table`, `column`, `rows`, `filled`, `rows_before`, `filled_before`. Of visits, those whose
        person was met: nobody else could be asked.
    """
    found = []
    for name in _SHOWN:
        now, earlier = (_of_period(tables[name], name, one) for one in (period, before))
        for column in TABLES[name].columns:
            if column.kept and tables[name][column.name].notna().any():
                filled = [int(rows[column.name].notna().sum()) for rows in (now, earlier)]
                found.append((name, column.name, len(now), filled[0], len(earlier), filled[1]))
    columns = ["table", "column", "rows", "filled", "rows_before", "filled_before"]
    counts = pd.DataFrame(found, columns=columns)
    order = (counts["filled"] / counts["rows"].where(counts["rows"] > 0)).sort_values(kind="stable").index
    return counts.loc[order]


def _of_period(rows: pd.DataFrame, table: str, period: Period) -> pd.DataFrame:
    day = _DAYS.get(table)
    if day is None:
        return rows
    wanted = rows[day].between(pd.Timestamp(period.start), pd.Timestamp(period.end))
    if table == "kunjungan":
        wanted &= rows["hasil_kunjungan"] == "bertemu"
    return rows[wanted.fillna(False)]


def visitors(visits: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return what is worth a look about each visitor of a period.

    Returns
    -------
    pandas.DataFrame
        One row per visitor (`visitor` is the code or pseudonym; missing where none is stated): `visits`,
        `days`, `most` visits on one day, `alike` (visits whose answers are all those of another person
        visited by the same visitor), `stated` profits and `round` ones among them; `many`, `same` and
        `rounded` say which of these is unusual. Most visits first.
    """
    met = _of_period(visits, "kunjungan", period)
    met = met.assign(visitor=met["id_petugas"].fillna(""), day=met["tgl_kunjungan"].dt.normalize())
    rows = []
    for visitor, mine in met.groupby("visitor", sort=True):
        daily = mine.groupby("day").size()
        stated = mine["laba_bulan"].dropna()
        stated = stated[stated > 0]
        rows.append(
            {
                "visitor": str(visitor),
                "visits": len(mine),
                "days": len(daily),
                "most": int(daily.max()),
                "alike": _alike(mine),
                "stated": len(stated),
                "round": int((stated % ROUND_TO == 0).sum()),
            }
        )
    names = ["visitor", "visits", "days", "most", "alike", "stated", "round"]
    found = pd.DataFrame(rows, columns=names)
    known = found["visitor"] != ""
    found["many"] = known & (found["most"] > MANY_A_DAY)
    found["same"] = (
        known & (found["alike"] >= LEAST_ALIKE) & (found["alike"] >= SHARE_ALIKE * found["visits"])
    )
    found["rounded"] = (
        known & (found["stated"] >= LEAST_ROUND) & (found["round"] >= SHARE_ROUND * found["stated"])
    )
    return found.sort_values(["visits", "visitor"], ascending=[False, True]).reset_index(drop=True)


def _alike(visits: pd.DataFrame) -> int:
    answers = visits[list(_ANSWERS)]
    full = answers.notna().sum(axis=1).to_numpy() >= _LEAST_ANSWERS
    keys = answers[full].astype("object").where(answers[full].notna(), None).apply(tuple, axis=1)
    persons = pd.DataFrame({"key": keys, "person": visits.loc[full, "id_penerima"]})
    if persons.empty:
        return 0
    many = persons.groupby("key")["person"].nunique()
    return int(np.isin(persons["key"].map(many), range(2, len(persons) + 1)).sum())
