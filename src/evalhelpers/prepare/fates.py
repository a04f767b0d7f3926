"""What becomes of each row: kept, quarantined, exact duplicate or superseded; and the account of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from evalhelpers.issues import PROBLEMS, AccountLine, require_balance

# A submission keeps its id when it is corrected and sent again; a running number of an office does not.
_SUBMISSION = re.compile(r"(?:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SITE = ["_file", "_sheet", "_row"]


def exact_duplicates(cells: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Return for each row the index of the earlier row with the same texts, else missing.

    Parameters
    ----------
    cells
        Raw texts of one table over all files, in natural order; blank is missing.
    rows
        The same rows with `_row_id`: where the row number is the key, equal rows are two persons.
    """
    groups = (
        cells.groupby(list(cells.columns), dropna=False, sort=False).ngroup() if len(cells.columns) else None
    )
    if groups is None:
        return pd.Series(pd.NA, index=cells.index, dtype="Int64")
    groups = groups.where(~rows["_row_id"], -1 - pd.Series(range(len(rows)), index=rows.index))
    first = groups.drop_duplicates()
    first = pd.Series(first.index, index=first.to_numpy())
    twin = groups.map(first).astype("Int64")
    return twin.where(twin != twin.index.to_series())


def superseded(visits: pd.DataFrame) -> pd.Series:
    """Return for each visit the index of the later submission of the same form, else missing.

    The latest by submission time counts, then by natural order of the source rows. A number that is
    no submission id counts only together with the same person and day.
    """
    same_form = visits["id_kunjungan"].str.casefold().str.removeprefix("uuid:")
    is_submission = visits["id_kunjungan"].str.fullmatch(_SUBMISSION).fillna(False)
    ordered = visits.assign(
        form=same_form,
        who=visits["nik"].fillna(visits["id_bantuan"]).where(~is_submission, ""),
        day=visits["tgl_kunjungan"].where(~is_submission),
    ).sort_values(["waktu_kirim", "urutan"], na_position="first", kind="stable")
    ordered = ordered[ordered["form"].notna() & ordered["who"].notna()]
    last = ordered.groupby(["form", "who", "day"], dropna=False).tail(1)
    latest = ordered.merge(
        last[["form", "who", "day"]].assign(latest=last.index), on=["form", "who", "day"], how="left"
    ).set_index(ordered.index)["latest"]
    latest = latest.where(latest != latest.index.to_series())
    return latest.reindex(visits.index).astype("Int64")


def errors(issues: pd.DataFrame) -> pd.DataFrame:
    """Return the issues that quarantine a row."""
    levels = issues["code"].map({code: problem.level for code, problem in PROBLEMS.items()})
    return issues[(levels == "error") & (issues["row"] > 0)]


def quarantine(rows: pd.DataFrame, issues: pd.DataFrame, table: str) -> pd.Series:
    """Say for each row whether an error stands against it."""
    wrong = errors(issues[issues["table"] == table])
    places = pd.MultiIndex.from_frame(wrong[["file", "sheet", "row"]])
    return pd.Series(pd.MultiIndex.from_frame(rows[SITE]).isin(places), index=rows.index)


def account(lines: Iterable[AccountLine], tables: dict[str, pd.DataFrame]) -> tuple[AccountLine, ...]:
    """Fill in the fates of the data rows.

    Parameters
    ----------
    lines
        As intake left them: rows read and rows that are not data.
    tables
        All data rows by table, with `_file`, `_sheet` and `fate`.

    Raises
    ------
    DataError
        If a line does not balance.
    """
    counts: dict[tuple[str, str, str], dict[str, Any]] = {}
    for table, rows in tables.items():
        for (file, sheet, fate), n in rows.groupby(["_file", "_sheet", "fate"]).size().items():
            counts.setdefault((file, sheet, table), {})[fate] = int(n)
    full = tuple(replace(line, **counts.pop((line.file, line.sheet, line.table), {})) for line in lines)
    # Rows of a sheet intake has no line for would be out of the balance: make them break it.
    lost = tuple(AccountLine(*key, read=0, **fates) for key, fates in counts.items())
    require_balance((*full, *lost))
    return full
