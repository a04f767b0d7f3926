"""E8: one year's rupiah from the budget to active businesses, each gap split by reason (method, rule 32)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.budget import accounts
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.papers import complete, on_file
from evalhelpers.indicators.rows import COUNTED, MET, Row, Units, rupiah_of
from evalhelpers.indicators.visits import UNSEEN, accepted, one_a_day

YEARS = 3
PRESENT = ("lengkap_dipakai", "sebagian", "rusak")
FORMS = ("uang", "barang")
# What a link comes to, and the grants and their rupiah that it sums; the budget has no grants.
_Link = tuple[float, np.ndarray | None, np.ndarray | None]


def chain(page: Page) -> Iterator[Row]:
    """Yield the chain of each fiscal year that is followed, whole and by form of aid."""
    marks = _Marks(page)
    years = page.grants.loc[marks.counted, "tahun_anggaran"]
    wanted = sorted({int(y) for y in years.dropna() if page.period.year - YEARS < y <= page.period.year})
    for year in wanted:
        own = accounts(page, year)
        yield from _links(page, marks, year, f"tahun={year}", own, FORMS)
        for form in FORMS:
            yield from _links(page, marks, year, f"tahun_bentuk={year}-{form}", own, (form,))


class _Marks:
    """What is known of each grant of the page on T, in the order of `Page.grants`."""

    def __init__(self, page: Page) -> None:
        grants = page.grants
        self.granted, self.paid = rupiah_of(grants["nilai_sk"]), rupiah_of(grants["nilai_salur"])
        self.units = Units("penerima", grants["urutan"].to_numpy("int64"))
        decreed = (grants["tgl_sk"] <= page.end).to_numpy(dtype=bool, na_value=False)
        self.counted = decreed & ~page.called_off
        self.handed = self.counted & (grants["tgl_serah"] <= page.end).to_numpy(dtype=bool, na_value=False)
        there = on_file(page)
        self.has_papers = there is not None
        self.complete = complete(page, there or {})
        asset = _last_seen(page)
        self.seen, self.present = asset.notna().to_numpy(), asset.isin(PRESENT).to_numpy()
        person = page.everyone.index.get_indexer(grants["id_penerima"])
        self.known = (person >= 0) & page.known[person] if len(page.known) else person >= 0
        active = page.active.to_numpy(dtype=bool, na_value=False)
        self.active = self.known & active[person] if len(active) else self.known
        limit = page.rules.papers_days
        self.papers_later = (
            _later_than(page, limit) if limit is not None else np.zeros(len(grants), dtype=bool)
        )
        self.visit_later = _later_than(page, page.rules.due_after_days)


def _later_than(page: Page, days: int) -> np.ndarray:
    handed = page.grants["tgl_serah"] > page.end - pd.Timedelta(days=days)
    return np.asarray(handed.to_numpy(dtype=bool, na_value=False))


def _last_seen(page: Page) -> pd.Series:
    """Return per grant the state of its assets at the last valid visit after its hand-over that saw them."""
    grants = page.grants[["id_penerima", "tgl_serah"]].reset_index(names="grant")
    # Visits are valid from a person's first grant of any year on: each grant takes those after its own day.
    first = grants.groupby("id_penerima")["tgl_serah"].min()
    found = accepted(page.tables["kunjungan"], first.index, first.to_numpy(), page.end, page.rules)
    found = one_a_day(found, page.rules)[["person", "tgl_kunjungan", "aset_bantuan_status"]]
    asset = found["aset_bantuan_status"]
    found = found[asset.notna() & (asset != UNSEEN)]
    pairs = grants.assign(person=first.index.get_indexer(grants["id_penerima"])).merge(found, on="person")
    pairs = pairs[pairs["tgl_kunjungan"] > pairs["tgl_serah"]].sort_values("tgl_kunjungan", kind="stable")
    last = pairs.drop_duplicates("grant", keep="last").set_index("grant")["aset_bantuan_status"]
    return last.reindex(range(len(page.grants)))


def _links(
    page: Page, marks: _Marks, year: int, group: str, budget: pd.DataFrame, forms: tuple[str, ...]
) -> Iterator[Row]:
    grants = page.grants
    mine = marks.counted & (grants["tahun_anggaran"] == year).to_numpy(dtype=bool, na_value=False)
    if len(forms) == 1:
        mine &= (grants["bentuk_bantuan"] == forms[0]).to_numpy(dtype=bool, na_value=False)
    handed = mine & marks.handed
    waiting = mine & ~marks.handed
    told: dict[str, _Link] = {}

    def add(measure: str, among: np.ndarray, rupiah: np.ndarray = marks.paid) -> float:
        amount = float(rupiah[among].sum())
        told[measure] = (amount, among, rupiah)
        return amount

    paid = add("disalurkan", handed)
    _from_budget(
        page, year, _accounts_of(page, budget, forms), told, paid, float(marks.granted[waiting].sum())
    )
    add("sk", mine, marks.granted)
    less = marks.granted - marks.paid
    # What is not handed over by the end of its year is no longer early.
    early = waiting & (page.end < pd.Timestamp(year, 12, 31))
    add("sk_belum_waktunya", early, marks.granted)
    # Over all handed over: how many differ is a matter to be clarified, which E3 tells with care (rule 36).
    add("sk_sisa", handed, np.maximum(less, 0))
    add("sk_perlu_penjelasan", waiting & ~early, marks.granted)
    add("sk_melebihi_perlu_penjelasan", handed, np.minimum(less, 0))
    if marks.has_papers:
        whole = handed & marks.complete
        add("bukti", whole)
        add("bukti_belum_waktunya", handed & ~marks.complete & marks.papers_later)
        add("bukti_perlu_penjelasan", handed & ~marks.complete & ~marks.papers_later)
        _to_business(page, marks, whole, add)
    rows = np.arange(len(grants))
    for measure, (amount, among, rupiah) in told.items():
        numbers: Row = {"value": amount}
        if among is not None and rupiah is not None:
            numbers["denominator"] = int(among.sum())
            role = np.where(rupiah[among] != 0, MET, COUNTED).astype("int8")
            page.place.note(("E8", measure, group), marks.units, rows[among], role, rupiah[among])
        yield page.place.row("E8", measure, group, **numbers)


def _accounts_of(page: Page, budget: pd.DataFrame, forms: tuple[str, ...]) -> pd.DataFrame:
    """Return the accounts that pay the aid in these forms."""
    codes = tuple(code for form in forms for code in page.rules.aid_accounts.get(form, ()))
    if budget.empty or not codes:
        return budget.iloc[:0]
    return budget[budget["kode_rekening"].astype("str").str.startswith(codes)]


def _from_budget(
    page: Page,
    year: int,
    budget: pd.DataFrame,
    told: dict[str, _Link],
    paid: float,
    waiting: float,
) -> None:
    """Add the links before the hand-over, where the page has the accounts; each gap adds up exactly."""
    if budget.empty:
        return
    in_force, net = float(budget["in_force"].sum()), float(budget["spent"].sum())
    told["pagu"] = (in_force, None, None)
    if budget["spent"].isna().any():
        return  # a blank is not a spending of nil
    returned = float(budget["returned"].sum())
    rest = in_force - net - returned
    is_over = page.end >= pd.Timestamp(year, 12, 31)
    gap = net - paid
    early = min(gap, waiting) if gap > 0 and not is_over else 0.0
    for measure, amount in (
        ("sp2d", net),
        ("sp2d_disetor_kembali", returned),
        ("sp2d_belum_waktunya", 0.0 if is_over else rest),
        ("sp2d_sisa", rest if is_over else 0.0),
        ("salur_belum_waktunya", early),
        ("salur_perlu_penjelasan", gap - early),
    ):
        told[measure] = (amount, None, None)


def _to_business(page: Page, marks: _Marks, whole: np.ndarray, add: Callable[..., float]) -> None:
    """Add the links from complete papers to active businesses.

    On a district page what was last seen as lost, sold or given away stands together with stopped
    businesses: misuse alone would be told of few persons (rule 36).
    """
    unseen, here = whole & ~marks.seen, whole & marks.present
    early, unknown = unseen & marks.visit_later, unseen & ~marks.visit_later
    gone = whole & marks.seen & ~marks.present
    add("aktif", here & marks.active)
    if page.is_province:
        add("terlihat", here)
        add("terlihat_belum_waktunya", early)
        add("terlihat_belum_terpantau", unknown)
        add("terlihat_perlu_penjelasan", gone)
        add("aktif_belum_terpantau", here & ~marks.known)
        add("aktif_perlu_penjelasan", here & marks.known & ~marks.active)
    else:
        add("aktif_belum_waktunya", early)
        add("aktif_belum_terpantau", unknown | (here & ~marks.known))
        add("aktif_perlu_penjelasan", gone | (here & marks.known & ~marks.active))
