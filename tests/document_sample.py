"""A small document with every kind of block, and its values."""

from __future__ import annotations

from evalhelpers.blocks import (
    Chart,
    Column,
    Fact,
    Heading,
    Letter,
    Message,
    Note,
    Prose,
    Table,
    Tile,
    Tiles,
    Values,
)
from evalhelpers.catalogue import COLUMNS
from evalhelpers.press.document import Document
from evalhelpers.press.front import Front

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><rect x="0" y="10" width="150" height="20" '
    'fill="#0B5A8A"/><path d="M0 40L200 40" stroke="#1b1f24"/></svg>'
)


def row(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in COLUMNS)


B1 = {
    "code": "B1",
    "measure": "utama",
    "district": "tarakan",
    "period": "2025-S1",
    "group": "semua",
    "unit": "share",
}
VALUES = Values(
    COLUMNS,
    (
        row(**B1, value="0.8048780488", numerator="33", denominator="41", missing="7", bound_low="0.6875", bound_high="0.8333333333"),
        row(**{**B1, "code": "D1"}, denominator="41", missing="7"),
    ),
    {"B1.utama/semua/2025-S1/gap": "0.0512"},
)  # fmt: skip
SHARE = Fact("B1.utama/semua/2025-S1/value", "0.8048780488", "80,5 persen")
MET = Fact("B1.utama/semua/2025-S1/numerator", "33", "33")
KNOWN = Fact("B1.utama/semua/2025-S1/denominator", "41", "41")
GAP = Fact("B1.utama/semua/2025-S1/gap", "0.0512", "5,1 persen poin")

CHART = Chart(
    "gambar-satu",
    "Usaha yang masih berjalan",
    SVG,
    "Batang: 33 dari 41 penerima (80,5%) masih berjalan.",
    ("Cara membaca.",),
    "Sumber: contoh.",
    title=("Usaha ", MET, " dari ", KNOWN, " penerima masih berjalan"),
)
TABLE = Table(
    "tabel-satu",
    "Penerima menurut keadaan usaha",
    (Column("Keadaan"), Column("Penerima", True), Column("Persen", True), Column("Keterangan panjang sekali")),
    (("Berjalan", MET, "80,5%", "masih dikunjungi"), ("Berhenti", "8", "19,5%", "–"), ("Jumlah", KNOWN, "100%", "")),
    total=(2,),
    notes=("–: tidak ada angka.",),
    source="Sumber: contoh.",
)  # fmt: skip
TARGETS = Table(
    "tabel-target",
    "Capaian terhadap target",
    (Column("Indikator"), Column("Capaian", True), Column("Target", True), Column("Keadaan")),
    (
        ("Usaha masih berjalan", SHARE, "75,0%", "belum dapat dipastikan"),
        ("Kunjungan", "85,4%", "80,0%", "tercapai"),
        ("Dokumen lengkap", "41,0%", "90,0%", "belum tercapai"),
        ("Laba meningkat", "–", "–", "target belum ditetapkan"),
    ),
    states=("middle", "good", "bad", ""),
)
TILES = Tiles(
    (
        Tile("Usaha masih berjalan", SHARE, (MET, " dari ", KNOWN, " penerima yang diketahui"), "middle"),
        Tile("Dikunjungi", "41", ("dari 48 penerima; target tercapai",), "good"),
        Tile("Dokumen lengkap", "41,0 persen", ("16 dari 39 bantuan; target belum tercapai",), "bad"),
        Tile("Laba meningkat", "19", ("dari 41 penerima; target belum ditetapkan",)),
    )
)
LETTER = Letter(
    "nota-dinas",
    "Nota Dinas",
    (
        ("Yth.", "Gubernur Kalimantan Utara"),
        ("melalui", "Sekretaris Daerah"),
        ("Dari", "Kepala Dinas Sosial"),
        ("Tembusan", "Inspektur"),
        ("Nomor", "belum ditetapkan"),
        ("Tanggal", "31 Juli 2025"),
        ("Sifat", "Terbatas"),
        ("Lampiran", "1 (satu) berkas"),
        ("Hal", "Laporan Evaluasi Bantuan UEP Kategori Individu Semester I Tahun 2025"),
    ),
    (("Bersama ini disampaikan bahwa usaha ", MET, " dari ", KNOWN, " penerima masih berjalan."), ("Mohon arahan.",)),
)  # fmt: skip
MESSAGE = Message(
    (("Laporan UEP Semester I Tahun 2025.",), ("Usaha ", MET, " dari ", KNOWN, " penerima masih berjalan."))
)

BLOCKS = (
    Heading("Ringkasan Eksekutif", 1, "ringkasan"),
    Prose((("Usaha ", MET, " dari ", KNOWN, " penerima masih berjalan (", SHARE, ")."), ("Naik ", GAP, "."))),
    Prose((("Butir satu.",), ("Butir dua: ", MET, " orang.")), "list"),
    Heading("Keadaan usaha", 2, "keadaan"),
    CHART,
    TABLE,
    Note("reading", (("Titik ialah angka; garis ialah batas.",),)),
    Note("warning", (("Satu peringatan.",), ("Alinea kedua.",))),
    Heading("Hal yang perlu diputuskan", 1, "keputusan"),
    Prose(
        (
            (
                "Tiga tindakan paling mendesak bagi ",
                KNOWN,
                " penerima.",
            ),
        ),
        "lead",
    ),
    TILES,
    TARGETS,
    Prose((("Kunjungi yang belum terpantau.",), ("Lengkapi dokumen ", MET, " penerima.")), "steps"),
    LETTER,
    Heading("Lampiran", 1, "lampiran"),
    Note("method", (("Cara menghitung.",),)),
)
DOCUMENT = Document(BLOCKS, VALUES)

FRONT = Front(
    language="id",
    title="Laporan Evaluasi Bantuan Usaha Ekonomi Produktif (UEP) Kategori Individu",
    place="Kota Tarakan",
    period="Semester I Tahun 2025",
    period_code="2025-S1",
    letterhead=("PEMERINTAH PROVINSI KALIMANTAN UTARA", "DINAS SOSIAL"),
    office="Dinas Sosial Provinsi Kalimantan Utara",
    marks=("KONSEP", "DATA CONTOH – bukan data sebenarnya"),
    restricted="TERBATAS – untuk pimpinan, tidak untuk disebarluaskan",
    report_date="2025-07-15",
    report_number="Nomor: belum ditetapkan",
    signature=("Tanjung Selor, 15 Juli 2025", "Kepala Dinas Sosial", "", "", ""),
    accent="#0B5A8A",
)
