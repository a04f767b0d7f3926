"""What the sections of a report see: public values, findings, words, and the project's parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from evalhelpers import blocks, dataset, dictionary, formats
from evalhelpers.blocks import Block, Fact, Heading, Note, Prose, Table
from evalhelpers.catalogue import Rules, indicator
from evalhelpers.dictionary import codes
from evalhelpers.disclosure import Public
from evalhelpers.findings import Named
from evalhelpers.narrative import LANGUAGES, Voice, Words, fill
from evalhelpers.params import Project, RunSheet
from evalhelpers.periods import Period
from evalhelpers.recommend import Action
from evalhelpers.workbook.decisions import Decisions

CHAPTERS = (
    "pendahuluan", "metodologi", "penyaluran", "perkembangan", "penyebab", "kesejahteraan", "akuntabilitas",
    "penutup",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True)
class View:
    """One report as its sections see it.

    Attributes
    ----------
    account
        What became of the rows of this place, as `dataset.account` has it.
    sources
        Grants by source of the baseline, as counted in the data.
    baseline_years
        Years whose poverty lines the incomes before the aid are held against, by district.
    repeated
        Persons evaluated who have had two grants or more.
    rows
        Rows of each cleaned table that the report was made from.
    timeline
        Periods of the figures that run over time, oldest first: code and short printed name.
    actions
        What is recommended, the most helpful first.
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
    baseline_years: Mapping[str, tuple[int, ...]]
    repeated: int
    rows: dict[str, int]
    timeline: tuple[tuple[str, str], ...] = ()
    actions: tuple[Action, ...] = ()
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

    def groups(self, code: str, dimension: str, measure: str = "") -> list[tuple[str, str]]:
        """Return the groups of a dimension that have values in this period, with their printed names.

        Groups of any measure of the indicator, or of the one named.
        """
        frame = self.public.frame
        wanted = (frame["code"] == code) & (frame["period"] == str(self.period))
        wanted &= (frame["measure"] == measure) if measure else True
        found = frame.loc[wanted & frame["group"].str.startswith(f"{dimension}="), "group"].unique()
        known = [f"{dimension}={value}" for value in self.voice.labels.get(dimension, {})]
        order = [g for g in known if g in found] + sorted(set(found) - set(known))
        return [(g, self.voice.group(g)) for g in order]

    def say(self, template: str, **slots: blocks.Span | Words) -> Words:
        """Fill a fixed paragraph; place and period are always there."""
        return fill(template, **{"place": self.voice.place, "period": self.voice.period, **slots})


def prose(*paragraphs: Words | str) -> Prose:
    """Return paragraphs."""
    return Prose(tuple((p,) if isinstance(p, str) else p for p in paragraphs))


def lead(*paragraphs: Words | str) -> Prose:
    """Return what a section opens with: the answer to its question."""
    return Prose(prose(*paragraphs).paragraphs, "lead")


def items(paragraphs: Sequence[Words | str]) -> Prose:
    """Return a list."""
    return Prose(prose(*paragraphs).paragraphs, "list")


def steps(paragraphs: Sequence[Words | str]) -> Prose:
    """Return a numbered list."""
    return Prose(prose(*paragraphs).paragraphs, "steps")


def together(*sentences: Words) -> Words:
    """Put sentences into one paragraph."""
    first, *others = sentences
    for sentence in others:
        first = fill("{first} {second}", first=first, second=sentence)
    return first


def note(kind: str, *paragraphs: Words | str) -> Note:
    """Return a remark set apart."""
    return Note(kind, prose(*paragraphs).paragraphs)


def in_print(*tables: Table | None) -> tuple[Table, ...]:
    """Return the tables that are there, for the printed report only: they back what a figure shows."""
    return tuple(replace(table, print_only=True) for table in tables if table is not None)


def present(*maybe: Block | None) -> tuple[Block, ...]:
    """Return the blocks that are there: a figure without data is None."""
    return tuple(block for block in maybe if block is not None)


def voice(project: Project, district: str, period: Period, before: Period, language: str) -> Voice:
    """Return the voice of a report: its language, its names, and the labels of all coded values."""
    places = {d.slug: d.name for d in project.districts}
    return Voice(
        place=project.programme.province if district == dataset.PROVINCE else places[district],
        period=formats.period(period, language=language),
        before=formats.period(before, language=language),
        year=period.year,
        labels=labels(language, places),
        language=language,
    )


def labels(language: str, places: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the labels of all coded values and groups, by dimension; `places` are those of districts."""
    words = LANGUAGES[language].displays

    def coded(group: Sequence[dictionary.Code]) -> dict[str, str]:
        return {code.value: dictionary.code_label(tuple(group), code.value, language) for code in group}

    def labelled(one: dictionary.Table | dictionary.Column) -> str:
        return one.en if language == "en" else one.id

    # A paper of the application is a column "Dokumen: RAB" of the register.
    papers = {
        column.name.removeprefix("dok_"): labelled(column).partition(": ")[2]
        for column in dictionary.table("penerima").columns
        if column.name.startswith("dok_")
    }
    scope = words.SCOPES["keadaan=aktif"]
    return {
        "status_usaha": {m.key: m.en if language == "en" else m.id for m in indicator("B4").measures},
        "penyebab": coded(codes.CAUSE_GROUPS),
        "rinci": coded(codes.CAUSE),
        "kelompok_usaha": coded(codes.GROUPS),
        "kelompok_umur": coded(codes.AGE_GROUPS),
        "jenis_kelamin": coded(codes.SEX),
        "bentuk_bantuan": coded(codes.AID_FORM),
        "disabilitas": words.DISABILITY,
        "kontak": words.CONTACTS,
        "dokumen": {
            **coded(codes.DOCUMENT),
            **{key: text[:1].upper() + text[1:] for key, text in papers.items()},
        },
        "pemeriksa": coded(codes.AUDITOR),
        "perubahan_laba": LANGUAGES[language].pictures.PROFIT_CLASSES,
        "keadaan": {"aktif": scope[:1].upper() + scope[1:]},
        "cara": coded(codes.MODE),
        "sumber_baseline": coded(codes.BASELINE_SOURCE),
        "kab_kota": {**places, dataset.UNKNOWN: words.UNKNOWN_PLACE},
        "pagu": words.BUDGET_STAGES,
        "tabel": {t.name: labelled(t) for t in dictionary.TABLES.values()},
    }
