"""The printed report: Typst compiled in process, archival (PDF/A-3a) and accessible (PDF/UA-1) at once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Instance, default

from evalhelpers.blocks import to_json
from evalhelpers.blocks.html import clean
from evalhelpers.blocks.words import WORDS as BLOCK_WORDS
from evalhelpers.errors import ReportError
from evalhelpers.press.document import Document, indicator_csv, read
from evalhelpers.press.front import Front
from evalhelpers.press.html import APPENDIX, TEMPLATES, plain_front

STANDARDS: tuple[Literal["a-3a", "ua-1"], ...] = ("a-3a", "ua-1")
_WORDS = {
    "id": {
        "page": "Halaman",
        "of": "dari",
        "contents": "Daftar Isi",
        "attachment": "Nilai seluruh indikator dalam laporan ini",
    },
}


@cache
def _compiler() -> typst.Compiler:
    # System fonts are ignored, so that every machine sets the same pages.
    return typst.Compiler(ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return (TEMPLATES / "report.typ").read_bytes()


def pdf(document: Document, front: Front) -> bytes:
    """Return the PDF of a document, with its own `indikator.csv` attached.

    The same document and front matter give the same bytes.

    Raises
    ------
    ReportError
        If Typst refuses it, for instance a figure without alternative text.
    """
    day = date.fromisoformat(front.report_date)
    value = {
        "front": front.as_json(),
        "title": f"{front.title} – {front.place}, {front.period}",
        "appendix": APPENDIX,
        "date": [day.year, day.month, day.day],
        "words": {**BLOCK_WORDS[front.language], **_WORDS[front.language]},
        "blocks": to_json(document.blocks)["blocks"],
    }
    inputs = {
        "document": json.dumps(_wanted(value), ensure_ascii=False),
        "csv": indicator_csv(document.values).decode("utf-8"),
    }
    try:
        result = _compiler().compile(
            input=_template(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[*STANDARDS],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise ReportError(
            f"PDF {front.place} {front.period_code} tidak dapat dibuat: {error.message}"
        ) from error
    if not isinstance(result, bytes):
        raise ReportError(f"PDF {front.place} {front.period_code} tidak dapat dibuat")
    return result


def _wanted(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _wanted(part) for key, part in value.items()}
    return [_wanted(part) for part in value] if isinstance(value, list | tuple) else value


class ReportPDF(Exporter):
    """nbconvert exporter of a report notebook as the printed report (``--to evalpdf``)."""

    front = Instance(Front, allow_none=True)
    output_mimetype = "application/pdf"
    export_from_notebook = "Laporan evaluasi (PDF)"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Render an executed notebook; without front matter its own title stands alone."""
        resources = self._init_resources(resources)
        resources["output_extension"] = self.file_extension
        return pdf(read(nb), self.front or plain_front(nb)), resources
