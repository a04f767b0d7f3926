"""What the sections of a report see: public values, findings, words, and the project's parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from evalhelpers import blocks, dataset, dictionary, formats
from evalhelpers.blocks import Block, Fact, Heading, Note, Prose
from evalhelpers.catalogue import UNMONITORED, Rules
from evalhelpers.dictionary import codes
from evalhelpers.disclosure import Public
from evalhelpers.findings import Named
from evalhelpers.narrative import LANGUAGES, Voice, Words, fill
from evalhelpers.params import Project, RunSheet
from evalhelpers.periods import Period
from evalhelpers.workbook.decisions import Decisions

CHAPTERS = ("pendahuluan", "metodologi", "penyaluran", "perkembangan", "penyebab", "kesejahteraan", "penutup")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True)
class View:
    """One report as its sections see it.

    Attributes
    ----------
    account
        What became of the rows of this place, as `dataset.account` has it.
    sources
        Grants by source of the baseline, as counted in the data.
    repeated
        Persons evaluated who have had two grants or more.
    rows
        Rows of each cleaned table that the report was made from.
    """

    project: Project
    run: RunSheet
    rules: Rules
    district: str
    period: Period
    before: Period
    public: Public
    decisions: Decisions
    voice: Voice
    account: dict[str, Any]
    sources: dict[str, int]
    repeated: int
    rows: dict[str, int]
    facts: dict[str, float] = field(default_factory=dict)

    @property
    def province(self) -> bool:
        """Say whether this is the report of the whole province."""
        return self.district == dataset.PROVINCE

    @property
    def theme(self) -> dict[str, str]:
        """Return the programme's colours by name."""
        return dict(self.project.programme.theme.model_dump())

    @property
    def districts(self) -> tuple[str, ...]:
        """Return the slugs of the districts in official order."""
        return tuple(d.slug for d in self.project.districts)

    @property
    def missing_districts(self) -> tuple[str, ...]:
        """Return the districts whose data could not be read this time, in official order."""
        return tuple(slug for slug in self.districts if slug in self.account["failed"])

    def heading(self, section: str) -> Heading:
        """Return a chapter's heading; numbered chapters carry Roman numerals without gaps."""
        words = self.voice.chapters
        title = words.TITLES[section]
        if section in CHAPTERS:
            title = words.CHAPTER.format(number=ROMAN[CHAPTERS.index(section)], title=title)
        return Heading(title, 1, section)

    def subheading(self, name: str) -> Heading:
        """Return the heading of a part of a chapter."""
        return Heading(self.voice.chapters.SUBTITLES[name], 2, name.replace("_", "-"))

    def fact(self, id: str, value: float) -> Fact:
        """Word a count that is no indicator, and remember it for the machine-readable result."""
        self.facts[id] = value
        return self.voice.count(Named(id, value))

    def groups(self, code: str, dimension: str) -> list[tuple[str, str]]:
        """Return the groups of a dimension that have values in this period, with their printed names."""
        frame = self.public.frame
        wanted = (frame["code"] == code) & (frame["period"] == str(self.period))
        found = frame.loc[wanted & frame["group"].str.startswith(f"{dimension}="), "group"].unique()
        known = [f"{dimension}={value}" for value in self.voice.labels.get(dimension, {})]
        order = [g for g in known if g in found] + sorted(set(found) - set(known))
        names = self.voice.displays.VALUE_NAMES.get(dimension, "{value}")
        return [(g, names.format(value=self.voice.label(dimension, g.split("=", 1)[1]))) for g in order]

    def say(self, template: str, **slots: blocks.Span | Words) -> Words:
        """Fill a fixed paragraph; place and period are always there."""
        return fill(template, **{"place": self.voice.place, "period": self.voice.period, **slots})


def prose(*paragraphs: Words | str) -> Prose:
    """Return paragraphs."""
    return Prose(tuple((p,) if isinstance(p, str) else p for p in paragraphs))


def items(paragraphs: Sequence[Words | str]) -> Prose:
    """Return a list."""
    return Prose(prose(*paragraphs).paragraphs, items=True)


def note(kind: str, *paragraphs: Words | str) -> Note:
    """Return a remark set apart."""
    return Note(kind, prose(*paragraphs).paragraphs)


def present(*maybe: Block | None) -> tuple[Block, ...]:
    """Return the blocks that are there: a figure without data is None."""
    return tuple(block for block in maybe if block is not None)


def voice(project: Project, district: str, period: Period, before: Period, language: str) -> Voice:
    """Return the voice of a report: its language, its names, and the labels of all coded values."""
    words = LANGUAGES[language].displays
    places = {d.slug: d.name for d in project.districts}

    def labels(group: Sequence[dictionary.Code]) -> dict[str, str]:
        return {code.value: dictionary.code_label(tuple(group), code.value, language) for code in group}

    return Voice(
        place=project.programme.province if district == dataset.PROVINCE else places[district],
        period=formats.period(period, language=language),
        before=formats.period(before, language=language),
        year=period.year,
        labels={
            "status_usaha": {**labels(codes.STATUS), UNMONITORED: words.UNMONITORED},
            "penyebab": labels(codes.CAUSE_GROUPS),
            "kelompok_usaha": labels(codes.GROUPS),
            "jenis_kelamin": labels(codes.SEX),
            "bentuk_bantuan": labels(codes.AID_FORM),
            "cara": labels(codes.MODE),
            "sumber_baseline": labels(codes.BASELINE_SOURCE),
            "kab_kota": {**places, dataset.UNKNOWN: words.UNKNOWN_PLACE},
            "pagu": words.BUDGET_STAGES,
            "tabel": {t.name: t.en if language == "en" else t.id for t in dictionary.TABLES.values()},
        },
        language=language,
    )
