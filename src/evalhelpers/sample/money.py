"""The truth about rupiah and papers: the tables `anggaran` and `dokumen`."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from evalhelpers.sample.setting import Random, stream

ACCOUNTS = {
    "uang": ("5.1.06.01.01.0001", "Belanja Bantuan Sosial Uang yang Direncanakan kepada Individu"),
    "barang": ("5.1.06.01.02.0001", "Belanja Bantuan Sosial Barang yang Direncanakan kepada Individu"),
}
ACTIVITY = ("1.06.05.1.02.0004", "Fasilitasi Bantuan Pengembangan Ekonomi Masyarakat")
PAPERS = {
    "uang": ("bukti_transfer", "nota", "lpj", "foto", "pakta_integritas"),
    "barang": ("bast", "foto", "pakta_integritas"),
}
_THERE = {
    "bast": 0.98,
    "bukti_transfer": 0.99,
    "nota": 0.90,
    "lpj": 0.86,
    "foto": 0.93,
    "pakta_integritas": 0.96,
}
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
RETURN_YEAR = 2024


def budget(grants: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return cumulative spending per account and quarter; provincial, in rupiah.

    The amended budget is blank until it is approved (from the fourth quarter). In one year a payment
    order came back because its recipient was struck off.
    """
    rng = stream(seed, "budget")
    rows = []
    for year in sorted(set(grants["tahun_anggaran"].tolist())):
        yearly = grants[grants["tahun_anggaran"] == year]
        for form, (code, name) in ACCOUNTS.items():
            part = yearly[yearly["bentuk_bantuan"] == form]
            first = part.loc[part["tahap"] == "murni", "nilai_sk"].sum()
            original = _ceil(first * rng.uniform(1.01, 1.04))
            amended = _ceil(part["nilai_sk"].sum() * rng.uniform(1.008, 1.03))
            struck = part[(part["status_administrasi"] == "batal") & (part["tahap"] == "murni")]
            back = (
                int(struck["nilai_sk"].iloc[0])
                if year == RETURN_YEAR and form == "uang" and len(struck)
                else 0
            )
            for quarter, (month, day) in enumerate(_QUARTER_ENDS, start=1):
                end = pd.Timestamp(date(year, month, day))
                # The treasury pays two days before the money or the goods arrive.
                ordered = part["tgl_salur"] - pd.Timedelta(days=2)
                paid = part[ordered <= end]
                current = ordered[(ordered <= end) & (ordered > end - pd.offsets.QuarterEnd())]
                spent = int(paid["nilai_salur"].sum()) + (back if quarter >= 2 else 0)
                approved = quarter == 4
                rows.append(
                    {
                        "tahun_anggaran": year,
                        "kode_sub_kegiatan": ACTIVITY[0],
                        "nama_sub_kegiatan": ACTIVITY[1],
                        "kode_rekening": code,
                        "nama_rekening": name,
                        "sumber_dana": "PAD",
                        "pagu_murni": original,
                        "pagu_perubahan": amended if approved else pd.NA,
                        "target_penerima": len(part) if approved else int((part["tahap"] == "murni").sum()),
                        "periode": f"{year}-TW{quarter}",
                        "realisasi_kumulatif": spent,
                        "no_sp2d": f"{quarter:02d}{rng.integers(100, 999)}/SP2D-LS/{year}"
                        if len(current)
                        else None,
                        "tgl_sp2d": current.max() if len(current) else pd.NaT,
                        "pengembalian": back if back and quarter == 3 else pd.NA,
                        "tgl_pengembalian": pd.Timestamp(date(year, 8, 14))
                        if back and quarter >= 3
                        else pd.NaT,
                        "realisasi_fisik": float(round(min(100, 100 * len(paid) / max(1, len(part))))),
                    }
                )
    frame = pd.DataFrame(rows)
    whole = ["pagu_murni", "pagu_perubahan", "target_penerima", "realisasi_kumulatif", "pengembalian"]
    return frame.astype({**dict.fromkeys(whole, "Int64"), "realisasi_fisik": "Float64", "no_sp2d": "str"})


def _ceil(value: float) -> int:
    return int(np.ceil(value / 500_000) * 500_000)


def papers(grants: pd.DataFrame, handed: pd.Series, seed: int) -> pd.DataFrame:
    """Return one row per paid grant and paper it should have."""
    rng = stream(seed, "papers")
    paid = grants[handed.notna()]
    parts = [
        _one_kind(rng, paid[paid["bentuk_bantuan"] == form], handed, kind)
        for form, kinds in PAPERS.items()
        for kind in kinds
    ]
    frame = pd.concat(parts)
    order = pd.Categorical(frame["jenis_dokumen"], categories=list(dict.fromkeys(sum(PAPERS.values(), ()))))
    frame = frame.assign(place=order.codes).sort_values(
        ["id_bantuan", "place"], kind="stable", ignore_index=True
    )
    return frame.drop(columns="place")


def _one_kind(rng: Random, part: pd.DataFrame, handed: pd.Series, kind: str) -> pd.DataFrame:
    size = len(part)
    there = rng.random(size) < _THERE[kind]
    wait = rng.integers(0, 3, size) if kind in {"bast", "bukti_transfer"} else rng.integers(5, 55, size)
    day = handed[part.index] + pd.to_timedelta(wait, unit="D")
    valued = there & (kind in {"bukti_transfer", "nota", "lpj", "bast"})
    shelf = [
        f"Boks {year}/{kab[:3].upper()}"
        for year, kab in zip(part["tahun_anggaran"], part["kab_kota"], strict=True)
    ]
    return pd.DataFrame(
        {
            "id_bantuan": part["id_bantuan"],
            "jenis_dokumen": kind,
            "ada": np.where(there, "ya", "tidak"),
            "tgl": day.where(there),
            "nilai": part["nilai_salur"].where(valued),
            "lokasi_berkas": pd.Series(shelf, index=part.index, dtype="str").where(there),
        }
    )
