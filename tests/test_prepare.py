"""The whole way from real raw files to the dataset: fates, links, secrecy, and what a second run does."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from evalhelpers import dataset, params, prepare
from evalhelpers.dictionary import TABLES
from evalhelpers.errors import ParamError
from evalhelpers.issues import PROBLEMS

Record = dict[str, object]
SHARED = Path(__file__).parents[1].parent / "shared" / "data"
NAMES = (
    "Siti Rahmawati",
    "Yohanes Lencau",
    "Marlina Pangeran",
    "Abdul Gaffar",
    "Dorkas Alang",
    "Hasnah Daeng",
)


def nik(serial: int, *, day: int = 12) -> str:
    """Return a well-formed number that belongs to nobody."""
    return f"657101{day + 40:02d}0385{serial:04d}"


def grant(serial: int, **changes: object) -> Record:
    """Return one row of a register as the office writes it."""
    record: Record = {
        "id_bantuan": f"UEP-2024-{serial:04d}", "nik": nik(serial), "nama": NAMES[serial % len(NAMES)],
        "jenis_kelamin": "P", "tgl_lahir": "12 Maret 1985", "alamat": f"Jl. Kusuma Bangsa No. {serial}",
        "no_hp": f"0812345670{serial:02d}", "kab_kota": "Kota Tarakan", "jenis_usaha": "Kios",
        "no_sk": "188.44/12/2024", "tgl_sk": "10/01/2024", "tahun_anggaran": 2024, "nilai_sk": "Rp 2.000.000",
        "bentuk_bantuan": "uang", "tgl_salur": "15/02/2024", "id_pendamping": "PD-01",
    }  # fmt: skip
    return record | changes


def visit(serial: int, **changes: object) -> Record:
    """Return one row of a monitoring sheet."""
    record: Record = {
        "id_bantuan": f"UEP-2024-{serial:04d}", "nama": NAMES[serial % len(NAMES)], "kab_kota": "Tarakan",
        "tgl_kunjungan": "20/06/2024", "peran_petugas": "pendamping", "cara": "tatap muka",
        "hasil_kunjungan": "bertemu", "status_usaha": "berjalan", "laba_bulan": "750 rb",
    }  # fmt: skip
    return record | changes


def write_book(path: Path, sheets: Mapping[str, tuple[str, Sequence[Record]]]) -> None:
    """Write a workbook: per sheet a letterhead, the dictionary's labels as header, and the rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        for name, (table, records) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "DINAS SOSIAL")
            columns = list(dict.fromkeys(key for record in records for key in record))
            for at, column in enumerate(columns):
                sheet.write(2, at, TABLES[table].column(column).id)
                for row, record in enumerate(records, start=3):
                    if record.get(column) is not None:
                        sheet.write(row, at, record[column])


Chain = Callable[..., prepare.Prepared]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Return a raw folder with two registers and one monitoring book."""
    folder = tmp_path / "raw"
    write_book(
        folder / "register_tarakan_2024.xlsx", {"Register": ("penerima", [grant(n) for n in range(1, 5)])}
    )
    write_book(
        folder / "register_bulungan_2024.xlsx",
        {"Register": ("penerima", [grant(n, kab_kota="Kab. Bulungan") for n in (5, 6)])},
    )
    write_book(folder / "monev.xlsx", {"Kunjungan": ("kunjungan", [visit(n) for n in range(1, 7)])})
    return folder


@pytest.fixture
def chain(root: Path, raw: Path, tmp_path: Path) -> Chain:
    """Return a function that prepares the raw folder with the project's own parameters."""
    project = params.read_project(root)

    def run(**folders: Path) -> prepare.Prepared:
        return prepare.run(
            project,
            folders.get("raw", raw),
            folders.get("outputs", tmp_path / "outputs"),
            folders.get("identity", tmp_path / "identity"),
        )

    return run


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def fates(prepared: prepare.Prepared, table: str) -> dict[str, int]:
    """Return rows by fate of one table; nothing where there are none."""
    lines = [line for line in prepared.account if line.table == table]
    total = {
        name: sum(getattr(line, name) for line in lines)
        for name in ("kept", "quarantined", "duplicate", "superseded")
    }
    return {name: n for name, n in total.items() if n}


def codes(prepared: prepare.Prepared, table: str) -> list[str]:
    return sorted(prepared.issues.loc[prepared.issues["table"] == table, "code"])


def test_clean_files_are_kept_whole_and_linked(chain: Chain) -> None:
    prepared = chain()
    assert fates(prepared, "penerima") == {"kept": 6}
    assert fates(prepared, "kunjungan") == {"kept": 6}
    assert all(line.balanced for line in prepared.account)
    tarakan = dataset.load(prepared.dataset, "tarakan")
    assert len(tarakan["penerima"]) == len(tarakan["kunjungan"]) == 4
    assert set(tarakan["kunjungan"]["id_penerima"]) == set(tarakan["penerima"]["id_penerima"])
    first = tarakan["penerima"].iloc[0]
    assert first["tgl_serah"] == pd.Timestamp("2024-02-15")
    assert first["kelompok_umur"] == "30-44"
    assert first["kelompok_usaha"] == "perdagangan"
    assert first["nilai_sk"] == 2_000_000
    assert (prepared.unreadable, prepared.failed_districts, prepared.origin) == ((), {}, "real")


def test_a_visit_is_matched_by_number_then_nik_then_unique_name(chain: Chain, raw: Path) -> None:
    write_book(
        raw / "monev.xlsx",
        {
            "Kunjungan": (
                "kunjungan",
                [
                    visit(1, id_bantuan="uep/2024/0001", nik=None),
                    visit(2, id_bantuan=None, nik=nik(2)),
                    visit(3, id_bantuan=None, nik=None),
                    visit(4, id_bantuan="UEP-2024-9999", nik=nik(4)),
                    visit(1, id_bantuan="UEP-2024-0001", nik=nik(2), tgl_kunjungan="21/06/2024"),
                    visit(1, id_bantuan=None, nik=None, nama="Orang Asing"),
                ],
            )
        },
    )
    prepared = chain()
    visits = dataset.load(prepared.dataset, "tarakan")["kunjungan"]
    assert list(visits["id_bantuan"]) == [f"UEP-2024-{n:04d}" for n in (1, 2, 3, 4)]
    assert "matched_by_name" in visits["tanda"].iloc[2].split()
    assert "grant_number_unknown" in visits["tanda"].iloc[3].split()
    assert fates(prepared, "kunjungan") == {"kept": 4, "quarantined": 2}
    assert {"identity_conflict", "no_grant_for_visit"} <= set(codes(prepared, "kunjungan"))


def test_a_name_two_persons_of_a_district_share_decides_nothing(chain: Chain, raw: Path) -> None:
    write_book(
        raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", [grant(1), grant(2, nama=NAMES[1])])}
    )
    write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", [visit(1, id_bantuan=None, nik=None)])})
    prepared = chain()
    assert fates(prepared, "kunjungan") == {"quarantined": 1}


def test_a_person_with_two_grants_is_one_person(chain: Chain, raw: Path) -> None:
    again = grant(9, nik=nik(1), nama=NAMES[1], no_sk="188.44/99/2025", tgl_sk="10/01/2025", tahun_anggaran=2025,
                  tgl_salur="20/02/2025")  # fmt: skip
    write_book(raw / "register_tarakan_2025.xlsx", {"Register": ("penerima", [again])})
    write_book(
        raw / "monev.xlsx",
        {
            "Kunjungan": (
                "kunjungan",
                [
                    visit(1, id_bantuan=None, nik=nik(1)),
                    visit(1, id_bantuan=None, nik=nik(1), tgl_kunjungan="20/06/2025"),
                ],
            )
        },
    )
    tables = dataset.load(chain().dataset, "tarakan")
    person = tables["penerima"].set_index("id_bantuan")["id_penerima"]
    assert person["UEP-2024-0001"] == person["UEP-2024-0009"]
    assert list(tables["kunjungan"]["id_bantuan"]) == ["UEP-2024-0001", "UEP-2024-0009"]


def test_every_row_has_one_fate_and_the_account_balances(chain: Chain, raw: Path) -> None:
    rows = [grant(1), grant(1), grant(2, nik="6,57101E+15"), grant(3, jenis_usaha="serabutan"), grant(4)]
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", rows)})
    prepared = chain()
    # A grant with a damaged NIK is still a grant: its register number says whose it is.
    assert fates(prepared, "penerima") == {"kept": 5, "quarantined": 1, "duplicate": 1}
    assert all(line.balanced for line in prepared.account)
    assert fates(prepared, "kunjungan") == {"kept": 5, "quarantined": 1}
    assert "grant_held_back" in codes(prepared, "kunjungan")
    refused = pd.read_csv(prepared.dataset.parent / "quarantine" / "penerima.csv", dtype="str")
    assert list(refused["berkas"]) == ["register_tarakan_2024.xlsx"]
    assert refused["alasan"].str.contains("required_unreadable:jenis_usaha").any()


def test_a_table_refused_below_one_that_is_read_stays_in_the_account(chain: Chain, raw: Path) -> None:
    columns = list(grant(1))
    upper = [
        columns,
        *(list(one.values()) for one in (grant(1), grant(2), grant(3, jenis_usaha="serabutan"))),
    ]
    # Without its decree the lower table cannot be used; its two rows wait.
    lower = [[value for name, value in zip(columns, row, strict=True) if name != "no_sk"]
             for row in (columns, list(grant(4).values()), list(grant(5).values()))]  # fmt: skip
    with xlsxwriter.Workbook(raw / "register_tarakan_2024.xlsx") as book:
        sheet = book.add_worksheet("Register")
        for at, row in enumerate([*upper, [], ["GELOMBANG II"], *lower]):
            sheet.write_row(at, 0, row)
    (line,) = [line for line in chain().account if line.file == "register_tarakan_2024.xlsx"]
    assert (line.read, line.kept, line.quarantined, line.not_data) == (9, 2, 3, 4)


@pytest.mark.parametrize(
    "form", ["9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d", "65710112-0385-4001-8234-123456789012"]
)
def test_the_later_submission_of_a_form_counts(chain: Chain, raw: Path, form: str) -> None:
    sent = "2024-06-2{}T10:00:00"
    rows = [
        visit(1, id_kunjungan=form, waktu_kirim=sent.format(2), laba_bulan="900 rb"),
        visit(1, id_kunjungan=form, waktu_kirim=sent.format(1), laba_bulan="90 rb"),
    ]
    write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", rows)})
    prepared = chain()
    assert fates(prepared, "kunjungan") == {"kept": 1, "superseded": 1}
    assert dataset.load(prepared.dataset, "tarakan")["kunjungan"]["laba_bulan"].tolist() == [900_000]


def test_running_numbers_of_an_office_supersede_nobody(chain: Chain, raw: Path) -> None:
    rows = [visit(n, id_kunjungan="1") for n in (1, 2)]
    write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", rows)})
    assert fates(chain(), "kunjungan") == {"kept": 2}


@pytest.fixture
def messy(raw: Path) -> list[str]:
    """Put persons into every place they slip into; return what must not be found under outputs."""
    rows = [
        grant(1, id_bantuan=nik(1), id_pendamping="Budiman Laksana"),
        grant(2, nik=nik(2)[:-1], jenis_usaha=nik(2)),
        grant(3, nik=int(nik(3))),
        grant(4, no_sk=f"SK a.n. {nik(4)}", status_administrasi=NAMES[4]),
    ]
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", rows)})
    stray = visit(1, id_bantuan=None, nik=nik(1), uraian_kendala=f"NIK suami {nik(7)} HP 081298765432",
                  status_usaha=NAMES[2], petugas="Budiman Laksana")  # fmt: skip
    write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", [stray, *(visit(n) for n in range(2, 7))])})
    numbers = [nik(n) for n in range(1, 8)] + [nik(2)[:-1]]
    return [*numbers, *NAMES, "Budiman Laksana", "Kusuma Bangsa", "081234567001", "081298765432"]


def texts(folder: Path) -> str:
    """Return everything under a folder as one text: file names, text files, cells of tables and books."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found.append(path.as_posix())
        if path.suffix == ".parquet":
            found.append(pd.read_parquet(path).to_csv())
        elif path.suffix == ".xlsx":
            sheets = openpyxl.load_workbook(path).worksheets
            found += [str(c) for sheet in sheets for row in sheet.iter_rows(values_only=True) for c in row]
        else:
            found.append(path.read_text(encoding="utf-8"))
    return "\n".join(found)


def test_nothing_under_outputs_identifies_a_person(chain: Chain, messy: list[str], tmp_path: Path) -> None:
    chain()
    seen = texts(tmp_path / "outputs")
    folded = seen.casefold()
    assert [secret for secret in messy if secret.casefold() in folded] == []
    assert re.findall(r"(?<![\d.])\d(?:[ .-]?\d){15}", seen) == []
    assert "657101*********" in seen


def test_the_way_back_is_in_the_identity_folder_alone(chain: Chain, messy: list[str], tmp_path: Path) -> None:
    chain()
    persons = pd.read_parquet(tmp_path / "identity" / "orang.parquet")
    assert persons.set_index("nama").loc[NAMES[1], "nik"] == nik(1)
    assert (tmp_path / "identity" / "karantina-penerima.parquet").exists()
    stored = json.loads((tmp_path / "identity" / "forbidden.json").read_text(encoding="utf-8"))
    assert {name.casefold() for name in NAMES} <= set(stored["names"])
    assert "jalan kusuma bangsa" in stored["streets"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_the_identity_folder_is_closed_to_others(chain: Chain, tmp_path: Path) -> None:
    chain()
    folder = tmp_path / "identity"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir() if p.is_file()} == {0o600}


def test_a_second_run_changes_nothing(chain: Chain, messy: list[str], tmp_path: Path) -> None:
    del messy
    first = chain()
    before = snapshot(tmp_path / "outputs")
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "outputs").rglob("part.parquet")}
    second = chain()
    assert snapshot(tmp_path / "outputs") == before
    assert {p: p.stat().st_mtime_ns for p in stamps} == stamps
    assert first.account == second.account


def test_another_key_gives_the_same_data_under_other_pseudonyms(chain: Chain, tmp_path: Path) -> None:
    one = chain()
    other = chain(outputs=tmp_path / "other", identity=tmp_path / "other-identity")
    left, right = dataset.load(one.dataset, "provinsi"), dataset.load(other.dataset, "provinsi")
    for table in left:
        mine, theirs = (t[table].drop(columns="id_penerima", errors="ignore") for t in (left, right))
        pd.testing.assert_frame_equal(mine, theirs)
    assert not set(left["penerima"]["id_penerima"]) & set(right["penerima"]["id_penerima"])


def test_one_district_changed_leaves_the_partitions_of_the_others(chain: Chain, raw: Path) -> None:
    before = {(p.table, p.district): p.hash for p in dataset.read_index(chain().dataset)}
    rows = [grant(n, kab_kota="Kab. Bulungan", nilai_sk="Rp 3.000.000") for n in (5, 6)]
    write_book(raw / "register_bulungan_2024.xlsx", {"Register": ("penerima", rows)})
    after = {(p.table, p.district): p.hash for p in dataset.read_index(chain().dataset)}
    assert {key for key in after if after[key] != before[key]} == {("penerima", "bulungan")}


@pytest.mark.parametrize("state", ["missing", "empty", "only hidden files"])
def test_a_raw_folder_without_files_is_refused_and_nothing_is_written(
    chain: Chain, tmp_path: Path, state: str
) -> None:
    folder = tmp_path / "none"
    if state != "missing":
        folder.mkdir()
    if state == "only hidden files":
        (folder / ".uep-sample").touch()
    with pytest.raises(ParamError, match="Folder berkas mentah"):
        chain(raw=folder)
    assert not (tmp_path / "outputs").exists()
    assert not (tmp_path / "identity").exists()


@pytest.mark.parametrize("first", ["sample", "real"])
def test_sample_and_real_data_do_not_mix(chain: Chain, raw: Path, tmp_path: Path, first: str) -> None:
    mark = raw / ".uep-sample"
    if first == "sample":
        mark.touch()
    assert chain().origin == first
    before = snapshot(tmp_path / "outputs")
    mark.unlink() if first == "sample" else mark.touch()
    with pytest.raises(ParamError, match="--outputs"):
        chain()
    assert snapshot(tmp_path / "outputs") == before


def test_the_identity_folder_may_not_lie_in_outputs(chain: Chain, tmp_path: Path) -> None:
    with pytest.raises(ParamError, match="identitas"):
        chain(identity=tmp_path / "outputs" / "identity")
    assert not (tmp_path / "outputs").exists()


def test_a_register_that_turned_to_garbage_fails_its_district_alone(chain: Chain, raw: Path) -> None:
    before = dataset.load(chain().dataset, "tarakan")
    (raw / "register_tarakan_2024.xlsx").write_bytes(b"\x00garbage" * 99)
    prepared = chain()
    assert [state.path for state in prepared.unreadable] == ["register_tarakan_2024.xlsx"]
    assert list(prepared.failed_districts) == ["tarakan"]
    assert "register_tarakan_2024.xlsx" in prepared.failed_districts["tarakan"]
    assert set(dataset.load(prepared.dataset, "provinsi")["penerima"]["kab_kota"]) == {"bulungan"}
    for table, frame in dataset.load(prepared.dataset, "tarakan").items():
        pd.testing.assert_frame_equal(frame, before[table])
    summary = json.loads((prepared.dataset / "account.json").read_text(encoding="utf-8"))
    assert list(summary["failed"]) == ["tarakan"]
    todo = texts(prepared.dataset.parent / "corrections")
    assert PROBLEMS["file_unreadable"].wrong in todo
    assert PROBLEMS["no_grant_for_visit"].wrong not in todo


def test_a_folder_of_nothing_but_garbage_is_told_and_leaves_the_old_data(chain: Chain, raw: Path) -> None:
    before = dataset.load(chain().dataset, "tarakan")
    for path in raw.iterdir():
        path.write_bytes(b"garbage")
    prepared = chain()
    assert len(prepared.unreadable) == 3
    assert list(prepared.failed_districts) == ["bulungan", "tarakan"]
    assert set(prepared.rows.values()) == {0}
    pd.testing.assert_frame_equal(dataset.load(prepared.dataset, "tarakan")["penerima"], before["penerima"])
    assert len(dataset.load(prepared.dataset, "provinsi")["penerima"]) == 0


def test_visits_without_any_register_are_refused_and_not_lost(chain: Chain, raw: Path) -> None:
    for path in raw.glob("register_*"):
        path.unlink()
    prepared = chain()
    assert fates(prepared, "kunjungan") == {"quarantined": 6}
    assert set(codes(prepared, "kunjungan")) == {"no_grant_for_visit"}


def test_garbage_that_names_no_district_is_only_reported(chain: Chain, raw: Path) -> None:
    (raw / "catatan.xlsx").write_bytes(b"garbage")
    prepared = chain()
    assert [state.path for state in prepared.unreadable] == ["catatan.xlsx"]
    assert prepared.failed_districts == {}
    assert prepared.rows["penerima"] == 6


def test_a_sheet_that_lost_a_required_column_is_reported_with_its_file(chain: Chain, raw: Path) -> None:
    rows = [{k: v for k, v in grant(n).items() if k != "no_sk"} for n in (1, 2)]
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", rows)})
    prepared = chain()
    assert [state.path for state in prepared.unreadable] == ["register_tarakan_2024.xlsx"]
    assert "tarakan" in prepared.failed_districts


def test_a_sheet_gone_since_last_time_is_missed_in_every_later_run(chain: Chain, raw: Path) -> None:
    path = raw / "tarakan.xlsx"
    both = {"Register": ("penerima", [grant(7)]), "Kunjungan": ("kunjungan", [visit(7)])}
    write_book(path, both)
    assert chain().unreadable == ()
    write_book(path, {"Register": both["Register"]})
    for _ in range(2):
        prepared = chain()
        assert [state.path for state in prepared.unreadable] == ["tarakan.xlsx"]
        assert list(prepared.failed_districts) == ["tarakan"]
        assert "sheet_gone" in set(prepared.issues["code"])


def test_a_sheet_under_a_new_name_is_not_missed(chain: Chain, raw: Path) -> None:
    path = raw / "register_tarakan_2024.xlsx"
    chain()
    book = openpyxl.load_workbook(path)
    book["Register"].title = "Penerima 2024"
    book.save(path)
    for _ in range(2):
        prepared = chain()
        assert (prepared.unreadable, prepared.failed_districts) == ((), {})


def test_a_problem_of_a_whole_sheet_goes_to_the_district_its_file_names(chain: Chain, raw: Path) -> None:
    path = raw / "register_tarakan_2024.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["Register"]
    born = next(cell for cell in page[3] if cell.value == TABLES["penerima"].column("tgl_lahir").id)
    born.value = "Tangal Lahir"
    book.save(path)
    prepared = chain()
    (close,) = prepared.issues[prepared.issues["code"] == "header_close_match"].to_dict("records")
    assert (close["district"], close["read"]) == ("tarakan", "Tangal Lahir")
    assert (prepared.dataset.parent / "corrections" / "2024-S1" / "tarakan.xlsx").exists()


def test_a_file_gone_since_last_time_is_named(chain: Chain, raw: Path) -> None:
    chain()
    (raw / "monev.xlsx").unlink()
    prepared = chain()
    assert prepared.gone == ("monev.xlsx",)
    assert prepared.issues.loc[prepared.issues["code"] == "file_gone", "file"].tolist() == ["monev.xlsx"]
    assert prepared.unreadable == ()


def test_the_summary_counts_rows_and_issues_by_district(chain: Chain, raw: Path) -> None:
    rows = [grant(1), grant(1), grant(2, nik=nik(2)[:-1]), grant(3), grant(4)]
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", rows)})
    summary = json.loads((chain().dataset / "account.json").read_text(encoding="utf-8"))
    [tarakan] = summary["districts"]["tarakan"]["penerima"].values()
    assert {k: v for k, v in tarakan.items() if k != "issues"} == {
        "read": 5, "kept": 4, "quarantined": 0, "duplicate": 1, "superseded": 0,
    }  # fmt: skip
    assert tarakan["issues"]["N01"] == 1
    assert [n["kept"] for n in summary["districts"]["bulungan"]["penerima"].values()] == [2]
    assert summary["tables"]["penerima"]["read"] - summary["tables"]["penerima"]["not_data"] == 7


def test_the_fingerprint_of_a_problem_lasts_until_its_row_changes(chain: Chain, raw: Path) -> None:
    path = raw / "register_tarakan_2024.xlsx"

    def fingerprint(**changes: object) -> str:
        write_book(
            path,
            {"Register": ("penerima", [grant(1), grant(2, nik=nik(2)[:-1], **changes), grant(3), grant(4)])},
        )
        issues = chain().issues
        return str(issues.loc[issues["code"] == "N01", "id_masalah"].iloc[0])

    first = fingerprint()
    write_book(
        raw / "register_bulungan_2024.xlsx", {"Register": ("penerima", [grant(5, kab_kota="Bulungan")])}
    )
    assert fingerprint() == first
    assert fingerprint(nilai_sk="Rp 2.500.000") != first


def test_the_row_is_the_key_where_the_source_says_so(tmp_path: Path, root: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "panel.csv").write_text("sex,shop\nP,1\nP,1\nP,0\n", encoding="utf-8")
    folder = tmp_path / "project" / "params"
    folder.mkdir(parents=True)
    for name in ("programme.yaml", "districts.yaml"):
        (folder / name).write_bytes((root / "params" / name).read_bytes())
    (folder / "sources.yaml").write_text(
        """
sources:
  - files: ["panel.csv"]
    tables:
      penerima:
        id: row
        columns: {sex: jenis_kelamin}
        constants: {kab_kota: tarakan, jenis_usaha: lainnya, no_sk: "1", tgl_sk: "2024-01-01",
                    tahun_anggaran: "2024", nilai_sk: "1000000", bentuk_bantuan: uang, tgl_salur: "2024-02-01"}
        not_collected: [nik, nama]
      kunjungan:
        id: row
        columns: {shop: status_usaha}
        values: {status_usaha: {"1": tetap, "0": berhenti_permanen}}
        constants: {tgl_kunjungan: "2024-06-01", peran_petugas: dinsos_prov, cara: tatap_muka, hasil_kunjungan: bertemu}
""",
        encoding="utf-8",
    )
    project = params.read_project(tmp_path / "project")
    prepared = prepare.run(project, raw, tmp_path / "outputs", tmp_path / "identity")
    assert fates(prepared, "penerima") == fates(prepared, "kunjungan") == {"kept": 3}
    tables = dataset.load(prepared.dataset, "tarakan")
    assert tables["penerima"]["id_penerima"].nunique() == 3
    both = tables["penerima"].merge(tables["kunjungan"], on=["id_penerima", "id_bantuan"])
    assert list(both["status_usaha"]) == ["tetap", "tetap", "berhenti_permanen"]


def matching(serial: int, result: str = "Bersih", **changes: object) -> Record:
    """Return one row of a list of matchings."""
    record: Record = {
        "id_bantuan": f"UEP-2024-{serial:04d}", "jenis": "Dukcapil", "hasil": result, "tgl_padan": "01/03/2024",
        "sumber": "SIAK",
    }  # fmt: skip
    return record | changes


def test_results_of_matching_belong_to_their_grants(chain: Chain, raw: Path) -> None:
    rows = [
        matching(1),
        matching(2, "perlu klarifikasi", jenis="PNS", id_bantuan="uep/2024/0002"),
        matching(5, "belum dicek"),
        matching(9),
        matching(1, "ditandai"),
        matching(3, "entahlah"),
        matching(4),
        matching(4),
    ]
    write_book(raw / "padan.xlsx", {"Padan": ("pemadanan", rows)})
    prepared = chain()
    assert fates(prepared, "pemadanan") == {"kept": 5, "quarantined": 2, "duplicate": 1}
    assert codes(prepared, "pemadanan") == [
        "choice_unknown", "duplicate_row", "matching_conflict", "no_grant_for_matching", "required_unreadable",
    ]  # fmt: skip
    found = dataset.load(prepared.dataset, "tarakan")["pemadanan"]
    assert found[["id_bantuan", "jenis", "hasil", "sumber"]].to_numpy().tolist() == [
        ["UEP-2024-0001", "dukcapil", "bersih", "SIAK"],
        ["UEP-2024-0002", "aparatur", "ditandai", "SIAK"],
        ["UEP-2024-0001", "dukcapil", "ditandai", "SIAK"],
        ["UEP-2024-0004", "dukcapil", "bersih", "SIAK"],
    ]
    assert dataset.load(prepared.dataset, "bulungan")["pemadanan"]["hasil"].tolist() == ["tidak_diperiksa"]
    seen = {
        day: dataset.load(prepared.dataset, "tarakan", pd.Timestamp(day).date())
        for day in ("2024-02-29", "2024-03-01")
    }
    assert [len(tables["pemadanan"]) for tables in seen.values()] == [0, 4]


def test_what_belongs_to_a_refused_grant_waits_for_it(chain: Chain, raw: Path) -> None:
    refused = [grant(1), grant(2, jenis_usaha="serabutan")]
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", refused)})
    write_book(raw / "padan.xlsx", {"Padan": ("pemadanan", [matching(2)])})
    assert codes(chain(), "pemadanan") == ["grant_held_back"]


def test_without_any_matching_the_table_is_empty_and_nothing_is_missed(chain: Chain) -> None:
    prepared = chain()
    assert prepared.rows["pemadanan"] == 0
    assert dataset.load(prepared.dataset, "tarakan")["pemadanan"].empty
    assert not prepared.unreadable
