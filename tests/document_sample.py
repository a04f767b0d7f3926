"""A small document with every kind of block, and its values."""

from __future__ import annotations

from evalhelpers.blocks import Chart, Column, Fact, Heading, Note, Prose, Table, Values
from evalhelpers.catalogue import COLUMNS
from evalhelpers.press.document import Document

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

BLOCKS = (
    Heading("Ringkasan Eksekutif", 1, "ringkasan"),
    Prose((("Usaha ", MET, " dari ", KNOWN, " penerima masih berjalan (", SHARE, ")."), ("Naik ", GAP, "."))),
    Prose((("Butir satu.",), ("Butir dua: ", MET, " orang.")), "list"),
    Heading("Keadaan usaha", 2, "keadaan"),
    Chart("gambar-satu", "Usaha yang masih berjalan", SVG, "Batang: 33 dari 41 penerima (80,5%) masih berjalan.", ("Cara membaca.",), "Sumber: contoh."),
    Table(
        "tabel-satu",
        "Penerima menurut keadaan usaha",
        (Column("Keadaan"), Column("Penerima", True), Column("Persen", True), Column("Keterangan panjang sekali")),
        (("Berjalan", MET, "80,5%", "masih dikunjungi"), ("Berhenti", "8", "19,5%", "–"), ("Jumlah", KNOWN, "100%", "")),
        total=(2,),
        notes=("–: tidak ada angka.",),
        source="Sumber: contoh.",
    ),
    Note("reading", (("Titik ialah angka; garis ialah batas.",),)),
    Note("warning", (("Satu peringatan.",), ("Alinea kedua.",))),
    Heading("Lampiran", 1, "lampiran"),
    Note("method", (("Cara menghitung.",),)),
)  # fmt: skip
DOCUMENT = Document(BLOCKS, VALUES)
