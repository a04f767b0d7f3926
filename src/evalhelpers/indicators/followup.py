"""E5 what became of audit recommendations, E7 of our own (method, rule 34)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.page import Page
from evalhelpers.indicators.rows import Answers, Row, Units, groups, plain

SETTLED, UNTOUCHED, IMPOSSIBLE = "1", "3", "4"
_KEY = ["no_lhp", "no_temuan"]


def audits(page: Page) -> Iterator[Row]:
    """Yield E5: recommendations settled, overdue, impossible, and rupiah settled; only for the province."""
    if not page.is_province or "tlhp" not in page.tables:
        return
    table = _recommendations(page)
    units = Units("tlhp", table["urutan"].to_numpy("int64"))
    possible = (table["status"] != IMPOSSIBLE).to_numpy(dtype=bool, na_value=False)
    settled = Answers(units, (table["status"] == SETTLED).astype("boolean"))
    impossible = Answers(units, (table["status"] == IMPOSSIBLE).astype("boolean"))
    is_open = ~table["status"].isin([SETTLED, IMPOSSIBLE])
    late = Answers(units, (is_open & (table["due"] < page.end)).astype("boolean"))
    dated = possible & table["due"].notna().to_numpy()
    parts = groups(table, ["pemeriksa", "tahun_lhp"])
    for measure, answers, among in (
        ("utama", settled, possible),
        ("lewat_tenggat", late, dated),
        ("tidak_dapat", impossible, np.ones(len(table), dtype=bool)),
    ):
        for group, rows in parts:
            yield from page.place.part("E5", measure, group, answers, rows[among[rows]])
    amount = np.nan_to_num(plain(table["nilai_rp"]))
    paid = np.minimum(np.nan_to_num(plain(table["settled"])), amount)
    for group, everything in parts:
        rows = everything[possible[everything]]
        whole = float(amount[rows].sum())
        if whole > 0:
            met = float(paid[rows].sum())
            page.place.note(("E5", "rp", group), units, rows, settled.role(rows), paid[rows])
            yield page.place.row(
                "E5", "rp", group, value=met / whole, numerator=met, denominator=whole, missing=0
            )


def _recommendations(page: Page) -> pd.DataFrame:
    """Return one row per recommendation of reports up to T: status then, due day, rupiah settled."""
    table = page.tables["tlhp"]
    table = table[table["tgl_lhp"] <= page.end]
    table = table.sort_values(["tgl_tindak_lanjut", "urutan"], kind="stable", na_position="first")
    later = table["tgl_tindak_lanjut"] > page.end
    known = table[~later]
    # What was done after T was not yet done: a recommendation with nothing else is still open.
    untouched = table[later].drop_duplicates(_KEY, keep="first").assign(status=UNTOUCHED)
    last = pd.concat([untouched, known]).drop_duplicates(_KEY, keep="last")
    # The last figure that somebody gave: a later step need not repeat it.
    paid = (
        known.dropna(subset="nilai_disetor")
        .drop_duplicates(_KEY, keep="last")
        .set_index(_KEY)["nilai_disetor"]
    )
    settled = paid.reindex(pd.MultiIndex.from_frame(last[_KEY])).to_numpy("float64", na_value=np.nan)
    days = (
        last["pemeriksa"]
        .map(lambda name: page.rules.audit_days.get(name), na_action="ignore")
        .astype("float64")
    )
    due = last["tgl_terima_lhp"] + pd.to_timedelta(days, unit="D")
    last = last.assign(settled=settled, due=due, tahun_lhp=last["tgl_lhp"].dt.year.astype("str"))
    return last.sort_values("urutan").reset_index(drop=True)


def actions(page: Page) -> Iterator[Row]:
    """Yield E7: actions of earlier reports done by T among those whose due day has come."""
    if "rtl" not in page.tables:
        return
    table = page.tables["rtl"]
    table = table[table["tenggat"] <= page.end]
    if not page.is_province:
        table = table[table["kab_kota"] == page.place.district]
    table = table.reset_index(drop=True)
    done = table["status"] == "selesai"
    known = ~done | table["tgl"].notna()
    answers = Answers(
        Units("rtl", table["urutan"].to_numpy("int64")),
        (done & (table["tgl"] <= page.end)).astype("boolean").where(known),
    )
    for group, rows in groups(table, ["kab_kota"] if page.is_province else []):
        yield from page.place.share("E7", "utama", group, answers, rows)
