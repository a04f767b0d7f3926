"""Programmes drawn at random: all tables, with every kind of gap, and the rules and references of a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Any

import pandas as pd
from builders import DISTRICTS

from evalhelpers import dataset
from evalhelpers.catalogue import STATUSES, Rules
from evalhelpers.dictionary import TABLES
from evalhelpers.reference import Reference

Row = dict[str, Any]
FIRST = date(2022, 6, 1)
PERIODS = ("2024-S2", "2025-S1", "2025-S2", "2024-TW4", "2025-TW1", "2025", "2024", "2025-03")
PLACES = (*DISTRICTS, None)
KECAMATAN = {"bulungan": "65.01.01", "malinau": "65.02.01", "tarakan": "65.71.01"}
PAPERS = ("bast", "bukti_transfer", "foto")
_CAUSES = ("11", "13", "21", "22", "24", "33", "10", "41", "42", "44", "99", None)
_LETTERS = "abcdefgh"


def day(offset: int) -> str:
    return (FIRST + timedelta(days=offset)).isoformat()


def _one(rng: Random, *values: Any) -> Any:
    return rng.choice(values)


def _some(rng: Random, *values: Any) -> list[Any]:
    return [value for value in values if rng.random() < 0.7]


def _day(rng: Random, low: int, high: int, gaps: int = 1) -> str | None:
    """Draw a day, or none of them so many times in ten."""
    return None if rng.randint(0, 9) < gaps else day(rng.randint(low, high))


def _rupiah(rng: Random, most: int, gaps: int = 1) -> int | None:
    return None if rng.randint(0, 9) < gaps else rng.randint(0, most // 50_000) * 50_000


def _criteria(rng: Random) -> Row:
    """Draw the eight answers; often all are there."""
    answers = _one(rng, ("ya", "tidak"), ("ya", "tidak", "tidak", "tidak"), ("ya", "tidak", None))
    return {f"kriteria_fm_{letter}": _one(rng, *answers) for letter in _LETTERS}


def _grant(rng: Random, name: str, number: int, mentors: Sequence[str]) -> Row:
    year = _one(rng, 2023, 2024, 2024, 2025)
    decreed = (date(year, 1, 1) - FIRST).days + rng.randint(20, 330)
    handed = decreed + rng.randint(-10, 120)
    place = _one(rng, *PLACES, "tarakan", "tarakan")
    granted = _rupiah(rng, 3_000_000)
    return {
        "id_bantuan": f"b{number}",
        "id_penerima": name,
        "jenis_kelamin": _one(rng, "L", "P", None),
        "kab_kota": place,
        "kode_kecamatan": KECAMATAN.get(place or "") if rng.random() < 0.5 else None,
        "disabilitas": _one(rng, "ya", "tidak", None),
        "jml_anggota_rt": _one(rng, 1, 3, 4, 6, None),
        "status_dtks": _one(rng, "terdaftar", "tidak", "tidak_dicek", None),
        "desil_dtsen": _one(rng, 1, 3, 4, 5, None),
        "tgl_cek_dtsen": _day(rng, decreed - 20, decreed + 10),
        "jenis_usaha": _one(rng, "kuliner", "menjahit", None),
        "kelompok_usaha": _one(rng, "kuliner", "jasa_kerajinan", None),
        "kelompok_umur": _one(rng, "17-29", "30-44", None),
        "no_sk": _one(rng, "SK-1", "SK-1", None),
        "tgl_sk": None if rng.randint(0, 19) == 0 else day(decreed),
        "tahun_anggaran": year,
        "nilai_sk": granted,
        "nilai_salur": granted if rng.random() < 0.5 else _rupiah(rng, 3_000_000),
        "bentuk_bantuan": _one(rng, "uang", "barang", "uang", None),
        "laba_baseline": _rupiah(rng, 500_000),
        "tgl_baseline": _day(rng, decreed - 60, handed + 5),
        "sumber_baseline": _one(rng, "usulan", "asesmen", None),
        "pendapatan_rt_baseline": _rupiah(rng, _one(rng, 900_000, 3_000_000)),
        **_criteria(rng),
        **{f"dok_{paper}": _one(rng, "ya", "ya", "tidak", None) for paper in ("ktp", "rab")},
        "id_pendamping": _one(rng, *mentors, None),
        "status_administrasi": _one(
            rng, *["aktif"] * 8, "batal", "meninggal", "pindah", "mengundurkan_diri", None
        ),
        "tgl_status": _day(rng, handed - 30, handed + 500),
        "tgl_serah": None if rng.randint(0, 9) == 0 else day(handed),
    }


def _visit(rng: Random, name: str, number: int, since: int) -> Row:
    return {
        "id_kunjungan": f"k{number}",
        "id_penerima": name,
        "tgl_kunjungan": day(since + rng.randint(-20, 800)),
        "waktu_kirim": _one(rng, "2025-01-01 08:00", "2025-01-01 09:00", None),
        "peran_petugas": _one(rng, "pendamping", "pendamping", "inspektorat", "dinsos_kab"),
        "cara": _one(rng, *["tatap_muka"] * 4, "telepon", "pihak_ketiga"),
        "hasil_kunjungan": _one(
            rng, *["bertemu"] * 12, "meninggal", "pindah", "tidak_di_tempat"
        ),
        "status_usaha": _one(rng, *STATUSES, *STATUSES[:3], *STATUSES[:2], None),
        "tgl_berhenti": _day(rng, since, since + 900, gaps=7),
        "omzet_bulan": _rupiah(rng, 900_000),
        "biaya_bulan": _rupiah(rng, 500_000),
        "laba_bulan": _rupiah(rng, 900_000, gaps=3),
        "pendapatan_rt_bulan": _rupiah(rng, _one(rng, 2_000_000, 6_000_000)),
        "jml_anggota_rt": _one(rng, 2, 4, None),
        "tabungan_ada": _one(rng, "ya", "tidak", None),
        "aset_bantuan_status": _one(
            rng, "lengkap_dipakai", "sebagian", "rusak", "hilang", "dijual", "dipindahtangankan",
            "tidak_dilihat", None,
        ),
        "penyebab_utama": _one(rng, *_CAUSES),
        "penyebab_semua": _one(rng, None, None, "21", "11 42", "24 33 41"),
        "sumber_atribusi": _one(rng, "penerima", "pendamping", "petugas", None),
        **_criteria(rng),
        "validasi": _one(rng, *[None, "disetujui"] * 4, "ditolak", "ditunda"),
    }  # fmt: skip


def _budget(rng: Random) -> list[Row]:
    rows = []
    for year in (2023, 2024, 2025):
        for code in _some(rng, "5.1.06.01", "5.1.06.02", "5.2.02"):
            place = _one(rng, None, None, "tarakan")
            for quarter in _some(rng, 1, 2, 3, 4):
                rows.append(
                    {
                        "tahun_anggaran": year,
                        "kode_rekening": code,
                        "kab_kota": place,
                        "periode": f"{year}-TW{quarter}",
                        "pagu_murni": rng.randint(1, 100) * 100_000,
                        "pagu_perubahan": _rupiah(rng, 9_000_000, gaps=6),
                        "realisasi_kumulatif": _rupiah(rng, 9_000_000, gaps=3),
                        "realisasi_triwulan": _rupiah(rng, 2_000_000, gaps=6),
                        "pengembalian": _rupiah(rng, 500_000, gaps=6),
                        "tgl_pengembalian": _day(rng, 300, 1300, gaps=3),
                    }
                )
    return rows


def _papers(rng: Random, grants: Sequence[Row]) -> list[Row]:
    pairs = [(g["id_bantuan"], paper) for g in grants for paper in PAPERS if rng.randint(0, 9) < 8]
    return [
        {"id_bantuan": grant, "jenis_dokumen": paper, "ada": _one(rng, "ya", "ya", "ya", "tidak"),
         "tgl": _day(rng, 300, 1300, gaps=5)}
        for grant, paper in pairs
    ]  # fmt: skip


def _audit(rng: Random) -> list[Row]:
    rows = []
    for number in range(rng.randint(0, 4)):
        told = rng.randint(400, 1300)
        report = {
            "no_lhp": f"L{number // 2}",
            "tgl_lhp": day(told),
            "tgl_terima_lhp": _day(rng, told, told + 20),
            "pemeriksa": _one(rng, "BPK", "Inspektorat"),
            "no_temuan": f"T{number}",
            "nilai_rp": _rupiah(rng, 9_000_000),
        }
        rows += [
            report
            | {
                "status": _one(rng, "1", "2", "3", "4"),
                "tgl_tindak_lanjut": _day(rng, told, 1300),
                "nilai_disetor": _rupiah(rng, 9_000_000, gaps=3),
            }
            for _ in range(rng.randint(1, 3))
        ]
    return rows


def _actions(rng: Random) -> list[Row]:
    return [
        {
            "id": f"R{number}",
            "periode": "2024-S1",
            "kab_kota": _one(rng, *PLACES),
            "tenggat": day(rng.randint(600, 1300)),
            "status": _one(rng, "belum", "proses", "selesai", "selesai", "tidak_dilanjutkan"),
            "tgl": _day(rng, 600, 1300, gaps=3),
        }
        for number in range(rng.randint(0, 5))
    ]


def _mentors(rng: Random, names: Sequence[str]) -> list[Row]:
    return [
        {
            "id_pendamping": name,
            "kab_kota": _one(rng, *DISTRICTS, "tarakan"),
            "aktif_dari": day(rng.randint(0, 1100)),
            "aktif_sampai": _day(rng, 300, 1300, gaps=6),
        }
        for name in names
        for _ in range(rng.randint(0, 2))
    ]


def _matches(rng: Random, grants: Sequence[Row]) -> list[Row]:
    return [
        {
            "id_bantuan": _one(rng, *(grant["id_bantuan"] for grant in grants)),
            "jenis": _one(rng, "nik_ganda", "kk_ganda", "dukcapil", "aparatur", "bansos_serupa"),
            "hasil": _one(rng, "bersih", "ditandai", "tidak_diperiksa"),
            "tgl_padan": _day(rng, 300, 1300, gaps=3),
        }
        for _ in range(rng.randint(0, 10) if grants else 0)
    ]


def programme(seed: int) -> dict[str, pd.DataFrame]:
    """Return the cleaned tables of a programme of four years, small or large."""
    rng = Random(seed)
    mentors = ("m1", "m2", "m3")
    names = [f"p{at}" for at in range(_one(rng, 3, 8, 20, 60, 200))]
    owners = [name for name in names for _ in range(_one(rng, 1, 1, 1, 2, 3))]
    grants = [_grant(rng, name, at, mentors) for at, name in enumerate(rng.sample(owners, len(owners)))]
    since = {
        g["id_penerima"]: (date.fromisoformat(g["tgl_serah"]) - FIRST).days for g in grants if g["tgl_serah"]
    }
    visitors = [name for name in names for _ in range(rng.randint(0, 8))]
    rows = {
        "penerima": grants,
        "kunjungan": [_visit(rng, name, at, since.get(name, 400)) for at, name in enumerate(visitors)],
        "anggaran": _budget(rng),
        "dokumen": _papers(rng, grants) if rng.randint(0, 9) else [],
        "tlhp": _audit(rng),
        "rtl": _actions(rng),
        "pendamping": _mentors(rng, mentors),
        "pemadanan": _matches(rng, grants),
    }
    return {name: cleaned(name, rows[name]) for name in TABLES}


def cleaned(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows as a cleaned table; what a row does not state is missing."""
    columns = dataset.columns(name)
    frame = pd.DataFrame([{"urutan": at} | row for at, row in enumerate(rows)], columns=list(columns))
    for column, kind in columns.items():
        if kind.startswith("datetime"):
            frame[column] = pd.to_datetime(frame[column])
    return dataset.conform(frame, name)


def rules(seed: int) -> Rules:
    """Return rules with and without what only the office can settle."""
    rng = Random(seed)
    return Rules(
        report_date=_one(rng, date(2025, 1, 15), date(2025, 7, 15), date(2026, 1, 20)),
        poverty_policy="latest",
        success_level=_one(rng, "bertahan", "berkembang", "graduasi"),
        profit_gain=_one(rng, 0.10, 0.10, 0.0, 0.6, 1.2),
        due_after_days=_one(rng, 30, 30, 0),
        monitor_months=_one(rng, 24, 24, 12),
        valid_modes=_one(rng, ("tatap_muka", "telepon"), ("tatap_muka",)),
        ganti_usaha_aktif=_one(rng, True, True, False),
        max_kriteria_fm=_one(rng, None, 2, 5),
        minimum_contacts=_one(rng, None, 2),
        mentor_load=_one(rng, 1, 10),
        decile_limit=_one(rng, None, 4),
        application_papers=_one(rng, (), ("ktp", "rab")),
        required_papers=MappingProxyType(
            _one(rng, {}, {"uang": ("bukti_transfer", "foto"), "barang": ("bast", "foto")})
        ),
        papers_days=_one(rng, None, 30),
        aid_accounts=MappingProxyType(_one(rng, {}, {"uang": ("5.1.06.01",), "barang": ("5.1.06.02",)})),
        audit_days=MappingProxyType(_one(rng, {}, {"BPK": 60, "Inspektorat": None})),
    )


def reference() -> Reference:
    """Return lines, prices until the autumn of 2024, poor persons and events; some of each too late."""
    lines = [(slug, year, 400_000 + 50_000 * at + 20_000 * (year - 2021), f"{year}-12-31")
             for at, slug in enumerate(DISTRICTS) for year in (2021, 2022, 2023, 2024)
             if (slug, year) != ("malinau", 2021)]  # fmt: skip
    poverty = pd.DataFrame(lines, columns=["wilayah", "tahun", "rupiah", "tanggal_terbit"])
    poor = pd.DataFrame(
        [("provinsi", 2023, 9_000, "2023-12-31"), ("tarakan", 2023, 4_000, "2023-12-31"),
         ("malinau", 2023, 2_000, "2023-12-31"), ("provinsi", 2024, 8_000, "2025-01-02"),
         ("tarakan", 2024, 3_900, "2025-01-02"), ("bulungan", 2025, 1_000, "2025-12-31"),
         ("provinsi", 2025, 7_000, "2025-12-31")],
        columns=["wilayah", "tahun", "jumlah", "tanggal_terbit"],
    )  # fmt: skip
    events = pd.DataFrame(
        [("2024-11-01", "tarakan", None), ("2025-02-01", "bulungan", KECAMATAN["bulungan"]),
         ("2024-05-10", "malinau", None)],
        columns=["tanggal", "kab_kota", "kode_kecamatan"],
    )  # fmt: skip
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)][:-3]
    cpi = pd.DataFrame({"bulan": months, "perubahan": [0.001 * (at % 7) for at in range(len(months))]})
    return Reference(
        pd.DataFrame(),
        pd.DataFrame(),
        _dated(poverty.assign(bulan=3, status="resmi", sumber="uji"), "tanggal_terbit"),
        cpi,
        poor=_dated(poor.assign(bulan=3, status="resmi", sumber="uji"), "tanggal_terbit"),
        events=_dated(events.assign(kode_kecamatan=events["kode_kecamatan"].fillna("")), "tanggal"),
    )


def _dated(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(**{column: pd.to_datetime(frame[column]).astype("datetime64[s]")})
