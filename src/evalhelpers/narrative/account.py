"""Sentences of money: profit, budget, the chain of rupiah, papers, matters to be clarified, audits."""

from __future__ import annotations

from dataclasses import replace

from evalhelpers import formats
from evalhelpers.blocks import Fact, Span
from evalhelpers.findings import (
    Audit,
    AuditVerdict,
    Budget,
    Chain,
    ChainVerdict,
    Flags,
    FlagsVerdict,
    Money,
    Named,
    Papers,
)
from evalhelpers.narrative.voice import Voice, Words, fill


def money(finding: Money, voice: Voice) -> Words:
    """Say how profit compares with its baseline."""
    words = voice.verdicts
    slots: dict[str, Span | Words] = {"scope": words.MONEY_SCOPE[finding.group]}
    if finding.persons:
        slots["persons"] = voice.count(finding.persons)
    if finding.rupiah:
        slots["rupiah"] = _moved(finding.rupiah, voice.rupiah(_size(finding.rupiah)), voice)
    if finding.relative and finding.persons:
        relative = voice.share(_size(finding.relative), finding.persons)
        slots["relative"] = _moved(finding.relative, relative, voice)
        # Said once for both, where both went the same way.
        if finding.rupiah and (finding.rupiah.value > 0) is (finding.relative.value > 0):
            slots["rupiah"] = _signed(finding.rupiah, voice.rupiah(_size(finding.rupiah)))
    return fill(words.MONEY[finding.verdict], **slots)


def _moved(number: Named, size: Fact, voice: Voice) -> Words:
    """Say a change without its sign: "naik 30,0 persen"; nil as it is."""
    said = _signed(number, size)
    if not number.value:
        return (said,)
    words = voice.verdicts
    return fill(words.MONEY_ROSE if number.value > 0 else words.MONEY_FELL, size=said)


def _size(number: Named) -> Named:
    return Named(number.id, abs(number.value))


def _signed(number: Named, size: Fact) -> Fact:
    """Return the text of a size under the machine value with its sign."""
    return replace(size, value=formats.machine(number.value))


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


def chain(finding: Chain, voice: Voice) -> Words:
    """Say where the rupiah of a year's grants are, and how much has to be explained."""
    words = voice.verdicts
    slots: dict[str, Span | Words] = {"year": finding.group.partition("=")[2]}
    if finding.first and finding.last:
        slots |= {
            "first_stage": words.STAGE_FIRST[finding.first[0]],
            "first": voice.rupiah(finding.first[1], short=True),
            "last": voice.rupiah(finding.last[1], short=True),
            "last_stage": words.STAGE_LAST[finding.last[0]],
        }
        if not finding.last[1].value:
            slots["last"] = voice.in_words(finding.last[1], words.CHAIN_NONE)
            slots["last_stage"] = words.STAGE_LAST[finding.last[0]].removeprefix(words.STAGE_DONE)
    if finding.open:
        slots["open"] = voice.rupiah(finding.open, short=True)
    template = words.CHAIN[finding.verdict]
    if finding.verdict is ChainVerdict.CLEAR and finding.first and finding.last:
        if finding.first[1].value == finding.last[1].value:
            template = words.CHAIN_WHOLE
    return fill(template, **slots)


def papers(finding: Papers, voice: Voice) -> Words:
    """Say how many grants have all papers of account."""
    words, slots = voice.verdicts, dict[str, Span | Words]()
    for slot in ("due", "complete", "lacking"):
        if number := getattr(finding, slot):
            slots[slot] = voice.count(number)
    template = words.PAPERS[finding.verdict]
    if finding.lacking_rupiah:
        slots["lacking_rupiah"] = voice.rupiah(finding.lacking_rupiah, short=True)
    elif finding.lacking and finding.lacking.value:
        template = words.PAPERS_NO_RUPIAH
    return fill(template, **slots)


def flags(finding: Flags, voice: Voice) -> Words:
    """Say how many of the grants that were checked have a matter to be clarified."""
    slots: dict[str, Span | Words] = {"year": str(voice.year)}
    for slot in ("flagged", "checked"):
        if number := getattr(finding, slot):
            slots[slot] = voice.count(number)
    template = voice.verdicts.FLAGS[finding.verdict]
    if finding.unchecked and finding.verdict in (FlagsVerdict.ZERO, FlagsVerdict.SOME):
        template += " " + voice.verdicts.FLAGS_UNCHECKED
    return fill(template, **slots)


def audit(finding: Audit, voice: Voice) -> Words:
    """Say what became of audit recommendations, how many are overdue, and of how much money."""
    words, slots = voice.verdicts, dict[str, Span | Words]()
    for slot in ("everything", "done", "open", "overdue", "dated"):
        if number := getattr(finding, slot):
            slots[slot] = voice.count(number)
    template = words.AUDIT[finding.verdict]
    if finding.verdict is AuditVerdict.ALL_DONE and finding.everything and finding.everything.value == 1:
        template = words.AUDIT_ONE_DONE
    if finding.overdue and finding.overdue.value:
        template += " " + words.AUDIT_OVERDUE
    if finding.rupiah and finding.rupiah_settled and finding.rupiah.value:
        slots["rupiah"] = voice.rupiah(finding.rupiah, short=True)
        slots["rupiah_settled"] = voice.rupiah(finding.rupiah_settled, short=True)
        template += " " + words.AUDIT_RUPIAH
    return fill(template, **slots)
