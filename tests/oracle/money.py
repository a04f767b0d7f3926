"""B5 to B8: profit, what is left of the aid, and savings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from oracle.people import Page, Person, Record
from oracle.rows import (
    UNCHECKED,
    Row,
    Rows,
    figure,
    median,
    median_interval,
    middle_of_pairs,
    part,
    share,
    share_of,
    split,
)

_NOTHING = ("berhenti_permanen", "berhenti_sementara", "belum_berjalan")
_GONE = ("hilang", "dijual", "dipindahtangankan")


def rows(page: Page) -> Rows:
    yield from _profits(page)
    yield from _gains(page)
    yield from _assets(page)
    yield from _savings(page)
    yield from _marked(page)
    yield from _classes(page)


def profit_of(visit: Record | None) -> float | None:
    """Return the monthly profit of a status visit; nothing where the business earns nothing."""
    if visit is None:
        return None
    if visit["state"] in _NOTHING:
        return 0
    if visit["laba_bulan"] is not None:
        return visit["laba_bulan"]
    if visit["omzet_bulan"] is None or visit["biaya_bulan"] is None:
        return None
    return visit["omzet_bulan"] - visit["biaya_bulan"]


def _before(page: Page, person: Person, visit: Record) -> float | None:
    """Return the profit before the aid in rupiah of the visit's month, nominal where no index is out."""
    profit, day = person.grant["laba_baseline"], person.grant["tgl_baseline"]
    if profit is None or day is None or day > person.handed:
        return None
    ratio = page.places.price_ratio(day, visit["day"])
    return profit * (1 if ratio is None else ratio)


def gain_in_rupiah(page: Page, person: Person, visit: Record | None) -> float | None:
    profit = profit_of(visit)
    before = None if visit is None else _before(page, person, visit)
    return None if profit is None or before is None else profit - before


def gain_of(page: Page, person: Person, visit: Record | None) -> float | None:
    """Return the relative gain; none on a baseline of nil or less."""
    gain = gain_in_rupiah(page, person, visit)
    before = None if visit is None else _before(page, person, visit)
    return None if gain is None or before is None or before <= 0 else gain / before


def _middle(numbers: Sequence[float], total: int) -> Row | None:
    if total == 0:
        return None
    row = figure(denominator=len(numbers), missing=total - len(numbers))
    if numbers:
        row["value"] = median(numbers)
    if len(numbers) >= 6 and total > len(numbers):
        row["low"], row["high"] = median_interval(numbers)
    return row


def _shift(numbers: Sequence[float], total: int) -> Row | None:
    if total == 0:
        return None
    row = figure(denominator=len(numbers), missing=total - len(numbers))
    if len(numbers) >= 6:
        row |= {"value": middle_of_pairs(numbers), "low": UNCHECKED, "high": UNCHECKED}
    return row


def _known(persons: Sequence[Person], of: Callable[[Person], Any]) -> list[Any]:
    return [answer for answer in map(of, persons) if answer is not None]


def _profits(page: Page) -> Rows:
    groups = list(page.groups_of_persons(page.counted))
    groups.append(("keadaan=aktif", _active(page)))
    groups += split(page.counted, "sumber_baseline", lambda person: person.grant["sumber_baseline"])
    for group, persons in groups:
        total = len(persons)
        relative = _known(persons, lambda person: gain_of(page, person, person.seen))
        rupiah = _known(persons, lambda person: gain_in_rupiah(page, person, person.seen))
        profits = _known(persons, lambda person: profit_of(person.seen))
        yield ("B5", "median_persen", group), _middle(relative, total)
        yield ("B5", "median_rp", group), _middle(rupiah, total)
        yield ("B5", "median_laba", group), _middle(profits, total)
        mean = sum(profits) / len(profits) if profits else None
        told = figure(value=mean, denominator=len(profits), missing=total - len(profits))
        yield ("B5", "rata_laba", group), told if total else None
    for group, persons in [*page.groups(page.counted), ("keadaan=aktif", _active(page))]:
        rupiah = _known(persons, lambda person: gain_in_rupiah(page, person, person.seen))
        yield ("B5", "pergeseran_rp", group), _shift(rupiah, len(persons))


def _marked(page: Page) -> Rows:
    """Count the profits made of revenue less cost, and the gains in rupiah of another month than the baseline's."""
    earning = [p for p in page.counted if profit_of(p.seen) is not None]
    gaining = [p for p in page.counted if gain_in_rupiah(page, p, p.seen) is not None]
    computed = [p for p in earning if p.seen["state"] not in _NOTHING and p.seen["laba_bulan"] is None]
    nominal = [p for p in gaining if page.places.price_ratio(p.grant["tgl_baseline"], p.seen["day"]) is None]
    for measure, some, among in (("dihitung", computed, earning), ("nominal", nominal, gaining)):
        row = figure(value=len(some), denominator=len(among), missing=0) if among else None
        yield ("B5", measure, "semua"), row


def _classes(page: Page) -> Rows:
    gains = _known(page.counted, lambda person: gain_of(page, person, person.seen))
    found = dict.fromkeys(("turun_50", "turun", "tetap", "naik", "naik_50", "naik_100"), 0)
    for gain in gains:
        if gain >= page.rules.profit_gain:
            name = "naik" if gain < 0.5 else "naik_50" if gain < 1 else "naik_100"
        else:
            name = "turun_50" if gain <= -0.5 else "turun" if gain <= -0.1 else "tetap"
        found[name] += 1
    if page.rules.profit_gain >= 0.5:
        del found["naik"]
    if page.rules.profit_gain >= 1:
        del found["naik_50"]
    for name, count in found.items():
        row = part(count, len(gains), len(page.counted) - len(gains))
        yield ("B5", "sebaran", f"perubahan_laba={name}"), row


def _active(page: Page) -> list[Person]:
    return [person for person in page.counted if person.status in page.rules.active]


def _gains(page: Page) -> Rows:
    def is_up(person: Person, least: float) -> bool | None:
        gain = gain_of(page, person, person.seen)
        return None if gain is None else gain >= least

    limits = {"utama": page.rules.profit_gain, "naik_0": 0, "naik_25": 0.25}
    for group, persons in page.groups_of_persons(page.counted):
        for measure, least in limits.items():
            told = [(is_up(person, least), person.is_carried) for person in persons]
            known = [(up, carried) for up, carried in told if up is not None]
            met, certain = (sum(marks) for marks in zip(*known, strict=True)) if known else (0, 0)
            certain_met = sum(up and carried for up, carried in known)
            yield ("B6", measure, group), share(met, len(known), len(told), certain, certain_met)


def asset_of(page: Page, person: Person) -> str | None:
    """Return the state of the aid at the last visit in the window that saw it."""
    states = [
        visit["aset_bantuan_status"]
        for visit in person.visits
        if visit["day"] >= page.window and visit["aset_bantuan_status"] not in (None, "tidak_dilihat")
    ]
    return states[-1] if states else None


def paid(grant: Record) -> int:
    return grant["nilai_salur"] or 0


def _assets(page: Page) -> Rows:
    def part_of(persons: Sequence[Person], states: Sequence[str]) -> Row | None:
        seen = [person for person in persons if asset_of(page, person) is not None]
        whole = sum(paid(person.grant) for person in seen)
        missing = sum(paid(person.grant) for person in persons) - whole
        if whole + missing == 0:
            return None
        met = sum(paid(person.grant) for person in seen if asset_of(page, person) in states)
        value = met / whole if whole else None
        return figure(value=value, numerator=met, denominator=whole, missing=missing)

    measures = {
        "utama": ("lengkap_dipakai",),
        "sebagian": ("sebagian",),
        "rusak": ("rusak",),
        "tidak_ada": _GONE,
    }
    for group, persons in page.groups(page.counted, "kelompok_usaha"):
        for measure, states in measures.items():
            yield ("B7", measure, group), part_of(persons, states)


def _savings(page: Page) -> Rows:
    def saves(person: Person) -> bool | None:
        answers = [visit["tabungan_ada"] for visit in person.visits if visit["day"] >= page.window]
        told = [answer for answer in answers if answer is not None]
        return told[-1] == "ya" if told else None

    for group, persons in page.groups_of_persons(page.counted):
        yield ("B8", "utama", group), share_of(saves(person) for person in persons)
