"""The language of a report: its names and numbers, and how spans become sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from types import ModuleType

from evalhelpers import formats
from evalhelpers.blocks import Fact, Span
from evalhelpers.catalogue import indicator
from evalhelpers.findings import Named
from evalhelpers.narrative import id as indonesian

Words = tuple[Span, ...]
LANGUAGES: dict[str, ModuleType] = {"id": indonesian}


@dataclass(frozen=True)
class Voice:
    """The language of a report and the names it speaks of.

    Attributes
    ----------
    place, period, before
        Names as printed: "Kota Tarakan", "Semester I Tahun 2025", "Semester II Tahun 2024".
    year
        Fiscal year of the period.
    labels
        Labels of coded values by dimension, from the dictionary.
    """

    place: str
    period: str
    before: str
    year: int
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    language: str = "id"

    @property
    def verdicts(self) -> ModuleType:
        """Return the sentences of the language by verdict."""
        return LANGUAGES[self.language].verdicts

    @property
    def chapters(self) -> ModuleType:
        """Return headings, fixed paragraphs and notes of the language."""
        return LANGUAGES[self.language].chapters

    @property
    def displays(self) -> ModuleType:
        """Return the words of tables and figures of the language."""
        return LANGUAGES[self.language].displays

    @property
    def pictures(self) -> ModuleType:
        """Return the words of figures of the language."""
        return LANGUAGES[self.language].pictures

    @property
    def actions(self) -> ModuleType:
        """Return the words of recommendations of the language."""
        return LANGUAGES[self.language].actions

    @property
    def quality(self) -> ModuleType:
        """Return the words of the data-quality page."""
        return LANGUAGES[self.language].quality

    @property
    def audit(self) -> ModuleType:
        """Return the words of an auditor's books and lists."""
        return LANGUAGES[self.language].audit

    def label(self, dimension: str, value: str) -> str:
        """Return the printed name of a coded value; the value itself if it has none."""
        return self.labels.get(dimension, {}).get(value, value)

    def name(self, code: str, measure: str = "utama") -> str:
        """Return the printed name of one measure of an indicator, as the catalogue has it."""
        one = indicator(code).measure(measure)
        return one.en if self.language == "en" else one.id

    def group(self, group: str, *, within: bool = False) -> str:
        """Return the printed name of a group of values, `semua` or `dimension=value`.

        `within` a text it begins with a small letter.
        """
        dimension, _, value = group.partition("=")
        if not value:
            return str(self.displays.ALL)
        name = self.label(dimension, value)
        if dimension == "tahun_bentuk":
            year, _, form = value.partition("-")
            name = f"{year}, {self.label('bentuk_bantuan', form).lower()}"
        named = str(self.displays.VALUE_NAMES.get(dimension, "{value}").format(value=name))
        return lower_first(named) if within else named

    def of(self, met: float, known: float) -> str:
        """Write "33 dari 41"."""
        numbers = {n: formats.count(x, language=self.language) for n, x in (("met", met), ("known", known))}
        return str(self.displays.OF.format(**numbers))

    def percent(self, value: float, of: float) -> str:
        """Write a share for tables and figures; empty where `of` is too small for a percentage."""
        if of < formats.FEW:
            return ""
        return formats.share(value, int(of), language=self.language, place="table")

    def with_percent(self, count: float, of: float, value: float | None) -> str:
        """Write "33 (80,5%)", without the percentage where `of` is too small for one."""
        percent = "" if value is None else self.percent(value, of)
        return formats.count(count, language=self.language) + (f" ({percent})" if percent else "")

    def count(self, number: Named) -> Fact:
        """Word a count."""
        return Fact(
            number.id, formats.machine(number.value), formats.count(number.value, language=self.language)
        )

    def in_words(self, number: Named, text: str) -> Fact:
        """Word a number by words of its own, such as "belum ada" for nil."""
        return Fact(number.id, formats.machine(number.value), text)

    def share(self, number: Named, of: Named, *, place: formats.Place = "prose") -> Fact:
        """Word a share; `of` is its denominator, which decides the decimals."""
        shown = formats.share(number.value, int(of.value), language=self.language, place=place)
        return Fact(number.id, formats.machine(number.value), shown)

    def gap(self, number: Named, of: Named) -> Fact:
        """Word a difference between shares."""
        shown = formats.gap(number.value, int(of.value), language=self.language)
        return Fact(number.id, formats.machine(number.value), shown)

    def rupiah(self, number: Named, *, short: bool = False) -> Fact:
        """Word an amount of money, in full or rounded for reading."""
        write = formats.rupiah_short if short else formats.rupiah
        return Fact(number.id, formats.machine(number.value), write(number.value, language=self.language))


def fill(template: str, **slots: Span | Words) -> Words:
    """Put spans into the slots of a template; neighbouring texts become one.

    >>> fill("Dari {n} orang.", n=Fact("B4.x/semua/2025/denominator", "48", "48"))[1].text
    '48'
    """
    spans: list[Span] = []
    for text, slot, _, _ in Formatter().parse(template):
        found = slots[slot] if slot else ()
        for span in (text, *(found if isinstance(found, tuple) else (found,))):
            if isinstance(span, str) and spans and isinstance(spans[-1], str):
                spans[-1] += span
            elif span != "":
                spans.append(span)
    return tuple(spans)


def lower_first(text: str) -> str:
    """Begin a text with a small letter, as within a sentence; an abbreviation stays.

    >>> lower_first("Berhenti permanen"), lower_first("SP2D ke penyaluran")
    ('berhenti permanen', 'SP2D ke penyaluran')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def within(words: Words) -> Words:
    """Return a sentence as it stands within another: it begins with a small letter."""
    first, *others = words or ("",)
    return (lower_first(first), *others) if isinstance(first, str) else words


def plain(words: Words) -> str:
    """Return a sentence as text."""
    return "".join(span if isinstance(span, str) else span.text for span in words)


def listed(parts: Sequence[Words], voice: Voice, *, long: bool = False) -> Words:
    """Join parts into "a, b, dan c"; `long` ones, which hold commas, into "a; b; dan c"."""
    said, words = voice.verdicts, list[Span]()
    comma, end, both = said.COMMA, said.LAST, said.AND
    if long:
        comma, end, both = said.SEMICOLON, said.LAST_SEMICOLON, said.SEMICOLON
    for at, part in enumerate(parts):
        if at:
            words.append(comma if at < len(parts) - 1 else both if len(parts) == 2 else end)
        words += part
    return fill("{words}", words=tuple(words))
