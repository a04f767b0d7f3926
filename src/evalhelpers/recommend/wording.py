"""The words of evidence: what the sentences of the office's rules may name, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from evalhelpers import formats
from evalhelpers.blocks import Fact, Span
from evalhelpers.catalogue import indicator
from evalhelpers.findings import Named
from evalhelpers.narrative import Voice, Words, fill, lower_first
from evalhelpers.params import Condition
from evalhelpers.params.recommendations import YEARLY, counted
from evalhelpers.recommend.evidence import BOTH, KINDS, Evidence, Kind


def slots_of(when: Condition, evidence: Evidence, voice: Voice) -> dict[str, Span | Words]:
    """Return what the slots of a rule's sentences stand for."""
    slots: dict[str, Span | Words] = _always(voice)
    if evidence.concerned is not None and when.counts:
        slots[when.counts] = voice.count(evidence.concerned)
    if when.cause:
        slots["cause"] = lower_first(_cause(when, voice))
        slots["cases"] = voice.count(evidence.numbers["cases"])
    if money := evidence.numbers.get("rupiah"):
        slots["rupiah"] = voice.rupiah(money, short=True)
    if evidence.kinds:
        slots["kinds"] = _joined([_kind(kind, voice) for kind in evidence.kinds], voice)
    return slots


def evidence_of(when: Condition, evidence: Evidence, voice: Voice) -> Words:
    """Say what a rule rests on, in one sentence; an indication is called one."""
    if when.cause:
        return _of_cause(when, evidence, voice)
    if evidence.kinds:
        return _of_kinds(evidence, voice)
    return _of_indicator(when, evidence, voice)


def _always(voice: Voice) -> dict[str, Span | Words]:
    return {"place": voice.place, "period": voice.period, "year": str(voice.year)}


def _of_cause(when: Condition, evidence: Evidence, voice: Voice) -> Words:
    words = voice.actions
    is_unknown = when.cause in words.UNKNOWN_CAUSES
    both = evidence.name == BOTH
    slots: dict[str, Span | Words] = {
        "cause": _cause(when, voice),
        "cases_name": words.BOTH_CASES if both else voice.verdicts.CASES[evidence.name],
        "cases": voice.count(evidence.numbers["cases"]),
    }
    if evidence.concerned is not None:
        slots["concerned"] = voice.count(evidence.concerned)
    return fill(words.CAUSE_UNKNOWN if is_unknown else words.CAUSE, **slots)


def _cause(when: Condition, voice: Voice) -> str:
    return voice.label("penyebab" if when.cause.startswith("P") else "rinci", when.cause)


def _of_kinds(evidence: Evidence, voice: Voice) -> Words:
    words = voice.actions
    parts: list[Span] = []
    for at, kind in enumerate(evidence.kinds):
        parts += [words.NEXT_PART] if at else []
        parts += fill(words.KIND, kind=_kind(kind, voice), **_of(kind, voice))
    rest = evidence.rest
    others = fill(words.REST, **_of(rest, voice)) if rest is not None and rest.known.value else ()
    code, measure = evidence.name.split(".")
    name = lower_first(voice.name(code, measure))
    return fill(words.KINDS, name=name, parts=tuple(parts), rest=others)


def _of(kind: Kind, voice: Voice) -> dict[str, Span | Words]:
    return {"met": voice.count(kind.met), "known": voice.count(kind.known)}


def _kind(kind: Kind, voice: Voice) -> str:
    return lower_first(voice.label(KINDS, kind.value))


def _joined(names: Sequence[str], voice: Voice) -> str:
    words = voice.actions
    *first, last = names
    joint = words.LAST if len(first) > 1 else words.LAST_OF_TWO
    return str(words.NEXT.join(first) + joint + last) if first else last


def _of_indicator(when: Condition, evidence: Evidence, voice: Voice) -> Words:
    words = voice.actions
    code, measure = evidence.name.split(".")
    slots = _always(voice)
    slots["name"] = voice.name(code, measure)
    for slot, number in evidence.numbers.items():
        money = slot in ("rupiah", "other_rupiah")
        slots[slot] = voice.rupiah(number, short=True) if money else voice.count(number)
    if value := evidence.numbers.get("value"):
        slots["value"] = _figure(value, evidence, voice)
    if evidence.concerned is not None:
        slots["concerned"] = voice.count(evidence.concerned)
    own = words.INDICATOR.get((evidence.name, when.concerned or "", when.minus))
    said = fill(own or _general(when, evidence, words), **slots)
    return (*said, words.INDICATION) if code in words.INDICATIONS else said


def _general(when: Condition, evidence: Evidence, words: ModuleType) -> str:
    """Return the sentence for an indicator that has none of its own."""
    code, measure = evidence.name.split(".")
    unit, there = indicator(code).units[measure], evidence.numbers
    if unit == "rp":
        return str(words.RUPIAH_YEAR if code == YEARLY else words.RUPIAH)
    if unit != "share" or not counted(evidence.name):
        return str(words.FIGURE)
    if when.concerned == "missing":
        return str(words.SHARE_MISSING if there["known"].value else words.UNKNOWN)
    return str(words.SHARE)


def _figure(value: Named, evidence: Evidence, voice: Voice) -> Fact:
    code, measure = evidence.name.split(".")
    unit = indicator(code).units[measure]
    known = evidence.numbers.get("known")
    of = int(known.value) if known else 0
    shown = formats.figure(value.value, unit, of, language=voice.language, place="prose")
    return Fact(value.id, formats.machine(value.value), shown)
