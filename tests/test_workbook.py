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
from evalhelpers.workbook import closing
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
            parts += [plain(block.title), block.caption, block.alt, *block.notes]
        if isinstance(block, blocks.Tiles):
            parts += [f"{t.label} {plain((t.number,))} {plain(t.detail)}" for t in block.tiles]
        if isinstance(block, blocks.Letter):
            parts += [block.title, *(f"{name}: {said}" for name, said in block.head)]
            parts += [plain(words) for words in block.paragraphs]
        if isinstance(block, blocks.Message):
            parts += [plain(line) for line in block.lines]
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


def bullets(report: workbook.Report) -> list[tuple[blocks.Span, ...]]:
    """Return the findings of page one."""
    [found] = [
        block
        for block in report.section("ringkasan").blocks
        if isinstance(block, blocks.Prose) and block.form == "list"
    ]
    return list(found.paragraphs)


def numbers(words: tuple[blocks.Span, ...]) -> dict[str, str]:
    """Return the values of a sentence's numbers by id."""
    return {span.id: span.value for span in words if isinstance(span, blocks.Fact)}


def test_the_summary_has_five_to_seven_bullets_and_the_key_table(district: workbook.Report) -> None:
    found = district.section("ringkasan").blocks
    assert 5 <= len(bullets(district)) <= 7
    assert [block.anchor for block in found if isinstance(block, blocks.Table)] == ["tabel-kunci"]


def test_page_one_has_four_key_figures_after_its_first_sentence(district: workbook.Report) -> None:
    found = district.section("ringkasan").blocks
    assert isinstance(found[1], blocks.Prose)
    assert found[1].form == "lead"
    [shown] = [block for block in found if isinstance(block, blocks.Tiles)]
    assert [tile.label for tile in shown.tiles] == [
        "Usaha masih berjalan", "Laba meningkat", "Berhenti permanen", "Dana perlu penjelasan",
    ]  # fmt: skip
    active = shown.tiles[0]
    assert plain((active.number,)) == "80,0%"
    assert plain(active.detail).startswith(
        "24 dari 30 yang diketahui; batas yang mungkin 66,7%–83,3%; sebelumnya "
    )
    assert not any(tile.state for tile in shown.tiles)


def test_page_one_names_the_three_actions_that_would_help_most_with_who_and_until_when(
    district: workbook.Report,
) -> None:
    [steps] = [
        block
        for block in district.section("ringkasan").blocks
        if isinstance(block, blocks.Prose) and block.form == "steps"
    ]
    assert len(steps.paragraphs) == 3
    listed = table(district, "penutup", "tabel-tindakan").rows
    for words, row in zip(steps.paragraphs, listed, strict=False):
        said = plain(words)
        assert re.search(r" \(.+, paling lambat \d{1,2} \w+ 2025\)\.$", said)
        assert said.partition(" (")[0] in str(row[0])


def test_every_action_rests_on_a_finding(district: workbook.Report) -> None:
    rows = table(district, "penutup", "tabel-tindakan").rows
    assert rows
    for row in rows:
        assert re.search(r"\d", plain((row[2],))), row
        assert plain((row[2],)).endswith(".")


def test_what_stays_unknown_is_said_whole_in_the_chapters(district: workbook.Report) -> None:
    """Page one has only the range; what would have to be true for either end stands in the chapters."""
    assert (
        "bila usaha mereka semuanya berhenti, angkanya 66,7 persen; bila semuanya berjalan, 83,3 persen"
        in (text(district.section("perkembangan").blocks))
    )
    assert "batas terendah dan tertinggi yang mungkin ialah 16,7 persen dan 33,3 persen" in (
        text(district.section("penyebab").blocks)
    )
    [shown] = [block for block in district.section("ringkasan").blocks if isinstance(block, blocks.Tiles)]
    assert "batas yang mungkin 16,7%–33,3%" in plain(shown.tiles[2].detail)


def test_the_summary_tells_income_of_the_same_persons_before_the_aid(
    folder: Path, tmp_path: Path, district: workbook.Report
) -> None:
    [told] = [plain(words) for words in bullets(district) if "garis kemiskinan" in plain(words)]
    assert re.search(r"garis kemiskinan \(proksi\) naik .* sebelum bantuan, ", told)
    place = tmp_path / "dataset"
    tables = dataset.load(folder, "provinsi", date(2025, 12, 31))
    # Of twelve the income before the aid is not known: now, too, the sentence is of the others alone.
    lacking = tables["penerima"].index[tables["penerima"]["kab_kota"] == "tarakan"][:12]
    tables["penerima"].loc[lacking, "pendapatan_rt_baseline"] = None
    dataset.write(place, tables)
    found = opened(place)
    [words] = [words for words in bullets(found) if "garis kemiskinan" in plain(words)]
    known = found._ready().public.cell("D1", "awal", "semua", "2025-S1")
    assert known is not None
    assert known.denominator == 20
    assert re.search(r"0 dari 20 .*sebelum bantuan, \d+ dari 20 ", plain(words))
    told_of = numbers(words)
    assert told_of["D1.awal/semua/2025-S1/denominator"] == "20"
    assert "D1.utama/semua/2025-S1/pair_numerator" in told_of


def test_the_summary_tells_of_earlier_recommendations_where_there_are_any(
    folder: Path, tmp_path: Path, district: workbook.Report
) -> None:
    assert "laporan sebelumnya dan sudah jatuh tempo" not in text(district.section("ringkasan").blocks)
    place = tmp_path / "dataset"
    tables = dataset.load(folder, "provinsi", date(2025, 12, 31))
    due = {"kab_kota": "tarakan", "tenggat": "2025-05-01"}
    done = [{**due, "id": str(at), "status": "selesai", "tgl": "2025-04-01"} for at in range(5)]
    tables["rtl"] = b.tables(rtl=[*done, {**due, "id": "5", "status": "belum"}])["rtl"]
    dataset.write(place, tables)
    found = opened(place)
    said = "Dari 6 tindakan yang direkomendasikan laporan sebelumnya dan sudah jatuh tempo, 5 telah selesai"
    told = bullets(found)
    assert plain(told[-1]).startswith(said)
    assert numbers(told[-1])["E7.utama/semua/2025-S1/numerator"] == "5"
    assert len(told) <= 7
    assert said in text(found.section("penutup").blocks)


def test_only_the_province_has_a_letter_to_the_governor(
    district: workbook.Report, province: workbook.Report
) -> None:
    assert district.section("nota_dinas").blocks == ()
    [letter] = province.section("nota_dinas").blocks
    assert isinstance(letter, blocks.Letter)
    head = dict(letter.head)
    assert head["Yth."] == "Gubernur Kalimantan Utara"
    assert (head["Melalui"], head["Dari"]) == ("Sekretaris Daerah", "Kepala Dinas Sosial")
    assert (head["Tembusan"], head["Nomor"]) == ("Inspektur", "belum ditetapkan")
    assert list(head)[-4:] == ["Tanggal", "Sifat", "Lampiran", "Hal"]
    first_page = text(province.section("ringkasan").blocks).splitlines()[1]
    assert first_page in [plain(words) for words in letter.paragraphs]


def test_the_chat_message_says_what_page_one_says(district: workbook.Report) -> None:
    [message] = district.section("pesan").blocks
    assert isinstance(message, blocks.Message)
    page_one = district.section("ringkasan").blocks
    first, stopped, action = message.lines
    assert plain(first) in text(page_one).splitlines()
    # What stopped is a key figure on page one, and this sentence in its chapter.
    assert plain(stopped) in text(district.section("penyebab").blocks)
    shown = {fact.id: fact.value for fact in blocks.facts(page_one)}
    told = numbers(stopped)
    base = "C1.utama/semua/2025-S1"
    unseen = told.pop(f"{base}/missing")
    assert unseen == shown["B4.belum_terpantau/semua/2025-S1/numerator"]
    assert set(told) > {f"{base}/{name}" for name in ("numerator", "denominator", "bound_low", "bound_high")}
    assert told.items() <= shown.items()
    start, _, rest = plain(action).partition(": ")
    assert start == "Tindakan yang paling perlu"
    [steps] = [block for block in page_one if isinstance(block, blocks.Prose) and block.form == "steps"]
    assert rest[1:] == plain(steps.paragraphs[0])[1:]


def test_chapters_are_numbered_without_gaps(district: workbook.Report) -> None:
    chapters = [
        block.text for block in everything(district) if isinstance(block, blocks.Heading) and block.level == 1
    ]
    numbers = [m[1] for title in chapters if (m := re.match(r"Bab ([IVX]+) ", title))]
    assert numbers == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
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
    said = text(district.section("penyaluran").blocks)
    assert "Anggaran dan realisasinya tercatat di tingkat provinsi" in said
    assert "Serapan anggaran | – (tercatat di tingkat provinsi)" in text(district.section("ringkasan").blocks)
    told = text(province.section("penyaluran").blocks)
    assert "ialah Rp242 juta dari pagu Rp250 juta (96,8 persen)" in told
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


def lines(report: workbook.Report) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table(report, "lampiran", "tabel-garis").rows]


def test_the_poverty_line_is_named_with_its_year_and_source(district: workbook.Report) -> None:
    found = [row for row in lines(district) if row[1].startswith("Garis kemiskinan")]
    assert found
    for place, year, amount, source in found:
        assert place == "Kota Tarakan"
        assert re.fullmatch(r"Garis kemiskinan Maret 20\d\d, per orang sebulan", year)
        assert re.fullmatch(r"Rp\d{3}\.\d{3}", amount)
        assert source


def test_the_poverty_lines_of_the_baseline_years_are_named_too(district: workbook.Report) -> None:
    """All baselines are of 2024; the sheet of 2025-S1 looks at visits of 2025 alone."""
    assert any("Maret 2024" in row[1] for row in lines(district))
    assert "garis resmi kabupaten/kota" in text(district.section("kesejahteraan").blocks)
    assert district._ready().baseline_years == {"tarakan": (2024,)}


def test_a_line_that_stands_in_for_a_later_year_is_named_as_older(folder: Path) -> None:
    view = opened(folder)._ready()
    known = view.project.reference
    older = known.poverty[known.poverty["tahun"] <= 2024]
    project = replace(view.project, reference=replace(known, poverty=older))
    rows = closing.poverty_lines(replace(view, project=project)).rows
    [line] = [row for row in rows if str(row[1]).startswith("Garis kemiskinan")]
    assert str(line[3]).endswith("; dipakai pula untuk 2025 tanpa disesuaikan")


def test_the_wage_is_one_row_that_says_it_is_no_measure_of_poverty(district: workbook.Report) -> None:
    wages = [row for row in lines(district) if row[1].startswith("Upah minimum")]
    assert len(wages) <= 1
    assert all(row[3] == "upah pekerja, bukan ukuran kemiskinan" for row in wages)


def test_what_the_office_has_not_settled_is_listed_with_the_numbers_that_are_applied(
    district: workbook.Report,
) -> None:
    found = dict(table(district, "lampiran", "tabel-asal").rows)
    assert str(found["Belum ditetapkan kantor"]).split("; ") == [*displays.SETTLED_BY_OFFICE.values()]
    assert found["Tingkat keberhasilan yang dipakai"] == (
        "masih berjalan (bawaan; penetapan kantor: belum ditetapkan)"
    )
    assert str(found["Aturan hitung"]).endswith("sel terkecil 5")
    assert "hipergeometrik" in str(found["Metode selang dan uji"])


def test_what_the_office_has_settled_is_not_listed_as_blank(district: workbook.Report) -> None:
    view = district._ready()
    rules = replace(view.rules, max_kriteria_fm=2, decile_limit=4)
    found = dict(closing.provenance(replace(view, rules=rules)).rows)
    blank = str(found["Belum ditetapkan kantor"]).split("; ")
    assert displays.SETTLED_BY_OFFICE["max_kriteria_fm"] not in blank
    assert displays.SETTLED_BY_OFFICE["desil_maks"] not in blank
    assert displays.SETTLED_BY_OFFICE["batas_lpj"] in blank


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
    # A year earlier is also what deliveries are compared with: it is named once.
    assert "Pembanding: Semester I Tahun 2024." in text(report.section("ringkasan").blocks)


def test_who_moved_is_told_since_the_previous_period_alone(folder: Path) -> None:
    shown = opened(folder).section("perkembangan").blocks
    assert "Usaha yang masih berjalan berubah dari" in text(shown)
    assert "gambar-perubahan" in [b.anchor for b in shown if isinstance(b, blocks.Chart)]
    # Another one is compared: who moved since the previous one would be said to have moved since then.
    shown = opened(folder, compare_with="2024-S1").section("perkembangan").blocks
    assert "berubah dari" not in text(shown)
    assert "gambar-perubahan" not in [b.anchor for b in shown if isinstance(b, blocks.Chart)]


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
