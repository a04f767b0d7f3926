"""One executed notebook, three faithful files: page, PDF and CSV, all from the same blocks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evalhelpers.press.document import findings_json, indicator_csv, read
from evalhelpers.press.front import Front
from evalhelpers.press.gate import Rendered
from evalhelpers.press.html import page
from evalhelpers.press.pdf import pdf

if TYPE_CHECKING:
    from nbformat import NotebookNode

CSV_NAME, HTML_NAME, PDF_NAME = "indikator.csv", "index.html", "laporan.pdf"


def render(notebook: NotebookNode | Path, front: Front, *, with_pdf: bool = True) -> Rendered:
    """Render an executed notebook.

    Raises
    ------
    ReportError
        If the notebook has no complete document, or the PDF cannot be made.
    """
    document = read(notebook)
    files: dict[str, bytes | None] = {
        HTML_NAME: page(document, front, has_pdf=with_pdf).encode("utf-8"),
        PDF_NAME: pdf(document, front) if with_pdf else None,
        CSV_NAME: indicator_csv(document.values),
    }
    return Rendered(files, findings_json(document), document)
