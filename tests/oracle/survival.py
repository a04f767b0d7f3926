"""B2: survival from the first hand-over, by a plain Kaplan-Meier loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log
from statistics import NormalDist

from oracle import visits
from oracle.people import STOPPED, Page, Person, called_off, handed_by
from oracle.rows import Row, Rows, figure

_Z = NormalDist().inv_cdf(0.975)
_LEFT = ("meninggal", "pindah")
_ENOUGH = 10


@dataclass
class _Course:
    """How long a person's business was followed since the first hand-over, and whether it closed."""

    time: float
    is_closed: bool


def rows(page: Page) -> Rows:
    courses = {person.id: _course(page, person) for person in page.everyone}
    for group, persons in page.groups(page.everyone, "tahun", "kelompok_usaha"):
        told = [courses[person.id] for person in persons]
        curve = [course for course in told if course is not None]
        unseen = len(told) - len(curve)
        for months in (6, 12, 24):
            row = _at(curve, unseen, months * 365.25 / 12) if told else None
            yield ("B2", f"bulan_{months}", group), row
        for months in range(25) if group == "semua" else ():
            row = _at(curve, unseen, months * 365.25 / 12)
            yield ("B2", "kurva", f"bulan={months}"), None if row["value"] is None else row
        left = sum(_has_left(page, person) for person in persons)
        row = figure(value=left, denominator=len(persons), missing=0) if persons else None
        yield ("B2", "keluar", group), row


def _first(page: Page, person: Person) -> date:
    return min(
        grant["tgl_serah"]
        for grant in person.grants
        if not called_off(grant, page.end) and handed_by(grant, page.end)
    )


def _course(page: Page, person: Person) -> _Course | None:
    first = _first(page, person)
    contacts = visits.valid(person.rows, first, page.end, page.rules)
    seen = visits.with_states(contacts, page.rules)
    if not seen:
        return None
    if seen[-1]["state"] != STOPPED:
        return _Course((seen[-1]["day"] - first).days, False)
    found = seen[seen[-1]["first"]]
    active = [v["day"] for v in seen[: found["at"]] if v["state"] in page.rules.active]
    before = active[-1] if active else first
    told = found["tgl_berhenti"]
    if told is not None and before < told <= found["day"]:
        return _Course((told - first).days, True)
    return _Course(((before - first).days + (found["day"] - first).days) / 2, True)


def _has_left(page: Page, person: Person) -> bool:
    course, first = _course(page, person), _first(page, person)
    if course is not None and course.is_closed:
        return False
    told = [g["tgl_status"] for g in person.grants if g["status_administrasi"] in _LEFT]
    told += [
        row["tgl_kunjungan"]
        for row in person.rows
        if row["hasil_kunjungan"] in _LEFT and row["validasi"] not in visits.REFUSED
    ]
    return any(day is not None and first <= day <= page.end for day in told)


def _at(curve: Sequence[_Course], unseen: int, day: float) -> Row:
    closed = sum(course.is_closed and course.time <= day for course in curve)
    at_risk = sum(course.time >= day for course in curve)
    row = figure(numerator=closed, denominator=at_risk, missing=unseen)
    if at_risk < _ENOUGH:
        return row
    value, spread = _kaplan_meier(curve, day)
    row["value"] = value
    if 0 < value < 1:
        ease = exp(_Z * spread**0.5 / abs(log(value)))
        row |= {"low": value**ease, "high": value ** (1 / ease)}
    row["bound_low"] = _kaplan_meier([*curve, *[_Course(0, True)] * unseen], day)[0]
    row["bound_high"] = _kaplan_meier([*curve, *[_Course(float("inf"), False)] * unseen], day)[0]
    return row


def _kaplan_meier(curve: Sequence[_Course], day: float) -> tuple[float, float]:
    """Return the estimate at a day and Greenwood's sum."""
    value, spread = 1.0, 0.0
    for time in sorted({course.time for course in curve if course.is_closed and course.time <= day}):
        at_risk = sum(course.time >= time for course in curve)
        events = sum(course.is_closed and course.time == time for course in curve)
        value *= 1 - events / at_risk
        if events < at_risk:
            spread += events / (at_risk * (at_risk - events))
    return value, spread
