"""The published page: one file, no script, no network."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jinja2

from evalhelpers import formats
from evalhelpers.blocks import Heading, Letter
from evalhelpers.blocks.html import clean, contents, css_text, fragment, inline
from evalhelpers.press.document import Document
from evalhelpers.press.front import Front

# The names of the files beside a page.
PDF_NAME, XLSX_NAME, CSV_NAME = "laporan.pdf", "indikator.xlsx", "indikator.csv"
TEMPLATES = Path(__file__).parent / "templates"
# The signature closes the report; what follows is attached to it.
APPENDIX = "lampiran"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,]|(?<=[\w-]):(?= ))\s*")
WORDS = {
    "id": {
        "skip": "Langsung ke isi",
        "here": "Laporan ini",
        "draft": "KONSEP",
        "final": "FINAL",
        "tables": "Daftar tabel",
        "figures": "Daftar gambar",
        "top": "Kembali ke atas",
        "contents": "Daftar isi",
        "links": "Berkas lain",
        "all": "Semua laporan",
        "pdf": "Versi cetak (PDF)",
        "excel": "Data (Excel)",
        "csv": "Data (CSV)",
        "previous": "Sebelumnya",
        "following": "Berikutnya",
        "date": "Tanggal laporan",
        "data_to": "Kunjungan terakhir dalam data",
        "emblem": "Lambang daerah",
        "page": "Halaman",
        "of": "dari",
    },
}


@cache
def environment() -> jinja2.Environment:
    """Return the template environment: a value that is missing stops the page."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["css_text"] = css_text
    made.filters["span"] = lambda span: inline((span,))
    return made


@cache
def style(name: str) -> str:
    """Return a style sheet without what only its readers need: every page carries it."""
    css = _COMMENT.sub("", (TEMPLATES / name).read_text(encoding="utf-8"))
    return _AROUND.sub(r"\1", css).strip()


def page(
    document: Document, front: Front, *, links: bool = True, has_pdf: bool = True, has_xlsx: bool = False
) -> str:
    """Return the page of a document; `links` adds the way to the index, other periods and files."""
    words = WORDS[front.language]
    signature = environment().get_template("signature.html.j2").render(front=front).strip()
    letters = (block.anchor for block in document.blocks if isinstance(block, Letter))
    before = dict.fromkeys((APPENDIX, *letters), signature) if signature else {}
    body = fragment(document.blocks, front.language, before, has_pdf=has_pdf)
    if not any(isinstance(block, Heading) and block.anchor == APPENDIX for block in document.blocks):
        body += signature
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            front=front,
            css=style("page.css"),
            words=words,
            short_marks=[mark.partition(" – ")[0] for mark in front.marks],
            contents=contents(document.blocks, has_pdf=has_pdf),
            body=body,
            links=_links(front, has_pdf=has_pdf, has_xlsx=has_xlsx) if links else [],
        )
    )


def _links(front: Front, *, has_pdf: bool, has_xlsx: bool) -> list[tuple[str, str]]:
    """Return label and address of what stands beside a report: only what is there."""
    words = WORDS[front.language]
    found = [(words["all"], "../../index.html")]
    found += [(words["pdf"], PDF_NAME)] if has_pdf else []
    found += [(words["excel"], XLSX_NAME)] if has_xlsx else []
    found += [(words["csv"], CSV_NAME)]
    return found + [
        (
            f"{words[name]}: {formats.period(code, language=front.language)}",
            f"../../{code}/{front.slug}/index.html",
        )
        for name, code in (("previous", front.previous), ("following", front.following))
        if code
    ]
