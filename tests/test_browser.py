"""A finished report in a real browser, with the network cut off, at phone and desktop width."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from document_sample import DOCUMENT
from pypdf import PdfReader

from evalhelpers.blocks import Column, Heading, Prose, Table
from evalhelpers.press.document import Document
from evalhelpers.press.front import Front
from evalhelpers.press.html import page

pytestmark = pytest.mark.slow
TESTS = Path(__file__).parent
AXE = TESTS / "node_modules/axe-core/axe.min.js"
VNU = TESTS / "node_modules/vnu-jar/build/dist/vnu.jar"
CHROMIUM = os.environ.get("EVALHELPERS_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture
def report(tmp_path: Path, front: Front) -> Path:
    """Write the sample document as a page; every kind of block is in it, and a word wider than any screen."""
    word = "kata" * 500
    table = Table("tabel-lebar", word, (Column("A"), Column("B", True), Column(word)), (("x", word, "y"),))
    blocks = (*DOCUMENT.blocks, Heading(word, 2, "panjang"), Prose(((word,),)), table)
    path = tmp_path / "index.html"
    path.write_text(page(Document(blocks, DOCUMENT.values), front), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 1280])
def test_a_report_opens_without_a_network_and_asks_for_nothing(browser, report: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    opened, asked, said = context.new_page(), [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(report.as_uri())
    assert asked == [report.as_uri()]
    assert said == []
    assert opened.title().startswith("Laporan Evaluasi")
    assert opened.evaluate("document.documentElement.lang") == "id"
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_the_edge_of_the_screen(browser, report: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    opened = context.new_page()
    opened.goto(report.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    wide = "[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().right > innerWidth + 1).length"
    assert opened.evaluate(wide) == 0
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser, report: Path, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci --prefix tests)")
    context = browser.new_context(viewport={"width": width, "height": 800})
    opened = context.new_page()
    opened.goto(report.as_uri())
    opened.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.evaluate("axe.run()")
    assert len(found["passes"]) > 15
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    context.close()


def test_the_skip_link_leads_to_the_text(browser, report: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    opened = context.new_page()
    opened.goto(report.as_uri())
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    opened.keyboard.press("Enter")
    # The browser follows the link after the key press has been answered.
    opened.wait_for_url("**/*#isi", timeout=10_000)
    context.close()


def test_every_printed_sheet_carries_its_number_and_marks(browser, report: Path) -> None:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(report.as_uri())
    sheets = PdfReader(io.BytesIO(opened.pdf(prefer_css_page_size=True))).pages
    context.close()
    for number, sheet in enumerate(sheets, start=1):
        text = " ".join(sheet.extract_text().split())
        assert f"Halaman {number} dari {len(sheets)}" in text
        assert "TERBATAS" in text
        assert "KONSEP" in text


def test_the_page_is_valid_html(report: Path) -> None:
    if not VNU.exists() or shutil.which("java") is None:
        pytest.skip("vnu-jar or java is not installed (npm ci --prefix tests)")
    command = ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    messages = json.loads(done.stderr)["messages"]
    assert [m["message"] for m in messages if m["type"] == "error"] == []
