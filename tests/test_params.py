"""Parameters are refused before anything runs, all problems at once, each with file, line and nearest word."""

from __future__ import annotations

import json
import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers.errors import ParamError
from evalhelpers.params import Project, SourceRule, find_project, nearest, read_project
from evalhelpers.params.source import MAX_BYTES, Unquoted, read

ROOT = Path(__file__).parents[1]
HOSTILE = ROOT.parent / "shared" / "data" / "hostile"
SHEET = 'period: "2025-S1"\nreport_date: "2025-07-15"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def change(project: Path, name: str, old: str, new: str) -> str:
    """Put one text for another in a parameter file; return the place as messages write it."""
    path = project / "params" / name
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found
    path.write_text(before + new + after, encoding="utf-8")
    return f"params/{name}:{before.count(chr(10)) + 1}: "


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


def test_every_rule_of_the_programme_reaches_the_frozen_rules(project: Path) -> None:
    for old, new in (
        ("minimum_contacts: null", "minimum_contacts: 3"),
        ("mentor_load: 10", "mentor_load: 12"),
        ("desil_maks: null", "desil_maks: 2"),
        ("batas_lpj: null", "batas_lpj: 60"),
        (
            "syarat_usulan: [dtks, rek_desa, rek_dinsos, surat_usaha, rab, ktp, kk]",
            "syarat_usulan: [ktp, kk]",
        ),
        ('uang: ["5.1.06.01.01.0001"]', 'uang: ["5.1.06.01.01", "5.1.06.02"]'),
    ):
        change(project, "programme.yaml", old, new)
    found = read_project(project)
    rules = found.rules(found.runs["2025-S1"])
    assert (rules.minimum_contacts, rules.mentor_load, rules.decile_limit, rules.papers_days) == (
        3,
        12,
        2,
        60,
    )
    assert rules.application_papers == ("ktp", "kk")
    assert rules.required_papers == {
        "uang": ("bukti_transfer", "nota", "lpj", "foto", "pakta_integritas"),
        "barang": ("bast", "foto", "pakta_integritas"),
    }
    assert rules.aid_accounts == {"uang": ("5.1.06.01.01", "5.1.06.02"), "barang": ("5.1.06.01.02.0001",)}
    assert rules.audit_days == {"BPK": 60, "BPKP": None, "Inspektorat": None}
    # They go to other processes, and their text is part of what says whether a report is made again.
    assert pickle.loads(pickle.dumps(rules)) == rules  # noqa: S301
    assert repr(rules) == repr(found.rules(found.runs["2025-S1"]))
    with pytest.raises(TypeError):
        rules.audit_days["BPK"] = 30


def test_a_programme_that_says_nothing_of_papers_and_accounts_has_those_of_the_method(root: Path) -> None:
    shipped = read_project(root)
    other = read_project(root, ROOT / "tests" / "egypt" / "params")
    given, default = shipped.rules(shipped.runs["2025-S1"]), other.rules(other.runs["2016-S1"])
    for name in ("application_papers", "required_papers", "aid_accounts"):
        assert getattr(given, name) == getattr(default, name)
    assert default.audit_days == {}


def test_both_code_systems_are_there_and_differ_for_all_four_kabupaten(root: Path) -> None:
    districts = read_project(root).districts
    same = [d.slug for d in districts if d.kode_kemendagri.replace(".", "") == d.kode_bps]
    assert same == ["tarakan"]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("2025-S1.yaml", "districts: all", "distrik: all", "kunci 'distrik' tidak dikenal; maksud Anda 'districts'?"),
        ("2025-S1.yaml", "districts: all", "districts: [tarakn]", "kabupaten/kota 'tarakn' tidak dikenal; maksud Anda 'tarakan'?"),
        ("2025-S1.yaml", "districts: all", "districts: tarakan", "districts: 'tarakan' harus daftar, misalnya [a, b]"),
        ("2025-S1.yaml", "districts: all", "districts: []", "daftar kabupaten/kota tidak boleh kosong; tulis all atau slugnya"),
        ("2025-S1.yaml", '"2025-07-15"', "2025-07-15", 'report_date: tanggal 2025-07-15 harus dalam tanda kutip: "2025-07-15"'),
        ("2025-S1.yaml", '"2025-07-15"', '"15-07-2025"', 'report_date: \'15-07-2025\' bukan tanggal; tulis "TTTT-BB-HH", misalnya "2025-07-15"'),
        ("2025-S1.yaml", '"2025-07-15"', '"20250715"', 'report_date: \'20250715\' bukan tanggal; tulis "TTTT-BB-HH", misalnya "2025-07-15"'),
        ("2025-S1.yaml", "status: draft", "status: draf", "status: 'draf' tidak dikenal; maksud Anda 'draft'?"),
        ("2025-S1.yaml", "status: draft", "status: no", "status: 'no' tidak dikenal; maksud Anda salah satu dari draft, final?"),
        ("2025-S1.yaml", "status: draft", "status:", "status tidak boleh kosong"),
        ("2025-S1.yaml", "report_number: null", "report_number: 0012", "report_number: 0012 harus dalam tanda kutip"),
        ("2025-S1.yaml", "report_number: null", "report_number: 1:30", 'report_number: 1:30 harus dalam tanda kutip: "1:30"'),
        ("2025-S1.yaml", "edition: leadership", "edition: public", "edisi 'public' belum tersedia; pakai 'leadership'"),
        ("2025-S1.yaml", "language: id", "language: en", "bahasa 'en' belum tersedia; pakai 'id'"),
        ("2025-S1.yaml", "language: id", 'compare_with: "2025-S1"', "periode pembanding '2025-S1' harus berakhir sebelum '2025-S1'"),
        ("2025-S1.yaml", "language: id", "compare_with: 2024", 'compare_with: 2024 harus dalam tanda kutip: "2024"'),
        ("2025-S1.yaml", '"2025-S1"', '"2025-S2"', "periode '2025-S2' tidak sama dengan nama berkas '2025-S1'"),
        ("2025-S1.yaml", "status: draft", "status draft", "YAML tidak terbaca: titik dua (:) setelah nama kunci kurang"),
        ("2025-S1.yaml", "status: draft", 'status: "draft', "YAML tidak terbaca: tanda kutip tidak ditutup"),
        ("2025-S1.yaml", "status: draft", "\tstatus: draft", "YAML tidak terbaca: ada tab; pakai spasi"),
        ("programme.yaml", "profit_gain: 0.10", 'profit_gain: "10%"', "profit_gain: '10%' harus bilangan, dengan titik sebagai tanda desimal"),
        ("programme.yaml", "profit_gain: 0.10", "profit_gain: 0,10", "profit_gain: '0,10' harus bilangan, dengan titik sebagai tanda desimal"),
        ("programme.yaml", "profit_gain: 0.10", "profit_gain: .nan", "profit_gain: '.nan' harus bilangan, dengan titik sebagai tanda desimal"),
        ("programme.yaml", "profit_gain: 0.10", "profit_gain: 10", "profit_gain: '10' terlalu besar; paling banyak 5.0"),
        ("programme.yaml", "policy: latest", "polcy: latest", "kunci 'polcy' tidak dikenal; maksud Anda 'policy'?"),
        ("programme.yaml", "ganti_usaha_aktif: true", "ganti_usaha_aktif: yes", "ganti_usaha_aktif: 'yes' harus true atau false"),
        ("programme.yaml", "valid_modes: [tatap_muka, telepon]", "valid_modes: [tatapmuka]", "valid_modes: 'tatapmuka' tidak dikenal; maksud Anda 'tatap_muka'?"),
        ("programme.yaml", "Inspektorat: null", "inspektorat: 60", "kunci 'inspektorat' tidak dikenal; maksud Anda 'Inspektorat'?"),
        ("programme.yaml", "targets: {}", 'targets: {X0: {"2025": 0.5}}', "sasaran 'X0' tidak dikenal; maksud Anda salah satu dari A1,"),
        ("programme.yaml", "targets: {}", 'targets: {B3.bertahn: {"2025": 0.5}}', "sasaran 'B3.bertahn' tidak dikenal; maksud Anda 'B3.bertahan'?"),
        ("programme.yaml", "targets: {}", 'targets: {B1: {"2025": 75}}', "sasaran 75 harus antara 0 dan 1; 75 persen ditulis 0.75"),
        ("programme.yaml", "targets: {}", 'targets: {B1: {"25": 0.75}}', "kunci '25' harus tahun, misalnya \"2025\""),
        ("programme.yaml", "[dtks, rek_desa,", "[dtsk, rek_desa,", "dokumen 'dtsk' tidak dikenal; maksud Anda 'dtks'?"),
        ("programme.yaml", "[dtks, rek_desa,", "[dtks, dtks,", "dokumen 'dtks' disebut dua kali"),
        ("programme.yaml", "syarat_usulan: [", "syarat_usulan: dtks #", "syarat_usulan: 'dtks' harus daftar, misalnya [a, b]"),
        ("programme.yaml", "barang: [bast, foto, pakta_integritas]", "barang: [bas, foto]", "dokumen 'bas' tidak dikenal; maksud Anda 'bast'?"),
        ("programme.yaml", "barang: [bast, foto, pakta_integritas]", "barang: []", "barang: [] tidak boleh kosong"),
        ("programme.yaml", "barang: [bast, foto, pakta_integritas]", "brg: [bast]\n  barang: [bast]", "kunci 'brg' tidak dikenal; maksud Anda 'barang'?"),
        ("programme.yaml", '["5.1.06.01.02.0001"]', "[5.1]", 'barang: 5.1 harus dalam tanda kutip: "5.1"'),
        ("programme.yaml", '["5.1.06.01.02.0001"]', '["belanja"]', "barang: 'belanja' harus kode rekening atau awalnya"),
        ("programme.yaml", '["5.1.06.01.02.0001"]', '["5.1.06.01"]', "rekening '5.1.06.01' tercakup rekening '5.1.06.01.01.0001' (uang)"),
        ("programme.yaml", '"#0B5A8A"', '"#777777"', "accent: '#777777' terlalu pucat untuk tulisan di atas putih; pilih yang lebih gelap"),
        ("programme.yaml", '"#0B5A8A"', "biru", "accent: 'biru' harus warna \"#RRGGBB\""),
        ("districts.yaml", '"65.01"', "65.10", 'kode_kemendagri: 65.10 harus dalam tanda kutip: "65.10"'),
        ("districts.yaml", '"6502"', "06502", "kode_bps: 06502 harus dalam tanda kutip"),
        ("districts.yaml", "slug: tarakan", "slug: ../x", "slug: '../x' hanya boleh huruf kecil, angka, dan tanda hubung"),
        ("districts.yaml", "slug: tarakan", "slug: provinsi", "slug 'provinsi' sudah berarti yang lain"),
        ("districts.yaml", '"65.71"', '"65.01"', "kode_kemendagri '65.01' sudah berarti yang lain"),
        ("districts.yaml", '"Kab. Malinau"', '"kab bulungan"', "nama 'kab bulungan' sudah berarti yang lain"),
        ("districts.yaml", '"Kota Tanjung Selor"', '"TANJUNG SELOR"', "'TANJUNG SELOR' adalah nama salah satu kabupaten/kota di atas"),
        ("reference/garis_kemiskinan.csv", "tarakan,2021", "tarakn,2021", "kabupaten/kota 'tarakn' tidak dikenal; maksud Anda 'tarakan'?"),
        ("reference/penduduk_miskin.csv", "tarakan,2022", "tarakn,2022", "kabupaten/kota 'tarakn' tidak dikenal; maksud Anda 'tarakan'?"),
        ("reference/upah_minimum.csv", "malinau,2025", "malinu,2025", "kabupaten/kota 'malinu' tidak dikenal; maksud Anda 'malinau'?"),
        ("reference/garis_kemiskinan.csv", "tarakan,2021", "tarakan,dua ribu", "tahun 'dua ribu' bukan bilangan"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_refused_with_its_place(
    project: Path, name: str, old: str, new: str, expected: str
) -> None:
    place = change(project, name, old, new)
    (found,) = problems(project)
    assert found.startswith(place)
    assert expected in found


def test_a_key_missing_or_written_twice_is_refused(project: Path) -> None:
    change(project, "2025-S1.yaml", 'report_date: "2025-07-15"\n', "")
    change(project, "2025-S2.yaml", "status: draft", "status: draft\nstatus: final")
    assert problems(project) == [
        "params/2025-S1.yaml:1: kunci 'report_date' harus ada",
        "params/2025-S2.yaml:6: kunci 'status' ditulis dua kali",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("tables: {kunjungn: {}}", "tabel 'kunjungn' tidak dikenal; maksud Anda 'kunjungan'?"),
        ("tables: [kunjungn]", "tabel 'kunjungn' tidak dikenal; maksud Anda 'kunjungan'?"),
        ("tables: {kunjungan: {columns: {Keadaan: status_usah}}}", "kolom tabel kunjungan 'status_usah' tidak dikenal; maksud Anda 'status_usaha'?"),
        ("tables: {kunjungan: {not_collected: [omzet]}}", "kolom tabel kunjungan 'omzet' tidak dikenal; maksud Anda 'omzet_bulan'?"),
        ("tables: {kunjungan: {constants: {cara: tatapmuka}}}", "'tatapmuka' bukan nilai kunjungan.cara; maksud Anda 'tatap_muka'?"),
        ("tables: {kunjungan: {values: {kab_kota: {Nnk: nunukn}}}}", "'nunukn' bukan nilai kunjungan.kab_kota; maksud Anda 'nunukan'?"),
        ('tables: {kunjungan: {values: {penyebab_semua: {sepi: "22 3l"}}}}', "'3l' bukan nilai kunjungan.penyebab_semua; maksud Anda salah satu dari 10, 11,"),
        ("tables: {penerima: {constants: {tahun_anggaran: 2015}}}", 'tahun_anggaran: 2015 harus dalam tanda kutip: "2015"'),
        ("tables: {penerima: {columns: {a: nama, b: nama}}}", "kolom 'nama' diisi dua kali"),
        ("tables: {penerima: {columns: {a: tahap}, constants: {tahap: murni}}}", "kolom 'tahap' diisi dua kali"),
        ("tables: {penerima: {id: baris}}", "id: 'baris' tidak dikenal; maksud Anda 'row'?"),
        ("columns: {a: kab_kota}", "sebutkan tabelnya, misalnya tables: [penerima, kunjungan]"),
        ("tables: [penerima], columns: {a: status_usaha}", "kolom tabel penerima 'status_usaha' tidak dikenal"),
        ("timezone: Asia/Makasar", "timezone: 'Asia/Makasar' bukan zona waktu"),
        ("format: {encoding: utf9}", "encoding: 'utf9' bukan nama sandi aksara"),
        ('format: {decimal: ";"}', "decimal: ';' tidak dikenal; maksud Anda salah satu dari ., ,?"),
    ],
)  # fmt: skip
def test_sources_are_held_against_the_dictionary(project: Path, source: str, expected: str) -> None:
    change(project, "sources.yaml", "sources:", f'sources:\n  - {{files: ["*.csv"], {source}}}')
    (found,) = problems(project)
    assert found.startswith("params/sources.yaml:5: ")
    assert expected in found


def test_a_line_that_a_message_suggests_can_be_added_at_the_end(project: Path) -> None:
    line = '- {"files": ["a.csv"], "tables": {"kunjungan": {"columns": {"Kondisi: kini": "status_usaha"}}}}'
    path = project / "params" / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    (rule,) = read_project(project).sources.sources
    assert rule.tables["kunjungan"].columns == {"Kondisi: kini": "status_usaha"}


def test_all_problems_of_all_files_come_at_once(project: Path) -> None:
    rule = "tables:\n    penerima:\n      columns: {a: nma}\n      constants: {tahap: 1}"
    places = [
        change(project, "programme.yaml", "mentor_load: 10", "mentor_load: nol"),
        change(project, "2024-S1.yaml", "districts: all", "distrik: all"),
        *[change(project, "2025-S1.yaml", "districts: all", "districts: [tarakn, nunukan, malinu]")] * 2,
        change(project, "2025-S1.yaml", '"2025-07-15"', "2025-07-15"),
        change(project, "2025-S1.yaml", "status: draft", "status: draf"),
        change(project, "reference/garis_kemiskinan.csv", "nunukan,2023", "nunukn,2023"),
    ]
    change(project, "sources.yaml", "sources:", f"sources:\n- files: [a]\n  {rule}")
    places[1:1] = ["params/sources.yaml:8: ", "params/sources.yaml:9: "]
    found = problems(project)
    assert [problem.partition(": ")[0] + ": " for problem in found] == places


def test_a_key_left_blank_is_one_that_is_not_there(project: Path) -> None:
    change(project, "2025-S1.yaml", "report_number: null", "report_number:\ncompare_with:")
    change(project, "programme.yaml", 'address: ""', "address:")
    change(project, "programme.yaml", "targets: {}", "targets:")
    change(project, "sources.yaml", "sources:", "sources:\n  - files: [a.csv]\n    tables:\n      kunjungan:")
    found = read_project(project)
    assert (found.runs["2025-S1"].compare_with, found.runs["2025-S1"].report_number) == ("2024-S2", None)
    assert (found.programme.agency.address, found.programme.targets) == ("", {})
    assert list(found.sources.sources[0].tables) == ["kunjungan"]


def test_a_wrong_district_file_is_not_blamed_on_the_run_sheets(project: Path) -> None:
    change(project, "districts.yaml", "kind: kota", "kind: kotamadya")
    change(project, "2025-S1.yaml", "districts: all", "districts: [tarakan]")
    assert [p.partition(": ")[2] for p in problems(project)] == [
        "kind: 'kotamadya' tidak dikenal; maksud Anda 'kota'?"
    ]


def test_a_period_has_one_run_sheet_whatever_its_ending(project: Path) -> None:
    (project / "params" / "2026.yml").write_text('period: "2026"\nreport_date: "2027-01-15"\n')
    assert read_project(project).runs["2026"].compare_with == "2025"
    (project / "params" / "2025-S1.yml").write_text(SHEET)
    (project / "params" / "sources.yml").write_text("")
    (project / "params" / "._2025-S1.yaml").write_bytes(b"\x00")
    assert problems(project) == [
        "params/2025-S1.yml: periode '2025-S1' sudah ada di berkas lain",
        "params/sources.yml: ganti namanya menjadi sources.yaml",
    ]


def test_run_sheets_may_name_some_districts_in_any_order(project: Path) -> None:
    change(project, "2025-S1.yaml", "districts: all", "districts: [tarakan, bulungan]")
    assert read_project(project).runs["2025-S1"].districts == ("bulungan", "tarakan")


def test_what_a_source_states_beside_its_tables_holds_for_each_that_has_the_column() -> None:
    shared = {
        "columns": {"arm": "kab_kota", "untung": "laba_bulan"},
        "constants": {"tahap": "murni"},
        "id": "row",
    }
    flat = {"files": ["*.csv"], "tables": ["penerima", "kunjungan"], **shared}
    each = {
        "penerima": {"columns": {"arm": "kab_kota"}, "constants": {"tahap": "murni"}, "id": "row"},
        "kunjungan": {"columns": {"arm": "kab_kota", "untung": "laba_bulan"}, "id": "row"},
    }

    def rule(source: dict[str, object]) -> SourceRule:
        return SourceRule.model_validate_json(json.dumps(source))

    assert rule(flat).tables == rule({"files": ["*.csv"], "tables": each}).tables
    assert list(rule({"files": ["*.csv"], "columns": {"untung": "laba_bulan"}}).tables) == ["kunjungan"]
    assert rule({"files": ["*.csv"], "timezone": "UTC"}).tables == {}
    own = {"penerima": {"columns": {"arm": "kecamatan"}}}
    assert rule({**flat, "tables": own}).tables["penerima"].columns == {"arm": "kecamatan"}


def test_a_parameter_folder_elsewhere_is_read_and_named_in_full(project: Path, tmp_path: Path) -> None:
    other = ROOT / "tests" / "egypt" / "params"
    assert read_project(project, other).districts[0].slug == "kontrol"
    shutil.copytree(other, tmp_path / "lain" / "params")
    (tmp_path / "lain" / "params" / "2016-S1.yaml").write_text(
        'period: "2016-S2"\nreport_date: "2016-07-15"\n'
    )
    with pytest.raises(ParamError) as caught:
        read_project(ROOT, tmp_path / "lain" / "params")
    assert caught.value.problems[0].startswith(
        f"{(tmp_path / 'lain' / 'params' / '2016-S1.yaml').resolve()}:1: "
    )


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
def test_hostile_yaml_is_refused_and_runs_nothing(
    project: Path, folder: str, capfd: pytest.CaptureFixture[str]
) -> None:
    if not HOSTILE.exists():
        pytest.skip("shared/data is not here")
    paths = [p for p in sorted((HOSTILE / folder).iterdir()) if "yaml" in p.name or folder == "yaml_pyyaml"]
    assert paths
    for path in paths:
        shutil.copy(path, project / "params" / "2025-S1.yaml")
        assert all(p.startswith("params/2025-S1.yaml:") for p in problems(project)), path
    assert "TIDAK_BOLEH_TERJADI" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x: &a [lol]\ny: *a\n", "4: YAML tidak terbaca: alias (*) tidak dipakai di sini; tulis nilainya"),
        ("x: " + "[" * 20_000, "3: YAML tidak terbaca: bersarang terlalu dalam"),
        ("x: " + "{a: " * 5_000, "3: YAML tidak terbaca: bersarang terlalu dalam"),
        (
            "x: !!python/name:os.system ''\n",
            "3: tanda 'tag:yaml.org,2002:python/name:os.system' tidak boleh dipakai",
        ),
        ("x: !!binary aGFsbw==\n", "3: tanda 'tag:yaml.org,2002:binary' tidak boleh dipakai"),
        ("x: !!int abc\n", "3: kunci 'x' tidak dikenal"),
        ("report_number: " + "9" * 5_000, "3: report_number: 99999"),
        ("---\nx: 1\n", "3: YAML tidak terbaca: satu berkas berisi satu dokumen"),
        ("#" + "x" * MAX_BYTES, "1: lebih besar dari 256 KB; bukan berkas parameter"),
        ("x: \x00", "1: YAML tidak terbaca: ada aksara yang tidak boleh dipakai"),
    ],
    ids=range(10),
)
def test_a_trap_in_a_run_sheet_is_named(project: Path, text: str, expected: str) -> None:
    (project / "params" / "2025-S1.yaml").write_text(SHEET + text, encoding="utf-8")
    assert any(p.startswith(f"params/2025-S1.yaml:{expected}") for p in problems(project)), problems(project)


def test_a_file_saved_by_windows_is_read_and_utf_16_refused(project: Path) -> None:
    path = project / "params" / "2025-S1.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SHEET.replace("\n", "\r\n").encode())
    assert read_project(project).runs["2025-S1"].report_date == date(2025, 7, 15)
    path.write_bytes(SHEET.encode("utf-16"))
    assert problems(project) == ["params/2025-S1.yaml:1: bukan UTF-8; simpan ulang sebagai UTF-8"]


@given(st.text(alphabet="0123456789.:-_+xobeETZ~nulyNtrfas ", min_size=1, max_size=14))
def test_what_stands_without_quotes_is_never_turned_into_something_else(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "scalar.yaml"
    path.write_text(f"x: {text}\n", encoding="utf-8")
    found = read(path)
    value = found.value["x"] if isinstance(found.value, dict) and "x" in found.value else None
    said = found.texts.get(("x",), "")
    if isinstance(value, str | Unquoted):
        assert (value if isinstance(value, str) else value.text) == said
    elif isinstance(value, bool):
        assert said.lower() == str(value).lower()
    elif isinstance(value, int):
        assert str(value) == said.removeprefix("+").replace("-0", "0")
    elif isinstance(value, float):
        assert float(said) == value
    elif value is None:
        assert found.problems or said.lower() in ("", "~", "null")


@given(
    st.one_of(
        st.binary(max_size=80),
        st.text(max_size=80).map(str.encode),
        st.text(alphabet="a:-[]{}?!&*|>%@'\"\n ,#", max_size=60).map(str.encode),
    )
)
def test_any_bytes_are_read_or_refused_with_a_line(tmp_path_factory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(data)
    found = read(path)
    assert found.value is not None or all(line >= 1 and text for line, text in found.problems)


def test_nearest_names_the_closest_or_all() -> None:
    assert nearest("bpk", ["BPK", "BPKP"]) == "'BPK'"
    assert nearest("x" * 100_000, ["id"]) == "'id'"
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


# Recommendations

VISITS = "{indicator: A4.utama, concerned: unmet}"
STOPS = "{cause: P1, cases: keduanya, at_least: 3}"
KINDS = "{indicator: C1.utama, kind: each, margin: 0.10, known_at_least: 10, at_least: 3}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (VISITS, "{indikator: A4.utama}", "kunci 'indikator' tidak dikenal; maksud Anda 'indicator'?"),
        ("    when: " + VISITS, "    wen: " + VISITS, "kunci 'wen' tidak dikenal; maksud Anda 'when'?"),
        ("days: 60", "hari: 60", "kunci 'hari' tidak dikenal; maksud Anda"),
        ("days: 60", "days: 0", "days: '0' terlalu kecil; sekurang-kurangnya 1"),
        ("level: province", "level: provinsi", "level: 'provinsi' tidak dikenal; maksud Anda 'province'?"),
        (VISITS, "{indicator: A44, concerned: unmet}", "indikator 'A44' tidak dikenal; maksud Anda 'A4'?"),
        (VISITS, "{indicator: A4.utma, concerned: unmet}", "indikator 'A4.utma' tidak dikenal; maksud Anda 'A4.utama'?"),
        (VISITS, "{indicator: A4, concerned: belum}", "concerned: 'belum' tidak dikenal; maksud Anda"),
        (VISITS, "{indicator: A4}", "sebutkan below, above, atau concerned"),
        (VISITS, "{concerned: unmet}", "sebutkan cause atau indicator"),
        (VISITS, "{indicator: A4, below: 0.8, at_least: 3}", "at_least memerlukan concerned"),
        (VISITS, "{indicator: A4, concerned: unmet, minus: E2}", "E2 tidak menghitung hal yang sama dengan A4"),
        (VISITS, "{indicator: A4, concerned: unmet, rupiah: B1}", "B1 bukan angka rupiah"),
        (VISITS, "{indicator: B7, concerned: unmet}", "B7 dihitung dalam rupiah, bukan orang, bantuan, atau kasus"),
        (VISITS, "{indicator: E8.bukti, concerned: met}", "untuk E8.bukti hanya known, banyaknya bantuan"),
        (VISITS, "{indicator: C2.berhenti_permanen, concerned: met}", "C2 tidak punya angka untuk seluruh penerima; pakai cause"),
        (VISITS, "{indicator: A4, concerned: unmet, margin: 0.1}", "kunci 'margin' hanya dipakai bersama kind"),
        (STOPS, "{cause: P5}", "penyebab 'P5' tidak dikenal; maksud Anda"),
        (STOPS, "{cause: 31}", 'cause: 31 harus dalam tanda kutip: "31"'),
        (STOPS, "{cause: P1, cases: berhenti}", "cases: 'berhenti' tidak dikenal; maksud Anda 'berhenti_permanen'?"),
        (STOPS, "{cause: P1, indicator: A4}", "kunci 'indicator' hanya dipakai bersama indicator atau kind"),
        (KINDS, "{indicator: C1, kind: each}", "kunci 'margin' harus ada bersama kind"),
        (KINDS, "{indicator: C1, kind: kulinr, margin: 0.1}", "kelompok usaha 'kulinr' tidak dikenal; maksud Anda 'kuliner'?"),
        (KINDS, "{indicator: B7, kind: each, margin: 0.1}", "B7 bukan bagian dari penerima"),
        (KINDS, "{indicator: C1, kind: each, margin: 10}", "margin: '10' terlalu besar; paling banyak 1"),
        (KINDS, "{indicator: C1, kind: each, margin: 0.1, known_at_least: 9}", "known_at_least: '9' terlalu kecil; sekurang-kurangnya 10"),
        ("tatap muka {persons}", "tatap muka {person}", "isian '{person}' tidak dikenal; maksud Anda '{persons}'?"),
        ("tatap muka {persons}", "tatap muka {persons:d}", "isian '{persons:d}' tidak dikenal; maksud Anda '{persons}'?"),
        ("tatap muka {persons}", "tatap muka {persons.x}", "isian '{persons.x}' tidak dikenal; maksud Anda '{persons}'?"),
        ("tatap muka {persons}", "tatap muka {persons", "action: kurung kurawal tidak berpasangan; isian ditulis {persons}"),
        ("bagi {persons} penerima dengan", "bagi {rupiah} dan", "isian '{rupiah}' tidak dikenal; maksud Anda"),
        ("pertanggungjawaban {grants}", "pertanggungjawaban {persons}", "isian '{persons}' tidak dikenal; maksud Anda"),
        ("Dinas Sosial {local} bersama", "Dinas Sosial {lokal} bersama", "isian '{lokal}' tidak dikenal; maksud Anda '{local}'?"),
        ("Mengunjungi tatap muka", "Mengunjungi " + "sekali " * 20 + "tatap muka", "action lebih dari 30 kata; ringkaskan"),
        ("id: belum_berjalan", "id: kunjungan", "id 'kunjungan' sudah dipakai aturan lain"),
        ("[faktor_eksternal]", "[faktor_ekstrnal]", "aturan 'faktor_ekstrnal' tidak dikenal; maksud Anda 'faktor_eksternal'?"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_followed_is_refused_with_its_place(
    project: Path, old: str, new: str, expected: str
) -> None:
    place = change(project, "recommendations.yaml", old, new)
    # The place is that of the key, where a rule begins or where it stands.
    assert [p for p in problems(project) if p.startswith(place) and expected in p], problems(project)


def test_rules_that_replace_one_another_are_refused(project: Path) -> None:
    change(
        project, "recommendations.yaml", "  - id: kunjungan\n", "  - id: kunjungan\n    replaces: [harga]\n"
    )
    change(project, "recommendations.yaml", "replaces: [faktor_eksternal]", "replaces: [akses]")
    change(project, "recommendations.yaml", "  - id: akses\n    level: province\n", "  - id: akses\n")
    text = (project / "params" / "recommendations.yaml").read_text(encoding="utf-8")
    head, found, rest = text.partition("  - id: akses\n")
    assert found
    (project / "params" / "recommendations.yaml").write_text(
        head + found + rest.replace("[faktor_eksternal]", "[bencana_cuaca]", 1), encoding="utf-8"
    )
    said = [p.partition(": ")[2] for p in problems(project)]
    assert said == [
        "aturan 'bencana_cuaca' dan 'akses' saling menggantikan",
        "aturan 'akses' dan 'bencana_cuaca' saling menggantikan",
    ]


def test_all_that_is_wrong_with_the_rules_comes_at_once(project: Path) -> None:
    places = [
        change(project, "recommendations.yaml", "tatap muka {persons}", "tatap muka {orang}"),
        change(project, "recommendations.yaml", STOPS, "{cause: P1, at_least: tiga}"),
        change(project, "recommendations.yaml", KINDS, "{indicator: C1, kind: each}"),
    ]
    assert [p.partition(": ")[0] + ": " for p in problems(project)] == places


@pytest.mark.parametrize("text", ["", "rules:\n", "rules: []\n", None])
def test_an_office_may_have_no_rules(project: Path, text: str | None) -> None:
    path = project / "params" / "recommendations.yaml"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert read_project(project).recommendations == ()


@pytest.mark.parametrize(
    "text",
    [
        "rules: [1, x, [], {}]",
        "rules: {a: 1}",
        "rules: [{id: [a], when: [], do: {}}]",
        "rules: [{id: a, when: {cause: [P1]}, do: {action: [a]}}]",
        "rules: [{id: a, when: {indicator: {a: 1}, concerned: 1, minus: []}, do: x}]",
        "rules: [{id: a, when: {indicator: A4, kind: [a], margin: x}, replaces: {a: 1}}]",
        "rules: [{id: a, when: {indicator: A4, concerned: unmet, rupiah: [1], minus: 3}, replaces: [1, [a]]}]",
    ],
)
def test_rules_of_a_wrong_shape_are_refused_with_their_line(project: Path, text: str) -> None:
    (project / "params" / "recommendations.yaml").write_text(text + "\n", encoding="utf-8")
    assert all(p.startswith("params/recommendations.yaml:1: ") for p in problems(project))
