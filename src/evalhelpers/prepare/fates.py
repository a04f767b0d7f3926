"""What becomes of each row: kept, quarantined, exact duplicate or superseded; and the account of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from evalhelpers.issues import PROBLEMS, AccountLine, require_balance

# A submission keeps its id when it is corrected and sent again; a running number of an office does not.
_SUBMISSION = re.compile(r"(?:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SITE = ["_file", "_sheet", "_row"]


def exact_duplicates(rows: pd.DataFrame) -> pd.Series:
    """Return for each row the index of the earlier row with the same raw texts, else missing.

    `rows` carry `_hash` and `_hash2` of the raw texts, and `_row_id`: where the row number is the key, equal
    rows are two persons.
    """
    twin = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    same = ["_hash", "_hash2"]
    able = rows.loc[~rows["_row_id"], same]
    again = able[able.duplicated(keep=False)]
    first = again.groupby(same, sort=False)["_hash"].transform(lambda group: group.index[0])
    first = first.astype("int64")
    later = first.index.to_numpy() != first.to_numpy()
    twin.loc[first.index[later]] = first[later]
    return twin


def superseded(visits: pd.DataFrame) -> pd.Series:
    """Return for each visit the index of the later submission of the same form, else missing.

    The latest by submission time counts, then by natural order of the source rows. A number that is
    no submission id counts only together with the same person and day.
    """
    forms = visits["id_kunjungan"].str.casefold().str.removeprefix("uuid:")
    # Nearly every form was sent once; only the others have to be looked at.
    rows = visits.loc[forms.notna() & forms.duplicated(keep=False)]
    is_sent = is_submission(rows["id_kunjungan"])
    same = pd.DataFrame(
        {
            "form": forms[rows.index],
            "who": rows["nik"].fillna(rows["id_bantuan"]).where(~is_sent, ""),
            "day": rows["tgl_kunjungan"].where(~is_sent),
        }
    ).dropna(subset="who")
    order = rows.loc[same.index, ["waktu_kirim", "urutan"]].sort_values(
        ["waktu_kirim", "urutan"], na_position="first", kind="stable"
    )
    same = same.loc[order.index].assign(latest=order.index)
    latest = same.groupby(["form", "who", "day"], dropna=False)["latest"].transform("last")
    return latest.where(latest != latest.index.to_series()).reindex(visits.index).astype("Int64")


def is_submission(ids: pd.Series) -> pd.Series:
    """Say which ids name a submission of a form, as KoboToolbox and ODK give them."""
    return ids.str.fullmatch(_SUBMISSION).fillna(False).astype(bool)


def locate(issues: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Return for each issue the index of its row in the frame of its table; missing where it has none."""
    found = pd.Series(pd.NA, index=issues.index, dtype="Int64")
    for table, frame in frames.items():
        mine = issues.loc[(issues["table"] == table) & (issues["row"] > 0), ["file", "sheet", "row"]]
        # Row numbers alone leave few rows to be held against file and sheet.
        near = frame.loc[frame["_row"].isin(mine["row"].unique()), SITE].astype(
            {"_file": "str", "_sheet": "str"}
        )
        near = near.set_axis(["file", "sheet", "row"], axis=1).assign(position=near.index)
        merged = mine.merge(near, on=["file", "sheet", "row"], how="left")
        found[mine.index] = merged["position"].astype("Int64").array
    return found


def errors(issues: pd.DataFrame) -> pd.DataFrame:
    """Return the issues that quarantine a row."""
    levels = issues["code"].map({code: problem.level for code, problem in PROBLEMS.items()})
    return issues[(levels == "error") & (issues["row"] > 0)]


def account(lines: Iterable[AccountLine], tables: dict[str, pd.DataFrame]) -> tuple[AccountLine, ...]:
    """Fill in the fates of the data rows.

    Parameters
    ----------
    lines
        As intake left them: rows read, rows that are not data, and those of tables that were refused.
    tables
        All data rows by table, with `_file`, `_sheet` and `fate`.

    Raises
    ------
    DataError
        If a line does not balance.
    """
    counts: dict[tuple[str, str, str], dict[str, int]] = {}
    for table, rows in tables.items():
        for (file, sheet, fate), n in rows.groupby(["_file", "_sheet", "fate"], observed=True).size().items():
            counts.setdefault((file, sheet, table), {})[fate] = int(n)
    full = tuple(line.plus(**counts.pop((line.file, line.sheet, line.table), {})) for line in lines)
    # Rows of a sheet intake has no line for would be out of the balance: make them break it.
    lost = tuple(AccountLine(*key, read=0).plus(**fates) for key, fates in counts.items())
    require_balance((*full, *lost))
    return full
