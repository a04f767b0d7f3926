"""A small site as a run leaves it: two periods, and reports of every state, from documents of the sample."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from document_sample import DOCUMENT, VALUES

from evalhelpers.blocks import Block, Chart, Column, Fact, Heading, Letter, Prose, Table, Tiles, Values
from evalhelpers.params import Project, read_project
from evalhelpers.press import manifest
from evalhelpers.press.document import Document
from evalhelpers.press.front import front_matter, quality_front
from evalhelpers.press.html import page
from evalhelpers.press.site import write_index

ROOT = Path(__file__).parents[1]
OLD, NEW = "2024-S2", "2025-S1"
WORD = "kata" * 500
LONG = "Median perubahan laba bersih sebulan (persen), termasuk usaha yang berhenti permanen"
WIDE = Table(
    "tabel-lebar",
    "Enam kolom angka",
    (Column("Ukuran"), *(Column(f"Batas terendah dan tertinggi {n}", True) for n in range(5))),
    tuple((LONG, "168 dari 206", "81,6%", "71,5%–83,8%", "Rp213.700.000", "29") for _ in range(12)),
    total=(11,),
)
ROWS = Table(
    "tabel-panjang",
    "Empat puluh baris",
    (Column("Masalah"), Column("Keterangan"), Column("Banyaknya", True)),
    tuple((f"mulai{n} {LONG}", f"{LONG} {LONG} akhir{n}", "1") for n in range(40)),
)
LONE = Table("tabel-kata", WORD, (Column("A"), Column("B", True), Column(WORD)), (("x", WORD, "y"),))
TINY = (
    Heading("Ringkasan Eksekutif", 1, "ringkasan"),
    Prose((("Dari 4 penerima, 3 usahanya masih berjalan.",),), "lead"),
    Heading("Lampiran", 1, "lampiran"),
    Table("asal", "Asal data", (Column("Hal"), Column("Isi")), (("Periode", "Semester I\nTahun 2025"),)),
)
EMPTY = (Heading("Ringkasan Eksekutif", 1, "ringkasan"), Prose((("Belum ada kunjungan pada periode ini.",),)))


def documents() -> dict[str, Document]:
    """Return a document by slug: a long one, one with a letter's worth of everything, a tiny and an empty one."""
    long = (*DOCUMENT.blocks, WIDE, ROWS, LONE, Heading(WORD, 2, "panjang"), Prose(((WORD,),)))
    plain = tuple(block for block in DOCUMENT.blocks if not isinstance(block, Letter))
    made: dict[str, tuple[Block, ...]] = {
        "provinsi": long,
        "tarakan": plain,
        "tana-tidung": TINY,
        "malinau": EMPTY,
    }
    return {slug: Document(blocks, VALUES) for slug, blocks in made.items()}


def dated(document: Document, period: str, met: str) -> Document:
    """Return a document as if of another period, with another count of those whose business runs."""

    def fact(span: Any) -> Any:
        if not isinstance(span, Fact):
            return span
        value, text = (met, met) if span.id.endswith("/numerator") else (span.value, span.text)
        return Fact(span.id.replace(NEW, period), value, text)

    tiles = tuple(
        replace(
            block,
            tiles=tuple(
                replace(tile, number=fact(tile.number), detail=tuple(map(fact, tile.detail)))
                for tile in block.tiles
            ),
        )
        for block in document.blocks
        if isinstance(block, Tiles)
    )
    return Document((TINY[0], *tiles), Values(VALUES.columns, ()))


def project() -> Project:
    """Return the project whose names and colours the pages carry."""
    return read_project(ROOT)


def make(place: Path) -> Path:
    """Write the site and a page on data quality beside it; return the site's folder."""
    site, known, made = place / "site", project(), documents()
    old = {slug: dated(made[slug], OLD, "30") for slug in ("provinsi", "tarakan")}
    for code, found, status in ((OLD, old, "final"), (NEW, made, "draft")):
        sheet = known.runs[code].model_copy(update={"status": status})
        reports: dict[str, Any] = {}
        for slug, document in found.items():
            both = slug in old
            front = front_matter(
                known,
                sheet,
                slug,
                sample=True,
                data_to="2025-06-20",
                previous=OLD if both and code == NEW else "",
                following=NEW if both and code == OLD else "",
            )
            folder = site / code / slug
            folder.mkdir(parents=True)
            files = {
                "index.html": page(document, front).encode(),
                "laporan.pdf": b"%PDF",
                "indikator.csv": b"code\n",
            }
            for name, data in files.items():
                (folder / name).write_bytes(data)
            reports[slug] = {
                "status": "ok",
                "data_to": "2025-06-20",
                "files": {name: {"bytes": len(data), "sha256": ""} for name, data in files.items()},
                "tiles": document.tiles,
            }
            if slug == "tarakan" and code == NEW:
                pictures = tuple(b for b in document.blocks if not isinstance(b, Chart))
                text = page(Document(pictures, VALUES), quality_front(front), links=False, has_pdf=False)
                (place / "mutu.html").write_text(text, encoding="utf-8")
        if code == NEW:
            reports["tana-tidung"]["status"] = "old"
            reports["nunukan"] = {"status": "missing", "data_to": "", "files": {}, "tiles": []}
        value = {
            "period": code,
            "run_sheet": sheet.model_dump(mode="json"),
            "sample": True,
            "reports": reports,
        }
        manifest.write(site / code, value)
    write_index(site, known)
    return site


def tile(**fields: Any) -> dict[str, Any]:
    """Return a key figure as a manifest keeps it."""
    from evalhelpers.blocks import Tile

    return asdict(Tile(**fields))
