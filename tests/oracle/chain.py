"""E8: the chain of rupiah of each year, stage by stage, and every gap by reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oracle import visits
from oracle.accountability import are_papers_told, is_complete, papers_there
from oracle.budget import accounts_of, net
from oracle.money import paid
from oracle.people import Page, Record, called_off, days, handed_by
from oracle.rows import Row, Rows, figure

_THERE = ("lengkap_dipakai", "sebagian", "rusak")
_FORMS = ("uang", "barang")


@dataclass
class _Grant:
    """What the chain asks of a grant at the end of the period."""

    granted: int
    paid: int
    is_handed: bool
    is_complete: bool
    is_early: bool
    papers_are_early: bool
    asset: str | None
    is_known: bool
    is_active: bool

    @property
    def is_there(self) -> bool:
        return self.asset in _THERE


def rows(page: Page) -> Rows:
    there = papers_there(page)
    counted = [
        grant
        for grant in page.grants
        if grant["tgl_sk"] is not None and grant["tgl_sk"] <= page.end and not called_off(grant, page.end)
    ]
    for year in sorted({grant["tahun_anggaran"] for grant in counted} - {None}):
        if not page.period.year - 3 < year <= page.period.year:
            continue
        grants = [grant for grant in counted if grant["tahun_anggaran"] == year]
        yield from _of_forms(page, f"tahun={year}", year, _FORMS, grants, there)
        for form in _FORMS:
            mine = [grant for grant in grants if grant["bentuk_bantuan"] == form]
            yield from _of_forms(page, f"tahun_bentuk={year}-{form}", year, (form,), mine, there)


def _of_forms(
    page: Page,
    group: str,
    year: int,
    forms: Sequence[str],
    grants: Sequence[Record],
    there: dict[str, set[str]],
) -> Rows:
    made = _of_grants(page, [_look(page, grant, there) for grant in grants], year)
    paid_out, waiting = made["disalurkan"]["value"], made["sk_belum_waktunya"]["value"]
    made |= _of_budget(page, year, forms, paid_out, waiting)
    for measure, row in made.items():
        yield ("E8", measure, group), row


def _look(page: Page, grant: Record, there: dict[str, set[str]]) -> _Grant:
    handed, asset = grant["tgl_serah"], None
    is_handed = handed_by(grant, page.end)
    if is_handed:
        contacts = visits.valid(page.rows_of.get(grant["id_penerima"], []), handed, page.end, page.rules)
        seen = [visit["aset_bantuan_status"] for visit in visits.with_states(contacts, page.rules)]
        told = [state for state in seen if state not in (None, "tidak_dilihat")]
        asset = told[-1] if told else None
    person = page.everybody.get(grant["id_penerima"])
    rules = page.rules
    return _Grant(
        granted=grant["nilai_sk"] or 0,
        paid=paid(grant),
        is_handed=is_handed,
        is_complete=is_complete(page, grant, there),
        is_early=is_handed and handed > page.end - days(rules.due_after_days),
        papers_are_early=(
            is_handed and rules.papers_days is not None and handed > page.end - days(rules.papers_days)
        ),
        asset=asset,
        is_known=person is not None and person.is_known,
        is_active=person is not None and person.status in rules.active,
    )


def _of_grants(page: Page, grants: Sequence[_Grant], year: int) -> dict[str, Row]:
    is_over = page.end >= date(year, 12, 31)

    def total(some: Sequence[_Grant]) -> Row:
        return figure(value=sum(grant.paid for grant in some), denominator=len(some))

    handed = [g for g in grants if g.is_handed]
    waiting = [g for g in grants if not g.is_handed]
    due = sum(g.granted for g in waiting)
    above = [g.granted - g.paid for g in handed if g.granted > g.paid]
    below = [g.granted - g.paid for g in handed if g.granted < g.paid]
    complete = [g for g in handed if g.is_complete]
    without = [g for g in handed if not g.is_complete]
    there = [g for g in complete if g.is_there]
    made = {
        "sk": figure(value=sum(g.granted for g in grants), denominator=len(grants)),
        "disalurkan": total(handed),
        "sk_belum_waktunya": figure(value=0 if is_over else due, denominator=0 if is_over else len(waiting)),
        "sk_sisa": figure(value=sum(above), denominator=len(handed)),
        "sk_perlu_penjelasan": figure(
            value=due if is_over else 0, denominator=len(waiting) if is_over else 0
        ),
        "sk_melebihi_perlu_penjelasan": figure(value=sum(below), denominator=len(handed)),
    }
    if not are_papers_told(page):
        return made
    made |= {
        "bukti": total(complete),
        "aktif": total([g for g in there if g.is_active]),
        "bukti_belum_waktunya": total([g for g in without if g.papers_are_early]),
        "bukti_perlu_penjelasan": total([g for g in without if not g.papers_are_early]),
    }
    unseen_early = [g for g in complete if g.asset is None and g.is_early]
    unseen = [g for g in complete if g.asset is None and not g.is_early]
    lost = [g for g in complete if g.asset is not None and not g.is_there]
    unknown = [g for g in there if not g.is_known]
    idle = [g for g in there if g.is_known and not g.is_active]
    if page.is_province:
        return made | {
            "terlihat": total(there),
            "terlihat_belum_waktunya": total(unseen_early),
            "terlihat_belum_terpantau": total(unseen),
            "terlihat_perlu_penjelasan": total(lost),
            "aktif_belum_terpantau": total(unknown),
            "aktif_perlu_penjelasan": total(idle),
        }
    return made | {
        "aktif_belum_waktunya": total(unseen_early),
        "aktif_belum_terpantau": total(unseen + unknown),
        "aktif_perlu_penjelasan": total(lost + idle),
    }


def _of_budget(page: Page, year: int, forms: Sequence[str], paid_out: int, waiting: int) -> dict[str, Row]:
    codes = tuple(code for form in forms for code in page.rules.aid_accounts.get(form, ()))
    end = date(year, 12, 31)
    accounts = [a for a in accounts_of(page, year, page.end) if a.code.startswith(codes)]
    if not accounts:
        return {}
    budget = sum(account.in_force for account in accounts)
    told = [account for account in accounts if account.spent is not None]
    made = {"pagu": figure(value=budget)}
    if len(told) < len(accounts):
        return made
    spent = sum(net(account) or 0 for account in told)
    returned = sum(account.returned for account in accounts)
    rest, is_over = budget - spent - returned, page.end >= end
    gap = spent - paid_out
    early = min(gap, waiting) if gap > 0 else 0
    return made | {
        "sp2d": figure(value=spent),
        "sp2d_disetor_kembali": figure(value=returned),
        "sp2d_belum_waktunya": figure(value=0 if is_over else rest),
        "sp2d_sisa": figure(value=rest if is_over else 0),
        "salur_belum_waktunya": figure(value=early),
        "salur_perlu_penjelasan": figure(value=gap - early),
    }
