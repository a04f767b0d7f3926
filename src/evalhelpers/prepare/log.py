"""The masked log of a preparation: issues, what was quarantined, and the account per district."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers.dataset import UNKNOWN, replace_text
from evalhelpers.dictionary import TABLES
from evalhelpers.fingerprints import grouped
from evalhelpers.identity import mask_cell
from evalhelpers.intake import FileState
from evalhelpers.issues import FATES, ISSUE_COLUMNS, AccountLine
from evalhelpers.prepare.fates import SITE, errors, is_submission
from evalhelpers.prepare.files import Part

_OF_LAST_TIME = ("file_gone", "sheet_gone")
# The day that says to which half-year a row belongs, first found counts.
_DAYS = {
    "penerima": ("tgl_serah", "tgl_sk"),
    "kunjungan": ("tgl_kunjungan", "waktu_kirim"),
    "dokumen": ("tgl", "tgl_serah"),
    "anggaran": ("tgl_sp2d",),
    "tlhp": ("tgl_tindak_lanjut", "tgl_lhp"),
    "rtl": ("tgl", "tenggat"),
    "pendamping": (),
    "pemadanan": ("tgl_padan",),
}
# Columns whose cells are names: they are shown as initials.
NAME_COLUMNS = frozenset({"nama", "petugas", "penanggung_jawab"})
_PERSONS = pd.Series({(t.name, c.name): c.person == "L" for t in TABLES.values() for c in t.columns})
# An answer to a row that is not found is known by the label alone.
_PERSON_LABELS = {c.id for t in TABLES.values() for c in t.columns if c.person == "L"}
_JOIN = ["file", "sheet", "row", "table"]


def half_year(rows: pd.DataFrame, table: str) -> pd.Series:
    """Return the half-year of each row, such as `2025-S1`; empty where no date tells."""
    day = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    for column in _DAYS[table]:
        if column in rows:
            day = day.fillna(rows[column])
    half = day.dt.year.astype("Int64").astype("str") + "-S" + day.dt.month.gt(6).add(1).astype("str")
    half = half.where(day.notna() & day.dt.year.between(2000, 2099), "")
    return half.astype("str")


def masked(
    issues: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    parts: Mapping[str, Sequence[Part]],
    names: Iterable[str],
) -> pd.DataFrame:
    """Return the issue log as it may be kept: nothing in it identifies a person.

    Parameters
    ----------
    issues
        All issues as `settle` left them.
    tables
        All data rows; they carry `fate`, `district`, `period`, and `_part`.
    parts
        What `_part` counts, by table.
    names
        Normalised names of the register.

    Returns
    -------
    pandas.DataFrame
        One row per issue that still asks for something, in natural order: the columns of an `Issue`,
        `id_masalah`, `sel` (the cell as a spreadsheet names it) and `kiriman`, the id of the submission
        a visit came in. Issues of duplicates and superseded rows are left out.
    """
    log = issues.assign(fate="", sel="", kiriman="")
    for table, rows in tables.items():
        at = log.loc[(log["table"] == table) & log["position"].notna(), "position"].astype("int64")
        row = rows.loc[at].set_index(at.index)
        log.loc[at.index, "fate"] = row["fate"].astype("str")
        for column in ("district", "period"):
            own = log.loc[at.index, column]
            log.loc[at.index, column] = own.where(own != "", row[column].astype("str"))
        letters = [parts[table][part].letters for part in row["_part"]]
        found = zip(letters, log.loc[at.index, "column"], row["_row"], strict=True)
        log.loc[at.index, "sel"] = [f"{own[c]}{n}" if c in own else "" for own, c, n in found]
        if "id_kunjungan" in rows:
            sent = row["id_kunjungan"].where(is_submission(row["id_kunjungan"]))
            log.loc[at.index, "kiriman"] = sent.fillna("")
    dropped = log["fate"].isin(["duplicate", "superseded"])
    log = log[~dropped | log["code"].isin(["duplicate_row", "superseded_row"])].reset_index(drop=True)
    log = _masked_texts(log, frozenset(names))
    order = ["file", "sheet", "row", "table", "column", "code", "read"]
    kept = [*ISSUE_COLUMNS, "id_masalah", "sel", "kiriman"]
    return log.sort_values(order, kind="stable")[kept].reset_index(drop=True)


def _masked_texts(log: pd.DataFrame, known: frozenset[str]) -> pd.DataFrame:
    # What is read of a whole sheet is a header, not a person's cell.
    persons = _PERSONS.reindex(
        pd.MultiIndex.from_frame(log[["table", "column"]]), fill_value=False
    ).to_numpy()
    keys = pd.DataFrame({"person": persons & (log["row"] > 0), "name": log["column"].isin(NAME_COLUMNS)})
    masked = {}
    for field in ("read", "understood"):
        cells = keys.assign(text=log[field])
        shown = {
            cell: mask_cell(cell.text, person=cell.person, name=cell.person and cell.name, known=known)
            for cell in cells.drop_duplicates().itertuples(index=False)
        }
        texts = [shown[cell] for cell in cells.itertuples(index=False)]
        masked[field] = pd.Series(texts, index=log.index, dtype="str")
    return log.assign(**masked)


def masked_amendments(amendments: pd.DataFrame, known: Iterable[str]) -> str:
    """Return what became of each answer as CSV, values masked where they identify a person."""
    names = frozenset(known)
    shown = amendments.copy()
    for field in ("lama", "baru"):
        shown[field] = [
            mask_cell(
                text,
                person=bool(_PERSONS.get((table, column), column in _PERSON_LABELS)),
                name=column in NAME_COLUMNS,
                known=names,
            )
            for text, table, column in zip(shown[field], shown["tabel"], shown["kolom"], strict=True)
        ]
    return shown.to_csv(index=False, lineterminator="\n")


def write_quarantine(
    folder: Path, tables: Mapping[str, pd.DataFrame], issues: pd.DataFrame, known: set[str] | frozenset[str]
) -> None:
    """Write one CSV per table with the rows refused: where they are, every reason, and what was understood.

    Only typed values of kept columns are written, never the raw text: a name may have slipped into
    any column. The full rows are in the identity folder.
    """
    wrong = errors(issues)
    reason = wrong["code"] + wrong["column"].where(wrong["column"] == "", ":" + wrong["column"])
    reasons = reason.groupby([wrong[key] for key in _JOIN]).agg(lambda texts: " ".join(sorted(set(texts))))
    for table, rows in tables.items():
        path = folder / f"{table}.csv"
        refused = rows[rows["fate"] == "quarantined"]
        if refused.empty:
            path.unlink(missing_ok=True)
            continue
        keys = pd.MultiIndex.from_frame(
            refused[SITE].astype({"_file": "str", "_sheet": "str"}).assign(table=table)
        )
        head = pd.DataFrame(
            {
                "berkas": refused["_file"],
                "lembar": refused["_sheet"],
                "baris": refused["_row"],
                "kab_kota_laporan": refused["district"],
                "periode": refused["period"],
                "alasan": reasons.reindex(keys).to_numpy(),
            }
        )
        kept = [c.name for c in TABLES[table].columns if c.kept]
        texts = [c.name for c in TABLES[table].columns if c.kept and c.kind == "text"]
        values = refused[kept].copy()
        for name in texts:
            values[name] = values[name].map(
                lambda text: mask_cell(text, person=False, name=False, known=known), na_action="ignore"
            )
        data = pd.concat([head, values], axis=1).to_csv(index=False, lineterminator="\n")
        replace_text(path, data)


def summary(
    lines: Iterable[AccountLine],
    tables: Mapping[str, pd.DataFrame],
    issues: pd.DataFrame,
    files: Iterable[FileState],
    failed: Mapping[str, str],
    gone: Iterable[str],
) -> dict[str, Any]:
    """Return what the data-quality pages need; counts of rows and issues only, no person.

    `lines`: per file, sheet and table. `tables`: per table over all files. `districts`: per slug, table
    and half-year (empty: unknown) the fates of its rows and its issues by code. `files`: state of each
    file. `failed`: why a district could not be prepared. `gone`: files of last time that are missing now.
    """
    lines = tuple(lines)
    totals: dict[str, dict[str, int]] = {}
    for line in lines:
        total = totals.setdefault(line.table, dict.fromkeys(("read", *FATES), 0))
        for name in total:
            total[name] += getattr(line, name)
    districts: dict[str, Any] = {}

    def entry(slug: object, table: object, period: object) -> dict[str, Any]:
        of_place = districts.setdefault(str(slug) or UNKNOWN, {})
        found: dict[str, Any] = of_place.setdefault(str(table), {}).setdefault(str(period), _no_rows())
        return found

    for table, rows in tables.items():
        for (slug, period, fate), n in (
            rows.groupby(["district", "period", "fate"], observed=True).size().items()
        ):
            counts = entry(slug, table, period)
            counts["read"] += int(n)
            counts[str(fate)] += int(n)
    keys = ["district", "table", "period", "code"]
    # What was there last time says nothing about the data: two readers of the same files see the same.
    lasting = issues[~issues["code"].isin(_OF_LAST_TIME)]
    for (slug, table, period, code), n in lasting.groupby(keys).size().items():
        entry(slug, table, period)["issues"][str(code)] = int(n)
    return {
        "lines": [asdict(line) for line in lines],
        "tables": totals,
        "districts": {slug: districts[slug] for slug in sorted(districts)},
        "files": [asdict(state) | {"sha256": grouped(state.sha256)} for state in files],
        "failed": dict(sorted(failed.items())),
        "gone": list(gone),
    }


def _no_rows() -> dict[str, Any]:
    return {"read": 0, "kept": 0, "quarantined": 0, "duplicate": 0, "superseded": 0, "issues": {}}


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a value as JSON in one step."""
    replace_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def write_issues(path: Path, issues: pd.DataFrame) -> None:
    """Write the issue log in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".baru")
    issues.to_parquet(fresh, index=False)
    os.replace(fresh, path)
