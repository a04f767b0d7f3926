"""Only what changed is made again, and the result is the one a full run would give."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import small_project as small

from evalhelpers import fingerprints
from evalhelpers.cli.basis import Basis
from evalhelpers.press import gate, plan

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = small.make(tmp_path_factory.mktemp("kecil"))
    code, said = small.run(place)
    assert code == 0, said
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "proyek")
    return tmp_path / "proyek"


def due(said: str) -> set[str]:
    """Return the reports a plan would make, as `period/slug`."""
    return {
        f"{m[2]}/{m[1]}" for m in re.finditer(r"^(\S+) (\d{4}-S\d): .* → dibuat$", said, flags=re.MULTILINE)
    }


MANIFESTS = {f"{period}/manifest.json" for period in small.PERIODS}
EVERYTHING = {f"{period}/{slug}" for period in small.PERIODS for slug in small.SLUGS}


def alter(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def last_visit_of(place: Path, sheet: str, year: int) -> None:
    """Raise the last stated profit on a sheet of the monitoring workbook of a year."""
    [path] = (place / "raw/kunjungan").glob(f"*{year}*.xlsx")
    book = openpyxl.load_workbook(path)
    rows = book[sheet]
    header = next(
        c for row in rows.iter_rows(max_row=12) for c in row if "laba" in str(c.value or "").casefold()
    )
    cell = next(
        rows.cell(at, header.column)
        for at in range(rows.max_row, header.row, -1)
        if isinstance(rows.cell(at, header.column).value, int | float)
    )
    cell.value += 125_000
    book.save(path)


def test_nothing_changed_makes_nothing_and_touches_no_page(place: Path) -> None:
    site = place / "outputs/site"
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*/*/*.*")}
    pages = small.tree(site)
    code, said = small.run(place)
    assert code == 0, said
    assert "Laporan: 4 tidak berubah." in said
    assert "data bersih yang lalu dipakai" in said
    assert {p: p.stat().st_mtime_ns for p in site.rglob("*/*/*.*")} == before
    assert small.tree(site) == pages


def other_period(place: Path) -> None:
    alter(place / "params/2025-S1.yaml", "status: draft", "status: final")


def every_report(place: Path) -> None:
    alter(place / "params/programme.yaml", "profit_gain: 0.10", "profit_gain: 0.15")


def poverty(place: Path) -> None:
    path = place / "params/reference/garis_kemiskinan.csv"
    alter(path, "bulungan,2024,3,572546", "bulungan,2024,3,592546")


def district_notebook(place: Path) -> None:
    path = place / "notebooks/district_report.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    nb["cells"] = [c for c in nb["cells"] if 'section("kesejahteraan")' not in "".join(c["source"])]
    path.write_text(json.dumps(nb, ensure_ascii=False), encoding="utf-8")


def page_removed(place: Path) -> None:
    (place / "outputs/site/2025-S1/bulungan/index.html").unlink()


def page_altered(place: Path) -> None:
    with (place / "outputs/site/2024-S2/provinsi/laporan.pdf").open("ab") as stream:
        stream.write(b" ")


def record_lost(place: Path) -> None:
    shutil.rmtree(place / "outputs/internal/cache")


def dataset_spoilt(place: Path) -> None:
    for part in (place / "outputs/internal/dataset/kunjungan").rglob("part.parquet"):
        part.write_bytes(part.read_bytes()[:100])


def values_spoilt(place: Path) -> None:
    for path in (place / "outputs/internal/cache/values").rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:200])
    shutil.rmtree(place / "outputs/internal/cache/plans")


def only_a_comment_on_how_files_are_read(place: Path) -> None:
    with (place / "params/sources.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# catatan\n")


def file_touched_and_moved(place: Path) -> None:
    [path] = (place / "raw/kunjungan").glob("*2023*.xlsx")
    path.rename(path.with_name(f"{path.stem} v2.xlsx"))


@pytest.mark.parametrize(
    ("change", "expected", "reason"),
    [
        (other_period, {"2025-S1/bulungan", "2025-S1/provinsi"}, "params/2025-S1.yaml berubah"),
        (every_report, EVERYTHING, "params/programme.yaml berubah"),
        (poverty, EVERYTHING, "params/reference/garis_kemiskinan.csv berubah"),
        (district_notebook, {"2024-S2/bulungan", "2025-S1/bulungan"}, "notebook berubah"),
        (page_removed, {"2025-S1/bulungan"}, "berkas terbitan hilang atau diubah"),
        (page_altered, {"2024-S2/provinsi"}, "berkas terbitan hilang atau diubah"),
        (dataset_spoilt, set(), ""),
        (values_spoilt, set(), ""),
        (only_a_comment_on_how_files_are_read, set(), ""),
        (file_touched_and_moved, set(), ""),
    ],
)
def test_a_change_is_noticed_named_and_leads_to_the_result_of_a_full_run(
    place: Path, change: Callable[[Path], None], expected: set[str], reason: str
) -> None:
    change(place)
    code, said = small.run(place, name="plan")
    assert code == 0, said
    assert due(said) == expected, said
    assert reason in said
    before = small.tree(place / "outputs/site")
    code, said = small.run(place)
    assert code == 0, said
    after = small.tree(place / "outputs/site")
    if not expected:
        # Only the manifests may tell that something has changed.
        assert {name for name in after if after[name] != before.get(name)} <= MANIFESTS
    elif expected == EVERYTHING:
        assert all(after[name] != before[name] for name in before if name.endswith("manifest.json"))
    else:
        assert after == small.fresh(place)


def test_what_is_not_remembered_is_made_again_and_is_the_same(place: Path) -> None:
    record_lost(place)
    before = small.tree(place / "outputs/site")
    code, said = small.run(place)
    assert code == 0
    assert "Laporan: 4 terbit." in said
    assert small.tree(place / "outputs/site") == before


def test_a_later_visit_leaves_the_reports_of_earlier_periods_alone(place: Path) -> None:
    last_visit_of(place, "Semester I", 2025)
    # Saving a workbook anew drops what its formulas came to; that is another change.
    code, said = small.run(place, name="plan")
    assert code == 0, said
    assert due(said) == {"2025-S1/bulungan", "2025-S1/provinsi"}, said
    assert "kunjungan berubah" in said
    code, said = small.run(place)
    assert "Laporan: 2 terbit, 2 tidak berubah." in said
    assert small.tree(place / "outputs/site") == small.fresh(place)


def test_force_makes_everything_again_and_nothing_else_comes_of_it(place: Path) -> None:
    before = small.tree(place / "outputs/site")
    code, said = small.run(place, "--force")
    assert code == 0
    assert "Laporan: 4 terbit." in said
    assert small.tree(place / "outputs/site") == before


def test_a_plan_makes_no_page(place: Path) -> None:
    every_report(place)
    before = small.tree(place / "outputs/site")
    code, said = small.run(place, name="plan")
    assert code == 0
    assert "4 dari 4 laporan akan dibuat." in said
    assert small.tree(place / "outputs/site") == before


def test_a_page_that_holds_a_name_now_known_is_no_hit() -> None:
    words = "kepala dinas sosial\nsiti aminah menerima bantuan"
    names = gate.Forbidden(frozenset({("siti", "aminah")}))
    assert gate.holds_a_name(words, names)
    assert not gate.holds_a_name(words, gate.Forbidden(frozenset({("sosial", "siti")})))


def test_every_ingredient_of_a_key_counts(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"x")
    files = {"a.html": {"bytes": 1, "sha256": fingerprints.of_bytes(b"x")}}
    key = {
        "kode": "1",
        "lingkungan": "1",
        "notebook": "1",
        "params/programme.yaml": "1",
        "data: kunjungan": "1",
    }
    record = plan.Record(key, files, "", "", "")
    assert not plan.decide("2025-S1", "tarakan", key, record, tmp_path, force=False).is_due
    for name in key:
        changed = plan.decide("2025-S1", "tarakan", {**key, name: "2"}, record, tmp_path, force=False)
        assert changed.reasons == (f"{plan.word(name)} berubah",)
        gone = {k: v for k, v in key.items() if k != name}
        assert plan.decide("2025-S1", "tarakan", gone, record, tmp_path, force=False).is_due
    more = plan.decide("2025-S1", "tarakan", {**key, "baru": "1"}, record, tmp_path, force=False)
    assert more.reasons == ("baru berubah",)
    assert str(more) == "tarakan 2025-S1: baru berubah"
    (tmp_path / "b.pdf").write_bytes(b"")
    assert plan.decide("2025-S1", "tarakan", key, record, tmp_path, force=False).reasons == (plan.SPOILT,)


def test_the_run_sheets_of_other_periods_and_how_files_are_read_are_no_ingredient() -> None:
    params = dict.fromkeys(("programme.yaml", "sources.yaml", "2024-S2.yaml", "2025-S1.yaml"), "1")
    basis = Basis("p", "e", params, {"district_report.ipynb": "n"})
    key = basis.of_report("district_report.ipynb", "2025-S1", ["2024-S2", "2025-S1"])
    assert set(key) == {"kode", "lingkungan", "notebook", "params/programme.yaml", "params/2025-S1.yaml"}


def interrupted(place: Path, number: int, after: int) -> tuple[int, str, float]:
    """Run everything, send a signal after some reports, and return exit code, words and seconds to the end."""
    process = subprocess.Popen(
        small.command("--force", "--workers", "1"), cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith(f"[{after}/"):
            break
    process.send_signal(number)
    sent = time.monotonic()
    rest, _ = process.communicate(timeout=60)
    return process.returncode, "".join(said) + rest, time.monotonic() - sent


def is_whole(site: Path) -> bool:
    """Say whether every published folder is complete and as its manifest says."""
    for path in site.glob("*/manifest.json"):
        for slug, report in json.loads(path.read_text(encoding="utf-8"))["reports"].items():
            for name, entry in report["files"].items():
                if entry["sha256"] != fingerprints.of_bytes((path.parent / slug / name).read_bytes()):
                    return False
    whole = {"bagikan", "index.html", "indikator.csv", "indikator.xlsx", "laporan.pdf"}
    return all({f.name for f in p.parent.iterdir()} == whole for p in site.glob("*/*/index.html"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_soon_leaves_nothing_half_and_is_taken_up(place: Path, number: int) -> None:
    wanted = small.tree(place / "outputs/site")
    shutil.rmtree(place / "outputs/site")
    code, said, seconds = interrupted(place, number, after=2)
    assert code == 130, said
    assert "Laporan yang sudah selesai tetap utuh" in said
    assert seconds < 10
    assert is_whole(place / "outputs/site")
    assert not (place / "outputs/internal/staging").exists()
    code, said = small.run(place)
    assert "Laporan: 2 terbit, 2 tidak berubah." in said
    assert small.tree(place / "outputs/site") == wanted


def test_a_run_that_was_killed_is_taken_up(place: Path) -> None:
    wanted = small.tree(place / "outputs/site")
    shutil.rmtree(place / "outputs/site")
    code, _, _ = interrupted(place, signal.SIGKILL, after=1)
    assert code == -signal.SIGKILL
    code, said = small.run(place)
    assert code == 0, said
    assert small.tree(place / "outputs/site") == wanted


def test_a_folder_that_was_being_replaced_comes_back(place: Path) -> None:
    page = place / "outputs/site/2025-S1/bulungan"
    page.rename(page.with_name(".bulungan.lama"))
    code, said = small.run(place)
    assert code == 0
    assert "Laporan: 4 tidak berubah." in said
    assert not list((place / "outputs/site").rglob(".*"))


SURROUNDINGS = {
    "PYTHONHASHSEED": "7",
    "LC_ALL": "C",
    "LANG": "C",
    "TZ": "America/New_York",
    "OMP_NUM_THREADS": "2",
    "EVALHELPERS_ORDINARY_KERNELS": "1",
}


def test_the_same_inputs_give_the_same_bytes_whatever_the_surroundings(place: Path, tmp_path: Path) -> None:
    """Other seed, locale, zone, home, user settings, number of workers, and ordinary kernels."""
    home = tmp_path / "rumah"
    (home / ".config/matplotlib").mkdir(parents=True)
    (home / ".config/matplotlib/matplotlibrc").write_text(
        "lines.linewidth: 9\naxes.grid: True\nfont.size: 30\n"
    )
    (home / ".ipython/profile_default/startup").mkdir(parents=True)
    (home / ".ipython/profile_default/startup/00.py").write_text(
        "import pandas; pandas.set_option('display.precision', 1)\n"
    )
    (home / "startup.py").write_text("raise SystemExit('PYTHONSTARTUP')\n")
    env = {**SURROUNDINGS, "HOME": str(home), "PYTHONSTARTUP": str(home / "startup.py")}
    elsewhere = small.fresh(place, "--workers", "1", env=env)
    assert elsewhere == small.tree(place / "outputs/site")


def test_two_commands_do_not_work_in_one_folder(place: Path) -> None:
    first = subprocess.Popen(
        small.command("--force"), cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert first.stdout.readline().startswith("Membaca")
    code, said = small.run(place)
    assert code == 2
    assert "Perintah lain sedang bekerja" in said
    rest, _ = first.communicate(timeout=120)
    assert "Laporan: 4 terbit." in rest


def test_the_log_of_a_run_says_why_each_report_was_made(place: Path) -> None:
    page_removed(place)
    small.run(place)
    log = max((place / "outputs/internal/runs").glob("*.jsonl"))
    [line] = [json.loads(text) for text in log.read_text(encoding="utf-8").splitlines()]
    assert line["status"] == "ok"
    assert line["reasons"] == ["berkas terbitan hilang atau diubah"]


def test_a_published_page_that_holds_the_name_of_somebody_new_is_made_again_and_held_back(
    place: Path,
) -> None:
    """Names are no data of a report, so nothing else of it changes."""
    [path] = (place / "raw/penerima").glob("*2025.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = next(s for s in book.worksheets if "2025" in s.title)
    header = next(
        c for row in sheet.iter_rows(max_row=12) for c in row if str(c.value).startswith("Nama Pen")
    )
    sheet.cell(sheet.max_row - 12, header.column).value = "Evaluasi Bantuan"
    book.save(path)
    code, said = small.run(place, name="plan")
    assert code == 0
    assert "daftar nama berubah, dan halaman memuat salah satunya" in said, said
    code, said = small.run(place)
    assert code == 3, said
    assert "ditahan gerbang" in said


def test_a_file_that_lacks_a_column_is_told_again_by_every_run(place: Path) -> None:
    """What ended with a complaint is not taken for the normal state because nothing has changed since."""
    [path] = (place / "raw/kunjungan").glob("*2024.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=12):
            for cell in row:
                if str(cell.value or "").startswith("Tgl Kunj"):
                    cell.value = "Xyz"
    book.save(path)
    first, second = small.run(place), small.run(place)
    assert first[0] == second[0] == 1, first
    assert "Xyz" in second[1] or "tidak ada:" in second[1], second
