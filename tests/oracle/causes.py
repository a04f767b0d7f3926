"""C2: causes at the visit that first recorded the state, and what other evidence says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oracle.people import STOPPED, Page, Person, Record, days
from oracle.rows import Rows, part
from oracle.visits import by_mentor, causes_of

_TABLES = {"berhenti_permanen": (STOPPED,), "menurun_atau_sementara": ("menurun", "berhenti_sementara")}
_GROUPS = ("P1", "P2", "P3", "P4", "P9")
_ENOUGH = 10


@dataclass
class _Case:
    person: Person
    visit: Record

    @property
    def code(self) -> str:
        return self.visit["penyebab_utama"] or "99"

    @property
    def group(self) -> str:
        return f"P{self.code[0]}"


def rows(page: Page) -> Rows:
    for table, statuses in _TABLES.items():
        cases = [_case(person) for person in page.counted if person.status in statuses]
        new = [case for case in cases if case.visit["day"] >= page.start]
        yield from _primary(table, cases, page.is_province)
        yield from _primary(f"{table}_baru", new, page.is_province)
        named = [{f"P{code[0]}" for code in causes_of(case.visit)} for case in cases]
        for group in ("P1", "P2", "P3", "P4") if page.is_province else ("P1", "P2", "P3"):
            met = sum(group in groups for groups in named)
            yield ("C2", f"{table}_semua", f"penyebab={group}"), part(met, len(cases))
        if page.is_province:
            yield from _supported(page, table, cases)
            for who in ("penerima", "pendamping", "petugas"):
                said = [case for case in cases if case.visit["sumber_atribusi"] == who]
                yield from _primary(f"{table}_menurut_{who}", said, False)


def _case(person: Person) -> _Case:
    assert person.seen is not None
    return _Case(person, person.visits[person.seen["first"]])


def _primary(measure: str, cases: Sequence[_Case], with_codes: bool) -> Rows:
    for group in _GROUPS:
        met = sum(case.group == group for case in cases)
        yield ("C2", measure, f"penyebab={group}"), part(met, len(cases))
    if with_codes:
        for code in sorted({case.code for case in cases}):
            met = sum(case.code == code for case in cases)
            yield ("C2", measure, f"rinci={code}"), part(met, len(cases))


def _supported(page: Page, table: str, cases: Sequence[_Case]) -> Rows:
    tests = {"P1": _lacked_mentoring, "P2": _was_unsuited, "P3": _met_an_event}
    if page.rules.minimum_contacts is None:
        del tests["P1"]
    for group, test in tests.items():
        mine = [case for case in cases if case.group == group]
        met = sum(case.visit["sumber_atribusi"] != "pendamping" and test(page, case) for case in mine)
        yield ("C2", f"{table}_terbukti", f"penyebab={group}"), part(met, len(mine))


def _lacked_mentoring(page: Page, case: _Case) -> bool:
    active = [
        visit["day"]
        for visit in case.person.visits
        if visit["day"] < case.visit["day"] and visit["state"] in page.rules.active
    ]
    last = active[-1] if active else case.person.handed
    least = page.rules.minimum_contacts or 0
    return by_mentor(case.person.contacts, last - days(183), last) < least


def _was_unsuited(page: Page, case: _Case) -> bool:
    if causes_of(case.visit) & {"21", "24"} and case.visit["sumber_atribusi"] == "petugas":
        return True
    kinds: dict[str, list[bool]] = {}
    for person in page.counted:
        kind = person.grant["jenis_usaha"]
        if person.is_known and kind is not None and person is not case.person:
            kinds.setdefault(kind, []).append(person.status == STOPPED)
    mine = kinds.pop(case.person.grant["jenis_usaha"], [])
    if len(mine) < _ENOUGH:
        return False
    others = [sum(told) / len(told) for told in kinds.values() if len(told) >= _ENOUGH]
    return bool(others) and sum(mine) / len(mine) > max(others)


def _met_an_event(page: Page, case: _Case) -> bool:
    day, grant = case.visit["day"], case.person.grant
    since = day - days(90)
    for event in page.places.events:
        here = event["kab_kota"] == grant["kab_kota"]
        near = event["kode_kecamatan"] in (None, grant["kode_kecamatan"])
        if here and near and since <= event["tanggal"] <= day:
            return True
    dated = grant["tgl_status"]
    return grant["status_administrasi"] == "meninggal" and dated is not None and since <= dated <= day
