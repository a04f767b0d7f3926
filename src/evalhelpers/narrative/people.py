"""Sentences that count persons and businesses."""

from __future__ import annotations

from collections.abc import Sequence

from evalhelpers.blocks import Span
from evalhelpers.catalogue import GAINS, LOSSES
from evalhelpers.findings import (
    Causes,
    CausesVerdict,
    Change,
    ChangeVerdict,
    Flows,
    Headline,
    Mix,
    Named,
    Place,
    PlaceVerdict,
    Revised,
    Share,
    Survival,
)
from evalhelpers.narrative.voice import Voice, Words, fill, listed

UNKNOWN_CAUSE = "P9"


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
    if finding.known:
        slots |= {slot: voice.in_words(finding.known, text) for slot, text in voice.verdicts.ONLY.items()}
    if finding.value and finding.known:
        slots["value"] = voice.share(finding.value, finding.known)
    for slot in ("bound_low", "bound_high"):
        if (number := getattr(finding, slot)) and finding.everyone:
            slots[slot] = voice.share(number, finding.everyone)
    return fill(template, **slots)


def change(finding: Change, voice: Voice, *, baseline: bool = False, short: bool = False) -> Words:
    """Say a difference between two periods, or between now and before the aid (`baseline`).

    `short` is the form after a sentence that has said the numbers of now.
    """
    words = voice.verdicts
    slots: dict[str, Span | Words] = {
        "subject": words.SUBJECT[f"{finding.code}.{finding.measure}"],
        "when": words.WHEN.format(period=voice.period),
        "before_when": words.WHEN_BASELINE if baseline else words.WHEN.format(period=voice.before),
    }
    if finding.gained is not None:
        slots["when"] = words.SAME_PERSONS.format(when=slots["when"])
    for name, one in (("now", finding.now), ("before", finding.before)):
        if one.met and one.known and one.value:
            slots[f"{name}_met"] = voice.count(one.met)
            slots[f"{name}_known"] = voice.count(one.known)
            slots[f"{name}_value"] = voice.share(one.value, one.known)
    if finding.gap and finding.now.known and finding.before.known:
        smaller = min(finding.now.known, finding.before.known, key=lambda n: n.value)
        slots["gap"] = voice.gap(finding.gap, smaller)
    template = (words.CHANGE_SHORT if short else words.CHANGE)[finding.verdict]
    if finding.verdict is ChangeVerdict.UNCLEAR and _alike(finding):
        template = words.CHANGE_SAME_SHORT if short else words.CHANGE_SAME
    return fill(template, **slots)


def _alike(finding: Change) -> bool:
    """Say whether both ends have the very same counts."""
    now, before = finding.now, finding.before
    pairs = ((now.met, before.met), (now.known, before.known))
    return all(a is not None and b is not None and a.value == b.value for a, b in pairs)


def unchanged(found: Sequence[Change], voice: Voice) -> Words:
    """Say in one sentence which shares cannot be said to have changed, with the counts of both ends."""
    words, parts = voice.verdicts, []
    for one in found:
        now, before = one.now, one.before
        if now.met and now.known and before.met and before.known:
            slots = {"now_met": voice.count(now.met), "now_known": voice.count(now.known)}
            slots |= {"before_met": voice.count(before.met), "before_known": voice.count(before.known)}
            subject = words.SUBJECT[f"{one.code}.{one.measure}"]
            parts.append(fill(words.UNCHANGED_PART, subject=subject, **slots))
    return fill(words.UNCHANGED, before=voice.before, parts=listed(parts, voice))


def incomparable(found: Sequence[Change], voice: Voice) -> Words:
    """Say in one sentence which shares have nothing to be compared with."""
    words = voice.verdicts
    parts = [(words.SUBJECT[f"{one.code}.{one.measure}"],) for one in found]
    return fill(words.INCOMPARABLE, before=voice.before, parts=listed(parts, voice))


def headline(finding: Headline, voice: Voice) -> Words:
    """Say the three levels of success over the same population."""
    slots: dict[str, Span | Words] = {
        "everyone": voice.count(finding.everyone),
        "unmonitored": voice.count(finding.unmonitored),
        "place": voice.place,
        "when": voice.verdicts.WHEN.format(period=voice.period),
    }
    for level, number in finding.levels.items():
        none = voice.verdicts.HEADLINE_NONE[level]
        slots[level] = voice.count(number) if number.value else voice.in_words(number, none)
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
    words, counts = voice.verdicts, dict(finding.counts)
    parts = {
        code: fill(words.CAUSE_PART, label=voice.label("penyebab", code).lower(), count=voice.count(n))
        for code, n in finding.counts
    }
    slots: dict[str, Span | Words] = {
        "period": voice.period,
        "cases_name": words.CASES[finding.measure],
        "lead": voice.label("penyebab", finding.lead).lower(),
        "parts": listed(list(parts.values()), voice),
        "rest": listed([part for code, part in parts.items() if code != finding.lead], voice),
    }
    template = words.CAUSES[finding.verdict]
    if finding.cases:
        slots["cases"] = voice.count(finding.cases)
        if finding.lead_share:
            slots["lead_share"] = voice.share(finding.lead_share, finding.cases)
            slots["lead_count"] = voice.count(counts[finding.lead])
        # One cause for all of them: to list it would say it twice.
        only = [code for code, n in finding.counts if n.value == finding.cases.value > 1]
        if only and finding.verdict in (CausesVerdict.LISTED, CausesVerdict.LEADING):
            template = words.CAUSES_NONE_KNOWN if only[0] == UNKNOWN_CAUSE else words.CAUSES_ONE
            slots["lead"] = voice.label("penyebab", only[0]).lower()
    return fill(template, **slots)


def compared(found: Sequence[Place], voice: Voice) -> Words:
    """Say which districts differ from the rest of the province, where the data are enough to tell."""
    words = voice.verdicts
    if all(one.verdict is PlaceVerdict.TOO_FEW for one in found):
        return (words.PLACES_NONE,)
    told = {}
    for verdict, template in (
        (PlaceVerdict.ABOVE, words.PLACES_ABOVE),
        (PlaceVerdict.BELOW, words.PLACES_BELOW),
    ):
        names = [_counted(one, voice) for one in found if one.verdict is verdict]
        if names:
            told[verdict] = fill(template, places=listed(names, voice))
    if not told:
        return (words.PLACES_ALIKE,)
    if len(told) > 1:
        both = {"above": told[PlaceVerdict.ABOVE], "below": told[PlaceVerdict.BELOW]}
        return fill(words.PLACES_DIFFER, differences=fill(words.PLACES_BOTH, **both))
    return fill(words.PLACES_DIFFER, differences=next(iter(told.values())))


def _counted(one: Place, voice: Voice) -> Words:
    name = voice.label("kab_kota", one.district)
    if not (one.share.met and one.share.known):
        return (name,)
    met, known = voice.count(one.share.met), voice.count(one.share.known)
    return fill(voice.verdicts.PLACE_COUNTED, place=name, met=met, known=known)


def flows(finding: Flows, voice: Voice) -> Words:
    """Say how the active of the previous period's end became those of now; what did not occur is left out."""
    words = voice.verdicts
    if not finding.counts:
        return fill(words.FLOWS[finding.verdict])

    def moved(template: str, names: Sequence[str]) -> list[Words]:
        counts = [(name, finding.counts[name]) for name in names]
        parts = [fill(words.FLOW_PARTS[name], n=voice.count(n)) for name, n in counts if n.value]
        return [fill(template, parts=listed(parts, voice))] if parts else []

    moves = moved(words.FLOWS_GAINED, GAINS) + moved(words.FLOWS_LOST, LOSSES)
    ends = {
        name: voice.count(n) if n.value else voice.in_words(n, words.FLOWS_NONE)
        for name in ("aktif_lalu", "aktif_kini")
        if (n := finding.counts[name])
    }
    if not moves:
        return fill(words.FLOWS_SAME, **ends)
    return fill(words.FLOWS[finding.verdict], moves=listed(moves, voice, long=True), **ends)


def survival(finding: Survival, voice: Voice) -> Words:
    """Say the chance of lasting 6, 12 and 24 months, as far as enough are still watched."""
    words, parts = voice.verdicts, []
    for at, point in enumerate(finding.points):
        template = words.SURVIVAL_NEXT if at else words.SURVIVAL_FIRST
        value = voice.share(point.value, point.at_risk)
        parts.append(fill(template, value=value, month=str(point.month), at_risk=voice.count(point.at_risk)))
    return fill(words.SURVIVAL[finding.verdict], parts=listed(parts, voice))


def revised(finding: Revised, voice: Voice) -> Words:
    """Say what a published share was and what it is by today's data."""
    words = voice.verdicts
    slots: dict[str, Span | Words] = {
        "subject": words.SUBJECT[f"{finding.code}.{finding.measure}"],
        "before_when": words.WHEN.format(period=voice.before),
    }
    if finding.published and finding.now and finding.n:
        published_n = finding.published_n or finding.n
        slots["published"] = voice.share(finding.published, published_n)
        slots["published_n"] = voice.count(published_n)
        slots["now"] = voice.share(finding.now, finding.n)
        slots["n"] = voice.count(finding.n)
    return fill(words.REVISED[finding.verdict], **slots)


def phoned(number: Named, voice: Voice) -> Words:
    """Say how many of those due were not seen but reached by telephone."""
    return fill(voice.verdicts.PHONED, phoned=voice.count(number))
