"""One executed notebook, faithful files for each reader: page, PDF, CSV, Excel, and what is sent by chat.

All are made from the same blocks and values.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evalhelpers.press import sending
from evalhelpers.press.document import findings_json, indicator_csv, read
from evalhelpers.press.front import Front
from evalhelpers.press.gate import Rendered
from evalhelpers.press.html import CSV_NAME, PDF_NAME, XLSX_NAME, page
from evalhelpers.press.pdf import pdf
from evalhelpers.press.spreadsheet import indicator_xlsx

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["CSV_NAME", "HTML_NAME", "PDF_NAME", "XLSX_NAME", "render"]

HTML_NAME = "index.html"


def render(notebook: NotebookNode | Path, front: Front, *, with_pdf: bool = True) -> Rendered:
    """Render an executed notebook.

    Raises
    ------
    ReportError
        If the notebook has no complete document, or the PDF cannot be made.
    """
    document = read(notebook)
    printed = pdf(document, front) if with_pdf else None
    files: dict[str, bytes | None] = {
        HTML_NAME: page(document, front, has_pdf=with_pdf, has_xlsx=True).encode("utf-8"),
        PDF_NAME: printed,
        CSV_NAME: indicator_csv(document.values),
        XLSX_NAME: indicator_xlsx(document, front),
        **sending.files(document, front, printed),
    }
    return Rendered(files, findings_json(document), document)
