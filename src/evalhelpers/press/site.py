"""The front pages of the site: one index over all periods, one per period.

A pure function of the manifests and the programme's parameters; links are relative, so that the
folder can be copied anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalhelpers import formats
from evalhelpers.errors import GateError
from evalhelpers.periods import Period
from evalhelpers.press import gate, manifest
from evalhelpers.press.files import write_atomically
from evalhelpers.press.html import environment
from evalhelpers.press.render import CSV_NAME, HTML_NAME, PDF_NAME

if TYPE_CHECKING:
    from evalhelpers.params import Project

PROVINCE = "provinsi"
_STATES = {
    "ok": "Terbit",
    "old": "Lama: laporan baru belum dapat dibuat",
    "missing": "Belum dapat dibuat",
}


@dataclass(frozen=True)
class Row:
    """One line of a period's list: an area, its state, and links that exist."""

    name: str
    state: str
    is_current: bool
    data_to: str
    links: tuple[tuple[str, str], ...]


def write_index(site: Path, project: Project, forbidden: Path | None = None) -> Path:
    """Write `index.html` of the site and of every period in it; return the site's.

    `forbidden` is the list of names that may stand nowhere.

    Raises
    ------
    GateError
        If a page would hold what must not be published.
    """
    periods = sorted(
        (p.parent.name for p in site.glob(f"*/{manifest.NAME}")),
        key=lambda text: (Period.parse(text).end, Period.parse(text).months),
        reverse=True,
    )
    manifests = {period: manifest.read(site / period) or {} for period in periods}
    for period in periods:
        _write(site / period / HTML_NAME, project, {period: manifests[period]}, forbidden, below="")
    _write(site / HTML_NAME, project, manifests, forbidden, below="{period}/")
    return site / HTML_NAME


def _write(
    path: Path, project: Project, manifests: dict[str, dict[str, Any]], forbidden: Path | None, *, below: str
) -> None:
    sections = [
        {
            "period": period,
            "title": formats.period(period),
            "draft": found["run_sheet"]["status"] != "final",
            "sample": found["sample"],
            "report_date": formats.date(found["run_sheet"]["report_date"]),
            "rows": _rows(project, found, below.format(period=period)),
        }
        for period, found in manifests.items()
    ]
    agency = project.programme.agency
    page = (
        environment()
        .get_template("site_index.html.j2")
        .render(
            programme=project.programme,
            letterhead=[
                line for line in (agency.government, agency.office, agency.address, agency.contact) if line
            ],
            accent=project.programme.theme.accent,
            sections=sections,
            sample=any(section["sample"] for section in sections),
            up=None if below else f"../{HTML_NAME}",
        )
    )
    data = page.encode("utf-8")
    breaches = gate.check_page(path.name, data, gate.read_forbidden(forbidden))
    if breaches:
        raise GateError("Halaman muka tidak diterbitkan:\n" + "\n".join(f"  {b}" for b in breaches))
    write_atomically(path, data)


def _rows(project: Project, found: dict[str, Any], below: str) -> Sequence[Row]:
    reports = found["reports"]
    names = {PROVINCE: project.programme.province, **{d.slug: d.name for d in project.districts}}
    # The province first, then the districts in official order; slugs of former districts last.
    order = [*names, *sorted(set(reports) - set(names))]
    rows = []
    for slug in (s for s in order if s in reports):
        entry = reports[slug]
        labels = {HTML_NAME: "Baca", PDF_NAME: "PDF", CSV_NAME: "Data"}
        links = tuple((labels[name], f"{below}{slug}/{name}") for name in labels if name in entry["files"])
        rows.append(
            Row(
                names.get(slug, slug),
                _STATES[entry["status"]],
                entry["status"] == "ok",
                formats.date(entry["data_to"]) if entry["data_to"] else "–",
                links,
            )
        )
    return rows
