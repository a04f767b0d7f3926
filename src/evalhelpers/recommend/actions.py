"""From rules and evidence to actions: which apply, in which order, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from evalhelpers import formats
from evalhelpers.blocks import Fact
from evalhelpers.catalogue import COLUMNS
from evalhelpers.disclosure import Public
from evalhelpers.disclosure.families import PROVINCE
from evalhelpers.findings import Named
from evalhelpers.narrative import Voice, Words, fill
from evalhelpers.params import Rule
from evalhelpers.recommend.evidence import KINDS, Evidence, gather
from evalhelpers.recommend.wording import evidence_of, slots_of


@dataclass(frozen=True)
class Action:
    """One recommended action.

    Attributes
    ----------
    text, effect, evidence
        What to do (a phrase without a full stop), what is expected of it, what it rests on (sentences).
    owner, deadline
        Who is to do it, and until which day as printed.
    persons
        How many persons or grants it is about, which orders the actions; None where it is about neither.
    numbers
        Every number that it uses.
    """

    id: str
    text: Words
    owner: str
    deadline: str
    effect: Words
    evidence: Words
    persons: Named | None
    numbers: tuple[Named, ...] = field(default=(), repr=False)


def recommend(
    public: Public, rules: Sequence[Rule], voice: Voice, *, period: str, report_date: date
) -> tuple[Action, ...]:
    """Return the actions whose rules apply, those about most persons or grants first.

    Of equal ones the first in the office's file comes first. Nothing is recommended without evidence
    that may be shown; with none there are no actions.

    Parameters
    ----------
    period
        Key of the period, whose name and fiscal year `voice` has.
    report_date
        Deadlines are counted from it.

    Raises
    ------
    TypeError
        If given anything but what `disclosure.protect` returned.
    """
    if not isinstance(public, Public):
        raise TypeError(f"recommend menerima hasil disclosure.protect, bukan {type(public).__name__}")
    is_province = bool((public.frame["district"] == PROVINCE).any())
    level = "province" if is_province else "district"
    found = dict(_applying(public, [r for r in rules if r.level in ("both", level)], voice, period))
    local = voice.actions.LOCAL if is_province else voice.place
    replaced = {name for rule in rules if rule.id in found for name in rule.replaces}
    actions = [
        _action(rule, found[rule.id], voice, report_date, local)
        for rule in rules
        if rule.id in found and rule.id not in replaced
    ]
    return tuple(sorted(actions, key=lambda one: -one.persons.value if one.persons else 0.0))


def _applying(
    public: Public, rules: Sequence[Rule], voice: Voice, period: str
) -> Iterator[tuple[str, Evidence]]:
    kinds = tuple(voice.labels.get(KINDS, ()))
    for rule in rules:
        evidence = gather(public, rule.when, period=period, year=voice.year, kinds=kinds)
        if evidence is not None:
            yield rule.id, evidence


def _action(rule: Rule, evidence: Evidence, voice: Voice, report_date: date, local: str) -> Action:
    slots = slots_of(rule.when, evidence, voice)
    day = report_date + timedelta(days=rule.do.days)
    text, effect = fill(rule.do.action, **slots), fill(rule.do.effect, **slots)
    said = evidence_of(rule.when, evidence, voice)
    used = {span.id for span in (*text, *effect, *said) if isinstance(span, Fact)}
    persons = None if rule.when.counts == "cases" else evidence.concerned
    return Action(
        id=rule.id,
        text=text,
        owner=rule.do.owner.format(place=voice.place, local=local),
        deadline=formats.date(day, language=voice.language),
        effect=effect,
        evidence=said,
        persons=persons,
        numbers=tuple(n for n in evidence.all_numbers if n == persons or n.id in used),
    )


def derived(actions: Iterable[Action]) -> Mapping[str, float]:
    """Return the numbers that the actions use besides those of the table of values, by fact id."""
    numbers = (number for action in actions for number in action.numbers)
    return {n.id: n.value for n in numbers if n.id.rsplit("/", 1)[1] not in COLUMNS}
