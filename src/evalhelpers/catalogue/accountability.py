"""E: every rupiah, and what became of findings."""

from __future__ import annotations

from collections.abc import Iterator

from evalhelpers.catalogue.model import Indicator, Measure

_CHAIN = (
    ("pagu", "Pagu yang berlaku", "Budget in force"),
    ("sp2d", "SP2D neto", "Paid by the treasury, net"),
    ("sk", "Nilai SK", "Granted by decree"),
    ("disalurkan", "Disalurkan", "Handed over"),
    ("bukti", "Bukti lengkap", "Papers complete"),
    ("terlihat", "Aset terlihat", "Assets seen"),
    ("aktif", "Pada usaha aktif", "In an active business"),
)
_STEPS = {
    "sp2d": ("Pagu ke SP2D", "Budget to treasury", ("disetor_kembali", "belum_waktunya", "sisa")),
    "salur": ("SP2D ke penyaluran", "Treasury to hand-over", ("belum_waktunya", "perlu_penjelasan")),
    "sk": (
        "SK ke penyaluran",
        "Decree to hand-over",
        ("belum_waktunya", "sisa", "perlu_penjelasan", "melebihi_perlu_penjelasan"),
    ),
    "bukti": ("Penyaluran ke bukti", "Hand-over to papers", ("belum_waktunya", "perlu_penjelasan")),
    "terlihat": (
        "Bukti ke aset",
        "Papers to assets",
        ("belum_waktunya", "belum_terpantau", "perlu_penjelasan"),
    ),
    "aktif": (
        "Ke usaha aktif",
        "To an active business",
        ("belum_waktunya", "belum_terpantau", "perlu_penjelasan"),
    ),
}
# A stage of the chain, and the step that leads from it to the next of its branch.
_NEXT = (
    ("pagu", "sp2d"), ("sp2d", "salur"), ("sk", "sk"), ("disalurkan", "bukti"), ("bukti", "terlihat"),
    ("terlihat", "aktif"), ("aktif", ""),
)  # fmt: skip
TO_BE_EXPLAINED = "perlu_penjelasan"
_REASONS = {
    "belum_waktunya": ("belum waktunya", "not yet due"),
    "belum_terpantau": ("belum terpantau", "not monitored"),
    "sisa": ("sisa atau efisiensi", "left over"),
    "disetor_kembali": ("disetor kembali", "returned"),
    "perlu_penjelasan": ("perlu penjelasan", "needs explaining"),
    "melebihi_perlu_penjelasan": (
        "disalurkan melebihi SK, perlu penjelasan",
        "paid above the decree, needs explaining",
    ),
}
_FLAGS = (
    ("nik_ganda", "NIK ganda", "NIK used twice"),
    ("kk_ganda", "KK ganda", "Family card used twice"),
    ("dukcapil", "Tidak padan dengan data Dukcapil", "No match with the civil registry"),
    ("aparatur", "Tercatat sebagai aparatur", "Recorded as a public servant"),
    ("bansos_serupa", "Menerima bantuan serupa", "Receives similar aid"),
    ("meninggal_sebelum_serah", "Meninggal sebelum serah terima", "Died before the hand-over"),
    ("bantuan_ganda", "Dua bantuan dalam satu tahun anggaran", "Two grants in one fiscal year"),
    ("tanpa_sk", "Tanpa nomor SK", "Without a decree's number"),
    ("nilai_beda", "Nilai yang disalurkan berbeda dari nilai SK", "Amount paid differs from the decree"),
)


def rupiah_chain(*, has_assets: bool = True) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the stages of E8 in the order of the rupiah, each with the gaps to the next of its branch.

    Without `has_assets`, as in a district, the chain goes from the papers to active businesses at once.
    """
    for stage, step in _NEXT:
        if has_assets:
            yield stage, _gaps(step)
        elif stage != "terlihat":
            yield stage, _gaps("aktif" if stage == "bukti" else step)


def _gaps(step: str) -> tuple[str, ...]:
    return tuple(f"{step}_{reason}" for reason in _STEPS[step][-1]) if step else ()


INDICATORS = (
    Indicator(
        "E1",
        (Measure("utama", "share", "Serapan anggaran", "Budget absorption"),),
        {"id": "Serapan anggaran", "en": "Budget absorption"},
        {
            "id": "Realisasi SP2D dari 1 Januari sampai akhir periode, dikurangi pengembalian, dibagi pagu yang berlaku; pagu APBD murni dan APBD Perubahan ditampilkan.",
            "en": "Realised spending net of returns over the budget in force.",
        },
        {"id": "realisasi dikurangi pengembalian (Rp)", "en": "spending net of returns (Rp)"},
        {"id": "pagu yang berlaku (Rp)", "en": "budget in force (Rp)"},
        rules=(31,),
        tables=("anggaran",),
        good="up",
        counts="money",
    ),
    Indicator(
        "E2",
        (
            Measure("utama", "share", "Bukti pertanggungjawaban lengkap", "Papers of account complete"),
            Measure(
                "belum_rp", "rp", "Nilai bantuan yang buktinya belum lengkap", "Aid without complete papers"
            ),
        ),
        {"id": "Kelengkapan bukti pertanggungjawaban", "en": "Completeness of the papers of account"},
        {
            "id": "Bantuan yang seluruh dokumen wajibnya ada dibagi bantuan yang sudah disalurkan dan sudah melewati batas waktu bukti (bila batas itu ditetapkan); juga nilai bantuan yang buktinya belum lengkap. Satu-satunya sumber adalah tabel dokumen.",
            "en": "Grants with every required paper over grants handed over and due; rupiah of those without.",
        },
        {"id": "bantuan dengan seluruh bukti", "en": "grants with every paper"},
        {"id": "bantuan yang buktinya sudah harus ada", "en": "grants whose papers are due"},
        rules=(31,),
        tables=("penerima", "dokumen"),
        good="up",
        counts="grants",
    ),
    Indicator(
        "E3",
        (
            Measure(
                "utama",
                "share",
                "Bantuan dengan satu hal atau lebih yang perlu diklarifikasi",
                "Grants with one flag or more",
            ),
            *(Measure(key, "share", id_name, en_name) for key, id_name, en_name in _FLAGS),
            Measure("rp", "rp", "Nilai bantuan yang perlu diklarifikasi", "Aid to be clarified"),
        ),
        {"id": "Hal yang perlu diklarifikasi", "en": "Matters to be clarified"},
        {
            "id": "Untuk setiap hal: bantuan yang ditandai dibagi bantuan yang diperiksa; yang tidak diperiksa disebut dan tidak dihitung bersih. Indikasi, belum merupakan hasil pemeriksaan.",
            "en": "For each matter: grants flagged over grants checked; not checked is told. Indications, no finding of an audit.",
        },
        {"id": "bantuan yang ditandai", "en": "grants flagged"},
        {"id": "bantuan yang diperiksa", "en": "grants checked"},
        rules=(33,),
        tables=("penerima", "pemadanan"),
        good="down",
        counts="grants",
        sensitive=True,
    ),
    Indicator(
        "E4",
        (
            Measure("utama", "share", "Indikasi tidak sesuai peruntukan", "Indication of misuse"),
            Measure("rp", "rp", "Nilai bantuan dengan indikasi tidak sesuai peruntukan", "Aid concerned"),
        ),
        {
            "id": "Indikasi bantuan tidak digunakan sesuai peruntukan",
            "en": "Indication of misuse or transfer",
        },
        {
            "id": "Penerima yang aset bantuannya dijual atau dipindahtangankan, atau yang penyebabnya modal terpakai konsumsi atau alat dijual, dibagi penerima yang asetnya dilihat. Indikasi, belum merupakan hasil pemeriksaan.",
            "en": "Persons whose assets were sold or given away, or whose cause says so, over persons whose assets were seen.",
        },
        {"id": "penerima dengan indikasi itu", "en": "persons with the indication"},
        {"id": "penerima yang asetnya dilihat", "en": "persons whose assets were seen"},
        rules=(10, 11, 33),
        good="down",
        sensitive=True,
    ),
    Indicator(
        "E5",
        (
            Measure("utama", "share", "Rekomendasi pemeriksaan selesai", "Recommendations settled"),
            Measure("lewat_tenggat", "share", "Rekomendasi pemeriksaan lewat tenggat", "Open and overdue"),
            Measure(
                "tidak_dapat",
                "share",
                "Rekomendasi pemeriksaan tidak dapat ditindaklanjuti",
                "Cannot be followed up",
            ),
            Measure("rp", "share", "Nilai temuan yang diselesaikan", "Amount settled"),
        ),
        {"id": "Tindak lanjut hasil pemeriksaan", "en": "Audit follow-up"},
        {
            "id": "Rekomendasi pemeriksaan yang selesai sesuai rekomendasi dibagi seluruhnya tanpa yang tidak dapat ditindaklanjuti; juga yang belum selesai dan lewat tenggat, serta rupiah yang sudah diselesaikan. Keadaan pada akhir periode.",
            "en": "Audit recommendations settled over all that can be followed up; open and overdue; rupiah settled.",
        },
        {"id": "rekomendasi dengan keadaan itu", "en": "recommendations of that state"},
        {"id": "rekomendasi yang dapat ditindaklanjuti", "en": "recommendations that can be followed up"},
        rules=(34,),
        tables=("tlhp",),
        good="up",
        counts="cases",
    ),
    Indicator(
        "E6",
        (Measure("utama", "rp", "Biaya per penerima berhasil", "Cost per successful recipient"),),
        {"id": "Biaya per penerima berhasil", "en": "Cost per successful recipient"},
        {
            "id": "Bantuan yang disalurkan ditambah biaya operasional satu tahun anggaran dibagi penerima tahun itu yang berhasil pada 12 bulan setelah bantuan. Hanya untuk provinsi dan hanya bila keadaan 30 penerima atau lebih diketahui; tidak dihitung bila tidak ada yang berhasil.",
            "en": "Aid handed over plus operational cost of a fiscal year over persons successful at 12 months; 30 or more known.",
        },
        {"id": "bantuan dan biaya operasional (Rp)", "en": "aid and operational cost (Rp)"},
        {"id": "penerima yang berhasil pada 12 bulan", "en": "persons successful at 12 months"},
        rules=(14, 34),
        tables=("penerima", "kunjungan", "anggaran"),
        good="down",
        material=0.10,
    ),
    Indicator(
        "E7",
        (Measure("utama", "share", "Rekomendasi periode lalu selesai", "Earlier recommendations done"),),
        {"id": "Tindak lanjut rekomendasi periode lalu", "en": "Follow-up of our own recommendations"},
        {
            "id": "Tindakan dari laporan sebelumnya yang selesai sampai akhir periode dibagi seluruh tindakan yang tenggatnya sampai akhir periode.",
            "en": "Actions of earlier reports done by the period's end over all whose due day has come.",
        },
        {"id": "tindakan yang selesai", "en": "actions done"},
        {"id": "tindakan yang tenggatnya sudah tiba", "en": "actions due"},
        rules=(34,),
        tables=("rtl",),
        good="up",
        counts="cases",
    ),
    Indicator(
        "E8",
        (
            *(Measure(key, "rp", id_name, en_name) for key, id_name, en_name in _CHAIN),
            *(
                Measure(
                    f"{step}_{reason}",
                    "rp",
                    f"{names[0]}: {_REASONS[reason][0]}",
                    f"{names[1]}: {_REASONS[reason][1]}",
                )
                for step, (*names, reasons) in _STEPS.items()
                for reason in reasons
            ),
        ),
        {"id": "Rantai rupiah", "en": "The chain of rupiah"},
        {
            "id": "Rupiah satu tahun anggaran dari pagu (kabupaten/kota: nilai SK) sampai usaha yang aktif pada akhir periode. Setiap selisih antartahap dirinci menurut alasannya; hanya yang perlu penjelasan merupakan hal yang harus dijawab.",
            "en": "Rupiah of a fiscal year from budget (district: decree) to businesses active at the period's end; each gap by reason.",
        },
        {"id": "–", "en": "–"},
        {"id": "banyaknya bantuan", "en": "number of grants"},
        rules=(31, 32),
        tables=("penerima", "kunjungan", "anggaran", "dokumen"),
        counts="grants",
    ),
)
