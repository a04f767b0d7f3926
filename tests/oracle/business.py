"""B1, B3, B4, B10 and C1, C3: the state of businesses at the period's end."""

from __future__ import annotations

from evalhelpers.catalogue import STATUSES, UNMONITORED
from oracle.money import gain_of
from oracle.people import STOPPED, Page, Person, days
from oracle.poverty import is_out_of_poverty
from oracle.rows import Rows, figure, part, share, share_of
from oracle.visits import by_mentor, status_at

_BANDS = (("0", 0, 0), ("1-2", 1, 2), ("3-5", 3, 5), ("6+", 6, 10**9))


def rows(page: Page) -> Rows:
    active = page.rules.active
    for group, persons in page.groups_of_persons(page.counted):
        known = [person for person in persons if person.is_known]
        carried = sum(person.is_carried for person in known)
        running = sum(person.status in active for person in known)
        stopped = sum(person.status == STOPPED for person in known)
        yield ("B1", "utama", group), share(running, len(known), len(persons), carried)
        yield ("C1", "utama", group), share(stopped, len(known), len(persons), carried, carried)
        for number, level in enumerate(("bertahan", "berkembang", "graduasi")):
            answers = [_reaches(page, person, number) for person in persons]
            told = [answer for answer in answers if answer is not None]
            yield ("B3", level, group), share(sum(told), len(told), len(persons), carried)
        for status in (*STATUSES, UNMONITORED):
            of_it = sum(person.status == status for person in persons)
            yield ("B4", status, group), part(of_it, len(persons))
    yield from _by_contacts(page)
    yield from _recovered(page)
    yield from _flows(page)


def _reaches(page: Page, person: Person, number: int) -> bool | None:
    """Say whether a person reaches the first, second or third level."""
    if not person.is_known:
        return None
    if person.status not in page.rules.active:
        return False
    gain = gain_of(page, person, person.seen)
    has_gain = None if gain is None else gain >= page.rules.profit_gain
    if number == 0:
        return True
    if number == 1 or not has_gain:
        return has_gain
    return is_out_of_poverty(page, person, page.end, page.window)


def _by_contacts(page: Page) -> Rows:
    counted: dict[str, list[Person]] = {name: [] for name, _, _ in _BANDS}
    for person in page.counted:
        if not person.is_known or person.seen is None:
            continue
        until = page.end
        if person.status == STOPPED:
            first = person.seen["first"]
            active = [v["day"] for v in person.visits[:first] if v["state"] in page.rules.active]
            until = active[-1] if active else person.handed
        count = by_mentor(person.contacts, until - days(183), until)
        for name, low, high in _BANDS:
            if low <= count <= high:
                counted[name].append(person)
    for name, persons in counted.items():
        stopped = sum(person.status == STOPPED for person in persons)
        yield ("C1", "utama", f"kontak={name}"), share(stopped, len(persons), len(persons))


def _recovered(page: Page) -> Rows:
    before = page.start - days(1)
    window = page.period.previous().window_start(page.rules.lookback_months)

    def is_again(person: Person) -> bool | None:
        if not any(visit["day"] >= page.start for visit in person.visits):
            return None
        return person.status in page.rules.active if person.is_known else None

    down = [
        person
        for person in page.counted
        if status_at(person.visits, before, window)[0] in (STOPPED, "berhenti_sementara")
    ]
    for group, persons in page.groups(down):
        yield ("C3", "utama", group), share_of(is_again(person) for person in persons)


def _flows(page: Page) -> Rows:
    earlier = Page(
        page.tables, page.district, page.period.previous(), page.rules, page.reference, page.districts
    )
    if not earlier.counted:
        return
    then, now = _states(earlier), _states(page)
    both = [(then.get(name, "outside"), now.get(name, "outside")) for name in {*then, *now}]
    active_then = sum(was == "active" for was, _ in both)
    active_now = sum(state == "active" for _, state in both)
    stopped = {person.id for person in page.counted if person.status == STOPPED}
    for measure, count, among in (
        ("aktif_lalu", active_then, len(then)),
        ("baru", both.count(("outside", "active")), active_now),
        ("pulih", both.count(("inactive", "active")), active_now),
        ("terlihat_lagi", both.count(("unseen", "active")), active_now),
        ("berhenti", both.count(("active", "inactive")), active_then),
        ("berhenti_permanen", sum(then.get(name) == "active" for name in stopped), active_then),
        ("tak_terpantau", both.count(("active", "unseen")), active_then),
        ("keluar", both.count(("active", "outside")), active_then),
        ("aktif_kini", active_now, len(now)),
    ):
        row = figure(value=count, numerator=count, denominator=among, missing=0)
        yield ("B10", measure, "semua"), row


def _states(page: Page) -> dict[str, str]:
    """Return the state at the end of a page's period of each person evaluated there."""

    def state(person: Person) -> str:
        if not person.is_known:
            return "unseen"
        return "active" if person.status in page.rules.active else "inactive"

    return {person.id: state(person) for person in page.counted}
