"""The front pages of the site: one index over all periods, one per period.

A pure function of the manifests and the programme's parameters; links are relative, so that the
folder can be copied anywhere. Every number is a copy of one that passed the gate with its report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalhelpers import formats
from evalhelpers.errors import GateError
from evalhelpers.press import finished, gate, manifest
from evalhelpers.press.files import write_atomically
from evalhelpers.press.front import WORDS, emblem, letterhead
from evalhelpers.press.html import environment, style
from evalhelpers.press.render import HTML_NAME
from evalhelpers.press.shelf import Shelf

if TYPE_CHECKING:
    from evalhelpers.params import Project

# The front pages hold reports of every language, so they speak the office's own.
_WORDS = WORDS["id"]


def write_index(site: Path, project: Project, forbidden: Path | None = None) -> Path:
    """Write `index.html` of the site and of every period in it; return the site's.

    `forbidden` is the list of names that may stand nowhere.

    Raises
    ------
    GateError
        If a page would hold what must not be published, or a number that is not that of its report.
    """
    found = {path.parent.name: manifest.read(path.parent) or {} for path in site.glob(f"*/{manifest.NAME}")}
    shelf = Shelf.of(project, found)
    around = _around(project)
    for code in shelf.periods:
        period = _period(shelf, code)
        is_marked = {"draft": period["is_draft"], "sample": found[code]["sample"]}
        marks = [_WORDS[name] for name, applies in is_marked.items() if applies]
        given = {
            **around,
            **_marked(marks),
            "title": f"{_WORDS['title']} – {period['title']}",
            "here": f"{project.programme.province} · {period['title']}",
            "when": period["title"],
            "draft": period["is_draft"],
            "period": period,
            "reports": shelf.reports(code),
            "neighbours": [
                (f"{word}: {formats.period(other)}", f"../{other}/{HTML_NAME}")
                for word, other in shelf.neighbours(code)
            ],
        }
        _write(site / code / HTML_NAME, "site_period.html.j2", given, shelf, forbidden)
    sample = any(value["sample"] for value in found.values())
    given = {
        **around,
        **_marked([_WORDS["sample"]] if sample else []),
        "title": f"{_WORDS['title']} – {project.programme.province}",
        "here": project.programme.province,
        "when": "",
        "draft": False,
        "periods": [_period(shelf, code) for code in shelf.periods],
        "areas": list(shelf.areas.values()),
        "example": [project.programme.province, *shelf.areas.values()][-1],
        **shelf.compared,
    }
    _write(site / HTML_NAME, "site_index.html.j2", given, shelf, forbidden)
    return site / HTML_NAME


def _around(project: Project) -> dict[str, Any]:
    programme = project.programme
    return {
        "heading": _WORDS["title"],
        "where": programme.province,
        "letterhead": letterhead(project),
        "logo": emblem(project),
        "theme": programme.theme,
        "restricted": _WORDS["restricted"],
        "css": style("page.css") + style("site.css"),
    }


def _marked(marks: Sequence[str]) -> dict[str, Any]:
    return {"marks": marks, "short_marks": [mark.partition(" – ")[0] for mark in marks]}


def _period(shelf: Shelf, code: str) -> dict[str, Any]:
    """Return what the index says of a period: its reports by area, what changed, and what is missing."""
    sheet = shelf.manifests[code]["run_sheet"]
    reports = shelf.reports(code)
    by_slug = {report.slug: report for report in reports}
    days = [value["data_to"] for value in shelf.manifests[code]["reports"].values() if value["data_to"]]
    off = [
        (state, [report.name for report in reports if report.state == state])
        for state in dict.fromkeys(report.state for report in reports if not report.is_current)
    ]
    whole = [report for report in reports[:1] if report.headline]
    return {
        "code": code,
        "title": formats.period(code),
        "status": "konsep" if sheet["status"] != "final" else "final",
        "is_draft": sheet["status"] != "final",
        "report_date": formats.date(sheet["report_date"]),
        "data_to": formats.date(max(days)) if days else "",
        "row": [by_slug.get(slug) for slug in shelf.areas],
        "changed": whole,
        "troubles": off,
    }


def _write(path: Path, template: str, given: Mapping[str, Any], shelf: Shelf, forbidden: Path | None) -> None:
    data = environment().get_template(template).render(given).encode("utf-8")
    breaches = [str(b) for b in gate.check_page(path.name, data, gate.read_forbidden(forbidden))]
    known = shelf.numbers
    breaches += [
        f"{path.name}: angka bukan angka laporannya ({number[0]})"
        for number in finished.page(data).facts
        if number not in known
    ]
    if breaches:
        raise GateError("Halaman muka tidak diterbitkan:\n" + "\n".join(f"  {b}" for b in breaches))
    write_atomically(path, data)
