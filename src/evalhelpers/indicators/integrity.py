"""E3 matters to be clarified and E4 indications of misuse (method, rule 33); no findings of an audit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.causes import stated
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import called_off
from evalhelpers.indicators.rows import ALL, Answers, Row, Units, groups, rupiah_of

MATCHED = ("nik_ganda", "kk_ganda", "dukcapil", "aparatur", "bansos_serupa")
_MISUSED = ("dijual", "dipindahtangankan")
_MISUSE_CAUSES = ("41", "42")


def flags(page: Page) -> Iterator[Row]:
    """Yield E3: grants flagged among those checked, flag by flag; no row where nobody was checked."""
    grants = page.decreed
    units = Units("penerima", grants["urutan"].to_numpy("int64"))
    found = {**_matched(page, grants), **_from_register(page, grants)}
    parts = groups(grants, ["kab_kota"] if page.is_province else [])
    checked = np.logical_or.reduce([flag.notna().to_numpy() for flag in found.values()])
    flagged = np.logical_or.reduce([flag.fillna(False).to_numpy(dtype=bool) for flag in found.values()])
    any_flag = pd.Series(flagged).astype("boolean").where(checked)
    for name, flag in {"utama": any_flag, **found}.items():
        answers = Answers(units, flag)
        for group, rows in parts:
            if answers.known[rows].any():
                yield from page.place.share("E3", name, group, answers, rows)
    if page.is_province and checked.any():
        rupiah = rupiah_of(grants["nilai_salur"].fillna(grants["nilai_sk"]))
        yield page.place.total("E3", "rp", ALL, Answers(units, any_flag), np.flatnonzero(checked), rupiah)


def _matched(page: Page, grants: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the flags that other registers give; missing where a grant was not checked against one."""
    table = page.tables.get("pemadanan")
    if table is None:
        return {}
    table = table[~(table["tgl_padan"] > page.end)]
    table = table.sort_values(["tgl_padan", "urutan"], kind="stable", na_position="first")
    last = table.drop_duplicates(["id_bantuan", "jenis"], keep="last")
    found = {}
    for kind in MATCHED:
        results = last[last["jenis"] == kind].set_index("id_bantuan")["hasil"].reindex(grants["id_bantuan"])
        results = results.reset_index(drop=True)
        checked = results.isin(["bersih", "ditandai"])
        found[kind] = (results == "ditandai").astype("boolean").where(checked)
    return found


def _from_register(page: Page, grants: pd.DataFrame) -> dict[str, pd.Series]:
    handed = grants["tgl_serah"] <= page.end
    died = (grants["status_administrasi"] == "meninggal") & (grants["tgl_status"] < grants["tgl_serah"])
    stands = page.tables["penerima"][
        ["id_penerima", "tahun_anggaran", "tgl_sk", "status_administrasi", "tgl_status"]
    ]
    stands = stands[~called_off(stands, page.end) & (stands["tgl_sk"] <= page.end)]
    yearly = stands.groupby(["id_penerima", "tahun_anggaran"]).size()
    pairs = pd.MultiIndex.from_frame(grants[["id_penerima", "tahun_anggaran"]])
    others = yearly.reindex(pairs).fillna(0).to_numpy() - ~called_off(grants, page.end).to_numpy(
        dtype=bool, na_value=False
    )
    both = grants["nilai_sk"].notna() & grants["nilai_salur"].notna() & handed
    return {
        "meninggal_sebelum_serah": died.astype("boolean").where(handed),
        "bantuan_ganda": pd.Series(others > 0).astype("boolean"),
        "tanpa_sk": grants["no_sk"].isna().astype("boolean"),
        "nilai_beda": (grants["nilai_sk"] != grants["nilai_salur"]).astype("boolean").where(both),
    }


def misuse(page: Page) -> Iterator[Row]:
    """Yield E4: persons whose aid was sold, given away or used up, of those whose assets were seen."""
    said = stated(page)
    named = np.logical_or.reduce([said.names(item) for item in _MISUSE_CAUSES])
    marked = pd.Series(page.asset.isin(_MISUSED).to_numpy() | named).astype("boolean")
    answers = Answers(page.persons_by(page.asset_visit), marked.where(page.asset.notna()))
    for group, rows in page.parts_by_place("kelompok_usaha"):
        yield from page.place.share("E4", "utama", group, answers, rows)
    rows = np.flatnonzero(page.monitored & page.asset.notna().to_numpy())
    if page.is_province and len(rows):
        rupiah = rupiah_of(page.everyone["nilai_salur"])
        yield page.place.total("E4", "rp", ALL, answers, rows, rupiah)
