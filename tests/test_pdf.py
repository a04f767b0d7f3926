"""The printed report, read back from its bytes: pages, marks, breaks, metadata, words for those who cannot see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import document_sample
import pypdfium2
import pytest
from document_sample import BLOCKS, CHART, DOCUMENT, LETTER, MESSAGE, TABLE, TARGETS, TILES, VALUES
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from evalhelpers.blocks import Block, Chart, Column, Heading, Note, Prose, Table, to_json
from evalhelpers.params import read_project
from evalhelpers.press import gate
from evalhelpers.press.document import Document, findings_json, indicator_csv
from evalhelpers.press.front import Front, front_matter, quality_front
from evalhelpers.press.gate import Forbidden, Rendered
from evalhelpers.press.html import page
from evalhelpers.press.pdf import pdf

ROOT = Path(__file__).parents[1]
SENTENCE = (
    "Sebanyak 33 dari 41 penerima yang keadaannya diketahui usahanya masih berjalan pada akhir periode. "
)
CLOSING = "Demikian laporan ini disampaikan sebagai bahan evaluasi dan pengambilan kebijakan lebih lanjut."


def prose(*texts: str) -> Prose:
    return Prose(tuple((text,) for text in texts))


def rows_table(anchor: str, count: int) -> Table:
    rows = tuple((f"{anchor} baris {at}", str(at), f"Rp{at}.234.567.890") for at in range(1, count + 1))
    columns = (Column("Kelompok"), Column("Penerima", True), Column(f"Nilai {anchor}", True))
    return Table(anchor, f"Rincian {anchor}", columns, rows, source="Sumber: contoh.")


def whole(filler: int) -> Document:
    """Return a report whose parts stand lower by `filler` lines than in the one without."""
    body: list[Block] = [
        LETTER,
        Heading("Ringkasan Eksekutif", 1, "ringkasan"),
        Prose(((SENTENCE,),), "lead"),
        TILES,
        Prose(((SENTENCE,),) * 5, "list"),
        TARGETS,
        Prose((("Kunjungi yang belum terpantau.",),) * 3, "steps"),
        Heading("Bab I Pendahuluan", 1, "bab-1"),
        Prose((("Alas. " * 12,),) * filler),
    ]
    for number in range(1, 5):
        body += [
            Heading(f"Bagian {number}", 2, f"bagian-{number}"),
            Prose(((SENTENCE * 2,),), "lead"),
            replace(CHART, anchor=f"g{number}", caption=f"Gambaran {number}", title=(f"Temuan {number}",)),
            prose(SENTENCE * 3),
            Heading(f"Perincian {number}", 2, f"perincian-{number}"),
            prose("Rincian disajikan berikut ini."),
            rows_table(f"T{number}", 5 + 7 * number),
        ]
    body += [
        Heading("Bab II Penutup", 1, "bab-2"),
        prose(SENTENCE * 2),
        prose(CLOSING),
        Heading("Lampiran", 1, "lampiran"),
        rows_table("L", 90),
    ]
    return Document(tuple(body), VALUES)


FRONT = replace(
    document_sample.FRONT,
    approval=("Laporan ini disusun sebagai bahan evaluasi.", "Dokumen ini masih berstatus konsep."),
    preface=("Puji syukur kami panjatkan.", "Semoga laporan ini bermanfaat."),
)
FILLERS = (0, 5, 11, 17, 23, 29)


@cache
def made(filler: int) -> bytes:
    return pdf(whole(filler), FRONT)


def pages(data: bytes) -> list[str]:
    """Return the text of every page, spaces made plain."""
    document = pypdfium2.PdfDocument(data)
    texts = [sheet.get_textpage().get_text_range().replace("\xa0", " ") for sheet in document]
    document.close()
    return [text.replace("\r\n", "\n") for text in texts]


def body(text: str) -> list[str]:
    """Return the lines of a page between its running head and its foot."""
    outside = ("Evaluasi UEP ·", "KONSEP ·", "TERBATAS –", "Halaman ")
    return [line for line in text.split("\n") if line.strip() and not line.startswith(outside)]


def page_of(data: bytes, text: str) -> int:
    """Return the number (from 1) of the page of the report proper that says a text."""
    found = pages(data)
    start = next(
        at for at, said in enumerate(found) if said.count("Ringkasan Eksekutif") and "DAFTAR" not in said
    )
    return next(at for at, said in enumerate(found, 1) if at > start and text in said)


def ink(data: bytes) -> list[float]:
    """Return the share of each page's field of text down to the last thing printed in it."""
    document = pypdfium2.PdfDocument(data)
    shares = []
    for sheet in document:
        dark = sheet.render(scale=0.5).to_numpy()[..., :3].min(axis=2) < 200
        top, bottom = (int(len(dark) * cm / 29.7) for cm in (2.5, 27.4))
        lines = dark[top:bottom].any(axis=1).nonzero()[0]
        shares.append((lines.max() + 1) / (bottom - top) if len(lines) else 0.0)
    document.close()
    return shares


def tagged(data: bytes, kind: str) -> list[DictionaryObject]:
    """Return the elements of a kind in the structure that a screen reader reads, in its order."""

    def walk(node: object) -> Iterator[DictionaryObject]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, ArrayObject):
            for part in node:
                yield from walk(part)
        elif isinstance(node, DictionaryObject) and "/K" in node:
            if node.get("/S") == kind:
                yield node
            yield from walk(node["/K"])

    return list(walk(PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]))


def bookmarks(data: bytes) -> list[str]:
    def flat(items: list) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from flat(item)
            else:
                yield str(item.title)

    return list(flat(PdfReader(io.BytesIO(data)).outline))


class TestFile:
    def test_it_is_archival_and_accessible_and_says_so(self) -> None:
        told = PdfReader(io.BytesIO(made(0))).trailer["/Root"]["/Metadata"].get_data().decode()
        for said in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
            assert said in told

    def test_its_properties_tell_title_author_state_period_and_place(self) -> None:
        read = PdfReader(io.BytesIO(made(0)))
        assert read.metadata.title == f"[KONSEP] {FRONT.title} – Kota Tarakan, Semester I Tahun 2025"
        assert read.metadata.author == FRONT.office
        assert read.metadata["/Keywords"] == "KONSEP, Semester I Tahun 2025, Kota Tarakan"
        assert read.trailer["/Root"]["/Lang"] == "id-ID"
        assert read.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]

    def test_a_final_report_says_nowhere_that_it_is_a_draft(self) -> None:
        final = replace(FRONT, status="final", marks=(), approval=("Laporan ini disahkan.",))
        data = pdf(whole(0), final)
        assert "KONSEP" not in gate.pdf_text(data)
        assert PdfReader(io.BytesIO(data)).metadata["/Keywords"].startswith("Final")

    def test_its_bookmarks_are_its_headings_in_order(self) -> None:
        headings = [block.text for block in whole(0).blocks if isinstance(block, Heading)]
        before = [
            "Nota Dinas",
            "Lembar Pengesahan",
            "Kata Pengantar",
            "Daftar Isi",
            "Daftar Tabel",
            "Daftar Gambar",
        ]
        assert bookmarks(made(0)) == [*before, *headings]

    def test_its_values_are_attached(self) -> None:
        attached = PdfReader(io.BytesIO(made(0))).attachments
        assert attached["indikator.csv"] == [indicator_csv(VALUES)]

    def test_every_figure_has_words(self) -> None:
        charts = [block for block in whole(0).blocks if isinstance(block, Chart)]
        assert [figure["/Alt"] for figure in tagged(made(0), "/Figure")] == [chart.alt for chart in charts]

    def test_a_header_is_read_once_and_printed_on_every_page_of_its_table(self) -> None:
        tables = [block for block in whole(0).blocks if isinstance(block, Table)]
        assert len(tagged(made(0), "/TH")) == sum(len(table.columns) for table in tables)
        shown = [text for text in pages(made(0)) if "L baris" in text]
        assert len(shown) > 1
        assert all("Nilai L" in text for text in shown)

    def test_every_finding_of_page_and_letter_is_printed_in_order(self) -> None:
        document = Document(BLOCKS, VALUES, MESSAGE)
        files = {"index.html": page(document, FRONT).encode(), "laporan.pdf": pdf(document, FRONT)}
        assert gate.check(Rendered(files, findings_json(document), document), Forbidden()) == ()


class TestPages:
    def test_every_page_is_marked_as_a_draft_and_restricted(self) -> None:
        for text in pages(made(0)):
            assert "KONSEP" in "".join(text.split())
            assert "DATA CONTOH" in text
            assert FRONT.restricted in text

    def test_from_the_cover_on_every_page_tells_the_report_and_its_number(self) -> None:
        letter, cover, *others = texts = pages(made(0))
        assert "Halaman" not in letter + cover
        assert "Evaluasi UEP ·" not in letter + cover
        for number, text in enumerate(others, start=3):
            assert f"Halaman {number} dari {len(texts)}" in text
            assert "Evaluasi UEP · Kota Tarakan · Semester I Tahun 2025" in text

    def test_the_contents_give_the_page_where_each_chapter_and_table_is(self) -> None:
        data = made(11)
        lists = "\n".join(text for text in pages(data) if "DAFTAR" in text)
        for said, sought in (("Bab II Penutup", "Bab II Penutup"), ("Rincian T4", "Tabel 5. Rincian T4")):
            line = next(line for line in lists.split("\n") if said in line)
            assert int(line.split()[-1]) == page_of(data, sought)

    def test_short_lists_share_a_page(self) -> None:
        assert sum("DAFTAR" in text for text in pages(made(0))) == 1

    def test_the_letter_is_one_page_before_the_cover_however_much_it_says(self) -> None:
        for count in (1, 4, 9):
            letter = replace(LETTER, paragraphs=((SENTENCE * 3,),) * count)
            first, cover, *_ = pages(pdf(Document((letter, *whole(0).blocks[1:]), VALUES), FRONT))
            lines = [line.strip() for line in first.split("\n")]
            assert "NOTA DINAS" in lines
            assert "Yth. : Gubernur Kalimantan Utara" in lines
            assert " ".join(first.split()).count("usahanya masih berjalan") == 3 * count
            assert first.count("NIP") == 1
            assert "Tanjung Selor, 15 Juli" not in first
            assert "KategoriIndividu" in "".join(cover.split())

    def test_without_a_letter_the_cover_comes_first(self) -> None:
        assert "NOTA DINAS" not in "".join(pages(pdf(Document(whole(0).blocks[1:], VALUES), FRONT)))

    @pytest.mark.parametrize("findings", [1, 12, 20])
    def test_the_summary_is_one_page(self, findings: int) -> None:
        blocks = list(whole(0).blocks)
        blocks[4] = Prose(((SENTENCE,),) * findings, "list")
        data = pdf(Document(tuple(blocks), VALUES), FRONT)
        assert page_of(data, "Bab I Pendahuluan") == page_of(data, "Ringkasan Eksekutif") + 1

    @pytest.mark.parametrize("findings", [38, 42, 48])
    def test_a_summary_longer_than_a_page_leaves_no_empty_rest(self, findings: int) -> None:
        blocks = list(whole(0).blocks)
        blocks[4] = Prose(((SENTENCE,),) * findings, "list")
        data = pdf(Document(tuple(blocks), VALUES), FRONT)
        end = page_of(data, "Kunjungi yang belum terpantau.")
        assert end > page_of(data, "Ringkasan Eksekutif")
        assert page_of(data, "Bab I Pendahuluan") == end or ink(data)[end - 1] > 0.7

    def test_states_are_marks_beside_their_words(self) -> None:
        colours = replace(FRONT, good="#00FF00", middle="#0000FF", bad="#FF00FF")
        document = pypdfium2.PdfDocument(pdf(Document((TARGETS,), VALUES), colours))
        seen = [sheet.render(scale=2).to_numpy()[..., :3].reshape(-1, 3) for sheet in document]
        for blue_green_red in ((0, 255, 0), (255, 0, 0), (255, 0, 255)):
            assert any((pixels == blue_green_red).all(axis=1).any() for pixels in seen)
        text = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
        assert all(row[-1] in text for row in TARGETS.rows)

    def test_key_figures_stand_side_by_side_each_with_its_words(self) -> None:
        text = " ".join(next(t for t in pages(made(0)) if "Dokumen lengkap" in t).split())
        for tile in TILES.tiles:
            number = tile.number if isinstance(tile.number, str) else tile.number.text
            assert f"{tile.label} {number} " in text
        document = pypdfium2.PdfDocument(made(0))
        sheet = document[page_of(made(0), "Ringkasan Eksekutif") - 1].get_textpage()
        tops = set()
        for tile in TILES.tiles:
            at = sheet.search(tile.label).get_next()
            tops.add(round(sheet.get_charbox(at[0], loose=True)[3]))
        assert len(tops) == 1


@pytest.mark.parametrize("filler", FILLERS)
class TestBreaks:
    def test_no_page_is_nearly_empty_but_the_end_of_a_part(self, filler: int) -> None:
        texts, shares = pages(made(filler)), ink(made(filler))
        ends = [
            at
            for at, text in enumerate(texts)
            if at + 1 == len(texts) or "Lampiran" in body(texts[at + 1])[:1]
        ]
        for at, share in enumerate(shares):
            if at > 5 and at not in ends:
                assert share > 0.6, (at + 1, texts[at])

    def test_no_heading_stands_at_the_foot_of_a_page(self, filler: int) -> None:
        headings = {block.text for block in whole(filler).blocks if isinstance(block, Heading)}
        for text in pages(made(filler)):
            assert body(text)[-1].strip() not in headings

    def test_a_figure_stands_with_its_finding_and_its_caption(self, filler: int) -> None:
        for number in range(1, 5):
            assert page_of(made(filler), f"Temuan {number}") == page_of(made(filler), f"Gambaran {number}")

    def test_a_table_stands_with_its_caption_and_the_sentence_before_it(self, filler: int) -> None:
        for number in range(1, 5):
            first = page_of(made(filler), f"T{number} baris 1")
            assert page_of(made(filler), f"Perincian {number}") == first
            assert first == next(
                at
                for at, text in enumerate(pages(made(filler)), 1)
                if f"Rincian T{number}" in text and "DAFTAR" not in text
            )

    def test_a_short_table_is_not_torn_and_no_page_begins_with_its_last_row(self, filler: int) -> None:
        texts = pages(made(filler))
        for table in (
            block for block in whole(filler).blocks if isinstance(block, Table) and block != TARGETS
        ):
            counts = [text.count(f"{table.anchor} baris ") for text in texts]
            parts = [count for count in counts if count]
            assert sum(parts) == len(table.rows)
            assert len(parts) == 1 or (len(table.rows) > 12 and min(parts) >= 3)

    def test_no_signature_stands_alone(self, filler: int) -> None:
        signed = [text for text in pages(made(filler)) if "Kepala Dinas Sosial" in text and "NIP" in text]
        assert len(signed) == 3
        assert "Mohon arahan." in signed[0]
        assert "Dokumen ini masih berstatus konsep." in signed[1]
        assert CLOSING in " ".join(signed[2].split())

    def test_the_appendix_begins_a_page(self, filler: int) -> None:
        assert body(pages(made(filler))[page_of(made(filler), "L baris 1") - 1])[0] == "Lampiran"


def at_every_height(*blocks: Block) -> Iterator[list[str]]:
    """Return the pages of short reports in which the blocks begin at every line of a page."""
    bare = replace(FRONT, approval=(), preface=())
    for count in range(42):
        filler = Prose((("Alas.",),) * count)
        yield pages(pdf(Document((Heading("Bab", 1, "bab"), filler, *blocks), VALUES), bare))


class TestEveryHeight:
    def test_the_closing_sentence_goes_with_the_signature(self) -> None:
        for texts in at_every_height(prose(SENTENCE * 2, CLOSING)):
            assert CLOSING in " ".join(next(text for text in texts if "NIP" in text).split())

    def test_no_part_of_a_table_has_fewer_than_three_rows(self) -> None:
        torn = 0
        for texts in at_every_height(rows_table("T", 24)):
            parts = [text.count("T baris ") for text in texts if "T baris " in text]
            assert sum(parts) == 24
            assert min(parts) >= 3
            torn += len(parts) - 1
        assert torn

    def test_a_chapter_does_not_begin_at_the_foot_of_a_page(self) -> None:
        for texts in at_every_height(Heading("Bab Baru", 1, "baru"), *(prose(SENTENCE) for _ in range(9))):
            begun = next(text for text in texts if "Bab Baru" in text and "DAFTAR" not in text)
            assert " ".join(begun.partition("Bab Baru")[2].split()).count("masih berjalan") >= 3

    def test_headings_and_the_sentence_before_it_go_with_a_table(self) -> None:
        for texts in at_every_height(Heading("Rincian", 2, "r"), prose("Berikut ini."), rows_table("T", 4)):
            assert "Rincian\nBerikut ini." in next(text for text in texts if "T baris 1" in text)


class TestTables:
    def lines(self, table: Table) -> list[str]:
        data = pdf(Document((Heading("Bab", 1, "bab"), table), VALUES), FRONT)
        return [" ".join(line.split()) for text in pages(data) for line in body(text)]

    def test_no_number_wraps_and_names_keep_their_line_in_a_table_of_many_columns(self) -> None:
        names = ("Kabupaten Bulungan", "Kabupaten Malinau", "Kabupaten Nunukan", "Kabupaten Tana Tidung")
        columns = (
            Column("Kabupaten/kota"),
            Column("Jumlah", True),
            Column("Persen", True),
            Column("Selang kepercayaan 95%", True),
            Column("Batas terendah dan tertinggi yang mungkin", True),
            Column("Terhadap kabupaten/kota lainnya"),
        )
        cells = ("148 dari 155", "87,3%", "82,8%–89,1%", "75,0%–89,1%", "tidak cukup data untuk perbandingan")
        lines = self.lines(Table("t", "Daerah", columns, tuple((name, *cells) for name in names)))
        for name in names:
            assert any(line.startswith(f"{name} {' '.join(cells[:4])}") for line in lines), lines

    def test_words_share_the_room_by_what_they_need(self) -> None:
        columns = (Column("Masalah"), Column("Penanganan"), Column("Banyaknya", True))
        rows = (("Dicocokkan menurut nama dan kabupaten/kota " * 3, "dipakai dengan tanda", "26"),)
        lines = self.lines(Table("t", "Masalah", columns, rows))
        assert any("dipakai dengan tanda 26" in line for line in lines), lines

    def test_a_row_of_text_is_not_torn(self) -> None:
        rows = tuple((f"Butir {at}", f"Awal {at}. " + SENTENCE * 5 + f"Akhir {at}.") for at in range(1, 31))
        data = pdf(Document((Table("t", "Uraian", (Column("Hal"), Column("Isi")), rows),), VALUES), FRONT)
        for text in pages(data):
            assert text.count("Awal ") == text.count("Akhir ")

    @pytest.mark.parametrize("rows", [1, 6])
    def test_what_is_longer_than_a_page_stays_on_the_paper(self, rows: int) -> None:
        long = SENTENCE * (120 // rows)
        told = Table("t", "Uraian", (Column("Hal"), Column("Isi")), (("Butir", long),) * rows)
        drawn = replace(CHART, svg=CHART.svg.replace("0 0 200 60", "0 0 200 4000"))
        notes = Note("warning", ((long,),) * rows)
        letter = replace(LETTER, paragraphs=((long,),) * rows)
        data = pdf(Document((letter, Heading("Bab", 1, "bab"), told, notes, drawn), VALUES), FRONT)
        document = pypdfium2.PdfDocument(data)
        for sheet in document:
            text, foot = sheet.get_textpage(), 1.2 / 29.7 * sheet.get_height()
            lowest = min(
                text.get_charbox(at)[1]
                for at in range(text.count_chars())
                if text.get_text_range(at, 1).strip()
            )
            assert lowest > foot
        printed = " ".join(" ".join(pages(data)).split())
        assert printed.count("usahanya masih berjalan") == 3 * (120 // rows) * rows


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        "blocks",
        [
            (),
            (Heading("Ringkasan Eksekutif", 1, "ringkasan"),),
            (Heading("Ringkasan Eksekutif", 1, "ringkasan"), Heading("Lampiran", 1, "lampiran")),
            (Heading("Lampiran", 1, "lampiran"), prose(SENTENCE)),
            (prose(SENTENCE), Heading("Ringkasan Eksekutif", 1, "ringkasan")),
            (LETTER,),
            (replace(TILES, tiles=()), replace(TABLE, rows=(), total=())),
            (replace(TILES, tiles=TILES.tiles[:1]), replace(TILES, tiles=TILES.tiles[:3])),
        ],
        ids=range(8),
    )
    @pytest.mark.parametrize("bare", [False, True])
    def test_a_document_of_few_parts_is_a_report_too(self, blocks: tuple[Block, ...], bare: bool) -> None:
        front = (
            replace(FRONT, letterhead=(), approval=(), preface=(), marks=(), status="final")
            if bare
            else FRONT
        )
        texts = pages(pdf(Document(blocks, VALUES), front))
        assert "Kota Tarakan" in texts[1 if blocks == (LETTER,) else 0]
        assert len(texts) <= 6

    def test_front_pages_that_are_not_given_are_not_printed(self) -> None:
        text = "".join(pages(pdf(DOCUMENT, replace(FRONT, approval=(), preface=()))))
        assert "LEMBAR PENGESAHAN" not in text
        assert "KATA PENGANTAR" not in text

    def test_lists_of_what_is_not_there_are_not_printed(self) -> None:
        text = "".join(pages(pdf(Document((Heading("Bab", 1, "bab"), prose(SENTENCE)), VALUES), FRONT)))
        assert "DAFTAR ISI" in text
        assert "DAFTAR TABEL" not in text
        assert "DAFTAR GAMBAR" not in text


class TestFrontPages:
    def front(self, slug: str, status: str) -> Front:
        project = read_project(ROOT)
        sheet = project.runs["2025-S1"].model_copy(update={"status": status})
        return front_matter(project, sheet, slug, sample=False, data_to="")

    @pytest.mark.parametrize("slug", ["tarakan", "provinsi"])
    def test_approval_and_foreword_name_place_and_period_and_nothing_unfilled(self, slug: str) -> None:
        front = self.front(slug, "draft")
        for texts in (front.approval, front.preface):
            assert f"di {front.place} untuk {front.period}" in texts[0]
            assert not any("{" in text or "  " in text for text in texts)
            assert all(text.endswith(".") for text in texts)

    def test_a_draft_is_not_said_to_be_approved(self) -> None:
        assert "belum disahkan" in " ".join(self.front("tarakan", "draft").approval)
        final = " ".join(self.front("tarakan", "final").approval)
        assert "konsep" not in final
        assert "setelah lembar ini ditandatangani" in final

    def test_a_page_on_the_quality_of_data_has_neither(self) -> None:
        front = quality_front(self.front("tarakan", "draft"))
        assert front.approval == front.preface == ()


def test_printing_loses_no_word_of_any_block() -> None:
    text = "".join("".join(pages(pdf(DOCUMENT, FRONT))).split())

    def said(value: object, key: str = "") -> Iterator[str]:
        if isinstance(value, str) and key not in (
            "block",
            "anchor",
            "svg",
            "alt",
            "id",
            "value",
            "form",
            "kind",
            "state",
        ):
            yield value
        elif isinstance(value, dict):
            for name, part in value.items():
                yield from said(part, name)
        elif isinstance(value, list | tuple) and key != "states":
            for part in value:
                yield from said(part, key)

    printed = to_json(tuple(DOCUMENT.printed))["blocks"]
    for piece in said(printed):
        assert "".join(piece.split()).casefold() in text.casefold(), piece
