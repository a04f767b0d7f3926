"""E1 to E5 and E7: budget, papers, flags, misuse, audit and our own recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from oracle.budget import Account, accounts_of, net
from oracle.money import asset_of, paid
from oracle.people import Page, Person, Record, called_off, days, handed_by
from oracle.rows import Row, Rows, figure, part, share_of, split
from oracle.visits import causes_of

_MATCHES = ("nik_ganda", "kk_ganda", "dukcapil", "aparatur", "bansos_serupa")


def rows(page: Page) -> Rows:
    yield from _absorption(page)
    yield from _papers(page)
    yield from _flags(page)
    yield from _misuse(page)
    if page.is_province:
        yield from _audit(page)
    yield from _actions(page)


def _absorption(page: Page) -> Rows:
    def spent(accounts: Sequence[Account], original: bool = False) -> Row | None:
        def budget(account: Account) -> int:
            return (account.original or 0) if original else account.in_force

        if not sum(map(budget, accounts)):
            return None
        known = [account for account in accounts if net(account) is not None]
        met, whole = sum(net(account) or 0 for account in known), sum(map(budget, known))
        missing = sum(map(budget, accounts)) - whole
        value = met / whole if whole else None
        return figure(value=value, numerator=met, denominator=whole, missing=missing)

    accounts = accounts_of(page, page.period.year, page.end)
    yield ("E1", "utama", "semua"), spent(accounts)
    yield ("E1", "utama", "pagu=murni"), spent(accounts, original=True)
    if any(account.amended is not None for account in accounts):
        yield ("E1", "utama", "pagu=perubahan"), spent(accounts)
    for group, some in split(accounts, "kode_rekening", lambda account: account.code):
        yield ("E1", "utama", group), spent(some)
    if page.is_province:
        for group, some in split(accounts, "kab_kota", lambda account: account.place):
            yield ("E1", "utama", group), spent(some)


def are_papers_told(page: Page) -> bool:
    """Say whether papers are required and reported at all."""
    return any(page.rules.required_papers.values()) and bool(page.table("dokumen"))


def papers_there(page: Page) -> dict[str, set[str]]:
    """Return the papers of each grant that are there at the end."""
    found: dict[str, set[str]] = {}
    for row in page.table("dokumen"):
        if row["ada"] == "ya" and (row["tgl"] is None or row["tgl"] <= page.end):
            found.setdefault(row["id_bantuan"], set()).add(row["jenis_dokumen"])
    return found


def is_complete(page: Page, grant: Record, there: dict[str, set[str]]) -> bool:
    required = page.rules.required_papers.get(grant["bentuk_bantuan"], ())
    return set(required) <= there.get(grant["id_bantuan"], set())


def _papers(page: Page) -> Rows:
    if not are_papers_told(page):
        return
    until = page.end - days(page.rules.papers_days or 0)
    due = [
        grant
        for grant in page.grants
        if not called_off(grant, page.end)
        and handed_by(grant, until)
        and grant["bentuk_bantuan"] in page.rules.required_papers
    ]
    there = papers_there(page)
    for group, grants in page.groups(due, "tahun", "bentuk_bantuan", of=lambda grant: grant):
        complete = [grant for grant in grants if is_complete(page, grant, there)]
        yield ("E2", "utama", group), part(len(complete), len(grants))
        if grants:
            whole = sum(map(paid, grants))
            open_rp = whole - sum(map(paid, complete))
            told = figure(value=open_rp, numerator=open_rp, denominator=whole, missing=0)
            yield ("E2", "belum_rp", group), told
    for paper in sorted({paper for papers in page.rules.required_papers.values() for paper in papers}):
        asked = [g for g in due if paper in page.rules.required_papers.get(g["bentuk_bantuan"], ())]
        met = sum(paper in there.get(grant["id_bantuan"], set()) for grant in asked)
        yield ("E2", "utama", f"dokumen={paper}"), part(met, len(asked))


def _matches(page: Page) -> dict[tuple[str, str], str | None]:
    """Return the latest result of each grant and kind of match."""
    rows = [r for r in page.table("pemadanan") if r["tgl_padan"] is None or r["tgl_padan"] <= page.end]
    rows.sort(key=lambda row: row["tgl_padan"] or date.min)
    return {(row["id_bantuan"], row["jenis"]): row["hasil"] for row in rows}


def _flags_of(page: Page, grant: Record, matches: dict[tuple[str, str], str | None]) -> dict[str, bool]:
    """Return the flags a grant was checked for, each with whether it is raised."""
    found = {}
    for kind in _MATCHES:
        result = matches.get((grant["id_bantuan"], kind))
        if result in ("bersih", "ditandai"):
            found[kind] = result == "ditandai"
    granted, decreed = grant["nilai_sk"], grant["tgl_status"]
    if handed_by(grant, page.end):
        is_dead = grant["status_administrasi"] == "meninggal" and decreed is not None
        found["meninggal_sebelum_serah"] = is_dead and decreed < grant["tgl_serah"]
        if granted is not None and grant["nilai_salur"] is not None:
            found["nilai_beda"] = granted != grant["nilai_salur"]
    found["bantuan_ganda"] = any(
        other is not grant
        and not called_off(other, page.end)
        and other["tahun_anggaran"] == grant["tahun_anggaran"]
        and other["tgl_sk"] is not None
        and other["tgl_sk"] <= page.end
        for other in page.grants_of[grant["id_penerima"]]
    )
    found["tanpa_sk"] = grant["no_sk"] is None
    return found


def _flags(page: Page) -> Rows:
    matches = _matches(page)
    flagged = [(grant, _flags_of(page, grant, matches)) for grant in page.decreed()]
    names = (*_MATCHES, "meninggal_sebelum_serah", "bantuan_ganda", "tanpa_sk", "nilai_beda")
    for group, pairs in page.groups(flagged, of=lambda pair: pair[0]):
        for name in names:
            if any(name in flags for _, flags in pairs):
                yield ("E3", name, group), share_of(flags.get(name) for _, flags in pairs)
        yield ("E3", "utama", group), share_of(any(flags.values()) if flags else None for _, flags in pairs)
    if page.is_province and flagged:

        def rupiah(pairs: Sequence[tuple[Record, dict[str, bool]]]) -> int:
            amounts = [(grant["nilai_salur"], grant["nilai_sk"]) for grant, _ in pairs]
            return sum((granted or 0) if given is None else given for given, granted in amounts)

        met = rupiah([pair for pair in flagged if any(pair[1].values())])
        whole = rupiah([pair for pair in flagged if pair[1]])
        yield ("E3", "rp", "semua"), figure(value=met, numerator=met, denominator=whole, missing=0)


def _misuse(page: Page) -> Rows:
    def is_misused(person: Person) -> bool | None:
        asset = asset_of(page, person)
        if asset is None or person.seen is None:
            return None
        named = causes_of(person.visits[person.seen["first"]])
        return asset in ("dijual", "dipindahtangankan") or bool(named & {"41", "42"})

    for group, persons in page.groups(page.counted, "kelompok_usaha"):
        yield ("E4", "utama", group), share_of(is_misused(person) for person in persons)
    seen = [person for person in page.counted if is_misused(person) is not None]
    if page.is_province and seen:
        met = sum(paid(person.grant) for person in seen if is_misused(person))
        whole = sum(paid(person.grant) for person in seen)
        yield ("E4", "rp", "semua"), figure(value=met, numerator=met, denominator=whole, missing=0)


def _recommendations(page: Page) -> list[dict[str, Any]]:
    rows_of: dict[tuple[str, str], list[Record]] = {}
    for row in page.table("tlhp"):
        if row["tgl_lhp"] is not None and row["tgl_lhp"] <= page.end:
            rows_of.setdefault((row["no_lhp"], row["no_temuan"]), []).append(row)
    found = []
    for rows in rows_of.values():
        told = [r for r in rows if r["tgl_tindak_lanjut"] is None or r["tgl_tindak_lanjut"] <= page.end]
        told.sort(key=lambda row: row["tgl_tindak_lanjut"] or date.min)
        settled = [row["nilai_disetor"] for row in told if row["nilai_disetor"] is not None]
        first = rows[0]
        amount = first["nilai_rp"] or 0
        limit, received = page.rules.audit_days.get(first["pemeriksa"]), first["tgl_terima_lhp"]
        found.append(
            {
                "pemeriksa": first["pemeriksa"],
                "tahun": first["tgl_lhp"].year,
                "status": told[-1]["status"] if told else None,
                "due": None if limit is None or received is None else received + days(limit),
                "amount": amount,
                "settled": min(settled[-1], amount) if settled else 0,
            }
        )
    return found


def _audit(page: Page) -> Rows:
    every = _recommendations(page)
    groups = [("semua", every)]
    groups += split(every, "pemeriksa", lambda item: item["pemeriksa"])
    groups += split(every, "tahun_lhp", lambda item: item["tahun"])
    for group, items in groups:
        able = [item for item in items if item["status"] != "4"]
        dated = [item for item in able if item["due"] is not None]
        late = sum(item["status"] != "1" and item["due"] < page.end for item in dated)
        yield ("E5", "utama", group), part(sum(item["status"] == "1" for item in able), len(able))
        yield ("E5", "tidak_dapat", group), part(len(items) - len(able), len(items))
        yield ("E5", "lewat_tenggat", group), part(late, len(dated))
        amounts = sum(item["amount"] for item in able)
        yield ("E5", "rp", group), part(sum(item["settled"] for item in able), amounts)


def _actions(page: Page) -> Rows:
    def is_done(action: Record) -> bool | None:
        if action["status"] != "selesai":
            return False
        return None if action["tgl"] is None else action["tgl"] <= page.end

    due = [a for a in page.table("rtl") if page.has(a) and a["tenggat"] and a["tenggat"] <= page.end]
    yield ("E7", "utama", "semua"), share_of(is_done(action) for action in due)
    if page.is_province:
        for group, actions in split(due, "kab_kota", lambda action: action["kab_kota"]):
            yield ("E7", "utama", group), share_of(is_done(action) for action in actions)
