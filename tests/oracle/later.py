"""B9 and E6: the state 12 and 24 months after the aid, and what a success cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalhelpers.catalogue import STATUSES, UNMONITORED
from evalhelpers.periods import shift_months
from oracle.budget import accounts_of, net
from oracle.money import gain_of, paid
from oracle.people import STOPPED, Page, Person, called_off, days, handed_by
from oracle.poverty import is_out_at
from oracle.rows import Row, Rows, figure, part, share, split

_NEAR, _ENOUGH = 90, 30
_MEASURE_OF = {"bertahan": "", "berkembang": "_laba_naik", "graduasi": "_graduasi"}


@dataclass
class _Then:
    """What is known of a person so many months after the aid."""

    status: str
    is_carried: bool
    levels: dict[str, bool | None]


def rows(page: Page) -> Rows:
    for months in (12, 24):
        for year, persons in _by_year(page, months):
            found = _of_year(page, persons, months)
            for measure, row in found.items():
                yield ("B9", f"bulan_{months}{measure}", year), row
            if months == 12 and page.is_province:
                yield from _cost(page, int(year.removeprefix("tahun=")), found)


def _by_year(page: Page, months: int) -> list[tuple[str, list[Person]]]:
    over = [p for p in page.everyone if shift_months(p.handed, months + 3) <= page.end]
    return list(split(over, "tahun", lambda person: person.grant["tahun_anggaran"]))


def _of_year(page: Page, persons: Sequence[Person], months: int) -> dict[str, Row]:
    states = [_then(page, person, months) for person in persons]
    carried = sum(state.is_carried for state in states)
    made: dict[str, Row | None] = {}
    for measure in _MEASURE_OF.values():
        told = [state.levels[measure] for state in states if state.levels[measure] is not None]
        made[measure] = share(sum(map(bool, told)), len(told), len(states), carried)
    for status in (*STATUSES, UNMONITORED):
        made[f"_{status}"] = part(sum(state.status == status for state in states), len(states))
    return {measure: row for measure, row in made.items() if row is not None}


def _then(page: Page, person: Person, months: int) -> _Then:
    anniversary = shift_months(person.handed, months)
    near = [v for v in person.visits if abs((v["day"] - anniversary).days) <= _NEAR]
    if not near:
        earlier = [v for v in person.visits if v["day"] < anniversary - days(_NEAR)]
        if earlier and earlier[-1]["state"] == STOPPED:
            return _Then(STOPPED, True, dict.fromkeys(_MEASURE_OF.values(), False))
        return _Then(UNMONITORED, False, dict.fromkeys(_MEASURE_OF.values(), None))
    visit = min(near, key=lambda v: (abs((v["day"] - anniversary).days), -v["day"].toordinal()))
    if visit["state"] not in page.rules.active:
        return _Then(visit["state"], False, dict.fromkeys(_MEASURE_OF.values(), False))
    gain = gain_of(page, person, visit)
    has_gain = None if gain is None else gain >= page.rules.profit_gain
    levels = {
        "": True,
        "_laba_naik": has_gain,
        "_graduasi": is_out_at(page, person, visit) if has_gain else has_gain,
    }
    return _Then(visit["state"], False, levels)


def _cost(page: Page, year: int, found: dict[str, Row]) -> Rows:
    known = found[""]
    if known["denominator"] < _ENOUGH:
        return
    handed = [
        grant["tgl_serah"]
        for grant in page.all_grants
        if grant["tahun_anggaran"] == year and not called_off(grant, page.end) and handed_by(grant, page.end)
    ]
    if any(shift_months(day, 15) > page.end for day in handed):
        return
    level = found[_MEASURE_OF[page.rules.success_level]]
    grants = [
        paid(grant)
        for grant in page.all_grants
        if grant["tahun_anggaran"] == year and not called_off(grant, page.end) and handed_by(grant, page.end)
    ]
    aid = tuple(code for codes in page.rules.aid_accounts.values() for code in codes)
    others = [a for a in accounts_of(page, year, page.end) if not a.code.startswith(aid)]
    if any(net(account) is None for account in others):
        return
    spent, met = sum(grants) + sum(net(account) for account in others), level["numerator"]
    value = spent / met if met else None
    told = figure(value=value, numerator=spent, denominator=met, missing=level["missing"])
    yield ("E6", "utama", f"tahun={year}"), told
