"""A: delivery and mentoring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from oracle.people import STOPPED, UNKNOWN, Page, Person, Record, days, handed_by, home
from oracle.rows import Row, Rows, figure, median, part, share, share_of
from oracle.visits import REFUSED, by_mentor, status_at

_GONE = ("meninggal", "pindah", "mengundurkan_diri")


def rows(page: Page) -> Rows:
    yield from _delivered(page)
    yield from _on_target(page)
    yield from _papers(page)
    yield from _monitored(page)
    yield from _mentored(page)
    yield from _load(page)
    yield from _spread(page)


def _delivered(page: Page) -> Rows:
    for group, grants in page.groups_of_grants(page.decreed()):
        handed = [grant for grant in grants if handed_by(grant, page.end)]
        yield ("A1", "utama", group), share(len(handed), len(grants), len(grants))
        waits = [(grant["tgl_serah"] - grant["tgl_sk"]).days for grant in handed]
        if grants:
            value = median(waits) if waits else None
            told = figure(value=value, denominator=len(waits), missing=len(grants) - len(waits))
            yield ("A7", "utama", group), told


def _latest_decrees(page: Page) -> list[Record]:
    """Return of each person the grant of the latest decree of the year, where it is on the page."""
    latest: dict[str, Record] = {}
    for grant in page.all_grants:
        if grant["tahun_anggaran"] != page.period.year or not grant["tgl_sk"] or grant["tgl_sk"] > page.end:
            continue
        other = latest.get(grant["id_penerima"])
        if other is None or grant["tgl_sk"] >= other["tgl_sk"]:
            latest[grant["id_penerima"]] = grant
    return [grant for grant in latest.values() if page.has(grant)]


def _on_target(page: Page) -> Rows:
    def met(grant: Record) -> bool | None:
        if page.period.year <= 2024:
            return {"terdaftar": True, "tidak": False}.get(grant["status_dtks"])
        decile, checked = grant["desil_dtsen"], grant["tgl_cek_dtsen"]
        if decile is None or checked is None or checked > grant["tgl_sk"]:
            return None
        return decile <= limit

    limit = page.rules.decile_limit
    if page.period.year > 2024 and limit is None:
        return
    for group, grants in page.groups_of_grants(_latest_decrees(page)):
        yield ("A2", "utama", group), share_of(met(grant) for grant in grants)


def _papers(page: Page) -> Rows:
    papers = page.rules.application_papers
    if not papers:
        return

    def count(grants: Sequence[Record], asked: Sequence[str]) -> Iterator[tuple[str, int]]:
        answers = [[grant[f"dok_{paper}"] for paper in asked] for grant in grants]
        yield "utama", sum(all(answer == "ya" for answer in told) for told in answers)
        yield "tidak", sum("tidak" in told for told in answers)
        yield "kosong", sum("tidak" not in told and None in told for told in answers)

    for group, grants in page.groups_of_grants(page.decreed()):
        for measure, met in count(grants, papers):
            yield ("A3", measure, group), part(met, len(grants))
    for paper in papers:
        for measure, met in count(page.decreed(), [paper]):
            yield ("A3", measure, f"dokumen={paper}"), part(met, len(page.decreed()))


def _is_stopped_before(page: Page, person: Person) -> bool:
    before = page.start - days(1)
    return status_at(person.visits, before, before)[0] == STOPPED


def _has_left(page: Page, person: Person) -> bool:
    """Say whether an exit was recorded before the period (of another grant: since the hand-over) or found."""
    for grant in person.grants:
        dated = grant["tgl_status"]
        if grant["status_administrasi"] in _GONE and dated is not None and dated < page.start:
            if grant is person.grant or dated >= person.handed:
                return True
    return any(
        row["hasil_kunjungan"] == "meninggal"
        and row["validasi"] not in REFUSED
        and row["tgl_kunjungan"] < page.start
        for row in person.rows
    )


def _is_due(page: Page, person: Person) -> bool:
    return not _is_stopped_before(page, person) and not _has_left(page, person)


def _met(page: Page, person: Person, way: str) -> bool:
    return any(row["cara"] == way and row["tgl_kunjungan"] >= page.start for row in person.contacts)


def _attempts(page: Page, person: Person) -> int:
    return sum(
        page.start <= row["tgl_kunjungan"] <= page.end
        and row["tgl_kunjungan"] > person.handed
        and row["hasil_kunjungan"] not in (None, "bertemu")
        and row["validasi"] not in REFUSED
        for row in person.rows
    )


def _monitored(page: Page) -> Rows:
    due = [person for person in page.counted if _is_due(page, person)]
    for group, persons in page.groups_of_persons(due):
        seen = sum(_met(page, person, "tatap_muka") for person in persons)
        called = sum(
            _met(page, person, "telepon") and not _met(page, person, "tatap_muka") for person in persons
        )
        yield ("A4", "utama", group), share(seen, len(persons), len(persons))
        yield ("A4", "telepon", group), part(called, len(persons))
    if page.counted:
        tried = sum(_attempts(page, person) for person in page.counted)
        left = sum(_has_left(page, person) for person in page.counted)
        yield ("A4", "percobaan", "semua"), figure(value=tried)
        yield ("A4", "keluar", "semua"), figure(value=left, denominator=len(page.counted), missing=0)


def _mentored(page: Page) -> Rows:
    least = page.rules.minimum_contacts
    due = [person for person in page.counted if _is_due(page, person)]
    for group, persons in page.groups_of_persons(due):
        counts = [by_mentor(person.contacts, page.start - days(1), page.end) for person in persons]
        if least is not None:
            yield ("A5", "utama", group), part(sum(count >= least for count in counts), len(counts))
        if counts:
            yield ("A5", "median", group), figure(value=median(counts), denominator=len(counts), missing=0)


def _load(page: Page) -> Rows:
    def is_active(mentor: Record) -> bool:
        since, until = mentor["aktif_dari"], mentor["aktif_sampai"]
        return since is not None and since <= page.end and (until is None or until >= page.end)

    def both(group: str, persons: list[Person], mentors: list[Record]) -> Iterator[tuple[Any, Row | None]]:
        names = {mentor["id_pendamping"] for mentor in mentors}
        if persons or names:
            value = len(persons) / len(names) if names else None
            told = figure(value=value, numerator=len(persons), denominator=len(names), missing=0)
            yield ("A6", "utama", group), told
        loads = [sum(person.grant["id_pendamping"] == name for person in persons) for name in names]
        over = sum(load > page.rules.mentor_load for load in loads)
        yield ("A6", "melebihi", group), part(over, len(names))

    running = [person for person in page.counted if person.status != STOPPED]
    mentors = [row for row in page.table("pendamping") if is_active(row) and page.has(row)]
    yield from both("semua", running, mentors)
    if page.is_province:
        for place in sorted({home(person.grant) for person in running} | {home(row) for row in mentors}):
            mine = [person for person in running if home(person.grant) == place]
            yield from both(f"kab_kota={place}", mine, [row for row in mentors if home(row) == place])


def _spread(page: Page) -> Rows:
    if not page.is_province:
        return
    grants, poor = _latest_decrees(page), page.places.poor
    years = [year for area, year in poor if area == "provinsi" and year <= page.period.year]
    for place in page.districts:
        assert place != UNKNOWN
        mine = sum(home(grant) == place for grant in grants)
        yield ("A8", "penerima", f"kab_kota={place}"), part(mine, len(grants))
        if years and (place, max(years)) in poor:
            here, whole = poor[place, max(years)], poor["provinsi", max(years)]
            yield ("A8", "miskin", f"kab_kota={place}"), part(here, whole)
