"""What `recommendations.yaml` may say: when an action is recommended, and what it is.

A rule rests on one of three things: a recorded cause, an indicator of everyone, or an indicator of
kinds of business against the others. Its sentences have slots in braces, which are held against what
the rule's evidence gives.
"""

from __future__ import annotations

from string import Formatter
from typing import Any, Literal

from pydantic import Field

from evalhelpers.catalogue import INDICATORS
from evalhelpers.dictionary import codes
from evalhelpers.params.checks import Found
from evalhelpers.params.models import Many, Model, Text
from evalhelpers.params.source import Located, Where
from evalhelpers.params.wording import unknown

EVERY_KIND = "each"
MOST_WORDS = 30
YEARLY = "E8"  # one chain a fiscal year: its figures are of the period's year
_NO_TOTAL = ("A8", "B9", "C2", "E6")  # only by place, year or cause: there is no figure of everyone
_CAUSES = tuple(code.value for code in (*codes.CAUSE_GROUPS, *codes.CAUSE))
_KINDS = (EVERY_KIND, *(code.value for code in codes.GROUPS))
_ALWAYS = ("place", "period", "year")
_OWNERS = ("local", "place")
_COUNTED = ("persons", "grants", "cases")
# Which keys go together, by the one that says what a rule rests on.
_OWN = {
    "cause": ("cause", "cases", "at_least", "at_least_share"),
    "indicator": ("indicator", "concerned", "below", "above", "minus", "rupiah", "at_least"),
    "kind": ("indicator", "kind", "margin", "known_at_least", "at_least"),
}


class Condition(Model):
    """When a rule applies: a cause, an indicator, or an indicator by kind of business.

    Attributes
    ----------
    cause, cases, at_least_share
        Group of causes (``P1``) or detail (``31``) and the cases looked at; the least share it has of all
        cases (a detail: of the cases of its group).
    indicator, below, above
        ``A4.utama`` or ``A4``, and what its unrounded value must be below or above; equal is neither.
    concerned, minus
        Which count of the indicator is concerned, and the indicator whose same count is taken off it.
    rupiah
        The indicator that gives the slot {rupiah}.
    kind, margin, known_at_least
        ``each`` or one kind; by how much its share must at least be above that of all others, and of how
        many known persons each of the two at least.
    at_least
        Fewest persons (grants, cases) concerned; with `kind`, of each kind.
    """

    cause: str = ""
    cases: Literal["berhenti_permanen", "menurun_atau_sementara", "keduanya"] = "keduanya"
    at_least_share: float | None = Field(default=None, ge=0.01, le=1)
    indicator: str = ""
    concerned: Literal["met", "unmet", "missing", "known"] | None = None
    below: float | None = None
    above: float | None = None
    minus: str = ""
    rupiah: str = ""
    kind: str = ""
    margin: float | None = Field(default=None, ge=0.01, le=1)
    known_at_least: int = Field(default=10, ge=10)
    at_least: int = Field(default=1, ge=1)

    @property
    def counts(self) -> str:
        """Return what is counted as concerned: ``persons``, ``grants``, ``cases``, or nothing."""
        if self.cause or self.kind:
            return "persons"
        return counted(self.indicator) if self.concerned else ""


class Deed(Model):
    """What is to be done, by whom, how many days after the report, and what is expected of it."""

    action: Text
    owner: Text
    days: int = Field(ge=1, le=366)
    effect: Text


class Rule(Model):
    """One recommendation; where it applies, those it replaces are left out."""

    id: Text
    level: Literal["province", "district", "both"] = "both"
    when: Condition
    do: Deed
    replaces: Many[str] = ()


class Recommendations(Model):
    """The office's rules, in its order."""

    rules: Many[Rule] = ()


def measure_of(name: str) -> tuple[str, str]:
    """Return code and measure of an indicator's name; the first measure where none is named.

    >>> measure_of("E8.sp2d"), measure_of("A4")
    (('E8', 'sp2d'), ('A4', 'utama'))
    """
    code, _, measure = name.partition(".")
    return code, measure or next(iter(INDICATORS[code].units))


def counted(name: str) -> str:
    """Return what an indicator counts: ``persons``, ``grants``, ``cases``, or nothing where it is money.

    >>> counted("A4"), counted("E2.utama"), counted("E8.sk"), counted("E2.belum_rp"), counted("E5")
    ('persons', 'grants', 'grants', '', 'cases')
    """
    code, measure = measure_of(name)
    one = INDICATORS[code]
    if one.units[measure] == "rp":
        return "grants" if code == YEARLY else ""
    return "" if measure == "rp" or one.counts == "money" else one.counts


def check(found: Located) -> Found:
    """Check what the types cannot: names known elsewhere, keys that go together, slots, replacements."""
    rules = _dict(found.value).get("rules")
    rules = [_dict(rule) for rule in rules] if isinstance(rules, list) else []
    yield from _names(rules)
    for at, rule in enumerate(rules):
        here: Where = ("rules", at)
        when, do = _dict(rule.get("when")), _dict(rule.get("do"))
        if not when:
            continue  # its type says that it must be there
        basis = "kind" if when.get("kind") else "cause" if when.get("cause") else "indicator"
        said = list(_condition((*here, "when"), when, basis))
        yield from said
        if not said:
            yield from _sentences((*here, "do"), do, _slots(when, basis))


def _names(rules: list[dict[str, Any]]) -> Found:
    names = [rule["id"] if isinstance(rule.get("id"), str) else "" for rule in rules]
    replaced = {name: _texts(rule.get("replaces")) for name, rule in zip(names, rules, strict=True)}
    for at, (name, rule) in enumerate(zip(names, rules, strict=True)):
        if name and name in names[:at]:
            yield ("rules", at, "id"), f"id {name!r} sudah dipakai aturan lain"
        for place, other in enumerate(_texts(rule.get("replaces"))):
            where: Where = ("rules", at, "replaces", place)
            if other not in names:
                yield where, unknown("aturan", other, filter(None, names))
            elif name in _all_replaced(other, replaced):
                yield where, f"aturan {name!r} dan {other!r} saling menggantikan"


def _all_replaced(name: str, replaced: dict[str, list[str]]) -> set[str]:
    """Return a rule and all that it replaces, directly or through others."""
    found: set[str] = set()
    queue = [name]
    while queue:
        if (one := queue.pop()) not in found:
            found.add(one)
            queue += replaced.get(one, [])
    return found


def _condition(here: Where, when: dict[str, Any], basis: str) -> Found:
    """Check one condition; what is checked last relies on what was checked before."""
    for key in when:
        if key in Condition.model_fields and key not in _OWN[basis]:
            fits = " atau ".join(owner for owner, keys in _OWN.items() if key in keys)
            yield (*here, key), f"kunci {key!r} hanya dipakai bersama {fits}"
    if basis == "cause":
        if isinstance(when["cause"], str) and when["cause"] not in _CAUSES:
            yield (*here, "cause"), unknown("penyebab", when["cause"], _CAUSES)
        return
    if not when.get("indicator"):
        yield here, "sebutkan cause atau indicator"
        return
    wrong = [*_indicators(here, when)]
    yield from wrong
    if wrong or not isinstance(when["indicator"], str):
        return
    if basis == "kind":
        yield from _of_kind(here, when)
    else:
        yield from _of_everyone(here, when)


def _indicators(here: Where, when: dict[str, Any]) -> Found:
    """Check that indicators and their measures exist."""
    for key in ("indicator", "minus", "rupiah"):
        name = when.get(key)
        if not isinstance(name, str) or not name:
            continue
        code, _, measure = name.partition(".")
        if code not in INDICATORS:
            yield (*here, key), unknown("indikator", name, INDICATORS)
        elif measure and measure not in INDICATORS[code].units:
            names = [f"{code}.{one}" for one in INDICATORS[code].units]
            yield (*here, key), unknown("indikator", name, names)
        elif code in _NO_TOTAL:
            instead = "; pakai cause" if code == "C2" else ""
            yield (*here, key), f"{code} tidak punya angka untuk seluruh penerima{instead}"


def _of_everyone(here: Where, when: dict[str, Any]) -> Found:
    name, concerned = when["indicator"], when.get("concerned")
    if concerned is None and when.get("below") is None and when.get("above") is None:
        yield here, "sebutkan below, above, atau concerned"
    if concerned is None:
        for key in ("at_least", "minus"):
            if when.get(key):
                yield (*here, key), f"{key} memerlukan concerned: met, unmet, missing, atau known"
        return
    if not counted(name):
        yield (*here, "concerned"), f"{name} dihitung dalam rupiah, bukan orang, bantuan, atau kasus"
    elif name.startswith(YEARLY) and concerned != "known":
        yield (*here, "concerned"), f"untuk {name} hanya known, banyaknya bantuan"
    other = when.get("minus")
    if isinstance(other, str) and other and counted(other) != counted(name):
        yield (*here, "minus"), f"{other} tidak menghitung hal yang sama dengan {name}"
    money = when.get("rupiah")
    if isinstance(money, str) and money:
        code, measure = measure_of(money)
        if INDICATORS[code].units[measure] != "rp":
            yield (*here, "rupiah"), f"{money} bukan angka rupiah"


def _of_kind(here: Where, when: dict[str, Any]) -> Found:
    code, measure = measure_of(when["indicator"])
    if INDICATORS[code].units[measure] != "share" or counted(when["indicator"]) != "persons":
        yield (*here, "indicator"), f"{when['indicator']} bukan bagian dari penerima"
    if when.get("margin") is None:
        yield here, "kunci 'margin' harus ada bersama kind"
    if isinstance(when["kind"], str) and when["kind"] not in _KINDS:
        yield (*here, "kind"), unknown("kelompok usaha", when["kind"], _KINDS)


def _slots(when: dict[str, Any], basis: str) -> tuple[str, ...]:
    """Return the slots that the evidence of a right condition fills."""
    if basis == "cause":
        return (*_ALWAYS, "persons", "cases", "cause")
    if basis == "kind":
        return (*_ALWAYS, "persons", "kinds")
    name = when["indicator"]
    if not isinstance(name, str):
        return (*_ALWAYS, *_COUNTED, "rupiah")  # its type says what is wrong
    code, measure = measure_of(name)
    money = when.get("rupiah") or INDICATORS[code].units[measure] == "rp"
    count = counted(name) if when.get("concerned") else ""
    return (*_ALWAYS, *([count] if count else []), *(["rupiah"] if money else []))


def _sentences(here: Where, do: dict[str, Any], slots: tuple[str, ...]) -> Found:
    for key, valid in (("action", slots), ("effect", slots), ("owner", _OWNERS)):
        text = do.get(key)
        if not isinstance(text, str):
            continue
        where = (*here, key)
        try:
            parts = list(Formatter().parse(text))
        except ValueError:
            yield where, f"{key}: kurung kurawal tidak berpasangan; isian ditulis {{persons}}"
            continue
        for _, slot, form, conversion in parts:
            if slot is not None and (slot not in valid or form or conversion):
                whole = slot + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
                yield where, unknown("isian", f"{{{whole}}}", [f"{{{one}}}" for one in valid])
        if key == "action" and len(text.split()) > MOST_WORDS:
            yield where, f"action lebih dari {MOST_WORDS} kata; ringkaskan"


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
