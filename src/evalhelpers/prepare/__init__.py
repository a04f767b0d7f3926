"""From raw files to the dataset: intake, clean, validate, identity, fates, and the lists to correct.

Everything is decided before anything is written to `outputs`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers import corrections, dataset, dictionary, identity
from evalhelpers import issues as problems
from evalhelpers.clean import people
from evalhelpers.clean.tables import CleanContext
from evalhelpers.intake import read_folder
from evalhelpers.intake.model import FileState
from evalhelpers.issues import AccountLine
from evalhelpers.params import Project
from evalhelpers.prepare import failures, fates, log, match, recall, settle
from evalhelpers.prepare.guard import Memory, Origin, check_folders, remember_origin

__all__ = ["Prepared", "run"]

STEPS = ("membaca berkas", "membersihkan", "memeriksa", "menulis")


@dataclass(frozen=True)
class Prepared:
    """What a preparation left behind.

    Attributes
    ----------
    dataset
        The folder with the cleaned tables.
    origin
        Whether they come from the sample programme or from the office.
    account
        Rows and their fates per file, sheet and table; it balances.
    issues
        The masked log, one row per issue, with `id_masalah`.
    files
        State of every raw file.
    unreadable
        Those of them that could not be read or lack a required sheet or column.
    is_recalled
        Whether all of it is the outcome of an earlier preparation from the same inputs.
    failed_districts
        Why a district could not be prepared, by slug; its older partitions and pages stay.
    gone
        Files of the last run that are no longer there.
    """

    dataset: Path
    origin: Origin
    account: tuple[AccountLine, ...]
    issues: pd.DataFrame
    files: tuple[FileState, ...]
    unreadable: tuple[FileState, ...]
    failed_districts: dict[str, str]
    gone: tuple[str, ...]
    is_recalled: bool = False

    @property
    def rows(self) -> dict[str, int]:
        """Return the rows kept, by table."""
        kept = dict.fromkeys(dictionary.TABLES, 0)
        for line in self.account:
            if line.table:
                kept[line.table] += line.kept
        return kept


def run(
    project: Project,
    raw: Path,
    outputs: Path,
    identity_folder: Path,
    *,
    basis: Mapping[str, Any] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Prepared:
    """Prepare the data of a raw folder: read, clean, check, give pseudonyms, write.

    Parameters
    ----------
    project
        Parameters, already checked.
    raw, outputs, identity_folder
        Where the files are, where results go, and where what identifies persons is kept.
    basis
        Fingerprints of code, environment and parameters, taken before any of them was read. With them,
        nothing is done again that was done before from the same inputs.
    progress
        Called with a word for the step, steps done and steps in all.

    Raises
    ------
    ParamError
        If the folders are wrong or hold data of another origin; nothing has been written then.
    DataError
        If the account does not balance; `outputs` is as before.
    """
    tell = progress or _silent
    origin = check_folders(raw, outputs, identity_folder)
    vault = identity.unlock(identity_folder)
    internal = outputs / "internal"
    known = internal / "cache" / "prepare.json"
    made_from = None if basis is None else recall.inputs(basis, raw, vault)
    if recall.is_known(known, made_from, _made(internal, identity_folder)):
        return _recalled(internal, origin)
    memory = Memory.read(outputs)
    tell(STEPS[0], 0, len(STEPS))
    intake = read_folder(raw, project.sources, cache=vault.cache)
    lost = failures.find(intake, memory, project.districts)
    tell(STEPS[1], 1, len(STEPS))
    rows = settle.gather(intake.tables, _context(project))
    of_files = failures.located((*intake.issues, *lost.issues), project.districts)
    rows.issues = pd.concat([problems.frame(of_files), rows.issues], ignore_index=True)
    tell(STEPS[2], 2, len(STEPS))
    settle.settle(rows, vault)
    account = fates.account(intake.account, rows.frames)
    names, streets = _forbidden(rows, project)
    issues = log.masked(rows.issues, rows.frames, rows.cells, vault, names)
    tell(STEPS[3], 3, len(STEPS))
    remember_origin(outputs, origin)
    vault.write_forbidden(names, streets)
    _write_persons(rows, vault)
    kept = {table: frame[frame["fate"] == "kept"] for table, frame in rows.frames.items()}
    dataset.write(internal / "dataset", kept, held=lost.districts)
    log.write_quarantine(internal / "quarantine", rows.frames, issues, names)
    log.write_issues(internal / "issues.parquet", issues)
    corrections.write(
        _to_correct(issues, lost.districts),
        internal / "corrections",
        districts=[d.slug for d in project.districts],
        newest=_newest(rows),
    )
    summary = log.summary(account, rows.frames, issues, intake.files, lost.districts, lost.gone)
    log.write_json(internal / "account.json", summary)
    log.write_json(internal / "dataset" / "account.json", summary)
    memory.write(outputs, failures.sheets_read(intake), [state.path for state in intake.files])
    log.write_json(internal / "dataset" / "views.json", _views(project, internal / "dataset", lost.districts))
    is_steady = not lost.gone and all(state.status != "unreadable" for state in (*intake.files, *lost.files))
    recall.remember(known, made_from if is_steady else None, _made(internal, identity_folder))
    tell(STEPS[3], len(STEPS), len(STEPS))
    return Prepared(
        dataset=internal / "dataset",
        origin=origin,
        account=account,
        issues=issues,
        files=intake.files,
        unreadable=lost.files,
        failed_districts=lost.districts,
        gone=lost.gone,
    )


def _recalled(internal: Path, origin: Origin) -> Prepared:
    """Return what the last preparation left; it had neither unreadable files nor failed districts."""
    stored = json.loads((internal / "account.json").read_text(encoding="utf-8"))
    states = (state | {"sha256": state["sha256"].replace(":", "")} for state in stored["files"])
    return Prepared(
        dataset=internal / "dataset",
        origin=origin,
        account=tuple(AccountLine(**line) for line in stored["lines"]),
        issues=pd.read_parquet(internal / "issues.parquet"),
        files=tuple(FileState(**state) for state in states),
        unreadable=(),
        failed_districts={},
        gone=(),
        is_recalled=True,
    )


def _made(internal: Path, identity_folder: Path) -> dict[str, Path]:
    """Return the files that a preparation leaves behind, by a name that does not depend on the place."""
    plans = internal / "dataset" / "plan"
    folders = (internal / "dataset", internal / "corrections", internal / "quarantine")
    found = {
        f"internal/{path.relative_to(internal).as_posix()}": path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not path.is_relative_to(plans)
    }
    for name in ("account.json", "files.json", "issues.parquet", "origin.json"):
        found[f"internal/{name}"] = internal / name
    for path in identity_folder.iterdir():
        if path.is_file() and path.name != identity.KEY_NAME:
            found[f"identity/{path.name}"] = path
    return found


def _views(project: Project, folder: Path, held: Collection[str]) -> dict[str, Any]:
    """Return the fingerprints of what each report of each run sheet sees, by slug, day and table."""
    days = {period.end for sheet in project.runs.values() for period in sheet.shown}
    slugs = [dataset.PROVINCE, *(d.slug for d in project.districts if d.slug not in held)]
    return {slug: dataset.views(folder, slug, days) for slug in slugs}


def _silent(step: str, done: int, total: int) -> None:
    """Report no progress."""


def _context(project: Project) -> CleanContext:
    return CleanContext(project.districts, project.reference, project.not_names)


def _forbidden(rows: settle.Rows, project: Project) -> tuple[set[str], set[str]]:
    """Return the names and streets of everyone in any row read, kept or not."""
    names: set[str] = set()
    for table in ("penerima", "kunjungan", "pendamping"):
        cells = rows.cells[table]
        if "nama" in cells:
            written = cells["nama"].dropna().drop_duplicates()
            names.update(written, people.normalise_name(written).dropna())
    register = rows.cells["penerima"]
    addresses = register["alamat"].dropna().unique() if "alamat" in register else ()
    return identity.forbidden(names, addresses, allowed=_public_names(project))


def _public_names(project: Project) -> list[str]:
    """Return names that stand in reports by right: places, and who signs."""
    places = [text for d in project.districts for text in (d.name, d.short, d.capital, *d.variants)]
    office = project.programme.agency
    signs = [project.programme.signatory.name, project.programme.province, office.city, office.office]
    return [*places, *project.reference.kecamatan["kecamatan"], *signs]


def _write_persons(rows: settle.Rows, vault: identity.Vault) -> None:
    """Write the way back from pseudonyms, and the full rows in quarantine, to the identity folder."""
    grants, cells = rows.frames["penerima"], rows.cells["penerima"]
    register = grants[grants["fate"] != "duplicate"]
    people_columns = {name: cells[name] for name in ("nik", "nama", "alamat", "no_hp") if name in cells}
    back = register[["id_penerima", "id_bantuan", "_file", "_sheet", "_row", "fate"]].assign(**people_columns)
    vault.write_table("orang", back)
    for table, frame in rows.frames.items():
        refused = frame["fate"] == "quarantined"
        full = (
            pd.concat([frame.loc[refused, fates.SITE], rows.cells[table][refused]], axis=1)
            if refused.any()
            else None
        )
        vault.write_table(f"karantina-{table}", full)


def _to_correct(issues: pd.DataFrame, failed: Collection[str]) -> pd.DataFrame:
    """Leave out what only follows from a register that could not be read."""
    orphans = issues["code"].isin(match.NO_GRANT.values()) & issues["district"].isin(failed)
    return issues[~orphans]


def _newest(rows: settle.Rows) -> str:
    """Return the newest half-year that has data: visits, or else grants."""
    for table in ("kunjungan", "penerima"):
        frame = rows.frames[table]
        periods = frame.loc[(frame["fate"] == "kept") & (frame["period"] != ""), "period"]
        if len(periods):
            return str(periods.max())
    return ""
