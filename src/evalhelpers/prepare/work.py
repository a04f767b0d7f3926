"""The preparation itself: read, clean, check, give pseudonyms, write."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers import corrections, dataset, fingerprints, identity
from evalhelpers import issues as problems
from evalhelpers.clean import people
from evalhelpers.clean.tables import CleanContext
from evalhelpers.dictionary import TABLES
from evalhelpers.params import Project
from evalhelpers.prepare import failures, fates, log, match, settle
from evalhelpers.prepare.files import Files
from evalhelpers.prepare.guard import Memory, Origin, remember_origin
from evalhelpers.prepare.outcome import AMENDMENTS, Prepared
from evalhelpers.prepare.reading import Read, read

STEPS = ("membaca berkas", "memeriksa", "menulis")


def prepare(
    project: Project,
    raw: Path,
    outputs: Path,
    vault: identity.Vault,
    origin: Origin,
    basis: Mapping[str, Any],
    workers: int,
    tell: Callable[[str, int, int], None],
) -> Prepared:
    """Prepare the data of a raw folder that has been looked at; see `run`."""
    internal = outputs / "internal"
    memory = Memory.read(outputs)
    context = CleanContext(project.districts, project.reference, project.not_names)
    files = Files(vault.cache, context, vault, fingerprints.of_value(dict(basis)), workers)
    found = read(raw, project.sources, files, lambda done, total: tell(STEPS[0], done, total))
    intake = found.intake
    lost = failures.find(intake, found.parts, memory, project.districts)
    tell(STEPS[1], 1, len(STEPS))
    rows = settle.gather(found.parts, context)
    of_files = failures.located((*intake.issues, *found.told, *lost.issues), project.districts)
    rows.note(problems.frame(of_files))
    settle.settle(rows, vault, found.answered)
    account = fates.account((*intake.account, *found.account), rows.frames)
    names, streets = _forbidden(rows, found, project)
    issues = log.masked(rows.issues, rows.frames, rows.parts, names)
    tell(STEPS[2], 2, len(STEPS))
    remember_origin(outputs, origin)
    vault.write_forbidden(names, streets)
    _write_persons(rows, vault)
    log.write_quarantine(internal / "quarantine", rows.frames, issues, names)
    log.write_issues(internal / "issues.parquet", issues)
    corrections.write(
        _to_correct(issues, lost.districts),
        internal / "corrections",
        districts={d.slug: d.name for d in project.districts},
        newest=_newest(rows),
    )
    rows.issues = rows.issues.iloc[:0]
    _write_amendments(found, internal, vault, names)
    answers = {str(state): int(n) for state, n in found.amendments["keadaan"].value_counts().items()}
    summary = log.summary(account, rows.frames, issues, intake.files, lost.districts, lost.gone)
    # The rows are let go of as they are written: there may be a million.
    dataset.write(internal / "dataset", {table: rows.take(table) for table in TABLES}, held=lost.districts)
    log.write_json(internal / "account.json", summary | {"answers": answers})
    log.write_json(internal / "dataset" / "account.json", summary)
    memory.write(outputs, failures.sheets_read(intake, found.parts), [state.path for state in intake.files])
    log.write_json(internal / "dataset" / "views.json", _views(project, internal / "dataset", lost.districts))
    files.prune()
    tell(STEPS[2], len(STEPS), len(STEPS))
    return Prepared(
        dataset=internal / "dataset",
        origin=origin,
        account=account,
        issues=issues,
        files=intake.files,
        unreadable=lost.files,
        failed_districts=lost.districts,
        gone=lost.gone,
        answers=answers,
    )


def _views(project: Project, folder: Path, held: Collection[str]) -> dict[str, Any]:
    """Return the fingerprints of what each report of each run sheet sees, by slug, day and table."""
    days = {period.end for sheet in project.runs.values() for period in sheet.shown}
    return dataset.views(folder, [d.slug for d in project.districts if d.slug not in held], days)


def _forbidden(rows: settle.Rows, found: Read, project: Project) -> tuple[set[str], set[str]]:
    """Return the names and streets of everyone in any row read, kept or not."""
    replaced = found.amendments.loc[found.amendments["kolom"] == "nama", "lama"]
    names: set[str] = set(replaced)
    for table in ("penerima", "kunjungan", "pendamping"):
        written = rows.frames[table]["nama"].dropna().drop_duplicates()
        names.update(written, people.normalise_name(written).dropna())
    addresses = rows.frames["penerima"]["alamat"].dropna().unique()
    return identity.forbidden(names, addresses, allowed=_public_names(project))


def _public_names(project: Project) -> list[str]:
    """Return names that stand in reports by right: places, and who signs."""
    places = [text for d in project.districts for text in (d.name, d.short, d.capital, *d.variants)]
    office = project.programme.agency
    signs = [project.programme.signatory.name, project.programme.province, office.city, office.office]
    return [*places, *project.reference.kecamatan["kecamatan"], *signs]


def _write_persons(rows: settle.Rows, vault: identity.Vault) -> None:
    """Write the way back from pseudonyms, and the full rows in quarantine, to the identity folder."""
    grants = rows.frames["penerima"]
    register = grants[grants["fate"] != "duplicate"]
    cells = rows.raw("penerima", grants["fate"] != "duplicate", ("nik", "nama", "alamat", "no_hp"))
    back = register[["id_penerima", "id_bantuan", *fates.SITE, "fate"]].join(cells)
    vault.write_table("orang", back)
    for table, frame in rows.frames.items():
        refused = frame["fate"] == "quarantined"
        full = frame.loc[refused, fates.SITE].join(rows.raw(table, refused)) if refused.any() else None
        vault.write_table(f"karantina-{table}", full)


def _write_amendments(found: Read, internal: Path, vault: identity.Vault, names: Collection[str]) -> None:
    """Write what became of each answer: whole to the identity folder, masked to `internal`."""
    path = internal / AMENDMENTS
    if found.amendments.empty:
        vault.write_table("perbaikan", None)
        path.unlink(missing_ok=True)
        return
    vault.write_table("perbaikan", found.amendments)
    dataset.replace_text(path, log.masked_amendments(found.amendments, names))


def _to_correct(issues: pd.DataFrame, failed: Collection[str]) -> pd.DataFrame:
    """Leave out what only follows from a register that could not be read."""
    orphans = issues["code"].isin(match.NO_GRANT.values()) & issues["district"].isin(failed)
    return issues[~orphans]


def _newest(rows: settle.Rows) -> str:
    """Return the newest half-year that has data: visits, or else grants."""
    for table in ("kunjungan", "penerima"):
        frame = rows.frames[table]
        periods = frame.loc[(frame["fate"] == "kept") & (frame["period"] != ""), "period"].astype("str")
        if len(periods):
            return str(periods.max())
    return ""
