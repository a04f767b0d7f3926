"""The auditor's books: what is in them, that it adds up, and what can never be; and the random list."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_oracle import FULL, REAL, SLUGS, clean  # noqa: F401

from evalhelpers import audit
from evalhelpers.audit.drawing import STRATA, Drawn, allocate
from evalhelpers.catalogue import COLUMNS, INDICATORS
from evalhelpers.errors import ParamError
from evalhelpers.formats import machine
from evalhelpers.indicators import compute, persons
from evalhelpers.indicators.tracing import LEFT_OUT, LEFT_OUT_REASONS, ROLES, UNKNOWN_REASONS, trace, traces
from evalhelpers.narrative.id import audit as words
from evalhelpers.params import read_project
from evalhelpers.periods import Period
from evalhelpers.workbook.view import voice

PERIOD = Period.parse("2025-S1")
EVIL = '=HYPERLINK("http://contoh.id";"klik")'
SHOWN = ("B3", "B9", "A2", "E5", "E8", "A4")
Line = dict[str, Any]


def sources(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return a place for every row, in files whose names are not to be trusted."""
    return {
        name: pd.DataFrame(
            {
                "urutan": rows["urutan"],
                "berkas": f"{EVIL}\u202e{name}.xlsx",
                "lembar": "+Lembar",
                "baris": rows["urutan"] + 2,
            }
        )
        for name, rows in tables.items()
    }


@cache
def about(slug: str) -> audit.About:
    project = read_project(Path(__file__).parents[1])
    return audit.About(voice(project, slug, PERIOD, PERIOD.previous(), "id"), "2025-06-29", sample=True)


def made(tables: dict[str, pd.DataFrame], slug: str, *codes: str, **more: Any) -> bytes:
    found = traces(tables, codes, district=slug, period=PERIOD, rules=FULL, reference=REAL, districts=SLUGS)
    return audit.book(found, tables, sources(tables), about(slug), **more)


@pytest.fixture(scope="module")
def page(clean) -> bytes:  # noqa: F811
    return made(clean, "provinsi", *SHOWN)


@cache
def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def lines(book: openpyxl.Workbook, sheet: str, first: str) -> list[Line]:
    """Return the rows of a table by its header, which begins with a word; up to the next empty row."""
    rows = list(book[sheet].iter_rows(values_only=True))
    at = next(at for at, row in enumerate(rows) if row[0] == first)
    found = []
    for row in rows[at + 1 :]:
        if not any(cell is not None for cell in row):
            break
        found.append(dict(zip(map(str, rows[at]), row, strict=True)))
    return found


def test_the_first_sheet_lists_the_indicators_and_where_they_are(page: bytes) -> None:
    book = opened(page)
    assert book.sheetnames == ["Daftar isi", *(name for code in SHOWN for name in (code, f"{code} baris"))]
    said = [row[0] for row in book["Daftar isi"].iter_rows(max_row=4, values_only=True)]
    assert said == [
        "Asal angka Provinsi Kalimantan Utara, Semester I Tahun 2025",
        "Data sampai 29 Juni 2025",
        words.SAMPLE,
        words.WARNING,
    ]
    listed = lines(book, "Daftar isi", "Kode")
    assert [line["Kode"] for line in listed] == list(SHOWN)
    assert [line["Indikator"] for line in listed] == [INDICATORS[code].name["id"] for code in SHOWN]
    for line in listed:
        rows = lines(book, f"{line['Kode']} baris", "ukuran")
        assert line["Banyaknya baris"] == len(rows)
        assert line["Tidak dihitung"] == sum(row["peran"] == "Tidak dihitung" for row in rows)
    link = book["Daftar isi"]["G7"].hyperlink
    assert link is not None
    assert link.location == "'B3'!A1"


def test_the_sheet_of_an_indicator_says_what_it_is_and_has_all_its_values(page: bytes, clean) -> None:  # noqa: F811
    book = opened(page)
    values = compute(
        clean, district="provinsi", period=PERIOD, rules=FULL, reference=REAL, districts=SLUGS, codes=SHOWN
    )
    for code in SHOWN:
        told = {row[0]: row[1] for row in book[code].iter_rows(max_row=8, values_only=True)}
        assert told["Definisi"] == INDICATORS[code].definition["id"]
        assert told["Aturan metode evaluasi"] == ", ".join(map(str, INDICATORS[code].rules))
        mine = values[values["code"] == code]
        # Besides what the page tells, a book has everything by mentor.
        every = lines(book, code, "ukuran")
        found = [v for v in every if not v["kelompok"].startswith("pendamping=")]
        assert len(every) > len(found) or code != "B3"
        assert [(v["ukuran"], v["kelompok"]) for v in found] == list(
            zip(mine["measure"], mine["group"], strict=True)
        )
        for column, name in zip(
            COLUMNS[5:13],
            ("nilai", "pembilang", "penyebut", "belum diketahui", "selang 95% bawah", "selang 95% atas",
             "batas terendah", "batas tertinggi"),
            strict=True,
        ):  # fmt: skip
            assert [machine(v[name]) for v in found] == [machine(x) for x in mine[column]]


def test_the_rows_of_a_value_count_what_it_says(page: bytes) -> None:
    book = opened(page)
    for code in ("B3", "B9"):
        values = {
            (v["nama ukuran"], v["nama kelompok"]): (v["pembilang"], v["penyebut"], v["belum diketahui"])
            for v in lines(book, code, "ukuran")
        }
        rows = lines(book, f"{code} baris", "ukuran")
        counts = Counter((row["ukuran"], row["kelompok"], row["peran"]) for row in rows)
        listed = {key[:2] for key in counts if key[0]}
        everyone = {key for key in values if key[1] == "Semua"}
        assert listed == (everyone or set(values))
        for key in listed:
            met, known, unknown = values[key]
            assert counts[*key, "Pembilang"] == met
            assert counts[*key, "Penyebut saja"] == known - met
            assert counts[*key, "Belum diketahui"] == unknown


def test_a_row_names_person_grant_file_sheet_row_and_the_visit_that_decides(page: bytes, clean) -> None:  # noqa: F811
    visits = {}
    for visit in clean["kunjungan"].itertuples():
        visits[visit.urutan + 2] = (visit.id_penerima, visit.tgl_kunjungan.date().isoformat())
    people = dict(zip(clean["penerima"]["urutan"] + 2, clean["penerima"]["id_bantuan"], strict=True))
    seen = 0
    for row in lines(opened(page), "B3 baris", "ukuran"):
        assert row["tabel"] == "Register penerima"
        assert people[row["baris"]] == row["id_bantuan"]
        assert row["berkas"] == f"{EVIL}penerima.xlsx"
        assert row["lembar"] == "+Lembar"
        if row["baris kunjungan"] is not None:
            seen += 1
            assert visits[row["baris kunjungan"]] == (row["id_penerima"], row["tgl kunjungan penentu"])
        elif row["peran"] == "Belum diketahui":
            assert row["alasan"] == words.REASONS["belum_pernah_dikunjungi"]
    assert seen


def test_rows_without_a_person_are_named_by_their_key(page: bytes) -> None:
    rows = lines(opened(page), "E5 baris", "ukuran")
    assert rows
    assert all(row["kunci baris"] and row["id_penerima"] is None for row in rows)


def test_grants_left_out_are_counted_by_reason(page: bytes) -> None:
    book = opened(page)
    rows = [row for row in lines(book, "B3 baris", "ukuran") if row["peran"] == "Tidak dihitung"]
    assert all(row["ukuran"] is None and row["id_bantuan"] for row in rows)
    cells = [row[1:3] for row in book["B3"].iter_rows(values_only=True)]
    at = cells.index((words.LEFT_OUT["reason"], words.LEFT_OUT["count"]))
    told = {reason: count for reason, count in cells[at + 1 :] if count is not None}
    by_reason = Counter(row["alasan"] for row in rows)
    assert told == {**by_reason, words.TOTAL: len(rows)}
    assert len(by_reason) > 1


def test_an_indicator_without_values_says_so(clean) -> None:  # noqa: F811
    book = opened(made(clean, "tarakan", "E6"))
    assert words.NOTES["no_values"] in [row[1] for row in book["E6"].iter_rows(values_only=True)]
    assert lines(book, "E6 baris", "ukuran") == []


def test_headers_stay_in_sight_and_can_be_filtered(page: bytes) -> None:
    book = opened(page)
    for code in SHOWN:
        sheet = book[f"{code} baris"]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:P{max(sheet.max_row, 2)}"
        assert all(sheet.column_dimensions[letter].width > 6 for letter in "ABCDJ")


def test_no_cell_is_a_formula_whatever_files_are_called(page: bytes) -> None:
    cells = [
        cell for sheet in opened(page).worksheets for row in sheet.iter_rows() for cell in row if cell.value
    ]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert not any("\u202e" in str(cell.value) for cell in cells)


def test_the_same_traces_give_the_same_bytes(clean) -> None:  # noqa: F811
    first = made(clean, "tarakan", "B1", "E2")
    assert first == made(clean, "tarakan", "B1", "E2")
    assert first != made(clean, "tarakan", "B1", "E3")


def test_what_does_not_fit_is_cut_and_told(clean) -> None:  # noqa: F811
    whole = len(lines(opened(made(clean, "provinsi", "B4")), "B4 baris", "ukuran"))
    book = opened(made(clean, "provinsi", "B4", limit=100))
    assert len(lines(book, "B4 baris", "ukuran")) == 100
    told = [row[1] for row in book["B4"].iter_rows(values_only=True)]
    assert words.NOTES["cut"].format(sheet="B4 baris", listed=100, all=whole) in told


def test_a_book_of_one_choice_lists_its_rows_only(clean) -> None:  # noqa: F811
    choice = audit.Choice("B3", "berkembang", "tahun=2024")
    rows = lines(opened(made(clean, "tarakan", "B3", choice=choice)), "B3 baris", "ukuran")
    assert {(row["ukuran"], row["kelompok"]) for row in rows if row["ukuran"]} == {
        ("Laba meningkat", "Bantuan tahun 2024")
    }


def test_a_book_carries_no_clock_and_no_user(page: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(page)) as parts:
        assert {info.date_time[:3] for info in parts.infolist()} <= {(1980, 1, 1), (1980, 1, 31)}
        assert b"2000-01-01" in parts.read("docProps/core.xml")


def test_every_role_and_reason_has_its_words() -> None:
    assert set(words.ROLES) == {*ROLES.values(), LEFT_OUT}
    assert set(words.REASONS) == {*UNKNOWN_REASONS, *LEFT_OUT_REASONS}
    assert set(words.STRATA) == set(STRATA)
    assert len(set(words.REASONS.values())) == len(words.REASONS)
    assert words.SPOT_FOUND in words.SPOT_BLANK


# What is asked and told


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("B3", audit.Choice("B3")),
        (" b3.berkembang ", audit.Choice("B3", "berkembang")),
        ("B3.berkembang/tahun=2024", audit.Choice("B3", "berkembang", "tahun=2024")),
        ("B3.berkembang/tahun=2024/2025-S1/bound_low", audit.Choice("B3", "berkembang", "tahun=2024")),
        ("A1/jenis_kelamin=P", audit.Choice("A1", "utama", "jenis_kelamin=P")),
    ],
)
def test_a_choice_is_read_from_what_an_auditor_has_at_hand(text: str, choice: audit.Choice) -> None:
    assert audit.read(text, "2025-S1") == choice


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("B33", "Indikator 'B33' tidak ada; maksud Anda 'B3'?"),
        ("", "Indikator '' tidak ada"),
        ("B3.berkembng", "maksud Anda 'berkembang'?"),
        ("B3.", "maksud Anda salah satu dari bertahan, berkembang, graduasi?"),
        ("B3/tahun=2024", "B3.bertahan/tahun=2024"),
        ("B3.bertahan/semua/2024-S2/value", "periode '2024-S2'"),
        ("B3.bertahan/semua/2025-S1/valeu", "maksud Anda 'value'?"),
    ],
)
def test_what_cannot_be_read_is_answered_with_the_nearest_word(text: str, said: str) -> None:
    with pytest.raises(ParamError, match=re.escape(said)):
        audit.read(text, "2025-S1")


def told(clean, slug: str, text: str) -> list[str]:  # noqa: F811
    choice = audit.read(text, "2025-S1")
    found = trace(
        clean, choice.code, district=slug, period=PERIOD, rules=FULL, reference=REAL, districts=SLUGS
    )
    return list(audit.lines(found, choice.of(found.values), about(slug)))


def test_a_value_is_told_in_words_with_all_that_belongs_to_it(clean) -> None:  # noqa: F811
    said = told(clean, "tarakan", "B1")
    values = compute(
        clean, district="tarakan", period=PERIOD, rules=FULL, reference=REAL, districts=SLUGS, codes=["B1"]
    )
    first = values.iloc[0]
    assert said[0] == "B1 Tingkat keberlangsungan usaha"
    assert said[1] == f"Kota Tarakan, Semester I Tahun 2025. Data sampai 29 Juni 2025. {words.SAMPLE}."
    assert any(line.endswith(f"tepatnya {machine(first['value'])}") for line in said)
    counts = [int(first[name]) for name in ("numerator", "denominator", "missing")]
    assert "  pembilang {}; penyebut {}; belum diketahui {}".format(*counts) in said
    roles = (counts[0], counts[1] - counts[0], counts[2])
    assert "  baris: {} pembilang; {} penyebut saja; {} belum diketahui".format(*roles) in said
    assert any(line.startswith("  batas yang mungkin: ") for line in said)
    assert not any("{" in line or "None" in line or "nan" in line for line in said)


def test_every_indicator_can_be_told(clean) -> None:  # noqa: F811
    for slug in ("provinsi", "tarakan"):
        for code in INDICATORS:
            said = told(clean, slug, code)
            assert said[0] == f"{code} {INDICATORS[code].name['id']}"
            assert not any("{" in line or "None" in line or "nan" in line.split() for line in said)


def test_a_group_that_is_not_there_is_answered_with_the_nearest(clean) -> None:  # noqa: F811
    with pytest.raises(ParamError, match="maksud Anda 'tahun=2024'"):
        told(clean, "tarakan", "B3.bertahan/tahun=2034")


def test_values_are_held_against_the_published_ones(clean) -> None:  # noqa: F811
    values = compute(
        clean, district="tarakan", period=PERIOD, rules=FULL, reference=REAL, districts=SLUGS, codes=["B1"]
    )
    rows = [
        [machine(x) if isinstance(x, float) else x for x in row] for row in values[list(COLUMNS)].to_numpy()
    ]
    text = "\n".join([",".join(COLUMNS), *(",".join(map(str, row)) for row in rows)]) + "\n"
    same = audit.compare(values, text)
    assert (same.different, same.hidden) == ((), 0)
    head, first, *rest = text.splitlines()
    other = [*first.split(",")[:5], "0.5", *first.split(",")[6:]]
    assert audit.compare(values, "\n".join([head, ",".join(other), *rest])).different == ("B1.utama/semua",)
    assert audit.compare(values, "\n".join([head, *rest])).different == ("B1.utama/semua",)
    cells = first.split(",")
    hidden = [*cells[:5], "", "", cells[7], cells[8], "", "", "", "", cells[13]]
    found = audit.compare(values, "\n".join([head, ",".join(hidden), *rest]))
    assert (found.different, found.hidden) == ((), 1)


# The random list


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30), st.integers(0, 500))
def test_an_allocation_is_whole_within_each_stratum_and_leaves_none_out_if_it_can(
    populations: list[int], size: int
) -> None:
    found = allocate(populations, size)
    whole = min(size, sum(populations))
    assert sum(found) == whole
    assert all(0 <= n <= population for n, population in zip(found, populations, strict=True))
    assert sum(n > 0 for n in found) == min(whole, len(populations))
    for n, population in zip(found, populations, strict=True):
        share = whole * population / sum(populations)
        assert n <= max(1, share + 1)


def drawn(clean, size: int = 20, seed: int = 7) -> Drawn:  # noqa: F811
    return audit.draw(clean, period=PERIOD, rules=FULL, reference=REAL, districts=SLUGS, size=size, seed=seed)


@pytest.fixture(scope="module")
def population(clean) -> pd.DataFrame:  # noqa: F811
    return persons(clean, district="provinsi", period=PERIOD, rules=FULL, reference=REAL)


def test_the_strata_are_those_of_everyone_evaluated(clean, population: pd.DataFrame) -> None:  # noqa: F811
    found = drawn(clean, 40)
    assert found.population == len(population)
    assert len(found.people) == 40
    assert found.people["id_penerima"].is_unique
    kinds = population["status"].map(
        lambda status: status if status in STRATA else "aktif" if status in FULL.active else "lainnya"
    )
    sizes = Counter(zip(population["kab_kota"], kinds, strict=True))
    assert {(s.district, s.kind): s.population for s in found.strata} == sizes
    assert all(stratum.sample for stratum in found.strata)
    counts = Counter(zip(found.people["kab_kota"], found.people["kind"], strict=True))
    assert counts == {(s.district, s.kind): s.sample for s in found.strata}
    assert sum(stratum.weight * stratum.sample for stratum in found.strata) == pytest.approx(len(population))
    assert found.people["status"].tolist() == population.loc[found.people["id_penerima"], "status"].tolist()


def test_a_seed_decides_who_is_drawn_and_nothing_else(clean) -> None:  # noqa: F811
    first, again, other = (set(drawn(clean, seed=seed).people["id_penerima"]) for seed in (7, 7, 8))
    assert first == again
    assert first != other
    shuffled = {
        name: rows.sample(frac=1, random_state=1).assign(urutan=range(len(rows)))
        for name, rows in clean.items()
    }
    assert set(drawn(shuffled).people["id_penerima"]) == first


def test_asking_for_more_than_there_are_gives_all_and_says_so(clean, population: pd.DataFrame) -> None:  # noqa: F811
    found = drawn(clean, 9_999)
    assert set(found.people["id_penerima"]) == set(population.index)
    assert all(stratum.weight == 1 for stratum in found.strata)
    said = audit.summary(found, about("provinsi"))
    assert said[1] == f"Yang diminta 9.999, penerima hanya {len(population)}: semuanya diambil."


def test_fewer_than_the_strata_are_told(clean) -> None:  # noqa: F811
    found = drawn(clean, 3)
    assert len(found.people) == 3
    assert "strata tidak terwakili" in audit.summary(found, about("provinsi"))[1]


def test_the_list_has_room_for_the_examiner_and_says_how_it_was_drawn(clean) -> None:  # noqa: F811
    found = drawn(clean)
    data = audit.spot_book(found, clean, sources(clean), about("provinsi"))
    assert data == audit.spot_book(drawn(clean), clean, sources(clean), about("provinsi"))
    book = opened(data)
    assert book.sheetnames == ["Daftar uji petik", "Cara pengambilan"]
    rows = lines(book, "Daftar uji petik", "no")
    assert [row["id_penerima"] for row in rows] == found.people["id_penerima"].tolist()
    assert all(row[name] is None for row in rows for name in words.SPOT_BLANK)
    assert all(row["baris register"] > 1 and row["berkas register"].startswith(EVIL) for row in rows)
    told = {row[0]: row[1] for row in book["Cara pengambilan"].iter_rows(values_only=True)}
    assert told["Benih acak"] == 7
    strata = lines(book, "Cara pengambilan", "kabupaten/kota")[:-1]
    assert sum(row["penerima (N)"] for row in strata) == found.population
    assert sum(row["diambil (n)"] for row in strata) == 20
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} == {"s", "n"}
    [choices] = book["Daftar uji petik"].data_validations.dataValidation
    assert "Berhenti permanen" in choices.formula1


def test_nobody_to_draw_from_is_told(clean) -> None:  # noqa: F811
    nobody = {name: rows[:0] for name, rows in clean.items()}
    found = drawn(nobody)
    assert found.population == 0
    assert audit.summary(found, about("provinsi"))[1].startswith("Tidak ada penerima yang dievaluasi")
    assert opened(audit.spot_book(found, nobody, sources(nobody), about("provinsi")))
