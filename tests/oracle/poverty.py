"""D: household income against the poverty line, and the criteria of poverty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oracle.people import Page, Person, Record, days
from oracle.rows import Rows, all_of, figure, part, share_of

_CRITERIA = tuple(f"kriteria_fm_{letter}" for letter in "abcdefgh")
_APART = 90


def rows(page: Page) -> Rows:
    for group, persons in page.groups_of_persons(page.counted):
        now = {person.id: _above_now(page, person) for person in persons}
        known = [person for person in persons if now[person.id] is not None]
        yield ("D1", "utama", group), share_of(now.values())
        yield ("D1", "awal", group), share_of(above_before(page, person) for person in known)
        poor = [person for person in persons if above_before(page, person) is False]
        out = [is_out_of_poverty(page, person, page.end, page.window) for person in poor]
        yield ("D2", "utama", group), share_of(out)
        yield from _criteria(page, group, persons)
    pairs = [(above_before(page, person), _above_now(page, person)) for person in page.counted]
    pairs = [pair for pair in pairs if None not in pair]
    yield ("D1", "naik", "semua"), part(pairs.count((False, True)), len(pairs))
    yield ("D1", "turun", "semua"), part(pairs.count((True, False)), len(pairs))
    for group, persons in page.groups([p for p in page.counted if _was_out(page, p)]):
        answers = [_above_now(page, person) for person in persons]
        yield ("D2", "kambuh", group), share_of(None if a is None else not a for a in answers)


def _is_above(page: Page, person: Person, income: int, size: int, year: int) -> bool | None:
    line = page.places.line(person.grant["kab_kota"], year)
    return None if line is None else income >= line * size


def above_before(page: Page, person: Person) -> bool | None:
    """Say whether the household was above the line before the aid."""
    grant = person.grant
    income, size, day = grant["pendapatan_rt_baseline"], grant["jml_anggota_rt"], grant["tgl_baseline"]
    if income is None or not size or day is None or day > person.handed:
        return None
    return _is_above(page, person, income, size, day.year)


def _incomes(page: Page, person: Person) -> list[tuple[Record, bool]]:
    """Return the visits whose income can be held against a line, each with whether it is above."""
    found = []
    for visit in person.visits:
        income, size = visit["pendapatan_rt_bulan"], visit["jml_anggota_rt"]
        size = person.grant["jml_anggota_rt"] if size is None else size
        if income is not None and size is not None and size > 0:
            above = _is_above(page, person, income, size, visit["day"].year)
            if above is not None:
                found.append((visit, above))
    return found


def _above_now(page: Page, person: Person) -> bool | None:
    inside = [above for visit, above in _incomes(page, person) if visit["day"] >= page.window]
    return inside[-1] if inside else None


def is_out_of_poverty(page: Page, person: Person, day: date, window: date) -> bool | None:
    """Return the test of rule 20 at the end of a period."""
    inside = [visit for visit, _ in _incomes(page, person) if window <= visit["day"] <= day]
    return is_out_at(page, person, inside[-1]) if inside else None


def is_out_at(page: Page, person: Person, last: Record) -> bool | None:
    """Return the test of rule 20 with this visit as the last one; unknown if it tells no income."""
    incomes = _incomes(page, person)
    at = [above for visit, above in incomes if visit["day"] == last["day"]]
    if not at:
        return None
    conditions: list[bool | None] = [at[0]]
    first = person.handed + days(page.rules.due_after_days)
    earlier = [
        (visit, above)
        for visit, above in incomes
        if first <= visit["day"] <= last["day"] - days(_APART)
    ]  # fmt: skip
    if earlier:
        nearest = earlier[-1][0]["day"]
        conditions += [above for visit, above in incomes if nearest <= visit["day"] < last["day"]]
    else:
        conditions.append(None)
    limit = page.rules.max_kriteria_fm
    if limit is not None:
        count = criteria_of(last)
        conditions.append(None if count is None else count <= limit)
    return all_of(conditions)


def criteria_of(answers: Record) -> int | None:
    """Return how many criteria are met; None unless all eight are answered."""
    told = [answers[name] for name in _CRITERIA]
    return None if None in told else told.count("ya")


def _was_out(page: Page, person: Person) -> bool:
    """Say whether a person met the denominator and the test at the end of an earlier period."""
    if above_before(page, person) is not False:
        return False
    period = page.period.previous()
    while period.end > person.handed:
        window = period.window_start(page.rules.lookback_months)
        if is_out_of_poverty(page, person, period.end, window):
            return True
        period = period.previous()
    return False


def _criteria(page: Page, group: str, persons: Sequence[Person]) -> Rows:
    pairs = []
    for person in persons:
        counts = [criteria_of(visit) for visit in person.visits if visit["day"] >= page.window]
        answered = [count for count in counts if count is not None]
        then = criteria_of(person.grant)
        if answered and then is not None:
            pairs.append((then, answered[-1]))
    size = len(pairs)
    sums = {
        "utama": sum(now - then for then, now in pairs),
        "awal": sum(then for then, _ in pairs),
        "kini": sum(now for _, now in pairs),
    }
    for measure, total in sums.items():
        told = figure(value=total / size if size else None, denominator=size, missing=len(persons) - size)
        yield ("D3", measure, group), told if persons else None
