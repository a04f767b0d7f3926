"""The whole way as a user goes it: messy files, one command, and what leadership opens read back."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pypdf import PdfReader

from evalhelpers import catalogue, sample
from evalhelpers.params import read_project
from evalhelpers.press import plan

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
PERIODS = ["2023-S1", "2023-S2", "2024-S1", "2024-S2", "2025-S1", "2025-S2"]
SLUGS = ["provinsi", "bulungan", "malinau", "nunukan", "tana-tidung", "tarakan"]


@dataclass
class Ran:
    """A finished command and the folders it worked on."""

    code: int
    out: str
    raw: Path
    outputs: Path
    truth: Path

    @property
    def site(self) -> Path:
        return self.outputs / "site"


def evalhelpers(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from evalhelpers.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=900)


def run(base: Path, *arguments: object) -> Ran:
    raw, outputs = base / "raw", base / "outputs"
    done = evalhelpers("run", *arguments, "--raw", raw, "--outputs", outputs, "--identity", base / "identity")
    return Ran(done.returncode, done.stdout + done.stderr, raw, outputs, base / "raw-truth")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Make the sample programme and all its reports once."""
    base = tmp_path_factory.mktemp("uep")
    sample.write(base / "raw", reference=read_project(ROOT).reference)
    done = run(base, "--all")
    assert done.code == 0, done.out
    return done


@pytest.fixture
def copy(made: Ran, tmp_path: Path) -> Path:
    """Copy raw files, outputs and identity, to be spoilt."""
    shutil.copytree(made.raw.parent, tmp_path / "uep")
    return tmp_path / "uep"


class Page(HTMLParser):
    """The words of a page, its numbers with their findings, its links and its table captions."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.facts: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "data":
            self.facts.append((given["data-fact"] or "", given["value"] or ""))
        if tag == "a":
            self.links.append(given["href"] or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def values(path: Path) -> dict[str, str]:
    """Return every number of an indikator.csv by fact id."""
    found = {}
    for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
        for column in catalogue.COLUMNS[5:13]:
            found[f"{row['code']}.{row['measure']}/{row['group']}/{row['period']}/{column}"] = row[column]
    return found


def test_one_command_makes_every_report(made: Ran) -> None:
    for period in PERIODS:
        for slug in SLUGS:
            names = sorted(p.name for p in (made.site / period / slug).iterdir())
            assert names == ["bagikan", "index.html", "indikator.csv", "indikator.xlsx", "laporan.pdf"]
    assert "Laporan: 36 terbit." in made.out
    assert "Neraca baris" in made.out
    assert not (made.outputs / "internal" / "staging").exists() or not list(
        (made.outputs / "internal" / "staging").rglob("*.html")
    )


def test_every_link_of_the_site_leads_somewhere_and_none_leaves_it(made: Ran) -> None:
    for path in made.site.rglob("*.html"):
        for link in Page(path).links:
            if not link.startswith("#"):
                assert not link.startswith(("http", "//", "/")), (path, link)
                assert (path.parent / link).resolve().is_file(), (path, link)


def test_the_machine_readable_result_has_the_agreed_columns_and_keys(made: Ran) -> None:
    for path in made.site.rglob("indikator.csv"):
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        assert tuple(table.columns) == catalogue.COLUMNS
        assert not table.duplicated(list(catalogue.KEY)).any()
        assert set(table["unit"]) <= {"share", "rp", "persons", "probability", "criteria", "contacts", "days"}
        for column in catalogue.COLUMNS[5:13]:
            for text in table[column]:
                digits = re.sub(r"\D", "", text).strip("0")
                assert len(digits) <= 10, (path, text)
                assert ";" not in text
                assert "," not in text


def test_numbers_in_prose_are_those_of_the_csv_or_are_recorded_as_derived(made: Ran) -> None:
    for path in made.site.rglob("*/*/index.html"):
        period, slug = path.parts[-3], path.parts[-2]
        findings = json.loads(
            (made.outputs / f"internal/findings/{period}/{slug}.json").read_text(encoding="utf-8")
        )
        known = {**findings["derived"], **values(path.with_name("indikator.csv"))}
        facts = Page(path).facts
        assert len(facts) > 20
        assert [f for f in facts if known.get(f[0]) != f[1]] == []


def test_the_first_page_prints_all_three_levels_whatever_the_office_calls_success(made: Ran) -> None:
    page = Page(made.site / "2025-S1/bulungan/index.html")
    numbers = values(made.site / "2025-S1/bulungan/indikator.csv")
    everyone = numbers["B4.belum_terpantau/semua/2025-S1/denominator"]
    unseen = numbers["B4.belum_terpantau/semua/2025-S1/numerator"]
    levels = [
        numbers[f"B3.{level}/semua/2025-S1/numerator"] for level in ("bertahan", "berkembang", "graduasi")
    ]
    assert (
        f"Dari {everyone} penerima: {levels[0]} usahanya masih berjalan, {levels[1]} labanya meningkat, {levels[2]} juga "
        f"berada di atas garis kemiskinan (proksi); {unseen} belum terpantau."
    ) in page.text


def test_every_report_shows_at_least_five_figures_with_words_written_from_the_data(made: Ran) -> None:
    for path in made.site.rglob("*/*/index.html"):
        alts = re.findall(r'<svg[^>]*aria-label="([^"]+)"', path.read_text(encoding="utf-8"))
        assert len(alts) >= 5, path
        assert len(set(alts)) == len(alts)
        assert all(len(alt) > 40 for alt in alts)


def test_pages_are_small_without_their_figures(made: Ran) -> None:
    for path in made.site.rglob("*/*/index.html"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'<figure class="chart".*?</figure>', "", text, flags=re.DOTALL)
        assert len(text.encode()) < 100_000, path


def test_every_indicator_that_has_a_number_is_shown_somewhere(made: Ran) -> None:
    for path in made.site.rglob("indikator.csv"):
        period, slug = path.parts[-3], path.parts[-2]
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        numbers = table[(table["period"] == period) & (table["value"] != "")]
        # Of many indicators small groups alone may have numbers: those stand in the CSV.
        by_group = numbers["code"].isin(["A8", "B9", "C2", "E6", "E8"])
        numbers = numbers[(numbers["group"] == "semua") | by_group]
        findings = made.outputs / f"internal/findings/{period}/{slug}.json"
        shown = {f["id"].partition(".")[0] for f in json.loads(findings.read_text(encoding="utf-8"))["facts"]}
        assert set(numbers["code"]) <= shown, path


def test_the_pdf_is_archival_accessible_and_carries_its_data(made: Ran) -> None:
    folder = made.site / "2025-S1/tarakan"
    reader = PdfReader(folder / "laporan.pdf")
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode("utf-8")
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.trailer["/Root"]["/Lang"] == "id-ID"
    assert reader.attachments["indikator.csv"][0] == (folder / "indikator.csv").read_bytes()
    assert len(reader.outline) >= 8
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert f"Halaman 2 dari {len(reader.pages)}" in text
    assert "TERBATAS" in reader.pages[-1].extract_text()


def test_nobody_of_the_register_is_in_any_published_or_internal_file(made: Ran) -> None:
    register = pd.read_parquet(made.truth / "penerima.parquet")
    visits = pd.read_parquet(made.truth / "kunjungan.parquet")
    niks = {*register["nik"].dropna(), *visits["nik"].dropna()}
    names = {name for name in register["nama"].dropna() if " " in name}
    files = [p for p in made.site.rglob("*") if p.suffix in {".html", ".csv", ".json", ".txt"}]
    files += [
        p for p in (made.outputs / "internal").rglob("*") if p.suffix in {".csv", ".json", ".ipynb", ".jsonl"}
    ]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not set(re.findall(r"\d{16}", text)) & niks, path
        if path.is_relative_to(made.site):
            assert not [name for name in names if name in text], path


def test_every_row_read_is_accounted_for(made: Ran) -> None:
    found = json.loads((made.site / "2025-S1/manifest.json").read_text(encoding="utf-8"))
    written = pd.read_parquet(made.truth / "rows.parquet")
    assert len(found["account"]) > 30
    for line in found["account"]:
        fates = ("kept", "quarantined", "duplicate", "superseded", "not_data")
        assert line["read"] == sum(line[fate] for fate in fates)
    data = sum(line["read"] - line["not_data"] for line in found["account"])
    assert data == len(written)


def test_the_manifest_holds_what_went_in_and_what_came_out(made: Ran) -> None:
    from evalhelpers.fingerprints import of_bytes

    found = json.loads((made.site / "2025-S1/manifest.json").read_text(encoding="utf-8"))
    assert len(found["raw_files"]) == len(
        [p for p in made.raw.rglob("*") if p.is_file() and not p.name.startswith(".")]
    )
    for slug, report in found["reports"].items():
        assert report["status"] == "ok"
        for name, entry in report["files"].items():
            assert entry["sha256"] == of_bytes((made.site / "2025-S1" / slug / name).read_bytes())


def test_correction_lists_can_be_opened_and_hold_no_formula_and_no_nik(made: Ran) -> None:
    lists = sorted((made.outputs / "internal/corrections").glob("*/*.xlsx"))
    assert lists
    for path in lists:
        for sheet in openpyxl.load_workbook(path).worksheets:
            for row in sheet.iter_rows(values_only=True):
                for cell in row:
                    assert not str(cell).startswith("="), path
                    assert not re.search(r"\d{16}", str(cell)), path


def test_the_same_files_give_the_same_bytes_with_another_number_of_workers(made: Ran, tmp_path: Path) -> None:
    shutil.copytree(made.raw, tmp_path / "raw")
    # All its periods: a page leads to the one before and the one after where the site has them.
    again = run(tmp_path, "--all", "--district", "tana-tidung", "--workers", "1")
    assert again.code == 0, again.out
    folder = Path("2025-S1/tana-tidung")
    names = plan.paths_in(made.site / folder)
    assert plan.paths_in(again.site / folder) == names
    for name in names:
        assert (again.site / folder / name).read_bytes() == (made.site / folder / name).read_bytes(), name


def test_one_file_of_garbage_costs_its_district_alone(copy: Path) -> None:
    before = (copy / "outputs/site/2025-S1/tarakan/index.html").read_bytes()
    [victim] = (copy / "raw/penerima").glob("*Tarakan 2024.xlsx")
    victim.write_bytes(b"\x00\x01garbage" * 500)
    done = run(copy, "2025-S1")
    assert done.code == 1
    assert "Tarakan 2024.xlsx" in done.out
    assert "tidak dapat dibaca" in done.out
    assert (done.site / "2025-S1/tarakan/index.html").read_bytes() == before
    reports = json.loads((done.site / "2025-S1/manifest.json").read_text(encoding="utf-8"))["reports"]
    assert {slug: r["status"] for slug, r in reports.items() if r["status"] != "ok"} == {"tarakan": "old"}
    assert "Lama: laporan baru belum dapat dibuat" in Page(done.site / "index.html").text
    summary = (
        Page(done.site / "2025-S1/provinsi/index.html")
        .text.partition("Bab I ")[2]
        .partition("Bab I Pendahuluan")[0]
    )
    assert "Kota Tarakan tidak dapat dibaca" in summary
    told = evalhelpers("status", "--outputs", done.outputs).stdout
    assert "1 dari 36 laporan belum ada atau lama." in told
    assert "2025-S1 tarakan: penerima/" in told


def test_one_misspelt_parameter_changes_nothing(copy: Path) -> None:
    params = copy / "params"
    shutil.copytree(ROOT / "params", params)
    sheet = params / "2025-S1.yaml"
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("districts: all", "distrik: all"), encoding="utf-8"
    )
    before = {p: p.stat().st_mtime_ns for p in (copy / "outputs").rglob("*")}
    done = run(copy, "2025-S1", "--params", params)
    assert done.code == 2
    assert "2025-S1.yaml:2: kunci 'distrik' tidak dikenal; maksud Anda 'districts'?" in done.out
    assert {p: p.stat().st_mtime_ns for p in (copy / "outputs").rglob("*")} == before


def test_one_missing_sheet_costs_its_district_alone(copy: Path) -> None:
    [path] = (copy / "raw/kunjungan").glob("*Tana Tidung.xlsx")
    book = openpyxl.load_workbook(path)
    del book["2025-S1"]
    book.save(path)
    done = run(copy, "2025-S1")
    assert done.code == 1
    assert "lembar 2025-S1" in done.out
    reports = json.loads((done.site / "2025-S1/manifest.json").read_text(encoding="utf-8"))["reports"]
    assert {slug: r["status"] for slug, r in reports.items() if r["status"] != "ok"} == {"tana-tidung": "old"}


def test_an_empty_or_missing_raw_folder_is_usage_and_leaves_no_trace(tmp_path: Path) -> None:
    done = run(tmp_path, "2025-S1")
    assert done.code == 2
    (tmp_path / "raw").mkdir()
    done = run(tmp_path, "2025-S1")
    assert done.code == 2
    assert not done.outputs.exists()


def test_sample_and_real_data_never_share_a_site(copy: Path) -> None:
    (copy / "raw/.uep-sample").unlink()
    done = run(copy, "2025-S1")
    assert done.code == 2
    assert "data contoh" in done.out


def test_status_says_what_is_there(made: Ran) -> None:
    done = evalhelpers("status", "--outputs", made.outputs)
    assert done.returncode == 0
    assert "0 dari 36 laporan belum ada atau lama." in done.stdout
    assert len([line for line in done.stdout.splitlines() if " terbit " in line]) == 36


def test_the_notebook_shows_the_same_report_when_opened_by_hand(made: Ran, tmp_path: Path) -> None:
    """JupyterLab runs the cells as they stand; only the folder of the dataset differs here."""
    import nbformat
    from nbclient import NotebookClient

    from evalhelpers.press.document import read

    nb = nbformat.read(ROOT / "notebooks/district_report.ipynb", as_version=4)
    cell = next(c for c in nb.cells if "parameters" in c.metadata.get("tags", []))
    assert '"../outputs/internal/dataset"' in cell.source
    cell.source = cell.source.replace(
        "../outputs/internal/dataset", (made.outputs / "internal/dataset").as_posix()
    )
    NotebookClient(
        nb, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "notebooks")}}
    ).execute()
    batch = read(made.outputs / "internal/notebooks/2025-S1/tarakan.ipynb")
    assert read(nb) == batch
    assert all(
        "text/html" in o.data
        for c in nb.cells
        for o in c.get("outputs", [])
        if o.output_type == "execute_result"
    )


def test_the_demo_grows_to_districts_nobody_lives_in(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "params", tmp_path / "params")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    for sheet in (tmp_path / "params").glob("20*.yaml"):
        if sheet.stem != "2025-S2":
            sheet.unlink()
    done = evalhelpers("demo", "--districts", "6", "--recipients", "60", "--no-pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = sorted(p.parent.name for p in (tmp_path / "outputs/site").rglob("*/*/index.html"))
    assert pages == ["d-001", "d-002", "d-003", "d-004", "d-005", "d-006", "provinsi"]
    assert not list((tmp_path / "outputs/site").rglob("*.pdf"))
