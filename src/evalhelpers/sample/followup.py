"""The truth about audit findings, action plans and matchings: the tables `tlhp`, `rtl`, `pemadanan`."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from evalhelpers.sample.setting import stream

_REPORTS = (
    # number, date, received, auditor, finding, what, rupiah, recommendation
    ("700/112/ITPROV/2024", date(2024, 2, 26), date(2024, 3, 4), "Inspektorat", "T.01",
     "Bukti penggunaan bantuan belum lengkap", 14_500_000, "Melengkapi nota dan LPJ"),
    ("700/215/ITPROV/2024", date(2024, 7, 15), date(2024, 7, 19), "Inspektorat", "T.01",
     "Bantuan dibayarkan kepada penerima yang sudah dicoret", 3_000_000, "Menyetor kembali ke kas daerah"),
    ("21.A/LHP/XIX.TJS/05/2024", date(2024, 5, 20), date(2024, 5, 27), "BPK", "2.1",
     "Laporan pendampingan belum tertib", 0, "Menetapkan jadwal laporan pendamping"),
    ("700/087/ITPROV/2025", date(2025, 2, 17), date(2025, 2, 24), "Inspektorat", "T.01",
     "BAST barang tidak bertanggal", 6_000_000, "Melengkapi BAST"),
    ("700/087/ITPROV/2025", date(2025, 2, 17), date(2025, 2, 24), "Inspektorat", "T.02",
     "Penerima pindah domisili belum dimutakhirkan", 0, "Memutakhirkan daftar penerima"),
)  # fmt: skip
# Report and finding (index above), day, status, rupiah settled, evidence.
_STEPS = (
    (0, date(2024, 4, 22), "2", 6_000_000, "Nota dan LPJ sebagian"),
    (0, date(2024, 9, 10), "1", 14_500_000, "Nota dan LPJ lengkap"),
    (1, date(2024, 8, 14), "1", 3_000_000, "STS 14 Agustus 2024"),
    (2, date(2024, 7, 15), "1", 0, "Surat edaran jadwal laporan"),
    (3, date(2025, 4, 14), "2", 2_500_000, "BAST sebagian"),
    (4, date(2025, 10, 6), "1", 0, "Berita acara pemutakhiran"),
)
_HEAD, _KAB = "Kepala Bidang", "Dinas Sosial Kabupaten"
# Report period, district, action, who, due, status, day of the status.
_ACTIONS = (
    ("2024-S1", None, "Menyusun jadwal kunjungan per kecamatan", _HEAD, date(2024, 9, 30),
     "selesai", date(2024, 9, 18)),
    ("2024-S1", "malinau", "Mengisi kekosongan pendamping", _HEAD, date(2024, 10, 31),
     "selesai", date(2024, 11, 20)),
    ("2024-S1", "nunukan", "Pelatihan pascapanen rumput laut", _KAB, date(2024, 11, 30),
     "selesai", date(2024, 11, 12)),
    ("2024-S2", None, "Melengkapi LPJ penerima tahun 2024", _HEAD, date(2025, 3, 31),
     "selesai", date(2025, 3, 27)),
    ("2024-S2", "malinau", "Vaksinasi ternak bersama dinas peternakan", _KAB, date(2025, 4, 30),
     "proses", date(2025, 4, 28)),
    ("2024-S2", "tana-tidung", "Kunjungan susulan penerima yang belum terpantau", _KAB, date(2025, 5, 31),
     "selesai", date(2025, 5, 9)),
    ("2025-S1", None, "Pelatihan pembukuan sederhana", _HEAD, date(2025, 10, 31),
     "selesai", date(2025, 10, 14)),
    ("2025-S1", "tarakan", "Temu usaha dengan koperasi", "Dinas Sosial Kota", date(2025, 11, 30),
     "proses", date(2025, 11, 24)),
    ("2025-S1", "bulungan", "Pindah lokasi lapak yang sepi", _KAB, date(2025, 12, 31),
     "tidak_dilanjutkan", date(2025, 12, 8)),
    ("2025-S2", None, "Menyusun jadwal kunjungan 2026", _HEAD, date(2026, 2, 27), "belum", None),
)  # fmt: skip

# The register that each kind of matching is held against, and the share of grants found there.
_REGISTERS = {
    "nik_ganda": ("Register UEP", 0.004),
    "kk_ganda": ("Register UEP", 0.006),
    "dukcapil": ("SIAK Dukcapil", 0.008),
    "aparatur": ("Data ASN BKD", 0.006),
    "bansos_serupa": ("SIKS-NG", 0.03),
}
# What is matched, and from which year on; two districts have never had it done.
MATCHED = {
    "bulungan": tuple(_REGISTERS),
    "nunukan": ("nik_ganda", "dukcapil"),
    "tarakan": ("nik_ganda", "kk_ganda", "dukcapil", "bansos_serupa"),
}
_MATCHED_FROM = 2023


def audit() -> pd.DataFrame:
    """Return the history of follow-up, one row per step; a finding without a step has one open row."""
    rows = []
    for index, (number, day, received, auditor, finding, what, rupiah, advice) in enumerate(_REPORTS):
        steps: list[tuple[date | None, str, int | None, str | None]]
        steps = [step[1:] for step in _STEPS if step[0] == index] or [(None, "3", None, None)]
        for when, status, settled, proof in steps:
            rows.append(
                (number, day, received, auditor, finding, what, rupiah, advice, status, when, proof, settled)
            )
    columns = ["no_lhp", "tgl_lhp", "tgl_terima_lhp", "pemeriksa", "no_temuan", "uraian", "nilai_rp",
               "rekomendasi", "status", "tgl_tindak_lanjut", "bukti", "nilai_disetor"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    dates = dict.fromkeys(["tgl_lhp", "tgl_terima_lhp", "tgl_tindak_lanjut"], "datetime64[s]")
    return frame.astype({**dates, "nilai_rp": "Int64", "nilai_disetor": "Int64"})


def actions(slugs: tuple[str, ...]) -> pd.DataFrame:
    """Return the action plans of earlier reports, those of districts that take part."""
    kept = [row for row in _ACTIONS if row[1] is None or row[1] in slugs]
    columns = ["periode", "kab_kota", "tindakan", "penanggung_jawab", "tenggat", "status", "tgl"]
    frame = pd.DataFrame(kept, columns=columns).astype({"tenggat": "datetime64[s]", "tgl": "datetime64[s]"})
    frame["bukti"] = pd.Series("Laporan kegiatan", index=frame.index, dtype="str").where(
        frame["status"] == "selesai"
    )
    frame.insert(0, "id", [f"RTL-{n:03d}" for n in range(1, len(frame) + 1)])
    return frame


def matchings(grants: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return one row per grant and kind of matching, where its district has it done.

    A decree is matched as a whole, some weeks after its day; here and there the answer never came.
    """
    rng = stream(seed, "matchings")
    parts = []
    for district, kinds in MATCHED.items():
        mine = grants[(grants["kab_kota"] == district) & (grants["tahun_anggaran"] >= _MATCHED_FROM)]
        wait = {day: int(rng.integers(10, 25)) for day in mine["tgl_sk"].unique()}
        for kind in kinds:
            register, share = _REGISTERS[kind]
            draw = rng.random(len(mine))
            parts.append(
                pd.DataFrame(
                    {
                        "id_bantuan": mine["id_bantuan"],
                        "jenis": kind,
                        "hasil": np.select(
                            [draw < share, draw < share + 0.03], ["ditandai", "tidak_diperiksa"], "bersih"
                        ),
                        "tgl_padan": mine["tgl_sk"] + pd.to_timedelta(mine["tgl_sk"].map(wait), unit="D"),
                        "sumber": register,
                    }
                )
            )
    found = pd.concat(parts).sort_values("id_bantuan", kind="stable", ignore_index=True)
    return found.astype({"tgl_padan": "datetime64[s]"})
