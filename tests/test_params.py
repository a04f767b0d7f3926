"""Parameters are refused before anything runs, all problems at once, each with file, line and nearest word."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from evalhelpers.errors import ParamError
from evalhelpers.params import Project, find_project, nearest, read_project

ROOT = Path(__file__).parents[1]
HOSTILE = ROOT.parent / "shared" / "data" / "hostile"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def change(project: Path, name: str, old: str, new: str) -> None:
    path = project / "params" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(project: Path) -> list[str]:
    with pytest.raises(ParamError) as caught:
        read_project(project)
    return list(caught.value.problems)


def test_the_shipped_parameters_are_valid(root: Path) -> None:
    project = read_project(root)
    assert isinstance(project, Project)
    assert sorted(project.runs) == ["2023-S1", "2023-S2", "2024-S1", "2024-S2", "2025-S1", "2025-S2"]
    assert [d.slug for d in project.districts] == ["bulungan", "malinau", "nunukan", "tana-tidung", "tarakan"]
    sheet = project.runs["2025-S1"]
    assert sheet.compare_with == "2024-S2"
    assert project.rules(sheet).report_date == date(2025, 7, 15)


def test_both_code_systems_are_there_and_differ_for_all_four_kabupaten(root: Path) -> None:
    districts = read_project(root).districts
    same = [d.slug for d in districts if d.kode_kemendagri.replace(".", "") == d.kode_bps]
    assert same == ["tarakan"]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("2025-S1.yaml", "districts: all", "distrik: all", "2025-S1.yaml:2: kunci 'distrik' tidak dikenal; maksud Anda 'districts'?"),
        ("2025-S1.yaml", "districts: all", "districts: [tarakn]", "2025-S1.yaml:2: kabupaten/kota 'tarakn' tidak dikenal; maksud Anda 'tarakan'?"),
        ("2025-S1.yaml", '"2025-07-15"', "2025-07-15", '2025-S1.yaml:3: tanggal 2025-07-15 harus dalam tanda kutip: "2025-07-15"'),
        ("2025-S1.yaml", '"2025-07-15"', '"15-07-2025"', "2025-S1.yaml:3:"),
        ("2025-S1.yaml", "status: draft", "status: draf", "2025-S1.yaml:5: status: 'draf' tidak dikenal; maksud Anda 'draft'?"),
        ("2025-S1.yaml", "edition: leadership", "edition: public", "2025-S1.yaml:7: edisi 'public' belum tersedia"),
        ("2025-S1.yaml", "language: id", "language: en", "2025-S1.yaml:8: bahasa 'en' belum tersedia"),
        ("2025-S1.yaml", '"2025-S1"', '"2025-S2"', "2025-S1.yaml:1: periode '2025-S2' tidak sama dengan nama berkas"),
        ("programme.yaml", "profit_gain: 0.10", 'profit_gain: "10%"', "profit_gain: '10%' harus bilangan"),
        ("programme.yaml", "policy: latest", "polcy: latest", "kunci 'polcy' tidak dikenal; maksud Anda 'policy'?"),
        ("programme.yaml", "targets: {}", 'targets: {"B7": {"2025": 0.5}}', "sasaran 'B7' bukan indikator"),
        ("programme.yaml", 'name: ""', 'name: ""\n  name: ""', "kunci 'name' ditulis dua kali"),
        ("districts.yaml", '"65.01"', "06501", "kode 06501 harus dalam tanda kutip"),
        ("sources.yaml", "sources: []", 'sources: [{files: ["*.csv"], tables: {kunjungn: {}}}]', "tabel 'kunjungn' tidak ada"),
        ("sources.yaml", "sources: []", 'sources: [{files: ["*.csv"], tables: {kunjungan: {constants: {cara: tatapmuka}}}}]', "'tatapmuka' bukan nilai kunjungan.cara; maksud Anda 'tatap_muka'?"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_refused_with_its_place(
    project: Path, name: str, old: str, new: str, expected: str
) -> None:
    change(project, name, old, new)
    assert any(expected in problem for problem in problems(project)), problems(project)


def test_all_problems_of_all_files_come_at_once(project: Path) -> None:
    change(project, "2025-S1.yaml", "status: draft", "status: draf")
    change(project, "2025-S1.yaml", '"2025-07-15"', "2025-07-15")
    change(project, "2024-S1.yaml", "districts: all", "distrik: all")
    change(project, "programme.yaml", "mentor_load: 10", "mentor_load: nol")
    found = problems(project)
    assert len(found) == 4
    assert {p.split(":")[0] for p in found} == {
        "params/2025-S1.yaml",
        "params/2024-S1.yaml",
        "params/programme.yaml",
    }


def test_broken_yaml_says_the_line(project: Path) -> None:
    change(project, "2025-S1.yaml", "districts: all", "districts: [all")
    assert any(p.startswith("params/2025-S1.yaml:") and "YAML tidak terbaca" in p for p in problems(project))


def test_a_file_that_is_no_period_is_named(project: Path) -> None:
    (project / "params" / "2025-Q1.yaml").write_text('period: "2025-Q1"\n', encoding="utf-8")
    assert any("2025-Q1.yaml:1:" in p and "bukan periode" in p for p in problems(project))


def test_the_project_is_found_upwards(project: Path, tmp_path: Path) -> None:
    deep = project / "notebooks" / "scratch"
    deep.mkdir()
    assert find_project(deep) == project
    with pytest.raises(ParamError, match="folder proyek"):
        find_project(tmp_path.parent)


@pytest.mark.parametrize("folder", ["buatan_sendiri", "yaml_pyyaml"])
def test_hostile_yaml_is_refused_quickly_and_runs_nothing(project: Path, folder: str) -> None:
    if not HOSTILE.exists():
        pytest.skip("shared/data is not here")
    for path in sorted((HOSTILE / folder).glob("*.y*ml")):
        shutil.copy(path, project / "params" / "2025-S1.yaml")
        assert problems(project), path


def test_nearest_names_the_closest_or_all() -> None:
    assert nearest("tarakn", ["tarakan", "malinau"]) == "'tarakan'"
    assert nearest("xyz", ["tarakan", "malinau"]) == "salah satu dari tarakan, malinau"


@pytest.mark.parametrize(
    ("logo", "data", "expected"),
    [
        ("lambang.gif", b"x", "programme.yaml:11: logo 'lambang.gif' harus berkas .png atau .svg"),
        ("lambang.png", None, "programme.yaml:11: logo 'lambang.png' tidak ada di folder parameter"),
        ("lambang.png", b"x" * 100_001, "programme.yaml:11: logo 'lambang.png' terlalu besar; paling besar 100 kB"),
    ],
)  # fmt: skip
def test_an_emblem_that_cannot_be_printed_is_refused(
    project: Path, logo: str, data: bytes | None, expected: str
) -> None:
    change(project, "programme.yaml", 'logo: ""', f'logo: "{logo}"')
    if data is not None:
        (project / "params" / logo).write_bytes(data)
    assert [text.removeprefix("params/") for text in problems(project)] == [expected]
