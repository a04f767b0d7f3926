"""What stands beside the page: the Excel file, and the files that are sent on by chat."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import openpyxl
import pytest
from document_sample import BLOCKS, DOCUMENT, GAP, MESSAGE, MET, VALUES
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from evalhelpers import excel, formats
from evalhelpers.blocks import MIME, Fact, Message, Values, to_json
from evalhelpers.catalogue import COLUMNS
from evalhelpers.errors import GateError
from evalhelpers.press import cluster, finished, gate, manifest, plan, run, sending, spreadsheet
from evalhelpers.press.document import Document
from evalhelpers.press.front import Front
from evalhelpers.press.gate import Forbidden, Rendered
from evalhelpers.press.render import render

NAMES = {
    "B1": "Usaha yang masih berjalan",
    "B1.utama": "Masih berjalan",
    "semua": "Semua penerima",
    "kelompok_usaha=kuliner": "Kuliner",
    "share": "persen",
}
DEFINITIONS = (("B1", "Penerima yang usahanya aktif pada akhir periode."),)
NUMBERS = COLUMNS[5:13]
HEADS = (
    "Kode", "Indikator", "Ukuran", "Kelompok", "Periode", "Nilai", "Pembilang", "Penyebut", "Tidak diketahui",
    "Selang bawah", "Selang atas", "Batas terendah", "Batas tertinggi", "Satuan",
)  # fmt: skip


def row(**cells: str) -> tuple[str, ...]:
    usual = {"code": "B1", "measure": "utama", "district": "tarakan", "period": "2025-S1", "group": "semua"}
    return tuple({**usual, "unit": "share", **cells}.get(name, "") for name in COLUMNS)


def document(*rows: tuple[str, ...], message: Message = MESSAGE, **more: object) -> Document:
    values = replace(VALUES, **{"names": NAMES, "definitions": DEFINITIONS, **more})
    return Document(BLOCKS, replace(values, rows=(*values.rows, *rows)), message)


def notebook(content: Document) -> nbformat.NotebookNode:
    blocks = (*content.blocks, content.values, content.message)
    output = nbformat.v4.new_output("display_data", {MIME: to_json(blocks)})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])


def made(front: Front, content: Document | None = None, *, with_pdf: bool = False) -> Rendered:
    return render(notebook(content or document()), front, with_pdf=with_pdf)


def book(front: Front, content: Document | None = None) -> openpyxl.Workbook:
    data = spreadsheet.indicator_xlsx(content or document(), front)
    return openpyxl.load_workbook(io.BytesIO(data))


def refused(rendered: Rendered, forbidden: Forbidden | None = None) -> list[tuple[str, str]]:
    return [(b.file, b.what) for b in gate.check(rendered, forbidden or Forbidden())]


def final(front: Front) -> Front:
    return replace(front, status="final", marks=())


class TestSpreadsheet:
    def test_it_says_what_it_is_before_it_shows_numbers(self, front: Front) -> None:
        opened = book(front)
        assert opened.sheetnames == ["Keterangan", "Indikator", "Definisi"]
        assert opened.active.title == "Keterangan"
        told = "\n".join(str(c) for r in opened["Keterangan"].iter_rows(values_only=True) for c in r if c)
        for words in (front.title, front.restricted, "Kota Tarakan", front.period, "KONSEP", "DATA CONTOH"):
            assert words in told
        for mark in ("Sel kosong", "<5", "*", "Tanda –"):
            assert mark in told
        assert [c.value for c in opened["Definisi"][2]] == ["B1", NAMES["B1"], DEFINITIONS[0][1]]

    def test_its_rows_are_those_of_the_csv_with_numbers_as_numbers(self, front: Front) -> None:
        rendered = made(
            front, document(row(group="kelompok_usaha=kuliner", value="0.5", numerator="4", denominator="8"))
        )
        heads, *lines = csv.reader(io.StringIO(rendered.files["indikator.csv"].decode()))
        with CalamineWorkbook.from_filelike(io.BytesIO(rendered.files["indikator.xlsx"])) as read:
            shown, *cells = read.get_sheet_by_name("Indikator").to_python(skip_empty_area=False)
        assert tuple(shown) == HEADS
        assert len(cells) == len(lines) == 3
        for line, found in zip(lines, cells, strict=True):
            expected = dict(zip(heads, line, strict=True))
            assert found[5:13] == [float(expected[c]) if expected[c] else "" for c in NUMBERS]
        assert cells[2][:5] == ["B1", NAMES["B1"], "Masih berjalan", "Kuliner", "Semester I Tahun 2025"]
        assert cells[2][13] == "persen"

    def test_what_has_no_name_is_given_by_its_code(self, front: Front) -> None:
        line = row(code="Z9", measure="m", group="g=1", period="kapan", unit="u")
        sheet = book(front, document(line))["Indikator"]
        assert [c.value for c in sheet[4]][:5] == ["Z9", "Z9", "m", "g=1", "kapan"]
        assert sheet.cell(4, 14).value == "u"

    @pytest.mark.parametrize(
        ("cells", "column", "expected"),
        [
            ({"value": "0.8048780488", "denominator": "41"}, 6, "0.0%"),
            ({"value": "0.8", "denominator": "30"}, 6, "0.0%"),
            ({"value": "0.8", "denominator": "29"}, 6, "0%"),
            ({"value": "0.8", "denominator": "10"}, 6, "0%"),
            ({"value": "0.8", "denominator": "9"}, 6, '"–";"–";"–"'),
            ({"bound_low": "0.6875", "denominator": "41"}, 12, "0.0%"),
            ({"low": "-0.1", "denominator": "41"}, 10, "0.0%"),
            ({"value": "0.9", "unit": "probability", "denominator": "12"}, 6, "0%"),
            ({"value": "1500000", "unit": "rp", "denominator": "41"}, 6, '"Rp"#,##0;-"Rp"#,##0'),
            ({"numerator": "33", "denominator": "41"}, 7, "#,##0"),
            ({"value": "12", "unit": "persons"}, 6, "#,##0"),
            ({"value": "9.857142857", "unit": "persons", "denominator": "21"}, 6, "#,##0.0"),
            ({"value": "2.5", "unit": "contacts", "denominator": "21"}, 6, "#,##0.0"),
            ({"value": "-0.45", "unit": "criteria", "denominator": "142"}, 6, "0.00"),
            ({"value": "-0.4", "unit": "criteria", "denominator": "12"}, 6, "0.0"),
        ],
    )
    def test_the_unit_and_how_many_decide_the_form_of_a_number(
        self, front: Front, cells: dict[str, str], column: int, expected: str
    ) -> None:
        cell = book(front, document(row(**cells)))["Indikator"].cell(4, column)
        assert isinstance(cell.value, int | float)
        assert cell.number_format == expected

    def test_a_percentage_is_shown_exactly_where_the_report_prints_one(self) -> None:
        for known in (0, 9, 10, 29, 30, 4000):
            text = formats.share(0.123, known)
            pattern = spreadsheet.number_format("value", 0.123, "share", known)
            shape = {"–": '"–";"–";"–"', "12%": "0%", "12,3%": "0.0%"}[text]
            assert pattern == shape

    def test_a_hidden_cell_is_empty(self, front: Front) -> None:
        sheet = book(front)["Indikator"]
        assert [c.value for c in sheet[3]][5:9] == [None, None, 41, 7]

    def test_it_can_be_filtered_scrolled_and_printed(self, front: Front) -> None:
        sheet = book(front)["Indikator"]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == "A1:N3"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert "KONSEP" in sheet.oddHeader.right.text
        assert sheet.oddFooter.left.text == front.restricted
        assert "Halaman &P dari &N" in sheet.oddFooter.right.text

    def test_a_large_amount_fits_into_its_column(self, front: Front) -> None:
        line = row(value="-12345678900", numerator="98765432100", denominator="41", unit="rp")
        widths = book(front, document(line))["Indikator"].column_dimensions
        assert widths["F"].width > len("-Rp12.345.678.900")
        assert widths["G"].width > len("98.765.432.100")
        assert widths["L"].width < 12

    def test_its_properties_say_whether_it_is_a_draft(self, front: Front) -> None:
        told, other = book(front).properties, book(final(front)).properties
        assert told.title.startswith("[KONSEP] ")
        assert "Kota Tarakan" in told.title
        assert told.keywords.split("; ")[0] == "konsep"
        assert not other.title.startswith("[")
        assert other.keywords.split("; ")[0] == "final"
        assert {"FINAL"} <= {
            c for r in book(final(front))["Keterangan"].iter_rows(values_only=True) for c in r
        }

    @pytest.mark.parametrize(
        "text", ['=HYPERLINK("http://x")', "@SUM(1)", "+1+1", "-2", "{=1}", "http://x.example"]
    )
    def test_nobodys_text_becomes_a_formula_or_a_link(self, front: Front, text: str) -> None:
        content = document(
            row(code=text, measure=text, group=text, period=text, unit=text),
            names={text: text},
            definitions=((text, text),),
        )
        place = replace(front, place=text, title=text, office=text, restricted=text, marks=(text,))
        data = spreadsheet.indicator_xlsx(content, place)
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
            for cell in (cell for line in sheet.iter_rows() for cell in line):
                assert cell.data_type != "f"
                assert cell.hyperlink is None
        assert finished.book(data).breaches == ()
        assert text in {
            c.value
            for line in openpyxl.load_workbook(io.BytesIO(data))["Indikator"].iter_rows()
            for c in line
        }

    @given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
    def test_every_machine_value_comes_back_as_the_very_number(self, number: float) -> None:
        text, buffer = formats.machine(number), io.BytesIO()
        opened = excel.new_book(buffer, "x")
        excel.put(opened.add_worksheet("x"), 0, 0, float(text))
        opened.close()
        assert finished.book(buffer.getvalue()).sheets[0] == [[float(text)]]

    def test_hostile_place_names_make_a_book_that_can_be_read(self, front: Front) -> None:
        place = replace(front, place="a\ud800\x07 & <b>&L" + "x" * 400)
        opened = book(place)
        assert len(opened["Indikator"].oddHeader.left.text) < 260
        assert opened.properties.title.startswith("[KONSEP]")

    def test_the_same_content_gives_the_same_bytes_anywhere(self, front: Front, tmp_path: Path) -> None:
        program = (
            "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
            "from document_sample import DOCUMENT\n"
            "from evalhelpers.press import spreadsheet\n"
            "from evalhelpers.press.front import Front\n"
            "data = spreadsheet.indicator_xlsx(DOCUMENT, Front(**eval(sys.argv[2])))\n"
            "print(hashlib.sha256(data).hexdigest())\n"
        )
        digests = set()
        for seed, zone in (("1", "Asia/Makassar"), ("2", "America/New_York")):
            surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "HOME": str(tmp_path)}
            command = [sys.executable, "-c", program, str(Path(__file__).parent), repr(vars(front))]
            done = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=True)
            digests.add(done.stdout)
        assert len(digests) == 1


class TestSending:
    @pytest.mark.parametrize(
        ("slug", "place", "name"),
        [
            ("tarakan", "Kota Tarakan", "Laporan-UEP_Tarakan_2025-S1"),
            ("bulungan", "Kabupaten Bulungan", "Laporan-UEP_Bulungan_2025-S1"),
            ("tana-tidung", "Kabupaten Tana Tidung", "Laporan-UEP_Tana-Tidung_2025-S1"),
            ("provinsi", "Provinsi Kalimantan Utara", "Laporan-UEP_Kalimantan-Utara_2025-S1"),
            ("provinsi", "Kalimantan Utara", "Laporan-UEP_Kalimantan-Utara_2025-S1"),
            ("", "Kota Tarakan", "Laporan-UEP_Tarakan_2025-S1"),
            ("provinsi", "Provinsi ../é:*?\\ /x", "Laporan-UEP_e-x_2025-S1"),
            ("provinsi", "中文", "Laporan-UEP_2025-S1"),
        ],
    )
    def test_a_file_is_named_for_those_who_get_it(
        self, front: Front, slug: str, place: str, name: str
    ) -> None:
        given = replace(final(front), slug=slug, place=place)
        assert sending.file_name(given) == name
        assert sending.file_name(replace(given, status="draft")) == f"{name}_KONSEP"

    def test_a_report_has_its_files_for_sending_beside_it(self, front: Front) -> None:
        rendered = made(front, with_pdf=True)
        files = rendered.files
        assert sorted(name for name in files if "/" in name) == [
            "bagikan/Laporan-UEP_Tarakan_2025-S1_KONSEP.html",
            "bagikan/Laporan-UEP_Tarakan_2025-S1_KONSEP.pdf",
            "bagikan/pesan.txt",
        ]
        assert files["bagikan/Laporan-UEP_Tarakan_2025-S1_KONSEP.pdf"] == files["laporan.pdf"]
        assert refused(rendered) == []

    def test_without_a_pdf_or_a_message_there_is_none_to_send(self, front: Front) -> None:
        files = made(front, document(message=Message(()))).files
        kept = {name for name, data in files.items() if data is not None and "/" in name}
        assert kept == {"bagikan/Laporan-UEP_Tarakan_2025-S1_KONSEP.html"}

    def test_the_page_that_is_sent_leads_nowhere(self, front: Front) -> None:
        linked = replace(front, slug="tarakan", previous="2024-S2", following="2025-S2")
        files = made(linked).files
        assert finished.page(files["index.html"]).links
        sent = finished.page(files["bagikan/Laporan-UEP_Tarakan_2025-S1_KONSEP.html"])
        assert sent.links == []
        assert sent.facts == finished.page(files["index.html"]).facts

    def test_the_message_says_what_the_report_is_with_its_marks_and_for_whom(self, front: Front) -> None:
        told = Message((("Usaha ", MET, "\nberjalan\u202e."), ("Tindakan: kunjungi.",)))
        lines = made(front, document(message=told)).files["bagikan/pesan.txt"].decode().split("\r\n")
        title = f"{front.title} – {front.place}, {front.period}"
        marks = "".join(f"[{mark}] " for mark in front.marks)
        assert "[KONSEP] " in marks
        assert lines == [marks + title, "Usaha 33 berjalan.", "Tindakan: kunjungi.", front.restricted, ""]
        known = made(replace(front, marks=()), document(message=told)).files["bagikan/pesan.txt"].decode()
        assert known.startswith(f"{title}\r\n")

    def test_a_message_cut_short_is_refused(self, front: Front) -> None:
        rendered = made(front)
        rendered.files["bagikan/pesan.txt"] = b"Laporan\r\n"
        assert refused(rendered) == [("bagikan/pesan.txt", "pesan bukan pesan dokumen")]


HTML = "bagikan/Laporan-UEP_Tarakan_2025-S1_KONSEP.html"


class TestGate:
    NAMES = Forbidden(frozenset({("siti", "aminah")}))

    def with_book(self, front: Front, shown: Document, **front_too: str) -> list[tuple[str, str]]:
        rendered = made(front, document())
        rendered.files["indikator.xlsx"] = spreadsheet.indicator_xlsx(shown, replace(front, **front_too))
        return refused(rendered, self.NAMES)

    def test_a_number_of_the_book_that_is_not_the_csvs_is_refused(self, front: Front) -> None:
        first, *others = document().values.rows
        wrong = tuple("34" if cell == "33" else cell for cell in first)
        shown = replace(document().values, rows=(wrong, *others))
        assert self.with_book(front, Document(BLOCKS, shown)) == [
            ("indikator.xlsx", "lembar kerja berbeda dengan CSV")
        ]

    def test_the_place_of_a_difference_is_named(self, front: Front) -> None:
        first, second = document().values.rows
        told = tuple("3" if name == "numerator" else cell for name, cell in zip(COLUMNS, second, strict=True))
        rendered = made(front)
        shown = Document(BLOCKS, replace(document().values, rows=(first, told)))
        rendered.files["indikator.xlsx"] = spreadsheet.indicator_xlsx(shown, front)
        [breach] = gate.check(rendered, Forbidden())
        assert breach.context == "baris 3, kolom 7"

    def test_a_row_more_or_another_name_is_refused(self, front: Front) -> None:
        assert self.with_book(front, document(row(value="1"))) != []
        assert self.with_book(front, document(names={})) == [
            ("indikator.xlsx", "lembar kerja berbeda dengan CSV")
        ]

    @pytest.mark.parametrize("text", ["Siti Aminah", "6501051203850001", "NIK 6501 0512 0385 0001"])
    def test_a_person_in_any_part_of_the_book_is_refused(self, front: Front, text: str) -> None:
        for found in (
            self.with_book(front, document(definitions=(("B1", f"Misalnya {text}."),))),
            self.with_book(front, document(), office=text),
            self.with_book(front, document(), place=text),
        ):
            assert found
            assert {name for name, _ in found} == {"indikator.xlsx"}

    def test_a_person_as_the_name_of_a_group_is_refused_and_masked(self, front: Front) -> None:
        content = document(names={**NAMES, "semua": "Siti Aminah"})
        breaches = gate.check(made(front, content), self.NAMES)
        assert [b.file for b in breaches] == ["indikator.xlsx"]
        assert "aminah" not in " ".join(map(str, breaches)).casefold()

    @pytest.mark.parametrize("extra", ["formula", "link", "picture", "number", "macro"])
    def test_a_book_that_does_more_than_show_cells_is_refused(self, front: Front, extra: str) -> None:
        rendered, buffer = made(front), io.BytesIO()
        opened = openpyxl.load_workbook(io.BytesIO(rendered.files["indikator.xlsx"]))
        sheet = opened["Keterangan"]
        match extra:
            case "formula":
                sheet["D9"] = "=1+1"
            case "link":
                sheet["B9"].hyperlink = "https://example.org"
            case "number":
                sheet["D9"] = 12
            case "picture":
                sheet["D9"].comment = openpyxl.comments.Comment("x", "y")
        opened.save(buffer)
        if extra == "macro":
            with zipfile.ZipFile(buffer, "a") as archive:
                archive.writestr("xl/vbaProject.bin", b"x")
        rendered.files["indikator.xlsx"] = buffer.getvalue()
        assert {name for name, _ in refused(rendered)} == {"indikator.xlsx"}

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html></html>"])
    def test_what_is_no_book_is_refused(self, front: Front, data: bytes) -> None:
        rendered = made(front)
        rendered.files["indikator.xlsx"] = data
        assert "indikator.xlsx" in {name for name, _ in refused(rendered)}

    @pytest.mark.parametrize(
        ("line", "what"),
        [
            (("Usaha 33 dari 41 penerima masih berjalan.",), "angka pesan tanpa temuan"),
            ((Fact("Z9.x/semua/2025-S1/value", "1", "1"),), "angka tanpa temuan"),
            ((replace(MET, value="34"),), "angka berbeda dengan temuannya"),
            ((Fact("D1.utama/semua/2025-S1/numerator", "3", "3"),), "angka yang seharusnya disamarkan"),
            (("Salam dari Siti Aminah",), "nama atau jalan dari register"),
            (("NIK 6501051203850001",), "16 angka berurutan seperti NIK"),
            (("Lihat https://example.org",), "alamat luar"),
        ],
    )
    def test_a_message_that_must_not_be_sent_is_refused(
        self, front: Front, line: tuple[str | Fact, ...], what: str
    ) -> None:
        found = refused(made(front, document(message=Message((line,)))), self.NAMES)
        assert ("bagikan/pesan.txt", what) in found
        assert {name for name, _ in found} == {"bagikan/pesan.txt"}

    @pytest.mark.parametrize(
        "line",
        [
            ("Semester I Tahun 2025, laporan tanggal 15 Juli 2025",),
            ("Berkas Laporan-UEP_Tarakan_2025-S1_KONSEP.pdf",),
            (MET, " usaha berjalan, naik ", GAP),
        ],
    )
    def test_dates_and_findings_may_stand_in_a_message(
        self, front: Front, line: tuple[str | Fact, ...]
    ) -> None:
        assert refused(made(front, document(message=Message((line,))))) == []

    def test_a_message_that_was_altered_is_refused(self, front: Front) -> None:
        rendered = made(front)
        rendered.files["bagikan/pesan.txt"] = rendered.files["bagikan/pesan.txt"].replace(b"33", b"34")
        assert refused(rendered) == [("bagikan/pesan.txt", "pesan bukan pesan dokumen")]

    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            ("</main>", "Siti Aminah</main>", "nama atau jalan dari register"),
            ("</main>", "6501051203850001</main>", "16 angka berurutan seperti NIK"),
            ("</main>", "<script>1</script></main>", "elemen <script>"),
            ("</main>", "<a href='index.html'>x</a></main>", "tautan ke berkas lain"),
            (">33</data>", ">34</data>", "angka halaman bukan angka dokumen"),
            ("<td>33</td>", "<td>34</td>", "sel tabel halaman bukan sel tabel dokumen"),
        ],
    )
    def test_the_page_that_is_sent_passes_the_gate_too(
        self, front: Front, old: str, new: str, what: str
    ) -> None:
        rendered = made(front)
        text = rendered.files[HTML].decode()
        assert old in text
        rendered.files[HTML] = text.replace(old, new, 1).encode()
        assert refused(rendered, self.NAMES) == [(HTML, what)]

    def test_a_name_that_only_the_sent_page_puts_together_is_refused(self, front: Front) -> None:
        rendered = made(front)
        for name, between in (("index.html", "<i>dan</i>"), (HTML, "")):
            text = rendered.files[name].decode()
            rendered.files[name] = text.replace(
                "</main>", f"<b>Siti</b>{between}<b>Aminah</b></main>"
            ).encode()
        assert refused(rendered, self.NAMES) == [(HTML, "nama atau jalan dari register")]

    def test_a_pdf_that_is_not_the_published_one_is_looked_at(self, front: Front) -> None:
        rendered = made(front, with_pdf=True)
        other = made(front, Document(BLOCKS[:1], document().values, MESSAGE), with_pdf=True)
        name = HTML.replace(".html", ".pdf")
        rendered.files[name] = other.files["laporan.pdf"]
        assert set(refused(rendered)) == {(name, "temuan halaman tidak ada di PDF")}

    def test_a_name_that_becomes_known_later_is_found_in_the_words_kept(self, front: Front) -> None:
        content = document(
            message=Message((("Salam dari Budi Santoso",),)), definitions=(("B1", "Menurut Ani Lestari."),)
        )
        breaches, kept = gate.checked(made(front, content), self.NAMES)
        assert breaches == ()
        for name in (("budi", "santoso"), ("ani", "lestari")):
            assert gate.holds_a_name(kept, Forbidden(frozenset({name})))


class TestPublishing:
    def task(self, tmp_path: Path, front: Front) -> run.Task:
        return run.Task("tarakan", "2025-S1", tmp_path / "x.ipynb", {}, front, tmp_path / "outputs", None)

    def test_nested_files_are_published_recorded_and_listed(self, tmp_path: Path, front: Front) -> None:
        task = self.task(tmp_path, front)
        sizes = run.publish(task, run.Made(made(front), 1.0))
        assert sizes.keys() == set(plan.paths_in(task.published))
        record = plan.read_record(task.outputs, "2025-S1", "tarakan")
        assert record is not None
        assert HTML in record.files
        assert plan.is_intact(record, task.published)
        result = run.Result("tarakan", "2025-S1", "ok")
        [entry] = manifest.entries(None, [result], task.published.parent, {}, {}).values()
        assert entry["files"] == record.files

    def test_nested_files_come_back_from_another_machine(self, tmp_path: Path, front: Front) -> None:
        task, there = self.task(tmp_path / "here", front), self.task(tmp_path / "there", front)
        kept = there.outputs / "internal/notebooks/2025-S1/tarakan.ipynb"
        kept.parent.mkdir(parents=True)
        nbformat.write(notebook(document()), kept)
        sent, store = run.Made(made(front), 1.0), str(tmp_path / "store")
        cluster._send(there, sent, store)
        back = cluster.receive(task, store, 1.0).rendered
        assert back.files == {name: data for name, data in sent.rendered.files.items() if data is not None}
        assert refused(back) == []

    @pytest.mark.parametrize("change", ["altered", "removed", "added", "moved"])
    def test_a_change_in_the_folder_for_sending_is_noticed(
        self, tmp_path: Path, front: Front, change: str
    ) -> None:
        task = self.task(tmp_path, front)
        run.publish(task, run.Made(made(front), 1.0))
        record = plan.read_record(task.outputs, "2025-S1", "tarakan")
        assert record is not None
        path = task.published / "bagikan/pesan.txt"
        match change:
            case "altered":
                path.write_bytes(path.read_bytes() + b"x")
            case "removed":
                path.unlink()
            case "added":
                path.with_name("lain.txt").write_text("x")
            case "moved":
                path.rename(task.published / "pesan.txt")
        assert not plan.is_intact(record, task.published)

    def test_a_refused_message_leaves_everything_as_it_was(self, tmp_path: Path, front: Front) -> None:
        task = self.task(tmp_path, front)
        run.publish(task, run.Made(made(front), 1.0))
        before = {name: (task.published / name).read_bytes() for name in plan.paths_in(task.published)}
        bad = made(front, document(message=Message((("Berjalan: 33",),))))
        with pytest.raises(GateError, match=r"bagikan/pesan\.txt: angka pesan tanpa temuan"):
            run.publish(task, run.Made(bad, 1.0))
        assert {
            name: (task.published / name).read_bytes() for name in plan.paths_in(task.published)
        } == before

    def test_a_draft_made_final_leaves_no_draft_behind(self, tmp_path: Path, front: Front) -> None:
        task = self.task(tmp_path, front)
        run.publish(task, run.Made(made(front), 1.0))
        run.publish(task, run.Made(made(final(front)), 1.0))
        assert not [name for name in plan.paths_in(task.published) if "KONSEP" in name]


def test_values_without_rows_make_a_book_with_headings(front: Front) -> None:
    empty = Document(BLOCKS[:1], Values(COLUMNS, ()))
    assert [c.value for c in book(front, empty)["Indikator"][1]] == list(HEADS)
    rendered = Rendered({"indikator.xlsx": spreadsheet.indicator_xlsx(empty, front)}, b"", empty)
    assert refused(rendered) == []
    assert DOCUMENT.values.names == {}
