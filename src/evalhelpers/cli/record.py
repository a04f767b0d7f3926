"""The manifest of a run: what went in, what came out, with nobody's name in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalhelpers import fingerprints
from evalhelpers.cli.data import Views
from evalhelpers.cli.options import Place

if TYPE_CHECKING:
    from evalhelpers.params import RunSheet
    from evalhelpers.prepare import Prepared
    from evalhelpers.press.run import Result


def forbidden_list(here: Place) -> Path | None:
    """Return the list of names that may not be published; None where no register was read."""
    path = here.identity / "forbidden.json"
    return path if path.exists() else None


def write_manifest(
    here: Place,
    sheet: RunSheet,
    results: Sequence[Result],
    prepared: Prepared,
    views: Views,
) -> None:
    """Write the manifest of one period after its reports have ended."""
    from evalhelpers.issues import FATES
    from evalhelpers.press import manifest, plan

    folder = here.outputs / "site" / sheet.period
    shown = _shown(forbidden_list(here))
    data_to = {result.district: views.last_visit(result.district, sheet) for result in results}
    records = {slug: plan.read_record(here.outputs, sheet.period, slug) for slug in data_to}
    tiles = {slug: record.tiles for slug, record in records.items() if record}
    reports = manifest.entries(manifest.read(folder), results, folder, data_to, tiles)
    lock = here.project.root / "requirements.lock"
    value: dict[str, Any] = {
        "period": sheet.period,
        "run_sheet": sheet.model_dump(mode="json"),
        "sample": prepared.origin == "sample",
        "raw_files": {shown(state.path): fingerprints.grouped(state.sha256) for state in prepared.files},
        "parameter_files": dict(here.basis.params),
        "notebooks": {f"notebooks/{name}": digest for name, digest in here.basis.notebooks.items()},
        "package": here.basis.package,
        "lock": fingerprints.of_bytes(lock.read_bytes()) if lock.exists() else "",
        "versions": manifest.versions(),
        "account": [
            {
                "file": shown(line.file),
                "sheet": shown(line.sheet),
                **{name: getattr(line, name) for name in ("table", "read", *FATES)},
            }
            for line in prepared.account
        ],
        "checks": list(manifest.CHECKS),
        "reports": reports,
    }
    manifest.write(folder, value)


def _shown(forbidden: Path | None) -> Callable[[str], str]:
    """Return how the name of a raw file or sheet may be published: a person's name in it is not."""
    from evalhelpers.press import gate

    known = gate.read_forbidden(forbidden)

    def shown(name: str) -> str:
        if not gate.check_text("manifest.json", name, known):
            return name
        return f"(nama disamarkan {fingerprints.of_bytes(name.encode())[:8]}){Path(name).suffix}"

    return shown
