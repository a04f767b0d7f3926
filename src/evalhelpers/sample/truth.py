"""The truth: all eight tables as perfect sources would report them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers.dictionary import TABLES
from evalhelpers.sample import business, followup, mentors, money, people, visits
from evalhelpers.sample.setting import Scene, stream

# What each instrument does not ask.
_NOT_ASKED = {
    "excel": ("nik", "waktu_kirim", "validasi", "lat", "lon", "foto_usaha", "foto_penerima"),
    "kobo": ("nik",),
    "google": ("id_kunjungan", "id_bantuan", "id_petugas", "kecamatan", "kode_kecamatan", "tabungan_rp",
               "utang_rp", "nilai_aset_usaha", "lat", "lon", "validasi", "foto_usaha", "foto_penerima",
               "tgl_pendampingan_terakhir",
               *(f"kriteria_fm_{key}" for key in people.CRITERIA)),
}  # fmt: skip
_TROUBLE = ("pembeli berkurang sejak awal tahun", "harga bahan baku tidak menentu", "peralatan sering rusak",
            "ongkos angkut tinggi", "waktu terbagi dengan mengurus keluarga",
            "belum ada tempat usaha tetap")  # fmt: skip
_NEED = (
    "tambahan modal",
    "pelatihan pemasaran",
    "peralatan kerja",
    "pendampingan lebih sering",
    "bibit dan pakan",
)
_ADVICE = ("lanjutkan pendampingan", "kunjungi lagi bulan depan", "usulkan pelatihan", "bantu pembukuan")
WITA = np.timedelta64(8, "h")


@dataclass(frozen=True)
class Truth:
    """The tables, keyed by dictionary name.

    Every table has the dictionary's columns in order (missing where its source does not ask), typed
    as cleaned tables are, and ends with `kunci`, the truth key. `kunjungan` also has `instrumen`, and
    its grant in `bantuan` also where the source gives no register number.
    """

    tables: dict[str, pd.DataFrame]


def make(scene: Scene, seed: int) -> Truth:
    """Make the synthetic programme; the same scene and seed give the same tables."""
    grants = people.grants(scene, seed)
    handed = hand_over(grants)
    mentoring = mentors.assign(scene, grants, seed)
    rows = np.arange(len(grants))
    duty = mentors.on_duty(mentoring, rows, handed.fillna(grants["tgl_sk"] + np.timedelta64(30, "D")))
    grants["id_pendamping"] = duty
    shops = business.run(grants, mentoring, handed, seed)
    seen = visits.visits(visits.Course(scene, grants, handed, mentoring, shops), seed)
    tables = {
        "penerima": grants.assign(kunci=grants["id_bantuan"]),
        "kunjungan": _recorded(scene, seen, seed),
        "anggaran": _keyed(money.budget(grants, seed), "kode_rekening", "periode"),
        "dokumen": _keyed(money.papers(grants, handed, seed), "id_bantuan", "jenis_dokumen"),
        "tlhp": _numbered(followup.audit(), "T"),
        "rtl": _numbered(followup.actions(tuple(plan.slug for plan in scene.plans)), "R"),
        "pendamping": _numbered(mentoring.table, "M"),
        "pemadanan": _keyed(followup.matchings(grants, seed), "id_bantuan", "jenis"),
    }
    return Truth({name: _typed(name, frame) for name, frame in tables.items()})


def hand_over(grants: pd.DataFrame) -> pd.Series:
    """Return the day the aid was handed over: the later of transfer and hand-over record."""
    return grants[["tgl_salur", "tgl_bast"]].max(axis=1)


def _recorded(scene: Scene, seen: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Add what the instruments themselves record, and drop what each does not ask."""
    rng = stream(seed, "instruments")
    size = len(seen)
    instrument = seen["kab_kota"].map({plan.slug: plan.instrument for plan in scene.plans})
    met = seen["hasil_kunjungan"] == "bertemu"
    serial = seen.groupby("kab_kota").cumcount() + 1
    listed = [f"KJ-{slug[:4].upper()}-{n:04d}" for slug, n in zip(seen["kab_kota"], serial, strict=True)]
    parts = rng.integers(0, 1 << 32, (size, 4))
    uuid = [
        f"{a:08x}-{b >> 16:04x}-4{b & 0xFFF:03x}-a{c >> 20:03x}-{c & 0xFFFFF:05x}{d & 0xFFFFFFF:07x}"
        for a, b, c, d in parts.tolist()
    ]
    hour = rng.integers(8 * 3600, 20 * 3600, size).astype("timedelta64[s]")
    late = rng.integers(0, 3, size).astype("timedelta64[D]")
    verdict = rng.choice(["disetujui", "ditolak", "ditunda", ""], size, p=[0.80, 0.015, 0.01, 0.175])
    frame = seen.drop(columns="grant").assign(
        bantuan=seen["id_bantuan"],
        instrumen=instrument,
        id_kunjungan=np.where(instrument == "kobo", uuid, listed),
        waktu_kirim=(seen["tgl_kunjungan"] + hour + late).astype("datetime64[s]"),
        uraian_kendala=_remark(rng, _TROUBLE, met & seen["penyebab_utama"].notna()),
        kebutuhan=_remark(rng, _NEED, met & (rng.random(size) < 0.5)),
        rekomendasi_petugas=_remark(rng, _ADVICE, met & (rng.random(size) < 0.4)),
        foto_usaha=pd.Series([f"{n}.jpg" for n in 1_700_000_000 + np.arange(size)], dtype="str").where(met),
        lat=pd.Series(np.round(rng.uniform(2.5, 4.2, size), 5), dtype="Float64").where(met),
        lon=pd.Series(np.round(rng.uniform(115.6, 117.8, size), 5), dtype="Float64").where(met),
        validasi=pd.Series(verdict, dtype="str").replace("", None),
        kunci=[f"V{n:07d}" for n in range(1, size + 1)],
    )
    for name, columns in _NOT_ASKED.items():
        for column in columns:
            if column in frame:
                frame[column] = frame[column].mask(instrument == name)
    return frame


def _remark(rng: np.random.Generator, texts: tuple[str, ...], where: pd.Series) -> pd.Series:
    drawn = np.array(texts, dtype=object)[rng.integers(len(texts), size=len(where))]
    return pd.Series(drawn, index=where.index, dtype="str").where(where)


def _keyed(frame: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    return frame.assign(kunci=frame[first] + "|" + frame[second])


def _numbered(frame: pd.DataFrame, letter: str) -> pd.DataFrame:
    return frame.assign(kunci=[f"{letter}{n:03d}" for n in range(1, len(frame) + 1)])


_TYPES = {
    "count": "Int64",
    "rupiah": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
    "timestamp": "datetime64[s]",
}


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    columns = TABLES[name].columns
    typed = {c.name: _column(frame, c.name, _TYPES.get(c.kind, "str")) for c in columns}
    extra = [c for c in ("kode_kecamatan", "bantuan", "instrumen", "kunci") if c in frame]
    return pd.DataFrame({**typed, **{c: frame[c].astype("str") for c in extra}}, index=frame.index)


def _column(frame: pd.DataFrame, column: str, kind: str) -> pd.Series:
    if column not in frame:
        return pd.Series(None, index=frame.index, dtype=pd.api.types.pandas_dtype(kind))
    return frame[column].astype(pd.api.types.pandas_dtype(kind))
