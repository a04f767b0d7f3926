"""One document model, three files: page, PDF and CSV; hostile text is only text."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from document_sample import BLOCKS, CHART, DOCUMENT, MESSAGE, TABLE, VALUES
from pypdf import PdfReader

from evalhelpers.blocks import MIME, VERSION, Chart, Column, Fact, Heading, Prose, Table, from_json, to_json
from evalhelpers.blocks.html import clean, contents, fragment
from evalhelpers.errors import ReportError
from evalhelpers.params import read_project
from evalhelpers.press import gate
from evalhelpers.press.document import Document, findings_json, indicator_csv, read
from evalhelpers.press.exporters import ReportHTML, ReportPDF
from evalhelpers.press.front import Front, front_matter
from evalhelpers.press.gate import Forbidden, Rendered
from evalhelpers.press.html import page
from evalhelpers.press.pdf import _UNSET, pdf

ROOT = Path(__file__).parents[1]
HOSTILE = [
    "<script>alert(1)</script>",
    '#import "@preview/x:1.0.0": *',
    "]#panic()[",
    "$ x^2 $ `raw` *bold* _it_ <label> @ref",
    "{{ 7*7 }} {% raw %}",
    "a\u202eb\u0007c",
    "\ud800 \ufdd0 中文 😀 العربية ",
    '=HYPERLINK("http")',
    "kata" * 2500,
    "'\"&<>\\",
]


def notebook(*outputs: dict) -> nbformat.NotebookNode:
    cells = [
        nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("display_data", data)])
        for data in outputs
    ]
    return nbformat.v4.new_notebook(cells=cells)


def rendered(front: Front, document: Document = DOCUMENT) -> Rendered:
    files = {
        "index.html": page(document, front).encode(),
        "laporan.pdf": pdf(document, front),
        "indikator.csv": indicator_csv(document.values),
    }
    return Rendered(files, findings_json(document), document)


def test_blocks_survive_json() -> None:
    assert from_json(json.loads(json.dumps(to_json((*BLOCKS, MESSAGE, VALUES))))) == (
        *BLOCKS,
        MESSAGE,
        VALUES,
    )


def test_a_document_of_another_version_is_refused() -> None:
    with pytest.raises(ReportError, match="versi"):
        from_json({"version": 0, "blocks": []})
    with pytest.raises(ReportError, match="tidak dikenal"):
        from_json({"version": VERSION, "blocks": [{"block": "video"}]})


def test_the_document_is_read_from_the_outputs_in_order() -> None:
    nb = notebook({MIME: to_json(BLOCKS)}, {"text/html": "<p>pratinjau</p>"}, {MIME: to_json((VALUES,))})
    assert read(nb) == DOCUMENT


def test_a_notebook_without_values_or_with_a_failed_cell_is_no_report() -> None:
    with pytest.raises(ReportError, match="tepat satu tabel nilai"):
        read(notebook({MIME: to_json(BLOCKS)}))
    nb = notebook({MIME: to_json((*BLOCKS, VALUES))})
    nb.cells[0].outputs.append(nbformat.v4.new_output("error", ename="KeyError", evalue="'x'", traceback=[]))
    with pytest.raises(ReportError, match="Sel 1 notebook gagal: KeyError"):
        read(nb)


def test_tables_have_captions_and_both_kinds_of_header() -> None:
    html = fragment(BLOCKS)
    assert '<th scope="row">Berjalan</th>' in html
    assert html.count('scope="col"') == 8
    assert "<b>Tabel 1.</b> Penerima menurut keadaan usaha</span></caption>" in html
    assert "<b>Gambar 1.</b>" in html


def test_no_address_stands_twice_in_a_page() -> None:
    html = fragment((Heading("Bab", 1, "a"), Heading("Bagian", 2, "a"), replace(TABLE, anchor="a")))
    assert re.findall(r' id="([^"]+)"', html) == ["a", "a-2", "a-3", "a-3-judul"]


def test_two_columns_of_text_can_be_read_one_below_the_other_on_a_phone() -> None:
    pairs = Table("a", "Asal", (Column("Hal"), Column("Isi")), (("Satu", "dua\ntiga"),))
    assert '<table class="pairs">' in fragment((pairs,))
    assert "<td>dua\ntiga</td>" in fragment((pairs,))
    assert "pairs" not in fragment(BLOCKS)


def test_notes_and_source_stand_in_one_paragraph() -> None:
    assert '<p class="small">–: tidak ada angka.<br>Sumber: contoh.</p>' in fragment(BLOCKS)
    assert "small" not in fragment((replace(TABLE, notes=(), source=""),))


def test_tables_of_numbers_stay_tables_on_a_phone_and_rows_with_texts_become_cards() -> None:
    numbers = Table(
        "a", "Angka", (Column("Wilayah"), Column("Jumlah", True), Column("Persen", True)), (("x", "1", "2"),)
    )
    assert '<table class="side">' in fragment((numbers,))
    longer = replace(numbers, rows=(("Median perubahan laba bersih sebulan", "1", "2"),))
    assert '<table class="side long">' in fragment((longer,))
    texts = replace(numbers, columns=(*numbers.columns[:2], Column("Ket'\"<;}")))
    named = r"--c2:'Jumlah';--c3:'Ket\27 \22 \3c \3b \7d '"
    assert f'<table class="cards" style="{named}">' in fragment((texts,))


def test_key_figures_letter_lead_and_steps_have_their_form() -> None:
    html = fragment(BLOCKS)
    assert '<li class="middle"><span>Usaha masih berjalan</span><b><data value="0.8048780488"' in html
    assert html.count('<ul class="tiles">') == 1
    assert '<p class="lead">Tiga tindakan' in html
    assert "<ol><li>Kunjungi yang belum terpantau.</li>" in html
    assert "<div><dt>Yth.</dt><dd>Gubernur Kalimantan Utara</dd></div>" in html
    assert html.index('<p class="finding">Usaha <data') < html.index("<svg") < html.index("<b>Gambar 1.</b>")
    assert '<tr class="bad"><th scope="row">Dokumen lengkap</th>' in html
    assert '<tr><th scope="row">Laba meningkat</th>' in html


def test_the_letter_is_signed_and_so_is_the_report(front: Front) -> None:
    html = page(DOCUMENT, front, has_pdf=False)
    letter = html.partition('<section class="letter"')[2].partition("</section>")[0]
    assert letter.count("NIP") == 1
    assert html.count("NIP") == 2


def test_contents_lead_to_chapters_and_sections(front: Front) -> None:
    again = (*BLOCKS, Heading("Keadaan usaha", 2, "keadaan"))
    assert [(e.text, e.anchor, len(e.below)) for e in contents(again)] == [
        ("Ringkasan Eksekutif", "ringkasan", 1),
        ("Hal yang perlu diputuskan", "keputusan", 0),
        ("Nota Dinas", "nota-dinas", 0),
        ("Lampiran", "lampiran", 1),
    ]
    assert contents(again)[-1].below[0].anchor == "keadaan-2"
    for has_pdf in (True, False):
        html = page(Document(again, VALUES), front, has_pdf=has_pdf)
        addresses = re.findall(r'href="#([^"]+)"', html)
        assert "keadaan-2" in addresses
        assert ("nota-dinas" in addresses) is not has_pdf
        assert all(f' id="{address}"' in html for address in addresses)


def test_a_page_leaves_to_the_pdf_what_is_for_print_and_keeps_the_numbers_of_its_tables(front: Front) -> None:
    long = replace(TABLE, caption="Rincian", print_only=True)
    blocks = (TABLE, Heading("Rinci", 1, "rinci"), long, long, Heading("Lain", 1, "lain"), TABLE)
    beside, alone = (page(Document(blocks, VALUES), front, has_pdf=has_pdf) for has_pdf in (True, False))
    assert [*re.findall(r"<b>(Tabel \d+)\.</b>", beside)] == ["Tabel 1", "Tabel 4"]
    assert "Tabel 2–3: ada pada versi cetak (PDF)." in beside
    assert [*re.findall(r"<b>(Tabel \d+)\.</b>", alone)] == [f"Tabel {at}" for at in range(1, 5)]
    assert "versi cetak (PDF)." not in alone


def test_only_what_is_there_is_linked_and_a_page_that_is_sent_links_to_nothing(front: Front) -> None:
    placed = replace(front, slug="tarakan", previous="2024-S2")

    def linked(**more: bool) -> set[str]:
        return {
            a for a in re.findall(r'href="([^"]+)"', page(DOCUMENT, placed, **more)) if not a.startswith("#")
        }

    always = {"../../index.html", "../../2024-S2/tarakan/index.html", "indikator.csv"}
    assert linked() == {*always, "laporan.pdf"}
    assert linked(has_pdf=False, has_xlsx=True) == {*always, "indikator.xlsx"}
    assert linked(links=False) == set()


def test_a_draft_says_so_in_title_metadata_and_strip_and_a_final_does_not(front: Front) -> None:
    html = page(DOCUMENT, front)
    assert "<title>[KONSEP] Laporan Evaluasi" in html
    assert '<meta name="status" content="konsep">' in html
    assert "<b>KONSEP · DATA CONTOH</b>" in html
    final = page(DOCUMENT, replace(front, status="final", marks=()))
    assert "<title>Laporan Evaluasi" in final
    assert '<meta name="status" content="final">' in final
    assert "KONSEP" not in final.partition("</style>")[2]


def test_a_page_without_figures_is_light(front: Front) -> None:
    """What every page carries besides its blocks is a tenth of what a page may weigh."""
    assert len(page(Document((), VALUES), front).encode()) < 16_000


def test_the_style_of_a_page_has_no_remarks_and_keeps_its_rules(front: Front) -> None:
    style = page(DOCUMENT, front).partition("<style>")[2].partition("</style>")[0]
    assert "/*" not in style
    assert "max-width:46rem" in style
    assert "td,thead th{" in style
    assert "a:focus-visible," in style
    assert "and (max-width:40rem){" in style


def test_every_number_of_prose_carries_its_machine_value_and_those_of_tables_their_text() -> None:
    assert "<td>33</td>" in fragment(BLOCKS)
    expected = '<data value="0.8048780488" data-fact="B1.utama/semua/2025-S1/value">80,5 persen</data>'
    assert expected in fragment(BLOCKS)


def test_the_page_has_no_script_no_address_and_the_marks_of_a_draft_on_sample_data(front: Front) -> None:
    html = page(DOCUMENT, front)
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
    assert "KONSEP" in html
    assert "DATA CONTOH" in html
    assert "TERBATAS" in html
    assert html.index("NIP") < html.index('id="lampiran"')


def test_the_exporters_of_nbconvert_give_the_same_documents(front: Front) -> None:
    nb = notebook({MIME: to_json((*BLOCKS, VALUES))})
    assert ReportHTML(front=front).from_notebook_node(nb)[0] == page(DOCUMENT, front, has_pdf=False)
    assert ReportPDF(front=front).from_notebook_node(nb)[0] == pdf(DOCUMENT, front)
    assert "<h2" in ReportHTML().from_notebook_node(nb)[0]


def test_a_report_without_appendix_is_signed_too(front: Front) -> None:
    document = Document(BLOCKS[:4], VALUES)
    assert page(document, front).count("NIP") == 1
    assert gate.pdf_text(pdf(document, front)).count("NIP") == 1


def test_the_emblem_stands_in_page_and_pdf_and_passes_the_gate(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "params" / "lambang.svg").write_text(CHART.svg, encoding="utf-8")
    programme = tmp_path / "params" / "programme.yaml"
    text = programme.read_text(encoding="utf-8").replace('logo: ""', 'logo: "lambang.svg"')
    programme.write_text(text, encoding="utf-8")
    project = read_project(tmp_path)
    front = front_matter(project, project.runs["2025-S1"], "tarakan", sample=True, data_to="2025-06-20")
    made = rendered(front)
    assert '<img src="data:image/svg+xml;base64,' in made.files["index.html"].decode()
    assert len(made.files["laporan.pdf"]) > len(pdf(DOCUMENT, replace(front, logo="")))
    assert gate.check(made, Forbidden()) == ()


def test_a_notebook_rendered_by_itself_is_dated_to_its_period_and_a_draft() -> None:
    nb = notebook({MIME: to_json((*BLOCKS, VALUES))})
    nb.metadata["papermill"] = {"parameters": {"district": "tarakan", "period": "2025-S1"}}
    made = ReportPDF().from_notebook_node(nb)[0]
    assert PdfReader(io.BytesIO(made)).metadata["/CreationDate"].startswith("D:20250630")
    assert "KONSEP" in gate.pdf_text(made)


def test_the_printed_page_carries_its_marks_on_every_sheet(front: Front) -> None:
    html = page(DOCUMENT, replace(front, restricted='</style>"; } <b>'))
    assert html.count("</style>") == 1
    assert "@top-right { content: 'KONSEP" in html


def test_every_character_that_is_not_replaced_can_be_set(front: Front) -> None:
    text = "".join(chr(code) for code in range(0x20, 0x3000))
    kept = "".join(ch for ch in clean(text) if not _UNSET.match(ch))
    assert len(kept) > 1500
    columns = (Column(kept), Column(kept))
    blocks = (Heading(kept, 1, "bab"), Prose(((kept,),)), Table("t", kept, columns, ((kept, kept),), (0,)))
    assert pdf(Document(blocks, VALUES), front).startswith(b"%PDF")


def test_a_long_word_stays_on_the_paper(front: Front) -> None:
    word = "kata" * 2500
    made = pdf(Document((Heading("Bab", 1, "bab"), Prose(((word,),))), VALUES), front)
    pages = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(made)).pages]
    lines = [line for text in pages for line in text.split("\n") if "kata" in line]
    assert len(lines) > 100
    assert max(map(len, lines)) < 130
    assert "".join(gate.pdf_text(made).split()).count("kata") >= 2400


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_everywhere(front: Front, text: str) -> None:
    blocks = (
        Heading(text, 1, "bab"),
        Prose(((text,),)),
        Table("t", text, TABLE.columns, ((text, text, text, text),), notes=(text,), source=text),
        Chart("c", text, CHART.svg, text),
    )
    document = Document(blocks, VALUES)
    made = rendered(replace(front, place=text), document)
    html = made.files["index.html"].decode()
    assert "<script" not in html
    assert "\u202e" not in html
    assert "49" not in gate.pdf_text(made.files["laporan.pdf"])[:2000] if "7*7" in text else True
    assert [b for b in gate.check(made, Forbidden()) if "skrip" in b.what or "elemen" in b.what] == []
    if text.isascii() and len(text) < 60:
        shown = "".join(gate.pdf_text(made.files["laporan.pdf"]).split())
        assert "".join(text.split()) in shown


def test_a_figure_without_words_makes_no_pdf(front: Front) -> None:
    blocks = tuple(replace(b, alt="") if isinstance(b, Chart) else b for b in BLOCKS)
    document = Document(blocks, VALUES)
    assert any(
        "teks alternatif" in b.what for b in gate.check_page("index.html", page(document, front).encode())
    )


def test_the_same_document_gives_the_same_bytes_anywhere(front: Front, tmp_path: Path) -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from document_sample import DOCUMENT\n"
        "from evalhelpers.press.front import Front\n"
        "from evalhelpers.press.html import page\n"
        "from evalhelpers.press.pdf import pdf\n"
        "front = Front(**eval(sys.argv[2]))\n"
        "print(hashlib.sha256(page(DOCUMENT, front).encode() + pdf(DOCUMENT, front)).hexdigest())\n"
    )
    digests = set()
    for seed, zone, locale in (("1", "Asia/Makassar", "C"), ("2", "America/New_York", "C.UTF-8")):
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "HOME": str(tmp_path),
        }
        command = [sys.executable, "-c", program, str(Path(__file__).parent), repr(vars(front))]
        done = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=True)
        digests.add(done.stdout)
    assert len(digests) == 1


class TestGate:
    def check(self, front: Front, *, html: str = "", forbidden: Forbidden | None = None) -> list[str]:
        made = rendered(front)
        text = made.files["index.html"].decode().replace("</main>", html + "</main>")
        made.files["index.html"] = text.encode()
        return [str(b) for b in gate.check(made, forbidden or Forbidden())]

    def test_a_clean_report_passes(self, front: Front) -> None:
        assert self.check(front) == []

    @pytest.mark.parametrize(
        "text",
        [
            "6501051203850001",
            "NIK 6501 0512 0385 0001",
            "650105-120385-0001",
            "<p title='6501.0512.0385.0001'>x</p>",
            "65-01-05-12-03-85-0001",
            "tahun 2025 6501 0512 0385 0001",
            "6.501.051.203.850.001",
            "6501–0512–0385–0001",
            "<p id='n6501051203850001'>x</p>",
            "<!-- 6501051203850001 -->",
        ],
    )
    def test_a_nik_is_refused_and_not_repeated(self, front: Front, text: str) -> None:
        found = self.check(front, html=text)
        assert found
        assert "6501051203850001" not in " ".join(found)

    @pytest.mark.parametrize(
        "text",
        [
            "0.1234567890123456",
            "Rp1.500.000.000.000.000",
            "12345678-9abcdef0-12345678-90123456",
            "2023 2024 2025 2026",
            "65010512",
            "63 12 1.212 1.205 6 1 0 33",
            "63 12 14 12 10 11 12 10",
            "63120112 64120112",
        ],
    )
    def test_ordinary_numbers_pass(self, front: Front, text: str) -> None:
        assert self.check(front, html=text) == []

    @pytest.mark.parametrize(
        "text", ["Siti Aminah", "SITI  AMINAH", "Síti <b>Aminah</b>", "<p title='siti aminah'>x</p>"]
    )
    def test_a_name_of_the_register_is_refused_and_not_repeated(self, front: Front, text: str) -> None:
        found = self.check(front, html=text, forbidden=Forbidden(frozenset({("siti", "aminah")})))
        assert found
        assert "aminah" not in " ".join(found).casefold()

    def test_the_name_beside_a_name_is_masked_too(self, front: Front) -> None:
        names = Forbidden(frozenset({("siti", "aminah"), ("budi", "santoso")}))
        found = self.check(front, html="Siti Aminah, Budi Santoso", forbidden=names)
        assert len(found) == 2
        assert not {"aminah", "santoso"} & set(" ".join(found).split())

    def test_thousands_of_names_cost_one_reading(self) -> None:
        names = Forbidden(frozenset({(f"a{n}", f"b{n}") for n in range(50_000)}))
        text = " ".join(f"a{n % 7} c" for n in range(30_000)) + " a7 b7"
        assert len(gate.check_text("x.txt", text, names)) == 1

    @pytest.mark.parametrize("cell", ["6501051203850001", "6501 0512 0385 0001"])
    def test_a_nik_in_a_cell_of_the_csv_is_refused(self, front: Front, cell: str) -> None:
        made = rendered(front)
        made.files["indikator.csv"] += f"12,{cell},0.1234567890123456\n".encode()
        assert [b.file for b in gate.check(made, Forbidden())] == ["indikator.csv"]

    @pytest.mark.parametrize("text", ["Siti", "Aminahwati Siti", "siti dan aminah"])
    def test_other_words_pass(self, front: Front, text: str) -> None:
        assert self.check(front, html=text, forbidden=Forbidden(frozenset({("siti", "aminah")}))) == []

    @pytest.mark.parametrize(
        ("html", "what"),
        [
            ("<a href='https://example.org'>x</a>", "alamat luar"),
            ("<img src='//cdn.example/x.png' alt='x'>", "alamat luar"),
            ("<img src='x.png'>", "teks alternatif"),
            ("<img src='x.png' alt='x'>", "alamat luar"),
            ("<img src='data:text/html;base64,eA==' alt='x'>", "alamat luar"),
            ("<meta http-equiv='refresh' content='0;url=x.html'>", "<meta>"),
            ("<svg viewBox='0 0 1 1'></svg>", "teks alternatif"),
            ("<script>1</script>", "<script>"),
            ("<p onclick='x()'>x</p>", "atribut onclick"),
            ("<a href='javascript:x'>x</a>", "alamat luar"),
            ("<style>p{background:url(x.png)}</style>", "alamat luar"),
            (
                "<data value='0.9' data-fact='B1.utama/semua/2025-S1/value'>x</data>",
                "berbeda dengan temuannya",
            ),
            ("<data value='1' data-fact='Z9.x/semua/2025-S1/value'>x</data>", "tanpa temuan"),
            (
                "<data value='3' data-fact='D1.utama/semua/2025-S1/numerator'>3</data>",
                "seharusnya disamarkan",
            ),
        ],
    )
    def test_what_must_not_be_published_is_refused_with_its_place(
        self, front: Front, html: str, what: str
    ) -> None:
        found = self.check(front, html=html)
        assert any(what in text and text.startswith("index.html") for text in found), found

    def test_a_number_shown_otherwise_is_refused(self, front: Front) -> None:
        made = rendered(front)
        made.files["index.html"] = made.files["index.html"].replace(b">33</data>", b">34</data>", 1)
        found = gate.check(made, Forbidden())
        assert [b.context for b in found] == ["B1.utama/semua/2025-S1/numerator"]

    def test_a_cell_of_a_table_shown_otherwise_is_refused(self, front: Front) -> None:
        made = rendered(front)
        made.files["index.html"] = made.files["index.html"].replace(b"<td>33</td>", b"<td>34</td>", 1)
        found = gate.check(made, Forbidden())
        assert [(b.what, b.context) for b in found] == [
            ("sel tabel halaman bukan sel tabel dokumen", "sel 6")
        ]

    @pytest.mark.parametrize(
        ("fact", "what"),
        [
            (Fact("B1.utama/semua/2025-S1/value", "0.9", "90%"), "angka berbeda dengan temuannya"),
            (Fact("Z9.x/semua/2025-S1/value", "1", "1"), "angka tanpa temuan"),
            (Fact("D1.utama/semua/2025-S1/numerator", "3", "3"), "angka yang seharusnya disamarkan"),
        ],
    )
    def test_a_number_of_a_table_that_is_not_its_finding_is_refused(
        self, front: Front, fact: Fact, what: str
    ) -> None:
        table = Table("a", "Tabel", (Column("Hal"), Column("Nilai", True)), (("x", fact),))
        made = rendered(front, Document((Heading("Bab", 1, "bab"), table), VALUES))
        assert what in [b.what for b in gate.check(made, Forbidden())]

    @pytest.mark.parametrize(("shown", "printed"), [("33", "34"), ("33", "133"), ("33", "33,5"), ("5", "-5")])
    def test_a_number_printed_otherwise_is_refused(self, front: Front, shown: str, printed: str) -> None:
        fact = Fact("B1.utama/semua/2025-S1/numerator", "33", shown)
        blocks = (Heading("Bab", 1, "bab"), Prose((("Usaha ", fact, " berjalan."),)))
        made = rendered(front, Document(blocks, VALUES))
        other = (blocks[0], Prose((("Usaha ", replace(fact, text=printed), " berjalan."),)))
        made.files["laporan.pdf"] = pdf(Document(other, VALUES), front)
        assert [b.what for b in gate.check(made, Forbidden())] == ["temuan halaman tidak ada di PDF"]

    def test_a_finding_that_the_pdf_lacks_is_told(self, front: Front) -> None:
        made = rendered(front)
        short = Document(BLOCKS[:1], VALUES)
        made.files["laporan.pdf"] = pdf(short, front)
        assert any("tidak ada di PDF" in str(b) for b in gate.check(made, Forbidden()))

    def test_without_a_readable_list_of_names_nothing_passes(self, tmp_path: Path) -> None:
        from evalhelpers.errors import GateError

        (tmp_path / "forbidden.json").write_text("{", encoding="utf-8")
        with pytest.raises(GateError, match="tidak terbaca"):
            gate.read_forbidden(tmp_path / "forbidden.json")
