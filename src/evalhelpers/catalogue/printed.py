"""The catalogue as a page of the documentation, and the names of its units."""

from __future__ import annotations

from collections.abc import Iterable

from evalhelpers.catalogue.model import Indicator

NOT_COUNTED = "–"  # stands for the numerator of a figure that is no share
UNIT_NAMES = {
    "share": {"id": "persen", "en": "per cent"},
    "rp": {"id": "rupiah", "en": "rupiah"},
    "persons": {"id": "orang", "en": "persons"},
    "probability": {"id": "persen (peluang)", "en": "per cent (probability)"},
    "criteria": {"id": "banyaknya kriteria", "en": "number of criteria"},
    "contacts": {"id": "kali", "en": "times"},
    "days": {"id": "hari", "en": "days"},
}
_FAMILIES = {
    "A": "Penyaluran, sasaran, pemantauan, dan pendampingan",
    "B": "Keadaan dan perkembangan usaha",
    "C": "Kegagalan, penyebab, dan pemulihan",
    "D": "Kesejahteraan (proksi)",
    "E": "Pertanggungjawaban rupiah dan tindak lanjut",
}
_GOOD = {"up": "makin tinggi makin baik", "down": "makin rendah makin baik", "none": "tidak ada"}
_OPENING = """# Indikator

Apa arti setiap indikator dalam laporan. Angkanya ada pada `indikator.csv`: kolom `code` dan `measure` memuat kode dan ukuran di bawah ini.
Cara menghitung setiap nilai, baris demi baris, ada pada [values.md](values.md). Nomor aturan ialah nomor aturan metode evaluasi. Beda
terkecil ialah selisih terkecil yang layak disebut naik atau turun; di bawahnya perubahan tidak disebut.

Halaman ini dibuat dari katalog oleh `python -m evalhelpers.catalogue docs/indikator.md`; ubah katalognya, bukan halaman ini.
"""


def units(indicator: Indicator, language: str = "id") -> str:
    """Return the units of an indicator's measures, each once: "persen, rupiah"."""
    names = [UNIT_NAMES[unit][language] for unit in indicator.units.values()]
    return ", ".join(dict.fromkeys(names))


def page(indicators: Iterable[Indicator]) -> str:
    """Return the catalogue as Markdown, in Indonesian."""
    parts, family = [_OPENING], ""
    for one in indicators:
        if one.code[0] != family:
            family = one.code[0]
            parts.append(f"## {family}. {_FAMILIES[family]}\n")
        parts.append(_indicator(one))
    return "\n".join(parts)


def _indicator(one: Indicator) -> str:
    facts = [
        ("Pembilang", one.numerator["id"]),
        ("Penyebut", one.denominator["id"]),
        ("Arah yang baik", _GOOD[one.good]),
        ("Beda terkecil", _material(one)),
        ("Aturan", ", ".join(map(str, one.rules))),
        ("Tabel sumber", ", ".join(f"`{table}`" for table in one.tables)),
    ]
    if one.sensitive:
        facts.append(("Angka kecil", "sel kecil menurut kabupaten/kota atau lebih kecil disembunyikan"))
    measures = [f"| `{m.key}` | {m.id} | {UNIT_NAMES[m.unit]['id']} |" for m in one.measures]
    lines = [
        f"### {one.code} {one.name['id']}", "",
        one.definition["id"], "",
        *(f"- {name}: {text}" for name, text in facts if text and text != NOT_COUNTED), "",
        "| Ukuran | Nama | Satuan |", "| --- | --- | --- |", *measures, "",
    ]  # fmt: skip
    return "\n".join(lines)


def _material(one: Indicator) -> str:
    if one.good == "none":
        return ""
    kinds = set(one.units.values())
    size = f"{one.material * 100:g}".replace(".", ",")
    if "criteria" in kinds:
        return f"{one.material:g}".replace(".", ",") + " kriteria"
    return f"{size} persen poin" if kinds & {"share", "probability"} else f"{size} persen dari nilai semula"
