"""The README's commands and examples are those that work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import xlsxwriter
import yaml
from intake_files import read_folder
from typer.testing import CliRunner

from evalhelpers.cli import app
from evalhelpers.params import read_project

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_two_commands_each_one_line_for_both_shells() -> None:
    posix, windows = blocks("sh"), blocks("powershell")
    assert [b.count("\n") for b in posix + windows] == [1, 1, 1, 1]
    assert posix[0].strip().endswith(".venv/bin/evalhelpers demo")
    assert posix[1].strip().endswith(".venv/bin/python -m pytest")
    for unix, win in zip(posix, windows, strict=True):
        steps = [
            re.sub(r"\.venv/bin/", "", s).removeprefix("python3 ").removeprefix("python ")
            for s in unix.split(" && ")
        ]
        twins = [re.sub(r"\.venv\\Scripts\\", "", s).removeprefix("python ") for s in win.split("; ")]
        assert steps == twins


def test_the_commands_install_from_the_lock_alone() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = re.findall(r"^[\w.\-\[\]]+==", lock, flags=re.MULTILINE)
    assert len(packages) > 100
    assert len(re.findall(r"^    --hash=sha256:", lock, flags=re.MULTILINE)) > len(packages)
    for command in blocks("sh"):
        assert "--require-hashes -r requirements.lock" in command
        assert "--no-deps --no-build-isolation" in command


def test_every_command_of_the_table_exists_and_no_other() -> None:
    listed = set(re.findall(r"^\| `evalhelpers ([a-z-]+)", README, flags=re.MULTILINE))
    shown = CliRunner().invoke(app, ["--help"]).output
    assert listed == set(
        re.findall(r"^  ([a-z-]+) {2,}\S", shown.partition("Commands:")[2], flags=re.MULTILINE)
    )
    for name in listed:
        result = CliRunner().invoke(app, [name, "--help"])
        assert result.exit_code == 0
        assert "Usage:" in result.output


def test_the_example_of_sources_reads_a_file_with_those_headers(tmp_path: Path) -> None:
    [example] = blocks("yaml")
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "notebooks").mkdir()
    stated = {"raw": "data/raw", **yaml.safe_load(example)}
    (tmp_path / "params/sources.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")
    path = tmp_path / "data/raw/dari-dinas-lain/laporan.xlsx"
    path.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        head = ["No Register", "Tanggal Kunjungan", "Peran", "Cara", "Hasil", "Kondisi Usaha Terkini"]
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, ["UEP-2025-0001", "12 Maret 2025", "pendamping", "tatap muka", "bertemu", "OK"])
        sheet.write_row(
            2, 0, ["UEP-2025-0002", "13 Maret 2025", "pendamping", "tatap muka", "bertemu", "Mati"]
        )
    read = read_folder(tmp_path / "data/raw", read_project(tmp_path).sources)
    [table] = read.tables
    assert table.table == "kunjungan"
    assert table.cells["status_usaha"].tolist() == ["tetap", "berhenti_permanen"]


def test_folders_and_files_it_names_exist() -> None:
    for path in (
        "params",
        "notebooks",
        "tests",
        "src/evalhelpers/dictionary",
        "tests/test_architecture.py",
        ".ci/run",
        "params/2025-S2.yaml",
    ):
        assert path in README
        assert (ROOT / path).exists()
