"""E2: whether the papers of account are there (method, rule 31). The table `dokumen` is the only source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.page import Page
from evalhelpers.indicators.rows import Answers, Row, Units, groups, rupiah_of


def papers(page: Page) -> Iterator[Row]:
    """Yield E2: grants with every required paper among those due, rupiah of the others, paper by paper."""
    there = on_file(page)
    if there is None:
        return
    grants, days = page.grants, page.rules.papers_days or 0
    handed = grants["tgl_serah"]
    asked = grants["bentuk_bantuan"].isin(list(page.rules.required_papers))
    is_due = asked & (handed <= page.end - pd.Timedelta(days=days))
    due = np.flatnonzero(is_due.to_numpy(dtype=bool, na_value=False) & ~page.called_off)
    grants = (
        grants.iloc[due].assign(tahun=grants["tahun_anggaran"].iloc[due].astype("str")).reset_index(drop=True)
    )
    units, rupiah = Units("penerima", grants["urutan"].to_numpy("int64")), rupiah_of(grants["nilai_salur"])
    whole = complete(page, there)[due]
    answers, lacking = (Answers(units, pd.Series(mark).astype("boolean")) for mark in (whole, ~whole))
    parts = groups(grants, ["tahun", "bentuk_bantuan", *(["kab_kota"] if page.is_province else [])])
    for group, rows in parts:
        yield from page.place.part("E2", "utama", group, answers, rows)
    for kind in sorted({kind for kinds in page.rules.required_papers.values() for kind in kinds}):
        forms = [form for form, kinds in page.rules.required_papers.items() if kind in kinds]
        rows = np.flatnonzero(grants["bentuk_bantuan"].isin(forms))
        has = grants["id_bantuan"].isin(there.get(kind, frozenset()))
        yield from page.place.part(
            "E2", "utama", f"dokumen={kind}", Answers(units, has.astype("boolean")), rows
        )
    for group, rows in parts:
        if len(rows):
            yield page.place.total("E2", "belum_rp", group, lacking, rows, rupiah)


def on_file(page: Page) -> dict[str, frozenset[str]] | None:
    """Return by kind of paper the grants that have it on T; None where none is required or reported."""
    table = page.tables.get("dokumen")
    if table is None or table.empty or not page.rules.required_papers:
        return None
    there = table[(table["ada"] == "ya") & ~(table["tgl"] > page.end)]
    return {str(kind): frozenset(rows) for kind, rows in there.groupby("jenis_dokumen")["id_bantuan"]}


def complete(page: Page, there: dict[str, frozenset[str]]) -> np.ndarray:
    """Say which of the page's grants have every paper that their form of aid requires."""
    grants = page.grants
    whole = np.ones(len(grants), dtype=bool)
    for form, kinds in page.rules.required_papers.items():
        mine = (grants["bentuk_bantuan"] == form).to_numpy(dtype=bool, na_value=False)
        for kind in kinds:
            whole &= ~mine | grants["id_bantuan"].isin(there.get(kind, frozenset())).to_numpy()
    return whole
