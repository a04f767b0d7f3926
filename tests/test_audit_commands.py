"""The commands for auditors as an auditor uses them: one number, a random list, and the books of final periods."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import small_project as small

from evalhelpers.catalogue import INDICATORS
from evalhelpers.narrative.id import audit as words

pytestmark = pytest.mark.slow
BOOKS = Path("outputs/internal/audit/2025-S1")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project whose newest period is final, with all its reports."""
    place = small.make(tmp_path_factory.mktemp("audit"))
    sheet = place / "params/2025-S1.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("draft", "final"), encoding="utf-8")
    code, said = small.run(place, "--no-pdf")
    assert code == 0, said
    assert "Buku pemeriksa: 2 berkas di" in said
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "proyek")
    return tmp_path / "proyek"


def ask(place: Path, *arguments: object) -> tuple[int, str]:
    program = Path(sys.executable).with_name("evalhelpers")
    done = subprocess.run([str(program), *map(str, arguments)], cwd=place, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def published(place: Path, slug: str = "bulungan") -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the values of the newest page by code, measure and group."""
    text = (place / f"outputs/site/2025-S1/{slug}/indikator.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return {(r["code"], r["measure"], r["group"]): r for r in rows if r["period"] == "2025-S1"}


def rows_of(path: Path, sheet: str) -> list[dict[str, object]]:
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_number_is_told_and_its_rows_are_written(made: Path) -> None:
    code, said = ask(made, "trace", "bulungan", "2025-S1", "B3")
    assert code == 0, said
    lines = said.splitlines()
    assert lines[0] == "B3 Tingkat keberhasilan"
    assert INDICATORS["B3"].definition["id"] in lines
    for measure, name in (("bertahan", "Masih berjalan"), ("berkembang", "Laba meningkat")):
        row = published(made)["B3", measure, "semua"]
        at = next(i for i, x in enumerate(lines) if x.startswith(f"{name}, Semua (B3.{measure}/semua): "))
        assert row["value"] in lines[at]
        numbers = [row[name] for name in ("numerator", "denominator", "missing")]
        assert lines[at + 1] == "  pembilang {}; penyebut {}; belum diketahui {}".format(*numbers)
    assert any(line.startswith("Bantuan yang tidak dihitung: ") for line in lines)
    assert any(line.startswith("Sama dengan angka halaman yang terbit") for line in lines)
    path = Path(lines[-1].removeprefix("Ditulis: "))
    assert path == (made / "outputs/internal/trace/2025-S1/bulungan-B3.xlsx").resolve()
    met = [
        r for r in rows_of(path, "B3 baris") if (r["ukuran"], r["peran"]) == ("Laba meningkat", "Pembilang")
    ]
    assert len(met) == int(published(made)["B3", "berkembang", "semua"]["numerator"])
    for row in met:
        raw = made / "raw" / str(row["berkas"])
        cells = [str(c.value) for c in openpyxl.load_workbook(raw)[str(row["lembar"])][row["baris"]]]
        assert row["id_bantuan"] in cells


@pytest.mark.parametrize("code", ["A2", "B9", "E6", "E8"])
def test_indicators_without_a_value_of_everyone_are_traced_too(made: Path, code: str) -> None:
    ended, said = ask(made, "trace", "provinsi", "2025-S1", code)
    assert ended == 0, said


def test_a_group_or_a_fact_of_the_page_is_traced_alone(made: Path) -> None:
    page = (made / "outputs/site/2025-S1/bulungan/index.html").read_text(encoding="utf-8")
    fact = next(
        f for f in re.findall(r'data-fact="([^"]+)"', page) if f.startswith("B1.utama/semua/2025-S1/")
    )
    code, said = ask(made, "trace", "bulungan", "2025-S1", fact)
    assert code == 0, said
    assert said.splitlines()[-1].endswith("/bulungan-B1.utama-semua.xlsx")
    code, said = ask(made, "trace", "bulungan", "2025-S1", "B3.berkembang/tahun=2024")
    assert code == 0, said
    assert "(B3.berkembang/tahun=2024)" in said
    assert "/semua)" not in said


def test_a_page_that_has_other_numbers_is_told(place: Path) -> None:
    path = place / "outputs/site/2025-S1/bulungan/indikator.csv"
    text = path.read_text(encoding="utf-8")
    row = re.search(r"^B1,utama,bulungan,2025-S1,semua,[\d.]+", text, flags=re.MULTILINE)
    assert row
    path.write_text(text.replace(row[0], row[0] + "1"), encoding="utf-8")
    code, said = ask(place, "trace", "bulungan", "2025-S1", "B1")
    assert code == 0, said
    assert f"BERBEDA dari halaman yang terbit ({path.resolve()}): B1.utama/semua." in said
    path.unlink()
    assert words.NOT_PUBLISHED in ask(place, "trace", "bulungan", "2025-S1", "B1")[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("bulungn", "2025-S1", "B3"), "Kabupaten/kota 'bulungn' tidak dikenal; maksud Anda 'bulungan'?"),
        (("provinsi", "2025-S4", "B3"), "Periode '2025-S4' tidak punya lembar kerja; maksud Anda '2025-S1'?"),
        (("provinsi", "2025-S1", "B33"), "Indikator 'B33' tidak ada; maksud Anda 'B3'?"),
        (("provinsi", "2025-S1", "B3.bertahn"), "maksud Anda 'bertahan'?"),
        (("provinsi", "2025-S1", "B3.bertahan/tahun=2034"), "Kelompok 'tahun=2034' tidak ada; maksud Anda "),
        (("provinsi", "2025-S1", "B3.bertahan/semua/2024-S2/value"), "periode '2024-S2'"),
    ],
)
def test_a_wrong_word_is_answered_with_the_nearest(made: Path, given: tuple[str, ...], said: str) -> None:
    code, answer = ask(made, "trace", *given)
    assert code == 2
    assert said in answer
    assert "Traceback" not in answer


def test_without_data_the_command_to_run_is_named(made: Path, tmp_path: Path) -> None:
    for given in (("trace", "bulungan", "2025-S1", "B3"), ("spot-check", "2025-S1", "--seed", 1)):
        code, said = ask(made, *given, "--outputs", tmp_path / "kosong")
        assert code == 2
        assert "jalankan `evalhelpers check`" in said
    assert not (tmp_path / "kosong").exists()


def test_a_random_list_is_the_same_for_the_same_seed_and_never_lost(place: Path) -> None:
    path = place / BOOKS / "uji-petik.xlsx"
    code, said = ask(place, "spot-check", "2025-S1", "--n", 6, "--seed", 3)
    assert code == 0, said
    first = path.read_bytes()
    assert said.startswith("6 dari ")
    assert len(rows_of(path, words.SPOT["list"])) == 6
    assert ask(place, "spot-check", "2025-S1", "--n", 6, "--seed", 3) == (code, said)
    assert path.read_bytes() == first
    code, said = ask(place, "spot-check", "2025-S1", "--n", 6, "--seed", 4)
    assert code == 0
    assert path.read_bytes() != first
    assert (place / BOOKS / "uji-petik-lama-1.xlsx").read_bytes() == first
    assert "uji-petik-lama-1.xlsx" in said
    code, said = ask(place, "spot-check", "2025-S9", "--seed", 4)
    assert (code, "maksud Anda '2025-S1'?" in said) == (2, True)


def test_only_final_periods_have_books_one_for_each_page(made: Path) -> None:
    assert {p.relative_to(made).as_posix() for p in (made / BOOKS.parent).rglob("*.xlsx")} == {
        f"{BOOKS.as_posix()}/{slug}.xlsx" for slug in small.SLUGS
    }
    for slug in small.SLUGS:
        book = openpyxl.load_workbook(made / BOOKS / f"{slug}.xlsx", read_only=True)
        assert [name for name in book.sheetnames if name in INDICATORS] == list(INDICATORS)


def test_a_book_has_the_numbers_of_its_page(made: Path) -> None:
    book = openpyxl.load_workbook(made / BOOKS / "bulungan.xlsx")
    checked = 0
    for code in INDICATORS:
        rows = list(book[code].iter_rows(values_only=True))
        at = next((i for i, row in enumerate(rows) if row[0] == "ukuran"), len(rows))
        for row in rows[at + 1 :]:
            page = published(made).get((code, str(row[0]), str(row[2]))) if row[0] else None
            if page and page["value"]:
                checked += 1
                assert float(page["value"]) == pytest.approx(row[4], rel=1e-9)
    assert checked > 300


def test_nothing_changed_makes_no_book_and_a_missing_one_is_made_again(place: Path) -> None:
    books = {slug: place / BOOKS / f"{slug}.xlsx" for slug in small.SLUGS}
    before = {slug: (path.stat().st_mtime_ns, path.read_bytes()) for slug, path in books.items()}
    code, said = small.run(place, "--no-pdf")
    assert (code, "Buku pemeriksa" in said) == (0, False), said
    assert {slug: path.stat().st_mtime_ns for slug, path in books.items()} == {
        slug: time for slug, (time, _) in before.items()
    }
    books["bulungan"].unlink()
    code, said = small.run(place, "--no-pdf")
    assert code == 0
    assert "Laporan: 4 tidak berubah." in said
    assert "Buku pemeriksa: 1 berkas di" in said
    assert {slug: path.read_bytes() for slug, path in books.items()} == {
        slug: data for slug, (_, data) in before.items()
    }


def test_a_renamed_raw_file_changes_the_books_and_no_report(place: Path) -> None:
    [raw] = (place / "raw/penerima").glob("*2024*.xlsx")
    # Its place among the others stays the same: their order is that of the rows.
    raw.rename(raw.with_stem(f"{raw.stem} baru"))
    code, said = small.run(place, "--no-pdf")
    assert code == 0, said
    assert "Laporan: 4 tidak berubah." in said
    assert "Buku pemeriksa: 2 berkas di" in said
    files = {row["berkas"] for row in rows_of(place / BOOKS / "bulungan.xlsx", "B1 baris")}
    assert f"penerima/{raw.stem} baru.xlsx" in files


def test_a_book_that_fails_is_told_and_the_reports_stay(place: Path) -> None:
    path = place / BOOKS / "bulungan.xlsx"
    path.unlink()
    path.mkdir()
    shutil.rmtree(place / "outputs/internal/cache/audit")
    code, said = small.run(place, "--no-pdf")
    assert code == 1
    assert "  2025-S1 bulungan: buku pemeriksa gagal." in said
    assert "Buku pemeriksa: 1 berkas di" in said
    assert "Laporan: 4 tidak berubah." in said
    assert (place / "outputs/site/2025-S1/bulungan/index.html").exists()
