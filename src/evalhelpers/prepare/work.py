"""The preparation itself: read, clean, check, give pseudonyms, write."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers import corrections, dataset, identity
from evalhelpers import issues as problems
from evalhelpers.clean import people
from evalhelpers.clean.tables import CleanContext
from evalhelpers.intake import read_folder
from evalhelpers.params import Project
from evalhelpers.prepare import failures, fates, log, match, settle
from evalhelpers.prepare.guard import Memory, Origin, remember_origin
from evalhelpers.prepare.outcome import Prepared

STEPS = ("membaca berkas", "membersihkan", "memeriksa", "menulis")


def prepare(
    project: Project,
    raw: Path,
    outputs: Path,
    vault: identity.Vault,
    origin: Origin,
    tell: Callable[[str, int, int], None],
) -> Prepared:
    """Prepare the data of a raw folder that has been looked at; see `run`."""
    internal = outputs / "internal"
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


def _views(project: Project, folder: Path, held: Collection[str]) -> dict[str, Any]:
    """Return the fingerprints of what each report of each run sheet sees, by slug, day and table."""
    days = {period.end for sheet in project.runs.values() for period in sheet.shown}
    slugs = [dataset.PROVINCE, *(d.slug for d in project.districts if d.slug not in held)]
    return {slug: dataset.views(folder, slug, days) for slug in slugs}


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
