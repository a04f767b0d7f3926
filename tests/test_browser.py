"""Every kind of page in a real browser, with the network cut off, from phone to desktop width and on paper."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import site_sample
from pypdf import PdfReader
from site_sample import NEW, OLD

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


WIDTHS = (360, 768, 1280)
# Every kind of page: reports of a province and of a district, a tiny one, one without visits, a final one, the
# front pages, and a page on data quality.
PAGES = {
    "provinsi": f"site/{NEW}/provinsi/index.html",
    "kabupaten": f"site/{NEW}/tarakan/index.html",
    "kecil": f"site/{NEW}/tana-tidung/index.html",
    "kosong": f"site/{NEW}/malinau/index.html",
    "final": f"site/{OLD}/tarakan/index.html",
    "situs": "site/index.html",
    "periode": f"site/{NEW}/index.html",
    "mutu": "mutu.html",
}
DRAFTS = [name for name in PAGES if name not in ("final", "situs")]


@dataclass
class Shown:
    """A page in a window; `asked` and `said` are its requests and console messages."""

    page: Any
    address: str
    width: int
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("halaman")
    site_sample.make(place)
    return place


def opened(browser: Any, path: Path, width: int, height: int = 800) -> Shown:
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    shown = Shown(context.new_page(), path.as_uri(), width)
    shown.page.on("request", lambda request: shown.asked.append(request.url))
    shown.page.on("console", lambda message: shown.said.append(message.text))
    shown.page.goto(shown.address)
    return shown


@pytest.fixture(
    scope="module",
    params=[(name, width) for name in PAGES for width in WIDTHS],
    ids=lambda given: f"{given[0]}-{given[1]}",
)
def shown(request: pytest.FixtureRequest, browser: Any, folder: Path) -> Iterator[Shown]:
    name, width = request.param
    made = opened(browser, folder / PAGES[name], width)
    yield made
    made.page.context.close()


def test_a_page_opens_without_a_network_and_asks_for_nothing(shown: Shown) -> None:
    assert shown.asked == [shown.address]
    assert shown.said == []
    assert shown.page.evaluate("document.documentElement.lang") == "id"


def test_nothing_runs_over_the_edge_of_the_screen(shown: Shown) -> None:
    assert shown.page.evaluate("document.documentElement.scrollWidth") == shown.width
    wide = "[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().right > innerWidth + 1).length"
    assert shown.page.evaluate(wide) == 0


def test_the_names_of_rows_leave_room_for_the_numbers(shown: Shown) -> None:
    """Where a table is moved sideways the first column stays; half of the screen is for the others."""
    taken = """[...document.querySelectorAll('.side tbody th')]
        .filter(th => getComputedStyle(th).position == 'sticky')
        .filter(th => th.closest('.scroll').scrollWidth > th.closest('.scroll').clientWidth)
        .map(th => th.getBoundingClientRect().width / innerWidth)"""
    found = shown.page.evaluate(taken)
    assert max(found, default=0) <= 0.46
    assert found or shown.width > 360 or "provinsi" not in shown.address


def test_numbers_of_tables_stand_on_one_line(shown: Shown) -> None:
    broken = """[...document.querySelectorAll('table:not(.cards, .pairs) td:not([class])')].filter(td => {
        const range = document.createRange();
        range.selectNodeContents(td);
        return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
    }).map(td => td.textContent)"""
    if "/index.html" in shown.address and not shown.address.endswith("site/index.html"):
        assert shown.page.evaluate(broken) == []


def test_whatever_is_tapped_is_big_enough(shown: Shown) -> None:
    small = """[...document.querySelectorAll('a, summary')]
        .filter(e => !e.classList.contains('skip') && e.checkVisibility())
        .filter(e => getComputedStyle(e).display != 'inline' && e.getBoundingClientRect().height < 24)
        .map(e => e.outerHTML)"""
    assert shown.page.evaluate(small) == []


def test_axe_finds_nothing(shown: Shown) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci --prefix tests)")
    shown.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    shown.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = shown.page.evaluate("axe.run()")
    assert len(found["passes"]) > 15
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_four_times_as_large_nothing_is_lost(browser: Any, folder: Path, name: str) -> None:
    """A window of 1280 by 800 enlarged to 400 percent shows 320 by 200."""
    shown = opened(browser, folder / PAGES[name], 320, 200)
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 320
    lost = """[...document.querySelectorAll('h1, h2, h3, p, li, dt, dd, td, tbody th, caption, summary, svg')]
        .filter(e => e.textContent.trim() && !e.closest('details:not([open])'))
        .map(e => [e, e.getBoundingClientRect(), e.closest('.scroll')])
        .filter(([e, box, inner]) => !box.width || !box.height || box.left < -1 || (!inner && box.right > 321))
        .map(([e]) => e.outerHTML.slice(0, 200))"""
    assert shown.page.evaluate(lost) == []
    # Nothing stays on top of so small a window.
    assert shown.page.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "static"
    shown.page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_draft_is_one_wherever_one_looks_and_a_final_nowhere(browser: Any, folder: Path, name: str) -> None:
    shown = opened(browser, folder / PAGES[name], 360)
    places = """[0, 0.3, 0.6, 1].map(part => {
        scrollTo({top: part * document.documentElement.scrollHeight, behavior: 'instant'});
        const bar = document.querySelector('.bar'), box = bar.getBoundingClientRect();
        return box.top >= 0 && box.bottom < 80 ? bar.textContent : '';
    })"""
    heads = "[...document.querySelectorAll('h2')].map(h => getComputedStyle(h, '::after').content)"
    said, marks = shown.page.evaluate(places), shown.page.evaluate(heads)
    is_draft = name in DRAFTS
    assert all(("KONSEP" in text) == is_draft for text in said)
    assert all("DATA CONTOH" in text for text in said)
    assert all(("KONSEP" in mark) == is_draft for mark in marks)
    assert shown.page.title().startswith("[KONSEP] " if is_draft else "Laporan")
    shown.page.context.close()


@pytest.mark.parametrize(("width", "rows"), [(360, 2), (1280, 1)])
def test_key_figures_stand_two_by_two_on_a_phone_and_in_a_row_on_a_desk(
    browser: Any, folder: Path, width: int, rows: int
) -> None:
    shown = opened(browser, folder / PAGES["kabupaten"], width)
    tops = "[...document.querySelectorAll('.tiles li')].map(li => Math.round(li.getBoundingClientRect().top))"
    assert len(set(shown.page.evaluate(tops))) == rows
    numbers = "[...document.querySelectorAll('.tiles b')].map(b => Math.round(b.getBoundingClientRect().top))"
    assert len(set(shown.page.evaluate(numbers))) == rows
    shown.page.context.close()


def test_a_state_is_told_by_a_sign_and_words_not_by_colour_alone(browser: Any, folder: Path) -> None:
    shown = opened(browser, folder / PAGES["kabupaten"], 360)
    for place, cell in ((".tiles li", "li"), (".states tbody tr", "td:last-child")):
        signs = f"""[...document.querySelectorAll('{place}')].map(e => [
            e.className, e.textContent,
            getComputedStyle(e.matches('li') ? e : e.querySelector('{cell}'), '::after').content[1]])"""
        found = {kind: (text, sign) for kind, text, sign in shown.page.evaluate(signs) if kind}
        assert {kind: sign for kind, (_, sign) in found.items()} == {"good": "✓", "middle": "–", "bad": "✕"}
        assert "belum tercapai" in found["bad"][0]
    shown.page.context.close()


def test_cells_of_a_card_stand_beside_the_name_of_their_column(browser: Any, folder: Path) -> None:
    shown = opened(browser, folder / PAGES["kabupaten"], 360)
    names = """[...document.querySelectorAll('#tabel-target tbody tr:first-child td')]
        .map(td => getComputedStyle(td, '::before').content)"""
    assert shown.page.evaluate(names) == ['"Capaian"', '"Target"', '"Keadaan"']
    shown.page.context.close()


def test_the_skip_link_leads_to_the_text(browser: Any, folder: Path) -> None:
    shown = opened(browser, folder / PAGES["kabupaten"], 360)
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    shown.page.keyboard.press("Enter")
    # The browser follows the link after the key press has been answered.
    shown.page.wait_for_url("**/*#isi", timeout=10_000)
    shown.page.context.close()


def test_the_way_to_another_period_and_back_is_open(browser: Any, folder: Path) -> None:
    shown = opened(browser, folder / PAGES["situs"], 360)
    for label in ("Kota Tarakan Semester I Tahun 2025", "Sebelumnya", "Berikutnya", "Semua laporan"):
        shown.page.get_by_role("link", name=label).first.click()
        shown.page.wait_for_load_state()
    assert shown.page.url == shown.address
    shown.page.context.close()


@pytest.fixture(scope="module")
def sheets(browser: Any, folder: Path) -> dict[str, list[str]]:
    """Return the text of each sheet of every page as the browser prints it."""
    found = {}
    for name, path in PAGES.items():
        shown = opened(browser, folder / path, 1280)
        data = shown.page.pdf(prefer_css_page_size=True)
        found[name] = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(data)).pages]
        shown.page.context.close()
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_printed_sheet_carries_its_number_and_marks(sheets: dict[str, list[str]], name: str) -> None:
    for number, text in enumerate(sheets[name], start=1):
        assert f"Halaman {number} dari {len(sheets[name])}" in text
        assert "TERBATAS" in text or name == "mutu"
        assert "DATA CONTOH" in text
        assert ("KONSEP" in text) == (name in DRAFTS)
        assert "Daftar tabel (" not in text


def test_no_row_is_cut_between_two_sheets_and_heads_are_repeated(sheets: dict[str, list[str]]) -> None:
    on = [text for text in sheets["provinsi"] if "mulai" in text]
    assert len(on) > 1
    for number in range(40):
        [text] = [text for text in on if f"mulai{number} " in text]
        assert f"akhir{number} " in text
    assert all("Masalah Keterangan Banyaknya" in text for text in on)


def test_on_paper_key_figures_stand_in_one_row(browser: Any, folder: Path) -> None:
    shown = opened(browser, folder / PAGES["kabupaten"], 640)
    shown.page.emulate_media(media="print")
    tops = "[...document.querySelectorAll('.tiles li')].map(li => Math.round(li.getBoundingClientRect().top))"
    assert len(set(shown.page.evaluate(tops))) == 1
    shown.page.context.close()


def test_the_pages_are_valid_html(folder: Path) -> None:
    if not VNU.exists() or shutil.which("java") is None:
        pytest.skip("vnu-jar or java is not installed (npm ci --prefix tests)")
    files = [str(folder / path) for path in PAGES.values()]
    command = ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    messages = json.loads(done.stderr)["messages"]
    assert [(m["message"], m.get("extract")) for m in messages if m["type"] == "error"] == []
