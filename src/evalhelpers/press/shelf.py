"""What the site holds: its reports by period and area, as their manifests tell, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from evalhelpers import formats
from evalhelpers.blocks import VERSION, Fact, Tile, Tiles, facts, from_json
from evalhelpers.blocks.html import clean, fragment
from evalhelpers.periods import Period
from evalhelpers.press.front import PROVINCE
from evalhelpers.press.html import CSV_NAME, PDF_NAME, XLSX_NAME
from evalhelpers.press.render import HTML_NAME

if TYPE_CHECKING:
    from evalhelpers.params import Project

_BESIDE = {HTML_NAME: "Baca laporan", PDF_NAME: "PDF", XLSX_NAME: "Data (Excel)", CSV_NAME: "Data (CSV)"}
_STATES = {"old": "lama: laporan baru belum dapat dibuat", "missing": "belum dapat dibuat"}


@dataclass(frozen=True)
class Headline:
    """A count that a key figure states: so many of so many; `of` says of what, whatever the period (code)."""

    label: str
    of: str
    period: str
    met: Fact
    known: Fact


@dataclass(frozen=True)
class Report:
    """One report of a period as the front pages show it.

    `page` is its address below the period's folder, empty where there is none; `figures` are its key
    figures as HTML; `before` is the same count of the period `before_title`, and `is_told` says that the
    key figures state it already.
    """

    slug: str
    name: str
    state: str
    is_current: bool
    data_to: str
    page: str
    links: tuple[tuple[str, str], ...]
    figures: str
    headline: Headline | None
    before: Headline | None
    before_title: str
    is_told: bool


@dataclass(frozen=True)
class Shelf:
    """The manifests by period, newest first, and the areas by slug: the province, then in official order."""

    areas: dict[str, str]
    manifests: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, project: Project, manifests: Mapping[str, dict[str, Any]]) -> Shelf:
        """Put manifests in order; slugs of former districts come last."""
        newest = sorted(manifests, key=_age, reverse=True)
        used = {slug for value in manifests.values() for slug in value["reports"]}
        known = {PROVINCE: project.programme.province, **{d.slug: d.name for d in project.districts}}
        order = [*(slug for slug in known if slug in used), *sorted(used - set(known))]
        return cls(
            {slug: known.get(slug, slug) for slug in order}, {code: manifests[code] for code in newest}
        )

    @property
    def periods(self) -> tuple[str, ...]:
        """Return the codes of the periods, newest first."""
        return tuple(self.manifests)

    @cached_property
    def numbers(self) -> frozenset[tuple[str, str, str]]:
        """Return id, machine value and text of every number that the reports' key figures state."""
        shown = [facts((self._tiles(code, slug),)) for code, slug in self._cells()]
        return frozenset((fact.id, fact.value, clean(fact.text)) for found in shown for fact in found)

    @cached_property
    def compared(self) -> dict[str, str]:
        """Return label and measure of the count in the index: that of the newest report with one."""
        for code, slug in self._cells():
            found = headline(self._tiles(code, slug).tiles, code)
            if found:
                return {"label": found.label, "of": found.of}
        return {"label": "", "of": ""}

    def neighbours(self, code: str) -> tuple[tuple[str, str], ...]:
        """Return the nearest periods of the same kind, each with the word for where it lies."""
        same = [other for other in self.periods if _kind(other) == _kind(code)]
        at = same.index(code)
        found = (("Sebelumnya", same[at + 1 : at + 2]), ("Berikutnya", same[max(at - 1, 0) : at]))
        return tuple((word, other) for word, others in found for other in others)

    def reports(self, code: str) -> tuple[Report, ...]:
        """Return the reports of a period in the order of the areas."""
        return tuple(
            self._report(code, slug) for slug in self.areas if slug in self.manifests[code]["reports"]
        )

    def _report(self, code: str, slug: str) -> Report:
        found, entry = self.manifests[code], self.manifests[code]["reports"][slug]
        made = "final" if found["run_sheet"]["status"] == "final" else "konsep"
        tiles = self._tiles(code, slug)
        own = headline(tiles.tiles, code)
        before = self._before(code, slug, own) if own else None
        return Report(
            slug=slug,
            name=self.areas[slug],
            state=_STATES.get(entry["status"], made),
            is_current=entry["status"] == "ok",
            data_to=formats.date(entry["data_to"]) if entry["data_to"] else "",
            page=f"{slug}/{HTML_NAME}" if HTML_NAME in entry["files"] else "",
            links=tuple(
                (label, f"{slug}/{name}") for name, label in _BESIDE.items() if name in entry["files"]
            ),
            figures=fragment((tiles,)) if tiles.tiles else "",
            headline=own,
            before=before,
            is_told=before in counts(tiles.tiles),
            before_title=formats.period(before.period) if before else "",
        )

    def _before(self, code: str, slug: str, own: Headline) -> Headline | None:
        """Return the count before: as the report itself states it, else as that of an earlier period does."""
        stated = [found for found in counts(self._tiles(code, slug).tiles) if found.of == own.of]
        for other in self.periods:
            if _kind(other) == _kind(code) and _age(other) < _age(code):
                if slug in self.manifests[other]["reports"]:
                    stated += counts(self._tiles(other, slug).tiles)
        earlier = [found for found in stated if found.of == own.of and found.period != own.period]
        return earlier[0] if earlier else None

    def _tiles(self, code: str, slug: str) -> Tiles:
        kept = self.manifests[code]["reports"][slug].get("tiles", [])
        return cast(Tiles, from_json({"version": VERSION, "blocks": [{"block": "tiles", "tiles": kept}]})[0])

    def _cells(self) -> list[tuple[str, str]]:
        return [
            (code, slug)
            for code in self.periods
            for slug in self.areas
            if slug in self.manifests[code]["reports"]
        ]


def counts(tiles: Sequence[Tile]) -> list[Headline]:
    """Return the counts among key figures: each numerator with the denominator of the same value."""
    found = []
    for tile in tiles:
        stated = {fact.id: fact for fact in facts((Tiles((tile,)),))}
        for name, met in stated.items():
            value, _, column = name.rpartition("/")
            known = stated.get(f"{value}/denominator")
            if column == "numerator" and known:
                of, _, period = value.rpartition("/")
                found.append(Headline(tile.label, of, period, met, known))
    return found


def headline(tiles: Sequence[Tile], period: str) -> Headline | None:
    """Return the first count of a period among key figures."""
    return next((found for found in counts(tiles) if found.period == period), None)


def _age(code: str) -> tuple[Any, int]:
    period = Period.parse(code)
    return period.end, period.months


def _kind(code: str) -> int:
    return Period.parse(code).months
