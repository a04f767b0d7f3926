"""The published page: one file, no script, no network."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jinja2

from evalhelpers.blocks import Block, Heading
from evalhelpers.blocks.html import clean, fragment
from evalhelpers.press.document import Document
from evalhelpers.press.front import Front

TEMPLATES = Path(__file__).parent / "templates"
# The signature closes the report; what follows is attached to it.
APPENDIX = "lampiran"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,]|(?<=[\w-]):(?= ))\s*")
WORDS = {
    "id": {
        "skip": "Langsung ke isi",
        "contents": "Daftar isi",
        "links": "Berkas lain",
        "all": "Semua laporan",
        "pdf": "Versi cetak (PDF)",
        "data": "Data indikator (CSV)",
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
    made.filters["css_text"] = _css_text
    return made


def _css_text(value: str) -> str:
    """Return text as a CSS string; what is neither letter, digit nor space is written by its code."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in clean(value)) + '"'


@cache
def _style() -> str:
    """Return the style sheet without what only its readers need: every page carries it."""
    css = _COMMENT.sub("", (TEMPLATES / "page.css").read_text(encoding="utf-8"))
    return _AROUND.sub(r"\1", css).strip()


def page(document: Document, front: Front, *, links: bool = True, has_pdf: bool = True) -> str:
    """Return the page of a document; `links` adds the way to the index and the other files."""
    signature = environment().get_template("signature.html.j2").render(front=front).strip()
    body = fragment(document.blocks, front.language, {APPENDIX: signature} if signature else None)
    if not any(isinstance(block, Heading) and block.anchor == APPENDIX for block in document.blocks):
        body += signature
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            front=front,
            css=_style(),
            words=WORDS[front.language],
            contents=contents(document.blocks),
            body=body,
            links=links,
            has_pdf=has_pdf,
        )
    )


def contents(blocks: tuple[Block, ...]) -> list[Heading]:
    """Return the chapter headings, for the table of contents."""
    return [block for block in blocks if isinstance(block, Heading) and block.level == 1]
