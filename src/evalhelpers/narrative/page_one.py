"""The key figures of page one, and the words of a target."""

from __future__ import annotations

from evalhelpers import formats
from evalhelpers.blocks import Span
from evalhelpers.catalogue import indicator
from evalhelpers.findings import Chain, ChainVerdict, Share, ShareVerdict, TargetVerdict
from evalhelpers.findings.number import COUNTS_ONLY_BELOW, NO_RANKING_BELOW
from evalhelpers.narrative.voice import Voice, Words, fill

_STATES = {TargetVerdict.REACHED: "good", TargetVerdict.MISSED: "bad", TargetVerdict.OPEN: "middle"}
_WITHOUT = {
    ShareVerdict.NO_ONE: "nobody",
    ShareVerdict.UNKNOWN: "unknown",
    ShareVerdict.WITHHELD: "withheld",
}


def target(verdict: TargetVerdict, wanted: float | None, voice: Voice, *, at_most: bool = False) -> str:
    """Say whether a target is met, with the target where there is one; `at_most`: less is better."""
    words = voice.verdicts
    if wanted is None:
        return str(words.TARGET[TargetVerdict.NOT_SET])
    shown = formats.share(wanted, 100, language=voice.language, place="table")
    if at_most:
        shown = words.TARGET_AT_MOST.format(target=shown)
    return str(words.TARGET_WITH_VALUE.format(target=shown, verdict=words.TARGET[verdict]))


def target_state(verdict: TargetVerdict) -> str:
    """Return the state that stands for a verdict; none where there is no target or no number."""
    return _STATES.get(verdict, "")


def key_figure(
    finding: Share, before: Share, verdict: TargetVerdict, wanted: float | None, voice: Voice
) -> tuple[Span, Words]:
    """Return the number of a tile and the line below it.

    A percentage only from 30 persons on; below that the counts come first (method, rule 26). The line says
    how sure it is, what it was before, and the target where there is one.
    """
    words = voice.verdicts
    number, name = _number(finding, voice)
    slots: dict[str, Span | Words] = {}
    for slot in ("met", "known", "unknown", "everyone"):
        if found := getattr(finding, slot):
            slots[slot] = voice.count(found)
    if finding.value and finding.known:
        slots["value"] = voice.share(finding.value, finding.known, place="table")
    if finding.bound_low and finding.bound_high and finding.everyone:
        slots["low"] = voice.share(finding.bound_low, finding.everyone, place="table")
        slots["high"] = voice.share(finding.bound_high, finding.everyone, place="table")
    detail = fill(words.TILE[name], **slots)
    if before.met and before.known and name not in _WITHOUT.values():
        then = fill(words.TILE["before"], met=voice.count(before.met), known=voice.count(before.known))
        detail = fill("{detail}; {then}", detail=detail, then=then)
    if verdict in _STATES:
        at_most = indicator(finding.code).good == "down"
        aim = words.TILE["target"].format(target=target(verdict, wanted, voice, at_most=at_most))
        detail = fill("{detail}; {aim}", detail=detail, aim=aim)
    return number, detail


def _number(finding: Share, voice: Voice) -> tuple[Span, str]:
    """Return what a tile shows in large, and the name of the line that goes with it."""
    value, met, known = finding.value, finding.met, finding.known
    if not (value and met and known):
        return str(voice.verdicts.NONE), _WITHOUT[finding.verdict]
    census = "" if finding.unknown and finding.unknown.value else "_census"
    if known.value >= NO_RANKING_BELOW and met.value:
        return voice.share(value, known, place="table"), f"percent{census}"
    is_few = known.value < COUNTS_ONLY_BELOW or not met.value
    return voice.count(met), f"{'few' if is_few else 'count'}{census}"


def money_figure(finding: Chain, voice: Voice) -> tuple[Span, Words]:
    """Return the number and the line of the tile of money: what has to be explained, of how much."""
    words, year = voice.verdicts, finding.group.partition("=")[2]
    if finding.verdict is ChainVerdict.NO_CHAIN:
        return str(words.NONE), fill(words.TILE["no_money"], year=year)
    if finding.open is None or finding.first is None:
        return str(words.NONE), fill(words.TILE["withheld"])
    first = voice.rupiah(finding.first[1], short=True)
    line = fill(words.TILE["money"], first_stage=words.STAGE_FIRST[finding.first[0]], year=year, first=first)
    return voice.rupiah(finding.open, short=True), line
