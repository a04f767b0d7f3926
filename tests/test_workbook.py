"""The workbook: one report from data to blocks, in the ordinary case and where something is missing."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import builders as b
import pytest

from evalhelpers import blocks, dataset, disclosure, workbook
from evalhelpers.catalogue import COLUMNS, INDICATORS
from evalhelpers.errors import DataError, ParamError, ReportError
from evalhelpers.issues import PROBLEMS
from evalhelpers.narrative import plain
from evalhelpers.narrative.id import displays
from evalhelpers.workbook import closing, results
from evalhelpers.workbook.report import SECTIONS
from evalhelpers.workbook.view import labels

ROOT = Path(__file__).parents[1]
PLACES = {"tarakan": 36, "malinau": 12}
STATUSES = ("berkembang", "tetap", "tetap", "menurun", "berhenti_permanen", None)


def person(district: str, at: int) -> tuple[list[b.Row], list[b.Row]]:
    """Return a grant of 2024 and the visits of two half-years; every sixth person was not met."""
    name, status = f"{district}-{at}", STATUSES[at % 6]
    kind = ("kuliner", "perdagangan")[at % 2]
    grant = b.grant(
        name, kab_kota=district, kelompok_usaha=kind, laba_baseline=1_000_000, tgl_baseline="2024-05-01",
        sumber_baseline="usulan", pendapatan_rt_baseline=2_000_000, jml_anggota_rt=4,
    )  # fmt: skip
    money = {
        "laba_bulan": 1_200_000 + 50_000 * at,
        "pendapatan_rt_bulan": 1_800_000 + 150_000 * at,
        "jml_anggota_rt": 4,
    }
    met = {"hasil_kunjungan": "bertemu" if status else "tidak_di_tempat", **money}
    cause = {"penyebab_utama": "31"} if status in ("menurun", "berhenti_permanen") else {}
    return [grant], [
        b.visit(name, "2024-11-20", "tetap" if at % 7 else None, **money),
        b.visit(name, "2025-04-15", status, **met, **cause),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    people = [person(slug, at) for slug, size in PLACES.items() for at in range(size)]
    grants = [row for rows, _ in people for row in rows]
    visits = [row for _, rows in people for row in rows]
    budget = [b.account("2025-TW2", pagu_murni=250_000_000, realisasi_kumulatif=242_000_000)]
    place = tmp_path_factory.mktemp("data") / "dataset"
    dataset.write(place, b.tables(grants, visits, budget))
    fates = {"read": 40, "kept": 36, "quarantined": 3, "duplicate": 1, "superseded": 0}
    account = {
        "tables": {"penerima": {**fates, "read": 44, "not_data": 4}},
        "districts": {"tarakan": {"penerima": {"2024-S2": {**fates, "issues": {"N02": 3}}}}},
        "failed": {"nunukan": "nunukan.xlsx: rusak"},
    }
    (place / "account.json").write_text(json.dumps(account), encoding="utf-8")
    return place


def opened(folder: Path, district: str = "tarakan", period: str = "2025-S1", **more: str) -> workbook.Report:
    report = workbook.open_report(district, period, params=str(ROOT / "params"), dataset=str(folder), **more)
    report.decide(report.protect(report.compute(report.load())))
    return report


@pytest.fixture(scope="module")
def district(folder: Path) -> workbook.Report:
    return opened(folder)


@pytest.fixture(scope="module")
def province(folder: Path) -> workbook.Report:
    return opened(folder, "provinsi")


def everything(report: workbook.Report) -> tuple[blocks.Block, ...]:
    return tuple(block for name in SECTIONS if name != "kabkota" for block in report.section(name).blocks)


def text(found: tuple[blocks.Block, ...]) -> str:
    parts = []
    for block in found:
        if isinstance(block, blocks.Heading):
            parts.append(block.text)
        if isinstance(block, blocks.Prose | blocks.Note):
            parts += ["".join(s if isinstance(s, str) else s.text for s in p) for p in block.paragraphs]
        if isinstance(block, blocks.Table):
            parts += [" | ".join(s if isinstance(s, str) else s.text for s in row) for row in block.rows]
            parts += [block.caption, *block.notes]
        if isinstance(block, blocks.Chart):
            parts += [block.caption, block.alt, *block.notes]
    return "\n".join(parts)


def values(report: workbook.Report) -> blocks.Values:
    found = report.values().blocks[0]
    assert isinstance(found, blocks.Values)
    return found


def named(found: blocks.Values) -> dict[str, str]:
    at = {name: i for i, name in enumerate(found.columns)}
    return found.facts | {
        f"{r[at['code']]}.{r[at['measure']]}/{r[at['group']]}/{r[at['period']]}/{c}": r[i]
        for r in found.rows
        for c, i in at.items()
    }


@pytest.mark.parametrize("kind", ["district", "province"])
def test_every_number_shown_is_a_value_of_the_machine_readable_result(
    kind: str, request: pytest.FixtureRequest
) -> None:
    report = request.getfixturevalue(kind)
    shown = blocks.facts(
        (*everything(report), *(report.section("kabkota").blocks if kind == "province" else ()))
    )
    known = named(values(report))
    assert len(shown) > 100
    assert [f for f in shown if known.get(f.id) != f.value] == []


def test_the_summary_opens_with_the_three_levels(district: workbook.Report) -> None:
    assert text(district.section("ringkasan").blocks).splitlines()[1] == (
        "Dari 36 penerima: 24 usahanya masih berjalan, 24 labanya meningkat, 14 juga berada di atas garis kemiskinan "
        "(proksi); 6 belum terpantau."
    )


def test_the_summary_has_five_to_seven_bullets_and_the_key_table(district: workbook.Report) -> None:
    found = district.section("ringkasan").blocks
    bullets = next(block for block in found if isinstance(block, blocks.Prose) and block.form == "list")
    assert 5 <= len(bullets.paragraphs) <= 7
    assert [block.anchor for block in found if isinstance(block, blocks.Table)] == ["tabel-kunci"]


def test_the_summary_tells_income_before_the_aid_and_earlier_recommendations_where_there_are_any(
    folder: Path, tmp_path: Path, district: workbook.Report
) -> None:
    told = text(district.section("ringkasan").blocks)
    assert re.search(r"garis kemiskinan.*Sebelum bantuan, ", told)
    assert "tindakan dari laporan sebelumnya" not in told
    place = tmp_path / "dataset"
    tables = dataset.load(folder, "provinsi", date(2025, 12, 31))
    due = {"kab_kota": "tarakan", "tenggat": "2025-05-01"}
    done = [{**due, "id": str(at), "status": "selesai", "tgl": "2025-04-01"} for at in range(5)]
    tables["rtl"] = b.tables(rtl=[*done, {**due, "id": "5", "status": "belum"}])["rtl"]
    dataset.write(place, tables)
    found = opened(place).section("ringkasan").blocks
    assert "Sebanyak 5 dari 6 tindakan dari laporan sebelumnya" in text(found)
    assert "Rekomendasi periode lalu selesai | 5 dari 6" in text(found)


def test_chapters_are_numbered_without_gaps(district: workbook.Report) -> None:
    chapters = [
        block.text for block in everything(district) if isinstance(block, blocks.Heading) and block.level == 1
    ]
    numbers = [m[1] for title in chapters if (m := re.match(r"Bab ([IVX]+) ", title))]
    assert numbers == ["I", "II", "III", "IV", "V", "VI", "VII"]
    assert chapters[0] == "Ringkasan Eksekutif"
    assert chapters[-1] == "Lampiran"
    assert "Bab VI Perubahan Kesejahteraan dan Keberlanjutan" in chapters


def test_anchors_are_unique_on_the_page(province: workbook.Report) -> None:
    found = (*everything(province), *province.section("kabkota").blocks)
    anchors = [
        block.anchor for block in found if isinstance(block, blocks.Heading | blocks.Table | blocks.Chart)
    ]
    assert len(anchors) == len(set(anchors))


def test_a_report_has_at_least_five_figures_of_different_kinds(district: workbook.Report) -> None:
    assert len({block.anchor for block in everything(district) if isinstance(block, blocks.Chart)}) >= 5


def test_the_fixed_notes_stand_beside_their_numbers(district: workbook.Report) -> None:
    assert "bukan angka kemiskinan BPS" in text(district.section("kesejahteraan").blocks)
    assert "Laba awal berasal dari pengakuan pemohon" in text(district.section("perkembangan").blocks)
    assert text(district.section("penutup").blocks).endswith("pengambilan kebijakan lebih lanjut.")


def test_persons_with_two_grants_are_a_printed_count(folder: Path, tmp_path: Path) -> None:
    grants, visits = person("tarakan", 1)
    earlier = b.grant("tarakan-1", "2023-03-01", tahun_anggaran=2023, tgl_sk="2023-01-10")
    place = tmp_path / "dataset"
    dataset.write(place, b.tables([*grants, earlier], visits))
    assert "tidak ada yang pernah menerima dua bantuan" in text(opened(folder).section("pendahuluan").blocks)
    assert "1 orang pernah menerima dua bantuan atau lebih" in text(
        opened(place).section("pendahuluan").blocks
    )


def test_what_the_office_has_not_set_is_said(district: workbook.Report) -> None:
    assert "target belum ditetapkan" in text(district.section("ringkasan").blocks)


def test_a_district_without_its_own_budget_points_to_the_province(
    district: workbook.Report, province: workbook.Report
) -> None:
    assert "Serapan anggaran: – (tercatat di tingkat provinsi)." in text(
        district.section("penyaluran").blocks
    )
    told = text(province.section("penyaluran").blocks)
    assert "sebesar Rp242 juta dari pagu Rp250 juta (96,8 persen)" in told
    assert "Terbilang: dua ratus empat puluh dua juta rupiah." in told


def test_the_quality_section_tells_the_rows_of_the_district(district: workbook.Report) -> None:
    assert "Dari 40 baris data Kota Tarakan yang dibaca, 36 dipakai, 3 dikarantina" in text(
        district.section("metodologi").blocks
    )


def test_problems_are_listed_by_kind_in_plain_words(folder: Path, tmp_path: Path) -> None:
    assert problems(folder, tmp_path, {"N02": 5}) == [(PROBLEMS["N02"].wrong, "dipakai dengan tanda", "5")]


def test_a_kind_of_problem_with_few_rows_is_not_named(folder: Path, tmp_path: Path) -> None:
    found = problems(folder, tmp_path, {"N02": 5, "N01": 4, "N03": 1})
    assert [(name, n) for name, _, n in found] == [
        (PROBLEMS["N02"].wrong, "5"),
        ("Jenis masalah lainnya: 2", "5"),
    ]


def test_the_poverty_line_is_named_with_its_year_and_source(district: workbook.Report) -> None:
    told = text(district.section("kesejahteraan").blocks)
    assert re.search(r"Kota Tarakan: Maret 20\d\d Rp\d{3}\.\d{3} \(", told)


def test_the_poverty_lines_of_the_baseline_years_are_named_too(district: workbook.Report) -> None:
    """All baselines are of 2024; the sheet of 2025-S1 looks at visits of 2025 alone."""
    told = text(district.section("kesejahteraan").blocks)
    assert "Kota Tarakan: Maret 2024 Rp" in told
    assert "garis resmi kabupaten/kota" in told
    assert district._ready().baseline_years == {"tarakan": (2024,)}


def test_a_line_that_stands_in_for_a_later_year_is_named_as_older(folder: Path) -> None:
    view = opened(folder)._ready()
    known = view.project.reference
    lines = known.poverty[known.poverty["tahun"] <= 2024]
    project = replace(view.project, reference=replace(known, poverty=lines))
    told = [plain(line) for line in results.poverty_lines(replace(view, project=project))]
    assert len(told) == 1
    assert told[0].endswith("; lebih lama, tidak disesuaikan, untuk 2025).")


def test_what_the_office_has_not_settled_is_listed_with_the_numbers_that_are_applied(
    district: workbook.Report,
) -> None:
    found = dict(table(district, "lampiran", "tabel-asal").rows)
    blank = {name for name, content in found.items() if content == "belum ditetapkan"}
    assert set(displays.SETTLED_BY_OFFICE.values()) <= blank
    assert found["Tingkat keberhasilan yang dipakai"] == (
        "masih berjalan (bawaan; penetapan kantor: belum ditetapkan)"
    )
    assert str(found["Aturan hitung"]).endswith("sel terkecil 5")
    assert "hipergeometrik" in str(found["Metode selang dan uji"])


def test_what_the_office_has_settled_is_not_listed_as_blank(district: workbook.Report) -> None:
    view = district._ready()
    rules = replace(view.rules, max_kriteria_fm=2, decile_limit=4)
    found = dict(closing.provenance(replace(view, rules=rules)).rows)
    assert displays.SETTLED_BY_OFFICE["max_kriteria_fm"] not in found
    assert displays.SETTLED_BY_OFFICE["desil_maks"] not in found
    assert displays.SETTLED_BY_OFFICE["batas_lpj"] in found


def test_the_province_names_missing_districts_on_page_one(province: workbook.Report) -> None:
    assert "Data Kabupaten Nunukan tidak dapat dibaca kali ini" in text(province.section("ringkasan").blocks)


def test_districts_stand_in_official_order_without_ranking(province: workbook.Report) -> None:
    told = text(province.section("kabkota").blocks)
    table = next(block for block in province.section("kabkota").blocks if isinstance(block, blocks.Table))
    assert [row[0] for row in table.rows] == [
        "Kabupaten Bulungan", "Kabupaten Malinau", "Kabupaten Nunukan", "Kabupaten Tana Tidung", "Kota Tarakan",
    ]  # fmt: skip
    assert "tidak cukup data untuk perbandingan" in told
    assert "tertinggi di" not in told


def test_both_periods_are_computed_anew_and_some_figures_also_a_year_earlier(
    district: workbook.Report,
) -> None:
    at = {name: i for i, name in enumerate(COLUMNS)}
    found = values(district)
    assert found.columns == COLUMNS
    periods = {(row[at["period"]], row[at["code"]]) for row in found.rows}
    assert {p for p, _ in periods} >= {"2025-S1", "2024-S2"}
    assert {"A1"} <= {c for p, c in periods if p not in ("2025-S1", "2024-S2")} <= {"A1", "B5", "E1"}


def test_machine_numbers_have_at_most_ten_significant_digits(district: workbook.Report) -> None:
    found = values(district)
    numbers = [v for row in found.rows for v in row[5:13] if v] + list(found.facts.values())
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", number) for number in numbers)
    assert max(len(number.lstrip("-0.").replace(".", "")) for number in numbers) <= 10


def test_another_period_may_be_compared(folder: Path) -> None:
    report = opened(folder, compare_with="2024-S1")
    assert "Pembanding: Semester I Tahun 2024." in text(report.section("ringkasan").blocks)


def test_a_district_without_recipients_has_a_whole_report(folder: Path) -> None:
    report = opened(folder, "bulungan")
    assert "Belum ada penerima di Kabupaten Bulungan" in text(report.section("ringkasan").blocks)
    assert not re.search(r"\bnan\b|None|[{}]", text(everything(report)))


def test_a_period_before_any_visit_has_a_whole_report(folder: Path) -> None:
    report = opened(folder, period="2023-S1")
    assert not re.search(r"\bnan\b|None|[{}]", text(everything(report)))


@pytest.mark.parametrize("kind", ["district", "province"])
def test_every_indicator_that_has_a_number_is_shown_somewhere(
    kind: str, request: pytest.FixtureRequest
) -> None:
    report = request.getfixturevalue(kind)
    shown = {f.id.partition(".")[0] for f in blocks.facts(everything(report))}
    at = {name: i for i, name in enumerate(COLUMNS)}
    now = [row for row in values(report).rows if row[at["period"]] == "2025-S1"]
    # Of many indicators small groups alone may have numbers: those stand in indikator.csv.
    now = [row for row in now if row[at["group"]] == "semua" or row[at["code"]] in ("B9", "C2", "E6", "E8")]
    there = {row[at["code"]] for row in now if row[at["value"]]}
    assert len(there) > 10
    assert there - shown == set()


def test_the_appendix_defines_every_indicator(district: workbook.Report) -> None:
    found = {block.anchor: block for block in everything(district) if isinstance(block, blocks.Table)}
    assert [str(row[0]).split(" ")[0] for row in found["tabel-definisi"].rows] == list(INDICATORS)


def test_the_chain_of_the_year_stands_in_the_chapter_and_earlier_years_in_the_appendix(
    district: workbook.Report, province: workbook.Report
) -> None:
    for report in (district, province):
        found = [
            block.anchor for block in report.section("lampiran").blocks if isinstance(block, blocks.Table)
        ]
        assert "tabel-rantai-2024" in found or "tabel-rantai-tahun" in found
    told = text(province.section("penyaluran").blocks)
    assert "Pagu yang berlaku" in told


def problems(folder: Path, tmp_path: Path, kinds: dict[str, int]) -> list[tuple[blocks.Span, ...]]:
    place = tmp_path / "dataset"
    shutil.copytree(folder, place)
    account = json.loads((place / "account.json").read_text(encoding="utf-8"))
    account["districts"]["tarakan"]["penerima"]["2024-S2"]["issues"] = kinds
    (place / "account.json").write_text(json.dumps(account), encoding="utf-8")
    return list(table(opened(place), "lampiran", "tabel-masalah").rows)


def table(report: workbook.Report, section: str, anchor: str) -> blocks.Table:
    return next(
        block
        for block in report.section(section).blocks
        if isinstance(block, blocks.Table) and block.anchor == anchor
    )


def test_rare_data_problems_are_counted_together(folder: Path, tmp_path: Path) -> None:
    rows = problems(folder, tmp_path, {code: 20 - at for at, code in enumerate(sorted(PROBLEMS)[:12])})
    assert len(rows) == 11
    assert rows[-1] == ("Jenis masalah lainnya: 2", "–", "19")


def test_what_goes_with_stopping_is_told_as_association_only(district: workbook.Report) -> None:
    told = text(district.section("penyebab").blocks)
    assert "berkaitan dengan usaha yang berhenti permanen, bukan mana yang mendahului" in told
    assert not re.search(r"\b(karena|akibat)\b", told.lower())


def test_whether_causes_were_checked_by_other_evidence_is_said(
    district: workbook.Report, province: workbook.Report
) -> None:
    assert "belum memeriksanya dengan bukti lain" in text(district.section("penyebab").blocks)
    assert "Didukung bukti lain berarti" in text(province.section("penyebab").blocks)


def test_every_group_of_the_values_has_a_printed_name(
    district: workbook.Report, province: workbook.Report
) -> None:
    at = {name: i for i, name in enumerate(COLUMNS)}
    for report in (district, province):
        voice = report._ready().voice
        for group in {row[at["group"]] for row in values(report).rows}:
            dimension, _, value = group.partition("=")
            name = voice.group(group)
            assert name[:1].isupper() or name[:1].isdigit(), group
            if dimension not in ("semua", "tahun", "kode_rekening"):
                assert name != value, group
                assert "_" not in name


def test_labels_cover_every_coded_dimension() -> None:
    found = labels("id", {"tarakan": "Kota Tarakan"})
    wanted = {
        "jenis_kelamin", "kelompok_usaha", "kelompok_umur", "bentuk_bantuan", "disabilitas", "kab_kota", "kontak",
        "dokumen", "rinci", "pemeriksa", "sumber_baseline", "keadaan", "pagu", "penyebab",
    }  # fmt: skip
    assert wanted <= set(found)
    assert {"dtks", "rab", "pakta", "bast", "pakta_integritas"} <= set(found["dokumen"])
    assert found["dokumen"]["dtks"] == "Bukti DTKS/DTSEN"
    assert {"99", "44", "10"} <= set(found["rinci"])


def test_the_plan_of_the_publication_hides_what_the_page_alone_would_show(folder: Path) -> None:
    shown = values(opened(folder))
    key = ("C1", "utama", "tarakan", "2025-S1", "semua")
    plan = folder / "plan" / "2025-S1.json"
    try:
        disclosure.Plan(frozenset({key})).write(plan)
        hidden = named(values(opened(folder)))
    finally:
        plan.unlink()
    assert named(shown)["C1.utama/semua/2025-S1/value"] != ""
    assert hidden["C1.utama/semua/2025-S1/value"] == ""


def test_a_section_shows_itself_and_carries_its_blocks(district: workbook.Report) -> None:
    bundle = district.section("penyebab")._repr_mimebundle_()
    assert bundle["text/html"].startswith("<h2")
    assert (
        blocks.from_json(json.loads(json.dumps(bundle[blocks.MIME]))) == district.section("penyebab").blocks
    )


def test_the_row_account_is_seen_in_the_notebook_and_never_on_the_page(district: workbook.Report) -> None:
    bundle = district.account()._repr_mimebundle_()
    assert "36" in bundle["text/html"]
    assert blocks.MIME not in bundle


def test_the_same_data_give_the_same_blocks(folder: Path, district: workbook.Report) -> None:
    assert everything(opened(folder)) == everything(district)


def test_without_data_the_message_names_the_commands(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"evalhelpers demo.*evalhelpers check"):
        workbook.open_report("tarakan", "2025-S1", params=str(ROOT / "params"), dataset=str(tmp_path))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"district": "tarakn"}, "'tarakan'"),
        ({"period": "2025-S3"}, "bukan periode"),
        ({"period": "2031-S1"}, "belum punya berkas parameter"),
        ({"language": "su"}, "belum tersedia"),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_would_be_right(
    folder: Path, wrong: dict[str, str], message: str
) -> None:
    given = {"district": "tarakan", "period": "2025-S1", **wrong}
    with pytest.raises(ParamError, match=message):
        workbook.open_report(**given, params=str(ROOT / "params"), dataset=str(folder))


def test_a_misspelt_section_and_a_skipped_step_say_what_to_do(
    folder: Path, district: workbook.Report
) -> None:
    with pytest.raises(ParamError, match="'penyebab'"):
        district.section("penyebeb")
    fresh = workbook.open_report("tarakan", "2025-S1", params=str(ROOT / "params"), dataset=str(folder))
    with pytest.raises(ReportError, match="Jalankan dahulu"):
        fresh.section("penyebab")
