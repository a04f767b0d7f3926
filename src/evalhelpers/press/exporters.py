"""nbconvert exporters of a report notebook (``--to evalhtml``, ``--to evalpdf``)."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Instance, default

from evalhelpers.press.document import read
from evalhelpers.press.front import Front, plain_front
from evalhelpers.press.html import page
from evalhelpers.press.pdf import pdf


class ReportHTML(Exporter):
    """The published page; without front matter the notebook's own title stands alone."""

    front = Instance(Front, allow_none=True)
    export_from_notebook = "Laporan evaluasi (HTML)"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """Render an executed notebook."""
        resources = self._init_resources(resources)
        resources["output_extension"] = self.file_extension
        return page(
            read(nb), self.front or plain_front(nb), links=self.front is not None, has_pdf=False
        ), resources


class ReportPDF(Exporter):
    """The printed report; without front matter the notebook's own title stands alone."""

    front = Instance(Front, allow_none=True)
    output_mimetype = "application/pdf"
    export_from_notebook = "Laporan evaluasi (PDF)"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Render an executed notebook."""
        resources = self._init_resources(resources)
        resources["output_extension"] = self.file_extension
        return pdf(read(nb), self.front or plain_front(nb)), resources
