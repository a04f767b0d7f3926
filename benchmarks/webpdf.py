"""nbconvert's `webpdf` with the Chromium of the system instead of the one Playwright downloads."""

from __future__ import annotations

import os
import shutil
from functools import partialmethod
from unittest.mock import patch

from nbconvert.exporters import WebPDFExporter
from playwright.async_api import BrowserType
from traitlets import default


class SystemWebPDFExporter(WebPDFExporter):
    """Everything of `WebPDFExporter` but the browser (``--to webpdf.SystemWebPDFExporter``).

    The exporter itself has no setting for the path of a browser, and a closed network cannot
    download one.
    """

    @default("disable_sandbox")
    def _disable_sandbox_default(self) -> bool:
        # Chromium refuses to run sandboxed as root, as in most containers.
        return hasattr(os, "geteuid") and os.geteuid() == 0

    @default("browser_args")
    def _browser_args_default(self) -> list[str]:
        # A page of nbconvert names scripts elsewhere that a report does not need. Every name fails at
        # once, so that the time told is that of printing, the same with and without a network.
        return ["--disable-gpu", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"]

    def run_playwright(self, html: str) -> bytes:
        """Print the page as upstream does, with the launch of the browser given the path it lacks."""
        launch = partialmethod(BrowserType.launch, executable_path=chromium())
        with patch.object(BrowserType, "launch", launch):
            pdf: bytes = super().run_playwright(html)
        return pdf


def chromium() -> str:
    """Return the path of the system's Chromium.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    found = shutil.which("chromium")
    if not found:
        raise FileNotFoundError("no chromium on the PATH; webpdf cannot be measured")
    return found
