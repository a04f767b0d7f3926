"""Word: one whole sentence per verdict and language; no arithmetic.

Numbers come from `findings` with their fact ids and become text in `formats`; every word comes from
the language's folder. A sentence is a tuple of spans, ready for a block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from types import ModuleType

from evalhelpers import formats
from evalhelpers.blocks import Fact, Span
from evalhelpers.catalogue import indicator
from evalhelpers.findings import (
    Budget,
    Causes,
    Change,
    Headline,
    Mix,
    Money,
    Named,
    Place,
    PlaceVerdict,
    Share,
    TargetVerdict,
)
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
        return named[:1].lower() + named[1:] if within else named

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


def plain(words: Words) -> str:
    """Return a sentence as text."""
    return "".join(span if isinstance(span, str) else span.text for span in words)


def share(finding: Share, voice: Voice) -> Words:
    """Say one share: numerator, denominator, population and both bounds."""
    template = voice.verdicts.SHARE[f"{finding.code}.{finding.measure}"][finding.verdict]
    slots: dict[str, Span | Words] = {
        "subject": voice.verdicts.SUBJECT[f"{finding.code}.{finding.measure}"],
        "place": voice.place,
        "period": voice.period,
        "when": voice.verdicts.WHEN.format(period=voice.period),
        "year": str(voice.year),
    }
    for slot in ("met", "known", "everyone", "unknown", "unmet", "most"):
        if number := getattr(finding, slot):
            slots[slot] = voice.count(number)
    if finding.value and finding.known:
        slots["value"] = voice.share(finding.value, finding.known)
    for slot in ("bound_low", "bound_high"):
        if (number := getattr(finding, slot)) and finding.everyone:
            slots[slot] = voice.share(number, finding.everyone)
    return fill(template, **slots)


def change(finding: Change, voice: Voice, *, baseline: bool = False) -> Words:
    """Say a difference between two periods, or between now and before the aid (`baseline`)."""
    words = voice.verdicts
    slots: dict[str, Span | Words] = {
        "subject": words.SUBJECT[f"{finding.code}.{finding.measure}"],
        "when": words.WHEN.format(period=voice.period),
        "before_when": words.WHEN_BASELINE if baseline else words.WHEN.format(period=voice.before),
    }
    for name, one in (("now", finding.now), ("before", finding.before)):
        if one.met and one.known and one.value:
            slots[f"{name}_met"] = voice.count(one.met)
            slots[f"{name}_known"] = voice.count(one.known)
            slots[f"{name}_value"] = voice.share(one.value, one.known)
    if finding.gap and finding.now.known and finding.before.known:
        smaller = min(finding.now.known, finding.before.known, key=lambda n: n.value)
        slots["gap"] = voice.gap(finding.gap, smaller)
    return fill(words.CHANGE[finding.verdict], **slots)


def headline(finding: Headline, voice: Voice) -> Words:
    """Say the three levels of success over the same population."""
    slots: dict[str, Span | Words] = {
        "everyone": voice.count(finding.everyone),
        "unmonitored": voice.count(finding.unmonitored),
        "place": voice.place,
        "when": voice.verdicts.WHEN.format(period=voice.period),
    }
    slots |= {level: voice.count(number) for level, number in finding.levels.items()}
    return fill(voice.verdicts.HEADLINE[finding.verdict], **slots)


def mix(finding: Mix, voice: Voice) -> Words:
    """Say how many persons are in each status."""
    slots: dict[str, Span | Words] = {
        "place": voice.place,
        "period": voice.period,
        "when": voice.verdicts.WHEN.format(period=voice.period),
        "parts": listed(
            [
                fill(
                    voice.verdicts.MIX_PART,
                    count=voice.count(n),
                    label=voice.label("status_usaha", code).lower(),
                )
                for code, n in finding.counts
            ],
            voice,
        ),
    }
    if finding.everyone:
        slots["everyone"] = voice.count(finding.everyone)
    return fill(voice.verdicts.MIX[finding.verdict], **slots)


def causes(finding: Causes, voice: Voice) -> Words:
    """Say which primary causes were recorded, and rank them only where the finding does."""
    words = voice.verdicts
    slots: dict[str, Span | Words] = {
        "period": voice.period,
        "cases_name": words.CASES[finding.measure],
        "lead": voice.label("penyebab", finding.lead).lower(),
        "parts": listed(
            [
                fill(words.CAUSE_PART, label=voice.label("penyebab", code).lower(), count=voice.count(n))
                for code, n in finding.counts
            ],
            voice,
        ),
    }
    if finding.cases:
        slots["cases"] = voice.count(finding.cases)
        if finding.lead_share:
            slots["lead_share"] = voice.share(finding.lead_share, finding.cases)
    return fill(words.CAUSES[finding.verdict], **slots)


def money(finding: Money, voice: Voice) -> Words:
    """Say how profit compares with its baseline."""
    words = voice.verdicts
    slots: dict[str, Span | Words] = {"scope": words.MONEY_SCOPE[finding.group]}
    if finding.persons:
        slots["persons"] = voice.count(finding.persons)
        if finding.relative:
            slots["relative"] = voice.share(finding.relative, finding.persons)
    if finding.rupiah:
        slots["rupiah"] = voice.rupiah(finding.rupiah)
    return fill(words.MONEY[finding.verdict], **slots)


def budget(finding: Budget, voice: Voice) -> Words:
    """Say how much of the budget was spent."""
    slots: dict[str, Span | Words] = {"period": voice.period, "year": str(voice.year)}
    if finding.spent and finding.budget and finding.value:
        slots["spent"] = voice.rupiah(finding.spent, short=True)
        slots["budget"] = voice.rupiah(finding.budget, short=True)
        slots["value"] = voice.share(finding.value, finding.budget)
    return fill(voice.verdicts.BUDGET[finding.verdict], **slots)


def in_words(number: Named, voice: Voice) -> Words:
    """Write an amount in words, as after a total."""
    return fill(voice.verdicts.IN_WORDS, words=formats.terbilang(round(number.value)))


def place(finding: Place, voice: Voice) -> Words:
    """Say one district against the rest of the province; nothing is claimed with few persons."""
    words, one = voice.verdicts, finding.share
    name = voice.label("kab_kota", finding.district)
    if not (one.met and one.known and one.value):
        return fill(words.PLACE_EMPTY, place=name)
    slots: dict[str, Span | Words] = {
        "place": name,
        "met": voice.count(one.met),
        "known": voice.count(one.known),
    }
    if finding.verdict is not PlaceVerdict.TOO_FEW:
        slots["value"] = voice.share(one.value, one.known)
    return fill(words.PLACE[finding.verdict], **slots)


def target(verdict: TargetVerdict, wanted: float | None, voice: Voice) -> str:
    """Say whether a target is met, with the target where there is one."""
    words = voice.verdicts
    if wanted is None:
        return str(words.TARGET[TargetVerdict.NOT_SET])
    shown = formats.share(wanted, 100, language=voice.language, place="table")
    return str(words.TARGET_WITH_VALUE.format(target=shown, verdict=words.TARGET[verdict]))


def listed(parts: Sequence[Words], voice: Voice) -> Words:
    """Join parts into "a, b, dan c"."""
    words: list[Span] = []
    for at, part in enumerate(parts):
        if at:
            last = at == len(parts) - 1
            few = len(parts) == 2
            joint = voice.verdicts.AND if few else voice.verdicts.LAST if last else voice.verdicts.COMMA
            words.append(joint)
        words += part
    return fill("{words}", words=tuple(words))
