"""The synthetic programme: one truth, and raw files that report it with labelled defects only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from evalhelpers import identity, reference, sample
from evalhelpers.clean.people import normalise_name
from evalhelpers.clean.tables import CleanContext
from evalhelpers.dictionary import TABLES, codes
from evalhelpers.errors import ParamError
from evalhelpers.issues import frame
from evalhelpers.params import read_project
from evalhelpers.prepare import settle
from evalhelpers.prepare.files import Files, done_with
from evalhelpers.prepare.reading import read
from evalhelpers.sample import scene, truth

# Of what cannot be read, one defect may raise a second issue that says the same.
IMPLIED = {
    "date_impossible": {"required_unreadable"},
    "date_month_only": {"required_unreadable"},
    "business_unknown": {"required_unreadable"},
    "result_unknown": {"required_unreadable"},
    "paper_unknown": {"required_unreadable"},
    "status_unknown": {"status_missing"},
    "profit_in_thousands": {"profit_disagrees"},
    "nik_15_digits": {"N01", "matched_by_name"},
}
ROOT = Path(__file__).parents[1]
REFERENCE = reference.read(ROOT / "params")
ACTIVE = {"berkembang", "tetap", "menurun", "ganti_usaha"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> sample.SampleSummary:
    return sample.write(tmp_path_factory.mktemp("raw") / "sample", reference=REFERENCE)


@pytest.fixture(scope="module")
def true(written: sample.SampleSummary) -> dict[str, pd.DataFrame]:
    return {name: pd.read_parquet(written.truth / f"{name}.parquet") for name in TABLES}


@pytest.fixture(scope="module")
def planted(written: sample.SampleSummary) -> pd.DataFrame:
    return pd.read_csv(written.truth / "planted.csv", dtype={"code": "str"}, keep_default_na=False)


def _digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from evalhelpers import reference, sample;"
        "sample.write(Path(sys.argv[1]) / 'raw', reference=reference.read(Path(sys.argv[2])), recipients=12)"
    )
    digests = []
    for name in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": name, "PYTHONPATH": str(ROOT / "src")}
        subprocess.run(
            [sys.executable, "-c", code, tmp_path / name, ROOT / "params"], env=environment, check=True
        )
        digests.append(_digest(tmp_path / name))
    assert digests[0] == digests[1]
    assert ".uep-sample" in {Path(name).name for name in digests[0]}


def test_a_folder_with_real_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "register.xlsx").write_bytes(b"real")
    with pytest.raises(ParamError, match="bukan data contoh"):
        sample.write(tmp_path, reference=REFERENCE)
    assert [path.name for path in tmp_path.iterdir()] == ["register.xlsx"]


def test_a_smaller_sample_leaves_nothing_of_the_larger_one_before(tmp_path: Path) -> None:
    for districts in (3, 1):
        summary = sample.write(tmp_path / "raw", reference=REFERENCE, recipients=12, districts=districts)
    files = [path for path in summary.folder.rglob("*") if path.is_file() and path.name != sample.MARKER]
    assert len(files) == summary.files
    assert not any("Malinau" in path.name for path in files)


def test_another_seed_gives_other_people(true: dict[str, pd.DataFrame]) -> None:
    other = truth.make(scene.build(REFERENCE), 66).tables["penerima"]
    assert not set(other["nik"]) & set(true["penerima"]["nik"])


def test_the_default_programme_has_the_size_of_a_real_one(written: sample.SampleSummary) -> None:
    assert 400 <= written.rows["penerima"] <= 500
    assert 1_600 <= written.rows["kunjungan"] <= 2_400
    assert written.files <= 30


def test_truth_has_the_columns_and_types_of_the_dictionary(true: dict[str, pd.DataFrame]) -> None:
    for name, table in TABLES.items():
        frame = true[name]
        assert list(frame.columns)[: len(table.columns)] == [c.name for c in table.columns]
        assert frame["kunci"].is_unique
        for column in table.columns:
            if column.codes and column.kind != "codes":
                assert set(frame[column.name].dropna()) <= {code.value for code in column.codes}, column.name


def test_identity_numbers_are_well_formed_and_agree_with_sex_and_birth(true: dict[str, pd.DataFrame]) -> None:
    grants = true["penerima"]
    nik = grants["nik"]
    assert nik.str.fullmatch(r"\d{16}").all()
    day = nik.str[6:8].astype(int)
    assert (day.gt(40) == grants["jenis_kelamin"].eq("P")).all()
    assert (day.where(day <= 40, day - 40) == grants["tgl_lahir"].dt.day).all()
    assert (nik.str[8:12] == grants["tgl_lahir"].dt.strftime("%m%y")).all()
    assert nik.str[12:].astype(int).ge(1).all()
    persons = grants.drop_duplicates("nik")
    assert 3 <= len(grants) - len(persons) <= 12
    assert grants.duplicated(["nik", "no_sk"]).sum() == 0


def test_no_two_people_share_a_name_within_a_district_of_the_demo(true: dict[str, pd.DataFrame]) -> None:
    people = true["penerima"].drop_duplicates("nik")
    assert people.duplicated(["nama", "kab_kota"]).sum() <= 3


def _with_grant(true: dict[str, pd.DataFrame]) -> pd.DataFrame:
    grants = true["penerima"].assign(serah=lambda g: g[["tgl_salur", "tgl_bast"]].max(axis=1))
    facts = grants[["id_bantuan", "nik", "serah", "tgl_status", "status_administrasi", "jenis_usaha"]]
    return true["kunjungan"].merge(facts, left_on="bantuan", right_on="id_bantuan", suffixes=("", "_grant"))


def test_visits_come_after_the_hand_over_and_end_with_death_or_departure(
    true: dict[str, pd.DataFrame],
) -> None:
    visits = _with_grant(true)
    assert len(visits) == len(true["kunjungan"])
    assert (visits["tgl_kunjungan"] > visits["serah"]).all()
    met = visits[(visits["hasil_kunjungan"] == "bertemu") & (visits["status_administrasi"] != "aktif")]
    assert (met["tgl_kunjungan"] < met["tgl_status"]).all()


def test_a_stopped_business_stays_stopped_and_says_why(true: dict[str, pd.DataFrame]) -> None:
    visits = _with_grant(true).sort_values(["bantuan", "tgl_kunjungan"])
    known = visits[visits["status_usaha"].notna()]
    stopped = known["status_usaha"].eq("berhenti_permanen")
    before = stopped.groupby(known["bantuan"]).shift(fill_value=False)
    assert not (before & ~stopped).any()
    trouble = known["status_usaha"].isin(["menurun", "berhenti_sementara", "berhenti_permanen"])
    assert (known["penyebab_utama"].notna() == trouble).all()
    causes = known[trouble]
    assert all(
        m in a.split() for m, a in zip(causes["penyebab_utama"], causes["penyebab_semua"], strict=True)
    )
    ended = known[known["tgl_berhenti"].notna()]
    assert (ended["tgl_berhenti"] <= ended["tgl_kunjungan"]).all()
    assert (ended["tgl_berhenti"] >= ended["serah"]).all()


def test_money_of_a_visit_adds_up(true: dict[str, pd.DataFrame]) -> None:
    visits = true["kunjungan"]
    full = visits.dropna(subset=["omzet_bulan", "biaya_bulan", "laba_bulan"])
    assert len(full) > 1_000
    assert (full["omzet_bulan"] - full["biaya_bulan"] == full["laba_bulan"]).all()
    both = visits.dropna(subset=["laba_bulan", "pendapatan_rt_bulan"])
    assert (both["pendapatan_rt_bulan"] >= both["laba_bulan"]).all()
    assert visits.loc[~visits["status_usaha"].isin(ACTIVE), "laba_bulan"].isna().all()


def test_causes_fit_the_kind_of_business(true: dict[str, pd.DataFrame]) -> None:
    known = _with_grant(true).dropna(subset=["penyebab_utama"])
    share = known["penyebab_utama"].eq("34").groupby(known["jenis_usaha"].str.startswith("ternak")).mean()
    assert share[True] > 3 * share[False]
    seaweed = known[known["jenis_usaha"] == "rumput_laut"]
    assert seaweed["penyebab_utama"].value_counts().idxmax() == "32"


def test_the_budget_is_what_was_paid_and_what_came_back(true: dict[str, pd.DataFrame]) -> None:
    grants, budget = true["penerima"], true["anggaran"]
    account = {"uang": "5.1.06.01.01.0001", "barang": "5.1.06.01.02.0001"}
    paid = grants.groupby(["tahun_anggaran", grants["bentuk_bantuan"].map(account)])["nilai_salur"].sum()
    last = budget[budget["periode"].str.endswith("TW4")].set_index(["tahun_anggaran", "kode_rekening"])
    back = budget.groupby(["tahun_anggaran", "kode_rekening"])["pengembalian"].sum()
    net = last["realisasi_kumulatif"] - back
    pd.testing.assert_series_equal(net.sort_index(), paid.sort_index(), check_names=False)
    assert budget["pengembalian"].notna().sum() == 1
    spent = budget.sort_values("periode").groupby(["tahun_anggaran", "kode_rekening"])["realisasi_kumulatif"]
    assert spent.diff().dropna().ge(0).all()
    absorption = net.groupby("tahun_anggaran").sum() / last["pagu_perubahan"].groupby("tahun_anggaran").sum()
    assert absorption.between(0.93, 0.985).all()


def test_figures_are_those_of_a_plausible_programme(true: dict[str, pd.DataFrame]) -> None:
    visits = _with_grant(true).sort_values("tgl_kunjungan")
    known = visits[visits["status_usaha"].notna() & visits["tgl_kunjungan"].ge(pd.Timestamp(2025, 7, 1))]
    last = known.drop_duplicates("nik_grant", keep="last")
    assert 0.65 <= last["status_usaha"].isin(ACTIVE).mean() <= 0.88
    assert 0.06 <= last["status_usaha"].eq("berhenti_permanen").mean() <= 0.20
    line = scene.build(REFERENCE).line
    grants = true["penerima"].dropna(subset=["pendapatan_rt_baseline"])
    lines = [
        line(slug, year) for slug, year in zip(grants["kab_kota"], grants["tahun_anggaran"], strict=True)
    ]
    above = (grants["pendapatan_rt_baseline"] / grants["jml_anggota_rt"]).to_numpy() >= np.array(lines)
    assert 0.12 <= above.mean() <= 0.28
    assert grants["laba_baseline"].astype("float64").skew() > 0.5


def test_matching_was_done_in_some_districts_and_found_little(true: dict[str, pd.DataFrame]) -> None:
    home = true["penerima"].set_index("id_bantuan")["kab_kota"]
    found = true["pemadanan"].assign(kab_kota=lambda rows: rows["id_bantuan"].map(home))
    kinds = {slug: set(part["jenis"]) for slug, part in found.groupby("kab_kota")}
    assert kinds["bulungan"] == {code.value for code in codes.MATCHING}
    assert kinds["nunukan"] < kinds["tarakan"] < kinds["bulungan"]
    assert {"malinau", "tana-tidung"}.isdisjoint(kinds)
    shares = found["hasil"].value_counts(normalize=True)
    assert 0.002 < shares["ditandai"] < 0.03
    assert 0.01 < shares["tidak_diperiksa"] < 0.06


def test_every_row_lies_where_the_ledger_says(
    written: sample.SampleSummary, true: dict[str, pd.DataFrame]
) -> None:
    rows = pd.read_parquet(written.truth / "rows.parquet")
    for name in TABLES:
        mine = rows[(rows["table"] == name) & rows["fate"].eq("kept")]
        assert set(mine["key"]) <= set(true[name]["kunci"])
    assert set(true["kunjungan"]["kunci"]) == set(rows.loc[rows["table"] == "kunjungan", "key"]) - {""}
    for file, part in rows[rows["file"].str.endswith(".xlsx")].groupby("file"):
        book = CalamineWorkbook.from_path(written.folder / file)
        for sheet, lines in part.groupby("sheet"):
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for line in lines.itertuples():
                if line.table == "penerima":
                    assert line.key in cells[line.row - 1] or line.fate == "quarantined"


def test_every_planted_defect_names_a_row_that_was_written(
    written: sample.SampleSummary, planted: pd.DataFrame
) -> None:
    rows = pd.read_parquet(written.truth / "rows.parquet")
    at = planted[planted["row"] > 0].merge(rows, on=["file", "sheet", "row", "table"], how="left")
    assert at["fate_y"].notna().all()
    assert planted["recoverable"].isin(["ya", "tidak"]).all()
    assert planted["fate"].isin(["kept", "quarantined", "duplicate", "superseded", "not_data"]).all()
    assert (planted.loc[planted["recoverable"] == "tidak", "code"] != "").all()


def test_a_scene_of_many_districts_has_people_in_each() -> None:
    made = truth.make(scene.build(REFERENCE, recipients=600, districts=60), 65).tables["penerima"]
    assert made["kab_kota"].nunique() == 60
    assert len(made) == 4 * 600
    assert made["kab_kota"].str.fullmatch(r"d-\d{3}").all()


def test_fewer_districts_are_the_first_in_official_order() -> None:
    made = truth.make(scene.build(REFERENCE, recipients=20, districts=2), 65).tables["penerima"]
    assert set(made["kab_kota"]) == {"bulungan", "malinau"}


def test_field_words_for_a_code_belong_to_that_code_alone() -> None:
    from evalhelpers.sample.files.texts import spoken

    for group in (codes.BUSINESS, codes.STATUS, codes.CAUSE, codes.RESULT):
        words = [word for own in spoken(group).values() for word in own]
        assert len(words) == len(set(words))


def test_a_benchmark_gets_parameters_for_its_made_up_districts(tmp_path: Path) -> None:
    sample.params(ROOT / "params", tmp_path / "params", districts=60, reference=REFERENCE)
    project = read_project(ROOT, tmp_path / "params")
    assert [d.slug for d in project.districts][:2] == ["d-001", "d-002"]
    assert len(project.districts) == 60
    assert set(project.reference.kecamatan["kab_kota"]) == {d.slug for d in project.districts}
    with pytest.raises(ValueError, match="real districts"):
        sample.params(ROOT / "params", tmp_path / "other", districts=5, reference=REFERENCE)


@pytest.fixture(scope="module")
def settled(written: sample.SampleSummary, tmp_path_factory: pytest.TempPathFactory) -> settle.Rows:
    project = read_project(ROOT)
    context = CleanContext(project.districts, project.reference, project.not_names)
    vault = identity.unlock(tmp_path_factory.mktemp("identity") / "identity")
    found = read(written.folder, project.sources, Files(vault.cache, context, vault, "", 2), lambda *_: None)
    rows = settle.gather(found.parts, context)
    rows.note(frame(found.intake.issues))
    settle.settle(rows, vault)
    return rows


@pytest.fixture(scope="module")
def placed(written: sample.SampleSummary, settled: settle.Rows) -> dict[str, pd.DataFrame]:
    """Return the cleaned rows of each table with their truth key and expected fate."""
    rows = pd.read_parquet(written.truth / "rows.parquet").rename(columns={"fate": "expected"})
    result = {}
    for name, cleaned in settled.frames.items():
        mine = rows[rows["table"] == name].drop(columns="table")
        result[name] = cleaned.merge(
            mine, left_on=["_file", "_sheet", "_row"], right_on=["file", "sheet", "row"], how="outer"
        )
    return result


def test_every_row_written_is_read_and_ends_as_expected(placed: dict[str, pd.DataFrame]) -> None:
    for name, rows in placed.items():
        assert rows["_file"].notna().all(), f"{name}: rows not read"
        assert rows["file"].notna().all(), f"{name}: rows read that nobody wrote"
        wrong = rows[rows["fate"] != rows["expected"]]
        assert wrong.empty, f"{name}: {wrong[['file', 'sheet', 'row', 'fate', 'expected']].head()}"


@pytest.mark.parametrize("name", list(TABLES))
def test_the_cleaned_sample_equals_the_truth_except_what_cannot_be_recovered(
    name: str, placed: dict[str, pd.DataFrame], true: dict[str, pd.DataFrame], planted: pd.DataFrame
) -> None:
    rows = placed[name]
    rows = rows[rows["fate"] == "kept"].set_index("key")
    assert rows.index.is_unique
    expected = true[name].set_index("kunci").loc[rows.index]
    if name == "kunjungan":
        expected["id_bantuan"] = expected["bantuan"]
    lost = planted[(planted["recoverable"] == "tidak") & (planted["table"] == name)]
    # Of a kecamatan only its code is left.
    coded = lost["column"].replace("kecamatan", "kode_kecamatan")
    places = set(zip(lost["key"], coded, strict=True))
    left = [c.name for c in TABLES[name].columns if c.name not in done_with(name)]
    for column in left + [c for c in ("kode_kecamatan",) if c in expected]:
        got, want = rows[column], expected[column]
        if column == "nama":
            got, want = normalise_name(got), normalise_name(want)
        # What looks like a telephone number never survives in a text, not even within a submission id.
        hidden = got.astype("str").str.startswith("x-") & want.map(
            lambda text: identity.mask(str(text)) != str(text)
        )
        same = (got == want).fillna(False) | (got.isna() & want.isna()) | hidden
        if column == "id_petugas":
            same |= want.isna()  # who is only named gets an id
        if column == "petugas":
            continue  # a name
        differs = {key for key in rows.index[~same] if (key, column) not in places}
        where_lost = {key for key, col in places if col == column and key in rows.index}
        assert not differs - _without_district(rows, column), f"{name}.{column}: {sorted(differs)[:5]}"
        assert where_lost <= set(rows.index[~same]), f"{name}.{column}: a defect left the truth in place"


def _without_district(rows: pd.DataFrame, column: str) -> set[str]:
    """Return the rows in which a kecamatan means nothing because their district is unknown."""
    return set(rows.index[rows["kab_kota"].isna()]) if column == "kode_kecamatan" else set()


def test_persons_are_told_apart_as_in_truth(
    placed: dict[str, pd.DataFrame], true: dict[str, pd.DataFrame]
) -> None:
    owner = true["penerima"].set_index("kunci")["nik"]
    grants = placed["penerima"].query("fate == 'kept'").set_index("key")["id_penerima"]
    visits = placed["kunjungan"].query("fate == 'kept'").set_index("key")["id_penerima"]
    of_visit = true["kunjungan"].set_index("kunci")["bantuan"].map(owner)
    pairs = pd.concat(
        [
            pd.DataFrame({"person": grants, "nik": owner.loc[grants.index]}),
            pd.DataFrame({"person": visits, "nik": of_visit.loc[visits.index]}),
        ]
    ).drop_duplicates()
    assert pairs["person"].is_unique
    assert pairs["nik"].is_unique


def test_every_planted_defect_is_found_and_nothing_else_is_flagged(
    settled: settle.Rows, planted: pd.DataFrame
) -> None:
    # Columns nobody asked for are told of each sheet; they are no defect.
    found = settled.issues[settled.issues["code"] != "columns_ignored"]
    at = ["file", "sheet", "row"]
    raised = {place: set(part["code"]) for place, part in found.groupby(at)}
    expected = planted[planted["code"] != ""]
    wanted = {place: set(part["code"]) for place, part in expected.groupby(at)}
    missed = {place: codes - raised.get(place, set()) for place, codes in wanted.items()}
    assert not {place: codes for place, codes in missed.items() if codes}
    implied = {
        place: set().union(*(IMPLIED.get(kind, set()) for kind in part["kind"]))
        for place, part in planted.groupby(at)
    }
    extra = {p: codes - wanted.get(p, set()) - implied.get(p, set()) for p, codes in raised.items()}
    assert not {place: codes for place, codes in extra.items() if codes}
